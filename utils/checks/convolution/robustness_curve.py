"""How the accuracy falls as images get harder to read."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def robustness_curve(predict, distort, X, y, strengths):
    """accuracies[k] = share of n with predict(distort(X, strengths[k]))_n = y_n."""
    accuracies = []
    for strength in strengths:
        answers = predict(distort(X, strength))
        accuracies.append((answers == y).mean())
    return np.array(accuracies)


def brightness(X):
    """Answer with a number that grows with how bright an image is on average."""
    return np.floor(5 * X.mean(axis=(1, 2, 3))).astype(int)


def brightest_row(X):
    """Answer with the row that has most ink."""
    return X.sum(axis=(1, 3)).argmax(axis=1)


def faded(X, strength):
    """Take brightness away."""
    return X - strength


def mixed(X, strength):
    """Mix an image with itself, upside down."""
    return (1 - strength) * X + strength * X[:, :, ::-1]


def scene(n, seed):
    """Draw n small images with labels that `brightness` mostly reads."""
    draw = np.random.default_rng(seed)
    X = draw.random((n, 1, 4, 3)) * 0.3 + np.linspace(0.05, 0.75, n)[:, None, None, None]
    y = brightness(X)
    y[:: n // 3] = 4 - y[:: n // 3]
    return X, y


def fading(title, X, y, strengths):
    """A case of images that fade, read by their brightness."""
    return Case(title, predict=brightness, distort=faded, X=X, y=y, strengths=strengths)


def mixing(title, X, y, strengths):
    """A case of images mixed with themselves, read by their brightest row."""
    return Case(title, predict=brightest_row, distort=mixed, X=X, y=y, strengths=strengths)


rng = np.random.default_rng(9)
MANY, FEW = scene(30, 1), scene(7, 2)
ROWS = rng.random((25, 1, 5, 2))
ROW_LABELS = np.where(rng.random(25) < 0.8, brightest_row(ROWS), 1)
MOSTLY_READ = np.append(brightness(faded(FEW[0][:5], 0.25)), [2, 2])
CASES = [
    fading("thirty images that fade", *MANY, np.array([0.0, 0.1, 0.2, 0.4])),
    fading("strengths in any order, one twice", *FEW, np.array([0.3, 0.0, 0.15, 0.3, -0.1])),
    fading("one strength", FEW[0], MOSTLY_READ, np.array([0.25])),
    mixing(
        "another network, another distortion",
        ROWS,
        ROW_LABELS,
        np.array([0.0, 0.3, 0.5, 0.75, 1.0]),
    ),
    mixing("whole numbers", ROWS[:6], ROW_LABELS[:6], np.array([1, 0])),
    fading("strengths as a list", MANY[0][:9], MANY[1][:9], [0.2, 0.05]),
]

SEEN = "What does `predict` get to see in each turn?"
SHARE = "The accuracy is the share of right answers, from 0 to 1. What is yours a share of?"
ORDER = "In which order do the strengths come, and the accuracies?"
CLEAN = "What is wanted is the accuracy itself. What part do clean images play in it?"

MISTAKES = edits(robustness_curve)(
    ("distortions that pile up", "answers = predict(distort(X, strength))",
     "X = distort(X, strength)\n        answers = predict(X)",
     "Each distortion is applied to images that are distorted already. With what should every turn "
     "begin?"),
    ("clean images", "distort(X, strength)", "X", SEEN),
    ("the last strength everywhere", "(X, strength)", "(X, strengths[-1])", SEEN),
    ("the first strength everywhere", "(X, strength)", "(X, strengths[0])", SEEN),
    ("the number of the strength", "in strengths", "in range(len(strengths))",
     "The images are distorted by 0, 1, 2, …: what does your loop run over?"),
    ("distorted twice", "distort(X, strength)", "distort(distort(X, strength), strength)", SEEN),
    ("the share of errors", "answers == y", "answers != y", SHARE),
    ("compared with the clean answers", "answers == y", "answers == predict(X)",
     "You compare with the answers for clean images. Does one that was wrong become right by "
     "staying the same?"),
    ("as a share of the clean accuracy", ").mean())", ").mean() / (predict(X) == y).mean())",
     CLEAN),
    ("the loss of accuracy", "append((answers == y).mean())",
     "append((predict(X) == y).mean() - (answers == y).mean())", CLEAN),
    ("the mean difference", "(answers == y).mean()", "np.abs(answers - y).mean()",
     "You average the difference of answer and label. Is a 3 read as an 8 worse than one read as "
     "a 4?"),
    ("the mean over the classes", "(answers == y).mean()",
     "np.mean([(answers[y == k] == k).mean() for k in np.unique(y)])",
     "Each class counts the same, however often it occurs. What counts the same here?"),
    ("sorted", "np.array(accuracies)", "np.sort(accuracies)[::-1]", ORDER),
    ("strengths sorted", "in strengths", "in np.sort(strengths)", ORDER),
)  # fmt: skip

exercise = Exercise(
    title="How robust is it?",
    minutes=8,
    difficulty="easy",
    reference=robustness_curve,
    cases=CASES,
    returns="accuracies (K,), one for each strength",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "One turn of a loop for each strength: distort the clean images, ask the network, "
        "compare its answers with the labels.",
        "`answers == y` is an array of True and False, and the mean of such an array is the share "
        "of True. Collect the shares in a list, and make an array of it at the end.",
    ),
)
