"""The engine's modules import only what the map in its docstring has above them or beside them."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from utils.checks import engine

FOLDER = Path(engine.__file__).parent
MODULES = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
LAYERS = {
    name: re.findall(r"`(\w+)`", words)
    for name, words in re.findall(r"^- (\w+): (.*(?:\n  .*)*)", inspect.getdoc(engine), re.M)
}
HEIGHT = {module: h for h, modules in enumerate(LAYERS.values()) for module in modules}


def imported(module):
    """Return the engine's modules that one of them imports, inside its functions too."""
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    names = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    dotted = {f"{n.module}.{a.name}" for n in names for a in n.names} | {n.module for n in names}
    return {name.removeprefix(engine.__name__ + ".") for name in dotted} & set(MODULES)


def test_the_map_names_every_module_once():
    assert sorted(module for modules in LAYERS.values() for module in modules) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_no_layer_below_its_own_in_the_map(module):
    wrong = {name for name in imported(module) if HEIGHT[name] > HEIGHT[module]}
    assert not wrong


def test_imports_are_found():
    assert {"trial", "named", "diagnose"} <= imported("judge")
