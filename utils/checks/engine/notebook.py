"""The notebook around a check, if there is one: its `exit`, its pictures, its cells that failed."""

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

DEFINES = re.compile(r"^def (\w+)\(", re.MULTILINE)

_before: dict[str, Any] = {}
_failed: dict[str, str] = {}


def shell() -> Any:
    """Return IPython's shell, or None in plain Python."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Within, `exit()` ends no kernel and `plt.show()` shows nothing; new figures are closed."""
    with contextlib.ExitStack() as stack:
        if (around := shell()) is not None:
            from IPython.utils.capture import capture_output

            stack.enter_context(patch.object(around, "ask_exit", _no_exit))
            stack.enter_context(capture_output(stdout=False, stderr=False, display=True))
        pyplot = sys.modules.get("matplotlib.pyplot")
        before = set(pyplot.get_fignums()) if pyplot else set()
        try:
            yield
        finally:
            if pyplot := sys.modules.get("matplotlib.pyplot"):
                for number in set(pyplot.get_fignums()) - before:
                    pyplot.close(number)


def _no_exit() -> None:
    raise SystemExit


def watch() -> None:
    """Take note, from now on, of cells that fail before they have defined their functions."""
    around = shell()
    if around is not None and _after_a_cell not in around.events.callbacks["post_run_cell"]:
        around.events.register("pre_run_cell", _before_a_cell)
        around.events.register("post_run_cell", _after_a_cell)


def failed_cell(name: str) -> str:
    """Return what stopped the last cell with `def name` before it had an effect, or ''."""
    return _failed.get(name, "")


def _before_a_cell(info: Any) -> None:
    space = shell().user_ns
    _before.clear()
    for name in DEFINES.findall(info.raw_cell or ""):
        _before[name] = space.get(name)
        _failed.pop(name, None)


def _after_a_cell(result: Any) -> None:
    problem, space = result.error_before_exec or result.error_in_exec, shell().user_ns
    for name in DEFINES.findall(result.info.raw_cell or ""):
        early = result.error_before_exec is not None or space.get(name) is _before.get(name)
        if problem is not None and early and name in space:
            line = f" in line {problem.lineno}" if isinstance(problem, SyntaxError) else ""
            _failed[name] = f"{type(problem).__name__}{line}"
