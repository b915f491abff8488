"""What a solution says of an exercise comes from its check: heading, minutes, difficulty, hints.

In the text source a markdown cell begins with one line, the marker, and goes on with the task:

    <!-- exercise: conv2d -->
    Now pictures, with channels. …

`expand` puts the heading under the marker and the ladder of hints at the end of the cell, for the
notebooks; `collapse` takes both away again, for a notebook that is written back into its text.
"""

import re
from collections.abc import Mapping, Sequence

from utils.course.cells import source_of

_MARKER = re.compile(r"\A<!-- exercise: (\w+) -->\n?")
_HEADING = re.compile(r"\A## Exercise .*\n\*.* minutes? · .*\*\n*")
_LADDER = "<!-- hints -->"


def marked(cell: Mapping) -> str | None:
    """Return the name of the exercise whose marker a cell begins with, or None."""
    found = _MARKER.match(source_of(cell)) if cell["cell_type"] == "markdown" else None
    return found[1] if found else None


def expand(cells: Sequence[Mapping], exercises: Mapping, name: str) -> list[dict]:
    """Return the cells as the notebooks of topic `name` have them; twice is the same as once.

    A marker of an exercise that the checks do not have stays as it is; `course verify` says so.
    """
    return [_expanded(cell, exercises, name) for cell in collapse(cells)]


def collapse(cells: Sequence[Mapping]) -> list[dict]:
    """Return the cells as the text source has them: under a marker, the task alone."""
    return [_collapsed(cell) for cell in cells]


def written_out(cells: Sequence[Mapping]) -> list[str]:
    """Return the names of the exercises whose heading or hints stand in a text source."""
    pairs = zip(cells, collapse(cells), strict=True)
    return [str(marked(cell)) for cell, task in pairs if source_of(cell) != source_of(task)]


def ladder(exercise, name: str) -> str:
    """Return the hints of an exercise as `<details>`, the last of which leads to the solution."""
    steps = [(f"Hint {i}", hint) for i, hint in enumerate(exercise.hints, start=1)]
    last = (
        f"Look at Exercise {exercise.number} in [the solution](../solutions/{name}.ipynb), close "
        "it, and write it yourself."
    )
    return "\n".join(
        f"<details><summary>{title}</summary>\n\n{text}\n</details>"
        for title, text in [*steps, ("Still stuck", last)]
    )


def _expanded(cell: Mapping, exercises: Mapping, name: str) -> dict:
    wanted = marked(cell)
    if wanted not in exercises:
        return dict(cell)
    exercise = exercises[wanted]
    marker = _MARKER.match(source_of(cell))[0].rstrip("\n")
    task = _MARKER.sub("", source_of(cell)).strip("\n")
    minutes = "1 minute" if exercise.minutes == 1 else f"{exercise.minutes} minutes"
    source = (
        f"{marker}\n## Exercise {exercise.number}: {exercise.title}\n"
        f"*{minutes} · {exercise.difficulty}*\n\n"
        f"{task}\n\n{_LADDER}\n{ladder(exercise, name)}"
    )
    return {**cell, "source": source}


def _collapsed(cell: Mapping) -> dict:
    if marked(cell) is None:
        return dict(cell)
    marker = _MARKER.match(source_of(cell))[0].rstrip("\n")
    task = _MARKER.sub("", source_of(cell)).partition(_LADDER)[0]
    return {**cell, "source": f"{marker}\n{_HEADING.sub('', task)}".rstrip("\n")}
