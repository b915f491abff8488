"""How much of a gradient is left after each step back."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.rnn_unrolling.inputs import EXAMPLE, drawn, states


def gradient_by_lag(dh, H, U):
    """norms[lag] = ‖∂J/∂h_(T−1−lag)‖ for a loss at the last step alone, and the factor per step."""
    norms = [np.sqrt((dh**2).sum())]
    for t in range(len(H) - 1, 0, -1):
        dh = (dh * (1 - H[t] ** 2)) @ U.T  # from h_t to h_(t−1)
        norms.append(np.sqrt((dh**2).sum()))
    rate = (norms[-1] / norms[0]) ** (1 / (len(H) - 1))
    return np.array(norms), rate


def fade(title, T, N, H, seed, size=1.0, digits=2):
    """A case of random states; U is scaled by `size`."""
    given = drawn(T, N, 2, H, seed, digits)
    given["U"] = given["U"] * size
    dh = np.random.default_rng(seed).normal(size=(N, H)).round(digits)
    return Case(title, dh=dh, H=states(**given), U=given["U"])


CASES = [
    Case("the example", dh=np.array([[1.0]]), H=states(**EXAMPLE), U=EXAMPLE["U"]),
    Case("states of 0", dh=np.array([[3.0, 4.0]]), H=np.zeros((4, 1, 2)),
         U=np.array([[0.0, 0.5], [-0.5, 0.0]])),
    fade("one sequence, three units", 5, 1, 3, 1),
    fade("three sequences", 4, 3, 2, 2),
    fade("as many steps as sequences and units", 4, 4, 4, 3, digits=12),
    fade("thirty steps that fade", 30, 2, 3, 4, size=0.3),
    fade("a gradient that grows", 6, 2, 4, 5, size=0.9) ,
]  # fmt: skip

SLOPE = "From h_t to h_(t−1) the gradient passes the tanh of step t, slope 1 − h_t², and U."
WHOLE = "The norm is the length of *all* entries: squares, their sum, one root. What is yours?"
LAGS = "Lag 0 is the last state itself, and lag T − 1 the first. How many numbers is that?"
RATE = (
    "From lag 0 to lag T − 1 the norm changes T − 1 times, by `rate` each if it were always the "
    "same. Which equation is that?"
)

MISTAKES = edits(gradient_by_lag)(
    ("no slope", " * (1 - H[t] ** 2)", "", f"{SLOPE} Which of the two is missing?"),
    ("no U", ") @ U.T", ")", f"{SLOPE} Which of the two is missing?"),
    ("U not transposed", "@ U.T", "@ U", "By which form of U does a gradient go back?"),
    ("1 − h for the slope", "H[t] ** 2", "H[t]", f"{SLOPE} What is squared?"),
    ("h² for the slope", "(1 - H[t] ** 2)", "H[t] ** 2", SLOPE),
    ("no brackets around the slope", "(1 - H[t] ** 2)", "1 - H[t] ** 2",
     "`dh * 1 - h**2` takes h² off the gradient. Where do brackets belong?"),
    ("the square around 1 − h", "1 - H[t] ** 2)", "1 - H[t]) ** 2",
     f"(1 − h)² is not 1 − h². {SLOPE}"),
    ("the slope of a sigmoid", "(1 - H[t] ** 2)", "H[t] * (1 - H[t])", SLOPE),
    ("tanh of h", "H[t] ** 2", "np.tanh(H[t]) ** 2",
     "h has been through the tanh already. Which of z and h does `1 − tanh²` want in it?"),
    ("the slope after U", "(dh * (1 - H[t] ** 2)) @ U.T", "(dh @ U.T) * (1 - H[t] ** 2)",
     f"{SLOPE} Which of the two comes first on the way back?"),
    ("the slope at the state before", "H[t] ** 2", "H[t - 1] ** 2",
     f"{SLOPE} Whose slope have you taken?"),
    ("the slope after U, at the state before", "(dh * (1 - H[t] ** 2)) @ U.T",
     "(dh @ U.T) * (1 - H[t - 1] ** 2)",
     f"{SLOPE} Your steps go from z_t to z_(t−1). From what to what should they?"),
    ("first step first", "range(len(H) - 1, 0, -1)", "range(1, len(H))",
     "Your loop goes forward. Which state does the gradient reach first?"),
    ("first step first, from the very first", "H[t] ** 2", "H[len(H) - 1 - t] ** 2",
     "Your loop goes forward. Which state does the gradient reach first?"),
    ("one step too far", "range(len(H) - 1, 0, -1)", "range(len(H) - 1, -1, -1)",
     f"Your last number is for h0. {LAGS}"),
    ("each time from the last state", "        dh = (dh", "        back = (dh",
     "append(np.sqrt((dh**2)", "append(np.sqrt((back**2)",
     "Each turn of yours begins with the gradient at the last state. With what should it go on?"),
    ("the norm of dz", "        dh = (dh * (1 - H[t] ** 2)) @ U.T",
     "        dz = dh * (1 - H[t] ** 2)\n        dh = dz @ U.T", "append(np.sqrt((dh**2)",
     "append(np.sqrt((dz**2)",
     f"{SLOPE} Where on this way do you measure?"),
    ("lag 0 left out", "return np.array(norms)", "return np.array(norms[1:])",
     f"The gradient of the last state is missing. {LAGS}"),
    ("absolute values", "[np.sqrt((dh**2).sum())]", "[np.abs(dh).sum()]",
     "append(np.sqrt((dh**2).sum()))", "append(np.abs(dh).sum())", WHOLE),
    ("the largest singular value", "[np.sqrt((dh**2).sum())]", "[np.linalg.norm(dh, 2)]",
     "append(np.sqrt((dh**2).sum()))", "append(np.linalg.norm(dh, 2))",
     "`np.linalg.norm(dh, 2)` of a matrix is its largest singular value. Which one takes all "
     "entries for one vector?"),
    ("only the first sequence", "[np.sqrt((dh**2).sum())]", "[np.sqrt((dh[0]**2).sum())]",
     "append(np.sqrt((dh**2).sum()))", "append(np.sqrt((dh[0]**2).sum()))",
     f"Only the first sequence counts. {WHOLE}"),
    ("a mean over the sequences", "[np.sqrt((dh**2).sum())]",
     "[np.linalg.norm(dh, axis=1).mean()]", "append(np.sqrt((dh**2).sum()))",
     "append(np.linalg.norm(dh, axis=1).mean())", WHOLE),
    ("from lag 1 on", "[np.sqrt((dh**2).sum())]", "[]", "1, 0, -1)", "1, -1, -1)",
     f"Your first number is that of lag 1. {LAGS}"),
    ("norms[0] left out of the rate", "norms[-1] / norms[0]", "norms[-1]",
     f"The norm at lag 0 need not be 1. {RATE}"),
    ("a T-th root", "(1 / (len(H) - 1))", "(1 / len(H))", RATE),
    ("no root in the rate", " ** (1 / (len(H) - 1))", "", RATE),
    ("a power for the root", "(1 / (len(H) - 1))", "(len(H) - 1)", RATE),
    ("divided in place of a root", " ** (1 / (len(H) - 1))", " / (len(H) - 1)", RATE),
    ("the rate of the last step", "(norms[-1] / norms[0]) ** (1 / (len(H) - 1))",
     "norms[-1] / norms[-2]", f"Your rate is that of one step. {RATE}"),
    ("the rate of the first step", "(norms[-1] / norms[0]) ** (1 / (len(H) - 1))",
     "norms[1] / norms[0]", f"Your rate is that of one step. {RATE}"),
    ("the spectral radius", "(norms[-1] / norms[0]) ** (1 / (len(H) - 1))",
     "np.abs(np.linalg.eigvals(U)).max()",
     f"The spectral radius of U is what the rate would be with slopes of 1. {RATE}"),
    ("a difference for the rate", "(norms[-1] / norms[0]) ** (1 / (len(H) - 1))",
     "(norms[0] - norms[-1]) / (len(H) - 1)",
     f"Yours says how much is lost in a step, not by which factor it shrinks. {RATE}"),
    ("the slope of a line", "(norms[-1] / norms[0]) ** (1 / (len(H) - 1))",
     "np.exp(np.polyfit(range(len(H)), np.log(norms), 1)[0])",
     f"A line through all logarithms is a good measure, too. {RATE}"),
    ("the mean of the rates", "(norms[-1] / norms[0]) ** (1 / (len(H) - 1))",
     "np.mean(np.array(norms[1:]) / norms[:-1])",
     f"Factors multiply, and you have averaged them. {RATE}"),
)  # fmt: skip

exercise = Exercise(
    title="How fast does it vanish?",
    minutes=8,
    difficulty="medium",
    reference=gradient_by_lag,
    cases=CASES,
    returns=("norms (T,)", "rate, one number"),
    mistakes=MISTAKES,
    hints=(
        "It is the carry of Exercise 4 alone, with nothing added on the way. Which of its three "
        "parts, loss, slope and U, are left?",
        "`for t in range(T - 1, 0, -1)`: `dh` becomes `(dh * (1 - H[t]**2)) @ U.T`, and its norm "
        "is the next in the list. `np.linalg.norm(dh)` takes all entries of an array.",
        "norms[T − 1] = norms[0] · rate^(T−1); solve for `rate`.",
    ),
)
