"""An LSTM read through a whole sequence."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import TWO_STEPS, sequence_case
from utils.checks.lstm_gates.lstm_step import lstm_step as step


def lstm_sequence(X, p, h0, c0):
    """h_t and c_t for all t, from h0 and c0 on."""
    T = len(X)
    H, C = np.zeros((T, *h0.shape)), np.zeros((T, *c0.shape))
    h, c = h0, c0
    for t in range(T):
        h, c, _ = step(X[t], h, c, p)
        H[t], C[t] = h, c
    return H, C


CASES = [
    Case("the example", **TWO_STEPS),
    sequence_case("four steps, three sequences", 4, 3, 2, 5, 1),
    sequence_case("from zeros", 5, 2, 1, 3, 2, h0=np.zeros((2, 3)), c0=np.zeros((2, 3))),
    sequence_case("as many steps as sequences, inputs and units", 3, 3, 3, 3, 4),
    sequence_case("twenty steps", 20, 2, 3, 4, 5, digits=12),
    sequence_case("whole numbers", 3, 2, 2, 2, 6, digits=0,
                  h0=np.zeros((2, 2), dtype=int), c0=np.ones((2, 2), dtype=int)),
    sequence_case("one step, one sequence, one unit", 1, 1, 2, 1, 3),
]  # fmt: skip

TWO = "Two things go from step to step, the state and the cell."
CARRIED = f"{TWO} What goes into step t in yours, and where does it come from?"
START = f"{TWO} From which arguments does the first step take them?"
ROW = "Row t of H and of C is what step t has left. What stands there in yours?"
WHICH = "Step t reads `X[t]`. Which row does yours read?"
END = "Your network reads from the end. Only the *gradient* goes that way."

MISTAKES = edits(lstm_sequence)(
    ("h0 ignored", "h, c = h0, c0", "h, c = 0 * h0, c0", START),
    ("c0 ignored", "h, c = h0, c0", "h, c = h0, 0 * c0", START),
    ("h0 and c0 ignored", "h, c = h0, c0", "h, c = 0 * h0, 0 * c0", START),
    ("the state for the cell at first", "h, c = h0, c0", "h, c = h0, h0", START),
    ("a cell that is not handed on", "step(X[t], h, c, p)", "step(X[t], h, c0, p)",
     f"Every step has the cell of the beginning. {CARRIED}"),
    ("a state that is not handed on", "step(X[t], h, c, p)", "step(X[t], h0, c, p)",
     f"Every step has the state of the beginning. {CARRIED}"),
    ("neither handed on", "step(X[t], h, c, p)", "step(X[t], h0, c0, p)",
     f"Every step begins anew. {CARRIED}"),
    ("the state handed on as the cell", "step(X[t], h, c, p)", "step(X[t], h, h if t else c, p)",
     CARRIED),
    ("state and cell exchanged in every step", "step(X[t], h, c, p)", "step(X[t], c, h, p)",
     "In which order does `step` take the two?"),
    ("before each step", "        h, c, _ = step(X[t], h, c, p)\n        H[t], C[t] = h, c",
     "        H[t], C[t] = h, c\n        h, c, _ = step(X[t], h, c, p)", ROW),
    ("the cells before each step",
     "        h, c, _ = step(X[t], h, c, p)\n        H[t], C[t] = h, c",
     "        C[t] = c\n        h, c, _ = step(X[t], h, c, p)\n        H[t] = h", ROW),
    ("last step first", "in range(T)", "in reversed(range(T))", END),
    ("from the end of the sequence", "X[t]", "X[T - 1 - t]", END),
    ("an input late", "X[t]", "X[t - 1]",
     f"{WHICH} (`X[-1]`, at t = 0, is the end of the sequence.)"),
    ("the first step left out", "range(T)", "range(1, T)", "Which is the first t of your loop?"),
    ("the last step left out", "range(T)", "range(T - 1)", "Which is the last t of your loop?"),
)  # fmt: skip

exercise = Exercise(
    title="A whole sequence",
    minutes=6,
    difficulty="easy",
    reference=lstm_sequence,
    cases=CASES,
    returns=("H (T, N, H)", "C (T, N, H)"),
    mistakes=MISTAKES,
    hints=(
        "As in lab 04, but two variables are handed from turn to turn. What are they before the "
        "first turn?",
        "Begin with `h, c = h0, c0`. In turn t `h, c, _ = step(X[t], h, c, p)`, and row t of `H` "
        "and of `C` takes both down.",
    ),
)
