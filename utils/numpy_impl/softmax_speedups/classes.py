"""Two softmaxes of √|V| for one of |V|: first the class, then the word within it."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.softmax_speedups import checked
from utils.numpy_impl.softmax_speedups.rows import RowGradient


class Classes(NamedTuple):
    """Which of C classes each of V words is in. Row start[c] + i of W_y is word i of class c."""

    class_of: np.ndarray  # (V,)
    place: np.ndarray  # (V,): within its class, the more frequent first
    start: np.ndarray  # (C + 1,)


def frequency_classes(counts, C: int | None = None, by: str = "mass") -> Classes:
    """Cut the words by falling frequency into C classes [DS17].

    counts (V,); C by default √V, rounded: C + V / C is least there
    by: "mass": all classes come up equally often, so that a word costs C + V / C rows on average,
    but a rare one, whose class is large, many more; "size": of V / C words each: no word costs more

    >>> two = frequency_classes([9, 4, 3, 2])
    >>> two.class_of, two.place, two.start
    (array([0, 1, 1, 1]), array([0, 0, 1, 2]), array([0, 1, 4]))
    """
    counts = validate.real("counts", counts, (None,))
    V = len(counts)
    C = round(V**0.5) if C is None else validate.count("C", C)
    if C > V or counts.min() < 0:
        raise ValueError(f"C, counts: got {C} classes, expected at most {V}, and counts from 0 up")
    order, i = np.argsort(-counts, kind="stable"), np.arange(C + 1)
    start = V * i // C
    if validate.choice("by", by, ("mass", "size")) == "mass":
        mass = np.cumsum(counts[order])
        start[1:-1] = 1 + np.searchsorted(mass, mass[-1] * i[1:-1] / C)
        start = np.minimum(np.maximum.accumulate(start - i) + i, V - i[::-1])  # no class is empty
    class_of, place = np.empty((2, V), np.int64)
    class_of[order] = np.repeat(i[:-1], np.diff(start))
    place[order] = np.arange(V) - start[class_of[order]]
    return Classes(class_of, place, start)


def class_forward(h, y, classes: Classes, p):
    """J = mean of −ln P(c_y | h) − ln P(y | c_y, h), two softmaxes: C + |c_y| rows for |V| [DS17].

    h (N, H); y (N,); p {"W_c" (C, H), "b_c" (C,), "W_y" (V, H), "b_y" (V,)} → (J in nats, cache).

    >>> p = {"W_c": np.log([[1.0], [3.0]]), "b_c": [0, 0], "W_y": np.zeros((4, 1)), "b_y": [0] * 4}
    >>> two = frequency_classes([4, 3, 2, 1], by="size")
    >>> class_forward([[1.0]], [3], two, p)[0].round(4)  # −ln(¾ · ½)
    np.float64(0.9808)
    """
    losses, cache = _run(h, y, classes, p)
    return losses.mean(), cache


def class_backward(dJ, cache) -> dict:
    """P − onehot on either level; of W_y only the rows of the classes that came up [DS17].

    → {"h" (N, H), "W_c", "b_c", and "W_y" and "b_y" as RowGradient}.

    >>> p = {"W_c": np.log([[1.0], [3.0]]), "b_c": [0, 0], "W_y": np.zeros((4, 1)), "b_y": [0] * 4}
    >>> _, cache = class_forward([[1.0]], [3], frequency_classes([4, 3, 2, 1], by="size"), p)
    >>> class_backward(1.0, cache)["b_y"]
    RowGradient(rows=array([2, 3]), values=array([ 0.5, -0.5]), length=4)
    """
    h, W_c, of_class, groups, V = cache
    dJ = np.full(len(h), validate.real("dJ", dJ, ()) / len(h), h.dtype)
    dS = softmax_cross_entropy_backward(dJ, of_class)
    dh = dS @ W_c
    found, parts = {"W_c": dS.T @ h, "b_c": dS.sum(axis=0)}, []
    for members, rows, W, of_word in groups:
        dS = softmax_cross_entropy_backward(dJ[members], of_word)
        dh[members] += dS @ W
        parts.append((rows, dS.T @ h[members], dS.sum(axis=0)))
    rows, dW, db = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {"h": dh, "W_y": RowGradient(rows, dW, V), "b_y": RowGradient(rows, db, V)} | found


def class_log_probability(h, words, classes: Classes, p):
    """ln P(w | h) = ln P(c_w | h) + ln P(w | c_w, h): exact, in O(√|V|) for each word [DS17].

    words (N,) or (N, M) → the same shape.

    >>> p = {"W_c": np.log([[1.0], [3.0]]), "b_c": [0, 0], "W_y": np.zeros((4, 1)), "b_y": [0] * 4}
    >>> two = frequency_classes([4, 3, 2, 1], by="size")
    >>> np.exp(class_log_probability([[1.0]], [[0, 1, 2, 3]], two, p))
    array([[0.125, 0.125, 0.375, 0.375]])
    """
    h = validate.real("h", h, (None, None))
    words = checked.words("words", words, len(classes.place), len(h))
    h = np.repeat(h, words.size // len(h), axis=0)
    return -_run(h, words.ravel(), classes, p)[0].reshape(words.shape)


def _run(h, y, classes, p):
    """Return −ln P (N,) of the words y, and the cache."""
    C, V = len(classes.start) - 1, len(classes.place)
    h, W_c, b_c = checked.tables(h, p, "W_c", "b_c", C)
    _, W_y, b_y = checked.tables(h, p, V=V)
    y = validate.labels("y", y, V, length=len(h))
    c, place = classes.class_of[y], classes.place[y]
    losses, of_class = softmax_cross_entropy_forward(h @ W_c.T + b_c, c, "none")
    order, groups = np.argsort(c, kind="stable"), []
    # the words of a class are scored together: one product for each class that came up
    for members in np.split(order, np.flatnonzero(np.diff(c[order])) + 1):
        start, end = classes.start[c[members[0]] :][:2]
        W = W_y[start:end]
        S = h[members] @ W.T + b_y[start:end]
        more, of_word = softmax_cross_entropy_forward(S, place[members], "none")
        losses[members] += more
        groups.append((members, np.arange(start, end), W, of_word))
    return losses, (h, W_c, of_class, groups, V)
