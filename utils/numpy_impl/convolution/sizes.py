"""Which input each output sees, and how few weights that takes."""

from dataclasses import dataclass
from math import prod

import numpy as np

from utils import validate
from utils.numpy_impl.convolution.geometry import output_sizes, refuse_large_kernel


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
    return toeplitz_2d(w[None], (1, n))


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
    out = output_sizes((H, W), (KH, KW))
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


def connections_1d(n: int, k: int) -> Connections:
    """Count the edges and weights of a layer of n inputs and kernel k, in its matrix [M21].

    >>> connections_1d(8, 3)
    Connections(edges=18, dense_edges=48, weights=3, dense_weights=48)
    """
    n, k = validate.count("n", n), validate.count("k", k)
    return connections_2d((1, n), (1, k))


def connections_2d(shape: tuple[int, int], kernel: tuple[int, int]) -> Connections:
    """The same for a picture of `shape` (H, W) and a `kernel` (KH, KW) [M21].

    >>> connections_2d((6, 6), (3, 3))
    Connections(edges=144, dense_edges=576, weights=9, dense_weights=576)
    """
    KH, KW = (validate.count("kernel", k) for k in kernel)
    # the entries of the matrix say which weight stands there, 0 for none
    labelled = toeplitz_2d(np.arange(1, KH * KW + 1).reshape(KH, KW), shape)
    weights = len(np.unique(labelled[labelled > 0]))
    return Connections(int(np.count_nonzero(labelled)), labelled.size, weights, labelled.size)


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
