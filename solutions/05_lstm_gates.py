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
# A memory that decides: what is written to it, what is kept of it, and what is read from it. You
# build the step and its gradient by hand, go back through time along two paths, hold gates fast to see
# what each is for, and let your network remember a symbol that it saw long ago.
#
# Sequences are time-major, `X` is $(T, N, D)$, and rows are examples, $x_t W$. The parameters come in
# one dictionary `p` with the names of the equations: `p["W_i"]` $(D, H)$, `p["U_i"]` $(H, H)$,
# `p["b_i"]` $(H)$, and the same for `f`, `o` and `c`, twelve arrays in all. $\odot$ multiplies entry by
# entry, `*`.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.lstm_gates import check
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.numpy_impl.lstm_gates import lstm_parameters
from utils.plots import style
from utils.plots.show import show

style.use()


def one_unit(**given):
    """Parameters of one unit that hears one number: 0, but for those given, as b_f=1 or all U=2."""
    shapes = {"W": (1, 1), "U": (1, 1), "b": (1,)}
    return {
        f"{a}_{k}": np.full(shapes[a], float(given.get(f"{a}_{k}", given.get(a, 0))))
        for a in shapes
        for k in "ifoc"
    }


def near(found, *expected):
    """Whether these numbers are the expected ones, to five decimals."""
    return np.allclose(np.concatenate([np.ravel(part) for part in found]), expected, atol=5e-6)


# what several exercises use: a step whose sums z are its biases, and two steps with gates at ½
one, ln2, ln3 = np.ones((1, 1)), np.log(2), np.log(3)
one_step = {"x": one, "h_prev": 0.5 * one, "c_prev": (ln2 - 0.4) * 4 / 3 * one}
one_step["p"] = one_unit(W=1, U=-2, b_f=ln3, b_o=-ln3, b_c=ln3)
two_steps = {"X": np.array([ln3, -0.3]).reshape(2, 1, 1), "p": one_unit(W_c=1, U_c=1)}
two_steps |= {"h0": 0 * one, "c0": (2 * ln2 - 0.8) * one}

# %% [markdown]
# <!-- exercise: lstm_step -->
# The plain network of lab 04 makes its whole state anew in every step, through a matrix and a tanh:
# what it wants to keep it has to say again and again, and the gradient fades on the way. Here the memory
# gets a **cell** $c$ of its own, which stays as it is unless something is done to it. What is done is
# decided by three **gates**, numbers between 0 and 1:
#
# | gate | decides how much | at 0 | at 1 |
# | --- | --- | --- | --- |
# | input gate $i$ | of the new candidate is written | nothing | all |
# | forget gate $f$ | of the old cell is kept | erased | kept |
# | output gate $o$ | of the cell is read out | silent | all |
#
# $$i_t = \sigma(x_t W_i + h_{t-1} U_i + b_i),\qquad f_t,\ o_t\ \text{alike},\qquad
# \tilde c_t = \tanh(x_t W_c + h_{t-1} U_c + b_c)$$
# $$c_t = i_t\odot\tilde c_t + f_t\odot c_{t-1},\qquad h_t = o_t\odot\tanh(c_t)$$
#
# The gates go through $\sigma$, since they are shares; the candidate $\tilde c$ through tanh, since it
# may add or take away. The cell itself passes no tanh from step to step; only what is read of it does.
#
# **Shapes:** `x` $(N, D)$; `h_prev`, `c_prev` $(N, H)$. Return `h`, `c`, both $(N, H)$, and `gates`, a
# dictionary of `"i"`, `"f"`, `"o"` and `"c_tilde"`, each $(N, H)$. `sigmoid` is there; some sums in
# the check are in the hundreds.
#
# **Example:** one unit, $x = 1$, $h_{t-1} = \tfrac12$, all four $W = 1$ and all four $U = -2$, so that
# $x W + h_{t-1} U = 0$ and the biases alone speak: $b_i = 0$, $b_f = \ln 3$, $b_o = -\ln 3$,
# $b_c = \ln 3$. Since $\sigma(\ln 3) = \tfrac34$ and $\tanh(\ln 3) = \tfrac45$,
#
# $$i = \tfrac12,\quad f = \tfrac34,\quad o = \tfrac14,\quad \tilde c = \tfrac45.$$
#
# With $c_{t-1} = 0.3909$ the new cell is $\tfrac12\cdot\tfrac45 + \tfrac34\cdot0.3909 = 0.6931 = \ln 2$,
# whose tanh is $\tfrac35$, and $h = \tfrac14\cdot\tfrac35 = 0.15$.


# %%
def lstm_step(x, h_prev, c_prev, p):
    """c = i ⊙ c̃ + f ⊙ c_prev, h = o ⊙ tanh(c), with three gates and a candidate from x and h_prev.

    x (N, D); h_prev, c_prev (N, H); p {"W_i" (D, H), "U_i" (H, H), "b_i" (H,), …}
    → h (N, H), c (N, H), {"i", "f", "o", "c_tilde": (N, H)}.
    """
    # SOLUTION


# %%
check.lstm_step(lstm_step)

# %% [markdown]
# **Use it.** One cell that holds 2, and a candidate of about $-1$. Turn up the bias of one gate at a
# time, while the others stand at $\tfrac12$. What will the new cell be at both ends, and what is read?

# %%
step = check.yours_or_ours("lstm_step")
h, c, gates = step(*one_step.values())
assert near([h, c], 0.15, ln2)
assert near([gates[k] for k in ("i", "f", "o", "c_tilde")], 0.5, 0.75, 0.25, 0.8)

