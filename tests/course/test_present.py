"""`course present` opens the newest copy of a lecture, and leaves no trace.

That slides are on, and those of Further where they are asked for: tests/browser/test_slides.py.
"""

import json
import os
import subprocess
import webbrowser
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import notebook_root
from helpers.notebook_root import READY, notebook

from utils import paths
from utils.course import environment, server
from utils.course.cli import main

NAME = READY[0].name


@pytest.fixture
def started(tmp_path, monkeypatch):
    """What the server would have been started with; nothing is started."""
    notebook_root.make(tmp_path, monkeypatch)
    seen = {}

    class Server:
        def __init__(self, line, env):
            settings = Path(env["JUPYTERLAB_SETTINGS_DIR"]).rglob("*.jupyterlab-settings")
            seen.update(line=line, env=env)
            seen["settings"] = {file.stem: json.loads(file.read_text()) for file in settings}

        def wait(self):
            return 0

        poll = wait

    monkeypatch.setattr(webbrowser, "get", lambda: None)
    monkeypatch.setattr(subprocess, "Popen", Server)
    monkeypatch.setattr(server, "_port", lambda process, env: 8888)
    return seen


def present(*arguments):
    return CliRunner().invoke(main, ["present", *arguments])


@pytest.mark.parametrize("stem", [str(READY[0].number), READY[0].stem, NAME])
def test_lecture_opens_under_any_of_its_names(started, stem):
    result, token = present(stem), started["env"]["JUPYTER_TOKEN"]
    assert result.exit_code == 0
    page = server.url_path(paths.work() / "lectures" / f"{NAME}.ipynb")
    assert f"JupyterLab is opening: http://localhost:8888{page}?token={token}" in result.output
    assert {f"--LabApp.default_url={page}", "--LabApp.open_browser=True"} <= set(started["line"])
    assert token not in " ".join(started["line"])


def test_our_part_of_the_slides_is_there_for_a_talk_only(started):
    assert "Ctrl+Shift+Enter" in present(NAME).output
    extensions = started["env"]["JUPYTER_PATH"].split(os.pathsep)[0]
    own = environment.own_settings()
    assert extensions not in environment.environment("t", own).get("JUPYTER_PATH", "")


def test_settings_stay_and_the_talks_are_gone(started, tmp_path):
    themes = tmp_path / "work/.jupyterlab/settings/@jupyterlab/apputils-extension"
    themes.mkdir(parents=True)
    file = themes / "themes.jupyterlab-settings"
    before = '{"theme": "JupyterLab Dark"}'
    file.write_text(before, encoding="utf-8")
    present(NAME)
    assert started["settings"]["themes"]["theme"] == "JupyterLab Dark"
    assert file.read_text(encoding="utf-8") == before
    assert not Path(started["env"]["JUPYTERLAB_SETTINGS_DIR"]).exists()


def test_newest_copy_is_presented(started, tmp_path):
    present(NAME)
    newer = notebook("print('newer')")
    (tmp_path / "lectures" / f"{NAME}.ipynb").write_text(newer, encoding="utf-8")
    result = present(NAME)
    assert f"/{NAME}.new.ipynb?token=" in result.output
    assert "Yours is untouched" in result.output


def unknown(tmp_path, monkeypatch):
    return ["cooking"], ["cooking", NAME]


def in_preparation(tmp_path, monkeypatch):
    waiting = (replace(READY[0], ready=False),)
    monkeypatch.setattr("utils.topics.TOPICS", waiting)
    return [NAME], ["in preparation"]


def not_built(tmp_path, monkeypatch):
    (tmp_path / "lectures" / f"{NAME}.ipynb").unlink()
    return [NAME], ["course build"]


def no_further(tmp_path, monkeypatch):
    return [NAME, "--further"], ["# Further", NAME]


def no_port(tmp_path, monkeypatch):
    return [NAME, "--port", "0"], ["--port", "1<=x<=65535"]


@pytest.mark.parametrize("why", [unknown, in_preparation, not_built, no_further, no_port])
def test_a_lecture_that_cannot_be_shown_is_one_clear_error(started, tmp_path, monkeypatch, why):
    given, said = why(tmp_path, monkeypatch)
    result = present(*given)
    assert result.exit_code == 2
    assert [words for words in said if words not in result.output] == []
    assert not started
