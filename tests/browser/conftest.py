"""One `course lab` and one page for all tests; they open one notebook after another in it.

Without a browser these tests are skipped, and say so; in CI (`CI` is set) that is a failure.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import serving
from browser.notebook import Notebook
from playwright.sync_api import Page, expect

from utils import paths
from utils.course import doctor
from utils.topics import find

expect.set_options(timeout=serving.TIMEOUT)


def pytest_itemcollected(item):
    # Where things stand on a slide does not depend on what else runs, as time does.
    if Path(__file__).parent in item.path.parents and item.path.stem != "test_slides_fit":
        item.add_marker(pytest.mark.browser)


def pytest_collection_modifyitems(items):
    """What takes the longest comes first: a second process does all the rest meanwhile."""
    longest = Path(__file__).with_name("test_widgets.py")
    items.sort(key=lambda item: item.path != longest)


def browser_or_skip() -> str:
    """Return the path of a browser; without one the test is skipped, in CI it fails."""
    found = doctor.installed_browser()
    if found is None:
        reason = "no Chromium or Chrome on the PATH; install one to test in a real browser"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser():
    with serving.chromium(browser_or_skip()) as opened:
        yield opened


@pytest.fixture(scope="session")
def student(tmp_path_factory) -> Path:
    """The folder that has the student's work/."""
    folder = tmp_path_factory.mktemp("student")
    (folder / "work").mkdir()
    # Trained networks are kept under a key of all that they depend on, so that they serve here too.
    kept = paths.work() / "cache"
    kept.mkdir(parents=True, exist_ok=True)
    (folder / "work" / "cache").symlink_to(kept, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def lab(browser, student) -> Iterator[str]:
    """The address of `course lab`, its front page."""
    with serving.running(student, "lab") as address:
        yield address


@pytest.fixture(scope="session")
def page(browser, lab) -> Iterator[Page]:
    """A page with JupyterLab at its front page."""
    opened = serving.new_page(browser)
    opened.goto(lab)
    expect(opened.get_by_role("heading", name="Neural networks for sequences")).to_be_visible()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def lecture(page) -> Iterator[Callable[[str], Notebook]]:
    """Open the lecture of a topic and set it up; it stays open until another is asked for."""
    opened = {}

    def close():
        for notebook in opened.values():
            notebook.do("close")
        opened.clear()

    def open_lecture(topic: str) -> Notebook:
        name = find(topic).name
        if name not in opened:
            close()
            opened[name] = Notebook(page, f"work/lectures/{name}.ipynb")
            opened[name].set_up()
        return opened[name]

    yield open_lecture
    close()
