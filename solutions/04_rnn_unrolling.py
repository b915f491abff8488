# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["solution"]
# <!-- solved -->

# %% [markdown]
# <!-- lab -->
# A network with a memory, step by step: forwards through a sequence, and backwards through time with
# every gradient by hand. Then you measure why that gradient vanishes or explodes, mend the exploding
# half of it, and let your network forecast the temperature of the sea.
#
# Sequences are time-major in this lab: `X` is $(T, N, D)$, that is $T$ steps of $N$ sequences side by
# side, $D$ numbers each. The states are $(T, N, H)$ for $H$ units. Rows are examples, $x_t W$.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.rnn_unrolling import check
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.numpy_impl.rnn_unrolling import recurrent_matrix
from utils.plots import style
from utils.plots.rnn_unrolling import draw_cliff, draw_lag_map
from utils.plots.show import show

style.use()

# what several exercises use: two steps with one unit, whose states are 4/5 and 3/5
two_steps = {
    "X": np.array([np.log(3), np.log(2) - 0.4]).reshape(2, 1, 1),
    "W": np.array([[1.0]]),
    "U": np.array([[0.5]]),
    "b": np.array([0.0]),
    "h0": np.array([[0.0]]),
}
two_states = np.array([0.8, 0.6]).reshape(2, 1, 1)


def counter(gain):
    """Two units that count ones modulo 2: W (1, 2), U (2, 2), b (2,)."""
    return (
        gain * np.array([[1.0, 1.0]]),
        gain * np.array([[0.5, 0.5], [-0.5, -0.5]]),
        gain * np.array([-0.5, -1.5]),
    )


# %% [markdown]
# <!-- exercise: rnn_step -->
# “The dog bites the man” and “the man bites the dog” have the same words: a network that only counts
# words cannot tell who is bitten. A recurrent network reads one word after the other and keeps a
# **state**, $H$ numbers in which it may remember what came before. In each step the new state is made
# of what it hears now and of what it remembers:
#
# $$h_t = \tanh(x_t W + h_{t-1} U + b)$$
#
# It is a dense layer with two inputs, $x_t$ and its own last output. The tanh keeps every state
# between $-1$ and $1$, however long the sequence is.
#
# **Shapes:** `x` is $(N, D)$, the step's input of $N$ sequences; `h_prev` is $(N, H)$, their states
# before it; `W` $(D, H)$, `U` $(H, H)$, `b` $(H)$. The result is $(N, H)$.
#
# **Example:** one sequence, one input, two units, with $x = 1$ and $h_{t-1} = (\tfrac12, -\tfrac12)$:
#
# $$W = \begin{pmatrix}\tfrac12 & -1\end{pmatrix},\quad U = \begin{pmatrix}1&2\\0&2\end{pmatrix},\quad
# b = (0, 1)\quad\text{give}\quad z = (\tfrac12 + \tfrac12 + 0,\; -1 + 0 + 1) = (1, 0),$$
#
# since $h_{t-1} U = (\tfrac12, \;1 - 1)$; so $h_t = (\tanh 1, 0) = (0.7616, 0)$.


# %%
def rnn_step(x, h_prev, W, U, b):
    """h = tanh(x W + h_prev U + b).

    x (N, D); h_prev (N, H); W (D, H); U (H, H); b (H,) → (N, H).
    """
    # SOLUTION


# %%
check.rnn_step(rnn_step)

# %% [markdown]
# **Use it.** Both sentences, word by word, through the same eight units with random weights. Can the
# state at the end tell them apart?

# %%
from utils.numpy_impl.rnn_unrolling import SENTENCES, bag_of_words, vocabulary

step = check.yours_or_ours("rnn_step")
h = step(np.array([[1.0]]), np.array([[0.5, -0.5]]), np.array([[0.5, -1.0]]),
         np.array([[1.0, 2.0], [0.0, 2.0]]), np.array([0.0, 1.0]))  # fmt: skip
assert np.allclose(h, [[0.7616, 0]], atol=5e-5)

rng = np.random.default_rng(1)
words = vocabulary(SENTENCES)
W, U, b = rng.normal(size=(len(words), 8)), recurrent_matrix(8, 0.9, rng), np.zeros(8)
memory = {}
for sentence in SENTENCES:
    h, rows = np.zeros((1, 8)), []
    for word in sentence.split():
        one_hot = np.eye(len(words))[[words.index(word)]]  # (1, 4)
        h = step(one_hot, h, W, U, b)
        rows.append(h[0])
    memory[sentence] = np.array(rows)  # (5, 8)

first, second = SENTENCES
print("the same bag of words:", np.array_equal(*bag_of_words(SENTENCES)))
print(f"distance of the last states: {np.linalg.norm(memory[first][-1] - memory[second][-1]):.2f}")
assert np.linalg.norm(memory[first][-1] - memory[second][-1]) > 0.5

# %% tags=["aside"]
# Draw: the eight states after each word.
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
for ax, (sentence, rows) in zip(axes, memory.items(), strict=True):
    image = ax.imshow(rows.T, cmap="gray", vmin=-1, vmax=1, aspect="auto")
    ax.set(xticks=range(5), xticklabels=sentence.split(), xlabel="after this word")
axes[0].set(ylabel="unit")
fig.colorbar(image, ax=axes, label="state")
show(
    "Two grids of eight units by five words, in grey. Both begin alike, with “the”, and differ from the "
    "second word on, up to the last column."
)

