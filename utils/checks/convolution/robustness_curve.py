"""Exercise 9: how the accuracy falls as pictures get harder to read."""

import numpy as np

from utils.checks.convolution.robustness_curve_variants import (
    against_clean,
    balanced,
    begun_with_the_last,
    clean_first,
    distorted,
    first_and_no_more,
    loss_of_accuracy,
    only_the_last,
    piled_up,
    relative,
    robustness_curve,
    running,
    scored,
)
from utils.checks.convolution.wrong import RETURN_IN_THE_LOOP, WHOLE_NUMBERS
from utils.checks.engine import Case, Exercise, Mistake

MISTAKES = (
    Mistake(
        "distortions that pile up",
        distorted(piled_up),
        "Each distortion is applied to the pictures that are distorted already: is X overwritten "
        "in the loop? Begin with the clean ones each time.",
    ),
    Mistake(
        "clean pictures",
        distorted(lambda distort, X, strengths, k: X),
        "All accuracies are those of clean pictures. What does `predict` get to see?",
    ),
    Mistake(
        "the last strength everywhere",
        distorted(begun_with_the_last),
        "All accuracies belong to the last strength. What does `predict` get to see?",
    ),
    Mistake(
        "the first strength everywhere",
        distorted(lambda distort, X, strengths, k: distort(X, strengths[0])),
        "All accuracies belong to the first strength. Does the loop use its own one?",
    ),
    Mistake(
        "the number of the strength",
        distorted(lambda distort, X, strengths, k: distort(X, k)),
        "The pictures are distorted by 0, 1, 2, …: the strength's number in the list instead of "
        "the strength.",
    ),
    Mistake(
        "distorted twice",
        distorted(lambda distort, X, strengths, k: distort(distort(X, strengths[k]), strengths[k])),
        "The pictures are distorted twice with each strength.",
    ),
    Mistake(
        "the share of errors",
        scored(lambda answers, y: (answers != y).mean()),
        "That is the share of wrong answers. The accuracy is the share of right ones.",
    ),
    Mistake(
        "counted instead of averaged",
        scored(lambda answers, y: (answers == y).sum()),
        "These are numbers of right answers. The accuracy is their share, from 0 to 1.",
    ),
    Mistake(
        "in per cent",
        scored(lambda answers, y: 100 * (answers == y).mean()),
        "These are per cent. The accuracy is a share, from 0 to 1.",
    ),
    Mistake(
        "divided by the number of strengths",
        lambda predict, distort, X, y, strengths: (
            robustness_curve(predict, distort, X, y, strengths) * len(y) / len(strengths)
        ),
        "You divide by the number of strengths. The share is one of the pictures.",
    ),
    Mistake(
        "compared with the clean answers",
        against_clean,
        "You compare with what was answered for the clean pictures. An answer that is wrong from "
        "the beginning does not become right by staying the same: compare with the labels.",
    ),
    Mistake(
        "as a share of the clean accuracy",
        relative,
        "You divide by the accuracy on clean pictures. The accuracy itself is wanted.",
    ),
    Mistake(
        "the loss of accuracy",
        loss_of_accuracy,
        "That is how much accuracy is lost. The accuracy itself is wanted.",
    ),
    Mistake(
        "clean pictures first",
        clean_first,
        "There is one number too many: the accuracy on clean pictures comes first. One for each "
        "strength is wanted.",
    ),
    Mistake(
        "one number for all",
        lambda *given: robustness_curve(*given).mean(),
        "This is the mean over the strengths. One accuracy for each of them is wanted.",
    ),
    Mistake(
        "only the last strength",
        only_the_last,
        "Only the last accuracy is there: every turn of the loop overwrites the one before.",
    ),
    Mistake(
        "only the first strength",
        first_and_no_more,
        "Only the first accuracy is there. Is the `return` inside the loop?",
    ),
    Mistake(
        "one number, of the first strength",
        lambda predict, distort, X, y, strengths: (predict(distort(X, strengths[0])) == y).mean(),
        RETURN_IN_THE_LOOP,
    ),
    Mistake(
        "in the kind of number of the strengths",
        lambda predict, distort, X, y, strengths: robustness_curve(
            predict, distort, X, y, strengths
        ).astype(np.asarray(strengths).dtype),
        WHOLE_NUMBERS,
    ),
    Mistake(
        "a running total",
        running,
        "Every accuracy has those before it in it. Where does your count go back to zero?",
    ),
    Mistake(
        "right answers for each picture",
        lambda predict, distort, X, y, strengths: np.array(
            [predict(distort(X, s)) == y for s in strengths]
        ),
        "There is a row of true and false for each strength. Which share of it is true?",
    ),
    Mistake(
        "the mean difference",
        scored(lambda answers, y: np.abs(answers - y).mean()),
        "You average the difference between answer and label. A 3 read as an 8 is no worse than "
        "one read as a 4: right or wrong is what counts.",
    ),
    Mistake(
        "the mean over the digits",
        scored(balanced),
        "Each digit counts the same, however often it occurs. Here each *picture* counts the same.",
    ),
    Mistake(
        "back to front",
        lambda *given: robustness_curve(*given)[::-1],
        "The accuracies are in reverse order.",
    ),
    Mistake(
        "sorted",
        lambda *given: np.sort(robustness_curve(*given))[::-1],
        "The accuracies are sorted. They belong in the order of the strengths.",
    ),
    Mistake(
        "strengths sorted",
        lambda predict, distort, X, y, strengths: robustness_curve(
            predict, distort, X, y, np.sort(strengths)
        ),
        "The strengths are sorted first. They may come in any order, and the accuracies in the "
        "same.",
    ),
)

