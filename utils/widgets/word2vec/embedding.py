"""The embedding explorer: neighbours, a is to b as c is to …, and how both come with training."""

from functools import lru_cache

import ipywidgets as widgets
import numpy as np

from utils.numpy_impl import word2vec as w2v
from utils.plots import word2vec as plots
from utils.widgets.canvas import mosaic, stacked
from utils.widgets.live import Live, choice, slider
from utils.widgets.word2vec import trained

DOTS, MOST, ANSWERS = 400, 10, 5  # frequent words; the most neighbours; answers
SPREAD, THROUGH = "of the largest spread", "through a, b and c"
REACH = 0.66  # of the picture; vectors have length 1
BOXES = {"word": "word", "a": "a", "b": "is to b", "c": "as c is to …"}
START = {"word": "bread", "a": "man", "b": "king", "c": "woman"}
WIDE = (
    [["space", "near", "near"], ["space", "with", "without"]],
    {"width_ratios": (2.4, 1, 1), "height_ratios": (11, 6)},
)
TALL = [["space"] * 2, ["near"] * 2, ["with", "without"]], {"height_ratios": (4.2, 2.6, 1.6)}
LISTS = {  # columns, rows and tint of each
    "near": (17, MOST, "blue"),
    "with": (8.3, ANSWERS, "green"),
    "without": (8.3, ANSWERS, "orange"),
}


@lru_cache(maxsize=32)
def _plane(of: trained.Space, through: tuple | None):
    """Middle (D,), axes (2, D) and the part of the dots' variance in them, of trained vectors.

    It stays where it is while training is scrubbed through, so that what moves are the words.
    """
    E = trained.units(of, len(of.of.snapshots) - 1)
    dots, scale = E[:DOTS], 1.0
    middle = dots.mean(axis=0)
    rest = dots - middle
    if through is None:
        axes = w2v.project(middle + np.eye(len(middle)), axes_of=dots)[0].T
    else:
        a, b, c = E[list(through)]
        middle, sides = (b + c) / 2, np.array([b - a, c - a])  # of the parallelogram
        axes = np.linalg.qr(sides.T)[0].T  # the first along b − a, so that the arrow lies flat
        axes = axes * np.sign((axes * sides).sum(axis=1, keepdims=True))
        scale = 0.8 * REACH / np.abs((E[list(through)] - middle) @ axes.T).max()
    return middle, axes * scale, float(((rest @ axes.T) ** 2).sum() / (rest**2).sum())


def embedding_numbers(state: dict) -> dict:
    """From word, a, b, c, neighbours, plane and step to the words found and their places.

    "near", "with" and "without" the offset: what `draw_found` takes; "space": what `draw_space`
    takes; "typed" {box: word}; "like" {box: words spelt so} of unknown ones; "share" of variance
    that the plane shows; "epoch" and "read", words of text until then.
    """
    of = trained.space()
    words, counts, _ = of.of.corpus
    E = trained.units(of, state["step"] - 1)
    typed = {box: state[box].strip().lower() for box in BOXES}
    ids = {box: of.numbers.get(word) for box, word in typed.items()}
    like = {box: of.like(typed[box]) for box in BOXES if ids[box] is None}
    known = [ids[box] for box in "abc"]
    asked = None not in known
    three = asked and len(set(known)) == 3  # else there is no such plane
    plane = state["plane"] if three else SPREAD
    middle, axes, share = _plane(of, tuple(known) if plane == THROUGH else None)

    def found(title, boxes, ask, *query, **how):
        note = [line for box in like if box in boxes for line in (
            f"“{typed[box]}” is no word here;", f"spelt like it: {', '.join(like[box]) or 'none'}"
        )]  # fmt: skip
        ids, cosines = ((), ()) if note else ask(E, *query, **how)
        shown = {"title": title, "words": [words[k] for k in ids], "cosines": cosines}
        return shown | {"note": note, "ids": [*ids]}

    t = typed
    n = {
        "near": found(f"near {t['word']}", ["word"], w2v.neighbours, ids["word"],
                      n=state["neighbours"]),
        "with": found(f"{t['b']} − {t['a']} + {t['c']}", "abc", w2v.analogy, *known, n=ANSWERS),
        "without": found(f"control: {t['c']} alone", "abc", w2v.analogy, *known, n=ANSWERS,
                         offset=False),
    }  # fmt: skip
    marks = [(k, "given") for k in known] + [(k, "found") for k in n["with"]["ids"][:1]]
    marks += [(ids["word"], "near"), *((k, "near") for k in n["near"]["ids"])]
    marks = {k: role for k, role in reversed(marks) if k is not None}  # the first role counts
    marks = dict(reversed(marks.items()))
    points = [E[:DOTS], E[list(marks)]]
    if asked:
        a, b, c = E[known]
        points.append(np.array([a, b, c, b - a + c]))
    dots, places, *arrow = ((part - middle) @ axes.T for part in points)
    named = [(words[k], role) for k, role in marks.items()]
    n["space"] = {"dots": dots, "marks": named, "places": places, "arrow": [*arrow, None][0]}
    read = int(of.of.read[state["step"] - 1])
    said = {"typed": typed, "like": like, "share": share, "plane": plane, "read": read}
    return n | said | {"epoch": read / counts.sum()}