# %% [markdown]
# <!-- exercise: rnn_sequence -->
# Reading a sequence is the same step again and again, with the **same** $W$, $U$ and $b$: what was
# learnt about the third word holds for the thirtieth, and no length is too long. Written out, the
# loop is a deep network, one layer for each step. That is called *unfolding*, or unrolling.
#
# $$h_t = \tanh(x_t W + h_{t-1} U + b)\qquad\text{for } t = 1, \dots, T$$
#
# **Shapes:** `X` $(T, N, D)$, `W` $(D, H)$, `U` $(H, H)$, `b` $(H)$, and `h0` $(N, H)$, the states
# before the first step. Return all states, $(T, N, H)$. Python counts from 0: `X[0]` is $x_1$, and
# row `t` of the result is the state after reading `X[t]`.
#
# **Example:** one unit, $W = 1$, $U = \tfrac12$, $b = 0$, $h_0 = 0$. The inputs $\ln 3$ and
# $\ln 2 - 0.4$ are chosen for their tanh: $\tanh(\ln 3) = \tfrac45$ and $\tanh(\ln 2) = \tfrac35$. So
#
# $$h_1 = \tanh(\ln 3 + 0) = 0.8,\qquad h_2 = \tanh(\ln 2 - 0.4 + \tfrac12\cdot0.8) = \tanh(\ln 2) = 0.6.$$
#
# The first line below gives you `step`: your `rnn_step`, or ours.

# %%
step = check.yours_or_ours("rnn_step")


def rnn_sequence(X, W, U, b, h0):
    """h_t = tanh(x_t W + h_(t−1) U + b) for every step, from h0 on.

    X (T, N, D); W (D, H); U (H, H); b (H,); h0 (N, H) → H (T, N, H), H[t] the state after X[t].
    """
    # SOLUTION


# %%
check.rnn_sequence(rnn_sequence)

# %% [markdown]
# **Use it.** Is the number of ones so far odd? Each bit turns the answer over, so that no window of
# the last few bits will do; a memory of one bit does. Two units are enough: the first is high
# when *what was remembered plus this bit* is at least 1, the second when it is 2, and *first minus
# second* is remembered. (These weights are set by hand; `gain` says how steep the units are.)

# %%
from utils.data import temporal_parity

sequence = check.yours_or_ours("rnn_sequence")
assert np.allclose(sequence(*two_steps.values()), two_states)

bits, odd = temporal_parity.sample(24, 1, np.random.default_rng(4))  # (24, 1, 1), (24, 1)
H = sequence(bits, *counter(5.0), np.zeros((1, 2)))
remembered = (H[..., 0] - H[..., 1]) / 2
assert np.array_equal(remembered > 0.5, odd == 1)

many, odd_of_many = temporal_parity.sample(2_000, 10, np.random.default_rng(5))
states = sequence(many, *counter(5.0), np.zeros((10, 2)))
right = ((states[..., 0] - states[..., 1] > 1) == odd_of_many).mean()
print(f"10 sequences of 2,000 bits: {right:.0%} of the answers are right")
assert right == 1

# %% tags=["aside"]
# Draw: the bits, the two units, and what they remember.
fig, axes = plt.subplots(3, 1, figsize=(9, 4.6), sharex=True, height_ratios=(1, 2, 2))
axes[0].bar(range(24), bits[:, 0, 0], color=style.GREY)
axes[0].set(ylabel="bit", yticks=[0, 1])
style.curves(
    axes[1], range(24), {"first unit": H[:, 0, 0], "second unit": H[:, 0, 1]}, markers=True
)
axes[1].set(ylabel="state")
axes[1].legend(loc="center left", bbox_to_anchor=(1, 0.5))
axes[2].step(range(24), remembered[:, 0], where="mid", linestyle="-")
axes[2].set(ylabel="odd so far", yticks=[0, 1], xlabel="step")
show(
    "Twenty-four bits as bars; the states of two units, near −1 or 1; and below them what they remember, "
    "a line that jumps between 0 and 1 with every bit that is 1."
)

# %% [markdown]
# <!-- exercise: rnn_step_backward -->
# Training asks how the loss changes with each number that made a state. Let `dh` be
# $\partial J/\partial h_t$, all that comes back to $h_t$. First it passes the tanh, whose slope can
# be written by what it puts *out*: $\tanh'(z) = 1 - \tanh^2(z) = 1 - h^2$. Then it goes to all that
# made $z_t = x_t W + h_{t-1} U + b$, as in any dense layer:
#
# $$dz = dh \odot (1 - h_t^2),\qquad dx = dz\,W^\top,\qquad dh_{t-1} = dz\,U^\top,$$
# $$dW = x_t^\top dz,\qquad dU = h_{t-1}^\top dz,\qquad db = \textstyle\sum_n dz_n .$$
#
# The new one is $dh_{t-1}$: it is what this step has to say to the step before.
#
# **Shapes:** `dh`, `h_prev` and `h` are $(N, H)$, `x` is $(N, D)$. Return `dx, dh_prev, dW, dU, db`,
# each with the shape of what it belongs to: $(N, D)$, $(N, H)$, $(D, H)$, $(H, H)$, $(H)$. (`b` is
# not needed: $h$ knows of it.)
#
# **Example:** $dh = 1$, $x = 2$, $h_{t-1} = 0.8$, $h_t = 0.6$, $W = -\tfrac14$, $U = \tfrac12$. The
# slope is $1 - 0.36 = 0.64$, so $dz = 0.64$, and
#
# $$dx = -0.16,\quad dh_{t-1} = 0.32,\quad dW = 2\cdot0.64 = 1.28,\quad dU = 0.8\cdot0.64 = 0.512,
# \quad db = 0.64.$$


