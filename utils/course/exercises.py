"""The exercises of a topic, from its checks, by the name of the function."""

import importlib
from collections.abc import Mapping

from utils.course.errors import CourseError
from utils.topics import Topic


def exercises_of(topic: Topic) -> Mapping:
    """Return the exercises that `utils/checks/STEM` registers, by the function's name.

    The build puts their texts and answers into the notebooks. Raises CourseError when the module
    is absent or cannot be imported.
    """
    module = f"utils.checks.{topic.stem}"
    try:
        return importlib.import_module(module).check.exercises
    except ModuleNotFoundError as problem:
        if problem.name != module:
            raise CourseError(
                f"the checks of {topic.name} need {problem.name}, which is not installed.\n"
                "Install the course again: pip install -e ."
            ) from problem
        raise CourseError(
            f"{topic.name} has no checks: expected utils/checks/{topic.stem}.py, "
            "or a package, with `check`, which numbers the exercises and gives their titles."
        ) from problem
    except Exception as problem:  # any error in a file that someone is just editing
        raise CourseError(
            f"utils/checks/{topic.stem} cannot be used: {type(problem).__name__}: {problem}."
        ) from problem
