"""A button that lets a slider run like a clock."""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets

HERE = Path(__file__).parent


class Play(anywidget.AnyWidget):
    """Moves `slider` step by step to its end while it plays; any other move of it pauses.

    The front end does all of it, and the slider holds back all but its newest value, so that
    pictures that come slowly make no queue.
    """

    _esm = HERE / "play.js"
    slider = traitlets.Instance(widgets.Widget).tag(sync=True, **widgets.widget_serialization)

    def __init__(self, slider: widgets.Widget):
        super().__init__(slider=slider)
        self.add_class("live-play")