rng = np.random.default_rng(9)


def brightness(X):
    """Answer with a number that grows with how bright a picture is on average."""
    return np.floor(5 * X.mean(axis=(1, 2, 3))).astype(int)


def brightest_row(X):
    """Answer with the row that has most ink."""
    return X.sum(axis=(1, 3)).argmax(axis=1)


def faded(X, strength):
    """Take brightness away."""
    return X - strength


def mixed(X, strength):
    """Mix a picture with itself, upside down."""
    return (1 - strength) * X + strength * X[:, :, ::-1]


def scene(n, seed):
    """Draw n small pictures with labels that `brightness` mostly reads."""
    draw = np.random.default_rng(seed)
    X = draw.random((n, 1, 4, 3)) * 0.3 + np.linspace(0.05, 0.75, n)[:, None, None, None]
    y = brightness(X)
    y[:: n // 3] = 4 - y[:: n // 3]
    return X, y


MANY, FEW = scene(30, 1), scene(7, 2)
ROWS = rng.random((25, 1, 5, 2))
ROW_LABELS = np.where(rng.random(25) < 0.8, brightest_row(ROWS), 1)

exercise = Exercise(
    name="robustness_curve",
    title="How robust is it?",
    minutes=8,
    difficulty="easy",
    reference=robustness_curve,
    cases=[
        Case(
            "thirty pictures that fade",
            predict=brightness,
            distort=faded,
            X=MANY[0],
            y=MANY[1],
            strengths=np.array([0.0, 0.1, 0.2, 0.4]),
        ),
        Case(
            "strengths in any order, one twice",
            predict=brightness,
            distort=faded,
            X=FEW[0],
            y=FEW[1],
            strengths=np.array([0.3, 0.0, 0.15, 0.3, -0.1]),
        ),
        Case(
            "one strength",
            predict=brightness,
            distort=faded,
            X=FEW[0],
            y=np.append(brightness(faded(FEW[0][:5], 0.25)), [2, 2]),
            strengths=np.array([0.25]),
        ),
        Case(
            "another network, another distortion",
            predict=brightest_row,
            distort=mixed,
            X=ROWS,
            y=ROW_LABELS,
            strengths=np.array([0.0, 0.3, 0.5, 0.75, 1.0]),
        ),
        Case(
            "whole numbers",
            predict=brightest_row,
            distort=mixed,
            X=ROWS[:6],
            y=ROW_LABELS[:6],
            strengths=np.array([1, 0]),
        ),
        Case(
            "strengths as a list",
            predict=brightness,
            distort=faded,
            X=MANY[0][:9],
            y=MANY[1][:9],
            strengths=[0.2, 0.05],
        ),
    ],
    returns="accuracies (K,), one for each strength",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "One turn of a loop for each strength: distort the clean pictures, ask the network, "
        "compare its answers with the labels.",
        "`answers == y` is an array of True and False, and the mean of such an array is the share "
        "of True. Collect the shares in a list, and make an array of it at the end.",
    ),
)
