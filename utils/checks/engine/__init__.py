"""The check engine: a student's function goes in, a verdict that says what to mend comes out.

An exercise is declared in about ten lines:

    from utils.checks.engine import Case, Exercise, Lab, Mistake

    check = Lab("cross_entropy")
    check.add(Exercise(
        name="entropy", number=1, title="Entropy", minutes=5, difficulty="easy",
        reference=ref.entropy,
        cases=[Case("fair coin", p=np.array([0.5, 0.5])), Case("sure thing", p=np.array([1.0]))],
        returns="a number: the entropy in nats",
        mistakes=[Mistake("in bits", lambda p: ref.entropy(p) / np.log(2), "You used log2 …")],
        hints=("A sum over …",),
    ))

and used in a notebook as `check.entropy(entropy)`. See `Exercise` for every option, `Lab` for
what a notebook calls, and `selftest.problems` for what proves that a check can fail.
"""

from utils.checks.engine.cases import Case, Mistake
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.lab import Lab
from utils.checks.engine.verdict import BLANK, PASSED, WRONG, Verdict

__all__ = ["BLANK", "PASSED", "WRONG", "Case", "Exercise", "Lab", "Mistake", "Verdict"]
