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

from utils.course.answers import BEGIN, END, MARK, enclosing
from utils.course.errors import CourseError
from utils.course.pairs import notebook_of

ANSWER_TAG = "solution"
PLACEHOLDER = "# Your code here."

# A marker with a slip in it (`#begin solution`) must not let an answer into the lab.
_ALMOST_A_MARKER = re.compile(
    r"^\s*#+\s*((begin|end)\s*[-_]?\s*solution|solution\s*$)", re.IGNORECASE
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
    result: list[str] = []
    begun: int | None = None
    indent = ""
    lines = source.splitlines()
    for number, line in enumerate(lines, start=1):
        marker = line.strip()
        if _ALMOST_A_MARKER.match(line) and marker not in (BEGIN, END, MARK):
            expected = f"`{BEGIN}`, `{END}` or `{MARK}`"
            raise ValueError(f"line {number} is `{marker}`; expected {expected}")
        if marker in (BEGIN, MARK):
            if begun is not None:
                message = f"`{marker}` in line {number}, but line {begun} has no `{END}` yet"
                raise ValueError(message)
            indent = line[: len(line) - len(line.lstrip())]
            begun = number if marker == BEGIN else None
            result.append(f"{indent}raise NotImplementedError({_label(lines, number, exercises)})")
        elif marker == END:
            if begun is None:
                raise ValueError(f"`{END}` in line {number} without a `{BEGIN}` before it")
            if line[: len(line) - len(line.lstrip())] != indent:
                raise ValueError(f"`{END}` in line {number} is not indented as its `{BEGIN}`")
            begun = None
        elif begun is None:
            result.append(line)
    if begun is not None:
        raise ValueError(f"`{BEGIN}` in line {begun} has no `{END}`")
    return "\n".join(result)


def _label(lines: list[str], number: int, exercises: Mapping) -> str:
    """Return the quoted `Exercise N: Title` for the function around line `number` (from 1)."""
    names = enclosing(lines, number)
    if not names:
        raise ValueError(f"`{lines[number - 1].strip()}` in line {number} is outside any function")
    for name in names:
        if name in exercises:
            exercise = exercises[name]
            return json.dumps(f"Exercise {exercise.number}: {exercise.title}", ensure_ascii=False)
    known = ", ".join(exercises) or "none"
    raise ValueError(f"`{names[0]}` is not registered in the checks (registered: {known})")
