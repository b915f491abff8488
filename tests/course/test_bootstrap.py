"""`.venv` is made once, completed after an interruption, and its lacks are named."""

import ast
import shutil
import sys
from pathlib import Path

import pytest

from utils.course import bootstrap


class Machine:
    """A machine on which commands are only noted: `venv` works from its creation on."""

    def __init__(self, root):
        self.root, self.calls = root, []
        self.fail = self.interrupt = None  # the word whose command fails or is interrupted

    def call(self, line, cwd=None):
        self.calls.append(line)
        if "venv" in line:
            Path(line[-1]).mkdir(exist_ok=True)
        if self.interrupt in line:
            raise KeyboardInterrupt
        return int(self.fail in line)

    def run(self, *extras, fail=None, interrupt=None):
        """Run the bootstrap; return its status and the targets that were installed."""
        self.calls, self.fail, self.interrupt = [], fail, interrupt
        status = bootstrap.main(extras, root=str(self.root))
        return status, [line[-1] for line in self.calls if "pip" in line]

    def venvs(self):
        return [line for line in self.calls if "venv" in line]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("# as released\n", encoding="utf-8")
    machine = Machine(tmp_path)
    monkeypatch.delenv("PYTHON", raising=False)
    monkeypatch.setattr(bootstrap, "call", machine.call)
    monkeypatch.setattr(bootstrap, "require_venv", lambda python: None)
    monkeypatch.setattr(bootstrap, "works", lambda python: (tmp_path / ".venv").is_dir())
    return machine


def test_first_time_creates_and_installs_and_then_only_what_is_missing(machine):
    assert machine.run() == (0, ["."])
    creates, installs = machine.calls
    assert creates[:3] == [sys.executable, "-m", "venv"]
    assert installs[1:] == ["-m", "pip", "install", "-c", "constraints.txt", "-e", "."]
    assert ".venv" in installs[0]
    assert machine.run("test") == (0, [".[test]"])
    assert machine.venvs() == []
    assert machine.run() == (0, [])
    assert machine.calls == []


@pytest.mark.parametrize(
    ("stopped", "status", "words"),
    [
        ({"fail": "pip"}, 2, "there is no network"),
        ({"fail": "venv"}, 2, "could not be made"),
        ({"interrupt": "pip"}, 130, "Run the same command again"),
        ({"interrupt": "venv"}, 130, "Run the same command again"),
    ],
)
def test_what_did_not_finish_is_told_and_completed(machine, capsys, stopped, status, words):
    assert machine.run(**stopped)[0] == status
    assert words in capsys.readouterr().err
    assert machine.run() == (0, ["."])
    assert machine.venvs() == []


def test_interrupted_update_is_not_taken_for_complete(machine):
    machine.run()
    machine.run("test", interrupt="pip")
    assert machine.run("test") == (0, [".[test]"])


STAMP = f".venv/{bootstrap.STAMP}"


@pytest.mark.parametrize(
    ("name", "content", "installed"),
    [
        ("pyproject.toml", "# changed\n", ".[test]"),
        ("constraints.txt", "# changed\n", ".[test]"),
        *((STAMP, damage, ".") for damage in ("", "[]", "{}", '{"extras": 3}')),
    ],
)
def test_what_has_changed_or_is_damaged_installs_again(machine, name, content, installed):
    machine.run("test")
    (machine.root / name).write_text(content, encoding="utf-8")
    assert machine.run() == (0, [installed])
    assert machine.run() == (0, [])


def test_broken_venv_is_made_afresh(machine, monkeypatch):
    machine.run()
    (machine.root / "constraints.txt").write_text("# changed\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "works", lambda python: False)
    machine.run()
    assert "--clear" in machine.venvs()[0]


def test_missing_constraints_are_named(machine, capsys):
    (machine.root / "constraints.txt").unlink()
    assert machine.run() == (2, [])
    assert "cannot read constraints.txt" in capsys.readouterr().err


def test_old_python_without_a_newer_one_is_told_what_was_found(machine, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert machine.run() == (2, [])
    said = capsys.readouterr().err
    for words in ("python3 is Python 3.8.10", "3.11 or newer", "PYTHON="):
        assert words in said
    assert machine.calls == []


def test_old_python_finds_a_newer_one(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(
        bootstrap, "version_of", lambda path: (3, 12, 1) if "3.12" in path else (3, 9, 0)
    )
    assert bootstrap.choose_python(None) == "/bin/python3.12"


@pytest.mark.parametrize(
    ("found", "words"), [(None, "cannot be run"), ((3, 9, 2), "is Python 3.9.2")]
)
def test_chosen_python_that_will_not_do(monkeypatch, found, words):
    monkeypatch.setattr(bootstrap, "version_of", lambda python: found)
    with pytest.raises(bootstrap.Problem, match=words):
        bootstrap.choose_python("their-python")


def test_missing_venv_module_names_the_package(monkeypatch):
    monkeypatch.setattr(bootstrap, "quiet", lambda line: False)
    with pytest.raises(bootstrap.Problem, match=r"apt install python\d\.\d+-venv"):
        bootstrap.require_venv(sys.executable)


def test_this_python_has_what_it_takes():
    bootstrap.require_venv(sys.executable)
    assert bootstrap.version_of(sys.executable) == sys.version_info[:3]
    assert bootstrap.version_of("no-such-python") is None
    assert not bootstrap.works("no-such-python")


def test_an_old_python_can_read_the_file():
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    imported = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert imported <= sys.stdlib_module_names
