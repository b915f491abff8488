"""The drawing square as a person uses it: by mouse, by keyboard, by picking a test digit."""

import re

import pytest
from browser import in_notebook as notebook
from playwright.sync_api import expect

LECTURE = "lectures/03_convolution.ipynb"


@pytest.fixture(scope="module")
def lecture(page, lab):
    notebook.open_notebook(page, lab, LECTURE)
    notebook.run_only(page, "style.use()", "explore.explore_digit()")
    return page


@pytest.fixture
def widget(lecture):
    found = notebook.code_cell(lecture, "explore.explore_digit()")
    found.scroll_into_view_if_needed()
    found.get_by_role("button", name="Reset").click()
    expect(found.locator(".live-reading")).to_contain_text("a 0 of the test set")
    return found


@pytest.fixture
def blank(lecture, widget):
    widget.locator(".sketch canvas").focus()
    lecture.keyboard.press("Delete")
    expect(widget.locator(".live-reading")).to_contain_text("blank sheet")
    return widget


def test_the_square_has_a_name_and_takes_the_focus(widget):
    square = widget.get_by_role("application", name=re.compile("Draw a digit, 28 by 28 pixels"))
    square.focus()
    expect(square).to_be_focused()
    expect(widget.locator(".sketch-where")).to_contain_text("lifted")


def test_a_one_is_drawn_with_the_keyboard(lecture, blank):
    picture = notebook.picture(blank)
    for _ in range(7):
        lecture.keyboard.press("ArrowUp")
    lecture.keyboard.press("Enter")
    expect(blank.locator(".sketch-where")).to_contain_text("drawing")
    for _ in range(16):
        lecture.keyboard.press("ArrowDown")
    lecture.keyboard.press("Enter")
    expect(blank.locator(".sketch-where")).to_contain_text("lifted")
    expect(blank.locator(".live-reading")).to_contain_text("your drawing. LeNet says 1")
    assert notebook.picture(blank) != picture
    notebook.screenshot(lecture, "sketch-keyboard", blank)


def test_space_draws_while_it_is_held(lecture, blank):
    lecture.keyboard.press("ArrowUp")
    expect(blank.locator(".live-reading")).to_contain_text("blank sheet")
    lecture.keyboard.down(" ")
    lecture.keyboard.press("ArrowDown")
    lecture.keyboard.up(" ")
    expect(blank.locator(".live-reading")).to_contain_text("your drawing")


def test_a_two_is_drawn_with_the_mouse(lecture, blank):
    box = blank.locator(".sketch canvas").bounding_box()
    corners = [(0.35, 0.3), (0.6, 0.25), (0.65, 0.4), (0.4, 0.75), (0.7, 0.75)]
    points = [(box["x"] + a * box["width"], box["y"] + b * box["height"]) for a, b in corners]
    lecture.mouse.move(*points[0])
    lecture.mouse.down()
    for point in points[1:]:
        lecture.mouse.move(*point, steps=10)
    lecture.mouse.up()
    expect(blank.locator(".live-reading")).to_contain_text("your drawing. LeNet says 2")
    notebook.screenshot(lecture, "sketch-mouse", blank)
    blank.get_by_role("button", name="Clear").click()
    expect(blank.locator(".live-reading")).to_contain_text("blank sheet")


def test_a_test_digit_is_picked_and_reset_brings_the_first_back(lecture, widget):
    picker = widget.get_by_label("or pick a test digit")
    picker.focus()
    for _ in range(3):
        lecture.keyboard.press("ArrowRight")
    expect(widget.locator(".live-reading")).to_contain_text("a 3 of the test set")
    widget.get_by_role("button", name="Reset").click()
    expect(widget.locator(".live-reading")).to_contain_text("a 0 of the test set")
    expect(picker).to_have_value("0")


def test_enter_held_down_moves_the_pen_once(lecture, blank):
    where = blank.locator(".sketch-where")
    lecture.keyboard.down("Enter")
    lecture.keyboard.down("Enter")  # what a key does that is held: it repeats
    expect(where).to_contain_text("drawing")
    lecture.keyboard.up("Enter")
    lecture.keyboard.press("Enter")
    expect(where).to_contain_text("lifted")


def test_the_picker_says_which_picture_it_shows(lecture, widget):
    picker = widget.get_by_label("or pick a test digit")
    expect(picker).to_have_attribute("aria-valuetext", "picture 1 of 100")
    picker.focus()
    lecture.keyboard.press("ArrowRight")
    expect(picker).to_have_attribute("aria-valuetext", "picture 2 of 100")
    widget.get_by_role("button", name="Reset").click()
    expect(picker).to_have_attribute("aria-valuetext", "picture 1 of 100")


def test_a_digit_that_was_drawn_on_is_a_drawing_and_keeps_its_distortions(lecture, widget):
    reading = widget.locator(".live-reading")
    slider = widget.locator(".widget-hslider", has_text="noise").locator(".noUi-handle")
    slider.focus()
    lecture.keyboard.press("ArrowRight")
    expect(reading).to_contain_text("noise 0.05. The picture is a 0 of the test set")
    widget.locator(".sketch canvas").focus()
    lecture.keyboard.press(" ")
    expect(reading).to_contain_text("noise 0.05. The picture is your drawing")
    widget.get_by_role("button", name="Reset").click()
    expect(reading).to_contain_text("noise 0.00. The picture is a 0 of the test set")


def test_keys_of_the_square_do_not_reach_the_notebook(lecture, blank):
    """In JupyterLab these keys move between cells, open a cell's editor or cut things."""
    before = lecture.locator(notebook.CODE_CELLS).count()
    for key in ("ArrowDown", "ArrowUp", "Enter", "Enter", "Backspace", "a", "b", "x"):
        lecture.keyboard.press(key)
    expect(blank.locator(".sketch canvas")).to_be_focused()
    assert lecture.locator(notebook.CODE_CELLS).count() == before
