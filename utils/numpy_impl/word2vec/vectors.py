"""What vectors of words say: neighbours, analogies, a picture in the plane."""

from collections.abc import Iterable

import numpy as np

from utils import validate


def unit(vectors):
    """v / ‖v‖ of each row: then a dot product is a cosine. (…, D) → (…, D).

    >>> unit([[3.0, 4.0]])
    array([[0.6, 0.8]])
    """
    vectors = validate.real("vectors", vectors)
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if (norms == 0).any():
        raise ValueError("vectors: one is 0, which has no direction; expected none that is")
    return vectors / norms


def neighbours(vectors, query, n: int = 10, leave_out: Iterable[int] = ()):
    """The n words whose vectors have the largest cosine with the query, the nearest first [M21].

    vectors (V, D); query: a word, which is then left out itself, or a vector (D,)
    leave_out: more words that are not to be found → (words (n,), cosines (n,)); fewer where no
    more are left.

    >>> neighbours([[1.0, 0.0], [1.0, 1.0], [0.0, 2.0]], 0, n=2)
    (array([1, 2]), array([0.70710678, 0.        ]))
    """
    rows, n = unit(validate.real("vectors", vectors, (None, None))), validate.count("n", n)
    V, D = rows.shape
    out = list(leave_out)
    if np.ndim(query) == 0:
        word = int(validate.labels("query", [query], V)[0])
        out, query = [*out, word], rows[word]
    if out:
        out = validate.labels("leave_out", out, V)
    cosines = rows @ unit(validate.real("query", query, (D,)))
    cosines[out] = -np.inf
    n = min(n, V - len(set(out)))
    words = np.argpartition(-cosines, n - 1)[:n]  # the best, not sorted yet
    words = words[np.argsort(-cosines[words], kind="stable")]
    return words, cosines[words]


def analogy(vectors, a, b, c, n: int = 5, leave_out: bool = True, offset: bool = True):
    """a is to b as c is to … ? The words nearest to v_b − v_a + v_c, all of length 1 [M21].

    leave_out: a, b and c cannot be the answer; offset=False is the control: the words nearest to
    v_c alone, so that only what the offset adds to them is the offset's merit
    vectors (V, D) → (words (n,), cosines (n,)).

    >>> vectors = [[1.0, 0.1], [1.0, 1.0], [0.1, 1.0], [-1.0, 0.3]]
    >>> analogy(vectors, 0, 1, 1, n=1)[0], analogy(vectors, 0, 1, 1, n=1, offset=False)[0]
    (array([2]), array([2]))
    """
    vectors = validate.real("vectors", vectors, (None, None))
    a, b, c = validate.labels("a, b, c", [a, b, c], len(vectors))
    v_a, v_b, v_c = unit(vectors[[a, b, c]])
    query = v_b - v_a + v_c if offset else v_c
    return neighbours(vectors, query, n, (a, b, c) if leave_out else ())


def project(vectors, n: int = 2, axes_of=None):
    """Principal components: the rows less their mean, along the n directions they differ most in.

    axes_of: other vectors (W, D), whose mean and directions are taken (as for what came before)
    → (points (V, n), shares (n,) of the squares that each direction explains, s² / Σ s² of the
    singular values); of each direction, the entry largest in size is positive.

    >>> project([[0.0, 0.0], [2.0, 0.0], [4.0, 0.0]], 1)
    (array([[-2.],
           [ 0.],
           [ 2.]]), array([1.]))
    """
    vectors, n = validate.real("vectors", vectors, (None, None)), validate.count("n", n)
    of = vectors if axes_of is None else validate.real("axes_of", axes_of, (None, vectors.shape[1]))
    if n > min(of.shape):
        raise ValueError(f"n: got {n}, expected at most {min(of.shape)}, as the vectors allow")
    _, s, axes = np.linalg.svd(of - of.mean(axis=0), full_matrices=False)
    if s[0] == 0:
        raise ValueError("vectors: all are the same, expected some that differ")
    axes = axes[:n] * np.sign([axis[np.abs(axis).argmax()] for axis in axes[:n]])[:, None]
    return (vectors - of.mean(axis=0)) @ axes.T.astype(of.dtype), s[:n] ** 2 / (s**2).sum()
