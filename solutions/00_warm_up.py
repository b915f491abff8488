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
# Three ways to see a matrix product, a layer of neurons, a perceptron that learns, a line fitted by
# your own gradient, and the tool that tells whether a gradient is right.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_sample_image

from utils.checks.warm_up import check
from utils.data import iris
from utils.plots import style
from utils.plots.show import show
from utils.plots.warm_up import draw_perceptron

style.use()

# what several exercises use
A, B = np.array([[1, 2, 0], [0, 1, -1]]), np.array([[1, 2], [3, 0], [4, 1]])
photograph = load_sample_image("flower.jpg")[::4, ::4] / 255  # (107, 160, 3), from 0 to 1
colours = photograph.reshape(-1, 3)  # (17120, 3): one row for each pixel
to_grey = np.array([[0.299], [0.587], [0.114]])
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
tables = {
    "AND": np.array([0, 0, 0, 1]),
    "OR": np.array([0, 1, 1, 1]),
    "XOR": np.array([0, 1, 1, 0]),
}
flowers = iris.load(standardise=False).X
lengths, widths = flowers[:, 2:3], flowers[:, 3]  # of the petals, in cm: (150, 1), (150)
lengths_1 = np.hstack([lengths, np.ones((150, 1))])  # (150, 2)
best_w, best_b = np.linalg.lstsq(lengths_1, widths, rcond=None)[0]  # of the best line

# %% [markdown]
# <!-- exercise: matmul_rows -->
# The product of a matrix $A$ and a matrix $B$ has as many rows as $A$ and as many columns as $B$.
# Entry $(n, h)$ is row $n$ of $A$ times column $h$ of $B$:
#
# $$(AB)_{nh} = \sum_d A_{nd}\,B_{dh}$$
#
# `A @ B` does that at once, and passes the check. Write it without `@` between the two matrices
# this time, so that you see what the sign stands for.
#
# **Shapes:** `A` is $(N, D)$, `B` is $(D, H)$; the result is $(N, H)$.
#
# **Example:** $\begin{pmatrix}1&2&0\\0&1&-1\end{pmatrix}\begin{pmatrix}1&2\\3&0\\4&1\end{pmatrix} =
# \begin{pmatrix}7&2\\-1&-1\end{pmatrix}$, since for instance $1\cdot1+2\cdot3+0\cdot4=7$.


# %%
def matmul_rows(A, B):
    """AB, entry by entry: row n of A times column h of B.

    A (N, D); B (D, H) → (N, H).
    """
    # SOLUTION


# %%
check.matmul_rows(matmul_rows)

# %% [markdown]
# **Use it.** Row times column measures how alike two lists of numbers are. Four of each handwritten
# digit, 64 pixels a row, with the average picture taken away and every row brought to length 1:
# $XX^\top$ compares each with each, in one product. Which digits are taken for each other most
# easily?

# %%
from sklearn.datasets import load_digits

rows_times_columns = check.yours_or_ours("matmul_rows")
assert np.allclose(rows_times_columns(A, B), [[7, 2], [-1, -1]])

pixels, digit = load_digits(return_X_y=True)
forty = np.concatenate([np.flatnonzero(digit == k)[:4] for k in range(10)])
X = pixels[forty] - pixels.mean(axis=0)  # (40, 64)
X /= np.linalg.norm(X, axis=1, keepdims=True)
alike = rows_times_columns(X, X.T)  # (40, 40)
assert np.allclose(np.diag(alike), 1)

# %%
fig, ax = plt.subplots(figsize=(6, 5))
image = ax.imshow(alike, cmap="cividis", vmin=-1, vmax=1)
ax.set_xticks(np.arange(1.5, 40, 4), range(10))
ax.set_yticks(np.arange(1.5, 40, 4), range(10))
ax.set(xlabel="digit, four pictures each", ylabel="digit, four pictures each")
ax.set_title("Bright: alike")
fig.colorbar(image, label="row times column")
show(
    "A table of 40 by 40 pictures: ten bright blocks of four along the diagonal, one for each "
    "digit, and paler ones where two digits look alike."
)

same_digit = digit[forty][:, None] == digit[forty]
others = ~np.eye(40, dtype=bool)  # every picture is like itself: leave that out
print(f"two pictures of one digit: {alike[same_digit & others].mean():5.2f} on average")
print(f"of different digits:       {alike[~same_digit].mean():5.2f}")

