"""The front page's picture: the topics as stations on a falling loss curve.

Its colours are legible on JupyterLab's light and dark pages alike: numbers stand on filled discs,
and the ground is left transparent.
"""

import math

from utils.course.standing import Standing

WIDTH, HEIGHT = 900, 150
RADIUS = 18
DONE, LEFT, DISC, FLAG = "#0a84c6", "#8a8a8a", "#34495e", "#d55e00"


def svg(all_: list[Standing], here: Standing | None) -> str:
    """Return the picture as SVG: rings show the share of exercises passed, a flag marks `here`."""
    ready = [i for i, one in enumerate(all_) if one.topic.ready]
    now = all_.index(here) if here else max(ready, default=0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="15">',
        _curve(0, now, len(all_), DONE, 5),
        _curve(now, len(all_) - 1, len(all_), LEFT, 2),
    ]
    parts += [_station(*_at(i, len(all_)), one) for i, one in enumerate(all_)]
    if here:
        x, y = _at(now, len(all_))
        parts.append(f'<path d="M{x:.1f} {y - RADIUS - 5:.1f} l-9 -14 h18 z" fill="{FLAG}"/>')
    return "\n".join([*parts, "</svg>", ""])


def text(all_: list[Standing], here: Standing | None) -> str:
    """Return the same in words, for those who cannot see it."""
    begun = [
        f"{one.topic.number:02d} ({one.passed} of {len(one.exercises)})"
        for one in all_
        if one.passed
    ]
    words = [
        f"A falling loss curve with {len(all_)} stations, one a topic.",
        f"Exercises passed in {', '.join(begun)}." if begun else "No exercise has passed yet.",
    ]
    if here:
        words.append(f"A flag stands at topic {here.topic.number:02d}.")
    return " ".join(words)


def _at(i: float, count: int) -> tuple[float, float]:
    """Return where station `i` stands, in pixels from the upper left corner."""
    share = i / max(count - 1, 1)
    return 30 + (WIDTH - 60) * share, 45 + 80 * (1 - math.exp(-3 * share))


def _curve(first: int, last: int, count: int, colour: str, width: int) -> str:
    points = (_at(first + step / 8, count) for step in range(8 * (last - first) + 1))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _station(x: float, y: float, one: Standing) -> str:
    """Return a topic's disc with its number, and the ring of what has passed around it."""
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}"'
    share = 100 * one.passed / len(one.exercises) if one.exercises else 0
    return (
        f'{ring} fill="{DISC if one.topic.ready else "#757575"}" '
        f'stroke="{LEFT}" stroke-width="5"/>'
        f'{ring} fill="none" stroke="{DONE}" stroke-width="5" pathLength="100" '
        f'stroke-dasharray="{share:.0f} 100" transform="rotate(-90 {x:.1f} {y:.1f})"/>'
        f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" fill="#fff">'
        f"{one.topic.number:02d}</text>"
    )
