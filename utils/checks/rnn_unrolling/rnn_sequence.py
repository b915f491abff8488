"""A recurrent network read through a whole sequence."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.rnn_unrolling.inputs import EXAMPLE, drawn
from utils.checks.rnn_unrolling.rnn_step import rnn_step as step


def rnn_sequence(X, W, U, b, h0):
    """h_t = tanh(x_t W + h_(t−1) U + b) for all t, from h0 on."""
    T, N, _ = X.shape
    H = np.zeros((T, N, len(b)))
    h = h0
    for t in range(T):
        h = step(X[t], h, W, U, b)
        H[t] = h
    return H


CASES = [
    Case("the example", **EXAMPLE),
    Case("four steps, three sequences", **drawn(4, 3, 2, 5, 1)),
    Case("from zeros", **drawn(5, 2, 1, 3, 2) | {"h0": np.zeros((2, 3))}),
    Case("one step", **drawn(1, 4, 3, 2, 3)),
    Case("as many steps as sequences, inputs and units", **drawn(3, 3, 3, 3, 4)),
    Case("forty steps", **drawn(40, 2, 3, 4, 5, digits=12)),
    Case("whole numbers", **drawn(3, 2, 2, 4, 6, digits=0) | {"h0": np.zeros((2, 4), dtype=int)}),
]

CARRIED = "Into step t goes the state that step t − 1 put out. What goes in in yours?"
START = "The first step goes on from a state, too: from which argument?"
ROW = "Row t of H is the state after `X[t]` was read. What stands there in yours?"
WHICH = "Step t reads `X[t]`. Which row does yours read?"

MISTAKES = edits(rnn_sequence)(
    ("h0 ignored", "h = h0", "h = np.zeros(h0.shape)", START),
    ("ones for h0", "h = h0", "h = np.ones(h0.shape)", START),
    ("h0 in every step", "step(X[t], h,", "step(X[t], h0,",
     f"Every step begins anew. {CARRIED}"),
    ("no memory", "step(X[t], h,", "step(X[t], 0 * h,",
     f"The state is reset before every step. {CARRIED}"),
    ("the state before each step", "        h = step(X[t], h, W, U, b)\n        H[t] = h",
     "        H[t] = h\n        h = step(X[t], h, W, U, b)", ROW),
    ("the last step left out", "range(T)", "range(T - 1)", "Which is the last t of your loop?"),
    ("a row too few", "return H", "return np.array(list(H[: T - 1]))",
     "Which is the last t of your loop?"),
    ("the first step left out", "range(T)", "range(1, T)", "Which is the first t of your loop?"),
    ("last step first", "in range(T)", "in reversed(range(T))",
     "Your network reads from the end. Only the *gradient* goes that way."),
    ("the first input in every step", "X[t]", "X[0]", WHICH),
    ("from the end of the sequence", "X[t]", "X[T - 1 - t]",
     "Your network reads from the end. Only the *gradient* goes that way."),
    ("an input late", "X[t]", "X[t - 1]",
     f"{WHICH} (`X[-1]`, at t = 0, is the end of the sequence.)"),
    ("an input early", "X[t]", "X[min(t + 1, T - 1)]", WHICH),
    ("a state from two steps ago", "step(X[t], h,",
     "step(X[t], H[t - 2] if t > 1 else h0,", CARRIED),
    ("the sum handed on", "        h = step(X[t], h, W, U, b)\n        H[t] = h",
     "        h = X[t] @ W + h @ U + b\n        H[t] = np.tanh(h)",
     f"H is squashed, and what goes on is not. {CARRIED}"),
    ("states added up", "H[t] = h", "H[t:] += h",
     "Row t is the sum of all states so far. Is it `=` or `+=` here?"),
    ("arguments of the step exchanged", "step(X[t], h,", "step(h, X[t],",
     "What is heard meets U in yours, what is remembered W. In which order does `step` take them?"),
    ("U transposed", "W, U, b)\n", "W, U.T, b)\n", "How does your step want its U?"),
    ("the state without U", "W, U, b)\n", "W, np.eye(len(b)), b)\n",
     "The state comes back as it is. What weighs it, as W weighs the input?"),
    ("tanh of the input's part", "step(X[t], h, W, U, b)", "np.tanh(X[t] @ W + b) + h @ U",
     "The state is added behind the tanh, and can grow beyond 1. Around what is the tanh?"),
    ("the bias twice", "U, b)\n", "U, 2 * b)\n", "How often is b added in a step?"),
    ("tanh twice", "h = step(X[t], h, W, U, b)", "h = np.tanh(step(X[t], h, W, U, b))",
     "What comes out of a step has been through the tanh. What do you do with it?"),
    ("one state for all sequences", "step(X[t], h,", "step(X[t], h[:1],",
     "All sequences go on from the first one's state. Whose is row n?"),
)  # fmt: skip

exercise = Exercise(
    title="A whole sequence",
    minutes=6,
    difficulty="easy",
    reference=rnn_sequence,
    cases=CASES,
    returns="H (T, N, H)",
    mistakes=MISTAKES,
    hints=(
        "A loop over time, and one variable that is handed from turn to turn. What is it before "
        "the first turn?",
        "Begin with `h = h0`. In turn t, `h` becomes what `step` makes of `X[t]` and `h`, and "
        "row t of `H` takes it down.",
    ),
)
