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
# A network with one hidden layer, forwards, backwards and trained by your own code until nothing is
# left but the noise; a look at what its hidden units have learnt, and at why some never learn
# anything; a network that invents a binary code; and the few lines that do backpropagation through
# any graph.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.hidden_representations import check
from utils.experiments.noisy_xor import sgd_history
from utils.numpy_impl.core import autograd
from utils.numpy_impl.hidden_representations import train_seeds
from utils.plots import style
from utils.plots.show import show

style.use()

# what several exercises use
example = {
    "W2": np.array([[1.0, -1.0], [2.0, 1.0]]),
    "b2": np.array([0.0, -1.0]),
    "W3": np.array([1.0, 3.0]),
    "b3": np.array(-2.0),
}
by_hand = {
    "W2": np.ones((2, 2)),
    "b2": np.array([0.0, -1.0]),
    "W3": np.array([2, -4]) * np.log(9),
    "b3": np.array(-np.log(9)),
}
inputs = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])  # all there are
input_names = ("[0 1]", "[1 1]", "[1 0]", "[0 0]")
X_all = np.repeat(inputs, 10, axis=0)  # (40, 2)
y_all = np.repeat([1, 0, 1, 0], 10)
y_all[::10] = 1 - y_all[::10]  # one in ten is wrong
floor = -0.9 * np.log(0.9) - 0.1 * np.log(0.1)  # no loss is lower


def mean_loss(X3, y):
    """Mean cross entropy of the labels, in nats."""
    return -np.log(np.where(y == 1, X3, 1 - X3)).mean()


# %% [markdown]
# <!-- exercise: forward -->
# Two inputs, $H$ hidden ReLUs, one sigmoid. A number after a name is the layer it belongs to: $X$
# is the input (layer 1), $Z_2$ and $X_2$ belong to the hidden layer, $X_3$ to the output. (The
# lecture writes the number above. Below, nobody takes it for a power.)
#
# $$Z_2 = X W_2 + b_2,\qquad X_2 = \max(0, Z_2),\qquad z_3 = X_2 W_3 + b_3,\qquad
# X_3 = \frac{1}{1+e^{-z_3}}$$
#
# $X_3$ is the probability of the label 1. Return $Z_2$ and $X_2$ as well: the way back needs them.
#
# **Shapes:** `X` is $(N, 2)$, one example per row. `parameters` is a dictionary with `"W2"`
# $(2, H)$, `"b2"` $(H)$, `"W3"` $(H)$ and `"b3"`, one number. Return `Z2, X2, X3`: $(N, H)$,
# $(N, H)$ and $(N)$.
#
# **Example:** $x = (1, 1)$, $W_2 = \begin{pmatrix}1&-1\\2&1\end{pmatrix}$, $b_2 = (0, -1)$,
# $W_3 = (1, 3)$, $b_3 = -2$. The scores are $(3, -1)$, so $X_2 = (3, 0)$, $z_3 = 3 - 2 = 1$ and
# $X_3 = 0.7311$.


# %%
def forward(X, parameters):
    """Z2 = X W2 + b2;  X2 = max(0, Z2);  X3 = σ(X2 W3 + b3), the probability of the label 1.

    X (N, 2); parameters {"W2" (2, H), "b2" (H,), "W3" (H,), "b3"} → Z2 (N, H), X2 (N, H), X3 (N,).
    """
    # SOLUTION


# %%
check.forward(forward)

# %% [markdown]
# **Use it.** Two hidden units are enough for XOR. Let both add up the inputs, the second one only
# what is above 1: the first counts the ones, the second says whether both are there. Then *count
# minus twice “both”* is 1 for unequal inputs and 0 for equal ones. With the right weights this gives
# exactly the probabilities of the noisy XOR, 0.9 and 0.1:

# %%
forward_of = check.yours_or_ours("forward")
Z2, X2, X3 = forward_of(np.array([[1.0, 1.0]]), example)
assert np.array_equal(Z2, [[3, -1]])
assert np.array_equal(X2, [[3, 0]])
assert np.isclose(X3[0], 0.7311, atol=5e-5)

_, X2, X3 = forward_of(inputs, by_hand)
for x, units, p in zip(inputs, X2, X3, strict=True):
    print(f"x = {x}   hidden units {units}   P(Y=1|x) = {p:.1f}")
assert np.allclose(X3, [0.9, 0.1, 0.9, 0.1])

# %% [markdown]
# <!-- exercise: backward -->
# The loss is the mean cross entropy of the labels, $J = \frac1N\sum_n -\ln P(y_n|x_n)$, and the
# gradient goes through the four equations from the last to the first. Lab 01's $p - y$ is the
# beginning; after that, each line is one link of the chain rule:
#
# $$\frac{\partial J}{\partial z_3} = \frac1N (X_3 - y), \qquad
# \frac{\partial J}{\partial X_2} = \frac{\partial J}{\partial z_3}\, W_3^\top, \qquad
# \frac{\partial J}{\partial Z_2} = \frac{\partial J}{\partial X_2}\odot [Z_2 > 0]$$
#
# ($\odot$ multiplies entry by entry; the bracket is 1 where it holds and 0 elsewhere, also at a
# score of exactly 0.) The middle one is $(N, H)$: each example's error meets each unit's weight in
# $W_3$. What stands beside a parameter in the forward pass decides its gradient:
#
# $$\frac{\partial J}{\partial W_3} = X_2^\top \frac{\partial J}{\partial z_3},\quad
# \frac{\partial J}{\partial b_3} = \sum_n \frac{\partial J}{\partial z_{3,n}},\quad
# \frac{\partial J}{\partial W_2} = X^\top \frac{\partial J}{\partial Z_2},\quad
# \frac{\partial J}{\partial b_2} = \sum_n \frac{\partial J}{\partial Z_{2,n}},\quad
# \frac{\partial J}{\partial X} = \frac{\partial J}{\partial Z_2} W_2^\top$$
#
# **Shapes:** `X` is $(N, 2)$, `y` is $(N)$ of 0 and 1. Return a dictionary with the gradients of
# `"X"`, `"W2"`, `"b2"`, `"W3"` and `"b3"`, each of the shape of what it belongs to.
#
# **Example:** the network of Exercise 1 with $x = (1, 1)$ and $y = 1$: the error is
# $0.7311 - 1 = -0.2689$. Only the first unit is on, so $\partial J/\partial W_3 = (-0.8068, 0)$,
# $\partial J/\partial Z_2 = (-0.2689, 0)$,
# $\partial J/\partial W_2 = \begin{pmatrix}-0.2689&0\\-0.2689&0\end{pmatrix}$ and
# $\partial J/\partial X = (-0.2689, -0.5379)$.
#
# The first line below gives you `forward_of`: your forward pass once it has passed, ours until then.

