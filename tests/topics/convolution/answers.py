"""Answers to lab 03 in styles that its checks were not made for."""

import numpy as np
import scipy.signal
import torch
from helpers.answers import right, wrong, wrong_edits

from utils.checks.convolution import check
from utils.numpy_impl.convolution import lenet_backward, lenet_forward
from utils.numpy_impl.cross_entropy import log_softmax

size_of = check.exercises["output_size"].reference
windows_of = np.lib.stride_tricks.sliding_window_view

# ---------------------------------------------------------------- correlate1d

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
    lambda x, w: np.correlate(w, x, "valid"),
    lambda x, w: np.correlate(x[1:], w, "valid"),
    lambda x, w: np.correlate(x, w, "valid").round(6),
    lambda x, w: np.abs(np.correlate(x, w, "valid")),
    lambda x, w: np.correlate(x, np.sort(w), "valid"),
    lambda x, w: np.correlate(x - x.mean(), w, "valid"),
    lambda x, w: windows_of(x, len(w)).max(axis=1) * w.sum(),
    lambda x, w: windows_of(x, len(w)) * w,
    lambda x, w: [x[i : i + len(w)] @ w for i in range(len(x))],
)

# ---------------------------------------------------------------- output_size

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
    lambda n, k, p, s: (n + 2 * p - (k - 1)) // s,
    lambda n, k, p, s: ((n + 2 * p - k) // s + 1,),
    lambda n, k, p, s: (n + 2 * p - k) / s // 1 + 1,
    lambda n, k, p, s: len(range(0, n + 2 * p - k, s)),
    lambda n, k, p, s: len(range(0, n + 2 * p, s)),
    lambda n, k, p, s: (n + 2 * p) // s - k // s + 1,
    lambda n, k, p, s: (n + 2 * p - k) % s + 1,
)

# ---------------------------------------------------------------- conv2d


@right("conv2d")
def by_windows(X, W, b, stride=1, padding=0):
    P = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    V = windows_of(P, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncijuv,fcuv->nfij", V, W) + b[:, None, None]


@right("conv2d")
def _(X, W, b, stride, padding):
    p, s = padding, stride
    P = np.pad(X, [(0, 0), (0, 0), (p, p), (p, p)])
    return np.array(
        [[sum(scipy.signal.correlate2d(c, k, "valid") for c, k in zip(image, kernel, strict=True))
          [::s, ::s] + bias for kernel, bias in zip(W, b, strict=True)] for image in P]
    )  # fmt: skip


@right("conv2d")
def _(X, W, b, stride, padding):
    import torch

    X, W, b = (torch.tensor(a, dtype=torch.float64) for a in (X, W, b))
    return torch.nn.functional.conv2d(X, W, b, stride, padding).numpy()


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
    ("[:, None, None]", "[:, None]"),
    ("V, W)", "V, W[..., ::-1, ::-1])"),
    ("[:, :, ::stride, ::stride]", ""),
    ("np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))", "np.pad(X, padding)"),
    ("[:, None, None]", ".mean()"),
    ("nfij", "nfji"),
)
wrong_edits(by_loops)(
    ("top : top + KH", "top : top + KW"),
    ("stride * j", "j"),
    ("b[f] + ", ""),
    ("P[n, :,", "P[n, 0,", "W[f])", "W[f, 0])"),
    ("padding=padding, stride=stride)\n    col", "padding=stride, stride=padding or 1)\n    col"),
    ("* W[f])", "* W[n % F])"),
    ("return Y", "return Y.round(6)"),
)  # fmt: skip

# ---------------------------------------------------------------- conv2d_backward


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
    import torch

    X, W = torch.tensor(X, dtype=torch.float64), torch.tensor(W, dtype=torch.float64)
    X, W = X.requires_grad_(), W.requires_grad_()
    b = torch.zeros(len(W), dtype=torch.float64, requires_grad=True)
    Y = torch.nn.functional.conv2d(X, W, b, stride, padding)
    return tuple(g.numpy() for g in torch.autograd.grad(Y, (X, W, b), torch.tensor(dY)))


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


