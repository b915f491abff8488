"""One call of a function: what came back, or what went wrong, and what it did besides."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from utils.checks.engine import timebox
from utils.checks.engine.compare import difference
from utils.checks.engine.failure import Failure, explain
from utils.checks.engine.sandbox import sandbox
from utils.checks.engine.snapshot import snapshot

SAME = 1e-9
"""An argument that was moved and moved back is the same, though the last digit may differ."""


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
