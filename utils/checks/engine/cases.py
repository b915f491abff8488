"""What an exercise is tried on (`Case`) and the wrong answers it knows by name (`Mistake`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Case:
    """One input, with a title that a student reads: `Case("two coins", p=…, q=…)`.

    The arguments are named as in the reference's signature; they are handed to the student's
    function by position, so that renaming a parameter is harmless. What is left out takes the
    reference's default.
    """

    def __init__(self, title: str, /, **arguments: Any) -> None:
        self.title = title
        self.arguments = arguments

    def __repr__(self) -> str:
        return f"Case({self.title!r}, {', '.join(self.arguments)})"


@dataclass(frozen=True, eq=False)
class Mistake:
    """A wrong variant of the reference and the hint for whoever wrote it.

    name : a few words, such as "in bits"
    function : takes the same arguments by position and gives the wrong answer
    hint : what to look at, without giving the answer away
    """

    name: str
    function: Callable
    hint: str