# %% [markdown]
# <!-- exercise: matmul_columns -->
# Look at the same product by columns. Column $h$ of $AB$ is a mixture of the columns of $A$, and
# the weights stand in column $h$ of $B$:
#
# $$(AB)_{:h} = \sum_d B_{dh}\,A_{:d}$$
#
# **Shapes:** `A` is $(N, D)$, `B` is $(D, H)$; the result is $(N, H)$, the numbers are those of
# Exercise 1.
#
# **Example:** in the product of Exercise 1 the first column is
# $1\begin{pmatrix}1\\0\end{pmatrix} + 3\begin{pmatrix}2\\1\end{pmatrix} +
# 4\begin{pmatrix}0\\-1\end{pmatrix} = \begin{pmatrix}7\\-1\end{pmatrix}$.


# %%
def matmul_columns(A, B):
    """AB, column by column: column h is the sum of A's columns with the weights B[:, h].

    A (N, D); B (D, H) → (N, H).
    """
    # SOLUTION


# %%
check.matmul_columns(matmul_columns)

# %% [markdown]
# **Use it.** A photograph is a matrix with a row for each pixel and three columns: red, green, blue.
# A (3, 3) matrix mixes new colours out of them. What does each of its columns do? (The photograph
# comes with scikit-learn: flickr.com/photos/vultilion, licence CC BY 2.0.)

# %%
mixtures = check.yours_or_ours("matmul_columns")
assert np.allclose(mixtures(A, B), [[7, 2], [-1, -1]])

recipes = {
    "as it is": np.eye(3),
    "red and blue exchanged": np.array([[0.0, 0, 1], [0, 1, 0], [1, 0, 0]]),
    "grey: three equal columns": to_grey @ np.ones((1, 3)),
}

# %%
fig, axes = plt.subplots(1, 3, figsize=(8.4, 2.2))
for ax, (title, recipe) in zip(axes, recipes.items(), strict=True):
    ax.imshow(mixtures(colours, recipe).reshape(photograph.shape).clip(0, 1))
    ax.set_title(title)
    ax.axis("off")
show("The flower three times: as it is, with red and blue exchanged, and in grey.")

# %% [markdown]
# <!-- exercise: outer_products -->
# The third way: column $d$ of $A$ meets row $d$ of $B$. Every entry of the one times every entry of
# the other makes a whole matrix, their **outer product**, and
#
# $$AB = \sum_d T_d, \qquad (T_d)_{nh} = A_{nd}\,B_{dh}.$$
#
# Return the matrices $T_d$, not yet added up.
#
# **Shapes:** `A` is $(N, D)$, `B` is $(D, H)$; the result is $(D, N, H)$: `T[d]` is one matrix.
#
# **Example:** in the product of Exercise 1 the second one is
# $T_1 = \begin{pmatrix}2\\1\end{pmatrix}\begin{pmatrix}3&0\end{pmatrix} =
# \begin{pmatrix}6&0\\3&0\end{pmatrix}$.


# %%
def outer_products(A, B):
    """The outer products of column d of A and row d of B, for every d; their sum is AB.

    A (N, D); B (D, H) → (D, N, H).
    """
    # SOLUTION


# %%
check.outer_products(outer_products)

# %% [markdown]
# **Use it.** Every matrix is a sum of outer products, and the *singular value decomposition* finds
# those that get closest with the fewest. The photograph in grey, made of its first 1, 5 and 20.
# Each of them is one column and one row: how many numbers is that?

# %%
outer = check.yours_or_ours("outer_products")
assert np.allclose(outer(A, B)[1], [[6, 0], [3, 0]])

grey = (colours @ to_grey).reshape(107, 160)
U, sizes, V = np.linalg.svd(grey, full_matrices=False)  # (107, 107), (107), (107, 160)
sums = np.cumsum(outer(U * sizes, V), axis=0)  # sums[k - 1] has the first k
assert np.allclose(sums[-1], grey)

# %%
fig, axes = plt.subplots(1, 4, figsize=(9.2, 1.9))
for ax, k in zip(axes, (1, 5, 20, 107), strict=True):
    ax.imshow(sums[k - 1], cmap="gray", vmin=0, vmax=1)
    ax.set_title(f"{k} of 107" if k < 107 else "all 107")
    ax.axis("off")
