"""Topic 07 in NumPy: by hand, by other routes, by distributions, and what must always hold."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from topics.word2vec import models

from utils.numpy_impl import word2vec as w2v
from utils.numpy_impl.cross_entropy import expected_length, huffman_code
from utils.numpy_impl.word2vec import fast

close, same = np.testing.assert_allclose, np.testing.assert_array_equal
each = pytest.mark.parametrize
LN2, LN3 = np.log(2), np.log(3)
texts = st.lists(st.lists(st.integers(0, 5), max_size=7), min_size=1, max_size=5).filter(any)


def rng(seed=0):
    return np.random.default_rng(seed)


# four words, two dimensions: word 0 has v = (ln 2, ln 3), the outputs are (0, 0), (1, 0), (0, 1)
# and (1, 1), so that e^score is 1, 2, 3 and 6, and σ(score) ½, ⅔, ¾ and 6/7
FOUR = {
    "E": np.array([[LN2, LN3], [9, 9], [9, 9], [9, 9]]),
    "E_out": np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]]),
}
WAYS = FOUR | {"E_out": FOUR["E_out"][1:]}  # the inner nodes of a tree
TREE = w2v.huffman_tree([8, 4, 2, 1])  # 0, 10, 110, 111


@each(
    ("forward", "backward", "batch", "p", "likelihood", "of_v", "of_out"),
    [
        # softmax (1, 2, 3, 6) / 12; less one-hot of word 2: (1, 2, −9, 6) / 12
        (
            *(w2v.skipgram_forward, w2v.skipgram_backward, (), FOUR),
            *(1 / 4, [2 / 3, -1 / 4], [1 / 12, 1 / 6, -3 / 4, 1 / 2]),
        ),
        # ¾ · ⅓ · 1/7; −¼ v'_2 + ⅔ v'_1 + 6/7 v'_3
        (
            *(w2v.negative_sampling_forward, w2v.negative_sampling_backward, ([[1, 3]],), FOUR),
            *(1 / 28, [32 / 21, 17 / 28], [0, 2 / 3, -1 / 4, 6 / 7]),
        ),
        # ⅓ · ¼ · 6/7: against ⅔ and ¾, with 6/7; ⅔ v'_0 + ¾ v'_1 − 1/7 v'_2
        (
            *(w2v.hierarchical_forward, w2v.hierarchical_backward, (TREE,), WAYS),
            *(1 / 14, [2 / 3 - 1 / 7, 3 / 4 - 1 / 7], [2 / 3, 3 / 4, -1 / 7]),
        ),
    ],
    ids=["softmax", "negative sampling", "hierarchical"],
)
def test_a_pair_by_hand(forward, backward, batch, p, likelihood, of_v, of_out):
    """Centre 0, context 2."""
    J, cache = forward([0], [2], *batch, p)
    close(J, -np.log(likelihood))
    gradients = backward(1.0, cache)
    close(gradients["E"], [of_v, [0, 0], [0, 0], [0, 0]], atol=1e-15)
    close(gradients["E_out"], np.outer(of_out, [LN2, LN3]), atol=1e-15)
    close(w2v.word_probabilities([LN2, LN3], TREE, WAYS), [2 / 3, 1 / 4, 1 / 14, 1 / 84])


@each("label", models.LOSSES)
def test_a_batch_is_the_mean_of_its_pairs(label):
    _, p, (centres, contexts, *more) = models.LOSSES[label]
    name = label.partition(",")[0]
    forward, backward = (getattr(w2v, f"{name}_{way}") for way in ("forward", "backward"))
    J, cache = forward(centres, contexts, *more, p)
    total, sums = 0, dict.fromkeys(p, 0)
    for n in range(len(centres)):
        its = [m[n : n + 1] if isinstance(m, list) else m for m in (centres, contexts, *more)]
        J_n, one = forward(*its, p)
        total += J_n
        sums = {key: sums[key] + g for key, g in backward(1.0, one).items()}
    close(J, total / len(centres))
    for key, gradient in backward(1.0, cache).items():
        close(gradient, sums[key] / len(centres), atol=1e-14)


@given(sentences=texts, c=st.integers(1, 4))
def test_pairs_are_those_of_two_loops(sentences, c):
    want = [
        (sentence[t], sentence[t + j])
        for sentence in sentences
        for t in range(len(sentence))
        for j in range(-c, c + 1)
        if j and 0 <= t + j < len(sentence)
    ]
    assert list(zip(*w2v.window_pairs(sentences, c), strict=True)) == want


def test_drawn_windows_are_whole_and_of_every_size_alike():
    """A sentence of words that count its places: a pair's distance is the difference."""
    T, c = 20_000, 4
    centres, contexts = w2v.window_pairs([np.arange(T)], c, rng())
    reach = np.zeros(T, int)
    np.maximum.at(reach, centres, np.abs(contexts - centres))
    t, inner = np.arange(T), slice(c, T - c)
    whole = np.minimum(t, reach) + np.minimum(T - 1 - t, reach)
    same(np.bincount(centres, minlength=T), whole)  # everything up to the farthest
    assert len(set(zip(centres, contexts, strict=True))) == len(centres)
    assert stats.chisquare(np.bincount(reach[inner])[1:]).pvalue > 0.01


