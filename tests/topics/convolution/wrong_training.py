"""Wrong answers to lab 03's exercises 7 to 9, each wrong in some corner; see the right ones."""

from topics.convolution.right_training import CURVE, STEP

MOVE = (
    "    v = {k: 0.9 * velocity[k] + gradients[k] for k in parameters}\n"
    "    new = {k: parameters[k] - learning_rate * v[k] for k in parameters}\n"
)
DONE = "    return J, new, v"
GOOD = "np.outer([1, 0, -1], [1, 1, 1])"
SHARES = CURVE + "    a = [(predict(distort(X, s)) == y).mean() for s in strengths]\n"

WRONG = {
    "edge_kernels": [
        f"lambda: {GOOD}",
        f"lambda: ({GOOD},)",
        f"lambda: ({GOOD}, {GOOD})",
        f"lambda: ({GOOD}, -{GOOD}.T)",
        f"lambda: ({GOOD} + 0.1, {GOOD}.T)",
        f"lambda: ({GOOD}, {GOOD}.T + np.eye(3))",
        f"lambda: ({GOOD}, np.array([[1, 0, -1], [1, 0, -1], [1, 1, -1]]))",
        f"lambda: ({GOOD}.astype(float) * np.nan, {GOOD}.T)",
        f"lambda: ({GOOD}[None, None], {GOOD}.T[None, None])",
        f"lambda: ({GOOD}, {GOOD}.T[:2, :2])",
        f"lambda: ({GOOD}, 'vertical')",
        f"lambda: ({GOOD}.T, {GOOD})",
        "lambda: (np.array([[1, 1, 1], [0, 0, 0], [0, 0, 0]]), np.array([[1, 0, 0]] * 3))",
        "lambda: (np.array([[1, 0, -1]] * 3) * 2, np.array([[1, 0, -1]] * 3))",
        "lambda: (np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]), np.array([[1, 0, -1]] * 3))",
        "lambda: (np.array([[1, 2, 1], [-2, -4, -2], [1, 2, 1]]), np.array([[1, -2, 1]] * 3))",
        "lambda: (np.array([[0, 1, 1], [-1, 0, 1], [-1, -1, 0]]), np.array([[1, 0, -1]] * 3))",
        "lambda: (np.array([[1, 1, 1], [0, 0, 0], [-1, 0, -1]]), np.array([[1, 0, -1]] * 3))",
        "lambda: (np.array([[1, -2, 1], [0, 0, 0], [-1, 2, -1]]), np.array([[1, 0, -1]] * 3))",
        f"lambda: {{'horizontal': {GOOD}, 'vertical': {GOOD}.T}}",
        "lambda: np.random.default_rng().normal(size=(2, 3, 3))",
    ],
    "training_step": [
        "lambda X, y, parameters, velocity, learning_rate: (2.3, parameters, velocity)",
        STEP + MOVE.replace("0.9", "0.95") + DONE,
        STEP + MOVE.replace("0.9", "mu").replace("gradients", "(1 - mu) * gradients") + DONE,
        STEP + MOVE + "    return J, v, new",
        STEP + MOVE + "    return new, v, J",
        STEP + MOVE + "    return J, new",
        STEP + MOVE + "    return J, list(new.values()), list(v.values())",
        STEP + MOVE + "    del new['OUT.b']\n" + DONE,
        STEP + MOVE + "    new['OUT.b'] = parameters['OUT.b']\n" + DONE,
        STEP + MOVE + "    new['C1.W'] = parameters['C1.W']\n" + DONE,
        STEP + MOVE + "    return min(J, 30.0), new, v",
        STEP + MOVE + "    return np.float32(J), new, v",
        STEP + MOVE + "    new = {k: a.astype('f').astype(float) for k, a in new.items()}\n" + DONE,
        STEP + MOVE + "    velocity.update(v)\n" + DONE,
        STEP + MOVE + "    parameters['C1.b'] += 1\n" + DONE,
        STEP + MOVE + "    X *= 0\n" + DONE,
        STEP + MOVE.replace("gradients[k]", "np.clip(gradients[k], -0.05, 0.05)") + DONE,
        STEP + MOVE.replace("gradients[k]", "(gradients[k] + 1e-3 * parameters[k])") + DONE,
        STEP + "    for k in parameters:\n        velocity[k] *= 0.9\n        velocity[k] += "
        "gradients[k]\n        parameters[k] -= learning_rate * velocity[k]\n"
        "    return J, parameters, velocity",
        STEP + "    new, v = {}, {}\n    for k in parameters:\n"
        "        v[k] = 0.9 * velocity['OUT.b'].mean() + gradients[k]\n"
        "        new[k] = parameters[k] - learning_rate * v[k]\n" + DONE,
        STEP.replace("log_softmax(scores)", "np.log(np.exp(log_softmax(scores)) + 1e-12)")
        + MOVE
        + DONE,
        STEP.replace("g / N", "g / 10") + MOVE + DONE,
        STEP.replace("g / N", "g / max(N - 1, 1)") + MOVE + DONE,
        STEP.replace(".mean()", ".max()") + MOVE + DONE,
        STEP.replace("g[np.arange(N), y] -= 1", "g[0, y] -= 1") + MOVE + DONE,
        STEP.replace("g[np.arange(N), y] -= 1", "g[:, y] -= 1") + MOVE + DONE,
        STEP.replace("g[np.arange(N), y] -= 1", "g[np.arange(N), scores.argmax(1)] -= 1")
        + MOVE
        + DONE,
    ],
    "robustness_curve": [
        "lambda predict, distort, X, y, strengths: np.array([1.0, 2 / 3])",
        SHARES + "    return a",
        SHARES + "    return tuple(a)",
        SHARES + "    return np.array(a)[:, None]",
        SHARES + "    return np.array(a).round(2)",
        SHARES + "    return np.array(a, 'f')",
        SHARES + "    return np.minimum.accumulate(a)",
        SHARES + "    return dict(zip(strengths, a))",
        SHARES + "    return np.array(a) / max(a)",
        SHARES + "    X -= 1\n    return np.array(a)",
        SHARES + "    y[:] = 0\n    return np.array(a)",
        SHARES + "    return np.unique(a)[::-1]",
        SHARES.replace("in strengths", "in sorted(strengths)") + "    return np.array(a)",
        SHARES.replace("in strengths", "in set(list(strengths))") + "    return np.array(a)",
        SHARES.replace(
            "in strengths", "in np.linspace(min(strengths), max(strengths), len(strengths))"
        )
        + "    return np.array(a)",
        SHARES.replace("== y)", "== np.sort(y))") + "    return np.array(a)",
        SHARES.replace("== y)", ">= y)") + "    return np.array(a)",
        SHARES.replace("distort(X, s)", "distort(X[:5], s)").replace("== y)", "== y[:5])")
        + "    return np.array(a)",
        SHARES.replace("distort(X, s)", "np.clip(distort(X, s), 0, 1)") + "    return np.array(a)",
        SHARES.replace("distort(X, s)", "distort(X, abs(s))") + "    return np.array(a)",
        CURVE + "    a = []\n    for s in strengths:\n        X = distort(X, s)\n"
        "        a.append((predict(X) == y).mean())\n    return np.array(a)",
        CURVE + "    a = np.zeros(len(strengths), int)\n    for k, s in enumerate(strengths):\n"
        "        a[k] = (predict(distort(X, s)) == y).mean()\n    return a",
        CURVE + "    return np.array([(read(distort(X, s)) == y).mean() for s in strengths])",
    ],
}
