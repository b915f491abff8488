"""Clipping a gradient by its norm."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def clip_by_norm(gradients, largest):
    """g ← g · min(1, largest/‖g‖), ‖g‖ over all entries of all arrays; and ‖g‖ as it was."""
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    if norm <= largest:
        return dict(gradients), norm
    return {name: g * (largest / norm) for name, g in gradients.items()}, norm


def clip(title, largest, **gradients):
    """A case of these arrays."""
    return Case(
        title,
        gradients={name: np.array(g, dtype=float) for name, g in gradients.items()},
        largest=largest,
    )


rng = np.random.default_rng(6)
CASES = [
    clip("the example", 1.0, U=[[3.0]], b=[4.0]),
    clip("a norm below the largest", 10.0, U=[[3.0, 1.0], [-1.0, 2.0]], b=[4.0, 0.5]),
    clip("exactly the largest", 13.0, W=[[3.0, -12.0]], b=[4.0, 0.0]),
    clip("three arrays and a number", 0.5, W=rng.normal(size=(2, 3)), U=rng.normal(size=(3, 3)),
         b=rng.normal(size=3), c=-0.7),
    clip("one array", 2.0, W=[[1.0, -2.0, 2.0], [4.0, 0.0, -3.0]]),
    clip("all zeros", 1.0, W=np.zeros((2, 2)), b=np.zeros(2)),
    clip("a large array and a small one", 5.0, U=rng.normal(size=(4, 4)) * 100, b=[1e-3, -2e-3]),
    clip("each array below, all together above", 6.0, W=[[4.0, 0.0]], U=[[0.0, -4.0]], b=[2.0]),
    clip("a small largest", 1e-3, W=[[0.3, -0.2]], b=[0.6]),
]  # fmt: skip

TOGETHER = (
    "All arrays together are *one* long vector, and the norm is its length. What would happen to "
    "its direction if each part were scaled by a factor of its own?"
)
DIRECTION = "Does your gradient still point where it did? Which one factor keeps a direction?"
NORM = "For (3, 4) the norm is 5: squares, their sum, a root. What is yours for (3, 4)?"
ONLY_ABOVE = "A gradient whose norm is below `largest` is left as it is. What happens to yours?"
FACTOR = "After clipping the norm is `largest`. By which factor does ‖g‖ become that?"

MISTAKES = edits(clip_by_norm)(
    ("each entry clipped", "g * (largest / norm)", "np.clip(g, -largest, largest)",
     "if norm <= largest", "if False",
     f"You have clipped each entry. Only the large ones change. {DIRECTION}"),
    ("large positive entries clipped", "g * (largest / norm)", "np.minimum(g, largest)",
     "if norm <= largest", "if False",
     f"Only positive entries are cut off. {DIRECTION}"),
    ("only entries above", "g * (largest / norm)",
     "np.where(np.abs(g) > largest, g * (largest / norm), g)",
     f"Small entries stay, large ones shrink. {DIRECTION}"),
    ("each array by its own norm", "g * (largest / norm)",
     "g * min(1, largest / max(np.sqrt((g**2).sum()), 1e-300))", "if norm <= largest", "if False",
     TOGETHER),
    ("each array to its own norm", "g * (largest / norm)",
     "g * (largest / max(np.sqrt((g**2).sum()), 1e-300))", TOGETHER),
    ("scaled in any case", "if norm <= largest", "if norm == 0", ONLY_ABOVE),
    ("scaled in any case, with 0/0", "if norm <= largest", "if False",
     f"{ONLY_ABOVE} And what is 0/0, for a gradient of zeros?"),
    ("scaled only below", "if norm <= largest", "if norm >= largest or norm == 0",
     "Which gradients are too long, those above `largest` or those below?"),
    ("never clipped", "if norm <= largest", "if True", "Nothing is ever scaled. Which norm is?"),
    ("no root in the factor", "(largest / norm)", "(largest / norm**2)", FACTOR),
    ("the sum of the absolute values", "np.sqrt(sum((g**2).sum() for g in gradients.values()))",
     "sum(np.abs(g).sum() for g in gradients.values())", NORM),
    ("the largest entry", "np.sqrt(sum((g**2).sum() for g in gradients.values()))",
     "max(np.abs(g).max() for g in gradients.values())", NORM),
    ("the sum of the arrays' norms", "np.sqrt(sum((g**2).sum() for g in gradients.values()))",
     "sum(np.sqrt((g**2).sum()) for g in gradients.values())",
     f"You add the norms of the arrays. {TOGETHER}"),
    ("the largest of the arrays' norms", "np.sqrt(sum((g**2).sum() for g in gradients.values()))",
     "max(np.sqrt((g**2).sum()) for g in gradients.values())", TOGETHER),
    ("mean squares", "(g**2).sum()", "(g**2).mean()",
     f"You have averaged the squares. {NORM}"),
    ("the root of the mean square", "    if norm <=",
     "    norm = norm / np.sqrt(sum(g.size for g in gradients.values()))\n    if norm <=",
     f"You have divided by the number of entries. {NORM}"),
    ("the last array's norm", "np.sqrt(sum((g**2).sum() for g in gradients.values()))",
     "np.sqrt((list(gradients.values())[-1] ** 2).sum())", TOGETHER),
    ("the norm afterwards", "for name, g in gradients.items()}, norm",
     "for name, g in gradients.items()}, min(norm, largest)",
     "Which norm do you return? Before clipping it tells that something exploded; afterwards it "
     "tells nothing."),
    ("to the norm 1", "(largest / norm)", "(1 / norm)", FACTOR),
    ("to the norm 1, above 1", "(largest / norm)", "(1 / norm)", "if norm <= largest",
     "if norm <= 1", "Where is `largest` in yours? " + FACTOR),
    ("divided by the larger of both", "return dict(gradients), norm",
     "return {k: g / largest for k, g in gradients.items()}, norm", "(largest / norm)",
     "(1 / norm)", f"Dividing by max(norm, largest) is half of it. {FACTOR}"),
    ("times the largest", "(largest / norm)", "largest", FACTOR),
    ("the factor upside down", "(largest / norm)", "(norm / largest)", FACTOR),
    ("too long ones dropped", "g * (largest / norm)", "0 * g",
     "A gradient that is too long is thrown away. Its direction is good: what remains of it?"),
    ("an ε in the factor, always", "return dict(gradients), norm",
     "return {k: g * min(1, largest / (norm + 1e-6)) for k, g in gradients.items()}, norm",
     "(largest / norm)", "min(1, largest / (norm + 1e-6))",
     "Nearly right: torch adds 1e-6, too, against a norm of 0. Where the norm is `largest`, what "
     "should the factor be, and can it be had without?"),
    ("an ε in the factor", "(largest / norm)", "(largest / (norm + 1e-6))",
     "The norm after clipping is a little too small. Is an ε added, as torch does? Can the norm be "
     "0 where something is divided by it?"),
)  # fmt: skip

exercise = Exercise(
    title="Clip the gradient",
    minutes=6,
    difficulty="easy",
    reference=clip_by_norm,
    cases=CASES,
    returns=("gradients, a dictionary with the same names and shapes", "norm, one number"),
    mistakes=MISTAKES,
    hints=(
        "Two questions: how long is the vector of all entries, and by which one factor does it "
        "get shorter without turning?",
        "`(g**2).sum()` for each array, added up over the arrays, and only then one root. The "
        "factor is `largest / norm`, where norm is above `largest`; otherwise nothing changes.",
    ),
)
