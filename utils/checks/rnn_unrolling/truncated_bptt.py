"""Truncated backpropagation through time, in blocks."""

import numpy as np

from utils.checks.engine import Exercise, Mistake, edits
from utils.checks.rnn_unrolling import bptt as untruncated
from utils.checks.rnn_unrolling.bptt import bptt as full
from utils.checks.rnn_unrolling.inputs import EXAMPLE, backward_case, drawn
from utils.checks.rnn_unrolling.rnn_step_backward import rnn_step_backward as step_back


def truncated_bptt(dH, X, H, h0, W, U, tau):
    """BPTT in blocks of tau steps: states go from block to block, gradients do not."""
    dX, dW, dU, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(U.shape), np.zeros(len(U))
    for start in range(0, len(X), tau):
        block = slice(start, start + tau)
        before = H[start - 1] if start > 0 else h0  # a number now, with no past
        g = full(dH[block], X[block], H[block], before, W, U)
        dX[block] = g["X"]
        dW += g["W"]
        dU += g["U"]
        db += g["b"]
        if start == 0:
            dh0 = g["h0"]
    return {"X": dX, "W": dW, "U": dU, "b": db, "h0": dh0}


def by_carry(dH, X, H, h0, W, U, tau):
    """The same as one loop, whose carry is cut at the first step of every block but the first."""
    dX, dW, dU, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(U.shape), np.zeros(len(U))
    carry = np.zeros(h0.shape)
    for t in reversed(range(len(X))):
        h_prev = H[t - 1] if t > 0 else h0
        dh = dH[t] + carry
        dX[t], carry, dW_t, dU_t, db_t = step_back(dh, X[t], h_prev, H[t], W, U)
        dW += dW_t
        dU += dU_t
        db += db_t
        if t % tau == 0 and t > 0:
            carry = np.zeros(h0.shape)
    return {"X": dX, "W": dW, "U": dU, "b": db, "h0": carry}


def by_window(dH, X, H, h0, W, U, tau):
    """The other truncation, by a sliding window: every loss reaches back tau steps."""
    total = None
    for t in range(len(X)):
        start = max(0, t + 1 - tau)
        before = H[start - 1] if start > 0 else h0
        only = np.zeros(dH[start : t + 1].shape)
        only[-1] = dH[t]
        g = full(only, X[start : t + 1], H[start : t + 1], before, W, U)
        dX = np.zeros(X.shape)
        dX[start : t + 1] = g["X"]
        g = g | {"X": dX, "h0": g["h0"] * (start == 0)}
        total = g if total is None else {name: total[name] + g[name] for name in g}
    return total


CASES = [
    backward_case("the example", EXAMPLE, np.ones((2, 1, 1)), tau=1),
    backward_case("six steps in blocks of three", drawn(6, 2, 2, 4, 1), tau=3),
    backward_case("seven steps in blocks of three: a short one at the end",
                  drawn(7, 2, 3, 2, 2), seed=1, tau=3),
    backward_case("seven steps in blocks of two", drawn(7, 3, 1, 3, 3), seed=2, tau=2),
    backward_case("one block, as long as the sequence", drawn(4, 2, 2, 3, 4), seed=3, tau=4),
    backward_case("a block longer than the sequence", drawn(3, 2, 2, 3, 5), seed=4, tau=10),
    backward_case("blocks of one step", drawn(4, 3, 2, 2, 6), seed=5, tau=1),
    backward_case("thirty steps in blocks of eight", drawn(30, 2, 3, 4, 7, digits=12), seed=7,
                  tau=8),
]  # fmt: skip

WHERE = (
    "Blocks are counted from the first step: 0 … τ − 1, then τ … 2τ − 1. Between which two steps "
    "is the gradient cut?"
)
NOT_STATE = (
    "The *gradient* is cut, the state goes on. From which state did the first step of a block go?"
)
ALL_BLOCKS = "W, U and b are used in all blocks. What do they collect from each?"
START = "Which block is h0 in front of? Only that one has something to say about it."