show(
    "The grey photograph made of 1, 5, 20 and all 107 outer products: bars at first, a "
    "blurred flower with 5, hardly any difference with 20."
)
for k in (1, 5, 20):
    error = np.sqrt(((sums[k - 1] - grey) ** 2).mean() / grey.var())
    print(f"{k:3d}: {k * (107 + 160):5d} numbers instead of {grey.size}, {error:4.0%} missing")

# %% [markdown]
# <!-- exercise: dense -->
# A neuron weighs its inputs, adds a bias and applies an activation: $y = f(\sum_d x_d w_d + b)$. A
# layer is $H$ neurons that see the same inputs. With an example in each *row* of $X$ and a neuron in
# each *column* of $W$, one product does all neurons for all examples:
#
# $$Y = f(XW + b)$$
#
# **Shapes:** `X` is $(N, D)$, `W` is $(D, H)$, `b` is $(H)$, one bias for each neuron; `f` is a
# function that takes an array and works on every entry, such as `np.tanh`. The result is $(N, H)$.
#
# **Example:** $X = \begin{pmatrix}1&2\end{pmatrix}$, $W = \begin{pmatrix}1&-1&0\\0&1&2\end{pmatrix}$,
# $b = (0.5, -3, 0)$: the sums are $(1.5, -2, 4)$, so with ReLU, $f(z) = \max(z, 0)$, the layer gives
# $(1.5, 0, 4)$.


# %%
def dense(X, W, b, f):
    """A layer of neurons: f(XW + b).

    X (N, D) examples; W (D, H) a neuron in each column; b (H,); f works on arrays → (N, H).
    """
    # SOLUTION


# %%
check.dense(dense)

# %% [markdown]
# **Use it.** Three neurons with a step as activation (1 above 0, else 0), wired by hand. The first
# two see the inputs, the third sees the first two. Which of them says “one of the two inputs, but
# not both”?

# %%
from utils.numpy_impl.warm_up import step

layer = check.yours_or_ours("dense")
W, b = np.array([[1.0, -1.0, 0.0], [0.0, 1.0, 2.0]]), np.array([0.5, -3.0, 0.0])
assert np.allclose(layer(np.array([[1.0, 2.0]]), W, b, lambda z: np.maximum(z, 0)), [[1.5, 0, 4]])

W_1, b_1 = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([-0.5, -1.5])  # OR, AND
W_2, b_2 = np.array([[1.0], [-1.0]]), np.array([-0.5])  # OR, but not AND


def three_neurons(X):
    """The answers of the two first neurons and of the third, (N, 3)."""
    first = layer(X, W_1, b_1, step)
    return np.hstack([first, layer(first, W_2, b_2, step)])


print("x_1 x_2   neuron 1, 2, 3")
for x, y in zip(corners.astype(int), three_neurons(corners).astype(int), strict=True):
    print(f" {x[0]}   {x[1]}           {y[0]}  {y[1]}  {y[2]}")

# %%
x_1, x_2 = np.meshgrid(np.linspace(-0.5, 1.5, 401), np.linspace(-0.5, 1.5, 401))
plane = np.stack([x_1.ravel(), x_2.ravel()], axis=1)  # (160801, 2)
answers = three_neurons(plane)  # (160801, 3)
shade = ["white", style.COLOURS["sky"]]

fig, axes = plt.subplots(1, 3, figsize=(10, 3.3))
for ax, answer, at_corners in zip(axes, answers.T, three_neurons(corners).T, strict=True):
    ax.contourf(x_1, x_2, answer.reshape(x_1.shape), levels=[-0.5, 0.5, 1.5], colors=shade)
    ax.plot(*corners[at_corners == 1].T, "ko", markersize=10)
    ax.plot(*corners[at_corners == 0].T, "ko", markersize=10, markerfacecolor="white")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xticks=[0, 1], yticks=[0, 1])
for ax, title in zip(axes, ("neuron 1", "neuron 2", "neuron 3"), strict=True):
    ax.set_title(title)
fig.suptitle("Shaded, and filled corners: the neuron answers 1")
show(
    "Three planes with the four corners: neuron 1 fires above a line, neuron 2 above a "
    "parallel line further out, neuron 3 in the band between them."
)