# %%
forward_of = check.yours_or_ours("forward")


def backward(X, y, parameters):
    """Gradients of the mean cross entropy J of the labels y, backwards through both layers.

    X (N, 2); y (N,) of 0 and 1; parameters as in `forward`
    → {"X" (N, 2), "W2" (2, H), "b2" (H,), "W3" (H,), "b3"}.
    """
    # SOLUTION


# %%
check.backward(backward)

# %% [markdown]
# **Use it.** The network made by hand gives 0.9 and 0.1, as the data do, so its loss is at the
# floor, and there should be nowhere to go. Ten examples of each input, one of them with the wrong
# label: what does your gradient say, there and a little beside it?

# %%
gradients_of = check.yours_or_ours("backward")
gradients = gradients_of(np.array([[1.0, 1.0]]), np.array([1]), example)
assert np.allclose(gradients["W3"], [-0.8068, 0], atol=5e-5)
assert np.allclose(gradients["W2"], [[-0.2689, 0], [-0.2689, 0]], atol=5e-5)
assert np.allclose(gradients["X"], [[-0.2689, -0.5379]], atol=5e-5)

beside = {name: value + 0.1 for name, value in by_hand.items()}
for words, parameters in (("by hand", by_hand), ("0.1 beside", beside)):
    gradients = gradients_of(X_all, y_all, parameters)
    largest = max(np.abs(gradients[name]).max() for name in parameters)
    excess = mean_loss(forward_of(X_all, parameters)[2], y_all) - floor
    print(f"{words:10s}  loss above the floor {excess:.4f}   largest derivative {largest:.4f}")
assert round(float(floor), 4) == 0.3251
assert np.isclose(mean_loss(forward_of(X_all, by_hand)[2], y_all), floor)

# %% [markdown]
# <!-- exercise: gradient_errors -->
# A wrong gradient still goes downhill for a while, so nobody notices. The cure: measure the slopes
# of $J$ itself. For each entry $\theta$ of each array, with all the others left alone,
#
# $$m = \frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2\varepsilon},$$
#
# and compare with the entry $g$ of the gradient that you were given:
#
# $$\text{error} = \frac{|g - m|}{\max(1, |g|, |m|)}.$$
#
# Rounding errors grow with the slopes, so the difference is divided by them; the 1 sees to it that
# this is never a division by nearly nothing. Report the largest error of each array: the name of a
# bad one tells where to look.
#
# **Shapes:** `J` is a function that takes a dictionary like `parameters` and returns one number;
# `parameters` holds arrays of any shape, also $()$. `gradients` holds one array for each of them, and
# perhaps more (that of `"X"`, say), which you leave alone. Return a dictionary: one number for each
# name in `parameters`. Whoever called you finds `parameters` as they were.
#
# **Example:** $J = w_0^2 + w_1^2 + 5b$ at $w = (3, -1)$, $b = 2$. Given are $(6, -2)$ for $w$,
# which is right, and 4 for $b$, where the slope is 5. The errors: 0 for `"w"`, and
# $|4-5|/\max(1,4,5) = 0.2$ for `"b"`.


# %%
def gradient_errors(J, parameters, gradients, eps):
    """Largest |g − m| / max(1, |g|, |m|) of each array; m by central differences with step eps.

    J: function of a dictionary like parameters → one number
    parameters, gradients: name → array → {name: number}, one for each of the parameters.
    """
    # SOLUTION


# %%
check.gradient_errors(gradient_errors)

# %% [markdown]
# **Use it.** First on your own gradient, then on four that somebody else has written. One of the
# four is right. Read the table before you look at the code of the cell: what went wrong in the
# others?

# %% tags=["aside"]
# Measure: the errors of your gradient and of four others
errors_of = check.yours_or_ours("gradient_errors")
forward_of, gradients_of = check.yours_or_ours("forward"), check.yours_or_ours("backward")
errors = errors_of(
    lambda p: (p["w"] ** 2).sum() + 5 * p["b"],
    {"w": np.array([3.0, -1.0]), "b": np.array(2.0)},
    {"w": np.array([6.0, -2.0]), "b": np.array(4.0)},
    0.1,
)
assert np.isclose(errors["w"], 0)
assert np.isclose(errors["b"], 0.2)

rng = np.random.default_rng(1)
somewhere = {
    "W2": rng.normal(size=(2, 2)),
    "b2": rng.normal(size=2),
    "W3": rng.normal(size=2),
    "b3": np.array(rng.normal()),
}
X = rng.normal(size=(12, 2))
y = rng.integers(0, 2, size=12)


def loss_of(parameters):
    """The loss J of the twelve examples."""
    return mean_loss(forward_of(X, parameters)[2], y)


true = gradients_of(X, y, somewhere)
Z2, X2, X3 = forward_of(X, somewhere)
suspects = {
    "yours": true,
    "Ada's": {**true, "W2": true["W2"].T},
    "Bo's": {**true, "b2": np.outer((X3 - y) / 12, somewhere["W3"]).sum(axis=0)},
    "Cleo's": {name: np.array(g, copy=True) for name, g in true.items()},
    "Dan's": {name: 12 * g for name, g in true.items()},
}
table = np.array(
    [
        list(errors_of(loss_of, somewhere, gradients, 1e-5).values())
        for gradients in suspects.values()
    ]
)

