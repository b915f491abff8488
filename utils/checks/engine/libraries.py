"""NumPy and `math` as they were at first: `np.log = np.log2` in a notebook bends every check."""

import math
from types import ModuleType

import numpy as np

LIBRARIES: dict[str, ModuleType] = {"np": np, "np.linalg": np.linalg, "math": math}

_AT_FIRST = {name: dict(vars(module)) for name, module in LIBRARIES.items()}


def put_back() -> list[str]:
    """Undo what was replaced in the libraries since the engine was imported; return its names."""
    names = []
    for library, at_first in _AT_FIRST.items():
        now = vars(LIBRARIES[library])
        for name, value in at_first.items():
            if now.get(name) is not value:
                names.append(f"{library}.{name}")
                now[name] = value
    return names
