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
# From a kernel that slides along a line to a network that reads handwriting, trained by your own
# step, and to the question what it stops reading.
#
# Pictures have four axes in this lab: $(N, C, \text{rows}, \text{columns})$, that is $N$ pictures
# with $C$ channels each.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.convolution import check
from utils.data import digits, photographs
from utils.numpy_impl.convolution import lenet_backward, lenet_forward
from utils.numpy_impl.cross_entropy import log_softmax
from utils.plots import style
from utils.plots.convolution import draw_feature_maps, draw_image, draw_robustness
from utils.plots.show import show

style.use()

# what several exercises use
photo = photographs.load("china")
data = digits.load()
hundred = data.X_test[:100]
nine = np.arange(9.0).reshape(1, 1, 3, 3)
example_kernel = np.array([[1.0, 2], [1, 0]]).reshape(1, 1, 2, 2)
lit = np.array([[-2.0, -1, 0], [-1, 1, 1], [0, 1, 2]])  # as if light came from the upper left

# %% [markdown]
# <!-- exercise: correlate1d -->
# A *kernel* is a short list of $k$ weights that looks for one pattern everywhere: it slides along
# $n$ numbers, and wherever it fits, the numbers under it are multiplied by its weights and added up.
# The sum is large where the numbers resemble the weights.
#
# $$h_i = \sum_{j=0}^{k-1} x_{i+j}\, w_j$$
#
# In mathematics this is called *cross-correlation*; a true convolution would turn the kernel back
# to front first. Networks learn their kernels and do not mind, so in this course, as in every
# library for networks, the sum above is what a convolutional layer computes.
#
# **Shapes:** `x` is $(n)$, `w` is $(k)$ with $k \le n$; the result is an array of $n-k+1$ numbers.
#
# **Example:** $x = (1, 2, 4, 0)$ and $w = (1, \tfrac12)$ give $h = (1+1,\; 2+2,\; 4+0) = (2, 4, 4)$.


# %%
def correlate1d(x, w):
    """h_i = Σ_j x_{i+j} w_j wherever the kernel fits.

    x (n,); w (k,), k ≤ n → (n − k + 1,).
    """
    # SOLUTION


# %%
check.correlate1d(correlate1d)

# %% [markdown]
# **Use it.** One row of pixels of a photograph. A mean of five neighbours makes it smoother; the
# difference of two neighbours is large where the picture has an edge.

# %%
correlate = check.yours_or_ours("correlate1d")
assert np.allclose(correlate(np.array([1.0, 2, 4, 0]), np.array([1, 0.5])), [2, 4, 4])

row = photo[40]
smooth = correlate(row, np.full(5, 1 / 5))
change = correlate(row, np.array([-1.0, 1.0]))
assert np.allclose(change, np.convolve(row, [1.0, -1.0], "valid"))  # convolution: back to front

# %% tags=["aside"]
# Draw: the row of pixels, its means of five, and its differences.
fig, axes = plt.subplots(3, 1, figsize=(8, 5), sharex=True)
for ax, values, name in zip(
    axes, (row, smooth, change), ("row", "mean of 5", "change"), strict=True
):
    ax.plot(values, linestyle="-")
    ax.set(ylabel=name)
axes[-1].set(xlabel="pixel")
show(
    "Three curves against the pixel, one above the other: a row of the photograph; the mean of five "
    "neighbours, the same curve but smoother; the difference of two, spikes at the edges."
)
print(f"{len(row)} pixels give {len(smooth)} means of five and {len(change)} differences")

# %% [markdown]
# <!-- exercise: output_size -->
# Two numbers change how often the kernel fits. **Padding** $p$: so many zeros are put at *each* end
# of the line first. **Stride** $s$: the window moves on by $s$ places instead of one; a last step
# that would carry it over the end is not made. So the line is $n+2p$ long, the window can move
# $n+2p-k$ places, and every $s$ places there is a stop, besides the one at the start:
#
# $$\text{size} = \left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# **Shapes:** four whole numbers in, one out. The kernel always fits at least once. The arguments
# come in the order in which the formula has them: $n$, $k$, padding, stride.
#
# **Example:** $n=7$, $k=3$, $s=2$, $p=1$. With the zeros the line is 9 long, windows start at 0, 2,
# 4 and 6: four of them.


# %%
def output_size(n, k, padding=0, stride=1):
    """How often a kernel fits: ⌊(n + 2 padding − k) / stride⌋ + 1.

    n length of the line; k of the kernel; padding ≥ 0, zeros at each end; stride ≥ 1 → int.
    """
    # SOLUTION


# %%
check.output_size(output_size)

# %% [markdown]
# **Use it.** The maps of LeNet-5, the network of Exercise 8, get smaller from layer to layer. And
# which padding keeps the size when the kernel is $k$ long and the stride 1?

# %%
size_of = check.yours_or_ours("output_size")
assert size_of(7, 3, padding=1, stride=2) == 4

