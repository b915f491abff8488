"""Training LeNet: minibatches, momentum, a falling rate, and how many digits it then reads."""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.convolution.lenet import (
    ACTIVATION_NAMES,
    IMAGE,
    checked_parameters,
    forward_pass,
    lenet_backward,
    lenet_forward,
)
from utils.numpy_impl.convolution.shifts import shift
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.core.minibatches import batches
from utils.numpy_impl.core.optim import SGD


@dataclass
class LenetFit:
    """What `fit_lenet` found: losses[k] is the loss of batch k before the step it caused."""

    parameters: dict[str, np.ndarray]
    losses: np.ndarray  # (steps,), nats


def fit_lenet(
    X,
    y,
    parameters,
    epochs: int,
    learning_rate: float,
    momentum: float = 0.9,
    batch: int = 32,
    rng: np.random.Generator | None = None,
    decay: bool = False,
    jitter: int = 0,
    activation: str = "relu",
) -> LenetFit:
    """Stochastic gradient descent with momentum: v ← μ v + g;  θ ← θ − η v.

    X (N, 1, 28, 28); y (N,) digits; `parameters` to start from, which stay as they are
    learning_rate η > 0; momentum 0 ≤ μ < 1
    batch    pictures in each step; `rng` shuffles them anew for each epoch
    decay    let η fall in a straight line, from `learning_rate` to 0 after the last step
    jitter   move each batch by up to so many pixels either way, drawn by `rng`: where a digit
             stands says nothing about which it is, and so the network sees more of them

    Runs in the dtype of X and the parameters; float32 takes half the time of float64. Raises
    ValueError also when the rate is so large that the loss leaves the numbers.
    """
    X = validate.real("X", X, (None, *IMAGE))
    y = validate.labels("y", y, 10, length=len(X))
    epochs = validate.count("epochs", epochs, least=0)
    eta = validate.number("learning_rate", learning_rate, above=0)
    mu = validate.number("momentum", momentum, least=0, below=1)
    batch = min(validate.count("batch", batch), len(X))
    jitter = validate.count("jitter", jitter, least=0)
    validate.choice("activation", activation, ACTIVATION_NAMES)
    rng = validate.generator("rng", rng)
    parameters = checked_parameters(parameters)
    optimiser = SGD(eta, mu)
    steps = epochs * -(-len(X) // batch)
    losses = np.empty(steps)
    for step, few in zip(range(steps), batches(len(X), batch, rng), strict=False):
        with np.errstate(over="ignore", invalid="ignore"):
            moved = shift(X[few], *drawn_shift(jitter, rng))
            logits, cache = forward_pass(moved, parameters, activation)
        if not np.isfinite(logits).all():
            raise ValueError(f"learning_rate: with {eta:g} the logits overflow by step {step}")
        losses[step], loss_cache = softmax_cross_entropy_forward(logits, y[few])
        gradients = lenet_backward(softmax_cross_entropy_backward(1.0, loss_cache), cache)
        if decay:
            optimiser.learning_rate = eta * (1 - step / steps)
        parameters = optimiser.step(parameters, gradients)
    return LenetFit(parameters, losses)


def drawn_shift(jitter: int, rng: np.random.Generator) -> tuple[int, int]:
    """Draw (dy, dx), each from −jitter to jitter; (0, 0) and no draw where jitter is 0.

    >>> drawn_shift(0, np.random.default_rng(0))
    (0, 0)
    """
    if jitter == 0:
        return 0, 0
    dy, dx = rng.integers(-jitter, jitter + 1, 2)
    return int(dy), int(dx)


def predict(X, parameters, activation: str = "relu", batch: int = 100) -> np.ndarray:
    """The most likely digit of every picture: X (N, 1, 28, 28) → (N,) int64."""
    X = validate.real("X", X, (None, *IMAGE))
    pieces = [X[i : i + batch] for i in range(0, len(X), batch)]
    logits = [lenet_forward(piece, parameters, activation)[0] for piece in pieces]
    return np.concatenate(logits).argmax(axis=1)


def accuracy(X, y, parameters, activation: str = "relu") -> float:
    """The share of pictures whose most likely digit is the right one, from 0 to 1.

    >>> from utils.numpy_impl.convolution import lenet_parameters
    >>> accuracy(np.zeros((2, 1, 28, 28)), [0, 1], lenet_parameters(np.random.default_rng(0)))
    0.5
    """
    said = predict(X, parameters, activation)
    return float((said == validate.labels("y", y, 10, length=len(said))).mean())