# %%
def rnn_step_backward(dh, x, h_prev, h, W, U):
    """The gradients of h = tanh(x W + h_prev U + b), from dh = ∂J/∂h.

    dh, h_prev, h (N, H); x (N, D); W (D, H); U (H, H)
    → dx (N, D), dh_prev (N, H), dW (D, H), dU (H, H), db (H,).
    """
    # SOLUTION


# %%
check.rnn_step_backward(rnn_step_backward)

# %% [markdown]
# **Use it.** First against central differences. Then a question about the counter of Exercise 2: the
# steeper its units, the better it counts. How much of a gradient of length 1 gets back through one
# of its steps?

# %%
step_back = check.yours_or_ours("rnn_step_backward")
step = check.yours_or_ours("rnn_step")
one = np.ones((1, 1))
found = step_back(one, 2 * one, 0.8 * one, 0.6 * one, -0.25 * one, 0.5 * one)
assert np.allclose([g.item() for g in found], [-0.16, 0.32, 1.28, 0.512, 0.64])

rng = np.random.default_rng(0)
given = {"x": rng.normal(size=(3, 2)), "h_prev": rng.normal(size=(3, 4)) / 2}
given |= {"W": rng.normal(size=(2, 4)), "U": rng.normal(size=(4, 4)), "b": rng.normal(size=4)}
h, dh = step(*given.values()), rng.normal(size=(3, 4))
found = step_back(dh, given["x"], given["h_prev"], h, given["W"], given["U"])
names = ("x", "h_prev", "W", "U", "b")
errors = gradient_errors(
    lambda x, h_prev, W, U, b: (dh * step(x, h_prev, W, U, b)).sum(),
    given,
    dict(zip(names, found, strict=True)),
)
print("agrees with central differences:", max(errors.values()) < 1e-7)
assert max(errors.values()) < 1e-7

gains = np.linspace(0.5, 8, 31)
passed = []
for gain in gains:
    W, U, b = counter(gain)
    x, before = np.array([[1.0]]), np.array([[-1.0, -1.0]])  # the first 1 after an even number
    h = step(x, before, W, U, b)
    back = step_back(np.array([[0.8, -0.6]]), x, before, h, W, U)[1]
    passed.append(np.linalg.norm(back))
print(
    f"gain 1: {passed[2]:.3f} of 1 gets through; gain 5: {passed[18]:.3f}; gain 8: {passed[30]:.3f}"
)
assert passed[30] < passed[18] < passed[2]

# %% tags=["aside"]
# Draw: what gets through one step, against the gain.
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(gains, passed, linestyle="-")
ax.set(xlabel="gain", ylabel="length after one step back", ylim=(0, None))
show(
    "A curve that rises to a gain of about 1 or 2 and then falls towards 0: steep units are full, their "
    "slope is nearly nothing, and so is what gets back through them."
)

# %% [markdown]
# A unit that is sure of itself, near $-1$ or $1$, has a slope near 0: the memory is good, and hardly
# any gradient gets through. Keep that in mind for Exercise 7.

# %% [markdown]
# <!-- exercise: bptt -->
# Now the whole way back, *backpropagation through time* (BPTT). The unfolded network is a graph
# without circles, so everything from lab 02 holds: go from the end to the beginning, and where several
# arrows leave, add up what comes back. There are two such places.
#
# **A state is used twice:** by the loss of its own step, and by the next step. With $dH_t$ what the
# loss of step $t$ says by itself, all that reaches $h_t$ is
#
# $$dh_t = dH_t + \underbrace{dz_{t+1}\,U^\top}_{\text{carry from step } t+1},
# \qquad dz_t = dh_t \odot (1 - h_t^2),$$
#
# with a carry of 0 for the last step: nothing comes after it.
#
# **A weight is used in every step**, so it collects from all of them:
#
# $$dW = \sum_t x_t^\top dz_t,\qquad dU = \sum_t h_{t-1}^\top dz_t,\qquad
# db = \sum_t \sum_n dz_{t,n},\qquad dx_t = dz_t W^\top .$$
#
# What the first step carries back is the gradient of $h_0$.
#
# **Shapes:** `dH` and `H` $(T, N, H)$, `X` $(T, N, D)$, `h0` $(N, H)$. Return a dictionary with the
# keys `"X"`, `"W"`, `"U"`, `"b"` and `"h0"`, each gradient shaped as what it belongs to.
#
# **Example:** the two steps of Exercise 2, $H = (0.8, 0.6)$, slopes $0.36$ and $0.64$, and
# $dH = (1, 1)$:
#
# | step | at the state, $dh_t$ | before tanh, $dz_t$ | to $dW$ | to $dU$ | carry |
# | --- | --- | --- | --- | --- | --- |
# | 2 | $1$ | $0.64$ | $0.2931\cdot0.64$ | $0.8\cdot0.64$ | $\tfrac12\cdot0.64 = 0.32$ |
# | 1 | $1 + 0.32$ | $1.32\cdot0.36 = 0.4752$ | $1.0986\cdot0.4752$ | $0\cdot0.4752$ | $0.2376$ |
#
# So $dW = 0.7097$, $dU = 0.512$, $db = 1.1152$, $dX = (0.4752, 0.64)$, and for $h_0$: $0.2376$.

# %%
step_back = check.yours_or_ours("rnn_step_backward")


def bptt(dH, X, H, h0, W, U):
    """The gradients of the states H = rnn_sequence(X, W, U, b, h0), from dH.

    dH[t] is what the loss of step t says of H[t], as if no later step used it.

    dH, H (T, N, H); X (T, N, D); h0 (N, H); W (D, H); U (H, H)
    → {"X" (T, N, D), "W" (D, H), "U" (H, H), "b" (H,), "h0" (N, H)}.
    """
    # SOLUTION


