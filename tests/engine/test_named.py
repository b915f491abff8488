"""Named mistakes: made as edits of the right answer, and recognised, in part or beside others."""

from dataclasses import replace

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import Case, Mistake, edits
from utils.checks.engine.judge import _recognised
from utils.checks.engine.named import Match

SCALE = 2.0


def scaled(x):
    return SCALE * x


def mean_square(x, y):
    total = 0.0
    for a, b in zip(scaled(x), y, strict=True):
        total += (a - b) ** 2
    return total / len(x)


X, Y = np.array([1.0, 2.0, 4.0]), np.array([1.0, 0.0, 2.0])


@pytest.mark.parametrize(
    ("helpers", "pieces", "value"),
    [
        ([], ["+=", "="], 36 / 3),
        ([], [" / len(x)", ""], 1 + 16 + 36),
        ([], ["** 2", "** 1", " / len(x)", ""], 1 + 4 + 6),
        ([scaled], ["SCALE * x", "x"], 8 / 3),
    ],
)
def test_pieces_are_replaced_and_the_right_answer_stays(helpers, pieces, value):
    (mistake,) = edits(mean_square, *helpers)(("name", *pieces, "hint"))
    assert (mistake.name, mistake.hint) == ("name", "hint")
    assert mistake.function(X, Y) == value
    assert mean_square(X, Y) == 53 / 3


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("twice there", "a", "c", "hint"), r"'twice there' of mean_square: 'a' occurs \d+ times"),
        (("not there", "nowhere", "c", "hint"), "'nowhere' occurs 0 times"),
        (("nothing", "", "c", "hint"), "'' occurs 0 times"),
        (("odd", "+=", "hint"), "pairs of pieces"),
        (("bare",), "got 1 texts"),
        (("no Python", "+=", "+==", "hint"), "no Python after the edit"),
    ],
)
def test_a_slip_in_a_row_is_named(row, said):
    with pytest.raises(ValueError, match=said):
        edits(mean_square)(row)


def logs(p):
    return np.log(p)


def parts(x):
    return {"a": x, "b": x + 1}


BACKWARD = replace(
    toy.lab().exercises["backward"],
    mistakes=edits(toy.backward)(
        ("a mean for db", ".sum(axis=0)", ".mean(axis=0)", "Added up or averaged?"),
        ("X squared", "X.T @", "(X * X).T @", "By what is d_out multiplied?"),
    ),
)
LOGS = toy.exercise(
    logs,
    "log p (n,)",
    *(Case(str(p), p=np.array(p)) for p in ([0.5, 2.0], [4.0, 0.25], [0.0, 1.0])),
    mistakes=edits(logs)(("in bits", "np.log(", "np.log2(", "In which unit?")),
)
PARTS = toy.exercise(
    parts,
    "a dictionary",
    *(Case(str(n), x=np.ones(n)) for n in (2, 3)),
    mistakes=edits(parts)(("no b", ', "b": x + 1', "", "Is a part missing?")),
)
MEAN_SQUARE = toy.lab().exercises["mean_square"]


def picky(p):
    if (p == 0).any():
        raise ValueError("no zeros")
    return np.log2(p)


def once(p):
    if p[0] != 0.5:
        raise ValueError("only the first case")
    return np.log2(p)


# exercise, wrong answer, the mistake's name, words that the text must have (`!`: must not)
NAMED = [
    # an exact match says nothing of others; of two mistakes in two parts the certain one is named
    (BACKWARD, lambda X, d: (X.T @ d, d.mean(0)), "a mean for db", "!off as well"),
    (
        *(BACKWARD, lambda X, d: (X.T @ d + np.pi, d.mean(0)), "a mean for db"),
        *("Your `db` matches a slip that we know: “a mean for db”. Something else is off as well."),
    ),
    (BACKWARD, lambda X, d: (X.T @ d, d.mean(0) + np.pi), None),
    # zeros masked, or an exception for them, do not hide it; one case alone is not enough
    (LOGS, lambda p: np.where(p > 0, np.log2(np.where(p > 0, p, 1)), -99.0), "in bits"),
    (LOGS, picky, "in bits"),
    (LOGS, once, None),
    # a missing entry is no evidence where others are missing, too
    (PARTS, lambda x: {"a": x}, "no b"),
    (PARTS, lambda x: {"da": x, "db": x + 1}, None),
    # of another shape, or with a NaN; and on every case
    (MEAN_SQUARE, lambda x, y: np.mean(np.abs(x - y)), "absolute differences"),
    (MEAN_SQUARE, lambda x, y: (x - y) ** 2, "each square"),
    (MEAN_SQUARE, lambda x, y: toy.mean_square(x, y) / np.zeros(1)[0], "divided by zero"),
    (MEAN_SQUARE, lambda x, y: np.mean(np.abs(x - y)) + (len(x) == 5), None),
]


@pytest.mark.parametrize("row", NAMED)
def test_a_mistake_is_named_where_it_is_certain(row):
    exercise, wrong, name, *words = row
    verdict = toy.judged(exercise, wrong)
    assert verdict.mistake == name, verdict.text
    hints = {mistake.name: mistake.hint for mistake in exercise.mistakes}
    assert name is None or verdict.hint == hints[name]
    toy.assert_said(verdict, *words)


def test_a_mistake_is_run_no_further_than_it_may_be_the_one():
    calls = []
    counted = Mistake("counted", lambda X, d: calls.append(1) or (2 * X.T @ d, d.sum(0)), "hint")
    toy.judged(replace(BACKWARD, mistakes=[counted]), lambda X, d: (3 * X.T @ d, d.sum(0)))
    assert len(calls) == 1


def test_a_mistake_that_raises_has_no_part_to_name():
    match = Match(Mistake("too short", np.mean, "hint"), explained={()}, other={(0,)})
    said = "Your answers match a slip that we know: “too short”. Something else is off as well."
    assert _recognised(BACKWARD, match) == said
