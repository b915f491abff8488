"""Make `.venv` and install the course into it: what `make lab` and `make test` do first.

    python3 utils/course/bootstrap.py [EXTRA]

Uses the standard library only and no syntax newer than Python 3.6, so that an old Python can run
it as a file and be told what is missing. A stamp inside `.venv`, written after a finished install
and taken away before one begins, says what is installed: an interrupted install is completed by
running again, and a complete one is recognised at once.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11")
STAMP = ".course-installed.json"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Problem(Exception):
    """Something the person who started this can mend; its text says how."""


def main(arguments, root=ROOT):
    """Complete `.venv` in `root` with the extras named in `arguments`; return the exit status."""
    try:
        ensure(root, set(arguments))
    except Problem as problem:
        print(f"\nError: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again to complete it.", file=sys.stderr)
        return 130
    return 0


def ensure(root, extras):
    """Create and fill `.venv` unless its stamp says that all of `extras` are there already.

    Raises Problem with a mend when Python is too old, `venv` is missing or the install fails.
    """
    folder = os.path.join(root, ".venv")
    stamp = os.path.join(folder, STAMP)
    inputs = digest(root)
    known = read_stamp(stamp)
    if known.get("inputs") == inputs and extras <= set(known["extras"]):
        return
    extras = extras | set(known.get("extras", []))

    inside = venv_python(folder)
    if not works(inside):
        python = choose_python(os.environ.get("PYTHON"))
        require_venv(python)
        say(f"Creating .venv with {python} (Python {dotted(version_of(python))}). Once only.")
        if call([python, "-m", "venv", "--clear", folder]) != 0:
            raise Problem(
                "the virtual environment .venv could not be made; the reason is above. "
                "Delete .venv and try again."
            )
    if os.path.exists(stamp):
        os.remove(stamp)
    what = ".[" + ",".join(sorted(extras)) + "]" if extras else "."
    say("Installing the course into .venv. The first time takes a few minutes.")
    line = [inside, "-m", "pip", "install", "-c", "constraints.txt", "-e", what]
    if call(line, cwd=root) != 0:
        raise Problem(
            "the installation did not finish; the reason is above.\n"
            "Run the same command again: what has been downloaded is not downloaded twice.\n"
            "If the lines above speak of connections, retries or names that could not be\n"
            "resolved, there is no network: the first installation needs one, later runs do not."
        )
    beside = stamp + ".tmp"
    with open(beside, "w", encoding="utf-8") as stream:
        json.dump({"inputs": inputs, "extras": sorted(extras)}, stream)
    os.replace(beside, stamp)
    say("Installed.")


def digest(root):
    """Return a SHA-256 of what the install depends on: the two files, and where the course is."""
    total = hashlib.sha256(os.path.realpath(root).encode("utf-8"))
    for name in ("pyproject.toml", "constraints.txt"):
        try:
            with open(os.path.join(root, name), "rb") as stream:
                # Line ends differ between checkouts on Windows and elsewhere.
                total.update(stream.read().replace(b"\r\n", b"\n"))
        except OSError as problem:
            raise Problem(f"cannot read {name} in {root}: {problem.strerror}.") from problem
    return total.hexdigest()


def read_stamp(path):
    """Return what the stamp says, `{}` when it is absent or damaged."""
    try:
        with open(path, encoding="utf-8") as stream:
            stamp = json.load(stream)
    except (OSError, ValueError):
        return {}
    whole = isinstance(stamp, dict) and isinstance(stamp.get("extras"), list)
    return stamp if whole else {}


def choose_python(wanted):
    """Return the Python to build `.venv` with: `wanted`, this one, or a newer one that is found.

    Raises Problem naming what was found when none is new enough.
    """
    if wanted:
        found = version_of(wanted)
        if found is None:
            raise Problem(f"PYTHON={wanted} cannot be run. Give the path of a Python.")
        if found < OLDEST:
            raise Problem(
                f"PYTHON={wanted} is Python {dotted(found)}; the course needs "
                f"{dotted(OLDEST)} or newer."
            )
        return wanted
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    for name in NEWER_NAMES:
        path = shutil.which(name)
        if path and (version_of(path) or (0, 0)) >= OLDEST:
            return path
    raise Problem(
        f"python3 is Python {dotted(sys.version_info[:3])}; the course needs {dotted(OLDEST)} "
        f"or newer, and none of {', '.join(NEWER_NAMES)} was found either.\n"
        "Install a newer Python, or name one: make lab PYTHON=/path/to/python3.11"
    )


def version_of(python):
    """Return the version of the interpreter `python` as a tuple, None when it cannot be run."""
    code = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
    try:
        answer = subprocess.check_output([python, "-c", code], stderr=subprocess.DEVNULL)
        return tuple(int(part) for part in answer.decode("ascii").split("."))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def require_venv(python):
    """Raise Problem when `python` lacks the modules that make a virtual environment."""
    if quiet([python, "-c", "import venv, ensurepip"]):
        return
    name = "python" + dotted((version_of(python) or OLDEST)[:2])
    raise Problem(
        f"{python} has no venv or ensurepip module, which virtual environments need.\n"
        f"On Debian and Ubuntu: sudo apt install {name}-venv   (or python3-venv)\n"
        "Elsewhere: install Python from its usual installer, which contains both."
    )


def works(python):
    """Say whether `python`, the one inside `.venv`, runs, is new enough and has pip."""
    found = version_of(python)
    return found is not None and found >= OLDEST and quiet([python, "-m", "pip", "--version"])


def venv_python(folder):
    """Return the path of the interpreter inside the virtual environment `folder`."""
    if os.name == "nt":
        return os.path.join(folder, "Scripts", "python.exe")
    return os.path.join(folder, "bin", "python")


def quiet(line):
    """Run the command `line` without showing it; say whether it succeeded."""
    try:
        return subprocess.call(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def call(line, cwd=None):
    """Show and run the command `line`; return its exit status."""
    print("+ " + " ".join(line), flush=True)
    return subprocess.call(line, cwd=cwd)


def say(text):
    """Print one line at once, before the output of what is started next."""
    print(text, flush=True)


def dotted(version):
    """Return `(3, 11)` as `3.11`."""
    return ".".join(str(part) for part in version)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
