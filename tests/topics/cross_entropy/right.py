"""Right answers to lab 01's exercises in many styles, each the text of a notebook cell.

A cell is an expression or defines `answer`. `check` must call every one of them passed.
"""

RIGHT = {
    "entropy": [
        "lambda p: -(p[p > 0] * np.log(p[p > 0])).sum()",
        "lambda p: -sum(v * math.log(v) for v in p if v)",
        "lambda p: float(-np.sum([v * np.log(v) for v in p if v > 0]))",
        "lambda p: scipy.special.entr(p).sum()",
        "lambda p: -scipy.special.xlogy(p, p).sum()",
        "lambda p: scipy.stats.entropy(p)",
        "lambda p: np.array(-np.einsum('i,i', p, np.log(np.where(p > 0, p, 1))))",
        "lambda p: -np.nansum(p * np.log(p))",
        "lambda p: -np.nan_to_num(p * np.log(p)).sum()",
        "lambda p: -p @ np.log(p, out=np.zeros(len(p)), where=p > 0)",
        "lambda p: -(p[p > 0] * np.log2(p[p > 0])).sum() * np.log(2)",
        "lambda p: -(p[p != 0] * np.log10(p[p != 0])).sum() / math.log10(math.e)",
        "lambda p: -(p.astype(np.longdouble) * np.log(np.where(p, p, 1))).sum()",
        "lambda p: -np.log(np.prod(p[:5] ** p[:5])) + (answer(p[5:]) if len(p) > 5 else 0)\n",
        "lambda p: -(p * np.ma.log(p)).sum()",
        "lambda probabilities, base=math.e: sum(v * -math.log(v, base) for v in probabilities if v)",  # noqa: E501
        "lambda p: torch.special.entr(torch.from_numpy(p).double()).sum().item()",
        "lambda p: math.fsum(-v * math.log(v) if v > 0 else 0.0 for v in p.tolist())",
        "lambda p: CONSTANT * (p[p > 0] * np.log(p[p > 0])).sum()",
        "lambda p: np.apply_along_axis(lambda v: -v[v > 0] @ np.log(v[v > 0]), 0, p)[()]",
        "functools.partial(lambda log, p: -(p[p > 0] * log(p[p > 0])).sum(), np.log)",
        "def term(v):\n    return 0 if v == 0 else -v * np.log(v)\n\n"
        "def answer(p):\n    return sum(map(term, p))",
        "def answer(p):\n    from math import log\n    total = 0\n    for v in p:\n"
        "        if v == 0:\n            continue\n        total -= v * log(v)\n    return total",
        "class Entropy:\n    def __call__(self, p):\n"
        "        return -(p[p > 0] * np.log(p[p > 0])).sum()\nanswer = Entropy()",
        "def answer(p):\n    import numpy as numpy_\n    p = numpy_.array(p, float)\n"
        "    p[p == 0] = 1\n    return -(p * numpy_.log(p)).sum()",
    ],
    "cross_entropy": [
        "lambda p, q: -(p[p > 0] * np.log(q[p > 0])).sum()",
        "lambda p, q: -scipy.special.xlogy(p, q).sum()",
        "lambda a, b: -sum(s * np.log(t) for s, t in zip(a, b) if s > 0)",
        "lambda p, q: -np.sum(p * np.log(np.where(p > 0, q, 1)))",
        "lambda p, q: scipy.stats.entropy(p) + scipy.stats.entropy(p, q)",
        "lambda p, q: scipy.special.rel_entr(p, q).sum() + scipy.special.entr(p).sum()",
        "lambda p, q: -np.where(p == 0, 0, p * np.log(q)).sum()",
        "lambda p, q: math.inf if ((q == 0) & (p > 0)).any() else "
        "-sum(s * math.log(t) for s, t in zip(p, q) if t)",
        "lambda p, q: -np.einsum('i,i->', p[p > 0], np.log(q[p > 0]))",
        "lambda p, q: -np.dot(p[p != 0], np.log(q[p != 0]))",
        "lambda p, q: -np.nansum(p * np.log(q))",
        "lambda p, q: np.log(2) * -(p[p > 0] * np.log2(q[p > 0])).sum()",
        "lambda p, q: np.asarray(-(p[p > 0] * np.log(q[p > 0])).sum())",
        "lambda p, q: -(p[p > 0].astype(np.longdouble) * np.log(q[p > 0])).sum()",
        "lambda p, q: -torch.xlogy(torch.tensor(p), torch.tensor(q)).sum().item()",
        "def answer(p, q):\n    happens = np.flatnonzero(p)\n"
        "    with np.errstate(divide='ignore'):\n"
        "        return float(-(p[happens] * np.log(q[happens])).sum())",
        "def answer(p, q, eps=0):\n    def cost(k):\n        if p[k] == 0:\n            return 0\n"
        "        return np.inf if q[k] == 0 else -p[k] * math.log(q[k])\n"
        "    return sum(cost(k) for k in range(len(p)))",
        "def answer(p, q):\n    if len(p) == 0:\n        return 0.0\n"
        "    head = 0.0 if p[0] == 0 else -p[0] * np.log(q[0])\n"
        "    return head + answer(p[1:], q[1:])",
    ],
    "kl_divergence": [
        "lambda p, q: (p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum()",
        "lambda p, q: scipy.special.rel_entr(p, q).sum()",
        "lambda p, q: scipy.special.kl_div(p, q).sum()",
        "lambda p, q: scipy.stats.entropy(p, q)",
        "lambda p, q: our_cross_entropy(p, q) - our_entropy(p)",
        "lambda p, q: -(p[p > 0] * np.log(q[p > 0] / p[p > 0])).sum()",
        "lambda p, q: sum(s * (np.log(s) - np.log(t)) for s, t in zip(p, q) if s)",
        "lambda p, q: np.nansum(p * np.log(p / q))",
        "lambda p, q: np.sum(np.where(p > 0, p * np.log(p / q), 0))",
        "lambda p, q: scipy.special.xlogy(p, p / q)[p > 0].sum()",
        "lambda p, q: math.fsum(s * math.log(s / t) if t else math.inf "
        "for s, t in zip(p.tolist(), q.tolist()) if s)",
        "lambda p, q: max(0.0, (p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum())",
        "lambda p, q: (p[p > 0] * np.log2(p[p > 0] / q[p > 0])).sum() / np.log2(np.e)",
        "lambda p, q: (p[p > 0] * np.log(p[p > 0].astype(np.longdouble) / q[p > 0])).sum()",
        "lambda p, q: np.mean(np.log(p[p > 0] / q[p > 0]) * p[p > 0]) * (p > 0).sum()",
        "lambda p, q: np.average(np.log(p[p > 0] / q[p > 0]), weights=p[p > 0])",
        "def answer(p, q):\n    m = p > 0\n    p, q = p[m], q[m]\n    r = p / q\n"
        "    return p @ np.log(r)",
    ],
    "empirical_conditional_entropy": [
        "def answer(x, y):\n    _, i = np.unique(x, return_inverse=True)\n"
        "    _, j = np.unique(y, return_inverse=True)\n    t = np.zeros((i.max() + 1, j.max() + 1))\n"  # noqa: E501
        "    np.add.at(t, (i, j), 1)\n    t /= len(x)\n    q = t / t.sum(axis=1, keepdims=True)\n"
        "    return -(t[t > 0] * np.log(q[t > 0])).sum()",
        "def answer(x, y):\n    t = np.zeros((max(x) + 1, max(y) + 1))\n    for i, j in zip(x, y):\n"  # noqa: E501
        "        t[i, j] += 1 / len(x)\n    r = t.sum(axis=1)\n"
        "    return our_entropy(t.ravel()) - our_entropy(r)",
        "def answer(x, y):\n    from collections import Counter\n"
        "    pairs, xs = Counter(zip(x, y)), Counter(x)\n"
        "    return -sum(n * math.log(n / xs[i]) for (i, _), n in pairs.items()) / len(x)",
        "def answer(x, y):\n    total = 0\n    for v in np.unique(x):\n        part = y[x == v]\n"
        "        p = np.unique(part, return_counts=True)[1] / len(part)\n"
        "        total += len(part) / len(x) * -(p * np.log(p)).sum()\n    return total",
        "def answer(x, y):\n    total = 0\n    for v in set(x):\n        part = y[x == v]\n"
        "        p = np.bincount(part) / len(part)\n"
        "        total += np.mean(x == v) * scipy.stats.entropy(p)\n    return total",
        "def answer(x, y):\n    n = np.array([np.sum((x == i) & (y == j)) for i, j in zip(x, y)])\n"
        "    m = np.array([np.sum(x == i) for i in x])\n    return -np.log(n / m).mean()",
        "def answer(x, y):\n    k = y.max() + 1\n    t = np.bincount(x * k + y, "
        "minlength=(x.max() + 1) * k).reshape(-1, k) / x.size\n    r = t.sum(1)\n"
        "    return (scipy.special.entr(t).sum() - scipy.special.entr(r).sum())",
        "def answer(x, y):\n    c = np.unique(np.stack([x, y]), axis=1, return_counts=True)[1]\n"
        "    d = np.unique(x, return_counts=True)[1]\n"
        "    return scipy.stats.entropy(c) - scipy.stats.entropy(d)",
        "def answer(x, y):\n    from sklearn.metrics import mutual_info_score\n"
        "    return scipy.stats.entropy(np.bincount(y)) - mutual_info_score(x, y)",
        "def answer(x, y):\n    t = np.histogram2d(x, y, bins=(np.arange(x.max() + 2), "
        "np.arange(y.max() + 2)))[0]\n    r = t.sum(1, keepdims=True)\n"
        "    return scipy.special.rel_entr(t, np.broadcast_to(r, t.shape)).sum() / -len(x)",
        "def answer(x, y):\n    a, b = np.unique(x), np.unique(y)\n"
        "    t = (x[:, None] == a).T.astype(float) @ (y[:, None] == b) / len(x)\n"
        "    with np.errstate(all='ignore'):\n"
        "        return -np.nansum(t * np.log(t / t.sum(axis=1)[:, None]))",
        "def answer(x, y):\n    table = {}\n    for i, j in zip(x.tolist(), y.tolist()):\n"
        "        table.setdefault(i, {}).setdefault(j, 0)\n        table[i][j] += 1\n"
        "    h = 0.0\n    for row in table.values():\n        n = sum(row.values())\n"
        "        h -= sum(c / len(x) * math.log(c / n) for c in row.values())\n    return h",
        "def answer(x, y):\n    from sklearn.metrics import confusion_matrix\n"
        "    t = confusion_matrix(x, y) / len(x)\n    p = np.where(t > 0, t, 1)\n"
        "    r = np.where(t.sum(1) > 0, t.sum(1), 1)\n"
        "    return np.float64(-(t * (np.log(p) - np.log(r)[:, None])).sum())",
    ],
    "log_softmax": [
        "lambda Z: Z - Z.max(1, keepdims=True) - np.log(np.exp(Z - Z.max(1, keepdims=True))"
        ".sum(1, keepdims=True))",
        "lambda Z: scipy.special.log_softmax(Z, axis=1)",
        "lambda Z: Z - scipy.special.logsumexp(Z, axis=1, keepdims=True)",
        "lambda Z: Z - np.logaddexp.reduce(Z, axis=1)[:, np.newaxis]",
        "lambda Z: torch.log_softmax(torch.tensor(Z, dtype=torch.float64), 1).numpy()",
        "lambda scores, axis=-1: scores - np.logaddexp.reduce(scores, axis, keepdims=True)",
        "lambda Z: np.array([[z - (max(r) + math.log(sum(math.exp(s - max(r)) for s in r))) "
        "for z in r] for r in Z])",
        "lambda Z: np.apply_along_axis(lambda r: r - r.max() - np.log(np.exp(r - r.max()).sum()), "
        "1, Z)",
        "lambda Z: (Z.T - Z.max(1) - np.log(np.exp(Z.T - Z.max(1)).sum(0))).T",
        "lambda Z: np.stack([scipy.special.log_softmax(row) for row in Z])",
        "lambda Z: scipy.special.log_softmax(Z.astype(np.longdouble), axis=1)",
        "lambda Z: np.vstack([z - np.logaddexp.reduce(z) for z in Z])",
        "lambda Z: Z - Z.max(1)[:, None] - np.log1p(np.exp(np.sort(Z - Z.max(1)[:, None], 1))"
        "[:, :-1].sum(1, keepdims=True))",
        "def answer(Z):\n    out = np.zeros(Z.shape)\n    for n in range(len(Z)):\n"
        "        m = Z[n].max()\n        s = 0\n        for r in range(Z.shape[1]):\n"
        "            s += np.exp(Z[n, r] - m)\n        for r in range(Z.shape[1]):\n"
        "            out[n, r] = Z[n, r] - m - np.log(s)\n    return out",
        "def answer(Z):\n    Z = Z.copy()\n    Z = Z - np.amax(Z, axis=1).reshape(-1, 1)\n"
        "    Z = Z - np.log(np.einsum('nr->n', np.exp(Z)))[:, None]\n    return Z",
        "def answer(Z):\n    m = np.max(Z, axis=1, keepdims=True)\n"
        "    lse = m + np.log(np.sum(np.exp(Z - m), axis=1, keepdims=True))\n    return Z - lse",
    ],
}
