"""The window stepper: which pairs a place in a sentence gives, and what a step does with one."""

from functools import lru_cache

import numpy as np

from utils.numpy_impl import word2vec as w2v
from utils.numpy_impl.core.activations import sigmoid
from utils.plots import word2vec as plots
from utils.widgets.canvas import mosaic, stacked
from utils.widgets.live import Live, choice, slider
from utils.widgets.word2vec import trained

SENTENCES = (
    "and the king loved esther above all the women",
    "in the beginning god created the heaven and the earth",
    "the lord is my shepherd i shall not want",
    "a soft answer turneth away wrath but grievous words stir up anger",
)
T = {"off": 1.0} | {t: float(t) for t in ("1e-2", "3e-3", "1e-3", "3e-4", "1e-4")}
RATES = {rate: float(rate) for rate in ("0.025", "0.1", "0.5")}
WHOLE, DRAWN = "c words to either side", "drawn from 1 … c"
C, K = 5, 10  # the most
WIDE = [["window"] * 2, ["pairs", "push"]], {"height_ratios": (1, 4.2), "width_ratios": (1, 2.2)}
TALL = [["window"], ["pairs"], ["push"]], {"height_ratios": (2.4, 4, 4)}


@lru_cache(maxsize=256)
def _window(of: trained.Space, sentence, step, c, window, t, seed) -> dict:
    """Words and numbers (T,), "keep" and "kept" (T,), place "at" of the centre, "pairs" of it."""
    text = sentence.split()
    words = np.array([of.of.corpus.number(word) for word in text])
    keep = w2v.keep_probability(of.of.corpus.counts, T[t])[words]
    kept = np.random.default_rng(seed).random(len(words)) < keep
    left = np.flatnonzero(kept)  # the words left move together
    rng = np.random.default_rng([seed, 1]) if window == DRAWN else None
    centres, contexts = w2v.window_pairs([left], c, rng) if len(left) else (left, left)
    at = min(step, len(words)) - 1
    found = {"text": text, "words": words, "keep": keep, "kept": kept, "at": at}
    return found | {"pairs": contexts[centres == at]}


def _of(state: dict) -> dict:
    names = ("sentence", "step", "width", "window", "t", "seed")
    return _window(trained.space(), *(state[name] for name in names))


def _push(c: int, o: int, noise, p: dict, rate: float) -> dict:
    """One step on one pair: scores of o and the noise, and J, before it and after."""
    words, at = np.unique([c, o, *noise], return_inverse=True)  # a few rows of the tables
    p = {name: table[words].astype(float) for name, table in p.items()}
    pair = at[:1], at[1:2], at[None, 2:]
    J, cache = w2v.negative_sampling_forward(*pair, p)
    for name, gradient in w2v.negative_sampling_backward(1.0, cache).items():
        p[name] = p[name] - rate * gradient
    J_after, after = w2v.negative_sampling_forward(*pair, p)
    before, after = (np.append(run.s_o, run.s_n) for run in (cache, after))
    return {"before": before, "after": after, "J": float(J), "J_after": float(J_after)}


def skipgram_numbers(state: dict) -> dict:
    """From sentence, step, width c, window, t, pair, k, rate and seed to the window and one step.

    "window": what `draw_window` takes; "pairs": what `draw_found` takes, with σ of each pair's
    score; "push": what `draw_push` takes, with "J" and "J_after", and without names where there is
    no pair; "of": the places; "state".
    """
    w, of = _of(state), trained.space().of
    text, at, pairs = w["text"], w["at"], w["pairs"]
    roles = ["kept" if kept else "dropped" for kept in w["kept"]]
    push = {"names": [], "before": [], "after": []}
    listed = {"title": "its pairs, σ(score)", "words": [], "cosines": [], "note": ["none"]}
    if w["kept"][at]:
        roles[at] = "centre"
    if len(pairs):
        o = pairs[min(state["pair"], len(pairs)) - 1]
        for j in pairs:
            roles[j] = "chosen" if j == o else "context"
        rng = np.random.default_rng([state["seed"], 2, at, o])
        noise = w2v.draw_noise(w2v.noise_distribution(of.corpus.counts), state["k"], rng)
        c, p = w["words"][at], {"E": of.E, "E_out": of.E_out}
        push = _push(c, w["words"][o], noise, p, RATES[state["rate"]])
        push["names"] = [text[o], *(of.corpus.words[word] for word in noise)]
        listed["words"] = [f"{'▸ ' * int(j == o)}{text[at]}, {text[j]}" for j in pairs]
        listed |= {"cosines": sigmoid(of.E_out[w["words"][pairs]] @ of.E[c]), "note": []}
    shown = {"words": text, "roles": roles, "keep": w["keep"]}
    shown["span"] = min([at, *pairs]), max([at, *pairs])
    return {"window": shown, "pairs": listed, "push": push, "of": w, "state": state}


