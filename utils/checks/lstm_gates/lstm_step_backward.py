"""The gradient of one step of an LSTM."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import ONE_STEP, gradients, one_of
from utils.checks.lstm_gates.lstm_step import lstm_step as step


def lstm_step_backward(dh, dc, x, h_prev, c_prev, p):
    """From dh and dc to the four sums z, and from these as in four dense layers."""
    _, c, gates = step(x, h_prev, c_prev, p)
    i, f, o, c_tilde = (gates[k] for k in ("i", "f", "o", "c_tilde"))
    tanh_c = np.tanh(c)
    dc = dc + dh * o * (1 - tanh_c**2)  # all that reaches c
    dz = {
        "i": dc * c_tilde * i * (1 - i),
        "f": dc * c_prev * f * (1 - f),
        "o": dh * tanh_c * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    g = {"c_prev": dc * f}
    for k in "ifoc":
        g[f"b_{k}"] = dz[k].sum(axis=0)
        g[f"W_{k}"] = x.T @ dz[k]
        g[f"U_{k}"] = h_prev.T @ dz[k]
    g["x"] = sum(dz[k] @ p[f"W_{k}"].T for k in "ifoc")
    g["h_prev"] = sum(dz[k] @ p[f"U_{k}"].T for k in "ifoc")
    return g


def back(title, N, D, H, seed, digits=2, scale=1.0, **more):
    """A case of random numbers: N sequences, D inputs, H units."""
    came = gradients((N, H), seed, "dh", "dc", digits=digits) | more
    return Case(title, **came, **one_of(N, D, H, seed, digits, scale))


CASES = [
    Case("the example", dh=np.array([[2.0]]), dc=np.array([[0.68]]), **ONE_STEP),
    back("two sequences, three inputs, four units", 2, 3, 4, 1),
    back("as many inputs as units", 2, 3, 3, 2),
    back("as many sequences as units", 4, 2, 4, 3),
    back("nothing comes back to c", 3, 2, 3, 4, dc=np.zeros((3, 3))),
    back("nothing comes back to h", 3, 2, 3, 5, dh=np.zeros((3, 3))),
    back("many digits", 3, 3, 3, 6, digits=12),
    back("gates that are open or shut", 2, 2, 3, 7, scale=300.0),
    back("one sequence, one unit", 1, 2, 1, 8),
]

TWO_WAYS = (
    "c is used twice: by the next step, which is in `dc`, and by h of this step. What comes back "
    "from h to c, and what becomes of the two?"
)
SLOPE = "By what a sigmoid puts out its slope is s (1 − s), by what a tanh puts out 1 − s²."
CELL = "In c = i ⊙ c̃ + f ⊙ c_prev each factor's gradient is dc times what it is multiplied with."
ALL_OF_IT = "Of which dc are they made: of what came in, or of all that reaches c?"
FOUR = "h_prev went into four sums z. What comes back from each, and what becomes of the four?"
TWO_STATES = "What did U multiply in this step: the state that came in, or the one that went out?"

MISTAKES = edits(lstm_step_backward)(
    ("the path through o forgotten", "dc = dc + dh * o * (1 - tanh_c**2)", "dc = dc", TWO_WAYS),
    ("dc from later forgotten", "dc = dc + dh", "dc = dh", TWO_WAYS),
    ("o left out on the way to c", "dh * o * (1 - tanh_c", "dh * (1 - tanh_c",
     "On the way from h back to c lie o and the tanh. Which of the two is missing?"),
    ("tanh passed over on the way to c", "dh * o * (1 - tanh_c**2)", "dh * o",
     "On the way from h back to c lie o and the tanh. Which of the two is missing?"),
    ("tanh' of h", "1 - tanh_c**2", "1 - _**2",
     "That is 1 − h². But h is o ⊙ tanh(c) here: what came out of the tanh alone?"),
    ("tanh' of c without its tanh", "1 - tanh_c**2", "1 - c**2",
     "That is 1 − c². Of what is the square: of what went into the tanh, or of what came out?"),
    ("tanh' at the cell before", "1 - tanh_c**2", "1 - np.tanh(c_prev) ** 2",
     "Which cell went through *this* step's tanh: the one before the step, or the one after?"),
    ("the gates from what came in alone", '"i": dc * c_tilde', '"i": dc_in * c_tilde',
     '"f": dc * c_prev', '"f": dc_in * c_prev', '"c": dc * i', '"c": dc_in * i',
     "    dc = dc +", "    dc_in = dc\n    dc = dc +",
     f"The way on to i, f and c̃ has lost a part. {ALL_OF_IT}"),
    ("c_prev from what came in alone", '"c_prev": dc * f', '"c_prev": dc_in * f',
     "    dc = dc +", "    dc_in = dc\n    dc = dc +", ALL_OF_IT),
    ("c_prev without the forget gate", '"c_prev": dc * f', '"c_prev": dc',
     f"The gradient of the cell goes on unchanged. {CELL}"),
    ("the new cell for the old at f", "dc * c_prev * f", "dc * c * f", f"{CELL} And f?"),
    ("i and c̃ exchanged", "dc * c_tilde * i * (1 - i)", "dc * i * i * (1 - i)",
     "dc * i * (1 - c_tilde**2)", "dc * c_tilde * (1 - c_tilde**2)", CELL),
    ("no slope of the gates", "c_tilde * i * (1 - i)", "c_tilde", "c_prev * f * (1 - f)", "c_prev",
     "tanh_c * o * (1 - o)", "tanh_c",
     f"z lies before the sigmoid, and you have passed over it. {SLOPE}"),
    ("the slope of a sigmoid for c̃", "1 - c_tilde**2", "c_tilde * (1 - c_tilde)",
     f"Which function is c̃'s? {SLOPE}"),
    ("o's gradient from dc", "dh * tanh_c * o", "dc * tanh_c * o",
     "o stands in h and not in c. From which of `dh` and `dc` does it hear?"),
    ("o's gradient by the cell", "dh * tanh_c * o", "dh * c * o",
     "In h = o ⊙ tanh(c), what stands beside o?"),
    ("U not transposed", '@ p[f"U_{k}"].T', '@ p[f"U_{k}"]',
     "Going forward, h_i met U_ij on its way to unit j. Over which index is the sum on the way "
     "back?"),
    ("h for h_prev in dU", "h_prev.T @", "_.T @", TWO_STATES),
)  # fmt: skip

exercise = Exercise(
    title="One step back",
    minutes=18,
    difficulty="harder",
    reference=lstm_step_backward,
    cases=CASES,
    returns='a dictionary of the gradients: "x" (N, D), "h_prev", "c_prev" (N, H), and every name '
    'of p, such as "W_i" (D, H)',
    axes={"x": ("N", "D"), "h_prev": ("N", "H"), "c_prev": ("N", "H")},
    mistakes=MISTAKES,
    hints=(
        "Draw h = o ⊙ tanh(c) and c = i ⊙ c̃ + f ⊙ c_prev as a graph, and put on each arrow what "
        "comes back along it. How many arrows leave c?",
        "First all that reaches c: `dc = dc + dh * o * (1 - np.tanh(c) ** 2)`. Then four lines, "
        "one for each z: dc (for o: dh), times the other factor, times the slope.",
        "From each `dz[k]` on it is lab 04: `x.T @ dz[k]`, `h_prev.T @ dz[k]`, its column sums; "
        '`"x"` and `"h_prev"` are sums over all four, and `"c_prev"` is `dc * f`.',
    ),
)
