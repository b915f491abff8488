"""Yours, expected and where they differ as three small pictures, written as SVG by hand.

Drawing them takes a millisecond and imports nothing. Colours run from dark to light blue–yellow
(cividis), which every eye sees in the same order; what is not finite is a sign, not a colour.
"""

import numpy as np

from utils.checks.engine.compare import Difference
from utils.checks.engine.show import number

RAMP = ((0, 34, 78), (125, 124, 120), (255, 234, 70))
LEVELS = 32
FEWEST = 4
"""Entries of a table that are worth a picture; of a line, those that a glance takes in."""
GLANCE = 6
MOST, LONGEST = 24, 96
"""Cells of a table along one axis, and of a line; where there are more entries they share one."""

SIGNS = {
    "✕ not a number": (np.isnan, "m.2-.3l.5 .6m0-.6l-.5 .6"),
    "+ infinity": (np.isposinf, "m.46-.3v.6m-.3-.3h.6"),
    "− minus infinity": (np.isneginf, "m.16 0h.6"),
}
"""What the sign of a number that is not finite means, such numbers, and the sign's path."""


def differing(found: Difference) -> str:
    """Return in how many entries two arrays differ, and where first; '' of single values."""
    if found.off is None or found.off.size < 2:
        return ""
    count, size, place = np.count_nonzero(found.off), found.off.size, found.index or ()
    if count == size:
        return "in both entries" if size == 2 else f"in all {size} entries"
    names = {1: "place {}", 2: "row {}, column {}"}.get(len(place), f"{[*place]}")
    first = "first at" if count > 1 else "at"
    return f"in {count} of {size} entries, {first} {names.format(*place)} (counted from 0)"


def picture(found: Difference) -> str:
    """Return the three maps as HTML with their text, '' where numbers alone say as much.

    Of more than two axes the last two are shown, at the first entry that differs.
    """
    off, index = found.off, found.index
    if off is None or not index or off.size < FEWEST or (off.ndim == 1 and off.size <= GLANCE):
        return ""
    if not {found.got.dtype.kind, found.expected.dtype.kind} <= set("biuf"):
        return ""
    part = index[:-2] if off.ndim > 1 else ()
    planes = [np.atleast_2d(a[part]).astype(float) for a in (found.got, found.expected, off)]
    mine, right, off = _fitted(*planes)
    finite = [a[np.isfinite(a)] for a in (mine, right)]
    every = np.concatenate(finite)
    low, high = (every.min(), every.max()) if every.size else (0.0, 0.0)
    notes = [f"dark {number(low, 3)}, light {number(high, 3)}"] * bool(every.size)
    notes += [words for words, (is_one, _) in SIGNS.items() if is_one([*mine, *right]).any()]
    notes += [f"part {[*part]} of the array"] * bool(part)
    notes += ["one cell for several entries, the most different one"] * (planes[2].size > off.size)
    drawn = [_coloured(a, low, high) for a in (mine, right)] + [_marked(off > 0)]
    one, all_ = ("row", "column") if len(off) == 1 else ("column", "row wrap")
    maps = "".join(
        f'<div style="display: flex; flex-flow: {one}">'
        f'<div style="min-width: 6em">{name}</div>{_svg(inside, off.shape)}</div>'
        for name, inside in zip(("yours", "expected", "differ"), drawn, strict=True)
    )
    label = f"Yours and expected differ {differing(found)}. Three maps: yours, expected, differ"
    label += f"; {', '.join(notes)}." if notes else "."
    return (
        f'<div role="img" aria-label="{label}" style="margin: 0.4em 0">'
        f'<div style="display: flex; flex-flow: {all_}; gap: 0.3em 1.2em">{maps}</div>'
        f'<div style="font-size: 0.9em">{", ".join(notes)}</div></div>'
    )


def _fitted(mine: np.ndarray, right: np.ndarray, off: np.ndarray) -> list[np.ndarray]:
    """Return planes of no more cells than can be seen; each shows its most different entry."""
    most = MOST if len(off) > 1 else LONGEST
    rows, columns = (np.array_split(np.arange(n), min(n, most)) for n in off.shape)
    if (len(rows), len(columns)) == off.shape:
        return [mine, right, off]
    with np.errstate(all="ignore"):
        gap = np.where(off > 0, np.nan_to_num(np.abs(mine - right), nan=np.inf), -1.0)
    places = []
    for r in rows:
        for c in columns:
            i, j = divmod(int(gap[r[0] : r[-1] + 1, c[0] : c[-1] + 1].argmax()), len(c))
            places.append((r[i], c[j]))
    at = tuple(np.array(places).T.reshape(2, len(rows), len(columns)))
    return [mine[at], right[at], off[at]]


def _coloured(plane: np.ndarray, low: float, high: float) -> str:
    finite = np.isfinite(plane)
    # halves, since the distance of two large numbers may be no float
    span = high / 2 - low / 2
    share = (np.where(finite, plane, low) / 2 - low / 2) / span if span else 0 * plane + 0.5
    level = np.where(finite, np.round(share * LEVELS), -1)
    rows, columns = plane.shape
    parts = [f'<rect width="{columns}" height="{rows}" fill="#8a8a8a"/>']
    for n in np.unique(level[finite]):
        parts.append(_cells(level == n, _colour(n / LEVELS)))
    parts.append(_cells(~finite, "#fff"))
    parts += [_cells(is_one(plane), "#000", path, 0.13) for is_one, path in SIGNS.values()]
    return "".join(parts)


def _marked(off: np.ndarray) -> str:
    return _cells(off, "currentColor") + f'<g opacity=".12">{_cells(~off, "currentColor")}</g>'


def _colour(share: float) -> str:
    first = int(share >= 0.5)
    pairs = zip(RAMP[first], RAMP[first + 1], strict=True)
    return "#" + "".join(f"{round(a + (2 * share - first) * (b - a)):02x}" for a, b in pairs)


def _cells(where: np.ndarray, colour: str, path: str = "h.92", width: float = 0.92) -> str:
    """Return a stroke through each cell, as wide as the cell if it is not a sign's."""
    data = "".join(f"M{x}.04 {y}.5{path}" for y, x in np.argwhere(where))
    look = f'fill="none" stroke="{colour}" stroke-width="{width}"'
    return f'<path {look} d="{data}"/>' if data else ""


def _svg(inside: str, shape: tuple[int, ...]) -> str:
    rows, columns = shape
    side = max(5, min(18, (150 if rows > 1 else 480) // max(shape)))
    width, height = columns * side, rows * max(side, 14 if rows == 1 else 0)
    return (
        f'<svg aria-hidden="true" width="{width}" height="{height}" style="max-width: 100%" '
        f'viewBox="0 0 {columns} {rows}" preserveAspectRatio="none">{inside}</svg>'
    )