biases, after = np.linspace(-6, 6, 49), {}
for gate in "ifo":
    units = [one_unit(**{"b_c": -3, f"b_{gate}": b}) for b in biases]
    ways = [step(one, 0 * one, 2 * one, p)[:2] for p in units]
    after[gate] = np.array(ways)[:, :, 0, 0].T  # h and c
    shut, opened = after[gate][1, [0, -1]]
    print(f"{gate} from shut to open: the cell goes from {shut:5.2f} to {opened:4.2f}")
assert np.ptp(after["o"][1]) == 0  # what is read does not change the cell

# %% tags=["aside"]
# Draw: the cell and what is read of it, against the bias of each gate.
fig, axes = plt.subplots(1, 3, figsize=(11, 3.4), sharey=True)
titles = {"i": "input gate: write", "f": "forget gate: keep", "o": "output gate: read"}
for ax, gate in zip(axes, "ifo", strict=True):
    style.curves(ax, biases, {"state h": after[gate][0], "cell c": after[gate][1]})
    ax.set(xlabel=f"$b_{gate}$", title=titles[gate])
axes[0].legend()
show(
    "Three panels. With the input gate's bias the cell falls from 1 to 0; with the forget gate's it rises "
    "from −0.5 to 1.5; with the output gate's it stays at 0.5, and h alone rises."
)

# %% [markdown]
# <!-- exercise: lstm_sequence -->
# Reading a sequence is again the same step with the same twelve arrays. What is new: **two** things
# are handed from step to step, the state $h$, which the gates hear, and the cell $c$, which they act on.
#
# **Shapes:** `X` $(T, N, D)$; `h0`, `c0` $(N, H)$, what the first step begins with. Return `H` and
# `C`, both $(T, N, H)$; row `t` is what the step that read `X[t]` has left.
#
# **Example:** one unit, all biases 0, and only the candidate hears anything: $W_c = U_c = 1$, the other
# six are 0. So every gate is at $\tfrac12$ all the time. With $h_0 = 0$, $c_0 = 2\ln 2 - 0.8$ and inputs
# $\ln 3$ and $-0.3$:
#
# $$\begin{aligned}
# \tilde c_1 &= \tanh(\ln 3) = \tfrac45, & c_1 &= 0.4 + \ln 2 - 0.4 = \ln 2, & h_1 &= \tfrac12\cdot\tfrac35 = 0.3,\\
# \tilde c_2 &= \tanh(-0.3 + 0.3) = 0, & c_2 &= 0 + \tfrac12\ln 2, & h_2 &= \tfrac12\cdot\tfrac13 = 0.1667.
# \end{aligned}$$

# %%
step = check.yours_or_ours("lstm_step")


def lstm_sequence(X, p, h0, c0):
    """lstm_step for every step, from h0 and c0 on.

    X (T, N, D); p as for lstm_step; h0, c0 (N, H) → H (T, N, H), C (T, N, H).
    """
    # SOLUTION


# %%
check.lstm_sequence(lstm_sequence)

# %% [markdown]
# **Use it.** A memory with a key, set by hand. Each step brings a number and a key that is 0 or 1. With
# the key at 1 the number is to be stored, otherwise the old one kept: $i$ opens with the key, and $f$
# shuts with it. `gain` says how far the gates open and shut.

# %%
sequence = check.yours_or_ours("lstm_sequence")
assert near(sequence(*two_steps.values()), 0.3, 1 / 6, ln2, ln2 / 2)


def store(gain):
    """One unit that hears a number and a key: W (2, 1), U (1, 1), b (1,)."""
    W = {"i": (0, 2 * gain), "f": (0, -2 * gain), "o": (0, 0), "c": (1, 0)}
    p = one_unit(b_i=-gain, b_f=gain, b_o=gain)
    return p | {f"W_{k}": np.array(W[k], dtype=float).reshape(2, 1) for k in W}


numbers, keys = np.random.default_rng(5).uniform(-1, 1, 40), np.zeros(40)
keys[[0, 9, 16, 29]] = 1
heard = np.stack([numbers, keys], axis=1)[:, None]  # (40, 1, 2)
wanted = np.tanh(numbers)[np.maximum.accumulate(np.where(keys == 1, np.arange(40), 0))]
held = {}
for gain in (2.0, 4.0, 8.0):
    c = held[f"cell, gain {gain:.0f}"] = sequence(heard, store(gain), 0 * one, 0 * one)[1][:, 0, 0]
    print(f"gain {gain:.0f}: at most {np.abs(c - wanted).max():.3f} off")
assert np.abs(held["cell, gain 8"] - wanted).max() < 0.02

# %% tags=["aside"]
# Draw: the numbers, where the key was turned, and the cell.
fig, ax = plt.subplots(figsize=(10, 3.4))
ax.plot(range(40), numbers, "x", color=style.GREY, label="numbers heard")
for t in np.flatnonzero(keys):
    ax.axvline(t, color=style.GREY, linestyle=":")
style.curves(ax, range(40), held)
ax.set(xlabel="step (dotted: the key is 1)", ylabel="value")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Forty numbers as crosses, dotted lines where the key is 1. With gain 8 the cell is a staircase that "
    "jumps only there; with smaller gains it sags and wavers between."
)

