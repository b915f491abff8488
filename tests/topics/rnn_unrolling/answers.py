"""Answers to lab 04 in styles that its checks were not made for."""

import numpy as np
import torch
from helpers.answers import right, wrong, wrong_edits

from utils.checks.rnn_unrolling import check
from utils.numpy_impl import rnn_unrolling as ru

step, sequence, step_back, full = (
    check.exercises[name].reference
    for name in ("rnn_step", "rnn_sequence", "rnn_step_backward", "bptt")
)


@right("rnn_step")
def stacked(x, h_prev, W, U, b):
    both = np.concatenate([x, h_prev], axis=1)  # (N, D + H)
    return np.tanh(both @ np.concatenate([W, U]) + b)


@right("rnn_step")
def unit_by_unit(x, h_prev, W, U, b):
    h = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        for j in range(len(b)):
            z = b[j]
            for i in range(x.shape[1]):
                z += x[n, i] * W[i, j]
            for k in range(len(b)):
                z += h_prev[n, k] * U[k, j]
            h[n, j] = np.tanh(z)
    return h


right(
    "rnn_step",
    lambda x, h, W, U, b: np.tanh(x.dot(W) + h.dot(U) + b[None]).tolist(),
    lambda x, h, W, U, b: 2 / (1 + np.exp(np.minimum(-2 * (x @ W + h @ U + b), 700))) - 1,
)
wrong("rnn_step", lambda x, h, W, U, b: np.tanh(x @ W) + h @ U + b, named="tanh of the input alone")
wrong("rnn_step", lambda x, h, W, U, b: np.tanh(x * W + h * U + b), named="entry by entry")
wrong("rnn_step", lambda x, h, W, U, b: np.tanh(x @ W + h * U + b), named="U entry by entry")
wrong("rnn_step", lambda x, h, W, U, b: np.tanh(x @ U + h @ W + b), named="W and U exchanged")
wrong("rnn_step", lambda x, h, W, U, b: np.tanh(W @ x + U @ h + b), named="the matrices in front")
wrong_edits(stacked)(
    ("[W, U]", "[U, W]"),
    ("+ b)", "+ b).round(4)"),
)
wrong_edits(unit_by_unit)(
    ("z += h_prev[n, k] * U[k, j]", "z += h[n, k] * U[k, j]"),  # the new state, half done
    ("for k in range(len(b))", "for k in range(j)"),
    ("                z += h_prev", "                z += b[j] + h_prev"),
)


@right("rnn_sequence")
def list_of_states(X, W, U, b, h0):
    H = [h0]
    for x in X:
        H.append(np.tanh(x @ W + H[-1] @ U + b))
    return np.array(H[1:])


@right("rnn_sequence")
def inputs_first(X, W, U, b, h0):
    Z = X @ W + b  # all input products at once
    H = np.empty(Z.shape)
    for t in range(len(X)):
        before = h0 if t == 0 else H[t - 1]
        H[t] = np.tanh(Z[t] + before @ U)
    return H


@right("rnn_sequence")
def by_rows(X, W, U, b, h0):
    rows = []
    for n in range(X.shape[1]):
        h = h0[n : n + 1]
        rows.append([h := step(X[t, n : n + 1], h, W, U, b) for t in range(len(X))])
    return np.array(rows)[:, :, 0].swapaxes(0, 1)


wrong_edits(list_of_states, "a row too few")(("for x in X:", "for x in X[:-1]:"))
wrong_edits(by_rows, "arguments of the step exchanged")(
    ("h, W, U, b)", "h, U, W, b)"),
    ("X[t, n : n + 1], h", "h, X[t, n : n + 1]"),
)
wrong_edits(list_of_states)(
    ("np.array(H[1:])", "np.concatenate(H[1:])"),
    ("H = [h0]", "H = [np.tanh(h0)]"),
)
wrong_edits(inputs_first)(("H[t] = np", "H[t] = before + np"))


