"""The pictures that topic 07's widgets move show the numbers they are given, in place."""

import numpy as np
import pytest
from topics.word2vec import samples

from utils.plots import word2vec as plots
from utils.plots.convolution import cells as cells_module
from utils.plots.word2vec.space import labelled


@pytest.fixture
def written(monkeypatch):
    """Every word that cells show from now on: figures are outlines, which cannot be read back."""
    words, glyphs = [], cells_module._glyphs
    monkeypatch.setattr(cells_module, "_glyphs", lambda text: (words.append(text), glyphs(text))[1])
    return words


def test_a_window_strikes_what_is_dropped(ax, written):
    artists = plots.draw_window(ax, samples.WINDOW, 6, 2)
    assert written == ["god", "saw", "and", ".10", ".60", "1.00"]
    ((left, _), (right, _)) = artists["strikes"].get_segments()[0]
    row, low, high = plots.rows_of(samples.WINDOW["words"], 6)[0]
    assert (row, low) == (0, 0.0)
    assert low < left < right < high
    assert len(artists["span"].get_segments()) == 2  # the window goes on in the next row
    widths = artists["boxes"].get_linewidth()
    assert [width > 2 for width in widths] == [False, True, True]
    plots.update_window(artists, samples.WINDOW | {"roles": ["kept", "centre", "kept"]})
    assert len(artists["strikes"].get_segments()) == 0


def test_a_push_goes_from_sigma_to_sigma(ax, written):
    artists = plots.draw_push(ax, samples.PUSH, 4, 16)
    one = ax.get_xticks()[-1]
    for name in ("before", "after"):
        x, y = np.asarray(artists[name].get_offsets()).T
        np.testing.assert_allclose(x / one, 1 / (1 + np.exp(-samples.PUSH[name])))
        assert y.tolist() == [0, 1, 2]
    assert written == ["saw", "0.00 → 1.00", "he", "−2.00 → −3.00", "it", "1.00 → 0.50"]
    plots.update_push(artists, {"names": [], "before": [], "after": []})
    assert not artists["ways"].get_segments()
    assert len(artists["before"].get_offsets()) == 0


def test_names_cover_neither_each_other_nor_points():
    rng = np.random.default_rng(0)
    points, words = rng.normal(0, 0.15, (14, 2)), ["nebuchadnezzar", "king"] * 7
    at, half = labelled(points, words, 0.04, 0.6)
    assert np.isfinite(at).all()
    assert (np.abs(at) + half <= 0.6).all()
    for k in range(14):
        assert (np.abs(at[k] - points) > half[k]).any(axis=1).all()
        off = np.abs(at[k] - at[:k]) - (half[k] + half[:k])
        assert (off.max(axis=1, initial=-1) > -1e-6).all()
    assert np.isnan(labelled(points, words, 0.3, 0.6)[0]).any()  # no room


def test_the_space_moves_its_words_and_the_arrow(ax, written):
    artists = plots.draw_space(ax, samples.SPACE, 0.7, 0.05)
    assert written == ["king", "queen", "david"]
    given = artists["given"]
    np.testing.assert_allclose(given.get_offsets(), samples.SPACE["arrow"][[0, 2]])
    np.testing.assert_allclose([given.U, given.V], [[0.4, 0.4], [0, 0]])
    assert artists["target"].get_xydata().tolist() == [[0.4, 0.2]]
    plots.update_space(artists, samples.SPACE | {"arrow": None, "marks": [], "places": []})
    assert not given.get_visible()
    assert len(artists["marks"].get_offsets()) == 0


def test_what_is_found_lies_on_bars_as_long_as_the_cosine(ax, written):
    artists = plots.draw_found(ax, samples.FOUND, 10, 3)
    ends = [path.vertices[:, 0].max() for path in artists["bars"].get_paths()]
    np.testing.assert_allclose(ends, [7, 5])
    assert written == ["near king", "queen", "0.70", "david", "0.50"]
    plots.update_found(artists, {"title": "x", "words": [], "cosines": [], "note": ["none"]})
    assert not artists["bars"].get_paths()
    assert written[-2:] == ["x", "none"]