# %% [markdown]
# <!-- exercise: lstm_step_backward -->
# From the step after it a step hears two things: `dh`, all of $\partial J/\partial h_t$, and `dc`, what
# comes back to $c_t$ from the next cell. But $c_t$ was used a second time, by $h_t$ itself. So first
# everything that reaches the cell:
#
# $$dc \leftarrow dc + dh\odot o\odot(1 - \tanh^2 c_t).$$
#
# Then each factor of $c_t = i\odot\tilde c + f\odot c_{t-1}$ and $h_t = o\odot\tanh(c_t)$ gets what it was
# multiplied with, and passes its own slope, $s(1 - s)$ for a $\sigma$, $1 - \tilde c^2$ for the tanh:
#
# $$\begin{aligned}
# dz_i &= dc\odot\tilde c\odot i(1 - i), & dz_f &= dc\odot c_{t-1}\odot f(1 - f),\\
# dz_c &= dc\odot i\odot(1 - \tilde c^2), & dz_o &= dh\odot\tanh(c_t)\odot o(1 - o),
# \end{aligned}$$
# $$dc_{t-1} = dc\odot f.$$
#
# The last line is what all this is for: on its way along the cell a gradient is multiplied by $f$, and by
# nothing else. The rest is four dense layers, as in lab 04:
#
# $$dx = \sum_k dz_k W_k^\top,\quad dh_{t-1} = \sum_k dz_k U_k^\top,\quad dW_k = x^\top dz_k,\quad
# dU_k = h_{t-1}^\top dz_k,\quad db_k = \sum_n dz_{k,n}\quad (k = i, f, o, c).$$
#
# **Shapes:** `dh`, `dc`, `h_prev`, `c_prev` $(N, H)$, `x` $(N, D)$. Return a dictionary of `"x"`,
# `"h_prev"`, `"c_prev"` and the twelve names of `p`, each gradient shaped as what it belongs to. The gates
# are not handed over: let `step` compute them once more. That costs a forward step, and saves
# keeping four arrays for every step of a long sequence.
#
# **Example:** the step of Exercise 1 with $dh = 2$ and $dc = 0.68$. To the cell comes
# $0.68 + 2\cdot\tfrac14\cdot(1 - \tfrac{9}{25}) = 0.68 + 0.32 = 1$. So
#
# $$dz_i = \tfrac45\cdot\tfrac14 = 0.2,\quad dz_f = 0.3909\cdot\tfrac3{16} = 0.0733,\quad
# dz_c = \tfrac12\cdot\tfrac9{25} = 0.18,\quad dz_o = 2\cdot\tfrac35\cdot\tfrac3{16} = 0.225,$$
#
# together $0.6783$, and $dc_{t-1} = \tfrac34$. All $W$ are 1, all $U$ are $-2$: $dx = 0.6783$,
# $dh_{t-1} = -1.3566$; and with $x = 1$, $h_{t-1} = \tfrac12$ each $dW_k$ is $dz_k$ and each $dU_k$ half of it.

# %%
step = check.yours_or_ours("lstm_step")


def lstm_step_backward(dh, dc, x, h_prev, c_prev, p):
    """The gradients of h, c, _ = lstm_step(x, h_prev, c_prev, p), from dh = ∂J/∂h and dc = ∂J/∂c.

    dh, dc, h_prev, c_prev (N, H); x (N, D); p as for lstm_step
    → {"x" (N, D), "h_prev" (N, H), "c_prev" (N, H), and every name of p}.
    """
    # SOLUTION


# %%
check.lstm_step_backward(lstm_step_backward)

# %% [markdown]
# **Use it.** First against central differences. Then the question of lab 04, where steep units held a
# bit well and let hardly any gradient through: how is it with the keyed memory of Exercise 2, while it
# keeps (key at 0)?

# %%
step_back, step = check.yours_or_ours("lstm_step_backward"), check.yours_or_ours("lstm_step")
g = step_back(2 * one, 0.68 * one, *one_step.values())
assert near([g[k] for k in ("x", "h_prev", "c_prev")], 0.67829, -1.35657, 0.75)
assert near([g[f"b_{k}"] for k in "ifoc"], 0.2, 0.07329, 0.225, 0.18)

rng = np.random.default_rng(0)
p, (x, h_prev, c_prev, dh, dc) = lstm_parameters(4, 4, rng), rng.normal(size=(5, 3, 4))
given = {"x": x, "h_prev": h_prev, "c_prev": c_prev}


def loss(x, h_prev, c_prev, **p):
    """A number whose gradients at h and c are dh and dc."""
    h, c, _ = step(x, h_prev, c_prev, p)
    return (dh * h + dc * c).sum()


errors = gradient_errors(loss, given | p, step_back(dh, dc, *given.values(), p))
print("agrees with central differences, all 15:", max(errors.values()) < 1e-7)
assert max(errors.values()) < 1e-7

gains, kept = np.linspace(0, 8, 33), []
for gain in gains:
    p = one_unit(b_i=-gain, b_f=gain, b_o=gain)
    kept.append(step_back(0 * one, one, 0 * one, 0 * one, 0.8 * one, p)["c_prev"].item())
print(f"of 1 gets back: gain 0 {kept[0]:.2f}, gain 2 {kept[8]:.2f}, gain 8 {kept[-1]:.4f}")
assert kept == sorted(kept)

# %% tags=["aside"]
# Draw: what gets back along the cell, against the gain.
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(gains, kept, linestyle="-")
ax.set(xlabel="gain", ylabel="gradient one cell back", ylim=(0, 1.05))
show(
    "A curve that rises from one half and comes close to 1 with a gain of 4: the surer the gate, the "
    "more gets through."
)

