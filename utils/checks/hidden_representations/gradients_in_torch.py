"""The gradients of Exercise 2 by torch's autograd."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.networks import (
    ALL_OFF,
    EXAMPLE,
    HUGE,
    TABLE_INPUTS,
    random_network,
)


def gradients_in_torch(X, y, parameters):
    """The gradients of the mean cross entropy J by X and by every parameter."""
    import torch
    from torch.nn import functional as F

    leaves = {"X": torch.tensor(X, requires_grad=True)}
    for name, value in parameters.items():
        leaves[name] = torch.tensor(value, requires_grad=True)
    Z2 = leaves["X"] @ leaves["W2"] + leaves["b2"]
    X2 = torch.relu(Z2)
    z3 = X2 @ leaves["W3"] + leaves["b3"]
    J = F.binary_cross_entropy_with_logits(z3, torch.tensor(y, dtype=torch.float64))
    J.backward()
    return {name: leaf.grad.numpy() for name, leaf in leaves.items()}


rng = np.random.default_rng(12)
CASES = [
    Case(title, X=np.array(X), y=np.array(y), parameters=parameters)
    for title, X, y, parameters in (
        ("the example", [[1.0, 1.0]], [1], EXAMPLE),
        ("two examples, two units", rng.normal(size=(2, 2)), [1, 0], random_network(2, 3)),
        (
            "five examples, three units",
            *(rng.normal(size=(5, 2)), rng.integers(0, 2, size=5)),
            random_network(3, 2),
        ),
        ("no unit is on", TABLE_INPUTS, [1, 0, 1, 0], ALL_OFF),
        ("hopelessly sure, and wrong", [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [0, 1, 0], HUGE),
    )
]

TWICE = "What does the loss want, scores or probabilities? Which of the two does it get?"
ONCE = "How often is `backward` called? torch adds each time to what is there."

MISTAKES = edits(gradients_in_torch)(
    ("a sigmoid before a loss that has one", "logits(z3,", "logits(torch.sigmoid(z3),", TWICE),
    ("a sigmoid and a loss for probabilities", "binary_cross_entropy_with_logits(z3,",
     "binary_cross_entropy(torch.sigmoid(z3),",
     "Right, but for scores of about 1,000: there the probability is rounded to 0 or 1, and its "
     "logarithm is cut off. Which loss takes the scores themselves?"),
    ("backward twice", "    J.backward()", "    J.backward(retain_graph=True)\n    J.backward()",
     ONCE),
    ("without the ReLU", "torch.relu(Z2)", "Z2", "What stands between the two layers?"),
    ("a sigmoid for the ReLU", "torch.relu(Z2)", "torch.sigmoid(Z2)",
     "What stands between the two layers?"),
    ("a leaky ReLU", "torch.relu(Z2)", "F.leaky_relu(Z2)",
     "A unit that is off passes something on. Should it?"),
    ("a ReLU after the output, too", "logits(z3,", "logits(torch.relu(z3),",
     "A score may be negative: after which layer stands a ReLU?"),
    ("the squared error", "F.binary_cross_entropy_with_logits(z3,",
     "F.mse_loss(torch.sigmoid(z3),", "Which loss is asked for? This one saturates."),
    ("labels the wrong way round", "torch.tensor(y,", "torch.tensor(1 - y,",
     "Uphill for every example: which probability is that of the label 1?"),
    ("the parameters for their gradients", "leaf.grad.numpy()", "leaf.detach().numpy()",
     "These are the parameters themselves. Where does torch put what `backward` finds?"),
)  # fmt: skip

exercise = Exercise(
    title="The same in torch",
    minutes=8,
    difficulty="easy",
    reference=gradients_in_torch,
    cases=CASES,
    returns='a dictionary of the gradients: "X" (N, 2), "W2" (2, H), "b2" (H,), "W3" (H,), "b3"',
    axes={"X": ("N", "2"), "W2": ("2", "H"), "b2": ("H",), "W3": ("H",)},
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Make a tensor with `requires_grad=True` of X and of every parameter, and keep them in a "
        "dictionary. Then the forward pass of Exercise 1 in torch, up to the scores.",
        "`F.binary_cross_entropy_with_logits(z3, labels)` wants scores, and labels as floats. "
        "After `J.backward()` every tensor has its gradient in `.grad`.",
    ),
)
