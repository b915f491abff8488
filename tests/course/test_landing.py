"""The front page: where to go on, links to every copy, and the student's progress."""

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import nbformat
import pytest
from helpers import notebook_root
from helpers.notebook_root import READY, notebook

from utils.course import copies, landing, standing
from utils.course.errors import CourseError
from utils.course.exercises import exercises_of
from utils.topics import TOPICS

FIRST, SECOND = READY[:2]
NAMES = {topic: list(exercises_of(topic)) for topic in READY}
ALL = {topic.stem: dict.fromkeys(names, "passed") for topic, names in NAMES.items()}


@pytest.fixture
def root(tmp_path, monkeypatch):
    return notebook_root.make(tmp_path, monkeypatch)


def page(root, topics=None):
    """Write the page for recorded `topics`; return its text with plain spaces."""
    if topics is not None:
        (root / "work").mkdir(exist_ok=True)
        text = json.dumps({"version": 1, "topics": topics})
        (root / "work" / "progress.json").write_text(text, encoding="utf-8")
    path = landing.write(copies.make())
    assert path == root / "work" / "README.md"
    return path.read_text(encoding="utf-8").replace("\u00a0", " ")


def links(text):
    return dict(re.findall(r"\[([^]]+)\]\(([^)]+)\)", text))


def row(text, topic):
    (line,) = (line for line in text.splitlines() if line.startswith(f"| **{topic.number:02d} "))
    return line


def test_links_lead_to_every_copy_and_say_where_they_lead(root):
    text = page(root)
    found = links(text)
    for topic in READY:
        for kind, name in zip(copies.KINDS, ("Lecture", "Lab", "Solution"), strict=True):
            assert found[f"{name} {topic.number:02d}"] == f"{kind}/{topic.name}.ipynb"
    assert all((root / "work" / unquote(target)).is_file() for target in found.values())


def test_a_newer_version_is_linked_beside_the_students(root):
    copies.make()
    (root / "labs" / f"{FIRST.name}.ipynb").write_text(notebook("print('newer')"), encoding="utf-8")
    found = links(page(root))
    assert found[f"Lab {FIRST.number:02d}"] == f"labs/{FIRST.name}.ipynb"
    assert found[f"Lab {FIRST.number:02d}, new version"] == f"labs/{FIRST.name}.new.ipynb"


def test_every_topic_has_a_row_with_its_minutes_and_no_header_is_empty(root):
    text = page(root)
    for topic in TOPICS:
        line = row(text, topic)
        assert topic.title in line
        assert line.count(" | ") == 4
        assert ("in preparation" in line) != topic.ready
    for topic in READY:
        minutes = sum(exercise.minutes for exercise in exercises_of(topic).values())
        assert f"<br>{topic.minutes} min |" in row(text, topic)
        assert f"<br>{minutes} min |" in row(text, topic)
    header = next(line for line in text.splitlines() if line.startswith("| "))
    assert all(cell.strip() for cell in header.strip("|").split("|"))


def passed(*indices, topic=FIRST, **others):
    """Recorded: the exercises of `topic` at `indices` passed; verdicts of others, as `_2="…"`."""
    names = NAMES[topic]
    verdicts = {names[i]: "passed" for i in indices}
    return {topic.stem: verdicts | {names[int(i[1:])]: word for i, word in others.items()}}


def exercise(topic, index):
    one = exercises_of(topic)[NAMES[topic][index]]
    return f"Lab {topic.number:02d}, exercise {one.number}: {one.title}"


@pytest.mark.parametrize(
    ("recorded", "words"),
    [
        ({}, f"Begin with [Lecture {FIRST.number:02d}: {FIRST.title}]"),
        (passed(0), f"Continue with [{exercise(FIRST, 1)}]"),
        (passed(0, _1="not attempted yet"), f"Continue with [{exercise(FIRST, 1)}]"),
        (passed(0, 1, _4="not right yet"), f"Continue with [{exercise(FIRST, 4)}]"),
        (passed(0, topic=SECOND), f"Continue with [{exercise(SECOND, 1)}]"),
        (
            {FIRST.stem: ALL[FIRST.stem]},
            f"Continue with [Lecture {SECOND.number:02d}: {SECOND.title}]",
        ),
        (ALL | passed(0), f"Continue with [{exercise(FIRST, 1)}]"),
        ({FIRST.stem: {"gone": "passed"}}, f"Continue with [{exercise(FIRST, 0)}]"),
        (ALL, "No exercise is left open."),
    ],
)
def test_the_page_says_where_to_go_on(root, recorded, words):
    assert f"\n**{words}" in page(root, recorded)


def test_the_link_leads_to_the_exercise_in_the_students_copy(root):
    name = NAMES[FIRST][1]
    cells = [
        nbformat.v4.new_markdown_cell("<!-- lab -->", id="top"),
        nbformat.v4.new_markdown_cell(f"<!-- exercise: {name} -->\n## Mine", id="the-place"),
    ]
    text = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    (root / "labs" / f"{FIRST.name}.ipynb").write_text(text, encoding="utf-8")
    found = links(page(root, passed(0)))
    assert found[exercise(FIRST, 1)] == f"labs/{FIRST.name}.ipynb#cell-id=the-place"


def test_progress_is_what_is_recorded_at_this_start(root):
    assert f"| 0 of {len(NAMES[FIRST])} passed |" in row(page(root), FIRST)
    text = page(root, passed(0, 2, _1="not right yet"))
    assert f"| 2 of {len(NAMES[FIRST])} passed |" in row(text, FIRST)
    assert f"{FIRST.number:02d} (2 of {len(NAMES[FIRST])})" in re.search(r"!\[(.+)\]", text)[1]
    picture = ElementTree.parse(root / "work" / "front_page.svg")
    svg = "{http://www.w3.org/2000/svg}"
    numbers = [number.text for number in picture.iter(f"{svg}text")]
    assert numbers == [f"{topic.number:02d}" for topic in TOPICS]
    rings = [ring.get("stroke-dasharray") for ring in picture.iter(f"{svg}circle")][1::2]
    assert rings == [f"{200 / len(NAMES[FIRST]):.0f} 100"] + ["0 100"] * (len(TOPICS) - 1)


def test_progress_that_cannot_be_read_is_not_shown_as_none(root, capsys):
    (root / "work" / "progress.json").mkdir(parents=True)
    text = page(root)
    assert "Your progress is not shown: cannot read progress.json" in text
    assert "cannot read progress.json" in capsys.readouterr().err
    assert "not known" in row(text, FIRST)
    assert " passed" not in text


def test_checks_that_cannot_be_used_keep_nothing_shut(root, monkeypatch):
    def broken(topic):
        raise CourseError("someone is just editing")

    monkeypatch.setattr(standing, "exercises_of", broken)
    text = page(root)
    assert f"Lab {FIRST.number:02d}" in links(text)
    assert "not known" in row(text, FIRST)


def test_a_folder_that_cannot_be_written_is_one_clear_error(root):
    made = copies.make()
    (root / "work" / "README.md").mkdir()
    with pytest.raises(CourseError, match="cannot write"):
        landing.write(made)


def test_an_unbuilt_notebook_is_not_linked(root):
    (root / "lectures" / f"{FIRST.name}.ipynb").unlink()
    text = page(root)
    assert "not built yet" in row(text, FIRST)
    assert f"**Begin with Lecture {FIRST.number:02d}: {FIRST.title}**" in text
