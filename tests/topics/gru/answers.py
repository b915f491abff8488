"""Answers to lab 06 in styles that its checks were not made for."""

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong, wrong_edits

from utils.checks.gru import check
from utils.numpy_impl import gru as gu
from utils.numpy_impl.core.activations import sigmoid

step, after, step_back, bptt, counting = (
    check.exercises[name].reference
    for name in ("gru_step", "gru_step_after", "gru_step_backward", "gru_bptt", "parameter_counts")
)
NINE = [f"{of}_{gate}" for gate in "zrh" for of in "WUb"]


@right("gru_step")
def stacked(x, h_prev, p):
    W, U, b = (np.concatenate([p[of + "_z"], p[of + "_r"]], axis=-1) for of in "WUb")
    z, r = np.split(1 / (1 + np.exp(np.minimum(-(x @ W + h_prev @ U + b), 700))), 2, axis=1)
    both = np.concatenate([x, r * h_prev], axis=1)
    c = np.tanh(both @ np.concatenate([p["W_h"], p["U_h"]]) + p["b_h"])
    return c + z * (h_prev - c), z, r, c


@right("gru_step")
def unit_by_unit(x, h_prev, p):
    N, H = h_prev.shape
    h, z, r, c = np.zeros((4, N, H))
    for n in range(N):
        for j in range(H):
            a = p["b_z"][j] + x[n] @ p["W_z"][:, j]
            e = p["b_r"][j] + x[n] @ p["W_r"][:, j]
            for i in range(H):
                a += h_prev[n, i] * p["U_z"][i, j]
                e += h_prev[n, i] * p["U_r"][i, j]
            z[n, j], r[n, j] = (np.tanh(a / 2) + 1) / 2, (np.tanh(e / 2) + 1) / 2
        for j in range(H):
            a = p["b_h"][j] + x[n] @ p["W_h"][:, j]
            for i in range(H):
                a += r[n, i] * h_prev[n, i] * p["U_h"][i, j]
            c[n, j] = np.tanh(a)
            h[n, j] = z[n, j] * h_prev[n, j] + (1 - z[n, j]) * c[n, j]
    return h, z, r, c


right_edits(stacked)(("c + z * (h_prev - c), z, r, c", "[z * h_prev + c - z * c, z, r, c]"))
wrong_edits(stacked, "z and 1 − z exchanged")(("c + z * (h_prev - c)", "h_prev + z * (c - h_prev)"))
wrong_edits(unit_by_unit, "reset after the product")(
    ("a += r[n, i] * h_prev[n, i]", "a += r[n, j] * h_prev[n, i]"),
)


@right("gru_step_after")
def written_out(x, h_prev, p):
    z = sigmoid(x @ p["W_z"] + h_prev @ p["U_z"] + p["b_z"])
    r = sigmoid(x @ p["W_r"] + h_prev @ p["U_r"] + p["b_r"])
    heard = h_prev.dot(p["U_h"])
    c = np.tanh(x @ p["W_h"] + r * heard + r * p["b_u"] + p["b_h"])
    return z * (h_prev - c) + c, z, r, c


@right("gru_step_after")
def _(x, h_prev, p):
    one_product = h_prev @ np.hstack([p["U_z"], p["U_r"], p["U_h"]])
    u_z, u_r, u_h = np.hsplit(one_product, 3)
    z, r = sigmoid(x @ p["W_z"] + u_z + p["b_z"]), sigmoid(x @ p["W_r"] + u_r + p["b_r"])
    c = np.tanh(x @ p["W_h"] + p["b_h"] + r * (u_h + p["b_u"]))
    return z * h_prev + (1 - z) * c, z, r, c


right_edits(written_out)(('h_prev.dot(p["U_h"])', 'np.einsum("ni,ij->nj", h_prev, p["U_h"])'))
wrong("gru_step_after", step, named="the candidate of Exercise 1")
wrong_edits(written_out, "b_u outside")(('r * p["b_u"]', 'p["b_u"]'))
wrong_edits(written_out, "b_u left out")((' + r * p["b_u"]', ""))
wrong_edits(written_out, "the two biases exchanged")(
    ('r * p["b_u"]', 'r * p["b_h"]', '+ p["b_h"])', '+ p["b_u"])')
)


@right("leak_bias")
def by_logarithms(steps):
    rate = np.log(2) / steps  # −ln z
    return np.exp(-rate), -np.log(np.expm1(rate))


right(
    "leak_bias",
    lambda steps: (2.0 ** (-1 / steps), gu.update_bias(steps, "half_life")),
    lambda steps: ((z := np.power(0.5, 1 / steps)), np.log(z) - np.log1p(-z)),
    lambda steps: ([0.5 ** (1 / n) for n in steps], -np.log(2 ** (1 / np.asarray(steps)) - 1)),
)
wrong_edits(by_logarithms, "1/e for one half")(("np.log(2) / steps", "1 / steps"))
wrong_edits(by_logarithms)(
    ("-np.log(np.expm1(rate))", "np.log(steps / np.log(2))"),  # the rule for long half-lives
)


