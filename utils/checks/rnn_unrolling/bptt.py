"""Backpropagation through time: the gradient of a whole sequence."""

import numpy as np

from utils.checks.engine import Exercise, edits
from utils.checks.rnn_unrolling.inputs import EXAMPLE, backward_case, drawn
from utils.checks.rnn_unrolling.rnn_step_backward import rnn_step_backward as step_back


def bptt(dH, X, H, h0, W, U):
    """From the last step to the first: dh_t = dH_t + carry, and every step adds to dW, dU, db."""
    dX, dW, dU, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(U.shape), np.zeros(len(U))
    carry = np.zeros(h0.shape)  # nothing comes after the last step
    for t in reversed(range(len(X))):
        h_prev = H[t - 1] if t > 0 else h0
        dh = dH[t] + carry  # all that reaches h_t: (N, H)
        dX[t], carry, dW_t, dU_t, db_t = step_back(dh, X[t], h_prev, H[t], W, U)
        dW += dW_t
        dU += dU_t
        db += db_t
    return {"X": dX, "W": dW, "U": dU, "b": db, "h0": carry}


def written_out(dH, X, H, h0, W, U):
    """The same without the function of one step: dz of all steps first, then the sums."""
    H_prev = np.concatenate([h0[None], H[:-1]])
    dZ = np.zeros(H.shape)
    carry = np.zeros(h0.shape)
    for t in reversed(range(len(X))):
        dZ[t] = (dH[t] + carry) * (1 - H[t] ** 2)
        carry = dZ[t] @ U.T
    return {
        "X": dZ @ W.T,
        "W": np.einsum("tnd,tnh->dh", X, dZ),
        "U": np.einsum("tng,tnh->gh", H_prev, dZ),
        "b": dZ.sum(axis=(0, 1)),
        "h0": carry,
    }


CASES = [
    backward_case("the example", EXAMPLE, np.ones((2, 1, 1))),
    backward_case("four steps, three sequences", drawn(4, 3, 2, 5, 1)),
    backward_case("a loss at the last step only", drawn(3, 1, 2, 2, 2),
                  np.array([[[0.0, 0]], [[0, 0]], [[1, -2]]])),
    backward_case("a loss at the first step only", drawn(3, 2, 1, 2, 3),
                  np.array([[[1.0, -1], [2, 0.5]], [[0, 0], [0, 0]], [[0, 0], [0, 0]]])),
    backward_case("one step", drawn(1, 4, 3, 2, 4)),
    backward_case("from zeros", drawn(5, 2, 1, 3, 5) | {"h0": np.zeros((2, 3))}),
    backward_case("as many steps as sequences, inputs and units", drawn(3, 3, 3, 3, 6)),
    backward_case("thirty steps", drawn(30, 2, 3, 4, 7, digits=12), seed=7),
]  # fmt: skip

CARRY = (
    "h_t is used twice: by the loss of its own step, and by step t + 1. What comes back from each, "
    "and what becomes of the two?"
)
BESIDE = (
    "Your carry still has `dh` of this step in it. Does anything get from h_t to h_(t−1) around "
    "the step?"
)
EVERY_STEP = "The same W, U and b are used in all steps. What do they collect from each?"
BEFORE = "Step t made h_t of the state *before* it. Which row of H is that, and what for t = 0?"
ORDER = "Which step can tell its gradient first, with nothing still to come?"
OWN_ROW = "Step t has `X[t]`, `H[t]` and `dH[t]`. Look at every index once more."
START = "What reaches h0 has come back *through* the first step. What does that step hand on?"
SLOPE = "Each step's tanh has the slope 1 − h_t². Where is it in yours, and of what is it taken?"
TRANSPOSED = "By which form of U does the gradient go from h_t to h_(t−1)?"

