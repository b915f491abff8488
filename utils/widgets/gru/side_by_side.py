"""LSTM and GRU side by side: their gates on one melody, aligned beat by beat."""

from functools import cache
from typing import NamedTuple

import numpy as np

from utils.data import melodies
from utils.experiments.melody_networks import UNITS, trained_melody
from utils.numpy_impl import gru as gu
from utils.numpy_impl import lstm_gates as lg
from utils.plots import gru as plots
from utils.widgets.canvas import mosaic
from utils.widgets.live import Live, slider

SEEDS, SHOWN = 30, 8  # melodies to choose from; units shown at a time
LAST = UNITS["lstm"] - SHOWN + 1  # from which rank on the last are shown
RETURNS = np.array([melodies.first_time(t) < t for t in range(melodies.LENGTH)])
MOTIF = np.array([melodies.FORM[t // 4] == "A" for t in range(melodies.LENGTH)])
LABELS = {
    "LSTM": ("keep\nf", "write\ni", "read\no", "cell\nc ÷ {:.0f}"),
    "GRU": ("keep\nz", "write\n1 − z", "hear\nr", "state\nh"),
}
GATES = ("f", "i", "o"), ("z", "1 − z", "r")
BOTH = "LSTM: f, i > ½", "GRU: z, 1 − z > ½"
WIDE = [["LSTM", "GRU"], ["p", "both"]], {"height_ratios": (3.1, 1)}
TALL = [["LSTM"], ["GRU"], ["p"], ["both"]], {"height_ratios": (4, 4, 1.2, 1.2)}


class Run(NamedTuple):
    """What a network did on all melodies; its units by what they keep on average, most first."""

    strips: np.ndarray  # (4, T, n, H): keep, write, read, state
    p: np.ndarray  # (T, n): of each note before it is heard; NaN for the first
    largest: float  # by which the state is divided, so that almost all of it is within ±1


@cache
def tunes() -> melodies.Melodies:
    """The melody of each seed, (T, SEEDS)."""
    drawn = [melodies.sample(1, np.random.default_rng(seed)) for seed in range(SEEDS)]
    return melodies.Melodies(*(np.hstack(parts) for parts in zip(*drawn, strict=True)))


@cache
def runs() -> dict[str, Run]:
    """Both trained networks on all melodies; they are trained if nothing is kept of them."""
    notes = tunes().notes
    X, found = np.eye(melodies.TOKENS)[notes], {}
    for name, forward in (("LSTM", lg.lstm_forward), ("GRU", gu.gru_forward)):
        network = trained_melody(name.lower())
        H, inner = forward(X, network.p)
        gates = (inner.z, 1 - inner.z, inner.r, H) if name == "GRU" else ()
        strips = np.array(gates or (inner.f, inner.i, inner.o, inner.C))
        largest = max(1.0, float(np.ceil(np.quantile(np.abs(strips[3]), 0.98))))
        strips[3] /= largest
        order = np.argsort(-strips[0].mean(axis=(0, 1)), kind="stable")
        scores = np.exp(H[:-1] @ network.W_y + network.b_y)
        told = np.take_along_axis(scores, notes[1:, :, None], axis=2)[..., 0]
        p = np.vstack([np.full(SEEDS, np.nan), told / scores.sum(axis=-1)])
        found[name] = Run(strips[..., order], p, largest)
    return found


def side_by_side_numbers(state: dict) -> dict:
    """From beat, melody (a seed) and first, the rank of the first unit of the LSTM, to both runs.

    "strips" {name: (4, SHOWN, T)}; "ranks" {name: (first, last, all)}; "notes" T words; "p" and
    "both" {label: (T,)}: the probability of each note, and the share of units whose gates for
    keeping and writing are both above ½; "means" {gate: (at this beat, over the melody)}.
    """
    k, t, first = state["melody"], state["beat"] - 1, state["first"] - 1
    n = {name: {} for name in ("strips", "ranks", "p", "both", "means")} | state
    for (name, run), gates, least in zip(runs().items(), GATES, BOTH, strict=True):
        units, strips = run.strips.shape[-1], run.strips[:, :, k]
        # both scales end together, whatever the number of units
        begin = round(first * (units - SHOWN) / (LAST - 1))
        n["strips"][name] = strips[..., begin : begin + SHOWN].transpose(0, 2, 1)
        n["ranks"][name] = begin + 1, begin + SHOWN, units
        n["p"][name] = run.p[:, k]
        n["both"][least] = (strips[:2] > 0.5).all(axis=0).mean(axis=-1)
        means = strips[:3].mean(axis=-1)
        n["means"] |= {g: (m[t], m.mean()) for g, m in zip(gates, means, strict=True)}
    n["p"]["by the rules"] = np.r_[np.nan, np.exp(-tunes().nats[1:, k])]
    return n | {"notes": [melodies.NAMES[note] for note in tunes().notes[:, k]]}


def _reading(n: dict) -> str:
    """Say what was expected at this beat, how the gates answer, and whose units are shown."""
    t, means = n["beat"] - 1, n["means"]
    note, again = n["notes"][t].replace("–", "a rest"), ", bar 1 again" * bool(RETURNS[t])
    told = f"Melody {n['melody']}, beat {t + 1} (bar {t // 4 + 1}{again}), {note}"
    if t:
        p = {name: f"{values[t]:.2f}" for name, values in n["p"].items()}
        told += f": expected by the LSTM with p = {p['LSTM']}, by the GRU with {p['GRU']}; "
        told += f"by the rules it has {p['by the rules']}"
    pairs = [
        f"{word} " + ", ".join(f"{g} {means[g][0]:.2f} ({means[g][1]:.2f})" for g in gates)
        for word, *gates in zip(("keep", "write", "read"), *GATES, strict=True)
    ]
    far = max(means, key=lambda gate: abs(means[gate][0] - means[gate][1]))
    moved = "above" if means[far][0] > means[far][1] else "below"
    both = round(n["both"][BOTH[0]][t] * n["ranks"]["LSTM"][2])
    kept = {name: strips[0].mean() for name, strips in n["strips"].items()}
    ranks = {name: "{} to {} of {}".format(*ranks) for name, ranks in n["ranks"].items()}
    return (
        f"{told}. Mean over all units (over all beats): {'; '.join(pairs)}. Furthest {moved} its "
        f"mean: {far}. {both} LSTM units keep and write, f and i above ½; no GRU unit can. Shown: "
        f"units {ranks['LSTM']} and {ranks['GRU']} by what they keep, on average f "
        f"{kept['LSTM']:.2f} and z {kept['GRU']:.2f}."
    )


def explore_side_by_side() -> Live:
    """An LSTM and a GRU of as many parameters read a melody: their gates, and what they expect."""

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        artists = {}
        for name, run in runs().items():
            labels = [label.format(run.largest) for label in LABELS[name]]
            artists[name] = plots.draw_strips(
                axes[name], n["strips"][name], labels, n["notes"], MOTIF, n["beat"]
            )
            axes[name].set_title(f"{name}: {SHOWN} of {n['ranks'][name][2]} units")
        for name, label in (("p", "p(note)"), ("both", "share of units")):
            artists[name] = plots.draw_over_beats(axes[name], n[name], label, RETURNS, n["beat"])
        return artists

    def update(artists, n):
        for name, strips in n["strips"].items():
            plots.update_strips(artists[name], strips, n["notes"], MOTIF, n["beat"])
        for name in ("p", "both"):
            plots.update_over_beats(artists[name], n[name], n["beat"])

    return Live(
        title="LSTM and GRU side by side",
        controls={
            "beat": slider("beat", 8, 1, melodies.LENGTH, 1),
            "melody": slider("melody (seed)", 0, 0, SEEDS - 1, 1),
            "first": slider("units from rank", 1, 1, LAST, 1),
        },
        play="beat",
        numbers=side_by_side_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left an LSTM, right a GRU, on the same 32 beats with the notes above, those of bar 1 "
        "and of its returns on a tint. Strips with a row for each unit: f beside z in orange, i "
        "beside 1 − z in blue, o beside r in green, white at 0; then the cell and the state, "
        "orange above and blue below 0. A frame marks the beat. Below the probability that each "
        "gave to every note, and the share of units that keep and write; bars 3 and 7 grey.",
        figsize=(9.8, 5.5),
        narrow=(4.6, 11.0),
    )
