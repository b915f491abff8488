"""One product, seen three ways, and the matrix that turns a plane."""

import numpy as np

from utils import validate


def matmul_rows(A, B):
    """C_nh = Σ_k A_nk B_kh: entry by entry, row n of A times column h of B [DS17].

    A (N, K), B (K, H) → (N, H).

    >>> matmul_rows([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B)
    C = np.empty((len(A), B.shape[1]), np.result_type(A, B))
    for n in range(C.shape[0]):
        for h in range(C.shape[1]):
            C[n, h] = (A[n] * B[:, h]).sum()
    return C


def matmul_columns(A, B):
    """C_·h = Σ_k A_·k B_kh: each column of C mixes the columns of A, by column h of B [DS17].

    A (N, K), B (K, H) → (N, H).

    >>> matmul_columns([[1, 2], [3, 4]], [[5], [7]])
    array([[19.],
           [43.]])
    """
    A, B = _factors(A, B)
    C = np.zeros((len(A), B.shape[1]), np.result_type(A, B))
    for h in range(C.shape[1]):
        for k in range(A.shape[1]):
            C[:, h] += A[:, k] * B[k, h]
    return C


def matmul_outer(A, B):
    """C = Σ_k A_·k B_k·: a sum of K tables, column k of A times row k of B [DS17].

    A (N, K), B (K, H) → (N, H).

    >>> matmul_outer([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B)
    C = np.zeros((len(A), B.shape[1]), np.result_type(A, B))
    for k in range(A.shape[1]):
        C += A[:, k, None] * B[None, k, :]  # (N, 1) × (1, H) → (N, H)
    return C


def _factors(A, B):
    A = validate.real("A", A, (None, None))
    return A, validate.real("B", B, (A.shape[1], None))


def plane_matrix(degrees: float, scale_1: float = 1.0, scale_2: float = 1.0, shear: float = 0.0):
    """W (2, 2) so that x W scales the axes, shears along the first, then turns to the left.

    W = diag(scale_1, scale_2) · [[1, 0], [shear, 1]] · [[cos, sin], [−sin, cos]].

    >>> plane_matrix(90).round(12) + 0.0
    array([[ 0.,  1.],
           [-1.,  0.]])
    """
    a = np.deg2rad(validate.number("degrees", degrees))
    s_1, s_2 = validate.number("scale_1", scale_1), validate.number("scale_2", scale_2)
    shear = validate.number("shear", shear)
    # subtle: a row x is multiplied from the left, so the turn stands last and is the transpose
    # of the matrix that turns a column
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    return np.diag([s_1, s_2]) @ np.array([[1.0, 0.0], [shear, 1.0]]) @ turn
