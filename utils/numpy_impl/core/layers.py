"""Layers with their gradients: dense, and the embedding of words."""

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import activation as activation_of


def dense_forward(X, W, b, activation: str = "tanh"):
    """Y = f(X W + b): H neurons see the same N examples; b is added to every row [S, M21].

    X (N, D); W (D, H); b (H,); activation a name, see `activations` → (Y (N, H), cache).

    >>> dense_forward([[1.0, 2.0]], [[1.0, 0.0], [0.0, -1.0]], [0.5, 0.5], "relu")[0]
    array([[1.5, 0. ]])
    """
    f = activation_of(activation)
    X = validate.real("X", X, (None, None))
    W = validate.real("W", W, (X.shape[1], None))
    b = validate.real("b", b, (W.shape[1],))
    Z = X @ W + b  # (N, H)
    Y = f(Z)
    return Y, (X, W, Z, Y, f)


def dense_backward(dY, cache):
    """dZ = dY ⊙ f'(Z);  dX = dZ Wᵀ,  dW = Xᵀ dZ,  db = Σ_n dZ_n [M21].

    dY (N, H) → (dX (N, D), dW (D, H), db (H,)).

    >>> _, cache = dense_forward([[1.0, 2.0]], [[1.0], [0.0]], [0.5], "linear")
    >>> dense_backward([[1.0]], cache)[1]
    array([[1.],
           [2.]])
    """
    X, W, Z, Y, f = cache
    dY = validate.real("dY", dY, Y.shape)
    dZ = dY * f.slope(Z, Y)  # (N, H)
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)


def embedding_forward(ids, E):
    """Y_n = E[ids_n]: row ids_n of the table, the product of a one-hot row with E.

    ids (…) integers from 0 to V − 1; E (V, D), a vector for each word → (Y (…, D), cache).

    >>> embedding_forward([2, 0], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])[0]
    array([[5., 6.],
           [1., 2.]])
    """
    E = validate.real("E", E, (None, None))
    shape = np.shape(ids)
    ids = validate.labels("ids", np.ravel(ids), len(E)).reshape(shape)
    return E[ids], (ids, E.shape)


def embedding_backward(dY, cache):
    """dE_v = Σ_{n: ids_n = v} dY_n: every use of a word adds to its vector's gradient.

    dY (…, D) → dE (V, D).

    >>> _, cache = embedding_forward([1, 1], [[1.0], [2.0]])
    >>> embedding_backward([[3.0], [4.0]], cache)
    array([[0.],
           [7.]])
    """
    ids, shape = cache
    dY = validate.real("dY", dY, (*ids.shape, shape[1]))
    dE = np.zeros(shape, dY.dtype)
    np.add.at(dE, ids, dY)  # subtle: dE[ids] += dY adds once for a word that comes twice
    return dE