@right("rnn_step_backward")
def by_terms(dh, x, h_prev, h, W, U):
    dx, dh_prev = np.zeros(x.shape), np.zeros(h.shape)
    dW, dU, db = np.zeros(W.shape), np.zeros(U.shape), np.zeros(len(U))
    for n in range(len(x)):
        for j in range(len(U)):
            dz = dh[n, j] * (1 - h[n, j]) * (1 + h[n, j])
            db[j] += dz
            dW[:, j] += x[n] * dz
            dU[:, j] += h_prev[n] * dz
            dx[n] += W[:, j] * dz
            dh_prev[n] += U[:, j] * dz
    return dx, dh_prev, dW, dU, db


@right("rnn_step_backward")
def by_einsum(dh, x, h_prev, h, W, U):
    dz = dh - dh * h * h
    dx = np.einsum("nh,dh->nd", dz, W)
    dh_prev = np.einsum("nh,gh->ng", dz, U)
    dW = np.einsum("nd,nh->dh", x, dz)
    dU = np.einsum("ng,nh->gh", h_prev, dz)
    return dx, dh_prev, dW, dU, np.ones(len(x)) @ dz


@right("rnn_step_backward")
def _(dh, x, h_prev, h, W, U):
    def leaf(array):
        return torch.tensor(array, dtype=torch.float64, requires_grad=True)

    x, h_prev, W, U = leaf(x), leaf(h_prev), leaf(W), leaf(U)
    z = x @ W + h_prev @ U
    dz = torch.tensor(dh * (1 - h**2))
    found = torch.autograd.grad(z, (x, h_prev, W, U), dz)
    return (*(g.numpy() for g in found), dz.sum(0).numpy())


wrong_edits(by_einsum, "a matrix product with the slope")(("dh - dh * h * h", "dh @ (1 - h * h)"))
wrong_edits(by_einsum, "dh left out")(("dh - dh * h * h", "1 - h * h"))
wrong_edits(by_einsum)(("return dx, dh_prev, dW, dU,", "return dx, dh_prev, dU, dW,"))
wrong_edits(by_terms)(("dU[:, j] += h_prev[n] * dz", "dU[j] += h_prev[n] * dz"))


@right("bptt")
def lists(dH, X, H, h0, W, U):
    states, dX, later = [h0, *H], [], 0
    dW = dU = db = 0
    for t in range(len(X), 0, -1):  # counted as in the formulas, from 1
        dz = (dH[t - 1] + later) * (1 - states[t] ** 2)
        dX.insert(0, dz @ W.T)
        dW = dW + X[t - 1].T @ dz
        dU = dU + states[t - 1].T @ dz
        db = db + dz.sum(axis=0)
        later = dz @ U.T
    return {"W": dW, "U": dU, "b": db, "X": np.array(dX), "h0": later}


@right("bptt")
def _(dH, X, H, h0, W, U):
    """The double sum, term by term."""
    total = None
    for t in range(len(X)):
        flow, dZ = dH[t], np.zeros(H.shape)
        for k in range(t, -1, -1):
            dZ[k] = flow * (1 - H[k] ** 2)
            flow = dZ[k] @ U.T
        before = [h0, *H[:-1]]
        g = {
            "X": dZ @ W.T,
            "W": sum(x.T @ dz for x, dz in zip(X, dZ, strict=True)),
            "U": sum(h.T @ dz for h, dz in zip(before, dZ, strict=True)),
            "b": dZ.sum(axis=0).sum(axis=0),
            "h0": flow,
        }
        total = g if total is None else {k: total[k] + g[k] for k in g}
    return total


@right("bptt")
def in_place(dH, X, H, h0, W, U):
    total = np.concatenate([np.zeros(h0.shape)[None], dH])  # [0] is for h0
    before = np.concatenate([h0[None], H])
    g = {"X": np.zeros(X.shape), "W": 0 * W, "U": 0 * U, "b": np.zeros(W.shape[1])}
    for t in range(len(X) - 1, -1, -1):
        dx, dh_prev, dW, dU, db = step_back(total[t + 1], X[t], before[t], H[t], W, U)
        total[t] += dh_prev
        g["X"][t] = dx
        g["W"] += dW
        g["U"] += dU
        g["b"] += db
    return g | {"h0": total[0]}


