"""Answers to lab 02 in styles that its checks were not made for."""

import numpy as np
import scipy.special
import torch
from helpers.answers import right, wrong, wrong_edits

from utils.checks.hidden_representations import check

forward_of = check.exercises["forward"].reference
gradients_of = check.exercises["backward"].reference
PARAMETERS = ("W2", "b2", "W3", "b3")

# ---------------------------------------------------------------- forward


@right("forward")
def layers(X, parameters):
    W2, b2, W3, b3 = (parameters[name] for name in PARAMETERS)
    Z2 = np.dot(X, W2) + b2
    X2 = np.where(Z2 > 0, Z2, 0)
    z3 = np.dot(X2, W3) + b3
    return Z2, X2, scipy.special.expit(z3)


@right("forward")
def _(X, p):
    Z2 = X @ p["W2"] + p["b2"]
    X2 = (Z2 + np.abs(Z2)) / 2
    return Z2, X2, 1 / (1 + np.exp(-(p["W3"] @ X2.T + p["b3"])))


@right("forward")
def _(X, p):
    Z2 = np.array([[sum(x * w) + b for w, b in zip(p["W2"].T, p["b2"], strict=True)] for x in X])
    X2 = Z2 * (Z2 > 0)
    return [Z2, X2, np.array([1 / (1 + np.exp(-(u @ p["W3"] + p["b3"]))) for u in X2])]


wrong_edits(layers)(
    ("np.where(Z2 > 0, Z2, 0)", "np.log1p(np.exp(Z2))"),
    ("Z2, 0)", "Z2, -Z2)"),
    ("scipy.special.expit(z3)", "z3"),
    ("scipy.special.expit(z3)", "scipy.special.expit(z3).round(4)"),
    ("+ b2", "+ b2.mean()"),
    ("np.dot(X2, W3)", "np.dot(Z2, W3)"),
    ("np.dot(X, W2)", "np.dot(X, W2.T)"),
    ("scipy.special.expit(z3)", "scipy.special.expit(-z3)"),
    ("Z2 > 0, Z2, 0", "Z2 > 0, Z2, 1e-3"),
    ("np.dot(X2, W3) + b3", "np.clip(np.dot(X2, W3) + b3, -5, 5)"),
)

# ---------------------------------------------------------------- backward


@right("backward")
def chain(X, y, p):
    Z2, X2, X3 = forward_of(X, p)
    error = (X3 - y)[:, None] / len(X)  # (N, 1)
    hidden = error * p["W3"] * np.sign(X2)
    return {
        "X": hidden @ p["W2"].T,
        "W2": np.einsum("nd,nh->dh", X, hidden),
        "b2": hidden.sum(0),
        "W3": (X2 * error).sum(0),
        "b3": error.sum(),
    }


@right("backward")
def _(X, y, p):
    out = {name: np.zeros(np.shape(p[name])) for name in p} | {"X": np.zeros(X.shape)}
    for n, (x, label) in enumerate(zip(X, y, strict=True)):
        (z,), (u,), (q,) = forward_of(x[None], p)
        d = (q - label) / len(X)
        dz = np.where(z > 0, d * p["W3"], 0)
        out["W3"] += d * u
        out["b3"] += d
        out["W2"] += np.outer(x, dz)
        out["b2"] += dz
        out["X"][n] = p["W2"] @ dz
    return out


@right("backward")
def _(X, y, p):
    import torch

    t = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in p.items()}
    inputs = torch.tensor(X, dtype=torch.float64, requires_grad=True)
    z3 = torch.relu(inputs @ t["W2"] + t["b2"]) @ t["W3"] + t["b3"]
    labels = torch.tensor(y, dtype=torch.float64)
    torch.nn.functional.binary_cross_entropy_with_logits(z3, labels).backward()
    return {"X": inputs.grad.numpy()} | {k: v.grad.numpy() for k, v in t.items()}


