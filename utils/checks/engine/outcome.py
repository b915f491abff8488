"""One call of a function: what came back, or what stopped it and where, and what it did besides."""

import builtins
import linecache
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from utils.checks.engine import timebox
from utils.checks.engine.compare import difference
from utils.checks.engine.functions import code_of, globals_of
from utils.checks.engine.sandbox import sandbox
from utils.checks.engine.show import cut, scrub
from utils.checks.engine.snapshot import snapshot

SAME = 1e-9
"""An argument that was moved and moved back is the same, though the last digit may differ."""


@dataclass(frozen=True)
class Failure:
    """An exception, reduced to text, so that no frame and none of its variables is kept alive.

    name : the exception's type, `ValueError`
    families : names of the types it derives from, itself included
    message : what it says, without addresses and paths
    function, line, source : the student's function (or helper) and line that raised it, the line
        counted from the function's `def`; 0 and empty when no student's line was reached
    own : whether that line is in the function itself rather than in one that it calls
    names : names that could have been meant in that line, for a misspelt one
    """

    name: str
    families: tuple[str, ...]
    message: str
    function: str = ""
    line: int = 0
    source: str = ""
    own: bool = True
    names: tuple[str, ...] = ()

    def is_a(self, *names: str) -> bool:
        """Say whether the exception is of one of these types, `except`-like."""
        return any(name in self.families for name in names)

    @property
    def where(self) -> str:
        """`line 3 of `f`` with the line's text, or nothing when the line is not known."""
        if not self.line:
            return ""
        code = f": {self.source}" if self.source else ""
        return f"line {self.line} of {self.function}{code}"


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    value : the result as plain copies, when it returned
    failure : what stopped it, when it did not
    changed : positions of the arguments that it changed in place
    printed : what it printed
    warned : warnings issued meanwhile, NumPy's above all
    drew : whether it drew from a global random generator, or seeded one
    replaced : functions of NumPy or `math` that it replaced, such as `np.log`
    seconds : how long it took; never shown, since it differs from run to run
    """

    value: Any = None
    failure: Failure | None = None
    changed: tuple[int, ...] = ()
    printed: str = ""
    warned: tuple[str, ...] = ()
    drew: bool = False
    replaced: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def stopped(self) -> bool:
        """Whether the time was up or the student pressed stop, which ends a whole check."""
        return self.failure is not None and self.failure.is_a("TimeUp", "KeyboardInterrupt")


def observe(
    function: Callable, arguments: list[Any], keywords: dict[str, Any], seconds: float, seed: int
) -> Outcome:
    """Call `function(*arguments, **keywords)` for at most `seconds` and say what happened.

    The arguments are handed over as they are: the caller gives copies. Nothing is raised, not
    even what the stop button raises.
    """

    def job() -> tuple[Any, Any]:
        result = snapshot(function(*arguments, **keywords))
        return result, snapshot(given)

    given = [*arguments, *keywords.values()]
    before = snapshot(given)
    start = time.monotonic()
    with sandbox(seed) as notes:
        try:
            value, after = timebox.run(job, seconds)
            failure = None
        except BaseException as problem:
            value, after, failure = None, before, explain(problem, function)
    changed = tuple(
        place
        for place, (old, new) in enumerate(zip(before, after, strict=True))
        if difference(new, old, SAME, SAME) is not None
    )
    seconds = time.monotonic() - start
    return Outcome(
        value,
        failure,
        changed,
        notes.printed,
        tuple(notes.warned),
        notes.drew,
        tuple(notes.replaced),
        seconds,
    )


def explain(problem: BaseException, function: Callable) -> Failure:
    """Reduce `problem`, which `function` raised, to a `Failure`; never raises."""
    families = tuple(kind.__name__ for kind in type(problem).__mro__)
    name = type(problem).__name__
    try:  # a student's exception class may do anything in its __str__
        text = timebox.run(lambda: str(problem), 0.3)
        message = scrub(cut(text if isinstance(text, str) else "", 300))
    except BaseException:
        message = ""
    try:
        return _located(problem, function, name, families, message)
    except Exception:
        return Failure(name, families, message)


def _located(
    problem: BaseException, function: Callable, name: str, families: tuple, message: str
) -> Failure:
    space, code = globals_of(function), code_of(function)
    place: tuple[FrameType, int] | None = None
    for frame, line in traceback.walk_tb(problem.__traceback__):
        if frame.f_code is code or (space is not None and frame.f_globals is space):
            place = frame, line
    if place is None:
        return Failure(name, families, message)
    frame, line = place
    where = frame.f_code
    # subtle: `getline` knows notebook cells as well as files; it gives '' when it knows neither
    source = cut(scrub(linecache.getline(where.co_filename, line).strip()), 90)
    return Failure(
        name,
        families,
        message,
        function=_spoken(where),
        line=max(line - where.co_firstlineno + 1, 1),
        source=source,
        own=code is None or where is code or _inside(where, code),
        names=tuple({*frame.f_locals, *frame.f_globals, *dir(builtins)}),
    )


def _spoken(code: CodeType) -> str:
    names = {"<lambda>": "a lambda", "<listcomp>": "a list comprehension", "<module>": "a cell"}
    return names.get(code.co_name, f"`{code.co_name}`")


def _inside(code: CodeType, outer: CodeType) -> bool:
    """Say whether `code` is a function or comprehension written inside `outer`."""
    inner: list[Any] = [item for item in outer.co_consts if isinstance(item, CodeType)]
    return code in inner or any(_inside(code, item) for item in inner)