# %% tags=["aside"]
# Draw: the errors as a table
fig, ax = plt.subplots(figsize=(6.5, 3.4))
digits = np.log10(np.maximum(table, 1e-12))
image = ax.imshow(digits, cmap="cividis", vmin=-12, vmax=0, aspect="auto")
for row in range(len(suspects)):
    for column in range(4):
        ax.text(
            column,
            row,
            f"{table[row, column]:.0e}" if table[row, column] > 1e-6 else "< 1e-6",
            ha="center",
            va="center",
            color="white" if digits[row, column] < -4 else "black",
        )
ax.set_xticks(range(4), ["∂J/∂W2", "∂J/∂b2", "∂J/∂W3", "∂J/∂b3"])
ax.set_yticks(range(len(suspects)), suspects)
ax.set_title("Relative error against central differences")
show(
    "Table of the relative errors of five gradients for W2, b2, W3 and b3: "
    + "; ".join(
        f"{name} {', '.join(f'{e:.0e}' if e > 1e-6 else '< 1e-6' for e in row)}"
        for name, row in zip(suspects, table, strict=True)
    )
)
assert table[[0, 3]].max() < 1e-6
assert table[1, 0] > 1e-2 > 1e-6 > table[1, 1:].max()
assert table[2, 1] > 1e-3
assert table[4].min() > 1e-3

# %% [markdown]
# <details><summary>Answer</summary>
#
# Cleo's is right. Ada transposed the gradient of W2: with two hidden units the shape does not give
# it away. Bo summed dX2 for b2 and forgot that the ReLU is in between. Dan's are all too large by
# the same factor, the number of examples: the 1/N at the very beginning is missing.
# </details>

# %% [markdown]
# <!-- exercise: sgd -->
# A rough gradient now is worth more than an exact one later. So **stochastic gradient descent** takes
# a few examples at a time, a *minibatch*, and makes one step for each, along its own gradient. For
# $t = 0, 1, \dots, T-1$
#
# $$\theta \leftarrow \theta - \eta\,\frac{\partial J_t}{\partial\theta}\qquad
# \text{for } \theta = W_2, b_2, W_3, b_3,$$
#
# where $J_t$ is the mean cross entropy of minibatch $t$ alone, and all four gradients are taken
# before anything moves. No momentum this time.
#
# **Shapes:** `X` is $(T, B, 2)$ and `y` is $(T, B)$: `X[t]` and `y[t]` are the $B$ examples of step
# $t$. Return the parameters after the last step, in a new dictionary; the one that came in, and its
# arrays, stay as they are. The first line below gives you `gradients_of(X, y, parameters)`, yours or
# ours.
#
# **Example:** one step with $\eta = 0.5$, from the network of Exercise 1, on the single example
# $x = (1, 1)$ with $y = 1$: $W_2$ becomes $\begin{pmatrix}1.1345&-1\\2.1345&1\end{pmatrix}$,
# $b_2 = (0.1345, -1)$, $W_3 = (1.4034, 3)$ and $b_3 = -1.8655$.

# %%
gradients_of = check.yours_or_ours("backward")


def sgd(parameters, X, y, learning_rate):
    """One step θ ← θ − learning_rate · ∂J_t/∂θ for each minibatch t; J_t is its mean loss.

    parameters as in `forward`; X (T, B, 2), y (T, B): X[t], y[t] are the examples of step t
    → the parameters after T steps, a new dictionary.
    """
    # SOLUTION


# %%
check.sgd(sgd)

# %% [markdown]
# **Use it.** The experiment of the lecture: noisy XOR, minibatches of 4, 20,000 steps, and now and
# then the probabilities for the four inputs. They should start near ½ and end near 0.9 and 0.1, with
# a loss close to the floor. (Takes a second or two.)

# %%
train = check.yours_or_ours("sgd")
one_step = train(example, np.array([[[1.0, 1.0]]]), np.array([[1]]), 0.5)
assert np.allclose(one_step["W2"], [[1.1345, -1], [2.1345, 1]], atol=5e-5)
assert np.allclose(one_step["W3"], [1.4034, 3], atol=5e-5)
assert np.isclose(one_step["b3"], -1.8655, atol=5e-5)

history = sgd_history(train)  # the parameters before, and after every 100 steps
forward_of = check.yours_or_ours("forward")
losses = [mean_loss(forward_of(X_all, parameters)[2], y_all) for parameters in history]
P = np.array([forward_of(inputs, parameters)[2] for parameters in history])  # (201, 4)

print("  step   [0 1]   [1 1]   [1 0]   [0 0]     loss")
for k in (0, 2, 5, 10, 20, 50, 100, 150, 200):
    numbers = "  ".join(f"{p:.4f}" for p in P[k])
    print(f"{100 * k:6,d}  {numbers}   {losses[k]:.4f}")

assert np.abs(P[0] - 0.5).max() < 0.05
assert np.abs(P[-1] - [0.9, 0.1, 0.9, 0.1]).max() < 0.03
assert losses[-1] - floor < 0.005

# %% tags=["aside"]
# Draw: the probabilities of the four inputs over the steps
fig, ax = plt.subplots(figsize=(7.5, 3.6))
for name, p, look in zip(input_names, P.T, style.series(4), strict=True):
    look_of = {"linestyle": look["dash"], "marker": look["marker"], "color": look["colour"]}
    ax.plot(100 * np.arange(201), p, markevery=20, label=name, linewidth=1.5, **look_of)
for level in (0.1, 0.9):
    ax.axhline(level, color="black", linestyle=":", linewidth=1.5)
ax.set(xlabel="step", ylabel="P(Y=1 | x)", ylim=(0, 1))
ax.legend(title="x", loc="center right")
show(
    "Four curves of P(Y=1) against the step, one for each input: from near one half those of [0 1] "
    "and [1 0] rise to 0.9, those of [1 1] and [0 0] fall to 0.1."
)

