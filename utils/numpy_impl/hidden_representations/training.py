"""Stochastic gradient descent on the noisy XOR: minibatches of 4, no momentum, no penalty [M17]."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from utils import validate
from utils.numpy_impl.core.minibatches import batches
from utils.numpy_impl.core.optim import SGD
from utils.numpy_impl.hidden_representations.initial import initial_parameters
from utils.numpy_impl.hidden_representations.network import (
    ACTIVATIONS,
    NAMES,
    TABLE_INPUTS,
    backward_pass,
    forward_pass,
    loss_of_logits,
    sigma,
)

# With the defaults of `train`, this seed ends within 0.03 of 0.9 / 0.1 for all four inputs.
PINNED_SEED = 358

# One outcome in ten tells the wrong y; ten outcomes for each of the four inputs.
TICKETS = 40
OUTCOME_INPUT = np.repeat(np.arange(4), 10)  # the row of TABLE_INPUTS
OUTCOME_Y = np.repeat([1, 0, 1, 0], 10) ^ (np.arange(TICKETS) % 10 == 0)


def draw_outcomes(seed: int, steps: int, batch: int = 4) -> np.ndarray:
    """Draw every minibatch of a run in one block: uint8 (steps, batch), each from 0 to 39.

    Ticket t stands for input OUTCOME_INPUT[t] and label OUTCOME_Y[t], which is the noisy XOR
    with noise 1/10. The stream is not that of the initial weights: one seed sees the same
    examples whatever the network.

    >>> draw_outcomes(0, 2).shape
    (2, 4)
    """
    rng = np.random.default_rng([seed, 1])
    return rng.integers(0, TICKETS, size=(steps, batch), dtype=np.uint8)


def sgd_step(parameters: Mapping, gradients: Mapping, learning_rate: float) -> dict:
    """θ ← θ − η ∂J/∂θ for each parameter; gradients of other names (such as X) are ignored.

    Returns a new dict; nothing is changed in place.

    >>> sgd_step({"w": np.array([1.0])}, {"w": np.array([2.0]), "X": 0}, 0.25)
    {'w': array([0.5])}
    """
    return SGD(learning_rate).step(parameters, gradients)


def recorded_steps(steps: int, every: int) -> np.ndarray:
    """0, every, 2 every, … and the last step, whether or not `every` divides it.

    >>> recorded_steps(5, 2)
    array([0, 2, 4, 5])
    """
    return np.append(np.arange(0, steps, every), steps)


def descent(start: dict, update: Callable, steps: int, every: int) -> tuple[np.ndarray, list[dict]]:
    """Make `steps` updates, update(step, parameters) → parameters, and keep some on the way.

    Returns (at (K,), how many updates had been made; the parameters then, K dicts).

    >>> descent({"w": 1}, lambda step, p: {"w": 2 * p["w"]}, 3, 2)
    (array([0, 2, 3]), [{'w': 1}, {'w': 4}, {'w': 8}])
    """
    steps, every = validate.count("steps", steps, least=0), validate.count("every", every)
    at = recorded_steps(steps, every)
    parameters, history, wanted = start, [start], set(at.tolist())
    for step in range(steps):
        parameters = update(step, parameters)
        if step + 1 in wanted:
            history.append(parameters)
    return at, history


def passes(
    start: dict, gradients: Callable, n: int, batch: int, optimiser: SGD, rng: np.random.Generator
) -> Iterator[dict]:
    """Yield the parameters before the first pass over n examples and after each, for ever.

    gradients(few, parameters) is the gradient on the examples of the indices `few`.
    """
    pieces, batch = batches(n, batch, rng), validate.count("batch", batch)
    parameters = start
    while True:
        yield parameters
        for few in islice(pieces, -(-n // batch)):
            parameters = optimiser.step(parameters, gradients(few, parameters))


@dataclass
class TrainingRun:
    """What `train` saw at each of K recorded steps; row 0 is before the first update."""

    steps: np.ndarray  # (K,) updates made so far
    P: np.ndarray  # (K, 4) P(Y=1 | X) in the order of TABLE_INPUTS
    X2: np.ndarray  # (K, 4, H) the hidden units
    loss: np.ndarray  # (K,) expected cross entropy on the distribution, nats
    parameters: dict[str, np.ndarray]  # W2 (K, 2, H), b2 (K, H), W3 (K, H), b3 (K,)

    def at(self, k: int) -> dict[str, np.ndarray]:
        """The parameters of record k, as the functions of `network` take them."""
        return {name: values[k] for name, values in self.parameters.items()}


def train(
    seed: int,
    H: int = 2,
    learning_rate: float = 0.1,
    batch: int = 4,
    steps: int = 20_000,
    init: str = "he",
    activation: str = "relu",
    every: int = 1_000,
) -> TrainingRun:
    """Minimise the mean cross entropy of minibatches of noisy-XOR examples, one after another.

    seed fixes the initial weights and every minibatch; H hidden units; learning_rate η > 0;
    batch examples for each of `steps` updates; a record every `every` updates.

    >>> run = train(0, steps=10, every=5)
    >>> run.steps, run.P.shape
    (array([ 0,  5, 10]), (3, 4))
    """
    eta = validate.number("learning_rate", learning_rate, above=0)
    batch, steps = validate.count("batch", batch), validate.count("steps", steps, least=0)
    validate.choice("activation", activation, tuple(ACTIVATIONS))
    seed = validate.count("seed", seed, least=0)
    outcomes = draw_outcomes(seed, steps, batch)
    X, y = TABLE_INPUTS[OUTCOME_INPUT[outcomes]], OUTCOME_Y[outcomes]  # (steps, batch, 2), …

    def update(step, parameters):
        z3, cache = forward_pass(X[step], parameters, activation)
        dz3 = (sigma(z3) - y[step]) / batch
        gradients = backward_pass(dz3, cache)
        return {name: parameters[name] - eta * gradients[name] for name in NAMES}

    start = initial_parameters(H, np.random.default_rng(seed), init)
    at, history = descent(start, update, steps, every)
    seen = [forward_pass(TABLE_INPUTS, parameters, activation) for parameters in history]
    Z3 = np.array([z3 for z3, _ in seen])  # (K, 4)
    return TrainingRun(
        steps=at,
        P=sigma(Z3),
        X2=np.array([cache[3] for _, cache in seen]),
        loss=loss_of_logits(Z3),
        parameters={name: np.array([p[name] for p in history]) for name in NAMES},
    )
