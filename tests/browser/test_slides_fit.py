"""No slide of any lecture has anything that sticks out: geometry alone, nothing is run.

What it finds is said in full, for any size of the window, by deck_report.py.
"""

import pytest
from browser import deck, serving
from browser.conftest import browser_or_skip
from helpers.topics import READY

from utils.course import copies

SIZES = [(1280, 720), (1024, 768)]


@pytest.fixture(scope="module")
def open_lecture(tmp_path_factory):
    """Open a lecture's deck: each in the same page of the same server."""
    folder = tmp_path_factory.mktemp("student")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_WORK", str(folder / "work"))
        copies.make()
    first = READY[0].name
    with (
        serving.running(folder, "present", first) as address,
        serving.chromium(browser_or_skip()) as browser,
    ):
        page = deck.page(browser)

        def opened(name):
            # JupyterLab would open the lecture before this one, too.
            deck.open_deck(page, f"{address.replace(first, name)}&reset", SIZES[0])
            return page

        yield opened


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_no_slide_has_anything_that_sticks_out(open_lecture, topic):
    page = open_lecture(topic.name)
    found = []
    for part in ("core", "further"):
        there = list(deck.slides(page))
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[1], strict=True)))
        back = list(deck.slides(page, "Shift+Space"))
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[0], strict=True)))
        page.keyboard.press("f")
        assert len(there) == len(back) > 1
        for size, slides in zip(SIZES, (there, back), strict=True):
            found += [f"{part}, {size}, {deck.line(slide)}" for slide in slides if slide["out"]]
    assert found == []
