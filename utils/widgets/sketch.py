"""A small picture that a person draws: by mouse, by finger, by keyboard, or by picking one.

It is a control like a slider: `value` is what the picture is now, and changing it from either side
moves the other. One byte for each pixel, row by row, 0 for paper and 255 for full ink: bytes can be
compared and looked up, which a `Live` picture needs of a state.
"""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import numpy as np
import traitlets

HERE = Path(__file__).parent


class Sketch(anywidget.AnyWidget, widgets.ValueWidget):
    """A square of `side` × `side` pixels to draw on.

    samples: pictures (N, side, side) from 0 to 1 to pick from, with a slider of their own; `label`
    says what the square is for. Raises ValueError when a picture has another shape.
    """

    _esm = HERE / "sketch.js"
    _css = HERE / "sketch.css"
    # The front end sends a view on a buffer.
    value = traitlets.Bytes(b"").tag(sync=True, from_json=lambda value, _widget: bytes(value))
    side = traitlets.Int(28).tag(sync=True)
    samples = traitlets.Bytes(b"").tag(sync=True)
    label = traitlets.Unicode("Drawing").tag(sync=True)
    sample_label = traitlets.Unicode("or pick one").tag(sync=True)

    def __init__(self, side: int = 28, samples=(), **values):
        packed = b"".join(pack(picture, side) for picture in samples)
        value = values.pop("value", packed[: side * side] or bytes(side * side))
        super().__init__(side=side, samples=packed, value=value, **values)

    @traitlets.validate("value")
    def _right_size(self, proposal) -> bytes:
        expected = self.side * self.side
        if len(proposal["value"]) != expected:
            raise traitlets.TraitError(
                f"value: got {len(proposal['value'])} bytes, expected {expected}, one for each "
                f"of {self.side} × {self.side} pixels"
            )
        return proposal["value"]


def pack(picture, side: int = 28) -> bytes:
    """Return a picture (side, side) from 0 to 1 as one byte for each pixel.

    Values outside are cut off. Raises ValueError for another shape.

    >>> pack([[0.0, 1.0], [0.5, 0.0]], side=2)
    b'\\x00\\xff\\x80\\x00'
    """
    picture = np.asarray(picture, dtype=float)
    if picture.shape != (side, side):
        raise ValueError(f"picture: got shape {picture.shape}, expected ({side}, {side})")
    return np.rint(255 * np.clip(picture, 0, 1)).astype(np.uint8).tobytes()


def unpack(value: bytes, side: int = 28) -> np.ndarray:
    """Return the picture (side, side), float32 from 0 to 1, of a `Sketch.value`.

    >>> unpack(b"\\x00\\xff\\x00\\x00", side=2)
    array([[0., 1.],
           [0., 0.]], dtype=float32)
    """
    pixels = np.frombuffer(value, dtype=np.uint8)
    if pixels.size != side * side:
        raise ValueError(f"value: got {pixels.size} bytes, expected {side * side}")
    return pixels.reshape(side, side).astype(np.float32) / 255
