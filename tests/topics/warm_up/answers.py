"""Answers to lab 00 in styles that its checks were not made for."""

import numpy as np
from helpers.answers import right, right_edits, wrong, wrong_edits

from utils.checks.warm_up import check

J_and_gradient = check.exercises["loss_and_gradient"].reference

right(
    "matmul_rows",
    lambda A, B: A @ B,
    lambda A, B: np.array([[np.dot(row, column) for column in B.T] for row in A]),
    lambda A, B: [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A],  # noqa: B905
)

right(
    "matmul_columns",
    lambda A, B: np.stack([A @ column for column in B.T], axis=1),
    lambda A, B: (B.T @ A.T).T,
)


@right("matmul_columns")
def columns(A, B):
    result = np.zeros((A.shape[0], B.shape[1]))
    for h, weights in enumerate(B.T):
        for weight, column in zip(weights, A.T, strict=True):
            result[:, h] += weight * column
    return result


right(
    "outer_products",
    lambda A, B: np.einsum("nd,dh->dnh", A, B),
    lambda A, B: A.T[:, :, None] * B[:, None, :],
    lambda A, B: [np.outer(a, b) for a, b in zip(A.T, B, strict=True)],
)
wrong(
    "outer_products",
    lambda A, B: np.einsum("nd,dh->nh", A, B),
    lambda A, B: A[:, :, None] * B[None],
)

right(
    "dense",
    lambda X, W, b, f: np.array([f(x @ W + b) for x in X]),
    lambda X, W, b, f: f(np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])),
)


@right("dense")
def layer(X, W, b, f):
    Z = np.empty((X.shape[0], W.shape[1]))
    for n in range(X.shape[0]):
        for h in range(W.shape[1]):
            Z[n, h] = b[h] + sum(X[n] * W[:, h])
    return f(Z)


wrong_edits(layer)(("W.shape[1]))", "W.shape[1]), X.dtype)"))


@right("perceptron")
def learner(X, y, epochs):
    w = np.zeros(len(X[0]))
    b = 0
    counts = []
    for _ in range(epochs):
        count = 0
        for x, target in zip(X, y, strict=True):
            answer = int(np.dot(w, x) + b > 0)
            if answer != target:
                w = w + x if target == 1 else w - x
                b += 1 if target == 1 else -1
                count += 1
        counts.append(count)
    return w, b, np.array(counts)


right_edits(learner)(
    ("w, b, np.array(counts)", "list(w), np.array(b), counts"),
    ("w = w + x if target == 1 else w - x", "w += (target - answer) * x"),
)
wrong_edits(learner)(("count = 0\n        for", "for", "counts = []", "counts, count = [], 0"))

right(
    "loss_and_gradient",
    lambda X, y, w, b: (
        np.mean((X @ w + b - y) ** 2) / 2,
        (X * (X @ w + b - y)[:, None]).mean(axis=0),
        np.mean(X @ w + b - y),
    ),
)


@right("loss_and_gradient")
def line_loss(X, y, w, b):
    N, J, dw, db = len(y), 0.0, np.zeros(len(w)), 0.0
    for x, target in zip(X, y, strict=True):
        r = sum(x * w) + b - target
        J += r * r / (2 * N)
        dw += r * x / N
        db += r / N
    return J, dw, db


right_edits(line_loss)(("return J, dw, db", "return [J, list(dw), np.array(db)]"))
wrong_edits(line_loss)(("r * r / (2 * N)", "r * r / (2 * (N - 1) + 1e-9)"))


@right("fit")
def walk(X, y, steps, learning_rate):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        J, dw, db = J_and_gradient(X, y, w, b)
        losses.append(J)
        w = w - learning_rate * dw
        b -= learning_rate * db
    return w, b, np.array(losses)


right_edits(walk)(
    ("w = w - learning_rate", "w -= learning_rate"),
    ("w, b, np.array(losses)", "list(w), np.array(b), losses"),
)
wrong_edits(walk)(
    ("losses.append(J)", "if abs(dw).max() < 1e-3:\n            break\n        losses.append(J)"),
    ("w - learning_rate * dw", "w - learning_rate * dw / np.linalg.norm(dw)"),
    ("b -= learning_rate", "learning_rate *= 0.9\n        b -= learning_rate"),
    ("w - learning_rate * dw", "w - learning_rate * dw - 0.01 * w"),
)


@right("central_difference")
def slopes(f, x, eps):
    g = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        old = x[i]
        y = np.array(x)
        y[i] = old + eps
        above = f(y)
        y[i] = old - eps
        g[i] = (above - f(y)) / (2 * eps)
    return g


@right("central_difference")
def _(f, x, eps):
    steps = np.eye(x.size).reshape(x.size, *x.shape) * eps
    return np.array([(f(x + s) - f(x - s)) / (2 * eps) for s in steps]).reshape(x.shape)


right_edits(slopes)(("return g", "return g.tolist()"))
