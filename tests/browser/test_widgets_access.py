"""A live picture for those who hear it, who have no mouse, and who have a small window."""

import pytest
from browser.notebook import screenshot
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def training(lecture):
    """The lightest picture that has an option slider and one that is time."""
    cell = lecture("02_hidden_representations").cell("explore.explore_training(")
    cell.run()
    return cell


def named(cell, name, role="slider"):
    return cell.node.get_by_role(role, name=name, exact=True)


def test_an_option_slider_says_its_option(page, training):
    rate = named(training, "learning rate η")
    expect(rate).to_have_attribute("aria-valuetext", "0.1")
    rate.focus()
    page.keyboard.press("ArrowRight")
    expect(rate).to_have_attribute("aria-valuetext", "0.3")
    expect(training.node.locator(".live-reading")).to_contain_text("η = 0.3")


def test_keys_stay_in_the_widget_until_escape_gives_them_back(page, training):
    notebook = training.notebook

    def cells():
        return page.evaluate("open => open.panel.content.widgets.length", notebook.handle)

    def become(count):
        changed = "([open, count]) => open.panel.content.widgets.length == count"
        page.wait_for_function(changed, arg=[notebook.handle, count])

    before = cells()
    for name, role in (("learning rate η", "slider"), ("Play iteration", "button")):
        named(training, name, role).focus()
        for key in "ddbax":
            page.keyboard.press(key)
        assert cells() == before
    named(training, "iteration").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    become(before + 1)
    page.keyboard.press("d")
    page.keyboard.press("d")
    become(before)


def test_shift_enter_in_a_control_runs_its_cell(page, training):
    named(training, "learning rate η").focus()
    page.keyboard.press("Home")
    expect(training.node.locator(".live-reading")).to_contain_text("η = 0.01")
    page.keyboard.press("Shift+Enter")
    expect(training.node.locator(".live-reading")).to_contain_text("η = 0.1:")


def test_play_moves_time_and_any_other_hand_pauses(page, training):
    time = named(training, "iteration")
    expect(time).to_have_attribute("aria-valuetext", "10000 of 20000")
    named(training, "Play iteration", "button").press("Space")
    expect(named(training, "Pause iteration", "button")).to_be_visible()
    expect(time).not_to_have_attribute("aria-valuetext", "10000 of 20000")
    time.focus()
    page.keyboard.press("End")
    expect(named(training, "Play iteration", "button")).to_be_visible()
    expect(training.node.locator(".live-reading")).to_contain_text("Iteration 20,000")
    named(training, "Play iteration", "button").click()  # at the end, it begins anew
    # which iteration is seen first depends on how busy the machine is
    expect(training.node.locator(".live-reading")).not_to_contain_text("Iteration 20,000")
    named(training, "Pause iteration", "button").click()


# A window of 1280 pixels at 200% zoom has 640 of its own.
@pytest.mark.parametrize(("width", "least"), [(1280, 120), (900, 100), (640, 50)])
def test_the_kernel_editor_keeps_its_tracks_in_a_small_window(page, lecture, width, least):
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 1000})
    try:
        cell = lecture("03_convolution").cell("explore.explore_kernel(")
        node = cell.run()
        image = node.locator(".live-view img").element_handle()
        shape = f"image => image.clientHeight {'>' if width < 1000 else '<'} image.clientWidth"
        page.wait_for_function(shape, arg=image)
        page_end = node.locator(".live-root").bounding_box()
        for track in node.locator(".noUi-target").all():
            box = track.bounding_box()
            assert box["width"] >= least
            assert box["x"] + box["width"] <= page_end["x"] + page_end["width"] + 1
        screenshot(node, f"kernel-{width}")
    finally:
        page.set_viewport_size(before)
