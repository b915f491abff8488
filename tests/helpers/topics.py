"""The ready topics and what belongs to them, found and never listed."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

from utils.checks.engine import Lab
from utils.topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "utils").rglob("*.py"))
}
"""The path of every module of `utils` by its dotted name."""
READY = [topic for topic in TOPICS if topic.ready]
STEMS = [topic.stem for topic in READY]
each_topic = pytest.mark.parametrize("stem", STEMS)


def part(kind: str, stem: str) -> ModuleType:
    """Return one part of a topic: `plots`, `widgets`, `checks`, `numpy_impl`, …"""
    return importlib.import_module(f"utils.{kind}.{stem}")


def beside_its_tests(stem: str, name: str) -> ModuleType:
    """Return `tests/topics/STEM/NAME.py`; a ready topic must have it."""
    return importlib.import_module(f"topics.{stem}.{name}")


def names_beside(stem: str, name: str) -> set[str]:
    """Return the names and attributes that `tests/topics/STEM/NAME.py` uses."""
    tree = ast.parse(inspect.getsource(beside_its_tests(stem, name)))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return used | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def lab(stem: str) -> Lab:
    """Return a topic's exercises."""
    return part("checks", stem).check


def listed(names_of: Callable[[str], Iterable[str]]) -> list[tuple[str, str]]:
    """Return (stem, name) for every name that a ready topic has.

    A topic that lacks the part has none: `test_layout.py` says so, and the others can be run.
    """
    found = []
    for stem in STEMS:
        try:
            found += [(stem, name) for name in names_of(stem)]
        except ModuleNotFoundError as missing:
            if stem not in missing.name:
                raise
    return found


def exercises() -> list[tuple[str, str]]:
    """Return (stem, name) of every exercise."""
    return listed(lambda stem: lab(stem).exercises)


def public(role: str, stem: str, start: str = "", kinds=(inspect.isfunction,)) -> list[str]:
    """Return the names of a part's own public functions that begin with `start`."""
    module = part(role, stem)
    return [
        name
        for name, value in vars(module).items()
        if name.startswith(start) and not name.startswith("_")
        if any(of(value) for of in kinds) and value.__module__.startswith(module.__name__)
    ]


def widgets() -> list[tuple[str, str]]:
    """Return (stem, name) of every live picture."""
    return listed(lambda stem: public("widgets", stem, "explore_"))
