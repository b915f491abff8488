"""One step of a recurrent network."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.rnn_unrolling.inputs import drawn


def rnn_step(x, h_prev, W, U, b):
    """h = tanh(x W + h_prev U + b)."""
    z = x @ W + h_prev @ U + b
    return np.tanh(z)


def step(title, N, D, H, seed, digits=2, scale=1.0):
    """A case of random numbers: N sequences, D inputs, H units."""
    given = drawn(1, N, D, H, seed, digits)
    x, h_prev = scale * given.pop("X")[0], given.pop("h0")
    return Case(title, x=x, h_prev=h_prev, **given)


CASES = [
    Case(
        "the example",
        x=np.array([[1.0]]),
        h_prev=np.array([[0.5, -0.5]]),
        W=np.array([[0.5, -1.0]]),
        U=np.array([[1.0, 2.0], [0.0, 2.0]]),
        b=np.array([0.0, 1.0]),
    ),
    step("three sequences, two inputs, four units", 3, 2, 4, 1),
    step("as many inputs as units", 2, 3, 3, 2),
    step("as many sequences as units", 4, 2, 4, 3),
    step("one unit, three inputs", 2, 3, 1, 4, digits=12),
    step("sums of hundreds", 4, 2, 3, 5, scale=150.0),
]

THREE_PARTS = "Three things are added up in z: from the input, from memory, and the bias. Which are"
ONE_TANH = "One tanh, around the whole sum. Around what do you have it?"
ROW_TIMES = (
    "Rows are examples: a row of `h_prev` times the matrix. Unit j gets h_i times U_ij, added up "
    "over i. Over which index of U do you add?"
)

MISTAKES = edits(rnn_step)(
    ("the state ignored", " + h_prev @ U", "", f"{THREE_PARTS} yours? So it has no memory."),
    ("the input ignored", "x @ W + ", "", f"{THREE_PARTS} yours? It does not listen."),
    ("no bias", " + b", "", f"{THREE_PARTS} yours?"),
    ("the bias twice", " + b", " + b + b",
     "How often is b added? (With `W` and `U` in two dense layers it comes in with each.)"),
    ("no tanh", "np.tanh(z)", "z", "You return z itself. What keeps a state between −1 and 1?"),
    ("a sigmoid for the tanh", "np.tanh(z)", "1 / (1 + np.exp(-z))",
     "Your states lie between 0 and 1. Which function goes from −1 to 1?"),
    ("a ReLU for the tanh", "np.tanh(z)", "np.maximum(z, 0)",
     "No state of yours is negative. Which function is asked for?"),
    ("tanh of the half", "np.tanh(z)", "np.tanh(z / 2)",
     "Yours is tanh(z/2), which is what 2 σ(z) − 1 comes to. Where does a 2 belong?"),
    ("clipped", "np.tanh(z)", "np.clip(z, -1, 1)",
     "You cut at −1 and 1 with an edge. Which function bends smoothly towards both?"),
    ("tanh twice", "np.tanh(z)", "np.tanh(np.tanh(z))", ONE_TANH),
    ("a tanh for each part", "np.tanh(z)", "np.tanh(x @ W) + np.tanh(h_prev @ U + b)", ONE_TANH),
    ("a tanh for each part, and the bias behind", "np.tanh(z)",
     "np.tanh(x @ W) + np.tanh(h_prev @ U) + b", ONE_TANH),
    ("tanh of what comes in", "np.tanh(z)", "np.tanh(x) @ W + np.tanh(h_prev) @ U + b", ONE_TANH),
    ("tanh of the input's part", "np.tanh(z)", "np.tanh(x @ W + b) + h_prev @ U", ONE_TANH),
    ("tanh of the input alone", "np.tanh(z)", "np.tanh(x @ W) + h_prev @ U + b", ONE_TANH),
    ("tanh of the state's part", "np.tanh(z)", "np.tanh(h_prev @ U + b) + x @ W", ONE_TANH),
    ("the bias after the tanh", " + b", "", "np.tanh(z)", "np.tanh(z) + b", ONE_TANH),
    ("tanh of the state before", "h_prev @", "np.tanh(h_prev) @",
     "`h_prev` is a state already. What has it been through one step ago?"),
    ("U transposed", "@ U", "@ U.T", ROW_TIMES),
    ("the state added without U", "h_prev @ U", "h_prev",
     "The state comes back as it is. What weighs it, as W weighs the input?"),
    ("each unit hears only itself", "@ U", "* np.diag(U)",
     "Each unit remembers only its own state. Is `*` what U wants, or `@`?"),
    ("entry by entry", "x @ W + h_prev @ U", "x * W + h_prev * U",
     "Is `*` what W and U want, or `@`?"),
    ("U entry by entry", "@ U", "* U", "Is `*` what U wants, or `@`?"),
    ("input and state exchanged", "x @ W + h_prev @ U", "h_prev @ W + x @ U",
     "Which of W and U is (D, H), and so takes the input?"),
    ("W transposed", "@ W", "@ W.T",
     "x is (N, D) and W (D, H): is there anything to be transposed?"),
    ("W and U exchanged", "x @ W + h_prev @ U", "x @ U + h_prev @ W",
     "Which of W and U is (D, H), and so takes the input?"),
    ("the matrices in front", "x @ W + h_prev @ U", "W @ x + U @ h_prev",
     "You write W x, as for a column. Here a row is an example: on which side does it stand?"),
    ("one state for all sequences", "h_prev @", "h_prev[:1] @",
     "All sequences go on from the first one's state. Whose memory is row n of `h_prev`?"),
    ("the mean of the states", "h_prev @", "h_prev.mean(axis=0) @",
     "All sequences share one mean state. Whose memory is row n of `h_prev`?"),
    ("the parts multiplied", "@ W + h_prev @ U", "@ W * (h_prev @ U)",
     "Are the parts of input and state multiplied, or added?"),
    ("the state taken off", "+ h_prev", "- h_prev", "Which sign stands before `h_prev U`?"),
    ("no use of U but the state", "return np.tanh(z)", "return np.tanh(z) + h_prev",
     "The old state is added to the new one once more. In which of the three parts is it already?"),
)  # fmt: skip

exercise = Exercise(
    title="One step",
    minutes=5,
    difficulty="easy",
    reference=rnn_step,
    cases=CASES,
    returns="h (N, H)",
    mistakes=MISTAKES,
    hints=(
        "It is a dense layer with two inputs: what is heard now, and what is remembered. Which "
        "matrix fits which, by its shape?",
        "`x @ W` and `h_prev @ U` are both (N, H), and `b` is added to each row. One `np.tanh` "
        "around the sum.",
    ),
)
