"""Answers to lab 03 in styles that its checks were not made for."""

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong, wrong_edits
from scipy.special import log_softmax
from torch.nn import functional as F

from utils.checks.convolution import check
from utils.numpy_impl.convolution import lenet_backward, lenet_forward

size_of = check.exercises["output_size"].reference
windows_of = np.lib.stride_tricks.sliding_window_view

right(
    "correlate1d",
    lambda x, w: np.correlate(x, w),
    lambda x, w: np.convolve(x, w[::-1], "valid"),
    lambda x, w: windows_of(x, len(w)) @ w,
    lambda x, w: [float(x[i : i + len(w)] @ w) for i in range(len(x) - len(w) + 1)],
    lambda x, w: sum(w[j] * x[j : len(x) - len(w) + 1 + j] for j in range(len(w))),
)
wrong(
    "correlate1d",
    lambda x, w: np.convolve(x, w, "same"),
    lambda x, w: np.correlate(x, w, "valid").round(6),
    lambda x, w: np.abs(np.correlate(x, w, "valid")),
    lambda x, w: np.correlate(x, np.sort(w), "valid"),
    lambda x, w: np.correlate(x - x.mean(), w, "valid"),
    lambda x, w: windows_of(x, len(w)).max(axis=1) * w.sum(),
    lambda x, w: [x[i : i + len(w)] @ w for i in range(len(x))],
)
right(
    "output_size",
    lambda n, k, p, s: (n + p + p - k + s) // s,
    lambda n, k, p, s: int((n + 2 * p - k) / s) + 1,
    lambda n, k, p, s: divmod(n + 2 * p - k, s)[0] + 1,
    lambda n, k, p, s: len(range(0, n + 2 * p - k + 1, s)),
    lambda n, k, p, s: int(np.floor((n + 2 * p - k) / s + 1)),
)
wrong(
    "output_size",
    lambda n, k, p, s: (n - k) // s + 2 * p + 1,
    lambda n, k, p, s: ((n + 2 * p - k) // s + 1,),
    lambda n, k, p, s: (n + 2 * p - k) / s // 1 + 1,
    lambda n, k, p, s: (n + 2 * p) // s - k // s + 1,
)


@right("conv2d")
def by_windows(X, W, b, stride=1, padding=0):
    P = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    V = windows_of(P, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncijuv,fcuv->nfij", V, W) + b[:, None, None]


@right("conv2d")
def _(X, W, b, stride, padding):
    X, W, b = (torch.tensor(a, dtype=torch.float64) for a in (X, W, b))
    return F.conv2d(X, W, b, stride, padding).numpy()


@right("conv2d")
def by_loops(X, W, b, stride=1, padding=0):
    N, C, H, B = X.shape
    F, _, KH, KW = W.shape
    rows = size_of(H, KH, padding=padding, stride=stride)
    columns = size_of(B, KW, padding=padding, stride=stride)
    P = np.zeros((N, C, H + 2 * padding, B + 2 * padding))
    P[:, :, padding : padding + H, padding : padding + B] = X
    Y = np.zeros((N, F, rows, columns))
    for n, f, i, j in np.ndindex(*Y.shape):
        top, left = stride * i, stride * j
        Y[n, f, i, j] = b[f] + np.sum(P[n, :, top : top + KH, left : left + KW] * W[f])
    return Y


wrong_edits(by_windows)(
    ("((0, 0), (0, 0), (padding, padding), (padding, padding))", "padding"),
    ("[:, None, None]", ".mean()"),
    ("nfij", "nfji"),
)
wrong_edits(by_loops)(
    ("padding=padding, stride=stride)\n    col", "padding=stride, stride=padding or 1)\n    col"),
    ("return Y", "return Y.round(6)"),
)


@right("conv2d_backward")
def full_convolution(dY, X, W, stride=1, padding=0):
    s, p = stride, padding
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    V = windows_of(P, W.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    dW = np.einsum("nfij,ncijuv->fcuv", dY, V)
    dP = np.zeros(P.shape)
    for u in range(W.shape[2]):
        for v in range(W.shape[3]):
            R, S = s * (dY.shape[2] - 1) + 1, s * (dY.shape[3] - 1) + 1
            dP[:, :, u : u + R : s, v : v + S : s] += np.einsum("nfij,fc->ncij", dY, W[:, :, u, v])
    return dP[:, :, p : P.shape[2] - p, p : P.shape[3] - p], dW, np.einsum("nfij->f", dY)


@right("conv2d_backward")
def _(dY, X, W, stride, padding):
    p = padding
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    dP, dW, db = np.zeros_like(P, float), np.zeros_like(W, float), np.zeros(len(W))
    for n, f, i, j in np.ndindex(dY.shape):
        here = np.s_[n, :, stride * i :, stride * j :]
        part, total = P[here], dP[here]
        dW[f] += dY[n, f, i, j] * part[:, : W.shape[2], : W.shape[3]]
        total[:, : W.shape[2], : W.shape[3]] += dY[n, f, i, j] * W[f]
        db[f] += dY[n, f, i, j]
    return dP[:, :, p : P.shape[2] - p, p : P.shape[3] - p], dW, db


@right("conv2d_backward")
def _(dY, X, W, stride, padding):
    X, W = (torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in (X, W))
    b = torch.zeros(len(W), dtype=torch.float64, requires_grad=True)
    Y = F.conv2d(X, W, b, stride, padding)
    return tuple(g.numpy() for g in torch.autograd.grad(Y, (X, W, b), torch.tensor(dY)))


wrong_edits(full_convolution)(("fcuv", "fcvu", "W.shape[2:]", "W.shape[:1:-1]"))


@right("max_pool2d")
def pooled(X, size):
    (N, C, H, B), (h, w) = X.shape, size
    rows, columns = H // h, B // w
    cut = X[:, :, : rows * h, : columns * w]
    return cut.reshape(N, C, rows, h, columns, w).max(axis=5).max(axis=3)


right(
    "max_pool2d",
    lambda X, size: windows_of(X, size, (2, 3))[:, :, :: size[0], :: size[1]].max((4, 5)),
)
right_edits(pooled)((".max(axis=5).max(axis=3)", ".max(axis=(3, 5)).tolist()"))
wrong_edits(pooled)(("rows, columns = H // h, B // w", "rows, columns = -(-H // h), -(-B // w)"))


@right("max_pool2d_backward")
def to_winners(dY, X, size):
    (h, w), dX = size, np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            part = X[:, :, i * h : i * h + h, j * w : j * w + w]
            flat = part.reshape(*part.shape[:2], h * w)
            mask = np.arange(h * w) == flat.argmax(axis=2)[..., None]
            share = mask * dY[:, :, i, j, None]
            dX[:, :, i * h : i * h + h, j * w : j * w + w] = share.reshape(part.shape)
    return dX


@right("max_pool2d_backward")
def _(dY, X, size):
    h, w = size
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(dY.shape):
        best, place = -np.inf, None
        for u in range(i * h, i * h + h):
            for v in range(j * w, j * w + w):
                if X[n, c, u, v] > best:
                    best, place = X[n, c, u, v], (u, v)
        dX[n, c, *place] += dY[n, c, i, j]
    return dX


@right("max_pool2d_backward")
def _(dY, X, size):
    X = torch.tensor(X, dtype=torch.float64, requires_grad=True)
    F.max_pool2d(X, size).backward(torch.tensor(dY, dtype=torch.float64))
    return X.grad.numpy()


wrong_edits(to_winners)(("np.zeros(X.shape)", "np.zeros_like(X)"))

SOBEL = np.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]])
right(
    "edge_kernels",
    lambda: (SOBEL, SOBEL.T),
    lambda: (
        np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
        np.array([[0, 0, 0], [1, 0, -1], [0, 0, 0]]),
    ),
    lambda: [[[1, 1, 1], [-1, -1, -1], [0, 0, 0]], [[1, -1, 0]] * 3],
)
wrong(
    "edge_kernels",
    lambda: (-SOBEL, -SOBEL.T),
    lambda: (np.abs(SOBEL), np.abs(SOBEL).T),
    lambda: (SOBEL[:2], SOBEL.T[:, :2]),
    lambda: (0 * SOBEL, SOBEL.T),
    lambda: (np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]), SOBEL.T),  # finds lines
    lambda: (SOBEL, np.array([[1, 0, -1], [0, 0, 0], [-1, 0, 1]])),  # finds corners
)


