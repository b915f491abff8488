"""Each thing that can be wrong is found, with its mend; notes are no problems."""

import sys
from importlib import metadata

import pytest
from click.testing import CliRunner

from utils.course import constraints, doctor
from utils.course.cli import main
from utils.course.doctor import Finding


def kinds(findings):
    return [finding.kind for finding in findings]


def test_old_python_is_a_problem(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    (finding,) = doctor.python()
    assert finding.kind == "problem"
    assert "3.9.1" in finding.what
    assert "PYTHON=" in finding.mend


def test_this_python_is_fine():
    assert kinds(doctor.python()) == ["ok"]


@pytest.fixture
def requires(monkeypatch, tmp_path):
    """Let the course require `lines` and prove `pins`; only click 8.5.1 is installed."""

    def version(name):
        if name != "click":
            raise metadata.PackageNotFoundError(name)
        return "8.5.1+local"

    def pretend(lines, pins=""):
        (tmp_path / "constraints.txt").write_text(pins, encoding="utf-8")
        monkeypatch.setattr(metadata, "requires", lambda name: lines)
        monkeypatch.setattr(metadata, "version", version)
        monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
        return list(doctor.packages())

    return pretend


def test_missing_package_is_a_problem(requires):
    (finding,) = requires(["click>=8", "numpy>=2"])
    assert finding.kind == "problem"
    assert finding.what == "numpy is not installed"
    assert "make lab" in finding.mend


def test_package_outside_its_range_is_a_problem(requires):
    (finding,) = requires(["click>=9"])
    assert (finding.kind, finding.what) == ("problem", "click 8.5.1+local is outside >=9")


def test_extras_are_not_demanded(requires):
    assert kinds(requires(["click>=8", 'pytest>=8; extra == "test"'])) == ["ok"]


def test_other_version_than_proved_is_a_note_with_its_mend(requires):
    note, fine = requires(["click>=8"], "click==8.2.0\nnumpy==2.0.0\n")
    assert (note.kind, fine.kind) == ("note", "ok")
    assert "proved is 8.2.0" in note.what
    assert "pip install click==8.2.0" in note.mend


def test_local_suffix_is_no_difference(requires):
    (finding,) = requires(["click>=8"], "click==8.5.1\n")
    assert finding == Finding("ok", "1 packages are as in constraints.txt")


def test_broken_constraints_are_a_problem(requires):
    assert kinds(requires(["click>=8"], "click>=8\n")) == ["problem"]


def test_utils_is_ours():
    assert kinds(doctor.ours()) == ["ok"]


def test_another_utils_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (finding,) = doctor.ours()
    assert finding.kind == "problem"
    assert str(tmp_path) in finding.what
    assert "pip install -e ." in finding.mend


def test_torch_that_does_not_import_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("raise OSError('a library is missing')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (finding,) = doctor.torch()
    assert finding.kind == "problem"
    assert "a library is missing" in finding.what
    assert f"torch=={constraints.parse(constraints.file().read_text())['torch']}" in finding.mend


def test_kernel_starts_and_is_this_python():
    (finding,) = doctor.kernel()
    assert finding.kind == "ok"
    assert "first cell" in finding.what


def test_missing_kernel_is_a_problem(monkeypatch):
    import jupyter_client.manager

    def missing(**options):
        raise jupyter_client.kernelspec.NoSuchKernel("python3")

    monkeypatch.setattr(jupyter_client.manager, "start_new_kernel", missing)
    (finding,) = doctor.kernel()
    assert finding.kind == "problem"
    assert "ipykernel install" in finding.mend


def test_work_that_can_be_written_leaves_no_trace(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    assert kinds(doctor.work_folder()) == ["ok"]
    assert list(tmp_path.iterdir()) == []


def test_work_that_cannot_be_written_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "work").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    (finding,) = doctor.work_folder()
    assert finding.kind == "problem"
    assert "COURSE_WORK" in finding.mend


def test_another_course_command_is_a_note(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: str(tmp_path / name))
    (finding,) = doctor.command()
    assert finding.kind == "note"
    assert str(tmp_path) in finding.what


@pytest.mark.parametrize("found", [None, "somewhere/chromium"])
def test_a_browser_is_optional(monkeypatch, found):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: found)
    assert kinds(doctor.browser()) == ["ok" if found else "note"]


def run(monkeypatch, *findings):
    monkeypatch.setattr(doctor, "EXAMINATIONS", (lambda: iter(findings),))
    return CliRunner().invoke(main, ["doctor"])


def test_notes_leave_the_exit_status_alone(monkeypatch):
    result = run(monkeypatch, Finding("ok", "fine"), Finding("note", "odd", "look at it"))
    assert result.exit_code == 0
    assert "mend: look at it" in result.output


def test_a_problem_makes_the_exit_status_1(monkeypatch):
    result = run(monkeypatch, Finding("problem", "broken", "mend it"), Finding("ok", "fine"))
    assert result.exit_code == 1
    assert "PROBLEM broken" in result.output
    assert "1 problem." in result.output


def test_an_examination_that_breaks_is_a_problem_and_hides_no_other(monkeypatch):
    def breaks():
        raise RuntimeError("a broken doctor")

    monkeypatch.setattr(doctor, "EXAMINATIONS", (breaks, lambda: iter([Finding("ok", "fine")])))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "a broken doctor" in result.output
    assert "fine" in result.output
