"""Topic 08 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from topics.softmax_speedups import models

from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.softmax import log_softmax
from utils.numpy_impl.word2vec import noise_distribution

close = np.testing.assert_allclose
each = pytest.mark.parametrize
N, V, H = models.N, 97, 6
COUNTS = 1000 / np.arange(1, V + 1)
ALL = np.tile(np.arange(V), (N, 1))
Y = np.array([0, 96, 17, 0, 40])
EXACT = ("full", "class", "balanced tree", "huffman")


def drawn(name="full", seed=0, V=V, **settings):
    """Return a layer with counts that fall as 1/rank, states, and parameters of size 1."""
    rng = np.random.default_rng(seed)
    layer = so.output_layer(name, 1000 / np.arange(1, V + 1), **settings)
    p = {key: rng.standard_normal(a.shape) for key, a in layer.parameters(H, rng).items()}
    return layer, rng.standard_normal((N, H)), p


def cosine(a, b):
    a, b = (np.concatenate([g[name].ravel() for name in ("h", "W_y", "b_y")]) for g in (a, b))
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


@each("name", EXACT)
@each("size", [2, 3, 64, V])
def test_exact_methods_sum_to_one_and_their_query_is_what_is_trained(name, size):
    layer, h, p = drawn(name, V=size)
    words = np.tile(np.arange(size), (N, 1))
    P = layer.query(h, words, p)
    assert layer.exact
    close(P.sum(axis=1), 1, rtol=0, atol=1e-12)
    close(np.exp(layer.log_probability(h, words, p)), P)
    y = Y % size
    J, _ = layer.loss_and_gradients(h, y, p, None)
    close(J, -np.log(layer.query(h, y, p)).mean())


@each("name", [name for name in so.OUTPUT_LAYERS if name not in EXACT])
def test_what_is_not_exact_says_so_and_sums_up_where_a_probability_is_wanted(name):
    layer, h, p = drawn(name)
    assert not layer.exact
    close(np.exp(layer.log_probability(h, ALL, p)).sum(axis=1), 1, atol=1e-12)
    off = np.abs(layer.query(h, ALL, p).sum(axis=1) - 1)
    assert (off > 0.1).all() or name == "sampled"  # whose query is the whole sum


@each("name", so.OUTPUT_LAYERS)
def test_a_step_down_the_gradient_lowers_every_loss_and_moves_no_other_row(name):
    layer, h, p = drawn(name)
    before = {key: a.copy() for key, a in p.items()}
    J, gradients = layer.loss_and_gradients(h, Y, p, np.random.default_rng(1))
    so.descend(p, gradients, 1e-3)
    square = sum((g**2).sum() for key, g in models.dense(gradients).items() if key != "h")
    after, _ = layer.loss_and_gradients(h, Y, p, np.random.default_rng(1))  # the same noise
    close(J - after, 1e-3 * square, rtol=0.1)
    for key, d in gradients.items():
        if isinstance(d, so.RowGradient):
            assert len(np.unique(d.rows)) == len(d.rows) < d.length
            others = np.setdiff1d(np.arange(d.length), d.rows)
            np.testing.assert_array_equal(p[key][others], before[key][others])


@each("chunk", [1, 10, V, 1000])
def test_in_chunks_the_sum_is_the_same(chunk):
    _, h, p = drawn()
    J, cache = so.full_forward(h, Y, p)
    other, chunked = so.full_forward(h, Y, p, chunk)
    close(other, J, rtol=1e-14)
    for name, gradient in so.full_backward(1.0, cache).items():
        close(so.full_backward(1.0, chunked)[name], gradient, rtol=1e-12, atol=1e-14)
    far = p | {"b_y": 1e4 * p["b_y"]}  # the largest score changes from chunk to chunk
    S = h @ far["W_y"].T + far["b_y"]
    close(so.full_log_probability(h, ALL, far, chunk), log_softmax(S), rtol=1e-12)


@each("by", ["mass", "size"])
@given(counts=st.lists(st.integers(0, 50), min_size=1, max_size=40), data=st.data())
def test_classes_are_cuts_of_the_words_by_frequency(by, counts, data):
    C = data.draw(st.integers(1, len(counts)))
    class_of, place, start = so.frequency_classes(counts, C, by)
    assert (len(start), start[0], start[-1]) == (C + 1, 0, len(counts))
    assert (np.diff(start) > 0).all()
    row = start[class_of] + place
    assert sorted(row) == list(range(len(counts)))
    by_row = np.array(counts)[np.argsort(row)]
    assert (np.diff(by_row) <= 0).all()
    if by == "size":
        assert np.ptp(np.diff(start)) <= 1


def test_classes_by_mass_cost_c_plus_v_over_c_on_average_and_by_size_at_most():
    counts = 1e6 / (np.arange(10_000) + 10)
    q = counts / counts.sum()
    for by, mean, worst in (("mass", 200, 500), ("size", 200, 200)):
        class_of, _, start = so.frequency_classes(counts, by=by)
        rows = len(start) - 1 + np.diff(start)[class_of]
        assert q @ rows == pytest.approx(mean, rel=0.05)
        assert (rows.max() > worst) if by == "mass" else (rows.max() == worst)
    mass = np.bincount(so.frequency_classes(counts).class_of, q)
    assert mass.max() < 2 * mass.mean()  # no word has more than a class's share here


@each("size", [2, 3, 5, 8, 100])
def test_the_complete_tree_is_climbed_by_halving(size):
    tree = so.balanced_paths(size)
    way, node, sign = tree.steps(np.arange(size))
    for word in range(size):
        climbed, at = [], word + size
        while at > 1:
            climbed.append((at // 2 - 1, 1 - 2 * (at % 2)))
            at //= 2
        mine = way == word
        assert list(zip(node[mine], sign[mine], strict=True)) == climbed[::-1]
    depths = tree.depth(np.arange(size))
    assert (depths.min(), depths.max()) == (int(np.log2(size)), int(np.ceil(np.log2(size))))
    assert (0.5**depths).sum() == 1
    assert set(node) == set(range(size - 1))


def test_huffman_depth_lies_within_a_bit_of_the_entropy():
    p = COUNTS / COUNTS.sum()
    depth = so.huffman_paths(COUNTS).depth(np.arange(V))
    entropy = -(p * np.log2(p)).sum()
    assert entropy <= p @ depth < entropy + 0.1
    assert p @ depth < p @ so.balanced_paths(V).depth(np.arange(V))
    assert (np.abs(depth + np.log2(p)) < 1).all()
    powers = [8, 4, 2, 1, 1]
    np.testing.assert_array_equal(so.huffman_paths(powers).depth(range(5)), [1, 2, 3, 4, 4])


def of_noise(kind, h, p, k, seed=0):
    """The gradients of NCE or the sampled softmax with k words of noise for each example."""
    q, rng = noise_distribution(COUNTS, 1.0), np.random.default_rng(seed)
    noise = rng.choice(V, (N, k), p=q)
    if kind == "sampled":
        return models.dense(so.sampled_backward(1.0, so.sampled_forward(h, Y, noise, q, p)[1]))
    how = {"log_Z": so.log_normaliser(h, p)}  # known here, so that s − ln Z = ln p
    return models.dense(so.nce_backward(1.0, so.nce_forward(h, Y, noise, q, p, **how)[1]))


@each("kind", ["nce", "sampled"])
def test_the_more_noise_the_more_the_gradient_is_that_of_the_softmax(kind):
    _, h, p = drawn()
    p = {name: 0.5 * a for name, a in p.items()}
    exact = so.full_backward(1.0, so.full_forward(h, Y, p)[1])
    cosines = [
        np.mean([cosine(of_noise(kind, h, p, k, seed), exact) for seed in range(5)])
        for k in (1, 10, 100, 1000, 100_000)
    ]
    assert (np.diff(cosines) > 0).all()
    assert cosines[0] < 0.9 < 0.9999 < cosines[-1]
    close(of_noise(kind, h, p, 10**6)["W_y"], exact["W_y"], atol=5e-3)


def test_the_optimum_of_nce_is_the_logarithm_and_that_of_negative_sampling_is_shifted():
    """Words and noise as often as P and q have them: the mean over the batch is the expectation."""
    of_words, of_noise = np.array([6, 3, 2, 1]), np.array([4, 3, 2, 1])
    y, noise = (np.repeat(range(4), times) for times in (of_words, of_noise))
    P, q, k = of_words / 12, of_noise / 10, 10
    h, one = np.ones((12, 1)), np.zeros((4, 1))
    log_P, shifted = np.log(P), np.log(P) - np.log(k * q)

    def slopes(forward, backward, b, *given):
        found = backward(1.0, forward(h, y, *given, {"W_y": one, "b_y": b})[1])
        return models.dense(found)["b_y"]

    for method, best, other in (
        ((so.full_forward, so.full_backward), (log_P,), shifted),
        ((so.nce_forward, so.nce_backward), (log_P, noise, q), shifted),
        ((so.negative_forward, so.negative_backward), (shifted, noise), log_P),
    ):
        close(slopes(*method, *best), 0, atol=1e-15)
        assert np.abs(slopes(*method, other, *best[1:])).max() > 0.01
    words, p = np.tile(range(4), (1, 1)), {"W_y": one, "b_y": shifted}
    close(np.exp(so.negative_log_probability(h[:1], words, p, q, k)), P[None])
    p["b_y"] = log_P + 2
    close(np.exp(so.nce_log_probability(h[:1], words, p, log_Z=2.0)), P[None])


def test_noise_for_all_is_the_same_noise_for_each():
    _, h, p = drawn()
    q, shared = noise_distribution(COUNTS), np.array([0, 3, 3, 50])
    for forward, backward, more in (
        (so.nce_forward, so.nce_backward, (q,)),
        (so.negative_forward, so.negative_backward, ()),
        (so.sampled_forward, so.sampled_backward, (q,)),
    ):
        found = [forward(h, Y, noise, *more, p) for noise in (shared, np.tile(shared, (N, 1)))]
        close(found[0][0], found[1][0])
        one, other = (models.dense(backward(1.0, cache)) for _, cache in found)
        for name in one:
            close(one[name], other[name], atol=1e-14)


def test_the_estimated_sum_is_right_on_average():
    """e^(J + s_y) = Ẑ: its mean over all single words of noise, by their probability, is Z."""
    _, h, p = drawn()
    q, h = noise_distribution(COUNTS), h[:1]
    s_y = (h @ p["W_y"].T + p["b_y"])[0, 17]
    Z = [np.exp(so.sampled_forward(h, [17], [j], q, p)[0] + s_y) for j in range(V)]
    close(q @ Z, np.exp(so.log_normaliser(h, p))[0])


@pytest.fixture(scope="module")
def trained():
    """Return ln Z on states never seen, after training with and without the penalty."""
    found, true = {}, {name: a / 3 for name, a in drawn(seed=5)[2].items()}
    for alpha in (0.0, 0.1):
        layer, rng = so.output_layer("normalised", COUNTS, alpha=alpha), np.random.default_rng(2)
        p = layer.parameters(H, rng)
        for step in range(1500):
            h = rng.standard_normal((64, H))
            S = h @ true["W_y"].T + true["b_y"]
            y = (S + rng.gumbel(size=S.shape)).argmax(axis=1)  # drawn from the softmax
            so.descend(p, layer.loss_and_gradients(h, y, p, rng)[1], 1.0 if step < 1000 else 0.2)
        found[alpha] = so.log_normaliser(np.random.default_rng(3).standard_normal((500, H)), p)
    return found


def test_the_self_normalised_model_has_log_z_near_0_on_states_never_seen(trained):
    print({alpha: (log_Z.mean(), log_Z.std()) for alpha, log_Z in trained.items()})
    assert abs(trained[0.1].mean()) < 0.1 < trained[0.0].mean()
    error = {alpha: np.sqrt((log_Z**2).mean()) for alpha, log_Z in trained.items()}
    assert error[0.1] < 0.25
    assert error[0.1] < error[0.0] / 2


@each(("method", "V", "rows"), [("full", 1e4, 1e4), ("class", 1e6, 2000), ("tree", 2**23, 23)])
def test_the_bill_by_hand(method, V, rows):
    """1e6 words, 10 epochs, H = 100: 603 operations a row at 603e9 a second are 1e-5 s a row."""
    slow_memory, slow_processor = so.Rates(1e99, 1e9), so.Rates(603e9, 1e99)
    one = so.bill(method, V, 1e6, slow_processor)
    assert (one.rows, one.operations) == pytest.approx((rows, 603 * rows * 1e7))
    assert one.hours == pytest.approx(rows * 1e7 / 1e9 / 3600)
    assert so.bill(method, V, 1e6, slow_memory).hours == pytest.approx(one.bytes / 1e9 / 3600)
    assert so.bill(method, V, 2e6, slow_processor, epochs=20).hours == pytest.approx(4 * one.hours)


def test_the_bill_of_sampling_does_not_know_the_vocabulary():
    rates = so.Rates(1e10, 1e10)
    small, large = (so.bill("sampling", V, 1e6, rates, k=20) for V in (1e4, 1e7))
    assert small == large
    assert small.rows == 21