# %%
check.bptt(bptt)

# %% [markdown]
# **Use it.** Against central differences, for all five. Then take the sum apart: let only *one* step
# have a loss, and see what arrives at each step before. Added up, these terms are BPTT again.

# %%
full, sequence = check.yours_or_ours("bptt"), check.yours_or_ours("rnn_sequence")
found = full(
    np.ones((2, 1, 1)), two_steps["X"], two_states, *(two_steps[k] for k in ("h0", "W", "U"))
)
expected = {"W": 0.7097, "U": 0.512, "b": 1.1152, "h0": 0.2376}
assert all(np.isclose(found[name].item(), number, atol=5e-5) for name, number in expected.items())
assert np.allclose(found["X"].ravel(), [0.4752, 0.64])

rng = np.random.default_rng(0)
given = {
    "X": rng.normal(size=(6, 3, 2)),
    "W": rng.normal(size=(2, 4)),
    "U": rng.normal(size=(4, 4)),
}
given |= {"b": rng.normal(size=4), "h0": rng.normal(size=(3, 4)) / 2}
H, dH = sequence(*given.values()), rng.normal(size=(6, 3, 4))
gradients = full(dH, given["X"], H, given["h0"], given["W"], given["U"])
errors = gradient_errors(
    lambda X, W, U, b, h0: (dH * sequence(X, W, U, b, h0)).sum(), given, gradients
)
for name, error in errors.items():
    print(f"∂J/∂{name:2s} {'agrees with' if error < 1e-7 else 'differs from'} central differences")
assert max(errors.values()) < 1e-7

# %%
T, units = 20, 8
maps = {}
for radius in (0.7, 1.0, 1.4):
    rng = np.random.default_rng(2)
    U, X = recurrent_matrix(units, radius, rng), 0.001 * rng.normal(size=(T, 1, units))
    W, h0 = np.eye(units), np.zeros((1, units))
    H, dH = sequence(X, W, U, np.zeros(units), h0), rng.normal(size=(T, 1, units))
    dH /= np.linalg.norm(dH, axis=2, keepdims=True)  # every step's loss says as much
    terms = np.zeros((T, *X.shape))  # [t, k]: what the loss at step t says to x_k
    for t in range(T):
        alone = np.zeros_like(dH)
        alone[t] = dH[t]
        terms[t] = full(alone, X, H, h0, W, U)["X"]
    assert np.allclose(terms.sum(axis=0), full(dH, X, H, h0, W, U)["X"])
    maps[radius] = np.linalg.norm(terms, axis=(2, 3))  # (T, T)
    print(
        f"radius {radius}: from the last loss {maps[radius][-1, 0]:.1e} arrives at the first step"
    )

# %% tags=["aside"]
# Draw: the three maps.
fig, axes = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
for ax, (radius, norms) in zip(axes, maps.items(), strict=True):
    draw_lag_map(ax, norms, f"spectral radius {radius}", decades=4, bar=radius == 1.4)
show(
    "Three triangles of loss t against step k, white on the diagonal, where the norm is about 1. Away from "
    "it the first becomes ever bluer, that is smaller; the second stays white; the third turns brown, "
    "larger."
)

# %% [markdown]
# <!-- exercise: truncated_bptt -->
# BPTT needs all states of a sequence at once, and a text or a river's level has no end. *Truncated*
# BPTT cuts the sequence into blocks of $\tau$ steps. Forwards nothing changes: each block goes on
# from the state that the block before has left. Backwards no gradient crosses from a block into the one
# before:
#
# $$dh_t = \begin{cases} dH_t & \text{if } t \text{ is the last step of a block}\\
# dH_t + dz_{t+1} U^\top & \text{otherwise}\end{cases}$$
#
# To its block, the state before it is a number like any other input. (In torch one writes
# `h = h.detach()` between the blocks.) The weights still collect from every step of every block.
#
# **Shapes:** as in Exercise 4, and `tau`, a whole number of at least 1. Blocks are counted from the
# first step; the last one may be shorter. $h_0$ is in front of the first block, and only that block
# has something to say about it.
#
# **Example:** the two steps again, $dH = (1, 1)$, $\tau = 1$. Step 2 stays as it was, $dz_2 = 0.64$,
# but its $0.32$ is not handed on: $dz_1 = 1\cdot0.36 = 0.36$. So $dX = (0.36, 0.64)$,
# $dW = 0.5831$, $dU = 0.512$, $db = 1$, and for $h_0$: $0.18$.

# %%
full, step_back = check.yours_or_ours("bptt"), check.yours_or_ours("rnn_step_backward")


def truncated_bptt(dH, X, H, h0, W, U, tau):
    """As bptt, in blocks of tau steps: states go from block to block, gradients do not.

    dH, H (T, N, H); X (T, N, D); h0 (N, H); W (D, H); U (H, H); tau ≥ 1
    → {"X" (T, N, D), "W" (D, H), "U" (H, H), "b" (H,), "h0" (N, H)}.
    """
    # SOLUTION


# %%
check.truncated_bptt(truncated_bptt)

# %% [markdown]
# **Use it.** What does the cut cost? Compare the truncated gradient of $U$ with the whole one, for
# three networks: in which of them does a short $\tau$ miss least? (Where a block ends, even a gradient that
# would fade after one step is cut, so that the share falls slowly.)

# %%
truncated, full = check.yours_or_ours("truncated_bptt"), check.yours_or_ours("bptt")
sequence = check.yours_or_ours("rnn_sequence")
found = truncated(
    np.ones((2, 1, 1)), two_steps["X"], two_states, *(two_steps[k] for k in ("h0", "W", "U")), 1
)
assert np.allclose(found["X"].ravel(), [0.36, 0.64])
assert np.isclose(found["h0"].item(), 0.18)

