"""Every live picture of every topic: each control moves it, says so, and redraws no axes."""

import html
import re
from itertools import combinations

import pytest
from helpers import topics

from utils.widgets.sketch import Sketch

TIME = re.compile("iteration|steps?|epoch|turn|beat|seconds", re.IGNORECASE)


@pytest.fixture(scope="module", params=topics.widgets(), ids="-".join)
def widget(request):
    """A live picture at its start, and the topic's samples; each test puts the picture back."""
    stem, name = request.param
    samples = topics.beside_its_tests(stem, "samples")
    with pytest.MonkeyPatch.context() as patch:
        getattr(samples, "prepare", lambda _: None)(patch)
        live = getattr(topics.part("widgets", stem), name)()
        assert live.picture.error == ""
        yield live, samples


@pytest.fixture
def live(widget):
    yield widget[0]
    widget[0].reset()


def ends(samples, name, control):
    """Return the values to try: a control's ends, or what the topic's samples say instead."""
    special = getattr(samples, "ENDS", {})
    if name in special:
        return special[name]
    if isinstance(control, Sketch):  # a blank sheet and one with a thick line
        return bytes(len(control.value)), bytes(4 * control.side).ljust(len(control.value), b"\xff")
    return control.options if hasattr(control, "options") else (control.min, control.max)


def test_every_control_changes_picture_and_reading_over_its_whole_range(live, widget):
    for name, control in live.controls.items():
        first, seen = (live.picture.image, live.picture.reading), set()
        values = ends(widget[1], name, control)
        for value in values:
            live.set(**{name: value})
            assert live.picture.error == "", name
            seen.add((live.picture.image, live.picture.reading))
        assert len(seen) == len(values), f"{name}: {len(values)} values, {len(seen)} pictures"
        live.reset()
        assert (live.picture.image, live.picture.reading) == first, f"{name}: not reset"


def test_no_slider_redraws_the_axes(live):
    drawn = live.canvas.full_draws
    for name, control in live.controls.items():
        if hasattr(control, "min"):
            live.set(**{name: control.max})
    assert live.canvas.full_draws == drawn


def test_the_first_slider_can_move_from_its_start(live):
    """The latency is measured on it, two steps to the right and back."""
    control = next(c for c in live.controls.values() if hasattr(c, "min"))
    assert control.min <= control.value <= control.max - 2 * control.step


def test_every_control_has_a_name_of_its_own_and_time_a_play_button(live):
    told = live.picture.controls
    assert [name for name in live.controls if name not in told] == [
        name for name, control in live.controls.items() if isinstance(control, Sketch)
    ]
    labels = [each["label"] for each in told.values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    for name, each in told.items():
        assert f"live-is-{name}" in live.controls[name]._dom_classes
        assert each["of"] == bool(TIME.fullmatch(each["label"])), f"{name}: time, or not?"


def test_the_narrow_picture_has_its_parts_apart_and_goes_back(live):
    wide = live.picture.image
    live.picture.narrow = True
    try:
        assert live.picture.error == ""
        assert live.picture.width <= 460
        assert live.picture.height > live.picture.width
        axes = live.canvas.figure.axes
        boxes = [ax.get_tightbbox() for ax in axes]
        for (a, one), (b, other) in combinations(zip(axes, boxes, strict=True), 2):
            both = (min(one.x1, other.x1) - max(one.x0, other.x0),
                    min(one.y1, other.y1) - max(one.y0, other.y0))  # fmt: skip
            assert min(both) < 3, f"{a.get_title()!r} and {b.get_title()!r} overlap"
    finally:
        live.picture.narrow = False
    assert live.picture.image == wide


def test_the_picture_is_described(live):
    still = live.static_html()
    assert f'alt="{html.escape(live.picture.alt)}"' in still
    assert html.escape(live.picture.reading) in still
    assert len(live.picture.reading) > 20
    assert len(live.picture.alt.removeprefix(f"{live.title}. ")) > 40
