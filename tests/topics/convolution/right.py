"""Right answers to lab 03's exercises 1 to 6 in many styles, each the text of a notebook cell.

A cell is an expression or defines `answer`. `check` must call every one of them passed.
"""

CONV = "def answer(X, W, b, stride, padding):\n"
PADDED = CONV + (
    "    p = padding\n    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))\n"
    "    (N, C, H, B), (F, _, KH, KW) = P.shape, W.shape\n"
    "    R, S = (H - KH) // stride + 1, (B - KW) // stride + 1\n"
)
BACK = "def answer(dY, X, W, stride, padding):\n"
BACK_PADDED = BACK + (
    "    p, s = padding, stride\n    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))\n"
    "    (N, C, H, B), (F, _, KH, KW) = P.shape, W.shape\n    R, S = dY.shape[2:]\n"
    "    dP, dW = np.zeros_like(P, dtype=float), np.zeros(W.shape)\n"
)
CROPPED = "    return dP[:, :, p:p + X.shape[2], p:p + X.shape[3]], dW, dY.sum(axis=(0, 2, 3))"
POOL = (
    "def answer(X, size):\n    h, w = size\n    N, C, H, B = X.shape\n    R, S = H // h, B // w\n"
)
POOL_BACK = (
    "def answer(dY, X, size):\n    h, w = size\n    N, C, R, S = dY.shape\n"
    "    dX = np.zeros(X.shape)\n"
)

