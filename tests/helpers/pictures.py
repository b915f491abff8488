"""What the tests of every topic's drawings ask of a picture."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from utils.plots import style
from utils.plots.lstm_gates import exact


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


def wide(ax):
    """Return axes as wide as in the lecture."""
    ax.figure.set_size_inches(9.6, 4)
    return ax


def numbers_of_a_step(*names: str) -> dict[str, float]:
    """Return a number of its own for every place: forward 1/64, 2/64, …, backward 33/64, …"""
    forward = {name: k / 64 for k, name in enumerate(names, 1)}
    return forward | {f"d{name}": number + 32 / 64 for name, number in forward.items()}


def test_of_arrows(draw: Callable, run: dict[str, float], arrows) -> Callable:
    """Return a test: a step has a number on every arrow, and on the way back its gradient."""

    @pytest.mark.parametrize("backward", [False, True])
    def test_every_arrow_has_its_numbers(ax, backward):
        known = run if backward else {name: run[name] for name in run if f"d{name}" in run}
        expected = []
        for name in arrows:
            expected += [exact(run[name]), f"∂ {exact(run[f'd{name}'])}"][: 1 + backward]
        texts = draw(ax, known, backward=backward)["texts"]
        assert [text.get_text() for text in texts] == expected
        assert len(set(expected)) == len(expected)
        assert any("∂" in text.get_text() for text in ax.texts) == backward

    return test_every_arrow_has_its_numbers