wrong_edits(chain)(
    (" / len(X)", ""),
    ("(X3 - y)", "(y - X3)"),
    ("(X3 - y)", "(X3 - y.mean())"),
    (" * np.sign(X2)", ""),
    ("np.sign(X2)", "X2"),
    ("np.sign(X2)", "(Z2 >= 0)"),
    ('"b2": hidden.sum(0)', '"b2": hidden.mean(0)'),
    ('"W3": (X2 * error)', '"W3": (Z2 * error)'),
    ("nd,nh->dh", "nd,nh->hd"),
    ("hidden @ p", "(error * p['W3']) @ p"),
    ("error * p[", "error + p["),
    ("np.sign(X2)", "(1 - np.tanh(Z2) ** 2)"),
)

# ---------------------------------------------------------------- gradient_errors


@right("gradient_errors")
def compared(J, parameters, gradients, eps):
    errors = {}
    for name in parameters:
        worst = 0.0
        for i in np.ndindex(parameters[name].shape):
            values = []
            for step in (eps, -eps):
                there = {k: np.array(v) for k, v in parameters.items()}
                there[name][i] += step
                values.append(J(there))
            m = (values[0] - values[1]) / (2 * eps)
            g = gradients[name][i]
            worst = max(worst, abs(g - m) / max(1, abs(g), abs(m)))
        errors[name] = worst
    return errors


@right("gradient_errors")
def _(J, parameters, gradients, eps):
    import copy

    def measured(name, i):
        up, down = copy.deepcopy(parameters), copy.deepcopy(parameters)
        up[name][i] += eps
        down[name][i] -= eps
        return (J(up) - J(down)) / 2 / eps

    def error(name):
        m = np.array([measured(name, i) for i in np.ndindex(parameters[name].shape)])
        g = np.ravel(gradients[name])
        return np.max(abs(g - m) / np.maximum(np.maximum(abs(g), abs(m)), 1))

    return {name: error(name) for name in parameters}


@right("gradient_errors")
def _(J, parameters, gradients, eps):
    errors = dict.fromkeys(parameters, 0.0)
    for name, value in parameters.items():
        for i in np.ndindex(*value.shape):
            kept = value[i].copy()
            value[i] = kept + eps
            up = J(parameters)
            value[i] = kept - eps
            m = (up - J(parameters)) / (2 * eps)
            value[i] = kept
            g = gradients[name][i]
            errors[name] = max(errors[name], abs(g - m) / max(1, abs(g), abs(m)))
    return errors


wrong_edits(compared)(
    ("/ (2 * eps)", "/ eps"),
    ("abs(g - m) /", "(g - m) /"),
    ("max(1, abs(g), abs(m))", "max(abs(g), abs(m), 1e-12)"),
    ("max(1, abs(g), abs(m))", "max(1, abs(g) + abs(m))"),
    ("max(1, abs(g), abs(m))", "1"),
    ("worst = max(worst, abs", "worst = (abs", "abs(m)))", "abs(m)))"),
    ("max(1, abs(g), abs(m)))", "max(1, abs(g), abs(m))) if g else worst"),
    ("there = {k: np.array(v) for k, v in parameters.items()}", "there = dict(parameters)"),
    ("        errors[name] = worst", "        return {name: worst}"),
    ("values[0] - values[1]", "values[1] - values[0]"),
)

# ---------------------------------------------------------------- sgd


@right("sgd")
def steps(parameters, X, y, learning_rate):
    now = dict(parameters)
    for t in range(X.shape[0]):
        g = gradients_of(X[t], y[t], now)
        now = {name: now[name] - learning_rate * g[name] for name in now}
    return now


@right("sgd")
def _(parameters, X, y, learning_rate):
    now = {name: np.array(value) for name, value in parameters.items()}
    for batch, labels in zip(X, y, strict=True):
        gradients = gradients_of(batch, labels, now)
        for name in PARAMETERS:
            now[name] -= learning_rate * gradients[name]
    return now


@right("sgd")
def _(parameters, X, y, learning_rate):
    if not len(X):
        return parameters
    g = gradients_of(X[0], y[0], parameters)
    moved = {name: value - learning_rate * g[name] for name, value in parameters.items()}
    return _sgd_of(moved, X[1:], y[1:], learning_rate)


