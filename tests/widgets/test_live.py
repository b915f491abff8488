"""The widget mechanism without a browser: state → numbers → artists → picture."""

import re
from base64 import b64decode
from io import BytesIO

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from utils.widgets.canvas import Canvas, moving_artists, panels
from utils.widgets.live import Live, slider


def draw(figure, numbers):
    axes = figure.subplots()
    axes.set_ylim(0, 10)
    axes.set_xlabel("bar")
    (line,) = axes.plot([0, 1], [0, 0])
    return {"bars": axes.bar([0, 1], numbers["heights"]), "line": line, "axes_only": None}


def update(artists, numbers):
    for bar, height in zip(artists["bars"], numbers["heights"], strict=True):
        bar.set_height(height)


def numbers(state):
    if state["a"] == 9:
        raise ArithmeticError("nine is too much <for me>")
    return {"heights": [state["a"], state["b"]]}


def make(a=1, b=2.0, **changes):
    settings = {
        "title": "Two bars",
        "controls": {"a": slider("a", a, 0, 9, 1), "b": slider("b", b, 0.0, 9.0, 0.5)},
        "numbers": numbers,
        "draw": draw,
        "update": update,
        "reading": lambda found: "heights {} and {}".format(*found["heights"]),
        "alt": "Two bars side by side.",
    }
    return Live(**settings | changes)


def pixels(live):
    return np.asarray(Image.open(BytesIO(live.picture.image)))


def test_a_slider_of_whole_numbers_is_an_integer_slider():
    assert isinstance(slider("a", 1, 0, 9, 1), widgets.IntSlider)
    assert isinstance(slider("a", 1.0, 0, 9, 1), widgets.FloatSlider)


def test_the_blitted_picture_equals_the_figure_drawn_whole():
    """What the eye gets is the same to the pixel as a fresh figure at that state."""
    live = make()
    live.set(a=6, b=3.5)
    live.set(a=4, b=8.0)
    np.testing.assert_array_equal(pixels(live), pixels(make(a=4, b=8.0)))


def test_an_error_is_one_readable_line_and_the_last_picture_stays():
    live = make()
    good = live.picture.image
    live.controls["a"].value = 9
    assert live.picture.image == good
    assert "ArithmeticError: nine is too much <for me>" in live.picture.error
    assert len(live.picture.error.splitlines()) == 1
    live.controls["b"].value = 3.0  # still wrong: the same line, not a second one
    assert len(live.picture.error.splitlines()) == 1
    live.controls["a"].value = 8
    assert live.picture.error == ""
    assert live.picture.image != good


def test_an_error_in_the_first_state_is_shown_and_recovered_from():
    live = make(a=9)
    assert "ArithmeticError" in live.picture.error
    live.controls["a"].value = 3
    assert live.picture.error == ""
    assert live.picture.image


def test_set_redraws_once_and_names_an_unknown_control():
    live = make()
    count = live.updates
    live.set(a=3, b=4.0)
    assert live.updates == count + 1
    with pytest.raises(ValueError, match=r"no control named \['c'\]; .* are \['a', 'b'\]"):
        live.set(c=1)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("(1.04, -0.50)", "(1.04, −0.50)"),
        ("-∞ to -.5", "−∞ to −.5"),
        ("3.2e-05", "3.2e−05"),
        ("the 8-3-8 network, 2-D, half-hourly, x - y", None),
    ],
)
def test_a_hyphen_for_a_minus_becomes_one_and_others_stay(said, shown):
    assert make(reading=lambda found: said).picture.reading == (shown or said)


