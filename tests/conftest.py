"""What every test has: no deadlines, axes to draw on, one topic alone on request."""

import pytest
from helpers import pictures
from hypothesis import settings

from utils.topics import TOPICS, find

# A machine that is busy with something else is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser):
    parser.addoption("--topic", help="run the tests of one topic alone: its stem, number or name")


def pytest_collection_modifyitems(config, items):
    """With `--topic`, keep what is of this topic by its path or its parameters."""
    wanted = config.getoption("--topic")
    if not wanted:
        return
    topic = find(wanted)
    others = [other.stem for other in TOPICS if other is not topic]
    kept = [item for item in items if topic.stem in item.nodeid and not _of(item, others)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _of(item, stems) -> bool:
    return any(f"/{stem}/" in item.nodeid or f"_{stem}.ipynb" in item.nodeid for stem in stems)


@pytest.fixture
def ax():
    """Axes of a figure that looks as in the notebooks."""
    with pictures.axes() as made:
        yield made