n = 28
for layer, k, padding, stride in (
    ("convolution 5 × 5, padding 2", 5, 2, 1),
    ("pooling 2 × 2, stride 2", 2, 0, 2),
    ("convolution 5 × 5", 5, 0, 1),
    ("pooling 2 × 2, stride 2", 2, 0, 2),
):
    before, n = n, size_of(n, k, padding=padding, stride=stride)
    print(f"{layer:30s} {before:2d} → {n:2d}")
assert n == 5

keeps = {k: [p for p in range(9) if size_of(28, k, padding=p) == 28] for k in range(1, 8)}
print("\nkernel: padding that keeps the size")
print("   ".join(f"{k}: {p[0] if p else 'none'}" for k, p in keeps.items()))

# %% [markdown]
# <!-- exercise: conv2d -->
# Now pictures, with channels. A layer has $F$ kernels; each reaches through all $C$ input channels
# and makes one output channel. With $P$ the pictures with $p$ rows and columns of zeros on all four
# sides, and stride $s$ in both directions,
#
# $$Y_{nfij} = b_f + \sum_{c}\sum_{u}\sum_{v} P_{n,\,c,\;s i+u,\;s j+v}\; W_{fcuv}.$$
#
# **Shapes:** `X` $(N, C, \text{rows}, \text{columns})$, `W` $(F, C, K_H, K_W)$, `b` $(F)$; `stride`
# and `padding` are whole numbers, $s$ and $p$. The result is $(N, F, \cdot, \cdot)$, with the two
# sizes from Exercise 2. Layers take the stride first, as in torch; `output_size` takes it last. So
# name them in a call, and no order matters: `size_of(…, padding=padding, stride=stride)`.
#
# **Example:** one picture, one channel, one kernel, no padding, stride 1, $b=0$:
#
# $$\begin{pmatrix}0&1&2\\3&4&5\\6&7&8\end{pmatrix}\text{ and }\begin{pmatrix}1&2\\1&0\end{pmatrix}
# \text{ give }\begin{pmatrix}5&9\\17&21\end{pmatrix},$$
#
# since for instance $0\cdot1 + 1\cdot2 + 3\cdot1 + 4\cdot0 = 5$. The first line below gives you
# `size_of`: your `output_size`, or ours. Loops are fine; do not mind the speed.

# %%
size_of = check.yours_or_ours("output_size")


def conv2d(X, W, b, stride=1, padding=0):
    """Y_nfij = b_f + Σ_cuv P_(n, c, s i + u, s j + v) W_fcuv, P the pictures padded by zeros.

    X (N, C, rows, columns); W (F, C, KH, KW); b (F,); stride ≥ 1; padding ≥ 0
    → (N, F, new rows, new columns).
    """
    # BEGIN SOLUTION
    (N, _, rows, columns), (F, _, KH, KW) = X.shape, W.shape
    P = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    down = size_of(rows, KH, padding=padding, stride=stride)
    across = size_of(columns, KW, padding=padding, stride=stride)
    Y = np.zeros((N, F, down, across))
    for i in range(down):
        for j in range(across):
            top, left = stride * i, stride * j
            window = P[:, :, top : top + KH, left : left + KW]  # (N, C, KH, KW)
            Y[:, :, i, j] = np.einsum("ncuv,fcuv->nf", window, W) + b
    return Y
    # END SOLUTION


# %%
check.conv2d(conv2d)

# %% [markdown]
# **Use it.** Four kernels on a photograph. What will each of them do? Think first, then run it.

# %%
conv = check.yours_or_ours("conv2d")
assert np.allclose(conv(nine, example_kernel, np.zeros(1)), [[[[5, 9], [17, 21]]]])

