"""A network that repeats its input through fewer hidden units: the code it has to invent [M21].

X2 = σ(X W2 + b2) is the code, X3 = σ(X2 W3 + b3) the reconstruction; both layers are sigmoid.
8-3-8: eight inputs, one of them 1; three hidden units are just enough for eight binary codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.optim import SGD
from utils.numpy_impl.hidden_representations.network import hidden_forward
from utils.numpy_impl.hidden_representations.training import descent, passes

# With the defaults of `train_autoencoder`, this seed reconstructs all eight inputs.
AUTOENCODER_SEED = 0


def autoencoder_parameters(D: int, H: int, rng: np.random.Generator, scale: float = 0.1) -> dict:
    """Draw W2 (D, H), b2 (H,), W3 (H, D), b3 (D,) from U(−scale, scale).

    >>> autoencoder_parameters(8, 3, np.random.default_rng(0))["W3"].shape
    (3, 8)
    """
    D, H = validate.count("D", D), validate.count("H", H)
    scale = validate.number("scale", scale, least=0)
    shapes = {"W2": (D, H), "b2": (H,), "W3": (H, D), "b3": (D,)}
    rng = validate.generator("rng", rng)
    return {name: rng.uniform(-scale, scale, shape) for name, shape in shapes.items()}


def autoencoder_forward(X, parameters: Mapping):
    """J = 1/(2N) Σ_n Σ_d (X3_nd − X_nd)² with X3 = σ(σ(X W2 + b2) W3 + b3) [M21].

    X (N, D); W2 (D, H), b2 (H,), W3 (H, D), b3 (D,) → (J, cache); cache["X2"] (N, H) is the
    code and cache["X3"] (N, D) the reconstruction.

    >>> zero = {"W2": np.zeros((2, 1)), "b2": [0.0], "W3": np.zeros((1, 2)), "b3": [0.0, 0.0]}
    >>> autoencoder_forward([[1.0, 0.0]], zero)[0]
    np.float64(0.25)
    """
    X = validate.real("X", X, (None, None))
    Z3, (_, checked, _, X2, _) = hidden_forward(X, parameters, "sigmoid", outputs=X.shape[1:])
    X3 = sigmoid(Z3)  # (N, D)
    J = ((X3 - X) ** 2).sum() / (2 * len(X))
    return J, {"X": X, "W2": checked["W2"], "W3": checked["W3"], "X2": X2, "X3": X3}


def autoencoder_backward(dJ, cache: Mapping) -> dict:
    """dZ3 = (X3 − X) ⊙ X3 (1 − X3) dJ/N, dZ2 = dZ3 W3ᵀ ⊙ X2 (1 − X2), then the products [M21].

    X is the input and the target: its gradient has both parts, dZ2 W2ᵀ − (X3 − X) dJ/N.

    Returns {"X" (N, D), "W2" (D, H), "b2" (H,), "W3" (H, D), "b3" (D,)}.

    >>> zero = {"W2": np.zeros((2, 1)), "b2": [0.0], "W3": np.zeros((1, 2)), "b3": [0.0, 0.0]}
    >>> autoencoder_backward(1.0, autoencoder_forward([[1.0, 0.0]], zero)[1])["b3"]
    array([-0.125,  0.125])
    """
    X, W2, W3, X2, X3 = (cache[name] for name in ("X", "W2", "W3", "X2", "X3"))
    error = (X3 - X) * X.dtype.type(dJ / len(X))  # (N, D)
    dZ3 = error * X3 * (1 - X3)
    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)  # (N, H)
    return {
        "X": dZ2 @ W2.T - error,
        "W2": X.T @ dZ2,
        "b2": dZ2.sum(axis=0),
        "W3": X2.T @ dZ3,
        "b3": dZ3.sum(axis=0),
    }


@dataclass
class AutoencoderRun:
    """What `train_autoencoder` saw at each of K recorded steps; row 0 is before the first."""

    steps: np.ndarray  # (K,)
    codes: np.ndarray  # (K, 8, 3): row n is the code of the input whose entry n is 1
    outputs: np.ndarray  # (K, 8, 8)
    errors: np.ndarray  # (K, 8): Σ_n (X3_nd − X_nd)² for output unit d, as drawn in [M21]
    loss: np.ndarray  # (K,)
    parameters: dict[str, np.ndarray]  # of the last step

    @property
    def right(self) -> np.ndarray:
        """(K,) how many of the eight inputs have their own output unit as the largest."""
        return (self.outputs.argmax(axis=2) == np.arange(self.outputs.shape[1])).sum(axis=1)


def train_autoencoder(
    seed: int = AUTOENCODER_SEED,
    learning_rate: float = 8.0,
    steps: int = 5_000,
    every: int = 50,
    D: int = 8,
    H: int = 3,
) -> AutoencoderRun:
    """Gradient descent on the D one-hot inputs, all in every step, from weights near zero.

    >>> train_autoencoder(steps=10, every=5).codes.shape
    (3, 8, 3)
    """
    optimiser, seed = SGD(learning_rate), validate.count("seed", seed, least=0)
    X = np.eye(D)

    def update(_, parameters):
        gradients = autoencoder_backward(1.0, autoencoder_forward(X, parameters)[1])
        return optimiser.step(parameters, gradients)

    start = autoencoder_parameters(D, H, np.random.default_rng(seed))
    at, history = descent(start, update, steps, every)
    seen = [autoencoder_forward(X, parameters)[1] for parameters in history]
    codes, outputs = (np.array([cache[name] for cache in seen]) for name in ("X2", "X3"))
    errors = ((outputs - X) ** 2).sum(axis=1)  # (K, D)
    loss = errors.sum(axis=1) / (2 * D)
    return AutoencoderRun(at, codes, outputs, errors, loss, history[-1])


def binary_codes(code) -> np.ndarray:
    """Round hidden values at ½: (…, H) of 0 … 1 → (…, H) of 0 and 1.

    >>> binary_codes([[0.9, 0.2, 0.6]])
    array([[1, 0, 1]])
    """
    return (validate.probability("code", code) >= 0.5).astype(np.int64)


@dataclass
class AutoencoderFit:
    """What `fit_autoencoder` found: losses[e] is the loss on all of X after e passes."""

    parameters: dict[str, np.ndarray]
    losses: np.ndarray  # (epochs + 1,)


def fit_autoencoder(
    X,
    H: int,
    seed: int = 0,
    learning_rate: float = 0.1,
    epochs: int = 100,
    batch: int = 32,
    momentum: float = 0.9,
) -> AutoencoderFit:
    """Train D-H-D on the rows of X, values 0 … 1, by minibatches: v ← μ v + g; θ ← θ − η v.

    >>> fit_autoencoder(np.eye(4), 2, epochs=3).losses.shape
    (4,)
    """
    X = validate.probability("X", validate.real("X", X, (None, None)))
    optimiser, epochs = SGD(learning_rate, momentum), validate.count("epochs", epochs, least=0)
    rng = np.random.default_rng(validate.count("seed", seed, least=0))
    N, D = X.shape
    start = autoencoder_parameters(D, H, rng, scale=np.sqrt(6 / (D + H)))
    start = {name: value.astype(X.dtype) for name, value in start.items()}

    def gradients(few, parameters):
        return autoencoder_backward(1.0, autoencoder_forward(X[few], parameters)[1])

    seen = list(islice(passes(start, gradients, N, batch, optimiser, rng), epochs + 1))
    losses = [autoencoder_forward(X, parameters)[0] for parameters in seen]
    return AutoencoderFit(seen[-1], np.array(losses))


def reconstruction_error(X, Y) -> float:
    """The mean over rows of Σ_d (Y_nd − X_nd)², which is 2 J for an autoencoder's output Y.

    >>> reconstruction_error([[1.0, 0.0]], [[0.5, 0.5]])
    0.5
    """
    X, Y = validate.real("X", X, (None, None)), validate.real("Y", Y, (None, None))
    validate.same_shape("X", X, "Y", Y)
    return float(((Y - X) ** 2).sum() / len(X))


def pca(X, H: int):
    """The H orthogonal directions that keep most of X's variance: (mean (D,), V (D, H)).

    mean + (X − mean) V Vᵀ is the best linear reconstruction from H numbers per row.

    >>> mean, V = pca([[0.0, 0.0], [2.0, 2.0]], 1)
    >>> np.abs(V).round(4)
    array([[0.7071],
           [0.7071]])
    """
    X = validate.real("X", X, (None, None))
    H = validate.count("H", H)
    most = min(X.shape)
    if most < H:
        raise ValueError(f"H: got {H}, expected at most {most} for X {X.shape}")
    mean = X.mean(axis=0)
    return mean, np.linalg.svd(X - mean, full_matrices=False)[2][:H].T


def pca_reconstruction(X, mean, V):
    """mean + (X − mean) V Vᵀ: each row through its H numbers and back. (N, D) → (N, D).

    >>> pca_reconstruction([[3.0, 1.0]], [0.0, 0.0], [[1.0], [0.0]])
    array([[3., 0.]])
    """
    X = validate.real("X", X, (None, None))
    mean = validate.real("mean", mean, X.shape[1:])
    V = validate.real("V", V, (X.shape[1], None))
    return mean + (X - mean) @ V @ V.T
