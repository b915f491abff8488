"""Wrong answers explained by one slip of a pen, found by trying all of them.

Either one change of the student's own lines makes every case right, and the line is pointed at; or
the right answer with one such change gives the student's very answers, and its kind is named.
"""

import contextlib
import pickle
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utils.checks.engine import timebox
from utils.checks.engine.cases import Case
from utils.checks.engine.compare import alike
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.leaves import follow
from utils.checks.engine.outcome import Failure, Outcome
from utils.checks.engine.sandbox import sandbox
from utils.checks.engine.show import cut
from utils.checks.engine.slightly import QUESTIONS
from utils.checks.engine.snapshot import snapshot
from utils.checks.engine.switches import Change
from utils.checks.engine.trial import disagreement, right_outcomes
from utils.checks.engine.variants import Variants, variants

LONGEST = 0.25
"""Seconds for both searches; what is not tried by then is not said."""

FIRST = tuple(kind for kind in QUESTIONS if kind not in ("name", "key"))
"""Kinds that are tried first; there are few changes of them, and they are quickly compiled."""
LATER = tuple(kind for kind in QUESTIONS if kind not in FIRST)

SLOWER, SOON = 5, 0.01
"""Times as long as the function itself, and seconds, that one with a change may take: its loop may
never end."""

MEMORY = 2**28
"""Bytes that a function with a change may take: one that doubles an array in a loop ends there."""

WIDTH = 60
"""Characters of a line that are shown."""

KINDS = {
    "sign": "with one sign turned",
    "operator": "with another operator in one place",
    "parentheses": "with other parentheses in one place",
    "sides": "with the two sides of one operation, or two arguments of one call, exchanged",
    "transpose": "with one transpose too many, too few, or at the wrong matrix",
    "surplus": "with one term, factor, index or call left out",
    "function": "with one function taken for a related one",
    "axis": "along another axis in one place",
    "bound": "with one count, slice or index that begins or ends elsewhere",
    "comparison": "with one comparison the other way, or with equality on the other side",
    "name": "with one variable in the place of another",
    "number": "with one other number in it",
    "key": "with one key in the place of another",
    "line": "without one of its lines",
    "place": "with one line in another place: before or after its neighbour, in or out of a loop",
}
"""What is said of the right answer with one change of a kind."""


def one_slip(exercise: Exercise, function: Any, outcomes: list[Outcome]) -> str:
    """Return the one change that explains wrong answers; '' where none does."""
    if len(outcomes) < len(exercise.cases):
        return ""
    rights, end = right_outcomes(exercise), time.monotonic() + LONGEST
    found = [
        disagreement(exercise, *row) for row in zip(exercise.cases, outcomes, rights, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda at: found[at] is None)  # what is wrong, first
    search = Search(exercise, order, found[order[0]].path, end)
    for kinds in (FIRST, LATER):
        change = search.first(_variants(function, kinds), outcomes, rights, _right)
        if change:
            where = "" if change.function == function.__name__ else f" of `{change.function}`"
            return (
                f"One small change in line {change.line}{where}, `{cut(change.text, WIDTH)}`, "
                f"makes every case agree. {QUESTIONS[change.kind]}"
            )
        key = "variants", kinds
        if key not in exercise.known:
            exercise.known[key] = _variants(exercise.reference, kinds)
        change = search.first(exercise.known[key], rights, outcomes, _same)
        if change:
            return f"Your answers are exactly the right ones {KINDS[change.kind]}."
    return ""


@dataclass
class Search:
    """Tries variants on every case, in this order, until one fits or the time is over.

    path : to the part of the first case's result that is looked at first, as most differ in it
    """

    exercise: Exercise
    order: list[int]
    path: tuple
    end: float

    def first(
        self, made: Variants | None, timed: list[Outcome], wanted: list[Outcome], fits: Callable
    ) -> Change | None:
        """Return the first change with which all outcomes are what is wanted.

        timed : how long the function takes without a change
        fits : (exercise, case, its outcome, the one wanted) → bool
        """
        if made is None:
            return None
        rows = [
            (case, arguments_of(self.exercise, case), SLOWER * timed[at].seconds + SOON, wanted[at])
            for at in self.order
            for case in [self.exercise.cases[at]]
        ]
        with trying():
            for number in made.by_kind():
                if time.monotonic() > self.end:
                    break
                if all(self._fits(made.function(number), row, fits) for row in rows):
                    return made.changes[number]
        return None

    def _fits(self, function: Callable, row: tuple, fits: Callable) -> bool:
        case, arguments, seconds, wanted = row
        mine = call(function, arguments(), min(seconds, self.end - time.monotonic()))
        if self.exercise.compare is None and not (mine.failure or wanted.failure):
            parts = (follow(outcome.value, self.path) for outcome in (mine, wanted))
            if not alike(*parts, self.exercise.rtol, self.exercise.atol):
                return False
        return fits(self.exercise, case, mine, wanted)


def _right(exercise: Exercise, case: Case, mine: Outcome, right: Outcome) -> bool:
    return disagreement(exercise, case, mine, right) is None


def _same(exercise: Exercise, case: Case, ours: Outcome, mine: Outcome) -> bool:
    if exercise.compare is not None:  # of many right answers, each has wrong ones of its own
        return False
    if ours.failure or mine.failure:
        both = ours.failure and mine.failure
        return bool(both) and ours.failure.name == mine.failure.name
    return alike(mine.value, ours.value, exercise.rtol, exercise.atol)


def _variants(function: Any, kinds: tuple[str, ...]) -> Variants | None:
    try:
        return variants(function, kinds)
    except Exception:  # a search is a courtesy: no source is worth failing for
        return None


@contextlib.contextmanager
def trying() -> Iterator[None]:
    """Change nothing outside, and let no change that makes arrays grow take the memory."""
    with sandbox(1):
        try:
            import resource  # not on Windows

            used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        except (ImportError, OSError):
            yield
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limits = [limit for limit in (soft, used + MEMORY) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def arguments_of(exercise: Exercise, case: Case) -> Callable[[], tuple[list, dict]]:
    """Return what makes fresh arguments for a case, quicker than copying where that is possible."""
    try:
        packed = pickle.dumps(exercise.call_arguments(case))
    except Exception:  # a function among them, say
        return lambda: exercise.call_arguments(case)
    return lambda: pickle.loads(packed)


def call(function: Callable, arguments: tuple[list, dict], seconds: float) -> Outcome:
    """Call a function, with none of what `observe` notes besides."""
    positions, keywords = arguments
    try:
        return Outcome(timebox.run(lambda: snapshot(function(*positions, **keywords)), seconds))
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        families = tuple(kind.__name__ for kind in type(problem).__mro__)
        return Outcome(failure=Failure(families[0], families, ""))
