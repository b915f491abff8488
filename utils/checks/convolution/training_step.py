"""One step of training a LeNet, with momentum."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import momentum
from utils.numpy_impl.convolution import lenet_backward, lenet_forward, lenet_parameters
from utils.numpy_impl.cross_entropy import log_softmax


def training_step(X, y, parameters, velocity, learning_rate):
    """J = mean −log p_y; v ← 0.9 v + ∂J/∂θ; θ ← θ − η v."""
    N, eta = len(y), learning_rate
    logits, cache = lenet_forward(X, parameters)
    log_P = log_softmax(logits)  # (N, 10)
    J = -log_P[np.arange(N), y].mean()
    Y = np.eye(10)[y]  # the labels as one-hot rows
    d_logits = (np.exp(log_P) - Y) / N
    gradients = lenet_backward(d_logits, cache)
    new, velocities = {}, {}
    for name in parameters:
        v = 0.9 * velocity[name] + gradients[name]
        new[name] = parameters[name] - eta * v
        velocities[name] = v
    return J, new, velocities


rng = np.random.default_rng(8)
THETA = lenet_parameters(rng)
STILL = {name: np.zeros_like(p) for name, p in THETA.items()}
MOVING = {name: rng.normal(0, 0.1, p.shape) for name, p in THETA.items()}
BIASED = {name: p + 0.1 * rng.normal(size=p.shape) for name, p in THETA.items()}
SURE = THETA | {"OUT.b": np.array([900.0, 0, 0, -900, 0, 0, 0, 0, 0, 400])}


def step(title, y, parameters, velocity, learning_rate):
    """A case of images that are half ink and half paper, one for each label."""
    X = rng.random((len(y), 1, 28, 28)) * (rng.random((len(y), 1, 28, 28)) < 0.5)
    return Case(
        title,
        X=X,
        y=np.array(y),
        parameters=parameters,
        velocity=velocity,
        learning_rate=learning_rate,
    )


CASES = [
    step("from a standing start", [3, 0, 7], THETA, STILL, 0.1),
    step("on the move", [3, 0, 7], BIASED, MOVING, 0.05),
    step("one image", [5], BIASED, MOVING, 0.2),
    step("scores of ±900", [9, 3], SURE, STILL, 0.01),
]

MEAN_LOSS = (
    "The loss is a mean over the images. Does your 1/N stand where it belongs, in J and in ∂J?"
)
ONE_HOT = (
    "What is subtracted from the probabilities of one image: its label, or a row with a single 1 "
    "at its label?"
)
OWN_LABEL = (
    "`[:, y]` takes the labels of *all* images in every row, and `[y]` takes whole rows. Row n "
    "goes with y_n alone: which array of row numbers stands beside y?"
)
EVERY_ENTRY = "Some entries stay as they are. Which lines belong inside the loop over the names?"

MISTAKES = edits(training_step)(
    ("uphill", "- eta * v", "+ eta * v", momentum.DOWNHILL),
    ("uphill, by the slope", "np.exp(log_P) - Y", "Y - np.exp(log_P)", momentum.DOWNHILL),
    ("no momentum", "0.9 * velocity[name] + ", "", momentum.RULE),
    ("moved by the gradient", "- eta * v", "- eta * gradients[name]", momentum.MOVED),
    ("moved by the old velocity", "- eta * v", "- eta * velocity[name]", momentum.MOVED),
    ("the old velocity returned", "velocities[name] = v", "velocities[name] = velocity[name]",
     "The parameters are right. What will the next step know of this one?"),
    ("the gradients in the velocity's place", "velocities[name] = v",
     "velocities[name] = gradients[name]",
     "The parameters are right. What do you return as velocity?"),
    ("0.9 times the gradient", "0.9 * velocity[name] + gradients", "0.9 * gradients",
     momentum.RULE),
    ("the velocity never fades", "0.9 * velocity[name]", "velocity[name]", momentum.RULE),
    ("a tenth of the gradient", "+ gradients[name]", "+ 0.1 * gradients[name]",
     "The gradient has a tenth of its weight. Is there a 0.1 in your rule, or is the slope divided "
     "by the number of *digits*, too, as the `.mean()` of a whole table would do?"),
    ("0.9 at the wrong place", "0.9 * velocity[name] + ", "velocity[name] + 0.9 * ", momentum.RULE),
    ("learning rate in the velocity", "+ gradients[name]", "+ eta * gradients[name]", "- eta * v",
     "- v", momentum.RATE),
    ("learning rate in the velocity and in the step", "+ gradients[name]",
     "+ eta * gradients[name]", momentum.RATE),
    ("minus in the velocity", "+ gradients[name]", "- eta * gradients[name]", "- eta * v", "+ v",
     momentum.DOWNHILL_RATE),
    ("no learning rate", "eta * v", "v", momentum.RATE),
    ("slope without 1/N", "Y) / N", "Y)", MEAN_LOSS),
    ("labels left out", " - Y)", ")",
     "The slope is made of the probabilities alone. What is subtracted from them?"),
    ("the labels themselves in the slope", " - Y)", " - y[:, None])", ONE_HOT),
    ("the labels themselves in the slope, across", " - Y)", " - y)", ONE_HOT),
    ("labels as numbers of images", "log_P[np.arange(N), y]", "log_P[y]", OWN_LABEL),
    ("every label for every image, in the loss", "[np.arange(N), y]", "[:, y]", OWN_LABEL),
    ("every label for every image, in the slope", "- Y)", "- np.isin(np.arange(10), y))",
     OWN_LABEL),
    ("every label for every image", "[np.arange(N), y]", "[:, y]", "- Y)",
     "- np.isin(np.arange(10), y))", OWN_LABEL),
    ("only the right digit's slope", "(np.exp(log_P) - Y)", "(np.exp(log_P) - 1) * Y",
     "Only the right digit gets a slope. Should the probabilities of the others stay?"),
    ("the slope by the probabilities", "(np.exp(log_P) - Y)",
     "-Y / np.maximum(np.exp(log_P), 1e-300)",
     "That is the derivative by the probabilities. By what does `lenet_backward` want it, and "
     "what did lecture 01 find for that?"),
    ("the slope of a squared error", "(np.exp(log_P) - Y)",
     "(np.exp(log_P) - Y) * np.exp(log_P) * (1 - np.exp(log_P))",
     "There is a p(1 − p) in the slope. What cancels in the gradient of the cross entropy?"),
    ("1 subtracted before exp", "np.exp(log_P) - Y", "np.exp(log_P - Y)",
     "The 1 is subtracted from a logarithm. What is it subtracted from in p − y?"),
    ("the log-probabilities in the slope", "np.exp(log_P)", "log_P",
     "The slope is log p − y. What makes probabilities of logarithms?"),
    ("the scores in the slope", "np.exp(log_P)", "logits",
     "The slope is made of the scores. What makes probabilities of them?"),
    ("softmax along the images", "log_softmax(logits)", "log_softmax(logits.T).T",
     "The probabilities sum to 1 along the images. What shares the 1: images, or digits?"),
    ("a softmax that overflows", "log_softmax(logits)",
     "np.log(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True))",
     "Right until a score is so large that exp overflows. Which function of lab 01 does not mind?"),
    ("a loss over all digits", "log_P[np.arange(N), y]", "log_P",
     "The loss averages over all ten digits. Which one counts?"),
    ("the share of errors", "-log_P[np.arange(N), y].mean()",
     "(log_P.argmax(axis=1) != y).mean()",
     "That is the share of wrong answers. What is J, in nats?"),
    ("the loss after the step", "return J,",
     "return -log_softmax(lenet_forward(X, new)[0])[np.arange(N), y].mean(),",
     "You return the loss after the step. Which one is wanted?"),
    ("nothing moved", "return J, new", "return J, parameters",
     "The parameters come back as they were. Which dictionary is returned?"),
    ("weights only", "eta * v", "eta * v * name.endswith('W')", EVERY_ENTRY),
    ("only the last layer", "eta * v", "eta * v * name.startswith('OUT')", EVERY_ENTRY),
    ("only the last entry", "eta * v", "eta * v * (name == 'OUT.b')", EVERY_ENTRY),
    ("only the first image", "N, eta = len(y), learning_rate",
     "X, y, N, eta = X[:1], y[:1], 1, learning_rate", "Only the first image counts. Is there an "
     "index 0 where all of them are meant?"),
)  # fmt: skip

exercise = Exercise(
    title="A training step",
    minutes=14,
    difficulty="medium",
    reference=training_step,
    cases=CASES,
    returns=("J, one number", "parameters, a dictionary", "velocity, a dictionary"),
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Five lines: scores, their log-softmax, the loss, the slope ∂J/∂scores, the gradients. You "
        "have written the middle three in lab 01.",
        "`log_P[np.arange(N), y]` are the log-probabilities of the right digits. The slope is P "
        "minus the one-hot labels, divided by N: of P, only the entries `P[np.arange(N), y]` are "
        "changed.",
        "Make two empty dictionaries, and fill both in one loop over the names: the velocity "
        "first, then the parameter. (A copy of a dictionary still holds the same arrays, which "
        "`-=` would change.)",
    ),
)
