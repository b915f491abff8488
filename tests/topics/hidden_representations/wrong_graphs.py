"""Wrong answers to lab 02's exercises 6 to 9, each wrong in some corner; see the right ones."""

AUTO = (
    "def answer(X, p):\n    N = len(X)\n    W2, b2, W3, b3 = p['W2'], p['b2'], p['W3'], p['b3']\n"
    "    X2 = scipy.special.expit(X @ W2 + b2)\n    X3 = scipy.special.expit(X2 @ W3 + b3)\n"
)
DZ3 = AUTO + "    dZ3 = (X3 - X) * X3 * (1 - X3) / N\n"
DZ2 = DZ3 + "    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
TOGETHER = "{'W2': X.T @ dZ2, 'b2': dZ2.sum(axis=0), 'W3': X2.T @ dZ3, 'b3': dZ3.sum(axis=0)}"
GIVE = "    return X2, X3, " + TOGETHER
BACK = "def answer(graph, values, order):\n    g = {name: 0.0 for name in order}\n    g[order[-1]] = 1.0\n"  # noqa: E501
BOTH = "    for n in reversed(order):\n        op, *k = graph[n]\n"
PLUS = "        if op == '+':\n            g[k[0]] += g[n]\n            g[k[1]] += g[n]\n"
TIMES = (
    "        elif op == '*':\n            g[k[0]] += g[n] * values[k[1]]\n"
    "            g[k[1]] += g[n] * values[k[0]]\n"
)
RELU = "        elif op == 'relu':\n            g[k[0]] += g[n] * (values[k[0]] > 0)\n"
SHARES = (
    "def shares(op, g, v, k):\n    return {'+': lambda: [g, g], '*': lambda: [g * v[k[1]], "
    "g * v[k[0]]],\n            'relu': lambda: [g * (v[k[0]] > 0)], 'leaf': lambda: []}[op]()\n\n"
)
WALK = (
    "def answer(parents, root):\n    seen, order = set(), []\n\n    def visit(n):\n"
    "        if n in seen:\n            return\n        seen.add(n)\n"
)

