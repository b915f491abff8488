"""Right answers to lab 03's exercises 7 to 9 in many styles, as in `convolution_right`."""

KERNELS = "def answer():\n"
STEP = (
    "def answer(X, y, parameters, velocity, learning_rate):\n"
    "    scores, cache = lenet_forward(X, parameters)\n    N = len(y)\n"
    "    log_P = log_softmax(scores)\n    J = -log_P[np.arange(N), y].mean()\n"
    "    g = np.exp(log_P)\n    g[np.arange(N), y] -= 1\n"
    "    gradients = lenet_backward(g / N, cache)\n"
)
CURVE = "def answer(predict, distort, X, y, strengths):\n"

RIGHT = {
    "edge_kernels": [
        "lambda: (np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]]), "
        "np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]]))",
        "lambda: (np.array([[1., 2, 1], [0, 0, 0], [-1, -2, -1]]), "
        "np.array([[1., 0, -1], [2, 0, -2], [1, 0, -1]]))",
        "lambda: (np.array([[3, 10, 3], [0, 0, 0], [-3, -10, -3]]) / 16, "
        "np.array([[3, 10, 3], [0, 0, 0], [-3, -10, -3]]).T / 16)",
        "lambda: (np.array([[0, 1, 0], [0, 0, 0], [0, -1, 0]]), "
        "np.array([[0, 0, 0], [1, 0, -1], [0, 0, 0]]))",
        "lambda: (np.array([[0, 0, 0], [0, 1, 0], [0, -1, 0]]), "
        "np.array([[0, 0, 0], [1, -1, 0], [0, 0, 0]]))",
        "lambda: (np.array([[1, 1, 1], [-1, -1, -1], [0, 0, 0]]), np.array([[0, .5, -.5]] * 3))",
        "lambda: (np.array([[2, 2, 2], [-1, -1, -1], [-1, -1, -1]]), np.array([[1, 1, -2]] * 3))",
        "lambda: np.stack([np.outer([1, 0, -1], [1, 1, 1]), np.outer([1, 1, 1], [1, 0, -1])])",
        "lambda: (np.array([[1., 1, 1], [0, 0, 0], [-1, -1, -1]]) / 3, "
        "np.rot90(np.array([[1., 1, 1], [0, 0, 0], [-1, -1, -1]])))",
        "lambda: (1e-3 * np.outer([.1, .2, -.3], [.1, .7, .2]), np.outer([.3, .3, .3], [1, 0, "
        "-1]))",
        "lambda: [np.outer([1, 0, -1], [1, 2, 1]), np.outer([1, 2, 1], [1, 0, -1])]",
        "lambda: ([[1, 1, 1], [0, 0, 0], [-1, -1, -1]], [[1, 0, -1], [1, 0, -1], [1, 0, -1]])",
        KERNELS + "    h = np.zeros((3, 3))\n    h[0], h[2] = 1, -1\n    return h, h.T",
        KERNELS + "    blur = np.array([1, 2, 1]) / 4\n    step = np.array([1, 0, -1])\n"
        "    return np.outer(step, blur), np.outer(blur, step)",
    ],
    "training_step": [
        STEP + "    v = {k: 0.9 * velocity[k] + gradients[k] for k in parameters}\n"
        "    return J, {k: parameters[k] - learning_rate * v[k] for k in parameters}, v",
        STEP + "    new, vel = {}, {}\n    for name in gradients:\n"
        "        vel[name] = 0.9 * velocity[name] + gradients[name]\n"
        "        new[name] = parameters[name] - learning_rate * vel[name]\n"
        "    return float(J), new, vel",
        STEP
        + "    new, vel = parameters.copy(), velocity.copy()\n    for k, g in gradients.items():\n"
        "        vel[k] = 0.9 * vel[k] + g\n        new[k] = new[k] - learning_rate * vel[k]\n"
        "    return J, new, vel",
        STEP
        + "    import copy\n    new, vel = copy.deepcopy(parameters), copy.deepcopy(velocity)\n"
        "    for k in new:\n        vel[k] *= 0.9\n        vel[k] += gradients[k]\n"
        "        new[k] -= learning_rate * vel[k]\n    return J, new, vel",
        "def answer(X, y, parameters, velocity, learning_rate):\n"
        "    Z, cache = lenet_forward(X, parameters)\n    L = log_softmax(Z)\n    Y = "
        "np.eye(10)[y]\n"
        "    J = -(Y * L).sum() / len(y)\n    G = lenet_backward((np.exp(L) - Y) / len(y), cache)\n"
        "    v = {k: 0.9 * velocity[k] + G[k] for k in G}\n"
        "    return J, {k: parameters[k] - learning_rate * v[k] for k in v}, v",
        "def answer(X, y, parameters, velocity, learning_rate):\n"
        "    Z, cache = lenet_forward(X, parameters)\n    L = scipy.special.log_softmax(Z, "
        "axis=1)\n"
        "    Y = (y[:, None] == np.arange(10)).astype(float)\n"
        "    J = np.mean(-L[Y == 1])\n    G = lenet_backward((np.exp(L) - Y) / X.shape[0], cache)\n"
        "    theta, v = {}, {}\n    for k, p in parameters.items():\n"
        "        v[k] = G[k] + 0.9 * velocity[k]\n        theta[k] = p - v[k] * learning_rate\n"
        "    return np.array(J), theta, v",
        "def answer(X, y, parameters, velocity, learning_rate):\n"
        "    Z, cache = lenet_forward(X, parameters)\n    m = Z.max(axis=1, keepdims=True)\n"
        "    L = Z - m - np.log(np.exp(Z - m).sum(axis=1, keepdims=True))\n    N = len(X)\n"
        "    J = sum(-L[n, y[n]] for n in range(N)) / N\n    d = np.exp(L) / N\n"
        "    for n in range(N):\n        d[n, y[n]] -= 1 / N\n    G = lenet_backward(d, cache)\n"
        "    v = {k: 0.9 * velocity[k] + G[k] for k in G}\n"
        "    return J, {k: parameters[k] - learning_rate * v[k] for k in v}, v",
        "def answer(X, y, parameters, velocity, learning_rate):\n"
        "    p = {k: torch.tensor(a, requires_grad=True) for k, a in parameters.items()}\n"
        "    f = torch.nn.functional\n    h = torch.tensor(X)\n"
        "    h = f.max_pool2d(f.conv2d(h, p['C1.W'], p['C1.b'], padding=2).relu(), 2)\n"
        "    h = f.max_pool2d(f.conv2d(h, p['C3.W'], p['C3.b']).relu(), 2).flatten(1)\n"
        "    h = (h @ p['F5.W'] + p['F5.b']).relu()\n    h = (h @ p['F6.W'] + p['F6.b']).relu()\n"
        "    J = f.cross_entropy(h @ p['OUT.W'] + p['OUT.b'], torch.tensor(y))\n    J.backward()\n"
        "    v = {k: 0.9 * velocity[k] + p[k].grad.numpy() for k in p}\n"
        "    return J.item(), {k: parameters[k] - learning_rate * v[k] for k in v}, v",
        STEP + "    v, new = dict.fromkeys(parameters), dict.fromkeys(parameters)\n"
        "    for k in parameters:\n        v[k] = np.add(np.multiply(velocity[k], 0.9), "
        "gradients[k])\n"
        "        new[k] = np.subtract(parameters[k], np.multiply(learning_rate, v[k]))\n"
        "    return J, new, v",
        STEP + "    v = {}\n    for k in reversed(list(parameters)):\n"
        "        v[k] = MOMENTUM * velocity[k] + gradients[k]\n"
        "    return np.float64(J), {k: t - learning_rate * v[k] for k, t in parameters.items()}, v",
        "def answer(images, labels, theta, v, eta, mu=0.9):\n"
        "    scores, cache = lenet_forward(images, theta)\n    log_P = log_softmax(scores)\n"
        "    rows = range(len(labels))\n    losses = -log_P[rows, labels]\n"
        "    P = np.exp(log_P)\n    P[rows, labels] = P[rows, labels] - 1\n"
        "    grads = lenet_backward(P / len(labels), cache)\n"
        "    v = {k: mu * v[k] + grads[k] for k in theta}\n"
        "    theta = {k: theta[k] - eta * v[k] for k in theta}\n    return losses.mean(), theta, v",
        STEP + "    v = {k: 0.9 * u + gradients[k] for k, u in velocity.items()}\n"
        "    from collections import OrderedDict\n"
        "    return J, OrderedDict((k, parameters[k] - learning_rate * v[k]) for k in v), v",
    ],
    "robustness_curve": [
        "lambda predict, distort, X, y, strengths: np.array([(predict(distort(X, s)) == y).mean() "
        "for s in strengths])",
        "lambda predict, distort, X, y, s: np.array([np.mean(predict(distort(X, k)) == y) "
        "for k in s])",
        "lambda predict, distort, X, y, s: np.array([(predict(distort(X, k)) == y).sum() / len(y) "
        "for k in s])",
        "lambda predict, distort, X, y, s: np.array([1 - (predict(distort(X, k)) != y).mean() "
        "for k in s])",
        "lambda predict, distort, X, y, s: np.fromiter((np.count_nonzero(predict(distort(X, k)) "
        "== y)"
        " / y.size for k in s), float)",
        "lambda f, g, X, y, s: np.mean([f(g(X, k)) == y for k in s], axis=1)",
        "lambda f, g, X, y, s: np.equal([f(g(X, k)) for k in s], y).mean(axis=-1)",
        "lambda f, g, X, y, s: np.array(list(map(lambda k: np.average(f(g(X, k)) == y), s)))",
        "lambda f, g, X, y, s: np.vectorize(lambda k: (f(g(X, k)) == y).mean())(s)",
        CURVE + "    out = np.zeros(len(strengths))\n    for k, strength in enumerate(strengths):\n"
        "        out[k] = (predict(distort(X, strength)) == y).mean()\n    return out",
        CURVE + "    out = []\n    for s in strengths:\n        right = 0\n"
        "        for guess, label in zip(predict(distort(X, s)), y):\n"
        "            if guess == label:\n                right += 1\n"
        "        out.append(right / len(y))\n    return np.array(out)",
        CURVE + "    out = np.empty(len(strengths))\n    for k in range(len(strengths)):\n"
        "        Z = distort(X.copy(), strengths[k])\n        answers = predict(Z)\n"
        "        out[k] = sum(answers == y) / len(X)\n    return out",
        CURVE + "    def accuracy(s):\n        return sklearn_accuracy(y, predict(distort(X, s)))\n"
        "    from sklearn.metrics import accuracy_score as sklearn_accuracy\n"
        "    return np.array([accuracy(s) for s in strengths])",
    ],
}
