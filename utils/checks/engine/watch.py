"""A wrong function run once more and watched: arrays that broadcasting has made square.

`r = p - y` with p (N, 1) and y (N,) is (N, N), and no error; a sum or mean later hides it.
"""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checks.engine.budget import Budget
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.failure import code_of
from utils.checks.engine.outcome import Outcome

MOST_CASES = 4


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
    for case in exercise.cases[: 2 * MOST_CASES]:
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
