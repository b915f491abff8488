"""The bill explorer: what an output layer costs as the vocabulary grows, from what a machine does.

Operations, bytes and hours are those of `so.bill`; Huffman's mean depth is the entropy of words
that fall as in English, which it exceeds by less than 1, here by a few hundredths.
"""

from functools import cache, partial

import ipywidgets as widgets
import numpy as np

from utils.experiments.scaling import zipf_counts
from utils.numpy_impl import softmax_speedups as so
from utils.plots import softmax_speedups as plots
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider

EPOCHS, BATCH = 10, 64
SIZES = {f"{a * 10**e:,.0f}": a * 10**e for e in (3, 4, 5, 6) for a in (1, 1.5, 2, 3, 5, 7)}
SIZES |= {"10,000,000": 1e7}
WORDS = {"1 million": 1e6, "3 million": 3e6, "10 million": 1e7, "30 million": 3e7}
WORDS |= {"100 million": 1e8, "300 million": 3e8, "1 billion": 1e9}
CORE, CARD, HERE = "a processor's core", "a graphics card", "this machine, measured"
MACHINES = {CORE: so.Rates(5e10, 1e10), CARD: so.Rates(2e13, 1e12)}  # round numbers
UNITS = {"years": 8766, "days": 24, "hours": 1, "minutes": 1 / 60, "seconds": 1 / 3600}
PREFIXES = {"EB": 1e18, "PB": 1e15, "TB": 1e12, "GB": 1e9, "MB": 1e6}
LIMITS = {"operations": (1e10, 1e21), "bytes": (1e8, 1e20), "hours": (1 / 3600 / 3, 1e7)}
LAYOUT = [["operations", "bytes", "hours"], ["growth"] * 3]
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(value: float, units: dict) -> str:
    """Say a number in the largest of these units of which there is one, or else the smallest.

    >>> plain(36.0, UNITS), plain(1 / 60, UNITS), plain(8766 * 12345, UNITS), plain(2e12, PREFIXES)
    ('1.5 days', '1 minute', '12,000 years', '2 TB')
    """
    name, size = next(
        ((n, s) for n, s in units.items() if value >= 0.995 * s), [*units.items()][-1]
    )
    amount = f"{float(f'{value / size:.2g}'):,.6g}"
    return f"{amount} {name.removesuffix('s') if amount == '1' else name}"


def power(value: float) -> str:
    """Write a large number with a power of ten.

    >>> power(6.03e15)
    '6.0 · 10¹⁵'
    """
    digits, exponent = f"{value:.1e}".split("e+")
    return f"{digits} · 10{str(int(exponent)).translate(POWERS)}"


@cache
def zipf_entropy(V: float) -> float:
    """Bits per word where counts are `zipf_counts(V)`; sums beyond 1,000 words are integrals.

    >>> round(zipf_entropy(10_000.0), 3)  # as the sum itself
    10.495
    """
    first, few = zipf_counts(min(int(V), 1000)) / 1e6, min(V, 1000.0)
    low, high = np.log(few + 3.2), np.log(V + 3.2)  # ∫ from few − ½ to V − ½ of 1 / (r + 3.7) dr
    total = first.sum() + high - low
    return float(
        (np.log(total) + (-first @ np.log(first) + (high**2 - low**2) / 2) / total) / np.log(2)
    )


def bills(V: float, words: float, rates: so.Rates, H: int, k: int) -> dict[str, so.Bill]:
    """The bill of each method; negative sampling has noise of its own for every word."""
    ask = partial(so.bill, words=words, rates=rates, H=H, epochs=EPOCHS, k=k)
    return {
        **{"full": ask("full", V, batch=BATCH), "class": ask("class", V, batch=BATCH)},
        **{"balanced tree": ask("tree", V), "huffman": ask("tree", 2 ** zipf_entropy(V))},
        **{"nce": ask("sampling", V, batch=BATCH), "negative": ask("sampling", V, batch=1)},
    }