COUNTS = np.array([5000, 800, 700, 100, 20, 0])


@each(("form", "want"), [("paper", [0.1, 0.25]), ("code", [0.11, 0.3125])])
def test_words_are_kept_by_their_frequency(form, want):
    """t is 1/100 of the commonest word's frequency, 1/16 of that of the next."""
    keep = w2v.keep_probability(COUNTS, t := 50 / COUNTS.sum(), form)
    close(keep[:2], want)
    assert (np.diff(keep) >= 0).all()
    assert keep[-1] == 1
    text = np.repeat(np.arange(6), COUNTS)
    left = w2v.subsample([text[:3000], text[:0], text[3000:]], COUNTS, t, rng(), form)
    assert [len(s) > 0 for s in left] == [True, False, True]
    assert (np.diff(left[2]) >= 0).all()  # in the order of the text
    kept = np.bincount(np.concatenate(left), minlength=6)
    for count, of, p in zip(kept, COUNTS, keep, strict=True):
        assert stats.binomtest(int(count), max(int(of), 1), p).pvalue > 0.001 or of == 0
    same(np.concatenate(w2v.subsample([text], COUNTS, 1.0, rng())), text)


def test_noise_has_the_power_of_the_counts():
    q = w2v.noise_distribution(COUNTS)
    close(q[:5] / q[4], (COUNTS[:5] / 20) ** 0.75)
    close(w2v.noise_distribution(COUNTS, 1), COUNTS / COUNTS.sum())
    drawn = w2v.draw_noise(q, (400, 50), rng())
    counted = np.bincount(drawn.ravel(), minlength=6)
    assert drawn.shape == (400, 50)
    assert counted[5] == 0
    assert stats.chisquare(counted[:5], 20_000 * q[:5]).pvalue > 0.01


TREES = {  # counts: lengths
    (3, 1): [1, 1],
    (1, 1, 1, 1): [2, 2, 2, 2],
    (1, 2, 4, 8): [3, 3, 2, 1],
    (2, 1, 1, 1, 1): [2, 2, 2, 3, 3],
    (21, 13, 8, 5, 3, 2, 1, 1): [1, 2, 3, 4, 5, 6, 7, 7],
    (1, 0, 0): [1, 2, 2],
}


@each("counts", TREES)
def test_known_trees(counts):
    same(w2v.huffman_tree(counts).lengths, TREES[counts])


@given(counts=st.lists(st.integers(1, 1000), min_size=2, max_size=40), seed=st.integers(0, 9))
def test_a_tree_is_the_best_and_its_probabilities_sum_to_one(counts, seed):
    tree, V = w2v.huffman_tree(counts), len(counts)
    p = np.array(counts) / sum(counts)
    depth, H = p @ tree.lengths, -(p * np.log2(p)).sum()
    close(depth, expected_length(p, huffman_code(p)))  # by topic 01's other way
    assert H - 1e-9 <= depth < H + 1
    ways = [tuple(code[:n]) for code, n in zip(tree.codes, tree.lengths, strict=True)]
    assert len(set(ways)) == V
    close((0.5**tree.lengths).sum(), 1)  # Kraft: no way is wasted
    seen = {}  # the same beginning leads to the same node, another one to another
    for way, nodes in zip(ways, tree.nodes, strict=True):
        for n in range(len(way)):
            assert seen.setdefault(way[:n], nodes[n]) == nodes[n]
    assert sorted(seen.values()) == list(range(V - 1))
    tables = {"E": np.ones((V, 3)), "E_out": 3 * rng(seed).standard_normal((V - 1, 3))}
    of = w2v.word_probabilities(rng(seed + 1).standard_normal(3), tree, tables)
    close(of.sum(), 1, rtol=1e-12)
    # and are those of the loss
    J, _ = w2v.hierarchical_forward([0] * V, range(V), tree, tables)
    close(-np.log(w2v.word_probabilities(tables["E"][0], tree, tables)).mean(), J)


def test_a_draw_at_the_edge_is_a_word_that_comes():
    class Zero(np.random.Generator):
        random = staticmethod(np.zeros)

    same(w2v.draw_noise([0.0, 0.5, 0.5], (1, 2), Zero(np.random.PCG64())), [[1, 1]])


