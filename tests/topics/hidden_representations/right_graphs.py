"""Right answers to lab 02's exercises 6 to 9 in many styles, as in `hidden_representations_right`."""  # noqa: E501

AUTO = (
    "def answer(X, p):\n    N = len(X)\n    W2, b2, W3, b3 = p['W2'], p['b2'], p['W3'], p['b3']\n"
)
SIGMA = "def sigma(z):\n    return 1 / (1 + np.exp(-z))\n\n"
CODED = "    X2 = sigma(X @ W2 + b2)\n    X3 = sigma(X2 @ W3 + b3)\n"
GIVE = (
    "    return X2, X3, {'W2': X.T @ dZ2, 'b2': dZ2.sum(axis=0), 'W3': X2.T @ dZ3, "
    "'b3': dZ3.sum(axis=0)}"
)
BACK = "def answer(graph, values, order):\n    g = {name: 0.0 for name in order}\n    g[order[-1]] = 1.0\n"  # noqa: E501

RIGHT = {
    "dead_units": [
        "lambda X, p: (forward_of(X, p)[1] == 0).all(axis=0)",
        "lambda X, p: np.all(forward_of(X, p)[0] <= 0, axis=0)",
        "lambda X, p: ~(forward_of(X, p)[0] > 0).any(axis=0)",
        "lambda X, p: forward_of(X, p)[1].sum(axis=0) == 0",
        "lambda X, p: forward_of(X, p)[1].max(axis=0) == 0",
        "lambda X, p: (X @ p['W2'] + p['b2']).max(axis=0) <= 0",
        "lambda X, p: np.logical_not(np.any(forward_of(X, p)[1], axis=0))",
        "lambda X, p: np.count_nonzero(forward_of(X, p)[1], axis=0) == 0",
        "lambda X, p: np.array([all(u == 0 for u in column) for column in forward_of(X, p)[1].T])",
        "def answer(X, p):\n    H = len(p['b2'])\n    dead = np.ones(H, dtype=bool)\n"
        "    for x in X:\n        for h in range(H):\n"
        "            if x @ p['W2'][:, h] + p['b2'][h] > 0:\n                dead[h] = False\n"
        "    return dead",
        "def answer(X, p):\n    on = forward_of(X, p)[0] > 0\n    return on.sum(axis=0) < 1",
        "def answer(X, p):\n    dead = []\n    for units in np.transpose(forward_of(X, p)[1]):\n"
        "        dead.append(not units.any())\n    return np.array(dead)",
        "def answer(X, p):\n    from utils.numpy_impl.hidden_representations import dead_units\n"
        "    return dead_units(p, X)",
    ],
    "autoencoder": [
        SIGMA + AUTO + CODED + "    dZ3 = (X3 - X) * X3 * (1 - X3) / N\n"
        "    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n" + GIVE,
        AUTO
        + "    X2 = scipy.special.expit(X @ W2 + b2)\n    X3 = scipy.special.expit(X2 @ W3 + b3)\n"
        "    d3 = (X3 - X) / N * (X3 - X3**2)\n    d2 = np.dot(d3, W3.T) * (X2 - X2**2)\n"
        "    ones = np.ones(N)\n    return X2, X3, dict(b3=ones @ d3, W3=np.dot(X2.T, d3), b2=ones @ d2, "  # noqa: E501
        "W2=np.dot(X.T, d2))",
        SIGMA
        + AUTO
        + CODED
        + "    e = (X3 - X) * X3 * (1 - X3)\n    f = (e @ W3.T) * X2 * (1 - X2)\n"
        "    g = {'W3': X2.T @ e, 'b3': e.sum(0), 'W2': X.T @ f, 'b2': f.sum(0)}\n"
        "    return X2, X3, {k: v / N for k, v in g.items()}",
        SIGMA + AUTO + CODED + "    g = {k: np.zeros(v.shape) for k, v in p.items()}\n"
        "    for n in range(N):\n        d3 = (X3[n] - X[n]) * X3[n] * (1 - X3[n]) / N\n"
        "        d2 = W3 @ d3 * X2[n] * (1 - X2[n])\n        g['W3'] += np.outer(X2[n], d3)\n"
        "        g['b3'] += d3\n        g['W2'] += np.outer(X[n], d2)\n        g['b2'] += d2\n"
        "    return X2, X3, g",
        AUTO + "    X2 = (np.tanh((X @ W2 + b2) / 2) + 1) / 2\n"
        "    X3 = (np.tanh((X2 @ W3 + b3) / 2) + 1) / 2\n"
        "    dZ3 = (X3 - X) * X3 * (1 - X3) / N\n    dZ2 = np.einsum('nd,hd->nh', dZ3, W3) * X2 * "
        "(1 - X2)\n" + GIVE,
        "def answer(X, p):\n    t = {k: torch.tensor(v, requires_grad=True) for k, v in p.items()}\n"  # noqa: E501
        "    x = torch.tensor(X)\n    X2 = torch.sigmoid(x @ t['W2'] + t['b2'])\n"
        "    X3 = torch.sigmoid(X2 @ t['W3'] + t['b3'])\n"
        "    (((X3 - x) ** 2).sum() / (2 * len(x))).backward()\n"
        "    return X2.detach().numpy(), X3.detach().numpy(), {k: v.grad.numpy() for k, v in t.items()}",  # noqa: E501
        "def answer(X, p):\n    from utils.numpy_impl.hidden_representations import (\n"
        "        autoencoder_backward, autoencoder_forward)\n    _, c = autoencoder_forward(X, p)\n"
        "    g = autoencoder_backward(1.0, c)\n    del g['X']\n    return c['X2'], c['X3'], g",
        "def answer(X, p):\n    from utils.numpy_impl.autograd import Tensor, backward\n"
        "    t = {k: Tensor(v) for k, v in p.items()}\n    X2 = (Tensor(X) @ t['W2'] + t['b2']).sigmoid()\n"  # noqa: E501
        "    X3 = (X2 @ t['W3'] + t['b3']).sigmoid()\n"
        "    backward(((X3 - X) ** 2).sum() / (2 * len(X)))\n"
        "    return X2.data, X3.data, {k: v.grad for k, v in t.items()}",
    ],
    "topological_order": [
        "def answer(parents, root):\n    def below(n):\n"
        "        return set().union({n}, *map(below, parents[n]))\n\n"
        "    return sorted(below(root), key=lambda n: len(below(n)))",
        "def answer(parents, root):\n    order, todo = [], [root]\n    while todo:\n"
        "        n = todo.pop(0)\n        if n in order:\n            order.remove(n)\n"
        "        order.insert(0, n)\n        todo += parents[n]\n    return order",
        "def answer(parents, root):\n    order = []\n\n    def visit(n):\n        if n in order:\n"
        "            return\n        for p in parents[n]:\n            visit(p)\n        order.append(n)\n\n"  # noqa: E501
        "    visit(root)\n    return order",
        "def answer(parents, root, order=None):\n    order = [] if order is None else order\n"
        "    for p in parents[root]:\n        if p not in order:\n            answer(parents, p, order)\n"  # noqa: E501
        "    order.append(root)\n    return order",
        "def answer(parents, root):\n    order = []\n    for p in parents[root]:\n"
        "        order += [n for n in answer(parents, p) if n not in order]\n"
        "    return [*order, root]",
        "def answer(parents, root):\n    stack, order, done = [root], [], set()\n    while stack:\n"
        "        n = stack[-1]\n        waiting = [p for p in parents[n] if p not in done]\n"
        "        if waiting:\n            stack.extend(waiting)\n        else:\n            stack.pop()\n"  # noqa: E501
        "            if n not in done:\n                done.add(n)\n                order.append(n)\n"  # noqa: E501
        "    return order",
        "def answer(parents, root):\n    needed, todo = set(), [root]\n    while todo:\n"
        "        n = todo.pop()\n        if n not in needed:\n            needed.add(n)\n"
        "            todo += parents[n]\n    order = []\n    while len(order) < len(needed):\n"
        "        order += [n for n in sorted(needed) if n not in order\n"
        "                  and all(p in order for p in parents[n])]\n    return order",
        "def answer(parents, root):\n    needed, todo = set(), [root]\n    while todo:\n"
        "        n = todo.pop()\n        if n not in needed:\n            needed.add(n)\n"
        "            todo += parents[n]\n"
        "    graph = {n: set(parents[n]) for n in needed}\n"
        "    return list(graphlib.TopologicalSorter(graph).static_order())",
        "def answer(parents, root):\n    depth = {}\n\n    def level(n):\n        if n not in depth:\n"  # noqa: E501
        "            depth[n] = 1 + max(map(level, parents[n]), default=-1)\n        return depth[n]\n\n"  # noqa: E501
        "    level(root)\n    return sorted(depth, key=depth.get)",
        "def answer(parents, root):\n    uses, seen, todo = {root: 0}, set(), [root]\n    while todo:\n"  # noqa: E501
        "        n = todo.pop()\n        if n in seen:\n            continue\n        seen.add(n)\n"
        "        for p in parents[n]:\n            uses[p] = uses.get(p, 0) + 1\n            todo.append(p)\n"  # noqa: E501
        "    order, free = [], [root]\n    while free:\n        n = free.pop()\n        order.append(n)\n"  # noqa: E501
        "        for p in parents[n]:\n            uses[p] -= 1\n            if uses[p] == 0:\n"
        "                free.append(p)\n    return order[::-1]",
        "def answer(parents, root):\n    def walk(n, seen):\n        if n in seen:\n            return\n"  # noqa: E501
        "        seen.add(n)\n        for p in parents[n]:\n            yield from walk(p, seen)\n"
        "        yield n\n\n    return list(walk(root, set()))",
        "def answer(parents, root):\n    order, todo = [], [root]\n    while todo:\n"
        "        n = todo.pop()\n        order.append(n)\n        todo += parents[n]\n"
        "    return list(dict.fromkeys(order[::-1]))",
        "def answer(parents, root):\n    order = {}\n    def visit(n):\n        [visit(p) for p in parents[n] "  # noqa: E501
        "if p not in order]\n        order[n] = True\n    visit(root)\n    return list(order)",
        "def answer(parents, root):\n    seen, order = set(), []\n    def visit(n):\n"
        "        seen.add(n)\n        for p in reversed(parents[n]):\n            if p not in seen:\n"  # noqa: E501
        "                visit(p)\n        order.insert(len(order), n)\n    visit(root)\n    return order",  # noqa: E501
    ],
    "backprop": [
        BACK
        + "    for n in reversed(order):\n        op, *names = graph[n]\n        if op == '+':\n"
        "            g[names[0]] += g[n]\n            g[names[1]] += g[n]\n        elif op == '*':\n"  # noqa: E501
        "            g[names[0]] += g[n] * values[names[1]]\n"
        "            g[names[1]] += g[n] * values[names[0]]\n        elif op == 'relu':\n"
        "            if values[names[0]] > 0:\n                g[names[0]] += g[n]\n    return g",
        BACK + "    for n in order[::-1]:\n        match graph[n]:\n            case ('+', a, b):\n"
        "                g[a] += g[n]\n                g[b] += g[n]\n            case ('*', a, b):\n"  # noqa: E501
        "                g[a] += g[n] * values[b]\n                g[b] += g[n] * values[a]\n"
        "            case ('relu', a):\n                g[a] += g[n] * (values[n] > 0)\n    return g",  # noqa: E501
        BACK + "    pulls = {'+': lambda g, a, b: (g, g), '*': lambda g, a, b: (g * b, g * a),\n"
        "             'relu': lambda g, a: (g if a > 0 else 0,), 'leaf': lambda g: ()}\n"
        "    for n in reversed(order):\n        op, *names = graph[n]\n"
        "        sent = pulls[op](g[n], *(values[k] for k in names))\n"
        "        for k, s in zip(names, sent):\n            g[k] += s\n    return g",
        "def answer(graph, values, order):\n    from collections import defaultdict\n"
        "    g = defaultdict(float, {order[-1]: 1})\n    for n in reversed(order):\n        g[n] += 0\n"  # noqa: E501
        "        op = graph[n][0]\n        for k, p in enumerate(graph[n][1:], 1):\n"
        "            if op == '+':\n                g[p] += g[n]\n            elif op == '*':\n"
        "                g[p] += g[n] * values[graph[n][3 - k]]\n            else:\n"
        "                g[p] += g[n] * (1.0 if values[p] > 0 else 0.0)\n    return dict(g)",
        "def answer(graph, values, order):\n    root = order[-1]\n\n    def slope(n):\n"
        "        if n == root:\n            return 1.0\n        total = 0.0\n        for m in order:\n"  # noqa: E501
        "            op, *names = graph[m]\n            for k, name in enumerate(names):\n"
        "                if name == n:\n                    d = {'+': 1.0, '*': values[names[1 - k]] if "  # noqa: E501
        "len(names) > 1 else 0, 'relu': float(values[names[0]] > 0)}[op]\n"
        "                    total += slope(m) * d\n        return total\n\n"
        "    return {n: slope(n) for n in order}",
        "def answer(graph, values, order):\n    place = {n: k for k, n in enumerate(order)}\n"
        "    g = np.zeros(len(order))\n    g[-1] = 1\n    for k in range(len(order) - 1, -1, -1):\n"
        "        op, *names = graph[order[k]]\n        i = [place[n] for n in names]\n"
        "        if op == '+':\n            np.add.at(g, i, g[k])\n        elif op == '*':\n"
        "            np.add.at(g, i, g[k] * np.array([values[names[1]], values[names[0]]]))\n"
        "        elif op == 'relu':\n            g[i[0]] += g[k] * (values[names[0]] > 0)\n"
        "    return dict(zip(order, g.tolist()))",
        BACK
        + "    for n in order[::-1]:\n        if graph[n][0] == 'leaf':\n            continue\n"
        "        op, a, b = (*graph[n], graph[n][1])[:3]\n        here = g[n]\n        if op == '*':\n"  # noqa: E501
        "            g[a] = g[a] + here * values[b]\n            g[b] = g[b] + here * values[a]\n"
        "        elif op == '+':\n            g[a] = g[a] + here\n            g[b] = g[b] + here\n"
        "        else:\n            g[a] = g[a] + max(0.0, np.sign(values[a])) * here\n    return g",  # noqa: E501
        "def answer(graph, values, order):\n    from utils.numpy_impl.autograd import Tensor, backward\n"  # noqa: E501
        "    t = {}\n    for n in order:\n        op, *k = graph[n]\n"
        "        t[n] = Tensor(values[n]) if op == 'leaf' else t[k[0]] + t[k[1]] if op == '+' else "
        "t[k[0]] * t[k[1]] if op == '*' else t[k[0]].relu()\n    backward(t[order[-1]])\n"
        "    return {n: float(t[n].grad) for n in order}",
    ],
}
