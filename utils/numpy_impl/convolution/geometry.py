"""What the layers share: how large an output is, zero padding, and what they ask of input."""

import numpy as np

from utils import validate


def per_axis(name: str, value, axes: int, least: int) -> tuple[int, ...]:
    """Return one int for each axis: a single int stands for all of them.

    Raises ValueError when there are more or fewer, or one is below `least`.

    >>> per_axis("stride", 2, axes=2, least=1), per_axis("padding", (0, 1), axes=2, least=0)
    ((2, 2), (0, 1))
    """
    if isinstance(value, (tuple, list)):
        if len(value) != axes:
            raise ValueError(f"{name}: got {len(value)} numbers, expected one or {axes}")
        return tuple(validate.count(name, n, least=least) for n in value)
    return (validate.count(name, value, least=least),) * axes


def refuse_large_kernel(name: str, shape, kernel, padding=None) -> None:
    """Raise ValueError when the kernel is larger than the padded input along any axis."""
    padding = padding or (0,) * len(kernel)
    padded = tuple(n + 2 * p for n, p in zip(shape, padding, strict=True))
    if any(k > n for k, n in zip(kernel, padded, strict=True)):
        got, most = "×".join(map(str, kernel)), "×".join(map(str, padded))
        raise ValueError(
            f"{name}: got a kernel of {got}, expected at most {most}, the padded input"
        )


def output_size(n: int, k: int, padding: int = 0, stride: int = 1) -> int:
    """⌊(n + 2p − k) / s⌋ + 1: how often a kernel of length k fits, s apart [M21].

    n, k in cells; `padding` p zeros on either side; `stride` s. Raises ValueError when k is
    larger than n + 2p.

    >>> output_size(8, 3), output_size(6, 3, padding=1), output_size(7, 3, stride=2)
    (6, 6, 3)
    """
    n, k = validate.count("n", n), validate.count("k", k)
    p, s = validate.count("padding", padding, least=0), validate.count("stride", stride)
    refuse_large_kernel("k", (n,), (k,), (p,))
    return (n + 2 * p - k) // s + 1


def output_sizes(sizes, kernel, padding=None, stride=None) -> tuple[int, ...]:
    """`output_size` along every axis; no padding and stride 1 where none is given.

    >>> output_sizes((28, 14), (5, 5), padding=(2, 0))
    (28, 10)
    """
    padding, stride = padding or (0,) * len(kernel), stride or (1,) * len(kernel)
    return tuple(map(output_size, sizes, kernel, padding, stride))


def pad(X: np.ndarray, padding: tuple[int, ...]) -> np.ndarray:
    """Put p zeros before and behind each of the last axes; X itself where every p is 0.

    >>> pad(np.ones((1, 1)), (0, 1))
    array([[0., 1., 0.]])
    """
    if not any(padding):
        return X
    lead = X.ndim - len(padding)
    grown = [n + 2 * p for n, p in zip(X.shape[lead:], padding, strict=True)]
    padded = np.zeros((*X.shape[:lead], *grown), X.dtype)
    unpad(padded, padding)[...] = X
    return padded


def unpad(X: np.ndarray, padding: tuple[int, ...]) -> np.ndarray:
    """Return the inside of a padded array, as a view: what `pad` put around it is left off.

    >>> unpad(np.array([[0.0, 1.0, 0.0]]), (0, 1))
    array([[1.]])
    """
    sizes = X.shape[X.ndim - len(padding) :]
    return X[(..., *(slice(p, n - p) for p, n in zip(padding, sizes, strict=True)))]


def checked(X, W, b, stride, padding, axes: int):
    """Return X, W, b as arrays that fit and stride, padding as one int per axis.

    X (N, C, …), W (F, C, …) with `axes` more axes each, b (F,). Raises ValueError otherwise.
    """
    X = validate.real("X", X, (None,) * (axes + 2))
    W = validate.real("W", W, (None, X.shape[1], *(None,) * axes))
    b = validate.real("b", b, (W.shape[0],))
    stride = per_axis("stride", stride, axes, least=1)
    padding = per_axis("padding", padding, axes, least=0)
    refuse_large_kernel("W", X.shape[2:], W.shape[2:], padding)
    return X, W, b, stride, padding