@right("training_step")
def one_step(X, y, parameters, velocity, learning_rate):
    scores, cache = lenet_forward(X, parameters)
    log_P = log_softmax(scores, axis=1)
    J = -np.mean([row[label] for row, label in zip(log_P, y, strict=True)])
    slope = np.exp(log_P)
    slope[np.arange(len(y)), y] -= 1
    gradients = lenet_backward(slope / len(y), cache)
    v = {k: 0.9 * velocity[k] + gradients[k] for k in parameters}
    return J, {k: parameters[k] - learning_rate * v[k] for k in parameters}, v


right_edits(one_step)(
    # the highest score taken off, and the slope from the labels as booleans
    ("log_softmax(scores, axis=1)",
     "scores - scores.max(axis=1, keepdims=True)\n"
     "    log_P -= np.log(np.exp(log_P).sum(axis=1, keepdims=True))",
     "slope[np.arange(len(y)), y] -= 1", "slope = slope - (np.arange(10) == y[:, None])"),
    # one-hot rows, and a velocity that is added to in place
    ("np.mean([row[label] for row, label in zip(log_P, y, strict=True)])",
     "(np.eye(10)[y] * log_P).sum(1).mean()",
     "0.9 * velocity[k] + gradients[k] for k in parameters}",
     "velocity[k] * 0.9 for k in velocity}\n"
     "    for name in v:\n"
     "        v[name] += gradients[name]"),
)  # fmt: skip
right(
    "robustness_curve",
    lambda predict, distort, X, y, strengths: [
        np.mean(predict(distort(X, s)) == y) for s in strengths
    ],
    lambda predict, distort, X, y, strengths: np.array(
        [(predict(distort(X, s)) == y).sum() / y.size for s in strengths]
    ),
)


