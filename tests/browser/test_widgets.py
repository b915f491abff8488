"""Every live picture as a student meets it: it runs, it is described, it follows the keyboard."""

import pytest
from browser.notebook import screenshot, shown_picture
from helpers import topics
from playwright.sync_api import expect

# An <input> has its own value and end, any other slider says them.
AT_ITS_END = """slider => {
  const of = (part, said) => Number(slider[part] ?? slider.getAttribute(said));
  return of("value", "aria-valuenow") >= of("max", "aria-valuemax");
}"""


@pytest.fixture(scope="module", params=topics.widgets(), ids="-".join)
def cell(lecture, request):
    """The lecture's cell of one live picture, just run."""
    topic, name = request.param
    found = lecture(topic).cell(f"explore.{name}(")
    screenshot(found.run(), name)
    return found


def test_every_slider_moves_picture_and_reading(cell):
    widget, page = cell.node, cell.notebook.page
    reading, sliders = widget.locator(".live-reading"), widget.get_by_role("slider")
    expect(reading).not_to_be_empty()
    first = reading.inner_text()
    assert sliders.count() >= 1
    for slider in sliders.all():
        picture, text = shown_picture(widget), reading.inner_text()
        slider.focus()
        page.keyboard.press("ArrowLeft" if slider.evaluate(AT_ITS_END) else "ArrowRight")
        expect(reading).not_to_have_text(text)
        assert shown_picture(widget) != picture
    widget.get_by_role("button", name="Reset").click()
    expect(reading).to_have_text(first)
    expect(widget.locator(".live-gone")).to_be_hidden()


def test_every_control_has_a_name_and_every_slider_says_what_stands_beside_it(cell):
    for slider in cell.node.locator('.live-controls [role="slider"]').all():
        assert slider.get_attribute("aria-label")
        beside = slider.locator("xpath=ancestor::*[contains(@class, 'widget-hslider')]")
        readout = beside.locator(".widget-readout").inner_text()
        assert slider.get_attribute("aria-valuetext").split(" ")[0] == readout
    nameless = cell.node.locator(".live-controls :is(input, select, button, [contenteditable])")
    for control in nameless.all():
        assert control.get_attribute("aria-label") or control.evaluate(
            "node => node.labels?.[0]?.innerText || node.innerText.trim()"
        )


def test_the_picture_has_alt_text_and_the_still_copy_is_hidden(cell):
    alt = cell.node.locator(".live-view img").get_attribute("alt")
    assert len(alt) > 40
    expect(cell.node.locator("[data-live-copy]")).to_be_hidden()