T, units, taus = 120, 16, (1, 2, 4, 8, 15, 30, 60, 120)
off = {}
for radius in (0.5, 0.9, 1.1):
    rng = np.random.default_rng(3)
    U, W = recurrent_matrix(units, radius, rng), rng.normal(size=(1, units)) / 4
    X, h0 = rng.normal(size=(T, 32, 1)), np.zeros((32, units))
    H, dH = sequence(X, W, U, np.zeros(units), h0), rng.normal(size=(T, 32, units))
    whole = full(dH, X, H, h0, W, U)["U"]
    cut = [truncated(dH, X, H, h0, W, U, tau)["U"] for tau in taus]
    shares = [np.linalg.norm(g - whole) / np.linalg.norm(whole) for g in cut]
    off[f"radius {radius}"] = shares
    print(f"radius {radius}: blocks of 8 steps miss {shares[3]:.0%} of the gradient")
    assert shares[-1] < 1e-12  # one block: nothing is cut

# %% tags=["aside"]
# Draw: what is missing, against tau.
fig, ax = plt.subplots(figsize=(8, 3.6))
style.curves(ax, taus, off, markers=True)
ax.set(xscale="log", xticks=taus, xticklabels=taus, xlabel="τ, steps of a block")
ax.set(ylabel="missing, as a share", ylim=(0, None))
ax.minorticks_off()
ax.legend()
show(
    "Three falling curves of the share that is missing against the length of a block, all 0 at 120 steps: "
    "the lower the radius, the lower the curve."
)

# %% [markdown]
# <!-- exercise: clip_by_norm -->
# Where gradients grow with every step back, one unlucky batch can throw the parameters far away. The
# remedy is simple: a gradient that is too long is made shorter, and keeps its **direction**. All
# arrays together are one long vector, whose length is
#
# $$\lVert g\rVert = \sqrt{\textstyle\sum_{\text{arrays}}\sum_{\text{entries}} g_i^2},\qquad
# g \leftarrow g\cdot\min\Big(1, \frac{\text{largest}}{\lVert g\rVert}\Big).$$
#
# One factor for all: clipping every entry by itself would turn the vector.
#
# **Shapes:** `gradients` is a dictionary of arrays of any shapes, `largest` a number above 0. Return
# a dictionary with the same names, and the norm as it was *before*, which is worth watching. The arrays
# that came in stay as they are, and so does a gradient of zeros.
#
# **Example:** $U$'s gradient is $(3)$ and $b$'s is $(4)$, `largest` is 1. Together they have the
# norm $\sqrt{9 + 16} = 5$, and become $0.6$ and $0.8$. With `largest` $= 10$ they would stay.


# %%
def clip_by_norm(gradients, largest):
    """g ← g · min(1, largest / ‖g‖), ‖g‖ over all arrays together.

    gradients {name: array}; largest > 0 → the same names with the clipped arrays, ‖g‖ before.
    """
    # SOLUTION


# %%
check.clip_by_norm(clip_by_norm)

# %% [markdown]
# **Use it.** A network of one unit, without inputs, run for 50 steps: $x_t = w\,\sigma(x_{t-1}) + b$,
# and its loss $J = (\sigma(x_{50}) - 0.7)^2$. Over $w$ and $b$ it has a **cliff**, at which the unit's
# last state flips. Walk downhill from the same place, with and without clipping.

# %%
from utils.numpy_impl.rnn_unrolling import one_unit

clip = check.yours_or_ours("clip_by_norm")
clipped, norm = clip({"U": np.array([[3.0]]), "b": np.array([4.0])}, 1.0)
assert np.allclose([clipped["U"].item(), clipped["b"].item(), norm], [0.6, 0.8, 5])

ways, far = {}, {}
for name, largest in (("not clipped", np.inf), ("clipped at 0.1", 0.1)):
    at = {"w": np.array(5.0), "b": np.array(-2.5)}
    passed, lengths = [], []
    for _ in range(60):
        J, dw, db = one_unit(at["w"], at["b"])
        passed.append((at["w"], at["b"], J))
        gradient, norm = clip({"w": dw, "b": db}, largest)
        lengths.append(norm)
        at = {k: at[k] - 0.3 * gradient[k] for k in at}
    w, b, J = np.array(passed).T
    ways[name] = w, b
    far[name] = np.hypot(w - w[0], b - b[0]).max()
    print(f"{name}: lowest J {J.min():.4f}, longest gradient {max(lengths):.0f}, at most "
          f"{far[name]:.1f} away from the start")  # fmt: skip
assert far["not clipped"] > 10 > 2 > far["clipped at 0.1"]

# %% tags=["aside"]
# Draw: both ways on the surface.
w, b = np.linspace(3.5, 6, 121), np.linspace(-3.5, -1.5, 121)
J, *_ = one_unit(*np.meshgrid(w, b))
fig, ax = plt.subplots(figsize=(8, 4.6))
draw_cliff(ax, w, b, J, ways)
show(
    "The error over weight and bias: a dark plateau and a pale one, and between them a sharp edge. Both "
    "ways walk to and fro across the edge; the one that is not clipped then leaves the picture in a "
    "single step."
)

