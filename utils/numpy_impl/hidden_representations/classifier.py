"""One hidden layer, then a softmax over R classes, with a validation curve and early stopping.

X2 = f(X W2 + b2),  Z3 = X2 W3 + b3,  P = softmax(Z3) [M21]. Parameters {"W2" (D, H), "b2" (H,),
"W3" (H, R), "b3" (R,)}; column h of W2 is as long as a picture and can be drawn as one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.core.optim import SGD
from utils.numpy_impl.core.softmax import softmax
from utils.numpy_impl.hidden_representations.network import NAMES, backward_pass, hidden_forward
from utils.numpy_impl.hidden_representations.training import passes


def classifier_parameters(D: int, H: int, R: int, rng: np.random.Generator) -> dict:
    """Draw W2 ~ N(0, 1/D), W3 ~ N(0, 1/H); biases 0.

    >>> classifier_parameters(960, 3, 4, np.random.default_rng(0))["W2"].shape
    (960, 3)
    """
    D, H, R = (validate.count(name, n) for name, n in (("D", D), ("H", H), ("R", R)))
    rng = validate.generator("rng", rng)
    return {
        "W2": rng.standard_normal((D, H)) / np.sqrt(D),
        "b2": np.zeros(H),
        "W3": rng.standard_normal((H, R)) / np.sqrt(H),
        "b3": np.zeros(R),
    }


def classifier_forward(X, y, parameters: Mapping, activation: str = "sigmoid"):
    """J = (1/N) Σ_n −ln softmax(f(X W2 + b2) W3 + b3)[y_n] [M21].

    X (N, D); y (N,) integer classes → (J in nats, cache).

    >>> zero = {"W2": [[0.0], [0.0]], "b2": [0.0], "W3": [[0.0] * 4], "b3": [0.0] * 4}
    >>> classifier_forward([[1.0, 0.0]], [3], zero)[0].round(4)
    np.float64(1.3863)
    """
    Z3, cache = hidden_forward(X, parameters, activation, outputs=(None,))
    J, loss_cache = softmax_cross_entropy_forward(Z3, y)
    return J, (cache, loss_cache)


def classifier_backward(dJ, cache) -> dict:
    """dZ3 = (P − onehot(y)) dJ/N, dX2 = dZ3 W3ᵀ, dZ2 = dX2 ⊙ f'(Z2), then the products.

    Returns {"X" (N, D), "W2" (D, H), "b2" (H,), "W3" (H, R), "b3" (R,)}.

    >>> zero = {"W2": [[0.0], [0.0]], "b2": [0.0], "W3": [[0.0] * 2], "b3": [0.0] * 2}
    >>> classifier_backward(1.0, classifier_forward([[1.0, 0.0]], [1], zero)[1])["b3"]
    array([ 0.5, -0.5])
    """
    cache, loss_cache = cache
    return backward_pass(softmax_cross_entropy_backward(dJ, loss_cache), cache)


def class_probabilities(X, parameters: Mapping, activation: str = "sigmoid"):
    """P(Y=r | X) = softmax(Z3)_r. X (N, D) → (N, R), rows sum to 1.

    >>> zero = {"W2": [[0.0], [0.0]], "b2": [0.0], "W3": [[0.0] * 2], "b3": [0.0] * 2}
    >>> class_probabilities([[1.0, 0.0]], zero)
    array([[0.5, 0.5]])
    """
    return softmax(hidden_forward(X, parameters, activation, outputs=(None,))[0])


def accuracy(X, y, parameters: Mapping, activation: str = "sigmoid") -> float:
    """The share of rows whose most probable class is y, from 0 to 1.

    >>> one = {"W2": [[1.0]], "b2": [0.0], "W3": [[0.0, 1.0]], "b3": [0.0, 0.0]}
    >>> accuracy([[0.0], [1.0]], [0, 1], one)
    0.5
    """
    P = class_probabilities(X, parameters, activation)
    y = validate.labels("y", y, P.shape[1], length=len(P))
    return float((P.argmax(axis=1) == y).mean())


@dataclass
class ClassifierFit:
    """What `fit_classifier` did; entry e of a curve is after e passes over the data."""

    parameters: dict[str, np.ndarray]  # of best_epoch
    loss: np.ndarray  # (E + 1,) mean cross entropy on the training set, nats
    validation_loss: np.ndarray  # (E + 1,), empty without a validation set
    best_epoch: int  # of the smallest validation loss; the last without a validation set
    stopped_early: bool
    epochs: np.ndarray  # (K,) after which parameters were kept: 0, every …, the last
    history: dict[str, np.ndarray]  # W2 (K, D, H), b2 (K, H), W3 (K, H, R), b3 (K, R)


def fit_classifier(
    X,
    y,
    n_classes: int,
    H: int = 3,
    validation=None,
    seed: int = 0,
    activation: str = "sigmoid",
    learning_rate: float = 0.05,
    epochs: int = 100,
    batch: int = 32,
    momentum: float = 0.9,
    patience: int | None = None,
    every: int = 10,
) -> ClassifierFit:
    """Minibatch gradient descent, v ← μ v + g, θ ← θ − η v, that keeps the best weights it saw.

    X (N, D); y (N,) integers below n_classes; validation (X_val, y_val)
    patience  stop when the validation loss has not fallen for so many epochs; None: never stop
    every     keep the parameters before the first epoch, every so many, and after the last

    >>> fit = fit_classifier([[0.0], [1.0]], [0, 1], 2, H=2, epochs=3)
    >>> fit.loss.shape, fit.best_epoch
    ((4,), 3)
    """
    X = validate.real("X", X, (None, None))
    n_classes = validate.count("n_classes", n_classes)
    y = validate.labels("y", y, n_classes, length=len(X))
    optimiser = SGD(learning_rate, momentum)
    epochs, every = validate.count("epochs", epochs, least=0), validate.count("every", every)
    if patience is not None:
        patience = validate.count("patience", patience)
        if validation is None:
            raise ValueError("patience: got one without validation, expected (X_val, y_val)")
    rng = np.random.default_rng(validate.count("seed", seed, least=0))
    start = classifier_parameters(X.shape[1], H, n_classes, rng)
    start = {name: value.astype(X.dtype) for name, value in start.items()}

    def gradients(few, parameters):
        return classifier_backward(
            1.0, classifier_forward(X[few], y[few], parameters, activation)[1]
        )

    losses, val_losses, kept = [], [], {}
    best, best_epoch, best_loss = start, 0, np.inf
    for epoch, parameters in enumerate(passes(start, gradients, len(X), batch, optimiser, rng)):
        losses.append(classifier_forward(X, y, parameters, activation)[0])
        if validation is not None:
            val_losses.append(classifier_forward(*validation, parameters, activation)[0])
        if validation is None or val_losses[-1] < best_loss:
            best, best_epoch = parameters, epoch
            best_loss = np.inf if validation is None else val_losses[-1]
        tired = patience is not None and epoch - best_epoch >= patience
        if epoch % every == 0 or epoch == epochs or tired:
            kept[epoch] = parameters
        if tired or epoch == epochs:
            break
    return ClassifierFit(
        best,
        np.array(losses),
        np.array(val_losses),
        best_epoch,
        tired,
        np.array(list(kept)),
        {name: np.array([p[name] for p in kept.values()]) for name in NAMES},
    )
