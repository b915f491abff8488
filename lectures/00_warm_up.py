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
# # 00 · Matrices, neurons, training
#
# A layer of a neural network is a product of matrices, a shift and a bend. This lecture looks at
# each of the three, stacks layers into a network, and makes one learn by walking downhill, with a
# check that tells a right gradient from a wrong one.
#
# **About 50 minutes.** After it you can
# - *see* a matrix product in three ways, and *predict* every shape;
# - *explain* what $\tanh(xW+b)$ does to the plane, and what one neuron can and cannot learn;
# - *count* the parameters of a network, and *name* two things it cannot do;
# - *train* by gradient descent, and *say* from the curvature which learning rates diverge;
# - *check* any gradient by differences, with a step that is neither too large nor too small.
#
# **You need** derivatives, and arrays in NumPy.
#
# Grey lines such as *Draw: …* or *Prove: …* are folded code: a click opens it. What is checked
# there (`assert …`) are the numbers in the text, so that none of them can go stale.

# %% [markdown] tags=["notes"]
# Instructor's notes · 50 minutes
#
# Run every cell before the room fills. Every question has its answer folded away below it: let
# neighbours talk for half a minute before you open it.
#
# Short of time? Leave out the torch loop in section 6, and play one
# epoch instead of two in section 4.

# %% slideshow={"slide_type": "skip"}
import matplotlib.pyplot as plt
import numpy as np

from utils.numpy_impl import warm_up as wu
from utils.plots import style
from utils.plots import warm_up as plots
from utils.plots.show import show

style.use()
rng = np.random.default_rng(0)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · One product, three ways to see it
#
# $C = AB$ is defined entry by entry: go along row $n$ of $A$ and down column $h$ of $B$, multiply,
# add up.
#
# $$C_{nh} = \sum_k A_{nk}B_{kh} \qquad (N,K)\,(K,H) \to (N,H)$$
#
# The two lengths in the middle must agree and disappear. The outer two remain.
#
# Why three ways? The course needs each: by rows one example goes through a layer, by columns one
# sees what a single neuron does, and a sum of tables is what the gradient of a weight matrix is.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 1 · 6 minutes
#
# Everybody knows the first way; few have seen the other two. Do one column and one table by hand with the room before showing the picture.

# %%
A = np.array([[1, 2], [3, 0], [-1, 1]])  # (3, 2)
B = np.array([[2, 1], [1, 3]])  # (2, 2)
C = A @ B  # (3, 2)
print(C)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Row times column.** One entry needs one row of $A$ and one column of $B$: $1\cdot1+2\cdot3=7$.


# %% tags=["aside"]
# Draw: one row of A, one column of B, one entry of C.
def marked(rows, columns, colour):
    return {(n, h): colour for n in rows for h in columns}


def equation(alt, *parts):
    _, ax = plt.subplots(figsize=(9.5, 2.2))
    plots.draw_equation(ax, parts)
    show(alt)


row, column = marked([0], [0, 1], "blue"), marked([0, 1], [1], "orange")
words = (
    "The product of A and B in numbers: the first row of A and the second column of B give the 7."
)
equation(words, (A, row), "@", (B, column), "=", (C, {(0, 1): "green"}))
assert C.tolist() == [[4, 7], [6, 3], [-1, 2]]
assert C[0, 1] == A[0, 0] * B[0, 1] + A[0, 1] * B[1, 1]
assert np.allclose(wu.matmul_rows(A, B), C)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **A mix of columns.** A column of $C$ mixes the columns of $A$, and the column of $B$ in the same
# place is the recipe. The second column of $B$ is $(1,3)$: one times the first, three times the second.

# %% tags=["aside"]
# Draw: the second column of C as a mix of the columns of A.
second = marked(range(3), [0], "green")
first_of_A, second_of_A = marked(range(3), [0], "blue"), marked(range(3), [0], "orange")
words = (
    "The second column of C, 7, 3 and 2, is once the first column of A plus three times the second."
)
mix = ("=  1 ×", (A[:, [0]], first_of_A), "+  3 ×", (A[:, [1]], second_of_A))
equation(words, (C[:, [1]], second), *mix)
assert (C[:, 1] == 1 * A[:, 0] + 3 * A[:, 1]).all()
assert np.allclose(wu.matmul_columns(A, B), C)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **A sum of tables.** A column times a row is a multiplication table, their **outer product**. $C$
# is the sum of $K$ of them, one for each column of $A$ with the row of $B$ of the same number.

# %% tags=["aside"]
# Draw: C as a sum of two tables, each a column times a row.
left, right = np.outer(A[:, 0], B[0]), np.outer(A[:, 1], B[1])
blue, orange, green = (marked(range(3), range(2), c) for c in ["blue", "orange", "green"])
equation(
    "Each column of A times the row of B of the same number is a table of six; their sum is C.",
    *((A[:, [0]], blue), "×", (B[[0]], blue), "+", (A[:, [1]], orange), "×", (B[[1]], orange)),
    *("=", (left, blue), "+", (right, orange), "=", (C, green)),
)
assert (left + right == C).all()
assert np.allclose(wu.matmul_outer(A, B), C)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · From a neuron to a layer
#
# A **neuron** weighs its inputs, adds a bias, and applies an **activation** $f$:
#
# $$y = f\Big(\sum_i x_iw_i+b\Big)$$
#
# The weights say which inputs count and in which direction; the bias says how much it takes. Without
# it every neuron would have to answer $f(0)$ to $x=0$.
#
# Many neurons looking at the same inputs are a **layer**: one column of $W$ and one entry of $b$ for
# each neuron. Many examples are the rows of $X$. All of it is one product, which is why section 1
# came first, and why networks are fast: matrix products are what computers do best.
#
# $$Y = f(XW+b) \qquad X\,(N,D),\;\; W\,(D,H),\;\; b\,(H,),\;\; Y\,(N,H)$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 2 · 7 minutes
#
# Cover the titles of the picture and let the room name the four curves. Ask which slopes are ever
# zero, and what that will mean for learning: a weight in front of a flat activation gets no signal.
# The step has slope zero everywhere, which is why the perceptron needs a rule of its own.