# %% [markdown]
# It is the other way round: the surer the gate is, the better the memory *and* the more of the gradient
# gets back along the cell. The gate's own slope is nearly 0 then, but the cell's path does not pass it.

# %% [markdown]
# <!-- exercise: lstm_bptt -->
# Through time it is the BPTT of lab 04, with **two** carries. Step $t$ hears the loss of its own step,
# $dH_t$, which looks at $h_t$ alone; and from step $t+1$ it hears about $h_t$ and about $c_t$:
#
# $$\begin{aligned}
# \text{into step } t:&\quad dh = dH_t + dh^{\text{carry}},\qquad dc = dc^{\text{carry}},\\
# \text{out of it, for step } t-1:&\quad dh^{\text{carry}} = dh_{t-1},\qquad dc^{\text{carry}} = dc_{t-1}.
# \end{aligned}$$
#
# After the last step comes nothing, so that both begin at 0; what comes out of the first step
# belongs to $h_0$ and $c_0$. The twelve arrays of `p` are used in every step and collect from all.
#
# **Shapes:** `dH`, `H`, `C` $(T, N, H)$, `X` $(T, N, D)$, `h0`, `c0` $(N, H)$. Return a dictionary of
# `"X"`, `"h0"`, `"c0"` and every name of `p`.
#
# **Example:** the two steps of Exercise 2 with $dH = (1, \tfrac94)$; all slopes of gates are $\tfrac14$.
#
# | step | state $dh$ | cell $dc$, all of it | output $dz_o$ | input $dz_i$ | forget $dz_f$ | candidate $dz_c$ | carries: $dh$, $dc$ |
# | --- | --- | --- | --- | --- | --- | --- | --- |
# | 2 | $\tfrac94$ | $0 + \tfrac94\cdot\tfrac12\cdot\tfrac89 = 1$ | $\tfrac94\cdot\tfrac13\cdot\tfrac14 = 0.1875$ | $0$ | $\ln 2\cdot\tfrac14 = 0.1733$ | $\tfrac12$ | $\tfrac12$, $\tfrac12$ |
# | 1 | $1 + \tfrac12$ | $\tfrac12 + \tfrac32\cdot\tfrac12\cdot\tfrac{16}{25} = 0.98$ | $\tfrac32\cdot\tfrac35\cdot\tfrac14 = 0.225$ | $0.98\cdot\tfrac45\cdot\tfrac14 = 0.196$ | $0.98\cdot0.5863\cdot\tfrac14 = 0.1436$ | $0.98\cdot\tfrac12\cdot\tfrac9{25} = 0.1764$ | $0.1764$, $0.49$ |
#
# So $dh_0 = 0.1764$, $dc_0 = 0.49$, $db_o = 0.4125$, $db_i = 0.196$, $db_f = 0.3169$, $db_c = 0.6764$, and
# $dX = (0.1764, 0.5)$.

# %%
step_back = check.yours_or_ours("lstm_step_backward")


def lstm_bptt(dH, X, H, C, h0, c0, p):
    """The gradients of H, C = lstm_sequence(X, p, h0, c0), from dH.

    dH[t] is what the loss of step t says of H[t], as if no later step used it.

    dH, H, C (T, N, H); X (T, N, D); h0, c0 (N, H); p as for lstm_step
    → {"X" (T, N, D), "h0" (N, H), "c0" (N, H), and every name of p}.
    """
    # SOLUTION


# %%
check.lstm_bptt(lstm_bptt)

# %% [markdown]
# **Use it.** Against central differences; and then how far back a gradient gets. The loss looks at the
# last of 40 states. To know what arrives at $c_k$, take the steps after $k$ for a sequence of its own,
# which begins at $h_k$ and $c_k$. Random weights, and four biases of the forget gate: which will fade?

# %%
full, sequence = check.yours_or_ours("lstm_bptt"), check.yours_or_ours("lstm_sequence")
H, C = sequence(*two_steps.values())
dH = np.array([1, 9 / 4]).reshape(2, 1, 1)
g = full(dH, two_steps["X"], H, C, two_steps["h0"], two_steps["c0"], two_steps["p"])
assert near([g[k] for k in ("h0", "c0", "X")], 0.1764, 0.49, 0.1764, 0.5)
assert near([g[f"b_{k}"] for k in "ifoc"], 0.196, 0.31693, 0.4125, 0.6764)

rng = np.random.default_rng(0)
p, X = lstm_parameters(2, 3, rng), rng.normal(size=(5, 2, 2))
given = {"h0": rng.normal(size=(2, 3)), "c0": rng.normal(size=(2, 3))}
(H, C), dH = sequence(X, p, *given.values()), rng.normal(size=(5, 2, 3))
errors = gradient_errors(
    lambda X, h0, c0, **p: (dH * sequence(X, p, h0, c0)[0]).sum(),
    {"X": X} | given | p,
    full(dH, X, H, C, *given.values(), p),
)
print("agrees with central differences, all 15:", max(errors.values()) < 1e-7)
assert max(errors.values()) < 1e-7

