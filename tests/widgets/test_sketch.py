"""The drawing square without a browser: its value, its samples, its place in a live picture."""

import numpy as np
import pytest
import traitlets

from utils.widgets.sketch import Sketch, pack, unpack

RAMP = np.linspace(0, 1, 16).reshape(4, 4)


def test_a_picture_survives_packing_to_a_grey_level():
    np.testing.assert_allclose(unpack(pack(RAMP, 4), 4), RAMP, atol=0.5 / 255 + 1e-9)
    assert pack(RAMP, 4)[:2] == bytes([0, 17])  # row by row, 255 / 15 = 17


def test_ink_beyond_the_ends_is_cut_off_and_goes_to_the_nearer_level():
    assert pack([[-1.0, 2.0], [0.001, 0.999]], 2) == bytes([0, 255, 0, 255])


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
