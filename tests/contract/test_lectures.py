"""What every lecture keeps to: 50 minutes, what goes deeper apart, answers that stay folded."""

import re
from itertools import pairwise

import pytest
from helpers import topics

from utils.course import pairs
from utils.course.cells import tagged

MOST_CELLS, MOST_WORDS, MOST_MINUTES = 60, 4500, 50


@pytest.fixture(scope="module", params=topics.READY, ids=lambda topic: topic.name)
def cells(request):
    """The cells of a lecture's text."""
    return pairs.read_source(topics.ROOT / "lectures" / f"{request.param.name}.py")


def further(cells) -> int:
    """Return the place of the cell with which Further begins."""
    starts = [
        i for i, cell in enumerate(cells) if re.match("# Further$", cell.source, re.MULTILINE)
    ]
    assert len(starts) == 1, f"{len(starts)} cells begin with `# Further`, expected one"
    return starts[0]


def test_the_core_fits_its_time(cells):
    core = cells[: further(cells)]
    shown = [cell for cell in core if not tagged(cell, "notes")]
    words = sum(len(cell.source.split()) for cell in shown if cell.cell_type == "markdown")
    notes = [cell.source.splitlines()[0] for cell in core if tagged(cell, "notes")]
    whole, *sections = [int(re.search(r"· (\d+) minutes?$", line)[1]) for line in notes]
    assert (len(shown) <= MOST_CELLS, words <= MOST_WORDS) == (True, True), (len(shown), words)
    assert sum(sections) == whole <= MOST_MINUTES, notes


def test_a_folded_answer_is_not_given_away_below_it(cells):
    for cell, below in pairwise(cells):
        if "<details><summary>Answer" in cell.source and below.cell_type == "code":
            assert tagged(below, "aside"), f"unfolded below an answer: {below.source}"


@pytest.mark.parametrize("topic", topics.READY, ids=lambda topic: topic.name)
@pytest.mark.parametrize("folder", pairs.FOLDERS)
def test_each_column_of_a_table_has_a_name(folder, topic):
    """Who hears a table hears the column's name at each cell, and of a formula nothing."""
    cells = pairs.read_source(topics.ROOT / folder / f"{topic.name}.py")
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    heads = re.findall(r"^\|(.*)\|\n\|(?: *:?-+:? *\|)+$", prose, re.MULTILINE)
    names = [re.sub(r"\$[^$]*\$", "", name).strip() for head in heads for name in head.split(" | ")]
    assert heads == [] or "" not in names, heads