def test_the_narrow_picture_comes_and_goes_with_the_room():
    def draw_two(figure, found):
        axes = panels(figure, 2, 1)
        return [ax.bar([0], [1]) for ax in axes]

    live = make(draw=draw_two, update=lambda artists, found: None, narrow=(3.0, 4.0))
    places = [ax.get_position() for ax in live.canvas.figure.axes]
    assert places[0].x1 < places[1].x0
    live.picture.narrow = True
    places = [ax.get_position() for ax in live.canvas.figure.axes]
    assert places[0].y0 > places[1].y1
    assert (live.picture.width, live.picture.height) == (300, 400) == pixels(live).shape[1::-1]
    live.controls["a"].value = 9  # an error does not bring the old size back
    live.picture.narrow = False
    assert (live.picture.width, live.picture.height) == (300, 400)
    live.reset()
    assert (live.picture.width, live.picture.height) == (800, 380)


def test_a_maximum_follows_the_other_controls():
    live = make(tops=lambda state: {"a": int(state["b"])})
    assert live.controls["a"].max == 2
    count = live.updates
    live.set(b=5.0, a=4)  # a is beyond its present maximum, and not beyond the new one
    assert (live.state, live.updates) == ({"a": 4, "b": 5.0}, count + 1)
    live.controls["b"].value = 3.0
    assert live.state["a"] == 3
    assert live.picture.reading == "heights 3 and 3.0"


def test_controls_say_their_names_and_what_is_time_gets_a_play_button():
    turn = slider("turn (degrees)", 0, 0, 9, 1, unit="degrees")
    live = make(controls={"a": turn, "b": slider("b", 2.0, 0.0, 9.0, 0.5)}, play="b")
    assert live.picture.controls == {
        "a": {"label": "turn (degrees)", "unit": "degrees", "of": False},
        "b": {"label": "b", "unit": "", "of": True},
    }
    _, timed, _ = live.children[0].children
    assert timed.children[0] is timed.children[1].slider is live.controls["b"]


def test_a_widget_without_controls_is_refused():
    with pytest.raises(ValueError, match="needs at least one"):
        make(controls={})


def test_the_still_copy_has_its_words_and_twice_the_pixels_at_the_size_of_the_live_one():
    live = make(reading=lambda found: "a < b & more")
    shown, still = live.picture.image, live.static_html()
    assert "a &lt; b &amp; more" in still
    assert "<script" not in still
    tag, data = re.search(r'(<img src="data:image/webp;base64,([^"]+)"[^>]*>)', still).groups()
    assert 'alt="Two bars. Two bars side by side."' in tag
    assert 'width="800"' in tag
    assert Image.open(BytesIO(b64decode(data))).size == (1600, 760)
    live.refresh()
    assert live.picture.image == shown


def test_a_picture_for_a_denser_screen_has_more_pixels_and_the_same_size():
    live, fresh = make(), make(a=4, b=8.0)
    live.picture.density = 1.5
    drawn = live.canvas.full_draws
    live.set(a=4, b=8.0)
    assert live.canvas.full_draws == drawn  # still blitted
    assert pixels(live).shape == (570, 1200, 3)
    assert (live.picture.width, live.picture.height) == (800, 380)
    live.picture.density = 1.0
    np.testing.assert_array_equal(pixels(live), pixels(fresh))


def test_displaying_gives_the_still_copy_first_and_the_live_view_second(monkeypatch):
    shown = []
    monkeypatch.setattr("utils.widgets.live.display", lambda data, raw: shown.append(data))
    make()._ipython_display_()
    still, live = shown
    assert set(still) == {"text/html", "text/plain"}
    assert set(live) == {"application/vnd.jupyter.widget-view+json"}
    assert still["text/plain"] == "Two bars: heights 1 and 2.0"


def test_moving_artists_are_found_in_any_nesting():
    canvas = Canvas(draw, update, {"heights": [1, 2]})
    assert len(moving_artists(canvas.artists)) == 3
    assert moving_artists("text") == []
    assert moving_artists(None) == []


def test_no_figure_is_left_with_pyplot():
    """A figure kept by pyplot would be shown a second time, still, under the live one."""
    make()
    assert plt.get_fignums() == []