MISTAKES = (
    *edits(truncated_bptt)(
        ("not truncated", "range(0, len(X), tau)", "[0]", "slice(start, start + tau)",
         "slice(0, None)",
         "This is the whole gradient. Where does your carry meet the border of a block?"),
        ("only the first block", "range(0, len(X), tau)", "[0]", ALL_BLOCKS),
        ("only the last block", "range(0, len(X), tau)", "[(len(X) - 1) // tau * tau]",
         "dh0 = g[", "pass\n        dh0 = g[", ALL_BLOCKS),
        ("only the last tau steps", "range(0, len(X), tau)", "[max(0, len(X) - tau)]",
         "        if start == 0:\n            dh0 = g[\"h0\"]\n",
         "        dh0 = g[\"h0\"] * (start == 0)\n",
         "Only the last τ steps say anything. Their losses reach back no further, but the steps "
         "before have losses of their own."),
        ("a rest left out", "range(0, len(X), tau)",
         "range(0, max(len(X) - tau + 1, 1), tau)",
         "Some steps at the end fill no whole block. Do they have no gradient?"),
        ("a rest left out, or all", "range(0, len(X), tau)", "range(0, len(X) - tau + 1, tau)",
         "    for start", "    dh0 = 0 * h0\n    for start",
         "Some steps at the end fill no whole block. Do they have no gradient?"),
        ("a list of blocks", '"X": dX', '"X": [dX[i : i + tau] for i in range(0, len(X), tau)]',
         "Your dX has an axis for the blocks. Its first axis is to be time: how do the blocks "
         "become one array, one behind the other?"),
        ("blocks of tau + 1 steps", "range(0, len(X), tau)", "range(0, len(X), tau + 1)",
         "start + tau)", "start + tau + 1)", f"How many steps has a block of yours? {WHERE}"),
        ("a step between the blocks left out", "start + tau)", "start + max(tau - 1, 1))",
         "How many steps does `slice(a, b)` take? And how many has a block?"),
        ("blocks that overlap", "start + tau)", "start + tau + 1)",
         "Two blocks both have the step at their border. How many steps does `slice(a, b)` take?"),
        ("tau blocks", "    for start", "    tau = -(-len(X) // tau)\n    for start",
         "You cut the sequence into τ blocks. What is τ the number of?"),
        ("zeros before every block", "H[start - 1] if start > 0 else h0",
         "0 * h0 if start > 0 else h0", NOT_STATE),
        ("h0 before every block", "H[start - 1] if start > 0 else h0", "h0", NOT_STATE),
        ("the block's first state before it", "H[start - 1] if start > 0 else h0",
         "H[start] if start > 0 else h0", NOT_STATE),
        ("the first state of the block before", "H[start - 1] if", "H[start - tau] if", NOT_STATE),
        ("the last state before the first step", "H[start - 1] if start > 0 else h0",
         "H[start - 1]", "`H[-1]` is the end of the sequence. What came before its beginning?"),
        ("= for +=", "dW += g", "dW = g", "dU += g", "dU = g", "db += g", "db = g",
         f"Only one block's part is there. {ALL_BLOCKS}"),
        ("a mean over the blocks", '"W": dW, "U": dU, "b": db',
         '"W": dW / -(-len(X) // tau), "U": dU / -(-len(X) // tau), "b": db / -(-len(X) // tau)',
         "You divide by the number of blocks. Are their parts averaged, or added up?"),
        ("h0 from the last block", "        if start == 0:\n            dh0 = g", "        dh0 = g",
         START),
        ("h0 from all blocks", "        if start == 0:\n            dh0 = g[\"h0\"]\n",
         "        dh0 = g[\"h0\"] + (dh0 if start else 0)\n", START),
    ),
    *edits(by_carry)(
        ("cut a step early", "t % tau == 0 and t > 0", "(t + 1) % tau == 0 and t > 0", WHERE),
        ("cut a step early, h0, too", "t % tau == 0 and t > 0", "(t + 1) % tau == 0", WHERE),
        ("cut a step late", "t % tau == 0 and t > 0", "t % tau == 1 % tau and t > 0", WHERE),
        ("cut from the end", "t % tau == 0 and t > 0", "(len(X) - t) % tau == 0 and t > 0",
         f"Your blocks are counted from the last step. {WHERE}"),
        ("h0 cut, too", " and t > 0", "",
         "The gradient of h0 is cut off, too. The border of a block lies between two steps; which "
         "step comes before h0?"),
        ("cut from the end, a step late", "t % tau == 0 and t > 0",
         "(len(X) - 1 - t) % tau == 0 and t > 0",
         f"Your blocks are counted from the last step. {WHERE}"),
        ("only the loss at each block's end", "dh = dH[t] + carry",
         "dh = dH[t] * ((t + 1) % tau == 0 or t == len(X) - 1) + carry",
         "Only the last step of each block hears its loss. Which steps have one?"),
        ("the loss cut, too", "dh = dH[t] + carry",
         "dh = dH[t] * (t % tau > 0 or t == 0) + carry",
         "The first steps of the blocks do not hear their own loss. What is cut: what comes from "
         "the next block, or what comes from the step itself?"),
        ("only every tau-th step passes it on", "t % tau == 0 and t > 0", "t % tau != 0",
         "The gradient passes *only* the borders. Where is it to be cut?"),
        ("only the last border cut", "t % tau == 0 and t > 0",
         "t == (len(X) - 1) // tau * tau and t > 0",
         "Only one border is cut, the last one. How many are there?"),
        ("only the first border cut", "t % tau == 0 and t > 0", "t == tau",
         "Only one border is cut, the first one. How many are there?"),
    ),
    Mistake("a sliding window", by_window,
            "Here *every* loss reaches back τ steps: a truncation, too, and a costlier one. "
            "In blocks, how far back does the loss of a block's first step reach?"),
)  # fmt: skip

exercise = Exercise(
    title="Truncated",
    minutes=12,
    difficulty="medium",
    reference=truncated_bptt,
    cases=CASES,
    returns=untruncated.exercise.returns,
    axes=untruncated.exercise.axes,
    mistakes=MISTAKES,
    hints=(
        "One block after the other is a sequence of its own, with a state before it. You have a "
        "function for a sequence. What do the blocks share, and so add up?",
        "`for start in range(0, T, tau)`: the block is `slice(start, start + tau)`, which may end "
        "early, and the state before it is `H[start - 1]`, or h0.",
        'Only the first block\'s `g["h0"]` is the gradient of h0; what the others say of the '
        "state before them is what is cut off.",
    ),
)
