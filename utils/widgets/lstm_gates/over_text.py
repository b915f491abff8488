"""Gates over text: one number of one unit at every character, and the units that follow a label."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from utils.data import python_source
from utils.experiments import python_units
from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl.lstm_gates.model import cell_parameters
from utils.plots import lstm_gates as plots
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, choice, slider

QUANTITIES = {"cell c": "C", "output h": "H"}
QUANTITIES |= {"input gate i": "i", "forget gate f": "f", "output gate o": "o"}
LABELS = {"brackets": "brackets", "quotes": "quotes"}
LABELS |= {"docstring": "a docstring", "comment": "a comment"}
COLUMNS, NARROW, ROWS, SNIPPETS = 72, 36, 12, 6  # of text; ROWS of COLUMNS make a snippet
WARM = python_units.WARM  # characters at a stream's start, which are not counted


@dataclass(eq=False)
class Reader:
    """What a network did on held-out streams, (T, n) characters, H units.

    Units are ranked on every other stream; what is said of them is measured on those in between,
    and snippets are chosen from these: {name: (stream, text)}.
    """

    labels: dict[str, np.ndarray]  # (T, n) bool
    values: dict[str, np.ndarray]  # (T, n, H) of each quantity
    snippets: dict[str, tuple[int, str]]


def reader(parameters: dict, X, labels: dict) -> Reader:
    """Let a network with these parameters read X (T, n), places in the alphabet."""
    p = {name: value.astype(float) for name, value in parameters.items()}
    H, run = lg.lstm_forward(p["E"][X], cell_parameters(p))
    values = {"H": H} | {name: getattr(run, name) for name in "Cifo"}
    values = {name: value.astype(np.float32) for name, value in values.items()}
    inside, snippets = {name: labels[name] > 0 for name in LABELS}, {}
    for k in range(1, X.shape[1], 2):
        text = "".join(python_source.ALPHABET[place] for place in X[:, k])
        end = (plots.places(text, COLUMNS)[:, 0] < ROWS).sum()
        snippets[text.split("\n")[0][:40]] = k, text[:end]

    def much(of):  # something of every label
        k, text = of[1]
        return -sum(min(label[: len(text), k].sum(), 40) for label in inside.values())

    return Reader(inside, values, dict(sorted(snippets.items(), key=much)[:SNIPPETS]))


@cache
def read() -> Reader:
    """The trained network on the held-out streams; it is trained if nothing is kept of it."""
    return reader(python_units.trained_reader()[0], *python_units.streams())


@cache
def ranked(of: Reader, quantity: str, label: str) -> tuple[np.ndarray, np.ndarray]:
    """Units, ranked by |r| with a label on every other stream, and their r on those in between."""
    both = []
    for part in (slice(0, None, 2), slice(1, None, 2)):
        A = of.values[quantity][WARM:, part]
        y = of.labels[label][WARM:, part].ravel().astype(A.dtype)
        A, y = A.reshape(len(y), -1), y - y.mean()
        both.append(y @ A / len(y) / np.maximum(A.std(axis=0) * y.std(), 1e-9))
    order = np.argsort(-np.abs(both[0]), kind="stable")
    return order, both[1][order]


def text_numbers(state: dict) -> dict:
    """From snippet, label, quantity and rank to the values over the snippet and their measure.

    "shown": what `draw_text_values` takes; "unit"; "rs" (H,): all units' r, as they are ranked;
    "means": of the unit's values inside and outside of the label; "many": characters measured.
    """
    of, quantity, label = read(), QUANTITIES[state["quantity"]], state["label"]
    order, rs = ranked(of, quantity, label)
    unit = int(order[state["rank"] - 1])
    values, inside = of.values[quantity][..., unit], of.labels[label]
    high = float(np.quantile(np.abs(values), 0.98)) if quantity == "C" else 1.0
    low = -high if quantity in "CH" else 0.0
    stream, text = of.snippets[state["snippet"]]
    here, others = (slice(len(text)), stream), (slice(WARM, None), slice(1, None, 2))
    told = values[others], inside[others]
    shown = {"text": text, "values": values[here], "marked": inside[here], "low": low, "high": high}
    return {
        **{"shown": shown, "unit": unit, "rs": rs, "many": told[0].size, **state},
        "means": [float(told[0][told[1] == side].mean()) for side in (True, False)],
    }


def _reading(n: dict) -> str:
    """Say whose number is shown, and how well it tells the label."""
    r, (inside, outside) = n["rs"][n["rank"] - 1], n["means"]
    strength = ("hardly", "somewhat", "clearly", "strongly")[(abs(r) > [0.2, 0.5, 0.8]).sum()]
    label, many = LABELS[n["label"]], n["shown"]["marked"].sum()
    return (
        f"Unit {n['unit']}, number {n['rank']} of {len(n['rs'])} for {label}: over {n['many']:,} "
        f"characters that neither trained nor ranked it, its {n['quantity']} is {strength} "
        f"{'higher' if r > 0 else 'lower'} inside {label}, r = {r:.2f}: on average {inside:.2f} "
        f"inside and {outside:.2f} outside. Inside are {many} of these "
        f"{len(n['shown']['text'])} characters."
    )


def explore_gates_over_text() -> Live:
    """What a unit's gates, cell and output do at each character of Python code."""

    def draw(figure, n):
        columns = NARROW if stacked(figure) else COLUMNS
        texts = [text for _, text in read().snippets.values()]
        rows = max(int(plots.places(text, columns)[-1, 0]) + 1 for text in texts)
        text, ranking = figure.subplots(2, height_ratios=(rows + 2, 7))
        return {
            "text": plots.draw_text_values(text, n["shown"], columns, rows),
            "ranking": plots.draw_ranking(ranking, np.abs(n["rs"]), n["rank"]),
        }

    def update(artists, n):
        plots.update_text_values(artists["text"], n["shown"])
        plots.update_ranking(artists["ranking"], np.abs(n["rs"]), n["rank"])

    return Live(
        title="Gates over text",
        controls={
            "rank": slider("rank of the unit", 1, 1, read().values["C"].shape[2], 1),
            "label": choice("look for", LABELS),
            "quantity": choice("number shown", QUANTITIES),
            "snippet": choice("code", read().snippets),
        },
        numbers=text_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Python code; behind each character a colour for the unit's value, white at 0, orange "
        "above and blue below; a black line under the characters inside of the label. Below, the "
        "strength of correlation of all units in their order, with the unit shown as a diamond.",
        figsize=(9.8, 5.0),
        narrow=(4.6, 7.8),
    )
