"""An instructor's page: each slide in small, beside it what is to be said, and the minutes so far.

One HTML file that needs no network and prints well. Opened beside the slides by `course present`,
it follows them: the deck says on the channel "course-deck" which cell is shown.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from utils.course import cells as cell_tools
from utils.course import files
from utils.course.errors import CourseError
from utils.topics import Topic

_STARTS = ("slide", "subslide")
_FURTHER = re.compile(r"# Further\b")
_TITLE = re.compile(r"^#+ +(.+)$|^\*\*(.+?)\*\*", re.MULTILINE)
_MINUTES = re.compile(r"section .*· (\d+) minutes?$")
_PICTURE = re.compile(r"<img\b[^>]*>")
_MATH = re.compile(r"<(p|div)>\s*\$\$(.+?)\$\$\s*</\1>|\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)


@dataclass
class Slide:
    """A slide as the page shows it.

    `first` is the place of its first cell, from 0; `minutes` are the section's that begins here,
    or 0; `pictures` are `<img>` elements and `notes` texts in Markdown.
    """

    first: int
    title: str = ""
    pictures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    minutes: int = 0


def part(cells: Sequence[Mapping], further: bool) -> range:
    """Return the places of a lecture's core, or of what stands under *Further*.

    Raises CourseError where *Further* is asked for and there is none.
    """
    starts = (
        place
        for place, cell in enumerate(cells)
        if cell["cell_type"] == "markdown" and _FURTHER.match(cell["source"])
    )
    begin = next(starts, len(cells))
    if further and begin == len(cells):
        raise CourseError("this lecture has no further part: nothing begins '# Further'.")
    return range(begin, len(cells)) if further else range(begin)


def slides(cells: Sequence[Mapping], further: bool = False) -> list[Slide]:
    """Return the slides of a part of a lecture, as the deck counts them.

    Notes belong to the slide before them. A slide that shows nothing is none.
    """
    found: list[Slide] = []
    for place in part(cells, further):
        cell = cells[place]
        kind = cell["metadata"].get("slideshow", {}).get("slide_type", "-")
        if cell_tools.tagged(cell, cell_tools.NOTES):
            if found:
                _add_notes(found[-1], cell["source"])
        elif kind != "skip":
            if kind in _STARTS or not found:
                found.append(Slide(place))
            _add_cell(found[-1], cell)
    return [slide for slide in found if slide.title or slide.pictures]


def _add_notes(slide: Slide, source: str) -> None:
    first, _, text = source.partition("\n")
    minutes = _MINUTES.search(first)
    slide.minutes += int(minutes[1]) if minutes else 0
    slide.notes.append(text.strip())


def _add_cell(slide: Slide, cell: Mapping) -> None:
    title = _TITLE.search(cell["source"]) if cell["cell_type"] == "markdown" else None
    if cell.get("outputs") or not cell_tools.tagged(cell, cell_tools.ASIDE):
        own = title[1] or title[2] if title else cell_tools.first_line(cell).removeprefix("# ")
        slide.title = slide.title or own
    for output in cell.get("outputs", ()):
        slide.pictures += _PICTURE.findall("".join(output.get("data", {}).get("text/html", "")))


def page(title: str, cells: Sequence[Mapping], further: bool = False) -> str:
    """Return the instructor's page of a lecture as HTML; `title` names the lecture."""
    here = Path(__file__).parent
    return (
        (here / "notes.html")
        .read_text(encoding="utf-8")
        .replace("TITLE", html.escape(title))
        .replace("SLIDES", "\n".join(_articles(slides(cells, further))))
    )


def page_of(topic: Topic, further: bool, lecture: Path) -> str:
    """Return the instructor's page of a topic's notebook at `lecture`, or of its further part."""
    title = f"{topic.number:02} · {topic.title}{' · Further' * further}"
    return page(title, files.read_notebook(lecture)["cells"], further)


def _articles(found: list[Slide]) -> Iterator[str]:
    so_far = 0
    for number, slide in enumerate(found, start=1):
        time = ""
        if slide.minutes:
            time = f"<p class=time>{so_far} to {so_far + slide.minutes} min</p>"
            so_far += slide.minutes
        yield (
            f'<article data-first="{slide.first}"><div><h2>{number} of {len(found)}'
            f"{' · ' * bool(slide.title)}{_html(slide.title, inline=True)}</h2>{time}"
            f"{''.join(slide.pictures)}</div>"
            f"<section>{''.join(map(_html, slide.notes))}</section></article>"
        )


def _html(markdown: str, inline: bool = False) -> str:
    """Return HTML of a text in Markdown, formulas as MathML."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    text = _MATH.sub(_formula, markdown2html_mistune(markdown)).strip()
    return text.removeprefix("<p>").removesuffix("</p>") if inline else text


def _formula(found: re.Match) -> str:
    from latex2mathml.converter import convert

    _, alone, display, inline = found.groups()
    return convert(
        html.unescape(alone or display or inline), display="inline" if inline else "block"
    )
