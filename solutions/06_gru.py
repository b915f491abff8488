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
# A cell with two gates: one decides how much of the state is kept, the other how much of it is heard.
# You write its step in both forms that are in use, choose how long it remembers, take its gradient
# by hand and through time, count what it costs, hand your weights to torch, and compare it with an
# LSTM in a way that is fair.
#
# As in lab 04, sequences are time-major: `X` is $(T, N, D)$, $T$ steps of $N$ sequences with $D$
# numbers each; states are $(N, H)$ at each step. All weights are in one dictionary, `p`: `"W_z"`, `"W_r"`,
# `"W_h"`, each $(D, H)$; `"U_z"`, `"U_r"`, `"U_h"`, each $(H, H)$; `"b_z"`, `"b_r"`, `"b_h"`, each $(H)$.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.gru import check
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.numpy_impl.gru import gru_forward, gru_parameters
from utils.plots import style
from utils.plots.show import show

style.use()


def weights(D, H, **given):
    """A GRU's nine arrays: a number or an array for each that is given, zeros for the others."""
    shapes = {"W": (D, H), "U": (H, H), "b": (H,)}
    names = [f"{of}_{gate}" for gate in "zrh" for of in "WUb"]
    return {name: np.zeros(shapes[name[0]]) + given.get(name, 0.0) for name in names}


def compared(loss, given, gradients):
    """Say whether these gradients of loss(**given) agree with central differences."""
    errors = gradient_errors(loss, given, gradients)
    print(f"{len(errors)} gradients agree with central differences:", max(errors.values()) < 1e-7)
    assert max(errors.values()) < 1e-7


# one unit whose gates are 3/4 and 1/2 and whose candidate is 4/5, for x = 1 and h_prev = 1/2
small = weights(1, 1, W_z=np.log(3), U_z=2, b_z=-1, W_r=1, U_r=-4, b_r=1,
                W_h=np.log(3), U_h=2, b_h=-0.5)  # fmt: skip
# two units that exchange their states, for the form with a tenth array, b_u
exchanging = weights(1, 2, b_r=[-np.log(3), np.log(3)], W_h=np.log([[3, 2]]),
                     U_h=[[0, 1], [1, 0]], b_h=[-0.2, -0.6]) | {"b_u": np.array([0.4, 0])}  # fmt: skip

# %% [markdown]
# <!-- exercise: gru_step -->
# The plain network of lab 04 makes its whole state anew in each step: what is to last must be written
# out again and again. A GRU lets every unit *choose*. First a **candidate** $\tilde h$ is made, much as
# there. Then the **update gate** $z$, a number between 0 and 1 for each unit, says how much of the old
# state stays; the rest comes from the candidate. And so that a unit can also begin afresh, the **reset
# gate** $r$ says how much of each old state the candidate gets to hear:
#
# $$z = \sigma(x W_z + h_{t-1} U_z + b_z),\qquad r = \sigma(x W_r + h_{t-1} U_r + b_r),$$
# $$\tilde h = \tanh\big(x W_h + (r\odot h_{t-1})\,U_h + b_h\big),\qquad
# h_t = z\odot h_{t-1} + (1 - z)\odot\tilde h .$$
#
# Each gate looks at the input *and* the state. With $z = 1$ nothing changes, whatever comes in; with
# $z = 0$ and $r = 1$ it is the network of lab 04. (Other papers let $z$ be the share of the candidate.)
#
# **Shapes:** `x` is $(N, D)$, `h_prev` $(N, H)$, `p` the dictionary above. Return `h, z, r, h_tilde`, each
# $(N, H)$. `sigmoid` is there already; it takes sums of any size.
#
# **Example:** `small` has one unit. For $x = 1$ and $h_{t-1} = \tfrac12$ its sums come out nicely:
#
# | part | its sum $a$ | value |
# | --- | --- | --- |
# | $z$ | $\ln3\cdot1 + 2\cdot\tfrac12 - 1 = \ln 3$ | $\sigma(\ln 3) = \tfrac34$ |
# | $r$ | $1\cdot1 - 4\cdot\tfrac12 + 1 = 0$ | $\sigma(0) = \tfrac12$ |
# | $\tilde h$ | $\ln3\cdot1 + 2\cdot(\tfrac12\cdot\tfrac12) - \tfrac12 = \ln 3$ | $\tanh(\ln 3) = \tfrac45$ |
#
# so $h_t = \tfrac34\cdot\tfrac12 + \tfrac14\cdot\tfrac45 = 0.575$.


# %%
def gru_step(x, h_prev, p):
    """h = z ∘ h_prev + (1 − z) ∘ h̃, with h̃ = tanh(x W_h + (r ∘ h_prev) U_h + b_h).

    x (N, D); h_prev (N, H); p {"W_z" (D, H), "U_z" (H, H), "b_z" (H,), …}
    → h, z, r, h_tilde, each (N, H).
    """
    # SOLUTION


# %%
check.gru_step(gru_step)

# %% [markdown]
# **Use it.** Two networks of *one* unit, with weights set by hand. The first holds a value: its input
# is a number and a flag, and $z$ is nearly 1 unless the flag is up. The second counts ones modulo 2,
# which took two units in lab 04: on a 1 its candidate is $\tanh(-5h)$, the state turned over. How long do
# they remember?

# %%
from utils.data import temporal_parity

