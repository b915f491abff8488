"""Imports point downwards, read off the syntax trees: a part never needs one that lies above."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest
from helpers.topics import MODULES

from utils.topics import TOPICS

# The layers from the ground up; a module belongs to the longest name that it starts with.
LAYERS = (
    # The ground, whose modules may know of each other.
    (
        *("utils.topics", "utils.validate", "utils.paths", "utils.cache", "utils.source"),
        *("utils.course.errors", "utils.course.files"),
    ),
    ("utils.data", "utils.numpy_impl.core"),
    ("utils.numpy_impl",),
    ("utils.torch_impl", "utils.experiments"),
    ("utils.plots", "utils.course.progress"),  # a check writes down what has been passed
    ("utils.checks", "utils.widgets"),
    ("utils.course",),
)
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
WITHOUT_TORCH = ("utils.numpy_impl", "utils.data", "utils.plots", "utils.widgets", "utils.checks")
STEMS = [topic.stem for topic in TOPICS]


def _imported(path):
    """Yield the dotted name of everything a file imports, inside its functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it points"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _layer(name):
    """Return the layer's name and its height; (None, -1) for what lies in none."""
    found = [layer for layer in HEIGHT if f"{name}.".startswith(f"{layer}.")]
    layer = max(found, key=len, default=None)
    return layer, HEIGHT.get(layer, -1)


def _place_in_the_course(name):
    """Return the number of the topic whose stem the name carries, None for shared modules."""
    return next((STEMS.index(part) for part in name.split(".") if part in STEMS), None)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_lies_below(module):
    (here, height), wrong = _layer(module), []
    for name in _imported(MODULES[module]):
        layer, other = _layer(name)
        # Beside each other lie parts that do not know of each other, the ground excepted.
        if other > height or (other == height > 0 and layer != here):
            wrong.append(name)
    assert module == "utils" or height >= 0, f"{module} lies in no layer: give it one in LAYERS"
    assert not wrong, f"{module} ({here}) imports {wrong}"


def _imported_modules(module):
    """Return the modules of ours that a module imports, also where it names one of their names."""
    names = set(_imported(MODULES[module]))
    return (names | {name.rpartition(".")[0] for name in names}) & set(MODULES) - {module}


def test_no_modules_import_each_other_in_a_circle():
    """A package's own `__init__`, which gathers the names, stands above what lies in it."""
    needs = {
        name: {other for other in _imported_modules(name) if not name.startswith(f"{other}.")}
        for name in MODULES
    }
    TopologicalSorter(needs).prepare()  # its error names the circle


@pytest.mark.parametrize("module", MODULES)
def test_a_topic_imports_no_later_one_and_shared_modules_import_none(module):
    here = _place_in_the_course(module)
    for name in _imported(MODULES[module]):
        there = _place_in_the_course(name)
        if there is not None and not module.startswith("utils.experiments"):
            assert here is not None, f"{module} is shared and imports {name}"
            assert there <= here, f"{module} imports {name}, a later topic"


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("utils.plots")])
def test_drawings_import_no_models(module):
    models = [name for name in _imported(MODULES[module]) if "_impl" in name]
    assert not [name for name in models if not name.startswith("utils.numpy_impl.core")]


def test_the_numpy_half_never_pays_for_torch():
    modules = [name for name in MODULES if f"{name}.".startswith(WITHOUT_TORCH)]
    code = (
        f"import sys, utils, utils.course.cli, {', '.join(modules)}; print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
