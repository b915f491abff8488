"""Every topic is there in every role or in none, and every file has a place."""

from pathlib import Path

import pytest
from helpers.topics import MODULES, ROOT

import utils
from utils.topics import TOPICS, find

# A role is a file; below `utils` a package of the same name does as well.
ROLES = (
    "lectures/{name}.py",
    "lectures/{name}.ipynb",
    "solutions/{name}.py",
    "solutions/{name}.ipynb",
    "labs/{name}.ipynb",
    "utils/numpy_impl/{stem}.py",
    "utils/torch_impl/{stem}.py",
    "utils/checks/{stem}.py",
    "utils/plots/{stem}.py",
    "utils/widgets/{stem}.py",
    *(
        f"tests/topics/{{stem}}/{file}.py"
        for file in ("answers", "samples", "test_numpy", "test_torch", "test_plots", "test_widgets")
    ),
)
# What several topics share, folder by folder; every other file or package belongs to one topic.
SHARED = {
    "lectures": set(),
    "solutions": set(),
    "labs": set(),
    "utils/numpy_impl": {"__init__", "core"},
    "utils/torch_impl": {"__init__", "core"},
    "utils/checks": {"__init__", "engine", "mistakes"},
    "utils/plots": {"__init__", "show", "style"},
    "utils/widgets": {"__init__", "live", "canvas", "picture", "play", "sketch"},
}


def _is_there(role):
    """Say whether a role's file exists, or for a module of `utils` the package of its name."""
    package = (ROOT / role).with_suffix("") / "__init__.py"
    return (ROOT / role).exists() or (role.startswith("utils/") and package.exists())


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_topic_has_every_role_or_none(topic):
    roles = {role.format(stem=topic.stem, name=topic.name) for role in ROLES}
    there = {role for role in roles if _is_there(role)}
    if topic.ready:
        missing = sorted(roles - there)
        assert not missing, f"{topic.name} is marked ready but lacks {missing}"
    else:
        assert not there, f"{topic.name} has {there} but is not marked ready in utils/topics.py"


@pytest.mark.parametrize("folder", SHARED)
def test_what_is_there_belongs_to_a_topic_or_is_shared(folder):
    names = {topic.name for topic in TOPICS} | {topic.stem for topic in TOPICS} | SHARED[folder]
    files = [path for path in (ROOT / folder).iterdir() if path.is_file()]
    packages = [path.parent for path in (ROOT / folder).glob("*/__init__.py")]
    shown = [path for path in files + packages if not path.name.startswith(".")]
    stray = sorted(path.name for path in shown if path.stem not in names)
    assert not stray, f"{folder} has what belongs to no topic: {stray}"
    twice = sorted(path.name for path in packages if path.with_suffix(".py").exists())
    assert not twice, f"{folder} has both a module and a package called {twice}"


def test_numbers_and_stems_are_unique_and_in_order():
    assert [topic.number for topic in TOPICS] == list(range(len(TOPICS)))
    assert len({topic.stem for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize("text", ["1", "01", "cross_entropy", "01_cross_entropy"])
def test_a_topic_is_found_under_each_of_its_names(text):
    assert find(text).stem == "cross_entropy"


def test_an_unknown_topic_lists_the_known_ones():
    with pytest.raises(KeyError, match=r"no topic 'nonsense'; the topics are: .*01_cross_entropy"):
        find("nonsense")


def test_utils_is_ours():
    """Another package named utils on the path would be imported instead, with odd errors."""
    assert Path(utils.__file__).resolve() == ROOT / "utils" / "__init__.py"


def test_a_module_is_readable_in_a_sitting():
    """Up to 250 lines; above, a package with one idea in each of its modules."""
    long = {
        module: lines
        for module, path in MODULES.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 250
    }
    assert not long