def _reading(n: dict) -> str:
    """Say the centre, its pairs, what was dropped, and what the step does to the chosen pair."""
    w, push, state = n["of"], n["push"], n["state"]
    text, at, word = w["text"], w["at"], w["text"][w["at"]]
    told = f"Word {at + 1} of {len(text)}, “{word}”: "
    if not w["kept"][at]:
        told += f"dropped, as it is kept with probability {w['keep'][at]:.2f}; no pair"
    elif not push["names"]:
        told += "alone; no pair"
    else:
        told += "the pairs are " + ", ".join(f"({word}, {text[j]})" for j in w["pairs"])
    told += f". c = {state['width']}, {state['window']}. Subsampling {state['t']}, seed "
    dropped = (~w["kept"]).sum()
    told += f"{state['seed']}: {dropped} of {len(text)} words are dropped and the others "
    told += "move together. "
    if not push["names"]:
        return told
    (o, *noise), before, after = push["names"], push["before"], push["after"]
    return told + (
        f"A step of rate {state['rate']} on ({word}, {o}): its score goes from {before[0]:.2f} "
        f"to {after[0]:.2f}, the mean of {len(noise)} words of noise from {before[1:].mean():.2f} "
        f"to {after[1:].mean():.2f}, and J from {push['J']:.3f} to {push['J_after']:.3f} nats."
    )


def explore_skipgram() -> Live:
    """A window goes over a sentence: its pairs, dropped words, and a step on one pair."""

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        columns, push = (22, 16.5) if stacked(figure) else (44, 24)
        rows = max(plots.rows_of(text.split(), columns)[-1][0] + 1 for text in SENTENCES)
        return {
            "window": plots.draw_window(axes["window"], n["window"], columns, rows),
            "pairs": plots.draw_found(axes["pairs"], n["pairs"], 12, 2 * C),
            "push": plots.draw_push(axes["push"], n["push"], K + 1, push),
        }

    def update(artists, n):
        plots.update_window(artists["window"], n["window"])
        plots.update_found(artists["pairs"], n["pairs"])
        plots.update_push(artists["push"], n["push"])

    def tops(state):
        w = _of(state)
        return {"step": len(w["text"]), "pair": max(len(w["pairs"]), 1)}

    return Live(
        title="A window over a sentence",
        controls={
            "step": slider("step", 3, 1, len(SENTENCES[0].split()), 1),
            "sentence": choice("sentence", SENTENCES),
            "width": slider("window c", 2, 1, C, 1),
            "window": choice("window of a place", [WHOLE, DRAWN]),
            "t": choice("subsampling t", T, slides=True),
            "pair": slider("pair", 4, 1, 2 * C, 1),
            "k": slider("noise words k", 5, 1, K, 1),
            "rate": choice("learning rate", RATES, "0.1", slides=True),
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
        "drops grey and struck out, an orange line over the window. Below, its pairs on bars as "
        "long as sigma of their score; and for the chosen pair and its words of noise sigma of "
        "the score from 0 to 1: a circle before the step and a diamond after it.",
        figsize=(9.8, 4.8),
        narrow=(4.6, 8.4),
    )