# %% [markdown]
# <!-- exercise: hidden_space -->
# No straight line separates the inputs of XOR, and yet the output unit is nothing but a straight
# line, in the space of the hidden units. Each input $x$ becomes a point $X_2 = (u, v)$ there, and
# the network is undecided, $X_3 = \tfrac12$, where $z_3 = 0$:
#
# $$W_{3,1}\,u + W_{3,2}\,v + b_3 = 0 \qquad\text{that is}\qquad v = \text{slope}\cdot u +
# \text{intercept}.$$
#
# **Shapes:** `X` is $(N, 2)$; the network has two hidden units, and the second one's weight in
# `W3` is not 0. Return `points, slope, intercept`: $(N, 2)$, a number, a number. The first line below
# gives you `forward_of` again.
#
# **Example:** the network of Exercise 1, $W_3 = (1, 3)$ and $b_3 = -2$. The line is
# $u + 3v - 2 = 0$, with slope $-\tfrac13$ and intercept $\tfrac23$. The input $(1, 1)$ becomes the
# point $(3, 0)$, above the line.

# %%
forward_of = check.yours_or_ours("forward")


def hidden_space(X, parameters):
    """X2 of each input, and the line z3 = 0 in X2 space: second unit = slope · first + intercept.

    X (N, 2); parameters as in `forward`, with H = 2 → points (N, 2), slope, intercept.
    """
    # SOLUTION


# %%
check.hidden_space(hidden_space)

# %% [markdown]
# **Use it.** The same four inputs before, during and after training. Look for the two that should
# be called 1: what does the hidden layer do with them?

# %%
space_of = check.yours_or_ours("hidden_space")
history = sgd_history(check.yours_or_ours("sgd"))  # as in Exercise 4
points, slope, intercept = space_of(np.array([[1.0, 1.0]]), example)
assert np.array_equal(points, [[3, 0]])
assert np.isclose(slope, -1 / 3)
assert np.isclose(intercept, 2 / 3)

fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), sharex=True, sharey=True)
for ax, k in zip(axes, (0, 3, 200), strict=True):
    points, slope, intercept = space_of(inputs, history[k])
    for name, point, look in zip(input_names, points, style.series(4), strict=True):
        ax.plot(*point, look["marker"], color=look["colour"], markersize=11, alpha=0.8, label=name)
    ax.axline((0, intercept), slope=slope, color="black", linestyle="--", linewidth=1.5)
    ax.set(title=f"after {100 * k:,d} steps", xlabel="first hidden unit")
    ax.set(xlim=(-0.2, 2.6), ylim=(-0.2, 2.6))
axes[0].set_ylabel("second hidden unit")
axes[0].legend(title="x", loc="upper right")
show(
    "The four inputs as points in the plane of the two hidden units, with the decision line, after 0, "
    "300 and 20,000 steps: all on the first axis at first; in the end [0 1] far to the right, [1 0] "
    "far up, and the other two near the origin, on the other side of the line."
)
assert np.abs(points[[1, 3]]).max() < 0.2  # [1 1] and [0 0]
assert points[[0, 2]].max(axis=1).min() > 2  # [0 1] and [1 0]

# %% [markdown]
# <details><summary>Answer</summary>
#
# Each of them gets a hidden unit of its own, which is on for it and off for the others. The two that
# should be called 0 end up nearly in the same place, the corner where both units are off. After
# that, one straight line is enough.
# </details>
#
# **The same line, seen from the input.** The probability at every place of the input plane: what is
# one straight line in the hidden space becomes two here, dashed.

# %% tags=["aside"]
# Draw: the probability over the plane of inputs
side = np.linspace(-0.5, 1.5, 161)
everywhere = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
surface = forward_of(everywhere, history[-1])[2].reshape(161, 161)

fig, ax = plt.subplots(figsize=(5, 4.2))
filled = ax.contourf(side, side, surface, levels=np.linspace(0, 1, 11), cmap="cividis")
ax.contour(side, side, surface, levels=[0.5], colors="white", linestyles="--")
for name, x, look in zip(input_names, inputs, style.series(4), strict=True):
    ax.plot(*x, look["marker"], color="white", markeredgecolor="black", markersize=11)
    box = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none"}
    ax.annotate(name, x, xytext=(9, 9), textcoords="offset points", bbox=box)
fig.colorbar(filled, ax=ax, label="P(Y=1 | x)")
ax.set(xlabel="x1", ylabel="x2")
show(
    "P(Y=1) over the plane of inputs: a dark band through [0 0] and [1 1] between two dashed lines, "
    "bright beyond them at [0 1] and at [1 0]."
)

# %% [markdown]
# <!-- exercise: dead_units -->
# The same network from other initial weights fails more often than not. One cause can be read off
# the hidden layer. A ReLU that is off for *every* input puts out 0 whatever comes, and as its slope
# is 0 there, too, no gradient will ever reach its weights: it is **dead**.
#
# **Shapes:** `X` is $(N, 2)$: all the inputs that occur. Return an array of True and False, $(H)$, one
# for each unit: True where its output is 0 for every row of `X`. The first line below gives you
# `forward_of` again.
#
# **Example:** two inputs $(1, 0)$ and $(0, 1)$, $W_2 = \begin{pmatrix}1&-2\\2&-1\end{pmatrix}$,
# $b_2 = (0, 0.5)$. The second unit's scores are $-1.5$ and $-0.5$: dead. The first one's are 1 and
# 2. The answer is (False, True).

# %%
forward_of = check.yours_or_ours("forward")


def dead_units(X, parameters):
    """Which hidden units put out 0 for every row of X.

    X (N, 2); parameters as in `forward` → (H,) of True and False.
    """
    # SOLUTION


# %%
check.dead_units(dead_units)

# %% [markdown]
# **Use it.** 400 networks, each from its own seed, trained at once: the seeds are one more axis of
# every array, so that NumPy makes a step for all of them in a few calls. How many solve the task,
# and what is wrong with the others?

