"""Keeps a student's call from changing anything that outlives it, and notes what it printed.

Put back afterwards: printing, `input`, `exit`, pictures, warning filters, NumPy's functions, error
and print settings, the random states of NumPy, Python and torch, the working folder and the
recursion limit.
"""

import builtins
import contextlib
import io
import math
import os
import random
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from utils.checks.engine.notebook import undisturbed
from utils.checks.engine.show import cut, scrub

MOST_TEXT = 20_000
"""Characters of printed text that are kept: an endless loop may print, too."""

MOST_WARNINGS = 20

DEEPEST = 100_000
"""Calls within calls. A notebook may have raised the limit so far that memory runs out first."""


LIBRARIES: dict[str, ModuleType] = {"np": np, "np.linalg": np.linalg, "math": math}
"""Kept as they were at first: `np.log = np.log2` in a notebook bends every check."""

_AT_FIRST = {name: dict(vars(module)) for name, module in LIBRARIES.items()}


class InputAsked(Exception):
    """A student's function called `input()`."""


class _Printed(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        if self.tell() < MOST_TEXT:
            super().write(text[:MOST_TEXT])
        return len(text)

    def close(self) -> None:
        """Stay open: what was printed is still to be read."""


@dataclass
class Notes:
    """What a call left behind besides its result."""

    out: _Printed = field(default_factory=_Printed)
    warned: list[str] = field(default_factory=list)
    drew: bool = False
    replaced: list[str] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """What was printed, without addresses and paths."""
        return scrub(self.out.getvalue().strip())


@contextlib.contextmanager
def sandbox(seed: int) -> Iterator[Notes]:
    """Everything that the `with` block changes in the process's settings is put back.

    seed : of the global random generators, so that two calls with different seeds tell whether
        an answer depends on them
    """
    notes = Notes()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(notes.out))
        stack.enter_context(contextlib.redirect_stderr(notes.out))
        stack.enter_context(_no_input())
        stack.enter_context(undisturbed())
        stack.enter_context(_noted_warnings(notes))
        stack.enter_context(np.printoptions())
        stack.enter_context(np.errstate(all="warn", under="ignore"))
        stack.enter_context(_seeded(seed, notes))
        stack.enter_context(_same_process_settings())
        stack.callback(lambda: notes.replaced.extend(put_back()))
        yield notes


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


@contextlib.contextmanager
def _no_input() -> Iterator[None]:
    def refuse(*_: Any, **__: Any) -> str:
        raise InputAsked("input() was called")

    former, former_stdin = builtins.input, sys.stdin
    builtins.input, sys.stdin = refuse, io.StringIO()
    try:
        yield
    finally:
        builtins.input, sys.stdin = former, former_stdin


@contextlib.contextmanager
def _noted_warnings(notes: Notes) -> Iterator[None]:
    def keep(message: Any, *_: Any, **__: Any) -> None:
        if len(notes.warned) < MOST_WARNINGS:
            notes.warned.append(scrub(cut(str(message))))

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = keep
        yield


@contextlib.contextmanager
def _seeded(seed: int, notes: Notes) -> Iterator[None]:
    # the global generators are what a careless function draws from, so they are what is kept
    state, python_state = np.random.get_state(), random.getstate()  # noqa: NPY002
    np.random.seed(seed)  # noqa: NPY002
    random.seed(seed)
    torch = sys.modules.get("torch")
    torch_state = _torch_seeded(torch, seed)
    at_first = _random_states(torch)
    try:
        yield
    finally:
        notes.drew = _random_states(torch) != at_first
        np.random.set_state(state)  # noqa: NPY002
        random.setstate(python_state)
        if torch_state is not None:
            torch.random.set_rng_state(torch_state)


def _random_states(torch: Any) -> tuple:
    """Return the states of the global generators, to compare: whoever draws changes one."""
    _, keys, *rest = np.random.get_state()  # noqa: NPY002
    try:
        of_torch = torch.random.get_rng_state().numpy().tobytes()
    except AttributeError:  # not imported
        of_torch = b""
    return keys.tobytes(), tuple(rest), random.getstate(), of_torch


def _torch_seeded(torch: Any, seed: int) -> Any:
    """Seed torch's generator of the CPU and return its former state; None without torch."""
    try:
        state = torch.random.get_rng_state()
        torch.random.default_generator.manual_seed(seed)
        return state
    except AttributeError:  # not imported, or being imported just now
        return None


@contextlib.contextmanager
def _same_process_settings() -> Iterator[None]:
    limit, folder, set_limit = sys.getrecursionlimit(), _folder(), sys.setrecursionlimit
    torch = sys.modules.get("torch")
    dtype = getattr(torch, "get_default_dtype", lambda: None)()
    set_limit(min(limit, DEEPEST))
    sys.setrecursionlimit = lambda wanted: set_limit(min(wanted, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit = set_limit
        set_limit(limit)
        if dtype is not None:
            torch.set_default_dtype(dtype)
        if folder is not None and _folder() != folder:
            with contextlib.suppress(OSError):
                os.chdir(folder)


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # the folder was removed
        return None
