"""A GRU through a whole sequence, and its gradient back through time."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.gru import gru_step_backward as one_step
from utils.checks.gru.gru_step import gru_step as step
from utils.checks.gru.gru_step_backward import gru_step_backward as step_back
from utils.checks.gru.inputs import LN2, LN3, numbers, sequence


def gru_bptt(dH, X, h0, p):
    """Forward, keeping each step's state before and its gates; then back, adding up."""
    H, before, gates = np.zeros(dH.shape), [], []
    h = h0
    for t in range(len(X)):
        before.append(h)
        h, *zrh = step(X[t], h, p)
        gates.append(zrh)
        H[t] = h
    g = {name: np.zeros(p[name].shape) for name in p} | {"X": np.zeros(X.shape)}
    carry = np.zeros(h0.shape)  # nothing comes after the last step
    for t in reversed(range(len(X))):
        dh = dH[t] + carry  # all that reaches h_t
        back = step_back(dh, X[t], before[t], *gates[t], p)
        g["X"][t] = back.pop("x")
        carry = back.pop("h_prev")
        for name in back:
            g[name] += back[name]
    g["h0"] = carry
    return H, g


def case(title, given, dH=None, seed=0):
    """A case of a sequence; dH (T, N, H) is drawn, if not given."""
    T, N, H = *given["X"].shape[:2], given["h0"].shape[1]
    if dH is None:
        dH = np.random.default_rng(seed).normal(size=(T, N, H)).round(2)
    return Case(title, dH=dH, **given)


EXAMPLE = {
    "X": np.array([LN3, LN2 - 0.2]).reshape(2, 1, 1),
    "h0": np.zeros((1, 1)),
    "p": numbers(W_h=1, U_h=1),
}
AT_END, AT_START = np.zeros((3, 1, 2)), np.zeros((3, 2, 2))
AT_END[2], AT_START[0] = [[1, -2]], [[1, -1], [2, 0.5]]
CASES = [
    case("the example", EXAMPLE, np.ones((2, 1, 1))),
    case("four steps, three sequences", sequence(4, 3, 2, 5, 1)),
    case("a loss at the last step only", sequence(3, 1, 2, 2, 2), AT_END),
    case("a loss at the first step only", sequence(3, 2, 1, 2, 3), AT_START),
    case("as many steps as sequences, inputs and units", sequence(3, 3, 3, 3, 6), seed=1),
    case("from a state of zeros", sequence(5, 2, 1, 3, 5) | {"h0": np.zeros((2, 3))}, seed=2),
    case("thirty steps", sequence(30, 2, 3, 4, 7, digits=12), seed=3),
    case("one step", sequence(1, 4, 3, 2, 4), seed=4),
    case("one step, one sequence, one unit", sequence(1, 1, 2, 1, 8), seed=5),
]

CARRY = (
    "h_t is used twice: by the loss of its own step, and by step t + 1. What comes back from each, "
    "and what becomes of the two?"
)
INSIDE = "Is there a way round the gates that `step_back` has not been along already?"
EVERY_STEP = "The same weights are used in all steps. What do they collect from each?"
BEFORE = "Step t made h_t of the state *before* it. Which one did it start from, and step 0?"
OWN = "Step t has its own input, its own state before it, its own gates. Look at every index."
START = "What reaches h0 has come back *through* the first step. What does that step hand on?"

MISTAKES = edits(gru_bptt)(
    ("no carry", "dH[t] + carry", "dH[t]",
     f"Each step hears its own loss alone, and nothing goes through time. {CARRY}"),
    ("only the last loss", "dH[t] + carry", "carry + dH[t] * (t == len(X) - 1)",
     f"Only the last step's loss is heard. {CARRY}"),
    ("dh kept beside the carry", 'carry = back.pop("h_prev")', 'carry = dh + back.pop("h_prev")',
     f"Your carry still has dh in it, though z lets only a share of it by. {INSIDE}"),
    ("the direct way twice", 'carry = back.pop("h_prev")',
     'carry = gates[t][0] * dh + back.pop("h_prev")',
     f"Your carry has z ∘ dh in it twice. {INSIDE}"),
    ("carries added up", 'carry = back.pop("h_prev")', 'carry = carry + back.pop("h_prev")',
     "The carry grows with every turn. What step t hands on goes to step t − 1. To anyone else?"),
    ("all that reaches h_t as the carry", 'carry = back.pop("h_prev")',
     'carry = dh + 0 * back.pop("h_prev")',
     "The carry is dh itself, as it came. Through what does it go from h_t to h_(t−1)?"),
    ("= for +=", "g[name] += back[name]", "g[name] = back[name]",
     f"The weights have one step's part, the first one's, which came last. {EVERY_STEP}"),
    ("the last step's part", "        for name in back:", "        for name in back "
     "if t == len(X) - 1 else []:", f"The weights have the last step's part alone. {EVERY_STEP}"),
    ("a mean over the steps", 'g["h0"] = carry',
     'g = {k: v if k == "X" else v / len(X) for k, v in g.items()} | {"h0": carry}',
     "You divide by the number of steps. Are their parts averaged, or added up?"),
    ("first step first", "reversed(range(len(X)))", "range(len(X))",
     "Your way back goes forward. Which step can tell its gradient first?"),
    ("the first step left out", "in reversed(range(len(X)))", "in reversed(range(1, len(X)))",
     "Where does your way back end? Step 0 has an input, too, and h0 before it."),
    ("the state after for the state before", "X[t], before[t]", "X[t], H[t]", BEFORE),
    ("h0 before every step", "X[t], before[t]", "X[t], h0", BEFORE),
    ("every step forward from h0", "h, *zrh = step(X[t], h, p)", "h, *zrh = step(X[t], h0, p)",
     "Your states do not remember. From which state does step t go on?"),
    ("zeros for h0", "h = h0", "h = 0 * h0",
     "The sequence did not begin at zero. From which argument did it?"),
    ("the last step's gates", "*gates[t]", "*gates[-1]", OWN),
    ("what the last step hands back, for h0", '        carry = back.pop("h_prev")\n',
     '        carry = back.pop("h_prev")\n        g.setdefault("h0", carry)\n',
     '    g["h0"] = carry\n', "",
     "Which turn of the way back is the last one, and where does it end?"),
    ("all that reaches h_1, for h0", 'g["h0"] = carry', 'g["h0"] = dh', START),
)  # fmt: skip

exercise = Exercise(
    title="Through time and back",
    minutes=18,
    difficulty="harder",
    reference=gru_bptt,
    cases=CASES,
    returns=(
        "H (T, N, H)",
        'gradients, a dictionary: "X" (T, N, D), "h0" (N, H), and the nine names of p',
    ),
    axes={"H": ("T", "N", "H"), "X": ("T", "N", "D"), "h0": ("N", "H")}
    | {name: axes for name, axes in one_step.exercise.axes.items() if "_" in name[1:2]},
    mistakes=MISTAKES,
    hints=(
        "Two loops. The first goes forward by `step`, and keeps for each step the state before it "
        "and its z, r and h~. The second goes back by `step_back`.",
        "`dh = dH[t] + carry`, where `carry` is what step t + 1 answered for its h_prev, and zeros "
        "at the start. It is the gradient of h0 in the end.",
        'Of what `step_back` answers, "x" is a row of the gradient of X, "h_prev" the next carry, '
        "and the other nine are added, `+=`, to sums that began with zeros.",
    ),
)
