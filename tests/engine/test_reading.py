"""What a function's source shows: each slip is found, and its right twin is left alone."""

import linecache

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import reading

CASE = toy.Case("a batch", x=np.zeros((2, 3, 4)))


def written(text, **names):
    """Return the function of a notebook cell of this text."""
    file = "<cell of a test>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    space = {"np": np, **names}
    exec(compile(text, file, "exec"), space)
    return space["f"]


def reference(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i]
    return total


EXERCISE = toy.exercise(reference, [CASE], "a number")


def cell(*lines):
    """Return the text of a function `f` with these lines, of which each `>` indents one step."""
    indented = [4 * " " * (1 + line.count(">")) + line.replace(">", "").strip() for line in lines]
    return "\n".join(["def f(x, stride=1, padding=0):", *indented])


# the words that must be said, a slip, and its right twin
SLIPS = [
    (
        "stands inside a `for` loop",
        cell("C = np.zeros(3)", "for i in range(3):", "> C[i] = i", "> return C"),
        cell("C = np.zeros(3)", "for i in range(3):", "> C[i] = i", "return C"),
    ),
    (
        "Is `+=` meant?",
        cell("C = np.zeros(3)", "for i in range(3):", "> for k in range(4):", "> > C[i] = x[k]"),
        cell("C = np.zeros(3)", "for i in range(3):", "> for k in range(4):", "> > C[i] += x[k]"),
    ),
    ("is not kept", cell("x.reshape(-1)", "return x"), cell("x = x.reshape(-1)", "return x")),
    (
        "pads *every* axis",
        cell("return np.pad(x, padding)"),
        cell("return np.pad(x, ((0, 0), (1, 1), (1, 1)))"),
    ),
    (
        "in each other's place",
        cell("return size(1, padding, stride)"),
        cell("return size(1, stride, padding)"),
    ),
    (
        "the last one is left out",
        cell("for i in range(len(x) - 1):", "> x", "return x"),
        cell("for i in range(len(x)):", "> x", "return x"),
    ),
    (
        "number 0 is left out",
        cell("for i in range(1, 3):", "> x", "return x"),
        cell("for i in range(3):", "> x", "return x"),
    ),
]


def size(n, stride, padding):
    return n + stride + padding


@pytest.mark.parametrize(("words", "wrong", "right"), SLIPS)
def test_a_slip_is_found_and_its_right_twin_is_not(words, wrong, right):
    said = reading.slips(EXERCISE, written(wrong, size=size), certain=False)
    assert len(said) == 1
    assert words in said[0]
    assert reading.slips(EXERCISE, written(right, size=size), certain=False) == []


def test_what_may_be_meant_is_asked_only_where_nothing_else_is_known():
    function = written(cell("for i in range(len(x) - 1):", "> x", "return x"))
    assert reading.slips(EXERCISE, function, certain=True) == []


SHARED = [
    ("names of one and the same", cell("W = v = np.zeros(3)", "W += 1", "return W, v")),
    ("names of one and the same", cell("y = x", "y[0] = 1", "return y")),
    (
        "the same array is put into the list",
        cell("r = []", "C = np.zeros(3)", "for i in x:", "> C[0] = i", "> r.append(C)", "return r"),
    ),
]


@pytest.mark.parametrize(("words", "text"), SHARED)
def test_one_object_under_two_names(words, text):
    assert words in reading.shared_objects(written(text))[0]


def test_a_copy_is_another_object():
    text = SHARED[1][1].replace("= x\n", "= x.copy()\n")
    assert reading.shared_objects(written(text)) == []


def test_a_table_of_the_functions_own_cell_is_part_of_the_answer():
    function = written("table = {1: 2}\nlimit = 3\ndef f(x):\n    return table, limit")
    assert reading.defined_beside(function) == {"table"}


def test_without_a_source_nothing_is_said():
    space = {}
    exec("def f(x):\n    for i in x:\n        return i", space)
    assert reading.slips(EXERCISE, space["f"], certain=False) == []
    assert reading.slips(EXERCISE, len, certain=False) == []
