"""What to say about numbers in the wrong shape: what is true of every case, or nothing."""

import itertools
from typing import Any

import numpy as np

from utils.checks.engine.compare import Difference, is_bool, is_number
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.snapshot import Tensor, in_form_of
from utils.checks.engine.structure import items_words

ONE = "a single number"

Pairs = list[tuple[np.ndarray, np.ndarray]]
"""What came and what was expected, for each case in which the part is an array or a number."""


def wrong_shape(
    exercise: Exercise, found: Difference, rows: list[tuple[dict[str, Any], Any, Any]]
) -> str:
    """Return the message for numbers in the wrong shape.

    rows : for each case its arguments, and this part of what came and of what was expected
    """
    name = exercise.leaf_name(found.path)
    subject = f"`{name}`" if name else "Your result"
    got, expected = _as_array(found.got), _as_array(found.expected)
    if got is None or expected is None:
        wanted = len(found.expected)
        return f"{subject} has {items_words(len(found.got))}; {wanted} are wanted."
    axes = exercise.leaf_axes(found.path, expected.ndim)
    got_words = f"an array of shape {got.shape}" if got.shape else ONE
    said = f"{subject} is {got_words}; expected is {_shape_words(expected.shape, axes)}."
    arrays = [(given, _as_array(mine), _as_array(right)) for given, mine, right in rows]
    live = [row for row in arrays if row[1] is not None and row[2] is not None]
    pairs = [(mine, right) for _, mine, right in live if mine.shape != right.shape]
    return (
        f"{said} {_advice(got, expected, pairs, axes) or _same_length(got, expected, live)}".strip()
    )


def _shape_words(shape: tuple[int, ...], axes: tuple[str, ...] | None) -> str:
    """Return a shape as text, `(3, 4), that is (N, D)`."""
    names = f", that is ({', '.join(axes)}{',' if len(axes) == 1 else ''})" if axes else ""
    return f"{shape}{names}" if shape else ONE


def _advice(
    got: np.ndarray, expected: np.ndarray, pairs: Pairs, axes: tuple[str, ...] | None
) -> str:
    """Return what leads from the expected shapes to those that came, in every case."""
    if all(g.ndim == e.ndim >= 2 and g.shape == e.shape[::-1] for g, e in pairs):
        if all(_same(g.T, e) for g, e in pairs):
            return "It is the right answer transposed."
        return "The axes are the other way round: is a transpose missing or one too many?"
    for order in itertools.permutations(range(expected.ndim)):
        if all(g.ndim == e.ndim == len(order) and _same(g, e.transpose(order)) for g, e in pairs):
            named = ", ".join(axes[i] if axes else f"axis {i}" for i in order)
            return f"It is the right answer with its axes in another order, ({named})."
    if all(g.size == e.size and _same(g.reshape(e.shape), e) for g, e in pairs):
        return f"The numbers are right: {_arrangement(pairs)}"
    if all(e.ndim == 1 and g.shape == 2 * e.shape for g, e in pairs):
        return (
            "An array of shape (N, 1) and one of shape (N,) make (N, N) together: bring both to "
            "the same shape first."
        )
    said = _reduction(pairs) or _cut_short(pairs, axes) or _ends_early(pairs)
    if said:
        return said
    if all(g.ndim < e.ndim and _is_part(g.shape, e.shape) for g, e in pairs):
        return "An axis was summed or indexed away."
    if all(g.ndim > e.ndim and _is_part(e.shape, g.shape) for g, e in pairs):
        return "An axis too many is left: was a sum or mean over it forgotten?"
    return ""


def _is_part(short: tuple[int, ...], long: tuple[int, ...]) -> bool:
    """Say whether `short` is what is left of `long` when some lengths are taken out."""
    rest = iter(long)
    return all(length in rest for length in short)


def _arrangement(pairs: Pairs) -> str:
    """Return what leads to the right numbers in another shape."""
    if all(g.ndim > e.ndim and 1 in g.shape for g, e in pairs):
        return (
            "an axis of length 1 is left over. `keepdims=True`, `[:, None]` or a slice where an "
            "index was meant leaves one; `[0]`, `.squeeze()` or `.ravel()` drops it."
        )
    if all(g.ndim < e.ndim and 1 in e.shape for g, e in pairs):
        return "only an axis of length 1 is missing; `keepdims=True` or `[:, None]` keeps one."
    if all(g.ndim < e.ndim for g, e in pairs):
        return f"only their rows are lost; `.reshape{pairs[0][1].shape}` gives them back."
    return "only their arrangement is not; look at the `reshape`."


