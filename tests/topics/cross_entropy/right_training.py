"""Right answers to lab 01's exercises 6 to 8 in many styles, as in `cross_entropy_right`."""

HEAD = "def answer(X, y, W, b):\n    N, R = len(y), len(b)\n    log_P = log_P_of(X @ W + b)\n"
PICKED = HEAD + "    P = np.exp(log_P)\n"
END = "    return J, X.T @ G, G.sum(axis=0)"
LOOP = (
    "def answer(X, y, n_classes, steps, learning_rate):\n    D = X.shape[1]\n"
    "    W, b = np.zeros((D, n_classes)), np.zeros(n_classes)\n"
)
VELOCITIES = LOOP + "    v, u, losses = np.zeros_like(W), np.zeros_like(b), []\n"
COUNT = "def answer(x, y, x_new, y_new, n_x, n_y):\n"
SCORED = "    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()"

RIGHT = {
    "loss_and_gradient": [
        PICKED + "    J = -log_P[np.arange(N), y].mean()\n    G = P.copy()\n"
        "    G[np.arange(N), y] -= 1\n    G /= N\n" + END,
        PICKED
        + "    Y = np.eye(R)[y]\n    J = -np.sum(Y * log_P) / N\n    G = (P - Y) / N\n"
        + END,
        PICKED + "    Y = (y[:, None] == np.arange(R)).astype(int)\n"
        "    J = -np.einsum('nr,nr->', Y, log_P) / N\n    G = (P - Y) / N\n"
        "    return J, np.einsum('nd,nr->dr', X, G), np.einsum('nr->r', G)",
        PICKED + "    J = np.mean([-log_P[n, k] for n, k in enumerate(y)])\n"
        "    dW, db = np.zeros(W.shape), np.zeros(R)\n    for n in range(N):\n"
        "        g = P[n] - np.eye(R)[y[n]]\n        dW += np.outer(X[n], g) / N\n"
        "        db += g / N\n    return float(J), dW, db",
        PICKED + "    J = -np.take_along_axis(log_P, y[:, None], 1).mean()\n"
        "    P[range(N), y] -= 1\n    return J, X.T @ P / N, P.mean(axis=0)",
        PICKED + "    from collections import namedtuple\n    A = namedtuple('A', 'J dW db')\n"
        "    G = (P - np.eye(R)[y]) / N\n    J = -log_P[np.arange(N), y].mean()\n"
        "    return A(J, X.T @ G, G.sum(0))",
        PICKED + "    Y = np.zeros_like(P)\n    Y[np.arange(N), y] = 1\n    G = (P - Y) / N\n"
        "    J = np.array((-log_P * Y).sum(axis=1).mean())\n    return J, (G.T @ X).T, np.ones(N) @ G",  # noqa: E501
        "def answer(X, y, W, b):\n    A = np.hstack([X, np.ones((len(X), 1))])\n"
        "    V = np.vstack([W, b])\n    L = scipy.special.log_softmax(A @ V, axis=1)\n"
        "    g = A.T @ (np.exp(L) - np.eye(len(b))[y]) / len(X)\n"
        "    return -L[np.arange(len(y)), y].mean(), g[:-1], g[-1]",
        "def answer(X, y, W, b):\n    V, c = (torch.tensor(t, dtype=torch.float64, "
        "requires_grad=True) for t in (W, b))\n    J = torch.nn.functional.cross_entropy("
        "torch.tensor(X).double() @ V + c, torch.tensor(y))\n    J.backward()\n"
        "    return J.item(), V.grad.numpy(), c.grad.numpy()",
        "def answer(X, y, W, b):\n    Z = X.dot(W) + b\n    Z = Z - Z.max(axis=1, keepdims=True)\n"
        "    E = np.exp(Z)\n    S = E.sum(axis=1, keepdims=True)\n    n = np.arange(len(y))\n"
        "    J = (np.log(S)[:, 0] - Z[n, y]).mean()\n    G = E / S\n    G[n, y] -= 1\n    G /= len(y)\n"  # noqa: E501
        "    return J, np.matmul(X.T, G), np.sum(G, axis=0)",
        "def answer(X, y, W, b):\n    L = X @ W + b\n    L = L - np.logaddexp.reduce(L, 1)[:, None]\n"  # noqa: E501
        "    G = np.exp(L)\n    J = 0\n    for n in range(len(X)):\n        J -= L[n][y[n]]\n"
        "        G[n][y[n]] -= 1\n    return J / len(X), np.dot(X.T, G) / len(X), G.sum(0) / len(X)",  # noqa: E501
        "def answer(inputs, labels, weights, bias):\n    def one_hot(k, size):\n"
        "        return np.array([float(i == k) for i in range(size)])\n"
        "    L = log_P_of(inputs @ weights + bias)\n"
        "    Y = np.array([one_hot(k, len(bias)) for k in labels])\n"
        "    G = (np.exp(L) - Y) / inputs.shape[0]\n    J = -(L[Y == 1]).mean()\n"
        "    return (J, inputs.T @ G, G.sum(axis=0))",
        PICKED + "    J = -np.trace(log_P[:, y]) / N\n    G = (P - np.identity(R)[y]) / N\n" + END,
    ],
    "fit": [
        VELOCITIES + "    for _ in range(steps):\n        J, dW, db = J_and_gradient(X, y, W, b)\n"
        "        losses.append(J)\n        v = 0.9 * v + dW\n        u = 0.9 * u + db\n"
        "        W = W - learning_rate * v\n        b = b - learning_rate * u\n"
        "    return W, b, np.array(losses)",
        VELOCITIES + "    for _ in range(steps):\n        J, dW, db = J_and_gradient(X, y, W, b)\n"
        "        losses += [float(J)]\n        v *= 0.9\n        v += dW\n        u *= 0.9\n"
        "        u += db\n        W -= learning_rate * v\n        b -= learning_rate * u\n"
        "    return W, b, np.asarray(losses)",
        LOOP + "    losses, t, v = np.empty(steps), 0, [0, 0]\n    while t < steps:\n"
        "        losses[t], *g = J_and_gradient(X, y, W, b)\n"
        "        v = [0.9 * s + d for s, d in zip(v, g)]\n"
        "        W, b = W - learning_rate * v[0], b - learning_rate * v[1]\n        t += 1\n"
        "    return W, b, losses",
        LOOP + "    losses = np.zeros(steps)\n    p = {'W': W, 'b': b}\n"
        "    v = {k: np.zeros_like(t) for k, t in p.items()}\n    for i in range(steps):\n"
        "        losses[i], dW, db = J_and_gradient(X, y, **p)\n"
        "        for k, g in (('W', dW), ('b', db)):\n            v[k] = 0.9 * v[k] + g\n"
        "            p[k] = p[k] - learning_rate * v[k]\n    return p['W'], p['b'], losses",
        LOOP + "    def go(W, b, v, u, left):\n        if left == 0:\n            return W, b, []\n"
        "        J, dW, db = J_and_gradient(X, y, W, b)\n        v, u = 0.9 * v + dW, 0.9 * u + db\n"  # noqa: E501
        "        W, b, rest = go(W - learning_rate * v, b - learning_rate * u, v, u, left - 1)\n"
        "        return W, b, [J, *rest]\n    W, b, losses = go(W, b, 0, 0, steps)\n"
        "    return W, b, np.array(losses)",
        LOOP + "    losses = []\n    W0, b0 = W, b\n    for _ in range(steps):\n"
        "        J, dW, db = J_and_gradient(X, y, W, b)\n        losses.append(J)\n"
        "        W0, W = W, W - learning_rate * dW + 0.9 * (W - W0)\n"
        "        b0, b = b, b - learning_rate * db + 0.9 * (b - b0)\n"
        "    return W, b, np.array(losses)",
        VELOCITIES + "    for _ in range(steps):\n        J, dW, db = J_and_gradient(X, y, W, b)\n"
        "        losses = np.append(losses, J)\n        v = 0.9 * v - learning_rate * dW\n"
        "        u = 0.9 * u - learning_rate * db\n        W, b = W + v, b + u\n"
        "    return W, b, losses",
        VELOCITIES + "    for _ in range(steps):\n        J, dW, db = J_and_gradient(X, y, W, b)\n"
        "        losses.append(J)\n        v, u = MOMENTUM * v + dW, MOMENTUM * u + db\n"
        "        W, b = W - learning_rate * v, b - learning_rate * u\n"
        "    return W, b, np.hstack(losses)",
        LOOP + "    W, b = (torch.tensor(t, requires_grad=True) for t in (W, b))\n"
        "    run = torch.optim.SGD([W, b], lr=learning_rate, momentum=0.9)\n    losses = []\n"
        "    for _ in range(steps):\n        run.zero_grad()\n"
        "        J = torch.nn.functional.cross_entropy(torch.tensor(X) @ W + b, torch.tensor(y))\n"
        "        J.backward()\n        run.step()\n        losses.append(J.item())\n"
        "    return W.detach().numpy(), b.detach().numpy(), np.array(losses)",
        "def answer(X, y, n_classes, steps, learning_rate):\n    A = np.c_[X, np.ones(len(X))]\n"
        "    V = np.zeros((A.shape[1], n_classes))\n    v, losses = 0, []\n"
        "    for _ in range(steps):\n        L = scipy.special.log_softmax(A @ V, axis=1)\n"
        "        losses.append(-L[np.arange(len(y)), y].mean())\n"
        "        v = 0.9 * v + A.T @ (np.exp(L) - np.eye(n_classes)[y]) / len(y)\n"
        "        V = V - learning_rate * v\n    return V[:-1], V[-1], np.array(losses)",
        VELOCITIES
        + "    for _ in range(steps):\n        losses.append(J_and_gradient(X, y, W, b)[0])\n"
        "        dW = J_and_gradient(X, y, W, b)[1]\n        db = J_and_gradient(X, y, W, b)[2]\n"
        "        v, u = 0.9 * v + dW, 0.9 * u + db\n        W = W - learning_rate * v\n"
        "        b = b - learning_rate * u\n    return W, b, np.concatenate([[J] for J in losses])",
        "class State:\n    def __init__(self, D, R):\n        self.W, self.b = np.zeros((D, R)), "
        "np.zeros(R)\n        self.v, self.u = 0 * self.W, 0 * self.b\n\n"
        "def answer(X, y, n_classes, steps, learning_rate, mu=0.9):\n"
        "    s = State(X.shape[1], n_classes)\n    losses = np.full(steps, np.nan)\n"
        "    for i in range(steps):\n        losses[i], dW, db = J_and_gradient(X, y, s.W, s.b)\n"
        "        s.v, s.u = mu * s.v + dW, mu * s.u + db\n        s.W = s.W - learning_rate * s.v\n"
        "        s.b = s.b - learning_rate * s.u\n    return s.W, s.b, losses",
    ],
    "losses_by_counting": [
        COUNT + "    q = np.ones((n_x, n_y))\n    np.add.at(q, (x, y), 1)\n"
        "    q /= q.sum(axis=1, keepdims=True)\n" + SCORED,
        COUNT + "    q = np.ones((n_x, n_y))\n    for i, j in zip(x, y):\n        q[i, j] += 1\n"
        "    q = q / q.sum(axis=1)[:, None]\n" + SCORED,
        COUNT + "    q = 1 + np.bincount(x * n_y + y, minlength=n_x * n_y).reshape(n_x, n_y)\n"
        "    q = (q.T / q.sum(1)).T\n" + SCORED,
        COUNT + "    q = np.histogram2d(x, y, bins=(range(n_x + 1), range(n_y + 1)))[0] + 1\n"
        "    q = q / q.sum(1, keepdims=True)\n" + SCORED,
        COUNT + "    from collections import Counter\n    c, r = Counter(zip(x, y)), Counter(x)\n"
        "    def loss(a, b):\n        return sum(-math.log((c[i, j] + 1) / (r[i] + n_y)) "
        "for i, j in zip(a, b)) / len(a)\n    return loss(x, y), loss(x_new, y_new)",
        COUNT + "    t = np.eye(n_x)[x].T @ np.eye(n_y)[y] + 1\n"
        "    L = np.log(t) - np.log(t.sum(axis=1, keepdims=True))\n"
        "    return float(-L[x, y].mean()), float(-L[x_new, y_new].mean())",
        COUNT + "    q = [[1] * n_y for _ in range(n_x)]\n    for i, j in zip(x, y):\n"
        "        q[i][j] += 1\n    q = [[v / sum(r) for v in r] for r in q]\n"
        "    seen = np.mean([-np.log(q[i][j]) for i, j in zip(x, y)])\n"
        "    new = np.mean([-np.log(q[i][j]) for i, j in zip(x_new, y_new)])\n    return seen, new",
        COUNT + "    q = np.array([[1 + ((x == i) & (y == j)).sum() for j in range(n_y)] "
        "for i in range(n_x)])\n    q = np.divide(q, q.sum(axis=-1, keepdims=True))\n"
        "    return tuple(-np.mean(np.log(q[s])) for s in ((x, y), (x_new, y_new)))",
        COUNT + "    q = np.ones((n_x, n_y), dtype=int)\n    np.add.at(q, (x, y), 1)\n"
        "    q = q / np.sum(q, 1).reshape(n_x, 1)\n"
        "    return np.array(-np.log(q[x, y]).mean()), np.array(-np.log(q[x_new, y_new]).mean())",
        COUNT + "    q = np.zeros((n_x, n_y))\n    np.add.at(q, (x, y), 1.0)\n"
        "    q = (q + 1) / (q.sum(1, keepdims=True) + n_y)\n"
        "    return -sum(np.log(q[x, y])) / x.size, -sum(np.log(q[x_new, y_new])) / x_new.size",
        COUNT + "    q = np.ones((n_x, n_y))\n    q[:] += scipy.sparse.coo_array((np.ones(len(x)), "
        "(x, y)), shape=(n_x, n_y)).toarray()\n    q /= q.sum(1, keepdims=True)\n"
        "    seen, new = (-np.log2(q[a, b]).mean() * np.log(2) for a, b in ((x, y), "
        "(x_new, y_new)))\n    return seen, new",
        "def scored(q, x, y):\n    return -np.average(np.log(np.array([q[k] for k in zip(x, y)])))\n\n"  # noqa: E501
        "def answer(a, b, c, d, rows, columns):\n    q = np.ones((rows, columns))\n"
        "    keys, n = np.unique(np.stack([a, b], 1), axis=0, return_counts=True)\n"
        "    q[keys[:, 0], keys[:, 1]] += n\n    q = q / np.sum(q, axis=1, keepdims=True)\n"
        "    return scored(q, a, b), scored(q, c, d)",
    ],
}
