"""The front-end half of a live widget: a picture with alt text and a line that reads it out."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """A JPEG picture, its alt text, the text reading under it, and an error line.

    `uid` names the static copy of this picture in the same output, which the live one hides.
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

    def __init__(self, **values):
        super().__init__(**values)
        # The front end asks this when its reader moved something and nothing came back.
        self.on_msg(lambda _widget, _content, _buffers: self.send({"type": "still here"}))
