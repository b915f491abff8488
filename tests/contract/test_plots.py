"""Every drawing of every topic fits into its figure, says what it shows, and can be read."""

import inspect
import re

import pytest
from helpers import pictures, topics


def drawings(kinds=("LABELLED", "BARE")):
    """Return (stem, kind, label) of every sample."""
    return [
        (stem, kind, label)
        for stem in topics.STEMS
        for kind in kinds
        for label in getattr(topics.beside_its_tests(stem, "samples"), kind)
    ]


def has_words(axis):
    """Say whether an axis has names in place of numbers."""
    axis.figure.canvas.draw()
    words = [label.get_text() for label in axis.get_ticklabels()]
    return any(re.search("[^\\W\\d_]", word.replace("mathdefault", "")) for word in words)


def draw(ax, stem, kind, label):
    return getattr(topics.beside_its_tests(stem, "samples"), kind)[label](ax)


@pytest.mark.parametrize(("stem", "kind", "label"), drawings())
def test_a_drawing_fits_and_no_words_cover_others(ax, stem, kind, label):
    artists = draw(ax, stem, kind, label)
    pictures.assert_drawn_inside(ax, artists)
    pictures.assert_words_apart(ax)


@pytest.mark.parametrize(("stem", "kind", "label"), drawings(("LABELLED",)))
def test_every_axis_says_what_it_shows(ax, stem, kind, label):
    draw(ax, stem, kind, label)
    assert ax.get_xlabel() or has_words(ax.xaxis)
    assert ax.get_ylabel() or ax.get_title(loc="left") or has_words(ax.yaxis)


def _noting(function, name, tried):
    def noted(*given, **named):
        tried.add(name)
        return function(*given, **named)

    return noted


@topics.each_topic
def test_no_drawing_is_left_untried(ax, stem, monkeypatch):
    """Each public `draw_…` is called by a sample or by name in the topic's own tests."""
    plots, tried = topics.part("plots", stem), set()
    for name in topics.public("plots", stem, "draw_"):
        monkeypatch.setattr(plots, name, _noting(getattr(plots, name), name, tried))
    for of, kind, label in drawings():
        if of == stem:
            ax.clear()
            draw(ax, stem, kind, label)
    source = inspect.getsource(topics.beside_its_tests(stem, "test_plots"))
    left = [n for n in topics.public("plots", stem, "draw_") if n not in tried and n not in source]
    assert not left, f"in no sample of topics/{stem}/samples.py: {left}"
