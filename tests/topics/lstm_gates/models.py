"""The models of topic 05 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl.lstm_gates import fast

RNG = np.random.default_rng(0)
T, N, D, H = 4, 3, 2, 3


def inputs(T=T, N=N, D=D, H=H, **how):
    """Return random inputs of an LSTM: X, h0, c0 and every parameter, biases too."""
    p = lg.lstm_parameters(D, H, RNG, **how)
    shapes = {"X": (T, N, D), "h0": (N, H), "c0": (N, H)} | {n: a.shape for n, a in p.items()}
    return {name: RNG.standard_normal(shape) for name, shape in shapes.items()}


def lstm(**how):
    """The states and, behind them, the last cell: (T + 1, N, H)."""

    def model(X, h0, c0, **p):
        out, cache = lg.lstm_forward(X, p, h0, c0, **how)
        both = np.concatenate([out, cache.C[-1:]])
        return both, lambda d: lg.lstm_backward(d[:-1], cache, d[-1])

    return model


def step(x, h_prev, c_prev, **p):
    """h and c, one on the other: (2, N, H)."""
    both, cache = lg.lstm_step_forward(x, h_prev, c_prev, p)
    return np.array(both), lambda d: lg.lstm_step_backward(*d, cache)


def quick(X, h0, c0, **p):
    out, cache = fast.fast_forward(X, p, h0, c0)
    return out, lambda d: fast.fast_backward(d, cache)


def one_step(**how):
    given = inputs(T=1, **how)
    names = {"X": "x", "h0": "h_prev", "c0": "c_prev"}
    return {names.get(n, n): a[0] if n == "X" else a for n, a in given.items()}


SOME = np.array([2, T, 1])  # lengths
FULL = {"peepholes": "all", "diagonal": False}
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
    "step": (step, one_step()),
    "step, all peepholes, full": (step, one_step(**FULL)),
    "step, output peephole, no biases": (step, one_step(peepholes="output", biases=False)),
    **{f"lstm, {label}": (lstm(**how), given) for label, (how, given) in LSTMS.items()},
    "fast": (quick, inputs()),
}

ONES, ONE = np.ones((1, 1, 1)), np.ones((1, 1))
P = {f"{kind}_{part}": ONE for kind in "WU" for part in "ifoc"}
CACHE = lg.lstm_forward(ONES, P)[1]


def forward(p=P, **changes):
    return lg.lstm_forward(**{"X": ONES, "p": p} | changes)


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
]
