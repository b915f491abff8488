"""Results that take minutes: computed once by a command, kept as a small table in the repository.

A table lies beside the module that makes it, `name.json` beside `name.py`, and says with which
command and settings. Every row keeps, as `first`, what its training gave in its first few steps:
a test takes these steps again, so that no table outlives the code that made it.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Table(NamedTuple):
    """What a command computed."""

    command: str
    settings: dict
    rows: list[dict]  # each with "first", a list of numbers


def write(name: str, settings: Mapping, rows: Iterable[Mapping]) -> Path:
    """Write the table of `python -m utils.experiments.name`, a line for each row.

    settings: everything the numbers depend on, in JSON's types
    rows: each says what it is (cell, seed, …), what came out, and under "first" a list of numbers
        that the first few steps give: losses, and a score after them
    Numbers keep ten digits. Raises ValueError for a row without "first".
    """
    rows = [_plain(row) for row in rows]
    for row in rows:
        if not row.get("first"):
            raise ValueError(
                f"rows: got {row} without 'first', expected numbers of the first steps"
            )
    head = {"command": f"python -m utils.experiments.{name}", "settings": _plain(settings)}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    path = FOLDER / f"{name}.json"
    path.write_text(f'{text},\n "rows": [\n{lines}\n]}}\n', encoding="utf-8")
    return path


def make(name: str, settings: Mapping, rows: Iterable[Mapping]) -> None:
    """Do what `python -m utils.experiments.name` is for: `write` rows, and say each as it comes.

    rows: computed one by one, on one thread of BLAS; the command starts anew where there are more
    """
    if os.environ.get("OMP_NUM_THREADS") != "1":  # NumPy reads it when it is imported
        os.execve(sys.executable, sys.orig_argv, os.environ | {"OMP_NUM_THREADS": "1"})
    found = []
    for row in rows:
        found.append(row)
        print(row, file=sys.stderr, flush=True)
    print(write(name, settings, found))


def read(name: str, settings: Mapping) -> Table:
    """Return the table called `name`; ValueError when it was made with other settings."""
    found = Table(**json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
    now = _plain(settings)
    other = {key for key in now | found.settings if now.get(key) != found.settings.get(key)}
    if other:
        said = "; ".join(f"{k} {found.settings.get(k)}, now {now.get(k)}" for k in sorted(other))
        raise ValueError(
            f"settings: the table {name} was made with {said}; expected the same: "
            f"`{found.command}` makes it anew"
        )
    return found


def _plain(value):
    """The same in JSON's types: lists for tuples and arrays, ten digits of a number."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if hasattr(value, "tolist"):  # an array, or one of its numbers
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value