step = check.yours_or_ours("gru_step")
found = step(np.ones((1, 1)), np.full((1, 1), 0.5), small)
assert np.allclose([a.item() for a in found], [0.575, 3 / 4, 1 / 2, 4 / 5])

holder = weights(2, 1, W_z=[[0], [-40]], b_z=20, W_h=[[1], [0]])  # σ(20) is nearly 1
counter = weights(1, 1, W_z=-40, b_z=20, b_r=20, U_h=-5)


def read(X, h, p):
    """Take your step again and again: the states (T, N, H)."""
    return np.array([h := step(x, h, p)[0] for x in X])


rng = np.random.default_rng(0)
values, flags = rng.uniform(-0.9, 0.9, 60), np.isin(np.arange(60), (4, 19, 33, 50))
held = read(np.stack([values, flags], axis=1)[:, None], np.zeros((1, 1)), holder)[:, 0, 0]
later = read(np.tile([[[0.7, 0.0]]], (1000, 1, 1)), held[-1:, None], holder)[-1, 0, 0]
print(f"held {held[-1]:.6f}, 1,000 inputs later {later:.6f}")
assert np.isclose(held[-1], later, atol=1e-5)

bits, odd = temporal_parity.sample(2_000, 10, np.random.default_rng(5))  # (2000, 10, 1)
h = read(bits, -np.ones((10, 1)), counter)
right = ((h[..., 0] > 0) == odd).mean()
print(f"10 sequences of 2,000 bits, one unit: {right:.0%} of the answers are right")
assert right == 1

# %% tags=["aside"]
# Draw: what comes in, the flag, and what is held.
fig, ax = plt.subplots(figsize=(9, 3.2))
ax.plot(np.tanh(values), ".", color=style.GREY, label="tanh of the input")
ax.plot(held, drawstyle="steps-mid", linestyle="-", label="state")
ax.vlines(np.flatnonzero(flags), -1, 1, colors=style.VERMILLION, linestyles=":", label="flag up")
ax.set(xlabel="step", ylim=(-1, 1))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Sixty grey points up and down, four dotted lines where the flag is up, and the state: a line that "
    "jumps onto the point at each dotted line and stays exactly level in between."
)

# %% [markdown]
# <!-- exercise: gru_step_after -->
# torch, cuDNN and ONNX know a second form. It holds back not what each unit *tells*, but what each
# unit *hears*: first all that memory has to say, $h_{t-1} U_h$ with a bias of its own, then $r$ times that.
#
# $$\tilde h = \tanh\big(x W_h + b_h + r\odot(h_{t-1} U_h + b_u)\big)$$
#
# Why? $r$ is not needed before the product any more, so that $h_{t-1}$ meets $U_z$, $U_r$ and $U_h$ in
# **one** large product in place of two in a row. It is another function, though, and weights that were trained for
# one form are wrong in the other. Gates and mixture are as they were.
#
# **Shapes:** as in Exercise 1; `p` has a tenth array, `"b_u"` $(H)$.
#
# **Example:** `exchanging` has two units that hear each other. With $x = 1$, $h_{t-1} = (0.8, 0.4)$ and $r = (\tfrac14, \tfrac34)$:
#
# | step of the way | reset before the product | reset after it |
# | --- | --- | --- |
# | what is reset | $r\odot h_{t-1} = (0.2, 0.3)$ | $h_{t-1} U_h = (0.4, 0.8)$ |
# | what the units hear | $(0.3, 0.2)$ | $(0.1, 0.6)$ |
#
# On the left $r_1 = \tfrac14$ closes the first unit's *mouth*, on the right its *ear*. With $b_u = (0.4, 0)$,
# $x W_h + b_h = (\ln 3 - 0.2, \ln 2 - 0.6)$ and $z = (\tfrac12, \tfrac12)$ the form of this exercise has
# $r\odot(h_{t-1} U_h + b_u) = (\tfrac14\cdot0.8, \tfrac34\cdot0.8) = (0.2, 0.6)$, so
# $\tilde h = (\tfrac45, \tfrac35)$ and $h_t = (0.8, 0.5)$.
#
# The first line gives you `step`: your `gru_step`, or ours.

# %%
step = check.yours_or_ours("gru_step")


def gru_step_after(x, h_prev, p):
    """As gru_step, with h̃ = tanh(x W_h + b_h + r ∘ (h_prev U_h + b_u)).

    x (N, D); h_prev (N, H); p {"W_z" (D, H), "U_z" (H, H), "b_z" (H,), …, "b_u" (H,)}
    → h, z, r, h_tilde, each (N, H).
    """
    # SOLUTION


# %%
check.gru_step_after(gru_step_after)

# %% [markdown]
# **Use it.** The same weights in both forms, with $b_u = 0$. When are they the same function? Think of
# one unit, of units that hear only themselves ($U_h$ diagonal), and of the usual case.

# %%
step, after = check.yours_or_ours("gru_step"), check.yours_or_ours("gru_step_after")
h = after(np.ones((1, 1)), np.array([[0.8, 0.4]]), exchanging)[0]
assert np.allclose(h, [[0.8, 0.5]])

