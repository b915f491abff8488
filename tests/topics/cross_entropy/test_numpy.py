"""Topic 01 in NumPy: hand-computed cases, other people's numbers, properties."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special, stats

from utils.data import noisy_xor
from utils.numpy_impl import cross_entropy as ce

LN2, LN3 = math.log(2), math.log(3)
close = np.testing.assert_allclose


# ---------------------------------------------------------------- measures, by hand


def test_surprise_by_hand():
    close(ce.surprise([1.0, 0.5, 0.25]), [0, LN2, 2 * LN2], atol=1e-15)
    assert ce.surprise(0.0) == np.inf
    assert math.copysign(1, ce.surprise(1.0)) == 1, "certainty is 0, not −0"


def test_entropy_by_hand():
    p = [[0.5, 0.5, 0, 0], [0.25] * 4, [0, 1, 0, 0], [0.5, 0.25, 0.125, 0.125]]
    close(ce.to_bits(ce.entropy(p)), [1, 2, 0, 1.75], atol=1e-15)
    assert math.copysign(1, ce.entropy([1.0, 0.0])) == 1


def test_zeros_on_either_side():
    p, q = [[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]], [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]
    close(ce.cross_entropy(p, q), [np.inf, LN2])
    close(ce.kl_divergence(p, q), [np.inf, LN2])


def test_agrees_with_scipy():
    p, q = np.random.default_rng(1).dirichlet(np.ones(7), size=(2, 5))
    close(ce.entropy(p), stats.entropy(p, axis=-1), rtol=1e-12)
    close(ce.kl_divergence(p, q), stats.entropy(p, q, axis=-1), rtol=1e-12)
    z = 10 * np.random.default_rng(2).standard_normal((4, 6))
    close(ce.log_softmax(z), special.log_softmax(z, axis=-1), rtol=1e-12)
    close(ce.sigmoid(z), special.expit(z), rtol=1e-13)


# ---------------------------------------------------------------- joint distributions


def test_the_floor_of_noisy_xor():
    floor = ce.conditional_entropy(noisy_xor.distribution())
    close(floor, -0.9 * math.log(0.9) - 0.1 * math.log(0.1), rtol=1e-14)
    assert f"{floor:.5f}" == "0.32508"
    assert f"{ce.to_bits(floor):.5f}" == "0.46900"


def test_the_loss_per_example_is_the_cross_entropy_of_the_empirical_joint():
    """[M17] J/|D| = E over P_D of −log P_θ(Y|X): the sum over examples and over cells agree."""
    rng = np.random.default_rng(3)
    x, y = rng.integers(0, 4, 50), rng.integers(0, 3, 50)
    Z = rng.standard_normal((4, 3))
    J, _ = ce.softmax_cross_entropy_forward(Z[x], y, "sum")
    close(J / 50, ce.conditional_cross_entropy(ce.empirical_joint(x, y, 4, 3), ce.softmax(Z)))


# ---------------------------------------------------------------- logits


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_logits_of_ten_thousand(dtype):
    """Every warning is an error here, so an overflow on the way would fail this."""
    Z = np.array([[1e4, -1e4, 0], [-1e4, -1e4, 1e4], [1e4, 1e4, 1e4]], dtype)
    y = np.array([1, 2, 0])
    close(ce.log_softmax(Z)[:2], [[0, -2e4, -1e4], [-2e4, -2e4, 0]])
    close(ce.softmax(Z), [[1, 0, 0], [0, 0, 1], [1 / 3] * 3], rtol=1e-6)
    J, cache = ce.softmax_cross_entropy_forward(Z, y, "sum")
    close(J, 2e4 + LN3, rtol=1e-6)
    close(ce.softmax_cross_entropy_backward(1.0, cache)[:2], [[1, -1, 0], [0, 0, 0]])
    z = np.array([1e4, -1e4, 1e4, -1e4], dtype)
    J, cache = ce.sigmoid_cross_entropy_forward(z, [0, 1, 1, 0], "sum")
    close(J, 2e4)
    close(ce.sigmoid_cross_entropy_backward(1.0, cache), [1, -1, 0, 0])
    close(ce.sigmoid(z), [1, 0, 1, 0])


def test_a_temperature_divides_a_tiny_one_is_a_maximum_and_a_huge_one_uniform():
    close(ce.softmax([0.0, LN3], temperature=0.5), [0.1, 0.9])
    close(ce.softmax([1.0, 2.0, 0.0], temperature=1e-308), [0, 1, 0])
    close(ce.softmax([1.0, 2.0, 0.0], temperature=1e9), [1 / 3] * 3, rtol=1e-8)


def test_float32_stays_float32():
    Z = np.ones((2, 3), np.float32)
    assert ce.entropy(ce.softmax(Z)).dtype == np.float32
    assert ce.to_bits(ce.surprise(np.float32(0.5))).dtype == np.float32
    assert ce.fit_softmax_regression(Z, [0, 1], 2, steps=3).W.dtype == np.float32


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize(
    ("p", "codes", "length"),
    [
        # 0.1 + 0.15 → 0.25; with 0.25 → 0.5; with 0.5 → 1
        ([0.5, 0.1, 0.15, 0.25], ["0", "100", "101", "11"], 1.75),
        ([0.3, 0.1, 0.6], ["00", "01", "1"], 1.4),  # the 0 for the branch with the smaller index
        ([0.25] * 4, ["00", "01", "10", "11"], 2),  # ties go by index
        ([1.0], ["0"], 1),
    ],
)
def test_huffman_by_hand(p, codes, length):
    assert ce.huffman_code(p) == codes
    close(ce.expected_length(p, codes), length)


def test_fixed_length():
    assert [ce.fixed_length(n) for n in (1, 2, 3, 4, 5, 32, 33)] == [0, 1, 2, 2, 3, 5, 6]


def test_a_code_for_many_symbols_is_no_recursion():
    """Powers of two make the deepest tree there is: 40 symbols, a longest word of 39 bits."""
    p = 0.5 ** np.arange(1, 41)
    p[-1] = p[-2]
    assert [len(code) for code in ce.huffman_code(p)] == [*range(1, 40), 39]


# ---------------------------------------------------------------- properties

SIZES = st.integers(1, 8)


def distributions(size=SIZES, least=0.0):
    """One distribution; entries are 0 or at least 1e-6, so that rounding stays small."""
    weight = st.floats(1e-6, 1.0) if least > 0 else st.just(0.0) | st.floats(1e-6, 1.0)
    return (
        size.flatmap(lambda n: arrays(np.float64, n, elements=weight))
        .filter(lambda w: w.sum() > 0)
        .map(lambda w: w / w.sum())
    )


def pairs():
    return st.integers(1, 8).flatmap(
        lambda n: st.tuples(distributions(st.just(n)), distributions(st.just(n), least=1e-6))
    )


def logits():
    shape = st.tuples(st.integers(1, 4), st.integers(1, 5))
    return arrays(np.float64, shape, elements=st.floats(-1e4, 1e4))


@given(distributions())
def test_entropy_lies_between_zero_and_log_of_the_support(p):
    assert 0 <= ce.entropy(p) <= math.log(np.count_nonzero(p)) + 1e-12


@given(pairs())
def test_kl_is_what_cross_entropy_adds_and_never_negative(pair):
    p, q = pair
    KL = ce.kl_divergence(p, q)
    close(ce.cross_entropy(p, q), ce.entropy(p) + KL, rtol=1e-12, atol=1e-12)
    # Pinsker: a KL below ½ (Σ|p − q|)² would be a wrong KL; so it is 0 only where p = q
    assert 0.5 * np.abs(p - q).sum() ** 2 <= KL + 1e-12
    assert ce.kl_divergence(q, q) == 0


@given(st.data())
def test_floor_and_gap_add_up_to_the_loss(data):
    n_x, n_y = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    joint = data.draw(distributions(st.just(n_x * n_y))).reshape(n_x, n_y)
    q = np.stack([data.draw(distributions(st.just(n_y), least=1e-6)) for _ in range(n_x)])
    floor, gap = ce.decompose(joint, q)
    close(floor + gap, ce.conditional_cross_entropy(joint, q), rtol=1e-12, atol=1e-12)
    assert gap >= -1e-12
    # H(Y|X) = H(X, Y) − H(X) ≤ H(Y): knowing x cannot hurt
    close(floor, ce.entropy(joint.ravel()) - ce.entropy(joint.sum(1)), rtol=1e-9, atol=1e-12)
    assert -1e-15 <= floor <= ce.entropy(joint.sum(0)) + 1e-12
    assume((joint.sum(1) > 0).all())
    close(ce.decompose(joint, ce.conditional(joint)), (floor, 0), atol=1e-12)


@given(logits(), st.floats(-1e4, 1e4), st.floats(0.01, 100))
def test_softmax_sums_to_one_and_forgets_a_shift(Z, shift, T):
    P = ce.softmax(Z, T)
    close(P.sum(axis=-1), 1, rtol=1e-12)
    close(ce.softmax(Z + shift, T), P, rtol=1e-8, atol=1e-8)


@given(distributions(st.integers(2, 30), least=1e-6))
def test_huffman_is_prefix_free_and_within_a_bit_of_the_entropy(p):
    codes = ce.huffman_code(p)
    in_order = sorted(codes)  # a prefix would stand right before a word that it begins
    assert not any(b.startswith(a) for a, b in itertools.pairwise(in_order))
    assert sum(0.5 ** len(code) for code in codes) == 1, "no leaf of the tree is wasted (Kraft)"
    H, L = ce.to_bits(ce.entropy(p)), ce.expected_length(p, codes)
    assert H - 1e-12 <= L < H + 1
    assert ce.fixed_length(len(p)) - L >= -1e-12
