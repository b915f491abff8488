"""No slide of any lecture has anything that sticks out: geometry alone, nothing is run.

What it finds is said in full, for any size of the window, by deck_report.py.
"""

import pytest
from browser import deck, serving
from helpers.topics import ROOT

from utils.course.present_command import has_further
from utils.topics import TOPICS

SIZES = [(1280, 720), (1024, 768)]
LECTURES = [topic.name for topic in TOPICS if topic.ready]
PARTS = [(name, ()) for name in LECTURES] + [
    (name, ("--further",)) for name in LECTURES if has_further(ROOT / "lectures" / f"{name}.ipynb")
]


@pytest.mark.parametrize(("name", "part"), PARTS, ids=lambda given: "".join(given))
def test_no_slide_has_anything_that_sticks_out(browser, student, name, part):
    page = deck.page(browser)
    found = []
    with serving.running(student, "present", name, *part) as address:
        deck.open_deck(page, address, SIZES[0])
        there = list(deck.slides(page))
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[1], strict=True)))
        back = list(deck.slides(page, "Shift+Space"))
    page.close()
    assert len(there) == len(back) > 1
    for size, slides in zip(SIZES, (there, back), strict=True):
        found += [f"{size}, {deck.line(slide)}" for slide in slides if slide["out"]]
    assert found == []
