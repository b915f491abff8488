"""The perceptron: a neuron that learns from its mistakes [S]."""

from dataclasses import dataclass

import numpy as np

from utils import validate

_BITS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH_TABLES = {
    "AND": (_BITS, np.array([0, 0, 0, 1])),
    "OR": (_BITS, np.array([0, 1, 1, 1])),
    "XOR": (_BITS, np.array([0, 1, 1, 0])),
}
for _table in TRUTH_TABLES.values():  # shared by everyone who imports them
    for _array in _table:
        _array.setflags(write=False)


@dataclass
class PerceptronRun:
    """What `perceptron` did. W[e], b[e] are the weights at the start of epoch e.

    `cycle` = (i, j): epoch j starts with the very weights of epoch i < j, while mistakes are
    still made. Each epoch is decided by the weights it starts with, so epochs i … j − 1 come
    again for ever, and the rule never ends. None where that did not happen.
    """

    W: np.ndarray  # (epochs run + 1, D)
    b: np.ndarray  # (epochs run + 1,)
    mistakes: np.ndarray  # (epochs run,)
    converged: bool  # the last epoch made no mistake
    cycle: tuple[int, int] | None


def perceptron(X, y, epochs: int, eta: float = 1.0) -> PerceptronRun:
    """The perceptron rule from w = 0, b = 0: for each example in turn, ŷ = step(x·w + b), then

    w ← w + η (y − ŷ) x,  b ← b + η (y − ŷ): nothing changes where the answer is right [S].

    X (N, D); y (N,) of 0 and 1; at most `epochs` passes, fewer if one is without a mistake.

    >>> run = perceptron(*TRUTH_TABLES["AND"], epochs=20)
    >>> run.converged, run.W[-1], run.b[-1]
    (True, array([2., 1.]), np.float64(-2.0))
    """
    X = validate.real("X", X, (None, None))
    y = validate.labels("y", y, 2, length=len(X))
    epochs = validate.count("epochs", epochs)
    eta = X.dtype.type(validate.number("eta", eta, above=0))

    w, b = np.zeros(X.shape[1], X.dtype), X.dtype.type(0)
    W, B, mistakes = [w], [b], []
    seen, cycle = {(w.tobytes(), float(b)): 0}, None
    for epoch in range(1, epochs + 1):
        wrong = 0
        for x_n, y_n in zip(X, y, strict=True):
            error = y_n - int((x_n * w).sum() + b > 0)  # y − ŷ: −1, 0 or 1
            if error:
                w, b = w + eta * error * x_n, b + eta * error
                wrong += 1
        W.append(w)
        B.append(b)
        mistakes.append(wrong)
        if wrong == 0:
            break
        # subtle: adding 0.0 turns −0.0 into 0.0, which has the same value and other bytes
        state = ((w + 0.0).tobytes(), float(b) + 0.0)
        if cycle is None and state in seen:
            cycle = (seen[state], epoch)
        seen.setdefault(state, epoch)
    return PerceptronRun(np.array(W), np.array(B), np.array(mistakes), mistakes[-1] == 0, cycle)