T, units, arrives = 40, 16, {}
for bias in (-1.0, 0.0, 1.0, 4.0):
    rng = np.random.default_rng(1)
    p, X = lstm_parameters(units, units, rng, forget_bias=bias), rng.normal(size=(T, 1, units))
    dH = np.zeros((T, 1, units))
    dH[-1] = rng.normal(size=units)
    H, C = sequence(X, p, np.zeros((1, units)), np.zeros((1, units)))
    back = [
        full(dH[k:], X[k:], H[k:], C[k:], H[k - 1], C[k - 1], p)["c0"] for k in range(T - 1, 0, -1)
    ]
    norms = [np.linalg.norm(dc) for dc in back]
    arrives[f"$b_f$ = {style.number(bias, '.0f')}"] = np.array(norms) / norms[0]
    print(f"forget bias {bias:2.0f}: after 38 more steps {norms[-1] / norms[0]:.1e} is left")
assert arrives["$b_f$ = −1"][-1] < 1e-12 < 1 < arrives["$b_f$ = 4"][-1]

# %% tags=["aside"]
# Draw: what is left of the gradient at the cell, against the lag.
fig, ax = plt.subplots(figsize=(8, 3.6))
style.curves(ax, range(1, T), arrives)
ax.set(yscale="log", xlabel="lag", ylabel="gradient at the cell, relative")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Four curves on a log axis that begin at 1. With forget biases of −1, 0 and 1 they fall in nearly "
    "straight lines, the smaller the bias the steeper; with 4 the curve rises a little."
)

# %% [markdown]
# An LSTM does not keep the gradient alive by being one. It *can*, where its forget gates are near 1. And with
# a bias of 4 more arrives than was sent: besides the cell's path, whose factors are at most 1, there is the
# one through $h$ and $U$, which can make a gradient grow as in lab 04. Clipping is still needed.

# %% [markdown]
# <!-- exercise: peephole_step -->
# While its output gate is shut, $h = 0$ and the gates know nothing of the cell. A **peephole** lets them
# look at it directly. Here the output gate gets one, with a weight $V_o$ for each unit:
#
# $$o_t = \sigma(x_t W_o + h_{t-1} U_o + c_t\odot V_o + b_o),\qquad h_t = o_t\odot\tanh(c_t).$$
#
# It looks at $c_t$, the *new* cell: when something is to be read, writing is done. (Peepholes of $i$ and
# $f$ can only look at $c_{t-1}$. Why?) On the way back this is a third arrow that leaves the cell:
#
# $$dz_o = dh\odot\tanh(c_t)\odot o(1 - o),\qquad
# dc \leftarrow dc + dh\odot o\odot(1 - \tanh^2 c_t) + dz_o\odot V_o,\qquad
# dV_o = \textstyle\sum_n dz_{o,n}\odot c_{t,n} .$$
#
# **Shapes:** as in Exercises 1 and 3; `p` has one array more, `p["V_o"]` $(H)$. Return `h`, `c`, all that
# reaches the cell, `dc` $(N, H)$, and `dV_o` $(H)$. Everything else is as in Exercise 3, and not asked.
#
# **Example:** the step of Exercise 1 with $V_o = 1$. Now $z_o = -\ln 3 + \ln 2 = \ln\tfrac23$, so
# $o = \tfrac25$ and $h = \tfrac25\cdot\tfrac35 = 0.24$. With $dh = 2$ and $dc = 0.2$:
#
# $$dz_o = 2\cdot\tfrac35\cdot\tfrac25\cdot\tfrac35 = 0.288,\qquad
# dc = 0.2 + 2\cdot\tfrac25\cdot\tfrac{16}{25} + 0.288 = 1,\qquad dV_o = 0.288\ln 2 = 0.1996.$$

# %%
step = check.yours_or_ours("lstm_step")


def peephole_step(x, h_prev, c_prev, p, dh, dc):
    """The step with o = σ(x W_o + h_prev U_o + c ⊙ V_o + b_o), and back to the cell and to V_o.

    x (N, D); h_prev, c_prev, dh, dc (N, H); p as for lstm_step, and "V_o" (H,)
    → h (N, H), c (N, H), dc (N, H), dV_o (H,).
    """
    # SOLUTION


# %%
check.peephole_step(peephole_step)

# %% [markdown]
# **Use it.** An alarm clock. In every step 0.1 is written to a cell that forgets nothing, and its output gate
# is to stay shut until 1.5 has come together. With a peephole the gate can see that; without one?

# %%
peep = check.yours_or_ours("peephole_step")
p = one_step["p"] | {"V_o": np.array([1.0])}
found = peep(*(one_step[k] for k in ("x", "h_prev", "c_prev")), p, 2 * one, 0.2 * one)
assert near(found, 0.24, ln2, 1, 0.19963)

# i and f are open, o is σ(20 (c − 1.55)), and the candidate is 0.1
clock = one_unit(b_i=20, b_f=20, b_o=-20 * 1.55, b_c=np.arctanh(0.1))
rings = {}
for name, V_o in (("h, with a peephole", 20.0), ("h, without", 0.0)):
    h, c, hs = 0 * one, 0 * one, []
    for _ in range(30):
        h, c, *_ = peep(0 * one, h, c, clock | {"V_o": np.array([V_o])}, 0 * one, 0 * one)
        hs.append(h.item())
    rings[name] = np.array(hs)
print("rings from step", 1 + np.argmax(rings["h, with a peephole"] > 0.5), "on")
assert rings["h, with a peephole"][12] < 0.05 < 0.5 < rings["h, with a peephole"][16]
assert rings["h, without"].max() < 1e-9

# %% tags=["aside"]
# Draw: the cell, and what is read with a peephole and without.
fig, ax = plt.subplots(figsize=(8, 3.4))
style.curves(ax, range(1, 31), {"cell c": 0.1 * np.arange(1, 31)} | rings)
ax.set(xlabel="step", ylabel="value")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "The cell rises in a straight line. With a peephole h is nearly 0 up to step 14 and then rises steeply; "
    "without one it stays at 0."
)

