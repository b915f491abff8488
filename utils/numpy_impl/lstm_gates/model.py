"""A network that reads a sequence with any cell and answers at every step, or after the last.

ŷ_t = h_t W_y + b_y: scores of K classes, or a number where K is None. The cells run in their fast
forms, in the dtype of the parameters. What is read after a sequence's end changes no state before
it, so that lengths only say which states are looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.lstm_gates import fast
from utils.numpy_impl.lstm_gates.parameters import lstm_parameters
from utils.numpy_impl.rnn_unrolling import checked
from utils.numpy_impl.rnn_unrolling import fast as elman
from utils.numpy_impl.rnn_unrolling.readout import (
    WHERE,
    squared_error_backward,
    squared_error_forward,
)
from utils.numpy_impl.rnn_unrolling.training import RNNFit, descend, rnn_parameters

LOSSES = {  # by the axes of Y
    1: (squared_error_forward, squared_error_backward),
    2: (softmax_cross_entropy_forward, softmax_cross_entropy_backward),
}
HEAD = ("W_y", "b_y", "E")  # what is not the cell's


class Cell(NamedTuple):
    """What is asked of a recurrent layer."""

    forward: Callable  # (X (T, N, D), p) → (H (T, N, H), cache)
    backward: Callable  # (dH, cache) → {"X", every name of p, …}
    parameters: Callable  # (D, H, rng, …) → p


def _elman_parameters(D, H, rng, radius=1.0):
    p = rnn_parameters(D, H, rng, radius)
    return {name: p[name] for name in "WUb"}


def _elman_forward(X, p):
    h0 = np.zeros((X.shape[1], len(p["U"])), X.dtype)
    return elman.fast_forward(X, p["W"], p["U"], p["b"], h0)


ELMAN = Cell(_elman_forward, elman.fast_backward, _elman_parameters)
LSTM = Cell(fast.fast_forward, fast.fast_backward, lstm_parameters)


def model_parameters(
    cell: Cell, D: int, H: int, K: int | None, rng, embed=None, dtype=np.float64, **how
) -> dict:
    """The cell's parameters beside W_y (H, K) ~ N(0, 1/H) and b_y = 0; (H,), () where K is None.

    D: numbers in a step of X, or kinds of symbol where X holds integers
    embed: a table E (D, embed) ~ N(0, 0.3²) is learnt, whose rows the cell reads; without it the
    cell reads one-hot rows, and each symbol has a row of W
    how: what else the cell's `parameters` take, as forget_bias

    >>> p = model_parameters(LSTM, 3, 5, 2, np.random.default_rng(0), forget_bias=2.0)
    >>> p["W_y"].shape, p["b_f"][0], sorted(cell_parameters(p)) == sorted(set(p) - {"W_y", "b_y"})
    ((5, 2), np.float64(2.0), True)
    """
    K = () if K is None else (validate.count("K", K),)
    p = dict(cell.parameters(embed or D, H, rng, **how))
    p |= {"W_y": rng.standard_normal((H, *K)) / np.sqrt(H), "b_y": np.zeros(K)}
    if embed:
        p["E"] = 0.3 * rng.standard_normal((validate.count("D", D), embed))
    return {name: value.astype(dtype) for name, value in p.items()}


def cell_parameters(parameters: Mapping) -> dict:
    """Those of the cell alone, as `lstm_forward` takes them."""
    return {name: value for name, value in parameters.items() if name not in HEAD}


@dataclass
class ModelRun:
    """What `model_forward` has computed."""

    Y: np.ndarray  # (M, K) or (M,): the answers at the M states that are looked at
    H: np.ndarray  # (T, N, H), with steps after a sequence's end among them
    at: slice | np.ndarray  # which of the T · N states: rows[at] (M, H)
    X: np.ndarray
    p: Mapping
    cell: Cell
    cell_cache: object
    loss_backward: Callable | None = None
    loss_cache: object = None

    @property
    def rows(self):
        """The states of all steps one below the other: (T · N, H)."""
        return self.H.reshape(-1, self.H.shape[2])


def model_forward(X, y, parameters: Mapping, cell: Cell, at: str = "every", lengths=None):
    """J, the mean over what is looked at, with softmax and cross entropy in nats for K classes.

    X (T, N, D) numbers or (T, N) integers; y (T, N), or (N,) for at = "last": classes, or numbers
    where K is None and J the mean of ½ (ŷ − y)²; lengths (N,) as in `lstm_forward`
    → (J, cache), with cache.H all states.

    >>> p = model_parameters(LSTM, 4, 3, 2, np.random.default_rng(0)) | {"W_y": np.zeros((3, 2))}
    >>> model_forward([[0], [3]], [1], p, LSTM, at="last")[0].round(4)  # ln 2
    np.float64(0.6931)
    """
    run = _run(X, parameters, cell, at, lengths)
    y = validate.as_array("y", y)
    wanted = run.H.shape[1:2] if at == "last" else run.H.shape[:2]
    if y.shape != wanted:
        raise ValueError(f"y: got shape {y.shape}, expected {wanted} for the loss at {at!r}")
    forward, run.loss_backward = LOSSES[run.Y.ndim]
    J, run.loss_cache = forward(run.Y, y if at == "last" else y.ravel()[run.at])
    return J, run


def model_backward(dJ, cache: ModelRun) -> dict:
    """Every gradient by the parameter's name, and "X" where X holds numbers [DS17].

    >>> p = model_parameters(ELMAN, 4, 3, 2, np.random.default_rng(0))
    >>> model_backward(1.0, model_forward([[0], [3]], [1], p, ELMAN, at="last")[1])["b_y"].shape
    (2,)
    """
    p, dY = cache.p, cache.loss_backward(dJ, cache.loss_cache)  # (M, K) or (M,)
    d_rows = np.zeros_like(cache.rows)
    d_rows[cache.at] = dY @ p["W_y"].T if dY.ndim == 2 else np.multiply.outer(dY, p["W_y"])
    back = cache.cell.backward(d_rows.reshape(cache.H.shape), cache.cell_cache)
    back |= {"W_y": cache.rows[cache.at].T @ dY, "b_y": dY.sum(axis=0)}
    if "E" in p:
        back["E"] = np.zeros_like(p["E"])
        np.add.at(back["E"], cache.X, back["X"])
    whole = ("X",) if cache.X.dtype.kind == "f" else ()
    return {name: back[name] for name in (*whole, *p)}


def predict(X, parameters: Mapping, cell: Cell, at: str = "every", lengths=None):
    """ŷ: scores (T, N, K), or (N, K) for at = "last"; without the K where K is None.

    >>> predict([[0], [3]], model_parameters(LSTM, 4, 3, 2, np.random.default_rng(0)), LSTM).shape
    (2, 1, 2)
    """
    run = _run(X, parameters, cell, at, lengths if at == "last" else None)
    return run.Y if at == "last" else run.Y.reshape(*run.H.shape[:2], *run.Y.shape[1:])


def fit(
    cell: Cell, parameters: Mapping, draw, steps: int, learning_rate=1e-2, clip=1.0, **how
) -> RNNFit:
    """Clipped Adam, each step on the batch of draw(step): (X, y), or (X, y, lengths).

    how: at of `model_forward`; decay and until of topic 04's `descend` → .parameters, .losses
    and .norms, those of the gradient before clipping.

    >>> start = model_parameters(LSTM, 4, 8, 4, np.random.default_rng(0))
    >>> X = np.random.default_rng(1).integers(0, 4, (3, 32))
    >>> losses = fit(LSTM, start, lambda step: (X, X[0]), 60, 0.03, at="last").losses
    >>> bool(losses[-1] < 0.2 < losses[0])
    True
    """
    at = how.pop("at", "every")

    def slope(p, step):
        X, y, *lengths = draw(step)
        J, cache = model_forward(X, y, p, cell, at, *lengths)
        gradients = model_backward(1.0, cache)
        return J, {name: gradients[name] for name in p}

    steps = validate.count("steps", steps, least=0)
    return descend(parameters, slope, steps, learning_rate, clip, **how)


def _run(X, p, cell, at, lengths) -> ModelRun:
    validate.choice("at", at, WHERE)
    validate.names("parameters", p, HEAD[:2])
    X = validate.as_array("X", X)
    rows = _read(X, p) if X.dtype.kind in "iu" else checked.sequence("X", X)
    H, cell_cache = cell.forward(rows, cell_parameters(p))
    T, N = X.shape[:2]
    there = checked.there(lengths, T, N)
    if at == "last":
        where = (np.asarray(T if there is None else lengths) - 1) * N + np.arange(N)
    else:
        where = slice(None) if there is None else np.flatnonzero(there)
    Y = H.reshape(T * N, -1)[where] @ p["W_y"] + p["b_y"]
    return ModelRun(Y, H, where, X, p, cell, cell_cache)


def _read(X, p):
    """The rows of E that the symbols X (T, N) name, or of the identity: (T, N, D)."""
    W = next(value for name, value in cell_parameters(p).items() if name.startswith("W"))
    table = p["E"] if "E" in p else np.eye(len(W), dtype=W.dtype)
    n = len(table)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X: got integers of shape {X.shape}, expected (T, N) with T at least 1")
    if X.size and not (X.min() >= 0 and X.max() < n):
        raise ValueError(f"X: got {X.min()} to {X.max()}, expected symbols from 0 to {n - 1}")
    return table[X]
