"""Topic 04 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from topics.rnn_unrolling import models

from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.core.activations import ACTIVATIONS
from utils.numpy_impl.core.gradient_check import numerical_gradient
from utils.numpy_impl.rnn_unrolling import fast

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
    """x = 4, 1, 2; W = 1, U = ½, b = 0, h0 = 0; ŷ = 2 h_3 = 7, wanted 6: every arrow's number."""
    X = np.array([4.0, 1.0, 2.0]).reshape(3, 1, 1)
    weights = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
    J, cache = ru.rnn_model_forward(X, [6.0], weights, at="last", activation="relu")
    H, states = ru.rnn_forward(X, [[1.0]], [[0.5]], [0.0], activation="relu")
    close(H.ravel(), [4, 3, 3.5])
    close(cache.Y.ravel(), [8, 6, 7])
    assert J == 0.5  # ½ (7 − 6)²
    close(ru.output_gradient(1.0, cache).ravel(), [0, 0, 1])  # ŷ − y
    got = ru.rnn_model_backward(1.0, cache)
    want = {
        "v": [3.5],  # 1 · h_3
        "c": 1,
        "X": np.reshape([0.5, 1, 2], (3, 1, 1)),  # dh = v, then half of it for each step back
        "W": [[2 * 2 + 1 * 1 + 0.5 * 4]],  # dz_t x_t
        "U": [[2 * 3 + 1 * 4 + 0.5 * 0]],  # dz_t h_(t−1)
        "b": [3.5],
        "h0": [[0.25]],
    }
    assert got.keys() == want.keys()
    for name, gradient in want.items():
        close(got[name], gradient, err_msg=name)
    # the loss at every step, of which 8, 6, 7 wanted 8, 4, 6: ⅓ · ½ (0 + 4 + 1)
    every = np.reshape([8.0, 4.0, 6.0], (3, 1))
    J, cache = ru.rnn_model_forward(X, every, weights, activation="relu")
    close(J, 5 / 6)
    close(3 * ru.rnn_model_backward(1.0, cache)["U"], 10 + 4 * 4)
    close(3 * ru.rnn_model_backward(1.0, cache, tau=1)["U"], 2 * 3 + 4 * 4)
    dH = np.reshape([0.0, 4.0, 2.0], (3, 1, 1))
    close(ru.bptt_terms(dH, states)[..., 0, 0], [[0, 0, 0], [0, 16, 0], [0, 4, 6]])


@each(
    ("at", "loss"),
    [("every", "squared_error"), ("every", "cross_entropy"), ("last", "squared_error")],
)
def test_the_loss_leaves_padding_out(at, loss):
    p, _ = drawn(T=4)
    weights = p | {"v": np.ones(4), "c": 0.5}
    X, lengths = weights.pop("X"), [4, 1, 2]
    y = np.random.default_rng(0).integers(0, 2, (4, 3) if at == "every" else 3)
    h0 = weights.pop("h0")
    how = {"at": at, "loss": loss}
    J, cache = ru.rnn_model_forward(X, y, weights, lengths=lengths, h0=h0, **how)
    total = 0
    for n, length in enumerate(lengths):
        target = y[:length, n : n + 1] if at == "every" else y[n : n + 1]
        alone, _ = ru.rnn_model_forward(
            X[:length, n : n + 1], target, weights, h0=h0[n : n + 1], **how
        )
        total += alone * (length if at == "every" else 1)
    close(J, total / (7 if at == "every" else 3))
    assert np.count_nonzero(ru.output_gradient(1.0, cache)) == (7 if at == "every" else 3)
    close(ru.rnn_predict(X, weights, lengths=lengths, h0=h0), cache.Y, rtol=0)


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


def test_only_the_sum_of_two_biases_counts():
    p, dH = drawn()
    H, cache = ru.rnn_forward(**p)
    more = ru.rnn_forward(**p | {"b": p["b"] - 2}, b_h=np.full(4, 2.0))
    close(more[0], H)
    both = ru.rnn_backward(dH, more[1])
    close(both["b_h"], both["b"], rtol=0)
    close(both["b"], ru.rnn_backward(dH, cache)["b"])


