"""What the general diagnosis says where no mistake is named, and what it must not say."""

import numpy as np
import pytest
from helpers import toy

THREE = np.array([1.0, 2.0, 4.0]), np.array([-1.0, 2.0])
ROWS = np.arange(12.0).reshape(4, 3), np.arange(10.0).reshape(2, 5) - 3
BATCH = np.arange(24.0).reshape(2, 3, 4), np.arange(30.0).reshape(5, 2, 3)
DIFFERENT = "low", "middle", "high, the last"


def same(x):
    return x


def sums(x):
    return x.sum(axis=0)


def halves(x):
    return x / 2


def third(x):
    return int(x // 3)


def spread(x):
    return x.min(), x.mean() + 1, x.max() + 2


def three_shapes(x):
    return x, x.sum(), np.outer(x, x)


def two_sums(x):
    return x.sum(axis=0), x.sum(axis=1)


def log(x):
    with np.errstate(divide="ignore"):
        return np.log(x)


def log_softmin(x):
    return -(x - x.min()) - np.log(np.exp(x.min() - x).sum())


def shuffled(x):
    return np.random.permutation(x)  # noqa: NPY002


def naive(x):
    e = np.exp(x)
    return np.log((1 / e) / (1 / e).sum())


def filled(x):
    out = np.zeros_like(x)
    out[:] = x / 2
    return out


def fails_later(x):
    return 7 * x**2 if len(x) == 3 else x @ x[1:]


def square(x):
    r = (2 * x)[:, None] - x
    return r.sum()


SMALL = [np.array([k, 0.5]) for k in (0.0, 1e-9, 0.2, 0.3, 0.4, 0.9)]
LOW, HIGH = np.array([0.5, -90.0]), np.array([0.5, 90.0])
FAR = np.array([-3.0, 0.25, -1000.0])

# right answer, what it returns, cases, wrong answer, what is said of it (`!`: what is not)
SAID = [
    # the order of a tuple's parts, and advice for what is none
    (spread, DIFFERENT, THREE, lambda x: spread(x)[1:] + spread(x)[:1], "`middle`, `high`, `low`;"),
    (
        *(three_shapes, ("a (n,)", "b", "c (n, n)"), THREE),
        lambda x: (x.sum(), np.outer(x, x), x),
        "you return `b`, `c`, `a`; wanted is `a`, `b`, `c`.",
    ),
    (spread, DIFFERENT, THREE, lambda x: 1.0, "`return low, middle, high`"),
    (spread, "three numbers", THREE, lambda x: 1.0, "Return 3 items, as in `return a, b, c`."),
    (same, "x (n,)", THREE, lambda x: set(x), "A set keeps no order"),
    (same, "x (n,)", THREE, lambda x: dict(enumerate(x)), "is a dictionary", "Put its values into"),
    # shapes: only what every case bears out
    (sums, "(K,)", (np.ones((1, 3)), np.ones((2, 3))), same, "The sum over axis 0 of what you"),
    (sums, "(K,)", (np.ones((1, 3)),), same, "!The sum"),
    (same, "x (n,)", THREE, lambda x: x[1:], "Axis 0 (n) is one too short"),
    (same, "x (n,)", THREE, lambda x: np.ones(len(x) - 1), "!one too short"),
    (same, "x (n,)", THREE, lambda x: x[:1], "Only the first is there"),
    (same, "x (n,)", ROWS, lambda x: x[: len(x) // 2], "the last ones are missing"),
    (sums, "(K,)", ROWS, lambda x: x.sum(axis=1), "Axis 0 is as long as axis 0 of `x`"),
    (same, "x (a, b, c)", BATCH, lambda x: x.swapaxes(1, 2), "in another order, (a, c, b)"),
    (same, "x (a, b, c)", BATCH, lambda x: x.sum(axis=0), "!axes in another"),
    (sums, "(K,)", ROWS, lambda x: np.kron(x, x), "!An axis too many"),
    (lambda x: x.sum(), "one number", THREE, lambda x: list(x), "The sum of what you return"),
    # rounded, cut and limited numbers
    (log, "(n,)", SMALL[2:], lambda x: np.round(log(x), 6), "rounded to 6 decimals"),
    (
        *(log, "(n,)", SMALL[2:]),
        lambda x: np.array([float(f"{v:.3g}") for v in log(x)]),
        "rounded to 3 significant digits",
    ),
    (log, "(n,)", SMALL[2:], lambda x: np.round(log(x), 6) + 1e-9, "nearly right"),
    (third, "a whole number", (7, 8, 11), lambda x: x / 3, "rounded down: the fractions are to go"),
    (
        *(third, "a whole number", (9, 12), lambda x: x / 3, "whole numbers are wanted"),
        *("yours:    3.0  (float64)", "expected: 3  (int64)"),
    ),
    (halves, "x (n,)", (THREE[0] + 0.5, np.array([3, 5, 8])), filled, "input holds whole numbers"),
    (same, "x (n,)", (LOW, FAR), lambda x: np.maximum(x, -20), "is below -20,"),
    (same, "x (n,)", (HIGH, -FAR), lambda x: np.minimum(x, 20), "is above 20,"),
    (same, "x (n,)", (HIGH, -FAR), lambda x: np.minimum(x, 20) - (x < 0), "!is above"),
    (same, "x (n,)", (HIGH, -FAR), lambda x: np.where(x > 100, 95, x), "!is above"),
    (lambda x: x > 1, "x (n,)", THREE, lambda x: x + 4, "not numbers: what is to be true"),
    # nearly nothing
    (
        same,
        "x (n,)",
        (np.array([0.3, -0.4]),),
        lambda x: x * 1e-17,
        "Every number is 0, up",
        "!whole",
    ),
    (same, "one number", (3.0, -2.0), lambda x: 0.0, "does anything change its first value?"),
    (same, "x (n,)", (np.zeros(2), *THREE), lambda x: x + 2e-9, "off by 2e-09 at most"),
    (log, "(n,)", SMALL, lambda x: np.log(x + 1e-6), "yours is a finite number"),
    (log, "(n,)", SMALL[1:], lambda x: np.log(x + 1e-6), "nearly right in most cases"),
    # parts of the result, and of the result's parts
    (two_sums, ("a", "b"), ROWS, lambda x: (-x.sum(0), -x.sum(1)), "`a`, `b`: Your numbers are −1"),
    (same, "x", ROWS, lambda x: x * x.shape[0] / x.shape[1], "times n/m, where n is the number of"),
    (same, "x (n,)", THREE, lambda x: np.append(x[0], 0 * x[1:]), "Only the first number is right"),
    (same, "x", ROWS, lambda x: np.stack([x[-1]] * len(x)), "is the right last one"),
    (same, "x", ROWS, lambda x: np.array([x[0] + 1] * len(x)), "repeats one list"),
    (two_sums, ("a", "b"), ROWS, lambda x: (x.sum(0), x.sum(0)), "!should be"),
    (spread, DIFFERENT, THREE, lambda x: (*spread(x)[:2], x.min()), "It is what `low` should be"),
    # what speaks first
    (same, "x (n,)", THREE, fails_later, "your function stopped with a ValueError"),
    (log_softmin, "(n,)", (np.arange(2.0), np.array([0.0, 1e3])), naive, "`np.exp` overflows"),
    (shuffled, "x (n,)", (np.arange(9.0),), lambda x: shuffled(x) + 1, "!draws random"),
    # exceptions whose words tell the shapes
    (sums, "(K,)", ROWS, lambda x: x - x.sum(axis=1), "lacks a last axis"),
    (sums, "(K,)", ROWS, lambda x: x * x.T, "Is a transpose missing"),
    (sums, "(K,)", ROWS, lambda x: x[:2] + x[1:], "is one of them a slice"),
    # an array that broadcasting has made square, where it is not 3 × 3 that is meant
    (lambda x: x.mean(), "one number", THREE, square, "`r` has N × N numbers for N examples"),
    (lambda x: x.mean(), "one number", THREE[:1], square, "!N × N"),
]


@pytest.mark.parametrize("row", SAID)
def test_a_sentence_is_said_or_not(row):
    right, returns, cases, wrong, *words = row
    cases = [toy.Case(str(x), x=x) for x in cases]
    verdict = toy.judged(toy.exercise(right, returns, *cases, name="answer"), wrong)
    assert verdict.kind == "not right yet"
    toy.assert_said(verdict, *words)