rng = np.random.default_rng(0)
pairs = {}
for name, units in (("one unit", 1), ("diagonal", 16), ("full", 16)):
    p = {k: 2 * a for k, a in gru_parameters(3, units, rng).items()} | {"b_u": np.zeros(units)}
    p["U_h"] *= 4 if name == "full" else 4 * np.eye(units)
    x, h_prev = rng.normal(size=(20, 3)), np.tanh(rng.normal(size=(20, units)))
    pairs[name] = step(x, h_prev, p)[0].ravel(), after(x, h_prev, p)[0].ravel()
    apart = np.abs(np.subtract(*pairs[name])).max()
    print(f"{name:8s} largest difference of the states {apart:.2f}")
    assert apart > 0.3 if name == "full" else apart < 1e-12

# %% tags=["aside"]
# Draw: each new state in both forms.
fig, axes = plt.subplots(1, 2, figsize=(8, 3.8), sharey=True)
for ax, name in zip(axes, ("diagonal", "full"), strict=True):
    ax.plot([-1, 1], [-1, 1], color=style.GREY, linestyle=":")
    ax.plot(*pairs[name], "o", markersize=3)
    ax.set(title=f"$U_h$ {name}", xlabel="state, reset before", aspect="equal")
axes[0].set(ylabel="state, reset after")
show(
    "Two clouds of states, reset before against reset after. With a diagonal matrix all points lie on the "
    "line of equals; with a full one they lie well beside it."
)

# %% [markdown]
# <!-- exercise: leak_bias -->
# How long does a unit remember? Let its update gate be constant and its candidate 0, so that nothing
# new is written: each step leaves $z$ times what was there, and after $n$ steps it is $z^n$. The
# **half-life** is the number of steps after which one half is left:
#
# $$z^{\,n} = \tfrac12,\qquad\text{and the bias that makes such a gate is }\; \sigma(b) = z .$$
#
# Such a unit is a *leaky integrator*, the unit that leaks at the end of lab 04, with a leak of $1 - z$. In
# a GRU the leak is learnt, and may change with every input; $b_z$ says where it starts.
#
# **Shapes:** `steps` $(H)$ holds the wanted half-life of each unit, any numbers above 0. Return `z` and
# `b`, each $(H)$.
#
# **Example:** a half-life of 1 means $z = \tfrac12$, so $b = 0$. A half-life of 2: $z = \sqrt{\tfrac12} =
# 0.7071$, and since $\sigma(0.8814) = 0.7071$, $b = 0.8814$.


# %%
def leak_bias(steps):
    """z with z^steps = 1/2, and b with σ(b) = z: for each unit.

    steps (H,), each above 0 → z (H,), b (H,).
    """
    # SOLUTION


# %%
check.leak_bias(leak_bias)

# %% [markdown]
# **Use it.** Four units with half-lives of 1, 6, 24 and 168 hours, $W_z = U_z = 0$. First they hear
# something for a while and then nothing: do they keep to their half-lives? Then they read two weeks of the
# temperature of the sea.

# %%
from utils.data import sea_temperature
from utils.numpy_impl.gru import memory_of

bias_of = check.yours_or_ours("leak_bias")
z, b = bias_of(np.array([1.0, 2.0]))
assert np.allclose([z, b], [[0.5, 0.7071], [0, 0.8814]], atol=5e-5)
assert np.isclose(bias_of(np.array([168.0]))[1].item(), np.log(168 / np.log(2)), atol=0.01)

half_lives = np.array([1, 6, 24, 168])
z, b = bias_of(half_lives)
p = weights(1, 4, b_z=b, W_h=1)
H, _ = gru_forward(np.repeat([0.5, 0.0], 200).reshape(400, 1, 1), p)
for unit, steps in enumerate(half_lives):
    left = H[199 + steps, 0, unit] / H[199, 0, unit]
    print(f"b_z = {b[unit]:5.2f}, z = {z[unit]:.4f}: after {steps:3d} hours {left:.3f} is left")
    assert np.isclose(left, 0.5)
drawn = memory_of(gru_parameters(1, 64, np.random.default_rng(0))["b_z"]).half_life
print(f"drawn as torch does: half-lives of {drawn.min():.1f} to {drawn.max():.1f} steps")
assert 0.8 < drawn.min() < drawn.max() < 1.2

hourly = sea_temperature.load().celsius[::2][: 14 * 24]
X = ((hourly - hourly.mean()) / 10).reshape(-1, 1, 1)  # so small that tanh x is nearly x
H, _ = gru_forward(X, p)

# %% tags=["aside"]
# Draw: the sea, and what each unit makes of it.
fig, ax = plt.subplots(figsize=(9, 3.8))
curves = {"the sea": 10 * X[:, 0, 0]}
curves |= {f"half-life {n} h": 10 * H[:, 0, unit] for unit, n in enumerate(half_lives)}
style.curves(ax, np.arange(len(X)) / 24, curves)
ax.set(xlabel="day", ylabel="°C, less the mean")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Two weeks of temperature with daily ups and downs, and four states: with a half-life of one hour the "
    "curve follows every wiggle a little late; the longer the half-life, the smoother and the later."
)

# %% [markdown]
# A GRU whose $b_z$ is drawn around 0 starts with half-lives of about one step. Where something is to be
# remembered for a hundred steps, start $b_z$ higher; for long half-lives it is about
# $\ln(n / \ln 2)$. A long memory is slow, though: one gate pays for both. To write something in one step
# *and* keep it, $z$ has to move, as in the holder of Exercise 1.

