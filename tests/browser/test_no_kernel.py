"""Without a kernel: a live picture says so, and a reopened notebook still shows its pictures."""

import pytest
from browser.notebook import Notebook, screenshot
from playwright.sync_api import expect

WIDGET = "explore.explore_softmax("


@pytest.mark.parametrize("topic", ["01_cross_entropy"])
def test_without_a_kernel_the_widget_says_so_and_reopened_it_is_a_still_picture(page, topic):
    path = f"work/lectures/{topic}.ipynb"
    with Notebook(page, path) as notebook:
        notebook.set_up()
        widget = notebook.cell(WIDGET).run()
        expect(widget.locator(".live-gone")).to_be_hidden()
        notebook.do("save")
        notebook.do("shutDown")
        widget.get_by_role("slider").first.focus()
        page.keyboard.press("ArrowRight")
        expect(widget.locator(".live-gone")).to_be_visible()
    with Notebook(page, path) as notebook:
        widget = notebook.cell(WIDGET).node
        expect(widget.locator("[data-live-copy] img")).to_be_visible()
        expect(widget.get_by_text("model not found")).to_be_hidden()
        screenshot(widget, "still")