def _sgd_of(parameters, X, y, learning_rate):
    return steps(parameters, X, y, learning_rate)


wrong_edits(steps)(
    ("- learning_rate", "+ learning_rate"),
    ("y[t], now)", "y[t], parameters)"),
    ("{name: now[name] -", "{name: parameters[name] -"),
    ("X[t], y[t]", "X[0], y[0]"),
    ("X[t], y[t]", "X[t][:1], y[t][:1]"),
    ("range(X.shape[0])", "range(X.shape[0] - 1)"),
    ("learning_rate * g", "learning_rate / (1 + t) * g"),
    ("    return now", "        return now"),
    ("* g[name] for", "* np.sign(g[name]) for"),
)

# ---------------------------------------------------------------- hidden_space

right(
    "hidden_space",
    lambda X, p: (
        np.maximum(X @ p["W2"] + p["b2"], 0),
        -p["W3"][0] / p["W3"][1],
        -p["b3"] / p["W3"][1],
    ),
)


@right("hidden_space")
def decision_line(X, p):
    points = forward_of(X, p)[1]
    at_zero = -float(p["b3"]) / p["W3"][1]
    at_one = -(p["W3"][0] + p["b3"]) / p["W3"][1]
    return points, at_one - at_zero, at_zero


@right("hidden_space")
def _(X, p):
    slope, intercept = -np.array([p["W3"][0], p["b3"]]) / p["W3"][1]
    return forward_of(X, p)[1], slope, intercept


wrong_edits(decision_line)(
    ("at_one - at_zero, at_zero", "at_zero, at_one - at_zero"),
    ("at_one - at_zero, at_zero", "at_zero - at_one, at_zero"),
    ("[1]\n    at_zero", "[0]\n    at_zero"),
    ('-float(p["b3"])', 'float(p["b3"])'),
    ("at_one - at_zero, at_zero", "at_one, at_zero"),
    ("return points", "return X"),
    ("return points", "return points.T"),
)

# ---------------------------------------------------------------- dead_units

right(
    "dead_units",
    lambda X, p: np.all(forward_of(X, p)[0] <= 0, axis=0),
    lambda X, p: ~(forward_of(X, p)[0] > 0).any(axis=0),
    lambda X, p: (X @ p["W2"] + p["b2"]).max(axis=0) <= 0,
    lambda X, p: np.count_nonzero(forward_of(X, p)[1], axis=0) == 0,
    lambda X, p: [not unit.any() for unit in forward_of(X, p)[1].T],
)
wrong(
    "dead_units",
    lambda X, p: (forward_of(X, p)[1] == 0).any(axis=0),
    lambda X, p: (forward_of(X, p)[1] == 0).all(axis=1),
    lambda X, p: (forward_of(X, p)[1] == 0).all(),
    lambda X, p: (X @ p["W2"] + p["b2"]).max(axis=0) < 0,
    lambda X, p: forward_of(X, p)[1].mean(axis=0) < 0.05,
    lambda X, p: forward_of(X, p)[1].any(axis=0),
    lambda X, p: np.where((forward_of(X, p)[1] == 0).all(axis=0))[0],
    lambda X, p: p["W2"].max(axis=0) + p["b2"] <= 0,
    lambda X, p: (forward_of(X, p)[1] == 0).sum(axis=0),
)

# ---------------------------------------------------------------- autoencoder


@right("autoencoder")
def both_ways(X, p):
    X2 = scipy.special.expit(X @ p["W2"] + p["b2"])
    X3 = scipy.special.expit(X2 @ p["W3"] + p["b3"])
    d3 = (X3 - X) / len(X) * (X3 - X3**2)
    d2 = np.einsum("nd,hd->nh", d3, p["W3"]) * X2 * (1 - X2)
    gradients = {"W2": X.T @ d2, "W3": X2.T @ d3}
    gradients["b2"], gradients["b3"] = d2.sum(0), d3.sum(0)
    return X2, X3, gradients


