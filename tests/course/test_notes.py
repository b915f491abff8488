"""`course notes`: the instructor's page of a lecture."""

import pytest
from helpers import small_course, topics
from helpers.small_course import code

from utils.course import notes
from utils.course.errors import CourseError
from utils.topics import TOPICS


def prose(source, **metadata):
    """Return a cell of text."""
    return code(source, **metadata) | {"cell_type": "markdown"}


def starts(kind):
    """Return the metadata of a cell with which a slide of this kind begins."""
    return {"slideshow": {"slide_type": kind}}


def said(line, text):
    """Return a cell of notes."""
    return prose(f"Instructor's notes{line}\n\n{text}", tags=["notes"])


PICTURE = [{"data": {"text/html": '<img src="data:," alt="A line.">'}}]
CELLS = [
    prose("# A lecture", **starts("slide")),
    said(" · 9 minutes", "Be on time."),
    code("import numpy", **starts("skip")),
    prose("## 1 · One\n\nText.", **starts("slide")),
    said(" · section 1 · 4 minutes", "Ask *first*: is $a<b$?"),
    code("# Prove: nothing to see.\nassert True", tags=["aside"], **starts("subslide")),
    code("# Draw: a line.\nplot()", tags=["aside"], **starts("subslide")) | {"outputs": PICTURE},
    prose("It goes up."),
    prose("**Two.** And more.", **starts("slide")),
    said(" · section 2 · 5 minutes", "$$c$$"),
    prose("# Further", **starts("slide")),
    said(" · section 3 · 8 minutes", "For the curious."),
]


def test_each_slide_has_its_title_its_pictures_its_notes_and_its_minutes():
    shown = [(s.first, s.title, len(s.pictures), s.minutes) for s in notes.slides(CELLS)]
    assert shown == [
        (0, "A lecture", 0, 0),
        (3, "1 · One", 0, 4),
        (6, "Draw: a line.", 1, 0),
        (8, "Two.", 0, 5),
    ]
    (further,) = notes.slides(CELLS, further=True)
    assert (further.first, further.minutes, further.notes) == (10, 8, ["For the curious."])


def test_the_page_counts_slides_and_minutes_and_sets_formulas():
    page = notes.page("A & B", CELLS)
    wanted = ["<title>Notes: A &amp; B</title>", "2 of 4 · 1 · One", "0 to 4 min", "4 to 9 min"]
    wanted += ["<em>first</em>", "<mo>&#x0003C;</mo>", 'display="block"', 'alt="A line."']
    assert [text for text in wanted if text not in page] == []
    assert "For the curious" not in page
    assert "$" not in page.partition("<script>")[0]
    assert "http" not in page.replace("http://www.w3.org/1998/Math/MathML", "")


def test_a_lecture_without_further_says_so():
    with pytest.raises(CourseError, match="this lecture has no further part"):
        notes.page("A", CELLS[:10], further=True)


def test_the_command_writes_a_page_and_says_where(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    result = small_course.command(topics.ROOT, "notes", "warm_up")
    file = tmp_path / "notes" / "00_warm_up.html"
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"{file}\n")
    assert "1 of " in file.read_text(encoding="utf-8")
    unready = next(topic.stem for topic in TOPICS if not topic.ready)
    refused = small_course.command(topics.ROOT, "notes", unready)
    assert "is in preparation" in refused.output