wrong_edits(in_place, "dh kept beside the carry, as far as h0")(
    ("total[t] += dh_prev", "total[t] += total[t + 1] + dh_prev"),
)
wrong_edits(in_place, "the state before and after exchanged")(
    ("before[t], H[t]", "H[t], before[t]"),
)
wrong_edits(in_place, "the five in another order")(
    ("dx, dh_prev, dW, dU, db =", "dx, dW, dU, db, dh_prev ="),
)
wrong_edits(in_place, "db without its sum")(("+= db", "+= total[t + 1] * (1 - H[t] ** 2)"))
wrong_edits(in_place, "the last loss on top of h0")(("np.zeros(h0.shape)[None]", "dH[-1:]"))
wrong_edits(lists)(("dX.insert(0, dz @ W.T)", "dX.append(dz @ W.T)"))
wrong_edits(in_place)(("np.zeros(h0.shape)[None]", "h0[None]"))


@right("truncated_bptt")
def cut_carry(dH, X, H, h0, W, U, tau):
    before = np.concatenate([h0[None], H[:-1]])
    dZ, carry = np.zeros(H.shape), 0
    for t in range(len(X) - 1, -1, -1):
        if (t + 1) % tau == 0:  # the last step of a block
            carry = 0
        dZ[t] = (dH[t] + carry) * (1 - H[t] ** 2)
        carry = dZ[t] @ U.T
    return {
        "X": dZ @ W.T,
        "W": np.einsum("tnd,tnh->dh", X, dZ),
        "U": np.einsum("tng,tnh->gh", before, dZ),
        "b": dZ.sum(axis=(0, 1)),
        "h0": carry,
    }


@right("truncated_bptt")
def block_after_block(dH, X, H, h0, W, U, tau):
    parts, before = [], h0
    while len(X):
        parts.append(full(dH[:tau], X[:tau], H[:tau], before, W, U))
        before = H[:tau][-1]
        dH, X, H = dH[tau:], X[tau:], H[tau:]
    summed = {name: sum(g[name] for g in parts) for name in ("W", "U", "b")}
    return summed | {"X": np.concatenate([g["X"] for g in parts]), "h0": parts[0]["h0"]}


@right("truncated_bptt")
def _(dH, X, H, h0, W, U, tau):
    cache = ru.Unrolled(X, np.concatenate([h0[None], H[:-1]]), 1 - H**2, W, U, None, False, False)
    return ru.rnn_backward(dH, cache, tau)


wrong_edits(block_after_block, "a list of blocks")(
    ('np.concatenate([g["X"] for g in parts])', '[g["X"] for g in parts]'),
    ("np.concatenate(", "np.array("),
)
wrong_edits(block_after_block, "a rest left out")(
    ("while len(X)", "while len(X) >= tau", "for g in parts]), ", "for g in parts] + [0 * X]), "),
)
wrong_edits(cut_carry)(
    ("(t + 1) % tau == 0", "(len(X) - t) % tau == 0"),
    ("(t + 1) % tau == 0", "t == len(X) - tau"),
    ("            carry = 0\n", "            before[t] = 0\n"),
    ("            carry = 0\n", "            continue\n"),
    ("            carry = 0\n", "            break\n"),
    ("            carry = 0\n", "            before[t] = carry = 0\n"),
)
wrong_edits(block_after_block)(
    ("while len(X)", "while len(X) > tau"),
    ("for g in parts]), ", "for g in parts[::-1]]), "),
)


@right("clip_by_norm")
def one_vector(gradients, largest):
    vector = np.concatenate([np.ravel(g) for g in gradients.values()])
    norm = np.linalg.norm(vector)
    factor = largest / max(norm, largest)
    return {name: factor * g for name, g in gradients.items()}, norm


@right("clip_by_norm")
def with_ifs(gradients, largest):
    total = 0.0
    for name in gradients:
        total += np.sum(np.square(gradients[name]))
    norm = total**0.5
    clipped = {}
    for name in gradients:
        clipped[name] = gradients[name] / norm * largest if norm > largest else gradients[name]
    return clipped, float(norm)


