"""The models of topic 05 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np
from helpers.recurrent import one_step

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl.lstm_gates import fast, model

RNG = np.random.default_rng(0)
T, N, D, H = 4, 3, 2, 3


def inputs(T=T, N=N, D=D, H=H, **how):
    """Return random inputs of an LSTM: X, h0, c0 and every parameter, biases too."""
    p = lg.lstm_parameters(D, H, RNG, **how)
    shapes = {"X": (T, N, D), "h0": (N, H), "c0": (N, H)} | {n: a.shape for n, a in p.items()}
    return {name: RNG.standard_normal(shape) for name, shape in shapes.items()}


def layer(tau=None, **how):
    """The states and, behind them, the last cell: (T + 1, N, H)."""

    def lstm(X, h0, c0, **p):
        out, cache = lg.lstm_forward(X, p, h0, c0, **how)
        both = np.concatenate([out, cache.C[-1:]])
        return both, lambda d: lg.lstm_backward(d[:-1], cache, d[-1], tau)

    return lstm


def step():
    """h and c, one on the other: (2, N, H)."""

    def lstm_step(x, h_prev, c_prev, **p):
        both, cache = lg.lstm_step_forward(x, h_prev, c_prev, p)
        return np.array(both), lambda d: lg.lstm_step_backward(*d, cache)

    return lstm_step


def quick(X, h0, c0, **p):
    out, cache = fast.fast_forward(X, p, h0, c0)
    return out, lambda d: fast.fast_backward(d, cache)


SOME = np.array([2, T, 1])  # lengths
FULL = {"peepholes": "all", "diagonal": False}
OUTPUT = {"peepholes": "output", "biases": False}
# what `lstm_forward` is told beside its inputs
LSTMS = {
    "plain": ({}, inputs()),
    "no biases": ({}, inputs(biases=False)),
    "output peephole": ({}, inputs(peepholes="output")),
    "output peephole, full": ({}, inputs(peepholes="output", diagonal=False)),
    "all peepholes": ({}, inputs(peepholes="all")),
    "all peepholes, full, no biases": ({}, inputs(**FULL, biases=False)),
    "one step": ({}, inputs(T=1)),
    "one sequence, one unit, one input": ({}, inputs(N=1, H=1, D=1, peepholes="all")),
    "lengths": ({"lengths": SOME}, inputs()),
    "backwards": ({"reverse": True}, inputs()),
    "lengths, backwards, peepholes": ({"lengths": SOME, "reverse": True}, inputs(**FULL)),
    "the forget gate held": ({"clamp": {"f": 0.5}}, inputs(peepholes="all")),
    "all gates held, lengths": ({"clamp": dict.fromkeys("ifo", 1), "lengths": SOME}, inputs()),
}
MODELS = {
    **{f"step, {of}": (step(), one_step(inputs(**of))) for of in ({}, FULL, OUTPUT)},
    **{f"lstm, {label}": (layer(**how), given) for label, (how, given) in LSTMS.items()},
    "fast": (quick, inputs()),
}


# a network that reads a sequence and answers: X, y, what it is told, and the width of its table E
KINDS, K = 5, 4  # of symbols that are read, of answers
NUMBERS, SYMBOLS = RNG.standard_normal((T, N, KINDS)), RNG.integers(0, KINDS, (T, N))
CLASSES, VALUES = RNG.integers(0, K, (T, N)), RNG.standard_normal((T, N))
LAST = {"at": "last"}
TASKS = {
    "classes at every step": (NUMBERS, CLASSES, {}, None),
    "classes at the last step": (NUMBERS, CLASSES[0], LAST, None),
    "classes, lengths": (NUMBERS, CLASSES, {"lengths": SOME}, None),
    "classes at the last step, lengths": (SYMBOLS, CLASSES[0], LAST | {"lengths": SOME}, None),
    "a number at every step": (NUMBERS, VALUES, {}, None),
    "a number at the last step, lengths": (NUMBERS, VALUES[0], LAST | {"lengths": SOME}, None),
    "symbols": (SYMBOLS, CLASSES, {}, None),
    "symbols in a table, lengths": (SYMBOLS, CLASSES, {"lengths": SOME}, 2),
}


def network(cell, y, embed=None):
    """Return random parameters of a network that answers as y is, biases too."""
    classes = K if y.dtype.kind == "i" else None
    p = model.model_parameters(cell, KINDS, H, classes, RNG, embed)
    return {name: RNG.standard_normal(a.shape) for name, a in p.items()}


def loss_of(cell, y, how):
    """The loss of the whole network; y and how are held fixed."""

    def loss(X, **p):
        target = y.astype(p["W_y"].dtype) if y.dtype.kind == "f" else y
        J, run = model.model_forward(X, target, p, cell, **how)
        return J, lambda dJ: model.model_backward(dJ, run)

    return loss


def losses(**cells):
    """Return the models of a network with each cell, for every task."""
    return {
        f"{name}, {task}": (loss_of(cell, y, how), {"X": X} | network(cell, y, embed))
        for name, cell in cells.items()
        for task, (X, y, how, embed) in TASKS.items()
    }


MODELS |= losses(Elman=model.ELMAN, LSTM=model.LSTM)

ONES, ONE = np.ones((1, 1, 1)), np.ones((1, 1))
P = {f"{kind}_{part}": ONE for kind in "WU" for part in "ifoc"}
CACHE = lg.lstm_forward(ONES, P)[1]


def forward(p=P, **changes):
    return lg.lstm_forward(**{"X": ONES, "p": p} | changes)


GIVEN = network(model.LSTM, CLASSES)


def predict(X=SYMBOLS, p=GIVEN, *how):
    return model.predict(X, p, model.LSTM, *how)


def loss(y):
    return model.model_forward(NUMBERS, y, GIVEN, model.LSTM)


BAD = [
    (lambda: forward(X=np.ones((0, 1, 1))), r"X: got no step, shape \(0, 1, 1\); expected \(T, N"),
    (lambda: forward(X=[[1.0]]), r"X: got shape \(1, 1\), expected \(·, ·, ·\)"),
    (lambda: forward(X=ONES * np.nan), r"X: entry \[0, 0, 0\] is NaN"),
    (lambda: forward({"W_i": ONE}), "p: W_f, W_o, W_c, U_i, U_f, U_o, U_c missing, expected W and"),
    (lambda: forward(P | {"V_c": [1.0]}), "p: got 'V_c', expected names among W_i, .*, V_o"),
    (lambda: forward(P | {"W_f": [[1.0], [2.0]]}), r"W_f: got shape \(2, 1\), expected \(1, 1\)"),
    (lambda: forward(P | {"U_o": [[1.0, 2.0]]}), r"U_o: got shape \(1, 2\), expected \(1, 1\)"),
    (lambda: forward(P | {"b_c": 0.0}), r"b_c: got shape \(\), expected \(1,\)"),
    (lambda: forward(P | {"V_f": [1.0, 2.0]}), r"V_f: got shape \(2,\), expected \(1,\)"),
    (lambda: forward(P | {"V_f": [[1.0, 2.0]]}), r"V_f: got shape \(1, 2\), expected \(1, 1\)"),
    (lambda: forward(h0=[1.0]), r"h0: got shape \(1,\), expected \(1, 1\)"),
    (lambda: forward(c0=[1.0]), r"c0: got shape \(1,\), expected \(1, 1\)"),
    (lambda: forward(lengths=[0]), r"lengths: got \[0\], expected an integer from 1 to 1"),
    (lambda: forward(clamp={"c": 1}), "clamp: got 'c', expected one of 'i', 'f', 'o'"),
    (lambda: forward(clamp={"f": 1.5}), r"clamp\['f'\]: the value is 1.5, expected .* from 0 to 1"),
    (lambda: lg.lstm_backward(np.ones((2, 1, 1)), CACHE), r"dH: got shape \(2, 1, 1\), expected"),
    (lambda: lg.lstm_backward(ONES, CACHE, [1.0]), r"dc_last: got shape \(1,\), expected"),
    (lambda: lg.lstm_backward(ONES, CACHE, tau=0), "tau: got 0, expected at least 1"),
    (lambda: lg.lstm_step_forward(ONE, [[1, 2]], ONE, P), r"h_prev: got shape \(1, 2\), expected"),
    (lambda: lg.lstm_step_forward(ONE, ONE, [1.0], P), r"c_prev: got shape \(1,\), expected"),
    (lambda: lg.lstm_parameters(1, 0, RNG), "H: got 0, expected at least 1"),
    (lambda: lg.lstm_parameters(1, 1, 0), "rng: got 0, expected np.random.default_rng"),
    (lambda: lg.lstm_parameters(1, 1, RNG, peepholes="some"), "peepholes: got 'some', expected"),
    (lambda: lg.parameter_count("rnn", 1, 1), "cell: got 'rnn', expected one of 'elman', 'lstm'"),
    (lambda: lg.state_jacobians(CACHE, n=1), "n: got 1, expected 0 to 0"),
    (lambda: lg.lstm_terms(ONES, CACHE, "V"), "of: got 'V', expected one of 'W', 'U', 'b'"),
    (lambda: predict(SYMBOLS + 1), r"X: got \d to \d, expected symbols from 0 to 4"),
    (lambda: predict(SYMBOLS[0]), r"X: got integers of shape \(3,\), expected \(T, N"),
    (lambda: predict(NUMBERS[:0]), "X: got no step"),
    (lambda: predict(NUMBERS, GIVEN, "first"), "at: got 'first'"),
    (lambda: predict(NUMBERS, {"W": 1}), "parameters: W_y, b_y missing"),
    (lambda: predict(NUMBERS, GIVEN, "last", [0, 1, 1]), r"lengths: got \[0, 1, 1\]"),
    (lambda: loss(CLASSES[0]), r"y: got shape \(3,\), expected \(4, 3\)"),
    (lambda: loss(CLASSES + K), "y: .* expected labels from 0 to 3"),
    (lambda: model.model_parameters(model.LSTM, 1, 1, 0, RNG), "K: got 0, expected at least 1"),
]
