"""What every equation of the course asks of its input, with messages a reader can act on.

Each function returns the checked value as an array and raises ValueError otherwise. The message
names the argument, says what came and what was expected. Nothing is broadcast or repaired.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

# How far from 1 a distribution may sum: room for float32 and for typed-in decimals.
SUM_TOLERANCE = 1e-6


def _text_of(shape: Sequence[int | str | None]) -> str:
    """Write a shape for a message; None stands for any length: `(·, 3)`, `(…, 3)`."""
    inside = ", ".join({None: "·", ...: "…"}.get(n, str(n)) for n in shape)
    return f"({inside},)" if len(shape) == 1 else f"({inside})"


def real(
    name: str,
    value,
    shape: Sequence[int | None] | None = None,
    finite: bool = True,
    searched: bool = True,
):
    """Return `value` as a float array: float32 and float64 are kept, integers become float64.

    `shape` fixes the number of axes and, where it holds a number, their length; after `...` in
    front it fixes the last axes only. NaN is refused, and ±inf when `finite`; a table of which few
    rows are used is not `searched` for them, which would cost as much as reading it all.
    """
    array = as_array(name, value)
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name}: got values of type {array.dtype}, expected real numbers")
    if array.dtype.kind != "f":
        array = array.astype(np.float64)
    if array.dtype == np.float16:
        raise ValueError(
            f"{name}: got float16, in which e^12 is infinite already; expected float32 or float64"
        )
    if array.size == 0:
        raise ValueError(f"{name}: got an empty array of shape {array.shape}, expected numbers")
    if shape is not None and not _fits(array.shape, shape):
        raise ValueError(f"{name}: got shape {array.shape}, expected {_text_of(shape)}")
    if not searched:
        return array
    if np.isnan(array).any():
        raise ValueError(f"{name}: {_first(np.isnan(array))} is NaN, expected numbers only")
    if finite and np.isinf(array).any():
        raise ValueError(f"{name}: {_first(np.isinf(array))} is infinite, expected finite numbers")
    return array


def _fits(got: Sequence[int], shape: Sequence) -> bool:
    if shape and shape[0] is ...:
        shape = shape[1:]
        got = got[max(len(got) - len(shape), 0) :]
    return len(got) == len(shape) and all(
        want in (None, n) for want, n in zip(shape, got, strict=True)
    )


def as_array(name: str, value) -> np.ndarray:
    """Return `value` as an array; refuse what would lose something on the way."""
    if isinstance(value, np.ma.MaskedArray):
        raise ValueError(
            f"{name}: got a masked array, whose mask would be lost; expected `.filled(…)` or "
            "`.compressed()` of it"
        )
    try:
        return np.asarray(value)
    except ValueError as error:  # a ragged nested list
        raise ValueError(f"{name}: rows of different lengths, expected a full array") from error
    except (RuntimeError, TypeError) as error:  # a tensor that needs a gradient, or on a GPU
        raise ValueError(
            f"{name}: got a {type(value).__name__} that NumPy cannot read ({error}); expected an "
            "array, as `.detach().cpu().numpy()` gives"
        ) from error


def _first(bad: np.ndarray) -> str:
    """Say where the first True of `bad` stands: `the value`, or `entry [1, 0]`."""
    if bad.ndim == 0:
        return "the value"
    return f"entry {[int(i) for i in np.argwhere(bad)[0]]}"


def probability(name: str, value):
    """Return `value` as an array of single probabilities, each within 0…1."""
    p = real(name, value)
    bad = (p < 0) | (p > 1 + SUM_TOLERANCE)
    if bad.any():
        raise ValueError(
            f"{name}: {_first(bad)} is {p[bad].flat[0]:g}, expected probabilities from 0 to 1"
        )
    return p


def distributions(name: str, value, shape: Sequence[int | None] | None = None, axes: int = 1):
    """Return `value` as probabilities that sum to 1 over the last `axes` axes."""
    p = real(name, value, shape)
    if p.ndim < axes:
        raise ValueError(f"{name}: got a single number, expected an array of probabilities")
    if (p < 0).any():
        raise ValueError(
            f"{name}: {_first(p < 0)} is {p[p < 0].flat[0]:g}, expected no negative probability"
        )
    over = tuple(range(-axes, 0))
    total = p.sum(axis=over, dtype=np.float64)
    bad = np.abs(total - 1) > SUM_TOLERANCE
    if bad.any():
        worst = np.asarray(total)[bad].flat[0]
        where = "" if bad.ndim == 0 else f" in row {[int(i) for i in np.argwhere(bad)[0]]}"
        raise ValueError(f"{name}: the probabilities{where} sum to {worst:.9g}, expected 1")
    return p


def joint(name: str, value):
    """Return `value` as a joint distribution P(x, y): shape (n_x, n_y), all entries sum to 1."""
    return distributions(name, value, (None, None), axes=2)


def same_shape(name_a: str, a: np.ndarray, name_b: str, b: np.ndarray) -> None:
    """Refuse two arrays of different shapes, also where NumPy would broadcast them."""
    if a.shape != b.shape:
        raise ValueError(
            f"{name_b}: got shape {b.shape}, expected {a.shape}, the shape of {name_a}"
        )


def labels(name: str, value, n_classes: int, length: int | None = None) -> np.ndarray:
    """Return `value` as integer labels (N,), each in 0…n_classes − 1."""
    y = as_array(name, value)
    if y.ndim != 1 or (length is not None and len(y) != length):
        raise ValueError(f"{name}: got shape {y.shape}, expected {_text_of([length])}")
    if y.size == 0:
        raise ValueError(f"{name}: got no labels, expected at least one")
    if y.dtype.kind not in "iu":
        raise ValueError(f"{name}: got labels of type {y.dtype}, expected integers")
    bad = (y < 0) | (y >= n_classes)
    if bad.any():
        raise ValueError(
            f"{name}: {_first(bad)} is {y[bad][0]}, expected labels from 0 to {n_classes - 1}"
        )
    return y


def count(name: str, value, least: int = 1, most: float = np.inf) -> int:
    """Return `value` as an int from `least` to `most`."""
    bounds = f"at least {least}" if most == np.inf else f"{least} to {most}"
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise ValueError(f"{name}: got {value!r}, expected an integer of {bounds}")
    if not least <= value <= most:
        raise ValueError(f"{name}: got {value}, expected {bounds}")
    return int(value)


def number(
    name: str,
    value,
    above: float = -np.inf,
    least: float = -np.inf,
    below: float = np.inf,
    most: float = np.inf,
):
    """Return `value` as a finite float with `above` < value < `below`, `least` ≤ value ≤ `most`."""
    x = float(real(name, value, shape=()))
    if not (above < x < below and least <= x <= most):
        low = f"above {above:g}" if above > -np.inf else f"at least {least:g}"
        high = f" and below {below:g}" if below < np.inf else ""
        high += f" and at most {most:g}" if most < np.inf else ""
        raise ValueError(f"{name}: got {x:g}, expected a number {low}{high}")
    return x


def generator(name: str, value) -> np.random.Generator:
    """Return `value`, which must be a NumPy generator."""
    if not isinstance(value, np.random.Generator):
        raise ValueError(f"{name}: got {value!r}, expected np.random.default_rng(seed)")
    return value


def choice(name: str, value: str, options: Sequence[str]) -> str:
    """Return `value`, which must be one of `options`."""
    if value not in options:
        raise ValueError(f"{name}: got {value!r}, expected one of {', '.join(map(repr, options))}")
    return value


def names(name: str, mapping: Mapping, needed: Iterable[str], expected: str = "") -> None:
    """Raise ValueError where one of `needed` is not in `mapping`; `expected` says them in short."""
    missing = ", ".join(each for each in needed if each not in mapping)
    if missing:
        raise ValueError(f"{name}: {missing} missing, expected {expected or ', '.join(needed)}")
