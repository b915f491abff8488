"""Topic 04 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from topics.rnn_unrolling import models

from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.core.activations import ACTIVATIONS
from utils.numpy_impl.core.gradient_check import numerical_gradient

close = np.testing.assert_allclose
each = pytest.mark.parametrize
sizes = st.integers(1, 5)


def drawn(seed=0, **sizes):
    """Return random inputs of an Elman network, and a gradient of its states."""
    p = models.recurrent(**{"T": 5, "N": 3, "D": 2, "H": 4} | sizes)
    rng = np.random.default_rng(seed)
    p = {name: rng.standard_normal(value.shape) for name, value in p.items()}
    return p, rng.standard_normal((len(p["X"]), *p["h0"].shape))


def test_three_steps_by_hand():
    """Of 4, 1, 2 the states are 4, 3, 3½ and twice that is said; every arrow has its number."""
    X, y = np.reshape([4.0, 1.0, 2.0], (3, 1, 1)), np.reshape([7.0, 8.0, 5.0], (3, 1))
    weights = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
    J, cache = ru.rnn_model_forward(X, y, weights, activation="relu")
    close(cache.Y.ravel(), [8, 6, 7])
    close(3 * J, 4.5)  # J is a mean over the three steps
    got = ru.rnn_model_backward(3.0, cache)
    want = {"v": 5, "c": 1, "X": [1, -2, 4], "W": 10, "U": 4, "b": 3, "h0": 0.5}
    assert got.keys() == want.keys()
    for name, gradient in want.items():
        close(got[name].ravel(), gradient, err_msg=name)
    dH = np.reshape([2.0, -4.0, 4.0], (3, 1, 1))  # v times what ŷ exceeds y by
    close(ru.rnn_backward(dH, cache.states, tau=1)["U"], -4)


@each("activation", ru.RNN_ACTIVATIONS)
def test_the_three_forms_are_one_network(activation):
    p, _ = drawn()
    H, _ = ru.rnn_forward(**p, activation=activation)
    layer = p["X"], p["W"], p["U"], p["b"]
    close(ru.recurrent_layer(*layer, p["h0"], activation), H)
    # Pascanu's state is what σ is applied to next: h_t = σ(x_t), from h0 = σ(x0)
    f, x0 = ACTIVATIONS[activation], p["h0"]
    H, _ = ru.rnn_forward(*layer, f(x0), activation=activation)
    close(f(ru.pascanu(*layer, x0, activation)), H)


@given(
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    reverse=st.booleans(),
    activation=st.sampled_from(["tanh", "relu", "sigmoid"]),
    seed=st.integers(0, 3),
)
def test_padding_changes_neither_states_nor_gradients(lengths, reverse, activation, seed):
    T, how = 6, {"activation": activation, "reverse": reverse}
    p, dH = drawn(seed, T=T, N=len(lengths))
    H, cache = ru.rnn_forward(**p, lengths=np.array(lengths), **how)
    for n, length in enumerate(lengths):
        one, end = slice(n, n + 1), 0 if reverse else -1
        h, _ = ru.rnn_forward(**p | {"X": p["X"][:length, one], "h0": p["h0"][one]}, **how)
        close(H[:length, one], h, rtol=1e-12)
        close(H[end, n], h[end, 0], rtol=1e-12)  # kept
    there = (np.arange(T)[:, None] < lengths)[..., None]
    other = p | {"X": np.where(there, p["X"], 1e6)}
    again, other_cache = ru.rnn_forward(**other, lengths=np.array(lengths), **how)
    np.testing.assert_array_equal(again, H)
    gradients = ru.rnn_backward(dH, other_cache)
    for name, gradient in ru.rnn_backward(dH, cache).items():
        np.testing.assert_array_equal(gradients[name], gradient)


@given(T=sizes, N=sizes, D=sizes, H=sizes, seed=st.integers(0, 3))
def test_the_double_sum_is_bptt(T, N, D, H, seed):
    p, dH = drawn(seed, T=T, N=N, D=D, H=H)
    _, cache = ru.rnn_forward(**p)
    full = ru.rnn_backward(dH, cache)
    for of in ("U", "W", "b"):
        terms = ru.bptt_terms(dH, cache, of)
        close(terms.sum(axis=(0, 1)), full[of], rtol=1e-9, atol=1e-11)
        norms = ru.term_norms(terms)
        assert (norms[np.triu_indices(T, 1)] == 0).all()  # no loss depends on a later step
        close(norms[-1, 0], np.linalg.norm(terms[-1, 0]))


@each("radius", [0.5, 1.0, 1.5])
def test_sigmoids_let_the_gradient_fade_by_a_quarter_of_the_radius_at_least(radius):
    """What tanh does, at rest and with inputs, is in the lecture."""
    assert ru.gradient_by_lag(radius, activation="sigmoid").rate <= radius / 4 + 1e-9


@each("radius", [0.5, 0.9])
@each("variant", ["leaky", "skip", "reservoir"])
def test_in_the_long_run_the_gradient_fades_as_predicted(variant, radius):
    run = ru.gradient_by_lag(radius, variant, T=200)
    assert run.rate == pytest.approx(run.theory, rel=0.02)
    if variant == "reservoir":
        assert run.theory == pytest.approx(radius)
    else:
        assert run.rate > radius + 0.02


def test_theory_is_the_root_of_the_recurrence():
    """Scalars: λ² = u λ + s for a skip of 2; 1 − α + α u for a leak."""
    assert ru.theoretical_rate([[0.5]], S=[[0.3]]) == pytest.approx((0.5 + 1.45**0.5) / 2)
    assert ru.theoretical_rate([[0.5]], leak=0.1) == pytest.approx(0.95)
    assert ru.theoretical_rate([[0.5]], S=[[0.3]], span=1) == pytest.approx(0.8)


@each("kind", ["orthogonal", "normal"])
def test_a_recurrent_matrix_has_its_radius(kind):
    U = ru.recurrent_matrix(6, 0.8, np.random.default_rng(0), kind)
    assert ru.spectral_radius(U) == pytest.approx(0.8)
    if kind == "orthogonal":
        close(U @ U.T, 0.64 * np.eye(6), atol=1e-12)
        # no direction is preferred, as it would be with the signs that QR happens to choose
        draws = [ru.recurrent_matrix(3, 1, np.random.default_rng(i)) for i in range(400)]
        close(np.mean(draws, axis=0), 0, atol=4 / np.sqrt(3 * 400))


def test_a_reservoir_recalls_what_it_was_told_three_steps_ago():
    rng = np.random.default_rng(0)
    weights = ru.reservoir(1, 40, rng, scale=0.3)
    X = rng.uniform(-1, 1, (600, 1, 1))
    F = ru.reservoir_states(X, weights)[3:, 0]
    y = X[:-3, 0, 0]
    v, c = ru.ridge(F[:400], y[:400])
    assert np.corrcoef(F[400:] @ v + c, y[400:])[0, 1] > 0.95
    # the minimum: the gradient of the sum of squares and the penalty is 0
    v, c = ru.ridge(F, y, 0.5)
    error = F @ v + c - y
    close(F.T @ error + 0.5 * v, 0, atol=1e-8)
    assert error.sum() == pytest.approx(0, abs=1e-8)


def test_the_one_unit_network_and_its_exact_gradient():
    J, _, _ = ru.one_unit(2.0, -1.0, steps=1)
    x = 2 / (1 + np.exp(-0.5)) - 1
    close(J, (1 / (1 + np.exp(-x)) - 0.7) ** 2)
    w, b = (each.ravel() for each in np.meshgrid([1.0, 4.0, 6.0], [-3.0, -1.0, 0.5]))
    _, dw, db = ru.one_unit(w, b)
    for at, gradient in zip(np.transpose([w, b]), np.transpose([dw, db]), strict=True):
        slopes = numerical_gradient(lambda at: ru.one_unit(*at)[0], at)
        close(gradient, slopes, rtol=1e-5, atol=1e-8)


@each("how", [None, "norm", "value"])
def test_a_step_at_the_cliff_is_clipped_as_told(how):
    w, b = np.meshgrid(np.linspace(4, 8, 81), np.linspace(-4, -2, 81))
    J, dw, db = ru.one_unit(w, b)
    steepest = np.hypot(dw, db).argmax()
    slope = np.array([dw.flat[steepest], db.flat[steepest]])
    length = np.linalg.norm(slope)
    assert length > 10
    taken = {None: slope, "norm": slope / length, "value": np.clip(slope, -1, 1)}[how]
    clip = {"clip": 1.0, "how": how} if how else {}
    path = ru.cliff_descent(w.flat[steepest], b.flat[steepest], 0.1, steps=1, **clip)
    close(np.diff([path.w, path.b])[:, 0], -0.1 * taken)
    close([path.J[0], path.norms[0]], [J.flat[steepest], length])


def test_two_sentences_of_the_same_words_are_equally_likely_to_a_markov_model():
    words, P = ru.vocabulary(ru.SENTENCES), ru.bigram_probabilities(ru.SENTENCES)
    close(P.sum(axis=1), 1)
    close(P[3], [0, 0.5, 0.5, 0])  # after "the", whichever sentence it is
    ids = [[words.index(word) for word in each.split()] for each in ru.SENTENCES]
    one, other = (P[each[:-1], each[1:]].prod() for each in ids)
    assert one == pytest.approx(other)


def test_training_takes_clipped_steps_and_changes_nothing_given():
    rng = np.random.default_rng(0)
    start, X = ru.rnn_parameters(1, 4, rng), rng.standard_normal((5, 8, 1))
    for p in start.values():
        p.flags.writeable = False
    how = {"at": "last", "activation": "relu"}
    fit = ru.fit_rnn(start, lambda step: (X, X[0, :, 0]), 3, 0.01, **how)
    J, cache = ru.rnn_model_forward(X, X[0, :, 0], start, **how)
    assert fit.losses[0] == J
    gradients = ru.rnn_model_backward(1.0, cache)
    assert fit.norms[0] == pytest.approx(np.sqrt(sum((gradients[n] ** 2).sum() for n in start)))
    assert fit.parameters.keys() == start.keys()


def test_the_learning_rate_can_fall_to_zero():
    X, start = np.ones((2, 1, 1)), ru.rnn_parameters(1, 2, np.random.default_rng(0))

    def after(steps, **how):
        return ru.fit_rnn(start, lambda _: (X, [3.0]), steps, at="last", **how).parameters["v"]

    close(after(1, decay=True), after(1))
    plain, falling = after(2) - after(1), after(2, decay=True) - after(1)
    close(falling, plain / 2)  # the second of two steps