@right("autoencoder")
def _(X, p):
    import torch

    t = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in p.items()}
    inputs = torch.tensor(X, dtype=torch.float64)
    X2 = torch.sigmoid(inputs @ t["W2"] + t["b2"])
    X3 = torch.sigmoid(X2 @ t["W3"] + t["b3"])
    (((X3 - inputs) ** 2).sum() / (2 * len(X))).backward()
    return X2.detach().numpy(), X3.detach().numpy(), {k: v.grad.numpy() for k, v in t.items()}


@right("autoencoder")
def _(X, p):
    def sigma(Z):
        return (1 + np.tanh(Z / 2)) / 2

    X2 = sigma(X @ p["W2"] + p["b2"])
    X3 = sigma(X2 @ p["W3"] + p["b3"])
    out = {name: np.zeros(p[name].shape) for name in PARAMETERS}
    for x, u, q in zip(X, X2, X3, strict=True):
        d3 = (q - x) * q * (1 - q) / len(X)
        d2 = p["W3"] @ d3 * u * (1 - u)
        out["W3"] += np.outer(u, d3)
        out["b3"] += d3
        out["W2"] += np.outer(x, d2)
        out["b2"] += d2
    return X2, X3, out


wrong_edits(both_ways)(
    (" * (X3 - X3**2)", ""),
    (" * X2 * (1 - X2)", ""),
    (" / len(X)", ""),
    ("/ len(X)", "/ X.size"),
    ("(X3 - X)", "(X - X3)"),
    ("(X3 - X)", "2 * (X3 - X)"),
    ("* X2 * (1 - X2)", "* (1 - X2**2)"),
    ("nd,hd->nh", "nd,hd->n", "* X2 *", "[:, None] * X2 *"),
    ("return X2, X3", "return X3, X2"),
    ("d3.sum(0)", "d3.mean(0)"),
    ("scipy.special.expit(X2 @ p", "np.tanh(X2 @ p"),
)

# ---------------------------------------------------------------- topological_order


@right("topological_order")
def by_degree(parents, root):
    needed, todo = [], [root]
    while todo:
        node = todo.pop()
        if node not in needed:
            needed.append(node)
            todo += parents[node]
    order = []
    while len(order) < len(needed):
        for node in needed:
            if node not in order and all(parent in order for parent in parents[node]):
                order.append(node)
    return order


@right("topological_order")
def _(parents, root):
    import graphlib

    needed, todo = set(), [root]
    while todo:
        node = todo.pop()
        if node not in needed:
            needed.add(node)
            todo += parents[node]
    return list(graphlib.TopologicalSorter({n: parents[n] for n in needed}).static_order())


@right("topological_order")
def _(parents, root):
    order = {}

    def visit(node):
        for parent in parents[node]:
            if parent not in order:
                visit(parent)
        order.setdefault(node)

    visit(root)
    return tuple(order)


wrong_edits(by_degree)(
    ("all(parent", "any(parent"),
    ("return order", "return needed"),
    ("return order", "return needed[::-1]"),
    ("return order", "return sorted(order)"),
    ("return order", "return order[::-1]"),
    ("        for node in needed:", "        for node in parents:", "len(needed)", "len(parents)"),
    ("return order", "return order[1:] or order"),
    ("return order", "return order + [root]"),
)

# ---------------------------------------------------------------- backprop


@right("backprop")
def sent_back(graph, values, order):
    gradients = dict.fromkeys(order, 0.0)
    gradients[order[-1]] = 1.0
    for node in order[::-1]:
        g, (operation, *names) = gradients[node], graph[node]
        if operation == "relu":
            gradients[names[0]] += g if values[names[0]] > 0 else 0.0
        elif operation == "+":
            for name in names:
                gradients[name] += g
        elif operation == "*":
            a, b = names
            gradients[a] += g * values[b]
            gradients[b] += g * values[a]
    return gradients


