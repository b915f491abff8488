"""The bias that makes an update gate forget at a wanted pace."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def leak_bias(steps):
    """z with z^steps = 1/2, and b with σ(b) = z."""
    z = 0.5 ** (1 / steps)
    b = np.log(z / (1 - z))
    return z, b


CASES = [
    Case("the example", steps=np.array([1.0, 2.0])),
    Case("four units", steps=np.array([1.0, 3.0, 10.0, 100.0])),
    Case("less than a step", steps=np.array([0.2, 0.5])),
    Case("a thousand steps, and hours of a week", steps=np.array([1000.0, 168.0, 24.0])),
    Case("whole numbers", steps=np.array([4, 16, 64])),
    Case("one unit", steps=np.array([7.3])),
]

HALF = "After `steps` steps of z times itself, one half is to be left. Try yours: z ** steps = ?"
BACK = "b is what goes *into* σ, and z what comes out. Try yours: is σ(b) your z?"

MISTAKES = edits(leak_bias)(
    ("1/e for one half", "0.5 **", "np.exp(-1.0) **",
     f"That leaves 1/e, the *time constant*. {HALF}"),
    ("half of it lost in equal parts", "0.5 ** (1 / steps)", "1 - 0.5 / steps",
     f"You take the same amount off in each step. What does z do to what is left? {HALF}"),
    ("one part in steps lost", "0.5 ** (1 / steps)", "1 - 1 / steps + 1e-300", HALF),
    ("a power for the root", "0.5 ** (1 / steps)", "0.5**steps",
     f"That is what is left after `steps` steps if z is ½. {HALF}"),
    ("two for one half", "0.5 **", "2 **", f"z is above 1 in yours. {HALF}"),
    ("a half divided by the steps", "0.5 ** (1 / steps)", "0.5 / steps", HALF),
    ("what is lost in a step for z", "return z, b", "return 1 - z, b",
     "You return what is lost in one step. Which part does z keep?"),
    ("everything for the candidate's share", "0.5 ** (1 / steps)", "1 - 0.5 ** (1 / steps)",
     f"In yours 1 − z is kept. Which part of the old state does z keep here? {HALF}"),
    ("σ for its inverse", "np.log(z / (1 - z))", "1 / (1 + np.exp(-z))",
     f"You have put z into σ once more. {BACK}"),
    ("z for b", "return z, b", "return z, z", BACK),
    ("log z", "z / (1 - z)", "z", BACK),
    ("− log(1 − z)", "np.log(z / (1 - z))", "-np.log(1 - z)", BACK),
    ("logarithm to base 2", "np.log(", "np.log2(",
     f"Which logarithm undoes the e in σ? {BACK}"),
    ("the inverse of tanh", "np.log(z / (1 - z))", "np.arctanh(z)",
     f"That is what goes into a tanh. {BACK}"),
)  # fmt: skip

exercise = Exercise(
    title="How long does it remember?",
    minutes=6,
    difficulty="easy",
    reference=leak_bias,
    cases=CASES,
    returns=("z (H,)", "b (H,)"),
    mistakes=MISTAKES,
    hints=(
        "Two equations, each solved for its unknown: z^steps = ½ for z, then σ(b) = z for b.",
        "z is a root: `0.5 ** (1 / steps)`. From z = 1/(1 + e^−b) follows e^b = z/(1 − z).",
    ),
)
