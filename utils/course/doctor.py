"""What can be wrong with an installation: small examinations, each with its mend.

An examination yields a `Finding`: "ok", a "note" (works, but not as proved) or a "problem".
"""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from utils import paths
from utils.course.environment import closed_folders, own_packages_first, writable
from utils.course.shadows import IMPORTED, shadows

KERNEL_SECONDS = 60
INSTALLED = {"site-packages", "dist-packages"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True)
class Finding:
    """What an examination found: `kind` is "ok", "note" or "problem"; `mend` is what to do."""

    kind: str
    what: str
    mend: str = ""


def python() -> Iterator[Finding]:
    """Which Python is this? It is new enough, else the course could not have been installed."""
    yield Finding("ok", f"Python {platform.python_version()} at {sys.executable}")


def packages() -> Iterator[Finding]:
    """Is everything the course needs installed, in the versions that CI proves?"""
    from packaging.requirements import Requirement

    from utils.course import constraints

    mend = "run: make lab   (or: pip install -c constraints.txt -e .)"
    try:
        lines = metadata.requires(constraints.DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Finding("problem", "the course itself is not installed", mend)
        lines = []
    in_order = True
    for requirement in map(Requirement, lines):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        installed = _version(requirement.name)
        allowed = requirement.specifier
        if installed is None or not allowed.contains(installed, prereleases=True):
            in_order = False
            wrong = f"{installed} is outside {allowed}" if installed else "is not installed"
            yield Finding("problem", f"{requirement.name} {wrong}", mend)
    try:
        proved = constraints.parse(constraints.file().read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        yield Finding("problem", f"constraints.txt: {problem}", "git checkout constraints.txt")
        return
    # Not installed are the tests' packages, or those of another system.
    there = {name: installed for name in proved if (installed := _version(name))}
    other = [name for name in there if there[name].split("+")[0] != proved[name]]
    for name in other:
        what = f"{name} is {there[name]}; proved is {proved[name]}"
        mend = f"only if something fails: pip install {name}=={proved[name]}"
        yield Finding("note", what, mend)
    if in_order:
        yield Finding("ok", f"{len(there) - len(other)} packages are as in constraints.txt")


def _version(name: str) -> str | None:
    """Return the installed version of the distribution `name`, None when absent."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def ours() -> Iterator[Finding]:
    """Is the `utils` that Python finds the course's, from any folder?"""
    expected = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory(prefix="course-doctor-") as elsewhere:
        code = "import importlib.util; print(importlib.util.find_spec('utils').origin)"
        done = _python(code, cwd=elsewhere)
    found = Path(done.stdout.strip()).resolve().parent if done.returncode == 0 else None
    if found == expected:
        yield Finding("ok", f"utils is the course's: {expected}")
    else:
        mend = "pip install -e .   in the course's folder; take another `utils` off PYTHONPATH"
        yield Finding("problem", f"outside the course `import utils` finds {found}", mend)


def hidden() -> Iterator[Finding]:
    """Does something hide a package, on Python's path or beside a notebook?"""
    for name in sorted(IMPORTED - {"utils"}):
        spec = importlib.util.find_spec(name)
        if spec and spec.origin and not INSTALLED & set(Path(spec.origin).parts):
            what = f"`import {name}` finds {spec.origin}, which hides {name}"
            mend = "rename or remove it, or take its folder off PYTHONPATH"
            yield Finding("problem", what, mend)
    for path in (*shadows(paths.root()), *shadows(paths.work())):
        mend = "rename or remove it"
        yield Finding("problem", f"{path} hides the module {path.stem} from notebooks", mend)


def home() -> Iterator[Finding]:
    """Can Jupyter and matplotlib keep their files where they usually do?"""
    for name, folder in closed_folders().items():
        mend = "none needed: `course lab` keeps these files in work/ instead"
        yield Finding("note", f"{folder} ({name}) cannot be written", mend)


def torch() -> Iterator[Finding]:
    """Does torch import, and how long does that take?"""
    if importlib.util.find_spec("torch") is None:
        return  # `packages` has said so
    start = time.perf_counter()
    done = _python("import torch; print(torch.__version__)")
    seconds = time.perf_counter() - start
    if done.returncode == 0:
        yield Finding("ok", f"torch {done.stdout.strip()} imports in {seconds:.1f} s")
    else:
        from utils.course import constraints

        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        version = constraints.parse(constraints.file().read_text(encoding="utf-8")).get("torch")
        mend = f"pip install --force-reinstall torch=={version}"
        yield Finding("problem", f"torch does not import: {last}", mend)


def kernel() -> Iterator[Finding]:
    """Does a kernel start, is it this Python, and how long does its first cell take?"""
    mend = "python -m ipykernel install --sys-prefix --name python3"
    try:
        from jupyter_client.manager import run_kernel
    except ImportError as problem:
        yield Finding("problem", f"Jupyter's client does not import: {problem}", "run: make lab")
        return
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # as `course lab` looks for it
    own_packages_first(env := dict(os.environ))
    how = {"kernel_name": "python3", "env": env, "stderr": subprocess.DEVNULL}
    printed: list[str] = []
    failed = "no kernel starts"
    start = time.perf_counter()
    try:
        with run_kernel(startup_timeout=KERNEL_SECONDS, **how) as client:
            up = time.perf_counter() - start
            failed = "the kernel does not run a cell"
            client.execute_interactive(
                "import sys, utils; print(sys.prefix, utils.__file__, sep='\\n')",
                timeout=KERNEL_SECONDS,
                output_hook=lambda message: printed.append(message["content"].get("text", "")),
            )
            cell = time.perf_counter() - start - up
    except Exception as problem:  # of many kinds: no such kernel, it died, it stayed silent
        yield Finding("problem", f"{failed}: {problem}", mend)
        return
    prefix = "".join(printed).split("\n")[0]
    if prefix != sys.prefix:
        what = f"the kernel called python3 is another Python: {prefix or 'it cannot import utils'}"
        yield Finding("problem", what, mend)
    else:
        what = f"a kernel starts in {up:.1f} s and runs its first cell in {cell:.2f} s"
        yield Finding("ok", what)


def work_folder() -> Iterator[Finding]:
    """Can the student's copies be written?"""
    folder = paths.work()
    if writable(folder):
        yield Finding("ok", f"{folder} can be written")
    else:
        mend = "make it writable, or set COURSE_WORK to another folder"
        yield Finding("problem", f"{folder} cannot be written", mend)


def command() -> Iterator[Finding]:
    """Is the `course` on the PATH this one?"""
    found = shutil.which("course")
    here = Path(sys.executable).parent
    if found is None:
        activate = here / ("activate" if os.name == "posix" else "Activate.ps1")
        mend = f"activate the environment ({activate}), or use make"
        yield Finding("note", "`course` is not on the PATH", mend)
    elif Path(found).parent.resolve() == here.resolve():
        yield Finding("ok", "`course` on the PATH is this one")
    else:
        what = f"`course` on the PATH is another one: {found}"
        yield Finding("note", what, f"this one is in {here}")


def browser() -> Iterator[Finding]:
    """Is there a browser for the browser tests? Students need none in particular."""
    if found := installed_browser():
        yield Finding("ok", f"a browser for the tests: {found}")
    else:
        what = "no Chromium: the browser tests of `make test` are skipped"
        yield Finding("note", what, "only maintainers need one: install chromium")


def installed_browser() -> str | None:
    """Return the path of a Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _python(code: str, cwd: str | None = None) -> subprocess.CompletedProcess:
    """Run `code` in a fresh interpreter like this one and return what came of it."""
    line = [sys.executable, "-c", code]
    return subprocess.run(line, cwd=cwd, capture_output=True, text=True, check=False)


EXAMINATIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    *(python, packages, ours, hidden, home, torch, kernel),
    *(work_folder, command, browser),
)


def findings() -> Iterator[Finding]:
    """Yield what all examinations find; one that breaks must not hide the others."""
    for examine in EXAMINATIONS:
        try:
            yield from examine()
        except Exception as failure:
            yield Finding("problem", f"looking at {examine.__name__} failed: {failure!r}")
