"""Without a kernel: a live picture says so, and a reopened notebook still shows its pictures."""

import pytest
from browser import in_notebook as notebook
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def lecture(page, lab):
    notebook.open_notebook(page, lab, "lectures/01_cross_entropy.ipynb")
    notebook.run_only(page, "style.use()", "explore.explore_softmax()")
    return page


def test_without_a_kernel_the_widget_says_so(lecture):
    notebook.menu(lecture, "Kernel", "Shut Down Kernel")
    widget = notebook.code_cell(lecture, "explore.explore_softmax()")
    widget.get_by_role("slider").first.focus()
    lecture.keyboard.press("ArrowRight")
    expect(widget.locator(".live-gone")).to_be_visible()


def test_reopened_without_a_kernel_there_is_a_still_picture(lecture):
    lecture.keyboard.press("Control+S")
    lecture.wait_for_timeout(1_000)
    lecture.reload()
    widget = notebook.code_cell(lecture, "explore.explore_softmax()")
    widget.scroll_into_view_if_needed()
    expect(widget.locator("[data-live-copy] img")).to_be_visible()
    expect(widget.get_by_text("model not found")).to_be_hidden()
    notebook.screenshot(lecture, "still", widget)
