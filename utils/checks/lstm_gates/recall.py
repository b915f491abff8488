"""Recall: what was the first symbol? A loss at the end, and the gradient of all parameters."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import LN2, LN3, TWO_STEPS, drawn
from utils.checks.lstm_gates.lstm_bptt import lstm_bptt as full
from utils.checks.lstm_gates.lstm_sequence import lstm_sequence as sequence
from utils.numpy_impl.cross_entropy import log_softmax


def recall(X, y, p):
    """Scores of the K symbols from the last state, their cross entropy, and all gradients."""
    W_y, b_y = p["W_y"], p["b_y"]
    cell = {name: value for name, value in p.items() if name not in ("W_y", "b_y")}
    N, K = len(y), len(b_y)
    zeros = np.zeros((N, len(W_y)))
    H, C = sequence(X, cell, zeros, zeros)
    scores = H[-1] @ W_y + b_y  # (N, K)
    log_P = log_softmax(scores)
    J = -log_P[np.arange(N), y].mean()
    d_scores = (np.exp(log_P) - np.eye(K)[y]) / N
    dH = np.zeros(H.shape)
    dH[-1] = d_scores @ W_y.T  # only the last state is asked
    g = full(dH, X, H, C, zeros, zeros, cell)
    head = {"W_y": H[-1].T @ d_scores, "b_y": d_scores.sum(axis=0)}
    return scores, J, head | {name: g[name] for name in cell}


def asked(title, T, y, D, H, K, seed, digits=2):
    """A case of random sequences and parameters, one label each."""
    given = drawn(T, len(y), D, H, seed, digits)
    rng = np.random.default_rng(300 + seed)
    head = {"W_y": rng.normal(size=(H, K)).round(digits), "b_y": rng.normal(size=K).round(digits)}
    return Case(title, X=given["X"], y=np.array(y), p=given["p"] | head)


HEAD = {"W_y": np.array([[6.0, 0.0]]), "b_y": np.array([LN3 - 1, 0.0])}
CASES = [
    Case("the example", X=np.arctanh(LN2).reshape(1, 1, 1), y=np.array([0]),
         p=TWO_STEPS["p"] | HEAD),
    asked("four steps, three sequences", 4, [0, 2, 1], 2, 4, 3, 1),
    asked("a symbol that does not occur", 3, [1, 1, 0, 1], 3, 2, 4, 2),
    asked("all of one size", 3, [2, 0, 0], 3, 3, 3, 4),
    asked("twelve steps", 12, [1, 0], 2, 3, 2, 5, digits=12),
    asked("one sequence", 5, [1], 2, 2, 2, 3),
]  # fmt: skip

LAST = "The question is asked once, when all has been read. Which of the T states is asked?"
ONLY_LAST = "Which states does the loss look at? In `dH` all other rows are 0."
SLOPE = "The gradient at the scores is (P − one-hot labels)/N. What is in the place of each?"
TO_STATE = "How much do the scores change with unit j of the state? Where is that in `dH`?"

MISTAKES = edits(recall)(
    ("the cell asked", "scores = H[-1]", "scores = C[-1]", "H[-1].T", "C[-1].T",
     "You ask the cell. What is read out of it, and through which gate?"),
    ("the first state asked", "scores = H[-1]", "scores = H[0]", "H[-1].T", "H[0].T", LAST),
    ("the mean of the states asked", "scores = H[-1]", "scores = H.mean(axis=0)", "H[-1].T",
     "H.mean(axis=0).T", LAST),
    ("no b_y", "@ W_y + b_y", "@ W_y", "Your scores lack a part. What is added to h W_y?"),
    ("probabilities for scores", "return scores,", "return np.exp(log_P),",
     "You return the probabilities. What are the scores, that a softmax makes them of?"),
    ("the labels left out of the gradient", "(np.exp(log_P) - np.eye(K)[y])", "np.exp(log_P)",
     SLOPE),
    ("the scores in the gradient", "(np.exp(log_P) - np", "(scores - np", SLOPE),
    ("a loss at every step", "dH[-1] =", "dH[:] =", ONLY_LAST),
    ("a loss at the first step", "dH[-1] =", "dH[0] =", ONLY_LAST),
    ("the last sequence for the last step", "dH[-1] = d_scores @ W_y.T",
     "dH[:, -1] = (d_scores @ W_y.T)[-1]",
     "`dH[:, -1]` is the last sequence, at all steps. Which axis is time?"),
    ("W_y left out on the way back", "d_scores @ W_y.T", "d_scores.sum(axis=1, keepdims=True)",
     TO_STATE),
    ("W_y's gradient by the first state", "H[-1].T @", "H[0].T @",
     "What stood beside W_y when the scores were made?"),
    ("W_y's gradient by all states", "H[-1].T @", "H.sum(axis=0).T @",
     "What stood beside W_y when the scores were made?"),
    ("W_y's gradient by the cell", "H[-1].T @", "C[-1].T @",
     "What stood beside W_y when the scores were made?"),
    ("ones at first", "np.zeros((N, len(W_y)))", "np.ones((N, len(W_y)))",
     "From which state and cell does every sequence begin?"),
    ("all of p for the LSTM", ' if name not in ("W_y", "b_y")', "",
     "`full` goes through all names of the dictionary that it gets. Which of the fourteen does "
     "the LSTM know?"),
    ("one vector of zeros", "np.zeros((N, len(W_y)))", "np.zeros(len(W_y))",
     "The first states are (N, H): every sequence has one of its own. Which shape has yours?"),
)  # fmt: skip

exercise = Exercise(
    title="Recall",
    minutes=15,
    difficulty="medium",
    reference=recall,
    cases=CASES,
    returns=(
        "scores (N, K)",
        "J, one number",
        "gradients, a dictionary with the names of p",
    ),
    mistakes=MISTAKES,
    hints=(
        "Three parts that you have: Exercise 2 makes the last state, lab 01 the loss of scores and "
        "its gradient, Exercise 4 the way back. What comes in between, each time?",
        "`scores = H[-1] @ W_y + b_y`. `d_scores` is P, less 1 at the right symbol, over N; a "
        "one-hot row for each label is `np.eye(K)[y]`.",
        "`dH` is zeros in the shape of H, but `dH[-1] = d_scores @ W_y.T`. Hand `sequence` and "
        '`full` a dictionary without `"W_y"` and `"b_y"`: whose gradients are `H[-1].T @ d_scores` '
        "and the column sums of d_scores.",
    ),
)
