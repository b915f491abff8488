"""Live pictures for the tests of a topic's widgets, each drawn once."""

from collections.abc import Callable
from functools import cache

from utils.widgets.live import Live


@cache
def _drawn(explore: Callable[[], Live]) -> Live:
    return explore()


def at_start(explore: Callable[[], Live]) -> Live:
    """Return the live picture of an `explore_…`, put back to how it begins."""
    live = _drawn(explore)
    live.reset()
    return live
