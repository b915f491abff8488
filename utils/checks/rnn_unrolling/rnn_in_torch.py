"""The same network by torch's nn.RNN."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.rnn_unrolling.inputs import EXAMPLE, backward_case, drawn


def rnn_in_torch(X, W, U, b, h0, dH):
    """The states of nn.RNN with these weights, and ∂J/∂W, ∂J/∂U, ∂J/∂b from ∂J/∂H."""
    import torch

    layer = torch.nn.RNN(*W.shape, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(W.T))
        layer.weight_hh_l0.copy_(torch.tensor(U.T))
        layer.bias_ih_l0.copy_(torch.tensor(b))
        layer.bias_hh_l0.zero_()
    H, _ = layer(torch.tensor(X), torch.tensor(h0)[None])
    H.backward(torch.tensor(dH))
    dW, dU = layer.weight_ih_l0.grad.T, layer.weight_hh_l0.grad.T
    return H.detach().numpy(), dW.numpy(), dU.numpy(), layer.bias_ih_l0.grad.numpy()


def sequence(title, given, dH=None, seed=0):
    """A case of these arrays; dH is drawn, if not given."""
    dH = backward_case(title, given, dH, seed).arguments["dH"]
    return Case(title, **given, dH=dH)


CASES = [
    sequence("the example", EXAMPLE, np.ones((2, 1, 1))),
    sequence("four steps, three sequences", drawn(4, 3, 2, 5, 1), seed=1),
    sequence("five steps of all of one size", drawn(5, 3, 3, 3, 2), seed=2),
    sequence("one step", drawn(1, 2, 3, 2, 3), seed=3),
    sequence("twelve steps", drawn(12, 2, 1, 4, 4, digits=12), seed=4),
]

ROWS = "torch keeps each weight as (outputs, inputs), ours are (inputs, outputs). Which of them?"
TENSORS = "torch computes with tensors. What makes one of an array?"
ONCE = "Both biases are added. How much do they come to together?"

MISTAKES = edits(rnn_in_torch)(
    ("U as it is", "torch.tensor(U.T)", "torch.tensor(U)",
     f"U is square and fits either way, but not alike. {ROWS}"),
    ("W as it is", "torch.tensor(W.T)", "torch.tensor(W)", ROWS),
    ("dU as torch has it", "layer.weight_hh_l0.grad.T", "layer.weight_hh_l0.grad",
     f"The gradient is as large as the weight in torch. {ROWS}"),
    ("the bias twice", "layer.bias_hh_l0.zero_()", "layer.bias_hh_l0.copy_(torch.tensor(b))",
     ONCE),
    ("both biases' gradients", "layer.bias_ih_l0.grad.numpy()",
     "layer.bias_ih_l0.grad.numpy() + layer.bias_hh_l0.grad.numpy()",
     "The gradients of both biases are added. When b grows by 1, by how much does their sum?"),
    ("h0 left out", ", torch.tensor(h0)[None])", ")",
     "Without a state of its own nn.RNN begins at zeros. What is its second argument?"),
    ("h0 without an axis for layers", ", torch.tensor(h0)[None])", ", torch.tensor(h0))",
     "torch wants a state for each layer. What shape has its h0, and what yours?"),
    ("a layer in float32", ", dtype=torch.float64)", ")",
     "torch's layers are in float32 unless told otherwise. In what are our arrays?"),
    ("D and H exchanged", "*W.shape,", "*W.shape[::-1],",
     "`torch.nn.RNN` wants to know how many inputs there are, and then how many units."),
    ("a tensor for a parameter", "layer.weight_ih_l0.copy_(torch.tensor(W.T))",
     "layer.weight_ih_l0 = torch.tensor(W.T)",
     "`=` would put a tensor in the parameter's place. Which method puts numbers into it?"),
    ("an array for a parameter", "copy_(torch.tensor(W.T))", "copy_(W.T)", TENSORS),
    ("arrays for tensors", "layer(torch.tensor(X),", "layer(X,", TENSORS),
    ("H without its history", "    H, _ = layer", "        H, _ = layer",
     "`backward` finds no notes on how H was made: within `torch.no_grad()` torch takes none, and "
     "`detach` leaves them behind. Where are they lost in yours?"),
    ("both results as H", "H, _ = layer", "H = layer",
     "The call returns two things: all states, and the last ones. Which name gets which?"),
    ("the last state for all", "return H.detach", "return _.detach",
     "The call returns two things: all states, and the last ones. Which is yours?"),
    ("nothing in .grad", "    H.backward(torch.tensor(dH))\n", "",
     "`backward` fills the `.grad` of the layer's own parameters. Is it called in yours, and whose "
     "`.grad` do you read?"),
    ("an array for ∂J/∂H", "backward(torch.tensor(dH))", "backward(dH)", TENSORS),
    ("a ReLU", "dtype=torch.float64)", "dtype=torch.float64, nonlinearity='relu')",
     "Which nonlinearity has the network of this lab?"),
    ("dH ignored", "H.backward(torch.tensor(dH))", "H.sum().backward()",
     "That is the gradient of the sum of all states. What does the loss hand back?"),
    ("the loss at the last step only", "H.backward(torch.tensor(dH))",
     "H[-1].backward(torch.tensor(dH[-1]))",
     "Only the last step's loss is heard. Which steps does `dH` have?"),
    ("dH taken for a target", "H.backward(torch.tensor(dH))",
     "(H - torch.tensor(dH)).pow(2).sum().backward()",
     "dH is no target but ∂J/∂H. What does `H.backward(…)` take?"),
    ("backward twice", "H.backward(torch.tensor(dH))",
     "H.backward(torch.tensor(dH), retain_graph=True)\n    H.backward(torch.tensor(dH))",
     "How often is `backward` called? torch adds each time to what is there."),
)  # fmt: skip

exercise = Exercise(
    title="The same in torch",
    minutes=10,
    difficulty="medium",
    reference=rnn_in_torch,
    cases=CASES,
    returns=("H (T, N, H)", "dW (D, H)", "dU (H, H)", "db (H,)"),
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "`torch.nn.RNN(D, H, dtype=torch.float64)` has `weight_ih_l0` for W and `weight_hh_l0` "
        "for U. Print their shapes. Then put our numbers in.",
        "Under `torch.no_grad()`, `layer.weight_ih_l0.copy_(torch.tensor(W.T))`, and so on; one "
        "of the two biases gets b, the other `zero_()`.",
        "`H, _ = layer(X, h0[None])` for tensors: torch wants a first axis for layers in h0. "
        "`H.backward(…)` takes ∂J/∂H; the gradients are transposed like their weights.",
    ),
)
