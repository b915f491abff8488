"""No slide of any lecture has anything that sticks out: geometry alone, nothing is run.

What it finds is said in full, for any size of the window, by deck_report.py.
"""

import pytest
from browser import deck, serving
from helpers.topics import READY

SIZES = [(1280, 720), (1024, 768)]
PARTS = [(topic.name, part) for part in ((), ("--further",)) for topic in READY]


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
