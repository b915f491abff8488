"""The models of topic 04 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.rnn_unrolling import fast

RNG = np.random.default_rng(0)
T, N, D, H = 4, 3, 2, 3


def drawn(**shapes):
    """Return random inputs of these shapes."""
    return {name: RNG.standard_normal(shape) for name, shape in shapes.items()}


def recurrent(T=T, N=N, D=D, H=H, **more):
    """Return random inputs of a recurrent layer in the words of Elman."""
    return drawn(X=(T, N, D), W=(D, H), U=(H, H), b=H, h0=(N, H), **more)


def network():
    """Return random inputs of a recurrent layer that begins at 0, and of a head."""
    return drawn(X=(T, N, D), W=(D, H), U=(H, H), b=H, v=H, c=())


def of(forward, backward, **how):
    """A layer with its settings."""

    def model(**inputs):
        out, cache = forward(**inputs, **how)
        return out, lambda d_out: backward(d_out, cache)

    return model


def rnn(**how):
    return of(ru.rnn_forward, ru.rnn_backward, **how)


def leaky_skip(**how):
    """The gradient of X, to which that of every state leads by the leak, the slope and W."""

    def model(**inputs):
        H, cache = ru.leaky_skip_forward(**inputs, **how)
        return H, lambda dH: {
            "X": cache.leak * ru.state_gradients(dH, cache) * cache.slope @ inputs["W"].T
        }

    return model


def mean_loss(y, **how):
    """The loss of the whole network; y and how are held fixed."""

    def model(X, **parameters):
        target = y.astype(X.dtype) if y.dtype.kind == "f" else y
        J, cache = ru.rnn_model_forward(X, target, parameters, **how)
        wanted = ("X", *parameters)  # h0 is 0, and no input
        return J, lambda dJ: {name: ru.rnn_model_backward(dJ, cache)[name] for name in wanted}

    return model


SOME = np.array([2, T, 1])  # lengths
Y = RNG.standard_normal((T, N))
LABELS = RNG.integers(0, 2, (T, N))
# what `rnn_forward` is told beside its inputs
RNNS = {
    "tanh": ({}, recurrent()),
    "relu": ({"activation": "relu"}, recurrent()),
    "sigmoid": ({"activation": "sigmoid"}, recurrent()),
    "linear": ({"activation": "linear"}, recurrent()),
    "two biases": ({}, recurrent(b_h=H)),
    "one step": ({}, recurrent(T=1)),
    "one sequence, one unit, one input": ({}, recurrent(N=1, H=1, D=1)),
    "lengths": ({"lengths": SOME}, recurrent()),
    "backwards": ({"reverse": True}, recurrent()),
    "lengths, backwards": ({"lengths": SOME, "reverse": True}, recurrent(b_h=H)),
    "lengths, relu": ({"lengths": SOME, "activation": "relu"}, recurrent()),
}
REMEDIES = {
    "neither": ({}, recurrent(D=H)),
    "leaky": ({"leak": 0.3}, recurrent(D=H)),
    "skip": ({"span": 2}, recurrent(D=H, S=(H, H))),
    "leaky skip of three": (
        {"span": 3, "leak": 0.6, "activation": "relu"},
        recurrent(D=H, S=(H, H)),
    ),
    "a skip longer than the sequence": ({"span": 7}, recurrent(D=H, S=(H, H))),
    "a skip of one": ({"span": 1, "activation": "sigmoid"}, recurrent(D=H, S=(H, H))),
}
LOSSES = {
    "at every step": (Y, {}),
    "at the last step": (Y[0], {"at": "last"}),
    "cross entropy": (LABELS, {"loss": "cross_entropy"}),
    "cross entropy at the last step": (LABELS[0], {"loss": "cross_entropy", "at": "last"}),
}
MODELS = {
    **{f"rnn, {label}": (rnn(**how), inputs) for label, (how, inputs) in RNNS.items()},
    **{label: (leaky_skip(**how), inputs) for label, (how, inputs) in REMEDIES.items()},
    "fast": (of(fast.fast_forward, fast.fast_backward), recurrent()),
    "readout": (of(ru.readout_forward, ru.readout_backward), drawn(H=(T, N, H), v=H, c=())),
    "squared error": (
        lambda y_hat: (
            (run := ru.squared_error_forward(y_hat, Y.astype(y_hat.dtype)))[0],
            lambda dJ: ru.squared_error_backward(dJ, run[1]),
        ),
        drawn(y_hat=(T, N)),
    ),
    **{f"loss {label}": (mean_loss(y, **how), network()) for label, (y, how) in LOSSES.items()},
}

ONES = np.ones((1, 1, 1))
ONE = {"X": ONES, "W": [[1.0]], "U": [[1.0]], "b": [0.0]}
WEIGHTS = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
CACHE = ru.rnn_forward(**ONE)[1]


def forward(**changes):
    return ru.rnn_forward(**ONE | changes)


def model(y=None, **changes):
    return ru.rnn_model_forward(ONES, [[1.0]] if y is None else y, WEIGHTS, **changes)


def without_steps(call, **names):
    """A call with a sequence of no steps, and the message that it earns."""
    name = next(iter(names))
    return lambda: call(**names), rf"^{name}: got no step, shape \(0, 1, 1\); expected \(T, N, D\)"


NO = np.ones((0, 1, 1))
BAD = [
    without_steps(ru.rnn_forward, **ONE | {"X": NO}),
    without_steps(ru.leaky_skip_forward, **ONE | {"X": NO}),
    without_steps(ru.recurrent_layer, X=NO, W_x=[[1]], W_y=[[1]], b=[0]),
    without_steps(ru.pascanu, u=NO, W_in=[[1]], W_rec=[[1]], b=[0]),
    without_steps(ru.readout_forward, H=NO, v=[1], c=0),
    (lambda: forward(X=np.ones((1, 0, 1))), r"X: got an empty array of shape \(1, 0, 1\)"),
    (lambda: forward(X=[[1.0]]), r"X: got shape \(1, 1\), expected \(·, ·, ·\)"),
    (lambda: forward(X=ONES * np.nan), r"X: entry \[0, 0, 0\] is NaN"),
    (lambda: forward(W=[[1.0], [2.0]]), r"W: got shape \(2, 1\), expected \(1, ·\)"),
    (lambda: forward(U=[[1.0, 2.0]]), r"U: got shape \(1, 2\), expected \(1, 1\)"),
    (lambda: forward(b=0.0), r"b: got shape \(\), expected \(1,\)"),
    (lambda: forward(b_h=[1.0, 2.0]), r"b_h: got shape \(2,\), expected \(1,\)"),
    (lambda: forward(h0=[1.0]), r"h0: got shape \(1,\), expected \(1, 1\)"),
    (lambda: forward(activation="step"), "activation: got 'step', expected one of 'tanh', 'relu'"),
    (lambda: forward(lengths=[0]), r"lengths: got \[0\], expected an integer from 1 to 1 for each"),
    (lambda: forward(lengths=[2]), r"lengths: got \[2\], expected an integer from 1 to 1"),
    (
        lambda: forward(lengths=[1, 1]),
        r"lengths: got \[1, 1\], expected .* for each of 1 sequences",
    ),
    (lambda: forward(lengths=[1.0]), r"lengths: got \[1.0\], expected an integer"),
    (lambda: ru.rnn_backward(np.ones((2, 1, 1)), CACHE), r"dH: got shape \(2, 1, 1\), expected"),
    (lambda: ru.rnn_backward(ONES, CACHE, tau=0), "tau: got 0, expected at least 1"),
    (lambda: ru.bptt_terms(ONES, CACHE, of="v"), "of: got 'v', expected one of 'U', 'W', 'b'"),
    (lambda: ru.term_norms(ONES[0]), r"terms: got shape \(1, 1\), expected \(T, T, …\)"),
    (lambda: ru.leaky_skip_forward(**ONE, leak=0), "leak: got 0, expected a number above 0"),
    (lambda: ru.leaky_skip_forward(**ONE, leak=1.5), "leak: got 1.5, expected .* at most 1"),
    (lambda: ru.leaky_skip_forward(**ONE, S=[[1.0]], span=0), "span: got 0"),
    (lambda: ru.two_step_network([[1.0]], [[1.0, 2.0]], [[1]], [[1]], [0]), "X1: got shape"),
    (lambda: model(at="first"), "at: got 'first', expected one of 'every', 'last'"),
    (lambda: model(loss="hinge"), "loss: got 'hinge'"),
    (lambda: model([1.0]), r"y: got shape \(1,\), expected \(1, 1\) for the loss at 'every'"),
    (lambda: model(at="last"), r"y: got shape \(1, 1\), expected \(1,\) for the loss at 'last'"),
    (lambda: model([[2]], loss="cross_entropy"), "y: .* expected labels from 0 to 1"),
    (lambda: ru.rnn_predict(ONES, {"W": [[1.0]]}), "parameters: U, b, v, c missing"),
    (lambda: ru.spectral_radius([[1.0, 2.0]]), r"U: got shape \(1, 2\), expected a square"),
    (lambda: ru.recurrent_matrix(2, -1, RNG), "radius: got -1"),
    (lambda: ru.recurrent_matrix(2, 1, 0), "rng: got 0, expected np.random.default_rng"),
    (lambda: ru.fitted_rate([1.0, 0.0]), r"norms: got \[1. 0.\], expected at least two numbers"),
    (lambda: ru.gradient_by_lag(1.0, "lstm"), "variant: got 'lstm', expected one of 'elman'"),
    (lambda: ru.ridge([[1.0]], [1.0], -1), "penalty: got -1"),
    (lambda: ru.one_unit([1.0], [1.0, 2.0]), r"b: got shape \(2,\), expected \(1,\)"),
    (lambda: ru.cliff_descent(1, 1, 0.1, 1, 0.1, "length"), "how: got 'length', expected one of"),
    (lambda: ru.bag_of_words("a b"), "sentences: got 'a b', expected a list of sentences"),
    (lambda: ru.rnn_parameters(1, 2, None), "rng: got None"),
]
