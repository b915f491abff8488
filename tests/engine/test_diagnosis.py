"""Wrong functions as students write them, and what the engine has to say about each."""

import json
import math
import random
import sys

import numpy as np
import pytest
from helpers import toy


def _misspelt(x, y):
    difference = x - y  # noqa: F841
    return np.mean(diference**2)  # noqa: F821


def _unbound(x, y):
    for a, b in zip(x, y, strict=True):
        total += (a - b) ** 2  # noqa: F821
    return total


def _deep(x, y):
    return _deep(x, y) + 1


def _yields(x, y):
    yield np.mean((x - y) ** 2)


async def _async(x, y):
    return np.mean((x - y) ** 2)


def _own_raise(x, y):
    if len(x) == 1:
        raise ValueError("too short")
    return np.mean((x - y) ** 2)


def _one_entry(X, d_out):
    dW, db = toy.backward(X, d_out)
    dW[2, 1] += 1.0
    return dW, db


class Holder:
    """An answer may be a method."""

    def running(self, x):
        return np.cumsum(x) + self.nothing


def _deep_inside_numpy(x):
    y = np.cumsum(x)
    return np.linalg.inv(y)


def _deep_list(x):
    nested = []
    for _ in range(60):
        nested = [nested]
    return nested


def softmax(z):
    raise NotImplementedError("Exercise 2: Softmax")


