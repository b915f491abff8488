"""Noise contrastive estimation: is this word from the text, or from the noise?"""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.softmax_speedups.inputs import LN2, LN3, ONE, scored, state, table
from utils.numpy_impl.core.activations import sigmoid


def nce_loss(h, y, noise, q, p):
    """J of a classifier with the scores s − log(k q), and its gradients of s and h."""
    k = len(noise)
    words = np.array([y, *noise])
    s = p["W_y"][words] @ h + p["b_y"][words]
    d = s - np.log(k * q[words])
    J = np.logaddexp(0, -d[0]) + np.logaddexp(0, d[1:]).sum()
    ds = sigmoid(d)
    ds[0] -= 1  # y is from the text
    dh = ds @ p["W_y"][words]
    return J, ds, dh


def case(title, V, y, noise, H, seed, q=None, **more):
    """A vocabulary of V words; q falls as 1/rank, if not given."""
    q = 1 / np.arange(1, V + 1) if q is None else np.array(q, dtype=float)
    h, p = state(H, seed, more.get("digits", 2)), table("y", V, H, seed, **more)
    return Case(title, h=h, y=y, noise=np.array(noise), q=q / q.sum(), p=p)


SMALL = {
    "h": ONE,
    "y": 1,
    "noise": np.array([0, 2]),
    "q": np.array([0.5, 0.25, 0.25]),
    "p": scored("y", [2, 4, 3], [0, LN3 - LN2, -2 * LN2]),
}
CASES = [
    Case("the example", **SMALL),
    case("three words of noise", 6, 2, [0, 4, 1], 2, 1),
    case("five words of noise, four units", 9, 7, [0, 1, 3, 2, 8], 4, 2),
    case("many decimals", 5, 1, [0, 3, 4], 3, 3, digits=12),
    case("a word of noise that comes twice", 5, 4, [0, 2, 0, 1], 2, 4),
    case("noise that happens to be y", 5, 1, [0, 1, 3], 2, 5),
    case("scores of thousands", 6, 3, [0, 1, 5, 2], 3, 6, scale=1000.0),
    case("all words equally often in the noise", 7, 3, [6, 0, 2], 2, 7, q=np.ones(7)),
    case("as many words of noise as units", 8, 5, [1, 0, 4], 3, 8),
    case("one word of noise", 4, 2, [0], 3, 9),
    case("two words, one unit, one word of noise", 2, 0, [1], 1, 10),
]

ODDS = (
    "The score s stands for log P(word). The noise brings the word k q(word) times as often: how "
    "much more likely is the text than the noise, as a logarithm?"
)
EACH = "Each word is compared with its *own* frequency in the noise. Whose do you take?"
TEXT = "Of the word from the text −log σ(d) is wanted. And of one from the noise, with 1 − σ(d)?"
SUM = "There are k words of noise, each with a loss of its own. What becomes of their losses?"
SLOPE = "As in any logistic regression: what the classifier says, less what was right, 1 or 0."
ALL = "h was heard by the word and by the noise. Which rows answer, and each with how much?"
AGAIN = "Noise is drawn blindly: a word may come again, and may be y. It counts as it came."

MISTAKES = edits(nce_loss)(
    ("negative sampling", "s - np.log(k * q[words])", "s + 0 * q[words]",
     f"Without the noise's frequencies this is *negative sampling*, whose scores end up elsewhere. "
     f"{ODDS}"),
    ("no k", "k * q[words]", "q[words]", ODDS),
    ("no q", "k * q[words]", "k * q[words] ** 0", ODDS),
    ("k + 1 for k", "k * q", "(k + 1) * q",
     f"Your k counts y, too. How many come from the noise? {ODDS}"),
    ("the correction added", "s - np.log", "s + np.log", ODDS),
    ("k q without a logarithm", "np.log(k * q[words])", "k * q[words]", ODDS),
    ("the correction for the noise alone", "np.log(k * q[words])",
     "np.log(k * q[words]) * (np.arange(k + 1) > 0)",
     f"Your correction leaves out y. Might the noise not have brought it as well? {ODDS}"),
    ("no bias", ' + p["b_y"][words]', "", "A score is w·h + b. Where is b?"),
    ("y's frequency for all", "q[words]", "q[y]", EACH),
    ("the noise praised", "np.logaddexp(0, d[1:])", "np.logaddexp(0, -d[1:])", TEXT),
    ("text and noise exchanged", "np.logaddexp(0, -d[0])", "np.logaddexp(0, d[0])",
     "np.logaddexp(0, d[1:])", "np.logaddexp(0, -d[1:])", TEXT),
    ("no noise in the loss", " + np.logaddexp(0, d[1:]).sum()", "", SUM),
    ("a mean over the noise", ".sum()", ".mean()", SUM),
    ("σ inside the logarithm", "np.logaddexp(0, -d[0]) + np.logaddexp(0, d[1:]).sum()",
     "-np.log(sigmoid(d[0])) - np.log(1 - sigmoid(d[1:])).sum()",
     "Where σ is rounded to 0 or to 1 your loss is infinite. What is −log σ(d) without σ? "
     "(`np.logaddexp(0, …)`)"),
    ("the gradient without the correction", "ds = sigmoid(d)", "ds = sigmoid(s)",
     f"Your loss has the correction, your gradient has not. {SLOPE}"),
    ("nothing taken away", "ds[0] -= 1", "ds[0] -= 0", SLOPE),
    ("y's row alone", 'ds @ p["W_y"][words]', 'ds[0] * p["W_y"][y]', ALL),
    ("each word of noise once", "[y, *noise]", "[y, *np.unique(noise)]", AGAIN),
)  # fmt: skip

exercise = Exercise(
    title="Text or noise?",
    minutes=14,
    difficulty="harder",
    reference=nce_loss,
    cases=CASES,
    returns=("J, one number", "ds (k+1,)", "dh (H,)"),
    axes={"ds": ("y and noise",), "dh": ("H",)},
    mistakes=MISTAKES,
    hints=(
        "Put y and the noise into one array of k + 1 words, y first. All else is done for all of "
        "them at once: rows, scores, corrections.",
        "`d = s - np.log(k * q[words])`. For y the loss is `np.logaddexp(0, -d[0])`; for noise the "
        "sign is the other one, and the losses are added up.",
        "`ds = sigmoid(d)`, less 1 for y. h gets the sum of the k + 1 rows, each times its ds.",
    ),
)
