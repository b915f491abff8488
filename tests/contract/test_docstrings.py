"""Everything public in `utils` says what it does, and every example in a docstring is run.

The examples run with the other tests: `--doctest-modules` is in the Makefile's command line.
"""

import ast
import doctest
import importlib
import re

import pytest
from helpers.topics import MODULES

TEXTS = {module: path.read_text(encoding="utf-8") for module, path in MODULES.items()}
EXAMPLE = re.compile("(?<!>)>>> ")  # not a mark of Git's


def undocumented(body, prefix=""):
    """Yield the public functions, classes and methods that have no docstring."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node.body, f"{node.name}.")


@pytest.mark.parametrize("module", TEXTS)
def test_a_module_and_what_is_public_in_it_have_docstrings(module):
    tree = ast.parse(TEXTS[module])
    assert ast.get_docstring(tree)
    assert list(undocumented(tree.body)) == []


@pytest.mark.parametrize("module", [module for module in TEXTS if EXAMPLE.search(TEXTS[module])])
def test_every_example_is_found_by_doctest(module):
    """An example in a comment, in another string or below a wrapper would be run by nobody."""
    tests = doctest.DocTestFinder().find(importlib.import_module(module))
    assert sum(len(test.examples) for test in tests) == len(EXAMPLE.findall(TEXTS[module]))