# %% [markdown]
# <!-- exercise: gradient_by_lag -->
# Let only the *last* step have a loss. How much of its gradient is left after one step back, after
# two, after ten? On its way from $h_t$ to $h_{t-1}$ the gradient passes the slope of step $t$, and then
# $U^\top$:
#
# $$dh_{t-1} = \big(dh_t\odot(1 - h_t^2)\big)\,U^\top,\qquad
# \text{norm}_{\text{lag}} = \lVert dh_{T-\text{lag}}\rVert .$$
#
# A product of many factors shrinks or grows like a power. If every step had the same factor, it would
# be the **rate** with $\text{norm}_{T-1} = \text{norm}_0\cdot\text{rate}^{\,T-1}$.
#
# **Shapes:** `dh` $(N, H)$ is the gradient at the last state; `H` $(T, N, H)$ with $T \ge 2$; `U`
# $(H, H)$. Return `norms` $(T)$, from lag 0 (the last state, `dh` itself) to lag $T-1$ (the first
# one), each over all entries, and `rate`, one number.
#
# **Example:** the two steps again, $dh = 1$, $H = (0.8, 0.6)$, $U = \tfrac12$: `norms` is
# $(1,\; 0.64\cdot\tfrac12) = (1, 0.32)$ and the rate is $0.32$.


# %%
def gradient_by_lag(dh, H, U):
    """How much of a gradient at the last state is left 0, 1, …, T − 1 steps before.

    dh (N, H); H (T, N, H), T ≥ 2; U (H, H) → norms (T,), from lag 0 on; rate, the factor per step.
    """
    # SOLUTION


# %%
check.gradient_by_lag(gradient_by_lag)

# %% [markdown]
# **Use it.** Five networks that differ in the *spectral radius* of $U$ alone, the largest absolute
# value of its eigenvalues; here all eigenvalues are of that size. Once with states of 0, where the
# slope is 1 everywhere, and once while they are reading. What will the rates be?

# %%
by_lag, sequence = check.yours_or_ours("gradient_by_lag"), check.yours_or_ours("rnn_sequence")
norms, rate = by_lag(np.ones((1, 1)), two_states, two_steps["U"])
assert np.allclose(norms, [1, 0.32])
assert np.isclose(rate, 0.32)

T, units = 50, 32
curves = {"states of 0": {}, "reading": {}}
print("radius   rate with states of 0   while reading")
for radius in (0.5, 0.9, 1.0, 1.1, 1.5):
    rng = np.random.default_rng(0)
    U, dh = recurrent_matrix(units, radius, rng), rng.normal(size=(1, units))
    inputs = rng.normal(size=(T, 1, units))
    rates = []
    for name, scale in (("states of 0", 0.0), ("reading", 0.5)):
        H = sequence(scale * inputs, np.eye(units), U, np.zeros(units), np.zeros((1, units)))
        curves[name][f"radius {radius}"], rate = by_lag(dh / np.linalg.norm(dh), H, U)
        rates.append(rate)
    print(f"{radius:6.1f}   {rates[0]:21.3f}   {rates[1]:13.3f}")
    assert np.isclose(rates[0], radius)
    assert rates[1] < rates[0]

# %% tags=["aside"]
# Draw: the norms against the lag, in both settings.
fig, axes = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
for ax, (name, lines) in zip(axes, curves.items(), strict=True):
    style.curves(ax, range(T), lines)
    ax.set(yscale="log", xlabel="lag", title=name)
axes[0].set(ylabel="norm of the gradient")
axes[1].legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Norm against lag on a log axis. With states of 0, five straight lines from 1: falling for 0.5 and "
    "0.9, level for 1.0, rising for 1.1 and 1.5. While reading, all five fall."
)

# %% [markdown]
# With slopes of 1 the rate is the radius itself. Reading, the units are at work, their slopes are
# below 1, and here the gradient fades even with a radius of 1.5. With other inputs the same network may
# let it grow: one number for all steps and inputs cannot be right. That is the dilemma of the plain
# recurrent network, and the reason for topic 05.

# %% [markdown]
# <!-- exercise: forecast -->
# Put the parts together into a model that learns. It reads a window of $T$ numbers, and its **last**
# state answers with one number; the loss is half the mean squared error over $N$ windows:
#
# $$\hat y_n = \langle v, h_{T,n}\rangle + c,\qquad J = \frac1N\sum_n \tfrac12(\hat y_n - y_n)^2 .$$
#
# Backwards, the error starts at $\hat y$ and reaches $v$, $c$ and the last state, and from there your
# BPTT does the rest. The loss looks at no other state, so all other rows of $dH$ are 0:
#
# $$d\hat y_n = \tfrac1N(\hat y_n - y_n),\quad dv = \textstyle\sum_n d\hat y_n\, h_{T,n},\quad
# dc = \textstyle\sum_n d\hat y_n,\quad dH_{T,n} = d\hat y_n\, v .$$
#
# **Shapes:** `X` $(T, N, D)$, `y` $(N)$, `parameters` a dictionary of `"W"` $(D, H)$, `"U"` $(H, H)$,
# `"b"` $(H)$, `"v"` $(H)$ and `"c"`, one number. Every window begins at a state of zeros, so `h0` is
# $(N, H)$. Return
# `y_hat` $(N)$, `J`, and the gradients in a dictionary with the five names of the parameters.
#
# **Example:** the two steps again, with $v = 5$, $c = -1$ and $y = 1$: $\hat y = 5\cdot0.6 - 1 = 2$,
# $J = \tfrac12$, $d\hat y = 1$. So $dv = 0.6$, $dc = 1$, $dH = (0, 5)$; back through time $dz_2 = 3.2$
# and $dz_1 = 1.6\cdot0.36 = 0.576$, which give $dU = 3.2\cdot0.8 = 2.56$ and $db = 3.776$.

# %%
sequence, full = check.yours_or_ours("rnn_sequence"), check.yours_or_ours("bptt")


