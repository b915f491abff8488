"""When two results are the same, and how they are shown when they are not."""

import collections
import enum

import numpy as np
import pytest
from helpers import toy


def verdict(got, expected):
    """Return the verdict on an answer, `got`, where another one is expected."""
    options = {"name": "answer", "rtol": 1e-7, "atol": 1e-9}
    return toy.judged(
        toy.exercise(lambda x: expected, "x", toy.Case("a case", x=1.0), **options), lambda x: got
    )


class Hostile:
    def __eq__(self, other):
        raise RuntimeError

    __hash__ = __repr__ = __len__ = __iter__ = __array__ = __eq__


Point = collections.namedtuple("Point", "x y")
Colour = enum.IntEnum("Colour", {"RED": 3})
endless = []
endless.append(endless)

# what is expected, where another answer parts from it, such answers
ROWS = [
    (np.ones(2), "passed", [[1.0, 1.0], np.ones(2)]),
    (np.ones(2), "dtype", [np.ones(2, dtype=np.float32)]),
    (np.ones(2), "values", [[1.0, 2.0]]),
    (np.ones((1, 2)), "passed", [[[1, 1]]]),
    (np.ones((2, 1)), "type", [[[1.0], [1.0, 2.0]]]),
    (np.ones(2, dtype=np.float32), "passed", [np.ones(2)]),
    (np.ones(2, dtype=int), "dtype", [np.ones(2)]),
    (np.full(2, 1.1), "dtype", [np.full(2, 1.1, dtype=np.float32)]),
    (np.full(2, 1.1), "values", [np.full(2, 1.2, dtype=np.float32)]),
    (np.array([1.0, 2.0]), "passed", [np.array([1, 2])]),
    (np.array([1, 2]), "passed", [np.array([1, 2], dtype=np.uint8)]),
    (np.ones(1), "type", [np.ma.masked_array([1.0]), np.array([None])]),
    (np.ones(1), "dtype", [np.array([True]), np.array([1 + 0j])]),
    (np.array([True]), "dtype", [np.array([1])]),
    (np.ones(3), "type", [(1.0, 2.0)]),
    (np.zeros(3), "shape", [np.zeros((3, 1))]),
    (np.zeros(1), "shape", [0.0]),
    (0.0, "shape", [np.zeros(1)]),
    (np.zeros((0, 3)), "passed", [np.zeros((0, 3))]),
    (np.array(["a", "b"]), "passed", [np.array(["a", "b"])]),
    (np.array(["b"]), "values", [np.array(["a"])]),
    (np.array(["b"]), "type", [np.array([1.0])]),
    ([1.0], "passed", [(1.0,)]),
    ([1.0], "type", [endless]),
    ([0, 1, 2], "passed", [np.arange(3)]),
    ([0, 1, 2], "type", [range(3), (x for x in [1])]),
    ([1, 2, 3], "shape", [[1, 2]]),
    ((1, 2, 3), "type", [(1, 2)]),
    ((1, 2), "passed", [Point(1, 2)]),
    ((1, np.ones(2)), "passed", [[1, np.ones(2)]]),
    ((np.ones(3), np.ones(3)), "passed", [np.ones((2, 3))]),
    ((1.0, np.zeros(2)), "type", [np.ones(2)]),
    (1.0, "passed", [1.0, np.float64(1), np.array(1.0), 1, 1 + 1e-8]),
    (np.array(1.0), "passed", [1.0]),
    (1.0, "values", [1.001]),
    (1.0, "nan", [np.nan, np.inf, 10**400]),
    (1.0, "type", [None, "1", True, object(), float]),
    (np.nan, "passed", [np.nan]),
    (np.inf, "passed", [np.inf]),
    (np.inf, "values", [0.0]),
    (3, "passed", [np.int32(3), Colour.RED]),
    (3, "dtype", [3.0]),
    (3, "values", [3.5]),
    (10**12, "values", [10**12 + 1]),
    (np.array([10**12]), "values", [np.array([10**12 + 1])]),
    (float(2**70), "passed", [2**70]),
    (1j, "passed", [1j]),
    (np.True_, "passed", [True]),
    (True, "type", [1]),
    (np.str_("ab"), "passed", ["ab"]),
    ("b", "values", ["a"]),
    (b"x", "passed", [b"x"]),
    (None, "passed", [None]),
    ([], "passed", [[]]),
    ({}, "passed", [{}]),
    ({"b": 1, "a": 2}, "passed", [collections.Counter("aab")]),
    ({1: "a"}, "passed", [{np.int64(1): "a"}]),
    ({"W": [np.ones(2), (1, "x")]}, "passed", [{"W": [np.ones(2), (1, "x")]}]),
    ({"b": 1}, "type", [{"a": 1}]),
    ({"a": 2}, "values", [{"a": 1}]),
    ({"a": 1.0}, "type", [{"a": Hostile()}]),
    (frozenset([2, 1]), "passed", [{1, 2}]),
    ({1, 3}, "values", [{1, 2}]),
]