# %% [markdown]
# <!-- exercise: perceptron -->
# Can a neuron find its weights by itself? The perceptron answers $\hat y = 1$ where
# $\sum_d x_d w_d + b > 0$ and $\hat y = 0$ elsewhere. It starts with $w = 0$, $b = 0$, looks at
# one example after the other, and learns from its mistakes:
#
# $$w \leftarrow w + (y - \hat y)\,x, \qquad b \leftarrow b + (y - \hat y).$$
#
# Nothing changes when the answer was right. Once through all examples, in their order, is an
# **epoch**.
#
# **Shapes:** `X` is $(N, D)$, `y` is $(N)$ with labels 0 and 1. Return `w, b, mistakes`: arrays of
# shapes $(D)$ and, for `mistakes`, $(\text{epochs})$, the number of wrong answers given during each
# epoch; `b` is one number.
#
# **Example:** OR, that is the inputs (0,0), (0,1), (1,0), (1,1) with labels 0, 1, 1, 1, for one
# epoch. The first sum is 0, so $\hat y = 0$, which is right. The second is 0, too, but 1 is wanted:
# $w$ becomes $(0, 1)$ and $b = 1$. The other two are right then, so `mistakes` is $(1)$.


# %%
def perceptron(X, y, epochs):
    """The perceptron's learning rule, from w = 0 and b = 0, the examples in their order.

    X (N, D); y (N,) labels 0 and 1
    → w (D,), b one number, mistakes (epochs,): wrong answers during each epoch.
    """
    # SOLUTION


# %%
check.perceptron(perceptron)

# %% [markdown]
# **Use it.** AND and OR are learnt within a few epochs. XOR, which three neurons can do, never is:
# no straight line has its 1s on one side. (A corner on the line itself gets the answer 0.)

# %%
learn = check.yours_or_ours("perceptron")
w, b, mistakes = learn(corners, np.array([0, 1, 1, 1]), 1)
assert np.array_equal([*w, b, *mistakes], [0, 1, 1, 1])

learnt = {name: learn(corners, y, 10) for name, y in tables.items()}
for name, (_, _, mistakes) in learnt.items():
    print(f"{name:3s} mistakes in each epoch: {' '.join(str(int(m)) for m in mistakes)}")

fig, axes = plt.subplots(1, 3, figsize=(10, 3.3))
for ax, (name, (w, b, mistakes)) in zip(axes, learnt.items(), strict=True):
    left = "none" if mistakes[-1] == 0 else f"{mistakes[-1]:.0f}"
    draw_perceptron(ax, corners, tables[name], w, b, f"{name}, wrong in epoch 10: {left}")
axes[-1].legend(title="wanted", loc="center left", bbox_to_anchor=(1, 0.5))
fig.suptitle("Shaded: the perceptron answers 1")
show("Three planes with the four inputs and a straight line: AND and OR are separated, XOR is not.")

# %% [markdown]
# *Never* is a strong word for ten epochs. But what happens in an epoch depends on nothing but $w$
# and $b$ at its beginning. Once they come back to what they were, everything repeats for ever:

# %%
before = {}
for epoch in range(1, 20):
    w, b, _ = learn(corners, tables["XOR"], epoch)
    state = (*w.tolist(), float(b))
    if state in before:
        print(f"after epochs {before[state]} and {epoch}: w = {w}, b = {b}")
        break
    before[state] = epoch
assert state in before
assert learn(corners, tables["XOR"], epoch)[2][-1] > 0  # and there are mistakes in the circle

# %% [markdown]
# <!-- exercise: loss_and_gradient -->
# From yes-or-no to numbers: a line $\hat y = Xw + b$ through data. How bad a line is, is said by
# its **loss**, half the mean of the squared errors:
#
# $$J = \frac{1}{2N}\sum_n r_n^2, \qquad r = Xw + b - y.$$
#
# Differentiate that. The ½ goes away with the 2 of the square:
#
# $$\frac{\partial J}{\partial w} = \frac1N X^\top r, \qquad
# \frac{\partial J}{\partial b} = \frac1N\sum_n r_n.$$
#
# **Shapes:** `X` $(N, D)$, `y` $(N)$, `w` $(D)$, `b` one number. Return `J, dw, db`: a number,
# $(D)$, a number.
#
# **Example:** $X = (1, 2, 4)^\top$, $y = (1, 4, 5)$, $w = (2)$, $b = 1$: the errors are
# $r = (2, 1, 4)$, so $J = \tfrac16(4 + 1 + 16) = 3.5$,
# $\partial J/\partial w = \tfrac13(1\cdot2 + 2\cdot1 + 4\cdot4) = 6.6667$ and
# $\partial J/\partial b = \tfrac73 = 2.3333$.