@right("gru_step_backward")
def by_gates(dh, x, h_prev, z, r, h_tilde, p):
    da = {"h": dh * (1 - z) * (1 - h_tilde) * (1 + h_tilde)}
    dm = np.einsum("nj,ij->ni", da["h"], p["U_h"])
    da["z"] = dh * (h_prev - h_tilde) * (z - z**2)
    da["r"] = dm * h_prev * (r - r**2)
    heard = {"z": h_prev, "r": h_prev, "h": r * h_prev}
    g = {"x": 0, "h_prev": dh * z + dm * r}
    for gate in "zrh":
        g["x"] = g["x"] + da[gate] @ p["W_" + gate].T
        if gate != "h":
            g["h_prev"] = g["h_prev"] + da[gate] @ p["U_" + gate].T
        g["W_" + gate] = x.T @ da[gate]
        g["U_" + gate] = heard[gate].T @ da[gate]
        g["b_" + gate] = np.ones(len(x)) @ da[gate]
    return g


@right("gru_step_backward")
def in_torch(dh, x, h_prev, z, r, h_tilde, p):
    leaves = {"x": x, "h_prev": h_prev} | {name: p[name] for name in NINE}
    q = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in leaves.items()}
    z, r = (torch.sigmoid(q["x"] @ q["W_" + g] + q["h_prev"] @ q["U_" + g] + q["b_" + g])
            for g in "zr")  # fmt: skip
    c = torch.tanh(q["x"] @ q["W_h"] + (r * q["h_prev"]) @ q["U_h"] + q["b_h"])
    (z * q["h_prev"] + (1 - z) * c).backward(torch.tensor(dh))
    return {name: leaf.grad.numpy() for name, leaf in q.items()}


right(
    "gru_step_backward",
    lambda dh, x, h_prev, z, r, h_tilde, p: gu.gru_step_backward(
        dh, gu.gru_step_forward(x, h_prev, p)[1]
    ),
)
wrong_edits(by_gates, "the state before the reset in U_h")(('"h": r * h_prev}', '"h": h_prev}'))
wrong_edits(by_gates, "the direct way forgotten")(("dh * z + dm * r", "dm * r"))
wrong_edits(by_gates, "the ways through both gates forgotten")(('gate != "h"', "False"))
wrong_edits(by_gates, "the way through r forgotten")(('gate != "h"', 'gate == "z"'))


@right("gru_bptt")
def lists(dH, X, h0, p):
    states, kept = [h0], []
    for x in X:
        h, z, r, c = step(x, states[-1], p)
        states.append(h)
        kept.append((z, r, c))
    dX, dh, total = [], 0 * h0, {name: 0 for name in p}
    for t in range(len(X), 0, -1):  # counted as in the formulas, from 1
        back = step_back(dH[t - 1] + dh, X[t - 1], states[t - 1], *kept[t - 1], p)
        dX.insert(0, back["x"])
        dh = back["h_prev"]
        total = {name: total[name] + back[name] for name in p}
    return np.array(states[1:]), total | {"X": np.array(dX), "h0": dh}


@right("gru_bptt")
def recomputed(dH, X, h0, p):
    H, h = [], h0
    for x in X:
        h = step(x, h, p)[0]
        H.append(h)
    g, carry = {"X": np.zeros(X.shape)}, np.zeros_like(h0)
    for t in range(len(X))[::-1]:
        before = h0 if t == 0 else H[t - 1]
        _, z, r, h_tilde = step(X[t], before, p)
        for name, value in step_back(dH[t] + carry, X[t], before, z, r, h_tilde, p).items():
            if name == "x":
                g["X"][t] = value
            elif name == "h_prev":
                new = value
            else:
                g[name] = g.get(name, 0) + value
        carry = new
    g["h0"] = carry
    return H, g


@right("gru_bptt")
def _(dH, X, h0, p):
    H, cache = gu.gru_forward(X, p, h0)
    return H, gu.gru_backward(dH, cache)


wrong_edits(recomputed, "the last step's part")(("g.get(name, 0) + value", "g.get(name, value)"))
wrong_edits(lists, "no carry")(("dH[t - 1] + dh,", "dH[t - 1],"))
wrong_edits(lists, "h0 before every step")(("X[t - 1], states[t - 1]", "X[t - 1], states[0]"))
wrong_edits(lists)(("dX, dh, total = [], 0 * h0", "dX, dh, total = [], dH[-1]"))
wrong_edits(recomputed)(("h0 if t == 0 else H[t - 1]", "H[t - 1]"))


@right("parameter_counts")
def solved(D, H):
    layers = {"elman": (1, 0), "lstm": (4, 0), "gru": (3, 0), "gru_torch": (3, 1)}
    counts = {c: k * (D * H + H * H + H) + m * H for c, (k, m) in layers.items()}
    widths = {}
    for c, (k, m) in layers.items():
        b = k * (D + 1) + m  # k w² + b w ≤ budget
        w = int((-b + (b * b + 4 * k * counts["lstm"]) ** 0.5) / (2 * k))
        widths[c] = max(v for v in (w - 1, w, w + 1) if k * v * v + b * v <= counts["lstm"])
    return counts, widths