# exercise: wrong function, stage, words that the text must have (`!`: must not)
WRONG = {
    "mean_square": [
        (lambda x, y: print(np.mean((x - y) ** 2)), "type", "prints its answer (1.75"),
        (lambda x, y: x.sum() if len(x) > 1 else None, "type", "though it does for others"),
        (
            _misspelt,
            "raised",
            "Did you mean `difference`",
            "line 3 of `_misspelt`: return np.mean(diference**2)",
            "NameError: name 'diference'",
        ),
        (_unbound, "raised", "`total` is used before it has a value"),
        (lambda x, y: x[len(x)], "raised", "shorter than the index says"),
        (_deep, "raised", "calls itself without end"),
        (lambda x, y: sys.exit(3), "raised", "use `return`"),
        (lambda x, y: float(input("?")), "raised", "instead of `input()`"),
        (_yields, "type", "make a generator"),
        (_async, "type", "use a plain `def`"),
        (_own_raise, "raised", "right for “three numbers”, “equal” and “five numbers”"),
        (lambda x, y: 1.0 if x > y else 2.0, "raised", "use a mask, `np.where`"),
        (lambda x, y: pytest.importorskip("torch").tensor(1.75), "type", "a torch tensor"),
        (lambda x, y: math.exp(x - y), "raised", "use NumPy's function for arrays"),
        (lambda x, y: 1 / 0, "raised", "divided by zero"),
        (lambda x, y: [][0], "raised", "goes past the end"),
        (lambda x, y: x.sum(axis=1), "raised", "has fewer axes than this line thinks"),
        (lambda x, y: {}["x"], "raised", "no such key"),
        (lambda x, y: next(iter([])), "raised", "`next` went past the end"),
        (lambda x, y: x(0), "raised", "square ones"),
        (lambda x, y: x.sume(), "raised", "There is no `sume` there"),
        (lambda x, y: np.zeros((10**8, 10**8)), "raised", "far too large"),
        (lambda x, y: x @ np.ones(9), "raised", "the same length"),
        (lambda x, y: (x - np.ones(9)).sum(), "raised", "do not fit element by element"),
        (lambda x, y: str(toy.mean_square(x, y)), "type", "without `str(…)`"),
        (lambda x, y: (toy.mean_square(x, y),), "type", "A comma after the value"),
        (lambda x, y: np.mean, "type", "is returned: call it"),
        (lambda x, y: x.mean, "type", "the brackets that call it are missing"),
        (lambda x, y: np.array([toy.mean_square(x, y)]), "shape", "axis of length 1"),
        (lambda x: 0.0, "signature", "(x), the exercise's takes (x, y)"),
        (lambda x, y, z: 0.0, "signature", "takes (x, y, z)"),
        (lambda x, y: toy.mean_square(x, y) / 2, "values", "1/2 times"),
        (lambda x, y: toy.mean_square(x, y) * np.log(2), "values", "ln 2"),
        (lambda x, y: toy.mean_square(x, y) / np.log(2), "values", "`np.log2`"),
        (lambda x, y: 7.25 * toy.mean_square(x, y), "values", "7.25 times"),
        (lambda x, y: np.sum((x - y) ** 2), "values", "times n, where n is the length of `x`"),
        (lambda x, y: np.sqrt(toy.mean_square(x, y)), "values", "the square root"),
        (lambda x, y: toy.mean_square(x, y) + 3, "values", "too large by the same"),
        (
            lambda x, y: np.float32(toy.mean_square(x, y)),
            "dtype",
            "in float32, which keeps about 7",
        ),
        (lambda x, y: 4.0, "values", "same answer for every input"),
        (
            lambda x, y: toy.mean_square(x, y) + (len(x) == 1) * 2.0 + (len(x) == 5) * 1.0,
            "values",
            "right for “three numbers” and “equal”, wrong for “one number” and “five numbers”",
        ),
        (lambda x, y: 1.75 + 1e-8, "values", "yours:    1.75000001", "expected: 1.75"),
        (lambda x, y: print("sum is", x.sum()) or 0.5, "values", "printed: sum is 6.5"),
        (lambda x, y: softmax(x), "raised", "calls `softmax` (Exercise 2), which is still blank"),
        (lambda x, y: abs(np.subtract(x, y, out=x)).mean(), "values", "Square", "argument `x`"),
    ],
    "softmax": [
        (lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "nan", "overflows"),
        (lambda z: np.matrix(toy.softmax(z)), "type", "use `np.array`"),
        (lambda z: toy.softmax(z)[:, :-1], "shape", "that is (N, R). Axis 1 (R) is one too"),
        (lambda z: toy.softmax(z).sum(axis=0), "shape", "sum over axis 0 of the right"),
        (lambda z: toy.softmax(z).astype(object), "type", "Python objects"),
        (lambda z: np.log(toy.softmax(z)), "values", "the logarithm of the right answer"),
        (lambda z: np.exp(z - z.max(axis=1, keepdims=True)), "values", "each row would have to be"),
        (lambda z: toy.softmax(z)[::-1], "values", "reverse order along axis 0"),
        (lambda z: 1 - toy.softmax(z), "values", "one minus the right"),
    ],
    "backward": [
        (
            lambda X, d: (X.T @ d, None),
            "type",
            "`db` is None",
            "still to be computed",
            "!return` at",
        ),
        (lambda X, d: (d.sum(0), X.T @ d), "shape", "each other's place"),
        (lambda X, d: (X.T @ d, d.sum(0), 1), "type", "has 3 items; 2 items are wanted"),
        (lambda X, d: ((X.T @ d).T, d.sum(0)), "shape", "(3, 2), that is (D, H)"),
        (lambda X, d: (X.T @ d, d.mean(0)), "values", "number of rows of `X`"),
        (lambda X, d: (-(X.T @ d), d.sum(0)), "values", "Right: `db`. Wrong: `dW`"),
        (lambda X, d: (X.T @ d, d.sum(0, keepdims=True)), "shape", "`db` is an array"),
        (_one_entry, "values", "yours at dW:", "expected at dW:", "at row 2, column 1"),
    ],
    "running": [
        (Holder().running, "raised", "in line 2 of `running`"),
        (_deep_inside_numpy, "raised", "in line 3 of `_deep_inside_numpy`", "!line 1"),
        (
            lambda x: json.loads("{"),
            "raised",
            "in line 1 of a lambda",
            "!Your own code raises this",
        ),
        (
            toy.raises(NotImplementedError("Exercise 2: Softmax")),
            "raised",
            "`softmax` (Exercise 2)",
        ),
        (lambda x: np.sqrt(-np.abs(x) - 1), "nan", "root of a negative number", "!np.exp"),
        (lambda x: np.cumsum(x).astype(np.float16), "dtype", "in float16, which keeps about 3"),
        (lambda x: bytes(len(x)), "type", "is bytes; an array is wanted"),
        (_deep_list, "type", "Are its rows equally long"),
        (lambda x: bool(x.any()), "shape", "is a single number"),
        (lambda x: x.sort(), "type", "returns nothing (None)"),
        (lambda x: np.cumsum(x) + 0j, "dtype", "of complex type"),
        (lambda x: np.cumsum(x)[None], "shape", "an axis of length 1 is left over", "!is missing"),
        (lambda x: x.sum(), "shape", "single number; expected is", "!sum of the right answer"),
        (lambda x: x.copy(), "values", "returns its argument `x`"),
        (lambda x: np.cumsum(x)[::-1], "values", "in reverse order"),
        (lambda x: np.append(0.0, np.cumsum(x)[:-1]), "values", "one place too late"),
        (lambda x: np.roll(np.cumsum(x), -1), "values", "one place too early"),
        (lambda x: np.sort(np.cumsum(x)), "values", "in the wrong places"),
        (lambda x: np.cumsum(x).astype(int), "values", "cut to whole numbers"),
        (lambda x: x + np.random.rand(), "values", "random numbers, from `np.random`"),  # noqa: NPY002
        (lambda x: x * random.random(), "values", "random numbers, from `np.random`"),
        (lambda x: np.cumsum(x) + 2e-5 * x**2, "values", "nearly right, off by 0.00032"),
        (lambda x: np.abs(np.cumsum(x)), "values", "a sign is lost"),
        (lambda x: np.cumsum(x)[:, None] + 0 * x, "shape", "make (N, N)"),
        (lambda x: x[0][0], "raised", "Brackets follow a single number"),
    ],
    "logits": [
        (lambda X, W: (X @ W).T, "values", "transposed"),
        (lambda X, W: W @ X, "values", "for `X` and `W` swapped"),
        (lambda W, X: X @ W, "values", "in another order, (W, X)"),
        (lambda X, W: (X @ W).ravel(), "shape", "only their rows are lost; `.reshape("),
        (lambda X, W: np.zeros(len(X), W.shape[1]), "raised", "brackets of its own"),
    ],
    "above": [
        (lambda x, least: (x > least) * 1, "dtype", "True or False is wanted"),
        (
            lambda x, least: x > least,
            "values",
            "For this case it should raise ValueError",
            "expected: a ValueError",
        ),
        (lambda x, least: x > least if least > 0 else [][0], "raised", "should raise ValueError"),
    ],
    "counts": [
        (lambda labels, size: np.bincount(labels), "shape", "right for “all seen”"),
        (lambda labels, size: toy.counts(labels, size) / 1, "dtype", "not `3.0`", "(int64)"),
        (lambda labels, size: [1, 2][labels.astype(float)[0]], "raised", "takes one whole number"),
    ],
    "code": [
        (lambda w: {s: format(i, "02b") for i, s in enumerate(w)}, "values", "are enough"),
        (lambda w: dict.fromkeys(w, 1), "values", "made of 0 and 1"),
        (lambda w: {"a": "0"}, "values", "Every symbol needs a word"),
        (lambda w: list(w), "type", "a dictionary is wanted"),
    ],
    "parameters": [
        (lambda d: {"W": 2 * d["W"]}, "type", "missing: 'b'"),
        (lambda d: {"W": 2 * d["W"], "b": d["b"]}, "values", "Wrong: `['b']`"),
    ],
    "words": [
        (lambda text: sorted(text), "shape", "items; 3 are wanted"),
    ],
}


@pytest.mark.parametrize(
    ("name", "function", "stage", "words"),
    [(name, *row[:2], row[2:]) for name, rows in WRONG.items() for row in rows],
)
def test_wrong_function_is_diagnosed(name, function, stage, words):
    verdict = getattr(toy.lab(), name)(function)
    assert (verdict.kind, verdict.stage) == ("not right yet", stage), verdict.text
    toy.assert_said(verdict, *words)


def test_no_argument_drops_out_of_the_case_line():
    def stride_of(X, W, names, stride):
        return stride

    arguments = {"X": np.ones((2, 3, 4, 5)), "W": np.ones((9, 9)), "names": ["word"] * 99}
    case = toy.Case("a title", **arguments, stride=3)
    exercise = toy.exercise(stride_of, "the stride", case)
    line = toy.judged(exercise, lambda X, W, names, stride: 7).evidence[0]
    assert line.endswith("stride = 3")
    assert "X = array of shape (2, 3, 4, 5)" in line
    assert len(line) <= 160
