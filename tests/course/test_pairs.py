"""The text source and its notebook: ids, fingerprints, round trips, JupyterLab's own pairing."""

import shutil
from pathlib import Path

import pytest
from helpers import small_course
from hypothesis import given
from hypothesis import strategies as st

from utils.course import cells, pairs
from utils.course.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]


def code(source, **metadata):
    return {"cell_type": "code", "source": source, "metadata": metadata}


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


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ([code("b")], "source"),
        ([code("a") | {"cell_type": "raw"}], "type"),
        ([code("a", tags=["x"])], "tags"),
        ([code("a", slideshow={"slide_type": "skip"})], "slide"),
        ([], "missing"),
        ([code("a"), code("b")], "extra"),
    ],
)
def test_every_difference_is_named_and_changes_the_fingerprint(changed, part):
    original = [code("a")]
    assert cells.first_difference(original, changed)[1] == part
    assert cells.fingerprint(original) != cells.fingerprint(changed)


def test_outputs_are_no_difference():
    ran = {**code("a"), "outputs": [{"output_type": "stream"}], "execution_count": 3, "id": "x"}
    assert cells.first_difference([code("a")], [ran]) is None
    assert cells.fingerprint([code("a")]) == cells.fingerprint([ran])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_fingerprint_sees_where_one_cell_ends(sources):
    one = [code("\n".join(sources))]
    many = [code(source) for source in sources]
    assert (cells.fingerprint(one) == cells.fingerprint(many)) == (len(sources) == 1)


def test_writing_a_source_back_changes_nothing(tmp_path):
    for folder in pairs.FOLDERS:
        source = small_course.path(small_course.make(tmp_path / folder), folder, ".py")
        before = source.read_text(encoding="utf-8")
        pairs.write_source(source, pairs.read_source(source))
        assert source.read_text(encoding="utf-8") == before


def test_writing_keeps_a_header_of_ones_own(tmp_path):
    source = tmp_path / "a.py"
    header = pairs.HEADER.replace("Python 3", "My Python")
    source.write_text(f"{header}\n# %%\na = 1\n", encoding="utf-8")
    pairs.write_source(source, [code("b = 2")])
    assert source.read_text(encoding="utf-8") == f"{header}\n# %%\nb = 2\n"


def test_magics_and_slides_survive_the_round_trip(tmp_path):
    source = tmp_path / "a.py"
    originals = [code("%matplotlib inline\nx = 1", slideshow={"slide_type": "skip"}, tags=["t"])]
    pairs.write_source(source, originals)
    assert cells.first_difference(originals, pairs.read_source(source)) is None
    assert "# %matplotlib inline" in source.read_text(encoding="utf-8")


def test_a_cell_that_the_text_cannot_hold_is_refused(tmp_path):
    source = tmp_path / "a.py"
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
    ],
)
def test_a_source_that_is_missing_or_would_lose_something_is_refused(tmp_path, body, message):
    source = tmp_path / "a.py"
    if body is not None:
        source.write_text(f"{pairs.HEADER}\n{body}", encoding="utf-8")
    with pytest.raises(CourseError, match=message):
        pairs.read_source(source)


@pytest.fixture
def manager(tmp_path, monkeypatch):
    """Return jupytext's contents manager on a built course with the repository's pairing."""
    from jupytext.sync_contentsmanager import TextFileContentsManager

    small_course.without_kernel(monkeypatch)
    root = small_course.make(tmp_path / "course")
    shutil.copy(ROOT / "jupytext.toml", root)
    small_course.build(root)
    manager = TextFileContentsManager(root_dir=str(root))
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
def test_saving_unchanged_in_jupyterlab_leaves_the_pair_in_order(manager, folder):
    root = Path(manager.root_dir)
    source = small_course.path(root, folder, ".py")
    text = source.read_text(encoding="utf-8")
    opened = open_and_save(manager, f"{folder}/{small_course.TOPIC.name}.ipynb")
    assert [cell["outputs"][0]["text"] for cell in opened if cell["cell_type"] == "code"] == [
        "ran\n",
        "ran\n",
    ]
    assert source.read_text(encoding="utf-8") == text
    # a solution is opened as its text has it, without the hints; the next build puts them back
    left = [finding.rpartition(" ")[2] for finding in small_course.findings(root)]
    assert left == ([small_course.TOPIC.name] if folder == "solutions" else [])
    small_course.build(root)
    assert small_course.findings(root) == []


def test_the_text_may_be_newer_and_the_notebook_never_is(manager):
    root, name = Path(manager.root_dir), small_course.TOPIC.name
    for folder in pairs.FOLDERS:
        notebook, source = (small_course.path(root, folder, end) for end in (".ipynb", ".py"))
        assert notebook.stat().st_mtime <= source.stat().st_mtime
    source = small_course.path(root, "lectures", ".py")
    text = source.read_text(encoding="utf-8").replace("20 + 1", "30 + 1")
    source.write_text(text, encoding="utf-8")
    assert "30 + 1" in open_and_save(manager, f"lectures/{name}.ipynb")[1].source


def test_a_students_copy_is_not_paired(manager):
    root = Path(manager.root_dir)
    for folder in ("lectures", "solutions", "labs"):
        (root / "work" / folder).mkdir(parents=True)
        shutil.copy(small_course.path(root, folder), root / "work" / folder)
        open_and_save(manager, f"work/{folder}/{small_course.TOPIC.name}.ipynb")
    assert list((root / "work").rglob("*.py")) == []
