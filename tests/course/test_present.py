"""`course present` opens the newest copy of a lecture with slides on, and leaves no trace."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import notebook_root
from helpers.notebook_root import READY, notebook

from utils.course import server, talk_settings
from utils.course.cli import main

NAME = READY[0].name


@pytest.fixture
def started(tmp_path, monkeypatch):
    """What the server would have been started with; nothing is started."""
    notebook_root.make(tmp_path, monkeypatch)
    seen = {}

    def serve(line, env, address, *, browser):
        seen.update(env=env, address=address, browser=browser, line=line(browser))
        folder = Path(env["JUPYTERLAB_SETTINGS_DIR"])
        seen["settings"] = {
            file.stem: json.loads(file.read_text(encoding="utf-8"))
            for file in folder.rglob("*.jupyterlab-settings")
        }
        return 0

    monkeypatch.setattr(server, "serve", serve)
    return seen


def present(*arguments):
    return CliRunner().invoke(main, ["present", *arguments])


@pytest.mark.parametrize("stem", [str(READY[0].number), READY[0].stem, NAME])
def test_lecture_opens_under_any_of_its_names(started, stem):
    assert present(stem).exit_code == 0
    assert started["address"].endswith(f"/lab/tree/work/lectures/{NAME}.ipynb")
    assert started["browser"] is True
    assert started["env"]["JUPYTER_TOKEN"] not in " ".join(started["line"])


def test_slides_are_on_and_keys_are_printed(started):
    output = present(NAME).output
    first = Path(started["env"]["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0])
    overrides = first / "labconfig" / "default_setting_overrides.json"
    settings = json.loads(overrides.read_text(encoding="utf-8"))
    assert settings["jupyterlab-slideshow:plugin"]["active"] is True
    assert "Ctrl+Shift+Enter" in output
    assert talk_settings.RUN_ALL in started["settings"]["shortcuts"]["shortcuts"]


def test_text_is_larger_and_other_settings_stay_and_the_talks_are_gone(started, tmp_path):
    themes = tmp_path / "work/.jupyterlab/settings/@jupyterlab/apputils-extension"
    themes.mkdir(parents=True)
    file = themes / "themes.jupyterlab-settings"
    before = '{\n  // chosen by hand\n  "theme": "JupyterLab Dark",\n}\n'
    file.write_text(before, encoding="utf-8")
    present(NAME)
    assert started["settings"]["themes"]["theme"] == "JupyterLab Dark"
    assert started["settings"]["themes"]["overrides"] == talk_settings.LARGE
    assert file.read_text(encoding="utf-8") == before
    assert not Path(started["env"]["JUPYTERLAB_SETTINGS_DIR"]).exists()


def test_newest_copy_is_presented(started, tmp_path):
    present(NAME)
    newer = notebook("print('newer')")
    (tmp_path / "lectures" / f"{NAME}.ipynb").write_text(newer, encoding="utf-8")
    result = present(NAME)
    assert started["address"].endswith(f"/{NAME}.new.ipynb")
    assert "Yours is untouched" in result.output


def unknown(tmp_path, monkeypatch):
    return "cooking", ["cooking", NAME]


def in_preparation(tmp_path, monkeypatch):
    waiting = (replace(READY[0], ready=False),)
    monkeypatch.setattr("utils.topics.TOPICS", waiting)
    return NAME, ["in preparation"]


def not_built(tmp_path, monkeypatch):
    (tmp_path / "lectures" / f"{NAME}.ipynb").unlink()
    return NAME, ["course build"]


@pytest.mark.parametrize("why", [unknown, in_preparation, not_built])
def test_a_lecture_that_cannot_be_shown_is_one_clear_error(started, tmp_path, monkeypatch, why):
    name, said = why(tmp_path, monkeypatch)
    result = present(name)
    assert result.exit_code == 2
    assert [words for words in said if words not in result.output] == []
    assert not started
