"""The text source and its notebook: ids, fingerprints, round trips, JupyterLab's own pairing."""

import shutil

import pytest
from helpers import small_course
from helpers.small_course import code
from helpers.topics import ROOT
from hypothesis import given
from hypothesis import strategies as st

from utils.course import cells, pairs
from utils.course.errors import CourseError


def test_ids_do_not_change_when_a_cell_is_inserted_and_tell_code_from_text():
    before = [code("a = 1"), code("b = 2")]
    after = [code("a = 1"), code("new = 3"), code("b = 2")]
    assert cells.ids(before) == [cells.ids(after)[0], cells.ids(after)[2]]
    assert cells.ids([code("a")]) != cells.ids([code("a") | {"cell_type": "markdown"}])


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12))
def test_ids_are_unique_and_valid(sources):
    found = cells.ids([code(source) for source in sources])
    assert len(set(found)) == len(sources)
    assert all(8 <= len(each) <= 64 and each.replace("-", "").isalnum() for each in found)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_fingerprint_sees_where_one_cell_ends(sources):
    one = [code("\n".join(sources))]
    many = [code(source) for source in sources]
    assert (cells.fingerprint(one) == cells.fingerprint(many)) == (len(sources) == 1)


@pytest.fixture
def source(tmp_path):
    return tmp_path / "a.py"


@pytest.mark.parametrize("folder", pairs.FOLDERS)
def test_writing_a_source_back_changes_nothing(course, folder):
    source = small_course.change_text(course, folder, "Python 3", "My Python")
    before = source.read_text(encoding="utf-8")
    pairs.write_source(source, pairs.read_source(source))
    assert source.read_text(encoding="utf-8") == before


def test_magics_and_slides_survive_the_round_trip(source):
    originals = [code("%matplotlib inline\nx = 1", slideshow={"slide_type": "skip"}, tags=["t"])]
    pairs.write_source(source, [code("x = 1")])
    pairs.write_source(source, originals)
    assert cells.first_difference(originals, pairs.read_source(source)) is None
    assert "# %matplotlib inline" in source.read_text(encoding="utf-8")


def test_folded_cells_are_folded_by_their_tags_alone(source):
    notes = '# %% [markdown] tags=["notes"]\n# Instructor\'s notes · 1 minute\n'
    text = f'{notes}\n# %% tags=["aside"]\n# Draw: nothing.\n\n# %%\na = 1\n'
    source.write_text(text, encoding="utf-8")
    notebook = pairs.notebook_of(pairs.read_source(source))
    assert [cell["metadata"] for cell in notebook["cells"]] == [
        {
            "tags": ["notes"],
            "slideshow": {"slide_type": "notes"},
            "jupyter": {"source_hidden": True},
        },
        {"tags": ["aside"], "jupyter": {"source_hidden": True}},
        {},
    ]
    assert [cells.foreign_metadata(cell) for cell in notebook["cells"]] == ["", "", ""]
    pairs.write_source(source, notebook["cells"])
    assert text in source.read_text(encoding="utf-8")


def test_a_cell_that_the_text_cannot_hold_is_refused(source):
    with pytest.raises(CourseError, match="cell 1 cannot be kept"):
        pairs.write_source(source, [code("a = 1\n# %%\nb = 2")])
    assert not source.exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (None, r"there is no file .*a\.py"),
        ("", "has no cells"),
        ("# %%\n", "cell 1 is an empty code cell"),
        ('# %% colour="red"\na = 1\n', "cell 1 has metadata colour"),
        ('# %% tags=["aside"]\na = 1\n', "cell 1 has the tag aside, .* must be a comment"),
        ('# %% [markdown] tags=["notes"]\n# Say it.\n', "tag notes, .* it is `Say it.`"),
    ],
)
def test_a_source_that_is_missing_or_would_lose_something_is_refused(source, body, message):
    if body is not None:
        source.write_text(body, encoding="utf-8")
    with pytest.raises(CourseError, match=message):
        pairs.read_source(source)


@pytest.fixture
def manager(course):
    """Return jupytext's contents manager on a built course with the repository's pairing."""
    from jupytext.sync_contentsmanager import TextFileContentsManager

    shutil.copy(ROOT / "jupytext.toml", course)
    manager = TextFileContentsManager(root_dir=str(course))
    # Otherwise its log goes to a stream that pytest has closed by the next test.
    manager.log.disabled = True
    yield manager
    manager.log.disabled = False


def open_and_save(manager, name):
    """Do what JupyterLab does when a notebook is opened and saved, and return its cells."""
    content = manager.get(name, type="notebook", content=True)["content"]
    manager.save({"type": "notebook", "content": content}, name)
    return content["cells"]


@pytest.mark.parametrize("folder", pairs.FOLDERS)
def test_saving_unchanged_in_jupyterlab_leaves_the_pair_in_order(manager, course, folder):
    source, notebook = (small_course.path(course, folder, end) for end in (".py", ".ipynb"))
    assert notebook.stat().st_mtime <= source.stat().st_mtime  # else jupytext complains
    text = source.read_text(encoding="utf-8")
    opened = open_and_save(manager, f"{folder}/{notebook.name}")
    ran = [cell["outputs"][0]["text"] for cell in opened if cell["cell_type"] == "code"]
    assert ran == ["ran\n", "ran\n"]
    assert source.read_text(encoding="utf-8") == text
    # a solution is opened as its text has it, without the hints; the next build puts them back
    left = [finding.rpartition(" ")[2] for finding in small_course.findings(course)]
    assert left == ([small_course.TOPIC.name] if folder == "solutions" else [])
    small_course.build(course)
    assert small_course.findings(course) == []


def test_a_newer_text_is_what_jupyterlab_opens(manager, course):
    source = small_course.change_text(course, "lectures", "20 + 1", "30 + 1")
    assert "30 + 1" in open_and_save(manager, f"lectures/{source.stem}.ipynb")[1].source


def test_a_students_copy_is_not_paired(manager, course):
    for folder in ("lectures", "solutions", "labs"):
        notebook = small_course.path(course, folder)
        shutil.copytree(
            notebook.parent, course / "work" / folder, ignore=shutil.ignore_patterns("*.py")
        )
        open_and_save(manager, f"work/{folder}/{notebook.name}")
    assert list((course / "work").rglob("*.py")) == []
