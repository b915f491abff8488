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
from utils.numpy_impl.core.optim import SGD


@dataclass
class Tagger:
    """layers: {"W0" (F, C, K), "b0" (F,), "W1", …}, the first layer first."""

    layers: dict[str, np.ndarray]


def forward(X, layers):
    """Scores of every tag at every place: X (N, V, L) → ((N, R, L), what backward needs)."""
    H, caches = X, []
    last = len(layers) // 2 - 1
    for number in range(last + 1):
        W, b = layers[f"W{number}"], layers[f"b{number}"]
        Z, cache = conv1d_forward(H, W, b, padding=W.shape[2] // 2)
        caches.append((cache, None if number == last else Z > 0))
        H = Z if number == last else np.maximum(Z, 0)
    return H, caches


def backward(d_scores, caches) -> dict[str, np.ndarray]:
    """The chain rule down the layers: d_scores (N, R, L) → gradients named as the layers."""
    gradients = {}
    for number, (cache, positive) in reversed(list(enumerate(caches))):
        d_Z = d_scores if positive is None else d_scores * positive
        d_scores, gradients[f"W{number}"], gradients[f"b{number}"] = conv1d_backward(d_Z, cache)
    return gradients


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
    layers = {}
    for number, K in enumerate(kernels):
        C, F = sizes[number : number + 2]
        layers[f"W{number}"] = rng.normal(size=(F, C, K)) * np.sqrt(2 / (C * K))
        layers[f"b{number}"] = np.zeros(F)
    optimiser = SGD(learning_rate, momentum=0.9)
    for _ in range(validate.count("steps", steps)):
        scores, caches = forward(X, layers)
        rows = scores.transpose(0, 2, 1).reshape(-1, n_tags)  # one row for each place
        _, loss_cache = softmax_cross_entropy_forward(rows, y)
        d_rows = softmax_cross_entropy_backward(1.0, loss_cache)
        d_scores = d_rows.reshape(len(X), -1, n_tags).transpose(0, 2, 1)
        layers = optimiser.step(layers, backward(d_scores, caches))
    return Tagger(layers)


def accuracy(X, tags, layers, ignore: int) -> float:
    """The share of places with the right tag, leaving out those whose tag is `ignore`."""
    counted = tags != ignore
    return float((forward(X, layers)[0].argmax(axis=1) == tags)[counted].mean())
