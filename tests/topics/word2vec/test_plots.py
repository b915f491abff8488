"""Topic 07's pictures of the lecture show what they are given, in place."""

import numpy as np
import pytest
from helpers import pictures

from utils.plots import word2vec as plots


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