right(
    "clip_by_norm",
    lambda gradients, largest: (
        lambda norm: ({k: g / max(1, norm / largest) for k, g in gradients.items()}, norm)
    )(np.sqrt(np.sum([np.vdot(g, g) for g in gradients.values()]))),
)
wrong_edits(one_vector)(
    ("max(norm, largest)", "max(norm**2, largest)"),
    ("factor * g for", "np.clip(g, -factor, factor) for"),
)
wrong_edits(with_ifs)(("if norm > largest", "if np.abs(gradients[name]).max() > largest"))
wrong_edits(with_ifs, "divided by the larger of both")(
    ("gradients[name] / norm * largest if norm > largest else gradients[name]",
     "gradients[name] / max(norm, largest)"),
)  # fmt: skip
wrong_edits(with_ifs, "each array by its own norm")(
    ("clipped[name] =", "n = np.linalg.norm(gradients[name])\n        clipped[name] =",
     "/ norm * largest if norm >", "/ n * largest if n >"),
)  # fmt: skip


@right("gradient_by_lag")
def backwards(dh, H, U):
    norms = np.zeros(len(H))
    for lag, h in enumerate(H[::-1]):
        norms[lag] = np.linalg.norm(dh)
        dh = np.dot(dh - dh * h**2, U.T)
    return norms, (norms[-1] / norms[0]) ** (1.0 / (len(norms) - 1))


@right("gradient_by_lag")
def _(dh, H, U):
    def norm_of(dh):
        return float(sum(v * v for v in dh.ravel())) ** 0.5

    norms = [norm_of(dh)]
    for t in range(1, len(H)):
        dh = np.einsum("nh,gh->ng", dh * (1 - H[-t] ** 2), U)
        norms.append(norm_of(dh))
    rate = np.exp(np.log(norms[-1] / norms[0]) / (len(H) - 1)) if norms[-1] else 0.0
    return norms, rate


@right("gradient_by_lag")
def _(dh, H, U):
    dH = np.zeros(H.shape)
    dH[-1] = dh
    cut = [full(dH[t:], np.zeros((len(H) - t, len(dh), 1)), H[t:], H[t - 1], U[:1], U)["h0"]
           for t in range(len(H) - 1, 0, -1)]  # fmt: skip
    norms = np.sqrt([np.sum(g * g) for g in (dh, *cut)])
    return norms, (norms[-1] / norms[0]) ** (1 / len(cut))


wrong_edits(backwards, "each time from the last state")(
    ("np.zeros(len(H))", "np.zeros(len(H)); last = dh", "dh - dh * h**2", "last - last * h**2"),
)
wrong_edits(backwards, "the norm of dz")(
    ("norm(dh)\n", "norm(dh if lag == 0 else dz)\n        dz = dh - dh * h**2\n",
     "np.dot(dh - dh * h**2, U.T)", "dz @ U.T"),
)  # fmt: skip
wrong_edits(backwards, "a power for the root")(("1.0 / (len(norms) - 1)", "len(norms) - 1"))
wrong_edits(backwards)(
    ("np.linalg.norm(dh)", "np.abs(dh).mean()"),
    ("np.linalg.norm(dh)", "np.linalg.norm(dh, axis=1).sum()"),
)


@right("forecast")
def from_numpy_impl(X, y, parameters):
    J, cache = ru.rnn_model_forward(X, y, parameters, at="last")
    g = ru.rnn_model_backward(1.0, cache)
    return cache.Y[-1], J, {name: g[name] for name in parameters}


@right("forecast")
def _(X, y, parameters):
    q = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in parameters.items()}
    h = torch.zeros(X.shape[1], len(q["b"]), dtype=torch.float64)
    for x in torch.tensor(X):
        h = torch.tanh(x @ q["W"] + h @ q["U"] + q["b"])
    y_hat = h @ q["v"] + q["c"]
    J = torch.nn.functional.mse_loss(y_hat, torch.tensor(y)) / 2
    J.backward()
    return y_hat.detach().numpy(), J.item(), {k: t.grad.numpy() for k, t in q.items()}


@right("forecast")
def with_bptt(X, y, parameters):
    W, U, b, v, c = (parameters[name] for name in "WUbvc")
    h0 = np.zeros((len(y), len(U)))
    H = sequence(X, W, U, b, h0)
    y_hat = H[-1] @ v + c
    dy = (y_hat - y) / len(y)
    dH = np.zeros(H.shape)
    dH[-1] = np.outer(dy, v)
    g = full(dH, X, H, h0, W, U)
    gradients = {"W": g["W"], "U": g["U"], "b": g["b"], "v": dy @ H[-1], "c": dy.sum()}
    return y_hat, np.mean((y_hat - y) ** 2) / 2, gradients


