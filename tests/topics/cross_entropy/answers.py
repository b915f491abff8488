"""Answers to lab 01 in styles that its checks were not made for."""

import math
from collections import Counter

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong, wrong_edits
from scipy.special import entr, log_softmax, logsumexp, rel_entr, xlogy
from torch.nn import functional as F

from utils.checks.cross_entropy import check

log_P_of = check.exercises["log_softmax"].reference
J_and_gradient = check.exercises["loss_and_gradient"].reference

right(
    "entropy",
    lambda p: -sum(x * math.log(x) for x in p if x > 0),
    lambda p: entr(p).sum(),
    lambda p: np.sum(-p[p != 0] * np.log(p[p != 0])),
    lambda p: -np.nansum(p * np.log(p)),
    lambda p: -(p * np.log(p, where=p > 0, out=np.zeros_like(p))).sum(),
)
wrong(
    "entropy",
    lambda p: -sum(x * math.log(x) for x in p),
    lambda p: -(p * np.log(p + 1e-10)).sum(),
    lambda p: -(p * np.log(np.clip(p, 1e-8, 1))).sum(),
    lambda p: np.log(len(p)),
    lambda p: entr(p).sum() / np.log(max(len(p), 2)),
)
right(
    "cross_entropy",
    lambda p, q: -xlogy(p, q).sum(),
    lambda p, q: sum(a * (math.inf if b == 0 else -math.log(b)) for a, b in zip(p, q) if a),  # noqa: B905
    lambda p, q: np.where(p > 0, -p * np.log(q), 0).sum(),
)
wrong(
    "cross_entropy",
    lambda p, q: -(p * np.log(q + 1e-12)).sum(),
    lambda p, q: ((p - q) ** 2).sum(),
    lambda p, q: -xlogy(p, q).sum() + entr(p).sum(),
    lambda p, q: min(-xlogy(p, q).sum(), 1e9),
)
right(
    "kl_divergence",
    lambda p, q: rel_entr(p, q).sum(),
    lambda p, q: np.sum(p[p > 0] * (np.log(p[p > 0]) - np.log(q[p > 0]))),
    lambda p, q: -sum(a * np.log(b / a) for a, b in zip(p, q, strict=True) if a > 0),
)
wrong(
    "kl_divergence",
    lambda p, q: (rel_entr(p, q) + rel_entr(q, p)).sum() / 2,
    lambda p, q: abs(entr(p).sum() - entr(q).sum()),
    lambda p, q: np.nansum(p * np.log(p / (q + 1e-9))),
    lambda p, q: np.nan_to_num(rel_entr(p, q).sum()),
)


@right("empirical_conditional_entropy")
def by_groups(x, y):
    total = 0.0
    for value in np.unique(x):
        there = y[x == value]
        _, counts = np.unique(there, return_counts=True)
        share = counts / len(there)
        total += len(there) / len(x) * -(share * np.log(share)).sum()
    return total


@right("empirical_conditional_entropy")
def _(x, y):
    pairs, firsts = Counter(zip(x, y, strict=True)), Counter(x)
    return -sum(n * math.log(n / firsts[a]) for (a, _), n in pairs.items()) / len(x)


right_edits(by_groups)(("(share * np.log(share)).sum()", "share @ np.log(share)"))
wrong_edits(by_groups)(
    ("np.unique(x)", "range(x.max())"),
    ("np.log(share)", "np.log(share + 1e-6)"),
)

right(
    "log_softmax",
    lambda Z: log_softmax(Z, axis=1),
    lambda Z: Z - logsumexp(Z, axis=1, keepdims=True),
    lambda Z: Z - np.logaddexp.reduce(Z, axis=1)[:, None],
    lambda Z: [z - z.max() - math.log(np.exp(z - z.max()).sum()) for z in Z],
)


@right("log_softmax")
def row_by_row(Z):
    out = np.empty(Z.shape)
    for n, z in enumerate(Z):
        top = max(z)
        out[n] = z - top - np.log(sum(np.exp(z - top)))
    return out


wrong_edits(row_by_row)(
    ("np.empty(Z.shape)", "np.empty(Z.shape, Z.dtype)"),
    ("np.log(sum(", "np.log(1e-9 + sum("),
)


@right("loss_and_gradient")
def softmax_loss(X, y, W, b):
    N = X.shape[0]
    log_P = log_P_of(X @ W + b)
    picked = log_P[range(N), y]
    G = np.exp(log_P)
    G[range(N), y] -= 1
    G /= N
    return -picked.mean(), X.T @ G, G.sum(0)


@right("loss_and_gradient")
def _(X, y, W, b):
    X, W, b = (torch.tensor(a, dtype=torch.float64) for a in (X, W, b))
    W, b = W.requires_grad_(), b.requires_grad_()
    J = F.cross_entropy(X @ W + b, torch.tensor(y))
    J.backward()
    return J.item(), W.grad.numpy(), b.grad.numpy()