wrong_edits(full_convolution)(
    (": s] += np", ": s] = np"),
    ("W[:, :, u, v])", "W[:, :, -1 - u, -1 - v])"),
    ("dP[:, :, p : P.shape[2] - p, p : P.shape[3] - p]", "dP"),
    ("dP[:, :, p : P.shape[2] - p, p : P.shape[3] - p]", "dP[:, :, p:-p, p:-p]"),
    ("fcuv", "fcvu", "W.shape[2:]", "W.shape[:1:-1]"),
    ('np.einsum("nfij->f", dY)', "dY.mean(axis=(0, 2, 3))"),
    ('np.einsum("nfij->f", dY)', 'np.einsum("nfij->nf", dY)'),
    ("dW = np", "dW = 2 * np"),
    ("np.zeros(P.shape)", "np.ones(P.shape)"),
)

# ---------------------------------------------------------------- max_pool2d


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


@right("max_pool2d")
def _(X, size):
    h, w = size
    return [
        [[[image[i : i + h, j : j + w].max() for j in range(0, image.shape[1] - w + 1, w)]
          for i in range(0, image.shape[0] - h + 1, h)] for image in images] for images in X
    ]  # fmt: skip


wrong_edits(pooled)(
    ("max(axis=5).max(axis=3)", "mean(axis=5).max(axis=3)"),
    ("max(axis=5).max(axis=3)", "max(axis=5).min(axis=3)"),
    ("rows, h, columns, w", "h, rows, w, columns"),
    ("(h, w) = X.shape, size", "(w, h) = X.shape, size"),
    ("cut = X[:, :, : rows * h, : columns * w]", "cut = X"),
    ("return cut", "return np.abs(cut)"),
    (".max(axis=3)", ""),
    ("rows, columns = H // h, B // w", "rows, columns = -(-H // h), -(-B // w)"),
)

# ---------------------------------------------------------------- max_pool2d_backward


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
        for u in range(h):
            for v in range(w):
                if X[n, c, i * h + u, j * w + v] > best:
                    best, place = X[n, c, i * h + u, j * w + v], (i * h + u, j * w + v)
        dX[n, c, *place] += dY[n, c, i, j]
    return dX


@right("max_pool2d_backward")
def _(dY, X, size):
    import torch

    X = torch.tensor(X, dtype=torch.float64, requires_grad=True)
    torch.nn.functional.max_pool2d(X, size).backward(torch.tensor(dY, dtype=torch.float64))
    return X.grad.numpy()


wrong_edits(to_winners)(
    ("np.arange(h * w) == flat.argmax(axis=2)[..., None]", "flat == flat.max(axis=2)[..., None]"),
    ("argmax", "argmin"),
    ("mask * dY[:, :, i, j, None]", "mask"),
    ("(h, w), dX = size", "(w, h), dX = size"),
    ("mask * dY", "(1 / (h * w) + 0 * mask) * dY"),
    ("np.zeros(X.shape)", "np.zeros_like(X)"),
    ("flat.argmax(axis=2)", "np.abs(flat).argmax(axis=2)"),
    ("mask * dY", "mask * flat * dY"),
)

# ---------------------------------------------------------------- edge_kernels

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
    lambda: (SOBEL.T, SOBEL),
    lambda: (-SOBEL, -SOBEL.T),
    lambda: (SOBEL, SOBEL),
    lambda: (np.abs(SOBEL), np.abs(SOBEL).T),
    lambda: (SOBEL + 1, SOBEL.T + 1),
    lambda: (SOBEL + SOBEL.T, SOBEL - SOBEL.T),
    lambda: (SOBEL[:2], SOBEL.T[:, :2]),
)

# ---------------------------------------------------------------- training_step


@right("training_step")
def one_step(X, y, parameters, velocity, learning_rate):
    scores, cache = lenet_forward(X, parameters)
    log_P = log_softmax(scores)
    J = -np.mean([row[label] for row, label in zip(log_P, y, strict=True)])
    slope = np.exp(log_P)
    slope[np.arange(len(y)), y] -= 1
    gradients = lenet_backward(slope / len(y), cache)
    v = {k: 0.9 * velocity[k] + gradients[k] for k in parameters}
    return J, {k: parameters[k] - learning_rate * v[k] for k in parameters}, v