# %% slideshow={"slide_type": "subslide"}
X, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
Y = wu.sigmoid(X @ W + b)  # the whole layer: N = 4 examples, D = 3 inputs, H = 2 neurons
for n in range(4):
    for h in range(2):  # neuron by neuron
        assert np.isclose(Y[n, h], wu.sigmoid((X[n] * W[:, h]).sum() + b[h]))
print(Y.round(3))
assert np.allclose(Y, wu.dense_forward(X, W, b, activation="sigmoid")[0])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The bias is added to every row
#
# In $XW+b$ the product has shape $(N,H)$ and the bias $(H,)$. NumPy lines shapes up **from the
# right** and repeats what is missing or has length 1: this is *broadcasting*, and here it is just what
# we want.
#
# > **Trap.** Broadcasting also repeats what you did not mean. A column $(N,1)$ minus a vector $(N,)$:
# > both stretch, and the result is a table $(N,N)$, without any error. A mean of its squares is a
# > number, and wrong.

# %%
XW, b = np.zeros((3, 2)), np.array([10.0, 20.0])
print((XW + b).tolist(), "has shape", (XW + b).shape)

prediction, target = np.zeros((3, 1)), np.array([1.0, 2.0, 3.0])
print("the trap: prediction - target has shape", (prediction - target).shape)
assert ((XW + b) == [[10, 20]] * 3).all()
assert (prediction - target).shape == (3, 3)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** $X$ is $(32, 784)$: 32 pictures of 784 pixels. A layer has 100 neurons. What are the
# shapes of $W$, $b$ and $Y=f(XW+b)$? How many multiplications does $XW$ take? Does $WX$ exist?
#
# <details><summary>Answer</summary>
#
# $W$ is $(784,100)$, $b$ is $(100,)$, $Y$ is $(32,100)$. Each of the $32\cdot100$ entries sums 784
# products: $32\cdot784\cdot100 = 2{,}508{,}800$. $WX$ would need $100=32$: it does not exist.
# </details>

# %% tags=["aside"]
# Prove: the answer's shapes and its count.
Y, _ = wu.dense_forward(np.zeros((32, 784)), np.zeros((784, 100)), np.zeros(100))
assert Y.shape == (32, 100)
assert 32 * 784 * 100 == 2_508_800

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: four activations and their slopes.
z = np.linspace(-4, 4, 401)
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9), sharey=True)
for ax, name in zip(axes, ["step", "sigmoid", "tanh", "relu"], strict=True):
    plots.draw_activation(ax, name, z, wu.ACTIVATIONS[name](z), wu.activation_slope(name, z))
axes[0].legend(loc="upper left")
show(
    "Step, sigmoid, tanh and ReLU against z, each with its slope: the slopes of the middle two are "
    "hills around 0, that of the step is 0, and ReLU's is 1 for every z above 0."
)
highest = {name: wu.activation_slope(name, z).max() for name in wu.ACTIVATIONS}
assert highest == {"step": 0, "sigmoid": 0.25, "tanh": 1, "relu": 1, "linear": 1}
assert np.allclose(wu.tanh(z), 2 * wu.sigmoid(2 * z) - 1)
assert np.allclose(wu.activation_slope("tanh", z), 1 - np.tanh(z) ** 2)

# %% [markdown] slideshow={"slide_type": "subslide"}
# With $z=\sum_ix_iw_i+b$, the sum that goes in:
#
# | activation | formula | values | slope | used |
# | --- | --- | --- | --- | --- |
# | step | 1 if $z>0$, else 0 | 0 or 1 | 0, none at the jump | in the perceptron, next |
# | sigmoid $\sigma$ | $1/(1+e^{-z})$ | 0 to 1 | $\sigma(1-\sigma)$, at most 1/4 | where a probability is wanted |
# | tanh | $2\sigma(2z)-1$ | −1 to 1 | $1-\tanh^2z$, at most 1 | inside, where values must stay bounded |
# | ReLU | $\max(z,0)$ | 0 and up | 0 or 1 | inside, the usual first choice |
# | linear | $z$ | all | 1 | at the end, where a number is wanted |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · What a layer does to the plane
#
# Let every point of the plane be an example: $x$ is a row of two numbers. A layer of two neurons
# sends it to another point, $\tanh(xW+b)$, in three moves:
# 1. $xW$ **turns, scales and shears**. Lines stay lines, the origin stays where it is; the rows of
#    $W$ are where $(1,0)$ and $(0,1)$ go; $|\det W|$, the determinant's size, is what areas are multiplied by.
# 2. $+\,b$ **shifts**.
# 3. $\tanh$ **squashes** each coordinate on its own into $(-1,1)$. Now lines bend.
#
# > **Convention.** [DS17] writes columns, $\tanh(Wx+b)$; this course writes rows, $\tanh(xW+b)$.
# > The $W$ of one is the transpose of the other's.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 6 minutes
#
# Four of them with the sliders; ask before each move. Near the origin tanh hardly changes anything,
# far out it flattens everything. What a collapsed plane has lost cannot come back: the question below
# asks for it.

