"""environment.yml, pyproject.toml and constraints.txt agree, without conda being there."""

import tomllib

import pytest
import yaml
from helpers.topics import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from utils.course import constraints
from utils.course.errors import CourseError

CONDA_NAMES = {"pytorch": "torch"}
# What a conda environment has that pyproject.toml says in another way.
NOT_PACKAGES = {"python", "pip"}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def ranges(lines):
    """Return the allowed versions by each package's PyPI name; bad specs and doubles raise."""
    found = {}
    for requirement in map(Requirement, lines):
        name = canonicalize_name(CONDA_NAMES.get(requirement.name, requirement.name))
        assert name not in found, f"{name} is listed twice"
        found[name] = requirement.specifier
    return found


def test_conda_installs_the_same_packages_python_and_ranges(project):
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert conda["name"]
    assert conda["channels"] == ["conda-forge"]
    *lines, last = conda["dependencies"]
    assert list(last) == ["pip"]
    *more, itself = last["pip"]
    assert itself == "-e ."
    there = ranges(lines + more)
    assert str(there["python"]) == project["requires-python"]
    assert [name for name, range_ in there.items() if ">=" not in str(range_)] == ["pip"]
    packages = {name: range_ for name, range_ in there.items() if name not in NOT_PACKAGES}
    assert packages == ranges(project["dependencies"])


@pytest.fixture(scope="module")
def pins():
    return constraints.parse((ROOT / "constraints.txt").read_text(encoding="utf-8"))


def test_constraints_lie_within_the_ranges(project, pins):
    wanted = ranges(project["dependencies"] + project["optional-dependencies"]["test"])
    outside = {
        name: pins.get(name)
        for name, allowed in wanted.items()
        if name not in pins or not allowed.contains(pins[name])
    }
    assert outside == {}


@pytest.mark.parametrize("line", ["torch", "torch>=2", "torch==2.13.0+cpu", "-e .", "a @ b"])
def test_parse_refuses_what_is_not_exact(line):
    with pytest.raises(ValueError, match="name==version"):
        constraints.parse(line)


def test_parse_knows_comments_and_spellings():
    assert constraints.parse("# why\n\nIPython_Pygments.lexers==1.1  # so\n") == {
        "ipython-pygments-lexers": "1.1"
    }


def test_needed_is_the_closure_with_the_tests(pins):
    needed = constraints.needed()
    # Direct, from the test extra, and only through others.
    assert {"numpy", "hypothesis", "tornado"} <= set(needed)
    assert "pre-commit" not in needed
    assert set(needed) <= set(pins)
    assert set(constraints.needed("rich", ())) == {"markdown-it-py", "mdurl", "pygments"}


def test_pins_install_on_the_oldest_supported_python(pins, project):
    as_pinned = [
        name for name, version in constraints.needed().items() if pins.get(name) == version
    ]
    assert constraints.too_new(as_pinned) == []
    assert f">={constraints.OLDEST}".startswith(project["requires-python"])


def test_a_package_that_refuses_it_is_found_and_not_pinned(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    assert constraints.too_new(["numpy"], "2.7.0") == ["numpy"]
    monkeypatch.setattr(constraints, "too_new", lambda names: ["numpy"])
    with pytest.raises(CourseError, match="numpy"):
        constraints.main()
    assert not constraints.file().exists()
