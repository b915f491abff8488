"""The one widget mechanism: state → numbers → moving artists → picture.

A widget is declared by its controls and three functions:

    Live(
        title="Surprise",
        controls={"p": slider("probability p", 0.5, 0.01, 1.0, 0.01)},
        numbers=lambda state: {"p": state["p"], "surprise": surprise(state["p"])},
        draw=draw_surprise,        # draw(figure, numbers) -> artists that move
        update=update_surprise,    # update(artists, numbers)
        reading=lambda numbers: f"p = {numbers['p']:.2f}: {numbers['surprise']:.3f} nats",
        alt="Curve of surprise against probability with the chosen point marked.",
    )

`numbers` is pure, so it is tested without a browser. Dragging never queues: a slider holds back
its newest value until the kernel has finished with the one before, so the newest value wins.
"""

import html
import itertools
import traceback
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from utils.widgets.canvas import Canvas
from utils.widgets.picture import Picture

# Counted per kernel, not random, so that building a notebook twice gives the same bytes.
_serial = itertools.count(1)


def slider(
    label: str, value: float, low: float, high: float, step: float, form: str | None = None
) -> widgets.FloatSlider | widgets.IntSlider:
    """Return a labelled slider; whole numbers for all four values make it an integer slider."""
    whole = all(isinstance(number, int) for number in (value, low, high, step))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        continuous_update=True,
        readout_format=form or ("d" if whole else ".2f"),
        style={"description_width": "11em"},
    )


def _mend(error: BaseException) -> str:
    """Return one readable line for an error: its type, message and where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f", in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"This widget's code raised {type(error).__name__}: {error}{where}"


def _pairs(items: list[widgets.Widget]) -> list[widgets.Widget]:
    """Return the controls side by side, two in each row."""
    rows = [items[i : i + 2] for i in range(0, len(items), 2)]
    return [widgets.HBox(row, layout={"flex_flow": "row wrap"}) for row in rows]


class Live(widgets.VBox):
    """A live picture with its controls; see the module's text for how one is declared.

    Arguments: `controls` maps names to ipywidgets whose `.value` is the state; `numbers(state)`
    computes; `draw(figure, numbers)` returns the artists that move; `update(artists, numbers)`
    moves them; `reading(numbers)` is the text under the picture; `alt` describes the picture's
    parts. `rows` arranges the controls: it gets them and the reset button in order and returns the
    widgets to show, top down; without it two stand side by side.

    An error in any of these functions appears once, as one line in the widget, and the last good
    picture stays, dimmed; the next state that works clears it. Raises ValueError when there is
    no control.
    """

    def __init__(
        self,
        *,
        title: str,
        controls: dict[str, widgets.Widget],
        numbers: Callable[[dict], Any],
        draw: Callable,
        update: Callable,
        reading: Callable[[Any], str],
        alt: str,
        figsize: tuple[float, float] = (8.0, 3.8),
        rows: Callable[[list[widgets.Widget]], list[widgets.Widget]] = _pairs,
    ):
        if not controls:
            raise ValueError(f"widget {title!r} got no controls; it needs at least one")
        self.title = title
        self.controls = controls
        self.numbers, self.reading = numbers, reading
        self.draw, self.update, self.figsize = draw, update, figsize
        self._start = {name: control.value for name, control in controls.items()}
        self._quiet = False
        self.canvas: Canvas | None = None
        self.updates = 0
        self.picture = Picture(alt=f"{title}. {alt}", uid=f"live-{next(_serial)}")
        reset = widgets.Button(
            description="Reset", icon="undo", tooltip="Put every control back to its start"
        )
        reset.on_click(lambda _: self.reset())
        for control in controls.values():
            control.observe(lambda _: self.refresh(), "value")
        items = [*controls.values(), reset]
        panel = widgets.VBox(rows(items)).add_class("live-controls")
        super().__init__([panel, self.picture])
        self.add_class("live-root")
        self.refresh()

    @property
    def state(self) -> dict:
        """The present values of the controls, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def refresh(self) -> None:
        """Compute the numbers of the present state and show their picture."""
        if self._quiet:
            return
        self.updates += 1
        try:
            numbers = self.numbers(self.state)
            if self.canvas is None:
                self.canvas = Canvas(self.draw, self.update, numbers, self.figsize)
            else:
                self.canvas.move(numbers)
            shown = {"image": self.canvas.encoded(), "reading": self.reading(numbers), "error": ""}
        except Exception as error:
            shown = {"error": _mend(error)}
        # One message for picture and text, so that they can never disagree on the screen.
        with self.picture.hold_sync():
            if self.canvas is not None:
                self.picture.width, self.picture.height = self.canvas.size()
            for name, value in shown.items():
                setattr(self.picture, name, value)

    def set(self, **values: Any) -> None:
        """Set several controls at once and redraw once; an unknown name raises ValueError."""
        unknown = sorted(set(values) - set(self.controls))
        if unknown:
            raise ValueError(
                f"no control named {unknown}; the controls are {sorted(self.controls)}"
            )
        self._quiet = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._quiet = False
        self.refresh()

    def reset(self) -> None:
        """Put every control back to the value it started with."""
        self.set(**self._start)

    def static_html(self) -> str:
        """Return the present picture as HTML that needs no kernel and no script."""
        data = b64encode(self.canvas.encoded("PNG") if self.canvas else b"").decode()
        text = html.escape(self.picture.reading or self.picture.error)
        return (
            f'<figure data-live-copy="{self.picture.uid}" style="margin:0">'
            f'<img src="data:image/png;base64,{data}" alt="{html.escape(self.picture.alt)}" '
            'style="max-width:100%;height:auto;background:white">'
            f"<figcaption>{text}<br><em>A still picture: run this cell to move its "
            "controls.</em></figcaption></figure>"
            # JupyterLab's own words for a live picture whose kernel is gone are a bare error
            # line under the still picture: hide it.
            "<style>.jp-OutputArea-child:has([data-live-copy]) + .jp-OutputArea-child "
            ".jupyter-widgets:not(:has(*)) {display: none}</style>"
        )

    def _ipython_display_(self) -> None:
        plain = f"{self.title}: {self.picture.reading or self.picture.error}"
        display({"text/html": self.static_html(), "text/plain": plain}, raw=True)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        display({"application/vnd.jupyter.widget-view+json": view}, raw=True)
