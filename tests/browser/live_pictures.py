"""The live pictures there are: every public `explore_…` of every ready topic's widgets."""

import importlib

from utils.topics import TOPICS

LIVE_PICTURES = [
    (topic.name, name)
    for topic in TOPICS
    if topic.ready
    for name in vars(importlib.import_module(f"utils.widgets.{topic.stem}"))
    if name.startswith("explore_")
]
"""(topic, widget), such as ("03_convolution", "explore_digit")."""