# %% slideshow={"slide_type": "subslide"}
W, b = wu.plane_matrix(degrees=30, scale_1=1.2, scale_2=0.8), np.array([0.5, 0.0])
x = np.array([1.0, 0.0])
print("x W =", (x @ W).round(2), "  x W + b =", (x @ W + b).round(2))
print("tanh(x W + b) =", np.tanh(x @ W + b).round(2))
assert np.allclose(x @ W, W[0])  # the first row is where (1, 0) goes
assert np.allclose(W.T @ x, x @ W)  # the same point, written as a column
assert np.isclose(abs(np.linalg.det(W)), 1.2 * 0.8)

# %% tags=["aside", "nbval-ignore-output"] slideshow={"slide_type": "subslide"}
# Live: a layer on the plane. Run this cell to move its controls.
from utils.widgets import warm_up as explore

explore.explore_plane()

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Turn alone first. Then one scale to 0: the plane collapses onto a line. Then one scale
# below 0: the F is mirrored. Now the shift. Last, other activations: ReLU keeps a quarter of the
# plane and presses the rest onto its edges, the step leaves four points.
#
# **Question.** Set one scale to 0. Where does the plane go, and can a later layer undo it? What do
# large scales do to the third picture?
#
# <details><summary>Answer</summary>
#
# Onto a line through the origin, shifted by $b$, which tanh then bends: $\det W=0$. Points that differed are now the same,
# and no later layer can tell them apart. Large scales push almost every point to a corner: each
# tanh is near −1 or 1, flat, and hardly moves when $x$ does. It is *saturated*: the slope of tanh is 1
# at 0 and 0.00018 at 5.
# </details>

# %% tags=["aside"]
# Prove: what is lost, and how flat tanh is at 5.
flat = wu.plane_matrix(degrees=30, scale_2=0.0)
one, other = np.array([1.0, 0.0]), np.array([1.0, 5.0])
assert np.allclose(one @ flat, other @ flat)
assert wu.activation_slope("tanh", 0.0) == 1
assert wu.activation_slope("tanh", 5.0).round(5) == 0.00018

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · The perceptron learns, sometimes
#
# Can one neuron learn a rule from examples? Three rules with two inputs:
#
# | inputs $x_1, x_2$ | 0, 0 | 0, 1 | 1, 0 | 1, 1 |
# | --- | --- | --- | --- | --- |
# | AND: both are 1 | 0 | 0 | 0 | 1 |
# | OR: at least one is 1 | 0 | 1 | 1 | 1 |
# | XOR: exactly one is 1 | 0 | 1 | 1 | 0 |
#
# The step has no slope to follow, so its neuron learns by a rule of its own. For each example in turn,
# with $y$ the answer wanted and $\hat y$ the one given:
#
# $$\hat y = \mathrm{step}(x\cdot w+b), \qquad
# w \leftarrow w+\eta\,(y-\hat y)\,x, \qquad b \leftarrow b+\eta\,(y-\hat y)$$
#
# Right answers change nothing. If it was silent and should have fired, $w$ moves towards $x$; if it
# fired and should not have, away. The **learning rate** $\eta$ only scales $w$ and $b$ when they start
# at zero: we take 1. Once through all examples is an **epoch**.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 4 · 8 minutes
#
# Play the first two epochs with the room: four people hold the examples, one keeps the weights and the
# bias on the board. Before the XOR run take a vote: how many epochs will it need?

# %% slideshow={"slide_type": "subslide"}
inputs, y = wu.TRUTH_TABLES["AND"]
w, b = np.zeros(2), 0.0
for epoch in range(6):
    mistakes = 0
    for x_n, y_n in zip(inputs, y, strict=True):
        y_hat = float(x_n @ w + b > 0)
        w, b = w + (y_n - y_hat) * x_n, b + (y_n - y_hat)
        mistakes += y_hat != y_n
    print(f"epoch {epoch + 1}: {mistakes} mistakes, then w = {w}, b = {b:z.0f}")
assert mistakes == 0

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: where the neuron fires after 12 epochs, for AND, OR and XOR.
runs = {name: wu.perceptron(*table, epochs=12) for name, table in wu.TRUTH_TABLES.items()}
fig, axes = plt.subplots(1, 3, figsize=(10, 3.9))
for ax, (name, run) in zip(axes, runs.items(), strict=True):
    plots.draw_perceptron(ax, *wu.TRUTH_TABLES[name], run.W[-1], run.b[-1], title=name)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside right center")
show(
    "Three planes with the four inputs and a straight line: for AND and OR all ones are on the "
    "shaded side of the line and no zero is, for XOR a zero is shaded and a one is not."
)
said = {name: wu.step(inputs @ run.W[-1] + run.b[-1]) for name, run in runs.items()}
wrong = {name: int((said[name] != wu.TRUTH_TABLES[name][1]).sum()) for name in runs}
assert wrong == {"AND": 0, "OR": 0, "XOR": 2}
assert {name: run.converged for name, run in runs.items()} == {"AND": 1, "OR": 1, "XOR": 0}

# %% [markdown]
# Shaded: where the neuron fires. It changes its mind where $x\cdot w+b=0$, and that is a straight line;
# on the line itself it is silent. AND and OR are solved. On XOR it is wrong about two of the four just
# now, and no later epoch will end better. (Where a line does it, the rule finds one after finitely many
# mistakes: that is a theorem.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### No weights would do
#
# Does XOR only need more patience? No: a neuron that computes it would need
#
# $$b\le0,\qquad w_1+b>0,\qquad w_2+b>0,\qquad w_1+w_2+b\le0$$
#
# Add the two in the middle: $w_1+w_2+2b>0$. Add the outer two: $w_1+w_2+2b\le0$. Both cannot be. In
# the picture: no straight line has the two circles on one side and the two squares on the other.
# (What the rule does instead, for ever, is in *Further*, section 12.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Two neurons in a first layer and one in a second *can* do it. Which functions should
# the two compute?
#
# <details><summary>Answer</summary>
#
# For example OR and AND: XOR is "OR but not AND". The folded cell below has such weights. In topic 02 a
# network finds its own.
# </details>

