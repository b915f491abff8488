"""Wrong answers to lab 02's exercises 1 to 5, each wrong in some corner; see the right ones."""

FORWARD = 'def answer(X, p):\n    W2, b2, W3, b3 = p["W2"], p["b2"], p["W3"], p["b3"]\n'
Z2 = FORWARD + "    Z2 = X @ W2 + b2\n"
X2 = Z2 + "    X2 = np.maximum(Z2, 0)\n"
X3 = "    z3 = X2 @ W3 + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3))"
BACKWARD = (
    "def answer(X, y, p):\n    N = len(X)\n    Z2, X2, X3 = forward_of(X, p)\n"
    '    W2, W3 = p["W2"], p["W3"]\n'
)
ERROR_3 = BACKWARD + "    dz3 = (X3 - y) / N\n"
LAYER_2 = ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n"
GIVE = (
    "    return {'X': dZ2 @ W2.T, 'W2': X.T @ dZ2, 'b2': dZ2.sum(0), 'W3': X2.T @ dz3, "
    "'b3': dz3.sum()}"
)
CHECK = "def answer(J, parameters, gradients, eps):\n    errors = {}\n"
ENTRIES = (
    "    for k in parameters:\n        errors[k] = 0\n"
    "        for i in np.ndindex(parameters[k].shape):\n"
)
MOVED = (
    "            up, down = ({n: v.copy() for n, v in parameters.items()} for _ in 'ab')\n"
    "            up[k][i] += eps\n            down[k][i] -= eps\n"
)
SLOPE = "            m, g = (J(up) - J(down)) / (2 * eps), gradients[k][i]\n"
LARGEST = (
    "            errors[k] = max(errors[k], abs(g - m) / max(1, abs(g), abs(m)))\n    return errors"
)
SGD = "def answer(parameters, X, y, learning_rate):\n    p = dict(parameters)\n"
STEPS = SGD + "    for t in range(len(X)):\n        g = gradients_of(X[t], y[t], p)\n"
MOVE = "        p = {k: p[k] - learning_rate * g[k] for k in p}\n"
SPACE = "def answer(X, p):\n    (s, t), b = p['W3'], p['b3']\n    X2 = forward_of(X, p)[1]\n"

