"""Skip-gram with a softmax over the vocabulary: loss and gradients."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.word2vec.inputs import LN2, MEAN, TABLES, TWICE, pairs, tables


def softmax_loss(centres, contexts, p):
    """J = mean of −ln p(o | c), p(o | c) = softmax(E_out v_c)_o; ∂J/∂E and ∂J/∂E_out."""
    n, N = np.arange(len(centres)), len(centres)
    v = p["E"][centres]  # (N, D)
    scores = v @ p["E_out"].T  # (N, V)
    scores = scores - scores.max(axis=1, keepdims=True)
    log_P = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    J = -log_P[n, contexts].mean()
    e = np.exp(log_P)
    e[n, contexts] -= 1
    e = e / N  # (N, V)
    dE = np.zeros(p["E"].shape)
    np.add.at(dE, centres, e @ p["E_out"])
    dE_out = e.T @ v
    return J, {"E": dE, "E_out": dE_out}


EXAMPLE = {
    "E": np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]),
    "E_out": np.array([[0.0, 4.0], [LN2, 0.0], [0.0, 0.0]]),
}
CASES = [
    Case("the example", centres=np.array([0]), contexts=np.array([1]), p=EXAMPLE),
    Case("one pair, four words", centres=np.array([2]), contexts=np.array([3]), p=tables(4, 3, 1)),
    Case("two pairs of different words", centres=np.array([4, 1]), contexts=np.array([0, 2]),
         p=tables(5, 2, 2)),
    Case("a centre with three contexts", centres=np.array([2, 2, 2]), contexts=np.array([1, 4, 5]),
         p=tables(6, 2, 3)),
    Case("a pair that comes twice", centres=np.array([1, 0, 1]), contexts=np.array([3, 2, 3]),
         p=tables(5, 3, 4)),
    Case("a word as its own context", centres=np.array([2, 0]), contexts=np.array([2, 1]),
         p=tables(4, 2, 5)),
    Case("a table of zeros", **pairs(3, 5, 6), p=tables(5, 2, 6) | {"E_out": np.zeros((5, 2))}),
    Case("scores of some thousands", **pairs(4, 6, 7), p=tables(6, 3, 7, scale=50.0)),
    Case("forty pairs", **pairs(40, 9, 8), p=tables(9, 4, 8, digits=12)),
]  # fmt: skip

ONE_HOT = "e is the probability less 1 for *one* word of each row. For which one?"
ALL_WORDS = "Every word of the vocabulary has a share in the sum below. Do all their rows move?"
SUM_OVER = "Each pair has its own distribution, over all words. Over which axis is the sum 1?"

EACH = (
    "You take the same number off every row. In a row whose scores are far below it every "
    "`np.exp` is 0, and so is their sum. Which largest one leaves a 1 in *each* row?"
)

MISTAKES = edits(softmax_loss)(
    ("sums over the pairs", ".mean()", ".sum()", "e = e / N", "e = e / 1", MEAN),
    ("gradients of the sum", "e = e / N", "e = e / 1", MEAN),
    ("nothing subtracted from the probabilities", "    e[n, contexts] -= 1\n", "", ONE_HOT),
    ("1 subtracted at the centre", "e[n, contexts] -= 1", "e[n, centres] -= 1", ONE_HOT),
    ("1 subtracted in every row", "e[n, contexts] -= 1", "e[:, contexts] -= 1", ONE_HOT),
    ("uphill", "e = e / N", "e = -e / N",
     "Both gradients have the other sign. Is it probability less 1, or 1 less probability?"),
    ("the slope of a sigmoid", "e = e / N", "e = e * np.exp(log_P) * (1 - np.exp(log_P)) / N",
     "The gradient of −ln softmax at the scores is p − onehot alone. What else is in yours?"),
    ("the surprise at the centre", "log_P[n, contexts]", "log_P[n, centres]",
     "The centre is what is given. Of which word do you want the probability?"),
    ("one table for both", 'v @ p["E_out"].T', 'v @ p["E"].T', TABLES),
    ("the centre from E_out", 'v = p["E"]', 'v = p["E_out"]', TABLES),
    ("the gradients exchanged", '{"E": dE, "E_out": dE_out}', '{"E": dE_out, "E_out": dE}', TABLES),
    ("a centre that comes twice, once", "np.add.at(dE, centres, e @ p[\"E_out\"])",
     "dE[centres] += e @ p[\"E_out\"]", TWICE),
    ("the rows of the contexts alone", "dE_out = e.T @ v",
     "dE_out = (e.T @ v) * np.isin(np.arange(e.shape[1]), contexts)[:, None]", ALL_WORDS),
    ("the context's pull alone", "e @ p[\"E_out\"]",
     "np.minimum(e, 0) @ p[\"E_out\"]",
     f"v_c feels its context alone. {ALL_WORDS}"),
    ("the logarithm of a p that is 0", "-log_P[n, contexts]",
     "-np.log(np.exp(log_P[n, contexts]))",
     "A p of e^(−2000) is rounded to 0, and its logarithm is infinite. ln p(o | c) is a score less "
     "the logarithm of a sum: does p have to be in between?"),
    ("one largest score for all pairs", "scores.max(axis=1, keepdims=True)", "scores.max()",
     "scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))",
     "np.log(np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))",
     EACH),
    ("one largest score for all rows", "scores.max(axis=1, keepdims=True)", "scores.max()", EACH),
    ("the largest taken off in the sum alone", "-log_P[n, contexts].mean()",
     "-((v * p[\"E_out\"][contexts]).sum(axis=1) - scores[n, contexts] + log_P[n, contexts])"
     ".mean()",
     "What you take off the scores has to go from both: from the score of the context and from "
     "those in the sum."),
    ("a softmax over the pairs", "np.exp(scores).sum(axis=1, keepdims=True)",
     "np.exp(scores).sum(axis=0, keepdims=True)", SUM_OVER),
    ("a softmax of each column", "scores.max(axis=1, keepdims=True)", "scores.max(axis=0)",
     "np.exp(scores).sum(axis=1, keepdims=True)", "np.exp(scores).sum(axis=0)", SUM_OVER),
)  # fmt: skip

exercise = Exercise(
    title="Which word stands beside it?",
    minutes=14,
    difficulty="medium",
    reference=softmax_loss,
    cases=CASES,
    returns=("J, one number", 'gradients, a dictionary: "E" (V, D), "E_out" (V, D)'),
    axes={"E": ("V", "D"), "E_out": ("V", "D")},
    mistakes=MISTAKES,
    hints=(
        "This is the softmax regression of lab 01 with v = E[centres] for the inputs and E_out for "
        "the weights. Begin with `scores = v @ E_out.T`, one row for each pair.",
        "Take the largest score of each row off before `np.exp`. Then e is exp(log P), less 1 at "
        "`[np.arange(N), contexts]`, divided by N.",
        "`e.T @ v` is the gradient of E_out. What comes to v, `e @ E_out`, has one row for each "
        "*pair*; `np.add.at(dE, centres, …)` brings it to the rows of the words.",
    ),
)