# %% [markdown]
# <!-- exercise: gates_held -->
# What does each gate do to a memory? An experiment: hold all three at constants, one number for each
# unit, and hand the candidates in. Then the step has no weights any more:
#
# $$c_t = i\odot\tilde c_t + f\odot c_{t-1},\qquad h_t = o\odot\tanh(c_t).$$
#
# Of what was in the cell at first a share of $f^T$ is left after $T$ steps (`left`). Its **half-life** is
# the number of steps, a fraction maybe, after which half is left:
#
# $$f^{\,n} = \tfrac12\quad\Longleftrightarrow\quad n = \frac{\ln\tfrac12}{\ln f}\qquad (0 < f < 1).$$
#
# At the ends the formula breaks down: with $f = 1$ all is kept for ever, the half-life is `np.inf`;
# with $f = 0$ all is gone at once, and it is 0. Both occur in the check.
#
# **Shapes:** `C_tilde` $(T, N, H)$, `c0` $(N, H)$, and `i`, `f`, `o` $(H)$, from 0 to 1. Return `H` and `C`
# $(T, N, H)$, `left` $(H)$ and `half_life` $(H)$.
#
# **Example:** one unit, $i = o = 1$, $f = \tfrac12$, $c_0 = 4$, candidates $\tfrac12$ and $-1$:
# $c_1 = \tfrac12 + 2 = \tfrac52$, $c_2 = -1 + \tfrac54 = \tfrac14$. Left is $\tfrac14$ of $c_0$, the half-life 1 step.


# %%
def gates_held(C_tilde, c0, i, f, o):
    """c_t = i ⊙ c̃_t + f ⊙ c_(t−1) and h_t = o ⊙ tanh(c_t) with gates that never move.

    C_tilde (T, N, H); c0 (N, H); i, f, o (H,) in [0, 1]
    → H (T, N, H), C (T, N, H), left = share of c0 in the last cell (H,), half_life in steps (H,).
    """
    # SOLUTION


# %%
check.gates_held(gates_held)

# %% [markdown]
# **Use it.** One pulse at step 5, nothing before and after it, and $f$ at 0, ½, 0.9 and 1. Then turn it
# round: a forget gate that hears nothing stands at $\sigma(b_f)$. Which bias does a memory of 100 steps
# need? (torch begins at about 0; many set it to 1.)

# %%
held = check.yours_or_ours("gates_held")
found = held(np.array([0.5, -1]).reshape(2, 1, 1), 4 * one, one[0], 0.5 * one[0], one[0])
assert near(found[1:], 2.5, 0.25, 0.25, 1)

f, pulse, ones = np.array([0, 0.5, 0.9, 1]), np.zeros((30, 1, 4)), np.ones(4)
pulse[5] = 1
C = held(pulse, np.zeros((1, 4)), ones, f, ones)[1]
assert np.array_equal(C[5:, 0, 3], np.ones(25))  # with f = 1 it stays for ever

biases, ones = np.arange(-2.0, 8), np.ones(10)
*_, left, half_life = held(np.zeros((100, 1, 10)), ones[None], ones, sigmoid(biases), ones)
print("forget bias   half-life   left after 100 steps")
for b, steps, share in zip(biases[1::2], half_life[1::2], left[1::2], strict=True):
    print(f"{b:11.0f}   {steps:9.1f}   {share:20.1e}")
assert biases[left > 0.5][0] == 5
assert np.allclose(sigmoid(np.log(100) + np.array([0, 0.4])) ** 100, [1 / 3, 1 / 2], atol=0.04)

# %% tags=["aside"]
# Draw: the pulse in four cells, and the half-life against the bias.
fig, (left_ax, right_ax) = plt.subplots(1, 2, figsize=(11, 3.6))
style.curves(left_ax, range(30), {f"f = {gate:g}": C[:, 0, k] for k, gate in enumerate(f)})
left_ax.set(xlabel="step", ylabel="cell c")
left_ax.legend()
right_ax.plot(biases, half_life, "o-")
right_ax.set(yscale="log", xlabel="$b_f$", ylabel="half-life (steps)")
show(
    "Left a pulse of 1 in four cells: gone after one step with f = 0, halved in every step with ½, fading "
    "slowly with 0.9, and there for ever with 1. Right the half-life against the bias on a log axis, which "
    "becomes a straight line: one more of bias, nearly three times the half-life."
)

# %% [markdown]
# For large biases $f\approx 1 - e^{-b}$, so that the half-life is about $0.69\,e^{b}$: to keep half over a lag of $L$ steps
# takes a bias of about $\ln L + 0.4$; $\ln L$ itself leaves about a third. The famous 1 is good for two steps.

