"""The front page links every copy and lists what is in preparation."""

import re
from urllib.parse import unquote

import pytest
from helpers import notebook_root
from helpers.notebook_root import READY, notebook

from utils.course import copies, landing
from utils.topics import TOPICS


@pytest.fixture
def root(tmp_path, monkeypatch):
    return notebook_root.make(tmp_path, monkeypatch)


def links(page):
    return re.findall(r"\[[^]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))


def test_links_lead_to_every_copy(root):
    page = landing.write(copies.make())
    assert page == root / "work" / "README.md"
    targets = links(page)
    assert len(targets) == len(READY) * 3
    assert all((page.parent / unquote(target)).is_file() for target in targets)


def test_newer_version_is_linked_beside_the_students(root):
    copies.make()
    name = f"{READY[0].name}.ipynb"
    (root / "labs" / name).write_text(notebook("print('newer')"), encoding="utf-8")
    targets = links(landing.write(copies.make()))
    assert f"labs/{name}" in targets
    assert f"labs/{READY[0].name}.new.ipynb" in targets


def test_every_topic_is_named_and_unready_ones_are_in_preparation(root):
    text = landing.write(copies.make()).read_text(encoding="utf-8")
    ready, waiting = text.split("In preparation:")
    for topic in TOPICS:
        assert topic.title in (ready if topic.ready else waiting)


def test_unbuilt_notebook_is_not_linked(root):
    (root / "solutions" / f"{READY[0].name}.ipynb").unlink()
    page = landing.write(copies.make())
    assert "not built yet" in page.read_text(encoding="utf-8")
    assert f"solutions/{READY[0].name}.ipynb" not in links(page)
