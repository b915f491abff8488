"""Topic 05 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from topics.lstm_gates import models

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.lstm_gates import fast

close = np.testing.assert_allclose
each = pytest.mark.parametrize
LN3 = np.log(3)  # σ(ln 3) = ¾, σ(−ln 3) = ¼, tanh(½ ln 3) = ½
NOTHING = {f"{kind}_{part}": [[0.0]] for kind in "WU" for part in "ifoc"} | {
    f"b_{part}": [0.0] for part in "ifoc"
}


def drawn(seed=0, **how):
    """Return X, the rest of the inputs by name, p, and a gradient of the states."""
    given = models.inputs(**{"T": 5, "H": 4} | how)
    rng = np.random.default_rng(seed)
    given = {name: rng.standard_normal(a.shape) for name, a in given.items()}
    X, start = given.pop("X"), {name: given.pop(name) for name in ("h0", "c0")}
    return X, start, given, rng.standard_normal((len(X), *start["h0"].shape))


def same(got, want, **how):
    assert got.keys() == want.keys()
    for name, value in want.items():
        close(got[name], value, err_msg=name, **{"rtol": 1e-9, "atol": 1e-12} | how)


def test_one_step_by_hand():
    """x = 1, h = ½, c = 1; i = ½, f = ¾, o = ¼, c̃ = ½: c becomes ¼ + ¾ = 1."""
    p = NOTHING | {"U_f": [[2 * LN3]], "b_o": [-LN3], "W_c": [[LN3 / 2]]}
    (h, c), cache = lg.lstm_step_forward([[1.0]], [[0.5]], [[1.0]], p)
    close(c, 1)
    close(h, np.tanh(1) / 4)
    want = {"i": 1 / 8, "f": 3 / 16, "o": 0, "c": 3 / 8}  # dz of ∂J/∂c = 1

    def check(got, dz, dc_prev):
        for part, value in dz.items():
            close([got[f"W_{part}"].item(), got[f"b_{part}"].item()], value)  # x = 1
            close(got[f"U_{part}"], value / 2)  # h = ½
        close(got["c_prev"], dc_prev)
        close(got["x"], dz["c"] * LN3 / 2)
        close(got["h_prev"], dz["f"] * 2 * LN3)

    check(lg.lstm_step_backward([[0.0]], [[1.0]], cache), want, 3 / 4)
    s = 1 - np.tanh(1) ** 2  # ∂J/∂h = 4 reaches c as 4 · ¼ · s
    through = {part: s * value for part, value in want.items()} | {"o": np.tanh(1) * 3 / 4}
    check(lg.lstm_step_backward([[4.0]], [[0.0]], cache), through, s * 3 / 4)


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


def test_the_candidate_of_this_step_is_written_not_the_last():
    """The erratum of [DS17]: with c̃_(t−1), which its equation has, it is another network."""
    X, start, p, _ = drawn()

    def run(late):
        h, c, before, H = start["h0"], start["c0"], np.zeros_like(start["c0"]), []
        for x in X:
            z = {part: x @ p[f"W_{part}"] + h @ p[f"U_{part}"] + p[f"b_{part}"] for part in "ifoc"}
            now = np.tanh(z["c"])
            c = sigmoid(z["i"]) * (before if late else now) + sigmoid(z["f"]) * c
            h, before = sigmoid(z["o"]) * np.tanh(c), now
            H.append(h)
        return np.array(H)

    H, _ = lg.lstm_forward(X, p, **start)
    close(run(late=False), H)
    assert (np.abs(run(late=True) - H).max(axis=(1, 2)) > 0.01).all()  # from the first step on


@each("how", [{}, models.FULL, {"biases": False, "peepholes": "output"}])
def test_the_sequence_is_its_steps(how):
    X, start, p, dH = drawn(**how)
    H, cache = lg.lstm_forward(X, p, **start)
    got, (h, c), caches, dX = lg.lstm_backward(dH, cache), start.values(), [], []
    for t, x in enumerate(X):
        (h, c), one = lg.lstm_step_forward(x, h, c, p)
        caches.append(one)
        close(H[t], h)
        close(cache.C[t], c)
    dh, dc, sums = 0 * h, 0 * c, dict.fromkeys(p, 0)
    for t in reversed(range(len(H))):
        back = lg.lstm_step_backward(dh + dH[t], dc, caches[t])
        dX, dh, dc = [back["x"], *dX], back["h_prev"], back["c_prev"]
        sums = {name: total + back[name] for name, total in sums.items()}
    same(got, {"X": np.array(dX), "h0": dh, "c0": dc} | sums)


def test_gates_at_their_ends():
    X, start, p, _ = drawn()

    def cells(**clamp):
        return lg.lstm_forward(X, p, clamp=clamp, **start)

    close(cells(i=0, f=1)[1].C, np.broadcast_to(start["c0"], (5, 3, 4)), rtol=0)  # kept
    close(cells(i=0, f=0.5)[1].C[-1], start["c0"] / 32)  # half in each step
    H, cache = cells(i=1, f=0)
    close(cache.C, cache.c_tilde, rtol=0)  # erased, and written anew
    assert (cells(o=0)[0] == 0).all()  # nothing is read
    close(cells(o=1)[0], np.tanh(cells(o=1)[1].C), rtol=0)
    far = p | {"b_i": p["b_i"] + 1e3, "b_f": p["b_f"] - 1e3}
    close(lg.lstm_forward(X, far, **start)[0], H)  # what weights would do at the limit
    assert not lg.lstm_backward(H, cache)["U_i"].any()


@given(
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    reverse=st.booleans(),
    how=st.sampled_from([{}, models.FULL]),
    seed=st.integers(0, 3),
)
def test_padding_changes_neither_states_nor_gradients(lengths, reverse, how, seed):
    T, N = 6, len(lengths)
    X, start, p, dH = drawn(seed, T=T, N=N, **how)
    dc, there = dH[0], (np.arange(T)[:, None] < lengths)[..., None]
    dH = dH * there  # a loss does not look at padding
    H, cache = lg.lstm_forward(X, p, **start, lengths=np.array(lengths), reverse=reverse)
    got, sums = lg.lstm_backward(dH, cache, dc), dict.fromkeys(p, 0)
    for n, length in enumerate(lengths):
        one = slice(n, n + 1)
        begin = {name: a[one] for name, a in start.items()}
        h, alone = lg.lstm_forward(X[:length, one], p, **begin, reverse=reverse)
        close(H[:length, one], h, rtol=1e-12)
        close(H[0 if reverse else -1, n], h[0 if reverse else -1, 0], rtol=1e-12)  # kept
        close(cache.C[-1, n], alone.C[-1, 0], rtol=1e-12)
        parts = lg.lstm_backward(dH[:length, one], alone, dc[one])
        close(got["X"][:length, one], parts["X"], rtol=1e-9, atol=1e-12)
        for name in start:
            close(got[name][one], parts[name], rtol=1e-9, atol=1e-12)
        sums = {name: total + parts[name] for name, total in sums.items()}
        if not reverse:
            close(lg.cell_path(cache)[0, n], lg.cell_path(alone)[0, 0])
            at, jacobians = lg.state_jacobians(cache, n=n), lg.state_jacobians(alone)
            same({pair: J[:length] for pair, J in at.items()}, jacobians)
    assert (got["X"][~there[..., 0]] == 0).all()
    same({name: got[name] for name in p}, sums)
    other = lg.lstm_forward(np.where(there, X, 1e6), p, **start, lengths=lengths, reverse=reverse)
    np.testing.assert_array_equal(other[0], H)
    same(lg.lstm_backward(dH, other[1], dc), got, rtol=0)


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
    J = lg.state_jacobians(cache, n)
    norms = lg.lag_norms(cache)
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


def test_parameters_are_counted_and_drawn_as_promised():
    rng, (D, H) = np.random.default_rng(0), (64, 128)
    p = lg.lstm_parameters(D, H, rng, peepholes="output", diagonal=False)
    count = {kind: sum(a.size for name, a in p.items() if name[0] == kind) for kind in "WUVb"}
    assert count["W"] + count["U"] + count["b"] == lg.parameter_count("lstm", D, H) == 98816
    assert count["V"] == H * H
    elman = ru.rnn_parameters(D, H, rng)
    assert sum(elman[name].size for name in "WUb") == lg.parameter_count("elman", D, H)
    assert lg.parameter_count("gru", D, H) == 3 * (D + H + 1) * H
    weights = np.concatenate([a.ravel() for name, a in p.items() if name[0] != "b"]) * np.sqrt(H)
    close([weights.min(), weights.max()], [-1, 1], rtol=1e-3)
    assert np.abs(weights).max() <= 1
    close([p["b_f"], p["b_i"], p["b_o"]], np.outer([1, 0, 0], np.ones(H)), rtol=0)
    close(lg.lstm_parameters(1, 2, rng, forget_bias=3)["b_f"], 3, rtol=0)
    bare = lg.lstm_parameters(D, H, rng, peepholes="all", biases=False)
    assert {name[0] for name in bare} == set("WUV")
    assert bare["V_i"].shape == (H,)


@each("scale", [1.0, 1e4])
@each("seed", range(3))
def test_fast_is_the_readable_network(seed, scale):
    X, start, p, dH = drawn(seed, T=6, N=2)
    H, cache = lg.lstm_forward(scale * X, p, **start)
    quick, other = fast.fast_forward(scale * X, p, **start)
    close(quick, H, rtol=1e-12, atol=1e-15)
    same(fast.fast_backward(dH, other), lg.lstm_backward(dH, cache))
    close(fast.fast_forward(X, p)[0], lg.lstm_forward(X, p)[0])
