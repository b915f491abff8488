"""How large an output is, which input each output sees, and how few weights that takes."""

from dataclasses import dataclass
from math import prod

import numpy as np

from utils import validate
from utils.numpy_impl.convolution.geometry import refuse_large_kernel


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


def toeplitz_1d(w, n: int):
    """The layer as a matrix T with T x = correlate1d(x, w): T_(i, i+j) = w_j, else 0 [M21].

    w (K,), n inputs → (n − K + 1, n): each row is the row above, moved one place to the right.

    >>> toeplitz_1d([1, 2], 3)
    array([[1., 2., 0.],
           [0., 1., 2.]])
    """
    w = validate.real("w", w, (None,))
    n = validate.count("n", n)
    refuse_large_kernel("w", (n,), w.shape)
    T = np.zeros((output_size(n, len(w)), n), w.dtype)
    for i, row in enumerate(T):
        row[i : i + len(w)] = w
    return T


def toeplitz_2d(w, shape: tuple[int, int]):
    """The same for a picture read row by row: T vec(X) = vec(Y) for one channel [M21].

    w (KH, KW), shape (H, W) of the picture → (H' · W', H · W).

    >>> toeplitz_2d([[1, 2]], (2, 2))
    array([[1., 2., 0., 0.],
           [0., 0., 1., 2.]])
    """
    w = validate.real("w", w, (None, None))
    H, W = (validate.count("shape", n) for n in shape)
    KH, KW = w.shape
    refuse_large_kernel("w", (H, W), (KH, KW))
    out = output_size(H, KH), output_size(W, KW)
    T = np.zeros((*out, H, W), w.dtype)
    for i, j in np.ndindex(out):
        T[i, j, i : i + KH, j : j + KW] = w
    return T.reshape(prod(out), H * W)


@dataclass(frozen=True)
class Connections:
    """Edges and weights of a convolution, and of the dense layer between the same units."""

    edges: int  # pairs (input, output) that are joined
    dense_edges: int  # every input with every output
    weights: int  # numbers to learn: the same few at every position
    dense_weights: int  # one number for each edge


def _counted(labelled: np.ndarray) -> Connections:
    """Count in a Toeplitz matrix whose entries say which weight stands there, 0 for none."""
    weights = len(np.unique(labelled[labelled > 0]))
    return Connections(int(np.count_nonzero(labelled)), labelled.size, weights, labelled.size)


def connections_1d(n: int, k: int) -> Connections:
    """Count the edges and weights of a layer of n inputs and kernel k, in its matrix [M21].

    >>> connections_1d(8, 3)
    Connections(edges=18, dense_edges=48, weights=3, dense_weights=48)
    """
    k = validate.count("k", k)
    return _counted(toeplitz_1d(np.arange(1, k + 1), n))


def connections_2d(shape: tuple[int, int], kernel: tuple[int, int]) -> Connections:
    """The same for a picture of `shape` (H, W) and a `kernel` (KH, KW) [M21].

    >>> connections_2d((6, 6), (3, 3))
    Connections(edges=144, dense_edges=576, weights=9, dense_weights=576)
    """
    KH, KW = (validate.count("kernel", k) for k in kernel)
    return _counted(toeplitz_2d(np.arange(1, KH * KW + 1).reshape(KH, KW), shape))


def receptive_field(kernels, strides=None) -> int:
    """1 + Σ_l (k_l − 1) Π_(m<l) s_m: the inputs that one unit of the last layer sees [M21].

    kernels, strides: one number per layer, the first layer first; pooling counts as a layer;
    strides None means 1 everywhere.

    >>> receptive_field([3, 3, 3]), receptive_field([5, 2, 5, 2], [1, 2, 1, 2])
    (7, 16)
    """
    kernels = [validate.count("kernels", k) for k in kernels]
    strides = [1] * len(kernels) if strides is None else list(strides)
    if len(strides) != len(kernels):
        raise ValueError(f"strides: got {len(strides)} numbers, expected {len(kernels)}")
    field, step = 1, 1
    for k, s in zip(kernels, strides, strict=True):
        field += (k - 1) * step  # `step` inputs lie between neighbours of this layer's input
        step *= validate.count("strides", s)
    return field