# %%
dead_of = check.yours_or_ours("dead_units")
two = {
    "W2": np.array([[1.0, -2.0], [2.0, -1.0]]),
    "b2": np.array([0.0, 0.5]),
    "W3": np.array([1.0, 1.0]),
    "b3": np.array(0.0),
}
assert np.array_equal(dead_of(np.array([[1.0, 0.0], [0.0, 1.0]]), two), [False, True])

runs = train_seeds(range(400))
dead = np.array([dead_of(inputs, runs.at(s)).sum() for s in range(400)])
assert np.array_equal(dead, runs.dead)

solved_with_dead = (dead[runs.solved] > 0).sum()
print(f"solved: {runs.solved.mean():.0%} of the runs, {solved_with_dead} of them with a dead unit")
failed = dead[~runs.solved]
print(f"not solved, with a dead unit: {(failed > 0).mean():.0%} of the failures")
assert solved_with_dead == 0
assert 0.15 < runs.solved.mean() < 0.25
assert 0.5 < (failed > 0).mean() < 1

# %% tags=["aside"]
# Draw: where the 400 runs end, by the number of dead units
fig, ax = plt.subplots(figsize=(7.5, 3.4))
bins = np.linspace(0.3, 0.72, 43)
kinds = (runs.solved, ~runs.solved & (dead == 0), ~runs.solved & (dead == 1), dead == 2)
names = ("solved", "not solved, no unit dead", "one unit dead", "both units dead")
looks = list(style.series(4))
ax.hist(
    [runs.loss[kind] for kind in kinds],
    bins=bins,
    stacked=True,
    color=[look["colour"] for look in looks],
    hatch=[look["hatch"] for look in looks],
    edgecolor="white",
    label=names,
)
ax.axvline(floor, color="black", linestyle=":", label="floor")
ax.set(xlabel="loss after 20,000 steps (nats)", ylabel="runs")
ax.legend(loc="upper center", bbox_to_anchor=(0.42, 1))
show(
    "Histogram of the losses of 400 runs after 20,000 steps. Four heaps: the solved at the floor, "
    "0.33; no unit dead near 0.51 and 0.57; one dead at 0.57, the largest; both dead at 0.69."
)

# %% [markdown]
# **Look at the heaps.** There are only four places where a run ends, as if it were quantised. The
# loss tells how many inputs the network takes for each other though their labels differ: it gives
# them all the same probability, at best the mean of what they should have.


# %%
def entropy(p):
    """−p ln p − (1 − p) ln(1 − p), in nats."""
    return -p * np.log(p) - (1 - p) * np.log(1 - p)


levels = {
    "none": entropy(0.9),
    "two": entropy(0.9) / 2 + entropy(0.5) / 2,
    "three": entropy(0.9) / 4 + entropy((0.9 + 0.9 + 0.1) / 3) * 3 / 4,
    "all four": entropy(0.5),
}
for words, level in levels.items():
    print(f"{words:10s} {level:.4f}")
nearest = np.abs(runs.loss[:, None] - np.array(list(levels.values()))).argmin(axis=1)
assert (runs.loss > np.array(list(levels.values()))[nearest] - 1e-9).mean() > 0.99
assert set(nearest[dead == 1]) == {2}
assert set(nearest[dead == 2]) == {3}
assert set(nearest[runs.solved]) == {0}

# %% [markdown]
# With one dead unit the network has a single bend left: it gets one input right and shares out the
# other three. With two it is a constant, and $\ln 2 = 0.6931$ is all that it can reach.

# %% [markdown]
# <!-- exercise: autoencoder -->
# Eight inputs of which one is 1, three hidden units, eight outputs that should repeat the input.
# Three numbers between 0 and 1 for eight inputs: the network has to invent a code. Nobody tells it
# which. Both layers are sigmoids, and the loss is the squared error of an **autoencoder**, whose
# target is its own input:
#
# $$X_2 = \sigma(X W_2 + b_2), \qquad X_3 = \sigma(X_2 W_3 + b_3), \qquad
# J = \frac{1}{2N}\sum_{n,d} (X_{3,nd} - X_{nd})^2$$
#
# The slope of a sigmoid is $p(1-p)$, with $p$ for what it puts out. With the squared error it does
# not cancel:
#
# $$\frac{\partial J}{\partial Z_3} = \frac1N (X_3 - X)\odot X_3\odot(1 - X_3), \qquad
# \frac{\partial J}{\partial Z_2} = \frac{\partial J}{\partial Z_3} W_3^\top \odot X_2\odot(1 - X_2)$$
#
# and the four parameters follow as in Exercise 2.
#
# **Shapes:** `X` is $(N, D)$; `parameters` holds `"W2"` $(D, H)$, `"b2"` $(H)$, `"W3"` $(H, D)$ and
# `"b3"` $(D)$. Return `X2, X3, gradients`: the code $(N, H)$, the reconstruction $(N, D)$, and a
# dictionary with the gradients of the four parameters.
#
# **Example:** $x = (1, 0)$, one hidden unit, $W_2$, $b_2$ and $b_3$ zero, $W_3 = (2\ln 3,\ 0)$. The
# code is ½, the output $(\tfrac34, \tfrac12)$, so $\partial J/\partial Z_3 = (-\tfrac14\cdot
# \tfrac3{16},\ \tfrac12\cdot\tfrac14) = (-0.0469, 0.125)$. Half of that is $\partial J/\partial W_3$,
# and $\partial J/\partial b_2 = -0.0469\cdot 2\ln 3\cdot\tfrac14 = -0.0257$.


# %%
def autoencoder(X, parameters):
    """Code, reconstruction and gradients of J = 1/(2N) Σ (X3 − X)²; both layers are sigmoids.

    X (N, D); parameters {"W2" (D, H), "b2" (H,), "W3" (H, D), "b3" (D,)}
    → X2 (N, H), X3 (N, D), gradients: a dictionary like parameters.
    """
    # BEGIN SOLUTION
    W2, b2, W3, b3 = (parameters[name] for name in ("W2", "b2", "W3", "b3"))
    with np.errstate(over="ignore"):
        X2 = 1 / (1 + np.exp(-(X @ W2 + b2)))
        X3 = 1 / (1 + np.exp(-(X2 @ W3 + b3)))
    dZ3 = (X3 - X) * X3 * (1 - X3) / len(X)  # (N, D)
    dZ2 = dZ3 @ W3.T * X2 * (1 - X2)  # (N, H)
    gradients = {
        "W2": X.T @ dZ2,
        "b2": dZ2.sum(axis=0),
        "W3": X2.T @ dZ3,
        "b3": dZ3.sum(axis=0),
    }
    return X2, X3, gradients
    # END SOLUTION


