"""Topic 07's pictures show what they are given, in place; widgets move those of the second half."""

import numpy as np
import pytest
from helpers import pictures
from topics.word2vec import samples

from utils.plots import word2vec as plots
from utils.plots.word2vec.space import labelled


def words(texts):
    return [text.get_text() for text in texts]


def test_a_square_has_its_number_and_its_place(ax):
    artists = plots.draw_squares(ax, [[1.0, -0.04], [0.26, 0.5]], ["a", "b"], ["c", "d"])
    assert words(artists["texts"]) == ["1.0", "0.0", "0.3", "0.5"]
    assert words(ax.get_yticklabels()) == ["a", "b"]
    assert [text.get_position() for text in artists["texts"]] == [(0, 0), (1, 0), (0, 1), (1, 1)]


@pytest.mark.parametrize(("t", "c", "near"), [(2, 1, [1, 3]), (2, 9, [0, 1, 3, 4]), (0, 2, [1, 2])])
def test_arrows_lead_to_the_window_and_not_over_the_ends(ax, t, c, near):
    artists = plots.draw_centre(ax, [*"abcde"], t, c)
    wide = [i for i, box in enumerate(artists["boxes"]) if box.get_linewidth() > 2]
    assert wide == near
    assert len(artists["arrows"]) == len(near)
    js = [f"j = {i - t:+d}".replace("-", "−") for i in near]
    assert sorted(js) == sorted(word for word in words(ax.texts) if word.startswith("j"))


def test_every_vector_moves_by_its_step(ax):
    outputs, steps = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.5, 0.0], [0.0, -0.25]])
    names = ["v", "a", "b"]
    artists = plots.draw_moves(ax, (1.0, 0.0), (0.0, 0.5), outputs, steps, names, [(0, 0.2)] * 3)
    assert artists["points"].get_xydata().tolist() == outputs.tolist()
    ends = {name: arrow._posA_posB for name, arrow in artists["moves"].items()}
    assert ends == {
        "v": [(1, 0), (1, 0.5)], "a": [(1, 1), (1.5, 1)], "b": [(0, 1), (0, 0.75)]
    }  # fmt: skip


def test_the_way_to_a_word_is_marked_and_0_is_to_the_left(ax):
    codes = {"and": "0", "bread": "10", "wine": "11"}
    artists = plots.draw_huffman(ax, codes, {"": "root", "1": "second"}, "bread")
    colours = {name: edge.get_edgecolor() for name, edge in artists["edges"].items()}
    assert colours["1"] == colours["10"] != colours["0"] == colours["11"]
    left, right = (artists["nodes"][code].get_center()[0] for code in ("10", "11"))
    assert left < artists["nodes"]["1"].get_center()[0] < right


def test_a_map_names_every_point_and_joins_pairs(ax):
    points = np.array([[0.0, 0.0], [0.0, 0.01], [1.0, 1.0]])
    artists = plots.draw_map(ax, points, ["son", "daughter", "sea"], (0.5, 0.25), [(0, 2)])
    assert words(artists["texts"]) == ["son", "daughter", "sea"]
    assert artists["lines"][0].get_xydata().tolist() == [[0, 0], [1, 1]]
    assert "50%" in ax.get_xlabel()
    assert "25%" in ax.get_ylabel()
    pictures.assert_words_apart(ax)


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
