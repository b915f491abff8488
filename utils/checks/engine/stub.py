"""Whether a function has been begun at all."""

import dis
import re
from collections.abc import Callable
from typing import Any

from utils.checks.engine.failure import Failure, code_of

_NOTHING = {"RESUME", "NOP", "CACHE", "COPY_FREE_VARS", "LOAD_CONST", "RETURN_VALUE"}
_RETURN_CONST = "RETURN_CONST"


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
    said = re.match(r"Exercise (\d+)\b", failure.message)
    if said and int(said.group(1)) != number:
        return next((name for name, n in names.items() if n == int(said.group(1))), None)
    return None
