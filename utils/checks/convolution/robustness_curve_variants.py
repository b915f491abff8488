"""Accuracy as a function of a distortion and ways to get it wrong, for exercise 9."""

import numpy as np


def robustness_curve(predict, distort, X, y, strengths):
    """accuracies[k] = share of n with predict(distort(X, strengths[k]))_n = y_n."""
    return np.array([(predict(distort(X, strength)) == y).mean() for strength in strengths])


def scored(score):
    """Make a mistake from `score(answers, y)`, one number for each strength."""

    def wrong(predict, distort, X, y, strengths):
        return np.array([score(predict(distort(X, s)), y) for s in strengths])

    return wrong


def distorted(pictures):
    """Make a mistake from `pictures(distort, X, strengths, k)`, what predict gets to see."""

    def wrong(predict, distort, X, y, strengths):
        shown = [pictures(distort, X, strengths, k) for k in range(len(strengths))]
        return np.array([(predict(P) == y).mean() for P in shown])

    return wrong


def piled_up(distort, X, strengths, k):
    """Every distortion works on the result of the ones before."""
    for strength in strengths[: k + 1]:
        X = distort(X, strength)
    return X


def begun_with_the_last(distort, X, strengths, k):
    """The pictures are distorted once, outside the loop."""
    return distort(X, strengths[-1])


def against_clean(predict, distort, X, y, strengths):
    """Agreement with the answers for clean pictures instead of with the labels."""
    clean = predict(X)
    return np.array([(predict(distort(X, s)) == clean).mean() for s in strengths])


def relative(predict, distort, X, y, strengths):
    """Accuracies as a share of the accuracy on clean pictures."""
    clean = (predict(X) == y).mean()
    return robustness_curve(predict, distort, X, y, strengths) / clean


def loss_of_accuracy(predict, distort, X, y, strengths):
    """By how much the accuracy is below that of clean pictures."""
    clean = (predict(X) == y).mean()
    return clean - robustness_curve(predict, distort, X, y, strengths)


def clean_first(predict, distort, X, y, strengths):
    """The accuracy on clean pictures is put in front."""
    clean = (predict(X) == y).mean()
    return np.append(clean, robustness_curve(predict, distort, X, y, strengths))


def only_the_last(predict, distort, X, y, strengths):
    """One number, for the last strength."""
    return robustness_curve(predict, distort, X, y, strengths)[-1]


def first_and_no_more(predict, distort, X, y, strengths):
    """A `return` inside the loop."""
    curve = np.zeros(len(strengths))
    curve[0] = robustness_curve(predict, distort, X, y, strengths)[0]
    return curve


def running(predict, distort, X, y, strengths):
    """The count of right answers is never put back to 0."""
    return np.cumsum(robustness_curve(predict, distort, X, y, strengths))


def balanced(answers, y):
    """The mean over the classes of each class's accuracy."""
    return np.mean([(answers[y == k] == k).mean() for k in np.unique(y)])
