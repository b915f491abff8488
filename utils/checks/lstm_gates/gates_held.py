"""An experiment: gates held fast, and what is left of a memory."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def gates_held(C_tilde, c0, i, f, o):
    """The cell with constant gates; which share of c0 is left at the end; when half of it was."""
    c, C = c0, np.zeros(C_tilde.shape)
    for t in range(len(C_tilde)):
        c = i * C_tilde[t] + f * c
        C[t] = c
    H = o * np.tanh(C)
    left = f ** len(C)
    half_life = np.zeros(f.shape)  # f = 0: gone at once
    half_life[f == 1] = np.inf  # never
    between = (f > 0) & (f < 1)
    half_life[between] = np.log(0.5) / np.log(f[between])
    return H, C, left, half_life


def held(title, T, N, i, f, o, seed, digits=2):
    """A case of random candidates, with these gates, one number for each unit."""
    i, f, o = (np.array(gate, dtype=float) for gate in (i, f, o))
    rng = np.random.default_rng(seed)
    C_tilde = np.tanh(rng.normal(size=(T, N, len(f)))).round(digits)
    return Case(title, C_tilde=C_tilde, c0=rng.normal(size=(N, len(f))).round(digits), i=i, f=f,
                o=o)  # fmt: skip


CASES = [
    Case("the example", C_tilde=np.array([0.5, -1]).reshape(2, 1, 1), c0=np.array([[4.0]]),
         i=np.array([1.0]), f=np.array([0.5]), o=np.array([1.0])),
    held("three units, gates halfway", 4, 2, [0.5, 0.2, 0.9], [0.5, 0.9, 0.3], [0.5, 1, 0.1], 1),
    held("f at 0, ½ and 1", 5, 3, [1, 1, 1], [0, 0.5, 1], [1, 1, 1], 2),
    held("nothing written", 6, 1, [0, 0], [0.8, 1], [1, 0.5], 3),
    held("nothing read", 3, 2, [0.5, 1], [0.5, 0.25], [0, 0], 4),
    held("as many steps as sequences and units", 3, 3, [0.1, 0.6, 1], [0.7, 0.2, 0.95],
         [0.3, 0.8, 1], 5, digits=12),
    held("forty steps", 40, 2, [0.1, 0.05], [0.9, 0.99], [1, 1], 6),
    held("one step", 1, 1, [0.5], [0.75], [0.5], 7),
]  # fmt: skip

HALF = "After n steps fⁿ of a memory is left. For which n is that ½?"
ENDS = "Two gates are special: with f = 0 nothing is left after a step, with f = 1 all, for ever."
SHARE = "`left` is a share of c0: what multiplies c0 in c_T? How often has f been there?"
CELL = "c_t = i ⊙ c̃_t + f ⊙ c_(t−1). What is in the place of each in yours?"

MISTAKES = edits(gates_held)(
    ("i and f exchanged", "i * C_tilde[t] + f * c", "f * C_tilde[t] + i * c", CELL),
    ("kept is what is not written", "+ f * c", "+ (1 - i) * c",
     f"You keep 1 − i. Here the two gates are held apart. {CELL}"),
    ("always from c0", "+ f * c\n", "+ f * c0\n", f"Every step begins at c0. {CELL}"),
    ("the new comes in before the keeping", "i * C_tilde[t] + f * c", "f * (i * C_tilde[t] + c)",
     "What is written in a step is multiplied by f in the same step. What does f multiply?"),
    ("the cells before each step", "        c = i * C_tilde[t] + f * c\n        C[t] = c",
     "        C[t] = c\n        c = i * C_tilde[t] + f * c",
     "Row t of C is the cell *after* step t. What stands there in yours?"),
    ("the candidate before", "i * C_tilde[t]", "i * C_tilde[t - 1]",
     f"Step t writes its own candidate, `C_tilde[t]`. {CELL}"),
    ("read without tanh", "np.tanh(C)", "C", "What lies between c and h, that keeps h below 1?"),
    ("the gate inside tanh", "o * np.tanh(C)", "np.tanh(o * C)",
     "Your gate is inside the tanh. What is squashed, and what is then let through?"),
    ("the cell squashed, too", "C[t] = c", "c = np.tanh(c)\n        C[t] = c", "np.tanh(C)", "C",
     "Your cell goes on through a tanh. Which of c and h has it?"),
    ("a step too few in what is left", "f ** len(C)", "f ** (len(C) - 1)", SHARE),
    ("times for a power", "f ** len(C)", "f * len(C)", f"Factors multiply. {SHARE}"),
    ("the cell over c0", "f ** len(C)", "(c / np.where(c0 == 0, 1, c0)).mean(axis=0)",
     f"What has been written since is in your c_T, too. {SHARE}"),
    ("ln f over ln ½", "np.log(0.5) / np.log(f[between])", "np.log(f[between]) / np.log(0.5)",
     f"A good memory has a short half-life in yours. {HALF}"),
    ("a mean life", "np.log(0.5)", "-1",
     f"That is when a share of 1/e is left, e = 2.718…. {HALF}"),
    ("minus infinity", "= np.inf", "= -np.inf",
     f"−∞ comes out: ln ½ over 0. Does a memory that lasts have a half-life below 0? {ENDS}"),
)  # fmt: skip

exercise = Exercise(
    title="Gates held fast",
    minutes=10,
    difficulty="medium",
    reference=gates_held,
    cases=CASES,
    returns=("H (T, N, H)", "C (T, N, H)", "left (H,)", "half_life (H,)"),
    mistakes=MISTAKES,
    hints=(
        "The loop has one line of the step in it, the one of the cell; no weights, no σ. For "
        "`left`, follow c0 alone through three steps on paper.",
        "`left` is `f ** T`. Solve fⁿ = ½ for n by taking logarithms on both sides.",
        "`np.log(0.5) / np.log(f)` is right between the ends. For f = 1 the answer is `np.inf`, "
        "for f = 0 it is 0; `np.where`, or a mask such as `half_life[f == 1] = np.inf`, puts them "
        "in.",
    ),
)