# %% [markdown]
# <!-- exercise: gru_step_backward -->
# Now back through one step. Call the three sums that stand before $\sigma$, $\sigma$ and $\tanh$
# $a_z$, $a_r$ and $a_h$. Once their gradients are known, all else is three dense layers. From
# $h_t = z\odot h_{t-1} + (1-z)\odot\tilde h$ one reads two of them at once. The candidate has a share of
# $1 - z$; and a little more $z$ means more of $h_{t-1}$ *instead of* $\tilde h$:
#
# $$da_h = dh\odot(1 - z)\odot(1 - \tilde h^2),\qquad
# da_z = dh\odot(h_{t-1} - \tilde h)\odot z\odot(1 - z).$$
#
# The slopes are written by what σ and tanh put out. To the reset gate the gradient comes by way of the
# candidate. Let $m = r\odot h_{t-1}$ be what $U_h$ multiplies; then
#
# $$dm = da_h\,U_h^\top,\qquad da_r = dm\odot h_{t-1}\odot r\odot(1 - r).$$
#
# The old state is in four places, so four terms come back to it; the input is in three:
#
# $$dh_{t-1} = z\odot dh + r\odot dm + da_z\,U_z^\top + da_r\,U_r^\top,\qquad
# dx = da_z\,W_z^\top + da_r\,W_r^\top + da_h\,W_h^\top .$$
#
# Each weight gets what it multiplied, transposed, times the gradient of its sum; each bias the sum over
# the sequences: $dW_z = x^\top da_z$, $\;dU_z = h_{t-1}^\top da_z$, $\;db_z = \sum_n da_{z,n}$, and alike
# for $r$ and $h$. For one of the three $U$, look twice at what it multiplied.
#
# **Shapes:** `dh`, `h_prev`, `z`, `r`, `h_tilde` are $(N, H)$, `x` is $(N, D)$. Return a dictionary with the
# keys `"x"`, `"h_prev"` and the nine names of `p`, each gradient shaped as what it belongs to.
#
# **Example:** Exercise 1 once more, with $dh = 1$: $z = \tfrac34$, $r = \tfrac12$, $\tilde h = \tfrac45$,
# $h_{t-1} = \tfrac12$.
#
# | gradient | how it is computed | value |
# | --- | --- | --- |
# | $da_h$ | $1\cdot\tfrac14\cdot(1 - 0.64)$ | $0.09$ |
# | $da_z$ | $1\cdot(0.5 - 0.8)\cdot\tfrac34\cdot\tfrac14$ | $-0.05625$ |
# | $dm$ and $da_r$ | $0.09\cdot2$, then $0.18\cdot\tfrac12\cdot\tfrac14$ | $0.18$ and $0.0225$ |
# | $dh_{t-1}$ | $0.75 + \tfrac12\cdot0.18 - 0.05625\cdot2 - 0.0225\cdot4$ | $0.6375$ |
# | $dU_h$ | $(\tfrac12\cdot\tfrac12)\cdot0.09$ | $0.0225$ |


# %%
def gru_step_backward(dh, x, h_prev, z, r, h_tilde, p):
    """The gradients of one step of the GRU of Exercise 1, from dh = ∂J/∂h.

    dh, h_prev, z, r, h_tilde (N, H); x (N, D); p as in gru_step
    → {"x" (N, D), "h_prev" (N, H), and every name of p, shaped as the array in p}.
    """
    # SOLUTION


# %%
check.gru_step_backward(gru_step_backward)

# %% [markdown]
# **Use it.** First against central differences. Then: how much of a gradient gets back through one step?
# In lab 04 the slope of the tanh and $U$ decided that. Move $b_z$ here and see.

# %%
step, step_back = check.yours_or_ours("gru_step"), check.yours_or_ours("gru_step_backward")
one = np.ones((1, 1))
g = step_back(one, one, one / 2, one * 3 / 4, one / 2, one * 4 / 5, small)
for name, number in {"h_prev": 0.6375, "b_h": 0.09, "b_z": -0.05625, "U_h": 0.0225}.items():
    assert np.isclose(g[name], number)

rng = np.random.default_rng(0)
p = {name: 2 * array for name, array in gru_parameters(2, 4, rng).items()}
given = {"x": rng.normal(size=(3, 2)), "h_prev": np.tanh(rng.normal(size=(3, 4)))} | p
h, *gates = step(given["x"], given["h_prev"], p)
dh = rng.normal(size=h.shape)
found = step_back(dh, given["x"], given["h_prev"], *gates, p)
compared(lambda x, h_prev, **p: (dh * step(x, h_prev, p)[0]).sum(), given, found)

biases = np.linspace(-6, 6, 49)
p, x, h_prev = gru_parameters(4, 32, rng), rng.normal(size=(200, 4)), rng.uniform(-1, 1, (200, 32))
dh = rng.normal(size=(200, 32))
dh /= np.linalg.norm(dh, axis=1, keepdims=True)
passed = []
for bias in biases:
    p["b_z"] = np.full(32, bias)
    _, *gates = step(x, h_prev, p)
    passed.append(np.linalg.norm(step_back(dh, x, h_prev, *gates, p)["h_prev"], axis=1).mean())
print(f"b_z = −6: {passed[0]:.2f} of 1 gets through; 0: {passed[24]:.2f}; 6: {passed[-1]:.2f}")
assert passed[0] < passed[24] < passed[-1]
assert np.abs(passed - sigmoid(biases))[biases > 1].max() < 0.01

