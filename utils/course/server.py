"""Start JupyterLab for the course, say where it is, and stop it cleanly.

Nothing of the user's own Jupyter is changed: the course's settings come from
`utils/course/jupyter/` through `JUPYTER_CONFIG_PATH`, and what is changed inside JupyterLab is
kept in `work/.jupyterlab/`.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path

from utils import paths
from utils.course.errors import CourseError

SETTINGS = Path(__file__).parent / "jupyter"
START_SECONDS = 90
STOP_SECONDS = 10
# One thread per kernel: the course's arrays are small, and two notebooks at once stay quick.
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def root_dir() -> Path:
    """Return the folder JupyterLab shows: the course, or work/'s parent when that is elsewhere."""
    return paths.root() if paths.work().is_relative_to(paths.root()) else paths.work().parent


def url_path(page: Path) -> str:
    """Return the address, from the server's root on, that opens `page` in JupyterLab.

    Raises ValueError when `page` is outside `root_dir()`.
    """
    return "/lab/tree/" + urllib.parse.quote(page.relative_to(root_dir()).as_posix())


def arguments(url: str, port: int, *, browser: bool) -> list[str]:
    """Return the command line that starts JupyterLab at `url` on `port`."""
    line = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root_dir()}",
        f"--LabApp.default_url={url}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--LabApp.open_browser={browser}",
        "--ServerApp.jpserver_extensions={'utils.course.nodelay': True, "
        # Jupytext would turn notebooks and their text sources into each other on saving; here
        # `course build` does that, and asks first.
        "'jupyterlab_jupytext': False}",
        # Ctrl-C stops at once instead of asking.
        "--ServerApp.answer_yes=True",
        "--LabApp.log_level=ERROR",
        "--ServerApp.log_level=ERROR",
        # Nothing below may want the network.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
    ]
    # In containers everything runs as root, which Jupyter refuses unless told. The server
    # listens on this machine only and asks for its token.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    return line


def environment(token: str, settings: Path, *, present: bool = False) -> dict[str, str]:
    """Return the server's environment: settings, one thread, the course's Python on the PATH.

    `settings` is where JupyterLab keeps what is changed in it; `present` starts the slides.
    """
    env = dict(os.environ)
    layers = [SETTINGS / "present"] * present + [SETTINGS / "lab"]
    known = [env["JUPYTER_CONFIG_PATH"]] if env.get("JUPYTER_CONFIG_PATH") else []
    env["JUPYTER_CONFIG_PATH"] = os.pathsep.join([*map(str, layers), *known])
    env["JUPYTER_TOKEN"] = token
    env["JUPYTERLAB_SETTINGS_DIR"] = str(settings / "settings")
    env["JUPYTERLAB_WORKSPACES_DIR"] = str(settings / "workspaces")
    env.pop("MPLBACKEND", None)  # of the user's scripts; in a notebook it would hide all pictures
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", os.defpath)])
    for name in ONE_THREAD:
        env.setdefault(name, "1")
    return env


def own_settings() -> Path:
    """Return `work/.jupyterlab`, started from the user's own JupyterLab settings (the theme, …).

    Slides that were on when a browser was closed do not come back.
    """
    home = paths.work() / ".jupyterlab"
    try:
        if not home.exists():
            _seed(home / "settings")
        (home / "settings").mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CourseError(f"cannot write {home}: {problem.strerror or problem}.") from problem
    shutil.rmtree(home / "settings" / "jupyterlab-slideshow", ignore_errors=True)
    return home


def _seed(target: Path) -> None:
    """Copy the user's own JupyterLab settings to `target` when there are any."""
    from jupyter_core.paths import jupyter_config_dir

    default = Path(jupyter_config_dir(), "lab", "user-settings")
    source = Path(os.environ.get("JUPYTERLAB_SETTINGS_DIR") or default)
    if source.is_dir():
        shutil.copytree(source, target)


def serve(
    line: Callable[[bool], list[str]],
    env: dict[str, str],
    address: str,
    *,
    browser: bool,
    say: Callable[[str], None] = print,
) -> int:
    """Run the server until it ends or is interrupted; return its exit status, 0 after Ctrl-C.

    `line` makes the command line from whether to open a browser; `address` is the page to open,
    without the token, which is in `env`. Raises CourseError when the server does not come up.
    """
    if browser and not has_browser():
        say("There is no browser here that can be opened.")
        browser = False
    process = subprocess.Popen(line(browser), env=env)
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        _wait_until_up(process, address)
        opening = "JupyterLab is opening" if browser else "Open this address"
        say(f"{opening}: {address}?token={env['JUPYTER_TOKEN']}")
        say("Press Ctrl-C here to stop.")
        return process.wait()
    except KeyboardInterrupt:
        _stop(process)
        say("JupyterLab has stopped. Your work is in work/.")
        return 0
    finally:
        _stop(process)
        signal.signal(signal.SIGTERM, previous)


def new_token() -> str:
    """Return a fresh secret for one server."""
    return secrets.token_urlsafe(24)


def has_browser() -> bool:
    """Say whether Python knows a browser to open."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _wait_until_up(process: subprocess.Popen, address: str) -> None:
    """Return once the server of `address` answers; raise CourseError when it never does."""
    deadline = time.monotonic() + START_SECONDS
    # A proxy set for the internet must not be asked about this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CourseError(
                f"JupyterLab stopped while starting (exit status {process.returncode}); its "
                "message is above. Look for the reason with: course doctor"
            )
        try:
            with opener.open(urllib.parse.urljoin(address, "/api"), timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers, if only to refuse
        except OSError:
            time.sleep(0.1)
    raise CourseError(f"JupyterLab did not answer within {START_SECONDS} s. Try: course doctor")


def _interrupt(signum, frame) -> None:
    """Treat a request to end like Ctrl-C, so that the server does not outlive this command."""
    raise KeyboardInterrupt


def _stop(process: subprocess.Popen) -> None:
    """End the server and its kernels, politely first."""
    if process.poll() is not None:
        return
    # Ctrl-C in a terminal reached the server too; `terminate` makes the same of a plain kill.
    # On Windows it is a hard end, so the server is first given time to follow the Ctrl-C.
    if os.name == "nt":
        try:
            process.wait(STOP_SECONDS)
            return
        except subprocess.TimeoutExpired:
            pass
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
