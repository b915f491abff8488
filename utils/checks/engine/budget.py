"""The student's time in one check: only calls of the student's own function are counted."""

import sys
from collections.abc import Callable

from utils.checks.engine.cases import Case
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.outcome import Outcome


class Budget:
    """Seconds left for a student's function, through all runs of one check."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.left = exercise.seconds

    def try_on(self, function: Callable, case: Case, seed: int = 1) -> Outcome:
        """Call `function` on a case for at most what is left; what it takes is spent.

        A call that imports something for the first time is free, and made again, warm, when it
        ran out of time: an import may take seconds, and says nothing about the function.
        """
        known = len(sys.modules)
        outcome = self.exercise.try_on(function, case, self.left, seed)
        if len(sys.modules) > known:
            if not (outcome.failure and outcome.failure.is_a("TimeUp")):
                return outcome
            outcome = self.exercise.try_on(function, case, self.left, seed)
        self.left -= outcome.seconds
        return outcome

    def enough_for(self, outcomes: list[Outcome]) -> bool:
        """Say whether the same calls can be made once more without running out of time."""
        return self.left > 2 * sum(outcome.seconds for outcome in outcomes) + 0.05
