"""Run a notebook in a fresh kernel so that two runs give the same bytes.

One thread for BLAS, a fixed hash seed, no settings of the user's own IPython, a fixed width; and
afterwards everything goes that belongs to the run and not to the result: live widgets (they need
the kernel that made them; the picture in the same output stays), widget state and timings.
"""

import contextlib
import os
import queue
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from utils.course import cells as cell_tools
from utils.course import pairs, pictures
from utils.course.environment import ONE_THREAD, own_packages_first
from utils.course.errors import CourseError

KERNEL = "python3"
CELL_SECONDS = 120
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
FIXED_ENVIRONMENT = {
    **dict.fromkeys(ONE_THREAD, "1"),
    "PYTHONHASHSEED": "0",
    "COURSE_PROGRESS": "off",
    # rich, tqdm and others ask for the width of the terminal the build was started from.
    "COLUMNS": "100",
    "LINES": "30",
}
_ARROW = re.compile(r"^-+>\s*(\d+)\s(.*)$", re.MULTILINE)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def execute(
    notebook: dict,
    folder: Path,
    name: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict:
    """Run every code cell of `notebook` in order, in `folder`, and return it with its outputs.

    `name` is how messages call the notebook; `progress(done, total)` is called after each cell.
    Raises CourseError when there is no Python kernel, a cell raises, a cell takes longer than
    `CELL_SECONDS`, or the kernel dies; the message names notebook and cell.
    """
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets import default

    class ThisPython(AsyncKernelManager):
        # Without folders to look into there is one kernel left, that of this very Python: another
        # one of the same name, somewhere in the user's home, would build with other packages.
        @default("kernel_spec_manager")
        def _no_folders(self) -> KernelSpecManager:
            return KernelSpecManager(kernel_dirs=[])

    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name=KERNEL,
        kernel_manager_class=ThisPython,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        # subtle: nbclient looks the state up when something prints into an Output widget, and
        # raises KeyError where it was told not to store it. `tidy` removes it.
        store_widget_state=True,
        coalesce_streams=True,
        # Its remarks about transport and encryption are no part of a build.
        extra_arguments=["--log-level=ERROR"],
        force_raise_errors=True,
        # The stock tag would leave a cell silently without a result.
        skip_cells_with_tag="no cell is skipped",
    )
    total = len(notebook["cells"])
    number, cell = 0, None
    with tempfile.TemporaryDirectory(prefix="course-ipython-") as settings:
        try:
            with client.setup_kernel(env=_environment(settings)):
                _ask_often(client.kc.shell_channel)
                for number, cell in enumerate(notebook["cells"], start=1):
                    client.execute_cell(cell, number - 1)
                    _refuse_errors(name, number, cell)
                    progress(number, total)
            return tidy(notebook)
        except NoSuchKernel:
            raise CourseError(
                f"there is no Jupyter kernel called {KERNEL}, which {name} needs.\n"
                f"Install it: python -m ipykernel install --sys-prefix --name {KERNEL}"
            ) from None
        except CellExecutionError as problem:
            what = _error_line(problem)
        except CellTimeoutError:
            what = f"it ran longer than {CELL_SECONDS} s"
        except (DeadKernelError, RuntimeError) as problem:
            what = f"the kernel stopped ({str(problem) or type(problem).__name__})"
    raise _failed(name, number, cell, what)


def _ask_often(channel) -> None:
    """Look for a reply every second, in place of once until the time-out.

    subtle: while nbclient waits, it answers an Output widget over the same socket, which can take
    the event that announces the reply; the cell would seem to run until its time-out.
    """
    once = channel.get_msg

    async def get_msg(timeout: float | None = None) -> dict:
        while timeout is None or timeout > 1:
            with contextlib.suppress(queue.Empty):
                return await once(timeout=1)
            timeout = timeout and timeout - 1
        return await once(timeout=timeout)

    channel.get_msg = get_msg


def _environment(settings: str) -> dict[str, str]:
    """Return the environment of the kernel; `settings` is an empty folder for IPython's own."""
    # Nor does a matplotlibrc of the user's decide how pictures look, or whether there are any.
    matplotlibrc = Path(settings, "matplotlibrc")
    matplotlibrc.touch()
    own = {"IPYTHONDIR": settings, "MATPLOTLIBRC": str(matplotlibrc)}
    environment = os.environ | FIXED_ENVIRONMENT | own
    own_packages_first(environment)
    # A backend chosen outside would replace the one that puts pictures into the notebook.
    environment.pop("MPLBACKEND", None)
    return environment


def _refuse_errors(name: str, number: int, cell: dict) -> None:
    """Raise CourseError for a picture not drawn, though the code ran, and for one without words."""
    for output in cell.get("outputs", ()):
        if output["output_type"] == "error":
            words = " ".join(output["evalue"].split())
            what = f"{output['ename']}: {words}, while its result was shown"
            raise _failed(name, number, cell, what)
    for what in pictures.faults(cell):
        raise _failed(name, number, cell, what)


def _failed(name: str, number: int, cell: dict | None, what: str) -> CourseError:
    """Return the error for a notebook that could not be run to its end."""
    where = f"cell {number} ({cell_tools.first_line(cell)})" if cell else "the start of the kernel"
    return CourseError(
        f"{name}: {where} failed: {what}.\n"
        "Nothing was written. Mend the text source and build again."
    )


def _error_line(problem: Exception) -> str:
    """Return `ValueError: what it said (line 3: the line)` for nbclient's error."""
    value = (_ANSI.sub("", problem.evalue).splitlines() or [""])[0]
    text = f"{problem.ename}: {value}".rstrip(": .")
    # The first arrow of IPython's traceback is in the cell, later ones are in what it calls.
    arrow = _ARROW.search(_ANSI.sub("", problem.traceback))
    return f"{text} (line {arrow[1]}: {arrow[2].strip()})" if arrow else text


def tidy(notebook: dict) -> dict:
    """Return `notebook` after removing, in place, what belongs to the run and not to the result."""
    notebook["metadata"].pop("widgets", None)
    # nbclient replaces it by one with the kernel's versions in it.
    notebook["metadata"]["language_info"] = dict(pairs.LANGUAGE)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET_VIEW, None)
        if "outputs" in cell:
            cell["outputs"] = [out for out in cell["outputs"] if out.get("data", True)]
    return notebook
