"""The drawing square without a browser: its value, its samples, its place in a live picture."""

import numpy as np
import pytest
import traitlets

from utils.widgets.live import Live
from utils.widgets.sketch import HERE, Sketch, pack, unpack

RAMP = np.linspace(0, 1, 16).reshape(4, 4)


def test_a_picture_survives_packing_to_a_grey_level():
    np.testing.assert_allclose(unpack(pack(RAMP, 4), 4), RAMP, atol=0.5 / 255 + 1e-9)
    assert pack(RAMP, 4)[:2] == bytes([0, 17])  # row by row, 255 / 15 = 17


def test_ink_beyond_the_ends_is_cut_off():
    assert pack([[-1.0, 2.0], [0.0, 1.0]], 2) == bytes([0, 255, 0, 255])


def test_ink_between_two_levels_goes_to_the_nearer_one():
    assert pack([[0.5, 0.999], [0.001, 0.0]], 2) == bytes([128, 255, 0, 0])


def test_a_wrong_shape_is_refused():
    with pytest.raises(ValueError, match=r"picture: got shape \(2, 3\), expected \(2, 2\)"):
        pack(np.zeros((2, 3)), 2)
    with pytest.raises(ValueError, match="value: got 3 bytes, expected 4"):
        unpack(b"abc", 2)


def test_it_starts_blank_or_with_the_first_sample():
    assert Sketch(side=4).value == bytes(16)
    sketch = Sketch(side=4, samples=[RAMP, RAMP.T])
    assert sketch.value == pack(RAMP, 4)
    assert sketch.samples == pack(RAMP, 4) + pack(RAMP.T, 4)


def test_a_value_of_another_size_is_refused():
    sketch = Sketch(side=4)
    with pytest.raises(traitlets.TraitError, match="got 3 bytes, expected 16"):
        sketch.value = b"abc"
    assert sketch.value == bytes(16)


def test_what_the_front_end_sends_arrives_as_bytes():
    """It sends a view on a buffer; a state of bytes can be compared and looked up."""
    sketch = Sketch(side=4)
    sketch.set_state({"value": memoryview(pack(RAMP, 4))})
    assert type(sketch.value) is bytes
    assert sketch.value == pack(RAMP, 4)


def test_it_is_a_control_of_a_live_picture():
    sketch = Sketch(side=4)
    live = Live(
        title="Ink",
        controls={"sketch": sketch},
        numbers=lambda state: {"ink": float(unpack(state["sketch"], 4).sum())},
        draw=lambda figure, n: figure.subplots().bar([0], [n["ink"]]),
        update=lambda bars, n: bars[0].set_height(n["ink"]),
        reading=lambda n: f"{n['ink']:.1f} pixels of ink",
        alt="A bar as high as there is ink.",
    )
    before = live.picture.image
    sketch.value = pack(np.ones((4, 4)), 4)
    assert live.picture.reading == "16.0 pixels of ink"
    assert live.picture.image != before
    live.reset()
    assert sketch.value == bytes(16)


def test_the_square_has_a_name_a_role_and_a_place_in_the_tab_order():
    """What its keys do is tested in a browser; this holds where there is none."""
    script = (HERE / "sketch.js").read_text(encoding="utf-8")
    for words in ('"aria-label"', 'setAttribute("role", "application")', "canvas.tabIndex = 0"):
        assert words in script
