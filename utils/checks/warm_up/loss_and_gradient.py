"""The loss of linear regression, half the mean squared error, with its gradient."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def loss_and_gradient(X, y, w, b):
    """J = 1/(2N) Σ r² with r = Xw + b − y; ∂J/∂w = Xᵀr / N; ∂J/∂b = mean of r."""
    N = len(y)
    r = X @ w + b - y  # (N,)
    J = (r**2).sum() / (2 * N)
    dw = X.T @ r / N
    db = r.sum() / N
    return J, dw, db


rng = np.random.default_rng(6)


def line(title, X, y, w, b):
    """A case of numbers written out."""
    return Case(title, X=np.array(X), y=np.array(y), w=np.array(w), b=b)


CASES = [
    line("the example", [[1.0], [2.0], [4.0]], [1.0, 4.0, 5.0], [2.0], 1.0),
    line("two inputs", rng.normal(size=(5, 2)), rng.normal(size=5), [0.7, -1.2], -0.4),
    line("one example", [[2.0, -1.0, 0.5]], [1.5], [0.3, 0.2, -0.1], 0.25),
    line("all weights zero", rng.normal(size=(4, 3)), [1.0, -2.0, 0.5, 3], np.zeros(3), 0.0),
    line("a line that fits", [[0.0], [1.0], [3.0]], [1.0, 3.0, 7.0], [2.0], 1.0),
    line("errors that cancel", [[1.0, 0.0], [3.0, 1.0]], [2.0, 2.0], [1.0, 0.0], 0.0),
    line(
        "a hundred examples",
        rng.normal(3, 2, size=(100, 4)),
        rng.normal(size=100),
        rng.normal(size=4),
        1.5,
    ),
]

ERROR = "The error is r = Xw + b − y. What is missing in yours, or has another sign?"
CANCEL = "Errors of opposite sign cancel in yours. In which order are they squared and added up?"
BY_INPUT = "How does the prediction change with one weight? By what does that weight multiply?"
ALL_OF_R = "`dw` needs the whole error r, as J does. What is it made of in yours?"
ONE_B = "There is one b, so there is one derivative. By how much does the prediction change with b?"

MISTAKES = edits(loss_and_gradient)(
    ("multiplied by N instead of divided", "/ (2 * N)", "/ 2 * N",
     "`/ 2 * N` is (… / 2) · N. What do brackets change?"),
    ("no bias", " + b", "", ERROR),
    ("bias subtracted", " + b", " - b", ERROR),
    ("targets added", " - y", " + y", ERROR),
    ("the square of the sum", "(r**2).sum()", "r.sum() ** 2", CANCEL),
    ("the square of the mean", "(r**2).sum() / (2 * N)", "r.mean() ** 2 / 2", CANCEL),
    ("errors not squared", "(r**2)", "r", CANCEL),
    ("absolute errors", "(r**2).sum() / (2 * N)", "np.abs(r).mean()",
     "This is the mean of the absolute errors. What is done to the errors in J?"),
    ("root of the mean square", "(r**2).sum() / (2 * N)", "np.sqrt((r**2).mean())",
     "There is a square root in the loss, as in the RMS error. Is there one in J?"),
    ("squared errors in the gradient", "X.T @ r", "X.T @ r**2", "db = r.sum()", "db = (r**2).sum()",
     "The gradient has the squares in it. What is the derivative of r²?"),
    ("x missing in dw", "X.T @ r", "0 * w + r.sum()", BY_INPUT),
    ("targets missing in dw", "X.T @ r", "X.T @ (r + y)", ALL_OF_R),
    ("b and targets missing in dw", "X.T @ r", "X.T @ (X @ w)", ALL_OF_R),
    ("w in place of x", "X.T @ r", "w * r.sum()", BY_INPUT),
    ("db times b", "db = r", "db = b * r", ONE_B),
    ("means multiplied", "X.T @ r / N", "r.mean() * X.mean(axis=0)",
     "`dw` is a mean times a mean. Which error belongs to which inputs?"),
    ("X not transposed", "X.T @ r", "X @ r",
     "`X @ r` is (N, D) times (N,), which does not fit. Which product gives D numbers?"),
    ("db left at zero", "db = r.sum() / N", "db = 0.0", ONE_B),
    ("a step instead of the gradient", "return J, dw, db", "return J, w - dw, b - db",
     "These are the parameters after a step. What is wanted here, and what comes in the next "
     "exercise?"),
)  # fmt: skip

exercise = Exercise(
    title="Loss and gradient",
    minutes=9,
    difficulty="medium",
    reference=loss_and_gradient,
    cases=CASES,
    returns=("J, one number", "dw (D,)", "db, one number"),
    mistakes=MISTAKES,
    hints=(
        "Give the errors a name first: r = Xw + b − y, an array of N numbers. Loss, `dw` and "
        "`db` are all made of r, and of X where the weight meets an input.",
        "`dw` has the shape (D,): which product of X, an (N, D), and r, an (N,), gives that? With "
        "`r.mean()` and `(r**2).mean()` the 1/N comes by itself.",
    ),
)
