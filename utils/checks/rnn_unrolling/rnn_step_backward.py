"""The gradient of one step of a recurrent network."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.rnn_unrolling.inputs import drawn, states


def rnn_step_backward(dh, x, h_prev, h, W, U):
    """Gradients of h = tanh(x W + h_prev U + b): dz = dh ⊙ (1 − h²), and on to all that made z."""
    dz = dh * (1 - h**2)  # (N, H)
    dx = dz @ W.T
    dh_prev = dz @ U.T
    dW = x.T @ dz
    dU = h_prev.T @ dz
    db = dz.sum(axis=0)
    return dx, dh_prev, dW, dU, db


def step(title, N, D, H, seed, digits=2, scale=1.0):
    """A case of random numbers: N sequences, D inputs, H units."""
    given = drawn(1, N, D, H, seed, digits)
    h = states(**given | {"X": scale * given["X"]})[0]
    dh = np.random.default_rng(seed).normal(size=(N, H)).round(digits)
    x, W, U = given["X"][0] * scale, given["W"], given["U"]
    return Case(title, dh=dh, x=x, h_prev=given["h0"], h=h, W=W, U=U)


CASES = [
    Case(
        "the example",
        dh=np.array([[1.0]]),
        x=np.array([[2.0]]),
        h_prev=np.array([[0.8]]),
        h=np.array([[0.6]]),
        W=np.array([[-0.25]]),
        U=np.array([[0.5]]),
    ),
    step("two sequences, three inputs, four units", 2, 3, 4, 1),
    step("as many inputs as units", 2, 3, 3, 2),
    step("as many sequences as units", 4, 2, 4, 3),
    step("one unit", 3, 2, 1, 4, digits=12),
    step("all of one size", 3, 3, 3, 6),
    step("units that are full", 2, 2, 3, 5, scale=900.0),
]

SLOPE = "The slope of tanh, written by what it puts out, is 1 − h². What stands in its place?"
BEFORE_TANH = "z lies before the tanh. Which of `dh` and `dz` has passed it already?"
TWO_STATES = "What did U multiply in this step: the state that came in, or the one that went out?"
TRANSPOSED = (
    "Going forward, x_i met W_ij on its way to unit j. By the same weight unit j answers: over "
    "which index is the sum now?"
)

MISTAKES = edits(rnn_step_backward)(
    ("no slope", " * (1 - h**2)", "", f"You have passed over the tanh. {SLOPE}"),
    ("dh left out", "dh * (1", "(1",
     "That is the slope alone. What comes back to h, and what becomes of it in the tanh?"),
    ("no brackets around the slope", "(1 - h**2)", "1 - h**2",
     "`dh * 1 - h**2` takes h² off the gradient. Where do brackets belong?"),
    ("a matrix product with the slope", "dh * (1", "dh @ (1",
     "⊙ multiplies entry by entry: each entry of `dh` has a slope of its own. Which operator is "
     "that?"),
    ("1 − h for the slope", "h**2", "h", SLOPE),
    ("the square around 1 − h", "1 - h**2)", "1 - h) ** 2", "(1 − h)² is not 1 − h². " + SLOPE),
    ("the slope twice", "(1 - h**2)", "(1 - h**2) ** 2",
     "The slope is in dz twice. How many tanhs does one step have?"),
    ("the slope of a sigmoid", "(1 - h**2)", "h * (1 - h)", SLOPE),
    ("h² for the slope", "(1 - h**2)", "h**2", SLOPE),
    ("1 + h² for the slope", "1 - h**2", "1 + h**2", SLOPE),
    ("the slope of a ReLU", "(1 - h**2)", "(h > 0)", SLOPE),
    ("tanh of h", "h**2", "np.tanh(h)**2",
     "h has been through the tanh already. What does `1 − tanh²` want in it: z or h?"),
    ("slope of z", "h**2", "np.arctanh(h)**2",
     "That is 1 − z². Of what is the square: of what went into the tanh, or of what came out?"),
    ("z without its bias", "h**2", "np.tanh(x @ W + h_prev @ U)**2",
     "You compute h once more, and without its bias. Which argument has all of it already?"),
    ("the slope at the state before", "(1 - h**2)", "(1 - h_prev**2)",
     f"The slope is taken at `h_prev`. Which state came out of *this* step's tanh? {SLOPE}"),
    ("both slopes", "dh_prev = dz @ U.T", "dh_prev = dz @ U.T * (1 - h_prev**2)",
     "`dh_prev` has a second slope in it. Whose step does the tanh of `h_prev` belong to?"),
    ("dx and dh_prev times what came in", "dz @ W.T", "dz @ W.T * x", "dz @ U.T",
     "dz @ U.T * h_prev", "What stands beside x in x W, and remains when you differentiate by x?"),
    ("U not transposed", "@ U.T", "@ U", TRANSPOSED),
    ("h for h_prev in dU", "h_prev.T", "h.T", TWO_STATES),
    ("dU from dh", "h_prev.T @ dz", "h_prev.T @ dh", BEFORE_TANH),
    ("dW from dh", "x.T @ dz", "x.T @ dh", BEFORE_TANH),
    ("dW and dU from dh", "x.T @ dz", "x.T @ dh", "h_prev.T @ dz", "h_prev.T @ dh", BEFORE_TANH),
    ("only the last sequence", "x.T @ dz", "np.outer(x[-1], dz[-1])", "h_prev.T @ dz",
     "np.outer(h_prev[-1], dz[-1])", "dz.sum(axis=0)", "dz[-1]",
     "Only the last sequence has told the weights anything. Is it `=` or `+=` over them?"),
    ("only the last sequence, in dU", "h_prev.T @ dz", "np.outer(h_prev[-1], dz[-1])",
     "Only the last sequence has told U anything. Is it `=` or `+=` over them?"),
    ("db from dh", "dz.sum", "dh.sum", BEFORE_TANH),
    ("dx from dh", "dz @ W.T", "dh @ W.T", BEFORE_TANH),
    ("dh_prev from dh", "dz @ U.T", "dh @ U.T", BEFORE_TANH),
    ("dh itself for dh_prev", "dz @ U.T", "dh",
     "The gradient is handed on as it came. By which matrix did `h_prev` come into z?"),
    ("dz for dh_prev", "dz @ U.T", "dz", "By which matrix did `h_prev` come into z?"),
    ("dh added to dh_prev", "dz @ U.T", "dz @ U.T + dh",
     "`dh` comes back a second time, past the tanh. Is there a way from `h_prev` to h around it?"),
    ("db over the units", "dz.sum(axis=0)", "dz.sum(axis=1)",
     "There is one bias for each unit. Which axis of `dz` do the sequences have?"),
)  # fmt: skip

exercise = Exercise(
    title="One step back",
    minutes=10,
    difficulty="medium",
    reference=rnn_step_backward,
    cases=CASES,
    returns=("dx (N, D)", "dh_prev (N, H)", "dW (D, H)", "dU (H, H)", "db (H,)"),
    mistakes=MISTAKES,
    hints=(
        "First pass the tanh: `dz` has the shape of h, and each entry its own slope, for which you "
        "need only h. Five lines then begin with what `dz` is multiplied by.",
        "z is x W + h_prev U + b: a dense layer, twice. Its gradients are `dz` times a "
        "transposed weight, for what came in, and a transposed input times `dz`, for the weights.",
        "`dW` is (D, H), from `x` (N, D) and `dz` (N, H): only `x.T @ dz` fits. Let the shapes "
        "lead you to the others.",
    ),
)
