"""The sequence model: its gradients, what it looks at, and what it refuses."""

import numpy as np
import pytest
from helpers import refusals

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.numpy_impl.core.softmax import log_softmax
from utils.numpy_impl.lstm_gates.model import (
    ELMAN,
    LSTM,
    cell_parameters,
    fit,
    model_backward,
    model_forward,
    model_parameters,
    predict,
)
from utils.numpy_impl.rnn_unrolling import rnn_model_backward, rnn_model_forward, rnn_parameters

RNG = np.random.default_rng(0)
T, N, D, H, K = 4, 3, 5, 3, 4
NUMBERS, SYMBOLS = RNG.standard_normal((T, N, D)), RNG.integers(0, D, (T, N))
CLASSES, VALUES = RNG.integers(0, K, (T, N)), RNG.standard_normal((T, N))
SOME = np.array([2, T, 1])  # lengths
CASES = {
    "classes at every step": (NUMBERS, CLASSES, {}),
    "classes at the last step": (NUMBERS, CLASSES[0], {"at": "last"}),
    "classes, lengths": (NUMBERS, CLASSES, {"lengths": SOME}),
    "classes at the last step, lengths": (SYMBOLS, CLASSES[0], {"at": "last", "lengths": SOME}),
    "a number at every step": (NUMBERS, VALUES, {}),
    "a number at the last step, lengths": (NUMBERS, VALUES[0], {"at": "last", "lengths": SOME}),
    "symbols": (SYMBOLS, CLASSES, {}),
    "symbols in a table, lengths": (SYMBOLS, CLASSES, {"lengths": SOME, "embed": 2}),
}
each_cell = pytest.mark.parametrize("cell", [ELMAN, LSTM], ids=["elman", "lstm"])


def drawn(cell, y, embed=None, dtype=np.float64):
    classes = K if y.dtype.kind == "i" else None
    p = model_parameters(cell, D, H, classes, np.random.default_rng(1), embed, dtype)
    noise = np.random.default_rng(2)  # no bias is 0
    return {name: a + noise.normal(0, 0.3, a.shape).astype(dtype) for name, a in p.items()}


@each_cell
@pytest.mark.parametrize("label", CASES)
def test_every_gradient_is_that_of_differences(cell, label):
    X, y, how = CASES[label]
    p, how = drawn(cell, y, how.get("embed")), {k: v for k, v in how.items() if k != "embed"}

    def loss(X=X, **p):
        return model_forward(X, y, p, cell, **how)[0]

    gradients = model_backward(1.0, model_forward(X, y, p, cell, **how)[1])
    assert set(gradients) == set(p) | ({"X"} if X.dtype.kind == "f" else set())
    inputs = p | ({"X": X} if "X" in gradients else {})
    assert max(gradient_errors(loss, inputs, gradients).values()) < 1e-7


@each_cell
@pytest.mark.parametrize("label", ["classes, lengths", "symbols in a table, lengths"])
def test_what_stands_on_padding_makes_no_difference(cell, label):
    X, y, _ = CASES[label]
    p, there = drawn(cell, y, 2 if X.ndim == 2 else None), np.arange(T)[:, None] < SOME
    other_X, other_y = X.copy(), y.copy()
    other_X[~there], other_y[~there] = 1, 0
    one, other = (
        model_forward(a, b, p, cell, lengths=SOME) for a, b in ((X, y), (other_X, other_y))
    )
    assert one[0] == other[0]
    for name, gradient in model_backward(1.0, one[1]).items():
        np.testing.assert_allclose(model_backward(1.0, other[1])[name], gradient, atol=1e-15)
    log_P = log_softmax(predict(X, p, cell))
    theirs = [log_P[t, n, y[t, n]] for n in range(N) for t in range(SOME[n])]
    assert one[0] == pytest.approx(-np.mean(theirs))


def test_an_elman_cell_with_one_number_is_the_network_of_topic_04():
    p = rnn_parameters(D, H, RNG)
    ours = {name: p[name] for name in "WUb"} | {"W_y": p["v"], "b_y": p["c"]}
    J, cache = model_forward(NUMBERS, VALUES, ours, ELMAN)
    theirs, kept = rnn_model_forward(NUMBERS, VALUES, p)
    assert pytest.approx(theirs) == J
    gradients, expected = model_backward(2.0, cache), rnn_model_backward(2.0, kept)
    names = {"W_y": "v", "b_y": "c"}
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, expected[names.get(name, name)], atol=1e-14)


def test_the_lstm_is_the_one_that_is_taught():
    p = drawn(LSTM, CLASSES)
    states, _ = lg.lstm_forward(NUMBERS, cell_parameters(p), lengths=SOME)
    last = predict(NUMBERS, p, LSTM, "last", SOME)
    np.testing.assert_allclose(last, states[-1] @ p["W_y"] + p["b_y"], atol=1e-14)


@each_cell
def test_a_symbol_is_its_one_hot_row(cell):
    p, rows = drawn(cell, CLASSES), np.eye(D)[SYMBOLS]
    np.testing.assert_array_equal(predict(SYMBOLS, p, cell), predict(rows, p, cell))


@each_cell
@pytest.mark.parametrize("label", CASES)
def test_float32_stays_float32(cell, label):
    X, y, how = CASES[label]
    X, y = (a.astype(np.float32) if a.dtype.kind == "f" else a for a in (X, y))
    how = dict(how)
    p = drawn(cell, y, how.pop("embed", None), np.float32)
    J, cache = model_forward(X, y, p, cell, **how)
    assert J.dtype == np.float32
    assert {g.dtype for g in model_backward(1.0, cache).values()} == {np.dtype(np.float32)}
    batch = (X, y, how["lengths"]) if "lengths" in how else (X, y)
    found = fit(cell, p, lambda step: batch, 2, at=how.get("at", "every"))
    assert {value.dtype for value in found.parameters.values()} == {np.dtype(np.float32)}


def test_training_ends_where_it_is_told():
    p = drawn(LSTM, CLASSES)
    found = fit(LSTM, p, lambda step: (SYMBOLS, CLASSES), 9, until=lambda p, taken: taken == 4)
    assert found.losses.shape == found.norms.shape == (4,)
    whole = fit(LSTM, p, lambda step: (SYMBOLS, CLASSES), 4)
    np.testing.assert_array_equal(found.losses, whole.losses)


GIVEN = drawn(LSTM, CLASSES)
test_bad_requests = refusals.test_of(
    (lambda: predict(SYMBOLS + 1, GIVEN, LSTM), "X: got 1 to 5, expected symbols from 0 to 4"),
    (lambda: predict(SYMBOLS[0], GIVEN, LSTM), r"X: got integers of shape \(3,\), expected \(T, N"),
    (lambda: predict(NUMBERS[:0], GIVEN, LSTM), "X: got no step"),
    (lambda: predict(NUMBERS, GIVEN, LSTM, "first"), "at: got 'first'"),
    (lambda: predict(NUMBERS, {"W": 1}, LSTM), "parameters: W_y, b_y missing"),
    (lambda: predict(NUMBERS, GIVEN, LSTM, "last", [0, 1, 1]), r"lengths: got \[0, 1, 1\]"),
    (lambda: model_forward(NUMBERS, CLASSES[0], GIVEN, LSTM), r"y: got shape \(3,\), expected \(4"),
    (lambda: model_forward(NUMBERS, CLASSES + K, GIVEN, LSTM), "y: .* expected labels from 0 to 3"),
    (lambda: model_parameters(LSTM, D, H, 0, RNG), "K: got 0, expected at least 1"),
)
