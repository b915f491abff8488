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

What a screen reader says of a control, and which keys stay in the widget, is kept by picture.js.
"""

import html
import itertools
import re
import traceback
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from utils.plots.show import DPI, SHARP, tag
from utils.widgets.canvas import Canvas
from utils.widgets.picture import Picture
from utils.widgets.play import Play

LEGIBLE = 0.62
"""A picture smaller than this part of its size gives way to the narrow one: 12 pt become 10 px."""

# Counted per kernel, not random, so that building a notebook twice gives the same bytes.
_serial = itertools.count(1)

# A hyphen that stands for a minus: before a number, also in an exponent, and not within a word.
_MINUS = re.compile(r"(?<!\w)-(?=[\d.∞])|(?<=\de)-(?=\d)")


def slider(
    label: str,
    value: float,
    low: float,
    high: float,
    step: float,
    form: str | None = None,
    unit: str = "",
) -> widgets.FloatSlider | widgets.IntSlider:
    """Return a labelled slider; whole numbers for all four values make it an integer slider.

    unit: the word that a screen reader says after the value, such as "degrees".
    """
    whole = all(isinstance(number, int) for number in (value, low, high, step))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    control = kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        continuous_update=True,
        readout_format=form or ("d" if whole else ".2f"),
    )
    control.unit = unit
    return control


def choice(label: str, options, value=None, slides: bool = False) -> widgets.Widget:
    """Return a labelled control that has one of `options`, at first `value` or the first of them.

    slides: whether it is a slider that goes through them one by one, and not a list to open.
    """
    kind, options = widgets.SelectionSlider if slides else widgets.Dropdown, list(options)
    value = options[0] if value is None else value
    return kind(options=options, value=value, description=label)


def _mend(error: BaseException) -> str:
    """Return one readable line for an error: its type, message and where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f", in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"This widget's code raised {type(error).__name__}: {error}{where}"


class Live(widgets.VBox):
    """A live picture with its controls; see the module's text for how one is declared.

    Arguments: `controls` maps names to ipywidgets whose `.value` is the state; `numbers(state)`
    computes; `draw(figure, numbers)` returns the artists that move; `update(artists, numbers)`
    moves them; `reading(numbers)` is the text under the picture, in which a hyphen before a number
    becomes a minus; `alt` describes the picture's parts. `narrow` is the size in inches, taller
    than wide, that the figure has where the page has no room for `figsize` (see `panels`). `play`
    names the control that is time: it gets a Play button. `tops(state)` gives the present maximum
    of controls by name, where other controls decide it. `arrange` gets the controls and the reset
    button in order and returns what is to be shown; as many stand in a row as have room.

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
        narrow: tuple[float, float] = (4.6, 5.2),
        play: str | None = None,
        tops: Callable[[dict], dict[str, float]] = lambda state: {},
        arrange: Callable[[list[widgets.Widget]], list[widgets.Widget]] = list,
    ):
        if not controls:
            raise ValueError(f"widget {title!r} got no controls; it needs at least one")
        self.title = title
        self.controls = controls
        self.numbers, self.reading = numbers, reading
        self.draw, self.update, self.tops = draw, update, tops
        self.figsize, self.narrow = figsize, narrow
        self._start = {name: control.value for name, control in controls.items()}
        self._quiet = False
        self.canvas: Canvas | None = None
        self.updates = 0
        self.picture = Picture(
            alt=f"{title}. {alt}",
            uid=f"live-{next(_serial)}",
            least=round(LEGIBLE * DPI * figsize[0]),
            controls={
                name: {
                    "label": control.description,
                    "unit": getattr(control, "unit", ""),
                    "of": name == play,
                }
                for name, control in controls.items()
                if hasattr(control, "description")  # a square to draw on names itself
            },
        )
        self.picture.observe(lambda _: self.refresh(), ["narrow", "density"])
        reset = widgets.Button(
            description="Reset", icon="undo", tooltip="Put every control back to its start"
        )
        reset.on_click(lambda _: self.reset())
        items = []
        for name, control in controls.items():
            control.observe(lambda _: self.refresh(), "value")
            control.add_class(f"live-is-{name}")
            timed = widgets.HBox([control, Play(control)]) if name == play else control
            items.append(timed)
        panel = widgets.VBox(arrange([*items, reset])).add_class("live-controls")
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
        figsize = self.narrow if self.picture.narrow else self.figsize
        try:
            self._limit(self.state)
            numbers = self.numbers(self.state)
            if self.canvas is None or self.canvas.figsize != figsize:
                self.canvas = Canvas(self.draw, self.update, numbers, figsize)
            else:
                self.canvas.move(numbers)
            self.canvas.sharpen(self.picture.density)
            reading = _MINUS.sub("−", self.reading(numbers))
            shown = {"image": self.canvas.encoded(), "reading": reading, "error": ""}
        except Exception as error:
            shown = {"error": _mend(error)}
        # One message for picture and text, so that they can never disagree on the screen.
        with self.picture.hold_sync():
            if self.canvas is not None:
                self.picture.width, self.picture.height = self.canvas.size()
            for name, value in shown.items():
                setattr(self.picture, name, value)

    def _limit(self, state: dict) -> None:
        """Give the controls their present maxima; a value beyond goes down to it."""
        quiet, self._quiet = self._quiet, True
        try:
            for name, top in self.tops(state).items():
                self.controls[name].max = top
        finally:
            self._quiet = quiet

    def set(self, **values: Any) -> None:
        """Set several controls at once and redraw once; an unknown name raises ValueError."""
        unknown = sorted(set(values) - set(self.controls))
        if unknown:
            raise ValueError(
                f"no control named {unknown}; the controls are {sorted(self.controls)}"
            )
        self._quiet = True
        try:
            self._limit(self.state | values)
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
        data = b""
        if self.canvas is not None:
            self.canvas.sharpen(SHARP)
            data = self.canvas.encoded("WEBP")
            self.canvas.sharpen(self.picture.density)
        text = html.escape(self.picture.reading or self.picture.error)
        return (
            f'<figure data-live-copy="{self.picture.uid}" style="margin:0">'
            f"{tag('webp', data, self.picture.width, self.picture.alt)}"
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
