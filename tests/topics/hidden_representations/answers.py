"""Answers to lab 02 in styles that its checks were not made for."""

import copy  # noqa: F401 (edits use it)
import graphlib  # noqa: F401 (an edit uses it)
from functools import reduce

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong, wrong_edits
from scipy.special import expit
from torch.nn import functional as F

from utils.checks.hidden_representations import check

forward_of = check.exercises["forward"].reference
gradients_of = check.exercises["backward"].reference
PARAMETERS = ("W2", "b2", "W3", "b3")


@right("forward")
def layers(X, parameters):
    W2, b2, W3, b3 = (parameters[name] for name in PARAMETERS)
    Z2 = np.dot(X, W2) + b2
    X2 = np.where(Z2 > 0, Z2, 0)
    z3 = np.dot(X2, W3) + b3
    return Z2, X2, expit(z3)


right_edits(layers)(
    ("np.where(Z2 > 0, Z2, 0)", "(Z2 + np.abs(Z2)) / 2", "expit(z3)", "1 / (1 + np.exp(-z3))"),
    (
        *("np.dot(X, W2) + b2", "np.array([[sum(x * w) for w in W2.T] for x in X]) + b2"),
        *("np.where(Z2 > 0, Z2, 0)", "Z2 * (Z2 > 0)"),
        *("return Z2, X2, expit(z3)", "return [Z2, X2, np.array([expit(z) for z in z3])]"),
    ),
)
wrong_edits(layers)(
    ("np.where(Z2 > 0, Z2, 0)", "np.log1p(np.exp(Z2))"),
    ("Z2 > 0, Z2, 0", "Z2 > 0, Z2, 1e-3"),
    ("Z2 > 0, Z2, 0", "Z2 > 1e-3, Z2, 0"),
    ("np.dot(X2, W3) + b3", "np.clip(np.dot(X2, W3) + b3, -5, 5)"),
)


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


right_edits(chain)(
    (
        *("hidden @ p", "[p", 'W2"].T,', 'W2"] @ h for h in hidden],'),
        *('np.einsum("nd,nh->dh", X, hidden)', "sum(map(np.outer, X, hidden))"),
        *("hidden.sum(0)", "sum(hidden)", "error.sum()", "sum(error)[0]"),
    ),
)
wrong_edits(chain)(
    ("np.sign(X2)", "(1 - np.tanh(Z2) ** 2)"),
    ("hidden @ p", "(error * p['W3'] + hidden) @ p"),
)


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


right_edits(compared)(
    ("{k: np.array(v) for k, v in parameters.items()}", "copy.deepcopy(parameters)"),
    # in the arrays that were given, which are as before in the end
    (
        *("values = []", "values, kept = [], parameters[name][i]"),
        *("{k: np.array(v) for k, v in parameters.items()}", "parameters"),
        *("J(there))", "J(there))\n                there[name][i] = kept"),
    ),
)


@right("sgd")
def steps(parameters, X, y, learning_rate):
    now = dict(parameters)
    for t in range(X.shape[0]):
        g = gradients_of(X[t], y[t], now)
        now = {name: now[name] - learning_rate * g[name] for name in now}
    return now


@right("sgd")
def _(parameters, X, y, learning_rate):
    def step(now, minibatch):
        g = gradients_of(*minibatch, now)
        return {name: now[name] - learning_rate * g[name] for name in PARAMETERS}

    return reduce(step, zip(X, y, strict=True), parameters)


right_edits(steps)(
    (
        *("dict(parameters)", "copy.deepcopy(parameters)"),
        *("now = {name: now[name] - learning_rate * g[name] for name in now}", "for name in now:"),
        *("    return now", "            now[name] -= learning_rate * g[name]\n    return now"),
    ),
)
wrong_edits(steps)(
    ("* g[name] for", "* np.sign(g[name]) for"),
    ("* g[name] for", "* np.clip(g[name], -0.1, 0.1) for"),
)


@right("hidden_space")
def decision_line(X, p):
    points = forward_of(X, p)[1]
    at_zero = -float(p["b3"]) / p["W3"][1]
    at_one = -(p["W3"][0] + p["b3"]) / p["W3"][1]
    return points, at_one - at_zero, at_zero


