"""Answers to lab 05 in styles that its checks were not made for."""

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong_edits

from utils.checks.lstm_gates import check
from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.lstm_gates import model
from utils.torch_impl.lstm_gates import lstm, module_of, parameters_of

step, sequence, step_back, full = (
    check.exercises[name].reference
    for name in ("lstm_step", "lstm_sequence", "lstm_step_backward", "lstm_bptt")
)


@right("lstm_step")
def stacked(x, h_prev, c_prev, p):
    W, U, b = (np.concatenate([p[f"{a}_{k}"] for k in "ifoc"], axis=-1) for a in "WUb")  # (D, 4H)
    i, f, o, g = np.split(x @ W + h_prev @ U + b, 4, axis=1)
    i, f, o, g = sigmoid(i), sigmoid(f), sigmoid(o), np.tanh(g)
    c = c_prev * f + g * i
    return np.tanh(c) * o, c, {"i": i, "f": f, "o": o, "c_tilde": g}


@right("lstm_step")
def four_lines(x, h_prev, c_prev, p):
    sigma = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    i = sigma(x.dot(p["W_i"]) + np.dot(h_prev, p["U_i"]) + p["b_i"])
    f = sigma(x @ p["W_f"] + h_prev @ p["U_f"] + p["b_f"])
    o = sigma(x @ p["W_o"] + h_prev @ p["U_o"] + p["b_o"])
    c_tilde = np.tanh(x @ p["W_c"] + h_prev @ p["U_c"] + p["b_c"])
    c = f * c_prev + i * c_tilde
    h = o * np.tanh(c)
    return h, c, {"i": i, "f": f, "o": o, "c_tilde": c_tilde}


right_edits(four_lines)(("return h, c,", "return h.tolist(), c.tolist(),"))
wrong_edits(four_lines, "no bias for the forget gate")((' + p["b_f"]', ""))
wrong_edits(four_lines, "input and forget gate exchanged")(("f * c_prev + i *", "i * c_prev + f *"))
wrong_edits(four_lines, "tanh twice")(
    ("f * c_prev + i * c_tilde", "np.tanh(f * c_prev + i * c_tilde)")
)
wrong_edits(four_lines, "read from the old cell")(("np.tanh(c)", "np.tanh(c_prev)"))
wrong_edits(four_lines)(
    ('p["W_f"] + h_prev @ p["U_f"]', 'p["W_i"] + h_prev @ p["U_i"]'),  # copied, half renamed
    ('"o": o,', '"o": o.round(3),'),
)


@right("lstm_sequence")
def lists(X, p, h0, c0):
    states, cells = [h0], [c0]
    for x in X:
        h, c, _ = step(x, states[-1], cells[-1], p)
        states.append(h)
        cells.append(c)
    return np.array(states[1:]), np.stack(cells[1:])


@right("lstm_sequence")
def in_place(X, p, h0, c0):
    H, C = np.empty((len(X), *h0.shape)), np.empty((len(X), *h0.shape))
    for t in range(len(X)):
        before = (h0, c0) if t == 0 else (H[t - 1], C[t - 1])
        H[t], C[t] = step(X[t], *before, p)[:2]
    return H, C


right_edits(lists)(("np.stack(cells[1:])", "cells[1:]"))
wrong_edits(in_place)(
    ("(h0, c0) if t == 0 else (H[t - 1], C[t - 1])", "(H[t - 1], C[t - 1])"),
    ("np.empty((len(X), *h0.shape)), ", "np.zeros(h0[None].repeat(len(X), 0).shape, h0.dtype), "),
)