WRONG = {
    "forward": [
        "lambda X, p: (np.array([[3.0, -1.0]]), np.array([[3.0, 0.0]]), np.array([0.7311]))",
        X2 + "    X3 = 1 / (1 + np.exp(-np.clip(X2 @ W3 + b3, -5, 5)))\n    return Z2, X2, X3",
        X2 + "    X3 = np.round(1 / (1 + np.exp(-(X2 @ W3 + b3))), 4)\n    return Z2, X2, X3",
        Z2 + "    X2 = np.abs(Z2) * (Z2 > -1)\n" + X3,
        Z2 + "    X2 = np.minimum(np.maximum(Z2, 0), 6)\n" + X3,
        Z2 + "    X2 = np.log1p(np.exp(Z2))\n" + X3,
        Z2 + "    X2 = Z2 / (1 + np.exp(-Z2))\n" + X3,
        Z2 + "    X2 = np.maximum(Z2, 1e-6)\n" + X3,
        Z2 + "    X2 = np.where(Z2 > 1e-5, Z2, 0)\n" + X3,
        Z2 + "    X2 = np.where(Z2 >= 0, Z2 + 1e-7, 0)\n" + X3,
        Z2 + "    Z2[Z2 < 0] = 0\n    X2 = Z2\n" + X3,
        Z2 + "    X2 = np.max([Z2, np.zeros_like(Z2)])\n" + X3,
        Z2 + "    X2 = np.max(Z2, 0)\n" + X3,
        Z2 + "    X2 = max(Z2, 0)\n" + X3,
        Z2.replace("+ b2", "+ b2[0]") + "    X2 = np.maximum(Z2, 0)\n" + X3,
        Z2.replace("+ b2", "+ b2.sum()") + "    X2 = np.maximum(Z2, 0)\n" + X3,
        Z2.replace("+ b2", "* b2") + "    X2 = np.maximum(Z2, 0)\n" + X3,
        X2 + "    z3 = X2 @ W3 / len(W3) + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3))",
        X2 + "    z3 = X2.sum(axis=1) + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3))",
        X2 + "    z3 = X2 @ W3 + b3 * len(W3)\n    return Z2, X2, 1 / (1 + np.exp(-z3))",
        X2 + "    z3 = X2[:, :2] @ W3[:2] + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3))",
        X2 + "    z3 = X2 @ W3 + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3 / 2))",
        X2 + "    z3 = X2 @ W3 + b3\n    return Z2, X2, 1 / 1 + np.exp(-z3)",
        X2 + "    z3 = X2 @ W3 + b3\n    return Z2, X2, z3",
        X2 + "    z3 = X2 @ W3 + b3\n    return [Z2, X2, 1 / (1 + np.exp(-z3))]",
        X2 + "    z3 = X2 @ W3 + b3\n    return Z2, X2, list(1 / (1 + np.exp(-z3)))",
        X2 + "    z3 = X2 @ W3 + b3\n    return Z2, X2, 1 / (1 + np.exp(-z3)), z3",
        X2 + "    z3 = (X2 @ W3 + b3).mean()\n    return Z2, X2, 1 / (1 + np.exp(-z3))",
        "def answer(X, p):\n    p['b2'] += 0.0\n    X *= 1\n    p['W2'][0] = p['W2'][0] + 1e-3\n"
        "    Z2 = X @ p['W2'] + p['b2']\n    X2 = np.maximum(Z2, 0)\n"
        "    return Z2, X2, 1 / (1 + np.exp(-(X2 @ p['W3'] + p['b3'])))",
        "def answer(X, p):\n    W2, b2, W3, b3 = (example[k] for k in example)\n"
        "    Z2 = X @ W2 + b2\n    X2 = np.maximum(Z2, 0)\n" + X3,
        Z2.replace("X @ W2", "X.astype('f') @ W2.astype('f')")
        + "    X2 = np.maximum(Z2, 0)\n"
        + X3,
        Z2.replace("X @ W2", "X.astype(int) @ W2") + "    X2 = np.maximum(Z2, 0)\n" + X3,
        X2 + "    X2 = X2 * (np.random.rand(*X2.shape) < 0.5) * 2\n" + X3,
    ],
    "backward": [
        "lambda X, y, p: {k: np.zeros_like(v) for k, v in p.items()} | {'X': np.zeros_like(X)}",
        BACKWARD + "    dz3 = (X3 - y) / 4\n    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n" + GIVE,
        BACKWARD
        + "    dz3 = (X3 - y) / (N - 1 or 1)\n    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n"
        + GIVE,
        BACKWARD + "    dz3 = 2 * (X3 - y) / N\n    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n" + GIVE,
        BACKWARD + "    dz3 = np.abs(X3 - y) / N\n    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n" + GIVE,
        BACKWARD + "    dz3 = -(y / X3) / N\n    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n" + GIVE,
        BACKWARD
        + "    dz3 = (X3 - y) / len(p['b2'])\n    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n"
        + GIVE,
        BACKWARD + "    dz3 = np.where(y == 1, X3 - 1, 0) / N\n"
        "    dZ2 = np.outer(dz3, W3) * (Z2 > 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (Z2 > 0).all(axis=0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (Z2[0] > 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * np.where(Z2 > 0, 1, 0.01)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * np.sign(Z2)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (X2 >= 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (Z2 > 1e-3)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * ~np.isclose(X2, 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (Z2 != 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3) * (np.outer(dz3, W3) > 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, np.abs(W3)) * (Z2 > 0)\n" + GIVE,
        ERROR_3 + "    dZ2 = np.outer(dz3, W3 > 0) * (Z2 > 0)\n" + GIVE,
        LAYER_2 + GIVE.replace("dz3.sum()}", "dz3.mean()}"),
        LAYER_2 + GIVE.replace("dZ2.sum(0)", "dZ2.max(0)"),
        LAYER_2 + GIVE.replace("dZ2.sum(0)", "dZ2[0]"),
        LAYER_2 + GIVE.replace("X.T @ dZ2", "np.outer(X[0], dZ2[0])"),
        LAYER_2 + GIVE.replace("X.T @ dZ2", "X.mean(0)[:, None] * dZ2.sum(0)"),
        LAYER_2 + GIVE.replace("X2.T @ dz3", "X2.T @ dZ2"),
        LAYER_2 + GIVE.replace("X2.T @ dz3", "(X2.T @ dz3)[:, None]"),
        LAYER_2 + GIVE.replace("X2.T @ dz3", "X2.mean(0) * dz3.sum()"),
        LAYER_2 + GIVE.replace("dz3.sum()}", "dz3.sum(keepdims=True)}"),
        LAYER_2 + GIVE.replace("'X': dZ2 @ W2.T", "'X': X.T @ dZ2"),
        LAYER_2 + GIVE.replace("'X': dZ2 @ W2.T", "'X': np.outer(dz3, W3) @ W2.T"),
        LAYER_2
        + "    g = "
        + GIVE.removeprefix("    return ")
        + "\n    return {k: np.clip(v, -1, 1) for k, v in g.items()}",
        LAYER_2
        + "    p['W2'] -= 0.1 * X.T @ dZ2\n"
        + GIVE.replace("dZ2 @ W2.T", "dZ2 @ (W2 + 0.1 * X.T @ dZ2).T"),
        LAYER_2 + "    return dZ2 @ W2.T, X.T @ dZ2, dZ2.sum(0), X2.T @ dz3, dz3.sum()",
        LAYER_2 + GIVE.replace("'X'", "'dX'").replace("'W2'", "'dW2'"),
        LAYER_2
        + "    g = "
        + GIVE.removeprefix("    return ")
        + "\n    g['J'] = 0.0\n    return g",
        "def answer(X, y, p):\n    Z2, X2, X3 = forward_of(X, example)\n    dz3 = (X3 - y) / len(y)\n"  # noqa: E501
        "    W2, W3 = p['W2'], p['W3']\n    dZ2 = np.outer(dz3, W3[:2]) * (Z2 > 0)\n" + GIVE,
    ],
    "gradient_errors": [
        "lambda J, parameters, gradients, eps: {k: 0.0 for k in parameters}",
        "lambda J, parameters, gradients, eps: {k: 0.2 * (k == 'b') for k in parameters}",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = abs(g - m) / max(1, abs(g), abs(m))\n    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = max(errors[k], abs(g - m) / max(1e-8, abs(g) + abs(m)))\n"
        "    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = max(errors[k], (g - m) ** 2 / max(1, g**2, m**2))\n"
        "    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = max(errors[k], abs(g - m) / max(1, abs(g), abs(m)))\n"
        "        return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = max(errors[k], abs(g - m) / max(1, g, m))\n    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = max(errors[k], round(abs(g - m) / max(1, abs(g), abs(m)), 2))\n"
        "    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] += abs(g - m) / max(1, abs(g), abs(m)) / parameters[k].size\n"
        "    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            errors[k] = max(errors[k], abs(g) - abs(m), abs(m) - abs(g))\n"
        "    return errors",
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE
        + "            if np.isclose(g, m):\n                continue\n"
        + LARGEST.replace("abs(g - m)", "1"),
        CHECK
        + ENTRIES
        + "            up = dict(parameters)\n            up[k][i] += eps\n            a = J(up)\n"
        "            up[k][i] -= 2 * eps\n            m, g = (a - J(up)) / (2 * eps), gradients[k][i]\n"  # noqa: E501
         + LARGEST,
        CHECK + ENTRIES + "            up = parameters.copy()\n            up[k] = up[k].copy()\n"
        "            up[k][i] *= 1 + eps\n            down = parameters.copy()\n"
        "            down[k] = down[k].copy()\n            down[k][i] *= 1 - eps\n"
        + SLOPE
        + LARGEST,
        CHECK
        + ENTRIES
        + MOVED.replace("eps", "eps * max(1, abs(parameters[k][i]))")
        + SLOPE
        + LARGEST,
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE.replace("(J(up) - J(down))", "np.abs(J(up) - J(down))")
        + LARGEST,
        CHECK
        + ENTRIES
        + MOVED
        + SLOPE.replace("(J(up) - J(down))", "(J(up) + J(down) - 2 * J(parameters))")
        + LARGEST,
        CHECK + "    for k in gradients:\n        errors[k] = 0\n"
        "        for i in np.ndindex(gradients[k].shape):\n            if k == 'X':\n"
        "                continue\n" + MOVED + SLOPE + LARGEST,
        CHECK + "    for k in ('W2', 'b2', 'W3', 'b3'):\n        errors[k] = 0\n"
        "        for i in np.ndindex(parameters[k].shape):\n" + MOVED + SLOPE + LARGEST,
        CHECK + "    for k, v in parameters.items():\n        errors[k] = 0\n"
        "        for i in range(v.size):\n            for sign in (1, -1):\n                pass\n"
        "            up, down = v.copy(), v.copy()\n            up.flat[i] += eps\n"
        "            down.flat[i] -= eps\n"
        "            m = (J({k: up}) - J({k: down})) / (2 * eps)\n            g = gradients[k].flat[i]\n"  # noqa: E501
         + LARGEST,
        CHECK
        + "    for k, v in parameters.items():\n        errors[k] = 0\n        rows = v.shape[0] "
        "if v.ndim else 1\n        for i in range(rows):\n            i = (i,) * v.ndim\n"
        + MOVED
        + SLOPE
        + LARGEST,
        "def answer(J, parameters, gradients, eps):\n    from utils.numpy_impl.gradient_check import "  # noqa: E501
        "numerical_gradient, relative_error\n"
        "    return {k: relative_error(gradients[k], numerical_gradient(lambda v: J(parameters | {k: v})"  # noqa: E501
        ", parameters[k])) for k in parameters}",
    ],
    "sgd": [
        "lambda parameters, X, y, learning_rate: {k: v.copy() for k, v in parameters.items()}",
        SGD.replace("dict(parameters)", "parameters") + "    for t in range(len(X)):\n"
        "        g = gradients_of(X[t], y[t], p)\n        for k in p:\n"
        "            p[k] = p[k] - learning_rate * g[k]\n    return p",
        SGD + "    for t in range(len(X)):\n        g = gradients_of(X[t], y[t], p)\n"
        "        for k in p:\n            p[k] -= learning_rate * g[k]\n    return p",
        STEPS + "        for k in ('W2', 'W3'):\n            p[k] = p[k] - learning_rate * g[k]\n"
        "    return p",
        STEPS + "        norm = np.sqrt(sum((g[k] ** 2).sum() for k in p))\n"
        "        g = {k: v / max(1, norm) for k, v in g.items()}\n" + MOVE + "    return p",
        STEPS + "        norm = np.sqrt(sum((g[k] ** 2).sum() for k in p))\n"
        "        g = {k: v / (norm + 1e-12) for k, v in g.items()}\n" + MOVE + "    return p",
        STEPS
        + "        g = {k: np.clip(v, -0.1, 0.1) for k, v in g.items()}\n"
        + MOVE
        + "    return p",
        STEPS + "        g = {k: np.sign(v) for k, v in g.items()}\n" + MOVE + "    return p",
        STEPS + MOVE.replace("learning_rate", "learning_rate * 0.999**t") + "    return p",
        STEPS + MOVE.replace("learning_rate", "eta") + "    return p",
        STEPS + MOVE.replace("- learning_rate", "- learning_rate * 4 / len(y[t])") + "    return p",
        STEPS + MOVE + "        if t >= 49:\n            break\n    return p",
        STEPS + MOVE + "    return p['W2'], p['b2'], p['W3'], p['b3']",
        STEPS + MOVE + "    p['X'] = g['X']\n    return p",
        STEPS + MOVE + "    return {k: v.astype('f').astype(float) for k, v in p.items()}",
        STEPS + MOVE + "        return p",
        SGD
        + "    for t in np.random.permutation(len(X)):\n        g = gradients_of(X[t], y[t], p)\n"
        + MOVE
        + "    return p",
        SGD + "    for t in range(len(X)):\n        k_ = np.random.randint(X.shape[1])\n"
        "        g = gradients_of(X[t][[k_]], y[t][[k_]], p)\n" + MOVE + "    return p",
        SGD
        + "    for t in range(len(X)):\n        g = gradients_of(X[t], y[0], p)\n"
        + MOVE
        + "    return p",
        SGD
        + "    for b in range(X.shape[1]):\n        g = gradients_of(X[:, b], y[:, b], p)\n"
        + MOVE
        + "    return p",
        SGD + "    total = {k: 0 for k in p}\n    for t in range(len(X)):\n"
        "        g = gradients_of(X[t], y[t], p)\n"
        "        total = {k: total[k] + g[k] for k in p}\n"
        "    return {k: p[k] - learning_rate * total[k] for k in p}",
        SGD + "    average = {k: 0 for k in p}\n    for t in range(len(X)):\n"
        "        g = gradients_of(X[t], y[t], p)\n"
        + MOVE
        + "        average = {k: average[k] + p[k] / len(X) for k in p}\n    return average",
        SGD + "    s = {k: 1e-8 for k in p}\n    for t in range(len(X)):\n"
        "        g = gradients_of(X[t], y[t], p)\n        s = {k: s[k] + g[k] ** 2 for k in p}\n"
        "        p = {k: p[k] - learning_rate * g[k] / np.sqrt(s[k]) for k in p}\n    return p",
        SGD
        + "    for t in range(len(X)):\n        g = gradients_of(X[t], y[t], parameters)\n"
        + MOVE
        + "    return p",
    ],
    "hidden_space": [
        "lambda X, p: (np.array([[3.0, 0.0], [1.0, 0.0]]), -1 / 3, 2 / 3)",
        SPACE + "    return X2, -s / t, -b / t, 0",
        SPACE + "    return X2, (-s / t, -b / t)",
        SPACE + "    return X2, np.array([-s / t]), np.array([-b / t])",
        SPACE + "    return X2, round(-s / t, 3), round(-b / t, 3)",
        SPACE + "    return X2, abs(s / t), abs(b / t)",
        SPACE + "    return X2, -s / abs(t), -b / t",
        SPACE + "    return X2, -s / t, -b / np.hypot(s, t)",
        SPACE + "    return X2, -s / t, -(b + 0.5) / t",
        SPACE + "    return X2, -s / t, (1 - b) / t",
        SPACE + "    return X2, -s / t, -b / t * s",
        SPACE + "    return X2, -s / t, -b / (s + t)",
        SPACE + "    return X2.mean(axis=0), -s / t, -b / t",
        SPACE + "    return X2[:4], -s / t, -b / t",
        SPACE + "    return X2 / X2.max(), -s / t, -b / t",
        SPACE + "    return X2.tolist(), -s / t, -b / t",
        SPACE + "    slope = (X2[1, 1] - X2[0, 1]) / (X2[1, 0] - X2[0, 0])\n"
        "    return X2, slope, X2[0, 1] - slope * X2[0, 0]",
        SPACE + "    slope, intercept = np.polyfit(X2[:, 0], X2[:, 1], 1)\n"
        "    return X2, slope, intercept",
        SPACE + "    X2 = forward_of(inputs, p)[1]\n    return X2, -s / t, -b / t",
        SPACE + "    X2 = X @ p['W2'] + p['b2']\n    X2[0] = np.maximum(X2[0], 0)\n"
        "    return X2, -s / t, -b / t",
        SPACE + "    p['W3'] /= t\n    return X2, -p['W3'][0], -b / t",
        "lambda X, p: (forward_of(X, p)[1], -p['W3'][0] / p['W3'][1], -p['b2'][0] / p['W3'][1])",
        "lambda X, p: (forward_of(X, p)[1], -example['W3'][0] / example['W3'][1], "
        "-example['b3'] / example['W3'][1])",
    ],
}