@right("parameter_counts")
def tried(D, H):
    def counts_of(width):
        one = width * D + width**2 + width
        return {"elman": one, "lstm": 4 * one, "gru": 3 * one, "gru_torch": 3 * one + width}

    counts, widths = counts_of(H), {}
    for width in range(1, 10 * (H + D)):
        for cell, count in counts_of(width).items():
            if count <= counts["lstm"]:
                widths[cell] = width
    return counts, widths


right_edits(solved)(("(D * H + H * H + H)", "np.int64((D + H + 1) * H)"))
wrong_edits(solved, "the first width above the budget")(
    ("widths[c] = max(", "widths[c] = 1 + max(")
)
wrong_edits(tried, "torch's form as the source's")(("3 * one + width", "3 * one"))


@right("gru_in_torch")
def by_state_dict(X, h0, p):
    D, H = p["W_r"].shape
    layer = torch.nn.GRU(D, H).double()
    rows = {of: np.hstack([p[f"{of}_{gate}"] for gate in "rzh"]).T for of in "WUb"}
    second = np.zeros(3 * H)
    second[2 * H :] = p["b_u"]
    second[:H], rows["b"] = p["b_r"] / 2, rows["b"] - np.r_[p["b_r"] / 2, np.zeros(2 * H)]
    names = {"weight_ih_l0": rows["W"], "weight_hh_l0": rows["U"], "bias_ih_l0": rows["b"]}
    names["bias_hh_l0"] = second
    layer.load_state_dict({name: torch.tensor(array) for name, array in names.items()})
    states, last = layer(torch.tensor(X), torch.tensor(h0).unsqueeze(0))
    return states.detach().numpy()


@right("gru_in_torch")
def by_cell(X, h0, p):
    cell = torch.nn.GRUCell(*p["W_z"].shape, dtype=torch.float64)
    t = {name: torch.tensor(array) for name, array in p.items()}
    cell.weight_ih.data = torch.cat([t["W_r"], t["W_z"], t["W_h"]], 1).T
    cell.weight_hh.data = torch.cat([t["U_r"], t["U_z"], t["U_h"]], 1).T
    cell.bias_ih.data = torch.cat([t["b_r"], t["b_z"], t["b_h"]])
    cell.bias_hh.data = torch.cat([0 * t["b_r"], 0 * t["b_z"], t["b_u"]])
    h, H = torch.tensor(h0), []
    for x in torch.tensor(X):
        h = cell(x, h)
        H.append(h)
    return torch.stack(H).detach().numpy()


right("gru_in_torch", lambda X, h0, p: gu.gru_forward(X, p, h0, reset="after")[0])
wrong("gru_in_torch", lambda X, h0, p: gu.gru_forward(
    X, {k: v for k, v in p.items() if k != "b_u"}, h0)[0])  # fmt: skip
wrong_edits(by_cell, "b_h and b_u exchanged")(
    ('t["b_z"], t["b_h"]', 't["b_z"], t["b_u"]', '* t["b_z"], t["b_u"]', '* t["b_z"], t["b_h"]'),
)
wrong_edits(by_state_dict, "z before r")(('"rzh"', '"zrh"', 'second[:H], rows["b"] = p["b_r"] / 2, '
    'rows["b"] - np.r_[p["b_r"] / 2, np.zeros(2 * H)]', 'second[:H] = 0'))  # fmt: skip
wrong_edits(by_state_dict)(('"rzh"', '"hrz"'))


@right("compare")
def loops(train, widths, seeds):
    table, runs = {}, []
    for cell in widths:
        errors = []
        for seed in seeds:
            errors.append(train(cell, widths[cell], seed))
        mean = sum(errors) / len(errors)
        spread = (sum((e - mean) ** 2 for e in errors) / (len(errors) - 1)) ** 0.5
        table[cell] = mean, spread
        runs.append(errors)
    d = np.array(runs[1]) - np.array(runs[0])
    return table, (np.mean(d), np.std(d, ddof=1) / len(d) ** 0.5)


@right("compare")
def one_array(train, widths, seeds):
    E = np.array([[train(c, w, s) for s in seeds] for c, w in widths.items()])  # (2, n)
    n = E.shape[1]
    rows = np.vstack([E, E[1] - E[0]])
    means = rows.mean(axis=1)
    spreads = np.sqrt(((rows - means[:, None]) ** 2).sum(axis=1) / (n - 1))
    table = dict(zip(widths, zip(means[:2], spreads[:2], strict=True), strict=True))
    return table, (means[2], spreads[2] / np.sqrt(n))


right("compare", lambda *given: (lambda t, d: ({k: list(v) for k, v in t.items()}, [*d]))(
    *one_array(*given)))  # fmt: skip
wrong_edits(loops, "the spread of the difference")((" / len(d) ** 0.5", ""))
wrong_edits(loops, "divided by n, not by its root")(("len(d) ** 0.5", "len(d)"))
wrong_edits(one_array, "spread divided by n")(("(n - 1)", "n"))
wrong_edits(one_array, "the variance")(("spreads[:2]", "spreads[:2] ** 2"))
wrong_edits(loops)(("for cell in widths:", "for cell in sorted(widths):"))