@right("lstm_step_backward")
def written_out(dh, dc, x, h_prev, c_prev, p):
    _, c, s = step(x, h_prev, c_prev, p)
    i, f, o, g = s["i"], s["f"], s["o"], s["c_tilde"]
    t = np.tanh(c)
    do = dh * t
    dc_all = dc + dh * o - dh * o * t * t
    di, df, dg, dc_prev = dc_all * g, dc_all * c_prev, dc_all * i, dc_all * f
    zi, zf, zo, zc = di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g**2)
    dx = zi @ p["W_i"].T + zf @ p["W_f"].T + zo @ p["W_o"].T + zc @ p["W_c"].T
    dh_prev = zi @ p["U_i"].T + zf @ p["U_f"].T + zo @ p["U_o"].T + zc @ p["U_c"].T
    out = {"x": dx, "h_prev": dh_prev, "c_prev": dc_prev}
    for k, z in (("i", zi), ("f", zf), ("o", zo), ("c", zc)):
        out |= {f"W_{k}": x.T @ z, f"U_{k}": h_prev.T @ z, f"b_{k}": z.sum(0)}
    return out


@right("lstm_step_backward")
def fused(dh, dc, x, h_prev, c_prev, p):
    order = "ifoc"
    W, U = (np.hstack([p[f"{a}_{k}"] for k in order]) for a in "WU")
    z = np.hstack([x, h_prev]) @ np.vstack([W, U]) + np.hstack([p[f"b_{k}"] for k in order])
    i, f, o, g = np.split(z, 4, axis=1)
    i, f, o, g = (*map(sigmoid, (i, f, o)), np.tanh(g))
    c = i * g + f * c_prev
    dc = dc + dh * o / np.cosh(np.clip(c, -300, 300)) ** 2
    dz = np.hstack([dc * g * i * (1 - i), dc * c_prev * f * (1 - f),
                    dh * np.tanh(c) * o * (1 - o), dc * i * (1 - g * g)])  # fmt: skip
    back = {"x": dz @ W.T, "h_prev": dz @ U.T, "c_prev": dc * f}
    sums = {"W": x.T @ dz, "U": h_prev.T @ dz, "b": np.ones(len(x)) @ dz}
    for a, g in sums.items():
        back |= {f"{a}_{k}": part for k, part in zip(order, np.split(g, 4, -1), strict=True)}
    return back


right(
    "lstm_step_backward",
    lambda dh, dc, *given: lg.lstm_step_backward(dh, dc, lg.lstm_step_forward(*given)[1]),
)
wrong_edits(written_out, "the path through o forgotten")((" + dh * o - dh * o * t * t", ""))
wrong_edits(written_out, "c_prev without the forget gate")(("dc_all * f", "dc_all"))
wrong_edits(written_out, "h for h_prev in dU")(("_, c, s", "h, c, s", "h_prev.T @ z", "h.T @ z"))


@right("lstm_bptt")
def counted_from_one(dH, X, H, C, h0, c0, p):
    states, cells, dX = [h0, *H], [c0, *C], []
    later_h = later_c = np.zeros(h0.shape)
    total = dict.fromkeys(p, 0)
    for t in range(len(X), 0, -1):
        dh = dH[t - 1] + later_h
        g = step_back(dh, later_c, X[t - 1], states[t - 1], cells[t - 1], p)
        dX.insert(0, g["x"])
        later_h, later_c = g["h_prev"], g["c_prev"]
        total = {name: total[name] + g[name] for name in p}
    return total | {"X": np.array(dX), "h0": later_h, "c0": later_c}


@right("lstm_bptt")
def summed_at_the_end(dH, X, H, C, h0, c0, p):
    H_prev, C_prev = np.concatenate([h0[None], H[:-1]]), np.concatenate([c0[None], C[:-1]])
    flow, found = {"h_prev": 0 * h0, "c_prev": 0 * c0}, []
    for row in list(zip(dH, X, H_prev, C_prev, strict=True))[::-1]:
        flow = step_back(row[0] + flow["h_prev"], flow["c_prev"], *row[1:], p)
        found.append(flow)
    g = {name: np.sum([one[name] for one in found], axis=0) for name in p}
    dX = np.stack([one["x"] for one in found[::-1]])
    return g | {"X": dX, "h0": flow["h_prev"], "c0": flow["c_prev"]}


