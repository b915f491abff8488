"""`course present` opens the newest copy of a lecture with slides on, and leaves no trace."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import notebook_root
from helpers.notebook_root import READY, notebook

from utils.course import server, talk_settings
from utils.course.cli import main
from utils.topics import TOPICS

NAME = READY[0].name


@pytest.fixture
def started(tmp_path, monkeypatch):
    """What the server would have been started with; nothing is started."""
    notebook_root.make(tmp_path, monkeypatch)
    seen = {}

    def serve(line, env, address, *, browser, say):
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
    result = present(stem)
    assert result.exit_code == 0
    assert started["address"].endswith(f"/lab/tree/work/lectures/{NAME}.ipynb")
    assert started["browser"] is True


def test_slides_are_on(started):
    present(NAME)
    layers = started["env"]["JUPYTER_CONFIG_PATH"]
    first = Path(layers.split(os.pathsep)[0])
    overrides = first / "labconfig" / "default_setting_overrides.json"
    settings = json.loads(overrides.read_text(encoding="utf-8"))
    assert settings["jupyterlab-slideshow:plugin"]["active"] is True


def test_keys_are_printed_and_run_all_has_one(started):
    output = present(NAME).output
    assert "Ctrl+Shift+Enter" in output
    assert talk_settings.RUN_ALL in started["settings"]["shortcuts"]["shortcuts"]


def test_text_is_larger_and_other_settings_stay(started, tmp_path):
    themes = tmp_path / "work/.jupyterlab/settings/@jupyterlab/apputils-extension"
    themes.mkdir(parents=True)
    file = themes / "themes.jupyterlab-settings"
    before = '{\n  // chosen by hand\n  "theme": "JupyterLab Dark",\n}\n'
    file.write_text(before, encoding="utf-8")
    present(NAME)
    assert started["settings"]["themes"]["theme"] == "JupyterLab Dark"
    assert started["settings"]["themes"]["overrides"] == talk_settings.LARGE
    assert file.read_text(encoding="utf-8") == before


def test_settings_of_the_talk_are_gone_afterwards(started):
    present(NAME)
    assert not Path(started["env"]["JUPYTERLAB_SETTINGS_DIR"]).exists()


def test_newest_copy_is_presented(started, tmp_path):
    present(NAME)
    newer = notebook("print('newer')")
    (tmp_path / "lectures" / f"{NAME}.ipynb").write_text(newer, encoding="utf-8")
    result = present(NAME)
    assert started["address"].endswith(f"/{NAME}.new.ipynb")
    assert "Yours is untouched" in result.output


def test_unknown_topic(started):
    result = present("cooking")
    assert result.exit_code == 2
    assert "cooking" in result.output
    assert NAME in result.output
    assert not started


def test_topic_in_preparation(started):
    waiting = [topic for topic in TOPICS if not topic.ready]
    if not waiting:
        pytest.skip("every topic is ready")
    result = present(waiting[0].name)
    assert result.exit_code == 2
    assert "in preparation" in result.output
    assert not started


def test_lecture_that_is_not_built(started, tmp_path):
    (tmp_path / "lectures" / f"{NAME}.ipynb").unlink()
    result = present(NAME)
    assert result.exit_code == 2
    assert "course build" in result.output
    assert not started
