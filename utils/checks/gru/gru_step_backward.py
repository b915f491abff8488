"""The gradient of one step of a GRU."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.gru.gru_step import gru_step
from utils.checks.gru.inputs import SMALL, step


def gru_step_backward(dh, x, h_prev, z, r, h_tilde, p):
    """Back through h = z ∘ h_prev + (1 − z) ∘ h~: to the three sums a, and on to all they hold."""
    da_h = dh * (1 - z) * (1 - h_tilde**2)
    da_z = dh * (h_prev - h_tilde) * z * (1 - z)
    dm = da_h @ p["U_h"].T  # at r ∘ h_prev
    da_r = dm * h_prev * r * (1 - r)
    dh_prev = z * dh + r * dm + da_z @ p["U_z"].T + da_r @ p["U_r"].T
    dx = da_z @ p["W_z"].T + da_r @ p["W_r"].T + da_h @ p["W_h"].T
    g = {"x": dx, "h_prev": dh_prev}
    g |= {"W_z": x.T @ da_z, "U_z": h_prev.T @ da_z, "b_z": da_z.sum(axis=0)}
    g |= {"W_r": x.T @ da_r, "U_r": h_prev.T @ da_r, "b_r": da_r.sum(axis=0)}
    g |= {"W_h": x.T @ da_h, "U_h": (r * h_prev).T @ da_h, "b_h": da_h.sum(axis=0)}
    return g


def back(title, given, dh=None, seed=0):
    """A case of one step; dh (N, H) is drawn, if not given."""
    _, z, r, h_tilde = gru_step(**given)
    if dh is None:
        dh = np.random.default_rng(seed).normal(size=z.shape).round(2)
    p, x, h_prev = given["p"], given["x"], given["h_prev"]
    return Case(title, dh=dh, x=x, h_prev=h_prev, z=z, r=r, h_tilde=h_tilde, p=p)


CASES = [
    back("the example", SMALL, np.ones((1, 1))),
    back("two sequences, three inputs, four units", step(2, 3, 4, 1)),
    back("as many inputs as units", step(2, 3, 3, 2), seed=1),
    back("as many sequences as units", step(4, 2, 4, 3), seed=2),
    back("all of one size", step(3, 3, 3, 5), seed=3),
    back("from a state of zeros", step(2, 1, 3, 6) | {"h_prev": np.zeros((2, 3))}, seed=4),
    back("gates that are nearly open or closed", step(3, 2, 3, 7, scale=8.0), seed=5),
    back("one sequence, one unit, two inputs", step(1, 2, 1, 4, digits=12), seed=6),
]

WAYS = (
    "There are four ways from `h_prev` to h: kept by z, through r ∘ h_prev, and through the sums "
    "of z and of r. Which of them are in yours?"
)
CANDIDATE = "The candidate has a share in h: which one? And which slope has its tanh?"
SLOPE_TANH = "The slope of tanh, by what it puts out, is 1 − h~². What stands in its place?"
SLOPE_SIGMOID = "The slope of σ, by what it puts out, is z (1 − z). Which gates have it in yours?"
MIXED = "When z grows a little, h takes more of one thing and less of another. Of which two?"
AT_PRODUCT = (
    "Into the candidate goes the product r ∘ h_prev. Its gradient goes on to each of the two "
    "factors: with what beside it?"
)
HEARD = "What stood to the left of U in each of the three sums: `h_prev`, or r ∘ h_prev?"
TRANSPOSED = "By the same weight that carried unit i to unit j, j answers i. Which form is that?"

MISTAKES = edits(gru_step_backward)(
    ("the way through z forgotten", ' + da_z @ p["U_z"].T', "", WAYS),
    ("the way through r forgotten", ' + da_r @ p["U_r"].T', "", WAYS),
    ("the ways through both gates forgotten", ' + da_z @ p["U_z"].T + da_r @ p["U_r"].T', "",
     WAYS),
    ("the direct way forgotten", "z * dh + r * dm", "r * dm", WAYS),
    ("the way through the candidate forgotten", "z * dh + r * dm", "z * dh", WAYS),
    ("dm past the reset gate", "r * dm", "dm", AT_PRODUCT),
    ("h_prev forgotten on the way to r", "dm * h_prev", "dm", AT_PRODUCT),
    ("U_h passed over", 'da_h @ p["U_h"].T  # at r ∘ h_prev', "da_h",
     "Between the candidate's sum and r ∘ h_prev stands U_h. Does your gradient pass it?"),
    ("reset after the product", "da_r = dm * h_prev", 'da_r = da_h * (h_prev @ p["U_h"])',
     "Your r comes after the product with U_h, as in Exercise 2. On which side does it act in "
     "this step, and what then lies between it and the sum?"),
    ("the candidate's share forgotten", "dh * (1 - z) * (1 - h", "dh * (1 - h", CANDIDATE),
    ("z and 1 − z exchanged", "dh * (1 - z) * (1 - h", "dh * z * (1 - h", "z * dh +",
     "(1 - z) * dh +", "(h_prev - h_tilde)", "(h_tilde - h_prev)",
     "With z = 1 the unit keeps its state. Which of old state and candidate has the share z?"),
    ("no slope of the tanh", " * (1 - h_tilde**2)", "", SLOPE_TANH),
    ("the slope at the new state", "h_tilde**2", "(z * h_prev + (1 - z) * h_tilde) ** 2",
     f"h is a mixture, and has been through no tanh of its own. {SLOPE_TANH}"),
    ("no slope of both sigmoids", "(h_prev - h_tilde) * z * (1 - z)", "(h_prev - h_tilde)",
     "h_prev * r * (1 - r)", "h_prev", SLOPE_SIGMOID),
    ("h_prev alone on the way to z", "(h_prev - h_tilde)", "h_prev", MIXED),
    ("the state before the reset in U_h", "(r * h_prev).T", "h_prev.T", HEARD),
    ("the state after the reset in all three", "h_prev.T @ da_z", "(r * h_prev).T @ da_z",
     "h_prev.T @ da_r", "(r * h_prev).T @ da_r", HEARD),
    ("no U transposed", 'p["U_h"].T', 'p["U_h"]', 'p["U_z"].T', 'p["U_z"]', 'p["U_r"].T',
     'p["U_r"]', TRANSPOSED),
)  # fmt: skip

exercise = Exercise(
    title="One step back",
    minutes=20,
    difficulty="harder",
    reference=gru_step_backward,
    cases=CASES,
    returns='a dictionary: "x" (N, D), "h_prev" (N, H), and the nine names of p',
    axes={"x": ("N", "D"), "h_prev": ("N", "H")}
    | {f"{of}_{gate}": axes for gate in "zrh"
       for of, axes in {"W": ("D", "H"), "U": ("H", "H"), "b": ("H",)}.items()},
    mistakes=MISTAKES,
    hints=(
        "Three sums stand before σ, σ and tanh. Find what comes back to each, `da_z`, `da_r` and "
        "`da_h`: all else is dense layers, as in lab 04. Begin with `da_h` and `da_z`, which h "
        "shows at once.",
        "`da_h = dh * (1 - z) * (1 - h_tilde**2)`. To z: h changes by `h_prev - h_tilde` for each "
        "bit of z, and then comes σ's slope. To r by way of `dm = da_h @ U_h.T`, which belongs to "
        "the product r ∘ h_prev.",
        "`h_prev` collects four terms: `z * dh`, `r * dm`, and one from each gate's sum through "
        "its U. `x` collects three.",
    ),
)  # fmt: skip