@right("lstm_bptt")
def _(dH, X, H, C, h0, c0, p):
    given = {"X": X, "h0": h0, "c0": c0} | p
    leaf = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in given.items()}
    states, _ = lstm(leaf["X"], {k: leaf[k] for k in p}, leaf["h0"], leaf["c0"])
    states.backward(torch.tensor(dH))
    return {k: v.grad.numpy() for k, v in leaf.items()}


wrong_edits(counted_from_one, "no dc carried")(
    ("later_h, later_c =", "later_h, _ =", '"c0": later_c', '"c0": _')
)
wrong_edits(counted_from_one, "no dh carried")(("dH[t - 1] + later_h", "dH[t - 1]"))
wrong_edits(counted_from_one, "= for +=")(("total[name] + g[name]", "g[name]"))
wrong_edits(counted_from_one, "h_t and c_t for those before")(
    ("states[t - 1], cells[t - 1]", "states[t], cells[t]"),
)
wrong_edits(summed_at_the_end)(("[c0[None], C[:-1]]", "[C[1:], C[-1:]]"))


@right("peephole_step")
def gate_again(x, h_prev, c_prev, p, dh, dc):
    c = step(x, h_prev, c_prev, p)[1]
    z = x @ p["W_o"] + h_prev @ p["U_o"] + p["b_o"] + c @ np.diag(p["V_o"])
    o, t = 1 / (1 + np.exp(-z)), np.tanh(c)
    do = dh * t
    dz = do * o - do * o * o
    through_tanh = dh * o * (1 - t) * (1 + t)
    return o * t, c, dc + through_tanh + dz * p["V_o"], np.einsum("nh,nh->h", dz, c)


@right("peephole_step")
def _(x, h_prev, c_prev, p, dh, dc):
    (h, c), (*_, s, _) = lg.lstm_step_forward(x, h_prev, c_prev, p)
    dz = dh * s.tanh_c * s.o * (1 - s.o)
    return h, c, dc + dh * s.o * (1 - s.tanh_c**2) + dz * p["V_o"], (dz * c).sum(0)


right_edits(gate_again)(
    ("do * o - do * o * o", "do * (o - o**2)", "c @ np.diag", "c * 1 @ np.diag")
)
wrong_edits(gate_again, "the peephole's path to c forgotten")((' + dz * p["V_o"]', ""))
wrong_edits(gate_again, "the old cell looked at")(("c @ np.diag", "c_prev @ np.diag"))


@right("gates_held")
def closed_form(C_tilde, c0, i, f, o):
    T = len(C_tilde)
    parts = [[i * f ** (t - s) * C_tilde[s] for s in range(t + 1)] for t in range(T)]
    C = np.array([f ** (t + 1) * c0 + sum(part) for t, part in enumerate(parts)])
    with np.errstate(divide="ignore"):
        return np.tanh(C) * o, C, f**T, np.where(f == 1, np.inf, np.log(0.5) / np.log(f))


@right("gates_held")
def with_ifs(C_tilde, c0, i, f, o):
    cells, half = [], []
    c = c0.copy()
    for c_tilde in C_tilde:
        c *= f
        c += i * c_tilde
        cells.append(c.copy())
    for one in f:
        if one == 0:
            half.append(0.0)
        elif one == 1:
            half.append(float("inf"))
        else:
            half.append(-1 / np.log2(one))
    return o * np.tanh(cells), np.array(cells), [float(np.prod([g] * len(cells))) for g in f], half


right_edits(with_ifs)(
    ("-1 / np.log2(one)", "float(np.log(0.5) / np.log(one))", "half.append(0.0)", "half += [0]")
)
wrong_edits(with_ifs, "always from c0")(("        c *= f\n", "        c = f * c0\n"))
wrong_edits(closed_form, "minus infinity")(
    ("np.where(f == 1, np.inf, np.log(0.5) / np.log(f))", "np.log(0.5) / np.log(f)"),
)
wrong_edits(with_ifs)(
    ("c.copy())", "c)"),
    ("c = c0.copy()", "c = c0"),
    ('half.append(float("inf"))', "half.append(1e9)"),
)


