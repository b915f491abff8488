"""Topic 07's live pictures without a browser: their numbers, their texts, their speed."""

import difflib
import time

import numpy as np
import pytest
from topics.word2vec import samples

from utils.data import bible, corpus
from utils.widgets import word2vec as explore
from utils.widgets.word2vec import embedding, skipgram

PLACE = {
    "sentence": skipgram.SENTENCES[0],
    "step": 3,
    "width": 2,
    "window": skipgram.WHOLE,
    "t": "off",
}
PLACE |= {"pair": 4, "k": 5, "rate": "0.1", "seed": 0}
WORD = embedding.START | {"neighbours": 5, "plane": embedding.SPREAD, "step": 4}


@pytest.fixture(autouse=True)
def of(monkeypatch):
    return samples.prepare(monkeypatch).of


def place(**changes):
    return explore.skipgram_numbers(PLACE | changes)


def word(**changes):
    return explore.embedding_numbers(WORD | changes)


def sigmoid(s):
    return 1 / (1 + np.exp(-s))


# ---------------------------------------------------------------- the window


def test_the_sentences_are_from_the_bible():
    verses = [corpus.words_of(verse) for verse in bible.verses()]
    assert all(any(part in verse for verse in verses) for part in skipgram.SENTENCES)


@pytest.mark.parametrize("t", ["off", "1e-3", "1e-4"])
@pytest.mark.parametrize("width", [1, 3])
def test_the_pairs_of_a_place_are_the_kept_words_around_it(t, width):
    empty = 0
    for step, seed in np.ndindex(9, 4):
        n = place(step=step + 1, width=width, t=t, seed=seed)
        w, roles = n["of"], n["window"]["roles"]
        left = [j for j, kept in enumerate(w["kept"]) if kept]
        by_hand = []
        if step in left:
            at = left.index(step)
            by_hand = left[max(at - width, 0) : at] + left[at + 1 : at + 1 + width]
        assert w["pairs"].tolist() == by_hand
        assert [j for j, role in enumerate(roles) if role in ("context", "chosen")] == by_hand
        assert roles.count("chosen") == bool(by_hand) == bool(n["push"]["names"])
        assert [role == "dropped" for role in roles] == (~w["kept"]).tolist()
        empty += not by_hand
    assert (empty > 0) == (t != "off")


def test_drawn_windows_are_of_every_width():
    many = {len(place(step=5, width=3, window=skipgram.DRAWN, seed=s)["of"]["pairs"])
            for s in range(20)}  # fmt: skip
    assert many == {2, 4, 6}


@pytest.mark.parametrize("state", [{}, {"pair": 1, "k": 10, "seed": 3}, {"step": 9, "rate": "0.5"}])
def test_a_step_moves_every_row_once_against_its_gradient(of, state):
    n = place(**state)
    rate, push, c = float(n["state"]["rate"]), n["push"], n["of"]["words"][n["of"]["at"]]
    ids = [of.corpus.number(name) for name in push["names"]]
    v, u = of.E[c].astype(float), of.E_out.astype(float)
    s, true = u[ids] @ v, np.arange(len(ids)) == 0
    np.testing.assert_allclose(push["before"], s, rtol=1e-6)
    moved, g = u.copy(), sigmoid(s) - true
    for row, each in zip(ids, g, strict=True):
        moved[row] -= rate * each * v
    after = moved[ids] @ (v - rate * g @ u[ids])
    np.testing.assert_allclose(push["after"], after, rtol=1e-6)
    losses = [-np.log(sigmoid(np.where(true, x, -x))).sum() for x in (s, after)]
    np.testing.assert_allclose([push["J"], push["J_after"]], losses, rtol=1e-6)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, ["Word 3 of 9, “king”", "(king, and), (king, the), (king, loved), (king, esther). c"]),
        ({"t": "1e-4", "step": 2}, ["“the”: dropped, as it is kept with prob", "no pair. c = 2"]),
        ({"pair": 1, "rate": "0.5"}, ["A step of rate 0.5 on (king, and): its score goes from"]),
        (
            {"sentence": skipgram.SENTENCES[3], "step": 12},
            ["Word 12 of 12, “anger”", "(anger, stir), (anger, up)."],
        ),
    ],
)
def test_the_window_says_its_pairs_and_its_step(state, said):
    live = explore.explore_skipgram()
    live.set(**state)
    for part in said:
        assert part in live.picture.reading