def test_parameters_begin_as_in_word2vec():
    p = w2v.word2vec_parameters(500, 10, rng())
    assert not p["E_out"].any()
    assert stats.kstest(p["E"].ravel(), "uniform", (-1 / 20, 1 / 10)).pvalue > 0.01


def chain(n=4000, seed=0, V=20):
    """Sentences of 8 words in which each word is followed by one of its three successors."""
    draw, sentences = rng(seed), np.empty((n, 8), int)
    sentences[:, 0] = draw.integers(0, V, n)
    for t in range(1, 8):
        sentences[:, t] = (sentences[:, t - 1] + draw.integers(1, 4, n)) % V
    return list(sentences), np.bincount(sentences.ravel(), minlength=V)


def test_the_loss_on_held_out_text():
    sentences, counts = chain(50)
    nothing = {"E": np.ones((20, 2)), "E_out": np.zeros((20, 2))}
    close(w2v.heldout_loss(sentences, counts, nothing, k=3), 4 * LN2)
    p = {name: rng().standard_normal((20, 2)) for name in nothing}
    draw = rng(5)
    pairs = w2v.window_pairs(w2v.subsample(sentences, counts, 0.01, draw), 3, draw)
    noise = w2v.draw_noise(w2v.noise_distribution(counts), (len(pairs[0]), 2), draw)
    want, _ = w2v.negative_sampling_forward(*pairs, noise, p)
    close(w2v.heldout_loss(sentences, counts, p, 3, 2, 0.01, seed=5), want)


