"""What every solution says alike, or its checks know: written into the notebooks by the build.

In the text source a markdown cell begins with one line, the marker, and goes on with its own text:

    <!-- exercise: conv2d -->       heading, minutes, difficulty; at the end the ladder of hints
    Now pictures, with channels. …

    <!-- lab -->                    the lab's title and length; at the end how it works
    From a kernel that slides …

    <!-- solved -->                 that this is the solved lab

and a function of a code cell may have the line `# SOLUTION` for its answer, see `answers`.

`expand` adds these for the notebooks; `collapse` takes them away again, for a notebook that is
written back into its text.
"""

import re
from collections.abc import Mapping, Sequence

from utils.course import answers
from utils.topics import TOPICS

_MARKER = re.compile(r"\A<!-- (?:exercise: (\w+)|lab|solved) -->\n?")
_HEAD = re.compile(r"\A(?:## Exercise .*\n\*.* minutes? · .*\*|# Lab .*\n\n\*About .*\*)\n*")
_TAIL = re.compile(
    r"\n*<!-- (?:hints|how it works) -->.*\Z|\A> \*\*This is the solved.*\Z", re.DOTALL
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

SOLVED = """\
> **This is the solved lab.** Every answer is in here. You learn more from
> [the lab itself](../labs/{name}.ipynb), its checks and its hints; come here for what is left."""

HOW_IT_WORKS = """\
**How it works**
1. Write your code where the cell says `raise NotImplementedError`, in place of that line, and leave
   the `def` line as it is. Run the cell, then run the check below it.
2. The check says *not attempted yet*, *not right yet* or *passed*. When something is wrong, it
   tries to say what. Try as often as you like.
3. Stuck? Open the hints one at a time. The last one leads to the solution.
4. You may skip an exercise, or come back another day: the next cell is all that must be run before
   any of them. Where your own function is not there, or not right yet, ours is used, and says so.
5. Nothing gets lost. `course lab` opens your own copy of this notebook, in the folder `work`, and
   never overwrites it. It is saved every 20 seconds, and at once by Ctrl+S. `course progress`,
   typed into a terminal, shows how far you are.

Run this cell first, each time you open the notebook:"""


def marked(cell: Mapping) -> str | None:
    """Return the name of the exercise whose marker a cell begins with, or None."""
    found = _marker(cell)
    return found[1] if found else None


def expand(cells: Sequence[Mapping], exercises: Mapping, name: str) -> list[dict]:
    """Return the cells as the notebooks of topic `name` have them; twice is the same as once.

    A marker of an exercise that the checks do not have stays as it is; `course verify` says so.
    """
    return [_expanded(cell, exercises, name) for cell in collapse(cells, exercises)]


def collapse(cells: Sequence[Mapping], exercises: Mapping) -> list[dict]:
    """Return the cells as the text source has them: under a marker, its own text alone.

    An answer that is not the checks' (any more) stays, as the solution's own.
    """
    return [_collapsed(cell, exercises) for cell in cells]


def written_out(cells: Sequence[Mapping], exercises: Mapping) -> list[str]:
    """Return the markers under which a text source has what the build adds."""
    pairs = zip(cells, collapse(cells, exercises), strict=True)
    return [
        found[0].strip() if (found := _marker(cell)) else answers.MARK
        for cell, own in pairs
        if cell["source"] != own["source"]
    ]


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


def _marker(cell: Mapping) -> re.Match | None:
    return _MARKER.match(cell["source"]) if cell["cell_type"] == "markdown" else None


def _expanded(cell: Mapping, exercises: Mapping, name: str) -> dict:
    if cell["cell_type"] == "code":
        return {**cell, "source": answers.fill(cell["source"], exercises)}
    found = _marker(cell)
    if not found or (found[1] and found[1] not in exercises):
        return dict(cell)
    own = _MARKER.sub("", cell["source"]).strip("\n")
    if found[1]:
        head, tail = _of_exercise(exercises[found[1]], name)
    elif "lab" in found[0]:
        head, tail = _of_lab(exercises, name)
    else:
        head, tail = "", SOLVED.format(name=name)
    body = "\n\n".join(part for part in (head, own, tail) if part)
    return {**cell, "source": f"{found[0].rstrip()}\n{body}"}


def _of_exercise(exercise, name: str) -> tuple[str, str]:
    minutes = _counted(exercise.minutes, exercise.minutes, "minute")
    head = f"## Exercise {exercise.number}: {exercise.title}\n*{minutes} · {exercise.difficulty}*"
    return head, f"<!-- hints -->\n{ladder(exercise, name)}"


def _of_lab(exercises: Mapping, name: str) -> tuple[str, str]:
    number = name.partition("_")[0]
    title = next((topic.title for topic in TOPICS if topic.name == name), name)
    minutes = sum(exercise.minutes for exercise in exercises.values())
    count = len(exercises)
    words = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    head = (
        f"# Lab {number} · {title}\n\n*About {_counted(minutes, minutes, 'minute')}, "
        f"{_counted(count, words, 'exercise')}. Everything you need is in "
        f"[lecture {number}](../lectures/{name}.ipynb).*"
    )
    return head, f"<!-- how it works -->\n{HOW_IT_WORKS}"


def _counted(count: int, shown: int | str, noun: str) -> str:
    return f"{shown} {noun}" if count == 1 else f"{shown} {noun}s"


def _collapsed(cell: Mapping, exercises: Mapping) -> dict:
    if cell["cell_type"] == "code":
        return {**cell, "source": answers.take_out(cell["source"], exercises)}
    found = _marker(cell)
    if not found:
        return dict(cell)
    own = _TAIL.sub("", _HEAD.sub("", _MARKER.sub("", cell["source"])))
    return {**cell, "source": f"{found[0].rstrip()}\n{own}".rstrip("\n")}