MISTAKES = (
    *edits(bptt)(
        ("no carry", "dH[t] + carry", "dH[t]",
         f"Each step hears its own loss alone, and nothing goes through time. {CARRY}"),
        ("only the last loss", "dH[t] + carry", "carry + dH[t] * (t == len(X) - 1)",
         f"Only the last step's loss is heard. {CARRY}"),
        ("a carry of one step", "dX[t], carry, dW_t", "dX[t], _, dW_t",
         "        dW += dW_t\n",
         "        carry = step_back(dH[t], X[t], h_prev, H[t], W, U)[1]\n        dW += dW_t\n",
         "What step t + 1 hears itself goes back to step t, and no further. Of which gradient is "
         "the carry made: of `dH[t]`, or of all that reaches h_t?"),
        ("carries added up", "dX[t], carry, dW_t", "dX[t], more, dW_t",
         "        dW += dW_t\n", "        carry = carry + more\n        dW += dW_t\n",
         "The carry grows with every turn. What step t hands on goes to step t − 1. To anyone "
         "else?"),
        ("dh kept beside the carry", "dX[t], carry, dW_t", "dX[t], more, dW_t",
         "        dW += dW_t\n", "        carry = dh + more\n        dW += dW_t\n",
         '"h0": carry', '"h0": more', BESIDE),
        ("dh kept beside the carry, as far as h0", "dX[t], carry, dW_t", "dX[t], more, dW_t",
         "        dW += dW_t\n", "        carry = dh + more\n        dW += dW_t\n", BESIDE),
        ("all that reaches h_t as the carry", "dX[t], carry, dW_t", "dX[t], _, dW_t",
         "        dW += dW_t\n", "        carry = dh\n        dW += dW_t\n",
         "The carry is `dh` itself, as it came. Through what does it go from h_t to h_(t−1)?"),
        ("later losses unchanged", "dH[t] + carry", "dH[t:].sum(axis=0)",
         "All later losses arrive at h_t as they started. Through what do they come back?"),
        ("all losses at the end", "carry = np.zeros(h0.shape)  # nothing comes after the last step",
         "carry = dH.sum(axis=0)", "dH[t] + carry", "carry",
         "All losses enter at the last step. At which step does each of them?"),
        ("the carry begun with a loss", "carry = np.zeros(h0.shape)", "carry = dH[-1]",
         "The last step's loss comes twice. What has the step after the last one to hand back?"),
        ("only the last step", "reversed(range(len(X)))", "[len(X) - 1]",
         f"Only the last step has left anything. {EVERY_STEP}"),
        ("the last step left out", "range(len(X))", "range(len(X) - 1)",
         "Where does your loop begin? The last step has a loss of its own, too."),
        ("the first step left out", "range(len(X))", "range(1, len(X))",
         "Where does your loop end? Step 0 has an input, too, and h0 before it."),
        ("first step first", "reversed(range(len(X)))", "range(len(X))",
         f"Your loop goes forward. {ORDER}"),
        ("= for += in dW", "dW += dW_t", "dW = dW_t", f"dW has one step's part. {EVERY_STEP}"),
        ("= for += in dU", "dU += dU_t", "dU = dU_t", f"dU has one step's part. {EVERY_STEP}"),
        ("= for += in db", "db += db_t", "db = db_t", f"db has one step's part. {EVERY_STEP}"),
        ("= for +=", "dW += dW_t", "dW = dW_t", "dU += dU_t", "dU = dU_t", "db += db_t",
         "db = db_t", f"Only one step's part is there. {EVERY_STEP}"),
        ("the last step's part of each", "dW += dW_t", "dW = dW_t if t == len(X) - 1 else dW",
         "dU += dU_t", "dU = dU_t if t == len(X) - 1 else dU", "db += db_t",
         "db = db_t if t == len(X) - 1 else db",
         f"The gradients of the weights are the last step's alone. {EVERY_STEP}"),
        ("h_t for h_(t−1)", "H[t - 1] if t > 0 else h0", "H[t]", BEFORE),
        ("h_(t+1) for h_(t−1)", "H[t - 1] if t > 0 else h0", "H[min(t + 1, len(X) - 1)]", BEFORE),
        ("the last state before the first step", "H[t - 1] if t > 0 else h0", "H[t - 1]",
         "`H[t - 1]` is `H[-1]` at t = 0: the end. What came before the beginning?"),
        ("zeros for h0", "else h0", "else np.zeros(h0.shape)",
         "The sequence did not begin at zero. From which argument did it?"),
        ("h0 before every step", "H[t - 1] if t > 0 else h0", "h0", BEFORE),
        ("the input before", "step_back(dh, X[t]", "step_back(dh, X[t - 1]", OWN_ROW),
        ("the inputs from the end", "step_back(dh, X[t]", "step_back(dh, X[len(X) - 1 - t]",
         OWN_ROW),
        ("dH one step late", "dH[t] +", "dH[t - 1] +", OWN_ROW),
        ("dH one step early", "dH[t] +", "(dH[t + 1] if t + 1 < len(X) else 0) +", OWN_ROW),
        ("the slope at the state before", "h_prev, H[t], W", "h_prev, h_prev, W", SLOPE),
        ("the state before and after exchanged", "h_prev, H[t], W", "H[t], h_prev, W",
         "`step_back` takes two states, one after the other. Which of them comes first?"),
        ("the five in another order", "dX[t], carry, dW_t, dU_t, db_t",
         "dX[t], dW_t, dU_t, db_t, carry", "In which order does `step_back` return its five?"),
        ("db without its sum", "db += db_t", "db += dh * (1 - H[t] ** 2)",
         "`db` has one number for each unit, dz a row for each sequence. What becomes of the "
         "rows?"),
        ("U transposed", "W, U)\n", "W, U.T)\n", TRANSPOSED),
        ("all that reaches h_1, for h0", '"h0": carry', '"h0": dh', START),
        ("the last loss on top of h0", '"h0": carry', '"h0": carry + dH[-1]',
         "`dH[t - 1]` is `dH[-1]` at t = 0: the end. Does any loss look at h0 itself?"),
        ("the first loss for h0", '"h0": carry', '"h0": dH[0]', START),
        ("zeros for the gradient of h0", '"h0": carry', '"h0": 0 * carry', START),
    ),
    *edits(written_out)(
        ("no slope", " * (1 - H[t] ** 2)", "", SLOPE),
        ("no brackets around the slope", "(1 - H[t] ** 2)", "1 - H[t] ** 2",
         "`… * 1 - h**2` takes h² off the gradient. Where do brackets belong?"),
        ("1 − h for the slope", "H[t] ** 2", "H[t]", SLOPE),
        ("the slope of a sigmoid", "(1 - H[t] ** 2)", "H[t] * (1 - H[t])", SLOPE),
        ("the slope of z", "H[t] ** 2", "np.arctanh(H[t]) ** 2",
         "That is 1 − z². Of what is the square: of what went into the tanh, or of what came out?"),
        ("tanh of h", "H[t] ** 2", "np.tanh(H[t]) ** 2",
         "h has been through the tanh already. Which of z and h does `1 − tanh²` want in it?"),
        ("the slope on the loss alone", "(dH[t] + carry) * (1 - H[t] ** 2)",
         "dH[t] * (1 - H[t] ** 2) + carry",
         "The carry goes round the tanh. Which part of dh_t has to pass it?"),
        ("the carry without the slope", "dZ[t] @ U.T", "(dH[t] + carry) @ U.T",
         "The way from h_t to h_(t−1) leads through z_t. What lies between h_t and z_t?"),
        ("the carry from dH alone", "dZ[t] @ U.T", "dH[t] @ U.T",
         "Of what is the carry made: of the loss of one step, or of all that has reached z_t?"),
        ("the slope of two steps in the carry", "dZ[t] @ U.T", "dZ[t] @ U.T * (1 - H_prev[t] ** 2)",
         "The carry has the slope of h_(t−1) in it already. Whose turn is it to take that one?"),
        ("the carry without U", "dZ[t] @ U.T", "dZ[t]", TRANSPOSED),
        ("db from dH", "dZ.sum(", "dH.sum(",
         "b stands in z, before the tanh. Which of `dH` and dz has passed it?"),
        ("db over the units", "axis=(0, 1)", "axis=(0, 2)",
         "There is one bias for each unit. Over which two axes is it shared?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Backpropagation through time",
    minutes=20,
    difficulty="harder",
    reference=bptt,
    cases=CASES,
    returns='a dictionary of the gradients: "X" (T, N, D), "W" (D, H), "U" (H, H), "b" (H,), '
    '"h0" (N, H)',
    axes={"X": ("T", "N", "D"), "W": ("D", "H"), "U": ("H", "H"), "b": ("H",), "h0": ("N", "H")},
    mistakes=MISTAKES,
    hints=(
        "Draw three steps of the unfolded network, and put on every arrow what comes back along "
        "it. How many arrows leave h_2? What does W hear, which has an arrow into each step?",
        "The last step knows its gradient first. Go `for t in reversed(range(T))`, and keep in "
        "one variable, `carry`, what step t + 1 handed to h_t; before the first turn it is zeros.",
        "In each turn `dh = dH[t] + carry`; then `step_back(dh, X[t], h_prev, H[t], W, U)` gives "
        "the row of dX, the next carry, and what `+=` adds to dW, dU and db. The state before "
        "step t is `H[t - 1]`, and for t = 0 it is h0.",
    ),
)