def _reading(n: dict) -> str:
    """Say what is near, what the analogy answers with and without its offset, and when."""
    typed, like = n["typed"], n["like"]

    def few(name, most):
        pairs = list(zip(n[name]["words"], n[name]["cosines"], strict=True))[:most]
        return ", ".join(f"{word} {cosine:.2f}" for word, cosine in pairs)

    told = f"Epoch {n['epoch']:.3g}, {n['read']:,} words read. "
    told += f"Near {typed['word']}: {few('near', MOST)}. " if n["near"]["words"] else ""
    for box, spelt in like.items():
        spelt = ", ".join(spelt) or "none"
        told += f"{box}: “{typed[box]}” is not one of the words; spelt like it: {spelt}. "
    if n["with"]["words"]:
        told += (
            f"{typed['a']} is to {typed['b']} as {typed['c']} is to: {few('with', 3)}; the control "
            f"without the offset, near {typed['c']} alone: {few('without', 3)}. "
        )
    return told + f"The plane {n['plane']} shows {n['share']:.0%} of the dots’ variance."


def explore_embedding() -> Live:
    """Trained word vectors: neighbours of any word, analogies beside their control, training."""

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        em = 0.05 if stacked(figure) else 0.04
        space = plots.draw_space(axes["space"], n["space"], REACH, em)
        lists = {name: plots.draw_found(axes[name], n[name], *look) for name, look in LISTS.items()}
        return {"space": space} | lists

    def update(artists, n):
        plots.update_space(artists["space"], n["space"])
        for name in LISTS:
            plots.update_found(artists[name], n[name])

    of = trained.space()
    of.like("")  # its table is made before a hand waits for it
    steps = len(of.of.snapshots)
    boxes = {k: widgets.Text(START[k], description=label) for k, label in BOXES.items()}
    return Live(
        title="The space of words",
        controls=boxes
        | {
            "neighbours": slider("neighbours", 8, 1, MOST, 1),
            "step": slider("step", steps, 1, steps, 1),
            "plane": choice("plane", [SPREAD, THROUGH]),
        },
        play="step",
        numbers=embedding_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left the frequent words as grey dots in a plane; the word typed and its neighbours in "
        "blue, a, b and c in orange, the answer in green, each with its name; an arrow from a to b "
        "and the same from c to a cross. Right three lists of words on bars as long as their "
        "cosine: the neighbours, the answers near b − a + c, and the control near c alone.",
        figsize=(9.8, 5.25),
        narrow=(4.6, 8.8),
    )