@given(
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    reverse=st.booleans(),
    activation=st.sampled_from(["tanh", "relu", "sigmoid"]),
    seed=st.integers(0, 3),
)
def test_padding_changes_neither_states_nor_gradients(lengths, reverse, activation, seed):
    T, N, how = 6, len(lengths), {"activation": activation, "reverse": reverse}
    p, dH = drawn(seed, T=T, N=N)
    H, cache = ru.rnn_forward(**p, lengths=np.array(lengths), **how)
    there = (np.arange(T)[:, None] < lengths)[..., None]
    dH = dH * there  # a loss does not look at padding
    got = ru.rnn_backward(dH, cache)
    sums = dict.fromkeys(("W", "U", "b"), 0)
    for n, length in enumerate(lengths):
        one = slice(n, n + 1)
        alone = p | {"X": p["X"][:length, one], "h0": p["h0"][one]}
        h, cache_n = ru.rnn_forward(**alone, **how)
        close(H[:length, one], h, rtol=1e-12)
        close(H[0 if reverse else -1, n], h[0 if reverse else -1, 0], rtol=1e-12)  # kept
        parts = ru.rnn_backward(dH[:length, one], cache_n)
        close(got["X"][:length, one], parts["X"], rtol=1e-9, atol=1e-12)
        close(got["h0"][one], parts["h0"], rtol=1e-9, atol=1e-12)
        sums = {name: total + parts[name] for name, total in sums.items()}
    assert (got["X"][~there[..., 0]] == 0).all()
    for name, total in sums.items():
        close(got[name], total, rtol=1e-9, atol=1e-12)
    other = p | {"X": np.where(there, p["X"], 1e6)}
    again, cache = ru.rnn_forward(**other, lengths=np.array(lengths), **how)
    np.testing.assert_array_equal(again, H)
    for name, gradient in ru.rnn_backward(dH, cache).items():
        np.testing.assert_array_equal(gradient, got[name])


def test_read_backwards_is_the_sequence_turned_round():
    p, dH = drawn()
    H, cache = ru.rnn_forward(**p, reverse=True)
    turned, other = ru.rnn_forward(**p | {"X": p["X"][::-1]})
    np.testing.assert_array_equal(H, turned[::-1])
    ours, theirs = ru.rnn_backward(dH, cache), ru.rnn_backward(dH[::-1], other)
    np.testing.assert_array_equal(ours.pop("X"), theirs.pop("X")[::-1])
    for name, gradient in theirs.items():
        np.testing.assert_array_equal(ours[name], gradient)


@given(T=sizes, N=sizes, D=sizes, H=sizes, seed=st.integers(0, 3))
def test_the_double_sum_and_the_truncation_lead_to_bptt(T, N, D, H, seed):
    p, dH = drawn(seed, T=T, N=N, D=D, H=H)
    _, cache = ru.rnn_forward(**p)
    full = ru.rnn_backward(dH, cache)
    for of in ("U", "W", "b"):
        terms = ru.bptt_terms(dH, cache, of)
        close(terms.sum(axis=(0, 1)), full[of], rtol=1e-9, atol=1e-11)
        norms = ru.term_norms(terms)
        assert (norms[np.triu_indices(T, 1)] == 0).all()  # no loss depends on a later step
        close(norms[-1, 0], np.linalg.norm(terms[-1, 0]))
        for tau in range(1, T + 1):
            block = np.arange(T) // tau
            kept = terms[block[:, None] == block].sum(axis=0)
            close(ru.rnn_backward(dH, cache, tau)[of], kept, rtol=1e-9, atol=1e-11)
    for name, gradient in ru.rnn_backward(dH, cache, T).items():
        close(gradient, full[name], rtol=1e-9, atol=1e-11)


@each(("leak", "S", "activation"), [(1.0, None, "tanh"), (1.0, 0, "relu")])
def test_without_leak_and_skip_it_is_elman(leak, S, activation):
    p, dH = drawn()
    S = None if S is None else np.zeros((4, 4))
    H, cache = ru.leaky_skip_forward(**p, leak=leak, S=S, activation=activation)
    plain, other = ru.rnn_forward(**p, activation=activation)
    close(H, plain)
    dZ = ru.state_gradients(dH, cache) * cache.slope
    close(dZ @ p["W"].T, ru.rnn_backward(dH, other)["X"], rtol=1e-10)


@each("radius", [0.5, 0.9, 1.0, 1.1, 1.5])
def test_the_gradient_fades_or_grows_with_the_spectral_radius(radius):
    run = ru.gradient_by_lag(radius)
    close(run.norms, radius ** np.arange(50.0), rtol=1e-9)  # U turns, and scales by the radius
    close([run.rate, run.theory], radius, rtol=1e-9)
    # inputs push tanh to where its slope is below 1
    assert ru.gradient_by_lag(radius, scale=1.0).rate < radius
    # an input-free network of sigmoids has slope at most ¼
    assert ru.gradient_by_lag(radius, activation="sigmoid").rate <= radius / 4 + 1e-9


@each("variant", ["leaky", "skip"])
def test_a_remedy_fades_more_slowly_and_as_predicted(variant):
    for radius in (0.5, 0.9):
        run = ru.gradient_by_lag(radius, variant, T=200)
        assert run.rate > radius + 0.02
        assert run.rate == pytest.approx(run.theory, rel=0.02)


