"""Backpropagation through time for an LSTM: two things are carried back."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import TWO_STEPS, drawn, gradients
from utils.checks.lstm_gates.lstm_sequence import lstm_sequence as sequence
from utils.checks.lstm_gates.lstm_step_backward import lstm_step_backward as step_back


def lstm_bptt(dH, X, H, C, h0, c0, p):
    """From the last step to the first, with dh and dc carried; each step adds to p's gradients."""
    g = {name: np.zeros(value.shape) for name, value in p.items()}
    dX = np.zeros(X.shape)
    dh, dc = np.zeros(h0.shape), np.zeros(c0.shape)  # nothing comes after the last step
    for t in reversed(range(len(X))):
        h_prev, c_prev = (H[t - 1], C[t - 1]) if t > 0 else (h0, c0)
        back = step_back(dH[t] + dh, dc, X[t], h_prev, c_prev, p)
        dX[t], dh, dc = back["x"], back["h_prev"], back["c_prev"]
        for name in p:
            g[name] += back[name]
    return {"X": dX, "h0": dh, "c0": dc} | g


def back(title, given, dH=None, seed=0, digits=2):
    """A case for the way back through a sequence: dH is drawn, if not given."""
    H, C = sequence(**given)
    dH = gradients(H.shape, seed, "dH", digits=digits)["dH"] if dH is None else dH
    return Case(title, dH=dH, X=given["X"], H=H, C=C, **{k: given[k] for k in ("h0", "c0", "p")})


def only(t, *rows):
    """Return dH (3, N, H) of a loss at step t alone."""
    dH = np.zeros((3, len(rows), len(rows[0])))
    dH[t] = rows
    return dH


CASES = [
    back("the example", TWO_STEPS, np.array([1, 9 / 4]).reshape(2, 1, 1)),
    back("four steps, three sequences", drawn(4, 3, 2, 4, 1), seed=1),
    back("a loss at the last step only", drawn(3, 1, 2, 2, 2), only(2, [1.0, -2])),
    back("a loss at the first step only", drawn(3, 2, 1, 2, 3), only(0, [1.0, -1], [2, 0.5])),
    back("as many steps as sequences, inputs and units", drawn(3, 3, 3, 3, 6), seed=3),
    back("twelve steps", drawn(12, 2, 3, 3, 7, digits=12), seed=4, digits=12),
    back("one step", drawn(1, 4, 3, 2, 4), seed=5),
    back("one unit, one sequence", drawn(3, 1, 1, 1, 8), seed=6),
]

CARRY = (
    "Step t + 1 has two things to say to step t: about h_t and about c_t. Where does each of them "
    "come in?"
)
EVERY_STEP = "The same weights are used in all steps. What do they collect from each?"
BEFORE = "Step t began with the state and the cell *before* it. Which rows are they, and for t = 0?"
LAST_ROW = "`H[t - 1]` is `H[-1]` at t = 0: the end. What came before the beginning?"
ORDER = "Which step can tell its gradient first, with nothing still to come?"
OWN_ROW = "Step t has `X[t]` and `dH[t]`. Look at every index once more."
START = "What reaches h0 and c0 has come back *through* the first step. What did that hand on?"

MISTAKES = edits(lstm_bptt)(
    ("no dh carried", "dH[t] + dh", "dH[t]",
     f"h_t is heard by its own loss, and by step t + 1. {CARRY}"),
    ("no dc carried", "dH[t] + dh, dc,", "dH[t] + dh, 0 * dc,",
     f"The cell's own path back is cut, the one that gates protect. {CARRY}"),
    ("neither carried", "dH[t] + dh, dc,", "dH[t], 0 * dc,",
     f"Each step hears its own loss alone. {CARRY}"),
    ("one array for both carries", "dh, dc = np.zeros(h0.shape), np.zeros(c0.shape)",
     "dh = dc = np.zeros(h0.shape)", "        back = step_back(dH[t] + dh,",
     "        dh += dH[t]\n        back = step_back(dh,",
     "What is added to dh in the last step turns up in dc, too. How many arrays does "
     "`dh = dc = np.zeros(…)` make?"),
    ("carries added up", "dX[t], dh, dc = back[\"x\"], back[\"h_prev\"], back[\"c_prev\"]",
     "dX[t], dh, dc = back[\"x\"], dh + back[\"h_prev\"], dc + back[\"c_prev\"]",
     "The carries grow with every turn. What step t hands on goes to step t − 1. To anyone else?"),
    ("dc carried for dh, and dh for dc", "back[\"h_prev\"], back[\"c_prev\"]",
     "back[\"c_prev\"], back[\"h_prev\"]", f"Your two carries have changed places. {CARRY}"),
    ("dH taken for the cell's, too", "dH[t] + dh, dc,", "dH[t] + dh, dH[t] + dc,",
     "Your loss looks at h and at c. What is `dH` the gradient of?"),
    ("only the last loss", "dH[t] + dh", "dH[t] * (t == len(X) - 1) + dh",
     f"Only the last step's loss is heard. {CARRY}"),
    ("only the last step", "reversed(range(len(X)))", "[len(X) - 1]",
     f"Only the last step has left anything. {EVERY_STEP}"),
    ("the first step left out", "range(len(X))", "range(1, len(X))",
     "Where does your loop end? Step 0 has an input, too, and h0 and c0 before it."),
    ("first step first", "reversed(range(len(X)))", "range(len(X))",
     f"Your loop goes forward. {ORDER}"),
    ("= for +=", "g[name] += back", "g[name] = back",
     f"Only one step's part is there. {EVERY_STEP}"),
    ("h_t and c_t for those before", "(H[t - 1], C[t - 1]) if t > 0 else (h0, c0)", "(H[t], C[t])",
     BEFORE),
    ("c_t for c_(t−1)", "(H[t - 1], C[t - 1]) if t > 0 else (h0, c0)",
     "(H[t - 1] if t > 0 else h0, C[t])", BEFORE),
    ("h_t for h_(t−1)", "(H[t - 1], C[t - 1]) if t > 0 else (h0, c0)",
     "(H[t], C[t - 1] if t > 0 else c0)", BEFORE),
    ("the end before the first step", "(H[t - 1], C[t - 1]) if t > 0 else (h0, c0)",
     "(H[t - 1], C[t - 1])", LAST_ROW),
    ("zeros before the first step", "else (h0, c0)", "else (0 * h0, 0 * c0)",
     "The sequence did not begin at zero. From which arguments did it?"),
    ("the first loss for h0", '"h0": dh', '"h0": dH[0]', START),
)  # fmt: skip

exercise = Exercise(
    title="Backpropagation through time",
    minutes=15,
    difficulty="medium",
    reference=lstm_bptt,
    cases=CASES,
    returns='a dictionary of the gradients: "X" (T, N, D), "h0", "c0" (N, H), and every name of p, '
    'such as "U_f" (H, H)',
    axes={"X": ("T", "N", "D"), "h0": ("N", "H"), "c0": ("N", "H")},
    mistakes=MISTAKES,
    hints=(
        "It is the BPTT of lab 04 with a second carry. Draw two steps: which two arrows go from "
        "step t to step t + 1, and what comes back along them?",
        "Before the first turn `dh` and `dc` are zeros. In each turn `step_back(dH[t] + dh, dc, "
        "…)`: the loss adds to h, and to c comes only what the later step carries.",
        'The turn ends with `dh, dc = back["h_prev"], back["c_prev"]`, and with `+=` for every '
        "name of p. After the last turn the two carries are those of h0 and c0.",
    ),
)