# %% tags=["aside"]
# Prove: three neurons do XOR.
hidden = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([-0.5, -1.5])  # columns: OR and AND
output = np.array([[1.0], [-1.0]]), np.array([0.0])  # OR minus AND
xor, _ = wu.mlp_forward(inputs, [hidden, output], activation="step")
assert (xor[:, 0] == wu.TRUTH_TABLES["XOR"][1]).all()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Layers on layers
#
# A **multilayer perceptron** (MLP) feeds each layer's output to the next. The layers between input
# and output are *hidden*; with several of them it is a **deep** network (DNN). Each hidden neuron is
# a **feature**: a question about the input that nobody wrote down, and the next layer asks its
# questions about the answers.
#
# Every edge has a weight and every neuron a bias. With layers of $D_0,D_1,\dots,D_K$ neurons:
#
# $$\text{parameters} = \sum_{k=1}^{K}\,(D_{k-1}+1)\,D_k$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 5 · 5 minutes
#
# Count the parameters of the picture with the room: edges first, then biases. At the two limits say
# where they are lifted: shared weights over places in topic 03, shared weights over time, with a
# state, in topic 04.

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: a network of 3 inputs, two hidden layers of 4, and 2 outputs.
fig, ax = plt.subplots(figsize=(7, 3))
plots.draw_network(ax, [3, 4, 4, 2], ["3 inputs", "4 hidden", "4 hidden", "2 outputs"])
show("Four columns of neurons, 3, 4, 4 and 2, each joined to every neuron of the next column.")

# %%
sizes = [3, 4, 4, 2]
parameters = wu.mlp_parameters(sizes, rng)
print("the network above:", sum(W.size + b.size for W, b in parameters), "parameters")
print("784 pixels, 100 hidden, 10 classes:", f"{wu.mlp_parameter_count([784, 100, 10]):,}")
assert wu.mlp_parameter_count(sizes) == (3 * 4 + 4 * 4 + 4 * 2) + (4 + 4 + 2) == 46

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** What do two layers, or three, compute if their activations are left out?
#
# <details><summary>Answer</summary>
#
# $(XW_1+b_1)W_2+b_2 = X(W_1W_2)+(b_1W_2+b_2)$: a single linear layer, and so on, however many you stack. It is
# the bend that makes depth worth its price.
# </details>

# %% tags=["aside"]
# Prove: without its activations the network is one linear layer.
(W1, b1), (W2, b2), (W3, b3) = parameters
as_one = X @ (W1 @ W2 @ W3) + ((b1 @ W2 + b2) @ W3 + b3)
assert np.allclose(wu.mlp_forward(X, parameters, activation="linear")[0], as_one)
assert not np.allclose(wu.mlp_forward(X, parameters, activation="tanh")[0], as_one)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Two limits
#
# **The size of the input is fixed.** $W_1$ has one row for each input, so a network for three numbers
# cannot read four. Sentences, melodies and pictures come in all lengths.
#
# **It has no memory.** What comes out depends on the present input alone, not on what came before.
# Below, the same $x$ follows two different pasts:

# %%
try:
    wu.mlp_forward(np.zeros((1, 4)), parameters)
except ValueError as error:
    print("ValueError:", error)

x = rng.normal(size=(1, 3))
answers = []
for past in rng.normal(size=(2, 1, 3)):
    wu.mlp_forward(past, parameters)
    answers.append(wu.mlp_forward(x, parameters)[0])
print("the same answer after either past:", answers[0].round(3).tolist())
assert (answers[0] == answers[1]).all()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · What training means
#
# **Regression** predicts a number. Take 150 iris flowers: how wide is the petal, given its length?
# One linear neuron, $\hat y=xw+b$, and a **loss** that says how wrong it is on average:
#
# $$J(w,b) = \frac1{2N}\sum_n e_n^2, \qquad e_n = x_nw+b-y_n$$
#
# **Training** is looking for parameters $\theta$ with a small loss. The gradient points uphill, so go
# the other way, again and again, with learning rate $\eta$ (a *partial* derivative
# $\partial J/\partial\theta$ moves one parameter and holds the others still; the gradient is all of them):
#
# $$\boxed{\theta \leftarrow \theta-\eta\,\frac{\partial J}{\partial\theta}}$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 7 minutes
#
# Derive the two gradients on the board. Nobody would fit a line this way: it has a formula. Networks have none,
# and there the same three lines of code still work.

# %% [markdown] slideshow={"slide_type": "subslide"}
# By the chain rule, and the ½ is there to cancel the 2 of the square,
#
# $$\frac{\partial J}{\partial w}=\frac1N\sum_n e_nx_n,\qquad
# \frac{\partial J}{\partial b}=\frac1N\sum_n e_n.$$
#
# With several inputs the first one is $\frac1NX^\top e$: a sum over examples, section 1's third way.
#
# **By hand.** Two examples, $x=(1,3)$ and $y=(2,6)$; start at $w=b=0$, take $\eta=0.1$.
#
# | step | errors $e$ | loss $J$ | slope $\partial J/\partial w$ | slope $\partial J/\partial b$ | new $w$, $b$ |
# | --- | --- | --- | --- | --- | --- |
# | start | $(-2,-6)$ | $(4+36)/4=10$ | $(-2-18)/2=-10$ | $-8/2=-4$ | $1$, $0.4$ |
# | then | $(-0.6,-2.6)$ | $(0.36+6.76)/4=1.78$ | … | … | … |
#
# One step, and of the loss 10 only 1.78 is left.

