"""The HTML that verdicts and summaries have in common: words first, colour second, any theme.

Colours come from JupyterLab's variables, so that the dark theme's text never lands on a light
ground; where there are none (a static page) the page's own text colour and ground stay.
"""

import html
import re

LOOKS = {
    "passed": ("✓", "var(--jp-success-color1, #2e7d32)"),
    "not right yet": ("✗", "var(--jp-error-color1, #c62828)"),
    "not attempted yet": ("○", "var(--jp-info-color1, #0277bd)"),
}
"""Icon and colour of each kind of verdict; the icon is decoration, the word stands beside it."""

_FRAME = (
    "border-left: 5px solid {colour}; padding: 0.4em 0.9em; margin: 0.3em 0; "
    "color: var(--jp-content-font-color1, inherit); "
    "background: var(--jp-layout-color1, transparent)"
)
_PLAIN = "background: transparent; color: inherit; margin: 0.3em 0"


def block(lines: tuple[str, ...]) -> str:
    """Return the lines; they wrap in a narrow window, but for tables, which scroll, by keys too."""
    text = html.escape("\n".join(lines))
    whole = re.sub(r"(?m)^ ?\[.*$", r'<span style="white-space: pre">\g<0></span>', text)
    scrolls = 'tabindex="0" ' if "<span" in whole else ""
    style = f"{_PLAIN}; white-space: pre-wrap; overflow-x: auto"
    return f'<pre {scrolls}style="{style}">{whole}</pre>'


def frame(kind: str, inside: str) -> str:
    """Return a panel with what is inside it, which must be escaped already."""
    style = _FRAME.format(colour=LOOKS[kind][1])
    return f'<div role="status" lang="en" class="course-verdict" style="{style}">{inside}</div>'


def badge(kind: str) -> str:
    """Return the icon of a kind of verdict."""
    icon, colour = LOOKS[kind]
    return f'<span aria-hidden="true" style="color: {colour}; font-weight: bold">{icon}</span>'


def paragraphs(text: str) -> str:
    """Return text as paragraphs, one a line, with its `code` and its *words* set off."""
    return "".join(
        f'<p style="margin: 0.2em 0">{_marked(line)}</p>' for line in text.splitlines() if line
    )


def _marked(text: str) -> str:
    # subtle: escape first; then no backtick can open anything but our own <code>
    parts = re.split(r"`([^`]+)`", html.escape(text))
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = f'<code style="background: transparent; color: inherit">{part}</code>'
        else:
            parts[place] = re.sub(r"(?<![\w*])\*([A-Za-z]+)\*(?![\w*])", r"<em>\1</em>", part)
    return "".join(parts)
