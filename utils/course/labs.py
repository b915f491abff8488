"""A solution becomes a lab: answers go, everything else stays.

In a code cell the lines from `# BEGIN SOLUTION` to `# END SOLUTION`, or the one line `# SOLUTION`
(see `answers`), become one line, `raise NotImplementedError("Exercise N: Title")`, at the same
indent; N and the title come from the checks of the topic under the name of the function around
them. A cell tagged `solution` is an answer as a whole: code becomes `# Your code here.`, prose
goes.
"""

import json
import re
from collections.abc import Mapping

from utils.course.answers import ANSWER, BEGIN, END, MARK, around
from utils.course.errors import CourseError
from utils.course.pairs import notebook_of

ANSWER_TAG = "solution"
PLACEHOLDER = "# Your code here."

# A marker with a slip in it (`#begin solution`) must not let an answer into the lab.
_LIKE_A_MARK = re.compile(
    r"^[ \t]*#+[ \t]*(?:(?:begin|end)[ \t]*[-_]?[ \t]*solution.*|solution[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)


class LabError(CourseError):
    """A solution that cannot become a lab: `cell` is the cell's number, `what` the reason."""

    def __init__(self, file: str, cell: int, what: str):
        super().__init__(f"{file}: cell {cell}: {what}")
        self.file, self.cell, self.what = file, cell, what


def strip(cells: list[Mapping], exercises: Mapping, file: str) -> dict:
    """Return the lab, a notebook without outputs, for the cells of a solution.

    `exercises` maps a function's name to something with `.number` and `.title`; `file` is how
    messages name the solution. Raises LabError for a marker that is misspelt, alone, nested,
    outside a function, or in a function that is no exercise.
    """
    kept = []
    for number, cell in enumerate(cells, start=1):
        tags, source = cell["metadata"].get("tags", []), cell["source"]
        is_code, is_answer = cell["cell_type"] == "code", ANSWER_TAG in tags
        if is_answer:
            source = PLACEHOLDER
            tags = [tag for tag in tags if tag != ANSWER_TAG]
        elif is_code:
            try:
                source = blank(source, exercises)
            except ValueError as problem:
                raise LabError(file, number, str(problem)) from None
        if is_code or not is_answer:
            metadata = {**cell["metadata"], "tags": tags}
            kept.append({**cell, "source": source, "metadata": metadata})
    return notebook_of(kept, lab=True)


def blank(source: str, exercises: Mapping) -> str:
    """Return `source` with every marked answer replaced by a raise.

    Raises ValueError, saying what is wrong with which line, as `strip` describes.
    """
    edges = {place for found in ANSWER.finditer(source) for place in found.span()}
    for mark in _LIKE_A_MARK.finditer(source):
        if edges.isdisjoint(mark.span()):
            raise ValueError(
                f"line {_line(mark)} is `{mark[0].strip()}`; expected is `{MARK}` alone, or "
                f"`{BEGIN}` and then, indented alike, `{END}`"
            )
    return ANSWER.sub(lambda found: f"{found[1]}{_stub(found, exercises)}", source)


def _line(found: re.Match) -> int:
    """Return the number of the line, from 1, in which something was found."""
    return found.string.count("\n", 0, found.start()) + 1


def _stub(found: re.Match, exercises: Mapping) -> str:
    """Return the line that raises `Exercise N: Title`, for the function around an answer."""
    names = around(found)
    if not names:
        raise ValueError(f"the answer in line {_line(found)} is outside any function")
    exercise = next((exercises[name] for name in names if name in exercises), None)
    if exercise is None:
        known = ", ".join(exercises) or "none"
        raise ValueError(f"`{names[0]}` is not registered in the checks (registered: {known})")
    label = json.dumps(f"Exercise {exercise.number}: {exercise.title}", ensure_ascii=False)
    return f"raise NotImplementedError({label})"
