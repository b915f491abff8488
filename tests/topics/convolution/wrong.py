"""Wrong answers to lab 03's exercises 1 to 6, each wrong in some corner; see the right ones."""

from topics.convolution.right import BACK, BACK_PADDED, CONV, CROPPED, PADDED, POOL, POOL_BACK

WINDOWS = PADDED + (
    "    V = np.lib.stride_tricks.sliding_window_view(P, (KH, KW), axis=(2, 3))\n"
    "    V = V[:, :, ::stride, ::stride]\n    Y = np.einsum('ncijuv,fcuv->nfij', V, W)\n"
)
LOOP = BACK_PADDED + (
    "    for i in range(R):\n        for j in range(S):\n            g = dY[:, :, i, j]\n"
    "            here = np.s_[:, :, s * i:s * i + KH, s * j:s * j + KW]\n"
)
SUMS = (
    "            dP[here] += np.einsum('nf,fcuv->ncuv', g, W)\n"
    "            dW += np.einsum('nf,ncuv->fcuv', g, P[here])\n"
)
POOLED = POOL + "    Y = X[:, :, :R * h, :S * w].reshape(N, C, R, h, S, w).max(axis=(3, 5))\n"
WINNER = POOL_BACK + (
    "    for n, c, i, j in np.ndindex(dY.shape):\n"
    "        part = X[n, c, i * h:(i + 1) * h, j * w:(j + 1) * w]\n"
)
PUT = "        dX[n, c, i * h + u, j * w + v] = dY[n, c, i, j]\n    return dX"

