"""What the tests of every topic's drawings ask of a picture."""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from utils.plots import style


@contextmanager
def axes(figsize=(7, 4)) -> Iterator[mpl.axes.Axes]:
    """Give the axes of a figure that looks as in the notebooks."""
    with style.context():
        figure = Figure(figsize=figsize, layout="constrained")
        FigureCanvasAgg(figure)
        yield figure.subplots()


def assert_drawn_inside(ax, artists) -> None:
    """Artists came back by name, and nothing reaches beyond the figure's edge."""
    assert artists, "nothing was drawn"
    assert isinstance(artists, dict), f"got {type(artists)}, expected artists by name"
    ax.figure.canvas.draw()
    inside, needed = ax.figure.bbox, ax.figure.get_tightbbox().padded(-0.02)
    corners = needed.get_points() * ax.figure.dpi
    low, high = corners.min(), (corners - [inside.width, inside.height]).max()
    assert low >= -1, f"something reaches {-low:.0f} pixels beyond the left or lower edge"
    assert high <= 1, f"something reaches {high:.0f} pixels beyond the right or upper edge"


def assert_words_apart(ax, ticks: bool = False) -> None:
    """No text covers another; `ticks`: nor the numbers along an axis."""
    ax.figure.canvas.draw()
    legend = ax.get_legend()
    words = [*ax.texts, *(legend.get_texts() if legend else [])]
    for axis in (ax.xaxis, ax.yaxis) if ticks and ax.axison else ():
        low, high = sorted(axis.get_view_interval())
        places = zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=True)
        words += [text for at, text in places if low <= at <= high]
    boxes = [(text.get_text(), text.get_window_extent()) for text in words if text.get_text()]
    for i, (word, box) in enumerate(boxes):
        covered = [other for other, where in boxes[:i] if box.overlaps(where)]
        assert not covered, f"{word!r} covers {covered}"