# %% slideshow={"slide_type": "subslide"}
from utils.data import iris

flowers = iris.load(standardise=False)
X, y = flowers.X[:, [2]], flowers.X[:, 3]  # petal length and width in cm: (150, 1), (150,)
w, b = np.zeros(1), 0.0
for _ in range(2_000):
    e = X @ w + b - y
    w, b = w - 0.05 * X.T @ e / len(X), b - 0.05 * e.mean()
print(f"width = {w[0]:.3f} · length + ({b:.3f}) cm")

# %% tags=["aside"]
# Draw: the line after 1, 10 and 2,000 steps.
fit = wu.fit_linear_regression(X, y, learning_rate=0.05, steps=2_000)
fig, ax = plt.subplots(figsize=(7.5, 3.4))
lines = {f"step {k:,}": (fit.W[k, 0], fit.b[k]) for k in [1, 10, 2_000]}
plots.draw_regression(ax, X[:, 0], y, lines, ("petal length (cm)", "petal width (cm)"))
show(
    "Petal width against length of 150 flowers with three lines: after one step and after ten too "
    "flat, after 2,000 steps through the middle of both clouds."
)
assert np.allclose([fit.W[-1, 0], fit.b[-1]], [w[0], b])
slope, intercept = np.polyfit(X[:, 0], y, 1)  # the exact answer, by least squares
assert np.allclose([w[0], b], [slope, intercept], atol=1e-3)
least, _ = wu.linear_regression_forward(X, y, [slope], intercept)
at_the_end, _ = wu.linear_regression_forward(X, y, fit.W[-1], fit.b[-1])
assert abs(at_the_end - least) < 1e-5
print(f"loss {fit.losses[0]:.4f} at the start, {at_the_end:.4f} at the end (cm²)")
by_hand = wu.fit_linear_regression([[1.0], [3.0]], [2.0, 6.0], learning_rate=0.1, steps=2)
assert np.allclose([by_hand.W[1, 0], by_hand.b[1], *by_hand.losses], [1, 0.4, 10, 1.78])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The same in torch
#
# The library that most people train networks with finds the gradients by itself: it watches what is
# computed from `w` and `b`, and `backward` goes back through it. The loop around it is always this one.

# %%
import torch

torch.set_num_threads(1)
inputs, targets = torch.tensor(X), torch.tensor(y)
w_torch = torch.zeros(1, dtype=torch.float64, requires_grad=True)
b_torch = torch.zeros((), dtype=torch.float64, requires_grad=True)
optimiser = torch.optim.SGD([w_torch, b_torch], lr=0.05)  # plain gradient descent
for _ in range(2_000):
    loss = ((inputs @ w_torch + b_torch - targets) ** 2).mean() / 2
    optimiser.zero_grad()  # forget the gradients of the step before
    loss.backward()
    optimiser.step()
print(f"torch: w = {w_torch.item():.6f}, b = {b_torch.item():.6f}")
print(f"ours:  w = {fit.W[-1, 0]:.6f}, b = {fit.b[-1]:.6f}")
assert np.allclose([w_torch.item(), b_torch.item()], [fit.W[-1, 0], fit.b[-1]], atol=1e-10)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · How large a step?
#
# Take the simplest bowl, $J=\tfrac12\lambda d^2$, at distance $d$ from its lowest point. Its slope there is
# $\lambda d$, and its **curvature**, the second derivative, is $\lambda$. One step does
#
# $$d \;\leftarrow\; d-\eta\lambda d = (1-\eta\lambda)\,d$$
#
# The distance shrinks while $|1-\eta\lambda|<1$, that is while $\eta<2/\lambda$. A bowl over many parameters has
# many curvatures, one for each of its axes (the eigenvalues of the matrix of second derivatives). The
# steepest one, $L$, gives out first:
#
# $$\eta<\tfrac1L:\text{ converges} \qquad \tfrac1L<\eta<\tfrac2L:\text{ oscillates, and converges}
# \qquad \eta>\tfrac2L:\text{ diverges}$$
#
# Near its lowest point every smooth loss is nearly such a bowl, and the squared error of a line is one
# exactly.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 6 minutes
#
# Three of them with the sliders. Ask where the fastest rate lies before anybody tries: where both ends
# are equally slow, at 0.18, just before it breaks.

# %% tags=["aside", "nbval-ignore-output"] slideshow={"slide_type": "subslide"}
# Live: descent in a bowl. Run this cell to move its controls.
from utils.widgets import warm_up as explore

explore.explore_descent()

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Raise η slowly: creeping along the valley, then a first zigzag past 0.10, a standing one
# at 0.20, and off the page beyond.

# %% slideshow={"slide_type": "subslide"}
bowl = np.array([[8.2, 3.6], [3.6, 2.8]])  # its second derivatives
for eta in [0.05, 0.15, 0.19, 0.21]:
    losses = wu.quadratic_loss(bowl, wu.quadratic_descent(bowl, [-2.0, 2.0], eta, 100))
    regime = wu.descent_regime(bowl, eta)
    print(f"η = {eta:.3f}: {regime:10s}  loss {losses[0]:.2f} → {losses[-1]:.1e} in 100 steps")
    assert (losses[-1] > losses[0]) == (regime == "diverges")
assert np.allclose(np.linalg.eigvalsh(bowl), [1, 10])
assert np.isclose(wu.largest_stable_rate(bowl), 0.2)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Here $L=10$, and the flattest direction has curvature 1. Which η is the fastest?
#
# <details><summary>Answer</summary>
#
# The one at which both directions shrink alike, $1-\eta=10\eta-1$, so $\eta=2/11\approx0.18$: by the
# factor 0.82 a step. It is close to where it breaks, which is why nobody dares.
# </details>
#
# **In practice** nobody knows $L$ of a network. Start with a small $\eta$, multiply it by 3 until the
# loss jumps up, and go back one step. Stop when the loss on examples kept aside no longer falls.

