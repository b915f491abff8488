"""A real browser in front of the course as its users start it.

Without a browser these tests are skipped, and say so; in CI (`CI` is set) that is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)


def pytest_itemcollected(item):
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.browser)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # The tests of one lecture one after the other: opening and running it takes a while.
    where = [i for i, item in enumerate(items) if "lecture" in _parameters(item)]
    ordered = sorted((items[i] for i in where), key=lambda item: _parameters(item)["lecture"])
    for i, item in zip(where, ordered, strict=True):
        items[i] = item


def _parameters(item) -> dict:
    return item.callspec.params if hasattr(item, "callspec") else {}


@pytest.fixture(scope="session")
def browser():
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "no Chromium or Chrome on the PATH; install one to test in a real browser"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS.split())
        yield opened
        opened.close()


@contextmanager
def running(work: Path, *arguments: str) -> Iterator[str]:
    """Run `course ARGUMENTS --no-browser` on `work`; give the address that it prints."""
    course = Path(sys.executable).with_name("course")
    line = [course, *arguments, "--no-browser", "--port", "9200"]
    env = os.environ | {"COURSE_WORK": str(work), "PYTHONUNBUFFERED": "1"}
    env.pop("COURSE_PROGRESS", None)
    process = subprocess.Popen(
        line, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    try:
        said = []
        for text in process.stdout:
            said.append(text)
            address = re.search(r"http://\S+", text)
            if address:
                break
        else:
            pytest.fail(f"course {' '.join(arguments)} gave no address but said:\n{''.join(said)}")
        yield address.group()
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("student") / "work"


@pytest.fixture(scope="module")
def lab(browser, work) -> Iterator[str]:
    """The address of `course lab`, its front page."""
    with running(work, "lab") as address:
        yield address


@pytest.fixture(scope="module")
def page(browser):
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    opened.set_default_timeout(60_000)
    # JupyterLab asks whether to leave a changed notebook; the tests always do.
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    opened.close()
