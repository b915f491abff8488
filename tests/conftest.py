"""How all tests run: without deadlines, one topic alone on request, what is slow together early."""

import pytest
from helpers import pictures
from helpers.nodeids import belongs_to, together
from hypothesis import settings

from utils.plots.convolution import cells
from utils.topics import find

# A machine that is busy with something else is no failure: see also the time-outs in the Makefile
# and in pyproject.toml.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
OUTPUT_SECONDS = 600  # until the output of a finished cell has come; nbval's own 5 s are few


def pytest_addoption(parser):
    parser.addoption("--topic", help="run the tests of one topic alone: its stem, number or name")


def pytest_collection_modifyitems(config, items):
    """With `--topic`, keep what is of this topic by its file or its parameters."""
    for item in items:
        if hasattr(item, "output_timeout"):
            item.output_timeout = OUTPUT_SECONDS
    if wanted := config.getoption("--topic"):
        try:
            stem = find(wanted).stem
        except KeyError as unknown:
            raise pytest.UsageError(*unknown.args) from None
        others = [item for item in items if not belongs_to(item.nodeid, stem)]
        items[:] = [item for item in items if belongs_to(item.nodeid, stem)]
        config.hook.pytest_deselected(items=others)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With `-n`, give out tests in the order of the command line, as `together` says."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return together(nodeid)

    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.fixture
def ax():
    """Axes of a figure that looks as in the notebooks."""
    with pictures.axes() as made:
        yield made


@pytest.fixture
def written(monkeypatch):
    """Every word that cells show from now on: figures are outlines, which cannot be read back."""
    words, glyphs = [], cells._glyphs
    monkeypatch.setattr(cells, "_glyphs", lambda text: (words.append(text), glyphs(text))[1])
    return words