# %% tags=["aside"]
# Draw: what gets through one step, against the bias of the update gate.
fig, ax = plt.subplots(figsize=(8, 3.4))
style.curves(
    ax, biases, {"all four ways": passed, r"the direct way, $z = \sigma(b_z)$": sigmoid(biases)}
)
ax.set(xlabel="$b_z$", ylabel="length after one step back", ylim=(0, 1.05))
ax.legend()
show(
    "Two curves over the bias of the update gate: the length of the gradient after one step rises from "
    "about 0.3 to 1, and for biases above 1 it hardly differs from σ of the bias, the direct way alone."
)

# %% [markdown]
# <!-- exercise: gru_bptt -->
# A sequence is the step again and again, with the same `p`; its gradient is the step back again and
# again, from the last step to the first. As in lab 04, all that reaches $h_t$ is what its own loss says,
# $dH_t$, and what step $t + 1$ carries back; and the weights collect from every step:
#
# $$dh_t = dH_t + \text{carry},\qquad \text{carry} \leftarrow dh_{t-1}\text{ of the step back},\qquad
# dW_z = \sum_t dW_z^{(t)},\;\dots$$
#
# with a carry of 0 at the end; what the first step carries back is the gradient of $h_0$. This time you
# go forward, too, since the way back needs what only the way forward knows: the state before each
# step, and its $z$, $r$ and $\tilde h$.
#
# **Shapes:** `dH` $(T, N, H)$ is what the loss of each step says of its state, `X` $(T, N, D)$, `h0`
# $(N, H)$. Return the states `H` $(T, N, H)$, and a dictionary of gradients with the keys `"X"`, `"h0"`
# and the nine names of `p`.
#
# **Example:** one unit with $W_h = U_h = 1$ and all other weights 0, so that $z = r = \tfrac12$
# throughout; $h_0 = 0$, $X = (\ln 3, \ln 2 - 0.2)$. Forward, $\tilde h_1 = \tfrac45$ and $h_1 = 0.4$; then
# $\tilde h_2 = \tanh(\ln 2 - 0.2 + \tfrac12\cdot0.4) = \tfrac35$ and $h_2 = 0.2 + 0.3 = 0.5$. Back, with
# $dH = (1, 1)$:
#
# | step | all that arrives, $dh_t$ | candidate, $da_h$ | update, $da_z$ | carry, $\tfrac12 dh_t + \tfrac12 da_h$ |
# | --- | --- | --- | --- | --- |
# | 2 | $1$ | $\tfrac12\cdot0.64 = 0.32$ | $(0.4 - 0.6)\cdot\tfrac14 = -0.05$ | $0.5 + 0.16 = 0.66$ |
# | 1 | $1.66$ | $0.83\cdot0.36 = 0.2988$ | $1.66\cdot(0 - 0.8)\cdot\tfrac14 = -0.332$ | $0.9794$ |
#
# So $db_h = 0.6188$, $db_z = -0.382$, $dU_h = (\tfrac12\cdot0.4)\cdot0.32 = 0.064$, and for $h_0$: $0.9794$.

# %%
step, step_back = check.yours_or_ours("gru_step"), check.yours_or_ours("gru_step_backward")


def gru_bptt(dH, X, h0, p):
    """The states of a GRU from h0 on, and the gradients of p, X and h0 from dH.

    dH[t] is what the loss of step t says of H[t], as if no later step used it.

    dH (T, N, H); X (T, N, D); h0 (N, H); p as in gru_step
    → H (T, N, H), {"X" (T, N, D), "h0" (N, H), and every name of p}.
    """
    # SOLUTION


# %%
check.gru_bptt(gru_bptt)

# %% [markdown]
# **Use it.** Against central differences, for all eleven. Then the question of lab 04 again: how much of a
# gradient at the last state is left many steps before? Here for three biases of the update gate.

# %%
full = check.yours_or_ours("gru_bptt")
toy = weights(1, 1, W_h=1, U_h=1)
X = np.array([np.log(3), np.log(2) - 0.2]).reshape(2, 1, 1)
H, g = full(np.ones((2, 1, 1)), X, np.zeros((1, 1)), toy)
assert np.allclose(H.ravel(), [0.4, 0.5])
for name, number in {"b_h": 0.6188, "b_z": -0.382, "U_h": 0.064, "h0": 0.9794}.items():
    assert np.isclose(g[name], number)

rng = np.random.default_rng(0)
p = {name: 2 * array for name, array in gru_parameters(2, 3, rng).items()}
given = {"X": rng.normal(size=(5, 2, 2)), "h0": np.tanh(rng.normal(size=(2, 3)))} | p
dH = rng.normal(size=(5, 2, 3))
found = full(dH, given["X"], given["h0"], p)[1]
compared(lambda X, h0, **p: (dH * gru_forward(X, p, h0)[0]).sum(), given, found)

T, units = 60, 16
X, last = rng.normal(size=(T, 1, 4)), rng.normal(size=(1, units))
p, left = gru_parameters(4, units, rng), {}
for bias in (-2, 1, 4):
    p["b_z"] = np.full(units, bias)
    H, _ = gru_forward(X, p)
    norms = [np.linalg.norm(last)]
    for lag in range(1, T):  # what the last state says to the state `lag` steps before
        dH = np.zeros((lag, 1, units))
        dH[-1] = last
        norms.append(np.linalg.norm(full(dH, X[-lag:], H[-lag - 1], p)[1]["h0"]))
    left[f"b_z = {bias}".replace("-", "−")] = np.array(norms) / norms[0]
    rate = (norms[-1] / norms[0]) ** (1 / (T - 1))
    print(f"b_z = {bias:2d}: z about {sigmoid(bias):.2f}; rate of the gradient {rate:.2f} a step")
    assert rate > sigmoid(bias)

