"""Every live picture of every topic: each control moves it, says so, and redraws no axes."""

import pytest
from helpers import topics

every_widget = pytest.mark.parametrize(("stem", "name"), topics.widgets())


@pytest.fixture
def live(stem, name, monkeypatch):
    samples = topics.beside_its_tests(stem, "samples")
    getattr(samples, "prepare", lambda _: None)(monkeypatch)
    made = getattr(topics.part("widgets", stem), name)()
    assert made.picture.error == ""
    return made


def ends(stem, name, control):
    """Return the values to try: a control's ends, or what the topic's samples say instead."""
    special = getattr(topics.beside_its_tests(stem, "samples"), "ENDS", {})
    if name in special:
        return special[name]
    if hasattr(control, "options"):
        return control.options
    return (control.min, control.max) if hasattr(control, "min") else ()


@every_widget
def test_every_control_changes_picture_and_reading_over_its_whole_range(live, stem):
    for name, control in live.controls.items():
        first, seen = (live.picture.image, live.picture.reading), set()
        values = ends(stem, name, control)
        for value in values:
            live.set(**{name: value})
            assert live.picture.error == "", name
            seen.add((live.picture.image, live.picture.reading))
        assert len(seen) == len(values), f"{name}: {len(values)} values, {len(seen)} pictures"
        live.reset()
        assert (live.picture.image, live.picture.reading) == first, f"{name}: not reset"


@every_widget
def test_no_slider_redraws_the_axes(live):
    drawn = live.canvas.full_draws
    for name, control in live.controls.items():
        if hasattr(control, "min"):
            live.set(**{name: control.max})
    assert live.canvas.full_draws == drawn


@every_widget
def test_the_first_slider_can_move_both_ways_from_its_start(live):
    """The latency is measured on it."""
    control = next(c for c in live.controls.values() if hasattr(c, "min"))
    assert control.min < control.value + control.step <= control.max
    assert control.min <= control.value


@every_widget
def test_the_picture_is_described(live):
    assert len(live.picture.reading) > 20
    assert len(live.picture.alt) > 40
