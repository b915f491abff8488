"""Results that take seconds to make, kept as .npz under `work/cache`, never in git.

A file's name ends in a key of everything the result depends on, so an old one is never taken for
a new one. A file that is damaged or cannot be written costs time, not correctness: the result is
made anew, which is said in one line on stderr.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import numpy as np

from utils.course import paths


def key(*parts) -> str:
    """Return 16 hex digits of a hash of `parts`: modules count with their source, else repr.

    Raises ValueError for a function: give its module.

    >>> key("a", 1) == key("a", 1), key("a", 1) == key("a", 2)
    (True, False)
    """
    digest = hashlib.sha256()
    for part in parts:
        if callable(part):  # its repr is an address, another one in every process
            raise ValueError(f"parts: got {part!r}, expected modules and values")
        is_module = isinstance(part, ModuleType)
        text = Path(part.__file__).read_text(encoding="utf-8") if is_module else repr(part)
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:16]


def path(name: str, key: str) -> Path:
    """Return where the result `name` with this key is kept."""
    return paths.work() / "cache" / f"{name}-{key}.npz"


def arrays(
    name: str,
    key: str,
    make: Callable[[], Mapping[str, np.ndarray]],
    shapes: Mapping[str, tuple[int, ...] | None],
) -> dict[str, np.ndarray]:
    """Return the arrays kept as `name` under `key`; make and keep them when they are not there.

    shapes  the arrays there must be, each with its shape or None; a file with others is damaged
    """
    target = path(name, key)
    if target.exists():
        found = _read(target, shapes)
        if found is not None:
            return found
        _say(f"{target.name} in the cache is damaged and is made anew.")
    made = dict(make())
    try:
        _write(target, made)
    except OSError as problem:
        reason = problem.strerror or problem
        _say(f"{target.name} cannot be kept ({reason}): it will be made again next time.")
    return made


def _read(source: Path, shapes) -> dict[str, np.ndarray] | None:
    """Return the arrays, or None where the file is not what `arrays` wrote."""
    try:
        # opened here, because np.load leaves a file open that turns out to be no .npz
        with source.open("rb") as stream:
            stored = np.load(stream, allow_pickle=False)
            found = {name: stored[name] for name in shapes}
    except Exception:  # whatever is wrong with the file, the remedy is the same
        return None
    fits = all(shape is None or found[name].shape == shape for name, shape in shapes.items())
    return found if fits else None


def _write(target: Path, made: dict[str, np.ndarray]) -> None:
    """Write beside the target and then put it in its place, so that no half file is ever read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, **made)
        os.replace(beside, target)
    finally:
        if os.path.exists(beside):
            os.unlink(beside)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
