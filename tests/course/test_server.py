"""How JupyterLab is started: its address, its settings, and what happens when it fails."""

import os
import sys
import webbrowser
from pathlib import Path

import pytest

from utils import paths
from utils.course import environment, server
from utils.course.errors import CourseError


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path / "course"))
    monkeypatch.delenv("COURSE_WORK", raising=False)
    monkeypatch.delenv("JUPYTERLAB_SETTINGS_DIR", raising=False)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "theirs"))
    return tmp_path / "course"


def test_a_page_is_served_from_the_course_or_from_works_parent(root, tmp_path, monkeypatch):
    assert server.root_dir() == root
    assert server.url_path(root / "work" / "a b.md") == "/lab/tree/work/a%20b.md"
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "mine"))
    assert server.root_dir() == tmp_path
    assert server.url_path(tmp_path / "mine" / "README.md") == "/lab/tree/mine/README.md"


def test_a_hidden_work_folder_is_refused_in_words(root, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / ".mine"))
    with pytest.raises(CourseError, match=r"COURSE_WORK: .*\.mine is hidden"):
        server.root_dir()


@pytest.mark.parametrize("given", ["mine", "~/mine"])
def test_a_work_folder_is_resolved_once(root, tmp_path, monkeypatch, given):
    monkeypatch.setenv("COURSE_WORK", given)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert environment.environment("t", root)["COURSE_WORK"] == str(tmp_path / "mine")


@pytest.mark.parametrize("closed", ["home", "runtime"])
def test_what_cannot_be_written_is_kept_in_work(root, tmp_path, monkeypatch, closed):
    names = ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "MPLCONFIGDIR")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / closed / "jupyter"))
    monkeypatch.setattr(environment, "writable", lambda folder: closed not in folder.parts)
    env = environment.environment("t", root)
    moved = {name for name in names if Path(env.get(name, "")).is_relative_to(root)}
    assert moved == (set(names) if closed == "home" else {"JUPYTER_RUNTIME_DIR"})


def test_course_settings_come_before_the_users_and_threads_someone_chose_stay(root, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "theirs")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    env = environment.environment("t", root, present=True)
    present, lab = str(environment.SETTINGS / "present"), str(environment.SETTINGS / "lab")
    assert env["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [present, lab, "theirs"]
    assert env["OMP_NUM_THREADS"] == "3"


def test_own_settings_start_from_the_users_and_leave_them_alone(root, tmp_path):
    theirs = tmp_path / "theirs" / "lab" / "user-settings" / "plugin"
    theirs.mkdir(parents=True)
    (theirs / "theme.jupyterlab-settings").write_text("{dark: true}", encoding="utf-8")
    mine = environment.own_settings() / "settings" / "plugin" / "theme.jupyterlab-settings"
    assert mine.read_text(encoding="utf-8") == "{dark: true}"
    mine.write_text("{dark: false}", encoding="utf-8")
    environment.own_settings()
    assert mine.read_text(encoding="utf-8") == "{dark: false}"
    assert (theirs / mine.name).read_text(encoding="utf-8") == "{dark: true}"


def test_slides_left_on_do_not_come_back(root):
    left = environment.own_settings() / "settings" / "jupyterlab-slideshow"
    left.mkdir()
    (left / "plugin.jupyterlab-settings").write_text('{"active": true}', encoding="utf-8")
    assert not (environment.own_settings() / "settings" / "jupyterlab-slideshow").exists()


def test_settings_that_cannot_be_written_are_a_clear_error(root):
    root.mkdir()
    (root / "work").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot write"):
        environment.own_settings()


@pytest.fixture
def opened(root, monkeypatch):
    """Open the front page with `code` as the server, which is told whether to open a browser."""

    def open_page(code, *, browser=False):
        line = [sys.executable, "-c", code]
        monkeypatch.setattr(server, "arguments", lambda url, port, browser: [*line, str(browser)])
        settings = environment.own_settings()
        return server.open_page(root / "work" / "README.md", settings, port=9, browser=browser)

    return open_page


def test_server_that_fails_to_start_is_a_clear_error(opened):
    with pytest.raises(CourseError, match=r"exit status 3\).*course doctor"):
        opened("raise SystemExit(3)")


def test_server_that_stays_silent_is_ended(opened, monkeypatch):
    monkeypatch.setattr(server, "START_SECONDS", 0)
    with pytest.raises(CourseError, match="did not answer"):
        opened("import time; time.sleep(600)")


def test_without_a_browser_the_address_is_printed(opened, monkeypatch, capsys):
    def none(name=None):
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    monkeypatch.setattr(server, "_port", lambda process, env: 9)
    assert opened("import sys; assert sys.argv[1] == 'False'", browser=True) == 0
    none_there, address, _ = capsys.readouterr().out.splitlines()
    assert none_there == "There is no browser here that can be opened."
    page = server.url_path(paths.work() / "README.md")
    assert address.startswith(f"Open this address: http://localhost:9{page}?token")


def test_the_courses_style_is_where_jupyterlab_looks_and_is_renewed(tmp_path):
    placed = tmp_path / "config" / "custom" / "custom.css"
    for _ in range(2):
        environment.put_style(tmp_path)
        assert "Solution " in placed.read_text(encoding="utf-8")
        placed.write_text("old", encoding="utf-8")
    assert "--LabApp.custom_css=True" in server.arguments("/lab", 1, browser=False)