# %% tags=["aside"]
# Prove: the answer's numbers.
fastest = round(2 / 11, 2)
assert fastest == 0.18
assert round(1 - 2 / 11, 2) == round(10 * 2 / 11 - 1, 2) == 0.82
ends = [wu.quadratic_descent(bowl, [-2.0, 2.0], eta, 100)[-1] for eta in (0.15, 0.18, 0.19)]
losses = wu.quadratic_loss(bowl, np.array(ends))
assert losses.argmin() == 1

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The iris line has such a bowl too
#
# Its second derivatives are averages of the data, the matrix $H$ below, and $2/L$ is known before
# the first step. The
# picture has the first 12 steps on the **loss surface**: lines of equal loss, all starts at $w=b=0$,
# the least loss at the cross. The valley is a hundred times flatter along than across, so even a
# good rate creeps along it once it is down: that is what the 2,000 steps of section 6 were for.

# %%
H = np.array([[np.mean(X**2), X.mean()], [X.mean(), 1.0]])
curvatures, limit = np.linalg.eigvalsh(H), wu.largest_stable_rate(H)
print(f"curvatures {curvatures.round(2)}, 2/L = {limit:.4f}")
rates = {"too small: 0.02 · 2/L": 0.02, "good: 0.9 · 2/L": 0.9, "divergent: 1.02 · 2/L": 1.02}
fits = {name: wu.fit_linear_regression(X, y, c * limit, 60) for name, c in rates.items()}

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the first twelve steps with each rate on the loss surface.
w1, b1 = np.linspace(-0.3, 1.0, 80), np.linspace(-0.5, 0.4, 80)
grid = np.stack(np.meshgrid(w1 - slope, b1 - intercept), axis=-1)
J = least + wu.quadratic_loss(H, grid)
fig, axes = plt.subplots(1, 3, figsize=(10, 3.2), sharey=True)
for ax, look, (name, found) in zip(axes, style.series(3), fits.items(), strict=True):
    levels = [0.03, 0.1, 0.3, 0.7, 1.3, 2.1, 3.1]
    plots.draw_surface(ax, w1, b1, J, levels, ("w", "b (cm)"), lowest=(slope, intercept))
    plots.draw_path(ax, np.column_stack([found.W[:, 0], found.b])[:13], name, look)
    ax.set_title(name)
    ax.label_outer()
show(
    "The long narrow valley of the loss over w and b, three times, with twelve steps each: the small "
    "rate creeps down the side, the good one zigzags into the valley and is still far from the cross, the divergent one jumps "
    "further out."
)
final = [found.losses[-1] for found in fits.values()]
assert final[1] < final[0] < fits["good: 0.9 · 2/L"].losses[0] < final[2]
assert np.isclose(fit.losses[0], least + wu.quadratic_loss(H, -np.array([slope, intercept])))
assert 100 < curvatures[1] / curvatures[0] < 110

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · Is the gradient right?
#
# A wrong gradient often still trains, only worse. So check it against the loss itself. One entry of
# $\theta$ at a time, the others held, move it by $\varepsilon$ both ways:
#
# $$\frac{\partial J}{\partial\theta_i} \approx
# \frac{J(\theta+\varepsilon e_i)-J(\theta-\varepsilon e_i)}{2\varepsilon}$$
#
# That is two evaluations of the loss for *each* parameter: good for checking a gradient once, on a
# small network, and far too slow for training one.
#
# Take a layer $Y=\tanh(XW+b)$ and any loss after it. By the chain rule, with the slope $1-Y^2$ of tanh,
#
# $$\frac{\partial J}{\partial W} = X^\top\Big(\frac{\partial J}{\partial Y}\odot(1-Y^2)\Big)$$
#
# where $\odot$ multiplies entry by entry. (Topic 02 goes on through all layers: backpropagation.)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 8 · 4 minutes
#
# Take a vote on the best ε before the curve: most say "as small as possible". Then explain the two
# straight arms by the two errors. Practical advice: 1e-5, in float64, and never in float32.

# %% slideshow={"slide_type": "subslide"}
from utils.numpy_impl.core.gradient_check import numerical_gradient

