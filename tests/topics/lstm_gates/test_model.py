"""The sequence model: what it looks at, and how it is trained; `models.py` has its gradients."""

import numpy as np
import pytest
from topics.lstm_gates.models import CLASSES, NUMBERS, SOME, SYMBOLS, TASKS, VALUES, network

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl.core.softmax import log_softmax
from utils.numpy_impl.lstm_gates.model import (
    ELMAN,
    LSTM,
    cell_parameters,
    fit,
    model_backward,
    model_forward,
    predict,
)
from utils.numpy_impl.rnn_unrolling import rnn_model_backward, rnn_model_forward, rnn_parameters

each_cell = pytest.mark.parametrize("cell", [ELMAN, LSTM], ids=["elman", "lstm"])


@each_cell
@pytest.mark.parametrize("task", ["classes, lengths", "symbols in a table, lengths"])
def test_what_stands_on_padding_makes_no_difference(cell, task):
    X, y, how, embed = TASKS[task]
    p, there = network(cell, y, embed), np.arange(len(X))[:, None] < SOME
    other_X, other_y = X.copy(), y.copy()
    other_X[~there], other_y[~there] = 1, 0
    one, other = (model_forward(a, b, p, cell, **how) for a, b in ((X, y), (other_X, other_y)))
    assert one[0] == other[0]
    for name, gradient in model_backward(1.0, one[1]).items():
        np.testing.assert_allclose(model_backward(1.0, other[1])[name], gradient, atol=1e-15)
    log_P = log_softmax(predict(X, p, cell))
    theirs = [log_P[t, n, y[t, n]] for n in range(len(SOME)) for t in range(SOME[n])]
    assert one[0] == pytest.approx(-np.mean(theirs))


def test_an_elman_cell_with_one_number_is_the_network_of_topic_04():
    p = rnn_parameters(5, 3, np.random.default_rng(0))
    ours = {name: p[name] for name in "WUb"} | {"W_y": p["v"], "b_y": p["c"]}
    J, cache = model_forward(NUMBERS, VALUES, ours, ELMAN)
    theirs, kept = rnn_model_forward(NUMBERS, VALUES, p)
    assert pytest.approx(theirs) == J
    gradients, expected = model_backward(2.0, cache), rnn_model_backward(2.0, kept)
    names = {"W_y": "v", "b_y": "c"}
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, expected[names.get(name, name)], atol=1e-14)


def test_the_lstm_is_the_one_that_is_taught():
    p = network(LSTM, CLASSES)
    states, _ = lg.lstm_forward(NUMBERS, cell_parameters(p), lengths=SOME)
    last = predict(NUMBERS, p, LSTM, "last", SOME)
    np.testing.assert_allclose(last, states[-1] @ p["W_y"] + p["b_y"], atol=1e-14)


@each_cell
def test_a_symbol_is_its_one_hot_row(cell):
    p, rows = network(cell, CLASSES), np.eye(5)[SYMBOLS]
    np.testing.assert_array_equal(predict(SYMBOLS, p, cell), predict(rows, p, cell))


def test_training_ends_where_it_is_told_and_stays_in_float32():
    p = {name: a.astype(np.float32) for name, a in network(LSTM, CLASSES).items()}
    found, whole = (
        fit(LSTM, p, lambda step: (SYMBOLS, CLASSES[0], SOME), steps, at="last", until=until)
        for steps, until in ((9, lambda p, taken: taken == 4), (4, None))
    )
    assert found.losses.shape == found.norms.shape == (4,)
    np.testing.assert_array_equal(found.losses, whole.losses)
    assert {value.dtype for value in found.parameters.values()} == {np.dtype(np.float32)}
