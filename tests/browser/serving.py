"""The course as its users start it, and a browser to look at it with."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)
TIMEOUT = 90_000
"""Milliseconds until something that must come is given up: a loaded machine is 6 times slower."""


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Run the browser at `path`, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield opened
        opened.close()


def new_page(browser: Browser) -> Page:
    """Return an empty page of a laptop's size."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(TIMEOUT)
    for script in ("notebook.js", "deck.js"):
        page.add_init_script(path=Path(__file__).with_name(script))
    # JupyterLab asks whether to leave a changed notebook; the tests always do.
    page.on("dialog", lambda dialog: dialog.accept())
    return page


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[str]:
    """Run `course ARGUMENTS --no-browser` with `folder`/work; give the address that it prints."""
    course = Path(sys.executable).with_name("course")
    # Two checkouts that are tested at the same time keep out of each other's way.
    port = str(9200 + os.getpid() % 800)
    line = [course, *arguments, "--no-browser", "--port", port]
    process = subprocess.Popen(
        line,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        said = []
        for text in process.stdout:
            said.append(text)
            address = re.search(r"http://\S+", text)
            if address:
                break
        else:
            raise RuntimeError(f"course {' '.join(arguments)} gave no address:\n{''.join(said)}")
        yield address.group()
    finally:
        process.terminate()
        process.communicate(timeout=600)


def _environment(folder: Path) -> dict[str, str]:
    """Return a student's variables, and let the page's JupyterLab be driven by its commands."""
    settings = folder / "settings"
    settings.mkdir(exist_ok=True)
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (settings / "jupyter_lab_config.json").write_text(json.dumps(exposed), encoding="utf-8")
    env = os.environ | {
        "COURSE_WORK": str(folder / "work"),
        "JUPYTER_CONFIG_PATH": str(settings),
        "PYTHONUNBUFFERED": "1",
    }
    env.pop("COURSE_PROGRESS", None)
    return env
