"""Right answers to lab 02's exercises 1 to 5 in many styles, each the text of a notebook cell.

A cell is an expression or defines `answer`. `check` must call every one of them passed.
"""

FORWARD = 'def answer(X, p):\n    W2, b2, W3, b3 = p["W2"], p["b2"], p["W3"], p["b3"]\n'
SIGMOID = "def sigma(z):\n    return 1 / (1 + np.exp(-z))\n\n"
BACKWARD = (
    "def answer(X, y, p):\n    N = len(X)\n    Z2, X2, X3 = forward_of(X, p)\n"
    '    W2, W3 = p["W2"], p["W3"]\n'
)
GIVE = '    return {"X": dX, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}'
CHECK = "def answer(J, parameters, gradients, eps):\n    errors = {}\n"
ERROR = "abs(g - m) / max(1, abs(g), abs(m))"
SGD = "def answer(parameters, X, y, learning_rate):\n"
LINE = '    (s, t), b = p["W3"], p["b3"]\n'

RIGHT = {
    "forward": [
        FORWARD + "    Z2 = X @ W2 + b2\n    X2 = np.maximum(0, Z2)\n    z3 = X2 @ W3 + b3\n"
        "    return Z2, X2, 1 / (1 + np.exp(-z3))",
        FORWARD + "    Z2 = np.dot(X, W2) + b2\n    X2 = Z2 * (Z2 > 0)\n"
        "    return Z2, X2, scipy.special.expit(X2.dot(W3) + b3)",
        FORWARD + "    Z2 = np.einsum('nd,dh->nh', X, W2) + b2\n    X2 = np.where(Z2 > 0, Z2, 0)\n"
        "    z3 = np.einsum('nh,h->n', X2, W3) + b3\n    return Z2, X2, (1 + np.tanh(z3 / 2)) / 2",
        FORWARD + "    Z2 = X @ W2 + b2\n    X2 = Z2.copy()\n    X2[X2 < 0] = 0\n"
        "    z3 = (X2 * W3).sum(axis=1) + b3\n    return (Z2, X2, 1 / (1 + np.exp(-z3)))",
        FORWARD + "    Z2 = X @ W2 + b2\n    X2 = np.clip(Z2, 0, None)\n"
        "    z3 = (X2 @ W3[:, None])[:, 0] + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3))",
        FORWARD + "    Z2 = X @ W2 + b2\n    X2 = (Z2 + np.abs(Z2)) / 2\n    z3 = W3 @ X2.T + b3\n"
        "    return Z2, X2, 1 / (1 + np.exp(-z3))",
        FORWARD
        + "    N, H = len(X), len(b2)\n    Z2, X2, X3 = np.zeros((N, H)), np.zeros((N, H)), "
        "np.zeros(N)\n    for n in range(N):\n        for h in range(H):\n"
        "            Z2[n, h] = sum(X[n, d] * W2[d, h] for d in range(2)) + b2[h]\n"
        "            X2[n, h] = max(0, Z2[n, h])\n        z = sum(X2[n] * W3) + b3\n"
        "        X3[n] = 1 / (1 + np.exp(-z))\n    return Z2, X2, X3",
        FORWARD + "    rows = [np.maximum(x @ W2 + b2, 0) for x in X]\n"
        "    z3 = np.array([row @ W3 + b3 for row in rows])\n"
        "    return X @ W2 + b2, np.array(rows), np.exp(-np.logaddexp(0, -z3))",
        "class Net:\n    def __call__(self, X, p):\n        self.Z2 = X @ p['W2'] + p['b2']\n"
        "        self.X2 = np.maximum(self.Z2, 0)\n        z3 = self.X2 @ p['W3'] + p['b3']\n"
        "        return self.Z2, self.X2, 1 / (1 + np.exp(-z3))\nanswer = Net()",
        "def layer(X, W, b, f):\n    return f(X @ W + b)\n\n" + SIGMOID + "def answer(X, p):\n"
        "    Z2 = layer(X, p['W2'], p['b2'], lambda z: z)\n    X2 = np.maximum(Z2, 0.0)\n"
        "    return Z2, X2, layer(X2, p['W3'], p['b3'], sigma)",
        FORWARD
        + "    X1 = np.hstack([X, np.ones((len(X), 1))])\n    Z2 = X1 @ np.vstack([W2, b2])\n"
        "    X2 = np.fmax(Z2, 0)\n    z3 = X2 @ W3 + b3\n"
        "    return Z2, X2, np.where(z3 >= 0, 1 / (1 + np.exp(-np.abs(z3))), "
        "np.exp(-np.abs(z3)) / (1 + np.exp(-np.abs(z3))))",
        "lambda X, p: (lambda Z: (Z, Z.clip(min=0), scipy.special.expit(Z.clip(min=0) @ p['W3'] + "
        "p['b3'])))(X @ p['W2'] + p['b2'])",
    ],
    "backward": [
        BACKWARD + "    dz3 = (X3 - y) / N\n    dX2 = np.outer(dz3, W3)\n    dZ2 = dX2 * (Z2 > 0)\n"
        "    return {'X': dZ2 @ W2.T, 'W2': X.T @ dZ2, 'b2': dZ2.sum(0), 'W3': X2.T @ dz3, "
        "'b3': dz3.sum()}",
        BACKWARD + "    dz3 = (X3 - y) / N\n    dX2 = dz3[:, None] * W3\n"
        "    dZ2 = np.where(X2 > 0, dX2, 0)\n    dX, dW2, db2 = dZ2 @ W2.T, X.T @ dZ2, "
        "dZ2.sum(axis=0)\n    dW3, db3 = X2.T @ dz3, dz3.sum()\n" + GIVE,
        BACKWARD + "    dz3 = (X3 - y) / N\n    dX2 = dz3.reshape(-1, 1) @ W3.reshape(1, -1)\n"
        "    dZ2 = dX2.copy()\n    dZ2[Z2 <= 0] = 0\n    dX = np.dot(dZ2, W2.T)\n"
        "    dW2 = np.dot(X.T, dZ2)\n    db2 = np.ones(N) @ dZ2\n    dW3 = dz3 @ X2\n"
        "    db3 = float(dz3.sum())\n" + GIVE,
        BACKWARD + "    e = X3 - y\n    dZ2 = e[:, None] * W3 * np.heaviside(Z2, 0)\n"
        "    dX = dZ2 @ W2.T / N\n    dW2 = X.T @ dZ2 / N\n    db2 = dZ2.mean(axis=0)\n"
        "    dW3 = (X2 * e[:, None]).mean(axis=0)\n    db3 = e.mean()\n" + GIVE,
        BACKWARD + "    dX, dW2, db2 = np.zeros((N, 2)), np.zeros(W2.shape), np.zeros(len(W3))\n"
        "    dW3, db3 = np.zeros(len(W3)), 0.0\n    for n in range(N):\n"
        "        e = (X3[n] - y[n]) / N\n        dW3 += X2[n] * e\n        db3 += e\n"
        "        for h in range(len(W3)):\n            if Z2[n, h] > 0:\n"
        "                d = e * W3[h]\n                dW2[:, h] += X[n] * d\n"
        "                db2[h] += d\n                dX[n] += d * W2[:, h]\n" + GIVE,
        BACKWARD + "    dz3 = X3.copy()\n    dz3[y == 1] -= 1\n    dz3 /= N\n"
        "    dZ2 = np.einsum('n,h,nh->nh', dz3, W3, np.sign(X2))\n"
        "    dX = np.einsum('nh,dh->nd', dZ2, W2)\n    dW2 = np.einsum('nd,nh->dh', X, dZ2)\n"
        "    db2 = dZ2.sum(0)\n    dW3 = np.einsum('nh,n->h', X2, dz3)\n    db3 = np.sum(dz3)\n"
        + GIVE,
        BACKWARD + "    dz3 = np.where(y == 1, X3 - 1, X3) / N\n    on = (Z2 > 0).astype(int)\n"
        "    dZ2 = np.outer(dz3, W3) * on\n    g = dict(W3=X2.T @ dz3, b3=np.array(dz3.sum()))\n"
        "    g['W2'], g['b2'], g['X'] = (dZ2.T @ X).T, dZ2.sum(axis=0), (W2 @ dZ2.T).T\n"
        "    return g",
        "def answer(X, y, p):\n    t = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True)"
        " for k, v in p.items()}\n"
        "    x = torch.tensor(X, dtype=torch.float64, requires_grad=True)\n"
        "    z = torch.relu(x @ t['W2'] + t['b2']) @ t['W3'] + t['b3']\n"
        "    torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y).double())"
        ".backward()\n    return {'X': x.grad.numpy()} | {k: v.grad.numpy() for k, v in t.items()}",
        "def answer(X, y, p):\n    from utils.numpy_impl.hidden_representations import "
        "network_backward, network_forward\n"
        "    return network_backward(1.0, network_forward(X, y, p)[1])",
        BACKWARD + "    dz3 = ((X3 - y) / N)[:, None]\n    dX2 = dz3 * W3[None, :]\n"
        "    dZ2 = (Z2 > 0) * dX2\n    A = np.c_[X, np.ones(N)]\n    both = A.T @ dZ2\n"
        "    dW2, db2 = both[:-1], both[-1]\n    dW3 = (X2.T @ dz3)[:, 0]\n    db3 = dz3.sum()\n"
        "    dX = dZ2 @ W2.T\n" + GIVE,
        "def answer(inputs_, labels, net):\n    scores, hidden, probability = forward_of(inputs_, net)"  # noqa: E501
        "\n    d3 = (probability - labels) / labels.size\n"
        "    d2 = np.multiply(np.multiply.outer(d3, net['W3']), scores > 0)\n"
        "    return dict(X=np.matmul(d2, net['W2'].T), W2=np.matmul(inputs_.T, d2), "
        "b2=np.add.reduce(d2), W3=np.matmul(d3, hidden), b3=d3.sum())",
    ],
    "gradient_errors": [
        CHECK + "    for k in parameters:\n        errors[k] = 0\n"
        "        for i in np.ndindex(parameters[k].shape):\n"
        "            up = {n: v.copy() for n, v in parameters.items()}\n"
        "            down = copy.deepcopy(parameters)\n"
        "            up[k][i] += eps\n            down[k][i] -= eps\n"
        "            m = (J(up) - J(down)) / (2 * eps)\n            g = gradients[k][i]\n"
        f"            errors[k] = max(errors[k], {ERROR})\n    return errors",
        CHECK + "    for k, v in parameters.items():\n        m = np.zeros_like(v)\n"
        "        for i in np.ndindex(*v.shape):\n            step = np.zeros_like(v)\n"
        "            step[i] = eps\n            m[i] = (J({**parameters, k: v + step}) - "
        "J({**parameters, k: v - step})) / (2 * eps)\n        g = gradients[k]\n"
        "        errors[k] = (np.abs(g - m) / np.maximum(1, np.maximum(np.abs(g), np.abs(m)))).max()\n"  # noqa: E501
        "    return errors",
        "def answer(J, parameters, gradients, eps):\n"
        "    p = {k: np.array(v) for k, v in parameters.items()}\n    out = {}\n"
        "    for k in p:\n        worst = []\n        for i in np.ndindex(p[k].shape):\n"
        "            old = p[k][i]\n            p[k][i] = old + eps\n            a = J(p)\n"
        "            p[k][i] = old - eps\n            b = J(p)\n            p[k][i] = old\n"
        "            m, g = (a - b) / eps / 2, gradients[k][i]\n"
        f"            worst.append({ERROR})\n        out[k] = max(worst)\n    return out",
        "def answer(J, parameters, gradients, eps):\n    def at(k, i, by):\n"
        "        v = parameters[k].copy()\n        v.flat[i] += by\n"
        "        return J(dict(parameters, **{k: v}))\n\n    def error(k, i):\n"
        "        m = (at(k, i, eps) - at(k, i, -eps)) / (2 * eps)\n"
        "        g = np.ravel(gradients[k])[i]\n"
        f"        return {ERROR}\n\n"
        "    return {k: max(error(k, i) for i in range(v.size)) for k, v in parameters.items()}",
        CHECK + "    for k, v in parameters.items():\n        original = v.copy()\n"
        "        m = np.zeros(v.shape)\n        for i in np.ndindex(v.shape):\n"
        "            v[i] = original[i] + eps\n            m[i] = J(parameters)\n"
        "            v[i] = original[i] - eps\n            m[i] -= J(parameters)\n"
        "            v[i] = original[i]\n        m /= 2 * eps\n        g = gradients[k]\n"
        "        scale = np.max([np.ones(g.shape), np.abs(g), np.abs(m)], axis=0)\n"
        "        errors[k] = float(np.max(np.abs(g - m) / scale))\n    return errors",
        "def answer(J, parameters, gradients, eps):\n"
        "    from utils.numpy_impl.gradient_check import relative_error\n    out = {}\n"
        "    for k in parameters:\n        m = np.empty(parameters[k].shape)\n"
        "        it = np.nditer(parameters[k], flags=['multi_index'])\n        for _ in it:\n"
        "            i = it.multi_index\n            d = {n: v.copy() for n, v in parameters.items()}\n"  # noqa: E501
        "            d[k][i] += eps\n            m[i] = J(d)\n            d[k][i] -= 2 * eps\n"
        "            m[i] = (m[i] - J(d)) / (2 * eps)\n"
        "        out[k] = relative_error(gradients[k], m)\n    return out",
        CHECK + "    for k, v in parameters.items():\n        n = v.size\n"
        "        steps = eps * np.eye(n).reshape(n, *v.shape)\n"
        "        m = np.array([J(parameters | {k: v + s}) - J(parameters | {k: v - s}) for s in steps])"  # noqa: E501
        "\n        m = (m / (2 * eps)).reshape(v.shape)\n        g = np.asarray(gradients[k])\n"
        "        size = np.abs(np.stack([g, m, np.ones_like(m)])).max(axis=0)\n"
        "        errors[k] = np.linalg.norm((np.abs(g - m) / size).ravel(), np.inf)\n    return errors",  # noqa: E501
        "def answer(J, parameters, gradients, eps):\n    p = copy.deepcopy(parameters)\n    out = {}\n"  # noqa: E501
        "    for k in p:\n        out[k] = 0.0\n        for i in np.ndindex(p[k].shape):\n"
        "            p[k][i] += eps\n            a = J(p)\n            p[k][i] -= 2 * eps\n"
        "            b = J(p)\n            p[k][i] += eps\n"
        "            m, g = (a - b) / (2 * eps), gradients[k][i]\n"
        f"            out[k] = max(out[k], {ERROR})\n    return out",
        "def answer(J, parameters, gradients, eps):\n    errors = dict.fromkeys(parameters, -1.0)\n"
        "    for k in parameters:\n        for i in np.ndindex(parameters[k].shape):\n"
        "            two = []\n            for sign in (-1, +1):\n"
        "                p = {n: np.copy(v) for n, v in parameters.items()}\n"
        "                p[k][i] = p[k][i] + sign * eps\n                two.append(J(p))\n"
        "            m = np.diff(two)[0] / (2 * eps)\n            g = gradients[k][i]\n"
        "            e = np.abs(g - m) / np.max([1, np.abs(g), np.abs(m)])\n"
        "            if e > errors[k]:\n                errors[k] = e\n    return errors",
    ],
    "sgd": [
        SGD + "    p = dict(parameters)\n    for t in range(len(X)):\n"
        "        g = gradients_of(X[t], y[t], p)\n"
        "        p = {k: p[k] - learning_rate * g[k] for k in p}\n    return p",
        SGD + "    for x_t, y_t in zip(X, y):\n        g = gradients_of(x_t, y_t, parameters)\n"
        "        parameters = {k: v - learning_rate * g[k] for k, v in parameters.items()}\n"
        "    return parameters",
        SGD + "    p = {k: v.copy() for k, v in parameters.items()}\n    for t in range(len(X)):\n"
        "        g = gradients_of(X[t], y[t], p)\n        for k in p:\n"
        "            p[k] -= learning_rate * g[k]\n    return p",
        SGD + "    p = copy.deepcopy(parameters)\n    for t in range(X.shape[0]):\n"
        "        g = gradients_of(X[t], y[t], p)\n        p['W2'] -= learning_rate * g['W2']\n"
        "        p['b2'] -= learning_rate * g['b2']\n        p['W3'] -= learning_rate * g['W3']\n"
        "        p['b3'] -= learning_rate * g['b3']\n    return p",
        SGD + "    W2, b2, W3, b3 = (parameters[k] for k in ('W2', 'b2', 'W3', 'b3'))\n"
        "    for a, b in zip(X, y):\n"
        "        g = gradients_of(a, b, {'W2': W2, 'b2': b2, 'W3': W3, 'b3': b3})\n"
        "        W2, b2 = W2 - learning_rate * g['W2'], b2 - learning_rate * g['b2']\n"
        "        W3, b3 = W3 - learning_rate * g['W3'], b3 - learning_rate * g['b3']\n"
        "    return {'b3': b3, 'W3': W3, 'b2': b2, 'W2': W2}",
        SGD + "    def step(p, batch):\n        g = gradients_of(*batch, p)\n"
        "        return {k: p[k] - learning_rate * g[k] for k in p}\n\n"
        "    return functools.reduce(step, zip(X, y), parameters)",
        SGD + "    p, t = parameters.copy(), 0\n    while t < len(y):\n"
        "        gradients = gradients_of(X[t, :], y[t, :], p)\n        for name in list(p):\n"
        "            p[name] = p[name] - learning_rate * gradients[name]\n        t += 1\n    return p",  # noqa: E501
        SGD + "    if len(X) == 0:\n        return dict(parameters)\n"
        "    g = gradients_of(X[0], y[0], parameters)\n"
        "    moved = {k: v - learning_rate * g[k] for k, v in parameters.items()}\n"
        "    return answer(moved, X[1:], y[1:], learning_rate)",
        SGD + "    from utils.numpy_impl.hidden_representations import sgd_step\n"
        "    for t in range(len(X)):\n"
        "        parameters = sgd_step(parameters, gradients_of(X[t], y[t], parameters), "
        "learning_rate)\n    return parameters",
        "def answer(parameters, X, y, learning_rate=0.1, every=None):\n    p = dict(parameters)\n"
        "    for k, x in enumerate(X):\n        g = gradients_of(x, y[k], p)\n        g.pop('X')\n"
        "        p.update({n: p[n] + -learning_rate * d for n, d in g.items()})\n    return p",
    ],
    "hidden_space": [
        "def answer(X, p):\n    u, v = p['W3']\n"
        "    return forward_of(X, p)[1], -u / v, -p['b3'] / v",
        "def answer(X, p):\n    Z2, X2, X3 = forward_of(X, p)\n    W3 = p['W3']\n"
        "    slope = -W3[0] / W3[1]\n    intercept = -p['b3'] / W3[1]\n"
        "    return X2, slope, intercept",
        "def answer(X, p):\n" + LINE + "    X2 = np.maximum(X @ p['W2'] + p['b2'], 0)\n"
        "    return X2, float(-(s / t)), float(-(b / t))",
        "def answer(X, p):\n"
        + LINE
        + "    X2 = forward_of(X, p)[1]\n    at = lambda u: (-b - s * u) / t\n"
        "    return X2, at(1.0) - at(0.0), at(0.0)",
        "def answer(X, p):\n" + LINE + "    c = np.polyfit([0, 1], [-b / t, -(b + s) / t], 1)\n"
        "    return forward_of(X, p)[1], c[0], c[1]",
        "def answer(X, p):\n" + LINE + "    slope, intercept = np.array([s, b]) / -t\n"
        "    return forward_of(X, p)[-2].copy(), slope, intercept",
        "def answer(X, p):\n    direction = np.array([-p['W3'][1], p['W3'][0]])\n"
        "    foot = -p['b3'] * p['W3'] / (p['W3'] @ p['W3'])\n"
        "    m = direction[1] / direction[0]\n    return forward_of(X, p)[1], m, foot[1] - m * foot[0]",  # noqa: E501
        "def answer(X, p):\n"
        + LINE
        + "    on = np.stack([forward_of(x[None], p)[1][0] for x in X])\n"
        "    line = np.linalg.solve([[0, 1], [1, 1]], [-b / t, -(s + b) / t])\n"
        "    return on, line[0], line[1]",
        "def answer(X, p):\n    return (np.array(forward_of(X, p)[1]), np.array(-p['W3'][0] / p['W3'][1]), "  # noqa: E501
        "np.array(-p['b3'] / p['W3'][1]))",
    ],
}