kernels = {
    "mean of nine": np.full((3, 3), 1 / 9),
    "sharper": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "lit from the upper left": lit,
    "unlike its neighbours": np.array([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
}
W = np.stack(list(kernels.values()))[:, None]  # (4, 1, 3, 3)
maps = conv(photo[None, None], W, np.zeros(4), padding=1)[0]  # (4, rows, columns)
assert maps.shape[1:] == photo.shape

# %% tags=["aside"]
# Draw: the four feature maps.
fig, axes = plt.subplots(2, 2, figsize=(10, 7))
for ax, name, feature_map in zip(axes.flat, kernels, maps, strict=True):
    draw_image(ax, np.clip(feature_map, 0, 1), name, kind="photo")
show(
    "The photograph after four kernels: blurred; sharper; as a relief that is lit from the upper left; "
    "and black but for thin outlines."
)

# %% [markdown]
# <!-- exercise: conv2d_backward -->
# Training needs the way back: given $\partial J/\partial Y$, called `dY`, what are the derivatives
# of $J$ by the picture, the weights and the biases? Look at what made one output:
#
# $$Y_{nfij} = b_f + \sum_{cuv} P_{n,c,\,si+u,\,sj+v}\, W_{fcuv}.$$
#
# Weight $W_{fcuv}$ is multiplied by a pixel, the pixel by that weight. So each output $(n,f,i,j)$
# sends back
#
# $$\text{to } W_{fcuv}:\; dY_{nfij}\,P_{n,c,\,si+u,\,sj+v}\qquad
# \text{to } P_{n,c,\,si+u,\,sj+v}:\; dY_{nfij}\,W_{fcuv}\qquad \text{to } b_f:\; dY_{nfij}$$
#
# and everything that arrives at the same place is **added up**: a weight takes part in all windows
# of all pictures, a pixel in all windows that overlap it. The padding is no part of the picture:
# what arrives there is cut off.
#
# **Shapes:** `dY` has the shape of the layer's output. Return `dX, dW, db`, shaped as `X`, `W` and
# the biases, $(F)$.
#
# **Example:** the picture and the kernel of Exercise 3, all four entries of `dY` are 1. Then
#
# $$dX = \begin{pmatrix}1&3&2\\2&4&2\\1&1&0\end{pmatrix},\qquad
# dW = \begin{pmatrix}8&12\\20&24\end{pmatrix},\qquad db = 4.$$
#
# The middle pixel is in all four windows and gets each weight once: $1+2+1+0 = 4$.


# %%
def conv2d_backward(dY, X, W, stride=1, padding=0):
    """The gradients of Y = conv2d(X, W, b, stride, padding), from dY = ∂J/∂Y.

    dY (N, F, new rows, new columns); X (N, C, rows, columns); W (F, C, KH, KW)
    → dX shaped as X, dW shaped as W, db (F,).
    """
    # SOLUTION


# %%
check.conv2d_backward(conv2d_backward)

# %% [markdown]
# **Use it.** Somebody has put pictures through a kernel and does not tell which. Start from zeros,
# compare your output with theirs, walk downhill: after 60 steps the kernel is known.

# %%
from utils.numpy_impl.core.gradient_check import gradient_errors

conv, conv_back = check.yours_or_ours("conv2d"), check.yours_or_ours("conv2d_backward")
dX, dW, db = conv_back(np.ones((1, 1, 2, 2)), nine, example_kernel)
assert np.allclose(dX, [[[[1, 3, 2], [2, 4, 2], [1, 1, 0]]]])
assert np.allclose(dW, [[[[8, 12], [20, 24]]]])
assert np.allclose(db, [4])

rng = np.random.default_rng(0)
X, W, b = rng.normal(size=(2, 3, 5, 4)), rng.normal(size=(2, 3, 3, 2)), rng.normal(size=2)


def half_the_squares(X, W, b):
    """A loss J whose dY is Y itself."""
    return (conv(X, W, b, stride=2, padding=1) ** 2).sum() / 2


Y = conv(X, W, b, stride=2, padding=1)
dX, dW, db = conv_back(Y, X, W, stride=2, padding=1)
errors = gradient_errors(
    half_the_squares, inputs={"X": X, "W": W, "b": b}, gradients={"X": dX, "W": dW, "b": db}
)
for name, error in errors.items():
    print(f"∂J/∂{name}: {'agrees with' if error < 1e-7 else 'differs from'} central differences")
assert max(errors.values()) < 1e-7

# %%
secret = lit[None, None]
X = rng.normal(size=(6, 1, 12, 12))
wanted = conv(X, secret, np.zeros(1))

guess, snapshots = np.zeros((1, 1, 3, 3)), []
for step in range(61):
    if step in (0, 2, 6, 60):
        snapshots.append(guess[0, 0])
    difference = conv(X, guess, np.zeros(1)) - wanted  # J is half its mean square, so
    _, dW, _ = conv_back(difference / difference.size, X, guess)  # this is dY
    guess = guess - 0.3 * dW

fig, ax = plt.subplots(figsize=(9, 2.6))
draw_feature_maps(
    ax, [*snapshots, secret[0, 0]], kind="signed", limit=2.0,
    labels=["start", "2 steps", "6 steps", "60 steps", "the secret"],
)  # fmt: skip
show(
    "Five kernels of 3×3 in grey: zeros at the start, ever more contrast after 2 and 6 steps, and "
    "after 60 steps the same as the secret one beside it."
)
print(f"largest error after 60 steps: {np.abs(snapshots[-1] - secret).max():.4f}")
assert np.abs(snapshots[-1] - secret).max() < 0.01

# %% [markdown]
# <!-- exercise: max_pool2d -->
# Pooling makes maps smaller: cut each map into windows of $h$ rows and $w$ columns that lie **side
# by side**, and keep the largest number of each,
#
# $$Y_{ncij} = \max_{0\le u<h,\;0\le v<w}\; X_{n,\,c,\;hi+u,\;wj+v}.$$
#
# Rows and columns at the end that fill no whole window are left out.
#
# **Shapes:** `X` is $(N, C, \text{rows}, \text{columns})$, `size` the pair $(h, w)$; the result is
# $(N, C, \lfloor \text{rows}/h \rfloor, \lfloor \text{columns}/w \rfloor)$.
#
# **Example:** with `size` (2, 2),
#
# $$\left(\begin{array}{rr|rr}1&2&5&0\\4&3&0&-1\\\hline-2&-1&0&7\\-3&-4&6&0\end{array}\right)
# \text{ gives }\begin{pmatrix}4&5\\-1&7\end{pmatrix}.$$


# %%
def max_pool2d(X, size):
    """The largest number of each h × w window; windows lie side by side, a rest is left out.

    X (N, C, rows, columns); size = (h, w) → (N, C, rows // h, columns // w).
    """
    # SOLUTION


# %%
check.max_pool2d(max_pool2d)

# %% [markdown]
# **Use it.** Move 100 digits by one pixel to the right. How much do the pictures change, and how much
# their pooled versions? (The length of the difference, as a share of the length of the whole.)

# %%
from utils.numpy_impl.convolution import shift

pool = check.yours_or_ours("max_pool2d")
four = np.array([[1.0, 2, 5, 0], [4, 3, 0, -1], [-2, -1, 0, 7], [-3, -4, 6, 0]])
assert np.array_equal(pool(four[None, None], (2, 2)), [[[[4, 5], [-1, 7]]]])

moved = shift(hundred, 0, 1)
change = {}
for k in (1, 2, 4, 7):
    before, after = pool(hundred, (k, k)), pool(moved, (k, k))
    change[k] = np.linalg.norm(after - before) / np.linalg.norm(before)
    print(
        f"windows {k} × {k}: {before.shape[2]:2d} × {before.shape[3]:2d} maps change by {change[k]:.0%}"
    )
assert change[1] > change[2] > change[4] > change[7]

# %% tags=["aside"]
# Draw: one of the digits, pooled, each pixel as large as before.
fig, axes = plt.subplots(1, 4, figsize=(10, 2.8))
for ax, k in zip(axes, (1, 2, 4, 7), strict=True):
    draw_image(ax, pool(hundred[:1], (k, k))[0, 0], f"windows {k} × {k}", room=(28, 28))
show(
    "A digit of 28×28 pixels, and its maxima over windows of 2×2, 4×4 and 7×7: small pictures of "
    "14×14, 7×7 and 4×4 pixels, in which less and less can be read."
)

# %% [markdown]
# <!-- exercise: max_pool2d_backward -->
# Backward, each number of `dY` belongs to one window. When the window's largest pixel grows a
# little, the maximum grows as much; when another pixel does, the maximum stays. So the whole
# gradient goes to the **winner**, and all other pixels get 0. Where several are equal, the
# **first** in reading order wins (row by row, from left to right); torch does the same.
#
# **Shapes:** `dY` as the output of Exercise 5, `X` $(N, C, \text{rows}, \text{columns})$,
# `size` $= (h, w)$; the result has the shape of `X`.
#
# **Example:** `size` (2, 2), $dY = (1, 2)$, and the right-hand window has a tie:
#
# $$X = \left(\begin{array}{rr|rr}1&2&5&5\\4&3&5&0\end{array}\right)\quad\text{gives}\quad
# dX = \left(\begin{array}{rr|rr}0&0&2&0\\1&0&0&0\end{array}\right).$$


# %%
def max_pool2d_backward(dY, X, size):
    """∂J/∂X of max pooling: each gradient to the largest pixel of its window, of equals the first.

    dY (N, C, rows // h, columns // w); X (N, C, rows, columns); size = (h, w) → shaped as X.
    """
    # SOLUTION


# %%
check.max_pool2d_backward(max_pool2d_backward)

# %% [markdown]
# **Use it.** Which pixels of a digit does the next layer ever hear of? Send a 1 back from every
# window: the winners light up. Windows of plain paper are a tie, which their first pixel wins.

# %%
pool_back = check.yours_or_ours("max_pool2d_backward")
tie = np.array([[1.0, 2, 5, 5], [4, 3, 5, 0]])[None, None]
assert np.array_equal(
    pool_back(np.array([[[[1.0, 2.0]]]]), tie, (2, 2)), [[[[0, 0, 2, 0], [1, 0, 0, 0]]]]
)

one = hundred[3:4].astype(float)
winners = {k: pool_back(np.ones((1, 1, 28 // k, 28 // k)), one, (k, k))[0, 0] for k in (2, 4, 7)}
fig, axes = plt.subplots(1, 4, figsize=(10, 2.8))
draw_image(axes[0], one[0, 0], "a digit")
for ax, (k, won) in zip(axes[1:], winners.items(), strict=True):
    draw_image(ax, won, f"winners of {k} × {k}")
    print(f"windows {k} × {k}: {won.mean():.1%} of the pixels get a gradient")
    assert won.sum() == (28 // k) ** 2
show(
    "A digit, and the winning pixels of windows of 2×2, 4×4 and 7×7 as black dots: fewer and fewer, on "
    "the strokes where there are any, and at the upper left of each window that is plain paper."
)

# %% [markdown]
# <!-- exercise: edge_kernels -->
# Until here the kernels came from us. Now design two of your own, 3 × 3 each, that find edges:
#
# - `horizontal` answers to edges that **run** from left to right: **positive** where it is bright
#   above and dark below, and exactly **0** where the picture changes only from left to right, or
#   not at all.
# - `vertical` answers to edges that run downwards: positive where it is bright on the left and dark
#   on the right, and exactly 0 where the picture changes only from top to bottom, or not at all.
#
# When the edge moves through the window, the answer may become 0, but never negative. There are
# many right answers, and the check looks only at what your kernels do. (The lecture shows one pair;
# yours may well be another.)
#
# **Shapes:** return `horizontal, vertical`, two arrays of shape $(3, 3)$. (The function takes
# nothing.)
#
# **Example:** a horizontal edge, bright above dark, has two places in a window of 3 × 3:
#
# $$\begin{pmatrix}1&1&1\\0&0&0\\0&0&0\end{pmatrix}\quad\text{and}\quad
# \begin{pmatrix}1&1&1\\1&1&1\\0&0&0\end{pmatrix}.$$
#
# `horizontal` answers at least one of them with something positive and neither with something
# negative. `vertical` answers both with 0.


# %%
def edge_kernels():
    """Two kernels: one finds horizontal edges (bright above dark), one vertical (bright left).

    → horizontal (3, 3), vertical (3, 3).
    """
    # BEGIN SOLUTION
    horizontal = np.array([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    return horizontal, horizontal.T.copy()
    # END SOLUTION


# %%
check.edge_kernels(edge_kernels)

# %% [markdown]
# **Use it.** A picture with five grey levels, 1, ½, 0, −½ and −1. Both kernels slide over it, padded
# so that the size is kept. We take the absolute value of the answers, since an edge from dark to
# bright is an edge, too. In the maps of edges, dark means a strong answer. Then pool in three ways.

# %%
from utils.numpy_impl.convolution import five_levels

conv, pool = check.yours_or_ours("conv2d"), check.yours_or_ours("max_pool2d")
both = np.stack(check.yours_or_ours("edge_kernels")())[:, None]  # (2, 1, 3, 3)
levels = five_levels()[None, None]
assert sorted(set(levels.ravel())) == [-1, -0.5, 0, 0.5, 1]
edges = np.abs(conv(levels, both, np.zeros(2), padding=1))[0]  # (2, 16, 16)

fig, axes = plt.subplots(1, 3, figsize=(10, 3.6))
draw_image(axes[0], levels[0, 0], "five grey levels", kind="signed")
draw_image(axes[1], edges[0], "horizontal edges", limit=edges.max())
draw_image(axes[2], edges[1], "vertical edges", limit=edges.max())
show(
    "Overlapping blocks in five greys, and two maps of edges, dark where the kernels answer: along the "
    "blocks' upper and lower sides, and along their left and right sides."
)

# %% tags=["aside"]
# Draw: both maps, pooled in three ways, each pixel as large as before.
fig, axes = plt.subplots(2, 3, figsize=(8.5, 6.4), width_ratios=(8, 16, 8))
for axes_row, edge_map, name in zip(axes, edges, ("horizontal", "vertical"), strict=True):
    for ax, size in zip(axes_row, ((1, 2), (2, 1), (2, 2)), strict=True):
        small = pool(edge_map[None, None], size)[0, 0]
        words = f"{name}, {size[0]} × {size[1]}"
        draw_image(ax, small, words, limit=edges.max(), room=(16, small.shape[1]))
show(
    "The maps of horizontal and of vertical edges, pooled over 1×2, half as wide; over 2×1, half as "
    "high; and over 2×2, a quarter of the size."
)

# %% [markdown]
# **Which one fits which?** A horizontal edge runs on through many columns, and sits in one or two
# rows. In which direction can you pool it with little harm? Answer first. Then measure: among all
# windows of the edge maps of 200 random pictures, how many bits does a window say, and how many
# of them can nobody know any more who only gets the maximum? (Section 13 of the lecture defines the
# bits lost: $H(\text{window}\,|\,\text{max})$.)

# %%
from utils.numpy_impl.convolution import five_level_pictures, information_lost

random_pictures = five_level_pictures(200, np.random.default_rng(0))[:, None]  # (200, 1, 16, 16)
random_edges = np.abs(conv(random_pictures, both, np.zeros(2), padding=1))
lost = {}
for which, name in enumerate(("horizontal", "vertical")):
    for size in ((1, 2), (2, 1), (2, 2)):
        found = information_lost(random_edges[:, which], size)
        lost[name, size] = found.lost
        print(
            f"{name:10s} pooled {size[0]} × {size[1]}: a window says {found.window:.2f} bits, "
            f"{found.lost:.2f} are lost"
        )
    assert lost[name, (2, 2)] > max(lost[name, (1, 2)], lost[name, (2, 1)])

# %% [markdown]
# <details><summary>Answer</summary>
#
# Horizontal edges stand 1 × 2 best: along an edge the answer changes little from pixel to pixel, so
# that the maximum of two neighbours in a row tells most; in a column, the other pixel may be the
# edge's second row, or nothing at all. For vertical edges it is 2 × 1. These pictures are small and
# full of corners, which keeps the difference small. A 2 × 2 window crosses the edge in any case, and
# with our kernels it forgets half of what it knew. Which of its four pixels the edge ran through is
# part of that.
# </details>

# %% [markdown]
# <!-- exercise: training_step -->
# LeNet-5 is two rounds of convolution, ReLU and max pooling, then three dense layers, as in the
# lecture: 61,706 numbers that start at random. Its layers are the ones you wrote, in a faster
# version, put together into two functions that you get here:
#
# - `lenet_forward(X, parameters)` → `scores, cache`: `scores` (logits) are $(N, 10)$, one for each
#   digit.
# - `lenet_backward(dscores, cache)` → the gradients, a dictionary with the same names as
#   `parameters`; `dscores` is $\partial J/\partial\text{scores}$, $(N, 10)$.
#
# And there is `log_softmax(scores)`, row by row. Put them together into one step of training: loss
# and slope as in lab 01, the gradients through all layers, and momentum, also as in lab 01. A batch
# is small and its gradient noisy; the velocity averages over the batches before.
#
# $$J = \frac1N\sum_n -\log p_{n,y_n},\qquad
# \frac{\partial J}{\partial\,\text{scores}} = \frac1N(P - Y)\quad\text{($Y$: the one-hot labels)},$$
# $$v \leftarrow 0.9\,v + \frac{\partial J}{\partial\theta},\qquad \theta\leftarrow\theta-\eta\,v
# \qquad\text{for each parameter } \theta .$$
#
# **Shapes:** `X` is $(N, 1, 28, 28)$, `y` is $(N)$ whole numbers from 0 to 9, `parameters` and
# `velocity` are dictionaries of arrays with the same names and shapes, $\eta$ is `learning_rate`.
# Return `J, parameters, velocity`: the loss *before* the step, and two **new** dictionaries of new
# arrays; those that came in stay as they are, so write `a = a - …` rather than `a -= …`.
#
# **Example:** were all ten scores of one picture 0 and its label 3, then $J = \ln 10 = 2.3026$ and
# $\partial J/\partial\text{scores} = (0.1, 0.1, 0.1, -0.9, 0.1, \dots)$. A parameter 0.5 with
# velocity 0.2 and gradient 0.1 would get velocity $0.9\cdot0.2+0.1=0.28$, and at $\eta = 0.1$ become
# $0.5-0.028 = 0.472$.


# %%
def training_step(X, y, parameters, velocity, learning_rate):
    """One step of gradient descent with momentum on a batch of pictures.

    J = mean of −log p_y;  v ← 0.9 v + ∂J/∂θ;  θ ← θ − learning_rate · v.

    X (N, 1, 28, 28); y (N,) digits; parameters and velocity: dictionaries with the same names
    → J before the step, new parameters, new velocity.
    """
    # SOLUTION


# %%
check.training_step(training_step)

# %% [markdown]
# **Use it.** 4,000 digits, 20 at a time, four times through all of them, with smaller steps each
# time. After some seconds at least 95 of 100 digits that the network has never seen are read right.

# %%
from utils.numpy_impl.convolution import accuracy, lenet_parameters, predict

train_on = check.yours_or_ours("training_step")
rng = np.random.default_rng(0)
parameters = lenet_parameters(rng, np.float32)
assert sum(theta.size for theta in parameters.values()) == 61_706
velocity = {name: np.zeros_like(theta) for name, theta in parameters.items()}

losses = []
for learning_rate in (0.02, 0.01, 0.005, 0.001):
    order = rng.permutation(4_000)
    for batch in order.reshape(200, 20):
        J, parameters, velocity = train_on(
            data.X_train[batch], data.y_train[batch], parameters, velocity, learning_rate
        )
        losses.append(float(J))
    seen = accuracy(data.X_train[:1_000], data.y_train[:1_000], parameters)
    unseen = accuracy(data.X_test, data.y_test, parameters)
    print(f"rate {learning_rate:5.3f}:  {seen:.1%} of digits it saw, {unseen:.1%} of new ones")
assert unseen >= 0.95

# %%
answers = predict(data.X_test, parameters)
wrong = np.flatnonzero(answers != data.y_test)

fig, (left, right) = plt.subplots(1, 2, figsize=(11, 3.4), width_ratios=(1, 1.3))
left.plot(np.arange(0, 800, 20), np.array(losses).reshape(40, 20).mean(axis=1), linestyle="-")
left.set(xlabel="step", ylabel="loss, mean of 20 steps (nats)", ylim=(0, None))
draw_feature_maps(
    right, data.X_test[wrong[:10], 0], columns=5, limit=1.0,
    labels=[f"{data.y_test[n]} → {answers[n]}" for n in wrong[:10]],
)  # fmt: skip
right.set_title("misread: label → answer", pad=24)
show(
    "Left the loss falls steeply in the first hundred steps of 800, and slowly after. Right up to ten "
    "misread digits, each with its label and the answer."
)

# %% [markdown]
# <!-- exercise: robustness_curve -->
# The digits of the test were written with the same pens as those it learnt from. What if they are
# smaller, bolder, narrower, noisier? Distort the test pictures more and more, and measure
#
# $$\text{accuracy}_k = \frac1N\,\big|\{\,n : \text{predict}(\text{distort}(X, s_k))_n = y_n\}\big|
# \qquad\text{for each strength } s_k,$$
#
# every time starting from the **clean** pictures `X`.
#
# **Shapes:** `predict` and `distort` are functions: `predict(X)` → the answers $(N)$,
# `distort(X, strength)` → new pictures, shaped as `X`. `y` is $(N)$, `strengths` is $(K)$. Return
# the accuracies, $(K)$, each from 0 to 1.
#
# **Example:** three pictures with labels (7, 1, 4). At strength 0 the answers are (7, 1, 4), at
# strength 1 they are (7, 7, 4): the accuracies are $(1, \tfrac23)$.


# %%
def robustness_curve(predict, distort, X, y, strengths):
    """The share of right answers at each strength of a distortion of the clean pictures.

    predict(X) → (N,) answers; distort(X, strength) → pictures shaped as X;
    X (N, …); y (N,) labels; strengths (K,) → (K,), each from 0 to 1.
    """
    # SOLUTION


# %%
check.robustness_curve(robustness_curve)

# %% [markdown]
# **Use it.** Four distortions of 500 test digits. Before you run it: which one will hurt most? (In
# the pictures, the dashed line is a digit as it was written, the dotted one is mere guessing.)

# %%
from utils.data import distort
from utils.experiments.lenet import trained_lenet
from utils.numpy_impl.convolution import predict

curve = check.yours_or_ours("robustness_curve")
toy = curve(
    lambda X: X.astype(int), lambda X, s: X + s * np.array([0, 6, 0]),
    np.array([7, 1, 4]), np.array([7, 1, 4]), np.array([0, 1]),
)  # fmt: skip
assert np.allclose(toy, [1, 2 / 3])

if "parameters" not in globals():  # Exercise 8 was skipped, or the notebook opened anew
    parameters = trained_lenet().parameters
X, y = data.X_test[:500], data.y_test[:500]


def read(X):
    """The digits that the trained network sees."""
    return predict(X, parameters)


strengths = {
    "size (1 = as it was)": (distort.scale, [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3], 1.0),
    "width (1 = as it was)": (distort.squeeze, [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], 1.0),
    "strokes wider by (pixels)": (distort.stroke_width, [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0], 0.0),
    "noise": (distort.noise, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 0.0),
}
accuracies = {
    name: curve(read, function, X, y, np.array(values))
    for name, (function, values, _) in strengths.items()
}

# %% tags=["aside"]
# Draw: the four curves; measure where each is lowest.
fig, axes = plt.subplots(2, 2, figsize=(10, 6), sharey=True)
for ax, (name, (_, values, natural)) in zip(axes.flat, strengths.items(), strict=True):
    draw_robustness(ax, values, {"LeNet": accuracies[name]}, name, natural=natural)
show(
    "Accuracy against size, width, stroke width and noise, four curves: each is highest near the digit "
    "as it was written, a dashed line, and falls the more the digit is distorted."
)
for name, (_, values, natural) in strengths.items():
    clean = accuracies[name][values.index(natural)]
    assert np.isclose(clean, (read(X) == y).mean())
    worst = accuracies[name].argmin()
    print(
        f"{name:26s} {clean:.0%} right, at {values[worst]:.1f} only {accuracies[name][worst]:.0%}"
    )

# %% [markdown]
# Pooling makes a network patient with small *shifts*. It never saw a smaller or a narrower digit,
# and nothing in it makes up for that. Showing it distorted digits during the training would help:
# that is called data augmentation.

# %% [markdown]
# <!-- exercise: conv_in_torch -->
# The first part of LeNet in torch: a convolution with padding 2, a ReLU, and max pooling over windows
# of 2 × 2,
#
# $$Y = \mathrm{pool}\big(\mathrm{relu}(\mathrm{conv}(X, W) + b)\big),$$
#
# and the gradients of $W$ and $b$, when the layer behind hands back $\partial J/\partial Y$. torch watches
# what is computed from tensors made with `requires_grad=True`. Since $Y$ is no single number, say what
# is handed back: `Y.backward(…)`, as at the end of the lecture's section 6.
#
# **Shapes:** `X` $(N, C, \text{rows}, \text{columns})$, `W` $(F, C, K_H, K_W)$, `b` $(F)$ and `dY`, shaped
# as $Y$: NumPy arrays. Return `Y, dW, db`, NumPy arrays.
#
# **Example:** one image of a single pixel, 1, a kernel of 1×1, 2, and $b = 0.5$. Padded it is 5×5,
# the pixel in the middle; $Y$ is 2×2, $2.5$ at the lower right and $0.5$ elsewhere. With
# $\partial J/\partial Y$ all 1, $\partial J/\partial W = 1$ and $\partial J/\partial b = 4$.

# %%
import torch
from torch.nn import functional as F


def conv_in_torch(X, W, b, dY):
    """Y = max_pool(relu(conv(X) + b)), padding 2, windows of 2 × 2; ∂J/∂W and ∂J/∂b by torch.

    X (N, C, rows, columns); W (F, C, KH, KW); b (F,); dY = ∂J/∂Y: NumPy arrays
    → Y, dW (F, C, KH, KW), db (F,): NumPy arrays.
    """
    # SOLUTION


# %%
check.conv_in_torch(conv_in_torch)

# %% [markdown]
# **Use it.** The same by your own four functions, on 20 digits: do the ways agree?

# %%
in_torch = check.yours_or_ours("conv_in_torch")
conv, conv_back = check.yours_or_ours("conv2d"), check.yours_or_ours("conv2d_backward")
pool, pool_back = check.yours_or_ours("max_pool2d"), check.yours_or_ours("max_pool2d_backward")
one, two = np.ones((1, 1, 1, 1)), np.full((1, 1, 1, 1), 2.0)
Y, dW, db = in_torch(one, two, np.array([0.5]), np.ones((1, 1, 2, 2)))
assert Y.tolist() == [[[[0.5, 0.5], [0.5, 2.5]]]]
assert (dW.item(), db.item()) == (1, 4)

rng = np.random.default_rng(0)
X, W, b = data.X_test[:20].astype(float), rng.normal(size=(6, 1, 5, 5)), rng.normal(size=6)
dY = rng.normal(size=(20, 6, 14, 14))
Y, dW, db = in_torch(X, W, b, dY)
maps = conv(X, W, b, padding=2)
relu = np.maximum(maps, 0)
d_maps = pool_back(dY, relu, (2, 2)) * (maps > 0)
_, dW_by_hand, db_by_hand = conv_back(d_maps, X, W, padding=2)
for name, ours, theirs in (
    ("Y", pool(relu, (2, 2)), Y),
    ("dW", dW_by_hand, dW),
    ("db", db_by_hand, db),
):
    print(f"{name:2s} agrees to 1e-10: {np.allclose(ours, theirs, atol=1e-10)}")
    assert np.allclose(ours, theirs, atol=1e-10)

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: where does it look?
#
# *Open-ended, no check.* Cover a part of a digit with a grey square of 5 × 5 pixels and ask the
# network for the probability of the right digit. Slide the square over all places, and draw the
# probability as a picture: where is the network most easily led astray?
#
# The `parameters` of Exercise 8 or 9, `data`, `lenet_forward` and `log_softmax` are all you need.


# %% tags=["solution"]
def covered(picture, side=5):
    """Copies of one picture (28, 28) with a grey square at every place: (places², 1, 28, 28)."""
    places = 28 - side + 1
    copies = np.repeat(picture[None, None], places**2, axis=0)
    for k, (i, j) in enumerate(np.ndindex(places, places)):
        copies[k, 0, i : i + side, j : j + side] = 0.5
    return copies


answers = lenet_forward(data.X_test, parameters)[0].argmax(axis=1)
fig, axes = plt.subplots(2, 4, figsize=(10, 5))
for (above, below), digit in zip(axes.T, (2, 4, 7, 8), strict=True):
    right_ones = np.flatnonzero((data.y_test == digit) & (answers == digit))
    sure = log_softmax(lenet_forward(data.X_test[right_ones], parameters)[0])[:, digit]
    picture = data.X_test[right_ones[sure.argsort()[len(sure) // 10]], 0]  # of the less sure ones
    log_P = log_softmax(lenet_forward(covered(picture), parameters)[0])
    probability = np.exp(log_P[:, digit]).reshape(24, 24)
    draw_image(above, picture, f"a {digit}")
    draw_image(below, probability, f"lowest: {probability.min():.2f}", kind="photo")
show(
    "Four digits, 2, 4, 7 and 8, and below each the probability of the right answer against the place of "
    "the grey square: white nearly everywhere, dark in one or two spots on or between the strokes."
)

# %% [markdown] tags=["solution"]
# Dark places matter: with the square there, the digit is believed less. They lie mostly where one
# digit turns into another, such as a gap that the grey patch closes, and seldom where there is only
# paper around. These are pictures of which the network is less sure; some others it reads right
# whatever is covered.

# %% [markdown]
# ## What next
#
# A kernel is a small network that looks at a neighbourhood, with the same weights everywhere. Topic
# 04 shares weights along *time* instead: a network that is applied to one word, one note, one hour
# after the other, and remembers.