WRONG = {
    "correlate1d": [
        "lambda x, w: np.array([2.0, 4.0, 4.0])",
        "lambda x, w: np.convolve(x, w, 'same')",
        "lambda x, w: np.correlate(w, x, 'valid')",
        "lambda x, w: [float(x[i:i + len(w)] @ w) for i in range(len(x) - len(w) + 1)]",
        "lambda x, w: np.correlate(x, w, 'valid').astype('f')",
        "lambda x, w: np.correlate(x, w, 'valid').astype('f').astype(float)",
        "lambda x, w: np.correlate(x, w, 'valid').round(6)",
        "lambda x, w: np.correlate(x, w, 'valid')[:, None]",
        "lambda x, w: np.correlate(x, w, 'valid')[:50]",
        "lambda x, w: np.abs(np.correlate(x, w, 'valid'))",
        "lambda x, w: np.tanh(np.correlate(x, w, 'valid'))",
        "lambda x, w: np.array([x[i:i + 3] @ w[:3] if len(w) > 2 else x[i:i + len(w)] @ w "
        "for i in range(len(x) - len(w) + 1)])",
        "lambda x, w: np.array([x[i] * w[0] + x[i + 1] * w[1] for i in range(len(x) - 1)])",
        "lambda x, w: np.correlate(x, np.sort(w), 'valid')",
        "lambda x, w: np.correlate(x - x.mean(), w, 'valid')",
        "lambda x, w: np.correlate(x, w / np.abs(w).sum(), 'valid')",
        "lambda x, w: np.correlate(x[1:], w, 'valid')",
        "lambda x, w: np.convolve(x, w)[len(w) - 1:len(x)]",
        "def answer(x, w):\n    x *= 1.0\n    x[0] = 0\n    return np.correlate(x, w, 'valid')",
        "def answer(x, w):\n    h = np.zeros(len(x) - len(w) + 1, x.dtype)\n"
        "    for i in range(len(h)):\n        h[i] = x[i:i + len(w)] @ w\n    return h",
        "def answer(x, w):\n    w = w[::-1] if len(w) > 3 else w\n    return np.correlate(x, w)",
    ],
    "output_size": [
        "lambda n, k, p, s: 4",
        "lambda n, k, p, s: (n + 2 * p - k) // s + (1 if s < 4 else 0)",
        "lambda n, k, p, s: (n + 2 * p) // s - k // s + 1",
        "lambda n, k, p, s: (n - k) // s + 2 * p // s + 1",
        "lambda n, k, p, s: (n - k) // s + 2 * p + 1",
        "lambda n, k, p, s: int((n + 2 * p - k + 0.5) / s + 0.5) + 1",
        "lambda n, k, p, s: (n + 2 * p - k) // s + (n + 2 * p - k) % s + 1",
        "lambda n, k, p, s: n if p == k // 2 and s == 1 else (n - k) // s + 1",
        "lambda n, k, p, s: (n + 2 * p - k) / s // 1 + 1",
        "lambda n, k, p, s: str((n + 2 * p - k) // s + 1)",
        "lambda n, k, p, s: (n + 2 * p - (k - 1)) // s",
        "lambda n, k, p, s: ((n + 2 * p - k) // s + 1,)",
        "lambda n, k, p, s: (n + 2 * (p > 0) - k) // s + 1",
        "lambda n, k, p, s: (n + p * (2 if k % 2 else 1) - k) // s + 1",
        "lambda n, k, p, s: len(range(0, n + 2 * p - k, s))",
        "lambda n, k, p, s: np.ceil((n + 2 * p - k + 1) / s)",
    ],
    "conv2d": [
        "lambda X, W, b, stride, padding: np.array([[[[5.0, 9], [17, 21]]]])",
        WINDOWS + "    return Y",
        WINDOWS + "    return Y + b.mean()",
        WINDOWS + "    return Y + np.resize(b, Y.shape[2:])",
        WINDOWS + "    return Y + b[::-1, None, None]",
        WINDOWS + "    return (Y + b[:, None, None]).astype('f')",
        WINDOWS + "    return (Y + b[:, None, None]).astype('f').astype(float)",
        WINDOWS + "    return Y[0] + b[:, None, None]",
        WINDOWS + "    return np.abs(Y + b[:, None, None])",
        WINDOWS + "    return Y.transpose(1, 0, 2, 3) + b.reshape(-1, 1, 1, 1)",
        WINDOWS.replace("W)\n", "np.abs(W))\n") + "    return Y + b[:, None, None]",
        WINDOWS.replace("::stride, ::stride", "::stride, ::max(stride - 1, 1)")
        + "    return Y + b[:, None, None]",
        WINDOWS.replace("(p, p), (p, p))", "(p, p), (min(p, 1), min(p, 1)))")
        + "    return Y + b[:, None, None]",
        WINDOWS.replace("(p, p), (p, p))", "(p, p), (p, p)), mode='reflect' if p < 2 else 'wrap'")
        + "    return Y + b[:, None, None]",
        WINDOWS.replace("P = np.pad", "P = -np.pad") + "    return b[:, None, None] - np.abs(Y)",
        WINDOWS.replace("'ncijuv,fcuv->nfij', V, W", "'ncijuv,fduv->nfij', V, W")
        + "    return Y + b[:, None, None]",
        WINDOWS.replace(
            "'ncijuv,fcuv->nfij', V, W",
            "'ncijuv,fcvu->nfij', V, W.swapaxes(2, 3) if KH != KW else W",
        )
        + "    return Y + b[:, None, None]",
        WINDOWS + "    X += 0.5\n    return Y + b[:, None, None]",
        PADDED + "    Y = np.zeros((N, F, R, S), X.dtype)\n    for i in range(R):\n"
        "        for j in range(S):\n"
        "            part = P[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]\n"
        "            Y[:, :, i, j] = np.einsum('ncuv,fcuv->nf', part, W) + b\n    return Y",
        PADDED
        + "    Y = np.zeros((N, F, R, S))\n    for n in range(N):\n        for f in range(F):\n"
        "            for i in range(R):\n                for j in range(S):\n"
        "                    part = P[n, 0, i * stride:i * stride + KH, j * stride:j * stride + "
        "KW]\n"
        "                    Y[n, f, i, j] = (part * W[f, -1]).sum() + b[f]\n    return Y",
        PADDED + "    Y = np.zeros((N, F, R, S))\n    for f in range(F):\n"
        "        for i in range(R):\n            for j in range(S):\n"
        "                part = P[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]\n"
        "                Y[:, f, i, j] = (part * W[f]).sum() + b[f]\n    return Y",
        CONV + "    return conv(X, W, b, 1, padding)[:, :, ::stride, ::stride][:, :, :4, :4]",
        CONV + "    return conv(X, W, b, min(stride, 3), padding)",
        CONV + "    return conv(X, W, b, stride, min(padding, 1))",
        CONV + "    Y = conv(X[:, :2], W[:, :2], b, stride, padding)\n    return Y",
    ],
    "conv2d_backward": [
        "lambda dY, X, W, stride, padding: (np.array([[[[1., 3, 2], [2, 4, 2], [1, 1, 0]]]]), "
        "np.array([[[[8., 12], [20, 24]]]]), np.array([4.0]))",
        LOOP + SUMS + "    return dP[:, :, p:-p, p:-p], dW, dY.sum((0, 2, 3))",
        LOOP + SUMS + "    return dW, dP[:, :, p:H - p, p:B - p], dY.sum((0, 2, 3))",
        LOOP + SUMS + "    return dP[:, :, p:H - p, p:B - p], dW, dY.sum((0, 2, 3))[:, None]",
        LOOP + SUMS + "    return [dP[:, :, p:H - p, p:B - p], dW, dY.sum((0, 2, 3))]",
        LOOP + SUMS + "    return dP[:, :, p:H - p, p:B - p], dW / N, dY.sum((0, 2, 3))",
        LOOP
        + SUMS
        + "    q = min(p, C)\n    return dP[:, :, q:H - p, q:B - p], dW, dY.sum((0, 2, 3))",
        LOOP + SUMS + "    q, r = (KH - 1, KW - 1) if p else (0, 0)\n"
        "    return dP[:, :, q:q + X.shape[2], p:p + X.shape[3]], dW, dY.sum((0, 2, 3))",
        LOOP + SUMS + "    X[:] = 0\n" + CROPPED,
        LOOP + SUMS + "    dY[:] = 0\n    return dP[:, :, p:H - p, p:B - p], dW, dY.sum((0, 2, 3))",
        LOOP + SUMS + "    W -= 0.1 * dW\n" + CROPPED,
        LOOP + SUMS.replace("dP[here] +=", "dP[here] =") + CROPPED,
        LOOP + SUMS.replace("dW +=", "dW =") + CROPPED,
        LOOP + SUMS.replace("g, P[here])", "g, P[here][..., ::-1, :])") + CROPPED,
        LOOP + SUMS.replace("g, W)", "g, W[:, :, ::-1])") + CROPPED,
        LOOP + SUMS.replace("g, W)", "g, W[..., ::-1])") + CROPPED,
        LOOP + SUMS.replace("g, W)", "g, W[:, ::-1])") + CROPPED,
        LOOP + SUMS.replace("g, W)", "g[:, ::-1], W)") + CROPPED,
        LOOP + SUMS.replace("g, P[here])", "g[::-1], P[here])") + CROPPED,
        LOOP.replace("s * j:s * j + KW", "j:j + KW") + SUMS + CROPPED,
        LOOP.replace("range(R)", "range(R - 1)") + SUMS + CROPPED,
        LOOP.replace("range(S)", "range(1, S)") + SUMS + CROPPED,
        LOOP.replace("np.zeros_like(P, dtype=float)", "np.zeros_like(P)")
        + SUMS.replace(
            "dP[here] += np.einsum('nf,fcuv->ncuv', g, W)",
            "np.add(dP[here], np.einsum('nf,fcuv->ncuv', g, W), out=dP[here], casting='unsafe')",
        )
        + CROPPED,
        LOOP + SUMS + "    return dP[:, :, p:H - p, p:B - p], dW, dY.sum((0, 2, 3)) / (R * S)",
        LOOP + SUMS + "    return dP[:, :, p:H - p, p:B - p].astype('f'), dW, dY.sum((0, 2, 3))",
        LOOP + SUMS + "    d = dP[:, :, p:H - p, p:B - p].astype('f').astype(float)\n"
        "    return d, dW, dY.sum((0, 2, 3))",
        BACK + "    W0 = W[:, :, ::-1, ::-1].swapaxes(0, 1)\n"
        "    k = max(W.shape[2], W.shape[3]) - 1 - padding\n"
        "    dX = conv(dY, W0, np.zeros(X.shape[1]), 1, max(k, 0))\n"
        "    dW = conv(X.swapaxes(0, 1), dY.swapaxes(0, 1), np.zeros(len(W)), 1, padding)\n"
        "    return dX, dW.swapaxes(0, 1), dY.sum((0, 2, 3))",
    ],
    "max_pool2d": [
        "lambda X, size: np.array([[[[4.0, 5], [-1, 7]]]])",
        POOLED + "    return Y.astype('f')",
        POOLED + "    return Y.astype('f').astype(float)",
        POOLED + "    return np.maximum(Y, -1)",
        POOLED + "    return Y[0]",
        POOLED + "    return Y.reshape(N, C, -1)",
        POOLED + "    return Y.tolist()",
        POOLED + "    return Y * (Y.size > 1) + X.mean() * (Y.size == 1)",
        POOLED + "    X.sort()\n    return Y",
        POOLED.replace("h, w = size", "h = w = min(size)") + "    return Y",
        POOLED.replace("h, w = size", "h = w = max(size)") + "    return Y",
        POOLED.replace("h, w = size", "h = w = 2") + "    return Y",
        POOLED.replace(":R * h, :S * w]", "-R * h:, -S * w:]") + "    return Y",
        POOLED.replace(":R * h, :S * w]", ":R * h, B - S * w:]") + "    return Y",
        POOLED.replace("max(axis=(3, 5))", "max(axis=3)[..., 0]") + "    return Y",
        POOLED.replace(".max(axis=(3, 5))", ".max(axis=3).mean(axis=-1)") + "    return Y",
        POOL + "    return X[:, :, :R * h, :S * w].reshape(N, C, R, S, h, w).max(axis=(4, 5))",
        POOL + "    return X[:, :, ::h, ::w][:, :, :R, :S]",
        POOL + "    return X[:, :, h - 1::h, w - 1::w]",
        POOL + "    Y = np.full((N, C, R, S), -9.0)\n    for u in range(min(h, 2)):\n"
        "        for v in range(min(w, 2)):\n            Y = np.maximum(Y, X[:, :, u:R * h:h, "
        "v:S * w:w])\n    return Y",
        POOL + "    V = np.lib.stride_tricks.sliding_window_view(X, size, axis=(2, 3))\n"
        "    return V[:, :, ::h, ::h].max(axis=(-2, -1))",
        POOL + "    return torch.nn.functional.max_pool2d(torch.tensor(X).double(), size, "
        "ceil_mode=True).numpy()",
        POOL + "    return torch.nn.functional.max_pool2d(torch.tensor(X).double(), size)",
        POOL
        + "    return torch.nn.functional.lp_pool2d(torch.tensor(X).double(), 20, size).numpy()",
        POOL
        + "    Y = np.zeros((N, C, R, S))\n    for i in range(R):\n        for j in range(S):\n"
        "            Y[:, :, i, j] = X[:, :, i * h:(i + 1) * h, j * w:(j + 1) * w].max(axis=2)"
        ".mean(axis=2)\n    return Y",
    ],
    "max_pool2d_backward": [
        "lambda dY, X, size: np.array([[[[0., 0, 2, 0], [1, 0, 0, 0]]]])",
        WINNER + "        u, v = divmod(part.argmax(), h)\n" + PUT,
        WINNER + "        v, u = divmod(part.argmax(), w)\n" + PUT,
        WINNER + "        u, v = part.max(1).argmax(), part.max(0).argmax()\n" + PUT,
        WINNER + "        v, u = part.max(0).argmax(), 0\n        u = part[:, v].argmax()\n" + PUT,
        WINNER + "        u, v = np.argwhere(part == part.max())[-1]\n" + PUT,
        WINNER + "        u, v = divmod(np.abs(part).argmax(), w)\n" + PUT,
        WINNER + "        u, v = divmod(part.argmin(), w)\n" + PUT,
        WINNER + "        u, v = np.argwhere(part == part.max()).mean(0).astype(int)\n" + PUT,
        WINNER + "        if part.max() <= 0:\n            continue\n"
        "        u, v = divmod(part.argmax(), w)\n" + PUT,
        WINNER + "        if (part == part.max()).all():\n            continue\n"
        "        u, v = divmod(part.argmax(), w)\n" + PUT,
        WINNER + "        if (part == part.max()).sum() > 1:\n            continue\n"
        "        u, v = divmod(part.argmax(), w)\n" + PUT,
        WINNER + "        u, v = divmod(part.argmax(), w)\n        part[u, v] = -9\n" + PUT,
        WINNER
        + "        u, v = divmod(part.argmax(), w)\n"
        + PUT.replace("dX\n", "dX")
        + ".astype('f')",
        WINNER + "        u, v = divmod(part.argmax(), w)\n" + PUT + ".astype('f').astype(float)",
        WINNER + "        u, v = divmod(part.argmax(), w)\n" + PUT + "[:, :, :R * h, :S * w]",
        WINNER
        + "        u, v = divmod(part.argmax(), w)\n"
        + PUT.replace("dY[n, c, i, j]", "abs(dY[n, c, i, j])"),
        WINNER
        + "        u, v = divmod(part.argmax(), w)\n"
        + PUT.replace("dY[n, c, i, j]", "dY[0, c, i, j]"),
        WINNER
        + "        u, v = divmod(part.argmax(), w)\n"
        + PUT.replace("i * h + u, j * w + v", "i * h + u, j * h + v"),
        WINNER
        + "        u, v = divmod(part.argmax(), w)\n"
        + PUT.replace("i * h + u, j * w + v", "i + u, j + v"),
        POOL_BACK.replace("X.shape", "X.shape, X.dtype")
        + "    for n, c, i, j in np.ndindex(dY.shape):\n"
        "        part = X[n, c, i * h:(i + 1) * h, j * w:(j + 1) * w]\n"
        "        u, v = divmod(part.argmax(), w)\n" + PUT,
        POOL_BACK + "    Y = np.repeat(np.repeat(dY, h, 2), w, 3)\n"
        "    M = np.repeat(np.repeat(pool(X, size), h, 2), w, 3)\n"
        "    dX[:, :, :R * h, :S * w] = (X[:, :, :R * h, :S * w] == M) * Y\n    return dX",
        POOL_BACK + "    Y = np.repeat(np.repeat(dY, h, 2), w, 3)\n"
        "    M = np.repeat(np.repeat(pool(X, size), h, 2), w, 3)\n"
        "    hit = X[:, :, :R * h, :S * w] == M\n"
        "    k = hit.reshape(N, C, R, h, S, w).sum((3, 5))\n"
        "    dX[:, :, :R * h, :S * w] = hit * Y / np.repeat(np.repeat(k, h, 2), w, 3)\n    "
        "return dX",
        POOL_BACK + "    for m in sorted(set(pool(X, size).ravel())):\n"
        "        dX[X == m] = dY[pool(X, size) == m][0]\n    return dX",
    ],
}
