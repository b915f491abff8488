"""Named mistakes as edits of the right answer."""

import numpy as np
import pytest

from utils.checks.engine import edits

SCALE = 2.0


def scaled(x):
    return SCALE * x


def mean_square(x, y):
    total = 0.0
    for a, b in zip(scaled(x), y, strict=True):
        total += (a - b) ** 2
    return total / len(x)


X, Y = np.array([1.0, 2.0, 4.0]), np.array([1.0, 0.0, 2.0])


def only(*row, helpers=()):
    """Return the value of the one mistake that `row` makes."""
    (mistake,) = edits(mean_square, *helpers)(row)
    assert (mistake.name, mistake.hint) == (row[0], row[-1])
    return mistake.function(X, Y)


def test_a_piece_is_replaced_and_the_right_answer_stays():
    assert only("last only", "+=", "=", "What does each turn do to the total?") == 36 / 3
    assert only("sum", " / len(x)", "", "A mean is wanted.") == 1 + 16 + 36
    assert mean_square(X, Y) == 53 / 3


def test_several_pieces_change_at_once():
    assert only("sum of gaps", "** 2", "** 1", " / len(x)", "", "Two things.") == 1 + 4 + 6


def test_a_helper_can_be_edited_and_globals_are_seen():
    row = ("not scaled", "SCALE * x", "x", "What is scaled first?")
    assert only(*row, helpers=[scaled]) == 8 / 3
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
