"""The King James Bible and the sentences about kin, as numbers of words."""

import subprocess
import sys
from collections import Counter
from itertools import chain

import numpy as np
import pytest
from helpers import refusals

from utils.data import bible, corpus, kinship

RNG = np.random.default_rng


@pytest.fixture(scope="module")
def text():
    return bible.load()


def test_the_numbers_are_the_words_of_the_verses(text):
    verses = bible.verses()
    assert len(verses) == 31_102
    assert verses[-1].endswith("Lord Jesus Christ [be] with you all. Amen.")
    assert min(verses, key=len) == "Jesus wept."
    everything = Counter(" ".join(map(corpus.words_of, verses)).split())
    assert everything.total() == 790_480
    assert len(text.words) == len(set(text.words)) == 5357
    assert text.words[:5] == ["the", "and", "of", "to", "that"]
    assert [everything[word] for word in text.words] == text.counts.tolist()
    assert (np.diff(text.counts) <= 0).all()
    assert (np.bincount(np.concatenate(text.sentences)) == text.counts).all()
    known = (" ".join(w for w in corpus.words_of(v).split() if everything[w] >= 5) for v in verses)
    assert list(map(text.text, text.sentences)) == [verse for verse in known if verse]


def test_a_word_is_found_and_a_wrong_one_gets_neighbours(text):
    assert text.words[text.number("jerusalem")] == "jerusalem"
    with pytest.raises(ValueError, match=r"word: got 'jerusalm'.* near it are jerusalem"):
        text.number("jerusalm")
    with pytest.raises(ValueError, match=r"one of the 5357 words$"):
        text.number("xqzzqx")


def test_reading_the_bible_does_not_run_its_library():
    code = "import sys; from utils.data import bible; bible.verses(); print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "utils.data.bible" in loaded
    assert not [name for name in loaded if name.startswith("pythonbible")]


def test_rare_words_go_and_equal_counts_are_in_order():
    found = corpus.build(["b a", "c", "a b c2", "a"], least=2)
    assert found.words == ["a", "b"]
    assert [row.tolist() for row in found.sentences] == [[1, 0], [0, 1], [0]]
    assert all(row.dtype == np.int64 for row in found.sentences)


def test_kin_differ_in_one_attribute_and_each_analogy_is_there_both_ways():
    found = kinship.analogies()
    # 2 · 10 · 9 of sex, as many of age, and 20 · 4 · 3 of rank
    assert len(found) == len(set(found)) == 600

    def change(a, b):
        pairs = zip(kinship.NOUNS[a], kinship.NOUNS[b], strict=True)
        return [(k, *pair) for k, pair in enumerate(pairs) if len(set(pair)) == 2]

    for a, b, c, d in found:
        assert len({a, b, c, d}) == 4
        assert len(change(a, b)) == 1
        assert change(a, b) == change(c, d)
        assert {(c, d, a, b), (b, a, d, c)} <= set(found)


def test_cues_tell_one_attribute_and_nothing_of_the_others():
    """ln p(cue | noun) takes two values only, one for nouns of the cue's attribute."""
    found = kinship.sample(40_000, RNG(1))
    assert set(found.words) == {*kinship.NOUNS, *kinship.FILLERS, *chain(*kinship.CUES.values())}
    X = np.stack(found.sentences)
    assert X.shape == (40_000, 11)
    which = np.isin(X, [found.number(each) for each in kinship.NOUNS])
    assert (which.sum(axis=1) == 1).all()
    assert (abs(which.mean(axis=0) - 1 / 11) < 0.008).all()  # any order: five standard deviations
    for k, values in enumerate((kinship.SEX, kinship.AGE, kinship.RANK)):
        wrong = kinship.SLIP / len(values)
        for value in values:
            told = np.isin(X, [found.number(cue) for cue in kinship.CUES[value]]).sum(axis=1)
            for name, attributes in kinship.NOUNS.items():
                rows = (found.number(name) == X).any(axis=1)
                p = 1 - kinship.SLIP + wrong if attributes[k] == value else wrong
                spread = np.sqrt(p * (1 - p) / (2 * rows.sum()))
                assert abs(told[rows].mean() / 2 - p) < 5 * spread


test_bad_requests = refusals.test_of(
    (lambda: corpus.build(["a"], 0), "least: got 0, expected at least 1"),
    (lambda: corpus.build(["a"], 2), "least: got 2, but no word is there so often"),
    (lambda: kinship.sample(0, RNG(0)), "n: got 0, expected at least 1"),
    (lambda: kinship.sample(3, 0), "rng: got 0, expected np.random.default_rng"),
    (lambda: corpus.build([]), "least: got 1, but no word"),
)
