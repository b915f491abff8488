"""One step of a GRU that resets after the product, as torch's does."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.gru.gru_step import gru_step as step
from utils.checks.gru.inputs import LN2, LN3
from utils.checks.gru.inputs import step as drawn


def gru_step_after(x, h_prev, p):
    """As gru_step, with h~ = tanh(x W_h + b_h + r ∘ (h_prev U_h + b_u))."""
    _, z, r, _ = step(x, h_prev, p)  # both gates are as before
    inner = h_prev @ p["U_h"] + p["b_u"]
    h_tilde = np.tanh(x @ p["W_h"] + p["b_h"] + r * inner)
    h = z * h_prev + (1 - z) * h_tilde
    return h, z, r, h_tilde


EXAMPLE = {
    "x": np.array([[1.0]]),
    "h_prev": np.array([[0.8, 0.4]]),
    "p": {f"{of}_{gate}": np.zeros(shape) for gate in "zr"
          for of, shape in {"W": (1, 2), "U": (2, 2), "b": 2}.items()}
    | {"b_r": np.array([-LN3, LN3]), "W_h": np.array([[LN3, LN2]]),
       "U_h": np.array([[0.0, 1], [1, 0]]), "b_h": np.array([-0.2, -0.6]),
       "b_u": np.array([0.4, 0])},
}  # fmt: skip
CASES = [
    Case("the example", **EXAMPLE),
    Case("three sequences, two inputs, four units", **drawn(3, 2, 4, 1, after=True)),
    Case("as many inputs as units", **drawn(2, 3, 3, 2, after=True)),
    Case("as many sequences as units", **drawn(4, 2, 4, 3, after=True)),
    Case("inputs of hundreds", **drawn(3, 2, 3, 5, after=True, scale=150.0)),
    Case("from a state of zeros", **drawn(2, 1, 3, 6, after=True) | {"h_prev": np.zeros((2, 3))}),
    Case("one sequence, one unit, three inputs", **drawn(1, 3, 1, 4, digits=12, after=True)),
]

INSIDE = (
    "There are two biases in the candidate. Which of them is inside the bracket that r multiplies?"
)
SIDE = (
    "Is the old state weighed by U_h first and then held back, or the other way round? In which "
    "order do you have it?"
)
ALONE = "What does r multiply here? Put in r = 0: what must be left of the candidate's sum?"
SHARES = "The mixture is that of Exercise 1. What does each of its two shares belong to?"
FOUR = "In which order does `step` return its four?"

MISTAKES = edits(gru_step_after)(
    ("reset before the product", "inner = h_prev @", "inner = (r * h_prev) @", "r * inner",
     "inner", f"That is Exercise 1, with one bias more. {SIDE}"),
    ("reset before the product, and b_u reset", "inner = h_prev @", "inner = (r * h_prev) @",
     'p["U_h"] + p["b_u"]', 'p["U_h"] + r * p["b_u"]', "r * inner", "inner", SIDE),
    ("the candidate of Exercise 1", "_, z, r, _ =", "_, z, r, h_tilde =",
     'h_tilde = np.tanh(x @ p["W_h"] + p["b_h"] + r * inner)', "pass",
     f"Your candidate is that of Exercise 1, without b_u. {SIDE}"),
    ("reset on both sides", "inner = h_prev @", "inner = (r * h_prev) @",
     "The old state is reset twice in yours. On which side of U_h is it here?"),
    ("no reset", "r * inner", "inner", f"The candidate of yours has no use for r. {ALONE}"),
    ("b_u left out", ' + p["b_u"]', "", "The new bias is missing. " + INSIDE),
    ("b_u outside", ' + p["b_u"]', "", '+ p["b_h"] +', '+ p["b_h"] + p["b_u"] +', INSIDE),
    ("both biases inside", ' + p["b_u"]', ' + p["b_u"] + p["b_h"]', ' + p["b_h"] + r', " + r",
     INSIDE),
    ("the two biases exchanged", 'p["b_u"]', 'p["b_h"]', '+ p["b_h"] +', '+ p["b_u"] +', INSIDE),
    ("b_h for b_u", 'p["b_u"]', 'p["b_h"]', f"You have b_h twice. {INSIDE}"),
    ("the input reset, too", 'x @ p["W_h"] + p["b_h"] + r * inner',
     'r * (x @ p["W_h"] + p["b_h"] + inner)', ALONE),
    ("the input in the bracket", 'x @ p["W_h"] + p["b_h"] + r * inner',
     'p["b_h"] + r * (x @ p["W_h"] + inner)', ALONE),
    ("the whole candidate reset", "= np.tanh(", "= r * np.tanh(", ALONE),
    ("1 − r for r", "r * inner", "(1 - r) * inner", ALONE),
    ("the update gate for the reset gate", "r * inner", "z * inner",
     "Which of the two gates acts inside the candidate?"),
    ("z and 1 − z exchanged", "z * h_prev + (1 - z) * h_tilde", "(1 - z) * h_prev + z * h_tilde",
     f"{SHARES} With z = 1 the unit keeps its state."),
    ("the first two of four", "_, z, r, _ =", "z, r, _, _ =", FOUR),
    ("the last two of four", "_, z, r, _ =", "_, _, z, r =", FOUR),
)  # fmt: skip

exercise = Exercise(
    title="Reset after the product",
    minutes=7,
    difficulty="easy",
    reference=gru_step_after,
    cases=CASES,
    returns=("h (N, H)", "z (N, H)", "r (N, H)", "h_tilde (N, H)"),
    mistakes=MISTAKES,
    hints=(
        "Gates and mixture are those of Exercise 1, so that `step` gives you z and r. One line "
        "is another: the candidate.",
        'First what memory has to say to each unit, `h_prev @ p["U_h"] + p["b_u"]`, then r times '
        "that. Input and b_h are outside.",
    ),
)
