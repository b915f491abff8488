"""Start JupyterLab for the course, say where it is, and stop it cleanly.

Nothing of the user's own Jupyter is changed, and nothing of it decides where the server listens or
who may enter: the course's settings come from `utils/course/jupyter/`, the user's configuration
is not read, and what is changed inside JupyterLab is kept in `work/.jupyterlab/`.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import webbrowser
from pathlib import Path

import click

from utils import paths
from utils.course import environment
from utils.course.errors import CourseError

START_SECONDS = 90
STOP_SECONDS = 10


def root_dir() -> Path:
    """Return the folder JupyterLab shows: the course, or work/'s parent when that is elsewhere.

    Raises CourseError for a work folder that JupyterLab would hide.
    """
    work, root = paths.work(), paths.root()
    top = root if work.is_relative_to(root) else work.parent
    if any(part.startswith(".") for part in work.relative_to(top).parts):
        raise CourseError(
            f"COURSE_WORK: {work} is hidden, and JupyterLab shows nothing of a hidden folder; "
            "choose one whose name does not begin with a dot."
        )
    return top


def url_path(page: Path) -> str:
    """Return the address, from the server's root on, that opens `page` in JupyterLab.

    Raises ValueError when `page` is outside `root_dir()`.
    """
    return "/lab/tree/" + urllib.parse.quote(page.relative_to(root_dir()).as_posix())


def arguments(url: str, port: int, *, browser: bool) -> list[str]:
    """Return the command line that starts JupyterLab at `url` on `port` or one nearby."""
    line = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root_dir()}",
        # What a configuration of the whole machine may say, and would lock the student out with.
        "--ServerApp.ip=localhost",
        "--ServerApp.base_url=/",
        "--ServerApp.certfile=",
        "--ServerApp.keyfile=",
        "--PasswordIdentityProvider.hashed_password=",
        "--FileContentsManager.preferred_dir=",
        f"--LabApp.default_url={url}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=50",
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
        "--LabApp.custom_css=True",
    ]
    if os.name == "posix":
        # subtle: a server that was not started in a terminal would start login shells, which set
        # the PATH afresh, without `course`.
        shell = os.environ.get("SHELL") or shutil.which("bash") or "sh"
        line.append(f"--ServerApp.terminado_settings={{'shell_command': [{shell!r}]}}")
    # In containers everything runs as root, which Jupyter refuses unless told. The server
    # listens on this machine only and asks for its token.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    return line


def open_page(
    page: Path, settings: Path, *, port: int, browser: bool, present: bool = False
) -> int:
    """Run JupyterLab at `page` on the first free port from `port` on; return its exit status.

    For `settings` and `present` see `environment.environment`. Raises CourseError when the server
    does not come up.
    """
    if browser:
        try:
            webbrowser.get()
        except webbrowser.Error:
            click.echo("There is no browser here that can be opened.")
            browser = False
    environment.put_style(settings)
    env = environment.environment(secrets.token_urlsafe(24), settings, present=present)
    url = url_path(page)
    process = subprocess.Popen(arguments(url, port, browser=browser), env=env)
    # A request to end is treated like Ctrl-C, so that the server does not outlive this command.
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        taken = _port(process, env)
        if taken != port:
            click.echo(f"Port {port} is in use; taking {taken}.")
        opening = "JupyterLab is opening" if browser else "Open this address"
        click.echo(f"{opening}: http://localhost:{taken}{url}?token={env['JUPYTER_TOKEN']}")
        click.echo("Press Ctrl-C here to stop.")
        return process.wait()
    except KeyboardInterrupt:
        _stop(process)
        click.echo("JupyterLab has stopped. Your work is in work/.")
        return 0
    finally:
        _stop(process)
        signal.signal(signal.SIGTERM, previous)


def _port(process: subprocess.Popen, env: dict[str, str]) -> int:
    """Return the port of the server once it listens; raise CourseError when it never does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CourseError(
                f"JupyterLab stopped while starting (exit status {process.returncode}); its "
                "message is above. Look for the reason with: course doctor"
            )
        # Each server writes down, for its user's eyes only, where it listens.
        for file in Path(env["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):  # it is just being written, or removed
                running = json.loads(file.read_text(encoding="utf-8"))
                if running.get("token") == env["JUPYTER_TOKEN"]:
                    return running["port"]
        time.sleep(0.1)
    raise CourseError(f"JupyterLab did not answer within {START_SECONDS} s. Try: course doctor")


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
