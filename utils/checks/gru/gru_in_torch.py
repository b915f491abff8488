"""The same network by torch's nn.GRU."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.gru.gru_step_after import EXAMPLE
from utils.checks.gru.inputs import sequence


def gru_in_torch(X, h0, p):
    """The states of nn.GRU with these weights; p is of the form that resets after the product."""
    import torch

    D, units = p["W_z"].shape
    layer = torch.nn.GRU(D, units, dtype=torch.float64)
    none = np.zeros(units)
    weights = {
        "weight_ih_l0": np.concatenate([p["W_r"], p["W_z"], p["W_h"]], axis=1).T,
        "weight_hh_l0": np.concatenate([p["U_r"], p["U_z"], p["U_h"]], axis=1).T,
        "bias_ih_l0": np.concatenate([p["b_r"], p["b_z"], p["b_h"]]),
        "bias_hh_l0": np.concatenate([none, none, p["b_u"]]),
    }
    with torch.no_grad():
        for name, array in weights.items():
            getattr(layer, name).copy_(torch.tensor(array))
        H, _ = layer(torch.tensor(X), torch.tensor(h0)[None])
    return H.numpy()


CASES = [
    Case("the example", X=EXAMPLE["x"][None], h0=EXAMPLE["h_prev"], p=EXAMPLE["p"]),
    Case("four steps, three sequences", **sequence(4, 3, 2, 5, 1, after=True)),
    Case("five steps of all of one size", **sequence(5, 3, 3, 3, 2, after=True)),
    Case("twelve steps", **sequence(12, 2, 1, 4, 4, digits=12, after=True)),
    Case("one step, one sequence, one unit", **sequence(1, 1, 2, 1, 3, after=True)),
]

ORDER = "In which order does torch keep the three: which one comes first in `weight_ih_l0`?"
ROWS = "torch keeps each weight as (outputs, inputs), ours are (inputs, outputs). Which of them?"
BIAS = "One of torch's biases is inside the bracket that r multiplies: which part of which array?"
ONCE = "For z and for r both of torch's biases are added up. How much do they come to together?"
TENSORS = "torch computes with tensors. What makes one of an array?"

MISTAKES = edits(gru_in_torch)(
    ("z before r", 'p["W_r"], p["W_z"]', 'p["W_z"], p["W_r"]', 'p["U_r"], p["U_z"]',
     'p["U_z"], p["U_r"]', 'p["b_r"], p["b_z"]', 'p["b_z"], p["b_r"]', ORDER),
    ("the candidate first", 'p["W_r"], p["W_z"], p["W_h"]', 'p["W_h"], p["W_r"], p["W_z"]',
     'p["U_r"], p["U_z"], p["U_h"]', 'p["U_h"], p["U_r"], p["U_z"]',
     'p["b_r"], p["b_z"], p["b_h"]', 'p["b_h"], p["b_r"], p["b_z"]',
     'none, none, p["b_u"]', 'p["b_u"], none, none', ORDER),
    ("the biases in another order", 'p["b_r"], p["b_z"]', 'p["b_z"], p["b_r"]',
     f"Your weights are in order. {ORDER} And in `bias_ih_l0`?"),
    ("z turned round", 'p["W_z"], p["W_h"]', '-p["W_z"], p["W_h"]', 'p["U_z"], p["U_h"]',
     '-p["U_z"], p["U_h"]', 'p["b_z"], p["b_h"]', '-p["b_z"], p["b_h"]',
     "You have turned z into 1 − z. With z = 1, does torch's unit keep its state, or does ours?"),
    ("U as it is", 'p["U_h"]], axis=1).T', 'p["U_h"]])',
     f"Each U is square and fits either way, but not alike. {ROWS}"),
    ("W as it is", 'p["W_h"]], axis=1).T', 'p["W_h"]])', ROWS),
    ("b_u outside", 'p["b_z"], p["b_h"]', 'p["b_z"], p["b_h"] + p["b_u"]', 'none, p["b_u"]',
     "none, none", BIAS),
    ("b_h and b_u exchanged", 'p["b_z"], p["b_h"]', 'p["b_z"], p["b_u"]', 'none, p["b_u"]',
     'none, p["b_h"]', BIAS),
    ("no b_u", 'none, p["b_u"]', "none, none",
     f"b_u is nowhere in yours. {BIAS}"),
    ("the second bias left as torch drew it", "in weights.items():",
     'in list(weights.items())[:3]:\n            torch.manual_seed(0)',
     "A new module has random numbers in it. Are all four of its arrays filled?"),
    ("the gates' biases twice", "none, none, p", 'p["b_r"], p["b_z"], p', ONCE),
    ("all biases twice", "none, none, p[\"b_u\"]", 'p["b_r"], p["b_z"], p["b_h"]',
     f"{ONCE} And which bias stands beside b_h in torch's candidate?"),
    ("h0 left out", ", torch.tensor(h0)[None])", ")",
     "Without a state of its own nn.GRU begins at zeros. What is its second argument?"),
    ("h0 without an axis for layers", ", torch.tensor(h0)[None])", ", torch.tensor(h0))",
     "torch wants a state for each layer. What shape has its h0, and what yours?"),
    ("a layer in float32", ", dtype=torch.float64)", ")",
     "torch's layers are in float32 unless told otherwise. In what are our arrays?"),
    ("batch first", "dtype=torch.float64)", "dtype=torch.float64, batch_first=True)",
     "Your layer takes the first axis of X for the sequences. Which one is time here?"),
    ("an array for a parameter", "copy_(torch.tensor(array))", "copy_(array)", TENSORS),
    ("the last state for all", "return H.numpy", "return _.numpy",
     "The call returns two things: all states, and the last ones. Which is yours?"),
)  # fmt: skip

exercise = Exercise(
    title="The same in torch",
    minutes=10,
    difficulty="medium",
    reference=gru_in_torch,
    cases=CASES,
    returns="H (T, N, H)",
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Make the layer and print `{k: v.shape for k, v in layer.state_dict().items()}`: each of "
        "the four is three of ours, one below the other, in the order r, z, h~.",
        '`np.concatenate([p["W_r"], p["W_z"], p["W_h"]], axis=1).T` is `weight_ih_l0`. b_h belongs '
        "to the input's side, b_u to the state's; the gates' biases go to one side, with zeros on "
        "the other.",
        "Under `torch.no_grad()`, `layer.weight_ih_l0.copy_(torch.tensor(…))`, and so on. Then "
        "`H, _ = layer(X, h0[None])`, for tensors.",
    ),
)
