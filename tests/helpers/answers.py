"""Right and wrong answers to the exercises, kept beside a topic's tests in `answers.py`.

    @wrong("conv2d", named="the kernel flipped")
    def _(X, W, b, stride=1, padding=0):
        ...

    right("output_size", lambda n, k, p, s: (n - k + 2 * p) // s + 1)

    @right("conv2d")
    def by_windows(X, W, b, stride=1, padding=0):
        ...

    right_edits(by_windows)(("return Y", "return Y.tolist()"))
    wrong_edits(by_windows)((" + b", " - b"), ("* stride", ""))

They are functions as a student would write them, in styles that the checks were not made for.
`tests/contract/test_answers.py` judges all of them.
"""

import importlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from utils.checks.engine import edits


@dataclass(frozen=True)
class Answer:
    """One answer: to which exercise, right or wrong, where it stands, which mistake it makes."""

    exercise: str
    function: Callable
    right: bool
    place: str
    named: str | None = None


_ANSWERS: dict[str, list[Answer]] = {}
_NUMBERS = itertools.count(1)


def right(exercise: str, *functions: Callable) -> Callable:
    """Register right answers; with an exercise's name alone, decorate one."""
    return _register(exercise, functions, True, None)


def wrong(exercise: str, *functions: Callable, named: str | None = None) -> Callable:
    """Register wrong answers, which the mistake `named` explains if given."""
    return _register(exercise, functions, False, named)


def right_edits(answer: Callable) -> Callable:
    """Register right answers made from another one by rows `(old, new, …)`, as for mistakes."""
    return _register_edits(answer, True)


def wrong_edits(answer: Callable, named: str | None = None) -> Callable:
    """Register wrong answers made from a right one by rows `(old, new, …)`, as for mistakes."""
    return _register_edits(answer, False, named)


def of_topic(stem: str) -> list[Answer]:
    """Return the answers in `tests/topics/STEM/answers.py`; a topic must have them."""
    module = importlib.import_module(f"topics.{stem}.answers")
    return _ANSWERS[module.__name__]


def _register(exercise: str, functions: tuple, is_right: bool, named: str | None) -> Callable:
    def register(function: Callable) -> Callable:
        function.exercise = exercise
        _add(Answer(exercise, function, is_right, _line(function), named))
        return function

    for function in functions:
        register(function)
    return register


def _register_edits(answer: Callable, is_right: bool, named: str | None = None) -> Callable:
    def register(*rows: tuple[str, ...]) -> None:
        for pieces in rows:
            # sources go by the name: each needs one of its own
            (made,) = edits(answer)((f"edit {next(_NUMBERS)}", *pieces, "no hint"))
            place = f"{pieces} in the one of {_line(answer)}"
            _add(Answer(answer.exercise, made.function, is_right, place, named))

    return register


def _add(answer: Answer) -> None:
    _ANSWERS.setdefault(answer.function.__module__, []).append(answer)


def _line(function: Callable) -> str:
    return f"line {function.__code__.co_firstlineno}"
