"""Proof that a lab's checks can fail: the same definitions that judge students are tested here."""

import importlib
import inspect
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from utils.checks.engine.cases import Mistake
from utils.checks.engine.compare import difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.judge import check
from utils.checks.engine.lab import Lab
from utils.checks.engine.named import differs
from utils.checks.engine.snapshot import Other, snapshot
from utils.checks.engine.trial import disagreement, right_outcomes, try_on, wrong_outcome
from utils.checks.engine.verdict import BLANK, WRONG, Verdict

FEWEST_MISTAKES = 4


def problems(lab: Lab) -> list[str]:
    """Return everything that is wrong with a lab's checks, one sentence each; [] when all is well.

    For each exercise: the words are there, the reference passes and does the same every time, the
    blank stub is not attempted, another function fails, and every named mistake fails with its
    own hint.
    """
    found = [] if lab.exercises else [f"{lab.stem} has no exercises"]
    for exercise in lab.exercises.values():
        found += [f"{exercise.name}: {item}" for item in problems_of(exercise)]
    return found


def problems_of(exercise: Exercise) -> list[str]:
    """Return everything that is wrong with one exercise; [] when all is well."""
    said = [item for part in PARTS for item in _guarded(part, exercise)]
    for each in exercise.mistakes:
        said += _guarded(lambda e, m=each: mistake(e, m), exercise)
    return said


def words(exercise: Exercise) -> list[str]:
    """Every text that a student reads is there."""
    texts = {"title": exercise.title, "difficulty": exercise.difficulty}
    texts["returns"] = exercise.returns_words
    said = [f"{name} is empty" for name, text in texts.items() if not text.strip()]
    if any(character.isdigit() for character in exercise.difficulty):
        said.append("difficulty is to be given in words")
    if exercise.minutes <= 0:
        said.append("minutes must be more than 0")
    if not exercise.hints or not all(hint.strip() for hint in exercise.hints):
        said.append("there are no hints, or an empty one")
    said += [
        f"mistake {m.name!r} has no name or no hint"
        for m in exercise.mistakes
        if not m.name.strip() or not m.hint.strip()
    ]
    names = [m.name for m in exercise.mistakes]
    said += [f"two mistakes are called {n!r}" for n in sorted(set(names)) if names.count(n) > 1]
    return said


def reference(exercise: Exercise) -> list[str]:
    """The reference passes, leaves its arguments alone and gives the same answer every time."""
    said, to_the_letter = [], replace(exercise, compare=None)
    for case, first in zip(exercise.cases, right_outcomes(exercise), strict=True):
        if first.failure and not first.failure.is_a("ValueError"):
            said.append(
                f"the reference raises {first.failure.name} for {case.title!r}: "
                f"{first.failure.message}"
            )
            continue
        if first.changed:
            said.append(f"the reference changes its arguments for {case.title!r}")
        if exercise.compare is None and _opaque(first.value):
            said.append("the reference returns something that needs a `compare` of its own")
        again = try_on(exercise, exercise.reference, case, seed=2)
        if disagreement(to_the_letter, case, again, first) is not None:
            said.append(f"the reference gives another answer the second time for {case.title!r}")
    before = [snapshot(case.arguments) for case in exercise.cases]
    verdict = check(exercise, exercise.reference)
    if not verdict.passed:
        said.append(f"the reference does not pass: {_one_line(verdict)}")
    if any(
        difference(snapshot(case.arguments), old, 0.0, 0.0) is not None
        for case, old in zip(exercise.cases, before, strict=True)
    ):
        said.append("a check changes the cases")
    return said


def stub(exercise: Exercise) -> list[str]:
    """The blank function is not attempted yet."""
    verdict = check(exercise, blank(exercise))
    return [] if verdict.kind == BLANK else [f"the blank stub is: {_one_line(verdict)}"]


def nonsense(exercise: Exercise) -> list[str]:
    """Functions that return something else entirely fail, and the check does not break."""

    def other(*_: Any, **__: Any) -> Any:
        return {"something": "else"}

    def nothing(*_: Any, **__: Any) -> Any:
        print("nothing")

    verdicts = [check(exercise, function) for function in (other, nothing)]
    return [
        f"a function that returns something else is: {_one_line(verdict)}"
        for verdict in verdicts
        if verdict.kind != WRONG or verdict.stage == "engine"
    ]


def count(exercise: Exercise) -> list[str]:
    """There are enough named mistakes."""
    few = len(exercise.mistakes) < FEWEST_MISTAKES
    return [f"{len(exercise.mistakes)} named mistakes; at least {FEWEST_MISTAKES}"] * few


def mistake(exercise: Exercise, wrong: Mistake) -> list[str]:
    """One named mistake fails, and gets its own hint."""
    failures = [wrong_outcome(exercise, wrong, at).failure for at in range(len(exercise.cases))]
    if any(failure and failure.is_a("TimeUp") for failure in failures):
        return [f"mistake {wrong.name!r} does not end"]
    if not differs(exercise, wrong):
        return [f"mistake {wrong.name!r} gives the right answers: add a case that shows it"]
    verdict = check(exercise, wrong.function)
    if verdict.mistake != wrong.name:
        other = f"the hint of {verdict.mistake!r}" if verdict.mistake else _one_line(verdict)
        return [f"mistake {wrong.name!r} gets {other}"]
    return []


def said_anyway(exercise: Exercise) -> dict[str, str]:
    """Return what the general diagnosis says of each mistake, by the mistake's name.

    Where that is a true and specific sentence, the mistake need not be kept by name.
    """
    bare = replace(exercise, mistakes=())
    return {m.name: check(bare, m.function).message for m in exercise.mistakes}


PARTS: tuple[Callable[[Exercise], list[str]], ...] = (words, reference, stub, nonsense, count)
"""What is looked at for every exercise, besides its mistakes."""


def _guarded(part: Callable[[Exercise], list[str]], exercise: Exercise) -> list[str]:
    """Run one part; an author's `compare` that raises is a problem, too."""
    try:
        return part(exercise)
    except Exception as problem:
        return [f"{type(problem).__name__} in compare or alike: {problem}"]


def blank(exercise: Exercise) -> Callable:
    """Return the function as a blank lab has it."""

    def function(*_: Any, **__: Any) -> Any:
        raise NotImplementedError(f"Exercise {exercise.number}: {exercise.title}")

    function.__name__ = exercise.name
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        list(exercise.signature.parameters.values())
    )
    return function


def _opaque(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_opaque, value.values()))
    if isinstance(value, tuple | list):
        return any(map(_opaque, value))
    return isinstance(value, Other)


def _one_line(verdict: Verdict) -> str:
    return " / ".join(verdict.text.splitlines())


def main(stem: str, *names: str) -> None:
    """Print what is wrong with the checks of a topic, and what is said of its mistakes anyway."""
    lab = importlib.import_module(f"utils.checks.{stem}").check
    print(*problems(lab) or ["The checks are sound."], sep="\n")
    for name in names or lab.exercises:
        for mistake_name, said in said_anyway(lab.exercises[name]).items():
            print(f"{name}, {mistake_name}: {' / '.join(said.splitlines())}")


if __name__ == "__main__":
    main(*sys.argv[1:])
