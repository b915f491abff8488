"""Topic 07: what vectors of words answer, on kin that are drawn and on the King James Bible."""

import numpy as np
import pytest
from helpers import refusals

from utils.data import bible, kinship
from utils.experiments import table
from utils.experiments import word_vectors as wv
from utils.numpy_impl import word2vec as w2v


@pytest.fixture(scope="module")
def trained():
    return wv.bible_vectors()


@pytest.mark.parametrize("seed", range(5))
def test_kin_answer_19_of_20_analogies_after_a_second_of_training(seed):
    found = wv.kin_vectors(seed)
    asked = kinship.analogies()
    assert wv.right(found.E, found.corpus, asked).mean() >= 0.95
    assert wv.right(found.E, found.corpus, asked, offset=False).mean() <= 0.4
    assert wv.right(found.snapshots[0], found.corpus, asked).mean() <= 0.1  # before training


def test_the_offset_beats_the_control_on_these_questions_whatever_the_seed():
    found = wv.table()
    assert found.offset > 2 * found.control
    assert found.low > 0.1
    assert wv.table(pairs=True).low < found.low  # other words are another matter


def test_the_table_is_that_of_the_code(trained):
    kept = table.read("word_vectors", wv.SETTINGS)
    for row in kept.rows[::4]:
        assert wv.first(row) == pytest.approx(row["first"], rel=1e-4)
    asked = wv.family_analogies(trained.corpus)
    for way in ("offset", "control"):
        share = kept.rows[0][way].count("1") / len(asked)
        now = wv.right(trained.E, trained.corpus, asked, offset=way == "offset").mean()
        # float32 is not the same on every machine; four standard deviations over the seeds
        assert now == pytest.approx(share, abs=0.3 if way == "control" else 0.1)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("king", {"babylon", "assyria", "pharaoh", "nebuchadrezzar", "judah", "kings"}),
        ("bread", {"eat", "unleavened", "drink", "meat", "wine", "leavened"}),
        ("seven", {"six", "five", "three", "ten", "two", "four"}),
        ("gold", {"silver", "brass", "overlay", "fillets"}),
        ("jerusalem", {"judah", "samaria", "zion", "babylon", "city"}),
        ("brother", {"sister", "father", "son", "brethren", "elder"}),
    ],
)
def test_neighbours_make_sense(trained, word, near):
    found, _ = w2v.neighbours(trained.E, trained.corpus.number(word), n=20)
    assert len(near & {trained.corpus.words[i] for i in found}) >= 2


def test_snapshots_lead_from_the_start_to_the_end(trained):
    words = trained.corpus.counts.sum()
    np.testing.assert_array_equal(trained.read, words * np.array(wv.SHOWN))
    np.testing.assert_array_equal(trained.snapshots[-1], trained.E)
    left = np.linalg.norm(trained.snapshots - trained.E, axis=(1, 2))
    assert (np.diff(left) < 0).all()


def test_what_was_trained_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    one, again, other = (wv.kin_vectors(seed, 200) for seed in (0, 0, 1))
    assert len(list((tmp_path / "cache").iterdir())) == 2
    for a, b in zip(one[1:], again[1:], strict=True):
        np.testing.assert_array_equal(a, b)
    assert (other.E[: len(one.E)] != one.E).any()


def test_family_analogies_ask_pairs_of_frequent_words_both_ways():
    corpus = bible.load()
    asked = wv.family_analogies(corpus)
    assert len(asked) == len(set(asked)) == 2 * 12 * 11
    assert all(corpus.counts[corpus.number(word)] >= wv.OFTEN for each in asked for word in each)
    assert {("queen", "king", "she", "he"), ("king", "queen", "he", "she")} <= set(asked)


def test_right_is_what_the_plane_shows():
    E = np.array([[1.0, 0.1], [1.0, 1.0], [1.0, -0.9], [-1.0, 0.5], [1.0, -0.2]])
    asked, corpus = [("a", "b", "c", "e"), ("b", "a", "e", "c")], bible.build(["a b c d e"])
    assert wv.right(E, corpus, asked).tolist() == [True, True]
    assert wv.right(E, corpus, [("c", "e", "a", "d")]).tolist() == [False]
    assert wv.right(E, corpus, [("b", "d", "c", "e")], offset=False).tolist() == [True]


PAIRS = [(f"a{i}", f"b{i}", f"a{j}", f"b{j}") for i in range(30) for j in range(30) if i != j]


def test_margin_is_wider_where_pairs_decide():
    """All hits hang on the second pair: 30 coins, not 870, so the spread is that of 30."""
    coin = np.random.default_rng(0).random(30) < 0.5
    hits = np.array([[coin[int(each[2][1:])] for each in PAIRS]] * 4)
    same = wv.margin(hits, hits, PAIRS, pairs=True)
    assert (same.difference, same.low, same.high) == (0, 0, 0)
    none = hits & False
    found = wv.margin(hits, none, PAIRS, pairs=True)
    assert found.difference == found.offset == pytest.approx(coin.mean())
    spread = 1.96 * np.sqrt(coin.mean() * (1 - coin.mean()) / 30)
    assert (found.high - found.low) / 2 == pytest.approx(spread, rel=0.1)
    fixed = wv.margin(hits, none, PAIRS)  # all seeds agree
    assert fixed.low == fixed.high == pytest.approx(fixed.difference)
    hits[:2] = True  # two of four seeds answer everything
    assert wv.margin(hits, none, PAIRS).high == pytest.approx(1)


test_bad_requests = refusals.test_of(
    (lambda: wv.kin_vectors(n=10, depth=3), "other: got depth, expected"),
    (lambda: wv.bible_vectors(epochs=2), r"shown: got .*30\], expected epochs from 0 to 2"),
    (lambda: wv.bible_vectors(shown=()), r"shown: got \[\], expected"),
    (lambda: wv.margin([[True]], [[True]], PAIRS), r"offset: got shape \(1, 1\), expected"),
    (lambda: wv.margin([[True]], [[True, True]], PAIRS[:1]), r"control: got shape \(1, 2\)"),
)
