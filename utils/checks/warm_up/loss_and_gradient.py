"""Exercise 6: the loss of linear regression, half the mean squared error, with its gradient."""

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.checks.warm_up.wrong import a
from utils.numpy_impl import warm_up as ref


def loss_and_gradient(X, y, w, b):
    """J = 1/(2N) Σ r² with r = Xw + b − y; ∂J/∂w = Xᵀr / N; ∂J/∂b = mean of r."""
    J, cache = ref.linear_regression_forward(X, y, w, b)
    _, dw, db = ref.linear_regression_backward(1.0, cache)
    return J, dw, db


def times(J=lambda N: 1, dw=lambda N: 1, db=lambda N: 1):
    """Make a mistake that multiplies the right answers by functions of N."""

    def wrong(X, y, w, b):
        right = loss_and_gradient(X, y, w, b)
        return tuple(f(len(y)) * part for f, part in zip((J, dw, db), right, strict=True))

    return wrong


def with_loss(loss):
    """Make a mistake whose loss is `loss(r)`; the gradient is right."""
    return lambda X, y, w, b: (loss(X @ w + b - y), *loss_and_gradient(X, y, w, b)[1:])


def with_gradient(gradient):
    """Make a mistake whose dw and db are `gradient(X, r)`; the loss is right."""
    return lambda X, y, w, b: (loss_and_gradient(X, y, w, b)[0], *gradient(X, X @ w + b - y))


def with_error(error):
    """Make a mistake that takes `error(X, y, w, b)` for r, in loss and gradient."""

    def wrong(X, y, w, b):
        r = error(X, y, w, b)
        return (r**2).mean() / 2, X.T @ r / len(y), r.mean()

    return wrong


def by_N(N):
    """Return the factor of whoever forgot the 1/N."""
    return N


def double(N):
    """Return the factor of whoever forgot the ½, or kept a 2."""
    return 2


def half(N):
    """Return the factor of whoever kept the ½."""
    return 0.5


