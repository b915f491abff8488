"""An output gate that looks at the cell, forward and backward."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import ONE_STEP, gradients, one_of
from utils.checks.lstm_gates.lstm_step import lstm_step as step
from utils.numpy_impl.core.activations import sigmoid


def peephole_step(x, h_prev, c_prev, p, dh, dc):
    """o = σ(x W_o + h_prev U_o + c ⊙ V_o + b_o), h = o ⊙ tanh(c), and back to c and V_o."""
    _, c, _ = step(x, h_prev, c_prev, p)  # what is written and kept is as before
    o = sigmoid(x @ p["W_o"] + h_prev @ p["U_o"] + c * p["V_o"] + p["b_o"])
    tanh_c = np.tanh(c)
    h = o * tanh_c
    dz_o = dh * tanh_c * o * (1 - o)
    dc = dc + dh * o * (1 - tanh_c**2) + dz_o * p["V_o"]
    dV_o = (dz_o * c).sum(axis=0)
    return h, c, dc, dV_o


def peep(title, N, D, H, seed, digits=2, scale=1.0, **more):
    """A case of random numbers: N sequences, D inputs, H units."""
    given = one_of(N, D, H, seed, digits, scale)
    V_o = np.random.default_rng(200 + seed).normal(size=H).round(digits)
    came = gradients((N, H), seed, "dh", "dc", digits=digits) | more
    return Case(title, **given | {"p": given["p"] | {"V_o": V_o}}, **came)


CASES = [
    Case("the example", **ONE_STEP | {"p": ONE_STEP["p"] | {"V_o": np.array([1.0])}},
         dh=np.array([[2.0]]), dc=np.array([[0.2]])),
    peep("two sequences, three inputs, four units", 2, 3, 4, 1),
    peep("as many sequences as units", 3, 2, 3, 3),
    peep("nothing comes back to c", 3, 2, 3, 4, dc=np.zeros((3, 3))),
    peep("nothing comes back to h", 2, 2, 3, 5, dh=np.zeros((2, 3))),
    peep("many digits", 4, 3, 2, 6, digits=12),
    peep("gates that are open or shut", 2, 2, 3, 7, scale=300.0),
    peep("one sequence, one unit", 1, 2, 1, 8),
]  # fmt: skip

THREE_WAYS = (
    "c is used three times now: by the next step, by tanh, and by the gate that looks at it. What "
    "comes back from each?"
)
NEW = "When o is asked, the cell has been written to already. Which cell does it look at?"
BESIDE = "What stands beside V_o in z_o, and so is in its gradient?"
BEFORE_GATE = "V_o stands in z_o, before the sigmoid. Which gradient has passed that already?"
OWN_CELL = "V_o has one weight a unit, and each gate looks at its own cell. Is that `*` or `@`?"

MISTAKES = edits(peephole_step)(
    ("no peephole", " + c * p[\"V_o\"]", "", "Your gate does not look at the cell. Where is V_o?"),
    ("the old cell looked at", "+ c * p[\"V_o\"]", "+ c_prev * p[\"V_o\"]", NEW),
    ("tanh of the cell looked at", "+ c * p[\"V_o\"]", "+ np.tanh(c) * p[\"V_o\"]",
     "Your gate looks at tanh(c). What does a peephole see: the cell, or what is read of it?"),
    ("the peephole behind the gate", " + c * p[\"V_o\"] + p[\"b_o\"])",
     " + p[\"b_o\"]) + c * p[\"V_o\"]",
     "Your gate can leave 0 … 1. Where does c V_o come in: before the sigmoid, or behind it?"),
    ("h of the step without a peephole", "_, c, _ = step", "h_of, c, _ = step",
     "return h, c", "return h_of, c", "Which o was your h made with?"),
    ("the peephole's path to c forgotten", " + dz_o * p[\"V_o\"]", "", THREE_WAYS),
    ("the path through tanh forgotten", " + dh * o * (1 - tanh_c**2)", "", THREE_WAYS),
    ("dc from later forgotten", "dc = dc + dh", "dc = dh", THREE_WAYS),
    ("only through the peephole", "dc + dh * o * (1 - tanh_c**2) + dz_o", "dz_o", THREE_WAYS),
    ("the peephole's path without V_o", "+ dz_o * p[\"V_o\"]", "+ dz_o",
     "By how much does z_o change when c does? That is missing on the third way."),
    ("the peephole's path round the sigmoid", "+ dz_o * p[\"V_o\"]",
     "+ dh * tanh_c * p[\"V_o\"]",
     "The third way leads from h to o, through the sigmoid to z_o, and to c. What has yours "
     "passed over?"),
    ("no slope of the gate", "dz_o = dh * tanh_c * o * (1 - o)", "dz_o = dh * tanh_c",
     "That is the gradient at o. What lies between o and z_o?"),
    ("o's gradient by the cell", "dh * tanh_c * o", "dh * c * o",
     "In h = o ⊙ tanh(c), what stands beside o?"),
    ("V_o's gradient by the old cell", "(dz_o * c)", "(dz_o * c_prev)", f"{BESIDE} {NEW}"),
    ("V_o's gradient by tanh of c", "(dz_o * c)", "(dz_o * tanh_c)", BESIDE),
    ("V_o's gradient without the cell", "(dz_o * c)", "(dz_o)", BESIDE),
    ("V_o's gradient from dc", "(dz_o * c)", "(dc * c)", BEFORE_GATE),
)  # fmt: skip

exercise = Exercise(
    title="A gate that looks at the cell",
    minutes=10,
    difficulty="medium",
    reference=peephole_step,
    cases=CASES,
    returns=("h (N, H)", "c (N, H)", "dc (N, H)", "dV_o (H,)"),
    mistakes=MISTAKES,
    hints=(
        "`step` gives you the new cell, for which o is not needed. Then o once more, with one "
        "more term in its sum, and h from it.",
        'Each gate looks at its own cell: `c * p["V_o"]`. Back: first dz_o as in Exercise 3.',
        "Three arrows leave c, so dc has three parts: what came in, what comes through tanh, and "
        '`dz_o * p["V_o"]`. V_o itself gets `dz_o * c`, summed over the sequences.',
    ),
)