# %% tags=["aside"]
# Draw: the norm against the lag.
fig, ax = plt.subplots(figsize=(8, 3.6))
style.curves(ax, range(T), left)
ax.set(yscale="log", ylim=(1e-16, 3), xlabel="lag", ylabel="norm of the gradient")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Norm against lag on a log axis, three nearly straight lines that fall from 1: steeply for a bias of "
    "−2, less for 1, and hardly at all for 4."
)

# %% [markdown]
# The direct way multiplies by $z$ and by nothing else: no slope, no $U$. It is not a promise: with
# $z$ near $\tfrac12$ half of it is gone in every step. But the rate is a number that the network can learn,
# unit by unit.

# %% [markdown]
# <!-- exercise: parameter_counts -->
# A larger network is often the better one. If a GRU and an LSTM are to be compared, they should cost the
# same, and the plainest cost is the number of parameters. A dense layer that hears $D$ inputs and $H$
# states and has $H$ units needs $W$, $U$ and $b$: $(D + H + 1)\,H$ numbers. The cells are made of such layers:
#
# | cell | its layers |
# | --- | --- |
# | `"elman"`, the network of lab 04 | the new state |
# | `"lstm"` | three gates and the candidate |
# | `"gru"`, Exercise 1 | two gates and the candidate |
# | `"gru_torch"`, Exercise 2 | the same three, and $b_u$ $(H)$ |
#
# (`torch.nn.GRU` keeps a second bias for the two gates, too, which only adds to the first. Such spares are
# not counted here.)
#
# **Return** two dictionaries with these four keys. `counts`: how many parameters each cell has with $H$
# units. `widths`: the largest number of units with which each has *at most* as many parameters as the LSTM
# with $H$. All are whole numbers.
#
# **Example:** $D = 1$, $H = 6$. One layer has $8\cdot6 = 48$, so `counts` is 48, 192, 144 and
# $144 + 6 = 150$. For 192 parameters the Elman network may have 12 units, $14\cdot12 = 168$, since 13 need
# $195$; the GRU 7, $3\cdot9\cdot7 = 189$; torch's GRU 6, since with 7 it needs $189 + 7 = 196$; and the LSTM 6.


# %%
def parameter_counts(D, H):
    """How many parameters each cell has with H units, and how wide it may be for the LSTM's count.

    D, H: whole numbers, at least 1
    → counts, widths: dictionaries with the keys "elman", "lstm", "gru", "gru_torch".
    """
    # SOLUTION


# %%
check.parameter_counts(parameter_counts)

# %% [markdown]
# **Use it.** Does the formula agree with the arrays themselves? And what is a budget worth, in units?

# %%
from utils.numpy_impl.lstm_gates import lstm_parameters

count = check.yours_or_ours("parameter_counts")
counts, widths = count(1, 6)
assert counts == {"elman": 48, "lstm": 192, "gru": 144, "gru_torch": 150}
assert widths == {"elman": 12, "lstm": 6, "gru": 7, "gru_torch": 6}

D, units, rng = 64, 128, np.random.default_rng(0)
counts, widths = count(D, units)
made = {
    "lstm": lstm_parameters(D, units, rng),
    "gru": gru_parameters(D, units, rng),
    "gru_torch": gru_parameters(D, units, rng, reset="after"),
}
for cell, p in made.items():
    in_arrays = sum(array.size for array in p.values())
    print(f"{cell:9s} formula {counts[cell]:,}, arrays {in_arrays:,}")
    assert counts[cell] == in_arrays
print(f"GRU to LSTM: {counts['gru'] / counts['lstm']}")
assert counts["gru"] / counts["lstm"] == 3 / 4

# %% tags=["aside"]
# Draw: parameters at the same width, and units at the same budget.
fig, axes = plt.subplots(1, 2, figsize=(10, 3), sharey=True)
for look, cell in zip(style.series(4), counts, strict=True):
    for ax, values in zip(axes, (counts, widths), strict=True):
        bar = ax.barh(
            cell, values[cell], color=look["colour"], hatch=look["hatch"], edgecolor="white"
        )
        ax.bar_label(bar, fmt="{:,.0f}", padding=3)
axes[0].set(xlabel=f"parameters with {units} units", xlim=(0, 1.25 * counts["lstm"]))
axes[1].set(xlabel=f"units with at most {counts['lstm']:,} parameters", xlim=(0, 340))
axes[0].invert_yaxis()
show(
    "Two groups of four bars. With 128 units the LSTM has most parameters, both GRUs three quarters of "
    "them, Elman a quarter. For the LSTM's parameters Elman may have more than twice the units, a GRU "
    "about a sixth more."
)

