"""A persistent matplotlib figure that redraws only what moved.

The axes, labels and grid are drawn once and kept as a background. Every later picture is that
background plus the artists that move ("blitting"), which costs about 1 ms where drawing the whole
figure costs over 20.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from utils.plots import style
from utils.plots.show import DPI


def moving_artists(artists: Any) -> list[Artist]:
    """Return every matplotlib artist in nested dicts, lists and tuples, such as bars.

    Axes are left out: they are where things move, and redrawing one is what blitting avoids.
    """
    if isinstance(artists, Axes):
        return []
    if isinstance(artists, Artist):
        return [artists]
    if isinstance(artists, dict):
        artists = artists.values()
    if isinstance(artists, Iterable) and not isinstance(artists, str | bytes):
        return [artist for part in artists for artist in moving_artists(part)]
    return []


def stacked(figure: Figure) -> bool:
    """Whether the parts of a picture belong below each other: its figure is taller than wide."""
    return figure.get_figheight() > figure.get_figwidth()


def mosaic(figure: Figure, wide: tuple, tall: tuple) -> dict[str, Axes]:
    """Return axes by name, laid out as `wide`, or as `tall` where they belong below each other.

    Each is what matplotlib's `subplot_mosaic` takes: rows of names, and a dict of their ratios.
    """
    rows, ratios = tall if stacked(figure) else wide
    return figure.subplot_mosaic(rows, **ratios)


def panels(figure: Figure, *widths: float, below: str = "0;1", **ratios) -> list[Axes]:
    """Return axes side by side with these relative widths, or below each other.

    `below` has a digit for each, and ; between rows; `ratios` are those of the rows.
    """
    names = [str(k) for k in range(len(widths))]
    axes = mosaic(figure, ("".join(names), {"width_ratios": widths}), (below, ratios))
    return [axes[name] for name in names]


class Canvas:
    """A figure, the artists in it that move, and the kept background.

    `draw(figure, numbers)` builds the axes once and returns the moving artists, in any nesting
    of dicts and lists; what else it returns is kept but not drawn. `update(artists, numbers)`
    moves them, for the first picture too. If it changes something that does not move (an axis
    limit, a title), the whole figure is drawn again for that one picture.
    """

    def __init__(
        self,
        draw: Callable[[Figure, Any], Any],
        update: Callable[[Any, Any], None],
        numbers: Any,
        figsize: tuple[float, float] = (8.0, 3.8),
    ):
        self._update, self.figsize = update, figsize
        self._background = None
        self.full_draws = 0
        # subtle: matplotlib reads some settings when it draws, not when axes are made (the size
        # of tick labels decides how many ticks there are), so the look has to hold in both.
        with style.context():
            self.figure = Figure(figsize=figsize, dpi=DPI, layout="constrained")
            self._agg = FigureCanvasAgg(self.figure)
            self.artists = draw(self.figure, numbers)
            update(self.artists, numbers)  # so that a first picture and a later one cannot differ
            self._agg.draw()  # lets the layout find its places, with every artist still in it
        # subtle: from here on the layout stays put, or the axes would jitter as labels change.
        self.figure.set_layout_engine("none")
        moving = moving_artists(self.artists)
        self._moving = sorted(moving, key=lambda artist: artist.get_zorder())
        for artist in self._moving:
            artist.set_animated(True)
        self._draw_moving()

    def _draw_background(self) -> None:
        with style.context():
            self._agg.draw()
        self._background = self._agg.copy_from_bbox(self.figure.bbox)
        self.figure.stale = False
        self.full_draws += 1

    def _draw_moving(self) -> None:
        # subtle: an animated artist does not mark the figure as stale when it changes, so a
        # stale figure means that something of the background has changed.
        if self._background is None or self.figure.stale:
            self._draw_background()
        else:
            self._agg.restore_region(self._background)
        for artist in self._moving:
            # An artist of the figure itself, such as a line of text, has no axes to draw it.
            (artist.axes or self.figure).draw_artist(artist)

    def move(self, numbers: Any) -> None:
        """Move the artists to `numbers` and redraw what has to be redrawn."""
        self._update(self.artists, numbers)
        self._draw_moving()

    def size(self) -> tuple[int, int]:
        """Return the width and height at which the picture is shown, whatever its density."""
        return tuple(round(DPI * inches) for inches in self.figsize)

    def sharpen(self, density: float) -> None:
        """Give the picture `density` times as many pixels each way as `size` says."""
        if self.figure.dpi != density * DPI:
            self.figure.dpi = density * DPI  # and the figure is stale
            self._draw_moving()

    def encoded(self, form: str = "JPEG") -> bytes:
        """Return the present picture as JPEG, for the screen, or as WEBP, lossless for a file.

        At this quality, less where pixels are smaller, the eye sees no difference, and writing and
        reading a JPEG takes a fifth of the time that a lossless picture takes.
        """
        out = BytesIO()
        image = Image.fromarray(np.asarray(self._agg.buffer_rgba())).convert("RGB")
        options = {"lossless": True}
        if form == "JPEG":
            # subtle: without subsampling=0, coloured text and thin lines get soft edges.
            options = {"quality": 95 if self.figure.dpi == DPI else 85, "subsampling": 0}
        image.save(out, form, **options)
        return out.getvalue()
