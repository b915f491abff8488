"""`course present`: the lecture opens as slides, and a slider works inside one."""

import pytest
from browser import serving
from browser.notebook import Notebook, screenshot
from playwright.sync_api import expect

TAKES_KEYS = ".jp-Deck .jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"


@pytest.fixture(scope="module", params=["01_cross_entropy"])
def slides(browser, student, request):
    with serving.running(student, "present", request.param) as address:
        page = serving.new_page(browser)
        page.goto(address)
        page.locator("body[data-jp-deck-mode=presenting]").wait_for(state="attached")
        yield Notebook(page)
        page.close()


def test_keys_lead_from_the_title_to_the_next_slide_and_back(slides):
    title = slides.page.get_by_role("heading", name="01 · Cross entropy")
    section = slides.page.get_by_role("heading", name="1 · Surprise")
    title.click()  # as `course present` says: click beside the text first
    slides.page.locator(TAKES_KEYS).wait_for()
    expect(section).to_be_hidden()
    screenshot(slides.page, "present-title")
    slides.page.keyboard.press("Space")
    expect(section).to_be_visible()
    expect(title).to_be_hidden()
    screenshot(slides.page, "present-next")
    slides.page.keyboard.press("Shift+Space")
    expect(title).to_be_visible()
    expect(section).to_be_hidden()


def test_a_slider_works_inside_a_slide(slides):
    slides.do("execute", "deck:stop")
    slides.set_up()
    widget = slides.cell("explore.explore_divergence(").run()
    slides.do("execute", "deck:start")
    reading = widget.locator(".live-reading")
    expect(reading).to_be_visible()
    expect(slides.page.get_by_role("heading", name="1 · Surprise")).to_be_hidden()
    before = reading.inner_text()
    widget.get_by_role("slider").last.focus()
    slides.page.keyboard.press("ArrowRight")
    expect(reading).not_to_have_text(before)
    expect(widget).to_be_visible()
    screenshot(slides.page, "present-widget")


def test_a_key_asks_for_every_cell_to_run(slides):
    """It ends the slides' tests, so nobody waits for the cells."""
    slides.page.keyboard.press("Control+Shift+Enter")
    slides.page.wait_for_function(
        "notebook => notebook.cells().at(-1).model.executionState === 'running'",
        arg=slides.handle,
    )
