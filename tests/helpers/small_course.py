"""A made-up topic of four cells each, for the tests of the commands that make the course."""

import json
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from click.testing import CliRunner

from utils.course import build as build_module
from utils.course import verify as verify_module
from utils.course.build import PARTS, Build
from utils.course.cli import main
from utils.course.pairs import read_source, write_source
from utils.topics import Topic

# `course build` looks the name up in the course's own list, so the made-up topic borrows one.
TOPIC = Topic(1, "cross_entropy", "Made up", 5, "A topic for tests.", ready=True)


def double(x):
    """Return 2 x."""
    two = 2
    return two * x


EXERCISES = {
    "double": SimpleNamespace(
        number=1,
        title="Twice as much",
        minutes=1,
        difficulty="easy",
        reference=double,
        hints=("Add it to itself.", "`*` will do."),
    )
}

LECTURE = """\
# %% [markdown] slideshow={"slide_type": "slide"}
# # A lecture

# %%
number = 20 + 1
number

# %% tags=["nbval-ignore-output"]
print("this cell may take any time")

# %% [markdown]
# The end.
"""

SOLUTION = '''\
# %% [markdown]
# <!-- exercise: double -->
# Return twice a number.


# %%
def double(x):
    """Return 2 x."""
    # SOLUTION


# %% tags=["solution"]
double(4)

# %% [markdown] tags=["solution"]
# An answer in words.
'''


def make(root: Path) -> Path:
    """Write the sources of the made-up topic under `root` and return `root`."""
    for folder, text in (("lectures", LECTURE), ("solutions", SOLUTION)):
        (root / folder).mkdir(parents=True)
        source = path(root, folder, ".py")
        source.write_text(text, encoding="utf-8")
        write_source(source, read_source(source))  # which gives it a header
    (root / "labs").mkdir()
    return root


def path(root: Path, folder: str, ending: str = ".ipynb") -> Path:
    """Return the file of the made-up topic in `folder`."""
    return root / folder / f"{TOPIC.name}{ending}"


def change_text(root: Path, folder: str, old: str, new: str) -> Path:
    """Put `new` in the place of `old` in a text source and return its path."""
    source = path(root, folder, ".py")
    text = source.read_text(encoding="utf-8")
    assert old in text
    source.write_text(text.replace(old, new), encoding="utf-8")
    return source


def change(root: Path, folder: str, how) -> None:
    """Load a notebook, let `how` change it, and write it back."""
    notebook = json.loads(path(root, folder).read_text(encoding="utf-8"))
    how(notebook)
    path(root, folder).write_text(json.dumps(notebook), encoding="utf-8")


def cell(number: int, **changes):
    """Return a change of a notebook: one cell has other parts."""
    return lambda notebook: notebook["cells"][number].update(changes)


def command(root: Path, *arguments: str):
    """Run `course` with `arguments` on the course at `root`."""
    return CliRunner().invoke(main, arguments, env={"COURSE_ROOT": str(root)})


def build(root: Path, keep: str | None = None, parts: tuple[str, ...] = PARTS) -> list[str]:
    """Build the made-up topic and return the lines that were printed."""
    lines: list[str] = []
    with mock.patch.object(build_module, "exercises_of", return_value=EXERCISES):
        Build(root, keep, parts, say=lines.append).run([TOPIC])
    return lines


def findings(root: Path, exercises=EXERCISES) -> list[str]:
    """Return what `verify` says about the made-up topic, one line each."""
    with mock.patch.object(verify_module, "exercises_of", return_value=exercises):
        return [str(finding) for finding in verify_module.verify(root, [TOPIC])]


def without_kernel(monkeypatch) -> None:
    """Let every code cell print `ran` without a kernel, which takes a second to start."""

    def execute(notebook, folder, name, progress):
        count = 0
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                count += 1
                cell["execution_count"] = count
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "ran\n"}]
        return notebook

    monkeypatch.setattr(build_module, "execute", execute)


def code(source: str, **metadata) -> dict:
    """Return a code cell."""
    return {"cell_type": "code", "source": source, "metadata": metadata}