def descend(sentences, counts, D, window, negatives, learning_rate, epochs, batch=64):
    """Take the steps of `batch` pairs, one after the other, at a rate that falls to 0."""
    draw = rng()
    p, q = w2v.word2vec_parameters(len(counts), D, draw), w2v.noise_distribution(counts)
    for epoch in range(epochs):
        pairs = np.array(w2v.window_pairs(sentences, window, draw))
        parts = np.array_split(draw.permutation(pairs, axis=1), pairs.shape[1] // batch, axis=1)
        for i, (centres, contexts) in enumerate(parts):
            noise = w2v.draw_noise(q, (len(centres), negatives), draw)
            _, cache = w2v.negative_sampling_forward(centres, contexts, noise, p)
            rate = learning_rate * (1 - (epoch + i / len(parts)) / epochs)
            slope = w2v.negative_sampling_backward(rate * len(centres), cache)
            p = {name: p[name] - slope[name] for name in p}
    return p


def test_fast_learns_what_the_loop_over_pairs_learns():
    (sentences, counts), (held, _) = chain(), chain(1000, seed=1)
    how = {"D": 10, "window": 2, "negatives": 5, "learning_rate": 0.05, "epochs": 4}
    slow, quick = descend(sentences, counts, **how), w2v.fast_train(sentences, counts, t=1.0, **how)
    one, other = (w2v.heldout_loss(held, counts, p, 2, 5) for p in (slow, quick))
    assert one < 2.4  # 6 ln 2 = 4.16 at the start
    assert abs(other - one) < 0.01


def test_fast_begins_again_from_its_seed_and_keeps_what_it_was():
    sentences, counts = chain(300)
    p = w2v.fast_train(sentences, counts, D=4, epochs=2, seed=3, every=1000)
    again, other = (w2v.fast_train(sentences, counts, 4, epochs=2, seed=s) for s in (3, 4))
    assert p["E"].dtype == np.float32
    same(p["read"], [0, 1000, 2000, 2400, 3400, 4400, 4800])
    same(p["snapshots"][-1], p["E"])
    assert np.abs(p["snapshots"][0]).max() <= 1 / 8
    assert again.keys() == {"E", "E_out"}
    assert np.abs(again["E"] - other["E"]).max() > 0.01
    same(again["E"], w2v.fast_train(sentences, counts, 4, epochs=2, seed=3)["E"])
    nothing = w2v.fast_train(sentences, counts, 4, t=1e-12, every=5000)  # all words are left out
    same(nothing["snapshots"][0], nothing["E"])


@given(sentences=texts, c=st.integers(1, 3), seed=st.integers(0, 9))
def test_blocks_have_the_pairs_of_the_windows(sentences, c, seed):
    """Taken apart again; the windows are drawn as `window_pairs` draws them."""
    lengths = [len(sentence) for sentence in sentences]
    words, sentence = np.concatenate(sentences).astype(int), np.repeat(range(len(lengths)), lengths)
    rows, places = fast._blocks(words, sentence, c, 6, np.full(6, 1 / 6), rng(seed))
    weights = fast.score_weights(c, 4)[places]
    n, i, j = np.nonzero(weights[..., : -fast.NOISE])
    got = Counter(zip(rows[n, i], rows[n, fast.BLOCK + j] - 6, strict=True))
    assert got == Counter(zip(*w2v.window_pairs(sentences, c, rng(seed)), strict=True))
    pairs = weights[..., : -fast.NOISE].sum(axis=-1)
    close(weights[..., -fast.NOISE :].sum(axis=-1), 4 * pairs)
    assert ((rows[:, -fast.NOISE :] >= 6) & (rows[:, -fast.NOISE :] < 12)).all()


def test_a_block_is_the_readable_loss_with_shared_noise():
    """With as many negatives as the block has words of noise, each weighs 1."""
    sentences, V, k = [[0, 1, 2, 1, 0], [2, 2]], 3, fast.NOISE
    p = {name: rng(7).standard_normal((V, 4)) for name in ("E", "E_out")}
    sentence = np.repeat([0, 1], [5, 2])
    words = np.concatenate(sentences)
    rows, places = fast._blocks(words, sentence, 1, V, np.full(V, 1 / V), rng())
    table = np.concatenate([p["E"], p["E_out"]])
    got = np.zeros_like(table)
    np.add.at(got, rows, fast.block_gradients(table[rows], fast.score_weights(1, k)[places]))
    pairs = w2v.window_pairs(sentences, 1)
    noise = np.tile(rows[0, -k:] - V, (len(pairs[0]), 1))
    _, cache = w2v.negative_sampling_forward(*pairs, noise, p)
    want = w2v.negative_sampling_backward(float(len(noise)), cache)
    close(got, np.concatenate([want["E"], want["E_out"]]), rtol=1e-6, atol=1e-12)


def test_steps_add_up_and_stay_short():
    table, rows = rng().standard_normal((6, 3)), rng(1).integers(0, 5, 40)
    gradients, got = rng(2).standard_normal((40, 3)), table.copy()
    fast.take_steps(got, rows, gradients, 0.01)
    want = table.copy()
    np.subtract.at(want, rows, 0.01 * gradients)
    close(got, want)
    fast.take_steps(got, rows, gradients, 100.0)
    close(np.linalg.norm((got - want)[np.unique(rows)], axis=1), fast.LONGEST)
    same(got[5], table[5])


PLANE = np.array([[1, 0], [2, 0.1], [0, 3], [-1, 0], [1, 1], [1, 1.1]])


@each(
    ("query", "more", "words"),
    [
        (0, {"n": 2}, [1, 4]),
        (0, {"n": 9}, [1, 4, 5, 2, 3]),
        (0, {"n": 9, "leave_out": [1, 3, 1]}, [4, 5, 2]),
        ([0, 0.5], {"n": 3}, [2, 5, 4]),
        (3, {"n": 1}, [2]),
    ],
)
def test_neighbours_are_those_with_the_largest_cosines(query, more, words):
    got, cosines = w2v.neighbours(PLANE, query, **more)
    v = PLANE[query] if isinstance(query, int) else np.array(query)
    same(got, words)
    close(cosines, PLANE[words] @ v / np.linalg.norm(PLANE[words], axis=1) / np.linalg.norm(v))


def test_an_analogy_and_its_control():
    """Man, woman, king, queen, prince: (royal, female, young); lengths do not count."""
    kin = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1], [1, 0, 1.1]]) * 1.0
    kin *= [[1], [2], [3], [4], [5]]
    asked = (kin, 0, 1, 2)
    assert w2v.analogy(*asked, n=1)[0] == 3
    assert w2v.analogy(*asked, n=1, offset=False)[0] == 4
    assert w2v.analogy(*asked, n=1, offset=False, leave_out=False)[0] == 2
    v = w2v.unit(kin)
    words, cosines = w2v.analogy(*asked, n=5, leave_out=False)
    close(cosines, v[words] @ w2v.unit(v[1] - v[0] + v[2]))
    assert set(w2v.analogy(*asked)[0]) == {3, 4}


def test_a_projection_keeps_what_differs_most():
    X = rng().standard_normal((50, 4)) * [1, 5, 0.1, 3] + 7
    points, shares = w2v.project(X, 4)
    centred = X - X.mean(axis=0)
    close(points @ points.T, centred @ centred.T, atol=1e-10)  # all of it: only turned
    close(np.cov(points.T), np.diag(np.linalg.eigvalsh(np.cov(X.T))[::-1]), atol=1e-10)
    close(shares, points.var(axis=0) / X.var(axis=0).sum())
    close(w2v.project(X, 2)[0], points[:, :2])
    again, _ = w2v.project(X[:3] + points[0, 0], 2, axes_of=X)
    moved, _ = w2v.project(np.full((1, 4), points[0, 0]) + X.mean(axis=0), 2, axes_of=X)
    close(again, points[:3, :2] + moved)
