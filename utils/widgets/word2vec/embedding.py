"""The embedding explorer: neighbours, a is to b as c is to …, and how both come with training."""

from functools import lru_cache

import ipywidgets as widgets
import numpy as np

from utils.numpy_impl import word2vec as w2v
from utils.plots import word2vec as plots
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider
from utils.widgets.word2vec import trained

DOTS = 400  # the most frequent words
MOST, ANSWERS = 10, 5  # words found: neighbours, answers
WIDEST, THROUGH = "of the largest spread", "through a, b and c"
REACH = {WIDEST: 0.8, THROUGH: 1.6}
BOXES = {"word": "word", "a": "a", "b": "is to b", "c": "as c is to …"}
START = {"word": "bread", "a": "man", "b": "king", "c": "woman"}
LAYOUT, STACKED = [["space", "near", "near"], ["space", "with", "without"]], [
    ["space", "space"], ["near", "near"], ["with", "without"]
]  # fmt: skip


@lru_cache(maxsize=32)
def _units(of: trained.Trained, step: int) -> np.ndarray:
    """All vectors (V, D) after a step of training, each of length 1: as the cosine sees them."""
    return w2v.unit(of.E[step])


@lru_cache(maxsize=32)
def _plane(of: trained.Trained, through: tuple | None):
    """Middle (D,), axes (2, D) and the dots' share of variance in them, of the trained vectors.

    It stays where it is while training is scrubbed through, so that what moves are the words.
    """
    dots = _units(of, len(of.E) - 1)[:DOTS]
    if through is None or len(set(through)) < 3:
        middle, axes, _ = w2v.principal_axes(dots)
    else:
        corners = _units(of, len(of.E) - 1)[list(through)]
        middle = corners.mean(axis=0)
        # one axis along b − a, so that the arrow lies flat
        axes = np.linalg.qr(np.array([corners[1] - corners[0], corners[2] - corners[0]]).T)[0].T
        axes = axes * np.sign(np.sum(axes * (corners[1:] - corners[0]), axis=1, keepdims=True))
    rest = dots - dots.mean(axis=0)
    return middle, axes, float(((rest @ axes.T) ** 2).sum() / (rest**2).sum())


def embedding_numbers(state: dict) -> dict:
    """From word, a, b, c, neighbours, plane and step to words found and places in the plane.

    "ids" {box: number of its word or None}; "like" {box: words spelt so} of unknown ones; "near",
    "with" and "without" the offset: what `draw_found` takes; "space": what `draw_space` takes;
    "share" of variance that the plane shows; "read": words of text read until then.
    """
    of, step = trained.read(), state["step"] - 1
    typed = {box: state[box].strip().lower() for box in BOXES}
    ids = {box: of.number(word) for box, word in typed.items()}
    like = {box: of.like(typed[box]) for box in BOXES if ids[box] is None}
    units = _units(of, step)
    known = [ids[box] for box in "abc"]
    asked = None not in known
    middle, axes, share = _plane(of, tuple(known) if asked and state["plane"] == THROUGH else None)
    scale = REACH[WIDEST] / REACH[state["plane"]]

    def seen(vectors):
        return (vectors - middle) @ axes.T * scale

    def found(title, boxes, ask):
        unknown = [box for box in boxes if ids[box] is None]
        note = [part for box in unknown for part in (
            f"“{typed[box]}” is no word here;", f"near it: {', '.join(like[box]) or 'none'}")]  # fmt: skip
        words, cosines = ((), ()) if unknown else ask()
        names = [of.words[k] for k in words]
        return {"title": title, "ids": [*words], "words": names, "cosines": cosines, "note": note}

    near = found(f"Near “{typed['word']}”", ["word"],
                 lambda: w2v.neighbours(units, ids["word"], state["neighbours"]))  # fmt: skip
    both = {
        name: found(title, boxes, lambda offset=offset: w2v.analogy(
            units, *known, n=ANSWERS, offset=offset))
        for name, title, boxes, offset in (("with", "Near b − a + c", [*"abc"], True),
                                           ("without", "Near c alone", [*"abc"], False))
    }  # fmt: skip
    marks = {k: "found" for k in both["with"]["ids"][:1]}
    marks |= {k: "given" for k in known if k is not None}
    marks |= {ids["word"]: "word"} if ids["word"] is not None else {}
    marks |= {k: "near" for k in near["ids"] if k not in marks}
    arrow = None
    if asked:
        a, b, c = units[known]
        arrow = seen(np.array([a, b, c, b - a + c]))
    space = {"dots": seen(units[:DOTS]), "arrow": arrow, "places": seen(units[list(marks)])}
    space["marks"] = [(of.words[k], role) for k, role in marks.items()]
    return {
        **{"near": near, **both, "space": space, "ids": ids, "like": like, "typed": typed},
        **{"share": share, "read": int(of.read[step]), "all": int(of.read[-1]), **state},
    }