MISTAKES = (
    Mistake(
        "no ½ in the loss",
        times(J=double),
        "The gradient is right; the loss is the mean of the squares, twice what is wanted. Look "
        "at what stands before the sum.",
    ),
    Mistake(
        "no ½ in loss and gradient",
        times(double, double, double),
        "Loss and gradient fit together, but both are twice as large as wanted. Look at what "
        "stands before the sum.",
    ),
    Mistake(
        "a factor 2 in the gradient",
        times(dw=double, db=double),
        "The gradient is twice as large as it should be. The 2 that comes down from the square "
        "meets something in J.",
    ),
    Mistake(
        "½ left in the gradient",
        times(dw=half, db=half),
        "The gradient is half as large as it should be. The derivative of r² brings a 2, and "
        "that cancels the ½.",
    ),
    Mistake(
        "sums instead of means",
        times(by_N, by_N, by_N),
        "Nothing is divided by N: loss and gradient would grow with the number of examples.",
    ),
    Mistake(
        "loss without 1/N",
        times(J=by_N),
        "The gradient is right; the loss is a sum over the examples where a mean is wanted.",
    ),
    Mistake(
        "multiplied by N instead of divided",
        times(J=lambda N: N**2),
        "The loss is multiplied by N: `1 / 2 * N` is (1/2) · N. The 2N needs brackets.",
    ),
    Mistake(
        "gradient without 1/N",
        times(dw=by_N, db=by_N),
        "The loss is a mean, its gradient a sum. The 1/N stays when J is differentiated.",
    ),
    Mistake(
        "dw without 1/N",
        times(dw=by_N),
        "`dw` is a sum over the examples; J and `db` are means.",
    ),
    Mistake(
        "db without 1/N",
        times(db=by_N),
        "`db` is a sum over the examples; J and `dw` are means.",
    ),
    Mistake(
        "sums, and no ½",
        times(lambda N: 2 * N, by_N, by_N),
        "Two things: the loss lacks its ½, and nothing is divided by N.",
    ),
    Mistake(
        "gradient of the sum of squares",
        times(double, lambda N: 2 * N, lambda N: 2 * N),
        "The loss lacks its ½, and the gradient is that of the sum without a mean. Look at what "
        "stands before the sum in J, and keep it when you differentiate.",
    ),
    Mistake(
        "gradient reversed",
        times(dw=lambda N: -1, db=lambda N: -1),
        "The gradient has the wrong sign: your error is the target minus the prediction. For the "
        "loss that makes no difference, for the gradient it does.",
    ),
    Mistake(
        "dw reversed",
        times(dw=lambda N: -1),
        "`dw` has the wrong sign, and `db` has not. Do both use the same error?",
    ),
    Mistake(
        "db reversed",
        times(db=lambda N: -1),
        "`db` has the wrong sign, and `dw` has not. Do both use the same error?",
    ),
    Mistake(
        "no bias",
        with_error(lambda X, y, w, b: X @ w - y),
        "The prediction is Xw + b, and b is missing.",
    ),
    Mistake(
        "bias subtracted",
        with_error(lambda X, y, w, b: X @ w - b - y),
        "b is subtracted from the prediction. It is added.",
    ),
    Mistake(
        "targets added",
        with_error(lambda X, y, w, b: X @ w + b + y),
        "The error is the prediction *minus* the target.",
    ),
    Mistake(
        "the square of the sum",
        with_loss(lambda r: r.sum() ** 2 / (2 * len(r))),
        "You add up the errors first and square the sum: errors of opposite sign cancel. Square "
        "each, then add.",
    ),
    Mistake(
        "the square of the mean",
        with_loss(lambda r: r.mean() ** 2 / 2),
        "You take the mean of the errors first and square it: errors of opposite sign cancel. "
        "Square each, then take the mean.",
    ),
    Mistake(
        "errors not squared",
        with_loss(lambda r: r.sum() / (2 * len(r))),
        "The errors are not squared: positive and negative ones cancel.",
    ),
    Mistake(
        "absolute errors",
        with_loss(lambda r: np.abs(r).mean()),
        "This is the mean of the absolute errors. Here they are squared, and halved.",
    ),
    Mistake(
        "root of the mean square",
        with_loss(lambda r: np.sqrt((r**2).mean())),
        "There is a square root in the loss, as in the RMS error. J has none.",
    ),
    Mistake(
        "one loss for each example",
        with_loss(lambda r: r**2 / (2 * len(r))),
        "J is one number: its terms are still to be added up.",
    ),
    Mistake(
        "squared errors in the gradient",
        with_gradient(lambda X, r: (X.T @ r**2 / len(r), (r**2).mean())),
        "The gradient has the squares in it. What is the derivative of r²?",
    ),
    Mistake(
        "x missing in dw",
        with_gradient(lambda X, r: (np.full(X.shape[1], r.mean()), r.mean())),
        "Every entry of `dw` is the mean error. How does the prediction change with one weight? "
        "By the input that it multiplies.",
    ),
    Mistake(
        "targets missing in dw",
        lambda X, y, w, b: (
            loss_and_gradient(X, y, w, b)[0],
            X.T @ (X @ w + b) / len(y),
            (X @ w + b - y).mean(),
        ),
        "`dw` is made of the predictions alone. It needs the errors, with the targets taken away.",
    ),
    Mistake(
        "b and targets missing in dw",
        lambda X, y, w, b: (
            loss_and_gradient(X, y, w, b)[0],
            X.T @ (X @ w) / len(y),
            (X @ w + b - y).mean(),
        ),
        "`dw` is made of Xw alone. It needs the whole error r, as J does.",
    ),
    Mistake(
        "w in place of x",
        lambda X, y, w, b: (
            loss_and_gradient(X, y, w, b)[0],
            w * (X @ w + b - y).mean(),
            (X @ w + b - y).mean(),
        ),
        "`dw` multiplies the error with w. What stands beside a weight in the prediction, and so "
        "remains when you differentiate with respect to it, is the input.",
    ),
    Mistake(
        "db times b",
        lambda X, y, w, b: (*loss_and_gradient(X, y, w, b)[:2], b * (X @ w + b - y).mean()),
        "`db` is multiplied by b. The derivative of Xw + b with respect to b is 1.",
    ),
    Mistake(
        "means multiplied",
        with_gradient(lambda X, r: (r.mean() * X.mean(axis=0), r.mean())),
        "`dw` is a mean times a mean. Multiply each example's error with its own inputs first, "
        "then take the mean.",
    ),
    Mistake(
        "X not transposed",
        with_gradient(lambda X, r: (X @ r / len(r), r.mean())),
        "`X @ r` is (N, D) times (N,), which does not fit. Which product gives D numbers?",
    ),
    Mistake(
        "one gradient for each example",
        with_gradient(lambda X, r: (X * r[:, None] / len(r), r.mean())),
        "`dw` has a row for each example. Add them up over the examples: (N, D) to (D,).",
    ),
    Mistake(
        "divided by the number of weights",
        with_gradient(lambda X, r: ((X * r[:, None]).mean(), r.mean())),
        "`dw` is one number, a mean over examples *and* inputs. Every weight has a derivative of "
        "its own: mean over the examples only.",
    ),
    Mistake(
        "db as an array",
        with_gradient(lambda X, r: (X.T @ r / len(r), r)),
        "`db` has an entry for each example. There is one b, so there is one derivative: the mean "
        "of these.",
    ),
    Mistake(
        "db left at zero",
        with_gradient(lambda X, r: (X.T @ r / len(r), 0.0)),
        "`db` is 0. J depends on b, too: what is the derivative of the prediction with respect "
        "to b?",
    ),
    Mistake(
        "a step instead of the gradient",
        lambda X, y, w, b: (
            loss_and_gradient(X, y, w, b)[0],
            w - loss_and_gradient(X, y, w, b)[1],
            b - loss_and_gradient(X, y, w, b)[2],
        ),
        "You return the parameters after a step. The gradient alone is wanted; the steps come in "
        "the next exercise.",
    ),
)