@right("backprop")
def _(graph, values, order):
    def slope(node, name):
        operation, *names = graph[node]
        if operation == "+":
            return names.count(name)
        if operation == "*":
            return sum(values[names[1 - k]] for k in (0, 1) if names[k] == name)
        return float(operation == "relu" and name in names and values[name] > 0)

    def derivative(name):
        if name == order[-1]:
            return 1.0
        return sum(derivative(n) * slope(n, name) for n in order if name in graph[n][1:])

    return {name: derivative(name) for name in order}


@right("backprop")
def _(graph, values, order):
    import collections

    gradients = collections.defaultdict(float, {order[-1]: 1.0})
    for node in reversed(order):
        match graph[node]:
            case ("+", a, b):
                gradients[a] += gradients[node]
                gradients[b] += gradients[node]
            case ("*", a, b):
                gradients[a] += gradients[node] * values[b]
                gradients[b] += gradients[node] * values[a]
            case ("relu", a):
                gradients[a] += gradients[node] * (values[node] > 0)
    return {node: gradients[node] for node in order}


wrong_edits(sent_back)(
    ("gradients[name] += g", "gradients[name] = g"),
    ("order[::-1]", "order"),
    ("order[::-1]", "[n for n in reversed(list(graph)) if n in order]"),
    ("gradients[order[-1]] = 1.0", "gradients[order[0]] = 1.0"),
    ("> 0 else 0.0", ">= 0 else 0.0"),
    ("gradients[a] += g * values[b]", "gradients[a] += g * values[a]"),
    ("if values[names[0]] > 0 else 0.0", ""),
    ("            gradients[b] += g * values[a]\n", ""),
    ("for name in names", "for name in set(names)"),
    ("g if values[names[0]] > 0", "1.0 if values[names[0]] > 0"),
    ("return gradients", "return {n: round(g, 2) for n, g in gradients.items()}"),
)

# ---------------------------------------------------------------- gradients_in_torch


@right("gradients_in_torch")
def by_grad(X, y, parameters):
    p = {name: torch.from_numpy(np.array(v)).requires_grad_() for name, v in parameters.items()}
    x, y = torch.tensor(X, requires_grad=True), torch.tensor(y)
    z3 = (x @ p["W2"] + p["b2"]).clamp(min=0) @ p["W3"] + p["b3"]
    J = (torch.nn.functional.softplus(z3) - y * z3).mean()
    found = torch.autograd.grad(J, [x, *p.values()])
    return {name: g.numpy() for name, g in zip(["X", *p], found, strict=True)}


@right("gradients_in_torch")
def by_log_sigmoid(X, y, parameters):
    t = {"X": torch.tensor(X), **{k: torch.tensor(v) for k, v in parameters.items()}}
    for v in t.values():
        v.requires_grad_(True)
    z = torch.relu(t["X"] @ t["W2"] + t["b2"]) @ t["W3"] + t["b3"]
    sign = torch.tensor(2.0 * y - 1)
    (-torch.nn.functional.logsigmoid(sign * z)).mean().backward()
    return {k: v.grad.detach().numpy() for k, v in t.items()}


@right("gradients_in_torch")
def by_functions(X, y, parameters):
    def J(t):
        z = torch.relu(t["X"] @ t["W2"] + t["b2"]) @ t["W3"] + t["b3"]
        return torch.nn.BCEWithLogitsLoss()(z, torch.tensor(y).double())

    arrays = {"X": X, **parameters}
    found = torch.func.grad(J)({k: torch.tensor(v) for k, v in arrays.items()})
    return {k: v.numpy() for k, v in found.items()}


wrong_edits(by_grad)(
    (".clamp(min=0)", ".clamp(max=0)"),
    (").mean()", ").sum()"),
    (" - y * z3", " + y * z3"),
    ('z3 = (x @ p["W2"] + p["b2"])', 'z3 = (x @ p["W2"])'),
    ("for name, g in zip", "for g, name in zip"),
    ("g.numpy()", "g"),
)
wrong_edits(by_log_sigmoid)(
    ("2.0 * y - 1", "1 - 2.0 * y"),
    ("2.0 * y - 1", "1.0 * y"),
    ("v.grad.detach().numpy()", "v.detach().numpy()"),
)