# %%
check.autoencoder(autoencoder)

# %% [markdown]
# **Use it.** 5,000 steps from small random weights, all eight inputs in each, with a learning rate of
# 8: a mean squared error has small gradients. From which step on is every input's own output the
# largest, and what does the code look like in the end?

# %%
from utils.numpy_impl.hidden_representations import autoencoder_parameters

code_and_gradients = check.yours_or_ours("autoencoder")
small = {
    "W2": np.zeros((2, 1)),
    "b2": np.zeros(1),
    "W3": np.array([[2 * np.log(3), 0]]),
    "b3": np.zeros(2),
}
X2, X3, gradients = code_and_gradients(np.array([[1.0, 0.0]]), small)
assert np.allclose(X3, [[0.75, 0.5]])
assert np.allclose(gradients["b3"], [-0.0469, 0.125], atol=5e-5)
assert np.allclose(gradients["b2"], [-0.0257], atol=5e-5)

eye = np.eye(8)
weights = autoencoder_parameters(8, 3, np.random.default_rng(0))
codes, outputs = np.zeros((5_001, 8, 3)), np.zeros((5_001, 8, 8))
for step in range(5_001):
    codes[step], outputs[step], gradients = code_and_gradients(eye, weights)
    weights = {name: value - 8.0 * gradients[name] for name, value in weights.items()}

right = (outputs.argmax(axis=2) == np.arange(8)).sum(axis=1)  # (5001,)
all_right = np.flatnonzero(right < 8)[-1] + 1
print(f"all eight are right from step {all_right:,d} on")
assert all_right < 5_000

# %%
words = ["".join(str(int(u > 0.5)) for u in code) for code in codes[-1]]
for n in range(8):
    units = "  ".join(f"{u:.2f}" for u in codes[-1, n])
    print(f"input {n + 1}:  {units}   rounded {words[n]}")
print(f"{len(set(words))} different words of three bits; there are 2³ = 8")
assert len(set(words)) == 8

# %% tags=["aside"]
# Draw: the code at four moments of the training
fig, axes = plt.subplots(1, 4, figsize=(10, 3.4), sharey=True)
for ax, step in zip(axes, (0, 200, 800, 5_000), strict=True):
    image = ax.imshow(codes[step], cmap="cividis", vmin=0, vmax=1, aspect="auto")
    ax.set(title=f"step {step:,d}", xlabel="hidden unit")
    ax.set_xticks(range(3), range(1, 4))
axes[0].set_yticks(range(8), range(1, 9))
axes[0].set_ylabel("input that is 1")
fig.colorbar(image, ax=axes, label="hidden unit's output")
show(
    "Four tables, at steps 0, 200, 800 and 5,000, of the three hidden outputs for the eight inputs: "
    "all near one half at first, nearly all 0 or 1 in the end, no two rows alike."
)

# %% [markdown]
# <!-- exercise: topological_order -->
# So far you have walked backwards by hand, through a network whose order you knew. For a graph of
# any shape, a program has to find the order itself. Every node names its **parents**, the nodes that
# it is made of; a node without parents is a leaf, an input or a parameter. List the nodes in such an
# order that each one comes *after* all its parents. Then the forward pass can go through the list
# from the front, and the backward pass from the back.
#
# **What comes in:** `parents` is a dictionary: the name of each node, and the list of its parents'
# names, which may hold a name twice. `root` is the name of the node to be computed. Return a list
# with `root` and all that it depends on, directly or not, each name once. Leave out what the root
# does not need. Of several right orders, any will do. There are no circles.
#
# **Example:** $z = x\cdot w + b$ is two nodes, `s` for the product and `z` for the sum:
# `{"z": ["s", "b"], "s": ["x", "w"], "x": [], "w": [], "b": []}`. With the root `"z"`,
# `["x", "w", "s", "b", "z"]` is right, and so is `["b", "w", "x", "s", "z"]`.


# %%
def topological_order(parents, root):
    """The names of root and of all nodes that it depends on, each once and after its parents.

    parents: name → list of the names of the nodes that it is made of; root: a name → list of names.
    """
    # SOLUTION


# %%
check.topological_order(topological_order)

# %% [markdown]
# **Use it.** The network of this lab as a graph. The course's `Tensor` is an array that remembers
# what it was made of, in `.parents`; so writing the forward pass down *is* drawing the graph. Here
# are its nodes, shuffled, and in your order (a result is called by its operation and a number):

# %%
order_of = check.yours_or_ours("topological_order")
parents = {"z": ["s", "b"], "s": ["x", "w"], "x": [], "w": [], "b": []}
found = order_of(parents, "z")
assert sorted(found) == sorted(parents)
assert all(found.index(p) < found.index(node) for node in parents for p in parents[node])

trained = sgd_history(check.yours_or_ours("sgd"))[-1]  # the network of Exercise 4
xor = np.array([1, 0, 1, 0])  # what the four inputs should be called
W2, b2, W3, b3 = (autograd.Tensor(trained[name], name) for name in ("W2", "b2", "W3", "b3"))
X2 = (autograd.Tensor(inputs, "X") @ W2 + b2).relu()
X3 = (X2 @ W3 + b3).sigmoid()
P = X3 * autograd.Tensor(2 * xor - 1, "2y−1") + autograd.Tensor(1 - xor, "1−y")  # P(y|x)
J = -P.log().mean()

