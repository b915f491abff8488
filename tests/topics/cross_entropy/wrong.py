"""Wrong answers to lab 01's exercises 1 to 5, each wrong in some corner; see the right ones."""

TABLE = "def answer(x, y):\n    N = len(x)\n"
CODED = TABLE + (
    "    c = np.unique({}, return_counts=True)[1]\n"
    "    return our_entropy(c / N) - our_entropy(np.unique(x, return_counts=True)[1] / N)"
)

WRONG = {
    "entropy": [
        "lambda p: 1.0397207708399179",
        "lambda p: np.log(len(p))",
        "lambda p: np.log((p > 0).sum())",
        "lambda p: -(p * np.log(np.clip(p, 1e-9, 1))).sum()",
        "lambda p: -(p * np.log(p + 1e-10)).sum()",
        "lambda p: -(p[p > 1e-7] * np.log(p[p > 1e-7])).sum()",
        "lambda p: -(p[p > 1e-10] * np.log(p[p > 1e-10])).sum()",
        "lambda p: round(-(p[p > 0] * np.log(p[p > 0])).sum(), 6)",
        "lambda p: -sum(v * math.log(v) for v in p[:100] if v)",
        "lambda p: -sum(v * math.log(v) for v in set(p) if v)",
        "lambda p: -(p[p > 0].astype('f') * np.log(p[p > 0].astype('f'))).sum()",
        "lambda p: float(-(p[p > 0].astype('f') * np.log(p[p > 0].astype('f'))).sum())",
        "lambda p: -(p[p < 1] * np.log(p[p < 1])).sum()",
        "lambda p: [-(p[p > 0] * np.log(p[p > 0])).sum()]",
        "lambda p: 1.0 * (p[p > 0] * np.log(p[p > 0])).sum() * mu / -0.9",
        "def answer(p):\n    p[p == 0] = 1\n    return -(p * np.log(p)).sum()",
        "def answer(p):\n    global total\n    total -= (p[p > 0] * np.log(p[p > 0])).sum()\n"
        "    return total",
        "def answer(p, seen={}):\n    key = len(p)\n"
        "    if key not in seen:\n        seen[key] = -(p[p > 0] * np.log(p[p > 0])).sum()\n"
        "    return seen[key]",
        "def answer(p):\n    out = np.zeros_like(p)\n    for k, v in enumerate(p):\n"
        "        if v > 0:\n            out[k] = -v * np.log(v)\n    return out.max()",
        "def answer(p):\n    for v in p:\n        if v == 0:\n            break\n"
        "    return -sum(v * np.log(v) for v in p if v) if v else 0.0",
    ],
    "cross_entropy": [
        "lambda p, q: 1.2039728043259361",
        "lambda p, q: -(p * np.log(q + 1e-300)).sum()",
        "lambda p, q: -(p * np.log(np.clip(q, 1e-15, 1))).sum()",
        "lambda p, q: np.inf if ((q == 0) & (p > 0)).any() else -(p * np.log(q + 1e-12)).sum()",
        "lambda p, q: np.inf if ((q == 0) & (p > 0)).any() "
        "else -(p * np.log(np.maximum(q, 1e-15))).sum()",
        "lambda p, q: -(p[p > 1e-9] * np.log(q[p > 1e-9])).sum()",
        "lambda p, q: -(p[~np.isclose(p, 0)] * np.log(q[~np.isclose(p, 0)])).sum()",
        "lambda p, q: (p[p > 0] * np.log(q[p > 0])).sum() * -1 if all(q) else np.inf",
        "lambda p, q: np.abs((p[p > 0] * np.log(q[p > 0])).sum()) if len(p) > 1 else np.inf",
        "lambda p, q: np.inf if (q == 0).any() and not (p == 0).any() else "
        "-np.nansum(p[:20] * np.log(q[:20]))",
        "lambda p, q: np.nan if ((q == 0) & (p > 0)).any() else -np.nansum(p * np.log(q))",
        "lambda p, q: -np.inf if ((q == 0) & (p > 0)).any() else -np.nansum(p * np.log(q))",
        "lambda p, q: np.float32(-(p[p > 0] * np.log(q[p > 0])).sum())",
        "lambda p, q: float(np.float32(-(p[p > 0] * np.log(q[p > 0])).sum()))",
        "lambda p, q: round(float(-(p[p > 0] * np.log(q[p > 0])).sum()), 8)",
        "lambda p, q: -(p[p > 0] * np.log(q[p > 0]))",
        "lambda p, q: -np.ma.sum(p * np.ma.log(q))",
        "def answer(p, q):\n    q[p == 0] = 1\n    return -(p * np.log(q)).sum()",
        "def answer(p, q):\n    if (q == 0).any() and p[q == 0].sum() > 0:\n"
        "        raise ValueError('infinite')\n    return -np.nansum(p * np.log(q))",
    ],
    "kl_divergence": [
        "lambda p, q: 0.5108256237659907",
        "lambda p, q: torch.nn.functional.kl_div(torch.tensor(q).log(), torch.tensor(p), "
        "reduction='sum').item()",
        "lambda p, q: np.inf if ((q == 0) & (p > 0)).any() else "
        "np.nansum(p * np.log(p / (q + 1e-12)))",
        "lambda p, q: np.inf if ((q == 0) & (p > 0)).any() else "
        "np.nansum(p * np.log(p / np.maximum(q, 1e-15)))",
        "lambda p, q: np.nan_to_num(p * np.log(p / q)).sum()",
        "lambda p, q: (p[p > 1e-9] * np.log(p[p > 1e-9] / q[p > 1e-9])).sum()",
        "lambda p, q: np.nansum(p * np.log(p / q)) / 2 + np.nansum(q * np.log(q / p)) / 2",
        "lambda p, q: max(1e-9, (p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum())",
        "lambda p, q: 0.0 if (q == 0).any() else np.nansum(p * np.log(p / q))",
        "lambda p, q: np.log((p[p > 0] * p[p > 0] / q[p > 0]).sum())",
        "lambda p, q: scipy.stats.entropy(q, p)",
        "lambda p, q: (np.sqrt(p) - np.sqrt(q)) @ (np.sqrt(p) - np.sqrt(q))",
        "lambda p, q: scipy.special.rel_entr(p, q).mean()",
        "lambda p, q: float(np.float32((p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum()))",
        "lambda p, q: (p[p > 0] * np.log(p[p > 0] / q[p > 0]))[:3].sum()",
        "lambda p, q: (p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum() * len(W) / 4",
        "def answer(p, q):\n    p += 0.0\n    q /= q.sum() * 2\n"
        "    return (p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum() - np.log(2)",
    ],
    "empirical_conditional_entropy": [
        "lambda x, y: np.log(2) / 2",
        CODED.format("10 * x + y"),
        CODED.format("100 * x + y"),
        CODED.format("1000 * x + y"),
        CODED.format("x * len(x) + y"),
        CODED.format("x * y.max() + y"),
        CODED.format("x + y"),
        CODED.format("(x + 1) * (y + 1)"),
        CODED.format("[f'{i}{j}' for i, j in zip(x, y)]"),
        CODED.format("(x - x.min()) * len(np.unique(y)) + y"),
        TABLE + "    t = np.zeros((50, 50))\n    for i, j in zip(x, y):\n        t[i, j] += 1 / N\n"
        "    return our_entropy(t.ravel()) - our_entropy(t.sum(1))",
        TABLE + "    total = 0\n    for k in range(len(set(x))):\n        part = y[x == k]\n"
        "        if len(part):\n"
        "            total += len(part) / N * our_entropy(np.bincount(part) / len(part))\n"
        "    return total",
        TABLE + "    _, first = np.unique(x, return_index=True)\n    total = 0\n"
        "    for part in np.split(y, np.sort(first)[1:]):\n"
        "        total += len(part) / N * our_entropy(np.bincount(part) / len(part))\n"
        "    return total",
        TABLE + "    p = [np.mean(y[x == v]) for v in x]\n"
        "    return -np.mean([scipy.special.xlogy(k, k) + scipy.special.xlogy(1 - k, 1 - k) "
        "for k in p])",
        TABLE + "    total = 0\n    for v in np.unique(x):\n        part = y[x == v]\n"
        "        if len(part) > 1:\n            total += len(part) / (N - 1) * "
        "our_entropy(np.bincount(part) / len(part))\n    return total",
        TABLE + "    x -= x.min()\n    total = 0\n    for v in np.unique(x):\n"
        "        part = y[x == v]\n"
        "        total += len(part) / N * our_entropy(np.bincount(part) / len(part))\n"
        "    return total",
    ],
    "log_softmax": [
        "lambda Z: np.array([[-1.3862943611198906, -0.2876820724517809]])",
        "lambda Z: scipy.special.log_softmax(Z)",
        "lambda Z: scipy.special.log_softmax(Z, axis=0)",
        "lambda Z: scipy.special.log_softmax(Z, axis=1).astype(np.float32)",
        "lambda Z: scipy.special.log_softmax(Z.astype('f'), axis=1).astype(float)",
        "lambda Z: scipy.special.log_softmax(Z, axis=1).tolist()",
        "lambda Z: np.maximum(scipy.special.log_softmax(Z, axis=1), -745)",
        "lambda Z: np.squeeze(scipy.special.log_softmax(Z, axis=1))",
        "lambda Z: Z - np.abs(Z).max(1, keepdims=True) - np.log(np.exp(Z - np.abs(Z)"
        ".max(1, keepdims=True)).sum(1, keepdims=True))",
        "lambda Z: Z - Z[:, :1] - np.log(np.exp(Z - Z[:, :1]).sum(1, keepdims=True))",
        "lambda Z: Z - np.logaddexp(Z[:, :1], Z[:, -1:])",
        "lambda Z: Z - Z.max(1, keepdims=True) - np.log(np.exp(Z - Z.max(1, keepdims=True))"
        ".sum(1, keepdims=True) + 1e-10)",
        "lambda Z: np.round(scipy.special.log_softmax(Z, axis=1), 8)",
        "def answer(Z):\n    Z -= Z.max(axis=1, keepdims=True)\n"
        "    return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))",
        "def answer(Z):\n    out = np.zeros_like(Z)\n    for n in range(len(Z)):\n"
        "        out[n] = Z[n] - np.logaddexp.reduce(Z[n])\n    return out",
        "def answer(Z):\n    m = Z.max(axis=1)\n    if len(m) == Z.shape[1]:\n        S = Z - m\n"
        "    else:\n        S = Z - m[:, None]\n"
        "    return S - np.logaddexp.reduce(S, axis=1, keepdims=True)[::-1]",
    ],
}
