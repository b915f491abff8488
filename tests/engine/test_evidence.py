"""Yours and expected side by side: the lines under a verdict, and the picture of many numbers."""

import re

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine.exercise import Exercise
from utils.course.exercise_text import expand


def verdict(expected, got, returns="x", **options):
    asked = toy.exercise(
        lambda x: expected, returns, toy.Case("one", x=1.0), name="answer", **options
    )
    return toy.judged(asked, lambda x: got)


def changed(array, *rows):
    """Return a copy with other values, given as (index, value)."""
    array = np.array(array)
    for index, value in rows:
        array[index] = value
    return array


THREE, TABLE = np.array([1.0, 2.5, 3.0]), np.array([[0.25, -1.0], [12.0, 0.5]])
LONG, CHANNELS = np.arange(40.0), np.arange(216.0).reshape(2, 3, 6, 6)
LARGE = np.add.outer(np.arange(100.0), np.arange(120.0))

# what is expected, what came, the lines below the case's own
LINES = [
    (2.0, 1.0, "yours:    1", "expected: 2"),
    (
        *(THREE, changed(THREE, (1, 2.0), (2, 30.25)), "yours:    [1,   2, 30.25]"),
        *("expected: [1, 2.5,     3]", "differ:   in 2 of 3 entries, first at place 1"),
    ),
    (
        *(TABLE, changed(TABLE, ((1, 0), 7)), "yours:          expected:"),
        *("[[0.25,  -1],   [[0.25,  -1],", " [   7, 0.5]]    [  12, 0.5]]"),
        "differ:   in 1 of 4 entries, at row 1, column 0 (counted from 0)",
    ),
    # one channel of one picture as its table
    (TABLE[None, None], 2 * TABLE[None, None], "yours at [0, 0]:   expected at [0, 0]:"),
    # as many digits as it takes; in whole numbers, too
    (
        THREE,
        changed(THREE, (1, 2.50000001)),
        "yours:    [1, 2.50000001, 3]",
        "expected: [1,        2.5, 3]",
    ),
    ([1, 2, 3], [1, 5, 3], "yours:    [1, 5, 3]", "expected: [1, 2, 3]", "differ:   in 1 of 3"),
    # what is too long to be written out is shown where it differs first
    (LONG, -LONG, "yours at [1]:    -1", "expected at [1]: 1", "differ:   in 39 of 40 entries, fi"),
    (
        *(CHANNELS, CHANNELS + 1, "yours at [0, 0, 0, 0]:    1", "expected at [0, 0, 0, 0]: 0"),
        "differ:   in all 216 entries",
    ),
    (np.array(["a", "b"]), np.array(["a", "c"]), "yours at [1]:    'c'", "expected at [1]: 'b'"),
    (THREE, THREE[:2], "yours:    [1, 2.5]  (shape (2,))", "expected: [1, 2.5, 3]  (shape (3,))"),
]


@pytest.mark.parametrize("row", LINES)
def test_yours_and_expected_are_aligned(row):
    expected, got, *lines = row
    said = verdict(expected, got)
    assert len(said.evidence) >= len(lines) + 1
    for line, wanted in zip(said.evidence[1:], lines, strict=False):
        assert line.startswith(wanted), said.text


def test_a_table_keeps_its_lines_in_a_narrow_window():
    table, line = (verdict(array, 2 * array)._repr_html_() for array in (TABLE, THREE))
    assert '<pre tabindex="0"' in table
    assert '<span style="white-space: pre">[[ 0.5,  -2],   [[0.25,  -1],</span>' in table
    assert "<span style" not in line


def test_parts_have_their_name():
    said = verdict((1.0, THREE), (1.0, 2 * THREE), returns=("J", "db (N,)"))
    assert said.evidence[1:3] == ("yours at db:    [2,   5, 6]", "expected at db: [1, 2.5, 3]")


# what is expected, what came, words of the picture's text, how many cells its maps have
PICTURES = [
    (
        TABLE,
        TABLE + 1,
        "in all 4 entries. Three maps: yours, expected, differ; dark -1, light 13.",
        12,
    ),
    (LONG, changed(LONG, (7, 0.0)), "differ in 1 of 40 entries, at place 7 (counted from 0).", 120),
    (list(range(8)), [*range(7), 9], "differ in 1 of 8 entries, at place 7", 24),
    (
        *(TABLE, changed(TABLE, ((0, 0), np.nan), ((0, 1), np.inf), ((1, 1), -np.inf))),
        *("light 12, ✕ not a number, + infinity, − minus infinity.", 12 + 3),
    ),
    (CHANNELS, changed(CHANNELS, ((1, 2), 0)), "first at [1, 2, 0, 0] (counted from 0).", 3 * 36),
    (CHANNELS, changed(CHANNELS, ((1, 2), 0)), "part [1, 2] of the array", 3 * 36),
    (LARGE, changed(LARGE, ((30, 20), 0)), "one cell for several entries", 3 * 24 * 24),
    (TABLE > 0, TABLE < 0, "dark 0, light 1", 12),
    (TABLE * (1e308 / 12), -TABLE * (1e308 / 12), "dark -1e+308, light 1e+308", 12),
]


@pytest.mark.parametrize(("expected", "got", "words", "cells"), PICTURES)
def test_many_numbers_are_drawn_and_the_picture_has_a_text(expected, got, words, cells):
    page = verdict(expected, got)._repr_html_()
    (label,) = re.findall('role="img" aria-label="(Yours and expected differ .*?)"', page)
    assert words in label
    assert len(re.findall(r"M\d+\.04 ", page)) == cells


def test_an_entry_that_shares_its_cell_is_not_lost_in_the_picture():
    page = verdict(LARGE, changed(LARGE, ((30, 20), 0)))._repr_html_()
    marked = page.rpartition("<svg")[2].partition("<g ")[0]
    assert re.findall(r"M(\d+)\.04 (\d+)\.5", marked) == [("4", "6")]


@pytest.mark.parametrize(
    ("expected", "got", "options"),
    [
        (1.0, 2.0, {}),
        (THREE, 2 * THREE, {}),
        (LONG, LONG[1:], {}),
        (LONG, [*LONG.tolist(), "x"], {}),
        (LONG * 1j, LONG, {}),
        (np.array(["a"] * 9), np.array(["b"] * 9), {}),
        (LONG, LONG.astype(np.float32), {}),
        (LONG, 2 * LONG, {"compare": lambda *_: "Another one is wanted."}),
    ],
)
def test_nothing_is_drawn_where_numbers_or_words_say_more(expected, got, options):
    said = verdict(expected, got, **options)
    assert not said.passed
    assert "<svg" not in said._repr_html_()


def test_the_summary_leads_to_the_headings_that_the_build_writes():
    asked: Exercise = toy.lab().exercises["mean_square"]
    marker = {"cell_type": "markdown", "source": "<!-- exercise: mean_square -->"}
    (cell,) = expand([marker], {"mean_square": asked}, "00_toy")
    heading = cell["source"].splitlines()[1].removeprefix("## ")
    assert asked.anchor == heading.replace(" ", "-")
