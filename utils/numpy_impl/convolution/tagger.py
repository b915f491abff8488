"""A tagger of stacked 1-D convolutions: one tag for every word, from the words around it [M21].

Layer l computes H_l = max(0, H_(l−1) * W_l + b_l), padded so that the length stays; the last one
gives scores without the max. A kernel of 3 sees one neighbour on each side, two of them stacked
see two, and so on (`receptive_field`).
"""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.convolution.conv import conv1d_backward, conv1d_forward
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)


@dataclass
class Tagger:
    """layers: (W (F, C, K), b (F,)) of each layer; loss: the last mean loss in nats."""

    layers: list
    loss: float


def forward(X, layers):
    """Scores of every tag at every place: X (N, V, L) → ((N, R, L), what backward needs)."""
    H, caches = X, []
    for number, (W, b) in enumerate(layers):
        Z, cache = conv1d_forward(H, W, b, padding=W.shape[2] // 2)
        last = number == len(layers) - 1
        caches.append((cache, None if last else Z > 0))
        H = Z if last else np.maximum(Z, 0)
    return H, caches


def backward(d_scores, caches) -> list:
    """The chain rule down the layers: d_scores (N, R, L) → [(dW, db), …], first layer first."""
    gradients = []
    for cache, positive in reversed(caches):
        d_Z = d_scores if positive is None else d_scores * positive
        d_scores, dW, db = conv1d_backward(d_Z, cache)
        gradients.append((dW, db))
    return gradients[::-1]


def fit(X, tags, kernels, n_tags, rng, hidden=16, steps=150, learning_rate=1.0) -> Tagger:
    """Gradient descent with momentum 0.9 on the mean cross entropy over all places.

    X (N, V, L); tags (N, L) from 0 to n_tags − 1; kernels: an odd size for each layer; hidden:
    the channels between layers. Raises ValueError for an even kernel or no layer.
    """
    X = validate.real("X", X, (None, None, None))
    y = validate.labels("tags", np.ravel(tags), n_tags, length=X.shape[0] * X.shape[2])
    if not kernels or any(validate.count("kernels", k) % 2 == 0 for k in kernels):
        raise ValueError(f"kernels: got {kernels!r}, expected odd sizes, one for each layer")
    sizes = [X.shape[1], *[hidden] * (len(kernels) - 1), n_tags]
    layers = []
    for C, F, K in zip(sizes, sizes[1:], kernels, strict=False):
        layers.append((rng.normal(size=(F, C, K)) * np.sqrt(2 / (C * K)), np.zeros(F)))
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in layers]
    J = np.inf
    for _ in range(validate.count("steps", steps)):
        scores, caches = forward(X, layers)
        rows = scores.transpose(0, 2, 1).reshape(-1, n_tags)  # one row for each place
        J, loss_cache = softmax_cross_entropy_forward(rows, y)
        d_rows = softmax_cross_entropy_backward(1.0, loss_cache)
        d_scores = d_rows.reshape(len(X), -1, n_tags).transpose(0, 2, 1)
        gradients = backward(d_scores, caches)
        for layer, v, g in zip(layers, velocity, gradients, strict=True):
            for parameter, speed, slope in zip(layer, v, g, strict=True):
                speed *= 0.9
                speed -= learning_rate * slope
                parameter += speed
    return Tagger(layers, float(J))


def accuracy(X, tags, layers, ignore: int) -> float:
    """The share of places with the right tag, leaving out those whose tag is `ignore`."""
    counted = tags != ignore
    return float((forward(X, layers)[0].argmax(axis=1) == tags)[counted].mean())
