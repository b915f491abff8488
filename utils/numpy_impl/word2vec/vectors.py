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
    there = np.ones(V, bool)
    there[out] = False
    words = np.flatnonzero(there)
    n = min(n, len(words))
    if n < len(words):
        words = words[np.argpartition(-cosines[words], n)[:n]]
    words = words[np.lexsort((words, -cosines[words]))]
    return words, cosines[words]


def analogy(
    vectors, a: int, b: int, c: int, n: int = 5, leave_out: bool = True, offset: bool = True
):
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


def principal_axes(vectors, n: int = 2):
    """The mean (D,), the n directions (n, D) in which rows differ most, and their shares (n,).

    By the singular values s of the rows less their mean: shares s² / Σ s². Of each direction, the
    entry largest in size is positive.

    >>> principal_axes([[0.0, 0.0], [2.0, 0.0], [4.0, 0.0]], 1)
    (array([2., 0.]), array([[1., 0.]]), array([1.]))
    """
    vectors, n = validate.real("vectors", vectors, (None, None)), validate.count("n", n)
    if n > min(vectors.shape):
        raise ValueError(f"n: got {n}, expected at most {min(vectors.shape)}, as vectors allow")
    mean = vectors.mean(axis=0)
    _, s, axes = np.linalg.svd(vectors - mean, full_matrices=False)
    if s[0] == 0:
        raise ValueError("vectors: all are the same, expected some that differ")
    axes = axes[:n]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    return mean, axes * np.sign(largest), s[:n] ** 2 / (s**2).sum()


def project(vectors, n: int = 2):
    """Principal components: the rows seen along `principal_axes` → (points (V, n), shares (n,)).

    >>> project([[0.0, 0.0], [2.0, 0.0], [4.0, 0.0]], 1)[0].ravel()
    array([-2.,  0.,  2.])
    """
    mean, axes, shares = principal_axes(vectors, n)
    return (vectors - mean) @ axes.T, shares
