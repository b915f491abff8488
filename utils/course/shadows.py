"""Files whose name hides a module: `numpy.py` beside a notebook breaks `import numpy`."""

import sys
from collections.abc import Iterator
from pathlib import Path

# The standard library's names come from Python itself; these are ours and our dependencies'.
# fmt: off
IMPORTED = frozenset({
    "utils", "numpy", "scipy", "sklearn", "torch", "matplotlib", "mpl_toolkits", "PIL", "pandas",
    "ipywidgets", "anywidget", "IPython", "ipykernel", "traitlets", "jupyter", "jupyterlab",
    "jupytext", "nbclient", "nbformat", "nbval", "nbconvert", "click", "rich", "wordfreq",
    "pytest", "hypothesis", "packaging", "yaml", "playwright",
})
# fmt: on
FOLDERS = ("", "lectures", "labs", "solutions", "tests")


def shadows(root: Path) -> Iterator[Path]:
    """Yield every file or package, in the folders that Python searches, that hides a module.

    A notebook's own folder comes first in `sys.path`; pytest adds the root and tests/.
    """
    names = IMPORTED | sys.stdlib_module_names
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*.py")):
            if path.stem in names:
                yield path
        for path in sorted((root / folder).glob("*/__init__.py")):
            # The one package that may have the name `utils` is the course's own.
            if path.parent.name in names and path.parent != root / "utils":
                yield path.parent
