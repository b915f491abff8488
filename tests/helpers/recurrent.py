"""What is asked of every recurrent layer, as tests of a topic: `test_it = recurrent.test_of_…(…)`.

A topic's `models.py` gives
    layer(**how)    a model as in `contract/test_numpy.py`, told `how`; behind its T states may
                    stand what else a step hands on: out[:T] are the states
    step(**how)     one step of it, which gives the state and, stacked on it, what else it hands on
    inputs(**of)    random inputs by name: X, what is there before the first step, parameters
and a variant is a pair (how, of).
"""

import numpy as np
import pytest
import torch
from helpers import parity
from hypothesis import given
from hypothesis import strategies as st

close = np.testing.assert_allclose
each = pytest.mark.parametrize
T = 5
OF_STEP = {"X": "x", "h0": "h_prev", "c0": "c_prev"}
BEFORE = ("h0", "c0")  # what is there before the first step


def drawn(inputs, seed=0, **of):
    """Return inputs that are drawn anew, the same for the same seed."""
    rng = np.random.default_rng(seed)
    return {name: rng.standard_normal(a.shape) for name, a in inputs(**{"T": T} | of).items()}


def before(inputs):
    """Return the names of what is there before the first step."""
    return [name for name in BEFORE if name in inputs]


def one_step(inputs, t=0):
    """Return the inputs of a step: of X that of step t, the others under a step's names."""
    return {OF_STEP.get(name, name): a[t] if name == "X" else a for name, a in inputs.items()}


def test_of_steps(layer, step, inputs, *variants):
    """Return a test: a sequence is its steps, from the first on or from the last."""

    @each(("how", "of"), variants, ids=str)
    def test_the_sequence_is_its_steps_in_either_direction(how, of):
        it = drawn(inputs, **of)
        out, _ = layer(**how)(**it)
        names = [OF_STEP[name] for name in before(it)]
        now = [it[name] for name in before(it)]
        for t in range(T):
            handed_on, _ = step(**how)(**one_step(it, t) | dict(zip(names, now, strict=True)))
            now = handed_on.reshape(-1, *now[0].shape)
            close(out[t], now[0])
        close(out[T:], now[1:])
        turned, _ = layer(**how, reverse=True)(**it | {"X": it["X"][::-1]})
        np.testing.assert_array_equal(turned[:T][::-1], out[:T])

    return test_the_sequence_is_its_steps_in_either_direction


def test_of_padding(layer, inputs, *variants):
    """Return a test: each sequence is what it is alone, whatever stands behind its end."""

    @given(
        lengths=st.lists(st.integers(1, T), min_size=1, max_size=3),
        reverse=st.booleans(),
        variant=st.sampled_from(variants),
    )
    def test_padding_changes_neither_states_nor_gradients(lengths, reverse, variant):
        how, of = {**variant[0], "reverse": reverse}, variant[1]
        it = drawn(inputs, N=len(lengths), **of)
        there = (np.arange(T)[:, None] < lengths)[..., None]
        it["X"] = np.where(there, it["X"], 1e6)
        out, back = layer(**how, lengths=np.array(lengths))(**it)
        d_out = np.random.default_rng(1).standard_normal(out.shape)
        d_out[:T] *= there  # a loss does not look at padding
        got = back(d_out)
        assert (got["X"][~there[..., 0]] == 0).all()
        sums = {name: 0 for name in it if name not in ("X", *BEFORE)}
        for n, length in enumerate(lengths):
            one, rows = slice(n, n + 1), [*range(length), *range(T, len(out))]
            alone = it | {"X": it["X"][:length, one]} | {name: it[name][one] for name in before(it)}
            short, its_back = layer(**how)(**alone)
            close(out[rows, one], short, rtol=1e-12)
            kept = alone["h0"] if reverse else short[length - 1]
            close(out[length:T, one], np.broadcast_to(kept, out[length:T, one].shape), rtol=1e-12)
            theirs = its_back(d_out[rows, one])
            close(got["X"][:length, one], theirs["X"], rtol=1e-9, atol=1e-12)
            for name in before(it):
                close(got[name][one], theirs[name], rtol=1e-9, atol=1e-12)
            sums = {name: total + theirs[name] for name, total in sums.items()}
        for name, total in sums.items():
            close(got[name], total, rtol=1e-9, atol=1e-12, err_msg=name)

    return test_padding_changes_neither_states_nor_gradients


def test_of_fast(layer, fast, inputs):
    """Return a test: the fast form gives the readable one's states and gradients."""

    @each("start", [True, False])
    @each("scale", [1.0, 1e4])
    @each("seed", range(3))
    def test_fast_is_the_readable_network(seed, scale, start):
        it = drawn(inputs, seed, N=2)
        it["X"] *= scale
        it |= {} if start else dict.fromkeys(before(it))
        (out, back), (quick, quick_back) = layer()(**it), fast(**it)
        close(quick, out[:T], rtol=1e-12, atol=1e-14)
        d_out = np.zeros_like(out)
        d_out[:T] = np.random.default_rng(seed).standard_normal(quick.shape)
        ours, theirs = back(d_out), quick_back(d_out[:T])
        assert ours.keys() == theirs.keys()
        for name, gradient in ours.items():
            close(theirs[name], gradient, rtol=1e-9, atol=1e-12, err_msg=name)

    return test_fast_is_the_readable_network


def test_of_truncation(layer, in_torch, inputs, *variants):
    """Return a test: truncated in blocks, the gradients are torch's with a detach."""

    @each("reverse", [False, True])
    @each("tau", [1, 3, 8])
    @each(("how", "of"), variants, ids=str)
    def test_truncation_in_blocks_is_torch_with_detach(how, of, tau, reverse):
        how = how | {"tau": tau, "reverse": reverse}
        parity.assert_same(layer(**how), inputs(T=8, **of), in_torch(**how))

    return test_truncation_in_blocks_is_torch_with_detach


def assert_same_as_module(model, inputs, module, run, parameters_of):
    """torch's own module gives what a model gives, and every gradient.

    run(module, X, h0, …) gives a tensor as the model's `out`; parameters_of(module) the parameters
    under our names, or their gradients.
    """
    device = next(module.parameters()).device
    leaves = {
        name: torch.tensor(inputs[name], requires_grad=True, device=device)
        for name in ("X", *before(inputs))
    }
    out, back = model(**inputs)
    theirs = run(module, **leaves)
    parity.assert_close(theirs, out)
    d_out = np.random.default_rng(1).standard_normal(out.shape)
    theirs.backward(torch.tensor(d_out, device=device))
    found = {name: leaf.grad for name, leaf in leaves.items()}
    found |= parameters_of(module, gradients=True)
    gradients = back(d_out)
    assert found.keys() == gradients.keys()
    for name, gradient in found.items():
        parity.assert_close(gradient, gradients[name])
    for name, value in parameters_of(module).items():
        np.testing.assert_array_equal(value, inputs[name])