RIGHT = {
    "correlate1d": [
        "lambda x, w: np.correlate(x, w, 'valid')",
        "lambda x, w: np.correlate(x, w)",
        "lambda x, w: np.convolve(x, w[::-1], mode='valid')",
        "lambda x, w: scipy.signal.correlate(x, w, mode='valid')",
        "lambda x, w: np.lib.stride_tricks.sliding_window_view(x, len(w)) @ w",
        "lambda x, w: np.array([np.dot(x[i:i + len(w)], w) for i in range(len(x) - len(w) + 1)])",
        "lambda x, w: np.array([sum(x[i + j] * w[j] for j in range(len(w))) "
        "for i in range(len(x) - len(w) + 1)])",
        "lambda x, w: sum(v * x[j:len(x) - len(w) + 1 + j] for j, v in enumerate(w))",
        "lambda x, w: scipy.linalg.toeplitz(np.r_[w[0], np.zeros(len(x) - len(w))], "
        "np.r_[w, np.zeros(len(x) - len(w))]) @ x",
        "lambda x, w: x[np.arange(len(x) - len(w) + 1)[:, None] + np.arange(len(w))] @ w",
        "lambda x, w: np.convolve(x, np.flip(w))[len(w) - 1:len(x)]",
        "lambda x, w: torch.nn.functional.conv1d(torch.tensor(x).double()[None, None], "
        "torch.tensor(w).double()[None, None])[0, 0].numpy()",
        "lambda x, w: np.einsum('ij,j->i', np.lib.stride_tricks.sliding_window_view(x, w.size), w)",
        "def answer(x, w):\n    h = np.zeros(len(x) - len(w) + 1)\n    for i in range(len(h)):\n"
        "        for j in range(len(w)):\n            h[i] += x[i + j] * w[j]\n    return h",
        "def answer(x, w):\n    out = []\n    i = 0\n    while i + len(w) <= len(x):\n"
        "        out.append(float((x[i:i + len(w)] * w).sum()))\n        i += 1\n"
        "    return np.array(out)",
        "def answer(signal, kernel):\n    n = len(signal)\n"
        "    F = np.fft.rfft(signal, n) * np.conj(np.fft.rfft(kernel, n))\n"
        "    return np.fft.irfft(F, n)[:n - len(kernel) + 1]",
    ],
    "output_size": [
        "lambda n, k, padding, stride: (n + 2 * padding - k) // stride + 1",
        "lambda n, k, p, s: int((n + 2 * p - k) / s) + 1",
        "lambda n, k, p, s: math.floor((n + 2 * p - k) / s + 1)",
        "lambda n, k, p, s: (n + p + p - k + s) // s",
        "lambda n, k, p, s: len(range(0, n + 2 * p - k + 1, s))",
        "lambda n, k, p, s: sum(1 for i in range(n + 2 * p) if i % s == 0 and i + k <= n + 2 * p)",
        "lambda n, k, p, s: np.arange(0, n + 2 * p - k + 1, s).size",
        "lambda n, k, p, s: divmod(n + 2 * p - k, s)[0] + 1",
        "lambda n, k, p, s: np.int64(np.floor((n + 2 * p - k) / s)) + 1",
        "lambda n, k, p, s: int(np.floor_divide(n + 2 * p - k, s) + 1)",
        "lambda n, k, p, s: len(np.pad(np.zeros(n), p)[:n + 2 * p - k + 1][::s])",
        "lambda n, k, p, s: math.ceil((n + 2 * p - k + 1) / s)",
        "lambda n, k, p, s: np.lib.stride_tricks.sliding_window_view(np.zeros(n + 2 * p), k)[::s]"
        ".shape[0]",
        "def answer(n, k, p, s):\n    places, start = 0, -p\n    while start + k <= n + p:\n"
        "        places += 1\n        start += s\n    return places",
    ],
    "conv2d": [
        PADDED
        + "    Y = np.zeros((N, F, R, S))\n    for i in range(R):\n        for j in range(S):\n"
        "            part = P[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]\n"
        "            Y[:, :, i, j] = np.einsum('ncuv,fcuv->nf', part, W) + b\n    return Y",
        PADDED
        + "    Y = np.zeros((N, F, R, S))\n    for n in range(N):\n        for f in range(F):\n"
        "            for i in range(R):\n                for j in range(S):\n"
        "                    part = P[n, :, i * stride:i * stride + KH, j * stride:j * stride + "
        "KW]\n"
        "                    Y[n, f, i, j] = (part * W[f]).sum() + b[f]\n    return Y",
        PADDED + "    Y = np.zeros((N, F, R, S))\n    for n, f, i, j in np.ndindex(N, F, R, S):\n"
        "        t = b[f]\n        for c, u, v in np.ndindex(C, KH, KW):\n"
        "            t += P[n, c, stride * i + u, stride * j + v] * W[f, c, u, v]\n"
        "        Y[n, f, i, j] = t\n    return Y",
        PADDED + "    V = np.lib.stride_tricks.sliding_window_view(P, (KH, KW), axis=(2, 3))\n"
        "    V = V[:, :, ::stride, ::stride]\n"
        "    return np.einsum('ncijuv,fcuv->nfij', V, W) + b[None, :, None, None]",
        PADDED + "    V = np.lib.stride_tricks.sliding_window_view(P, (KH, KW), (2, 3))\n"
        "    V = V[:, :, ::stride, ::stride]\n"
        "    return np.moveaxis(np.tensordot(V, W, ([1, 4, 5], [1, 2, 3])) + b, 3, 1)",
        PADDED + "    Y = np.zeros((N, F, R, S)) + b.reshape(-1, 1, 1)\n    for u in range(KH):\n"
        "        for v in range(KW):\n"
        "            part = P[:, :, u:u + stride * R:stride, v:v + stride * S:stride]\n"
        "            Y += np.einsum('ncij,fc->nfij', part[:, :, :R, :S], W[:, :, u, v])\n    "
        "return Y",
        PADDED + "    cols = np.zeros((N, R * S, C * KH * KW))\n    for k in range(R * S):\n"
        "        i, j = divmod(k, S)\n        cols[:, k] = P[:, :, stride * i:stride * i + KH, "
        "stride * j:stride * j + KW].reshape(N, -1)\n"
        "    return (cols @ W.reshape(F, -1).T + b).transpose(0, 2, 1).reshape(N, F, R, S)",
        PADDED + "    return np.array([[sum(scipy.signal.correlate2d(P[n, c], W[f, c], 'valid') "
        "for c in range(C))[::stride, ::stride] + b[f] for f in range(F)] for n in range(N)])",
        PADDED + "    return np.array([[sum(scipy.signal.convolve2d(P[n, c], W[f, c, ::-1, ::-1], "
        "'valid') for c in range(C))[::stride, ::stride] + b[f] for f in range(F)] "
        "for n in range(N)])",
        PADDED + "    return np.array([[scipy.signal.correlate(x, w, 'valid', method='direct')[0]"
        "[::stride, ::stride] + c for w, c in zip(W, b)] for x in P])",
        CONV + "    T = lambda a: torch.tensor(a).double()\n"
        "    return torch.nn.functional.conv2d(T(X), T(W), T(b), stride, padding).numpy()",
        CONV + "    R = size_of(X.shape[2], W.shape[2], padding, stride)\n"
        "    S = size_of(X.shape[3], W.shape[3], padding, stride)\n"
        "    P = np.zeros((*X.shape[:2], X.shape[2] + 2 * padding, X.shape[3] + 2 * padding))\n"
        "    P[:, :, padding:padding + X.shape[2], padding:padding + X.shape[3]] = X\n"
        "    Y = np.empty((len(X), len(W), R, S))\n    for f in range(len(W)):\n"
        "        for i in range(R):\n            for j in range(S):\n"
        "                top, left = i * stride, j * stride\n"
        "                part = P[:, :, top:top + W.shape[2], left:left + W.shape[3]]\n"
        "                Y[:, f, i, j] = np.sum(part * W[f], axis=(1, 2, 3)) + b[f]\n    return Y",
        CONV + "    def at(x, r, c):\n"
        "        inside = 0 <= r < x.shape[0] and 0 <= c < x.shape[1]\n"
        "        return x[r, c] if inside else 0.0\n"
        "    F, C, KH, KW = W.shape\n    out = []\n    for x in X:\n        maps = []\n"
        "        for f in range(F):\n            rows = []\n"
        "            for r in range(-padding, x.shape[1] + padding - KH + 1, stride):\n"
        "                rows.append([b[f] + sum(at(x[c], r + u, q + v) * W[f, c, u, v] "
        "for c in range(C) for u in range(KH) for v in range(KW)) "
        "for q in range(-padding, x.shape[2] + padding - KW + 1, stride)])\n"
        "            maps.append(rows)\n        out.append(maps)\n    return np.array(out)",
    ],
    "conv2d_backward": [
        BACK_PADDED
        + "    for i in range(R):\n        for j in range(S):\n            g = dY[:, :, i, j]\n"
        "            here = np.s_[:, :, s * i:s * i + KH, s * j:s * j + KW]\n"
        "            dP[here] += np.einsum('nf,fcuv->ncuv', g, W)\n"
        "            dW += np.einsum('nf,ncuv->fcuv', g, P[here])\n" + CROPPED,
        BACK_PADDED + "    for n in range(N):\n        for f in range(F):\n"
        "            for i in range(R):\n                for j in range(S):\n"
        "                    here = np.s_[n, :, s * i:s * i + KH, s * j:s * j + KW]\n"
        "                    dP[here] += dY[n, f, i, j] * W[f]\n"
        "                    dW[f] += dY[n, f, i, j] * P[here]\n" + CROPPED,
        BACK_PADDED + "    db = np.zeros(F)\n    for n, f, i, j in np.ndindex(dY.shape):\n"
        "        db[f] += dY[n, f, i, j]\n        for c, u, v in np.ndindex(C, KH, KW):\n"
        "            dW[f, c, u, v] += dY[n, f, i, j] * P[n, c, s * i + u, s * j + v]\n"
        "            dP[n, c, s * i + u, s * j + v] += dY[n, f, i, j] * W[f, c, u, v]\n"
        "    return dP[:, :, p:H - p, p:B - p], dW, db",
        BACK_PADDED + "    for u in range(KH):\n        for v in range(KW):\n"
        "            here = np.s_[:, :, u:u + s * (R - 1) + 1:s, v:v + s * (S - 1) + 1:s]\n"
        "            dW[:, :, u, v] = np.einsum('nfij,ncij->fc', dY, P[here])\n"
        "            dP[here] += np.einsum('nfij,fc->ncij', dY, W[:, :, u, v])\n" + CROPPED,
        BACK_PADDED + "    V = np.lib.stride_tricks.sliding_window_view(P, (KH, KW), (2, 3))\n"
        "    V = V[:, :, ::s, ::s]\n    dW = np.tensordot(dY, V, ([0, 2, 3], [0, 2, 3]))\n"
        "    wide = np.zeros((N, F, H + KH - 1, B + KW - 1))\n"
        "    wide[:, :, KH - 1:KH - 1 + s * R:s, KW - 1:KW - 1 + s * S:s] = dY\n"
        "    U = np.lib.stride_tricks.sliding_window_view(wide, (KH, KW), (2, 3))\n"
        "    dP = np.einsum('nfijuv,fcuv->ncij', U, W[:, :, ::-1, ::-1])\n" + CROPPED,
        BACK_PADDED + "    wide = np.zeros((N, F, H - KH + 1, B - KW + 1))\n"
        "    wide[:, :, ::s, ::s] = dY\n    for n, c, f in np.ndindex(N, C, F):\n"
        "        dP[n, c] += scipy.signal.convolve2d(wide[n, f], W[f, c], 'full')\n"
        "        dW[f, c] += scipy.signal.correlate2d(P[n, c], wide[n, f], 'valid')\n" + CROPPED,
        BACK + "    T = lambda a: torch.tensor(a).double().requires_grad_()\n"
        "    x, w, b = T(X), T(W), torch.zeros(len(W), dtype=torch.double, requires_grad=True)\n"
        "    torch.nn.functional.conv2d(x, w, b, stride, padding).backward(torch.tensor(dY))\n"
        "    return x.grad.numpy(), w.grad.numpy(), b.grad.numpy()",
        BACK_PADDED + "    cols = np.stack([P[:, :, s * i:s * i + KH, s * j:s * j + KW]"
        ".reshape(N, -1) for i in range(R) for j in range(S)], axis=1)\n"
        "    g = dY.reshape(N, F, -1)\n    dW = np.einsum('nfk,nkd->fd', g, "
        "cols).reshape(W.shape)\n"
        "    back = np.einsum('nfk,fd->nkd', g, W.reshape(F, -1)).reshape(N, R, S, C, KH, KW)\n"
        "    for i in range(R):\n        for j in range(S):\n"
        "            dP[:, :, s * i:s * i + KH, s * j:s * j + KW] += back[:, i, j]\n"
        "    dX = dP[:, :, p:-p, p:-p] if p else dP\n    return dX, dW, g.sum((0, 2))",
        BACK + "    X, W, b = X.astype(float), W.astype(float), np.zeros(len(W))\n    out = []\n"
        "    for k, A in enumerate((X, W, b)):  # linear in each: a unit in place of it\n"
        "        out.append(np.zeros(A.shape))\n        for at in np.ndindex(A.shape):\n"
        "            unit = np.zeros(A.shape)\n            unit[at] = 1\n"
        "            parts = [unit if i == k else a for i, a in enumerate((X, W, b))]\n"
        "            if k == 2:\n                parts[0] = 0 * X\n"
        "            out[k][at] = (conv(*parts, stride, padding) * dY).sum()\n"
        "    return tuple(out)",
        BACK_PADDED + "    for n in range(N):\n        g = dY[n].reshape(F, -1)\n"
        "        for i in range(R):\n            for j in range(S):\n"
        "                k = g[:, i * S + j]\n                rows = slice(s * i, s * i + KH)\n"
        "                cols = slice(s * j, s * j + KW)\n"
        "                dP[n, :, rows, cols] += np.tensordot(k, W, 1)\n"
        "                dW += np.multiply.outer(k, P[n, :, rows, cols])\n"
        "    return dP[..., p:H - p, p:B - p], dW, np.einsum('nfij->f', dY)",
    ],
    "max_pool2d": [
        POOL
        + "    Y = np.zeros((N, C, R, S))\n    for i in range(R):\n        for j in range(S):\n"
        "            part = X[:, :, i * h:(i + 1) * h, j * w:(j + 1) * w]\n"
        "            Y[:, :, i, j] = part.max(axis=(2, 3))\n    return Y",
        POOL + "    return X[:, :, :R * h, :S * w].reshape(N, C, R, h, S, w).max(axis=(3, 5))",
        POOL + "    return X[:, :, :R * h, :S * w].reshape(N, C, R, h, S, w).max(5).max(3)",
        POOL + "    return np.array([[[[X[n, c, i * h:i * h + h, j * w:j * w + w].max() "
        "for j in range(S)] for i in range(R)] for c in range(C)] for n in range(N)])",
        POOL + "    Y = np.full((N, C, R, S), -np.inf)\n    for u in range(h):\n"
        "        for v in range(w):\n"
        "            Y = np.maximum(Y, X[:, :, u:R * h:h, v:S * w:w])\n    return Y",
        POOL + "    V = np.lib.stride_tricks.sliding_window_view(X, size, axis=(2, 3))\n"
        "    return V[:, :, ::h, ::w].max(axis=(-2, -1))",
        POOL + "    return torch.nn.functional.max_pool2d(torch.tensor(X).double(), size).numpy()",
        POOL + "    from functools import reduce\n    return reduce(np.maximum, [X[..., u:R * h:h, "
        "v:S * w:w] for u in range(h) for v in range(w)])",
        POOL + "    Y = np.empty((N, C, R, S), X.dtype)\n    for at in np.ndindex(N, C, R, S):\n"
        "        n, c, i, j = at\n        best = X[n, c, i * h, j * w]\n"
        "        for u in range(h):\n            for v in range(w):\n"
        "                best = max(best, X[n, c, i * h + u, j * w + v])\n        Y[at] = best\n"
        "    return Y",
        POOL
        + "    Y = np.zeros((N, C, R, S))\n    for i in range(R):\n        for j in range(S):\n"
        "            part = X[:, :, i * h:(i + 1) * h, j * w:(j + 1) * w].reshape(N, C, -1)\n"
        "            k = part.argmax(axis=2)\n"
        "            Y[:, :, i, j] = np.take_along_axis(part, k[:, :, None], 2)[:, :, 0]\n"
        "    return Y",
        POOL + "    Z = np.maximum.reduceat(X[:, :, :R * h], np.arange(0, R * h, h), axis=2)\n"
        "    return np.maximum.reduceat(Z[:, :, :, :S * w], np.arange(0, S * w, w), axis=3)",
        POOL + "    V = -X[:, :, :R * h, :S * w].reshape(N * C, R, h, S, w)\n"
        "    return -V.min((2, 4)).reshape(N, C, R, S)",
    ],
    "max_pool2d_backward": [
        POOL_BACK + "    for n, c, i, j in np.ndindex(dY.shape):\n"
        "        part = X[n, c, i * h:(i + 1) * h, j * w:(j + 1) * w]\n"
        "        u, v = divmod(part.argmax(), w)\n"
        "        dX[n, c, i * h + u, j * w + v] = dY[n, c, i, j]\n    return dX",
        POOL_BACK + "    for n in range(N):\n        for c in range(C):\n"
        "            for i in range(R):\n                for j in range(S):\n"
        "                    part = X[n, c, i * h:i * h + h, j * w:j * w + w]\n"
        "                    u, v = np.unravel_index(np.argmax(part), part.shape)\n"
        "                    dX[n, c, i * h + u, j * w + v] += dY[n, c, i, j]\n    return dX",
        POOL_BACK
        + "    for n, c, i, j in np.ndindex(dY.shape):\n        best, at = -np.inf, None\n"
        "        for u in range(h):\n            for v in range(w):\n"
        "                if X[n, c, i * h + u, j * w + v] > best:\n"
        "                    best = X[n, c, i * h + u, j * w + v]\n"
        "                    at = i * h + u, j * w + v\n        dX[n, c][at] = dY[n, c, i, j]\n"
        "    return dX",
        POOL_BACK + "    for n, c, i, j in np.ndindex(dY.shape):\n"
        "        part = X[n, c, i * h:i * h + h, j * w:j * w + w]\n"
        "        u, v = np.argwhere(part == part.max())[0]\n"
        "        dX[n, c, i * h + u, j * w + v] = dY[n, c, i, j]\n    return dX",
        POOL_BACK + "    V = X[:, :, :R * h, :S * w].reshape(N, C, R, h, S, w)"
        ".swapaxes(3, 4).reshape(N, C, R, S, -1)\n    k = V.argmax(-1)\n"
        "    G = np.zeros(V.shape)\n    np.put_along_axis(G, k[..., None], dY[..., None], -1)\n"
        "    G = G.reshape(N, C, R, S, h, w).swapaxes(3, 4).reshape(N, C, R * h, S * w)\n"
        "    dX[:, :, :R * h, :S * w] = G\n    return dX",
        POOL_BACK + "    taken = np.zeros(dY.shape, bool)\n"
        "    Y = np.full(dY.shape, -np.inf)\n    parts = [(u, v) for u in range(h) for v in "
        "range(w)]\n"
        "    for u, v in parts:\n        Y = np.maximum(Y, X[:, :, u:R * h:h, v:S * w:w])\n"
        "    for u, v in parts:\n        hit = (X[:, :, u:R * h:h, v:S * w:w] == Y) & ~taken\n"
        "        dX[:, :, u:R * h:h, v:S * w:w] = hit * dY\n        taken |= hit\n    return dX",
        POOL_BACK + "    x = torch.tensor(X).double().requires_grad_()\n"
        "    torch.nn.functional.max_pool2d(x, size).backward(torch.tensor(dY))\n"
        "    return x.grad.numpy()",
        POOL_BACK
        + "    n, c = np.ogrid[:N, :C]\n    for i in range(R):\n        for j in range(S):\n"
        "            k = X[:, :, i * h:i * h + h, j * w:j * w + w].reshape(N, C, -1).argmax(2)\n"
        "            dX[n, c, i * h + k // w, j * w + k % w] = dY[:, :, i, j]\n    return dX",
        POOL_BACK + "    for i in range(R):\n        for j in range(S):\n"
        "            part = X[:, :, i * h:i * h + h, j * w:j * w + w].reshape(N, C, -1)\n"
        "            hot = np.eye(h * w)[part.argmax(-1)].reshape(N, C, h, w)\n"
        "            dX[:, :, i * h:i * h + h, j * w:j * w + w] = hot * dY[:, :, i, j, None, "
        "None]\n"
        "    return dX",
        POOL_BACK + "    for n, c, i, j in np.ndindex(dY.shape):\n"
        "        part = X[n, c, i * h:i * h + h, j * w:j * w + w].tolist()\n"
        "        flat = [v for row in part for v in row]\n        k = flat.index(max(flat))\n"
        "        dX[n, c, i * h + k // w, j * w + k % w] = dY[n, c, i, j]\n    return dX",
        POOL_BACK + "    Y = np.repeat(np.repeat(dY, h, 2), w, 3)\n"
        "    for n, c, i, j in np.ndindex(dY.shape):\n"
        "        part = X[n, c, i * h:i * h + h, j * w:j * w + w]\n"
        "        mask = np.zeros(h * w)\n        mask[np.argmax(part)] = 1.0\n"
        "        dX[n, c, i * h:i * h + h, j * w:j * w + w] = mask.reshape(h, w) * "
        "Y[n, c, i * h:i * h + h, j * w:j * w + w]\n    return dX",
    ],
}