# %%
def loss_and_gradient(X, y, w, b):
    """Half the mean squared error J of the line Xw + b, and its gradients ∂J/∂w and ∂J/∂b.

    X (N, D); y (N,); w (D,); b one number → J one number, dw (D,), db one number.
    """
    # SOLUTION


# %%
check.loss_and_gradient(loss_and_gradient)

# %% [markdown]
# **Use it.** How wide is an iris petal of a given length? Every point of this plane is a line, given
# by its $w$ and $b$; the curves join lines of equal loss. An arrow points against the gradient:
# straight across the curves, and seldom at the lowest point.

# %%
J_and_gradient = check.yours_or_ours("loss_and_gradient")
J, dw, db = J_and_gradient(
    np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 4.0, 5.0]), np.array([2.0]), 1.0
)
assert np.allclose([J, dw[0], db], [3.5, 6.6667, 2.3333], atol=5e-5)

w_grid, b_grid = np.linspace(-0.1, 1, 80), np.linspace(-1, 0.6, 80)
losses = [[J_and_gradient(lengths, widths, np.array([w]), b)[0] for w in w_grid] for b in b_grid]

J, dw, db = J_and_gradient(lengths, widths, np.array([best_w]), best_b)
assert np.allclose([dw[0], db], 0)  # where the loss is least, the gradient is zero
print(f"least loss {J:.4f} at w = {best_w:.3f}, b = {best_b:.3f}")

# %%
fig, ax = plt.subplots(figsize=(5.5, 5.5))
levels = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2]
curves = ax.contour(w_grid, b_grid, losses, levels=levels, colors=style.COLOURS["blue"])
ax.clabel(curves, fontsize=9)
for w, b in [(0.05, -0.7), (0.1, 0.3), (0.8, -0.4), (0.85, 0.4), (0.45, -0.85), (0.3, 0.45)]:
    _, dw, db = J_and_gradient(lengths, widths, np.array([w]), b)
    length = np.hypot(dw[0], db)
    head = (w - 0.12 * dw[0] / length, b - 0.12 * db / length)
    ax.annotate("", head, (w, b), arrowprops={"arrowstyle": "-|>", "linewidth": 1.8})
ax.plot(best_w, best_b, "D", color=style.COLOURS["vermillion"], label="least loss")
ax.set(xlabel="w (cm of width for a cm of length)", ylabel="b (cm)", aspect="equal")
ax.legend(loc="lower left")
show(
    "Lines of equal loss over w and b, a long narrow valley, and six arrows against the "
    "gradient: they point across the valley, not along it to the least loss."
)

# %% [markdown]
# <!-- exercise: fit -->
# **Training** is going where the arrows point. From $w = 0$ and $b = 0$, each step does, with the
# gradients at the current $w$ and $b$ and the learning rate $\eta$,
#
# $$w \leftarrow w - \eta\,\frac{\partial J}{\partial w}, \qquad
# b \leftarrow b - \eta\,\frac{\partial J}{\partial b}.$$
#
# **Shapes:** `X` is $(N, D)$, `y` is $(N)$, `steps` the number of steps. Return `w, b, losses`: an
# array $(D)$, one number, and an array $(\text{steps})$ with the loss *before* each step. The first
# line below gives you `J_and_gradient`, yours or ours.
#
# **Example:** $X = (1, 3)^\top$, $y = (1, 2)$, $\eta = 0.1$. At first $r = (-1, -2)$, so the loss is
# 1.25, and one step leads to $w = (0.35)$, $b = 0.15$. After a second one $w = (0.495)$, $b = 0.215$.

# %%
J_and_gradient = check.yours_or_ours("loss_and_gradient")


def fit(X, y, steps, learning_rate):
    """Linear regression by gradient descent, from w = 0 and b = 0.

    X (N, D); y (N,)
    → w (D,), b one number, losses (steps,): the loss before each step.
    """
    # SOLUTION


# %%
check.fit(fit)

# %% [markdown]
# **Use it.** How long may a step be? The loss is a parabola in every direction, and
# $\lambda_{\max}$ says how much it curves in the steepest one: it is the largest eigenvalue of the
# matrix of second derivatives, here $\frac1N[X\;1]^\top[X\;1]$. Above $\eta = 2/\lambda_{\max}$ each
# step goes further up on the other side than it came down.

