"""No slide of any lecture has anything that sticks out: geometry alone, nothing is run."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from browser import deck
from browser.conftest import browser_or_skip
from helpers.topics import READY

from utils.course import copies

SIZES = [(1280, 720), (1024, 768)]


@pytest.fixture(scope="module")
def found(request, tmp_path_factory):
    """What sticks out of the lectures that are asked for."""
    browser = browser_or_skip()
    folder = tmp_path_factory.mktemp("student")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_WORK", str(folder / "work"))
        copies.make()
    mine = [item for item in request.session.items if item.path == request.path]
    names = [item.callspec.params["topic"].name for item in mine]
    # In a process of its own, so that the event loop that drives the browser is in nobody's way.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        return other.submit(deck.sticking_out, browser, folder, names, SIZES).result()


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_no_slide_has_anything_that_sticks_out(found, topic):
    assert found[topic.name] == []
