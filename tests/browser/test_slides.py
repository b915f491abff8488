"""`course present`: what an instructor sees and does, in a small lecture with everything in it."""

import pytest
from browser import deck, serving
from helpers import notebook_root, small_lecture
from playwright.sync_api import expect

TOPIC = notebook_root.READY[1].name
SMALL = (1280, 720)
STATE = """index => {
  const cell = jupyterapp.shell.currentWidget.content.widgets[index];
  return cell.model.executionState + JSON.stringify(cell.model.outputs.toJSON());
}"""
HEAR = """() => {
  window.heard = [];
  new BroadcastChannel("course-deck").onmessage = ({ data }) => heard.push(data);
}"""
SHARP = """() => {
  const picture = document.querySelector(".jp-deck-mod-onscreen .live-view img");
  return picture.naturalWidth >= picture.clientWidth;
}"""
# Everything of JupyterLab that a click beside the text could open.
BESIDE = "#jp-left-stack, #jp-right-stack, .jp-SideBar, #jp-main-statusbar, .jp-Toolbar"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course whose one lecture is the small one; commands look there from now."""
    folder = notebook_root.make(tmp_path_factory.mktemp("course"))
    small_lecture.write(folder / "lectures" / f"{TOPIC}.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_ROOT", str(folder))
        yield folder


@pytest.fixture(scope="module")
def page(browser):
    opened = serving.new_page(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def core(page, root):
    with serving.running(root, "present", TOPIC) as address:
        yield address


@pytest.fixture(scope="module")
def shown(page, core):
    """The deck, open."""
    deck.open_deck(page, core, SMALL)
    return page


@pytest.fixture
def first(shown):
    """The first slide of the open deck."""
    shown.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    shown.evaluate("jupyterapp.commands.execute('course-deck:first')")
    expect(shown.locator(deck.NUMBER)).to_have_text("1 / 6")
    return shown


def cells(page):
    return page.evaluate("DeckSlide.measure()")["cells"]


@pytest.mark.parametrize(
    ("key", "back"),
    [("Space", "Shift+Space"), ("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")],
)
def test_each_key_shows_something_new_and_leads_back(first, key, back):
    there = [slide["cells"] for slide in deck.slides(first, key)]
    assert there == small_lecture.CORE
    first.keyboard.press("End")
    again = [slide["cells"] for slide in deck.slides(first, back)]
    assert again == there[::-1]


def test_a_click_beside_the_text_opens_nothing_and_keys_still_count(first):
    for x, y in [(8, 60), (8, 300), (1272, 60), (1272, 300), (8, 712), (640, 690), (500, 712)]:
        first.mouse.click(x, y)
    assert [part for part in first.locator(BESIDE).all() if part.is_visible()] == []
    first.keyboard.press("Space")
    assert cells(first) == small_lecture.CORE[1]


def test_buttons_turn_pages_and_leave_the_keys_to_the_slides(first):
    first.get_by_role("button", name="Next slide").click()
    first.get_by_role("button", name="Next slide").click()
    first.get_by_role("button", name="Previous slide").click()
    expect(first.locator(deck.NUMBER)).to_have_text("2 / 6")
    first.keyboard.press("Space")
    assert cells(first) == small_lecture.CORE[2]
    first.get_by_role("button", name="Leave the slides").click()
    expect(first.locator(deck.NUMBER)).to_be_hidden()
    first.evaluate("jupyterapp.commands.execute('deck:start')")
    expect(first.locator(deck.NUMBER)).to_have_text("3 / 6")


def test_of_a_folded_cell_only_its_output_is_there(first):
    first.keyboard.press("Space")
    first.keyboard.press("Space")
    expect(first.get_by_text("drawn", exact=True)).to_be_visible()
    assert not first.evaluate("DeckSlide.measure()")["code"]
    expect(first.locator(".jp-deck-mod-onscreen .jp-Placeholder")).to_be_hidden()


def test_type_and_pictures_follow_the_window(first):
    seen = {}
    for width, height in [(1024, 768), (1280, 720), (1920, 1080)]:
        first.set_viewport_size({"width": width, "height": height})
        first.keyboard.press("Home")
        slides = list(deck.slides(first))
        assert len(slides) == len(small_lecture.CORE)
        assert [slide["out"] for slide in slides if slide["out"]] == []
        assert min(slide["body"] for slide in slides if slide["body"]) >= 0.024 * height
        seen[height] = first.locator(".jp-OutputArea img").evaluate("image => image.width")
    assert seen[1080] / seen[720] == pytest.approx(1.5, rel=0.1)


def test_who_follows_hears_of_each_slide_and_may_ask(first):
    first.evaluate(HEAR)
    for key in ["Space", "Space", "Space", "End"]:
        first.keyboard.press(key)
    first.evaluate("new BroadcastChannel('course-deck').postMessage('where')")
    first.wait_for_function("heard.length >= 5")
    heard = [place for place in first.evaluate("heard") if place != "where"]
    of = {"of": 6}
    places = [(3, 2), (7, 3), (13, 6), (13, 6)]
    assert heard == [{"cell": cell, "slide": slide, **of} for cell, slide in places]


def test_the_notes_open_in_a_window_that_follows(first):
    first.keyboard.press("Space")
    with first.expect_popup() as opened:
        first.keyboard.press("n")
    notes = opened.value
    current = notes.locator("article[aria-current]")
    expect(current).to_contain_text("2 of 6 · First")
    first.keyboard.press("Space")
    expect(current).to_contain_text("3 of 6")
    expect(current).to_be_in_viewport()
    assert notes.get_by_text("what to say").count() == 1
    notes.close()


def test_running_cells_keeps_the_slide(first):
    first.keyboard.press("Space")
    first.keyboard.press("Shift+Enter")
    first.wait_for_function(f"({STATE})(4).startsWith('idle') && ({STATE})(4).includes('\"2\"')")
    assert cells(first) == small_lecture.CORE[1]
    first.keyboard.press("Control+Shift+Enter")
    first.wait_for_function(f"({STATE})(15).includes('42')")
    assert cells(first) == small_lecture.CORE[1]
    first.keyboard.press("Space")
    assert cells(first) == small_lecture.CORE[2]


def test_a_slider_works_inside_a_slide(first):
    first.keyboard.press("End")
    first.keyboard.press("Shift+Enter")
    slide = first.locator(deck.SHOWN)
    reading = slide.locator(".live-reading")
    expect(reading).not_to_be_empty()
    before = reading.inner_text()
    first.wait_for_function(SHARP)  # though the slide enlarges it
    slide.get_by_role("slider").last.focus()
    first.keyboard.press("ArrowRight")
    expect(reading).not_to_have_text(before)
    assert cells(first) == small_lecture.CORE[-1]
    first.mouse.click(SMALL[0] - 5, SMALL[1] / 2)
    first.keyboard.press("ArrowLeft")
    assert cells(first) == small_lecture.CORE[-2]


def test_the_first_key_counts_as_soon_as_slides_are_on(page, core):
    for _ in range(3):
        page.goto(core)
        page.locator("body[data-jp-deck-mode=presenting]").wait_for(state="attached")
        page.keyboard.press("Space")
        page.locator(deck.NUMBER).wait_for()
        page.wait_for_timeout(2000)  # JupyterLab has settled: nothing goes back
        assert cells(page) == small_lecture.CORE[1]


def test_the_further_part_is_a_deck_of_its_own_and_runs_what_it_needs(page, root):
    with serving.running(root, "present", TOPIC, "--further") as address:
        deck.open_deck(page, address, SMALL)
        assert [slide["cells"] for slide in deck.slides(page)] == small_lecture.FURTHER
        page.keyboard.press("Control+Shift+Enter")
        expect(page.get_by_text("42", exact=True)).to_be_visible()
        assert cells(page) == small_lecture.FURTHER[1]