wrong_edits(with_bptt, "steps for windows")(("(len(y), len(U))", "(len(X), len(U))"))
wrong_edits(with_bptt, "from the last window's states")(("H[-1] @ v", "H[:, -1] @ v"))
wrong_edits(with_bptt, "one row of zeros")(("(len(y), len(U))", "(1, len(U))"))
wrong_edits(with_bptt, "one vector of zeros")(("(len(y), len(U))", "len(U)"))
wrong_edits(with_bptt, "v and the errors exchanged")(("np.outer(dy, v)", "np.outer(v, dy)"))
wrong_edits(with_bptt)(("H[-1] @ v", "H.mean(axis=0) @ v"))


@right("rnn_in_torch")
def cell(X, W, U, b, h0, dH):
    layer = torch.nn.RNNCell(W.shape[0], W.shape[1], bias=True).double()
    layer.weight_ih.data = torch.tensor(W.T)
    layer.weight_hh.data = torch.tensor(U.T)
    layer.bias_ih.data = torch.zeros_like(layer.bias_ih)
    layer.bias_hh.data = torch.tensor(b)
    h, states = torch.tensor(h0), []
    for x in torch.tensor(X):
        h = layer(x, h)
        states.append(h)
    H = torch.stack(states)
    (H * torch.tensor(dH)).sum().backward()
    return (
        H.detach().numpy(),
        layer.weight_ih.grad.T.numpy(),
        layer.weight_hh.grad.numpy().T,
        layer.bias_hh.grad.numpy(),
    )


@right("rnn_in_torch")
def by_state_dict(X, W, U, b, h0, dH):
    D, H = W.shape
    layer = torch.nn.RNN(D, H, dtype=torch.float64)
    weights = {"weight_ih_l0": W.T, "weight_hh_l0": U.T, "bias_ih_l0": b / 2, "bias_hh_l0": b / 2}
    layer.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})
    states, _ = layer(torch.tensor(X), torch.tensor(h0).unsqueeze(0))
    states.backward(torch.tensor(dH))
    dW, dU, db, _ = (p.grad.numpy() for p in layer.parameters())
    return states.detach().numpy(), dW.T, dU.T, db


@right("rnn_in_torch")
def _(X, W, U, b, h0, dH):
    W, U, b = (torch.tensor(a, requires_grad=True) for a in (W, U, b))
    h, H = torch.tensor(h0), []
    for x in torch.tensor(X):
        h = torch.tanh(x @ W + h @ U + b)
        H.append(h)
    found = torch.autograd.grad(torch.stack(H), (W, U, b), torch.tensor(dH))
    return np.array([h.detach().numpy() for h in H]), *(g.numpy() for g in found)


wrong_edits(by_state_dict, "h0 without an axis for layers")((".unsqueeze(0)", ""))
wrong_edits(by_state_dict, "a layer in float32")((", dtype=torch.float64", ""))
wrong_edits(by_state_dict, "both results as H")(("states, _ = layer", "states = layer"))
wrong_edits(by_state_dict, "the last state for all")(
    ("states, _ = layer", "states, last = layer", "return states", "return last"),
)
wrong_edits(by_state_dict, "a tensor for a parameter")(
    (
        "layer.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})",
        "for name, value in weights.items():\n        setattr(layer, name, torch.tensor(value))",
    ),
)
wrong_edits(by_state_dict)(("dW.T, dU.T, db", "dW, dU.T, db"))
wrong_edits(cell, "H without its history")(("stack(states)", "stack(states).detach()"))
wrong_edits(cell, "nothing in .grad")(("    (H * torch.tensor(dH)).sum().backward()\n", ""))
wrong_edits(cell)(
    ("states.append(h)", "states.append(h)\n        h = h.detach()"),
    ("h = layer(x, h)", "h = layer(x)"),
    ("h = layer(x, h)", "h = layer(x, torch.tensor(h0))"),
    ("H.detach()", "h.detach()"),
    ("(H * torch.tensor(dH)).sum()", "(H * torch.tensor(dH)).mean()"),
)
