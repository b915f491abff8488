"""The bill explorer: what an output layer costs, from what a machine does in a second."""

from functools import partial

import numpy as np

from utils.numpy_impl import softmax_speedups as so
from utils.plots import softmax_speedups as plots
from utils.widgets.canvas import mosaic, stacked
from utils.widgets.live import Live, choice, slider

EPOCHS, BATCH = 10, 64
SIZES = [a * 10**e for e in (3, 4, 5, 6) for a in (1, 1.5, 2, 3, 5, 7)] + [10**7]
SIZES = {f"{size:,.0f}": size for size in SIZES}
WORDS = {f"{a}\xa0million": a * 1e6 for a in (1, 3, 10, 30, 100, 300)} | {"1\xa0billion": 1e9}
CORE, CARD, HERE = "a processor's core", "a graphics card", "this machine, measured"
MACHINES = {CORE: so.Rates(5e10, 1e10), CARD: so.Rates(2e13, 1e12)}  # round numbers
LONG = {"years": 8766, "days": 24, "hours": 1, "minutes": 1 / 60, "seconds": 1 / 3600}
MANY = {"· 10¹⁸": 1e18, "· 10¹⁵": 1e15, "· 10¹²": 1e12, "· 10⁹": 1e9}
LARGE = {"EB": 1e18, "PB": 1e15, "TB": 1e12, "GB": 1e9}
TICKS = {"1 s": 1 / 3600, "1 min": 1 / 60, "1 h": 1, "1 day": 24, "1 year": 8766}
TICKS |= {"100 years": 876_600}
# what is shown of a bill: its axis, in which units it is said
PARTS = {
    "operations": ("operations", (1e10, 1e21), MANY),
    "bytes": ("bytes moved", (1e8, 1e20), LARGE),
    "hours": ("time", (1e-4, 1e7), LONG),
}
WIDE = [[*PARTS], ["growth"] * 3], {"height_ratios": (1, 1.25)}
TALL = [[part] for part in (*PARTS, "growth")], {"height_ratios": (1, 1, 1, 1.6)}


def plain(value: float, units: dict) -> str:
    """Say a number in the largest of these units of which there is one, or else the smallest.

    >>> plain(36.0, LONG), plain(1 / 60, LONG), plain(8766 * 12345, LONG), plain(2e12, LARGE)
    ('1.5 days', '1 minute', '12,000 years', '2 TB')
    """
    fits = [unit for unit, size in units.items() if value >= 0.995 * size]
    unit = fits[0] if fits else [*units][-1]
    amount = f"{float(f'{value / units[unit]:.2g}'):,.6g}"
    return f"{amount} {unit.removesuffix('s') if amount == '1' else unit}"


def zipf_entropy(V: float) -> float:
    """Bits a word where p ∝ 1 / (rank + 2.7), as integrals; Huffman's mean depth is 0.03 more.

    >>> round(zipf_entropy(10_000), 1)  # the sum itself: 10.49
    10.5
    """
    return float(np.log2(np.log1p(V / 3.2)) + np.log2(3.2 * (V + 3.2)) / 2)


def cost_numbers(state: dict, machines: dict = MACHINES) -> dict:
    """From V, words, H, k and machine to "bills" {method: Bill} and "growth" {method: hours (K,)}.

    "costs" and "said" {part of a bill: {method: number, or words}}; growth is over all SIZES.
    """
    rates, H = machines[state["machine"]], state["H"]
    ask = partial(so.bill, words=WORDS[state["words"]], rates=rates, H=H, epochs=EPOCHS)

    def bills(V):
        tree, few = 2 ** zipf_entropy(V), {"V": V, "k": state["k"]}
        found = {"full": ask("full", V, batch=BATCH), "class": ask("class", V, batch=BATCH)}
        found |= {"balanced tree": ask("tree", V), "huffman": ask("tree", tree)}
        found["nce"] = ask("sampling", **few, batch=BATCH)
        return found | {"negative": ask("sampling", **few, batch=1)}  # noise for every word

    every = {name: bills(V) for name, V in SIZES.items()}
    now = every[state["V"]]
    costs = {part: {m: getattr(bill, part) for m, bill in now.items()} for part in PARTS}
    return state | {
        "bills": now, "rates": rates, "costs": costs,
        "said": {k: {m: plain(c, PARTS[k][2]) for m, c in costs[k].items()} for k in PARTS},
        "growth": {m: [each[m].hours for each in every.values()] for m in now},
    }  # fmt: skip


def _reading(n: dict) -> str:
    """Say what is trained on what, how long each method takes, and which takes least."""
    hours, said = n["costs"]["hours"], n["said"]["hours"]
    least = min(hours, key=hours.get)
    rows = ", ".join(f"{plots.NAMES[m]} {said[m]} ({b.rows:,.0f})" for m, b in n["bills"].items())
    return (
        f"|V| = {n['V']}, {n['words']} words to train on, {EPOCHS} times; H = {n['H']}, k = "
        f"{n['k']}, batches of {BATCH} that share NCE's noise, on {n['machine']}: "
        f"{plain(n['rates'].operations, MANY)} operations and {plain(n['rates'].bytes, LARGE)} a "
        f"second. Time (rows for a word): {rows}. Least: {plots.NAMES[least]}; full softmax takes "
        f"{plain(hours['full'] / hours[least], {'times': 1})} as long."
    )


def explore_cost(rates: so.Rates | None = None) -> Live:
    """What each output layer costs in training; rates: of this machine, from `measured_rates`."""
    machines = ({HERE: rates} if rates else {}) | MACHINES

    def draw(figure, n):
        axes, artists = mosaic(figure, WIDE, TALL), {}
        for k, (label, limits, _) in PARTS.items():
            named = k == "operations" or stacked(figure)
            given = axes[k], n["costs"][k], n["said"][k], limits, label, "log", named
            artists[k] = plots.draw_bars(*given)
        few = ("1 s", "1 h", "1 year")
        axes["hours"].set_xticks([TICKS[tick] for tick in few], few)
        axes["hours"].minorticks_off()
        given = SIZES[n["V"]], "words in the vocabulary, |V|", TICKS, PARTS["hours"][1]
        artists["growth"] = plots.draw_lines(axes["growth"], [*SIZES.values()], n["growth"], *given)
        axes["growth"].set_ylabel("time")
        return artists

    def update(artists, n):
        for k in PARTS:
            plots.update_bars(artists[k], n["costs"][k], n["said"][k])
        plots.update_lines(artists["growth"], n["growth"], SIZES[n["V"]])

    return Live(
        title="The bill of an output layer",
        controls={
            "V": choice("vocabulary |V|", SIZES, "100,000", slides=True),
            "words": choice("training words", WORDS, [*WORDS][4], slides=True),
            "H": slider("hidden units H", 100, 50, 1000, 50, unit="units"),
            "k": slider("noise words k", 100, 5, 500, 5, unit="words"),
            "machine": choice("machine", machines),
        },
        numbers=partial(cost_numbers, machines=machines),
        draw=draw,
        update=update,
        reading=_reading,
        alt="Above, bars on logarithmic axes for the operations, the bytes and the time of full "
        "softmax, classes, a balanced tree, Huffman's tree, NCE and negative sampling, each with "
        "its number beside it. Below, the time against the words in the vocabulary, both "
        "logarithmic: full softmax rises as |V|, classes half as steeply, trees hardly, sampling "
        "not at all; a red line marks the present |V|.",
        figsize=(9.8, 5.5),
        narrow=(4.6, 10.0),
    )