# %% [markdown]
# <!-- exercise: lstm_in_torch -->
# `torch.nn.LSTM(D, H)` is Exercises 2 to 4 in one module. It keeps the four parts of a weight in *one*
# array, one below the other, and in an order of its own: $i$, $f$, $g$, $o$, where $g$ is our $\tilde c$.
#
# | ours | torch's | its shape |
# | --- | --- | --- |
# | `W_i`, `W_f`, `W_c`, `W_o` $(D, H)$ each | `weight_ih_l0` | $(4H, D)$: transposed, in this order |
# | `U_i`, `U_f`, `U_c`, `U_o` $(H, H)$ | `weight_hh_l0` | $(4H, H)$, likewise |
# | `b_i`, `b_f`, `b_c`, `b_o` $(H)$ | `bias_ih_l0` **plus** `bias_hh_l0` | $(4H)$ each |
# | `h0`, `c0` $(N, H)$ | a tuple, second argument | $(1, N, H)$ each, a first axis for layers |
#
# The call returns `H, (h, c)`: all states $(T, N, H)$, and the last state and cell, $(1, N, H)$ each. As in
# lab 04: `dtype=torch.float64`, numbers go in by `layer.weight_ih_l0.copy_(…)` under
# `with torch.no_grad():`, and after `H.backward(dH)` each weight has its gradient in `.grad`.
#
# **Shapes:** `X` $(T, N, D)$, `h0`, `c0` $(N, H)$, `dH` $(T, N, H)$, NumPy arrays of float64, and `p` as
# always. Return `H` $(T, N, H)$, the last cell `c` $(N, H)$, and a dictionary with the gradients under the
# twelve names of `p`: NumPy arrays in **our** shapes.
#
# **Example:** the two steps with $dH = (1, \tfrac94)$: $H = (0.3, 0.1667)$, $c = 0.3466$, and
# $db_f = 0.3169$ as in Exercise 4.

# %%
import torch


def lstm_in_torch(X, p, h0, c0, dH):
    """The states of torch.nn.LSTM with our weights, its last cell, and the gradients from dH.

    X (T, N, D); p as for lstm_step; h0, c0 (N, H); dH (T, N, H): NumPy arrays of float64
    → H (T, N, H), c (N, H), {every name of p: its gradient}: NumPy arrays.
    """
    # SOLUTION


# %%
check.lstm_in_torch(lstm_in_torch)

# %% [markdown]
# **Use it.** Your network and torch's on a week of the temperature of the sea: do states, cells and all
# twelve gradients agree?

# %%
from utils.data import sea_temperature

in_torch = check.yours_or_ours("lstm_in_torch")
sequence, full = check.yours_or_ours("lstm_sequence"), check.yours_or_ours("lstm_bptt")
H, c, g = in_torch(*two_steps.values(), np.array([1, 9 / 4]).reshape(2, 1, 1))
assert near([H, c, g["b_f"]], 0.3, 1 / 6, 0.34657, 0.31693)

hourly = sea_temperature.load().celsius[::2][:168]
X = ((hourly - hourly.mean()) / hourly.std()).reshape(168, 1, 1)
rng, zeros = np.random.default_rng(0), np.zeros((1, 12))
p, dH = lstm_parameters(1, 12, rng), rng.normal(size=(168, 1, 12))
H, c, g = in_torch(X, p, zeros, zeros, dH)
mine, C = sequence(X, p, zeros, zeros)
by_hand = full(dH, X, mine, C, zeros, zeros, p)
agree = {name: np.allclose(by_hand[name], g[name], rtol=1e-10, atol=1e-10) for name in p}
agree |= {"H": np.allclose(mine, H, atol=1e-12), "c": np.allclose(C[-1], c, atol=1e-12)}
print("agree:", ", ".join(name for name, yes in agree.items() if yes))
assert all(agree.values())

# %% tags=["aside"]
# Draw: the week, and what twelve cells make of it.
fig, axes = plt.subplots(2, 1, figsize=(9, 4.4), sharex=True)
axes[0].plot(X[:, 0, 0], linestyle="-")
axes[0].set(ylabel="temperature")
image = axes[1].imshow(C[:, 0].T, cmap="gray", aspect="auto")
axes[1].set(ylabel="cell", xlabel="hour")
fig.colorbar(image, ax=axes, label="value of the cell")
show(
    "A week of the sea's temperature, and twelve cells in grey below it: some darken and brighten with "
    "its large swings, others hardly move."
)

# %% [markdown]
# <!-- exercise: recall -->
# Now a task that a plain network learns over short lags only: a symbol is shown once, distractors follow, and at the
# end the network is asked which it was. Its **last** state answers with a score for each of $K$
# symbols, and the loss is the cross entropy of lab 01:
#
# $$\text{scores} = h_T W_y + b_y,\qquad P = \text{softmax}(\text{scores}),\qquad
# J = -\frac1N\sum_n \ln P_{n, y_n} .$$
#
# Backwards, with $Y$ the labels as one-hot rows:
#
# $$d\,\text{scores} = \tfrac1N(P - Y),\qquad dW_y = h_T^\top\, d\,\text{scores},\qquad
# db_y = \sum_n d\,\text{scores}_n,\qquad dH_T = d\,\text{scores}\; W_y^\top,$$
#
# all other rows of $dH$ are 0, and from there your BPTT does the rest.
#
# **Shapes:** `X` $(T, N, D)$; `y` $(N)$, whole numbers from 0 to $K-1$; `p` the twelve arrays of the LSTM, and
# `"W_y"` $(H, K)$, `"b_y"` $(K)$. Every sequence begins at a state and a cell of zeros. Return `scores`
# $(N, K)$, `J`, and a dictionary of gradients with the fourteen names of `p`. `log_softmax` is there.
#
# **Example:** one step of the network of Exercise 2, from zeros, with $x = 0.854$, whose tanh is $\ln 2$:
# $c = \tfrac12\ln 2$, $h = \tfrac12\cdot\tfrac13 = \tfrac16$. With $W_y = (6, 0)$ and $b_y = (\ln 3 - 1, 0)$
# the scores are $(\ln 3, 0)$, so $P = (\tfrac34, \tfrac14)$. For $y = 0$: $J = \ln\tfrac43 = 0.2877$,
# $d\,\text{scores} = (-\tfrac14, \tfrac14)$, $dW_y = (-\tfrac1{24}, \tfrac1{24})$, $dh = -\tfrac64$, and so
# $db_o = -\tfrac64\cdot\tfrac13\cdot\tfrac14 = -\tfrac18$.

