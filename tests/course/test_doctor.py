"""Each thing that can be wrong is found, with its mend; notes are no problems."""

import shutil
import sys
from importlib import metadata

import jupyter_client.manager
import pytest
from click.testing import CliRunner

from utils.course import constraints, doctor
from utils.course.cli import main
from utils.course.doctor import Finding


def assert_found(findings, kind, what="", mend=""):
    (finding,) = findings
    assert finding.kind == kind
    assert what in finding.what
    assert mend in finding.mend


def test_here_all_is_well(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    for examine in (doctor.python, doctor.ours, doctor.kernel, doctor.work_folder):
        assert_found(examine(), "ok")
    assert list(doctor.hidden()) == []
    assert list(tmp_path.iterdir()) == []


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


def file(name, variable, text=""):
    """Return a change of the surroundings: a file is there, and a variable leads to it."""

    def prepare(monkeypatch, folder):
        (folder / name).write_text(text, encoding="utf-8")
        monkeypatch.setenv(variable, str(folder if name.endswith(".py") else folder / name))

    return prepare


def value(place, name, new):
    """Return a change of the surroundings: an attribute of a module is `new`."""
    return lambda monkeypatch, folder: monkeypatch.setattr(place, name, new)


def no_kernel(**options):
    raise jupyter_client.kernelspec.NoSuchKernel("python3")


BROKEN_TORCH = file("torch.py", "PYTHONPATH", "raise OSError('a library is missing')")
PIN = constraints.parse(constraints.file().read_text(encoding="utf-8"))["torch"]


@pytest.mark.parametrize(
    ("examine", "prepare", "kind", "what", "mend"),
    [
        (doctor.ours, file("utils.py", "PYTHONPATH"), "problem", "finds /", "pip install -e ."),
        (doctor.torch, BROKEN_TORCH, "problem", "a library is missing", f"torch=={PIN}"),
        (
            doctor.kernel,
            value(jupyter_client.manager, "start_new_kernel", no_kernel),
            *("problem", "no kernel starts", "ipykernel install"),
        ),
        (doctor.work_folder, file("work", "COURSE_WORK"), "problem", "cannot be", "COURSE_WORK"),
        (
            doctor.home,
            value(doctor, "closed_folders", lambda: {"IPYTHONDIR": "/closed"}),
            *("note", "/closed (IPYTHONDIR) cannot be written", "in work/"),
        ),
        (doctor.command, value(shutil, "which", "/elsewhere/{}".format), "note", "/elsewhere", ""),
        (doctor.browser, value(shutil, "which", "/elsewhere/{}".format), "ok", "chromium", ""),
        (doctor.browser, value(shutil, "which", lambda name: None), "note", "", "chromium"),
    ],
)
def test_what_is_wrong_is_found(tmp_path, monkeypatch, examine, prepare, kind, what, mend):
    prepare(monkeypatch, tmp_path)
    assert_found(examine(), kind, what, mend)


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
