"""Results that take seconds to make, kept as .npz under `work/cache`, never in git.

A file's name ends in a key of everything the result depends on, so an old one is never taken for
a new one. A file that is damaged or cannot be written costs time, not correctness: the result is
made anew, which is said in one line on stderr.
"""

import ast
import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import numpy as np

from utils import paths

OURS = __name__.partition(".")[0]


def key(*parts) -> str:
    """Return 16 hex digits of a hash of `parts`: modules count with their source, else repr.

    A module's source is that of all modules of its package, and of all that these import of ours.
    Raises ValueError for a function: give its module.

    >>> key("a", 1) == key("a", 1), key("a", 1) == key("a", 2)
    (True, False)
    """
    digest = hashlib.sha256()
    for part in parts:
        if callable(part):  # its repr is an address, another one in every process
            raise ValueError(f"parts: got {part!r}, expected modules and values")
        texts = _sources(part.__name__) if isinstance(part, ModuleType) else [repr(part)]
        for text in texts:
            digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:16]


def _sources(name: str) -> list[str]:
    """Return the sources that the module `name` is made of, in order of their names."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        spec = importlib.util.find_spec(name)
        if name in found or spec is None or spec.origin is None:
            continue
        found[name] = Path(spec.origin).read_text(encoding="utf-8")
        for folder in spec.submodule_search_locations or ():
            waiting += [f"{name}.{file.stem}" for file in Path(folder).glob("[!_]*.py")]
        waiting += _imported(found[name])
    return [found[name] for name in sorted(found)]


def _imported(source: str) -> Iterator[str]:
    """Yield the modules of this package that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith(f"{OURS}."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == OURS:
            inner = [f"{node.module}.{each.name}" for each in node.names]
            modules = [each for each in inner if _is_module(each)]
            yield from modules or [node.module]


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is a module, not a package
        return False


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