X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
dY = rng.normal(size=(5, 2))  # ∂J/∂Y of the loss J = Σ Y · dY
dW = X.T @ (dY * (1 - np.tanh(X @ W + b) ** 2))
numerical = numerical_gradient(lambda W: (np.tanh(X @ W + b) * dY).sum(), W)
forgot_the_slope = X.T @ dY
print("right gradient: error below 1e-9:", np.abs(numerical - dW).max() < 1e-9)
print("tanh forgotten: error", np.abs(numerical - forgot_the_slope).max().round(2))
assert np.abs(numerical - dW).max() < 1e-9
assert np.allclose(dW, wu.dense_backward(dY, wu.dense_forward(X, W, b, "tanh")[1])[1])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which step? Two errors pull apart
#
# **Truncation:** the difference is not the slope; by Taylor's series about $\varepsilon^2f'''/6$ is missing.
# Smaller $\varepsilon$ helps.
#
# **Round-off:** a computer keeps about 16 digits, and dividing by $2\varepsilon$ magnifies what is lost
# to about $10^{-16}|f|/\varepsilon$. Smaller $\varepsilon$ hurts. Below, both for the derivative of $\sin$:

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the error of both differences against ε.
x, steps_of_sin = np.linspace(0.5, 1.5, 1001), 10 ** np.arange(-12, 0.01, 0.05)
central = np.median(wu.gradient_error_curve(np.sin, np.cos, x, steps_of_sin), axis=1)
one_sided = (np.sin(x + steps_of_sin[:, None]) - np.sin(x)) / steps_of_sin[:, None]
one_sided = np.median(np.abs(one_sided - np.cos(x)), axis=1)
best = steps_of_sin[central.argmin()]
fig, ax = plt.subplots(figsize=(8, 3.2))
curves = {"central: (f(x+ε) − f(x−ε)) / 2ε": central, "one-sided: (f(x+ε) − f(x)) / ε": one_sided}
plots.draw_gradient_error(ax, steps_of_sin, curves, (best, central.min()))
show(
    "Error of the derivative against ε on log axes: two V-shaped curves. The central difference is "
    "lowest near ε = 6·10⁻⁶, the one-sided one further left, near 10⁻⁸, and a thousand times higher."
)
falls = np.polyfit(
    np.log(steps_of_sin[steps_of_sin > 1e-4]), np.log(central[steps_of_sin > 1e-4]), 1
)[0]
rises = np.polyfit(
    np.log(steps_of_sin[steps_of_sin < 1e-6]), np.log(central[steps_of_sin < 1e-6]), 1
)[0]
assert abs(falls - 2) < 0.05
assert abs(rises + 1) < 0.1
assert central.min() < 1e-11
assert 1e-9 < one_sided.min() < 1e-8
assert 4e-6 < best < 9e-6
assert 100 < one_sided.min() / central.min() < 10_000
assert 3e-9 < steps_of_sin[one_sided.argmin()] < 3e-8

# %% [markdown]
# The derivative of $\sin$, median error over 1,001 places. On the right the central difference falls
# with $\varepsilon^2$ and the one-sided one with $\varepsilon$; on the left both rise with
# $1/\varepsilon$. At its best the central one has 11 digits, the one-sided one 8.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - A product of matrices is rows times columns, a mix of columns, a sum of tables.
# - A layer $f(XW+b)$ turns, scales, shears, shifts and bends. Without the bend, layers collapse to one.
# - One neuron cuts with a straight line: AND and OR, never XOR, and its rule then runs in circles.
# - An MLP has $\sum(D_{k-1}+1)D_k$ parameters, reads inputs of one size, and remembers nothing.
# - Training is $\theta\leftarrow\theta-\eta\,\partial J/\partial\theta$, and in a bowl diverges beyond
#   $\eta=2/L$.
# - Check gradients by central differences in float64, with $\varepsilon$ near $6\cdot10^{-6}$.
#
# **Now you:** [Lab 00](../labs/00_warm_up.ipynb) builds each of these by hand and tells you which
# mistake you made, if you made one. **Next:** what a good loss is for *yes or no*, in
# [lecture 01](01_cross_entropy.ipynb).

# %% [markdown] tags=["notes"]
# Instructor's notes · summary · 1 minute
#
# Ask for one sentence from the room before you show it: what can a single neuron not do, and why?

# %% [markdown] slideshow={"slide_type": "skip"}
# ## References
#
# - [S] E. Saravia, *Introduction to RNNs*: neuron, layer and network, and the two limits that
#   recurrent networks lift.
# - [M21] T. Mitchell, *10-601/301*, March 2021: perceptrons, units, gradient descent.
# - [DS17] J. Dehdari and A. Sayeed, *Neural Networks Part 2*, January 2017: what $\tanh(Wx+b)$ does to
#   the plane.
# - R. Fisher, *The use of multiple measurements in taxonomic problems*, 1936: the iris data, here
#   from scikit-learn.

# %% [markdown] slideshow={"slide_type": "slide"}
# # Further
#
# What goes deeper, at your own pace: how the loss falls at three learning rates and what standardising
# the data does to it, training on a few examples at a time, the best step of a difference and a
# derivative without round-off, and a proof that the perceptron goes round in circles on XOR.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Three rates, one loss
#
# The loss along the three ways of section 7, against the step:

