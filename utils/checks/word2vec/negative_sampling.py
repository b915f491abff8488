"""Negative sampling: loss and gradients of pairs against noise."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.word2vec.inputs import MEAN, ONE_PAIR, SMALL, TABLES, TWICE, pairs, tables
from utils.numpy_impl.core.activations import sigmoid


def negative_sampling(centres, contexts, noise, p):
    """J = mean of −ln σ(v'_o·v_c) − Σ_k ln σ(−v'_k·v_c); ∂J/∂E and ∂J/∂E_out."""
    N = len(centres)
    v, v_o, v_n = p["E"][centres], p["E_out"][contexts], p["E_out"][noise]
    s_o = (v * v_o).sum(axis=1)  # (N,)
    s_n = (v[:, None] * v_n).sum(axis=2)  # (N, k)
    J = (np.logaddexp(0, -s_o) + np.logaddexp(0, s_n).sum(axis=1)).mean()
    g_o = (sigmoid(s_o) - 1)[:, None] / N  # (N, 1)
    g_n = sigmoid(s_n)[:, :, None] / N  # (N, k, 1)
    dE, dE_out = np.zeros(p["E"].shape), np.zeros(p["E_out"].shape)
    np.add.at(dE, centres, g_o * v_o + (g_n * v_n).sum(axis=1))
    np.add.at(dE_out, contexts, g_o * v)
    np.add.at(dE_out, noise, g_n * v[:, None])
    return J, {"E": dE, "E_out": dE_out}


CASES = [
    Case("the example", **ONE_PAIR, p=SMALL),
    Case("one pair, one word of noise", centres=np.array([2]), contexts=np.array([3]),
         noise=np.array([[0]]), p=tables(4, 3, 1)),
    Case("two pairs, all words different", centres=np.array([4, 1]), contexts=np.array([0, 2]),
         noise=np.array([[3, 5, 6], [7, 8, 9]]), p=tables(10, 2, 2)),
    Case("a centre with three contexts", centres=np.array([2, 2, 2]), contexts=np.array([1, 4, 5]),
         noise=np.array([[0, 3], [3, 6], [7, 8]]), p=tables(9, 3, 3)),
    Case("one context of two centres", centres=np.array([1, 0]), contexts=np.array([3, 3]),
         noise=np.array([[2, 4], [5, 6]]), p=tables(7, 4, 4)),
    Case("noise that is the context", centres=np.array([2, 0]), contexts=np.array([1, 4]),
         noise=np.array([[1, 3], [5, 4]]), p=tables(6, 3, 5)),
    Case("noise that is the centre", centres=np.array([2]), contexts=np.array([0]),
         noise=np.array([[2, 2, 1]]), p=tables(4, 2, 6)),
    Case("a table of zeros", **pairs(3, 5, 6, k=2),
         p=tables(5, 2, 6) | {"E_out": np.zeros((5, 2))}),
    Case("scores of some thousands", **pairs(4, 6, 7, k=2), p=tables(6, 3, 7, scale=50.0)),
    Case("thirty pairs", **pairs(30, 12, 8, k=5), p=tables(12, 4, 8, digits=12)),
]  # fmt: skip

SIGN = (
    "The context should have a high score, each word of noise a low one. With which sign do the "
    "two kinds of score stand in σ?"
)
SLOPE = (
    "The slope of −ln σ(s) is σ(s) − 1, that of −ln σ(−s) is σ(s). Try s = 0: what is yours, for a "
    "context and for noise?"
)
ALL_K = "Each of the k words of noise counts in full. Does J, or a gradient, divide by k?"
BOTH = "v_c is in 1 + k scores. What comes back to it from each?"
COUNTS = "A word of noise that happens to be the context counts all the same. What does yours do?"
AGAINST = "The noise is scored in place of the context. With the vector of which word, then?"

MISTAKES = edits(negative_sampling)(
    ("the noise with the sign of the context", "np.logaddexp(0, s_n)", "np.logaddexp(0, -s_n)",
     "g_n = sigmoid(s_n)[:, :, None]", "g_n = (sigmoid(s_n) - 1)[:, :, None]", SIGN),
    ("the noise's sign in the loss", "np.logaddexp(0, s_n)", "np.logaddexp(0, -s_n)", SIGN),
    ("noise as if it were context, in the gradient", "sigmoid(s_n)[:, :, None]",
     "(sigmoid(s_n) - 1)[:, :, None]", SLOPE),
    ("no 1 for the context", "(sigmoid(s_o) - 1)", "sigmoid(s_o)", SLOPE),
    ("the slope of σ, not of its logarithm", "(sigmoid(s_o) - 1)",
     "(-sigmoid(s_o) * (1 - sigmoid(s_o)))", "= sigmoid(s_n)",
     "= (sigmoid(s_n) * (1 - sigmoid(s_n)))", SLOPE),
    ("the slope of σ besides", "(sigmoid(s_o) - 1)",
     "((sigmoid(s_o) - 1) * sigmoid(s_o) * (1 - sigmoid(s_o)))", "= sigmoid(s_n)",
     "= (sigmoid(s_n) * sigmoid(s_n) * (1 - sigmoid(s_n)))", SLOPE),
    ("a mean over the noise", "np.logaddexp(0, s_n).sum(axis=1)", "np.logaddexp(0, s_n).mean("
     "axis=1)", "[:, :, None] / N", "[:, :, None] / N / s_n.shape[1]", ALL_K),
    ("sums over the pairs", ").mean()", ").sum()", "- 1)[:, None] / N", "- 1)[:, None]",
     "[:, :, None] / N", "[:, :, None]", MEAN),
    ("a centre that comes twice, once", "np.add.at(dE, centres, g_o * v_o + (g_n * v_n).sum("
     "axis=1))", "dE[centres] += g_o * v_o + (g_n * v_n).sum(axis=1)", TWICE),
    ("a context that comes twice, once", "np.add.at(dE_out, contexts, g_o * v)",
     "dE_out[contexts] += g_o * v", TWICE),
    ("noise that comes twice, once", "np.add.at(dE_out, noise, g_n * v[:, None])",
     "dE_out[noise] += g_n * v[:, None]", TWICE),
    ("noise written over contexts", "np.add.at(dE_out, noise, g_n * v[:, None])",
     "dE_out[noise] = g_n * v[:, None]", TWICE),
    ("the gradients exchanged", '{"E": dE, "E_out": dE_out}', '{"E": dE_out, "E_out": dE}', TABLES),
    ("one table for both", 'p["E_out"][contexts]', 'p["E"][contexts]', 'p["E_out"][noise]',
     'p["E"][noise]', TABLES),
    ("no noise for v_c", " + (g_n * v_n).sum(axis=1)", "", BOTH),
    ("the noise against the context", "s_n = (v[:, None]", "s_n = (v_o[:, None]", AGAINST),
    ("noise that is the context left out", "np.logaddexp(0, s_n).sum",
     "(np.logaddexp(0, s_n) * (noise != contexts[:, None])).sum", "= sigmoid(s_n)",
     "= (sigmoid(s_n) * (noise != contexts[:, None]))", COUNTS),
    ("the logarithm of a σ that is 0", "np.logaddexp(0, -s_o) + np.logaddexp(0, s_n)",
     "-np.log(sigmoid(s_o)) - np.log(sigmoid(-s_n))",
     "For a score of −5,000 σ is rounded to 0, and its logarithm is infinite. Which form of "
     "−ln σ(s) is there in the text?"),
)  # fmt: skip

exercise = Exercise(
    title="A neighbour, or noise?",
    minutes=18,
    difficulty="harder",
    reference=negative_sampling,
    cases=CASES,
    returns=("J, one number", 'gradients, a dictionary: "E" (V, D), "E_out" (V, D)'),
    axes={"E": ("V", "D"), "E_out": ("V", "D")},
    mistakes=MISTAKES,
    hints=(
        'Forward first: `p["E_out"][noise]` is (N, k, D). Its scores are '
        "`(v[:, None] * v_n).sum(axis=2)`, and −ln σ(s) is `np.logaddexp(0, -s)`.",
        "Back: each score has one number, σ(s) − 1 for a context, σ(s) for noise, all divided by "
        "N. Times v' it goes to v_c, times v_c to that v'.",
        "What you have then belongs to pairs, not to words. Three times `np.add.at(…)` brings it "
        "home: to E by `centres`, to E_out by `contexts` and by `noise`.",
    ),
)
