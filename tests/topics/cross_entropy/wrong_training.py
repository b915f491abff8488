"""Wrong answers to lab 01's exercises 6 to 8, each wrong in some corner; see the right ones."""

HEAD = (
    "def answer(X, y, W, b):\n    N, R = len(y), len(b)\n    n = np.arange(N)\n"
    "    L = log_P_of(X @ W + b)\n    J = -L[n, y].mean()\n    P = np.exp(L)\n"
)
END = "    return J, X.T @ G, G.sum(axis=0)"
LOOP = (
    "def answer(X, y, n_classes, steps, learning_rate):\n"
    "    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)\n"
    "    v, u, losses = 0, 0, []\n    for t in range(steps):\n"
    "        J, dW, db = J_and_gradient(X, y, W, b)\n        losses.append(J)\n"
)
MOVE = (
    "        v, u = 0.9 * v + dW, 0.9 * u + db\n"
    "        W, b = W - learning_rate * v, b - learning_rate * u\n"
)
DONE = "    return W, b, np.array(losses)"
COUNT = (
    "def answer(x, y, x_new, y_new, n_x, n_y):\n    q = np.ones((n_x, n_y))\n"
    "    np.add.at(q, (x, y), 1)\n    q /= q.sum(axis=1, keepdims=True)\n"
)

WRONG = {
    "loss_and_gradient": [
        "lambda X, y, W, b: (np.log(2), np.array([[-0.5, 0.5], [-1, 1]]), np.array([-0.5, 0.5]))",
        HEAD + "    G = (P - np.eye(y.max() + 1)[y]) / N\n" + END,
        HEAD + "    G = (P - (y[:, None] == np.unique(y))) / N\n" + END,
        HEAD + "    G = (P - np.eye(R)[np.sort(y)]) / N\n" + END,
        HEAD + "    G = (P - np.eye(R)[y]) / (N - 1)\n" + END,
        HEAD + "    G = (P - np.eye(R)[y]) / R\n" + END,
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    W -= X.T @ G\n" + END,
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    y.sort()\n" + END,
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    return J, X.T @ G, G.sum(0, keepdims=True)",
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    return X.T @ G, G.sum(axis=0), J",
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    return J, G.sum(axis=0), X.T @ G",
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    return J, X.T @ G + 1e-4 * W, G.sum(0)",
        HEAD + "    G = (P - np.eye(R)[y]) / N\n    return min(J, 700.0), X.T @ G, G.sum(0)",
        HEAD + "    G = ((P - np.eye(R)[y]) / N).astype('f')\n"
        "    return J, (X.T.astype('f') @ G).astype(float), G.sum(0).astype(float)",
        HEAD + "    J = -np.log(P[n, y] + 1e-15).mean()\n    G = (P - np.eye(R)[y]) / N\n" + END,
        HEAD + "    J = -np.log(np.clip(P[n, y], 1e-300, 1)).mean()\n"
        "    G = (P - np.eye(R)[y]) / N\n" + END,
        HEAD + "    P[0, y] -= 1\n    G = P / N\n" + END,
    ],
    "fit": [
        "lambda X, y, n_classes, steps, learning_rate: (np.array([[-0.5, 0.5]]), np.zeros(2), "
        "np.array([np.log(2)]))",
        LOOP + MOVE + "    return W, b, losses",
        LOOP + MOVE + "    return W, b, np.array(losses)[:, None]",
        LOOP + MOVE + "        if J < 0.3:\n            break\n" + DONE,
        LOOP + MOVE.replace("0.9", "(0.9 if t < 100 else 0.99)") + DONE,
        LOOP + MOVE.replace("learning_rate", "learning_rate * 0.999**t") + DONE,
        LOOP + "        dW = dW + 1e-4 * W\n" + MOVE + DONE,
        LOOP + MOVE + "    return W - W.mean(1, keepdims=True) + 0.1, b, np.array(losses)",
        LOOP + "        dW = np.clip(dW, -0.5, 0.5)\n" + MOVE.replace("0.9", "0.9") + DONE,
        LOOP + "        u = 0.9 * u + db\n        v = 0.9 * u.sum() + dW\n"
        "        W, b = W - learning_rate * v, b - learning_rate * u\n" + DONE,
        LOOP
        + MOVE
        + "        W, b = W.astype('f').astype(float), b.astype('f').astype(float)\n"
        + DONE,
        LOOP + MOVE + "    rng.random()\n    return W, b, np.minimum.accumulate(losses) + 1e-5",
        LOOP + MOVE.replace("0.9", "mu") + DONE,
        LOOP.replace("np.zeros((X", "0.01 * np.ones((X") + MOVE + DONE,
        LOOP.replace("np.zeros((X.shape[1], n_classes))", "1e-3 * np.random.randn(X.shape[1], 1)")
        + MOVE
        + DONE,
        LOOP + MOVE + "    X -= X.mean(axis=0)\n" + DONE,
    ],
    "losses_by_counting": [
        "lambda x, y, x_new, y_new, n_x, n_y: (0.3269, 1.3863)",
        COUNT + "    return tuple(-np.log(q[x, y]).mean() for _ in 'ab')",
        COUNT + "    return -np.log(q[x_new, y_new]).mean(), -np.log(q[x, y]).mean()",
        COUNT + "    n = len(x)\n    return -np.log(q[x, y]).mean(), "
        "-np.log(q[x_new[:n], y_new[:n]]).mean()",
        COUNT + "    n = len(x_new)\n    return -np.log(q[x[:n], y[:n]]).mean(), "
        "-np.log(q[x_new, y_new]).mean()",
        COUNT + "    return -np.median(np.log(q[x, y])), -np.log(q[x_new, y_new]).mean()",
        COUNT + "    return -np.log(q[x, y]).mean() - np.log(q[x_new, y_new]).mean()",
        COUNT.replace("np.ones((n_x, n_y))", "np.ones((n_x, n_y)) * 0.5")
        + "    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()",
        COUNT.replace("np.ones((n_x, n_y))", "np.full((n_x, n_y), 1 / n_y)")
        + "    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()",
        COUNT.replace("np.ones((n_x, n_y))", "np.ones((n_x, 2))")
        + "    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()",
        COUNT.replace("np.ones((n_x, n_y))", "np.ones((n_y, n_x)).T[:4, :3]")
        + "    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()",
        COUNT + "    x.sort()\n    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()",
        COUNT + "    q = q.astype('f')\n    return float(-np.log(q[x, y]).mean()), "
        "float(-np.log(q[x_new, y_new]).mean())",
        COUNT + "    return round(-np.log(q[x, y]).mean(), 4), "
        "round(-np.log(q[x_new, y_new]).mean(), 4)",
        COUNT + "    new = x_new != x_new[0]\n    return -np.log(q[x, y]).mean(), "
        "-np.log(q[x_new[new], y_new[new]]).mean()",
        COUNT + "    keep = np.isin(x_new, x)\n    return -np.log(q[x, y]).mean(), "
        "-np.log(q[x_new[keep], y_new[keep]]).mean()",
        COUNT
        + "    x_new[:] = 0\n    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()",
    ],
}