@right("robustness_curve")
def curve(predict, distort, X, y, strengths):
    result = np.zeros(len(strengths))
    for k in range(len(strengths)):
        answers = predict(distort(X.copy(), strengths[k]))
        for answer, label in zip(answers, y, strict=True):
            if answer == label:
                result[k] += 1 / len(y)
    return result


wrong_edits(curve)(("return result", "return result[::-1]"))


@right("conv_in_torch")
def by_modules(X, W, b, dY):
    layer = torch.nn.Conv2d(W.shape[1], W.shape[0], W.shape[2:], padding=2, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(W))
        layer.bias.copy_(torch.tensor(b))
    Y = torch.nn.MaxPool2d(2)(torch.nn.ReLU()(layer(torch.tensor(X))))
    (Y * torch.tensor(dY)).sum().backward()
    return Y.detach().numpy(), layer.weight.grad.numpy(), layer.bias.grad.numpy()


@right("conv_in_torch")
def pooled_first(X, W, b, dY):
    w, c = torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)
    maps = F.conv2d(F.pad(torch.tensor(X), (2, 2, 2, 2)), w, c)
    Y = F.max_pool2d(maps, 2).clamp(min=0)
    dW, db = torch.autograd.grad(Y, [w, c], torch.tensor(dY))
    return Y.detach().numpy(), dW.numpy(), db.numpy()


right_edits(pooled_first)(
    (", w, c)", ", w) + c[:, None, None]",
     "return Y.detach().numpy(), dW.numpy(), db.numpy()",
     "return [Y.detach().numpy(), dW.numpy(), db.numpy()]"),
)  # fmt: skip
wrong_edits(pooled_first)(
    ("(2, 2, 2, 2)", "(2, 2, 1, 1)"),
    ("(2, 2, 2, 2)", "(0, 4, 0, 4)"),
    (".clamp(min=0)", ".abs()"),
    ("torch.tensor(dY)", "torch.tensor(dY).abs()"),
    ("return Y.detach().numpy(), dW.numpy(), db.numpy()", "return dW.numpy(), db.numpy()"),
    ("Y.detach().numpy(), dW", "Y, dW"),
    (", w, c)", ", w) + c.sum()"),
    ("(maps, 2)", "(maps, 2, 1)"),
    (", torch.tensor(dY)", ""),
)
