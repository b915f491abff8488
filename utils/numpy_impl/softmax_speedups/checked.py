"""What the output layers ask of their input, at a cost that does not grow with the vocabulary.

A table of 10⁷ rows is never searched for NaN as a whole: that would cost as much as the sum that
this topic avoids. The rows that are used are.
"""

from collections.abc import Mapping

import numpy as np

from utils import validate


def tables(h, p: Mapping, W: str = "W_y", b: str = "b_y", V: int | None = None):
    """Return h (N, H) and the tables of these names, (V, H) and (V,), by their shapes alone."""
    h = validate.real("h", h, (None, None))
    return h, *(table(p, name, shape) for name, shape in ((W, (V, h.shape[1])), (b, (None,))))


def table(p: Mapping, name: str, shape):
    """Return p[name] as floats of this shape; None stands for any length of at least 1."""
    if name not in p:
        raise ValueError(f"p: {name} missing, got {', '.join(p) or 'nothing'}")
    array = validate.as_array(name, p[name])
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name}: got values of type {array.dtype}, expected real numbers")
    fits = len(shape) == array.ndim and array.size
    if not fits or any(n not in (None, m) for n, m in zip(shape, array.shape, strict=True)):
        want = ", ".join("·" if n is None else str(n) for n in shape)
        raise ValueError(f"{name}: got shape {array.shape}, expected ({want})")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def finite(name: str, values):
    """Return values, the rows of a table that are used or what they lead to."""
    if not np.isfinite(values).all():
        raise ValueError(f"{name}: got NaN or infinity in a row that is used, expected numbers")
    return values


def words(name: str, value, V: int, N: int):
    """Return words (N,) or (N, M), integers from 0 to V − 1."""
    value = validate.as_array(name, value)
    if value.ndim not in (1, 2) or len(value) != N:
        raise ValueError(f"{name}: got shape {value.shape}, expected ({N},) or ({N}, ·)")
    return validate.labels(name, value.ravel(), V).reshape(value.shape)


def noise(value, V: int, N: int):
    """Return noise words (k,), the same for all N examples, or (N, k)."""
    value = validate.as_array("noise", value)
    if value.ndim not in (1, 2) or (value.ndim == 2 and len(value) != N):
        raise ValueError(f"noise: got shape {value.shape}, expected (k,) or ({N}, k)")
    return validate.labels("noise", value.ravel(), V).reshape(value.shape)


def expected_counts(q, k: int, V: int, *some):
    """Return ln(k q_w) of each array of words: how often w comes among k words of noise."""
    q = table({"q": q}, "q", (V,))
    used = [q[each] for each in some]
    if not all((each > 0).all() and np.isfinite(each).all() for each in used):
        raise ValueError("q: got a probability that is not above 0 for a word that is used")
    return [np.log(k * each) for each in used]