@pytest.mark.parametrize(
    ("expected", "stage", "got"), [(*row[:2], got) for row in ROWS for got in row[2]]
)
def test_where_results_part(expected, stage, got):
    said = verdict(got, expected)
    assert said.stage == stage, said.text


def test_the_other_infinity_is_wrong():
    assert verdict(-np.inf, np.inf).stage in ("nan", "values")


def test_the_earliest_stage_is_reported():
    said = verdict((np.full(2, 9.0), np.ones(3), "1"), (np.ones(2), np.ones(2), 1))
    assert said.stage == "type"
    assert said.evidence[1].startswith("yours at [2]:    ")


def test_copies_are_deep():
    kept = np.zeros(2)

    def answer(x):
        kept[:] = x
        return {"a": [kept, (kept,)]}

    cases = toy.Case("one", x=1.0), toy.Case("two", x=2.0)

    def right(x):
        return {"a": [np.full(2, x), (np.full(2, x),)]}

    exercise = toy.exercise(right, "x", *cases)
    assert toy.judged(exercise, answer).passed


def test_tensors_are_told_from_arrays():
    torch = pytest.importorskip("torch")
    ones = torch.ones(2, dtype=torch.float64, requires_grad=True)
    assert verdict(ones, np.ones(2)).stage == "type"
    assert verdict(np.ones(2), ones).stage == "type"
    assert verdict(2 * ones, 2 * ones).passed
    assert verdict(2 * ones, ones).stage == "values"
    assert verdict(torch.ones(3), ones).stage == "shape"
    assert verdict(torch.ones(2, dtype=torch.bfloat16), ones).stage == "type"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (np.float32(0.5), "0.5"),
        pytest.param(10**5000, "a whole number of more than 30 digits", id="huge"),
        (np.array([1.0, 0.25]), "[1, 0.25]"),
        (np.zeros((20, 3)), "array of shape (20, 3): 0, 0, 0, …"),
        (np.zeros((0, 3)), "empty array of shape (0, 3)"),
        ((1.0, "a"), "(1, 'a')"),
        ((1,), "(1,)"),
        ({"a": "01"}, "{'a': '01'}"),
        (np.array([True, False]), "[True, False]"),
        (object(), "an object"),
    ],
)
def test_values_are_shown_briefly(value, text):
    assert verdict(value, b"?").evidence[1] == f"yours:    {text}"


@pytest.mark.parametrize("value", [["word"] * 10**5, "x" * 10**6])
def test_huge_values_are_cut(value):
    line = verdict(value, b"?").evidence[1]
    assert line.endswith("…")
    assert len(line) < 90


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("at 0x7f21bc904b10>", "at 0x…>"),
        ("/home/a/b.py is gone", "b.py is gone"),
        ("C:\\Users\\me\\x.npy", "x.npy"),
        ("1/2 of p/q, (T/2, N)", "1/2 of p/q, (T/2, N)"),
        ("shapes (3,) (2,)", "shapes (3,) (2,)"),
        ("half \ud800, red \x1b[31m", "half �, red �[31m"),
    ],
)
def test_scrubbing(raw, clean):
    evidence = toy.lab().running(toy.raises(ValueError(raw))).evidence
    assert f"ValueError: {clean}" in evidence