# %%
from utils.numpy_impl.cross_entropy import log_softmax

sequence, full = check.yours_or_ours("lstm_sequence"), check.yours_or_ours("lstm_bptt")


def recall(X, y, p):
    """scores = h_T W_y + b_y, J = mean −ln P of the right symbols, and the gradients of J.

    X (T, N, D); y (N,) whole numbers; p as for lstm_step, and "W_y" (H, K), "b_y" (K,)
    → scores (N, K), J, {every name of p: its gradient}.
    """
    # SOLUTION


# %%
check.recall(recall)

# %% [markdown]
# **Use it.** Eight symbols, a lag of 10 with forget biases of 0 and 1, and a lag of 20 with 1 and with
# $\ln 20 = 3$, as Exercise 6 suggests. A loss of $\ln 8 = 2.08$ is guessing. Which of the four will learn it
# in 250 steps? (Try your own lag, bias and number of steps.)

# %%
from utils.data import recall as task
from utils.numpy_impl.core.optim import Adam, clip_by_norm

model = check.yours_or_ours("recall")
toy = two_steps["p"] | {"W_y": np.array([[6.0, 0]]), "b_y": np.array([ln3 - 1, 0])}
scores, J, g = model(np.arctanh(ln2) * np.ones((1, 1, 1)), np.array([0]), toy)
assert near([scores, J, g["b_o"]], ln3, 0, 0.28768, -0.125)


def trained(lag, bias, steps=250, units=16):
    """The loss of every step, and the share of right answers in the last 20."""
    rng = np.random.default_rng(0)
    p, optimiser = lstm_parameters(task.SYMBOLS, units, rng, forget_bias=bias), Adam(0.03)
    p |= {"W_y": rng.normal(size=(units, task.KINDS)) / 4, "b_y": np.zeros(task.KINDS)}
    losses, right = [], []
    for _ in range(steps):
        symbols, y = task.sample(lag, 32, rng)
        X = np.eye(task.SYMBOLS)[symbols]  # one-hot rows: (lag + 1, 32, 13)
        scores, J, gradients = model(X, y, p)
        p = optimiser.step(p, clip_by_norm(gradients, 1.0)[0])
        losses.append(J)
        right.append((scores.argmax(axis=1) == y).mean())
    return np.array(losses), np.mean(right[-20:])


curves, right = {}, {}
for lag, bias in ((10, 0.0), (10, 1.0), (20, 1.0), (20, 3.0)):
    losses, right[lag, bias] = trained(lag, bias)
    curves[f"lag {lag}, $b_f$ = {bias:.0f}"] = losses.reshape(-1, 10).mean(axis=1)
    print(f"lag {lag}, forget bias {bias:.0f}: {right[lag, bias]:4.0%} right")
assert right[20, 3.0] > 0.95 > 0.3 > right[20, 1.0]

# %% tags=["aside"]
# Draw: the losses, averaged over ten steps.
fig, ax = plt.subplots(figsize=(9, 3.8))
style.curves(ax, np.arange(5, 250, 10), curves)
ax.axhline(np.log(8), color=style.GREY, linestyle=":")
ax.set(xlabel="training step", ylabel="loss (nats)")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Loss against training step, and a dotted line at ln 8. At lag 10 both curves fall, with a bias of 1 "
    "sooner. At lag 20 the curve with bias 1 stays at the line, the one with 3 falls."
)

# %% [markdown]
# One seed and 250 steps are no proof, and with more patience a bias of 1 may get there. But where the loss
# does not move at all, look at the gradient first: at the start, how much of it gets back to the symbol?
# The lecture has the success rates of five seeds over five lags, the plain network's too.

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: one gate for two
#
# *Open-ended, no check.* Whatever is kept need not be written, one may think, and what is written needs room:
# let $i = 1 - f$, so that $c_t = (1 - f_t)\odot\tilde c_t + f_t\odot c_{t-1}$. What share of the parameters is
# saved? Can such a cell count, as the alarm clock did? Between which bounds is it always? Follow both cells
# over 30 steps with a candidate of 1, once with $i = f = 0.9$ and once with the coupled gates.

# %% tags=["solution"]
held = check.yours_or_ours("gates_held")
ones, f = np.ones((30, 1, 1)), 0.9 * one[0]
free, coupled = (held(ones, 0 * one, i, f, one[0])[1] for i in (f, 1 - f))
print(f"after 30 steps: gates apart {free[-1].item():.2f}, coupled {coupled[-1].item():.2f}")
assert free[-1] > 8 > 1 > coupled.max()

# %% [markdown] tags=["solution"]
# A quarter of the parameters is saved, one of four blocks. The coupled cell is a weighted mean of all its
# candidates, so it stays between $-1$ and 1 like each of them, and cannot count beyond that: an alarm clock
# needs $i$ and $f$ open at once. In return it needs no second tanh on the way to $h$.

# %% [markdown]
# ## What next
#
# Coupled gates, no second tanh, and a state that is its own cell: that is nearly the GRU of topic 06, with
# three quarters of the parameters.