tensors = autograd.topological_order(J)
names = {node: node.name or f"{node.op}{k}" for k, node in enumerate(tensors)}
shuffled = [tensors[k] for k in np.random.default_rng(0).permutation(len(tensors))]
network_parents = {names[node]: [names[p] for p in node.parents] for node in shuffled}
in_order = order_of(network_parents, names[J])
print("shuffled:", "  ".join(network_parents))
print("in order:", "  ".join(in_order))
assert sorted(in_order) == sorted(names.values())
assert all(
    in_order.index(p) < in_order.index(node) for node in in_order for p in network_parents[node]
)

# %% [markdown]
# <!-- exercise: backprop -->
# The last piece. Each node has a value, and an operation that says what it passes on. With $g$ for a
# node's own gradient, the derivative of the root with respect to it, the chain rule gives each
# parent its share:
#
# | the node is | its parents get |
# |---|---|
# | `("+", "a", "b")`, the sum $a + b$ | $g$ and $g$ |
# | `("*", "a", "b")`, the product $a\cdot b$ | $g\cdot b$ and $g\cdot a$ |
# | `("relu", "a")`, $\max(0, a)$ | $g$ where $a > 0$, otherwise 0 |
# | `("leaf",)` | it has none |
#
# The root's own gradient is 1. A node that is used in several places gets a share from each, and
# **the shares add up**. That is why a node may only send when all its shares are in: go through the
# nodes backwards.
#
# **What comes in:** `graph`, the operation of each node as in the table, by its name; `values`, the
# value of each node, a number; `order`, a list of names as in Exercise 8, the root last. Return a
# dictionary: the gradient of each name in `order`.
#
# **Example:** $y = x\cdot w + x$ at $x = 2$, $w = 3$, with the product called `s`. The root `y` has
# gradient 1 and gives 1 to `s` and 1 to `x`; `s` gives $1\cdot 3$ to `x` and $1\cdot 2$ to `w`. So
# `x` has 1 + 3 = 4 altogether, and `w` has 2.


# %%
def backprop(graph, values, order):
    """Derivatives of the root, the last node of order, with respect to every node in order.

    graph: name → ("+", a, b), ("*", a, b), ("relu", a) or ("leaf",), with parents' names a and b
    values: name → number; order: names, parents first → {name: derivative}.
    """
    # SOLUTION


# %%
check.backprop(backprop)

# %% [markdown]
# **Use it.** The trained network of Exercise 4, number by number: 25 nodes, and the score $z_3$ as
# the root. `w12` leads from input 1 to hidden unit 2, `b22` is that unit's bias, `v2` its weight in
# $W_3$. Exercise 2 went through the same graph in a few lines of arrays. Do both agree?

# %%
back_of, order_of = check.yours_or_ours("backprop"), check.yours_or_ours("topological_order")
forward_of, gradients_of = check.yours_or_ours("forward"), check.yours_or_ours("backward")
trained = sgd_history(check.yours_or_ours("sgd"))[-1]  # the network of Exercise 4
tiny = {"x": ("leaf",), "w": ("leaf",), "s": ("*", "x", "w"), "y": ("+", "s", "x")}
gradients = back_of(tiny, {"x": 2.0, "w": 3.0, "s": 6.0, "y": 8.0}, ["x", "w", "s", "y"])
assert gradients == {"x": 4, "w": 2, "s": 1, "y": 1}

x = np.array([1.0, 0.0])
values = {"x1": x[0], "x2": x[1], "b3": float(trained["b3"])}
graph = {}
for h in (1, 2):
    values |= {f"w{d}{h}": float(trained["W2"][d - 1, h - 1]) for d in (1, 2)}
    values |= {f"b2{h}": float(trained["b2"][h - 1]), f"v{h}": float(trained["W3"][h - 1])}
    graph |= {
        f"p{h}": ("*", "x1", f"w1{h}"),
        f"q{h}": ("*", "x2", f"w2{h}"),
        f"s{h}": ("+", f"p{h}", f"q{h}"),
        f"z{h}": ("+", f"s{h}", f"b2{h}"),
        f"h{h}": ("relu", f"z{h}"),
        f"m{h}": ("*", f"h{h}", f"v{h}"),
    }
graph |= {"m": ("+", "m1", "m2"), "z3": ("+", "m", "b3")}
graph |= {name: ("leaf",) for name in values}

order = order_of({name: list(node[1:]) for name, node in graph.items()}, "z3")
for name in order:  # the forward pass
    operation, *names = graph[name]
    given = [values[n] for n in names]
    if operation == "+":
        values[name] = given[0] + given[1]
    elif operation == "*":
        values[name] = given[0] * given[1]
    elif operation == "relu":
        values[name] = max(given[0], 0.0)
gradients = back_of(graph, values, order)

X3 = forward_of(x[None], trained)[2]
by_arrays = gradients_of(x[None], np.array([0]), trained)  # dz3 = X3 − 0
by_graph = X3[0] * np.array([[gradients[f"w{d}{h}"] for h in (1, 2)] for d in (1, 2)])
print(f"{len(graph)} nodes; ∂J/∂W2 by arrays and by the graph:")
print(np.hstack([by_arrays["W2"], by_graph]).round(4))
assert len(graph) == 25
assert np.allclose(by_arrays["W2"], by_graph)
assert np.allclose(by_arrays["X"][0], X3[0] * np.array([gradients["x1"], gradients["x2"]]))

# %% tags=["aside"]
# Draw: every node of the graph with its value and its gradient
column, row, last = {}, {}, order[-1]
for name in order:
    column[name] = 1 + max((column[p] for p in graph[name][1:]), default=-1)
users = {name: [n for n in order if name in graph[n][1:]] for name in order}
for name in order:
    if graph[name] == ("leaf",):  # a leaf stands just before its first use
        column[name] = min(column[user] for user in users[name]) - 1

fig, ax = plt.subplots(figsize=(10.5, 5.5))
place = {}
for c in range(column[last] + 1):
    here = [name for name in order if column[name] == c]
    place |= {name: (c, (len(here) - 1) / 2 - k) for k, name in enumerate(here)}