right_edits(decision_line)(
    ("forward_of(X, p)[1]", "np.maximum(X @ p['W2'] + p['b2'], 0)"),
    ("at_one - at_zero", "-np.divide(*p['W3'])", "return points", "return points.tolist()"),
)
wrong_edits(decision_line)(("return points", "return points / points.max()"))
right(
    "dead_units",
    lambda X, p: (X @ p["W2"] + p["b2"]).max(axis=0) <= 0,
    lambda X, p: np.count_nonzero(forward_of(X, p)[1], axis=0) == 0,
    lambda X, p: [not unit.any() for unit in forward_of(X, p)[1].T],
)
wrong(
    "dead_units",
    lambda X, p: np.ptp(forward_of(X, p)[1], axis=0) == 0,
    lambda X, p: p["W2"].max(axis=0) + p["b2"] <= 0,
)


@right("autoencoder")
def both_ways(X, p):
    X2 = expit(X @ p["W2"] + p["b2"])
    X3 = expit(X2 @ p["W3"] + p["b3"])
    d3 = (X3 - X) / len(X) * (X3 - X3**2)
    d2 = np.einsum("nd,hd->nh", d3, p["W3"]) * X2 * (1 - X2)
    gradients = {"W2": X.T @ d2, "W3": X2.T @ d3}
    gradients["b2"], gradients["b3"] = d2.sum(0), d3.sum(0)
    return X2, X3, gradients


right_edits(both_ways)(
    (
        *('expit(X @ p["W2"] + p["b2"])', '(1 + np.tanh((X @ p["W2"] + p["b2"]) / 2)) / 2'),
        *("X.T @ d2", "sum(map(np.outer, X, d2))", "d2.sum(0)", "sum(d2)"),
    ),
    (
        *('np.einsum("nd,hd->nh", d3, p["W3"])', 'np.array([p["W3"] @ d for d in d3])'),
        *("return X2, X3, gradients", "return [X2, X3, dict(sorted(gradients.items()))]"),
    ),
)
wrong_edits(both_ways)(
    ("nd,hd->nh", "nd,hd->n", "* X2 *", "[:, None] * X2 *"),
    ("(X3 - X)", "np.sign(X3 - X)"),
    ("X2.T @ d3", 'X2.T @ d3 + 0.001 * p["W3"]'),
)


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


right_edits(by_degree)(
    ("return order", "return tuple(order)"),
    (
        "return order",
        "below = {node: parents[node] for node in needed}\n"
        "    return list(graphlib.TopologicalSorter(below).static_order())",
    ),
)
wrong_edits(by_degree)(
    ("return order", "return order + [root]"),
    ("return order", "return [root] + order[:-1]"),
)


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


right_edits(sent_back)(
    ("return gradients", "return {name: np.array(gradients[name]) for name in order[::-1]}"),
)
wrong_edits(sent_back)(
    ("return gradients", "return {n: round(g, 2) for n, g in gradients.items()}"),
)


@right("gradients_in_torch")
def by_grad(X, y, parameters):
    p = {name: torch.from_numpy(np.array(v)).requires_grad_() for name, v in parameters.items()}
    x, y = torch.tensor(X, requires_grad=True), torch.tensor(y)
    z3 = (x @ p["W2"] + p["b2"]).clamp(min=0) @ p["W3"] + p["b3"]
    J = (F.softplus(z3) - y * z3).mean()
    found = torch.autograd.grad(J, [x, *p.values()])
    return {name: g.numpy() for name, g in zip(["X", *p], found, strict=True)}


@right("gradients_in_torch")
@right("backward")
def by_functions(X, y, parameters):
    def J(t):
        z = torch.relu(t["X"] @ t["W2"] + t["b2"]) @ t["W3"] + t["b3"]
        return torch.nn.BCEWithLogitsLoss()(z, torch.tensor(y).double())

    arrays = {"X": X, **parameters}
    found = torch.func.grad(J)({k: torch.tensor(v) for k, v in arrays.items()})
    return {k: v.numpy() for k, v in found.items()}


right_edits(by_functions)(
    (
        "torch.nn.BCEWithLogitsLoss()(z, torch.tensor(y).double())",
        "-F.logsigmoid(torch.tensor(2.0 * y - 1) * z).mean()",
    ),
)
wrong_edits(by_grad)(
    (".clamp(min=0)", ".clamp(max=0)"),
    (" - y * z3", " + y * z3"),
    ('z3 = (x @ p["W2"] + p["b2"])', 'z3 = (x @ p["W2"])'),
    ("for name, g in zip", "for g, name in zip"),
    ("g.numpy()", "g"),
    ("F.softplus(z3)", "F.relu(z3)"),
)