# ---------------------------------------------------------------- the space of words


@pytest.mark.parametrize("step", [1, 4])
def test_what_is_found_is_nearest_by_the_cosine(of, step):
    E = of.snapshots[step - 1].astype(float)
    E /= np.linalg.norm(E, axis=1, keepdims=True)
    bread, *abc = (of.corpus.number(word) for word in embedding.START.values())
    a, b, c = abc
    n = word(step=step)
    asked = {"near": (E[bread], [bread], 5), "with": (E[b] - E[a] + E[c], abc, 5)}
    for name, (query, out, many) in (asked | {"without": (E[c], abc, 5)}).items():
        cosines = E @ query / np.linalg.norm(query)
        cosines[out] = -2
        best = np.argsort(-cosines)[:many]
        assert n[name]["words"] == [of.corpus.words[k] for k in best]
        np.testing.assert_allclose(n[name]["cosines"], cosines[best], rtol=1e-5)
    assert (n["with"]["words"][0] == "queen") == (step == 4)
    assert dict(n["space"]["marks"])[n["with"]["words"][0]] == "found"


def test_the_plane_through_a_b_and_c_is_true_to_the_parallelogram(of):
    E = of.E / np.linalg.norm(of.E, axis=1, keepdims=True)
    a, b, c = (E[of.corpus.number(embedding.START[box])] for box in "abc")
    seen = word(plane=embedding.THROUGH)["space"]["arrow"]
    sides = [np.linalg.norm(seen[i] - seen[j]) for i, j in ((0, 1), (0, 2), (1, 2), (0, 3))]
    true = [np.linalg.norm(side) for side in (a - b, a - c, b - c, b + c - 2 * a)]
    np.testing.assert_allclose(np.divide(sides, true), sides[0] / true[0], rtol=1e-4)
    assert seen[0, 1] == pytest.approx(seen[1, 1], abs=1e-6)
    assert np.abs(seen).max() == pytest.approx(0.8 * embedding.REACH)
    spread = word()
    assert spread["share"] > word(plane=embedding.THROUGH)["share"]
    np.testing.assert_allclose(spread["space"]["dots"].mean(axis=0), 0, atol=1e-6)
    for change in ({"a": "king"}, {"c": "zzz"}):  # no three points, no such plane
        n = word(plane=embedding.THROUGH, **change)
        assert (n["plane"], n["share"]) == (embedding.SPREAD, spread["share"])


@pytest.mark.parametrize("boxes", [{"word": "Kinng "}, {"a": "kinng"}, {"word": "", "b": "zzz"}])
def test_an_unknown_word_gets_others_spelt_like_it(boxes):
    live = explore.explore_embedding()
    live.set(**boxes)
    assert live.picture.error == ""
    n = word(**boxes)
    for box in boxes:
        told = f"{box}: “{n['typed'][box]}” is not one of the words"
        assert told in live.picture.reading
        assert n["like"][box][:1] == (["king"] if n["typed"][box] == "kinng" else [])
    assert bool(n["near"]["words"]) == ("word" not in boxes)
    assert (n["space"]["arrow"] is None) == bool(set(boxes) & set("abc"))


def test_it_stays_quick_with_20_000_words(monkeypatch):
    made = samples.prepare(monkeypatch, V=20_000, D=100)
    words = made.of.corpus.words
    assert len(words) == 20_000
    live, times = explore.explore_embedding(), []
    for typed in ("gold", "wommen", "beginin", words[9000], "shepperd", words[19_999]):
        for state in ({"word": "", "step": 3}, {"word": typed, "step": 2}):
            start = time.process_time()
            live.set(**state)
            times.append(time.process_time() - start)
        near = word(word=typed)["like"].get("word", [])
        assert near == (typed not in words) * difflib.get_close_matches(typed, words, 3, 0.5)
    assert np.median(times) < 0.1, f"seconds: {times}"
