"""What can be wrong before a function is run: there is none, it is blank, or takes other things."""

import dis
import inspect
import re
from collections.abc import Callable
from typing import Any

from utils.checks.engine.exercise import Exercise
from utils.checks.engine.functions import code_of
from utils.checks.engine.outcome import Failure
from utils.checks.engine.show import brief
from utils.checks.engine.snapshot import snapshot
from utils.checks.engine.structure import kind_words

_NOTHING = {"RESUME", "NOP", "CACHE", "COPY_FREE_VARS", "LOAD_CONST", "RETURN_VALUE"}
_RETURN_CONST = "RETURN_CONST"
STUB = re.compile(r"Exercise (\d+)\b")
"""How the message of a blank exercise begins."""


def not_callable(exercise: Exercise, given: Any) -> str:
    """Return what to say when a check is given something else than a function."""
    call = f"`check.{exercise.name}({exercise.name})`"
    if given is None:
        return f"It got None where your function belongs. Write {call}, no brackets after it."
    return (
        f"It got {kind_words(snapshot(given))} where your function belongs. Write {call}, with "
        "the function's name alone: the check calls it."
    )


def other_arguments(exercise: Exercise, function: Any) -> str | None:
    """Return what to say when a function cannot take the exercise's arguments, else None."""
    try:
        signature = inspect.signature(function)
    except Exception:  # a built-in without one: the call itself will tell
        return None
    positions, keywords = exercise.call_arguments(exercise.cases[0])
    try:
        signature.bind(*positions, **keywords)
    except TypeError:
        wanted = _first_line(exercise.signature)
        mine = _first_line(signature)
        return (
            f"Your function takes ({mine}), the exercise's takes ({wanted}). Put the first line "
            "back as it was given: the check calls it with these arguments."
        )
    return None


def _first_line(signature: inspect.Signature) -> str:
    """Return the arguments as they are written, with `=…` where one may be left out."""

    def written(p: inspect.Parameter) -> str:
        given = p.default is not p.empty
        return f"{p.name}={brief(snapshot(p.default), width=20)}" if given else str(p).split(":")[0]

    return ", ".join(map(written, signature.parameters.values()))


def other_order(exercise: Exercise, function: Any) -> str | None:
    """Return what to say when the arguments have the right names in another order, else None."""
    try:
        mine = list(inspect.signature(function).parameters)
    except Exception:
        return None
    wanted = list(exercise.signature.parameters)
    if mine != wanted and sorted(mine) == sorted(wanted):
        return (
            f"The first line has the arguments in another order, ({', '.join(mine)}); the "
            f"exercise's is ({', '.join(wanted)})."
        )
    return None


def is_empty(function: Any) -> bool:
    """Say whether the body is only a docstring and `pass`, `...` or `return`."""
    code = code_of(function)
    if code is None:
        return False
    for step in dis.get_instructions(code):
        if step.opname not in _NOTHING and step.opname != _RETURN_CONST:
            return False
        if step.opname in ("LOAD_CONST", _RETURN_CONST) and step.argval is not None:
            return False
    return True


def is_stub(failure: Failure | None, function: Callable) -> bool:
    """Say whether a call ended at a blank exercise, this one or another.

    A student's own NotImplementedError, or a library's, is an exception like any other.
    """
    if failure is None or not failure.is_a("NotImplementedError"):
        return False
    return bool(STUB.match(failure.message)) or not has_more_than_stub(function)


def has_more_than_stub(function: Callable) -> bool:
    """Say whether something was written besides `raise NotImplementedError(…)`."""
    code = code_of(function)
    if code is None:
        return True
    stores = ("STORE_FAST", "BINARY_OP", "RETURN_VALUE", "STORE_DEREF", "FOR_ITER")
    return any(step.opname in stores for step in dis.get_instructions(code))


def blank_elsewhere(failure: Failure, number: int, names: dict[str, int]) -> str | None:
    """Return the name of another, blank exercise that the failing function called, if any.

    names : the lab's exercises and their numbers
    """
    spoken = failure.function.strip("`")
    if not failure.own and spoken in names and names[spoken] != number:
        return spoken
    said = STUB.match(failure.message)
    if said and int(said.group(1)) != number:
        return next((name for name, n in names.items() if n == int(said.group(1))), None)
    return None