WRONG = {
    "dead_units": [
        "lambda X, p: np.array([False, True])",
        "lambda X, p: np.zeros(len(p['b2']), dtype=bool)",
        "lambda X, p: (forward_of(X, p)[1] == 0).all(axis=0).astype(int)",
        "lambda X, p: list((forward_of(X, p)[1] == 0).all(axis=0))",
        "lambda X, p: (forward_of(X, p)[1] == 0).all(axis=0, keepdims=True)",
        "lambda X, p: (forward_of(inputs, p)[1] == 0).all(axis=0)",
        "lambda X, p: np.isclose(forward_of(X, p)[1], 0, atol=1e-2).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[1] < 0.01).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[1] < 1e-6).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[1].round(5) == 0).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[0] < 1e-6).all(axis=0)",
        "lambda X, p: forward_of(X, p)[0].sum(axis=0) <= 0",
        "lambda X, p: np.median(forward_of(X, p)[0], axis=0) <= 0",
        "lambda X, p: (forward_of(X, p)[0] < 0).any(axis=0)",
        "lambda X, p: (np.abs(forward_of(X, p)[0]) == 0).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[1][:4] == 0).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[1] == forward_of(X, p)[1][0]).all(axis=0)",
        "lambda X, p: forward_of(X, p)[1].std(axis=0) == 0",
        "lambda X, p: (forward_of(X, p)[0] <= 0).all(axis=0) & (p['b2'] < 0)",
        "lambda X, p: (forward_of(X, p)[0] <= 0).all(axis=0) & (p['W2'] < 0).any(axis=0)",
        "lambda X, p: p['b2'] + np.maximum(p['W2'], 0).sum(axis=0) < 0",
        "lambda X, p: p['b2'] + np.maximum(p['W2'], 0).sum(axis=0) <= 0",
        "lambda X, p: gradients_of(X, np.zeros(len(X)), p)['b2'] == 0",
        "lambda X, p: (gradients_of(X, np.ones(len(X)), p)['W2'] == 0).all(axis=0)",
        "lambda X, p: (forward_of(X, p)[1] * p['W3'] == 0).all(axis=0)",
        "lambda X, p: forward_of(X, p)[1] @ p['W3'] == 0",
        "def answer(X, p):\n    p['b2'] -= 1e-9\n    return (forward_of(X, p)[1] == 0).all(axis=0)",
    ],
    "autoencoder": [
        "lambda X, p: (X[:, :3], X, {k: 0 * v for k, v in p.items()})",
        AUTO
        + "    dZ3 = (X3 - X) * X3 * (1 - X3) / 8\n    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
        + GIVE,
        AUTO
        + "    dZ3 = (X3 - X) * X3 * (1 - X3) / X.size\n    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
        + GIVE,
        AUTO + "    dZ3 = (X3 - np.eye(*X.shape)) * X3 * (1 - X3) / N\n"
        "    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n" + GIVE,
        AUTO + "    dZ3 = (X3 - X.round()) * X3 * (1 - X3) / N\n"
        "    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n" + GIVE,
        AUTO
        + "    dZ3 = (X3 - X) * X * (1 - X) / N\n    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
        + GIVE,
        AUTO + "    dZ3 = (X3 - X) * (X3 * (1 - X3)).mean() / N\n"
        "    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n" + GIVE,
        AUTO
        + "    dZ3 = (X3 - X) * X3 * 1 - X3 / N\n    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
        + GIVE,
        DZ3 + "    dZ2 = dZ3 @ W3.T * X2 * 1 - X2\n" + GIVE,
        DZ3 + "    dZ2 = dZ3 @ W3.T * X2 @ (1 - X2).T\n" + GIVE,
        DZ3 + "    dZ2 = dZ3 @ W3.T * X2 * (1 - X2) / N\n" + GIVE,
        DZ3 + "    dZ2 = dZ3 @ W3.T * X2\n" + GIVE,
        DZ3 + "    dZ2 = (X3 - X) @ W3.T * X2 * (1 - X2) / N\n" + GIVE,
        DZ3 + "    dZ2 = dZ3 @ np.abs(W3.T) * X2 * (1 - X2)\n" + GIVE,
        DZ3 + "    dZ2 = dZ3 @ (W3 - 0.1 * X2.T @ dZ3).T * X2 * (1 - X2)\n" + GIVE,
        DZ2 + GIVE.replace("X.T @ dZ2", "X3.T @ dZ2"),
        DZ2 + GIVE.replace("X2.T @ dZ3", "X2.T @ (X3 - X) / N"),
        DZ2 + GIVE.replace("dZ3.sum(axis=0)", "dZ3.sum()"),
        DZ2 + GIVE.replace("dZ2.sum(axis=0)", "dZ2.mean(axis=0)"),
        DZ2 + "    return X2.round(), X3, " + TOGETHER,
        DZ2 + "    return X2, X3.round(3), " + TOGETHER,
        DZ2 + "    return X3, " + TOGETHER,
        DZ2 + "    return X2, X3, list(" + TOGETHER + ".values())",
        DZ2 + "    return X2, X3, " + TOGETHER + " | {'X': dZ2 @ W2.T}",
        DZ2 + "    p['W2'] -= X.T @ dZ2\n" + GIVE,
        DZ2 + "    return X2, X3, {k: v.astype('f') for k, v in " + TOGETHER + ".items()}",
        AUTO.replace(
            "scipy.special.expit(X @ W2 + b2)", "np.exp(X @ W2 + b2)\n    X2 = X2 / (1 + X2)"
        )
        + "    dZ3 = (X3 - X) * X3 * (1 - X3) / N\n    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
        + GIVE,
        AUTO.replace("X @ W2 + b2", "np.clip(X @ W2 + b2, -20, 20)")
        + "    dZ3 = (X3 - X) * X3 * (1 - X3) / N\n    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)\n"
        + GIVE,
    ],
    "topological_order": [
        "def answer(parents, root):\n    depth, todo = {root: 0}, [root]\n    while todo:\n"
        "        n = todo.pop()\n        for p in parents[n]:\n            depth[p] = depth[n] + 1\n"  # noqa: E501
        "            todo.append(p)\n    return sorted(depth, key=lambda n: -depth[n])",
        "def answer(parents, root):\n    order = [root]\n    for n in order:\n"
        "        order += [p for p in dict.fromkeys(parents[n]) if p not in order]\n"
        "    order = order[::-1]\n    for i in range(len(order)):\n"
        "        for j in range(i + 1, len(order)):\n            if order[j] in parents[order[i]]:\n"  # noqa: E501
        "                order[i], order[j] = order[j], order[i]\n    return order",
        "def answer(parents, root):\n    order = [root]\n\n    def visit(n):\n"
        "        for p in parents[n]:\n            if p not in order:\n"
        "                order.insert(0, p)\n                visit(p)\n\n    visit(root)\n"
        "    return order",
        "lambda parents, root: ['x', 'w', 's', 'b', 'z']",
        "lambda parents, root: list(graphlib.TopologicalSorter(parents).static_order())",
        "lambda parents, root: list(dict.fromkeys([p for n in parents for p in [*parents[n], n]]))",
        "lambda parents, root: [*(n for n in parents if n != root), root]",
        "lambda parents, root: sorted(parents, key=lambda n: (n == root, len(parents[n])))",
        "lambda parents, root: [*sorted(set(sum(parents.values(), []))), root]",
        "lambda parents, root: list(reversed(parents))",
        WALK + "        for p in parents[n]:\n            visit(p)\n        order.append(n)\n\n"
        "    visit(root)\n    return tuple(order)",
        WALK + "        for p in parents[n]:\n            visit(p)\n        order.append(n)\n\n"
        "    visit(root)\n    return [order.index(n) for n in order]",
        WALK + "        for p in parents[n]:\n            visit(p)\n            order.append(p)\n\n"
        "    visit(root)\n    return [*order, root]",
        WALK
        + "        for p in parents[n][::-1]:\n            visit(p)\n        order.insert(0, n)\n\n"
        "    visit(root)\n    return order",
        WALK
        + "        order.append(n)\n        for p in sorted(parents[n]):\n            visit(p)\n\n"
        "    visit(root)\n    return order[::-1]",
        WALK + "        for p in parents[n]:\n            visit(p)\n        order.append(n)\n\n"
        "    for n in parents:\n        visit(n)\n    return order",
        WALK
        + "        for p in parents[n]:\n            return visit(p)\n        order.append(n)\n\n"
        "    visit(root)\n    return order",
        WALK + "        for p in parents[n][:2]:\n            visit(p)\n        if parents[n]:\n"
        "            order.append(n)\n\n    visit(root)\n    return order",
        WALK + "        for p in parents[n]:\n            visit(p)\n            break\n"
        "        order.append(n)\n\n    visit(root)\n    return order",
        WALK + "        for p in parents.pop(n):\n            visit(p)\n        order.append(n)\n\n"
        "    visit(root)\n    return order",
        "def answer(parents, root):\n    def visit(n):\n        if n in seen:\n            return\n"
        "        seen.add(n)\n        for p in parents[n]:\n            visit(p)\n"
        "        order_so_far.append(n)\n\n    visit(root)\n    return order_so_far",
        "def answer(parents, root, order=[]):\n    if root not in order:\n"
        "        for p in parents[root]:\n            answer(parents, p)\n        order.append(root)\n"  # noqa: E501
        "    return order",
        "def answer(parents, root):\n    order, todo = [], [root]\n    while todo:\n"
        "        n = todo.pop()\n        order.append(n)\n        todo += parents[n]\n"
        "    return list(dict.fromkeys(order))[::-1]",
        "def answer(parents, root):\n    order, todo = [], [root]\n    while todo:\n"
        "        n = todo.pop()\n        if n not in order:\n            order.append(n)\n"
        "            todo += parents[n]\n    return order[::-1]",
        "def answer(parents, root):\n    depth, todo = {root: 0}, [root]\n    while todo:\n"
        "        n = todo.pop(0)\n        for p in parents[n]:\n            if p not in depth:\n"
        "                depth[p] = depth[n] + 1\n                todo.append(p)\n"
        "    return sorted(depth, key=lambda n: -depth[n])",
        "def answer(parents, root):\n    order = []\n    for p in parents[root]:\n"
        "        order += answer(parents, p)\n    return list(set(order)) + [root]",
        "def answer(parents, root):\n    order = []\n    for p in parents[root]:\n"
        "        order += answer(parents, p)\n    return [*order, root] if order else [root, root]",
        "def answer(parents, root):\n    order = [root]\n    for n in order:\n"
        "        order += [p for p in parents[n] if p not in order]\n    return order[::-1]",
    ],
    "backprop": [
        SHARES + BACK + "    seen = set()\n    def send(n):\n        if n in seen:\n"
        "            return\n        seen.add(n)\n        op, *k = graph[n]\n"
        "        for p, s in zip(k, shares(op, g[n], values, k)):\n            g[p] += s\n"
        "        for p in k:\n            send(p)\n\n    send(order[-1])\n    return g",
        SHARES + BACK + "    todo = [order[-1]]\n    for n in todo:\n        op, *k = graph[n]\n"
        "        for p, s in zip(k, shares(op, g[n], values, k)):\n            g[p] += s\n"
        "        todo += [p for p in dict.fromkeys(k) if p not in todo]\n    return g",
        SHARES + BACK + "    def send(n):\n        op, *k = graph[n]\n"
        "        for p, s in zip(k, shares(op, g[n], values, k)):\n            g[p] += s\n"
        "            send(p)\n\n    send(order[-1])\n    return g",
        "def answer(graph, values, order):\n    def ev(moved, by):\n        v = {}\n"
        "        for n in order:\n            op, *k = graph[n]\n"
        "            v[n] = values[n] if op == 'leaf' else v[k[0]] + v[k[-1]] if op == '+' else "
        "v[k[0]] * v[k[-1]] if op == '*' else max(v[k[0]], 0)\n            v[n] += by * (n == moved)\n"  # noqa: E501
        "        return v[order[-1]]\n"
        "    return {n: (ev(n, 1e-6) - ev(n, -1e-6)) / 2e-6 for n in order}",
        "lambda graph, values, order: {'x': 4.0, 'w': 2.0, 's': 1.0, 'y': 1.0}",
        "lambda graph, values, order: {n: 1.0 for n in order}",
        BACK + BOTH + PLUS + TIMES + RELU.replace("values[k[0]]", "g[n]") + "    return g",
        BACK + BOTH + PLUS + TIMES + RELU.replace("> 0", "> 1") + "    return g",
        BACK + BOTH + PLUS + TIMES + RELU.replace("> 0", "> 1e-6") + "    return g",
        BACK + BOTH + PLUS + TIMES + RELU.replace("> 0", ">= 0") + "    return g",
        BACK + BOTH + PLUS + TIMES + RELU.replace("> 0", "!= 0") + "    return g",
        BACK
        + BOTH
        + PLUS
        + TIMES
        + RELU.replace("(values[k[0]] > 0)", "np.sign(values[k[0]])")
        + "    return g",
        BACK + BOTH + PLUS + TIMES + "    return g",
        BACK + BOTH + PLUS + RELU + "    return g",
        BACK
        + BOTH
        + PLUS.replace("g[k[1]] += g[n]", "g[k[1]] -= g[n]")
        + TIMES
        + RELU
        + "    return g",
        BACK + BOTH + PLUS.replace("+=", "=") + TIMES + RELU + "    return g",
        BACK + BOTH + PLUS + TIMES.replace("+=", "=") + RELU + "    return g",
        BACK + BOTH + PLUS + TIMES + RELU.replace("+=", "=") + "    return g",
        BACK + BOTH + PLUS + TIMES.replace("values[k[0]]", "values[k[1]]") + RELU + "    return g",
        BACK + BOTH + PLUS + TIMES.replace("values[k[1]]", "g[k[1]]") + RELU + "    return g",
        BACK
        + BOTH
        + PLUS
        + TIMES.replace("values[k[1]]", "values[n] / values[k[0]]")
        + RELU
        + "    return g",
        BACK + BOTH + PLUS + TIMES.replace("g[n]", "g[order[-1]]") + RELU + "    return g",
        BACK + BOTH + "        if len(k) == 2 and k[0] == k[1]:\n            k = k[:1] + ['']\n"
        "            g['']=0.0\n            values['']=1.0\n"
        + PLUS
        + TIMES
        + RELU
        + "    g.pop('', 0)\n    return g",
        BACK + BOTH.replace("reversed(order)", "order") + PLUS + TIMES + RELU + "    return g",
        BACK
        + BOTH.replace("reversed(order)", "sorted(order, reverse=True)")
        + PLUS
        + TIMES
        + RELU
        + "    return g",
        BACK
        + BOTH.replace("reversed(order)", "reversed(order[1:-1])")
        + PLUS
        + TIMES
        + RELU
        + "    return g",
        BACK
        + "    order.reverse()\n"
        + BOTH.replace("reversed(order)", "order")
        + PLUS
        + TIMES
        + RELU
        + "    return g",
        BACK.replace("order[-1]", "order[0]") + BOTH + PLUS + TIMES + RELU + "    return g",
        BACK.replace("in order}", "in graph}") + BOTH + PLUS + TIMES + RELU + "    return g",
        BACK
        + BOTH.replace("reversed(order)", "reversed(graph)").replace(
            "        op, *k = graph[n]\n",
            "        op, *k = graph[n]\n        g.setdefault(n, 0.0)\n",
        )
        + PLUS
        + TIMES
        + RELU
        + "    return g",
        BACK + BOTH + PLUS + TIMES + RELU + "    return list(g.items())",
        BACK + BOTH + PLUS + TIMES + RELU + "    return {n: round(v, 1) for n, v in g.items()}",
        BACK + BOTH + PLUS + TIMES + RELU + "    return {n: max(v, 0) for n, v in g.items()}",
        BACK + BOTH + PLUS + TIMES + RELU + "    return {n: v for n, v in g.items() if v}",
        BACK + BOTH + PLUS + TIMES + RELU + "    return {n: int(v) for n, v in g.items()}",
        BACK + BOTH + PLUS + TIMES + RELU + "    values.clear()\n    return g",
    ],
}