# %%
train = check.yours_or_ours("fit")
w, b, losses = train(np.array([[1.0], [3.0]]), np.array([1.0, 2.0]), 2, 0.1)
assert np.allclose([*w, b, losses[0]], [0.495, 0.215, 1.25])

curvature = np.linalg.eigvalsh(lengths_1.T @ lengths_1 / 150)  # along the valley, across it
limit = 2 / curvature[-1]
least = J_and_gradient(lengths, widths, np.array([best_w]), best_b)[0]
print(
    f"2 / λ_max = {limit:.4f}; across the valley is {curvature[1] / curvature[0]:.0f} times steeper"
)

# %%
fig, ax = plt.subplots(figsize=(7.5, 3.6))
for share in (0.02, 0.5, 0.98, 1.02):
    w, b, losses = train(lengths, widths, 150, share * limit)
    ax.plot(losses - least, label=f"η = {share:g} · 2/λ")
    print(
        f"η = {share:4g} · 2/λ_max: loss {losses[0]:.3f} at first, {losses[-1]:.3g} before step 150"
    )
ax.set(yscale="log", xlabel="step", ylabel="loss above the least")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Loss above the least against the step for four learning rates on a log axis: 0.5 of the limit "
    "drops at once and then creeps, 0.98 ends lowest, 0.02 stays high, 1.02 climbs."
)
assert losses[-1] > losses[0]  # the last of the four climbs
assert train(lengths, widths, 150, 0.98 * limit)[2][-1] < 0.03

# %% [markdown]
# Even the best of them creeps: a step that is short enough across the valley gets nowhere along it.
# The cure is to make the valley round. Take the mean of the lengths away and divide by their standard deviation:

# %%
mean, deviation = lengths.mean(), lengths.std()
w, b, losses = train((lengths - mean) / deviation, widths, 10, 0.5)
print(f"before step 10 the loss is {losses[-1] - least:.6f} above the least")
w_cm, b_cm = w / deviation, b - w[0] * mean / deviation  # the same line, for lengths in cm
assert np.allclose([*w_cm, b_cm], [best_w, best_b], atol=5e-3)

fig, ax = plt.subplots(figsize=(6.5, 3.6))
ax.plot(lengths, widths, "o", color=style.COLOURS["sky"], markersize=5)
ends = np.array([1.0, 7.0])
ax.plot(ends, w_cm * ends + b_cm, linestyle="-", color="black")
ax.set(xlabel="petal length (cm)", ylabel="petal width (cm)")
ax.set_title(f"width = {w_cm[0]:.3f} · length {b_cm:+.3f} cm".replace("-", "−"))
show("Petal width against length of 150 flowers with the fitted line through the cloud.")

# %% [markdown]
# <!-- exercise: central_difference -->
# A gradient with a slip in it often trains a little, and nobody notices. So compare it with
# differences of the loss itself. Move one entry $x_i$ up and down by $\varepsilon$ and leave the
# others where they are:
#
# $$\frac{\partial f}{\partial x_i} \approx \frac{f(x + \varepsilon e_i) - f(x - \varepsilon e_i)}
# {2\varepsilon}$$
#
# **Shapes:** `f` takes an array like `x` and returns one number; `x` holds floats and has **any**
# shape, $(D)$ or $(D, H)$ for example; `eps` is one number. The result has the shape of `x`.
# Leave `x` itself as it is.
#
# **Example:** $f(x) = x_0^2 + x_1^2$ at $x = (3, -1)$ gives $(6, -2)$ for every $\varepsilon$: for a
# parabola the central difference is exact.


# %%
def central_difference(f, x, eps):
    """∂f/∂x_i ≈ (f(x + ε e_i) − f(x − ε e_i)) / 2ε for every entry of x.

    f takes an array like x and returns one number; x any shape → the gradient, of x's shape.
    """
    # SOLUTION


# %%
check.central_difference(central_difference)

# %% [markdown]
# **Use it.** First on your own loss, and on one with a slip in it:

# %%
numerically = check.yours_or_ours("central_difference")
J_and_gradient = check.yours_or_ours("loss_and_gradient")
assert np.allclose(numerically(lambda x: (x**2).sum(), np.array([3.0, -1.0]), 0.5), [6, -2])

