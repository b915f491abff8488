"""The drawing square as a person uses it: by mouse, by keyboard, by picking a test digit."""

import re

import pytest
from browser.notebook import screenshot, shown_picture
from playwright.sync_api import expect


@pytest.fixture(scope="module", params=["03_convolution"])
def cell(lecture, request):
    found = lecture(request.param).cell("explore.explore_digit(")
    found.run()
    return found


@pytest.fixture
def widget(cell):
    found = cell.node
    found.get_by_role("button", name="Reset").click()
    expect(found.locator(".live-reading")).to_contain_text("a 0 of the test set")
    return found


@pytest.fixture
def blank(page, widget):
    name = re.compile("Draw a digit, 28 by 28 pixels")
    widget.get_by_role("application", name=name).focus()
    page.keyboard.press("Delete")
    expect(widget.locator(".live-reading")).to_contain_text("blank sheet")
    return widget


def test_a_one_is_drawn_with_the_keyboard(page, blank):
    picture = shown_picture(blank)
    for _ in range(7):
        page.keyboard.press("ArrowUp")
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")  # what a key does that is held: it repeats
    expect(blank.locator(".sketch-where")).to_contain_text("drawing")
    page.keyboard.up("Enter")
    for _ in range(16):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(blank.locator(".sketch-where")).to_contain_text("lifted")
    expect(blank.locator(".live-reading")).to_contain_text("your drawing. LeNet says 1")
    assert shown_picture(blank) != picture
    screenshot(blank, "sketch-keyboard")


def test_space_draws_while_it_is_held(page, blank):
    page.keyboard.press("ArrowUp")
    expect(blank.locator(".live-reading")).to_contain_text("blank sheet")
    page.keyboard.down(" ")
    page.keyboard.press("ArrowDown")
    page.keyboard.up(" ")
    expect(blank.locator(".live-reading")).to_contain_text("your drawing")


def test_a_two_is_drawn_with_the_mouse(page, blank):
    box = blank.locator(".sketch canvas").bounding_box()
    corners = [(0.35, 0.3), (0.6, 0.25), (0.65, 0.4), (0.4, 0.75), (0.7, 0.75)]
    points = [(box["x"] + a * box["width"], box["y"] + b * box["height"]) for a, b in corners]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=10)
    page.mouse.up()
    expect(blank.locator(".live-reading")).to_contain_text("your drawing. LeNet says 2")
    screenshot(blank, "sketch-mouse")
    blank.get_by_role("button", name="Clear").click()
    expect(blank.locator(".live-reading")).to_contain_text("blank sheet")


def test_a_test_digit_is_picked_and_said_and_reset_brings_the_first_back(page, widget):
    picker = widget.get_by_label("or pick a test digit")
    expect(picker).to_have_attribute("aria-valuetext", "picture 1 of 100")
    picker.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(widget.locator(".live-reading")).to_contain_text("a 3 of the test set")
    expect(picker).to_have_attribute("aria-valuetext", "picture 4 of 100")
    widget.get_by_role("button", name="Reset").click()
    expect(widget.locator(".live-reading")).to_contain_text("a 0 of the test set")
    expect(picker).to_have_value("0")
    expect(picker).to_have_attribute("aria-valuetext", "picture 1 of 100")


def test_a_digit_that_was_drawn_on_is_a_drawing_and_keeps_its_distortions(page, widget):
    reading = widget.locator(".live-reading")
    slider = widget.get_by_role("slider", name="noise")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(reading).to_contain_text("noise 0.05. The picture is a 0 of the test set")
    widget.locator(".sketch canvas").focus()
    page.keyboard.press(" ")
    expect(reading).to_contain_text("noise 0.05. The picture is your drawing")
    widget.get_by_role("button", name="Reset").click()
    expect(reading).to_contain_text("noise 0.00. The picture is a 0 of the test set")


def test_keys_of_the_square_do_not_reach_the_notebook(page, cell, blank):
    """In JupyterLab these keys move between cells, open a cell's editor or cut things."""
    before = cell.notebook.do("find", "")
    for key in ("ArrowDown", "ArrowUp", "Enter", "Enter", "Backspace", "a", "b", "x"):
        page.keyboard.press(key)
    expect(blank.locator(".sketch canvas")).to_be_focused()
    assert cell.notebook.do("find", "") == before
