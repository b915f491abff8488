"""The window stepper: which pairs a place in a sentence gives, and what a step does with one."""

from functools import lru_cache
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np

from utils.numpy_impl import word2vec as w2v
from utils.numpy_impl.core.activations import sigmoid
from utils.plots import word2vec as plots
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider
from utils.widgets.word2vec import trained

SENTENCES = (
    "and the king loved esther above all the women",
    "in the beginning god created the heaven and the earth",
    "the lord is my shepherd i shall not want",
    "a soft answer turneth away wrath but grievous words stir up anger",
)
KEEP_ALL = "keep all"
T = {KEEP_ALL: 1.0, "1e-2": 1e-2, "3e-3": 3e-3, "1e-3": 1e-3, "3e-4": 3e-4, "1e-4": 1e-4}
RATES = {"0.025": 0.025, "0.1": 0.1, "0.5": 0.5}
WHOLE, DRAWN = "c words to either side", "drawn from 1 … c"
C, K = 5, 10  # the most
COLUMNS, NARROW = 44, 22


class Window(NamedTuple):
    """A window over a sentence, as numbers of places in it."""

    text: list[str]
    words: np.ndarray  # (T,), numbers of words
    keep: np.ndarray  # (T,): the probability to be kept
    kept: np.ndarray  # (T,) bool: what this draw keeps
    at: int  # the centre
    pairs: np.ndarray  # the places of its contexts


@lru_cache(maxsize=256)
def _window(of, sentence: int, step: int, c: int, window: str, t: str, seed: int) -> Window:
    text = SENTENCES[sentence].split()
    words = np.array([of.number(word) for word in text])
    at = min(step, len(words)) - 1
    keep = w2v.keep_probability(of.counts, T[t])[words]
    kept = np.random.default_rng(seed).random(len(words)) < keep
    left = np.flatnonzero(kept)  # the words left move together
    rng = np.random.default_rng([seed, 1]) if window == DRAWN else None
    centres, contexts = w2v.window_pairs([left], c, rng) if len(left) else (left, left)
    return Window(text, words, keep, kept, at, contexts[centres == at])


def _of(state: dict) -> Window:
    named = ("sentence", "step", "c", "window", "t", "seed")
    return _window(trained.read(), *(state[name] for name in named))


def _push(c: int, o: int, noise, p: dict, rate: float) -> dict:
    """One step on one pair: scores of o and the noise, and J, before it and after."""
    words, at = np.unique([c, o, *noise], return_inverse=True)  # few rows, not all of the table
    rows = {name: p[name][words].astype(float) for name in ("E", "E_out")}
    pair = at[:1], at[1:2], at[None, 2:]
    J, cache = w2v.negative_sampling_forward(*pair, rows)
    gradients = w2v.negative_sampling_backward(1.0, cache)
    J_after, after = w2v.negative_sampling_forward(
        *pair, {name: rows[name] - rate * gradients[name] for name in rows}
    )
    scores = [np.append(run.s_o, run.s_n) for run in (cache, after)]
    return {"before": scores[0], "after": scores[1], "J": float(J), "J_after": float(J_after)}


def skipgram_numbers(state: dict) -> dict:
    """From sentence, step, c, window, t, pair, k, rate and seed to the window and one step.

    "shown": what `draw_window` takes; "window"; "push": what `draw_push` takes, with "J" and
    "J_after", and without names where there is no pair; "pairs": what `draw_found` takes, with σ of
    each pair's score.
    """
    of, w = trained.read(), _of(state)
    text, at, many = w.text, w.at, len(w.pairs)
    chosen = min(state["pair"], many) - 1
    roles = np.where(w.kept, "kept", "dropped").astype("<U8")
    push = {"names": [], "before": [], "after": []}
    pairs = {"title": "its pairs, σ(score)", "words": [], "cosines": [], "note": ["none"]}
    if w.kept[at]:
        roles[at] = "centre"
    if many:
        o = w.pairs[chosen]
        roles[w.pairs], roles[o] = "context", "chosen"
        drawn = np.random.default_rng([state["seed"], 2, at, o])
        noise = w2v.draw_noise(w2v.noise_distribution(of.counts), state["k"], drawn)
        p = {"E": of.E[-1], "E_out": of.E_out}
        push = _push(w.words[at], w.words[o], noise, p, RATES[state["rate"]])
        push["names"] = [text[o], *(of.words[word] for word in noise)]
        scores = p["E_out"][w.words[w.pairs]] @ p["E"][w.words[at]]
        pairs["words"] = [f"{'▸ ' * int(j == o)}{text[at]}, {text[j]}" for j in w.pairs]
        pairs |= {"cosines": sigmoid(scores), "note": []}
    span = (min([at, *w.pairs]), max([at, *w.pairs]))
    shown = {"words": text, "roles": roles.tolist(), "keep": w.keep, "span": span}
    return {"shown": shown, "window": w, "pairs": pairs, "push": push, "state": state}


