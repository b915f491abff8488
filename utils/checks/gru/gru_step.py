"""One step of a GRU, in the source's form."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.gru.inputs import SMALL, step
from utils.numpy_impl.core.activations import sigmoid


def gru_step(x, h_prev, p):
    """h = z ∘ h_prev + (1 − z) ∘ tanh(x W_h + (r ∘ h_prev) U_h + b_h), and the gates z and r."""
    z = sigmoid(x @ p["W_z"] + h_prev @ p["U_z"] + p["b_z"])
    r = sigmoid(x @ p["W_r"] + h_prev @ p["U_r"] + p["b_r"])
    h_tilde = np.tanh(x @ p["W_h"] + (r * h_prev) @ p["U_h"] + p["b_h"])
    h = z * h_prev + (1 - z) * h_tilde
    return h, z, r, h_tilde


CASES = [
    Case("the example", **SMALL),
    Case("three sequences, two inputs, four units", **step(3, 2, 4, 1)),
    Case("as many inputs as units", **step(2, 3, 3, 2)),
    Case("as many sequences as units", **step(4, 2, 4, 3)),
    Case("inputs of hundreds", **step(3, 2, 3, 5, scale=150.0)),
    Case("from a state of zeros", **step(2, 1, 3, 6) | {"h_prev": np.zeros((2, 3))}),
    Case("one sequence, one unit, three inputs", **step(1, 3, 1, 4, digits=12)),
]

CLOSED = "Put in r = 1 and r = 0: what is left of the candidate's sum in each case, and in yours?"
OPEN = "Put in z = 1 and z = 0: when does the unit keep its old state, and when in yours?"
SHARES = "Old state and candidate share the new state. To what do their two shares add up?"
GATE = "A gate lies between 0 and 1. Which function does that, and which one goes from −1 to 1?"
WHOLE = "What comes back as h: the mixture of the two, or something done to it once more?"

MISTAKES = edits(gru_step)(
    ("z and 1 − z exchanged", "z * h_prev + (1 - z) * h_tilde", "(1 - z) * h_prev + z * h_tilde",
     f"{OPEN} (Some papers write it the other way round.)"),
    ("reset after the product", '(r * h_prev) @ p["U_h"]', 'r * (h_prev @ p["U_h"])',
     "Your r acts on what has been through U_h. Whose state does it close here: that of the unit "
     "that tells, or of the unit that hears? (Yours is Exercise 2.)"),
    ("reset after product and bias", '(r * h_prev) @ p["U_h"] + p["b_h"]',
     'r * (h_prev @ p["U_h"] + p["b_h"])',
     "Your r acts on the product and on the bias. What alone does it multiply here?"),
    ("no reset", "(r * h_prev)", "h_prev",
     f"The candidate of yours has no use for r. {CLOSED}"),
    ("the whole candidate reset", "h_tilde = np.tanh(", "h_tilde = r * np.tanh(",
     f"With r = 0 nothing is left of your candidate, not even the input. {CLOSED}"),
    ("the input reset, too", '"W_h"] + (r * h_prev)', '"W_h"] * r + (r * h_prev)',
     f"Your r closes the input, too. {CLOSED}"),
    ("1 − r for r", "(r * h_prev)", "((1 - r) * h_prev)", CLOSED),
    ("the update gate for the reset gate", "(r * h_prev)", "(z * h_prev)",
     "Which of the two gates acts inside the candidate, and which one in the mixture?"),
    ("each gate in the other's place", "(r * h_prev)", "(z * h_prev)",
     "z * h_prev + (1 - z)", "r * h_prev + (1 - r)",
     "Which of the two gates acts inside the candidate, and which one in the mixture?"),
    ("each gate from the other's weights", "z = sig", "r = sig", "r = sigmoid(x @ p[\"W_r\"]",
     "z = sigmoid(x @ p[\"W_r\"]", "Which letter stands behind the weights of the update gate?"),
    ("reset in the mixture, too", "z * h_prev +", "z * r * h_prev +",
     "What is kept of the old state has been reset in yours. Where does r act, and where not?"),
    ("the candidate whole", "(1 - z) * h_tilde", "h_tilde", SHARES),
    ("the old state whole", "z * h_prev +", "h_prev +", SHARES),
    ("tanh for both gates", "z = sigmoid", "z = np.tanh", "r = sigmoid", "r = np.tanh", GATE),
    ("a sigmoid for the candidate", "np.tanh(", "sigmoid(",
     "No candidate of yours is below 0. Which function of a state goes from −1 to 1?"),
    ("no tanh", "np.tanh(", "(",
     "The candidate is a sum in yours. What keeps a state between −1 and 1?"),
    ("tanh of the mixture", "z * h_prev + (1 - z) * h_tilde",
     "np.tanh(z * h_prev + (1 - z) * h_tilde)", WHOLE),
    ("gates that do not look at the state", ' + h_prev @ p["U_z"]', "", ' + h_prev @ p["U_r"]', "",
     "What do the gates hear: the input alone, or what is remembered, too?"),
)  # fmt: skip

exercise = Exercise(
    title="One step of a GRU",
    minutes=10,
    difficulty="medium",
    reference=gru_step,
    cases=CASES,
    returns=("h (N, H)", "z (N, H)", "r (N, H)", "h_tilde (N, H)"),
    mistakes=MISTAKES,
    hints=(
        "Three dense layers with two inputs each, as in lab 04: two with σ, whose weights end in "
        "_z and _r, and one with tanh, whose weights end in _h. Then mix.",
        "Only in the third one is the old state held back before it is heard: `(r * h_prev)` "
        "stands where `h_prev` stood.",
        "`h = z * h_prev + (1 - z) * h_tilde`: with z = 1 nothing changes.",
    ),
)
