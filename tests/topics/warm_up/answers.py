"""Answers to lab 00 in styles that its checks were not made for."""

import numpy as np
from helpers.answers import right, wrong, wrong_edits

from utils.checks.warm_up import check

J_and_gradient = check.exercises["loss_and_gradient"].reference

# ---------------------------------------------------------------- matmul_rows

right(
    "matmul_rows",
    lambda A, B: A @ B,
    lambda A, B: np.array([[np.dot(row, column) for column in B.T] for row in A]),
    lambda A, B: np.einsum("nd,dh->nh", A, B),
    lambda A, B: [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A],  # noqa: B905
)


@right("matmul_rows")
def rows(A, B):
    C = np.zeros((len(A), len(B[0])))
    for i, row in enumerate(A):
        for j in range(C.shape[1]):
            for k, a in enumerate(row):
                C[i, j] = C[i, j] + a * B[k][j]
    return C


wrong_edits(rows)(
    ("C[i, j] + a", "a"),
    ("B[k][j]", "B[j][k]"),
    ("enumerate(row)", "enumerate(row[:2])"),
    ("C[i, j] + a * B", "C[i, j] + a + B"),
    ("enumerate(row)", "enumerate(row[::-1])"),
    ("return C", "return C.round(4)"),
    ("return C", "return np.abs(C)"),
    ("np.zeros(", "np.ones("),
)
wrong(
    "matmul_rows",
    lambda A, B: np.dot(A.T, B.T),
    lambda A, B: np.tensordot(A, B, axes=0),
    lambda A, B: np.array([[1.0, 2.0], [3.0, 4.0]]),
)

# ---------------------------------------------------------------- matmul_columns

right(
    "matmul_columns",
    lambda A, B: np.stack([A @ column for column in B.T], axis=1),
    lambda A, B: np.column_stack([(A * column).sum(1) for column in B.T]),
    lambda A, B: (B.T @ A.T).T,
)


@right("matmul_columns")
def columns(A, B):
    result = np.zeros((A.shape[0], B.shape[1]))
    for h, weights in enumerate(B.T):
        for weight, column in zip(weights, A.T, strict=True):
            result[:, h] += weight * column
    return result


wrong_edits(columns)(
    ("+= weight", "= weight"),
    ("weight * column", "column"),
    ("weight * column", "weight + column"),
    ("weight * column", "weight**2 * column"),
    ("enumerate(B.T)", "enumerate(B.T[::-1])"),
    ("return result", "return result / len(B)"),
    ("    return result", "        return result"),
    ("result[:, h]", "result[:, 0]"),
)

# ---------------------------------------------------------------- outer_products

right(
    "outer_products",
    lambda A, B: np.einsum("nd,dh->dnh", A, B),
    lambda A, B: A.T[:, :, None] * B[:, None, :],
    lambda A, B: np.stack([A[:, [d]] @ B[[d]] for d in range(len(B))]),
    lambda A, B: [np.outer(a, b) for a, b in zip(A.T, B, strict=True)],
)
wrong(
    "outer_products",
    lambda A, B: np.einsum("nd,dh->dhn", A, B),
    lambda A, B: np.einsum("nd,dh->nh", A, B),
    lambda A, B: np.einsum("nd,dh->ndh", A, B),
    lambda A, B: np.stack([np.outer(A[:, d], B[-1 - d]) for d in range(len(B))]),
    lambda A, B: np.stack([np.outer(A[:, d], B[d]) for d in reversed(range(len(B)))]),
    lambda A, B: np.stack([np.add.outer(A[:, d], B[d]) for d in range(len(B))]),
    lambda A, B: A[:, :, None] * B[None],
)

# ---------------------------------------------------------------- dense

