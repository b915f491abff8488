"""Inputs and labels together: P(x, y), what it leaves open, what a model adds [M17]."""

import numpy as np

from utils import validate
from utils.numpy_impl.cross_entropy.information import times_log


def empirical_joint(x, y, n_x: int, n_y: int):
    """P_D(x, y) = (1/N) Σ_n δ(x, x_n) δ(y, y_n): the share of each pair in the sample [M17].

    x, y (N,) integers below n_x, n_y → (n_x, n_y).

    >>> empirical_joint([0, 0, 1, 1], [0, 1, 1, 1], 2, 2)
    array([[0.25, 0.25],
           [0.  , 0.5 ]])
    """
    n_x, n_y = validate.count("n_x", n_x), validate.count("n_y", n_y)
    x = validate.labels("x", x, n_x)
    y = validate.labels("y", y, n_y, length=len(x))
    counts = np.zeros((n_x, n_y))
    np.add.at(counts, (x, y), 1)  # subtle: counts[x, y] += 1 counts a repeated pair once
    return counts / len(x)


def conditional(joint):
    """P(y | x) = P(x, y) / Σ_y P(x, y), one row for each x; an x of probability 0 is an error.

    joint (n_x, n_y) → (n_x, n_y), rows sum to 1.

    >>> conditional([[0.25, 0.25], [0.0, 0.5]])
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    joint = validate.joint("joint", joint)
    p_x = joint.sum(axis=1, keepdims=True)  # (n_x, 1)
    if (p_x == 0).any():
        x = int(np.argmin(p_x))
        raise ValueError(
            f"joint: x = {x} never occurs, expected every x at least once: P(y | x) is undefined"
        )
    return joint / p_x


def conditional_entropy(joint):
    """H(Y|X) = −Σ_{x,y} P(x, y) ln P(y | x): what x leaves open about y, in nats [M17].

    joint (n_x, n_y) → number; an x of probability 0 adds nothing.

    >>> conditional_entropy([[0.25, 0.25], [0.0, 0.5]]).round(4)
    np.float64(0.3466)
    """
    joint = validate.joint("joint", joint)
    p_x = joint.sum(axis=1, keepdims=True)  # (n_x, 1)
    # ln P(y | x) = ln P(x, y) − ln P(x)
    return 0.0 - (times_log(joint, joint) - times_log(joint, p_x)).sum()


def conditional_cross_entropy(joint, q):
    """J/N = −Σ_{x,y} P(x, y) ln q(y | x): the mean loss of the model q on P [M17].

    joint (n_x, n_y); q (n_x, n_y), rows sum to 1 → number in nats, inf where q = 0 < P.

    >>> conditional_cross_entropy([[0.25, 0.25], [0.0, 0.5]], [[0.5, 0.5], [0.5, 0.5]]).round(4)
    np.float64(0.6931)
    """
    joint, q = _joint_and_model(joint, q)
    return 0.0 - times_log(joint, q).sum()


def decompose(joint, q):
    """Split the mean loss of q: H(P, q) = H(Y|X) + Σ_x P(x) KL(P(·|x) ‖ q(·|x)) [M17].

    joint (n_x, n_y); q (n_x, n_y), rows sum to 1 → (floor, gap) in nats. The floor is the
    data's and no model gets below it; the gap is the model's and can be closed.

    >>> [part.round(4) for part in decompose([[0.5, 0.5]], [[0.25, 0.75]])]
    [np.float64(0.6931), np.float64(0.1438)]
    """
    joint, q = _joint_and_model(joint, q)
    p_x = joint.sum(axis=1, keepdims=True)  # (n_x, 1)
    # P(x) KL(P(·|x) ‖ q(·|x)) = Σ_y P(x, y) [ln P(x, y) − ln P(x) − ln q(y | x)]
    gap = (times_log(joint, joint) - times_log(joint, p_x) - times_log(joint, q)).sum()
    return conditional_entropy(joint), gap


def _joint_and_model(joint, q):
    joint, q = validate.joint("joint", joint), validate.distributions("q", q)
    validate.same_shape("joint", joint, "q", q)
    return joint, q
