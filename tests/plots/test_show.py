"""Showing a figure: the same bytes twice, the smaller file, and words instead of it."""

from io import BytesIO

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from utils.plots import style
from utils.plots.show import encoded, show


def figure(points):
    """Return a figure with so many points."""
    with style.context():
        made, ax = plt.subplots(figsize=(4, 3))
        ax.scatter(range(points), range(points))
    plt.close(made)
    return made


@pytest.mark.parametrize(("points", "kind"), [(3, "svg+xml"), (10_000, "png")])
def test_the_smaller_file_is_taken_and_is_the_same_twice(points, kind):
    first, second = (encoded(figure(points)) for _ in range(2))
    assert first == second
    assert first[0] == kind


def test_a_pixel_picture_is_twice_as_sharp():
    assert Image.open(BytesIO(encoded(figure(10_000))[1])).size == (800, 600)


@pytest.mark.parametrize("alt", ["", "A plot", None])
def test_a_picture_needs_words(alt):
    with pytest.raises(ValueError, match="alt must say in a few words what there is to see; got"):
        show(alt, figure(1))


def test_there_must_be_a_figure():
    plt.close("all")
    with pytest.raises(ValueError, match="there is no figure to show"):
        show("A line that goes up.")
