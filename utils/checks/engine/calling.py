"""What can be wrong before a function is run: it is none, or takes other arguments."""

import inspect
from typing import Any

from utils.checks.engine.exercise import Exercise
from utils.checks.engine.show import brief
from utils.checks.engine.snapshot import snapshot
from utils.checks.engine.structure import kind_words


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
