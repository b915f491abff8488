"""The HTML of verdicts and summaries: words first, colour second, any theme.

Colours come from JupyterLab's variables, so that the dark theme's text never lands on a light
ground; where there are none (a static page) the page's own text colour and ground stay.
"""

import html
import re
from typing import Any

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
_CELL = "text-align: left; padding: 0.1em 0.8em 0.1em 0; color: inherit"
_PLAIN = "background: transparent; color: inherit; margin: 0.3em 0"


def verdict_panel(verdict: Any) -> str:
    """Return a verdict as HTML; everything that comes from the student is escaped."""
    parts = [
        f'<p style="margin: 0.2em 0">{_badge(verdict.kind)} '
        f"<strong>{html.escape(verdict.title)}: {html.escape(verdict.kind)}</strong></p>",
        paragraphs(verdict.message),
    ]
    if verdict.evidence:
        parts.append(_evidence(verdict.evidence))
    parts.append(verdict.picture)
    if verdict.hint and verdict.hint_title:
        parts.append(
            f"<details><summary>{html.escape(verdict.hint_title)}</summary>"
            f"{paragraphs(verdict.hint)}</details>"
        )
    return _frame(verdict.kind, "".join(parts))


def _evidence(lines: tuple[str, ...]) -> str:
    """Return the lines; they wrap in a narrow window, but for tables, which scroll, by keys too."""
    text = html.escape("\n".join(lines))
    whole = re.sub(r"(?m)^ ?\[.*$", r'<span style="white-space: pre">\g<0></span>', text)
    scrolls = 'tabindex="0" ' if "<span" in whole else ""
    style = f"{_PLAIN}; white-space: pre-wrap; overflow-x: auto"
    return f'<pre {scrolls}style="{style}">{whole}</pre>'


def summary_panel(summary: Any, kind: str) -> str:
    """Return the table of exercises, and what is next, with links to them in the same notebook."""
    head = "".join(
        f'<th scope="col" style="{_CELL}">{html.escape(name)}</th>'
        for name in ("Exercise", "Time", "Difficulty", "Verdict")
    )
    body = ""
    for exercise, row in zip(summary.exercises, summary.rows, strict=True):
        title, *middle, verdict = map(html.escape, row)
        cells = [_link(title, exercise), *middle, f"{_badge(row[-1])} {verdict}"]
        body += "".join(["<tr>", *(f'<td style="{_CELL}">{cell}</td>' for cell in cells), "</tr>"])
    style = "color: inherit; font-size: inherit"
    table = f'<table style="{style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    advice, following = paragraphs(summary.advice), summary.following
    if following:
        words = html.escape(following.heading)
        advice = advice.replace(words, _link(words, following))
    return _frame(kind, table + advice)


def _link(words: str, exercise: Any) -> str:
    style = "color: inherit; text-decoration: underline"
    return f'<a href="#{html.escape(exercise.anchor)}" style="{style}">{words}</a>'


def _frame(kind: str, inside: str) -> str:
    style = _FRAME.format(colour=LOOKS[kind][1])
    return f'<div role="status" lang="en" class="course-verdict" style="{style}">{inside}</div>'


def _badge(kind: str) -> str:
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
