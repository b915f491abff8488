"""Two softmaxes of √|V| for one of |V|: first the class, then the word within it."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.softmax import log_softmax
from utils.numpy_impl.softmax_speedups import checked
from utils.numpy_impl.softmax_speedups.rows import RowGradient

BY = ("size", "mass")


class Classes(NamedTuple):
    """Which of C classes each of V words is in. Row start[c] + i of W_y is word i of class c."""

    class_of: np.ndarray  # (V,)
    place: np.ndarray  # (V,): within its class, the more frequent first
    start: np.ndarray  # (C + 1,): class c has the rows from start[c] to start[c + 1] − 1


def frequency_classes(counts, C: int | None = None, by: str = "size") -> Classes:
    """Cut the words by falling frequency into C classes [DS17].

    counts (V,); C by default √V, rounded, where C + V / C is least
    by: "size": as many words in each, so that no word costs more than C + ⌈V / C⌉ rows; "mass":
    each comes up as often, as first proposed: the rare words' class is huge, and seldom looked at

    >>> frequency_classes([9, 4, 3, 2]).class_of, frequency_classes([1, 1, 9], 2).place
    (array([0, 0, 1, 1]), array([1, 0, 0]))
    >>> frequency_classes([9, 4, 3, 2], by="mass").start
    array([0, 1, 4])
    """
    counts = validate.real("counts", counts, (None,))
    V = len(counts)
    C = round(V**0.5) if C is None else validate.count("C", C)
    if C > V or counts.min() < 0:
        raise ValueError(
            f"C: got {C} classes of {V} words, expected at most {V}, and counts of at least 0"
        )
    order = np.argsort(-counts, kind="stable")
    if validate.choice("by", by, BY) == "size":
        start = -(-V * np.arange(C + 1) // C)  # rounded up: the earlier classes are the larger
    else:
        mass = np.cumsum(counts[order])
        start = 1 + np.searchsorted(mass, mass[-1] * np.arange(C + 1) / C)
        start[0], steps = 0, np.arange(C + 1)
        start = np.maximum.accumulate(start - steps) + steps  # no class is empty
        start = np.minimum(start, V - steps[::-1])
    class_of, place, ranks = np.empty(V, np.int64), np.empty(V, np.int64), np.arange(V)
    class_of[order] = np.searchsorted(start, ranks, side="right") - 1
    place[order] = ranks - start[class_of[order]]
    return Classes(class_of, place, start)


class Grouped(NamedTuple):
    """N states, the classes of their words, and the words class by class."""

    h: np.ndarray  # (N, H)
    W_c: np.ndarray  # (C, H)
    log_P: np.ndarray  # (N, C): of the classes
    c: np.ndarray  # (N,): the words' classes
    groups: list  # of (members, rows, W (rows, H), log_P (members, rows), at (members,))
    V: int


def class_forward(h, y, classes: Classes, p):
    """J = mean of −ln P(c_y | h) − ln P(y | c_y, h), two softmaxes: C + |c_y| rows for |V| [DS17].

    h (N, H); y (N,); p {"W_c" (C, H), "b_c" (C,), "W_y" (V, H), "b_y" (V,)}, W_y in the classes'
    order → (J in nats, cache).

    >>> p = {"W_c": np.log([[1.0], [3.0]]), "b_c": np.zeros(2), "W_y": np.zeros((4, 1))}
    >>> two = frequency_classes([4, 3, 2, 1])
    >>> class_forward([[1.0]], [3], two, p | {"b_y": np.zeros(4)})[0].round(4)  # −ln(¾ · ½)
    np.float64(0.9808)
    """
    log_P, cache = _run(h, y, classes, p)
    return -log_P.mean(), cache


def class_backward(dJ, cache: Grouped) -> dict:
    """P − onehot on either level; of W_y only the rows of the classes that came up [DS17].

    → {"h" (N, H), "W_c", "b_c", and "W_y" and "b_y" as RowGradient}.

    >>> p = {"W_c": np.log([[1.0], [3.0]]), "b_c": np.zeros(2), "W_y": np.zeros((4, 1))}
    >>> two = frequency_classes([4, 3, 2, 1])
    >>> _, cache = class_forward([[1.0]], [3], two, p | {"b_y": np.zeros(4)})
    >>> class_backward(1.0, cache)["b_y"]
    RowGradient(rows=array([2, 3]), values=array([ 0.5, -0.5]), length=4)
    """
    g = cache
    share = validate.real("dJ", dJ, ()).astype(g.h.dtype) / len(g.h)
    dS = _minus_one_hot(g.log_P, g.c, share)
    dh = dS @ g.W_c
    found = {"W_c": dS.T @ g.h, "b_c": dS.sum(axis=0)}
    dW, db = [], []
    for members, _, W, log_P, at in g.groups:
        dS = _minus_one_hot(log_P, at, share)
        dh[members] += dS @ W
        dW.append(dS.T @ g.h[members])
        db.append(dS.sum(axis=0))
    rows = np.concatenate([rows for _, rows, *_ in g.groups])
    for name, values in (("W_y", dW), ("b_y", db)):
        found[name] = RowGradient(rows, np.concatenate(values), g.V)
    return {"h": dh} | found


def class_log_probability(h, words, classes: Classes, p):
    """ln P(w | h) = ln P(c_w | h) + ln P(w | c_w, h): exact, in O(√|V|) for each word [DS17].

    words (N,) or (N, M) → the same shape.

    >>> p = {"W_c": np.zeros((2, 1)), "b_c": np.zeros(2), "W_y": np.zeros((4, 1))}
    >>> two = frequency_classes([4, 3, 2, 1])
    >>> np.exp(class_log_probability([[1.0]], [[0, 3]], two, p | {"b_y": np.zeros(4)}))
    array([[0.25, 0.25]])
    """
    h = validate.real("h", h, (None, None))
    words = checked.words("words", words, len(classes.place), len(h))
    M = words.size // len(h)
    return _run(np.repeat(h, M, axis=0), words.ravel(), classes, p)[0].reshape(words.shape)


def _run(h, y, classes, p):
    C, V = len(classes.start) - 1, len(classes.place)
    h, W_c, b_c = checked.tables(h, p, "W_c", "b_c", C)
    _, W_y, b_y = checked.tables(h, p, V=V)
    y = validate.labels("y", y, V, length=len(h))
    c, place = classes.class_of[y], classes.place[y]
    log_P, groups = log_softmax(h @ W_c.T + b_c), []
    total = log_P[np.arange(len(y)), c]
    # the examples of a class side by side: a product for each class that came up
    order = np.argsort(c, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(c[order])) + 1):
        start, end = classes.start[c[members[0]] :][:2]
        W, at = W_y[start:end], place[members]
        within = log_softmax(h[members] @ W.T + b_y[start:end])
        total[members] += within[np.arange(len(at)), at]
        groups.append((members, np.arange(start, end), W, within, at))
    return total, Grouped(h, W_c, log_P, c, groups, V)


def _minus_one_hot(log_P, at, share):
    dS = np.exp(log_P)
    dS[np.arange(len(at)), at] -= 1
    return dS * share
