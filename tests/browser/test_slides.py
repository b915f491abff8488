"""`course present`: the lecture opens as slides, and a slider works inside one."""

from contextlib import suppress

import pytest
from browser import in_notebook as notebook
from browser.conftest import running
from playwright.sync_api import TimeoutError, expect

DECK = "body[data-jp-deck-mode=presenting]"


@pytest.fixture(scope="module")
def slides(browser, page, work):
    with running(work, "present", "cross_entropy") as address:
        page.goto(address)
        page.locator(DECK).wait_for(state="attached")
        notebook.wait_for_kernel(page)
        yield page


ACTIVE = """[...document.querySelectorAll('.jp-Notebook .jp-Cell')]
  .findIndex(cell => cell.matches('.jp-mod-active'))"""


def forward_to(page, part, presses=150):
    """Press Space, as a presenter does, until `part` is on the slide."""
    for _ in range(presses):
        if part.is_visible():
            return
        before = page.evaluate(ACTIVE)
        page.keyboard.press("Space")
        # A step moves to another cell; only the last press of the deck, and the first, do not.
        with suppress(TimeoutError):
            page.wait_for_function(f"{ACTIVE} != {before}", polling=20, timeout=1_000)
        page.wait_for_timeout(50)
    pytest.fail(f"{presses} presses of Space did not lead to {part}")


def test_the_first_slide_is_the_title_and_keys_lead_on(slides):
    title = slides.get_by_role("heading", name="01 · Cross entropy")
    expect(title).to_be_visible()
    notebook.screenshot(slides, "present-title")
    forward_to(slides, slides.get_by_role("heading", name="1 · Surprise"))
    expect(title).to_be_hidden()
    notebook.screenshot(slides, "present-next")


def test_a_slider_works_inside_a_slide(slides):
    slides.keyboard.press("Control+Shift+Enter")
    slides.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').first.wait_for()
    notebook.wait_for_kernel(slides)
    widget = slides.locator(".jp-CodeCell", has_text="explore.explore_divergence()").first
    reading = widget.locator(".live-reading")
    forward_to(slides, reading)
    before = reading.inner_text()
    widget.get_by_role("slider").last.focus()
    slides.keyboard.press("ArrowRight")
    expect(reading).not_to_have_text(before)
    expect(widget).to_be_visible()
    notebook.screenshot(slides, "present-widget")