@each("radius", [0.5, 0.9])
def test_a_reservoir_fades_at_its_radius_in_the_long_run(radius):
    run = ru.gradient_by_lag(radius, "reservoir", T=200)
    assert run.theory == pytest.approx(radius)
    assert run.rate == pytest.approx(radius, rel=0.02)


def test_theory_is_the_root_of_the_recurrence():
    """Scalars: λ² = u λ + s for a skip of 2; 1 − α + α u for a leak."""
    assert ru.theoretical_rate([[0.5]], S=[[0.3]]) == pytest.approx((0.5 + 1.45**0.5) / 2)
    assert ru.theoretical_rate([[0.5]], leak=0.1, slope=0.5) == pytest.approx(0.925)
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
    J, dw, db = ru.one_unit(np.array([0.0, 2.0]), np.array([1.0, -1.0]), steps=1)
    x = np.array([1.0, 2 / (1 + np.exp(-0.5)) - 1])
    close(J, (1 / (1 + np.exp(-x)) - 0.7) ** 2)
    w, b = (each.ravel() for each in np.meshgrid([1.0, 4.0, 6.0], [-3.0, -1.0, 0.5]))
    J, dw, db = ru.one_unit(w, b)
    for i in range(9):
        at = np.array([w[i], b[i]])
        slopes = numerical_gradient(lambda at: ru.one_unit(*at)[0], at)
        close([dw[i], db[i]], slopes, rtol=1e-5, atol=1e-8)


def test_the_cliff_throws_what_is_not_clipped():
    """At the wall one plain step goes ten times as far and more; a clipped one keeps its length."""
    w, b = np.meshgrid(np.linspace(4, 8, 81), np.linspace(-4, -2, 81))
    J, dw, db = ru.one_unit(w, b)
    steepest = np.hypot(dw, db).argmax()
    start = w.flat[steepest], b.flat[steepest]
    plain = ru.cliff_descent(*start, learning_rate=0.1, steps=1)
    norm, value = (ru.cliff_descent(*start, 0.1, 1, clip=1.0, how=h) for h in ("norm", "value"))
    assert plain.norms[0] == np.hypot(dw, db).max() > 10
    moved = np.array([[np.diff(run.w)[0], np.diff(run.b)[0]] for run in (plain, norm, value)])
    close(np.linalg.norm(moved[1]), 0.1)
    assert np.linalg.norm(moved[0]) == pytest.approx(0.1 * plain.norms[0])
    unit = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    close(unit[0], unit[1])  # the same direction
    close(np.abs(moved[2]), 0.1)  # each entry at its limit: another direction
    assert plain.J[0] == J.flat[steepest]


def test_two_sentences_in_one_bag_but_in_different_slots():
    bags, slots = ru.bag_of_words(ru.SENTENCES), ru.one_hot_slots(ru.SENTENCES)
    np.testing.assert_array_equal(*bags)
    assert (slots[0] != slots[1]).any()
    assert slots.shape == (2, 5 * len(ru.vocabulary(ru.SENTENCES)))
    assert (slots.sum(axis=1) == 5).all()
    P = ru.bigram_probabilities(ru.SENTENCES)
    close(P.sum(axis=1), 1)
    close(P[3], [0, 0.5, 0.5, 0])  # after "the", whichever sentence it is
    # a Markov model finds both sentences equally likely
    words = ru.vocabulary(ru.SENTENCES)
    ids = [[words.index(word) for word in each.split()] for each in ru.SENTENCES]
    one, other = (P[each[:-1], each[1:]].prod() for each in ids)
    assert one == pytest.approx(other)


@each("seed", range(3))
def test_fast_is_the_readable_network(seed):
    p, dH = drawn(seed, T=6, N=2)
    H, cache = ru.rnn_forward(**p)
    quick, other = fast.fast_forward(**p)
    close(quick, H, rtol=1e-13)
    ours, theirs = ru.rnn_backward(dH, cache), fast.fast_backward(dH, other)
    assert ours.keys() == theirs.keys()
    for name, gradient in ours.items():
        close(theirs[name], gradient, rtol=1e-12, atol=1e-14)


def test_training_takes_clipped_steps_and_changes_nothing_given():
    rng = np.random.default_rng(0)
    start = ru.rnn_parameters(1, 4, rng)
    kept = {name: p.copy() for name, p in start.items()}
    X = rng.standard_normal((5, 8, 1))
    how = {"at": "last", "activation": "relu"}
    fit = ru.fit_rnn(start, lambda step: (X, X[0, :, 0]), 3, 0.01, **how)
    for name, p in start.items():
        np.testing.assert_array_equal(p, kept[name])
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
