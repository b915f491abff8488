"""Right answers got in a way that will not last: changed inputs, global state, chance.

A right function is run once more with the cases in reverse order, other random seeds, and without
the notebook's data variables. Only when that changes an answer are the causes told apart.
"""

import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from utils.checks.engine.compare import alike
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.functions import code_of, names_read
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.reading import defined_beside
from utils.checks.engine.trial import Budget, disagreement, right_outcomes

OTHER_SEED = 2
MOST_CASES = 8
TWO_CALLS_DIFFER = (
    "Two calls with the same input give different answers: random numbers are drawn, or "
    "something is kept from one call to the next (a `global`, a list as a default value)."
)


def misbehaviour(
    exercise: Exercise, function: Callable, outcomes: list[Outcome], budget: Budget
) -> str | None:
    """Return what is wrong with a function whose answers are right, or None.

    outcomes : of the first run, all right
    budget : what is left of the student's time; a run for which it is too little is left out
    """
    changed = _changed(exercise, outcomes)
    if changed:
        return changed

    def right(what: Callable, backwards: bool = False, seed: int = 1) -> bool:
        return not budget.enough_for(outcomes) or _right(exercise, what, backwards, seed, budget)

    names = notebook_variables(function)
    alone = without(function, names) if names else function
    if right(alone, backwards=True, seed=OTHER_SEED):
        return None
    if names and not right(alone):
        guilty = next((name for name in names if not right(without(function, [name]))), names[0])
        return (
            f"Your answers are right only while the notebook's variable `{guilty}` is there: use "
            "the function's arguments instead, or set it inside the function."
        )
    if right(function) and right(function, backwards=True):
        return (
            "Your function draws random numbers: two calls with the same input give different "
            "answers. Use no randomness here, or the generator that is passed in."
        )
    if right(function, seed=OTHER_SEED):
        return (
            "Your answers depend on the order of the calls: something is kept from one call to "
            "the next (a `global`, a list as a default value). Start afresh in each call."
        )
    return TWO_CALLS_DIFFER


def varies(
    exercise: Exercise, function: Callable, outcomes: list[Outcome], budget: Budget
) -> str | None:
    """Say so when a second run of a wrong function gives other answers; else None."""
    if not budget.enough_for(outcomes):
        return None
    for case, old in zip(exercise.cases, outcomes, strict=True):
        new = budget.try_on(function, case, OTHER_SEED)
        if new.stopped:
            return None
        same = bool(old.failure) == bool(new.failure)
        if same and not new.failure:
            same = alike(new.value, old.value, exercise.rtol, exercise.atol)
        if not same:
            return TWO_CALLS_DIFFER
    return None


def notebook_variables(function: Any) -> list[str]:
    """Return the notebook's data variables that the function's own code reads, sorted.

    Functions, classes, modules and UPPERCASE constants (of two letters or more) are not data; nor
    is what the function's own cell sets.
    """
    if type(function) is not FunctionType or _of_a_module(function):
        return []
    space = function.__globals__
    names = {name for name in names_read(function.__code__) if name in space}
    beside = defined_beside(function)  # a helper table in the function's own cell is its own
    return sorted(
        name
        for name in names
        if not (callable(space[name]) or isinstance(space[name], ModuleType) or _is_constant(name))
        and not name.startswith("__")
        and type(space[name]).__module__.partition(".")[0] != "utils"
        and name not in beside
    )


def _of_a_module(function: FunctionType) -> bool:
    """Say whether a function was imported: its module's variables are its own business."""
    module = sys.modules.get(function.__globals__.get("__name__", ""))
    imported = module is not None and vars(module) is function.__globals__
    return imported and module.__name__ != "__main__"


def _is_constant(name: str) -> bool:
    """Say whether a name is spelt as a constant; `W` and `X` are data all the same."""
    return len(name) > 1 and name.isupper()


def without(function: Any, names: list[str]) -> Any:
    """Return a copy of a function for which the globals `names` do not exist."""
    space = {key: value for key, value in function.__globals__.items() if key not in names}
    copy = FunctionType(
        function.__code__, space, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def _changed(exercise: Exercise, outcomes: list[Outcome]) -> str | None:
    for case, outcome in zip(exercise.cases, outcomes, strict=True):
        for place in outcome.changed:
            name = exercise.argument_names(case)[place]
            instead = _instead(name, case.arguments.get(name))
            return (
                f"The answers are right, but your function changes its argument `{name}` in "
                f"place: whoever calls it loses their `{name}`. {instead}"
            )
    return None


def _instead(name: str, value: Any) -> str:
    """Return how to leave an argument as it is; a dictionary's copy still holds the same arrays."""
    if isinstance(value, dict):
        return (
            f"Return a new dictionary with new items: a `{name}.copy()` holds the same ones, "
            f"which `{name}[…] -= …` or `{name}[…].pop()` changes."
        )
    return f"Work on `{name}.copy()`, and mind `{name} -= …`, `{name}[…] = …` and `{name}.sort()`."


def _right(
    exercise: Exercise, function: Callable, backwards: bool, seed: int, budget: Budget
) -> bool:
    """Run all cases again; what was stopped, or had no time, counts as right."""
    rows = list(zip(exercise.cases, right_outcomes(exercise), strict=True))
    right = True
    for case, expected in reversed(rows) if backwards else rows:
        new = budget.try_on(function, case, seed)
        if new.stopped:
            return True
        right &= disagreement(exercise, case, new, expected) is None
    return right


def broadcast_square(
    exercise: Exercise, function: Any, outcomes: list[Outcome], budget: Budget
) -> str | None:
    """Name a variable that is (N, N) in every case, where N is the length of an argument, or None.

    Cases count in which no argument is (N, N) and N > 1; two of them must differ in N.
    """
    if code_of(function) is None or not budget.enough_for(outcomes):
        return None
    found: dict[str, set[int]] = {}
    candidates: set[str] | None = None
    for case in exercise.cases[:MOST_CASES]:
        shapes = [np.shape(v) for v in case.arguments.values() if isinstance(v, np.ndarray)]
        lengths = {shape[0] for shape in shapes if len(shape) == 1 and shape[0] > 1}
        lengths -= {n for shape in shapes for n in shape[1:]}
        if not lengths:
            continue
        local: dict[str, tuple[int, ...]] = {}
        if budget.try_on(_noting(function, local), case).failure:
            return None
        square = {n: s[0] for n, s in local.items() if s == 2 * s[:1] and s and s[0] in lengths}
        candidates = set(square) if candidates is None else candidates & set(square)
        for name in candidates:
            found.setdefault(name, set()).add(square[name])
    names = sorted(name for name in candidates or () if len(found[name]) > 1)
    if not names:
        return None
    return (
        f"`{names[0]}` has N × N numbers for N examples: an array of shape (N, 1) and one of shape "
        "(N,) make (N, N) together. Bring both to the same shape first."
    )


def _noting(function: Callable, local: dict[str, tuple[int, ...]]) -> Callable:
    """Return `function`, made to leave the shapes of its variables in `local`."""
    code = code_of(function)

    def note(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code is code:
            arrays = {n: v for n, v in frame.f_locals.items() if type(v) is np.ndarray}
            local.update({name: array.shape for name, array in arrays.items()})

    def watched(*arguments: Any, **keywords: Any) -> Any:
        former = sys.getprofile()
        sys.setprofile(note)
        try:
            return function(*arguments, **keywords)
        finally:
            sys.setprofile(former)

    return watched