def forecast(X, y, parameters):
    """ŷ = ⟨v, h_T⟩ + c, J = mean of (ŷ − y)²/2, and the gradients of J.

    X (T, N, D); y (N,); parameters {"W" (D, H), "U" (H, H), "b" (H,), "v" (H,), "c"}
    → y_hat (N,), J, gradients {"W", "U", "b", "v", "c"}.
    """
    # SOLUTION


# %%
check.forecast(forecast)

# %% [markdown]
# **Use it.** The temperature of the sea off New England, hour by hour. From the last 36 hours, how
# much warmer will the water be in 12 hours? The rival is *persistence*: it will stay as it is. Every
# fourth week is kept for the test; the network has not seen it.

# %%
from utils.experiments.sea_forecast import windows
from utils.numpy_impl.core.optim import Adam
from utils.numpy_impl.rnn_unrolling import rnn_parameters

model, clip = check.yours_or_ours("forecast"), check.yours_or_ours("clip_by_norm")
toy = {name: two_steps[name] for name in "WUb"} | {"v": np.array([5.0]), "c": np.array(-1.0)}
y_hat, J, gradients = model(two_steps["X"], np.array([1.0]), toy)
assert np.isclose(y_hat, 2)
assert np.isclose(J, 0.5)
assert np.isclose(gradients["U"].item(), 2.56)

sea = windows()
unit = sea.y_train.std()  # °C; small numbers are easier to learn
rng = np.random.default_rng(0)
parameters, optimiser = rnn_parameters(1, 8, rng, radius=0.9), Adam()
for turn in range(600):
    few = rng.integers(0, len(sea.y_train), 64)
    _, _, gradients = model(sea.X_train[:, few] / unit, sea.y_train[few] / unit, parameters)
    gradients, _ = clip(gradients, 1.0)
    optimiser.learning_rate = 0.01 * (1 - turn / 600)
    parameters = optimiser.step(parameters, gradients)

answer = unit * model(sea.X_test / unit, sea.y_test / unit, parameters)[0]  # °C
past = sea.X_train[:-1, :, 0].T  # (n, 35): the same hours, weighed by least squares
weights = np.linalg.lstsq(past, sea.y_train, rcond=None)[0]
errors = {
    "it stays as it is": sea.y_test,
    "your network": answer - sea.y_test,
    "least squares": sea.X_test[:-1, :, 0].T @ weights - sea.y_test,
}
off = {name: np.sqrt((error**2).mean()) for name, error in errors.items()}
for name, root in off.items():
    print(f"{name:18s} off by {root:.2f} °C (root mean square)")
assert off["your network"] < 0.95 * off["it stays as it is"]

# %% tags=["aside"]
# Draw: the errors, and five days that the network has not seen.
fig, (left, right) = plt.subplots(
    1, 2, figsize=(12, 3.6), width_ratios=(1, 2), layout="constrained"
)
for (name, root), look in zip(off.items(), style.series(3), strict=True):
    left.barh(name, root, color=look["colour"], hatch=look["hatch"], edgecolor="white")
left.set(xlabel="error (°C, root mean square)")
left.invert_yaxis()
hours = slice(605, 726)  # one of the weeks
now = sea.now_test[hours]
style.curves(right, range(121), {
    "the sea": now + sea.y_test[hours], "your network": now + answer[hours],
    "it stays as it is": now,
})  # fmt: skip
right.set(xlabel="hour", ylabel="°C", title="what was said 12 hours before")
right.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Left three bars: persistence has the largest error, the network a smaller one, least squares the "
    "smallest. Right five days of the sea's temperature with the network's forecasts and persistence, "
    "which is the same curve twelve hours late."
)

# %% [markdown]
# Your network beats persistence. It does not beat 35 weights found by least squares: in so short a
# window little is to be gained from a memory, and a linear rule is much easier to fit. Compare with the
# simplest rival first; it is often hard to beat.

# %% [markdown]
# <!-- exercise: rnn_in_torch -->
# In torch the whole of Exercises 2 to 4 is one module, `torch.nn.RNN(D, H)`. To see that it is the
# same network, give it your weights. Its names and shapes are others:
#
# | ours | torch's | its shape |
# | --- | --- | --- |
# | `W` $(D, H)$ | `weight_ih_l0` (input to hidden, layer 0) | $(H, D)$ |
# | `U` $(H, H)$ | `weight_hh_l0` (hidden to hidden) | $(H, H)$, it, too, the other way round |
# | `b` $(H)$ | `bias_ih_l0` **plus** `bias_hh_l0` | $(H)$ each |
# | `h0` $(N, H)$ | second argument of the call | $(1, N, H)$, a first axis for layers |
#
# $$h_t = \tanh(x_t W_{ih}^\top + b_{ih} + h_{t-1} W_{hh}^\top + b_{hh})$$
#
# The call returns all states $(T, N, H)$ and the last ones. A new module has random weights; numbers
# are put in by `layer.weight_ih_l0.copy_(…)`, under `with torch.no_grad():`. It computes in float32
# unless it is made with `dtype=torch.float64`. What the losses say of the states goes in by
# `H.backward(dH)`; afterwards each weight has its gradient in `.grad`, in torch's shape.
#
# **Shapes:** `X` $(T, N, D)$, `W`, `U`, `b`, `h0` as always, `dH` $(T, N, H)$, in float64: NumPy
# arrays. Return `H, dW, dU, db`, NumPy arrays with **our** shapes.
#
# **Example:** the two steps with $dH = (1, 1)$ give $H = (0.8, 0.6)$, $dW = 0.7097$, $dU = 0.512$
# and $db = 1.1152$, as in Exercise 4.

