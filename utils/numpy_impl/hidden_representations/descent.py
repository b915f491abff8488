"""Gradient descent on the noisy XOR from many seeds at once.

NumPy pays for each call, so one call should do the work of a thousand networks. Two facts make a
step small. Only four distinct inputs exist, so one forward pass over the four serves every
minibatch; and a minibatch of any size is eight counts: how often each input came, and how often
with y = 1. For input x with n_x examples, of which m_x have y = 1, the gradient with respect to
the logit, summed over the minibatch, is n_x P(x) − m_x.
"""

import numpy as np

from utils.numpy_impl.hidden_representations.network import ACTIVATIONS, NAMES, sigma
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


def descend(history, at, seeds, eta, activation, batch):
    """Train the S seeds and fill the K rows of history, of which row 0 holds the start.

    eta (S,) is the learning rate over the batch size, so that counts times eta are steps; its
    precision is that of the descent.
    """
    p = {name: values[0].astype(eta.dtype) for name, values in history.items()}
    W2, b2, W3, b3 = (p[name] for name in NAMES)  # (2, H, S), (H, S), (H, S), (S,)
    dW2 = np.empty_like(W2)
    slope = ACTIVATIONS[activation].slope
    row = 0
    for step, (n, m) in enumerate(_minibatches(seeds, eta, at[-1], batch)):
        if step == at[row]:
            _keep(history, row, p)
            row += 1
        Z2, X2, Z3 = forward(p, activation)
        d = n * sigma(Z3)  # η (n_x σ(z_x) − m_x) / N, for each of the four inputs
        d -= m
        # G = d f'(Z2); dZ2 is W3 times that, and W3 does not depend on the input
        G = slope(Z2, X2)
        G *= d[:, None]
        # rows: [0, 1], [1, 1], [1, 0], [0, 0]
        np.add(G[1], G[2], out=dW2[0])  # the inputs with x1 = 1
        np.add(G[0], G[1], out=dW2[1])  # the inputs with x2 = 1
        db2 = dW2[0] + G[0] + G[3]
        X2 *= d[:, None]
        dW2 *= W3
        db2 *= W3
        W2 -= dW2
        b2 -= db2
        W3 -= X2.sum(axis=0)  # dW3 = Σ_x d_x X2_x
        b3 -= d.sum(axis=0)
    _keep(history, row, p)


def _keep(history, row, p):
    for name in NAMES:
        history[name][row] = p[name]


def forward(p, activation):
    """Z2 and X2 (4, H, S) and the logits (4, S) of the four inputs in the order of TABLE_INPUTS."""
    W2, b2, W3, b3 = (p[name] for name in NAMES)
    Z2 = np.empty((4, *b2.shape), b2.dtype)
    np.add(b2, W2[1], out=Z2[0])  # [0, 1]
    np.add(b2, W2[0], out=Z2[2])  # [1, 0]
    np.add(Z2[0], W2[0], out=Z2[1])  # [1, 1]
    Z2[3] = b2
    X2 = ACTIVATIONS[activation].f(Z2)
    return Z2, X2, (X2 * W3).sum(axis=1) + b3


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