def _list(found: dict, most: int) -> str:
    pairs = list(zip(found["words"], found["cosines"], strict=True))[:most]
    return ", ".join(f"{word} {cosine:.2f}" for word, cosine in pairs)


def _reading(n: dict) -> str:
    """Say what is near, what the analogy answers with and without its offset, and when."""
    typed = n["typed"]
    told = f"After {n['read']:,} of {n['all']:,} words read: "
    if n["near"]["words"]:
        told += f"near {typed['word']} are {_list(n['near'], MOST)}. "
    for box in n["like"]:
        near = ", ".join(n["like"][box]) or "none"
        told += f"“{typed[box]}” is not one of the words; spelt like it: {near}. "
    if n["with"]["words"]:
        told += (
            f"{typed['a']} is to {typed['b']} as {typed['c']} is to: {_list(n['with'], 3)}; the "
            f"control without the offset, near {typed['c']} alone: {_list(n['without'], 3)}. "
        )
    return told + f"The plane {n['plane']} shows {n['share']:.0%} of the dots’ variance."


def explore_embedding() -> Live:
    """Trained word vectors: neighbours of any word, analogies beside their control, training."""

    def draw(figure, n):
        narrow = stacked(figure)
        if narrow:
            axes = figure.subplot_mosaic(STACKED, height_ratios=(4.2, 2.6, 1.6))
        else:
            axes = figure.subplot_mosaic(LAYOUT, width_ratios=(2.4, 1, 1), height_ratios=(11, 6))
        em = 0.036 if narrow else 0.03
        return {
            "space": plots.draw_space(axes["space"], n["space"], REACH[WIDEST], em),
            "near": plots.draw_found(axes["near"], n["near"], 17, MOST),
            "with": plots.draw_found(axes["with"], n["with"], 8.3, ANSWERS, "green"),
            "without": plots.draw_found(axes["without"], n["without"], 8.3, ANSWERS, "orange"),
        }

    def update(artists, n):
        plots.update_space(artists["space"], n["space"])
        for name in ("near", "with", "without"):
            plots.update_found(artists[name], n[name])

    steps = len(trained.read().E)
    return Live(
        title="The space of words",
        controls={
            **{
                box: widgets.Text(value=START[box], description=label)
                for box, label in BOXES.items()
            },
            "neighbours": slider("neighbours", 6, 1, MOST, 1),
            "step": slider("step", steps, 1, steps, 1),
            "plane": widgets.Dropdown(options=[*REACH], description="plane"),
        },
        play="step",
        numbers=embedding_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left the frequent words as grey dots in a plane; the word typed and its neighbours in "
        "blue, a, b and c in orange, the answer in green, each with its name; an arrow from a to b "
        "and the same from c to a red cross. Right three lists of words on bars as long as their "
        "cosine: the neighbours, the answers near b − a + c, and the control near c alone.",
        figsize=(9.8, 5.4),
        narrow=(4.6, 8.8),
    )
