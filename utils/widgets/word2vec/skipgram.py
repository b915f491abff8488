"""The window stepper: which pairs a place in a sentence gives, and what a step does with one."""

import ipywidgets as widgets
import numpy as np

from utils.numpy_impl import word2vec as w2v
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
COLUMNS, NARROW = 56, 26


def _kept(words, counts, t: float, seed: int):
    """Which words of a sentence this draw keeps (T,), and with what probability they are kept."""
    keep = w2v.keep_probability(counts, t)[words]
    return np.random.default_rng(seed).random(len(words)) < keep, keep


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

    "shown": what `draw_window` takes; "kept" (T,) bool; "reach": of this place's window, 0 where
    the centre is dropped; "pairs": the places of its contexts; "push": what `draw_push` takes,
    with "J" and "J_after", and without names where there is no pair.
    """
    of, seed = trained.read(), state["seed"]
    text = SENTENCES[state["sentence"]].split()
    words = np.array([of.number(word) for word in text])
    at = min(state["step"], len(words)) - 1
    kept, keep = _kept(words, of.counts, T[state["t"]], seed)
    left = np.flatnonzero(kept)  # the words left move together
    rng = np.random.default_rng([seed, 1]) if state["window"] == DRAWN else None
    centres, contexts = w2v.window_pairs([left], state["c"], rng) if len(left) else (left, left)
    pairs = contexts[centres == at]
    chosen = pairs[min(state["pair"], len(pairs)) - 1] if len(pairs) else None
    roles = np.where(kept, "kept", "dropped").astype("<U8")
    roles[pairs], roles[pairs[pairs == chosen]], roles[at] = "context", "chosen", roles[at]
    if kept[at]:
        roles[at] = "centre"
    push = {"names": [], "before": [], "after": []}
    if chosen is not None:
        q = w2v.noise_distribution(of.counts)
        noise = w2v.draw_noise(q, state["k"], np.random.default_rng([seed, 2, at, chosen]))
        push = _push(words[at], words[chosen], noise, {"E": of.E[-1], "E_out": of.E_out},
                     RATES[state["rate"]])  # fmt: skip
        push["names"] = [text[chosen], *(of.words[w] for w in noise)]
    span = (min([at, *pairs]), max([at, *pairs]))
    shown = {"words": text, "roles": roles.tolist(), "keep": keep, "span": span}
    return {"shown": shown, "kept": kept, "pairs": pairs, "at": at, "push": push, **state}


def _reading(n: dict) -> str:
    """Say the centre, its pairs, what was dropped, and what the step does to the chosen pair."""
    text, at, push = n["shown"]["words"], n["at"], n["push"]
    told = f"Word {at + 1} of {len(text)}, “{text[at]}”: "
    if not n["kept"][at]:
        told += (
            f"dropped in this draw (kept with probability {n['shown']['keep'][at]:.2f}), no pair"
        )
    elif not push["names"]:
        told += "it is alone, no pair"
    else:
        told += "the pairs are " + ", ".join(f"({text[at]}, {text[j]})" for j in n["pairs"])
    dropped = [word for word, kept in zip(text, n["kept"], strict=True) if not kept]
    told += f". c = {n['c']}, {n['window']}; t {n['t']}, seed {n['seed']}: "
    told += f"{len(dropped)} of {len(text)} words dropped, the others move together. "
    if not push["names"]:
        return told
    (o, *noise), before, after = push["names"], push["before"], push["after"]
    return told + (
        f"A step of rate {n['rate']} on ({text[at]}, {o}): its score goes from {before[0]:.2f} to "
        f"{after[0]:.2f}, the mean of {len(noise)} words of noise from {before[1:].mean():.2f} to "
        f"{after[1:].mean():.2f}, and J from {push['J']:.3f} to {push['J_after']:.3f} nats."
    )


def explore_skipgram() -> Live:
    """A window goes over a sentence: its pairs, dropped words, and a step on one pair."""
    length = max(len(text.split()) for text in SENTENCES)

    def draw(figure, n):
        columns = NARROW if stacked(figure) else COLUMNS
        rows = max(plots.rows_of(text.split(), columns)[-1][0] + 1 for text in SENTENCES)
        window, push = figure.subplots(2, height_ratios=(2.5 * rows, 15))
        return {
            "window": plots.draw_window(window, n["shown"], columns, rows),
            "push": plots.draw_push(push, n["push"], K + 1),
        }

    def update(artists, n):
        plots.update_window(artists["window"], n["shown"])
        plots.update_push(artists["push"], n["push"])

    def tops(state):
        n = skipgram_numbers(state)
        return {"step": len(n["kept"]), "pair": max(len(n["pairs"]), 1)}

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
            "pair": slider("pair", 1, 1, 2 * C, 1),
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
        narrow=(4.6, 7.6),
    )
