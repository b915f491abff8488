"""Gradient descent on the noisy XOR from many seeds at once.

NumPy pays for each call, so one call should do the work of a thousand networks. Two facts make a
step small. Only four distinct inputs exist, so one forward pass over the four serves every
minibatch; and a minibatch of any size is eight counts: how often each input came, and how often
with y = 1. For input x with n_x examples, of which m_x have y = 1, the gradient with respect to
the logit, summed over the minibatch, is n_x P(x) − m_x.
"""

import numpy as np

from utils.numpy_impl.core.activations import LEAK
from utils.numpy_impl.hidden_representations.network import NAMES
from utils.numpy_impl.hidden_representations.training import (
    OUTCOME_INPUT,
    OUTCOME_Y,
    TICKETS,
    draw_outcomes,
)

# Each outcome as eight counts, one byte each: n of the four inputs, then m. Adding up the outcomes
# of a minibatch as whole 64-bit numbers adds all eight counts at once.
_COUNTS = np.zeros((TICKETS, 8), np.uint8)
_COUNTS[np.arange(TICKETS), OUTCOME_INPUT] = 1
_COUNTS[np.arange(TICKETS), 4 + OUTCOME_INPUT] = OUTCOME_Y
_PACKED = _COUNTS.view(np.uint64).ravel()  # (40,)

# Minibatches that are made into counts together, so that they stay in the processor's cache.
_STEPS_AT_ONCE = 16


def descend(history, at, seeds, eta, activation, steps, batch):
    """Train the S seeds and fill the K rows of history, of which row 0 holds the start.

    eta (S,) is the learning rate over the batch size, so that counts times eta are steps; its
    precision is that of the descent.
    """
    p = {name: values[0].astype(eta.dtype) for name, values in history.items()}
    W2, b2, W3, b3 = (p[name] for name in NAMES)  # (2, H, S), (H, S), (H, S), (S,)
    H, S = b2.shape
    Z2, X2, G, product = np.empty((4, 4, H, S), eta.dtype)
    dW2, (sum_1, sum_2) = np.empty((2, 2, H, S), eta.dtype)
    (P, d), db3 = np.empty((2, 4, S), eta.dtype), np.empty(S, eta.dtype)
    slope = _SLOPES[activation]

    row = 0
    for step, (n, m) in enumerate(_minibatches(seeds, eta, steps, batch)):
        if step == at[row]:
            _keep(history, row, p)
            row += 1
        forward(p, activation, Z2, X2, product, P)
        # d = η (n_x σ(z_x) − m_x) / N, for each of the four inputs
        np.multiply(n, P, out=d)
        d -= m
        # G = d f'(Z2); dZ2 is W3 times that, and W3 does not depend on the input
        slope(d[:, None], Z2, X2, G)
        # rows: [0, 1], [1, 1], [1, 0], [0, 0]
        np.add(G[1], G[2], out=dW2[0])  # the inputs with x1 = 1
        np.add(G[0], G[1], out=dW2[1])  # the inputs with x2 = 1
        np.add(dW2[0], G[0], out=sum_1)
        sum_1 += G[3]
        np.multiply(X2, d[:, None], out=product)
        np.add.reduce(product, axis=0, out=sum_2)  # dW3 = Σ_x d_x X2_x
        dW2 *= W3
        sum_1 *= W3
        W2 -= dW2
        b2 -= sum_1
        W3 -= sum_2
        np.add.reduce(d, axis=0, out=db3)
        b3 -= db3
    _keep(history, row, p)


def _keep(history, row, p):
    for name in NAMES:
        history[name][row] = p[name]


def forward(p, activation, Z2, X2, product, P):
    """Fill Z2 and X2 (4, H, S) and P (4, S) for the four inputs in the order of TABLE_INPUTS."""
    W2, b2, W3, b3 = (p[name] for name in NAMES)
    np.add(b2, W2[1], out=Z2[0])  # [0, 1]
    np.add(b2, W2[0], out=Z2[2])  # [1, 0]
    np.add(Z2[0], W2[0], out=Z2[1])  # [1, 1]
    Z2[3] = b2
    _VALUES[activation](Z2, X2)
    np.multiply(X2, W3, out=product)
    np.add.reduce(product, axis=1, out=P)
    P += b3
    _sigmoid(P, P)


def _sigmoid(Z, out):
    # σ(z) = ½ tanh(z/2) + ½
    np.multiply(Z, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5


def _leaky_relu(Z2, X2):
    np.multiply(Z2, LEAK, out=X2)
    np.maximum(X2, Z2, out=X2)


def _slope_relu(d, Z2, X2, G):
    np.multiply(d, Z2 > 0, out=G)


def _slope_leaky_relu(d, Z2, X2, G):
    np.maximum(Z2 > 0, LEAK, out=G)
    G *= d


def _slope_tanh(d, Z2, X2, G):
    np.multiply(X2, X2, out=G)
    np.subtract(1, G, out=G)
    G *= d


def _slope_sigmoid(d, Z2, X2, G):
    np.subtract(1, X2, out=G)
    G *= X2
    G *= d


_VALUES = {
    "relu": lambda Z2, X2: np.maximum(Z2, 0, out=X2),
    "leaky_relu": _leaky_relu,
    "tanh": lambda Z2, X2: np.tanh(Z2, out=X2),
    "sigmoid": _sigmoid,
}
_SLOPES = {
    "relu": _slope_relu,
    "leaky_relu": _slope_leaky_relu,
    "tanh": _slope_tanh,
    "sigmoid": _slope_sigmoid,
}


def _minibatches(seeds, eta, steps, batch):
    """Yield for each step η n and η m, (4, S) each: the weighted counts of its minibatch."""
    distinct, back = np.unique(seeds, return_inverse=True)
    outcomes = np.stack([draw_outcomes(seed, steps, batch) for seed in distinct])
    for start in range(0, steps, _STEPS_AT_ONCE):
        block = outcomes[:, start : start + _STEPS_AT_ONCE]
        packed = sum(_PACKED[block[..., i]] for i in range(batch))  # (seeds, steps) of 8 bytes
        counts = packed[back].view(np.uint8).reshape(len(seeds), -1, 8)
        weighted = counts.transpose(1, 2, 0) * eta  # (steps, 8, S)
        for both in weighted:
            yield both[:4], both[4:]