def cost_numbers(state: dict, machines: dict = MACHINES) -> dict:
    """From V, words, H, k and machine to "bills" {method: Bill} and "growth" {method: hours (K,)}.

    "said" {"operations", "bytes", "hours": {method: words}}; "sizes" (K,), the |V| of "growth".
    """
    how = WORDS[state["words"]], machines[state["machine"]], state["H"], state["k"]
    V, found = SIZES[state["V"]], {size: bills(size, *how) for size in SIZES.values()}
    now, say = found[V], {"operations": power, "bytes": partial(plain, units=PREFIXES)}
    say["hours"] = partial(plain, units=UNITS)
    costs = {part: {m: getattr(b, part) for m, b in now.items()} for part in say}
    said = {part: {m: of(costs[part][m]) for m in now} for part, of in say.items()}
    growth = {m: np.array([each[m].hours for each in found.values()]) for m in now}
    return {"bills": now, "costs": costs, "said": said, "growth": growth, **state} | {
        "sizes": np.array(list(found)),
        "at": V,
        "rates": how[1],
    }


def _reading(n: dict) -> str:
    """Say what is trained on what, how long each method takes, and what bounds full softmax."""
    hours, said = n["costs"]["hours"], n["said"]["hours"]
    least = min(hours, key=hours.get)
    rows = ", ".join(f"{plots.NAMES[m]} {said[m]} ({b.rows:,.0f})" for m, b in n["bills"].items())
    return (
        f"{n['V']} words in the vocabulary, {n['words']} to train on, {EPOCHS} times; H = "
        f"{n['H']}, k = {n['k']}, batches of {BATCH} that share NCE's noise, on "
        f"{n['machine']}: {power(n['rates'].operations)} operations and "
        f"{plain(n['rates'].bytes, PREFIXES)} a second. Output layer, in brackets rows for a word: "
        f"{rows}. Least: {plots.NAMES[least]}, full softmax takes "
        f"{plain(hours['full'] / hours[least], {'times': 1})} as long."
    )


def explore_cost(rates: so.Rates | None = None) -> Live:
    """What each output layer costs in training; rates: of this machine, from `measured_rates`."""
    machines = ({HERE: rates} if rates else {}) | MACHINES

    def draw(figure, n):
        small = stacked(figure)
        rows = [[part] for part in (*n["said"], "growth")]
        ratios = (1, 1, 1, 1.9) if small else (1, 1.25)
        axes = figure.subplot_mosaic(rows if small else LAYOUT, height_ratios=ratios)
        artists = {}
        for part, label in zip(n["said"], ("operations", "bytes moved", "time"), strict=True):
            given = axes[part], n["costs"][part], n["said"][part], LIMITS[part], label
            artists[part] = plots.draw_bill(*given, named=small or part == "operations")
        few = {name: plots.HOURS[name] for name in ("1 s", "1 h", "1 year")}
        axes["hours"].set_xticks(list(few.values()), list(few))
        axes["hours"].minorticks_off()
        growth = axes["growth"], n["sizes"], n["growth"], n["at"]
        return artists | {"growth": plots.draw_growth(*growth, beside=not small)}

    def update(artists, n):
        for part, said in n["said"].items():
            plots.update_bill(artists[part], n["costs"][part], said)
        plots.update_growth(artists["growth"], n["growth"], n["at"])

    def choices(label, options, value, unit):
        made = widgets.SelectionSlider(options=list(options), value=value, description=label)
        made.unit = unit
        return made

    return Live(
        title="The bill of an output layer",
        controls={
            "V": choices("vocabulary |V|", SIZES, "100,000", "words"),
            "words": choices("training words", WORDS, "100 million", "words"),
            "H": slider("hidden units H", 100, 50, 1000, 50, unit="units"),
            "k": slider("noise words k", 100, 5, 500, 5, unit="words"),
            "machine": widgets.Dropdown(options=list(machines), description="machine"),
        },
        numbers=partial(cost_numbers, machines=machines),
        draw=draw,
        update=update,
        reading=_reading,
        alt="Above, bars on logarithmic axes for the operations, the bytes and the time of full "
        "softmax, classes, a balanced tree, Huffman's tree, NCE and negative sampling, each with "
        "its number beside it. Below, the training time against the words in the vocabulary, both "
        "logarithmic: full softmax rises as |V|, classes half as steeply, trees hardly, sampling "
        "not at all; a red line marks the present |V|.",
        figsize=(9.8, 5.5),
        narrow=(4.6, 10.0),
    )