def _reading(n: dict) -> str:
    """Say the centre, its pairs, what was dropped, and what the step does to the chosen pair."""
    w, push, state = n["window"], n["push"], n["state"]
    text, at = w.text, w.at
    told = f"Word {at + 1} of {len(text)}, “{text[at]}”: "
    if not w.kept[at]:
        told += f"dropped in this draw (kept with probability {w.keep[at]:.2f}), no pair"
    elif not push["names"]:
        told += "it is alone, no pair"
    else:
        told += "the pairs are " + ", ".join(f"({text[at]}, {text[j]})" for j in w.pairs)
    told += f". c = {state['c']}, {state['window']}; t {state['t']}, seed {state['seed']}: "
    told += f"{(~w.kept).sum()} of {len(text)} words dropped, the others move together. "
    if not push["names"]:
        return told
    (o, *noise), before, after = push["names"], push["before"], push["after"]
    return told + (
        f"A step of rate {state['rate']} on ({text[at]}, {o}): its score goes from {before[0]:.2f} "
        f"to {after[0]:.2f}, the mean of {len(noise)} words of noise from {before[1:].mean():.2f} "
        f"to {after[1:].mean():.2f}, and J from {push['J']:.3f} to {push['J_after']:.3f} nats."
    )


def explore_skipgram() -> Live:
    """A window goes over a sentence: its pairs, dropped words, and a step on one pair."""
    length = max(len(text.split()) for text in SENTENCES)

    def draw(figure, n):
        narrow = stacked(figure)
        columns = NARROW if narrow else COLUMNS
        rows = max(plots.rows_of(text.split(), columns)[-1][0] + 1 for text in SENTENCES)
        if narrow:
            axes = figure.subplot_mosaic([["window"], ["pairs"], ["push"]], height_ratios=(3, 4, 5))
        else:
            axes = figure.subplot_mosaic(
                [["window", "window"], ["pairs", "push"]],
                height_ratios=(1, 2.5),
                width_ratios=(1, 2.2),
            )
        return {
            "window": plots.draw_window(axes["window"], n["shown"], columns, rows),
            "pairs": plots.draw_found(axes["pairs"], n["pairs"], 12, 2 * C),
            "push": plots.draw_push(axes["push"], n["push"], K + 1, 0.6 if narrow else 0.3),
        }

    def update(artists, n):
        plots.update_window(artists["window"], n["shown"])
        plots.update_found(artists["pairs"], n["pairs"])
        plots.update_push(artists["push"], n["push"])

    def tops(state):
        w = _of(state)
        return {"step": len(w.text), "pair": max(len(w.pairs), 1)}

    return Live(
        title="A window over a sentence",
        controls={
            "step": slider("step", 3, 1, length, 1),
            "sentence": widgets.Dropdown(
                options=[(text[:40], k) for k, text in enumerate(SENTENCES)], description="sentence"
            ),
            "c": slider("window c", 2, 1, C, 1),
            "window": widgets.Dropdown(options=[WHOLE, DRAWN], description="window of a place"),
            "t": widgets.SelectionSlider(options=list(T), description="subsampling t"),
            "pair": slider("pair", 4, 1, 2 * C, 1),
            "k": slider("noise words k", 5, 1, K, 1),
            "rate": widgets.SelectionSlider(
                options=list(RATES), value="0.1", description="learning rate"
            ),
            "seed": slider("seed", 0, 0, 20, 1),
        },
        play="step",
        numbers=skipgram_numbers,
        draw=draw,
        update=update,
        tops=tops,
        reading=_reading,
        alt="A sentence, each word in a box with its probability to be kept below it: the centre "
        "orange, its contexts blue, the pair chosen with a black edge, words that subsampling "
        "drops grey and struck out, an orange line over the window. Below, for the chosen pair and "
        "its words of noise, sigma of the score from 0 to 1: a circle before the step and a "
        "diamond after it, blue for the true pair and red for noise.",
        figsize=(9.8, 5.2),
        narrow=(4.6, 8.4),
    )
