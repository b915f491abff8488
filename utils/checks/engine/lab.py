"""What a notebook calls: `check.entropy(entropy)`, `check.yours_or_ours(…)`, `check.summary()`."""

import os
import sys
from dataclasses import replace
from typing import Any

from utils.checks.engine import notebook, reports, trial
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.functions import code_of, remembered, still_there, unchanged
from utils.checks.engine.judge import check
from utils.checks.engine.summary import Summary
from utils.checks.engine.verdict import WRONG, Verdict

UNRELATED = ("NameError", "ModuleNotFoundError", "ImportError")
"""Exceptions that say nothing about how far a student has come."""


class Lab:
    """The exercises of one topic.

    stem : the topic's, under which progress is recorded
    exercises : in the lab's order, which numbers them

    Raises ValueError when two have the same name, or one has a name of the lab's own.
    """

    def __init__(self, stem: str, *exercises: Exercise) -> None:
        self.stem = stem
        self._exercises: dict[str, Exercise] = {}
        for number, exercise in enumerate(exercises, start=1):
            if hasattr(type(self), exercise.name) or exercise.name.startswith("_"):
                raise ValueError(f"name: {exercise.name!r} is the lab's own; take another")
            if exercise.name in self._exercises:
                raise ValueError(f"name: two exercises are called {exercise.name!r}")
            exercise.number = number
            self._exercises[exercise.name] = exercise
        self._verdicts: dict[str, Verdict] = {}
        self._failed: dict[str, list[int]] = {}
        self._judged: dict[str, tuple[list[Any], Verdict]] = {}
        notebook.watch()

    @property
    def exercises(self) -> dict[str, Exercise]:
        """The exercises by their function's name, in order of number."""
        return dict(self._exercises)

    def __getattr__(self, name: str) -> "Check":
        if name.startswith("_"):  # also while a copy is being made and has no exercises yet
            raise AttributeError(name)
        if name not in self._exercises:
            raise AttributeError(
                f"there is no exercise {name!r} here; there are: {', '.join(self.exercises)}"
            )
        return Check(self, self._exercises[name])

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._exercises})

    def __repr__(self) -> str:
        return f"Checks of {self.stem}: {', '.join(self.exercises)}"

    def yours_or_ours(self, yours: Any) -> Any:
        """Return the student's function if it passes its check, else the reference; says which.

        A list that passes where an array is wanted is made one, since later cells count on it.

        yours : the name of an exercise, whose function is looked up in the notebook, where it need
            not be there yet; or a function of that name

        Never raises: of an unknown name it is said that nothing is known, and `yours` comes back.
        """
        wanted = yours if isinstance(yours, str) else _name_of(yours)
        exercise = self._exercises.get(wanted) if isinstance(wanted, str) else None
        if exercise is None:
            shown = wanted if isinstance(wanted, str) else "that"
            print(f"No exercise is called {shown}; using what you gave, unchecked.")
            return yours
        space = sys._getframe(1).f_globals
        if isinstance(yours, str) and yours not in space:
            print(f"Using the course's {yours}: there is none of yours yet.")
            return exercise.reference
        function = space[yours] if isinstance(yours, str) else yours
        if function is exercise.reference:
            print(f"Using the course's {exercise.name}, which is what you gave.")
            return function
        verdict = self._remembered(exercise, function)
        if verdict.passed:
            print(f"Using your {exercise.name}: it passes Exercise {exercise.number}.")
            return trial.in_expected_form(exercise, function) if verdict.formed else function
        print(f"Using the course's {exercise.name}: yours is {verdict.kind}.")
        return exercise.reference

    def summary(self) -> Summary:
        """Return the table of all exercises, with the verdicts so far and what to do next.

        An answer that was changed after its check, or whose helper was, is judged again.
        """
        for name in self._verdicts.keys() & self._judged.keys():
            function = still_there(self._judged[name][0])
            if function is not None:
                self._verdicts[name] = self._remembered(self._exercises[name], function)
        return Summary(list(self.exercises.values()), dict(self._verdicts), self._recorded())

    def _verdict(self, exercise: Exercise, function: Any) -> Verdict:
        """Judge, remember, record; never raises. The course's own function is none of these."""
        if function is exercise.reference:
            return reports.ours(exercise)
        verdict = self._with_hint(exercise, function, self._judge(exercise, function))
        self._verdicts[exercise.name] = verdict
        self._record(exercise.name, verdict.kind)
        return verdict

    def _judge(self, exercise: Exercise, function: Any) -> Verdict:
        if problem := notebook.failed_cell(exercise.name):
            return reports.not_run(exercise, problem)
        numbers = {e.name: e.number for e in self._exercises.values()}
        verdict = check(exercise, function, numbers)
        self._judged[exercise.name] = remembered(function), verdict
        return verdict

    def _remembered(self, exercise: Exercise, function: Any) -> Verdict:
        """Return the verdict on this function, judging it where it, or a helper, is another."""
        known, verdict = self._judged.get(exercise.name, ([], None))
        ran = not notebook.failed_cell(exercise.name)
        if ran and verdict is not None and unchanged(known, function):
            return verdict
        return self._judge(exercise, function)

    def _with_hint(self, exercise: Exercise, function: Any, verdict: Verdict) -> Verdict:
        """Add the next hint of the ladder: one step for each different wrong answer."""
        if verdict.kind != WRONG or verdict.mistake or not exercise.hints:
            return verdict
        # a hint would be wasted on what has nothing to do with the exercise
        slip = any(line.startswith(UNRELATED) for line in verdict.evidence)
        if verdict.stage in ("engine", "call", "signature") or slip:
            return verdict
        tried = self._failed.setdefault(exercise.name, [])
        code = code_of(function)
        mark = hash((code.co_code, repr(code.co_consts), code.co_names)) if code else id(function)
        if mark not in tried:
            tried.append(mark)
        step = min(tried.index(mark), len(exercise.hints) - 1)
        title = f"Hint {step + 1} of {len(exercise.hints)}"
        return replace(verdict, hint=exercise.hints[step], hint_title=title)

    def _record(self, name: str, kind: str) -> None:
        try:
            from utils.course import progress

            progress.record(self.stem, name, kind)
        except Exception:  # progress is a convenience: a check works without it
            return

    def _recorded(self) -> dict[str, str]:
        """Return the verdicts of earlier sessions, or nothing."""
        try:
            from utils.course import progress

            if os.environ.get("COURSE_PROGRESS", "").lower() == "off":
                return {}
            return dict(progress.load().get(self.stem, {}))
        except Exception:
            return {}


def _name_of(function: Any) -> Any:
    try:
        return function.__name__
    except Exception:  # not every object has a name, and some do anything when asked
        return None


class Check:
    """The check of one exercise, called with a student's function."""

    def __init__(self, lab: Lab, exercise: Exercise) -> None:
        self._lab, self._exercise = lab, exercise
        self.__doc__ = f"Check {exercise.heading}: {exercise.name} returns {exercise.returns}."

    def __call__(self, *given: Any, **named: Any) -> Verdict:
        """Return the verdict on a function; never raises, however it is called."""
        everything = [*given, *named.values()]
        if len(everything) == 1:
            return self._lab._verdict(self._exercise, everything[0])
        name = self._exercise.name
        said = f"A check takes one thing, your function: write `check.{name}({name})`."
        return reports.wrong(self._exercise, "call", said)

    def __repr__(self) -> str:
        name = self._exercise.name
        return f"{self._exercise.heading}: call check.{name}({name})"
