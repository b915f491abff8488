"""Topic 05 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from helpers import recurrent
from topics.lstm_gates import models

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl import rnn_unrolling as ru

close = np.testing.assert_allclose
each = pytest.mark.parametrize
LN3 = np.log(3)  # σ(ln 3) = ¾, σ(−ln 3) = ¼, tanh(½ ln 3) = ½
VARIANTS = ({}, {}), ({}, models.FULL), ({}, models.OUTPUT)
NOTHING = {f"{kind}_{part}": [[0.0]] for kind in "WU" for part in "ifoc"} | {
    f"b_{part}": [0.0] for part in "ifoc"
}


def drawn(**of):
    """Return X (T, 3, 2), h0 and c0 (3, 4) by name, p, and a gradient of the states."""
    p = recurrent.drawn(models.inputs, H=4, **of)
    X, start = p.pop("X"), {name: p.pop(name) for name in ("h0", "c0")}
    return X, start, p, np.random.default_rng(1).standard_normal((len(X), 3, 4))


def same(got, want, **how):
    assert got.keys() == want.keys()
    for name, value in want.items():
        close(got[name], value, err_msg=name, **{"rtol": 1e-9, "atol": 1e-12} | how)


def test_three_steps_by_hand():
    """x = 1, 0, −1; i = ¾, ½, ¼, f = ¾, c̃ = ½, 0, −½; from c0 = ½, and ∂J/∂c_3 = 1."""
    p = NOTHING | {"W_i": [[LN3]], "b_f": [LN3], "W_c": [[LN3 / 2]]}
    X = np.reshape([1.0, 0.0, -1.0], (3, 1, 1))
    H, cache = lg.lstm_forward(X, p, c0=[[0.5]])
    close(cache.i.ravel(), [3 / 4, 1 / 2, 1 / 4])
    close(cache.C.ravel(), [3 / 4, 9 / 16, 19 / 64])
    close(H, np.tanh(cache.C) / 2)
    got = lg.lstm_backward(0 * H, cache, dc_last=[[1.0]])
    close(got["c0"], 27 / 64)
    close(got["b_f"], 135 / 512)  # 54/512 + 54/512 + 27/512, the last step first
    close(got["b_i"], -21 / 512)  # −48/512 + 0 + 27/512
    close(got["W_i"], 75 / 512)  # the last counts with x = −1
    close(got["b_c"], 225 / 256)  # 48/256 + 96/256 + 81/256
    close(got["W_c"], 33 / 256)
    close(lg.cell_path(cache).ravel(), [9 / 16, 3 / 4, 1])
    close(lg.state_jacobians(cache)["cc"].ravel(), [9 / 16, 3 / 4, 1])  # no U: no other path


def test_gates_at_their_ends_are_the_limit_of_their_weights():
    X, start, p, _ = drawn()
    H, cache = lg.lstm_forward(X, p, clamp={"i": 1, "f": 0}, **start)
    close(cache.C, cache.c_tilde, rtol=0)  # erased, and written anew
    far = p | {"b_i": p["b_i"] + 1e3, "b_f": p["b_f"] - 1e3}
    close(lg.lstm_forward(X, far, **start)[0], H)
    assert not lg.lstm_backward(H, cache)["U_i"].any()


test_steps = recurrent.test_of_steps(models.layer, models.step, models.inputs, *VARIANTS)
test_padding = recurrent.test_of_padding(models.layer, models.inputs, *VARIANTS)
test_fast = recurrent.test_of_fast(models.layer, models.quick, models.inputs)


def test_padding_changes_neither_the_path_nor_the_jacobians():
    X, start, p, _ = drawn()
    _, cache = lg.lstm_forward(X, p, **start, lengths=[5, 3, 1])
    for n, length in enumerate([5, 3, 1]):
        one = slice(n, n + 1)
        begin = {name: a[one] for name, a in start.items()}
        _, alone = lg.lstm_forward(X[:length, one], p, **begin)
        close(lg.cell_path(cache)[0, n], lg.cell_path(alone)[0, 0])
        at = lg.state_jacobians(cache, n=n)
        same({pair: J[:length] for pair, J in at.items()}, lg.state_jacobians(alone))


@each("how", [{}, models.FULL])
def test_the_double_sum_and_truncation_lead_to_bptt(how):
    X, start, p, dH = drawn(**how)
    _, cache = lg.lstm_forward(X, p, **start)
    full, block = lg.lstm_backward(dH, cache), np.arange(5)[:, None] // np.arange(1, 6)
    for of in "WUb":
        terms = lg.lstm_terms(dH, cache, of)
        assert (ru.term_norms(terms)[np.triu_indices(5, 1)] == 0).all()
        for tau in range(1, 6):
            kept = terms[block[:, tau - 1, None] == block[:, tau - 1]].sum(axis=0)
            part = lg.lstm_backward(dH, cache, tau=tau)
            want = np.concatenate([part[f"{of}_{each}"] for each in "ifoc"], axis=-1)
            close(kept, want, rtol=1e-9, atol=1e-12)
    same(lg.lstm_backward(dH, cache, tau=7), full)


@each("how", [{}, {"peepholes": "all"}])
def test_jacobians_are_those_of_differences(how):
    """The network restarted from (h_k, c_k), of which one number is moved."""
    X, start, p, _ = drawn(T=4, **how)
    H, cache = lg.lstm_forward(X, p, **start)
    t, n, step = 3, 1, 1e-5
    J, norms = lg.state_jacobians(cache, n=n), lg.lag_norms(cache)
    close(norms.path, np.linalg.norm(lg.cell_path(cache)[::-1], axis=-1) / 2)  # √H = 2
    close(norms.cc[:, n], np.linalg.norm(J["cc"][::-1], axis=(1, 2)) / 2)
    for pair, blocks in J.items():
        close(blocks[t], np.eye(4) * (pair[0] == pair[1]))
        for k in range(t):

            def end(move, k=k, pair=pair):
                begin = {"h0": H[k, n] + move * (pair[1] == "h")}
                begin["c0"] = cache.C[k, n] + move * (pair[1] == "c")
                rest = np.repeat(X[k + 1 : t + 1, n : n + 1], 4, axis=1)  # a row for each number
                h, after = lg.lstm_forward(rest, p, **begin)
                return (h if pair[0] == "h" else after.C)[-1]

            slopes = (end(step * np.eye(4)) - end(-step * np.eye(4))) / (2 * step)
            close(blocks[k], slopes.T, atol=1e-8)


def test_parameters_are_drawn_as_promised():
    rng, (D, H) = np.random.default_rng(0), (64, 128)
    p = lg.lstm_parameters(D, H, rng, peepholes="output", diagonal=False)
    assert p["V_o"].shape == (H, H)
    weights = np.concatenate([a.ravel() for name, a in p.items() if name[0] != "b"]) * np.sqrt(H)
    close([weights.min(), weights.max()], [-1, 1], rtol=1e-3)
    assert np.abs(weights).max() <= 1
    close([p["b_f"], p["b_i"], p["b_o"]], np.outer([1, 0, 0], np.ones(H)), rtol=0)
    close(lg.lstm_parameters(1, 2, rng, forget_bias=3)["b_f"], 3, rtol=0)
    bare = lg.lstm_parameters(D, H, rng, peepholes="all", biases=False)
    assert {name[0] for name in bare} == set("WUV")
    assert bare["V_i"].shape == (H,)
