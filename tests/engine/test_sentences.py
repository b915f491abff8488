"""Sentences that little else holds in place: what is said, and what must not be, row by row."""

import json

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import Case
from utils.checks.engine.judge import check


class Holder:
    """An answer may be a method."""

    def running(self, x):
        return np.cumsum(x) + self.nothing


def inside_a_library(x):
    json.loads("{")
    return np.cumsum(x)


def deep_inside_numpy(x):
    y = np.cumsum(x)
    return np.linalg.inv(y)


def another_stub(x):
    raise NotImplementedError("Exercise 2: Softmax")


def root_of_less_than_nothing(x):
    with np.errstate(all="warn"):
        return np.cumsum(x) + np.sqrt(-np.abs(x) - 1)


def half_precision(x):
    return np.cumsum(x).astype(np.float16)


def single_precision(x):
    return np.cumsum(x).astype(np.float32)


def names_of(x):
    return ["number"] * len(x)


def bytes_of(x):
    return bytes(len(x))


def deep(x):
    nested = []
    for _ in range(60):
        nested = [nested]
    return nested


def true_or_false(x):
    return bool(x.any())


def one_row_over_and_over(x):
    rows = []
    row = np.zeros(1)
    for value in x:
        row += value
        rows.append(row)
    return np.array(rows)[:, 0]


# a function, a part of the message, and a part that must not be in it
SAID = [
    (Holder().running, "in line 2 of `running`", ""),
    (inside_a_library, "in line 2 of `inside_a_library`", "Your own code raises this"),
    (deep_inside_numpy, "in line 3 of `deep_inside_numpy`", "line 1"),
    (another_stub, "calls `softmax` (Exercise 2), which is still blank", ""),
    (root_of_less_than_nothing, "A square root of a negative number", "np.exp"),
    (half_precision, "in float16, which keeps about 3 digits", ""),
    (single_precision, "in float32, which keeps about 7 digits", ""),
    (bytes_of, "is bytes; an array is wanted", ""),
    (deep, "Are its rows equally long", ""),
    (true_or_false, "is a single number", ""),
    (one_row_over_and_over, "the same array is put into the list in every round", ""),
    (lambda x: x.sort(), "returns nothing (None)", ""),
    (lambda x: {1: x}, "is a dictionary", ""),
    (lambda x: np.cumsum(x) + 0j, "of complex type", ""),
    (lambda x: np.cumsum(x) * len(x), "n, where n is the length of `x`", ""),
    (lambda x: np.cumsum(x)[None], "an axis of length 1 is left over", "is missing"),
    (lambda x: np.sum(x), "is a single number; expected is", "sum of the right answer"),
]


@pytest.mark.parametrize(("function", "said", "never"), SAID)
def test_what_is_said(function, said, never):
    verdict = toy.lab().running(function)
    assert said in verdict.text
    assert not never or never not in verdict.text


def count_from_a_million_million(n):
    return 10**12 + n


def test_an_integer_is_equal_only_to_itself():
    verdict = toy.lab().counts(lambda labels, size: np.bincount(labels, minlength=size) + 1)
    assert verdict.kind == "not right yet"
    cases = [Case("one", n=1), Case("two", n=2)]
    large = toy.exercise(count_from_a_million_million, cases, "a number")
    assert check(large, lambda n: 10**12 + n).passed
    assert not check(large, lambda n: 10**12 + n + 1).passed


def test_where_a_reference_raises_whatever_comes_back_is_told():
    verdict = toy.lab().above(lambda x, least: x > least)
    assert "It should raise ValueError for this case" in verdict.text


def test_a_long_value_is_cut_and_says_so():
    verdict = toy.lab().words(lambda text: ["word"] * 400)
    (mine,) = (line for line in verdict.evidence if line.startswith("yours"))
    assert mine.endswith("…")
    assert len(mine) < 200


def test_as_many_digits_are_shown_as_tell_two_numbers_apart():
    verdict = toy.lab().mean_square(lambda x, y: toy.mean_square(x, y) * (1 + 1e-8))
    mine, right = verdict.evidence[1:3]
    assert mine.removeprefix("yours: ") != right.removeprefix("expected: ")