rng = np.random.default_rng(6)

exercise = Exercise(
    name="loss_and_gradient",
    title="Loss and gradient",
    minutes=9,
    difficulty="medium",
    reference=loss_and_gradient,
    cases=[
        Case("the example", X=a([1.0], [2.0], [4.0]), y=a(1.0, 4.0, 5.0), w=a(2.0), b=1.0),
        Case(
            "two inputs",
            X=rng.normal(size=(5, 2)),
            y=rng.normal(size=5),
            w=a(0.7, -1.2),
            b=-0.4,
        ),
        Case("one example", X=a([2.0, -1.0, 0.5]), y=a(1.5), w=a(0.3, 0.2, -0.1), b=0.25),
        Case(
            "all weights zero",
            X=rng.normal(size=(4, 3)),
            y=a(1.0, -2.0, 0.5, 3),
            w=np.zeros(3),
            b=0.0,
        ),
        Case("a line that fits", X=a([0.0], [1.0], [3.0]), y=a(1.0, 3.0, 7.0), w=a(2.0), b=1.0),
        Case(
            "errors that cancel", X=a([1.0, 0.0], [3.0, 1.0]), y=a(2.0, 2.0), w=a(1.0, 0.0), b=0.0
        ),
        Case(
            "a hundred examples",
            X=rng.normal(3, 2, size=(100, 4)),
            y=rng.normal(size=100),
            w=rng.normal(size=4),
            b=1.5,
        ),
    ],
    returns=("J, one number", "dw (D,)", "db, one number"),
    mistakes=MISTAKES,
    hints=(
        "Give the errors a name first: r = Xw + b − y, an array of N numbers. Loss, `dw` and "
        "`db` are all made of r, and of X where the weight meets an input.",
        "`dw` has the shape (D,): which product of X, an (N, D), and r, an (N,), gives that? With "
        "`r.mean()` and `(r**2).mean()` the 1/N comes by itself.",
    ),
)
