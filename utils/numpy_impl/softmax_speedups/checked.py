"""What the output layers ask of their input, at a cost that does not grow with the vocabulary.

No table is searched for NaN as a whole, which would cost as much as the sum that this topic avoids:
the rows that are used are.
"""

import numpy as np

from utils import validate


def tables(h, p, W="W_y", b="b_y", V: int | None = None):
    """Return h (N, H) and the tables of these names, (V, H) and (V,)."""
    h = validate.real("h", h, (None, None))
    validate.names("p", p, (W, b))
    rows = validate.real(W, p[W], (V, h.shape[1]), searched=False)
    return h, rows, validate.real(b, p[b], (len(rows),), searched=False)


def finite(name: str, values):
    """Return values, which come of the rows of a table that are used."""
    if not np.isfinite(values).all():
        raise ValueError(f"{name}: got NaN or infinity in a row that is used, expected numbers")
    return values


def words(name: str, value, V: int, N: int):
    """Return words, integers below V, as (N,) or (N, k); noise may be (k,), the same for all."""
    value = validate.as_array(name, value)
    shared = name == "noise" and value.ndim == 1
    if not shared and (value.ndim not in (1, 2) or len(value) != N):
        one = "(k,)" if name == "noise" else f"({N},)"
        raise ValueError(f"{name}: got shape {value.shape}, expected {one} or ({N}, k)")
    return validate.labels(name, value.ravel(), V).reshape(value.shape)


def log_expected(q, k: int, V: int, used):
    """Return ln(k q_w) of the words used: how often w comes up among k drawn from q, on average."""
    q = validate.real("q", q, (V,), searched=False)[used]
    if not ((q > 0) & (q <= 1)).all():
        raise ValueError("q: a word that is used has none, expected probabilities above 0")
    return np.log(validate.count("k", k) * q)
