"""When two results are the same, and what copies of results look like."""

import collections
import enum

import numpy as np
import pytest

from utils.checks.engine.compare import difference
from utils.checks.engine.show import brief, scrub
from utils.checks.engine.snapshot import Other, Tensor, snapshot


def stage(got, expected, rtol=1e-7, atol=1e-9):
    found = difference(snapshot(got), snapshot(expected), rtol, atol)
    return found.stage if found else "same"


Point = collections.namedtuple("Point", "x y")


class Colour(enum.IntEnum):
    RED = 3


SAME = [
    ([1.0, 1.0], np.ones(2)),
    ([[1, 1]], np.ones((1, 2))),
    ((1.0,), [1.0]),
    ([1, np.ones(2)], (1, np.ones(2))),
    (np.ones((2, 3)), (np.ones(3), np.ones(3))),
    (np.arange(3), [0, 1, 2]),
    (1.0, 1.0),
    (np.float64(1), 1.0),
    (np.array(1.0), 1.0),
    (1.0, np.array(1.0)),
    (1, 1.0),
    (np.int32(3), 3),
    (Colour.RED, 3),
    (2**70, float(2**70)),
    (np.nan, np.nan),
    (np.inf, np.inf),
    (1 + 1e-8, 1.0),
    (True, np.True_),
    ("ab", np.str_("ab")),
    (None, None),
    ({}, {}),
    ([], []),
    (Point(1, 2), (1, 2)),
    (collections.Counter("aab"), {"b": 1, "a": 2}),
    ({np.int64(1): "a"}, {1: "a"}),
    ({1, 2}, frozenset([2, 1])),
    (np.zeros((0, 3)), np.zeros((0, 3))),
    (np.array([1, 2]), np.array([1.0, 2.0])),
    (np.array([1, 2], dtype=np.uint8), np.array([1, 2])),
    (np.ones(2), np.ones(2, dtype=np.float32)),
    (np.array(["a", "b"]), np.array(["a", "b"])),
    ({"W": [np.ones(2), (1, "x")]}, {"W": [np.ones(2), (1, "x")]}),
    (1j, 1j),
    (b"x", b"x"),
]

DIFFERENT = [
    (1.0, 1.001, "values"),
    (-np.inf, np.inf, "nan values"),
    (0.0, np.inf, "values"),
    (np.nan, 1.0, "nan"),
    (np.inf, 1.0, "nan"),
    (None, 1.0, "type"),
    ("1", 1.0, "type"),
    (True, 1.0, "type"),
    (1, True, "type"),
    (np.zeros(1), 0.0, "shape"),
    (0.0, np.zeros(1), "shape"),
    (np.zeros((3, 1)), np.zeros(3), "shape"),
    ([1.0, 2.0], np.ones(2), "values"),
    ([[1.0], [1.0, 2.0]], np.ones((2, 1)), "type"),
    ((1.0, 2.0), np.ones(3), "type"),
    (np.ones(2), (1.0, np.zeros(2)), "type"),
    ((1, 2), (1, 2, 3), "type"),
    ([1, 2], [1, 2, 3], "shape"),
    ({"a": 1}, {"b": 1}, "type"),
    ({"a": 1}, {"a": 2}, "values"),
    (np.ones(2, dtype=np.float32), np.ones(2), "dtype"),
    (np.full(2, 1.1, dtype=np.float32), np.full(2, 1.1), "dtype"),
    (np.full(2, 1.2, dtype=np.float32), np.full(2, 1.1), "values"),
    (np.ones(2), np.ones(2, dtype=int), "dtype"),
    (3.0, 3, "dtype"),
    (3.5, 3, "values"),
    (np.array([True]), np.array([1.0]), "dtype"),
    (np.array([1]), np.array([True]), "dtype"),
    (np.array([1 + 0j]), np.array([1.0]), "dtype"),
    (np.array(["a"]), np.array(["b"]), "values"),
    (np.array([1.0]), np.array(["b"]), "type"),
    ("a", "b", "values"),
    (object(), 1.0, "type"),
    (float, 1.0, "type"),
    (np.ma.masked_array([1.0]), np.ones(1), "type"),
    (np.array([None]), np.ones(1), "type"),
    ((x for x in [1]), [1], "type"),
    (range(3), [0, 1, 2], "type"),
    ({1, 2}, {1, 3}, "values"),
]


@pytest.mark.parametrize(("got", "expected"), SAME)
def test_the_same(got, expected):
    assert stage(got, expected) == "same"


@pytest.mark.parametrize(("got", "expected", "where"), DIFFERENT)
def test_different(got, expected, where):
    assert stage(got, expected) in where.split()


def test_the_earliest_stage_is_reported():
    got, expected = (np.full(2, 9.0), np.ones(3), "1"), (np.ones(2), np.ones(2), 1)
    found = difference(snapshot(got), snapshot(expected), 1e-7, 1e-9)
    assert (found.stage, found.path) == ("type", (2,))


def test_copies_are_deep():
    inner = np.zeros(2)
    copy = snapshot({"a": [inner, (inner,)]})
    inner += 1
    assert copy["a"][0].sum() == copy["a"][1][0].sum() == 0


def test_a_list_that_holds_itself_is_no_endless_loop():
    nested = []
    nested.append(nested)
    assert stage(nested, [1.0]) == "type"


def test_unknown_objects_are_never_asked_anything():
    class Hostile:
        def __eq__(self, other):
            raise RuntimeError

        __hash__ = __repr__ = __len__ = __iter__ = __array__ = __eq__

    assert snapshot(Hostile()) == Other("Hostile")
    assert stage({"a": Hostile()}, {"a": 1.0}) == "type"


def test_tensors_are_told_from_arrays():
    torch = pytest.importorskip("torch")
    ones = torch.ones(2, dtype=torch.float64, requires_grad=True)
    assert isinstance(snapshot(ones), Tensor)
    assert stage(ones, np.ones(2)) == "type"
    assert stage(np.ones(2), ones) == "type"
    assert stage(2 * ones, 2 * ones) == "same"
    assert stage(2 * ones, ones) == "values"
    assert stage(torch.ones(3), ones) == "shape"
    assert stage(torch.ones(2, dtype=torch.bfloat16), ones) == "type"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (np.float32(0.5), "0.5"),
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
    assert brief(snapshot(value)) == text


def test_huge_values_are_cut():
    assert len(brief(snapshot(["word"] * 10**5))) < 90
    assert len(brief("x" * 10**6)) < 90


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
    assert scrub(raw) == clean


def test_huge_whole_numbers():
    assert stage(10**400, 1.0) == "nan"
    assert brief(10**5000) == "a whole number of more than 30 digits"
