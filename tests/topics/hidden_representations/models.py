"""The models of topic 02 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import hidden_representations as hr

RNG = np.random.default_rng(0)


def numbers(**shapes):
    """Return random parameters of these shapes."""
    return {name: np.array(RNG.standard_normal(shape)) for name, shape in shapes.items()}


def model(forward, backward, labels=(), how=()):
    """A network of two layers as a model: its loss on X."""

    def loss(X, **parameters):
        J, cache = forward(X, *labels, parameters, *how)
        return J, lambda dJ: backward(dJ, cache)

    return loss


def network(activation):
    return model(hr.network_forward, hr.network_backward, [LABELS], [activation])


def classifier(activation):
    return model(hr.classifier_forward, hr.classifier_backward, [DIRECTIONS], [activation])


def autoencoder(N, D, H):
    inputs = {"X": RNG.random((N, D)), **hr.autoencoder_parameters(D, H, RNG, scale=2.0)}
    return model(hr.autoencoder_forward, hr.autoencoder_backward), inputs


LABELS, DIRECTIONS = RNG.integers(0, 2, 6), RNG.integers(0, 4, 6)
NETWORK = {H: numbers(X=(6, 3), W2=(3, H), b2=(H,), W3=(H,), b3=()) for H in (1, 2, 5)}
CLASSIFIER = numbers(X=(6, 5), W2=(5, 3), b2=(3,), W3=(3, 4), b3=(4,))
MODELS = {
    **{
        f"{activation}, {H} units": (network(activation), NETWORK[H])
        for activation in hr.ACTIVATIONS
        for H in NETWORK
    },
    **{f"classifier with {name}": (classifier(name), CLASSIFIER) for name in hr.ACTIVATIONS},
    "autoencoder": autoencoder(5, 4, 3),
    "autoencoder of one": autoencoder(1, 2, 1),
}
GOOD = numbers(W2=(2, 3), b2=(3,), W3=(3,), b3=())
CODER = hr.autoencoder_parameters(4, 2, RNG)
CLASSES = hr.classifier_parameters(2, 3, 4, RNG)


def fit(R, **how):
    return hr.fit_classifier(np.eye(2), [0, 1], R, **how)


BAD = [
    (lambda: hr.hidden_forward([[1.0]], GOOD), r"W2: got shape \(2, 3\), expected \(1, ·\)"),
    (lambda: hr.hidden_forward([[1.0, np.nan]], GOOD), r"X: entry \[0, 1\] is NaN"),
    (lambda: hr.hidden_forward([[0, 1]], {**GOOD, "b2": [0.0]}), r"b2: got shape \(1,\)"),
    (lambda: hr.hidden_forward([[0, 1]], {**GOOD, "W3": np.ones((3, 1))}), "W3: got shape"),
    (lambda: hr.hidden_forward([[0, 1]], {**GOOD, "b3": [0.0]}), "b3: got shape"),
    (lambda: hr.hidden_forward([[0, 1]], {"W2": np.ones((2, 1))}), "b2, W3, b3 missing"),
    (lambda: hr.hidden_forward([[0, 1]], GOOD, "step"), "activation: got 'step'"),
    (lambda: hr.network_forward([[0, 1]], [2], GOOD), "y: entry .* is 2"),
    (lambda: hr.network_forward([[0, 1]], [0, 1], GOOD), "y: got shape"),
    (lambda: hr.initial_parameters(0, np.random.default_rng(0)), "H: got 0"),
    (lambda: hr.initial_parameters(2, 0), "rng: got 0"),
    (lambda: hr.initial_parameters(2, np.random.default_rng(0), "xavier"), "init: got 'xavier'"),
    (lambda: hr.distribution_loss(GOOD, noise=1.5), "noise: got 1.5"),
    (lambda: hr.loss_of_logits([0.0, 1.0]), r"z3: got shape \(2,\)"),
    (lambda: hr.autoencoder_parameters(0, 3, np.random.default_rng(0)), "D: got 0"),
    (lambda: hr.autoencoder_parameters(8, 3, 0), "rng: got 0"),
    (lambda: hr.autoencoder_forward(np.eye(3), CODER), "W2: got shape"),
    (lambda: hr.autoencoder_forward(np.eye(4), {**CODER, "W3": np.ones((4, 2))}), "W3: got shape"),
    (lambda: hr.autoencoder_forward(np.eye(4), {**CODER, "b3": 0.0}), "b3: got shape"),
    (lambda: hr.train_autoencoder(learning_rate=0), "learning_rate: got 0"),
    (lambda: hr.train_autoencoder(every=0), "every: got 0"),
    (lambda: hr.binary_codes([[1.5]]), "code: entry .* is 1.5"),
    (lambda: hr.fit_autoencoder([[2.0]], 1), "X: entry .* is 2"),
    (lambda: hr.fit_autoencoder(np.eye(2), 1, momentum=1.0), "momentum: got 1"),
    (lambda: hr.reconstruction_error(np.eye(2), np.eye(3)), "Y: got shape"),
    (lambda: hr.pca(np.eye(3), 4), "H: got 4"),
    (lambda: hr.pca_reconstruction(np.eye(3), [0.0], np.eye(3)), "mean: got shape"),
    (lambda: hr.classifier_parameters(2, 0, 4, np.random.default_rng(0)), "H: got 0"),
    (lambda: hr.classifier_parameters(2, 3, 4, None), "rng: got None"),
    (lambda: hr.classifier_forward(np.eye(3), [0, 1, 2], CLASSES), "W2: got shape"),
    (lambda: hr.classifier_forward(np.eye(2), [0, 1], {**CLASSES, "b3": [0.0]}), "b3: got shape"),
    (lambda: hr.classifier_forward(np.eye(2), [0, 4], CLASSES), "y: entry .* is 4"),
    (lambda: hr.class_probabilities(np.eye(2), CLASSES, "step"), "activation: got 'step'"),
    (lambda: hr.accuracy(np.eye(2), [0], CLASSES), "y: got shape"),
    (lambda: fit(2, patience=3), "patience: got one without validation"),
    (lambda: fit(2, validation=(np.eye(2), [0, 1]), patience=0), "patience: got 0"),
    (lambda: fit(2, learning_rate=0), "learning_rate: got 0"),
    (lambda: fit(1), "y: entry .* is 1"),
    (lambda: hr.train(-1), "seed: got -1"),
    (lambda: hr.train(0, H=0), "H: got 0"),
    (lambda: hr.train(0, learning_rate=0.0), "learning_rate: got 0"),
    (lambda: hr.train(0, batch=0), "batch: got 0"),
    (lambda: hr.train(0, steps=-1), "steps: got -1"),
    (lambda: hr.train(0, every=0), "every: got 0"),
    (lambda: hr.train(0, init="zero"), "init: got 'zero'"),
    (lambda: hr.train(0, activation="step"), "activation: got 'step'"),
    (lambda: hr.train_seeds([]), "seeds: got no labels"),
    (lambda: hr.train_seeds([0, -1]), r"seeds: entry \[1\] is -1"),
    (lambda: hr.train_seeds([0.5]), "seeds: got labels of type float64"),
    (lambda: hr.train_seeds([0, 1], learning_rate=[0.1]), r"learning_rate: got shape \(1,\)"),
    (lambda: hr.train_seeds([0], learning_rate=-1.0), "learning_rate: got -1"),
    (lambda: hr.train_seeds([0, 1], learning_rate=[0.1, np.nan]), "learning_rate: entry .* is NaN"),
    (lambda: hr.train_seeds([0, 1], init=["he"]), "init: got 1 names, expected one or 2"),
    (lambda: hr.train_seeds([0, 1], H=[2]), r"H: got shape \(1,\)"),
    (lambda: hr.train_seeds([0], H=[0]), "H: got 0, expected at least 1"),
    (lambda: hr.train_seeds([0], H=[2], record=5), "record: got a number"),
    (lambda: hr.train_seeds([0], dtype=int), "dtype: got 'int64', expected one of 'float32'"),
    (lambda: hr.train_seeds([0], init="zero"), "init: got 'zero'"),
    (lambda: hr.train_seeds([0], activation="step"), "activation: got 'step'"),
    (lambda: hr.train_seeds([0], batch=256), "batch: got 256"),
    (lambda: hr.train_seeds([0], record=0), "record: got 0"),
    (lambda: hr.train_seeds([0], steps=1.5), "steps: got 1.5"),
]
