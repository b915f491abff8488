"""One exercise, declared: the right function, its cases, the known mistakes, the hints."""

import copy
import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from utils.checks.engine.cases import Case, Mistake


@dataclass(eq=False, kw_only=True)
class Exercise:
    """What a student is asked for and how an answer is told from a wrong one.

    name : the student's function's; the reference's, if left out
    title, minutes, difficulty : as the lab gives them; the difficulty in words
    reference : the right function; where it raises (ValueError for bad input, say) the student's
        must raise the same
    cases : inputs to try, see `Case`; name the special ones so that "wrong for …" explains
    returns : what it returns, in words; for a tuple one text each, such as `("dW (D, R)", …)`
    axes : for messages on shapes, the names of the axes of each part of the result that has some,
        by its name or key; read from `returns` if left out
    rtol, atol : numbers agree when |got − expected| ≤ atol + rtol·|expected|
    seconds : limit for all calls of the student's function in one check
    mistakes : see `Mistake`; at least four
    hints : the ladder, from a nudge to nearly the answer
    compare : for answers with many right forms: `(got, expected, case)` → None, or what is wrong
    alike : the same for named mistakes: `(got, mistake's, case)` → bool; default: equal
    """

    name: str = ""
    title: str
    minutes: int
    difficulty: str
    reference: Callable
    cases: Sequence[Case]
    returns: str | tuple[str, ...]
    axes: dict[str, tuple[str, ...]] | None = None
    rtol: float = 1e-9
    atol: float = 1e-11
    seconds: float = 5.0
    mistakes: Sequence[Mistake] = ()
    hints: Sequence[str] = ()
    compare: Callable[[Any, Any, Case], str | None] | None = None
    alike: Callable[[Any, Any, Case], bool] | None = None
    number: int = field(default=0, init=False)
    """Its place in the lab's list, counted from 1; the lab sets it."""
    known: dict = field(default_factory=dict, init=False, repr=False)
    """What was found out about its functions, which `trial` and `named` need only once."""

    def __post_init__(self) -> None:
        self.name = self.name or self.reference.__name__
        if not self.name.isidentifier():
            raise ValueError(f"name: {self.name!r} cannot be a function's name")
        if not self.cases:
            raise ValueError(f"cases: {self.name} has none; a check without cases cannot fail")
        titles = [case.title for case in self.cases]
        if len(set(titles)) < len(titles):
            raise ValueError(f"cases: two of {self.name}'s have the same title")
        for case in self.cases:
            try:
                self.signature.bind(**case.arguments)
            except TypeError as problem:
                raise ValueError(
                    f"cases: {case.title!r} of {self.name} does not fit its reference: {problem}"
                ) from None

    @cached_property
    def signature(self) -> inspect.Signature:
        """The reference's signature, which is the exercise's."""
        return inspect.signature(self.reference)

    @property
    def heading(self) -> str:
        """`Exercise 2, KL divergence`."""
        return f"Exercise {self.number}, {self.title}"

    @property
    def anchor(self) -> str:
        """The id that JupyterLab gives to the exercise's heading in the lab."""
        return f"Exercise-{self.number}:-{self.title}".replace(" ", "-")

    def call_arguments(self, case: Case) -> tuple[list[Any], dict[str, Any]]:
        """Return fresh copies of a case's arguments: by position, and keyword-only ones."""
        # subtle: `bind` stops using positions after a gap, so fill the gaps with the defaults
        filled = self.signature.bind(**copy.deepcopy(case.arguments)).arguments
        named = [p for p in self.signature.parameters.values() if p.kind is not p.KEYWORD_ONLY]
        last = max((i for i, p in enumerate(named) if p.name in filled), default=-1)
        positions = [filled.pop(p.name, p.default) for p in named[: last + 1]]
        return positions, filled

    def argument_names(self, case: Case) -> list[str]:
        """Return the names of what `call_arguments` returns, in its order."""
        positions, keywords = self.call_arguments(case)
        named = [name for name in self.signature.parameters if name not in keywords]
        return named[: len(positions)] + list(keywords)

    def leaf_name(self, path: tuple) -> str:
        """Return the name of one part of the result: `dW` for a tuple's first, or `['dW']`."""
        if not path:
            return ""
        head, rest = path[0], path[1:]
        if isinstance(self.returns, tuple) and isinstance(head, int) and head < len(self.returns):
            name = re.split(r"[\s(:,]", self.returns[head].strip(), maxsplit=1)[0]
        else:
            name = f"[{head!r}]"
        return name + "".join(f"[{key!r}]" for key in rest)

    def leaf_axes(self, path: tuple, ndim: int) -> tuple[str, ...] | None:
        """Return the names of the axes of one part of the result, when they are known."""
        if self.axes is None:
            axes = _axes_in_words(self.returns, path)
        else:
            names = [*path[:1], self.leaf_name(path[:1])]
            axes = next((self.axes[name] for name in names if name in self.axes), None)
        return axes if axes and len(axes) == ndim else None

    @property
    def returns_words(self) -> str:
        """`returns` as one sentence's end."""
        return self.returns if isinstance(self.returns, str) else ", ".join(self.returns)


def _axes_in_words(returns: str | tuple[str, ...], path: tuple) -> tuple[str, ...] | None:
    """Read `(N, D)` out of words such as `dW (N, D)`."""
    if isinstance(returns, tuple):
        if not path or not isinstance(path[0], int) or path[0] >= len(returns):
            return None
        returns = returns[path[0]]
    found = re.search(r"\(([A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*,?)\)", returns)
    return tuple(re.findall(r"\w+", found.group(1))) if found else None
