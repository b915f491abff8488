"""The live pictures there are: every public `explore_…` of every ready topic's widgets."""

from helpers import topics

from utils.topics import find

LIVE_PICTURES = [(find(stem).name, name) for stem, name in topics.widgets()]
"""(topic, widget), such as ("03_convolution", "explore_digit")."""
