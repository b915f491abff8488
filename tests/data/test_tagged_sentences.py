"""Sentences in which the neighbours decide: shapes, tags, and what each window can know."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from utils.data import tagged_sentences as tagged


@pytest.fixture(scope="module")
def text():
    return tagged.sample(4_000, np.random.default_rng(0))


def test_every_place_is_one_word_of_its_tag(text):
    assert (text.X.sum(axis=1) == 1).all()
    for i in range(50):
        for t, word in enumerate(text.words[i]):
            assert word in tagged.WORDS[tagged.TAGS[text.tags[i, t]]]
            assert text.X[i, tagged.VOCABULARY.index(word), t] == 1


def best_possible(text, reach):
    """The share of tags that a table over windows of 2 · reach + 1 kinds of word gets right."""
    kind = text.X.argmax(axis=1)
    kind = np.where((kind >= 1) & (kind <= 9), 1, kind)  # which of the nine says nothing
    padded = np.pad(kind, ((0, 0), (reach, reach)), constant_values=-1)
    table = defaultdict(Counter)
    for row, tags in zip(padded, text.tags, strict=True):
        for t, tag in enumerate(tags):
            table[tuple(row[t : t + 2 * reach + 1])][tag] += 1
    right = sum(counts.most_common(1)[0][1] for counts in table.values())
    return right / text.tags.size


def test_more_neighbours_know_more_and_two_on_each_side_know_all(text):
    known = [best_possible(text, reach) for reach in (0, 1, 2)]
    assert known[0] < known[1] < known[2]
    assert known[2] == 1
