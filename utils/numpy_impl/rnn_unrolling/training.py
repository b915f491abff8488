"""Training the network of `readout` by Adam, with gradients clipped by their norm."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.optim import Adam, clip_by_norm
from utils.numpy_impl.rnn_unrolling.readout import rnn_model_backward, rnn_model_forward
from utils.numpy_impl.rnn_unrolling.spectrum import recurrent_matrix


def rnn_parameters(D: int, H: int, rng: np.random.Generator, radius: float = 1.0) -> dict:
    """Draw W ~ N(0, 1/D), U orthogonal times radius, v ~ N(0, 1/H); b and c are 0.

    → {"W" (D, H), "U" (H, H), "b" (H,), "v" (H,), "c" ()}.

    >>> rnn_parameters(3, 5, np.random.default_rng(0))["U"].shape
    (5, 5)
    """
    D, H, rng = validate.count("D", D), validate.count("H", H), validate.generator("rng", rng)
    return {
        "W": rng.standard_normal((D, H)) / np.sqrt(D),
        "U": recurrent_matrix(H, radius, rng),
        "b": np.zeros(H),
        "v": rng.standard_normal(H) / np.sqrt(H),
        "c": np.zeros(()),
    }


@dataclass
class RNNFit:
    """What `fit_rnn` found: the loss and the gradient's norm, before clipping, of every step."""

    parameters: dict[str, np.ndarray]
    losses: np.ndarray  # (steps,)
    norms: np.ndarray  # (steps,)


def fit_rnn(
    parameters: Mapping,
    draw: Callable[[int], tuple],
    steps: int,
    learning_rate: float = 1e-2,
    clip: float = 1.0,
    decay: bool = False,
    **how,
) -> RNNFit:
    """Take `steps` steps of Adam from the given parameters, each on the (X, y) of draw(step).

    clip: the gradient's largest norm; decay: the learning rate falls to 0
    how: at, loss, activation of `rnn_model_forward`

    >>> start = rnn_parameters(1, 4, np.random.default_rng(0))
    >>> X = np.random.default_rng(1).standard_normal((5, 8, 1))
    >>> fit = fit_rnn(start, lambda step: (X, X[:-1, :, 0].sum(axis=0)), 100, at="last")
    >>> bool(fit.losses[-1] < 0.2 * fit.losses[0])
    True
    """
    steps = validate.count("steps", steps, least=0)

    def slope(parameters, step):
        J, cache = rnn_model_forward(*draw(step), parameters, **how)
        gradients = rnn_model_backward(1.0, cache)
        # those of X and h0 do not count towards the norm
        return J, {name: gradients[name] for name in parameters}

    return descend(parameters, slope, steps, learning_rate, clip, decay)


def descend(
    parameters: Mapping,
    slope: Callable[[Mapping, int], tuple],
    steps: int,
    learning_rate: float,
    clip: float,
    decay: bool = False,
    until: Callable[[Mapping, int], bool] | None = None,
) -> RNNFit:
    """Clipped Adam with any model: slope(parameters, step) → (J, the gradients by name).

    until: asked after each step with the parameters and the steps taken; True ends the training

    >>> descend({"w": np.ones(1)}, lambda p, step: (p["w"] @ p["w"], p), 1, 0.5, 1.0).parameters
    {'w': array([0.5])}
    """
    optimiser = Adam(learning_rate)
    parameters, losses, norms = dict(parameters), [], []
    for step in range(steps):
        J, gradients = slope(parameters, step)
        gradients, norm = clip_by_norm(gradients, clip)
        if decay:
            optimiser.learning_rate = learning_rate * (1 - step / steps)
        parameters = optimiser.step(parameters, gradients)
        losses.append(J)
        norms.append(norm)
        if until is not None and until(parameters, step + 1):
            break
    return RNNFit(parameters, np.array(losses), np.array(norms))