@right("lstm_in_torch")
def by_module_of(X, p, h0, c0, dH):
    layer = module_of(p)
    states = tuple(torch.tensor(a).unsqueeze(0) for a in (h0, c0))
    H, (h, c) = layer(torch.tensor(X), states)
    (H * torch.tensor(dH)).sum().backward()
    return H.detach().numpy(), c.squeeze(0).detach().numpy(), parameters_of(layer, gradients=True)


@right("lstm_in_torch")
def cell_by_cell(X, p, h0, c0, dH):
    D, H = p["W_i"].shape
    cell = torch.nn.LSTMCell(D, H, dtype=torch.float64)
    parts = {"W": cell.weight_ih, "U": cell.weight_hh, "b": cell.bias_hh}
    for kind, target in parts.items():
        target.data = torch.cat([torch.tensor(p[f"{kind}_{k}"].T) for k in "ifco"])
    cell.bias_ih.data = torch.zeros_like(cell.bias_ih)
    h, c, states = torch.tensor(h0), torch.tensor(c0), []
    for x in torch.tensor(X):
        h, c = cell(x, (h, c))
        states.append(h)
    torch.stack(states).backward(torch.tensor(dH))
    g = {}
    for kind, target in parts.items():
        for n, k in enumerate("ifco"):
            g[f"{kind}_{k}"] = target.grad[n * H : (n + 1) * H].numpy().T
    return np.array([h.detach().numpy() for h in states]), c.detach().numpy(), g


right_edits(by_module_of)(
    ("(H * torch.tensor(dH)).sum().backward()", "H.backward(torch.tensor(dH))")
)
wrong_edits(cell_by_cell, "our order")(
    ('for k in "ifco"])', 'for k in "ifoc"])', 'enumerate("ifco")', 'enumerate("ifoc")')
)
wrong_edits(cell_by_cell, "the gradients in our order")(('enumerate("ifco")', 'enumerate("ifoc")'))
wrong_edits(cell_by_cell)(
    ("cell.bias_ih.data = torch.zeros_like(cell.bias_ih)", "pass"),
    (", dtype=torch.float64)", ")"),
    ("states.append(h)", "states.append(h)\n        c = c.detach()"),
)


@right("recall")
def by_model(X, y, p):
    J, cache = model.model_forward(X, y, p, model.LSTM, at="last")
    g = model.model_backward(1.0, cache)
    return cache.Y, J, {name: g[name] for name in p}


@right("recall")
def by_hand(X, y, p):
    N = len(y)
    cell = p.copy()
    W_y, b_y = cell.pop("W_y"), cell.pop("b_y")
    h0 = np.zeros((N, W_y.shape[0]))
    H, C = sequence(X, cell, h0, h0)
    last = H[-1]
    scores = last @ W_y + b_y
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
    J, d = 0.0, P.copy()
    for n in range(N):
        J -= np.log(P[n, y[n]]) / N
        d[n, y[n]] -= 1
    d /= N
    dH = np.zeros_like(H)
    dH[-1] = np.einsum("nk,hk->nh", d, W_y)
    g = full(dH, X, H, C, h0, h0, cell)
    del g["X"], g["h0"], g["c0"]
    g |= {"W_y": last.T @ d, "b_y": d.sum(axis=0)}
    return scores, J, g


right_edits(by_hand)(("return scores, J, g", "return scores.tolist(), float(J), g"))
wrong_edits(by_hand, "the cell asked")(("last = H[-1]", "last = C[-1]"))
wrong_edits(by_hand, "a loss at every step")(("dH[-1] = ", "dH[:] = "))
wrong_edits(by_hand)(
    ("np.zeros((N, W_y.shape[0]))", "np.zeros(W_y.shape[0])"),
    ('del g["X"], g["h0"]', 'del g["h0"]'),
)