# %% [markdown]
# <!-- exercise: gru_in_torch -->
# In torch a whole sequence is one module, `torch.nn.GRU(D, H)`. It is the form of Exercise 2, its $z$
# is ours, and to give it your weights you need to know how it keeps them. All three layers lie in one array,
# one below the other, in the order $r$, $z$, $\tilde h$:
#
# | torch's | its shape | ours |
# | --- | --- | --- |
# | `weight_ih_l0` (input to hidden, layer 0) | $(3H, D)$ | $W_r^\top$, $W_z^\top$, $W_h^\top$ |
# | `weight_hh_l0` (hidden to hidden) | $(3H, H)$ | $U_r^\top$, $U_z^\top$, $U_h^\top$ |
# | `bias_ih_l0` and `bias_hh_l0` | $(3H)$ each | for $r$ and $z$ their *sum* is our bias; for $\tilde h$ one is $b_h$, the other $b_u$ |
#
# $$\tilde h = \tanh\big(x W_{ih}^\top + b_{ih} + r\odot(h_{t-1} W_{hh}^\top + b_{hh})\big)
# \qquad\text{for the last third}$$
#
# Under `with torch.no_grad():` numbers are put in by `layer.weight_ih_l0.copy_(torch.tensor(…))`. A
# layer computes in float32 unless it is made with `dtype=torch.float64`. It is called with `X` and the
# first state, which has one more axis in front, for layers: $(1, N, H)$; it returns all states and the last.
#
# **Shapes:** `X` $(T, N, D)$, `h0` $(N, H)$, and `p` with ten arrays, `"b_u"` among them: NumPy arrays of
# float64. Return all states, $(T, N, H)$, a NumPy array.
#
# **Example:** one step of the two units of Exercise 2 gives $h = (0.8, 0.5)$.

# %%
import torch


def gru_in_torch(X, h0, p):
    """The states of torch.nn.GRU with our weights; p is of the form of Exercise 2.

    X (T, N, D); h0 (N, H); p {"W_z" (D, H), …, "b_u" (H,)}, all float64 → H (T, N, H).
    """
    # SOLUTION


# %%
check.gru_in_torch(gru_in_torch)

# %% [markdown]
# **Use it.** A week of the sea by torch and by your own steps. And what if one takes weights of the source's
# form, where $b_u$ is 0, to torch, as if both were the same?

# %%
from utils.data import sea_temperature

in_torch = check.yours_or_ours("gru_in_torch")
step, after = check.yours_or_ours("gru_step"), check.yours_or_ours("gru_step_after")
assert np.allclose(in_torch(np.ones((1, 1, 1)), np.array([[0.8, 0.4]]), exchanging), [0.8, 0.5])

rng, units = np.random.default_rng(0), 16
hourly = sea_temperature.load().celsius[::2][:168]
X, h0 = (hourly - hourly.mean()).reshape(168, 1, 1), np.zeros((1, units))
p = {name: 3 * array for name, array in gru_parameters(1, units, rng).items()}
p["b_u"] = np.zeros(units)
states = in_torch(X, h0, p)
apart = {}
for name, one_step in (("reset after the product", after), ("reset before it", step)):
    h, off = h0, []
    for t in range(len(X)):
        h = one_step(X[t], h, p)[0]
        off.append(np.abs(h - states[t]).max())
    apart[name] = np.array(off)
    print(f"{name:23s} as torch to 1e-10: {max(off) < 1e-10}")
assert apart["reset after the product"].max() < 1e-10
assert apart["reset before it"].max() > 0.1

# %% tags=["aside"]
# Draw: how far both forms are from torch's states.
fig, ax = plt.subplots(figsize=(9, 3))
style.curves(ax, range(168), {name: off + 1e-18 for name, off in apart.items()})
ax.set(yscale="log", ylabel="distance to torch", xlabel="hour", ylim=(1e-18, 10))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Two curves of the distance to torch's states over a week, on a log axis: about 1e-16 for the form that "
    "resets after the product; for the other it grows from the second hour on to around a third."
)

# %% [markdown]
# <!-- exercise: compare -->
# Which is better, LSTM or GRU? One run each says little: other random numbers at the start, and the order
# may turn round. So train both with the *same budget* of parameters, several times with different seeds, and
# give both the same seeds: what luck they share (an easy batch, hard test data) drops out of the
# difference of each pair. With $e_1, \dots, e_n$ the errors of one cell,
#
# $$\text{mean} = \frac1n\sum_i e_i,\qquad
# \text{spread} = \sqrt{\frac{1}{n-1}\sum_i (e_i - \text{mean})^2} .$$
#
# The spread says how far *one* run lies from the mean. The mean of $n$ runs is less uncertain, by $\sqrt n$. For
# the differences $d_i = e_i^{(2)} - e_i^{(1)}$, second cell less first, seed by seed, that is the **standard error**
#
# $$\text{mean of } d \;\pm\; \frac{\text{spread of } d}{\sqrt n} .$$
#
# A difference of one standard error may well be chance; of four, hardly. (Of two or three seeds the error itself
# is hardly known.)
#
# **Given:** `train(cell, width, seed)` trains one network and returns its error, one number; `widths`
# is a dictionary of two cells with their widths, such as `{"lstm": 6, "gru": 7}`; `seeds` holds at least two
# whole numbers. **Return** a dictionary `{cell: (mean, spread)}`, and the pair `(mean, standard error)` of the
# difference.
#
# **Example:** errors of $(1, 2, 6)$ for the LSTM and $(2, 4, 6)$ for the GRU. The means are 3 and 4, the
# spreads $\sqrt{(4 + 1 + 9)/2} = 2.646$ and $2$. The differences are $(1, 2, 0)$: mean 1, spread 1, standard
# error $1/\sqrt3 = 0.577$. Not in pairs one would have had to allow for $1.9$.


