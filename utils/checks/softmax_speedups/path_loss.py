"""A word's probability along its path through a tree, the loss, and the gradient of h."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.softmax_speedups.inputs import LN2, LN3, ONE, scored, state, table
from utils.numpy_impl.core.activations import sigmoid


def path_loss(h, nodes, code, p):
    """P = Π σ(±s), J = −log P by way of each node, and the gradient of h from σ(s) − (1 − code)."""
    s = p["W_n"][nodes] @ h + p["b_n"][nodes]
    sign = 1 - 2 * code  # + for 0, − for 1
    P = sigmoid(sign * s).prod()
    J = np.logaddexp(0, -sign * s).sum()
    ds = sigmoid(s) - (1 - code)
    dh = ds @ p["W_n"][nodes]
    return P, J, dh


def case(title, inner, nodes, code, H, seed, **more):
    """A path through a tree of so many inner nodes."""
    p = table("n", inner, H, seed, **more)
    h = state(H, seed, more.get("digits", 2))
    return Case(title, h=h, nodes=np.array(nodes), code=np.array(code), p=p)


LONG = np.delete(np.arange(37), range(10, 17))
TURNS = np.random.default_rng(0).integers(0, 2, 30)  # P is rounded to 0, no σ is
SMALL = {
    "h": ONE,
    "nodes": np.array([0, 1, 2]),
    "code": np.array([1, 0, 1]),
    "p": scored("n", [4, 3, -2], [LN3, LN2, 0]),
}
CASES = [
    Case("the example", **SMALL),
    case("three of seven nodes", 7, [0, 4, 5], [1, 1, 0], 2, 1),
    case("four of nine", 9, [0, 2, 3, 8], [0, 0, 1, 0], 3, 2),
    case("as many nodes as units", 5, [0, 3, 4], [0, 1, 1], 3, 3),
    case("many decimals", 6, [0, 1, 5], [0, 1, 0], 4, 4, digits=12),
    case("thirty nodes", 40, LONG, TURNS, 2, 5, scale=70.0),
    case("scores of thousands", 6, [0, 2, 4], [1, 0, 0], 3, 6, scale=1000.0),
    case("always to the left", 4, [0, 1, 2, 3], [0, 0, 0, 0], 2, 7),
    case("always to the right", 4, [0, 1, 3], [1, 1, 1], 2, 8),
    case("two words, so one node", 1, [0], [1], 3, 9),
    case("one node, one unit, to the left", 1, [0], [0], 1, 10),
]

SIDE = "σ(s) is the probability of branch 0. What is that of branch 1, and which sign makes it?"
PRODUCT = "All turns have to be taken. What becomes of probabilities of one thing *and* another?"
LOG = "J is −log P, one term for each node. What does yours come to in the example, ln 12?"
TARGET = "The slope of a node's loss is σ(s) − 1 where 0 was right, and σ(s) where 1 was."
EVERY = "Each node on the path has heard h. Which of them answer in yours?"

MISTAKES = edits(path_loss)(
    ("0 and 1 exchanged", "1 - 2 * code", "2 * code - 1", "(1 - code)", "code", SIDE),
    ("to the left throughout", "1 - 2 * code", "np.ones(len(code))",
     f"Your P and J are the same whatever the code is. {SIDE}"),
    ("a sum of probabilities", ".prod()", ".sum()", PRODUCT),
    ("a mean of probabilities", ".prod()", ".mean()", PRODUCT),
    ("the last turn alone", "sigmoid(sign * s).prod()", "sigmoid(sign * s)[-1]", PRODUCT),
    ("softmax along the path", "sigmoid(sign * s).prod()",
     "(np.exp(sign * s - (sign * s).max()) / np.exp(sign * s - (sign * s).max()).sum()).prod()",
     "Your scores compete with each other. With what does a turn to the left compete at a node?"),
    ("the logarithm of P", "np.logaddexp(0, -sign * s).sum()", "-np.log(P)",
     "Where P is so small that it is rounded to 0, your J is infinite. What is −log σ(s) without "
     "σ? (`np.logaddexp(0, …)`)"),
    ("σ inside the logarithm", "np.logaddexp(0, -sign * s)", "-np.log(sigmoid(sign * s))",
     "Where one σ is so small that it is rounded to 0, your J is infinite. What is −log σ(s) "
     "without σ? (`np.logaddexp(0, …)`)"),
    ("the path's first rows", 'p["W_n"][nodes] @ h + p["b_n"][nodes]',
     'p["W_n"][: len(nodes)] @ h + p["b_n"][: len(nodes)]', 'ds @ p["W_n"][nodes]',
     'ds @ p["W_n"][: len(nodes)]',
     "Which rows belong to the nodes on this path?"),
    ("no bias", ' + p["b_n"][nodes]', "", "A node's score is w·h + b. Where is b?"),
    ("the code for what is right", "(1 - code)", "code",
     f"Your gradient pulls each turn the other way. {TARGET}"),
    ("nothing taken away", "sigmoid(s) - (1 - code)", "sigmoid(s)", TARGET),
    ("the slope of σ besides", "sigmoid(s) - (1 - code)",
     "(sigmoid(s) - (1 - code)) * sigmoid(s) * (1 - sigmoid(s))",
     f"σ(s) (1 − σ(s)) is in your gradient, too, but −log σ is no square. {TARGET}"),
    ("no sign in the gradient", "sigmoid(s) - (1 - code)", "sigmoid(sign * s) - 1",
     f"Your ds is the slope by ±s. Does ± belong to s? {TARGET}"),
    ("the gradient of P", "dh = ds @", "dh = -P * ds @",
     "That is the gradient of P. Of what is it asked for?"),
    ("the last node's gradient", "ds @ p[\"W_n\"][nodes]", "ds[-1] * p[\"W_n\"][nodes[-1]]", EVERY),
    ("the root's gradient", "ds @ p[\"W_n\"][nodes]", "ds[0] * p[\"W_n\"][nodes[0]]", EVERY),
)  # fmt: skip

exercise = Exercise(
    title="Along the path",
    minutes=12,
    difficulty="medium",
    reference=path_loss,
    cases=CASES,
    returns=("P, one number", "J, one number", "dh (H,)"),
    mistakes=MISTAKES,
    hints=(
        "First the scores of the nodes on the path: rows `nodes` of W_n and b_n. Then a sign for "
        "each, `1 - 2 * code`.",
        "P is the product of σ(± s). For J write −log σ(a) as `np.logaddexp(0, -a)`, which no "
        "score is too large for, and add up.",
        "`ds = sigmoid(s) - (1 - code)`, one number for each node; h gets the sum of their rows, "
        "each times its ds.",
    ),
)
