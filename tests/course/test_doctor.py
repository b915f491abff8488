"""Each thing that can be wrong is found, with its mend; notes are no problems."""

import sys
from importlib import metadata

import jupyter_client.manager
import pytest
from click.testing import CliRunner

from utils.course import constraints, doctor
from utils.course.cli import main
from utils.course.doctor import Finding


def kinds(findings):
    return [finding.kind for finding in findings]


def assert_found(findings, kind, what, mend=""):
    (finding,) = findings
    assert finding.kind == kind
    assert what in finding.what
    assert mend in finding.mend


def test_here_all_is_well():
    assert kinds(doctor.python()) == kinds(doctor.ours()) == ["ok"]
    assert kinds(doctor.hidden()) == []


@pytest.mark.parametrize("name", ["torch", "click"])
def test_what_hides_a_package_is_a_problem(tmp_path, monkeypatch, name):
    (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    assert_found(doctor.hidden(), "problem", f"{name}.py, which hides {name}", "PYTHONPATH")


def test_a_file_beside_a_notebook_that_hides_one_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs" / "utils.py").write_text("", encoding="utf-8")
    assert_found(doctor.hidden(), "problem", "utils.py hides the module utils", "rename")


def test_a_home_that_cannot_be_written_is_a_note(monkeypatch):
    monkeypatch.setattr(doctor, "writable", lambda folder: False)
    assert_found(doctor.home(), "note", "cannot be written", "in work/")


def test_old_python_is_a_problem(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert_found(doctor.python(), "problem", "3.9.1", "PYTHON=")


@pytest.mark.parametrize(
    ("requires", "pins", "expected"),
    [
        (["click>=8", "numpy>=2"], "", ("problem", "numpy is not installed", "make lab")),
        (["click>=9"], "", ("problem", "click 8.5.1+local is outside >=9")),
        (["click>=8", 'pytest>=8; extra == "test"'], "", ("ok", "")),
        (["click>=8"], "click==8.5.1\n", ("ok", "1 packages are as in constraints.txt")),
        (["click>=8"], "click>=8\n", ("problem", "constraints.txt")),
    ],
    ids=["missing", "outside its range", "extra", "local suffix", "broken constraints"],
)
def test_packages(pretend, requires, pins, expected):
    assert_found(pretend(requires, pins), *expected)


@pytest.fixture
def pretend(monkeypatch, tmp_path):
    """Let the course require `lines` and prove `pins`; only click 8.5.1 is installed."""

    def version(name):
        if name != "click":
            raise metadata.PackageNotFoundError(name)
        return "8.5.1+local"

    def packages(lines, pins):
        (tmp_path / "constraints.txt").write_text(pins, encoding="utf-8")
        monkeypatch.setattr(metadata, "requires", lambda name: lines)
        monkeypatch.setattr(metadata, "version", version)
        monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
        return list(doctor.packages())

    return packages


def test_other_version_than_proved_is_a_note_with_its_mend(pretend):
    *note, fine = pretend(["click>=8"], "click==8.2.0\nnumpy==2.0.0\n")
    assert_found(note, "note", "proved is 8.2.0", "pip install click==8.2.0")
    assert fine.kind == "ok"


def test_another_utils_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert_found(doctor.ours(), "problem", str(tmp_path), "pip install -e .")


def test_torch_that_does_not_import_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("raise OSError('a library is missing')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    pin = constraints.parse(constraints.file().read_text())["torch"]
    assert_found(doctor.torch(), "problem", "a library is missing", f"torch=={pin}")


def test_kernel_starts_and_is_this_python():
    assert_found(doctor.kernel(), "ok", "first cell")


def test_missing_kernel_is_a_problem(monkeypatch):
    def missing(**options):
        raise jupyter_client.kernelspec.NoSuchKernel("python3")

    monkeypatch.setattr(jupyter_client.manager, "start_new_kernel", missing)
    assert_found(doctor.kernel(), "problem", "", "ipykernel install")


def test_work_that_can_be_written_leaves_no_trace(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    assert kinds(doctor.work_folder()) == ["ok"]
    assert list(tmp_path.iterdir()) == []


def test_work_that_cannot_be_written_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "work").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    assert_found(doctor.work_folder(), "problem", "", "COURSE_WORK")


def test_another_course_command_is_a_note(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: str(tmp_path / name))
    assert_found(doctor.command(), "note", str(tmp_path))


@pytest.mark.parametrize(("found", "kind"), [(None, "note"), ("somewhere/chromium", "ok")])
def test_a_browser_is_optional(monkeypatch, found, kind):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: found)
    assert kinds(doctor.browser()) == [kind]


def breaks():
    raise RuntimeError("a broken doctor")


def finds(*finding):
    return lambda: iter([Finding(*finding)])


@pytest.mark.parametrize(
    ("examinations", "status", "said"),
    [
        ((finds("ok", "fine"), finds("note", "odd", "look at it")), 0, ["mend: look at it"]),
        (
            (finds("problem", "broken", "mend it"), finds("ok", "fine")),
            1,
            ["PROBLEM broken", "1 problem.", "fine"],
        ),
        ((breaks, finds("ok", "fine")), 1, ["a broken doctor", "fine"]),
    ],
    ids=["a note", "a problem", "an examination that breaks"],
)
def test_the_command_says_all_and_problems_make_its_status(monkeypatch, examinations, status, said):
    monkeypatch.setattr(doctor, "EXAMINATIONS", examinations)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == status
    assert [words for words in said if words not in result.output] == []