# %%
def compare(train, widths, seeds):
    """Mean and spread of the error of two cells over the seeds; their difference ± standard error.

    train(cell, width, seed) → an error; widths {cell: width}, two of them; seeds, at least two
    → {cell: (mean, spread)}, (mean, standard error) of the second less the first, seed by seed.
    """
    # SOLUTION


# %%
check.compare(compare)

# %% [markdown]
# **Use it.** Melodies of eight bars whose first bar returns: predict each note from those before it. The error
# is the cross entropy on melodies that no network has seen. Every cell has at most the parameters of an
# LSTM with 16 units. What would you say after the first seed alone, and what after six? And what is an
# error worth: who knows the rules of these melodies but forgets the first bar pays 1.518, and nobody less than 1.120.

# %% tags=["nbval-ignore-output"]
from functools import cache

from utils.data import melodies
from utils.experiments.three_cells import Learner
from utils.experiments.three_tasks import melody_task

fair, count = check.yours_or_ours("compare"), check.yours_or_ours("parameter_counts")
toy = {"lstm": [1, 2, 6], "gru": [2, 4, 6]}
table, difference = fair(lambda cell, width, seed: toy[cell][seed], {"lstm": 1, "gru": 1}, range(3))
assert np.allclose([*table["lstm"], *table["gru"]], [3, 2.646, 4, 2], atol=5e-4)
assert np.allclose(difference, [1, 0.577], atol=5e-4)
assert np.isclose(np.sqrt((7 + 4) / 3), 1.9, atol=0.02)  # not in pairs: both variances, over n

task, widths, seeds = melody_task(), count(9, 16)[1], range(6)


@cache
def train(cell, width, seed):
    """300 steps of Adam on batches of 32 melodies; nats per note on the test's."""
    learner = Learner(cell, task, width, learning_rate=0.02, seed=seed, batch=32, clip=1.0)
    for _ in range(300):
        learner.step()
    return learner.score(task.test)


shown = {}
for rival in ("lstm", "elman"):
    pair = {cell: widths[cell] for cell in (rival, "gru")}
    table, (less, error) = fair(train, pair, seeds)
    shown |= {f"{cell}, {pair[cell]} units": table[cell] for cell in pair}
    print(f"GRU less {rival}: {less:+.3f} ± {error:.3f} nats per note")
    assert (less + 2 * error < 0) == (rival == "elman")
for name, (mean, spread) in shown.items():
    print(f"{name:15s} {mean:.3f}, spread {spread:.3f}")
best, forgetful = (each[1:].mean() for each in melodies.floors())
print(f"best possible {best:.3f}, without the motif {forgetful:.3f}")
assert min(mean for mean, _ in shown.values()) > forgetful

# %% tags=["aside"]
# Draw: every run, and the means; runs of the same seed are joined.
fig, ax = plt.subplots(figsize=(8, 3.6))
cells = [name.partition(",")[0] for name in shown]
runs = np.array([[train(cell, widths[cell], seed) for seed in seeds] for cell in cells])
ax.plot(runs, range(3), color=style.GREY, linestyle="-", linewidth=0.8, marker="o", markersize=5)
ax.plot(runs.mean(axis=1), range(3), "|", color=style.VERMILLION, markersize=28, markeredgewidth=3)
ax.set(yticks=range(3), yticklabels=shown, xlabel="nats per note on the test", ylim=(-0.5, 2.5))
show(
    "Three rows of six points and a bar at their mean. LSTM and GRU lie over each other, and the lines "
    "that join equal seeds cross; most points of the Elman network lie to the right, with a larger error."
)

# %% [markdown]
# At this budget and after 300 steps the GRU is ahead of the plain network; between GRU and LSTM nothing is
# shown, either way. And all three are still above 1.518, where even perfect forgetters would be: so the lead
# may have been won on any notes, and is no sign of a better *memory*. (Try it: the loss on bars 3 and 7
# alone.) Nor would a clear difference say more than was tried: one task, one size, one learning rate for
# all, one length of training, and a budget of parameters, not of seconds.

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: the other way round
#
# *Open-ended, no check.* In Chung's paper $z$ is the share of the candidate:
# $h_t = (1 - z)\odot h_{t-1} + z\odot\tilde h$. You are given the weights of such a network. Which of its
# arrays do you change, and how, so that your `gru_step` gives the same states? And which bias should
# *its* update gate have for a half-life of 24 steps?

# %% tags=["solution"]
step, bias_of = check.yours_or_ours("gru_step"), check.yours_or_ours("leak_bias")
rng = np.random.default_rng(0)
theirs = gru_parameters(3, 5, rng)
x, h_prev = rng.normal(size=(4, 3)), np.tanh(rng.normal(size=(4, 5)))
_, z, _, h_tilde = step(x, h_prev, theirs)
wanted = (1 - z) * h_prev + z * h_tilde
ours = {name: -array if name.endswith("_z") else array for name, array in theirs.items()}
print("the same states:", np.allclose(step(x, h_prev, ours)[0], wanted))
print(f"their bias: {-bias_of(np.array([24.0]))[1].item():.3f}")
assert np.allclose(step(x, h_prev, ours)[0], wanted)

# %% [markdown] tags=["solution"]
# $1 - \sigma(a) = \sigma(-a)$: the three arrays of the update gate change their sign, and nothing else does.
# So does the bias.

# %% [markdown]
# ## What next
#
# With topic 07 the inputs get better: a word will be a point whose neighbours mean similar things, in place
# of a row with a single 1.
