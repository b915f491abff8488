"""The page JupyterLab opens at: `work/README.md`, made anew at each `course lab`.

Where to go on, and a row for each topic: links to the copies, minutes, and the student's progress.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from utils import paths
from utils.course import exercise_text, files, front_picture, progress
from utils.course.copies import KINDS, Copy
from utils.course.errors import CourseError
from utils.course.standing import Standing, following, standings

PICTURE = "front_page.svg"
PAGE = """\
# Neural networks for sequences

{head}

**What you need:** Python with functions and loops, arrays in NumPy, derivatives and the chain
rule. The rest is built up from topic 00 on, and no network is needed.

**How it goes:** read a lecture and run its cells from the top with Shift+Enter. Then do its lab:
after each exercise a check says whether it is right, and if not, why. Look at the solution when
you have tried; comparing afterwards is worth it, too.

{table}

These are your own copies: change them, break them, try again. Nothing here is ever overwritten
but this page and its picture, which are made anew at each `course lab` and show your progress up
to then. To see it at any time, open a terminal (File, New, Terminal) and type `course progress`;
the last cell of a lab sums up that lab.
"""


def write(copies: Iterable[Copy]) -> Path:
    """Write the front page for `copies`, and its picture, into `work/`; return the page's path.

    Links are relative to `work/`. Progress that cannot be read is said on the page and on stderr.
    Raises CourseError when the page cannot be written.
    """
    by_place = {(copy.topic.name, copy.kind): copy for copy in copies}
    problem = ""
    try:
        recorded = progress.load()
    except OSError as error:
        recorded, problem = {}, f"cannot read {progress.path().name}: {error.strerror or error}."
        print(f"Your progress is not shown: {problem}", file=sys.stderr)
    every = standings(recorded)
    here = following(every)
    head = f"![{front_picture.text(every, here)}]({PICTURE})\n\n{_next(here, by_place)}"
    if problem:
        head = f"Your progress is not shown: {problem}"
    page = PAGE.format(head=head, table=_table(every, by_place, known=not problem))
    files.write_text(paths.work() / PICTURE, front_picture.svg(every, here))
    files.write_text(paths.work() / "README.md", page)
    return paths.work() / "README.md"


def _next(here: Standing | None, by_place: dict) -> str:
    """Return what to do next as a sentence with a link: an exercise, or a lecture not begun."""
    if here is None:
        return "**No exercise is left open.** Every lecture and lab can be played with further."
    topic, todo = here.topic, here.todo
    if here.verdicts:  # the lab has been opened
        words, kind, minutes = "Continue with", "labs", todo.minutes
        first = " Run the first code cell of the lab before."
        name = f"{_name(kind, topic.number)}, exercise {todo.number}: {todo.title}"
    else:
        words = "Continue with" if topic.number else "Begin with"
        kind, minutes, first = "lectures", topic.minutes, ""
        name = f"{_name(kind, topic.number)}: {topic.title}"
    copy = by_place.get((topic.name, kind))
    if copy is not None and copy.usable:
        name = _link(name, copy.path, todo.name)
    return f"**{words} {name}**, about {minutes}\u00a0minutes.{first}"


def _table(every: list[Standing], by_place: dict, *, known: bool) -> str:
    """Return the table of topics; in the row of a topic in preparation no link."""
    rows = ["| topic | lecture | lab | solution | your progress |", "| :-- " * 5 + "|"]
    for one in every:
        topic = one.topic
        cells = [f"**{topic.number:02d} {topic.title}**<br>{topic.summary}"]
        if not topic.ready:
            cells += ["in preparation", "", "", ""]
        else:
            lecture, lab, solution = (_links(by_place.get((topic.name, kind))) for kind in KINDS)
            minutes = sum(exercise.minutes for exercise in one.exercises.values())
            lab += f"<br>{minutes}\u00a0min" * bool(minutes)
            count = f"{one.passed} of {len(one.exercises)} passed"
            count = count if known and one.exercises else "not known"
            cells += [f"{lecture}<br>{topic.minutes}\u00a0min", lab, solution, count]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _links(copy: Copy | None) -> str:
    """Return the link to a copy, and to the newer version beside it when there is one."""
    if copy is None or not copy.usable:
        return "not built yet"
    name = _name(copy.kind, copy.topic.number)
    link = _link(name, copy.path)
    if copy.newest != copy.path:
        link += "<br>" + _link(f"{name}, new version", copy.newest)
    return link


def _name(kind: str, number: int) -> str:
    """Return what a notebook is called: `Lab 02`, in one line even where a column is narrow."""
    return f"{kind.removesuffix('s').capitalize()}\u00a0{number:02d}"


def _link(label: str, target: Path, exercise: str = "") -> str:
    """Return a Markdown link to `target` relative to `work/`, and to where `exercise` begins."""
    place = _cell(target, exercise) if exercise else ""
    return f"[{label}]({quote(target.relative_to(paths.work()).as_posix())}{place})"


def _cell(notebook: Path, exercise: str) -> str:
    """Return `#cell-id=…`, with which JupyterLab scrolls to the exercise; "" if it is not found."""
    try:
        cells = files.read_notebook(notebook)["cells"]
    except CourseError:
        return ""
    found = (cell.get("id") for cell in cells if exercise_text.marked(cell) == exercise)
    return f"#cell-id={quote(id_)}" if (id_ := next(found, None)) else ""
