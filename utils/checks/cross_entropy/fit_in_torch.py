"""Softmax regression with gradients by torch."""

import numpy as np

from utils.checks.cross_entropy.distributions import array
from utils.checks.cross_entropy.fit import CLUSTERS, FIVE, TWO
from utils.checks.engine import Case, Exercise, edits


def fit_in_torch(X, y, n_classes, steps, learning_rate):
    """θ ← θ − η ∂J/∂θ from W = 0 and b = 0, with gradients by autograd."""
    import torch
    from torch.nn import functional as F

    inputs, labels = torch.tensor(X), torch.tensor(y)
    W = torch.zeros((X.shape[1], n_classes), dtype=torch.float64, requires_grad=True)
    b = torch.zeros(n_classes, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([W, b], lr=learning_rate)
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(inputs @ W + b, labels)
        losses.append(loss.item())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return W.detach().numpy(), b.detach().numpy(), np.array(losses)


CASES = [
    Case(title, X=X, y=y, n_classes=n_classes, steps=steps, learning_rate=learning_rate)
    for title, X, y, n_classes, steps, learning_rate in (
        ("the example, one step", *TWO, 2, 1, 1.0),
        ("the example, two steps", *TWO, 2, 2, 1.0),
        ("labels that are not balanced", FIVE, array(0, 1, 1, 2, 1), 3, 4, 0.5),
        ("a class that does not occur", FIVE, array(0, 2, 2, 0, 1), 5, 3, 0.2),
        ("three clusters", CLUSTERS, np.repeat(array(0, 1, 2), 10), 3, 40, 0.3),
    )
]

ADDS_UP = (
    "From the second step on the steps are too long: torch adds each gradient to what is there "
    "already. What empties it, and when?"
)
RECORDED = "Is each loss the one before its step, and is there one for every step?"

MISTAKES = edits(fit_in_torch)(
    ("gradients that add up", "        optimiser.zero_grad()\n", "", ADDS_UP),
    ("gradients emptied before they are used", "        optimiser.zero_grad()\n", "",
     "loss.backward()\n", "loss.backward()\n        optimiser.zero_grad()\n",
     "Nothing moves. What is in `W.grad` when the optimiser takes its step?"),
    ("a softmax before the loss", "inputs @ W + b, labels", "(inputs @ W + b).softmax(1), labels",
     "The losses fall too slowly. What does `F.cross_entropy` want, scores or probabilities?"),
    ("the sum for the mean", "+ b, labels)", "+ b, labels, reduction='sum')",
     "Every loss is N times too large. What does `F.cross_entropy` do when it is not told?"),
    ("divided by N again", "+ b, labels)", "+ b, labels) / len(X)",
     "Every loss is N times too small. What does `F.cross_entropy` do when it is not told?"),
    ("b is not handed to the optimiser", "[W, b]", "[W]",
     "b stays 0. Who moves the parameters, and which does it know of?"),
    ("W is not handed to the optimiser", "[W, b]", "[b]",
     "W stays 0. Who moves the parameters, and which does it know of?"),
    ("with momentum", "lr=learning_rate", "lr=learning_rate, momentum=0.9",
     "These are steps with momentum. This time plain ones are asked for."),
    ("another optimiser", "optim.SGD", "optim.Adam",
     "These are the steps of Adam. Which optimiser does θ ← θ − η ∂J/∂θ and nothing else?"),
    ("uphill", "loss.backward()", "(-loss).backward()",
     "The losses rise. Of what is the gradient taken?"),
    ("loss recorded after the step", "        losses.append(loss.item())\n", "", "optimiser.step()",
     "optimiser.step()\n        losses.append(F.cross_entropy(inputs @ W + b, labels).item())",
     RECORDED),
    ("classes counted in the labels", "inputs, labels =",
     "n_classes = y.max() + 1\n    inputs, labels =",
     "W and b have too few columns where a class does not occur. What says how many there are?"),
    ("weights that do not start at 0", "W = torch.zeros((", "W = torch.tensor(0.1 * np.eye(*(",
     "n_classes), dtype=torch.float64, requires_grad=True)\n    b",
     "n_classes)), dtype=torch.float64, requires_grad=True)\n    b",
     "The first loss is not ln R. From which W does the training start?"),
)  # fmt: skip

exercise = Exercise(
    title="The same in torch",
    minutes=10,
    difficulty="medium",
    reference=fit_in_torch,
    cases=CASES,
    returns=("W (D, R)", "b (R,)", "losses (steps,)"),
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Two tensors with `requires_grad=True` before the loop. In it: the loss, its record, and "
        "the three lines in which torch empties the gradients, finds them, and takes the step.",
        "`F.cross_entropy(scores, labels)` takes scores, and the mean. `loss.item()` is a number, "
        "`W.detach().numpy()` an array.",
    ),
)
