"""Every drawing of every topic fits into its figure, says what it shows, and can be read."""

import re

import pytest
from helpers import pictures, topics


def drawings(*kinds):
    """Parametrise over the samples: a topic, and a sample's kind and label."""

    def samples(stem):
        module = topics.beside_its_tests(stem, "samples")
        return [(kind, label) for kind in kinds for label in getattr(module, kind)]

    cases = [(stem, *sample) for stem, sample in topics.listed(samples)]
    return pytest.mark.parametrize(("stem", "kind", "label"), cases)


def has_words(axis):
    """Say whether an axis has names in place of numbers."""
    axis.figure.canvas.draw()
    words = [label.get_text() for label in axis.get_ticklabels()]
    return any(re.search("[^\\W\\d_]", word.replace("mathdefault", "")) for word in words)


def draw(ax, stem, kind, label):
    return getattr(topics.beside_its_tests(stem, "samples"), kind)[label](ax)


@drawings("LABELLED", "BARE")
def test_a_drawing_fits_and_no_words_cover_others(ax, stem, kind, label):
    artists = draw(ax, stem, kind, label)
    pictures.assert_drawn_inside(ax, artists)
    pictures.assert_words_apart(ax, ticks=True)


@drawings("LABELLED")
def test_every_axis_says_what_it_shows(ax, stem, kind, label):
    draw(ax, stem, kind, label)
    assert ax.get_xlabel() or has_words(ax.xaxis)
    assert ax.get_ylabel() or ax.get_title(loc="left") or has_words(ax.yaxis)


@topics.each_topic
def test_no_drawing_is_left_untried(stem):
    """Each public `draw_…` is in a sample, or in the topic's own tests if it needs other axes."""
    tried = topics.names_beside(stem, "samples") | topics.names_beside(stem, "test_plots")
    left = set(topics.public("plots", stem, "draw_")) - tried
    assert not left, f"in no sample of tests/topics/{stem}/samples.py: {left}"