# %% tags=["aside"]
# Draw: the loss against the step for the three rates.
fig, ax = plt.subplots(figsize=(8, 3.3))
plots.draw_descent_losses(ax, {name: found.losses for name, found in fits.items()}, optimum=least)
ax.set_ylim(0.015, 200)
show(
    "Loss against step on a log axis: the small rate falls slowly, the good one quickly and then "
    "creeps towards the least loss, the divergent one rises without end."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Standardise the lengths: mean 0, standard deviation 1. What becomes of $H$, and what
# is the best $\eta$?
#
# <details><summary>Answer</summary>
#
# The mean of $x$ is 0 and that of $x^2$ is 1, so $H$ is the identity: a round bowl with $L=1$ and
# $2/L=2$. With $\eta=1$ the factor $1-\eta\lambda$ is 0 in every direction: one step and done.
# (So standardise your inputs: that is half of choosing a learning rate.)
# </details>

# %% tags=["aside"]
# Prove: after one step the loss is the least there is.
X, y = flowers.X[:, [2]], flowers.X[:, 3]  # sections 2 and 8 have others under X
Z = (X - X.mean()) / X.std()
one_step = wu.fit_linear_regression(Z, y, learning_rate=1.0, steps=2)
assert np.isclose(one_step.losses[1], least)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · All examples, or a few at a time?
#
# The gradient is an average over all $N$ examples. **Stochastic gradient descent** (SGD) takes the
# average over a small random **batch**: a noisy direction for a fraction of the price. Here each
# method sees every example 20 times.

# %% slideshow={"slide_type": "subslide"}
plans = {
    "all 150, η = 0.1": (150, 0.1),
    "batches of 10, η = 0.1": (10, 0.1),
    "one by one, η = 0.1": (1, 0.1),
    "one by one, η = 0.01": (1, 0.01),
}
excess, passes, settled = {}, {}, {}
for name, (size, eta) in plans.items():
    steps = 20 * 150 // size
    found = wu.fit_linear_regression(Z, y, eta, steps, size, np.random.default_rng(0))
    excess[name], passes[name] = found.losses - least, np.arange(steps) * size / 150
    settled[name] = excess[name][passes[name] >= 15].mean()
    print(f"{name:23s} last 5 passes: {settled[name]:.5f} cm² above the least loss")

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the loss above the least against passes over the data.
each = {name: max(1, 30 // size) for name, (size, _) in plans.items()}  # 5 points a pass will do
fig, ax = plt.subplots(figsize=(8.5, 3.5))
plots.draw_descent_losses(
    ax,
    {name: values[:: each[name]] for name, values in excess.items()},
    {name: values[:: each[name]] for name, values in passes.items()},
    xlabel="passes over the data",
    ylabel="loss above the least (cm²)",
)
ax.set_ylim(1e-7, 300)
ax.legend(loc="upper right", ncols=2)
show(
    "Loss above the least against passes over the data, on a log axis: all examples at once "
    "fall steadily and are still the highest; the others fall sooner and then hover, one by one with "
    "the large rate above the other two, which go together."
)
assert settled["batches of 10, η = 0.1"] < settled["all 150, η = 0.1"]
assert 0.8 < settled["batches of 10, η = 0.1"] / settled["one by one, η = 0.01"] < 1.25
assert settled["one by one, η = 0.01"] < settled["one by one, η = 0.1"] / 5

# %% [markdown] slideshow={"slide_type": "subslide"}
# Small batches get down sooner, because they take more steps for the same work. But they never
# settle: the noise keeps them hovering above the least loss, the higher the larger $\eta$. Tens with
# 0.1 and ones with 0.01 go the same way: here ten small steps add up to one that is ten times as long.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 · The best step of a difference
#
# With $u\approx10^{-16}$ for the digits lost, the two errors of section 8 add up to
# $\tfrac{\varepsilon^2}{6}|f'''|+\tfrac{u|f|}{\varepsilon}$. The sum is least where its derivative is zero,
# $\varepsilon^3 = 3u\,|f|/|f'''|$. For a function as large as its third derivative:
#
# $$\varepsilon = \sqrt[3]{3u} \approx \sqrt[3]{3\cdot10^{-16}} \approx 7\cdot10^{-6}$$
#
# and the picture of section 8 has its minimum at $6\cdot10^{-6}$. The one-sided difference lacks
# $\tfrac\varepsilon2f''$, so its best step is near $\sqrt{2u}\approx10^{-8}$.

# %% tags=["aside"]
# Prove: both estimates, and the minima measured in section 8.
assert 6.5e-6 < (3e-16) ** (1 / 3) < 7e-6
assert 1.4e-8 < (2e-16) ** 0.5 < 1.5e-8
assert 4e-6 < best < 9e-6
assert 3e-9 < steps_of_sin[one_sided.argmin()] < 3e-8

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Without round-off: the complex step
#
# Round-off comes from subtracting two nearly equal numbers. Go into the complex plane and nothing is
# subtracted: $f(x+ih)=f(x)+ihf'(x)-\dots$, so
#
# $$f'(x) \approx \frac{\operatorname{Im} f(x+ih)}{h}$$
#
# with $h=10^{-20}$ and full precision. It needs an $f$ without $|\cdot|$, max or comparisons, so no
# ReLU, which is why differences remain the everyday check.

# %%
x = np.linspace(0.5, 1.5, 1001)
error = np.abs(wu.complex_step_derivative(np.sin, x, h=1e-20) - np.cos(x)).max()
print("complex step: error below 1e-15:", error < 1e-15)
assert error < 1e-15

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · On XOR the perceptron goes round in circles
#
# Look at the weights with which each epoch *starts*, in the last two lines:

# %%
run = runs["XOR"]
i, j = run.cycle  # counted from 0
for epoch in range(j + 1):
    print(f"epoch {epoch + 1} starts with w = {run.W[epoch] + 0.0}, b = {run.b[epoch]:z.0f}")

# %% tags=["aside"]
# Prove: epochs 3 and 4 start alike, and have mistakes.
assert (i, j) == (2, 3)
assert (run.W[i] == run.W[j]).all()
assert run.b[i] == run.b[j]
assert (run.mistakes[i:j] > 0).all()

# %% [markdown] slideshow={"slide_type": "subslide"}
# Epochs 3 and 4 start with the same weights. The rule is **deterministic**: the weights at the start
# of an epoch decide all that happens in it. So epoch 4 repeats epoch 3, with all its mistakes, and so
# do 5, 6, and every later one. The numbers are small integers, so "the same" is exact.
#
# AND is right from epoch 6 on, OR from epoch 4. Mistakes are counted while $w$ changes, so XOR makes
# four an epoch, though its weights at the end are wrong about two.

# %% tags=["aside"]
# Draw: mistakes in each epoch for the three tables.
fig, ax = plt.subplots(figsize=(7, 3))
plots.draw_mistakes(ax, {name: run.mistakes for name, run in runs.items()})
show(
    "Mistakes against epoch: AND and OR rise and then end without any in epochs 6 and 4, XOR stays at 4."
)
first_clean = {name: int((run.mistakes == 0).argmax()) + 1 for name, run in runs.items()}
assert (first_clean["AND"], first_clean["OR"]) == (6, 4)
assert (runs["XOR"].mistakes > 0).all()
