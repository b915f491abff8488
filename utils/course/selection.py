"""Which topics a command works on."""

from collections.abc import Iterable

from utils import topics as topic_list
from utils.course.errors import CourseError
from utils.topics import Topic


def chosen(stems: Iterable[str]) -> list[Topic]:
    """Return the topics that `stems` name, each once, or all ready ones when there are no stems.

    Raises CourseError when a stem names no topic.
    """
    wanted = []
    for stem in stems:
        try:
            topic = topic_list.find(stem)
        except KeyError as problem:
            raise CourseError(problem.args[0]) from None
        if topic not in wanted:
            wanted.append(topic)
    return wanted or [topic for topic in topic_list.TOPICS if topic.ready]