rng = np.random.default_rng(0)
X, y, w, b = rng.normal(size=(20, 3)), rng.normal(size=20), rng.normal(size=3), 0.7
_, dw, _ = J_and_gradient(X, y, w, b)
measured = numerically(lambda w: J_and_gradient(X, y, w, b)[0], w, 1e-5)
slip = X.T @ (y - X @ w + b) / 20  # a pair of brackets is missing
for name, gradient in {"J_and_gradient": dw, "with a slip": slip}.items():
    error = np.abs(gradient - measured).max()
    print(f"{name}: {'agrees with' if error < 1e-8 else 'differs from'} the differences")
assert np.abs(dw - measured).max() < 1e-8 < np.abs(slip - measured).max()

# %% [markdown]
# Then: which $\varepsilon$ is best? A large one sees the bend of the curve, an error that shrinks
# with $\varepsilon^2$. A small one subtracts two nearly equal numbers, of which float64 keeps 16
# digits, and divides what is left by almost nothing: an error that grows with $1/\varepsilon$.

# %%
steps = np.geomspace(1e-12, 1, 97)
at = np.array([1.0])
central = [abs(numerically(lambda x: np.sin(x[0]), at, eps)[0] - np.cos(1)) for eps in steps]
one_sided = np.abs((np.sin(1 + steps) - np.sin(1)) / steps - np.cos(1))
best = steps[np.argmin(np.convolve(np.log(np.maximum(central, 1e-17)), np.ones(9), "same"))]
assert 1e-6 < best < 4e-5

fig, ax = plt.subplots(figsize=(7.5, 3.8))
ax.plot(steps, one_sided, "--", color=style.COLOURS["orange"], label="one-sided")
ax.plot(steps, central, "-", color=style.COLOURS["blue"], label="central")
ax.axvline(6e-6, color="black", linestyle=":", label="$6 \\cdot 10^{-6}$")
ax.set(xscale="log", yscale="log", xlabel="ε", ylabel="error of the slope of sin at 1")
ax.legend()
show(
    "Error of the slope against ε on log axes: two V shapes, the central difference lowest "
    "near a dotted line at 6·10⁻⁶."
)

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: train a network with nothing else
#
# *Open-ended, no check.* You now have a layer, and a gradient for anything. That is enough to train
# a network. Take two `tanh` neurons and one output with the sigmoid $1/(1+e^{-z})$, all nine numbers
# in one array, with random starting values, and half the mean squared error on XOR as the loss.
# Walk downhill with `numerically(loss, theta, 1e-5)` and $\eta = 2$ for 1,500 steps. Which answers
# does it give for the four corners? How often is the loss computed for that, and how often would it
# be with a million parameters? And does it work from every starting point?
#
# `layer` and `numerically`, fetched below, `corners` and `tables` are all you need.

# %% tags=["solution"]
layer, numerically = check.yours_or_ours("dense"), check.yours_or_ours("central_difference")
calls = 0


def network(theta):
    """Two tanh neurons and one sigmoid; theta (9,) → the answers for the corners, (4,)."""
    hidden = layer(corners, theta[:4].reshape(2, 2), theta[4:6], np.tanh)
    return layer(hidden, theta[6:8].reshape(2, 1), theta[8:], lambda z: 1 / (1 + np.exp(-z)))[:, 0]


def loss(theta):
    """Half the mean squared error on XOR."""
    global calls
    calls += 1
    return ((network(theta) - tables["XOR"]) ** 2).mean() / 2


ends = {}
for seed in range(6):
    theta = np.random.default_rng(seed).normal(size=9)
    for _ in range(1_500):
        theta = theta - 2 * numerically(loss, theta, 1e-5)
    ends[seed] = network(theta)
    print(f"start {seed}: answers {np.round(ends[seed], 2)}")
print(f"the loss was computed {calls:,d} times")
assert np.array_equal(ends[0] > 0.5, tables["XOR"])
assert calls == 6 * 1_500 * 18

# %% [markdown] tags=["solution"]
# Most starting points lead to XOR, one gets stuck with two corners near ½: a valley of its own, not
# the deepest. Every step asks for the loss 18 times, twice for each number; with a million
# parameters it would be two million times. *Backpropagation* gets the whole gradient for the price
# of a few evaluations, and that is what topic 02 builds. The differences stay what they are good
# for: checking it.

# %% [markdown]
# ## What next
#
# You have built every part of a network: the product, the layer, the loss, the gradient, the step
# downhill and the check. In topic 01 the loss changes, from squared errors to the surprise at the
# right answer, and lines become classifiers.
