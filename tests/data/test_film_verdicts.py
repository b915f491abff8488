"""Critics' verdicts as numbers of words: parts that share nothing, and what a bag of them knows."""

import numpy as np
import pytest
from helpers import refusals

from utils.data import film_verdicts
from utils.data.corpus import words_of


@pytest.fixture(scope="module")
def data():
    return film_verdicts.load(500)


def test_the_numbers_are_the_words(data):
    assert len(data.vocabulary) == len(set(data.vocabulary)) == 500
    for part in data[:3]:
        T, N = part.words.shape
        assert (film_verdicts.LONGEST, len(part.y), len(part.texts)) == (T, N, N)
        assert (part.words[np.arange(T)[:, None] >= part.lengths] == 0).all()
        for i in range(0, N, 97):
            words = words_of(part.texts[i]).split()
            assert len(words) == part.lengths[i] >= film_verdicts.SHORTEST
            for word, number in zip(words, part.words[:, i], strict=False):
                known = word in data.vocabulary
                assert data.vocabulary[number] == (word if known else "…")


def test_no_text_is_in_two_parts_and_each_part_is_mixed(data):
    texts = [text for part in data[:3] for text in part.texts]
    assert len(texts) == len(set(texts)) == 5458
    assert all(0.55 < part.y.mean() < 0.6 for part in data[:3])
    assert not any("&#" in text or "<" in text for text in texts)


def test_the_vocabulary_is_that_of_training(data):
    few = film_verdicts.load(3)
    assert few.vocabulary == ["…", "the", "and"] == data.vocabulary[:3]
    assert few.train.words.max() == 2


test_bad_requests = refusals.test_of((lambda: film_verdicts.load(1), "size: got 1, expected at"))
