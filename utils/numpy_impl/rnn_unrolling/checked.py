"""What the recurrent layers ask of their input, in one place."""

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import ACTIVATIONS, Activation

RNN_ACTIVATIONS = ("tanh", "relu", "sigmoid", "linear")


def activation(name: str) -> Activation:
    """Return the activation of this name, which must be one of RNN_ACTIVATIONS."""
    return ACTIVATIONS[validate.choice("activation", name, RNN_ACTIVATIONS)]


def sequence(name: str, X):
    """Return X as a sequence (T, N, D) with at least one step."""
    if np.ndim(X) == 3 and len(X) == 0:
        raise ValueError(
            f"{name}: got no step, shape {np.shape(X)}; expected (T, N, D) with T of at least 1"
        )
    return validate.real(name, X, (None, None, None))


def weights(X, W, U, b, names=("W", "U", "b")):
    """Return W (D, H), U (H, H), b (H,) that fit X (T, N, D)."""
    W = validate.real(names[0], W, (X.shape[-1], None))
    H = W.shape[1]
    return W, validate.real(names[1], U, (H, H)), validate.real(names[2], b, (H,))


def initial(name: str, h0, X, W):
    """Return the state before the first step, (N, H): zeros where it is None."""
    shape = (X.shape[1], W.shape[1])
    return np.zeros(shape, X.dtype) if h0 is None else validate.real(name, h0, shape)


def there(lengths, T: int, N: int):
    """Return (T, N, 1), True where a sequence has a step and False where it is padded.

    None for no lengths: all sequences have T steps.
    """
    if lengths is None:
        return None
    lengths = validate.as_array("lengths", lengths)
    whole = lengths.shape == (N,) and lengths.dtype.kind in "iu"
    if not whole or lengths.min() < 1 or lengths.max() > T:
        raise ValueError(
            f"lengths: got {lengths.tolist()}, expected an integer from 1 to {T} for each of {N} "
            "sequences"
        )
    return (np.arange(T)[:, None] < lengths)[..., None]


def clamp(given, gates, H: int, dtype) -> dict:
    """Return the gates that are held at constants from 0 to 1, each () or (H,)."""
    held = {}
    for gate, value in (given or {}).items():
        name = f"clamp[{validate.choice('clamp', gate, gates)!r}]"
        held[gate] = validate.probability(name, value).astype(dtype)
        if held[gate].shape not in ((), (H,)):
            got = held[gate].shape
            raise ValueError(f"{name}: got shape {got}, expected a number or ({H},)")
    return held