def _reduction(pairs: Pairs) -> str:
    """Say so when a sum, mean, … over an axis of one gives the other."""
    if any(array.dtype.kind not in "biuf" or not array.size for pair in pairs for array in pair):
        return ""
    if all(g.ndim < e.ndim for g, e in pairs):
        words = _reduced_to([(e, g) for g, e in pairs])
        return f"It is the {words} of the right answer: too much is taken together." * bool(words)
    if all(g.ndim > e.ndim for g, e in pairs):
        words = _reduced_to(pairs)
        said = f"The {words} of what you return is the right answer: take it before returning."
        return said * bool(words)
    return ""


def _reduced_to(pairs: Pairs) -> str:
    """Return the words for what makes of each first array the second; '' where it is unsure.

    Of an axis of length 1 the sum is the mean, the largest and the first: that tells nothing.
    """
    fits: list[str] = []
    for words in _reduced(pairs[0][0]):
        values = [_reduced(first).get(words) for first, _ in pairs]
        rows = zip(values, pairs, strict=True)
        if all(value is not None and _same(value, second) for value, (_, second) in rows):
            fits.append(words)
    return fits[0] if len(fits) == 1 else ""


def _reduced(array: np.ndarray) -> dict[str, Any]:
    axes: list[int | None] = [None, *range(array.ndim if array.ndim > 1 else 0)]
    results: dict[str, Any] = {}
    for axis in axes:
        over = "" if axis is None else f" over axis {axis}"
        results[f"sum{over}"] = array.sum(axis=axis)
        results[f"mean{over}"] = array.mean(axis=axis)
        results[f"largest value{over}"] = array.max(axis=axis)
    if array.ndim == 1:
        results["first value"], results["last value"] = array[0], array[-1]
    return results


def _cut_short(pairs: Pairs, axes: tuple[str, ...] | None) -> str:
    """Say so when one axis is too long or too short by one and the rest of the numbers is right."""
    offs = set()
    for g, e in pairs:
        off = np.subtract(g.shape, e.shape) if g.ndim == e.ndim else np.zeros(0)
        if np.count_nonzero(off) != 1 or abs(off.sum()) != 1:
            return ""
        axis = int(np.flatnonzero(off)[0])
        short, long = (g, e) if off[axis] < 0 else (e, g)
        ends = [np.delete(long, place, axis) for place in (0, -1)]
        if not any(_same(short, end) for end in ends):
            return ""
        offs.add((axis, "too short" if off[axis] < 0 else "too long"))
    if len(offs) != 1:
        return ""
    axis, word = offs.pop()
    where = f"Axis {axis}" + (f" ({axes[axis]})" if axes else "")
    return f"{where} is one {word}, the other numbers are right: where does a range or slice end?"


def _ends_early(pairs: Pairs) -> str:
    """Say so when only the first numbers are there, and right, and not always one less."""
    if all(0 < g.ndim == e.ndim and 0 < len(g) < len(e) for g, e in pairs) and all(
        _same(g, e[: len(g)]) for g, e in pairs
    ):
        if all(len(g) == 1 for g, _ in pairs):
            return "Only the first is there, and right: does a loop end after its first round?"
        return "What is there is right, and the last ones are missing: does a loop end too early?"
    return ""


def _same_length(got: np.ndarray, expected: np.ndarray, rows: list) -> str:
    """Say of which argument's axis a wrong length is, when that holds in every case."""
    if got.ndim != expected.ndim:
        return ""
    wrong = [i for i in range(got.ndim) if got.shape[i] != expected.shape[i]]
    for axis in wrong[:1]:
        for name, value in rows[0][0].items():
            for other in range(np.ndim(value) if isinstance(value, np.ndarray) else 0):
                lengths = [np.shape(given[name])[other] for given, *_ in rows]
                if all(len(g.shape) > axis for _, g, _ in rows) and lengths == [
                    g.shape[axis] for _, g, _ in rows
                ]:
                    return f"Axis {axis} is as long as axis {other} of `{name}`."
    return ""


def _as_array(value: Any) -> np.ndarray | None:
    value = in_form_of(value, np.zeros(1)) if isinstance(value, list) else value
    if isinstance(value, Tensor):
        return value.array
    if isinstance(value, np.ndarray | np.generic) or is_number(value) or is_bool(value):
        return np.asarray(value)
    return None


def _same(a: Any, b: Any) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.dtype.kind not in "biufc" or b.dtype.kind not in "biufc":
        return False
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol=1e-6, atol=1e-12, equal_nan=True))
