"""What a function's source shows: each slip is found, and its right twin is left alone."""

import linecache

import numpy as np
import pytest
from helpers import toy


def written(text):
    """Return the function `f` of a notebook cell of this text."""
    file = "<cell of a test>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    space = {"np": np, "size": size}
    exec(compile(text, file, "exec"), space)
    return space["f"]


def size(n, stride, padding):
    return n + stride + padding


def reference(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i]
    return total


BATCH = np.random.default_rng(7).normal(size=(2, 3, 4))
EXERCISE = toy.exercise(reference, "sums", toy.Case("a batch", x=BATCH))


def cell(*lines):
    """Return the text of a function `f` with these lines, of which each `>` indents one step."""
    indented = [4 * " " * (1 + line.count(">")) + line.replace(">", "").strip() for line in lines]
    return "\n".join(["def f(x, stride=1, padding=0):", *indented])


LISTED = "r = []", "C = np.zeros(3)", "for i in x:", "> C[0] = 1", "> r.append(C)", "return r"

# the words that must be said, a slip, a piece of it, and what stands there in its right twin
SLIPS = [
    (
        "stands inside a `for` loop",
        cell("C = np.zeros(3)", "for i in range(3):", "> C[i] = i", "> return C"),
        *("    return", "return"),
    ),
    (
        "Is `+=` meant?",
        cell("C = np.zeros(3)", "for i in range(3):", "> for k in x:", "> > C[i] = k[0, 0]"),
        *("C[i] =", "C[i] +="),
    ),
    ("is not kept", cell("x.reshape(-1)", "return x"), "x.reshape", "x = x.reshape"),
    (
        "pads *every* axis",
        cell("return np.pad(x, padding)"),
        "padding)",
        "((0, 0), (1, 1), (1, 1)))",
    ),
    ("each other's place", cell("return size(1, padding, stride)"), "padding, ", "stride, "),
    (
        "one and the same",
        cell("W = v = np.zeros(3)", "W += 1", "return W, v"),
        "v = np",
        "v = 0 * np",
    ),
    ("one and the same", cell("y = x", "y[0] = 1", "return y"), "y = x", "y = x.copy()"),
    ("the same array is put into the list", cell(*LISTED), "append(C", "append(C.copy()"),
]


@pytest.mark.parametrize(("words", "text", "piece", "instead"), SLIPS)
def test_a_slip_is_found_and_its_right_twin_is_not(words, text, piece, instead):
    assert toy.judged(EXERCISE, written(text)).message.count(words) == 1
    assert text.count(piece) == 1
    twin = written(text.replace(piece, instead))
    toy.assert_said(toy.judged(EXERCISE, twin), "!" + words)


@pytest.mark.parametrize(("value", "stage"), [("0.0", "behaviour"), ("[0, 0, 0, 0]", "passed")])
def test_a_table_of_the_functions_own_cell_is_part_of_the_answer(value, stage):
    text = f"shift = {value}\n" + cell("return x.sum(axis=0) + shift")
    assert toy.judged(EXERCISE, written(text)).stage == stage


def test_without_a_source_nothing_is_said():
    space = {}
    exec("def f(x):\n    for i in x:\n        return i", space)
    toy.assert_said(toy.judged(EXERCISE, space["f"]), "!stands inside a `for` loop")