@right("training_step")
def _(X, y, parameters, velocity, learning_rate):
    scores, cache = lenet_forward(X, parameters)
    shifted = scores - scores.max(axis=1, keepdims=True)
    P = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    J = np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[range(len(y)), y])
    gradients = lenet_backward((P - (np.arange(10) == y[:, None])) / len(y), cache)
    new, speed = {}, {}
    for name, value in parameters.items():
        speed[name] = velocity[name] * 0.9 + gradients[name]
        new[name] = value - speed[name] * learning_rate
    return J, new, speed


@right("training_step")
def _(X, y, parameters, velocity, learning_rate):
    scores, cache = lenet_forward(X, parameters)
    Y = np.eye(10)[y]
    log_P = log_softmax(scores)
    gradients = lenet_backward((np.exp(log_P) - Y) / Y.shape[0], cache)
    v = {name: velocity[name] * 0.9 for name in velocity}
    for name in v:
        v[name] += gradients[name]
    return (
        -(Y * log_P).sum(1).mean(),
        {n: p - learning_rate * v[n] for n, p in parameters.items()},
        v,
    )


wrong_edits(one_step)(
    ("slope / len(y)", "slope"),
    ("0.9 * velocity[k] + gradients[k]", "0.9 * (velocity[k] + gradients[k])"),
    ("parameters[k] - learning_rate", "parameters[k] + learning_rate"),
    ("-np.mean", "-np.sum"),
    ("    slope = np.exp(log_P)\n", "    slope = log_P.copy()\n"),
    ("slope[np.arange(len(y)), y] -= 1", "slope[:, y] -= 1"),
    ("learning_rate * v[k]", "learning_rate * gradients[k]"),
    ("for k in parameters}, v", "for k in parameters}, velocity"),
)

# ---------------------------------------------------------------- robustness_curve

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


wrong_edits(curve)(
    ("answer == label", "answer != label"),
    ("1 / len(y)", "1 / len(strengths)"),
    ("strengths[k]))", "strengths[0]))"),
    ("answers = predict(distort(X.copy(), strengths[k]))",
     "X = distort(X, strengths[k])\n        answers = predict(X)"),
    ("return result", "return result[::-1]"),
    ("+= 1 / len(y)", "= 1 / len(y)"),
    ("return result", "return result.mean()"),
    ("return result", "return 1 - result"),
)  # fmt: skip

# ---------------------------------------------------------------- conv_in_torch


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
    padded = torch.nn.functional.pad(torch.tensor(X), (2, 2, 2, 2))
    Y = torch.nn.functional.max_pool2d(torch.nn.functional.conv2d(padded, w, c), 2).clamp(min=0)
    dW, db = torch.autograd.grad(Y, [w, c], torch.tensor(dY))
    return Y.detach().numpy(), dW.numpy(), db.numpy()


@right("conv_in_torch")
def with_the_bias_last(X, W, b, dY):
    w, c = torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)
    maps = torch.conv2d(torch.tensor(X), w, padding=2) + c[:, None, None]
    Y = torch.max_pool2d(maps.relu(), (2, 2), (2, 2))
    Y.backward(gradient=torch.from_numpy(dY))
    return [Y.detach().numpy(), w.grad.numpy(), c.grad.numpy()]


wrong_edits(pooled_first)(
    ("(2, 2, 2, 2)", "(2, 2, 1, 1)"),
    ("(2, 2, 2, 2)", "(0, 4, 0, 4)"),
    (".clamp(min=0)", ".abs()"),
    ("[w, c], torch.tensor(dY)", "[w, c], torch.tensor(dY).abs()"),
    ("return Y.detach().numpy(), dW.numpy(), db.numpy()", "return dW.numpy(), db.numpy()"),
    ("Y.detach().numpy(), dW", "Y, dW"),
)
wrong_edits(with_the_bias_last)(
    ("c[:, None, None]", "c.sum()"),
    ("(2, 2), (2, 2)", "(2, 2), (1, 1)"),
    ("gradient=torch.from_numpy(dY)", ""),
)
