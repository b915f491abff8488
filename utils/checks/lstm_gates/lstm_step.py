"""One step of an LSTM."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import ONE_STEP, one_of
from utils.numpy_impl.core.activations import sigmoid


def lstm_step(x, h_prev, c_prev, p):
    """Write, keep, read: c = i ⊙ c̃ + f ⊙ c_prev, h = o ⊙ tanh(c)."""
    z = {k: x @ p[f"W_{k}"] + h_prev @ p[f"U_{k}"] + p[f"b_{k}"] for k in "ifoc"}  # (N, H) each
    i, f, o = sigmoid(z["i"]), sigmoid(z["f"]), sigmoid(z["o"])
    c_tilde = np.tanh(z["c"])
    c = i * c_tilde + f * c_prev
    h = o * np.tanh(c)
    return h, c, {"i": i, "f": f, "o": o, "c_tilde": c_tilde}


CASES = [
    Case("the example", **ONE_STEP),
    Case("three sequences, two inputs, four units", **one_of(3, 2, 4, 1)),
    Case("as many inputs as units", **one_of(2, 3, 3, 2)),
    Case("as many sequences as units", **one_of(4, 2, 4, 3)),
    Case("sums of hundreds", **one_of(3, 2, 3, 5, scale=300.0)),
    Case("one sequence, and many digits", **one_of(1, 3, 2, 4, digits=12)),
    Case("one unit, three inputs", **one_of(2, 3, 1, 6)),
]

WHICH = (
    "i says how much of the new is written, f how much of the old is kept, o how much is read out."
)
GATES = "A gate is a share between 0 and 1, a candidate lies between −1 and 1. Which function is"
READ = "h = o ⊙ tanh(c), with c as it is *after* this step. Of what do you read?"

MISTAKES = edits(lstm_step)(
    ("input and forget gate exchanged", "c = i * c_tilde + f * c_prev",
     "c = f * c_tilde + i * c_prev", f"{WHICH} Which two have changed places?"),
    ("output gate and forget gate exchanged", "+ f * c_prev", "+ o * c_prev", "h = o *", "h = f *",
     f"{WHICH} Which two have changed places?"),
    ("one gate for new and old", "+ f * c_prev", "+ (1 - i) * c_prev",
     "You keep 1 − i of the old. That is a cell in use, too, with a gate less; here what is kept "
     "is decided by a gate of its own. Which?"),
    ("nothing is forgotten", "+ f * c_prev", "+ c_prev",
     "The old cell comes in whole. That was the first LSTM, of 1997. What has been added since?"),
    ("the candidate before", "i * c_tilde", "i * np.tanh(c_prev)",
     "What is written is made from the old cell. Some print c̃ of t − 1 in this equation, a slip: "
     "from what is the candidate of *this* step made?"),
    ("the hidden state for the cell", "f * c_prev", "f * h_prev",
     "Two things are handed from step to step. Which of them does f keep a part of?"),
    ("a candidate between 0 and 1", "np.tanh(z[\"c\"])", "sigmoid(z[\"c\"])",
     f"{GATES} c̃'s? With yours a cell can only be filled, never emptied."),
    ("gates between −1 and 1", "sigmoid(z[\"i\"]), sigmoid(z[\"f\"]), sigmoid(z[\"o\"])",
     "np.tanh(z[\"i\"]), np.tanh(z[\"f\"]), np.tanh(z[\"o\"])", f"{GATES} a gate's?"),
    ("a candidate without bounds", "np.tanh(z[\"c\"])", "z[\"c\"]",
     f"Your c̃ can be of any size. {GATES} the candidate's?"),
    ("read from the old cell", "np.tanh(c)", "np.tanh(c_prev)", READ),
    ("read without tanh", "np.tanh(c)", "c",
     "c may grow beyond 1 over many steps, and h may not. What lies between the two?"),
    ("tanh of the gate, too", "o * np.tanh(c)", "np.tanh(o * c)",
     "The gate has come inside the tanh. What is squashed, and what is then let through?"),
    ("the cell through tanh, too", "c = i * c_tilde + f * c_prev",
     "c = np.tanh(i * c_tilde + f * c_prev)", "o * np.tanh(c)", "o * c",
     "Your cell goes on squashed, and a tanh at every step is what made the plain network forget. "
     "Which of c and h has the tanh in it?"),
    ("tanh twice", "c = i * c_tilde + f * c_prev", "c = np.tanh(i * c_tilde + f * c_prev)",
     "The cell is squashed twice: once on its way to the next step, and once more on its way to "
     "h. Which of the two is there?"),
    ("U transposed", "@ p[f\"U_{k}\"]", "@ p[f\"U_{k}\"].T",
     "Rows are examples: a row of `h_prev` times the matrix. Is there anything to be transposed?"),
    ("no biases", ' + p[f"b_{k}"]', "",
     "Each sum z has three parts: from the input, from the state, and a third. Which?"),
    ("no bias for the forget gate", "+ p[f\"b_{k}\"]", "+ p[f\"b_{k}\"] * (k != \"f\")",
     "Only f is wrong, and with it what depends on it. Are all its three parts there? (And its "
     "third is the one that matters most for a memory.)"),
    ("the cell for the state in z", "h_prev @", "c_prev @",
     "The gates look at the cell. In this LSTM they look at what was read out of it: which is "
     "that?"),
)  # fmt: skip

exercise = Exercise(
    title="Write, keep, read",
    minutes=10,
    difficulty="easy",
    reference=lstm_step,
    cases=CASES,
    returns=(
        "h (N, H)",
        "c (N, H)",
        'gates, a dictionary: "i", "f", "o" and "c_tilde", (N, H) each',
    ),
    axes={"h": ("N", "H"), "c": ("N", "H")},
    mistakes=MISTAKES,
    hints=(
        "The step of lab 04, four times, with weights of its own each time. Three of the four sums "
        "go through a sigmoid, one through tanh.",
        '`x @ p["W_i"] + h_prev @ p["U_i"] + p["b_i"]` is what goes into σ for i. Copy the line '
        'for f, o and c, or let a loop over `"ifoc"` write the names: `p[f"W_{k}"]`.',
        "Then `c = i * c_tilde + f * c_prev`, and last `h = o * np.tanh(c)`: from the new cell.",
    ),
)
