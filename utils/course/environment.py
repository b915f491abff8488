"""What the course's server and kernels find around them.

Settings from `utils/course/jupyter/`, one thread each, the course's own Python and packages first,
and nothing of the user's that would hide pictures or lock the student out.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from utils import paths
from utils.course import files
from utils.course.errors import CourseError

SETTINGS = Path(__file__).parent / "jupyter"
# One thread per kernel: the course's arrays are small, and two notebooks at once stay quick.
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def environment(token: str, settings: Path, *, present: bool = False) -> dict[str, str]:
    """Return the server's environment: settings, one thread, the course's Python on the PATH.

    `settings` is where JupyterLab keeps what is changed in it; `present` starts the slides.
    """
    from jupyter_core.paths import jupyter_runtime_dir

    env = dict(os.environ)
    _put_first(env, "JUPYTER_CONFIG_PATH", SETTINGS / "lab")
    if present:
        _put_first(env, "JUPYTER_CONFIG_PATH", SETTINGS / "present")
        _put_first(env, "JUPYTER_PATH", SETTINGS / "present")  # its labextension
    env["JUPYTER_TOKEN"] = token
    env["JUPYTER_CONFIG_DIR"] = str(settings / "config")  # in place of the user's
    env["JUPYTER_PREFER_ENV_PATH"] = "1"  # its kernel before one of the same name in the home
    env.pop("JUPYTERLAB_DIR", None)
    env["COURSE_WORK"] = str(paths.work())
    env["JUPYTERLAB_SETTINGS_DIR"] = str(settings / "settings")
    env["JUPYTERLAB_WORKSPACES_DIR"] = str(settings / "workspaces")
    env.pop("MPLBACKEND", None)  # of the user's scripts; in a notebook it would hide all pictures
    own_packages_first(env)
    for name in closed_folders():
        env[name] = str(settings / "home" / name.lower())
    if not env.get("JUPYTER_RUNTIME_DIR"):
        env["JUPYTER_RUNTIME_DIR"] = jupyter_runtime_dir()  # where the server will say its port
    env.setdefault("PATH", os.defpath)
    _put_first(env, "PATH", Path(sys.executable).parent)
    for name in ONE_THREAD:
        env.setdefault(name, "1")
    return env


def _put_first(env: dict[str, str], name: str, folder: Path) -> None:
    """Let a variable that lists folders begin with `folder`."""
    env[name] = os.pathsep.join(filter(None, [str(folder), env.get(name)]))


def put_style(settings: Path) -> None:
    """Put the course's style sheet where JupyterLab looks for one; raises CourseError."""
    style = files.read_text(SETTINGS / "custom.css")
    files.write_text(settings / "config" / "custom" / "custom.css", style)


def own_packages_first(env: dict[str, str]) -> None:
    """See that a PYTHONPATH with another package called `utils` on it does not hide ours."""
    if env.get("PYTHONPATH"):
        _put_first(env, "PYTHONPATH", Path(__file__).resolve().parents[2])


def closed_folders() -> dict[str, Path]:
    """Return, by its variable, each folder of Jupyter's and its friends that cannot be written."""
    from jupyter_core.paths import jupyter_data_dir, jupyter_runtime_dir

    home = Path.home()
    usual = {
        "JUPYTER_RUNTIME_DIR": jupyter_runtime_dir(),
        "JUPYTER_DATA_DIR": jupyter_data_dir(),
        "IPYTHONDIR": os.environ.get("IPYTHONDIR") or home / ".ipython",
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR") or home / ".config",
    }
    return {name: Path(folder) for name, folder in usual.items() if not writable(Path(folder))}


def writable(folder: Path) -> bool:
    """Say whether files can be made in `folder`, or in the nearest folder above that is there."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False


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
