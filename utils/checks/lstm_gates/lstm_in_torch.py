"""The same network by torch's nn.LSTM."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.lstm_gates.inputs import TWO_STEPS, drawn, gradients


def lstm_in_torch(X, p, h0, c0, dH):
    """The states of nn.LSTM with the weights p, its last cell, and ∂J/∂ every name of p."""
    import torch

    order = "ifco"  # torch's, which calls the candidate g
    layer = torch.nn.LSTM(*p["W_i"].shape, dtype=torch.float64)
    ours = {"W": layer.weight_ih_l0, "U": layer.weight_hh_l0, "b": layer.bias_ih_l0}
    with torch.no_grad():
        for kind, weight in ours.items():
            rows = [p[f"{kind}_{k}"].T for k in order]  # a bias has no other side
            weight.copy_(torch.tensor(np.concatenate(rows)))
        layer.bias_hh_l0.zero_()
    first = torch.tensor(h0)[None], torch.tensor(c0)[None]
    H, (_, c) = layer(torch.tensor(X), first)
    H.backward(torch.tensor(dH))
    g = {}
    for kind, weight in ours.items():
        for k, rows in zip(order, np.split(weight.grad.numpy(), 4), strict=True):
            g[f"{kind}_{k}"] = rows.T
    return H.detach().numpy(), c[0].detach().numpy(), g


def sequence(title, given, seed=0, digits=2, dH=None):
    """A case of these arrays; dH is drawn, if not given."""
    shape = len(given["X"]), *given["h0"].shape
    dH = gradients(shape, seed, "dH", digits=digits)["dH"] if dH is None else dH
    return Case(title, **given, dH=dH)


CASES = [
    sequence("the example", TWO_STEPS, dH=np.array([1, 9 / 4]).reshape(2, 1, 1)),
    sequence("four steps, three sequences", drawn(4, 3, 2, 4, 1), 1),
    sequence("five steps of all of one size", drawn(5, 3, 3, 3, 2), 2),
    sequence("twelve steps", drawn(12, 2, 1, 4, 4, digits=12), 4, digits=12),
    sequence("one step, one sequence", drawn(1, 1, 3, 2, 3), 3),
]

ROWS = "torch keeps a weight as (outputs, inputs), ours are (inputs, outputs). Which of them?"
ORDER = "torch's rows are those of i, f, g and o, in this order, and g is what we call c̃."
ONCE = "Both biases are added. How much do they come to together?"

MISTAKES = edits(lstm_in_torch)(
    ("our order", '"ifco"', '"ifoc"', f"Two parts have changed places. {ORDER}"),
    ("forget gate first", '"ifco"', '"fico"', f"Two parts have changed places. {ORDER}"),
    ("the gradients in our order", "zip(order,", "zip(\"ifoc\",",
     f"Forward all is right. In which order are the gradients cut apart? {ORDER}"),
    ("U as it is", 'p[f"{kind}_{k}"].T for',
     'p[f"{kind}_{k}"].T if kind != "U" else p[f"U_{k}"] for',
     f"U is square and fits either way, but not alike. {ROWS}"),
    ("dU as torch has it", '= rows.T', '= rows if kind == "U" else rows.T',
     f"A gradient has the form of its weight. {ROWS}"),
    ("all of W and U in one transposition", "rows = [p[f\"{kind}_{k}\"].T for k in order]",
     "rows = [np.concatenate([p[f\"{kind}_{k}\"] for k in order], axis=-1).reshape(weight.shape)]",
     "`reshape` reads the numbers in their order and turns no rows into columns. What does?"),
    ("the bias twice", "layer.bias_hh_l0.zero_()",
     "layer.bias_hh_l0.copy_(layer.bias_ih_l0)", ONCE),
    ("the second bias left as it was drawn", "        layer.bias_hh_l0.zero_()\n",
     "        layer.bias_hh_l0.fill_(0.1)\n",
     "A new module has random numbers in all its parameters. Are there any that you left?"),
    ("no first states", "layer(torch.tensor(X), first)", "layer(torch.tensor(X))",
     "Without states of its own nn.LSTM begins at zeros. What is its second argument?"),
    ("first states without an axis for layers", "torch.tensor(h0)[None], torch.tensor(c0)[None]",
     "torch.tensor(h0), torch.tensor(c0)",
     "torch wants a state for each layer. What shape has its h0, and what yours?"),
    ("a layer in float32", ", dtype=torch.float64)", ")",
     "torch's layers are in float32 unless told otherwise. In what are our arrays?"),
    ("the last state for the last cell", "H, (_, c)", "H, (c, _)",
     "Which of the two that come beside H is the cell?"),
    ("the last state for all", "return H.detach", "return _.detach",
     "The call returns all states, and beside them the last ones. Which are asked for?"),
    ("dH ignored", "H.backward(torch.tensor(dH))", "H.sum().backward()",
     "That is the gradient of the sum of all states. What does the loss hand back?"),
    ("backward twice", "H.backward(torch.tensor(dH))",
     "H.backward(torch.tensor(dH), retain_graph=True)\n    H.backward(torch.tensor(dH))",
     "How often is `backward` called? torch adds each time to what is there."),
    ("both biases' gradients", "= rows.T", "= rows.T * (1 + (kind == \"b\"))",
     "The gradients of both biases are added. When b grows by 1, by how much does their sum?"),
)  # fmt: skip

exercise = Exercise(
    title="The same in torch",
    minutes=12,
    difficulty="medium",
    reference=lstm_in_torch,
    cases=CASES,
    returns=("H (T, N, H)", "c (N, H)", "gradients, a dictionary with the names of p"),
    axes={"H": ("T", "N", "H"), "c": ("N", "H")},
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "`torch.nn.LSTM(D, H, dtype=torch.float64)` keeps the weights of all four parts in one "
        "array, one below the other. Print the shapes of its parameters.",
        '`np.concatenate([p[f"W_{k}"].T for k in "ifco"])` is (4H, D): what `weight_ih_l0` wants. '
        "U and b alike; the second bias is `zero_()`.",
        "`H, (_, c) = layer(X, (h0[None], c0[None]))` for tensors. After `H.backward(…)`, "
        "`np.split(weight.grad.numpy(), 4)` cuts a gradient into the four parts, in torch's order.",
    ),
)