# %%
import torch


def rnn_in_torch(X, W, U, b, h0, dH):
    """The states of torch.nn.RNN with our weights, and ∂J/∂W, ∂J/∂U, ∂J/∂b from dH = ∂J/∂H.

    X (T, N, D); W (D, H); U (H, H); b (H,); h0 (N, H); dH (T, N, H): NumPy arrays of float64
    → H (T, N, H), dW (D, H), dU (H, H), db (H,): NumPy arrays.
    """
    # SOLUTION


# %%
check.rnn_in_torch(rnn_in_torch)

# %% [markdown]
# **Use it.** Your own network and torch's on a week of the sea, at 168 hours: do they agree, forwards
# and backwards, and how far apart does rounding drive them?

# %%
from utils.data import sea_temperature

in_torch = check.yours_or_ours("rnn_in_torch")
sequence, full = check.yours_or_ours("rnn_sequence"), check.yours_or_ours("bptt")
H, dW, dU, db = in_torch(*two_steps.values(), np.ones((2, 1, 1)))
assert np.allclose(H, two_states)
assert np.allclose([dW.item(), dU.item(), db.item()], [0.7097, 0.512, 1.1152], atol=5e-5)

rng = np.random.default_rng(0)
hourly = sea_temperature.load().celsius[::2]
X = (hourly[:168] - hourly[:168].mean()).reshape(168, 1, 1)
W, U, b = rng.normal(size=(1, 16)), recurrent_matrix(16, 0.95, rng), np.zeros(16)
h0, dH = np.zeros((1, 16)), rng.normal(size=(168, 1, 16))
H, dW, dU, db = in_torch(X, W, U, b, h0, dH)
mine = sequence(X, W, U, b, h0)
by_hand = full(dH, X, mine, h0, W, U)
for name, ours, theirs in (
    ("H", mine, H),
    ("dW", by_hand["W"], dW),
    ("dU", by_hand["U"], dU),
    ("db", by_hand["b"], db),
):
    print(f"{name:2s} agrees to 1e-10: {np.allclose(ours, theirs, rtol=1e-10, atol=1e-10)}")
    assert np.allclose(ours, theirs, rtol=1e-10, atol=1e-10)

# %% tags=["aside"]
# Draw: the week, what the units make of it, and how far the two ways are apart.
fig, axes = plt.subplots(3, 1, figsize=(9, 5.4), sharex=True)
axes[0].plot(X[:, 0, 0], linestyle="-")
axes[0].set(ylabel="°C, less the mean")
axes[1].imshow(H[:, 0].T, cmap="gray", vmin=-1, vmax=1, aspect="auto")
axes[1].set(ylabel="unit")
axes[2].semilogy(np.abs(mine - H).max(axis=(1, 2)) + 1e-18, linestyle="-")
axes[2].set(ylabel="largest distance", xlabel="hour", ylim=(1e-18, 1e-10))
show(
    "A week of the sea's temperature; sixteen units in grey that follow its ups and downs; and the "
    "distance of the two ways of computing them, never above a millionth of a billionth."
)

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: units that leak
#
# *Open-ended, no check.* Let a unit keep a part of its old state, whatever it hears:
# $h_t = (1 - \alpha)\,h_{t-1} + \alpha\tanh(x_t W + h_{t-1} U + b)$. With a small $\alpha$ it forgets
# slowly. Derive what the gradient passes from $h_t$ to $h_{t-1}$ now, and draw the norm against
# the lag for $\alpha = 1, \tfrac12, \tfrac15$ and $\tfrac1{20}$, with a $U$ of radius 0.5. What rate do you
# expect in the long run?
#
# `recurrent_matrix` draws the $U$. States of 0 will do, where the slope is 1.

# %% tags=["solution"]
units, T = 32, 50
leaks = {"α = 1": 1.0, "α = 1/2": 0.5, "α = 1/5": 0.2, "α = 1/20": 0.05}
kept = {}
for name, leak in leaks.items():
    rng = np.random.default_rng(0)
    U, dh = recurrent_matrix(units, 0.5, rng), rng.normal(size=(1, units))
    norms = []
    for _ in range(T):
        norms.append(np.linalg.norm(dh))
        dh = (1 - leak) * dh + leak * dh @ U.T  # round the tanh, and through it with slope 1
    kept[name] = np.array(norms) / norms[0]
    longest = np.abs(np.linalg.eigvals((1 - leak) * np.eye(units) + leak * U)).max()
    print(
        f"{name:9s} after {T - 1} steps {kept[name][-1]:.1e}; largest factor of a step {longest:.3f}"
    )

fig, ax = plt.subplots(figsize=(8, 3.6))
style.curves(ax, range(T), kept)
ax.set(yscale="log", xlabel="lag", ylabel="norm of the gradient")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Norm against lag on a log axis, four falling curves: the plain unit falls straight to 1e-15, and the "
    "smaller α is, the slower the fall; with 1/20 a good part is left after 50 steps."
)

# %% [markdown] tags=["solution"]
# The gradient has two ways back: $dh_{t-1} = (1-\alpha)\,dh_t + \alpha\,(dh_t\odot\text{slope})\,U^\top$.
# The first one does not depend on $U$ or on slopes at all. In the long run the rate is the largest
# eigenvalue of $(1-\alpha) I + \alpha U$, in absolute value. The price: a unit that forgets slowly
# also learns of something new slowly. Better to *decide* when to forget.

# %% [markdown]
# ## What next
#
# A gate decides. In topic 05 the state gets a path of its own through time, on which nothing is
# multiplied but a number between 0 and 1 that the network chooses at every step.
