"""A forecast of one number from a sequence, its loss, and the gradient of all parameters."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.rnn_unrolling.bptt import bptt as full
from utils.checks.rnn_unrolling.inputs import EXAMPLE, drawn
from utils.checks.rnn_unrolling.rnn_sequence import rnn_sequence as sequence


def forecast(X, y, parameters):
    """ŷ = ⟨v, h_T⟩ + c;  J = mean of (ŷ − y)²/2;  and ∂J/∂ every parameter."""
    W, U, b, v, c = (parameters[name] for name in ("W", "U", "b", "v", "c"))
    N = len(y)
    h0 = np.zeros((N, len(b)))
    H = sequence(X, W, U, b, h0)
    y_hat = H[-1] @ v + c
    J = ((y_hat - y) ** 2).mean() / 2
    dy = (y_hat - y) / N  # (N,)
    dH = np.zeros(H.shape)
    dH[-1] = np.outer(dy, v)  # only the last state is asked
    g = full(dH, X, H, h0, W, U)
    gradients = {"W": g["W"], "U": g["U"], "b": g["b"], "v": H[-1].T @ dy, "c": dy.sum()}
    return y_hat, J, gradients


def windows(title, T, N, D, H, seed, digits=2):
    """A case of random windows and parameters."""
    given = drawn(T, N, D, H, seed, digits)
    rng = np.random.default_rng(seed)
    y, v = rng.normal(size=N).round(digits), rng.normal(size=H).round(digits)
    weights = {name: given[name] for name in "WUb"}
    return Case(title, X=given["X"], y=y, parameters=weights | {"v": v, "c": rng.normal()})


SMALL = {name: EXAMPLE[name] for name in "WUb"} | {"v": np.array([5.0]), "c": np.float64(-1.0)}
CASES = [
    Case("the example", X=EXAMPLE["X"], y=np.array([1.0]), parameters=SMALL),
    windows("four steps, three sequences", 4, 3, 2, 5, 1),
    windows("one step", 1, 2, 3, 4, 2),
    windows("one sequence", 5, 1, 2, 2, 3),
    windows("all of one size", 3, 3, 3, 3, 4, digits=12),
    windows("twelve steps, one unit", 12, 4, 1, 1, 5),
]

LAST = "The forecast is made from *one* state. Which of the T knows the whole window?"
LOSS = "J is the mean over the windows of (ŷ − y)²/2. Which of its parts have become of 1/N and ½?"
BESIDE = "ŷ = ⟨v, h⟩ + c: what stands beside v, and so is in its gradient? And beside c?"
TO_STATE = "How much does ŷ change with unit j of the state? By v_j: where is that in `dH`?"
CHAIN = "The chain rule multiplies by what comes back. Where is dy in it?"
ZEROS = "`h0` is (N, H) for your BPTT: every window has a first state of its own. Which has yours?"
ONLY_LAST = "Which states does the loss look at? In `dH` all other rows are 0."

MISTAKES = edits(forecast)(
    ("from the first state", "y_hat = H[-1]", "y_hat = H[0]", LAST),
    ("from the mean of the states", "y_hat = H[-1]", "y_hat = H.mean(axis=0)", LAST),
    ("from the sum of the states", "y_hat = H[-1]", "y_hat = H.sum(axis=0)", LAST),
    ("from the last window's states", "y_hat = H[-1]", "y_hat = H[:, -1]",
     f"`H[:, -1]` is the last window, at all steps: which axis of H is time? {LAST}"),
    ("from all states", "y_hat = H[-1]", "y_hat = H", LAST),
    ("c left out", "@ v + c", "@ v", "ŷ of yours has no c. What is added to ⟨v, h⟩?"),
    ("a tanh on the forecast", "H[-1] @ v + c", "np.tanh(H[-1] @ v + c)",
     "Your forecast never leaves −1 … 1. Is there a tanh behind v?"),
    ("the root of the mean", "((y_hat - y) ** 2).mean() / 2",
     "np.sqrt(((y_hat - y) ** 2).mean())", LOSS),
    ("the square of the mean", "((y_hat - y) ** 2).mean()", "(y_hat - y).mean() ** 2",
     f"Errors of both signs cancel in yours. Is the mean squared, or the error? {LOSS}"),
    ("absolute errors", "((y_hat - y) ** 2).mean() / 2", "np.abs(y_hat - y).mean()", LOSS),
    ("the slope twice as steep, and J", "(y_hat - y) / N", "2 * (y_hat - y) / N",
     ".mean() / 2", ".mean()",
     "J is without its ½, and so is twice as large, and all gradients with it. Where is the ½?"),
    ("a loss at every step", "dH[-1] =", "dH[:] =", ONLY_LAST),
    ("a loss at the first step", "dH[-1] =", "dH[0] =", ONLY_LAST),
    ("v left out of dH", "np.outer(dy, v)", "np.outer(dy, 0 * v + 1)", TO_STATE),
    ("v and the errors exchanged", "np.outer(dy, v)", "np.outer(v, dy)",
     "Rows of `dH[-1]` are windows, columns are units. Which has yours?"),
    ("the states for v in dH", "np.outer(dy, v)", "dy[:, None] * H[-1]", TO_STATE),
    ("the error left out of dH", "np.outer(dy, v)", "np.outer(0 * dy + 1 / N, v)",
     f"Every window sends the same gradient back. {CHAIN}"),
    ("a slope in dH", "np.outer(dy, v)", "np.outer(dy, v) * (1 - H[-1] ** 2)",
     "dH belongs to h, behind the tanh. Who takes the slope already?"),
    ("the errors added up in dH", "np.outer(dy, v)", "np.outer(0 * dy + dy.sum(), v)",
     "Every window gets the same gradient. Whose error goes back into row n of the state?"),
    ("v's gradient without the errors", "H[-1].T @ dy", "H[-1].sum(axis=0)", BESIDE),
    ("v's gradient from means", "H[-1].T @ dy", "H[-1].mean(axis=0) * dy.sum()",
     "You multiply two means. Each window's error goes with its own state. Which product has "
     "that?"),
    ("v's gradient from all states", "H[-1].T @ dy", "H.sum(axis=0).T @ dy",
     f"{BESIDE} And which states were asked?"),
    ("v's gradient from the first state", "H[-1].T @ dy", "H[0].T @ dy",
     f"{BESIDE} And which state was asked?"),
    ("v's gradient without the states", "H[-1].T @ dy", "0 * v + dy.sum()", BESIDE),
    ("the window from its end", "sequence(X,", "sequence(X[::-1],", "full(dH, X,",
     "full(dH, X[::-1],", "Your network reads the latest number first. Which one is it to "
     "remember best?"),
    ("steps for windows", "N = len(y)", "N = len(X)",
     "`len(X)` is T, the number of steps. Which axis of X, or which argument, has the windows?"),
    ("one row of zeros", "np.zeros((N, len(b)))", "np.zeros((1, len(b)))", ZEROS),
    ("one vector of zeros", "np.zeros((N, len(b)))", "np.zeros(len(b))", ZEROS),
    ("ones for the first state", "np.zeros((N,", "np.ones((N,",
     "From which state does a window begin?"),
)  # fmt: skip

exercise = Exercise(
    title="A forecast",
    minutes=15,
    difficulty="medium",
    reference=forecast,
    cases=CASES,
    returns=(
        "y_hat (N,)",
        "J, one number",
        'gradients, a dictionary: "W" (D, H), "U" (H, H), "b" (H,), "v" (H,), "c"',
    ),
    mistakes=MISTAKES,
    hints=(
        "Forward: the states from zeros on, the last one weighed by v, plus c. Backward: from J "
        "to ŷ, from ŷ to v, c and the last state, and from there your Exercise 4.",
        "`dy = (y_hat - y) / N` is ∂J/∂ŷ. `dH` is zeros in the shape of H, but its last row is "
        "`np.outer(dy, v)`: each window's error by each unit's weight.",
        '`full(dH, X, H, h0, W, U)` has the gradients of "W", "U" and "b" (and of "X" and "h0", '
        "which nobody trains); that of v is `H[-1].T @ dy`, that of c the sum of dy.",
    ),
)