right_edits(softmax_loss)(
    ("X.T @ G", "sum(np.outer(x, g) for x, g in zip(X, G))", "G.sum(0)", "list(sum(G))"),
)
wrong_edits(softmax_loss)(
    ("X.T @ G", "X.T @ G + W"),
    ("-picked.mean()", "-np.log(np.exp(picked) + 1e-8).mean()"),
)


@right("fit")
def with_momentum(X, y, n_classes, steps, learning_rate):
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    vW, vb, losses = 0, 0, []
    for _ in range(steps):
        J, dW, db = J_and_gradient(X, y, W, b)
        vW, vb = 0.9 * vW + dW, 0.9 * vb + db
        W, b = W - learning_rate * vW, b - learning_rate * vb
        losses.append(J)
    return W, b, np.array(losses)


right_edits(with_momentum)(
    ("W, b = W - learning_rate * vW, b -", "W -= learning_rate * vW\n        b = b -"),
    ("W, b, np.array(losses)", "W.tolist(), b.tolist(), losses"),
)
wrong_edits(with_momentum)(
    ("losses.append(J)", "losses.append(J)\n        if abs(dW).max() < 1e-4:\n            break"),
    ("losses.append(J)\n", "losses.append(J)\n        learning_rate *= 0.999\n"),
)


@right("losses_by_counting")
def counted(x, y, x_new, y_new, n_x, n_y):
    counts = np.ones((n_x, n_y))
    for i, j in zip(x, y, strict=True):
        counts[i, j] += 1
    q = counts / counts.sum(1)[:, None]
    return -np.log(q[x, y]).sum() / len(x), -np.log(q[x_new, y_new]).sum() / len(x_new)


@right("losses_by_counting")
def _(x, y, x_new, y_new, n_x, n_y):
    counts = np.bincount(x * n_y + y, minlength=n_x * n_y).reshape(n_x, n_y) + 1
    log_q = np.log(counts) - np.log(counts.sum(axis=1, keepdims=True))
    return -log_q[x, y].mean(), -log_q[x_new, y_new].mean()


right_edits(counted)(("-np.log(q[x, y]).sum()", "sum(-math.log(q[a, b]) for a, b in zip(x, y))"))


@right("fit_in_torch")
def by_hand_in_torch(X, y, n_classes, steps, learning_rate):
    W = torch.zeros(X.shape[1], n_classes, dtype=torch.double, requires_grad=True)
    b = torch.zeros(n_classes, dtype=torch.double, requires_grad=True)
    X, y, losses = torch.from_numpy(X), torch.from_numpy(y), np.zeros(steps)
    for step in range(steps):
        loss = F.nll_loss(torch.log_softmax(X @ W + b, dim=1), y)
        losses[step] = loss.detach()
        dW, db = torch.autograd.grad(loss, [W, b])
        with torch.no_grad():
            W -= learning_rate * dW
            b -= learning_rate * db
    return W.detach().numpy(), b.detach().numpy(), losses


@right("fit_in_torch")
def by_a_layer(X, y, n_classes, steps, learning_rate):
    layer = torch.nn.Linear(X.shape[1], n_classes, dtype=torch.float64)
    for p in layer.parameters():
        torch.nn.init.zeros_(p)
    descent = torch.optim.SGD(layer.parameters(), learning_rate)
    X, y, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        descent.zero_grad()
        J = torch.nn.CrossEntropyLoss()(layer(X), y)
        J.backward()
        descent.step()
        losses += [J.item()]
    return layer.weight.T.detach().numpy(), layer.bias.detach().numpy(), losses


@right("fit_in_torch")
def by_functions_of_gradients(X, y, n_classes, steps, learning_rate):
    X, y = torch.tensor(X), torch.tensor(y)
    theta = torch.zeros(X.shape[1] + 1, n_classes, dtype=X.dtype)
    loss_of = torch.func.grad_and_value(lambda t: F.cross_entropy(X @ t[:-1] + t[-1], y))
    losses = []
    for _ in range(steps):
        gradient, loss = loss_of(theta)
        losses.append(float(loss))
        theta = theta - learning_rate * gradient
    return theta[:-1].numpy(), theta[-1].numpy(), np.array(losses)


wrong_edits(by_hand_in_torch)(
    ("torch.log_softmax(X @ W + b, dim=1)", "torch.log_softmax(X @ W + b, dim=0)"),
    ("torch.log_softmax(X @ W + b, dim=1)", "torch.softmax(X @ W + b, dim=1)"),
    ("W -= learning_rate", "W += learning_rate"),
    ("dtype=torch.double, requires_grad=True)\n    b", "requires_grad=True)\n    b"),
    ("        with torch.no_grad():\n", "        if True:\n"),
    ("return W.detach().numpy()", "return W"),
)
wrong_edits(by_a_layer)(
    ("    for p in layer.parameters():\n        torch.nn.init.zeros_(p)\n", ""),
    ("layer.weight.T", "layer.weight"),
    ("J.item()", "J"),
)