for name in order:
    for parent in graph[name][1:]:
        ax.plot(*zip(place[parent], place[name], strict=True), "-", color=style.GREY, linewidth=1)
    sign = {"leaf": "", "*": " (·)", "+": " (+)", "relu": " (relu)"}[graph[name][0]]
    value, gradient = (style.number(v, "z.2f") for v in (values[name], gradients[name]))
    words = f"{name}{sign}\n{value}\n∂ {gradient}"
    shape, colour = ("square", "blue") if graph[name] == ("leaf",) else ("round", "orange")
    box = {"boxstyle": shape, "facecolor": "white", "edgecolor": style.COLOURS[colour]}
    ax.text(*place[name], words, ha="center", va="center", fontsize=9, bbox=box)
ax.set(xlim=(-0.5, column[last] + 0.5), ylim=(-3, 3))
ax.axis("off")
ax.set_title("Name (operation), value and gradient of every node; leaves are square and blue")
show(
    "The 25 nodes as boxes from the leaves on the left to z3 on the right, each with its operation, "
    "value and gradient: 1 at z3; through the ReLU that is off nothing passes back."
)

# %% [markdown]
# The unit that is off gets a gradient at its output, and passes nothing on: everything before its
# ReLU has a 0. With arrays in place of numbers, a few operations more and the sums that undo
# broadcasting, your two functions *are* the course's `autograd`, and in essence torch's:

# %%
xor = np.array([1, 0, 1, 0])  # what the four inputs should be called
W2, b2, W3, b3 = (autograd.Tensor(trained[name], name) for name in ("W2", "b2", "W3", "b3"))
X3 = ((autograd.Tensor(inputs) @ W2 + b2).relu() @ W3 + b3).sigmoid()
autograd.backward(-(X3 * (2 * xor - 1) + (1 - xor)).log().mean())
by_hand_written = gradients_of(inputs, xor, trained)
for node in (W2, b2, W3, b3):
    assert np.allclose(node.grad, by_hand_written[node.name])
    print(f"∂J/∂{node.name}: the graph of Exercise 8 and your Exercise 2 agree")

# %% [markdown]
# <!-- exercise: gradients_in_torch -->
# Autograd, the full one. torch watches what is computed from tensors that were made with
# `requires_grad=True`; `J.backward()` walks back through the graph and leaves $\partial J/\partial v$
# in `v.grad`. Write the forward pass of Exercise 1 and the loss of Exercise 2 in torch, and let it find
# the gradients: as NumPy arrays, under the names of Exercise 2.
#
# **Shapes:** as in Exercise 2: `X` $(N, 2)$, `y` $(N)$ of 0 and 1, `parameters` a dictionary of arrays.
# Scores may be very large: use a loss that takes scores, not probabilities. Return a dictionary with
# the gradients of `"X"`, `"W2"`, `"b2"`, `"W3"` and `"b3"`.
#
# **Example:** as in Exercise 2: with $x = (1, 1)$ and $y = 1$, $\partial J/\partial W_3 = (-0.8068, 0)$.

# %%
import torch
from torch.nn import functional as F


def gradients_in_torch(X, y, parameters):
    """Gradients of the mean cross entropy J of the labels y, found by torch.

    X (N, 2); y (N,) of 0 and 1; parameters as in `forward`: NumPy arrays
    → {"X" (N, 2), "W2" (2, H), "b2" (H,), "W3" (H,), "b3"}: NumPy arrays.
    """
    # SOLUTION


# %%
check.gradients_in_torch(gradients_in_torch)

# %% [markdown]
# **Use it.** By hand, by the graph and by torch: three ways to the same numbers, on forty examples.

# %%
by_torch, by_hand_of = check.yours_or_ours("gradients_in_torch"), check.yours_or_ours("backward")
found, expected = by_torch(X_all, y_all, example), by_hand_of(X_all, y_all, example)
for name, gradient in expected.items():
    apart = np.abs(found[name] - gradient).max()
    print(f"∂J/∂{name:2s} agrees to 1e-12: {apart < 1e-12}")
    assert apart < 1e-12

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: what saves a run?
#
# *Open-ended, no check.* One run in five solves noisy XOR with two ReLUs. What helps most: more
# hidden units, another activation, other initial weights? `train_seeds` takes
# `H=…`, `activation="leaky_relu"` (or `"tanh"`) and `init="he_bias"` (or `"uniform"`, `"normal"`,
# `"torch"`). Draw the share of solved runs against H for two activations. (With 100 runs, a share is
# uncertain by about 0.04.)

# %% tags=["solution"]
widths = (2, 4, 6)
share = {
    activation: [train_seeds(range(100), H=H, activation=activation).solved.mean() for H in widths]
    for activation in ("relu", "leaky_relu")
}
fig, ax = plt.subplots(figsize=(6, 3.4))
for (activation, solved), look in zip(share.items(), style.series(2), strict=True):
    ax.plot(widths, solved, look["dash"], marker=look["marker"], label=activation)
ax.set(xlabel="hidden units H", ylabel="share solved, of 100 runs", ylim=(0, 1.02))
ax.set_xticks(widths)
ax.legend()
show(
    "Share of solved runs against the number of hidden units, 2, 4 and 6: it rises steeply for "
    "ReLU and for leaky ReLU, which is above it throughout."
)
assert share["relu"][0] < 0.3 < 0.8 < share["relu"][-1]
assert share["relu"][0] < share["leaky_relu"][0] < 0.5

# %% [markdown] tags=["solution"]
# More units help most. Each one is another outcome in the lottery: some die, some see the same as
# others, and enough are left for the two that are needed. A small slope below 0 keeps a unit from
# dying, which helps while there are few; but it does not rescue a run in which both units bend at
# the wrong place.

# %% [markdown]
# ## What next
#
# You have everything that trains a network: forwards, backwards, a check that catches mistakes,
# steps, and an idea of what may go wrong inside. The network here had to look at all its inputs at
# once. Topic 03 gives it pictures, and weights that are shared by every place in them.