right(
    "dense",
    lambda X, W, b, f: f(np.dot(X, W) + b),
    lambda X, W, b, f: f(np.einsum("nd,dh->nh", X, W) + b[None, :]),
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


wrong_edits(layer)(
    ("b[h]", "b[0]"),
    ("b[h] + ", ""),
    ("b[h] +", "b[h] *"),
    ("W[:, h])", "W[:, 0])"),
    ("f(Z)", "Z"),
    ("f(Z)", "np.tanh(Z)"),
    ("np.empty((X.shape[0], W.shape[1]))", "np.empty((X.shape[0], W.shape[1]), X.dtype)"),
    ("f(Z)", "f(Z).round(3)"),
    ("sum(X[n] * W[:, h])", "np.mean(X[n] * W[:, h])"),
)

# ---------------------------------------------------------------- perceptron


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


@right("perceptron")
def _(X, y, epochs):
    extended = np.column_stack([X, np.ones(len(X))])
    v, mistakes = np.zeros(extended.shape[1]), np.zeros(epochs, int)
    for e in range(epochs):
        for x, t in zip(extended, y, strict=True):
            error = t - (x @ v > 0)
            v = v + error * x
            mistakes[e] += abs(error)
    return v[:-1], v[-1], mistakes


@right("perceptron")
def _(X, y, epochs):
    w, b, mistakes = [0.0] * X.shape[1], 0.0, [0] * epochs
    for e in range(epochs):
        for n in range(len(X)):
            z = b + sum(wi * xi for wi, xi in zip(w, X[n], strict=True))
            error = y[n] - (1 if z > 0 else 0)
            w = [wi + error * xi for wi, xi in zip(w, X[n], strict=True)]
            b, mistakes[e] = b + error, mistakes[e] + (error != 0)
    return w, b, mistakes


wrong_edits(learner)(
    ("+ b > 0", "+ b >= 0"),
    ("+ b > 0", "> 0"),
    ("if target == 1 else w - x", "if target == 1 else w"),
    ("if answer != target", "if answer == target"),
    ("count = 0\n        for", "for", "counts = []", "counts, count = [], 0"),
    ("1 if target == 1 else -1", "1"),
    ("w + x if target == 1 else w - x", "w - x if target == 1 else w + x"),
    ("np.array(counts)", "np.array(counts) / len(y)"),
    ("        counts.append(count)", "            counts.append(count)"),
)

# ---------------------------------------------------------------- loss_and_gradient

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


@right("loss_and_gradient")
def _(X, y, w, b):
    error = y - (X.dot(w) + b)
    return error @ error / (2 * error.size), -X.T.dot(error) / error.size, -error.mean()


wrong_edits(line_loss)(
    ("J += r * r", "J = r * r"),
    ("dw += r", "dw = r"),
    ("r * x / N", "r * w / N"),
    ("r * r / (2 * N)", "r / (2 * N)"),
    ("+ b - target", "- b - target"),
    ("(2 * N)", "2 * N"),
    ("db += r / N", "db += r"),
    ("r * x / N", "abs(r) * x / N"),
    ("r * r / (2 * N)", "r * r / (2 * (N - 1) + 1e-9)"),
)

# ---------------------------------------------------------------- fit


@right("fit")
def walk(X, y, steps, learning_rate):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        J, dw, db = J_and_gradient(X, y, w, b)
        losses.append(J)
        w = w - learning_rate * dw
        b -= learning_rate * db
    return w, b, np.array(losses)


@right("fit")
def _(X, y, steps, learning_rate):
    theta, A = np.zeros(X.shape[1] + 1), np.column_stack([X, np.ones(len(X))])
    losses = np.empty(steps)
    for k in range(steps):
        r = A @ theta - y
        losses[k] = (r**2).mean() / 2
        theta = theta - learning_rate * (A.T @ r) / len(y)
    return theta[:-1], theta[-1], losses


@right("fit")
def _(X, y, steps, learning_rate):
    def walk_on(w, b, left):
        if not left:
            return w, b, []
        J, dw, db = J_and_gradient(X, y, w, b)
        w, b, later = walk_on(w - learning_rate * dw, b - learning_rate * db, left - 1)
        return w, b, [J, *later]

    return walk_on(np.zeros(X.shape[1]), 0.0, steps)


wrong_edits(walk)(
    ("b -= learning_rate", "b += learning_rate"),
    ("w - learning_rate", "w + learning_rate"),
    ("losses.append(J)", "if abs(dw).max() < 1e-3:\n            break\n        losses.append(J)"),
    ("w - learning_rate * dw", "w - learning_rate * dw / np.linalg.norm(dw)"),
    ("range(steps)", "range(steps - 1)"),
    ("b -= learning_rate", "learning_rate *= 0.9\n        b -= learning_rate"),
    ("        losses.append(J)\n", "", "* db\n", "* db\n        losses.append(J)\n", "J, dw, db = ",
     "J, dw, db = J_and_gradient(X, y, w + 0.0, b)[0] / 2, *"),
    ("w - learning_rate * dw", "w - learning_rate * dw - 0.01 * w"),
)  # fmt: skip

# ---------------------------------------------------------------- central_difference


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


@right("central_difference")
def _(f, x, eps):
    def at(k, by):
        flat = x.copy().ravel()
        flat[k] += by
        return f(flat.reshape(x.shape))

    return [(at(k, eps) - at(k, -eps)) / (2 * eps) for k in range(x.size)] if x.ndim == 1 else (
        np.reshape([(at(k, eps) - at(k, -eps)) / (2 * eps) for k in range(x.size)], x.shape)
    )  # fmt: skip


wrong_edits(slopes)(
    ("old - eps", "old"),
    ("old + eps", "eps"),
    ("/ (2 * eps)", "/ 2 * eps"),
    ("above - f(y)", "f(y) - above"),
    ("np.ndindex(*x.shape)", "range(len(x))"),
    ("y = np.array(x)", "y = x"),
    ("return g", "return g.round(2)"),
    ("old + eps", "old + 1e-4", "old - eps", "old - 1e-4", "2 * eps", "2e-4"),
    ("np.ndindex(*x.shape)", "np.ndindex(*x.shape[:2])"),
)
