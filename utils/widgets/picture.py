"""The front-end half of a live widget: a picture with alt text and a line that reads it out."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """A JPEG picture, its alt text, the text reading under it, and an error line.

    `uid` names the static copy of this picture in the same output, which the live one hides.
    `controls` has for each control, found by its class `live-is-NAME`, its "label" and what a
    screen reader says after its value: the "unit", and its maximum if "of" is true. The front end
    sets `narrow` while it has less than `least` pixels for the picture, and `density` to the pixels
    that its screen has for each of `width`, from 1 to 2.
    """

    _esm = HERE / "picture.js"
    _css = HERE / "picture.css"
    image = traitlets.Bytes(b"").tag(sync=True)
    width = traitlets.Int(0).tag(sync=True)
    height = traitlets.Int(0).tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    reading = traitlets.Unicode("").tag(sync=True)
    error = traitlets.Unicode("").tag(sync=True)
    uid = traitlets.Unicode("").tag(sync=True)
    controls = traitlets.Dict().tag(sync=True)
    least = traitlets.Int(0).tag(sync=True)
    narrow = traitlets.Bool(False).tag(sync=True)
    density = traitlets.Float(1.0).tag(sync=True)

    def __init__(self, **values):
        super().__init__(**values)
        # The front end asks this when its reader moved something and nothing came back.
        self.on_msg(lambda _widget, _content, _buffers: self.send({"type": "still here"}))
