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
# # 04 · Recurrent networks
#
# A network that reads one step at a time and remembers. This lecture builds it, unfolds it in time, sends
# the gradient back through time by hand, sees it fade or explode, and forecasts the sea.
#
# **About 50 minutes.** After it you can
# - *explain* what the state is, what is shared, and what unfolding means;
# - *derive* backpropagation through time, do it once with a pencil, and *check* it;
# - *predict* from one number of $U$ whether gradients vanish or explode, and *clip* the latter;
# - *train* a recurrent network on a real series, and say what it must be compared with.
#
# **You need** lectures 00 and 02: matrix products, the chain rule on a graph, gradient checks. Folded cells
# draw, load, measure and prove: the asserts in them stop the notebook if a number they check is wrong. Run them; you may skip reading them.

# %% [markdown] tags=["notes"]
# Instructor's notes · 50 minutes
#
# Sections 1 to 8 take 5, 6, 5, 13, 5, 6, 5 and 5 minutes. The heart is section 4: do the three steps on
# the board, with the room saying each number, before any code. Short of time? Leave out the heat
# map of section 5. In class play with the first playground alone; the two others are homework. Everything under *Further* is for another hour.
#
# Ten questions of a beginner, and the section that answers: why no ordinary network (1)? What is the state
# (2)? What exactly is shared (2, 3)? What does unfolding mean (3)? What of batches with several lengths
# (12)? How can a gradient go back in time, and why is it a sum (4)? What does it cost (4, 5)? How do I check
# it (4)? Why does it vanish or explode, and what do I do (6, 7)? Does it work on real data (8)?

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Load: NumPy, torch and matplotlib; this topic's functions are called ru.…, its pictures plots.…
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F

from utils.numpy_impl import rnn_unrolling as ru
from utils.plots import rnn_unrolling as plots
from utils.plots import style
from utils.plots.show import show

style.use()
torch.set_num_threads(1)
rng = np.random.default_rng(0)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Order matters
#
# *The dog bites the man. The man bites the dog.* The same five words, two stories. What can the networks
# we have do with them? They want one vector of fixed length.
#
# **Bag of words**: count each word. It takes any length, and forgets the order:

# %%
print(ru.SENTENCES)
print(ru.vocabulary(ru.SENTENCES))
print(ru.bag_of_words(ru.SENTENCES))

# %% [markdown] tags=["notes"]
# Instructor's notes · section 1 · 5 minutes
#
# Ask for more pairs of sentences that a bag cannot tell apart ("not good, bad" is a favourite). Then ask
# how one would keep the order; somebody says "a place for each word". Let them find out what breaks when
# one word is put in front.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A slot for each position
#
# Slot 1 for the first word, slot 2 for the second, and so on, each one-hot. That keeps the order. But each
# slot has weights of its own: what is learnt about *cat* in slot 3 says nothing of *cat* in slot 8. (The
# convolution of lecture 03 shares its weights over places, but what it sees is a field of fixed width.) A
# proverb of 9 words, 8 of them different, in its two orders:

# %%
proverb = ("when the cat is away the mice will play", "the mice will play when the cat is away")
bags, slots = ru.bag_of_words(proverb), ru.one_hot_slots(proverb)
print(*proverb, sep="\n")
print("same bag:", (bags[0] == bags[1]).all())
print("slots in common:", slots[0] @ slots[1], "of 9; inputs: 9 slots × 8 words =", slots.shape[1])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A Markov model: the last word alone
#
# It shares its rule over all positions, and takes any length: look at the present word, say how likely
# each next one is. But the past is one word long. Two sentences tell it that after *dogs*
# come *run* and *runs*, equally often.
#
# *Run* or *runs* is decided five words earlier, by *man* or *men*. A longer window only moves the wall: $n$ words back need
# a table of $V^n$ rows for $V$ words. **Wanted**: one rule for all positions, any length, *and* a memory
# whose length is not fixed beforehand.

# %%
agreement = ("the man who saw the dogs runs", "the men who saw the dogs run")
words, P = ru.vocabulary(agreement), ru.bigram_probabilities(agreement)
after_dogs = P[words.index("dogs")]
print({word: float(p) for word, p in zip(words, after_dogs, strict=True) if p})

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · A neuron with a memory
#
# Give the network a second input: its own state of one step earlier. That is the **state** $h_t$, $H$
# numbers, all that it keeps of the past; *what* it keeps, training decides, by way of the weights. One step
# makes a new state from the input and the old one, with a nonlinearity $f$, here tanh:
#
# $$h_t = f(x_t W + h_{t-1} U + b), \qquad \hat y_t = \langle v, h_t\rangle + c$$
#
# | symbol | shape | what it is |
# |---|---|---|
# | $x_t$ | $(N, D)$ | input of step $t$, a row for each of $N$ sequences |
# | $h_t$ | $(N, H)$ | state after step $t$; $h_0$ is given: zeros, anew for each sequence |
# | $W,\;U,\;b$ | $(D,H),\;(H,H),\;(H)$ | **the same at every step** |
# | $v,\;c$ | $(H)$, one number | the readout $\langle v,h\rangle+c$: each row's product with $v$, plus $c$ |
#
# So the number of weights does not depend on $T$, the number of steps. This is **Elman's** network [K17].

# %% [markdown] tags=["notes"]
# Instructor's notes · section 2 · 6 minutes
#
# Say aloud what each arrow of the equation is for: W looks, U remembers, b shifts. Ask what the network is
# with U = 0 (an ordinary layer, applied to each step alone), and what D, H, N are in a task of their own.
# Other ways of writing it: section 14.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Two steps in NumPy, and the same from torch
#
# A source of this course [S] unrolls two steps: three inputs, five neurons, a minibatch of four. Two
# lines are the whole network; $h_0=0$, so the first has no $U$. Then the same from torch:
# `RNNCell` is one step, `nn.RNN` the whole sequence. Both keep $W$ and $U$ the other way round,
# (outputs, inputs), and have two biases, of which only the sum matters.

# %%
X = ru.TWO_STEP_INPUTS  # (T=2, N=4, D=3)
W, U, b = 0.1 * rng.normal(size=(3, 5)), rng.normal(size=(5, 5)), rng.normal(size=5)

h1 = np.tanh(X[0] @ W + b)
h2 = np.tanh(X[1] @ W + h1 @ U + b)

cell = torch.nn.RNNCell(3, 5, dtype=torch.float64)
layer = torch.nn.RNN(3, 5, dtype=torch.float64)
with torch.no_grad():
    for w_x, w_h, b_x, b_h in (cell.parameters(), layer.parameters()):
        w_x.copy_(torch.tensor(W.T))
        w_h.copy_(torch.tensor(U.T))
        b_x.copy_(torch.tensor(b))
        b_h.zero_()
    inputs = torch.tensor(X)
    from_cell = cell(inputs[1], cell(inputs[0]))
    states, last = layer(inputs)  # (T, N, H) and (1, N, H)
print("state after two steps:", h2.round(3), sep="\n")
print("cell:", np.allclose(h2, from_cell), " layer:", np.allclose(h2, last[0]))

# %% [markdown] slideshow={"slide_type": "subslide"}
# `inputs` above is $(T,N,D)$. `layer(inputs, h0)` takes a first state, too, of shape $(1,N,H)$; without it, zeros.
#
# **Question.** How many numbers do $W$, $U$ and $b$ hold here for two steps, and how many for two thousand?
#
# <details><summary>Answer</summary>
#
# $3\cdot5+5\cdot5+5=45$, for two steps and for two thousand. Longer sequences cost time, not weights.
# </details>

# %% tags=["aside"]
# Prove: the three counts of section 1; the two lines and torch give the same states.
assert W.size + U.size + b.size == 45
H, _ = ru.rnn_forward(X, W, U, b)
for same in (from_cell, states[1], last[0], H[1], ru.two_step_network(*X, W, U, b)[1]):
    assert np.abs(h2 - np.asarray(same)).max() < 1e-12
assert len(set(map(tuple, ru.bag_of_words(ru.SENTENCES)))) == 1
assert (bags[0] == bags[1]).all()
assert (slots[0] @ slots[1], slots.shape[1]) == (1, 9 * 8)
assert dict(zip(words, after_dogs, strict=True))["run"] == 0.5
split = agreement[0].split()
assert split.index("runs") - split.index("man") == 5

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Unfolding
#
# The loop means: the arrow $U$ arrives one step *later* than it started. Draw every step as a node of its
# own, and the loop is gone. The right side is an ordinary network, as deep as the sequence is long, with no
# cycle in it: a graph of lecture 02. Two things are special: all layers have *the same* weights, and each
# has an input and an output of its own. Unfolding copies no weight; one $U$ stands at all orange arrows.

# %% tags=["aside"]
# Draw: the network with its loop, and the same network unfolded over four steps.
fig, ax = plt.subplots(figsize=(9.4, 3))
plots.draw_unfolding(ax)
show(
    "Graph. Left: x to h by W, h to itself by a loop U, h to ŷ by v. Right, after an equals sign: the "
    "same for four steps side by side, with arrows U from h₀ to h₁ and on to h₄. Equal weights have "
    "equal colours: every step uses the same W, U and v."
)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 5 minutes
#
# Fold and unfold on the board. Ask: how many weights has the right side for T = 4, for T = 1,000? For the patterns ask for a task of each kind before saying one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What goes in, what comes out
#
# The same step serves four kinds of task, by which inputs are given and which outputs are read. A decoder
# must know what it has said so far: its own last output is its next input (dashed; more in section 14).

# %% tags=["aside"]
# Draw: aligned, many to one, one to many, and encoder with decoder.
fig, ax = plt.subplots(figsize=(9.6, 2.9))
plots.draw_patterns(ax)
show(
    "Four unfolded networks. Aligned: an output at each step, as a tag per word. Many to one: an output "
    "at the last step alone, as an opinion. One to many: an input at the first step alone, as a caption. "
    "Encoder and decoder, a translation: three inputs, the first output at the last of them; then two "
    "orange states, each with an output, fed by dashed arrows from the output before."
)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Backpropagation through time (BPTT)
#
# The losses of all steps add up, $J=\sum_t J_t$. What does $J$ change by when $h_t$ does? In the unfolded
# graph two arrows leave $h_t$: up to its own output, and right to the next state. Roads add:
#
# $$\underbrace{dh_t}_{\text{all of it}} = \underbrace{d\hat y_t\,v}_{\text{own loss, each row}} +
# \underbrace{dz_{t+1}U^\top}_{\text{carry from } t+1},
# \qquad dz_t = dh_t\odot f'(z_t)$$
#
# ($z_t$ is what $f$ is applied to; $d\,\cdot$ is short for $\partial J/\partial\,\cdot$; after the last
# step comes nothing, so the first carry is 0; where a step has no loss, as all but the last in *many to one*,
# its own part is 0.) *Going back in time* is nothing mystical: the forward pass
# has kept all its states, and we walk its graph from the right to the left.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 4 · 13 minutes
#
# The example first on the board, forward (1 minute), then backward with the room: "what comes from above?
# what from the right? add; times the slope; now send it left and down". Only then the code. Point at the
# three lines where one errs: the +=, the state *before*, the carry. Let them compute what comes out without
# the carry before you open the answer: the sign is wrong, and nothing says so.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Why the weights' gradient is a sum
#
# Pretend for a moment that each step had a $U$ of its own, $U_1,\dots,U_T$. Then $dU_t=h_{t-1}^\top
# dz_t$, as for any layer: input transposed times error. Now tie them: changing the one $U$ by a little
# changes all of them by as much, and small changes add:
#
# $$dW=\sum_t x_t^\top dz_t,\quad dU=\sum_t h_{t-1}^\top dz_t,\quad db=\sum_t dz_t,\quad
# dv=\sum_t h_t^\top d\hat y_t$$
#
# (each product sums over the $N$ rows; in $db$ and $dc=\sum_t d\hat y_t$ sum over the rows, too.) Note
# $h_{t-1}$, the state that $U$ was multiplied with. An input is used once, so $dx_t=dz_t\,W^\top$ has no sum.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### By hand, forward
#
# One unit, three steps, $f$ = ReLU, so that $f'=1$ wherever $z>0$ (easy with a
# pencil; in long runs tanh is safer, as its states cannot grow past 1). Take $W=1$, $U=\tfrac12$, $v=2$,
# $b=c=h_0=0$, and $J_t=\tfrac12(\hat y_t-y_t)^2$. On each arrow is what it delivers:

# %% tags=["aside"]
# Draw: the forward pass by hand; every number is computed from the inputs 4, 1, 2.
x = [4.0, 1.0, 2.0]
by_hand = {"x": x, "W": 1.0, "U": 0.5, "v": 2.0, "y": [7.0, 8.0, 5.0], "h": [0.0]}
for x_t in x:
    by_hand["h"].append(max(0.0, x_t * by_hand["W"] + by_hand["h"][-1] * by_hand["U"]))
by_hand["y_hat"] = [by_hand["v"] * h for h in by_hand["h"][1:]]
fig, ax = plt.subplots(figsize=(8.2, 4))
plots.draw_by_hand(ax, by_hand, backward=False)
show(
    "Unfolded graph of three steps with numbers. Inputs 4, 1, 2; states 4, 3, 3½, of which ½ · 4 = 2 and "
    "½ · 3 = 1½ came along the arrows U; outputs 8, 6, 7 beside the targets 7, 8, 5."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### By hand, backward
#
# Errors $\hat y-y$: $1,-2,2$, so $J=\tfrac12(1+4+4)=4\tfrac12$. Start on the right: $dh_3=2\cdot2+0=4$. It
# sends $4\cdot\tfrac12=2$ to the left, so $dh_2=-2\cdot2+2=-2$; that sends $-1$, so $dh_1=1\cdot2-1=1$. Brown,
# behind ∂: the gradient at each box (at $x_t$: $dx_t=dz_t\cdot W$), and what comes back along each arrow.

# %% tags=["aside"]
# Draw: the same graph with the gradient at every box and on every arrow.
W1, U1, v1 = (by_hand[name] for name in ("W", "U", "v"))
dy = [y_hat - y for y_hat, y in zip(by_hand["y_hat"], by_hand["y"], strict=True)]
dh, dz = [0.0], [0.0] * 3
for t in (2, 1, 0):
    dh.insert(0, dy[t] * v1 + dh[0])  # dh[0] is the carry
    dz[t] = dh[0] * (by_hand["h"][t + 1] > 0)
    dh.insert(0, dz[t] * U1)
by_hand |= {"dy": dy, "dz": dz, "dh": [dh[0], dh[1], dh[3], dh[5]]}
fig, ax = plt.subplots(figsize=(8.2, 4))
plots.draw_by_hand(ax, by_hand)
show(
    "The same graph with gradients behind the sign ∂. At ŷ: 1, −2, 2. At h₃: 4. Back along U: 2, so −2 at "
    "h₂; back along U: −1, so 1 at h₁; and ½ at h₀. At the inputs: 1, −2, 4."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Now the sums, with $dz=(1,-2,4)$, since all slopes are 1:
#
# | gradient | step 1 | step 2 | step 3 | sum |
# |---|---|---|---|---|
# | $dW=\sum x_t\,dz_t$ | $4\cdot1$ | $1\cdot(-2)$ | $2\cdot4$ | $10$ |
# | $dU=\sum h_{t-1}\,dz_t$ | $0\cdot1$ | $4\cdot(-2)$ | $3\cdot4$ | $4$ |
# | $db=\sum dz_t$ | $1$ | $-2$ | $4$ | $3$ |
# | $dv=\sum h_t\,d\hat y_t$ | $4\cdot1$ | $3\cdot(-2)$ | $3\tfrac12\cdot2$ | $5$ |
#
# **Question.** Somebody forgets the carry. Which $dU$ do they get, and what does a step of descent do?
#
# <details><summary>Answer</summary>
#
# Without it $dz=(2,-4,4)$ and $dU=0\cdot2+4\cdot(-4)+3\cdot4=-4$: as large, with the wrong sign. The step
# makes $U$ larger where smaller is better. Nothing crashes; only a check finds it.
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Step on and say each number before it shows: first the states, then the way back. Put the loss
# at every step: what is $dh$ made of now? Set ρ, the
# strength of $U$ (section 6), to 0: how far back does the gradient come?

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then step through the network.
from utils.widgets import rnn_unrolling as explore

explore.explore_unrolling()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The code of both passes
#
# `H` has $h_0$ in front ($T+1$ states), so `H[t]` is the state *before* step `t` of Python's count, `H[t + 1]`
# the one after. **Beware**: in the lab, as in torch, `H` holds the $T$ states without $h_0$; there the state
# before step `t` is `H[t - 1]`, and $h_0$ for `t = 0`. For tanh $f'(z)=1-h^2$: the state is all we need.


# %%
def forward(X, W, U, b, h0, f=np.tanh):
    H = [h0]
    for x in X:  # the same W, U and b at every step
        H.append(f(x @ W + H[-1] @ U + b))
    return np.array(H)  # (T + 1, N, H)


def backward(dH, X, H, W, U, slope=lambda h: 1 - h**2):
    dW, dU, db = np.zeros_like(W), np.zeros_like(U), np.zeros(len(U))
    dX = np.zeros_like(X)
    carry = np.zeros_like(H[0])  # nothing comes after the last step
    for t in reversed(range(len(X))):
        dh = dH[t] + carry  # own loss, and all later ones
        dz = dh * slope(H[t + 1])
        dW += X[t].T @ dz  # +=: one weight, many uses
        dU += H[t].T @ dz  # the state before
        db += dz.sum(axis=0)
        dX[t] = dz @ W.T  # one input, one use
        carry = dz @ U.T  # what the state before is told
    return dW, dU, db, carry, dX  # the last carry is ∂J/∂h₀


# %% slideshow={"slide_type": "subslide"}
X3 = np.array([4.0, 1.0, 2.0]).reshape(3, 1, 1)  # (T, N, D)
y3 = np.array([7.0, 8.0, 5.0]).reshape(3, 1)
one, half, v3 = np.array([[1.0]]), np.array([[0.5]]), np.array([2.0])

H3 = forward(X3, one, half, np.zeros(1), np.zeros((1, 1)), f=lambda z: np.maximum(0, z))
dY3 = H3[1:] @ v3 - y3  # (T, N)
dH3 = dY3[..., None] * v3  # (T, N, H)
dW, dU, db, dh0, dX3 = backward(dH3, X3, H3, one, half, slope=lambda h: h > 0)
print("states", H3.ravel(), "  J =", (dY3**2).sum() / 2)
print(f"dW = {dW.item():g}, dU = {dU.item():g}, db = {db.item():g}, dh0 = {dh0.item():g}")

_, cache3 = ru.rnn_forward(X3, one, half, np.zeros(1), activation="relu")  # the course's own
course = ru.rnn_backward(dH3, cache3)
print({name: course[name].item() for name in ("W", "U", "b", "h0")})

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What it costs
#
# A step forward takes $N\,H\,(D+H)$ multiplications, a step back twice that, and each state is kept for the way
# back. For $T=100$, $N=20$, $D=64$, $H=128$: 49 million multiplications forward, 98 million back, 256,000
# numbers kept, 24,704 weights. Twice the steps cost twice; twice the units up to four times. And step $t$
# must wait for step $t-1$: no hardware can do all steps at once. (A table of costs: section 11.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Is it right? Two checks
#
# Move each weight a little to both sides and see how $J$ changes, as in lecture 00; and let torch's
# autograd unfold the same loop. Six steps, four sequences, three inputs, five units, tanh:

# %%
from utils.numpy_impl.core.gradient_check import gradient_errors

X6, y6 = rng.normal(size=(6, 4, 3)), rng.normal(size=(6, 4))
p = {"W": rng.normal(size=(3, 5)), "U": 0.5 * rng.normal(size=(5, 5)), "b": rng.normal(size=5)}
p["h0"], v = rng.normal(size=(4, 5)), rng.normal(size=5)


def loss(**p):
    return ((forward(X6, **p)[1:] @ v - y6) ** 2).sum() / 2


H6 = forward(X6, **p)
dH6 = (H6[1:] @ v - y6)[..., None] * v
*gradients, dX6 = backward(dH6, X6, H6, p["W"], p["U"])
ours = dict(zip(p, gradients, strict=True))
errors = gradient_errors(loss, p, ours)
print({name: "agrees" if error < 1e-8 else error for name, error in errors.items()})

# %% slideshow={"slide_type": "subslide"}
in_torch = {name: torch.tensor(value, requires_grad=True) for name, value in p.items()}
state, J = in_torch["h0"], 0
for x_t, y_t in zip(torch.tensor(X6), torch.tensor(y6), strict=True):
    state = torch.tanh(x_t @ in_torch["W"] + state @ in_torch["U"] + in_torch["b"])
    J = J + ((state @ torch.tensor(v) - y_t) ** 2).sum() / 2
J.backward()

_, cache6 = ru.rnn_forward(X6, **p)
course = ru.rnn_backward(dH6, cache6)  # the course's own: "X", "W", "U", "b", "h0"
print({name: np.allclose(course[name], w.grad, atol=1e-10) for name, w in in_torch.items()})

# %% tags=["aside"]
# Prove: differences agree to 1e-8, torch to 1e-10; the pencil's numbers, and the costs.
assert max(errors.values()) < 1e-8
for name, gradient in ours.items():
    assert np.abs(gradient - in_torch[name].grad.numpy()).max() < 1e-10
    assert np.abs(gradient - course[name]).max() < 1e-12
assert np.abs(dX6 - course["X"]).max() < 1e-12

# by hand
assert by_hand["h"] == H3.ravel().tolist() == [0, 4, 3, 3.5]
assert (by_hand["dh"], by_hand["dz"], by_hand["dy"]) == ([0.5, 1, -2, 4], [1, -2, 4], [1, -2, 2])
assert [float(g.item()) for g in (dW, dU, db, dh0)] == [10, 4, 3, 0.5]
assert dX3.ravel().tolist() == [1, -2, 4]
assert (H3[1:, :, 0] * dY3).sum() == 5
assert (dY3**2).sum() / 2 == 4.5
assert (H3[:-1] * dH3).sum() == -4  # no carry: dz = dH, as all slopes are 1

# costs
T, N, D, units = 100, 20, 64, 128
assert T * N * units * (D + units) == 49_152_000
assert units * (D + units + 1) == 24_704
start = ru.rnn_parameters(D, units, rng)
H, _ = ru.rnn_forward(np.zeros((T, N, D)), start["W"], start["U"], start["b"])
assert H.size == T * N * units == 256_000
assert sum(start[name].size for name in "WUb") == 24_704

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Who contributes what: the double sum
#
# Follow *one* loss $J_t$ back to *one* use of $W$, in step $k\le t$: up the chain of states between them.
# $t-k$ is the **lag**. Our example's six numbers, for $W$ (the formula is in section 11):

# %% tags=["aside"]
# Draw: each term of the double sum for W of the example by hand.
terms3 = ru.bptt_terms(dH3, cache3, of="W")[:, :, 0, 0]
fig, ax = plt.subplots(figsize=(6.6, 3.1))
plots.draw_terms(ax, terms3)
show(
    "Table with a row for the loss of each step t and a column for the step k it goes through: 8; −8, −4; "
    "4, 2, 8. The rows sum to 8, −12, 14: dW of one loss alone. The columns sum to 4, −2, 8, the products "
    "x dz of the pencil; all together to 10."
)
assert terms3.tolist() == [[8, 0, 0], [-8, -4, 0], [4, 2, 8]]
assert terms3.sum(axis=1).tolist() == [8, -12, 14]
assert terms3.sum(axis=0).tolist() == [x * dz for x, dz in zip(by_hand["x"], dz, strict=True)]
assert terms3.sum() == dW.item() == 10

# %% [markdown] tags=["notes"]
# Instructor's notes · section 5 · 5 minutes
#
# Let the room compute one entry, say t = 3, k = 1: error 2, times v = 2, times ½ twice, times x₁ = 4: 4.
# Then the column sums. Then ask: which of these would we dare to leave out, and what would that save?

# %% [markdown] slideshow={"slide_type": "subslide"}
# On the right: $dW$ of each loss alone. The bottom row is what we had: $4$, $-2$, $8$, one number per step. That is the trick of BPTT: $dz_k$ has
# already added up the whole column, so $T$ products do the work of $\tfrac12T(T+1)$.
#
# ### Truncated BPTT
#
# A thousand steps keep a thousand states, and one update waits for all of them. So cut the sequence into
# blocks of $\tau$ steps [DS17]: the *state* walks on from block to block, the *gradient* stops at the
# border: at the last step of a block the carry is 0. In torch the scissors are called `detach`; in NumPy
# it is `rnn_backward(dH, cache, tau)`.
#
# It keeps $\tau$ states instead of $T$. What it misses are the terms that cross a border; with $\tau=T$
# none do. Take $\tau$ as long as the dependence you need. Below: the code, and the size of each term for
# 24 steps, on a log scale, with the blocks of $\tau=6$.


# %% slideshow={"slide_type": "subslide"}
def truncated(X, W, U, b, h, tau):
    states = []
    for t in range(len(X)):
        if t % tau == 0:
            h = h.detach()  # the number stays, its history goes
        h = torch.tanh(X[t] @ W + h @ U + b)
        states.append(h)
    return torch.stack(states)


for tau in (6, 3):  # the six steps of section 4: all of them, and two blocks
    weights = [torch.tensor(p[name], requires_grad=True) for name in "WUb"]
    states = truncated(torch.tensor(X6), *weights, torch.tensor(p["h0"]), tau)
    (states * torch.tensor(dH6)).sum().backward()
    blocks = ru.rnn_backward(dH6, cache6, tau)
    pairs = zip((blocks[name] for name in "WUb"), weights, strict=True)
    agree = [np.allclose(block, w.grad, atol=1e-10) for block, w in pairs]
    missed = np.linalg.norm(blocks["U"] - ours["U"]) / np.linalg.norm(ours["U"])
    print(f"τ = {tau}: NumPy as torch {all(agree)}, of dU it misses {missed:.0%}")

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the norm of every term of ∂J/∂W for 16 units; the squares hold what τ = 6 keeps.
draw = np.random.default_rng(4)
long = ru.rnn_parameters(3, 16, draw, radius=0.9)
X24, dH24 = draw.normal(size=(24, 1, 3)), draw.normal(size=(24, 1, 16))
_, cache24 = ru.rnn_forward(X24, long["W"], long["U"], long["b"])
terms24 = ru.bptt_terms(dH24, cache24, of="W")
fig, ax = plt.subplots(figsize=(6.2, 3.9))
plots.draw_lag_map(ax, ru.term_norms(terms24), "size of the terms; τ = 6 keeps the squares")
for k in range(0, 24, 6):
    ax.add_patch(plt.Rectangle((k + 0.5, k + 0.5), 6, 6, fill=False, linewidth=2))
show(
    "Heat map: row t the loss, column k the step it goes through, colour the size of the term on a log "
    "scale. Only k ≤ t is filled; the terms fade away from the diagonal. Four squares of side 6 along "
    "the diagonal hold what truncation keeps."
)
whole, short = (ru.rnn_backward(dH24, cache24, tau) for tau in (24, 6))
full, cut = whole["W"], short["W"]
missed = {k: np.linalg.norm(whole[k] - short[k]) / np.linalg.norm(whole[k]) for k in "WU"}
assert [round(float(share), 2) for share in missed.values()] == [0.20, 0.23]
assert np.allclose(terms24.sum(axis=(0, 1)), full)
inside = np.arange(24)[:, None] // 6 == np.arange(24) // 6
assert np.allclose(terms24[inside].sum(axis=0), cut)
cosine = (full * cut).sum() / np.linalg.norm(full) / np.linalg.norm(cut)
assert round(float(cosine), 2) == 0.98
assert np.allclose(ru.rnn_backward(dH6, cache6, 6)["U"], ours["U"])
assert all(agree)
assert all(np.abs(course[name] - w.grad.numpy()).max() < 1e-10 for name, w in in_torch.items())

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · Vanishing and exploding
#
# What was cut is a fifth of the gradient's length; its direction hardly changes (cosine 0.98), because the
# terms fade with the lag. But then nobody learns from what is far back, cut or not. Why do they fade?
#
# Over a lag of $n$ steps the gradient is multiplied $n$ times, by $f'(z)$ and by $U^\top$. With one unit
# it is a power: $(f'u)^n$. For a matrix the part of $u$ is played by the **spectral radius** $\rho(U)$, the largest
# absolute value of an eigenvalue $\lambda$. (An eigenvector is a direction that $U$ only stretches, by its
# $\lambda$.) In the long run $U^n$ grows or shrinks by $\rho$ per step. For tanh $f'\le1$, for the
# sigmoid $f'\le\tfrac14$. So roughly, if only step $t$ has a loss ($\overline{f'}$: the mean slope),
#
# $$\|dh_{t-n}\|\approx(\overline{f'}\,\rho(U))^n\,\|dh_t\|$$
#
# Below 1 it **vanishes**: what happened long ago gets no blame, and is never learnt. Above 1 it
# **explodes**: one step of descent throws the weights anywhere.

# %%
for u in (0.5, 0.9, 1.0, 1.1, 1.5):
    print(f"u = {u}:  u^10 = {u**10:9.3g}   u^50 = {u**50:9.3g}")
print("ρ of the 5×5 U of section 4:", np.abs(np.linalg.eigvals(p["U"])).max().round(2))

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 6 minutes
#
# Compound interest: 10% for fifty years is a factor of 117; a loss of 10% leaves half a percent. Ask for
# the guess before the numbers are printed. In the pictures: straight lines on a log axis, whose slope is
# ln ρ; on the right all lines bend down, because saturated tanh units have slopes far below 1.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Measured
#
# 32 tanh units, $U$ is $\rho$ times an orthogonal matrix (which turns vectors and keeps their length). A
# gradient of norm 1 enters at the last of 50 steps. *Left*, at rest: the slope is 1, theory exact. *Right*,
# random inputs saturate the units, $f'$ falls below 1. The **rate** per step is the $n$-th root of the ratio
# of two norms $n$ steps apart: with $\rho=1$ the gradient loses 24% per step; with $\rho=1.5$ it just about
# holds (−4% here, −11% to +3% in nine other draws), and with inputs of 0.2 instead of 0.5 it grows in all ten.
# No one $\rho$ suits all inputs: watch the norm of *your* gradient.

# %% tags=["aside"]
# Measure: what arrives of a gradient of norm 1, for five spectral radii, at rest and with inputs.
assert f"{0.25**10:.0e}" == "1e-06"
radii = (0.5, 0.9, 1.0, 1.1, 1.5)
at_rest, driven = (
    {f"ρ = {radius}": ru.gradient_by_lag(radius, scale=scale) for radius in radii}
    for scale in (0.0, 0.5)
)
fig, axes = plt.subplots(1, 2, figsize=(9.6, 3.5), sharey=True)
for ax, runs, title in zip(axes, (at_rest, driven), ("at rest", "with inputs"), strict=True):
    norms, rates = ({k: getattr(run, of) for k, run in runs.items()} for of in ("norms", "theory"))
    plots.draw_decay(ax, norms, rates, title)
axes[0].get_legend().remove()
axes[1].set_ylabel("")
show(
    "Two panels of lines: the norm of the gradient against the lag, 0 to 49, on a log axis, for spectral "
    "radius 0.5, 0.9, 1.0, 1.1, 1.5. At rest all are straight, on the thin lines of theory, and end at "
    "2e-15, 0.006, 1, 107 and 4e8. With inputs (one draw, seed 0) all fall, below the thin line of theory."
)
for run in at_rest.values():
    assert abs(run.rate - run.theory) < 1e-9
ends = [run.norms[-1] for run in at_rest.values()]
assert [f"{end:.0e}" for end in (ends[0], ends[4])] == ["2e-15", "4e+08"]
assert [round(float(end), 3) for end in ends[1:4]] == [0.006, 1.0, 106.719]
assert [round(run.rate, 2) for run in driven.values()] == [0.42, 0.70, 0.76, 0.80, 0.96]
assert all(run.rate < run.theory for run in driven.values())
for scale, least, most in ((0.5, 0.89, 1.03), (0.2, 1.01, 1.12)):
    draws = [ru.gradient_by_lag(1.5, scale=scale, seed=seed).rate for seed in range(10)]
    assert least < min(draws) < least + 0.01
    assert most - 0.01 < max(draws) < most

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Find the radius at which the far corner of the map keeps its colour. Then turn the inputs up:
# why does the corner fade again?

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then move the spectral radius.
from utils.widgets import rnn_unrolling as explore

explore.explore_gradient_through_time()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What can be done
#
# | against | remedy | where |
# |---|---|---|
# | exploding | clip the gradient's norm | section 7 |
# | cost of long sequences | truncate | section 5 |
# | vanishing | begin with $U$ orthogonal, $\rho\approx1$ | `ru.rnn_parameters` |
# | | leaky units: keep most of the old state | section 9, in Further |
# | | connections that skip steps | section 9 |
# | | do not train $U$ at all: a reservoir | section 9 |
# | | **gates** that decide what to keep | lectures 05 and 06 |
#
# **Question.** Sigmoid units, $\rho(U)=1$: what share of a gradient can arrive ten steps back?
#
# <details><summary>Answer</summary>
#
# At most about $(\tfrac14)^{10}\approx10^{-6}$, since $f'\le\tfrac14$. It takes $\rho=4$ just to hold it, at the
# one point where the slope is $\tfrac14$. One reason why recurrent units are tanh.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · Clipping, and the cliff
#
# A gradient longer than $\theta$, the longest we allow, is shortened; its direction stays [M17]:
#
# $$g\leftarrow g\cdot\min\!\Big(1,\;\frac{\theta}{\|g\|}\Big)$$
#
# Watch the norm for a while, then choose $\theta$ a little above what is usual. Cutting each *entry* is
# something else: section 15.


# %%
def norm_of(gradients):
    return np.sqrt(sum((g**2).sum() for g in gradients))  # over all arrays together


def clip_by_norm(gradients, largest):
    norm = norm_of(gradients)
    factor = largest / norm if norm > largest else 1.0  # no division by 0
    return [g * factor for g in gradients]


print(clip_by_norm([np.array([3.0]), np.array([4.0])], largest=1.0))
for largest in (1.0, 1000.0):  # the gradients of section 4
    after = clip_by_norm(ours.values(), largest)
    print(f"θ = {largest:g}: norm {norm_of(ours.values()):.2f} → {norm_of(after):.2f}")

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 5 minutes
#
# A walker in fog at the foot of a wall: the slope is huge and says "jump". Clipping says: whatever the
# slope, a step is a step. Ask why one does not simply use a small learning rate (then the flat parts
# take forever). In the playground let them look for a start from which clipping does not help.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The smallest network with a cliff
#
# One unit without inputs; $x$ is its *state* here, $\sigma$ the sigmoid: $x_t=w\,\sigma(x_{t-1})+b$, from
# $x_0=\tfrac12$. After 50 steps the output should be 0.7: $J=(\sigma(x_{50})-0.7)^2$ [Pascanu et al. 2013].
# Where the end state flips from low to high, $J$ jumps: a wall. The longest gradient met there is 12.4.
#
# Both paths below start at $w=5$, $b=-1.8$, $J=0.063$, with learning rate 1, for 60 steps. Without clipping
# one step leaps by 1.94, and the path ends at $J=0.076$, *higher* than it began. With norms of at most 0.2
# no step is longer than 0.2: from step 41 on $J$ stays below 0.02.
#
# The exact gradient is no mistake here; it is true *at its point*. The step is what goes too far.

# %% tags=["aside"]
# Draw: the error surface, and 60 steps of descent with and without clipping to norm 0.2.
w_axis, b_axis = np.linspace(3, 6.5, 201), np.linspace(-3, 0.2, 161)
J, J_w, J_b = ru.one_unit(*np.meshgrid(w_axis, b_axis))
plain, clipped = (
    ru.cliff_descent(5.0, -1.8, learning_rate=1.0, steps=60, clip=clip) for clip in (None, 0.2)
)
fig, ax = plt.subplots(figsize=(8, 4))
plots.draw_cliff(
    ax, w_axis, b_axis, J,
    {"not clipped": (plain.w, plain.b), "norm at most 0.2": (clipped.w, clipped.b)},
)  # fmt: skip
show(
    "Map of the error over weight w and bias b, dark where high: a wall runs across it, a valley along "
    "its foot. From the same start the path without clipping meets the wall and is thrown out of the "
    "valley; the clipped path zigzags along the foot to a low error."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this** with the sliders below. Start on both sides of the wall. Raise the threshold until clipping no
# longer helps. Where is a small learning rate as good as clipping, and what does it cost?

# %% tags=["aside"]
# Prove: section 7: the paths, the exact gradient, and clipping as torch does it.
assert clipped.J[41:].max() < 0.02 < clipped.J[40]
assert round(float(clipped.norms.max()), 1) == 12.4


def leaps(path):
    return np.hypot(np.diff(path.w), np.diff(path.b)).max()


assert [round(float(J), 3) for J in (plain.J[0], plain.J[-1])] == [0.063, 0.076]
assert round(float(leaps(plain)), 2) == 1.94
assert leaps(clipped) < 0.2 + 1e-9
h = 1e-6
up, down = ru.one_unit(5.0 + h, -1.8)[0], ru.one_unit(5.0 - h, -1.8)[0]
assert np.isclose((up - down) / (2 * h), ru.one_unit(5.0, -1.8)[1])
some = [torch.nn.Parameter(torch.zeros(shape, dtype=torch.float64)) for shape in ((3, 4), (4,))]
made = [rng.normal(size=w.shape) for w in some]
for w, g in zip(some, made, strict=True):
    w.grad = torch.tensor(g)
torch.nn.utils.clip_grad_norm_(some, 1.0)
for w, g in zip(some, clip_by_norm(made, 1.0), strict=True):
    assert np.abs(w.grad.numpy() - g).max() < 1e-6  # torch adds 1e-6 to the norm

# %% tags=["aside", "nbval-ignore-output"] slideshow={"slide_type": "subslide"}
# Live picture: run this cell, then choose start, learning rate and limit.
from utils.widgets import rnn_unrolling as explore

explore.explore_clipping()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · A real series: the sea in twelve hours
#
# A buoy off New England measured the water's temperature for 400 days. From 36 hourly values, how warm will
# it be 12 hours later? Inputs and target are
# *differences* from now, the window's last value. The bar to clear is **persistence**: "as warm as
# it is now". Every fourth week is held out, and no window used in training reaches into one.
#
# All of it in torch: many to one, BPTT by autograd, clipping, and Adam (each weight has its own step length):

# %% [markdown] tags=["notes"]
# Instructor's notes · section 8 · 5 minutes
#
# Before the result ask what persistence will be wrong by; a night and a day apart, half a degree. Say that
# the linear forecast wins here, and why this is no shame: a small network, 600 steps, a smooth series.
# A result without its baseline is no result.

# %%
from utils.experiments import sea_forecast

data = sea_forecast.windows()
scale = data.y_train.std()  # of the training weeks alone
X_sea, y_sea = (torch.tensor(A / scale, dtype=torch.float32) for A in (data.X_train, data.y_train))
X_new = torch.tensor(data.X_test / scale, dtype=torch.float32)
print("training (T, N, D):", tuple(X_sea.shape), "  held out:", tuple(X_new.shape))
torch.manual_seed(0)
states, head = torch.nn.RNN(1, 16), torch.nn.Linear(16, 1)
weights = [*states.parameters(), *head.parameters()]
optimiser = torch.optim.Adam(weights, lr=0.005)
for _ in range(600):
    few = torch.randint(len(y_sea), (64,))
    H, _ = states(X_sea[:, few])  # (36, 64, 16)
    loss = F.mse_loss(head(H[-1])[:, 0], y_sea[few])
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimiser.step()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Does it beat persistence?
#
# The same in NumPy, with the gradients of section 4, from five random starts, and in torch: the root mean square error is at
# least 10% below that of persistence, 0.44 to 0.46 °C instead of 0.52. *And* a plain linear forecast from the
# same window reaches 0.43. Nor is it every week: on average over the seeds the network wins in 7 of 14:
# seven of the eight from March to September 2016, and in none after. (Below: seed 0.) Where memory must *switch*, no
# linear model will do: section 10, in Further.

# %% tags=["aside"]
# Measure: errors on the held-out weeks, five seeds; forecasts of twelve hours before, for April.
found = sea_forecast.sea_forecast()
with torch.no_grad():
    in_torch = head(states(X_new)[0][-1])[:, 0].numpy() * scale
torch_error = np.sqrt(((in_torch - data.y_test) ** 2).mean())
hours = (data.end_test - data.end_test[0]) // np.timedelta64(60, "m")
weeks = hours // (4 * sea_forecast.WEEK)
week = weeks == 1  # in April
now = data.now_test[week]
fig, axes = plt.subplots(2, 1, figsize=(8.6, 4.6), height_ratios=(1, 1.7))
plots.draw_errors(
    axes[0],
    {"persistence": found.persistence, "network, five seeds": found.rnn, "linear": found.linear},
    "root mean square error on held-out weeks (°C)",
)
plots.draw_forecast(
    axes[1],
    hours[week] - hours[week][0] + 47,
    {
        "measured": now + data.y_test[week],
        "network": now + found.predicted[0][week],
        "persistence": now,
    },
)
show(
    "Above, points: the error on held-out weeks. Persistence 0.52 °C; five networks between 0.44 and 0.46; "
    "a linear forecast from the same window 0.43. Below, lines over five days of April: the measured "
    "temperature, up by half a degree on some; persistence repeats each rise twelve hours late, in full, "
    "the network in part."
)
assert str(data.end_test[week][0]).startswith("2016-04")
assert (found.rnn < 0.9 * found.persistence).all()
assert len(found.rnn) == 5
assert torch_error < 0.9 * found.persistence
assert [round(e, 2) for e in (found.persistence, found.rnn.min(), found.rnn.max(), found.linear)] == [
    0.52, 0.44, 0.46, 0.43,
]  # fmt: skip


def error(forecast, k):
    return np.sqrt(((forecast - data.y_test)[..., weeks == k] ** 2).mean(axis=-1))


wins = [k for k in range(14) if error(found.predicted, k).mean() < error(0, k)]
assert weeks.max() == 13
assert len(wins) == 7
starts = [str(data.end_test[weeks == k][0])[:7] for k in range(14)]
assert sum("2016-03" <= start <= "2016-09" for start in starts) == 8
months = {int(str(data.end_test[weeks == k][0])[5:7]) for k in wins}
assert (min(months), max(months)) == (3, 9)
assert str(data.end_test[weeks == max(wins)][-1]).startswith("2016-09")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - A recurrent network carries a state: $h_t=f(x_tW+h_{t-1}U+b)$, with the same weights at every step.
# - Unfolded in time it is a deep network without cycles. Backpropagation through it runs from the last
#   step to the first: own loss plus carry, times slope; the weights' gradients are sums over time.
# - It costs $T$ times a step, and keeps $T$ states. Truncation keeps $\tau$, and forgets what crosses.
# - Over a lag of $n$ the gradient goes like $(f'\rho)^n$: it vanishes or explodes. Clip its *norm*
#   against the cliff. Against vanishing, lectures 05 and 06 build gates.
# - Check the gradient, and compare with persistence and a straight line before you are proud.
#
# **Now you:** [Lab 04](../labs/04_rnn_unrolling.ipynb) builds each of these by hand and tells you which
# mistake you made, if you made one.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## References
#
# - [S] E. Saravia, *Introduction to RNNs*: the layer unrolled over two steps, the double sum.
# - [DS17] J. Dehdari and A. Sayeed, *Neural Networks Part 2*, January 2017: truncation with τ = 3.
# - [K17] P. Kar, *CS771*, November 2017: Elman's network, its gradients, leaks, skips and reservoirs.
# - [M17] T. Mitchell, *Machine Learning 10-601*, October 2017: clipping, and how gradients fade.
# - J. Elman, *Finding structure in time*, 1990. R. Pascanu, T. Mikolov, Y. Bengio, *On the difficulty of
#   training recurrent neural networks*, 2013. H. Jaeger, *The echo state approach*, 2001.
# - The sea's temperature: buoy B01 of NERACOOS, as bokeh-sampledata has it.

# %% [markdown] slideshow={"slide_type": "slide"}
# # Further
#
# Three remedies against vanishing, measured on the same axes; a task that needs a switch, learnt by four starts
# of five at lengths never seen. Then costs in detail, reading backwards, and when $\rho$ is the wrong number.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Leaks, skips and reservoirs
#
# $$h_t=(1-\alpha)\,h_{t-1}+\alpha f(x_tW+h_{t-1}U+h_{t-s}S+b)$$
#
# - **Leaky units**, $\alpha<1$: a share $1-\alpha$ of the state stays as it was. On the way back that share
#   of the gradient passes with no $f'$ and no $U$: $dh_{t-1}\mathrel{+}=(1-\alpha)\,dh_t$.
# - **Skips**, $S\ne0$: a second road that takes $s$ steps at once, so $n$ steps back need only $n/s$ factors.
# - **Reservoirs** (echo-state networks): $W$, $U$, $b$ are drawn and stay; only the readout is fitted, by
#   linear least squares. No gradient travels through time, so none vanishes.


# %%
def leaky_skip(X, W, U, b, S, alpha, span):
    H = [np.zeros((X.shape[1], len(U)))] * span  # nothing happened before the start
    for x in X:
        H.append((1 - alpha) * H[-1] + alpha * np.tanh(x @ W + H[-1] @ U + H[-span] @ S + b))
    return np.array(H[span:])


# %% [markdown] tags=["notes"]
# Instructor's notes · section 9 · 10 minutes
#
# The leak is the idea behind lecture 06: a GRU is a leaky unit that chooses its α at each step. Ask what
# the price of a small α is (the unit is slow: it cannot jump). A reservoir is a surprise each time: draw
# it at random, never train it, and it forecasts.

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Measure: the gradient over lags for ρ = 0.9, at rest, for the plain network and the three remedies.
S = 0.3 * rng.normal(size=(5, 5))
ours = leaky_skip(X6, p["W"], p["U"], p["b"], S, alpha=0.4, span=3)
theirs, _ = ru.leaky_skip_forward(X6, p["W"], p["U"], p["b"], leak=0.4, S=S, span=3)
assert np.allclose(ours, theirs)

names = {"elman": "plain", "leaky": "leaky, α = 0.2", "skip": "skip of 5", "reservoir": "reservoir"}
variants = {name: ru.gradient_by_lag(0.9, key, T=100) for key, name in names.items()}
fig, ax = plt.subplots(figsize=(8.4, 3.4))
plots.draw_decay(
    ax,
    {k: run.norms for k, run in variants.items()},
    {k: run.theory for k, run in variants.items()},
)
show(
    "Lines: the norm of the gradient against the lag, 0 to 99, on a log axis. Plain and reservoir fall "
    "alike, to about 1e-5; skip and leaky fall far more slowly, to about 1e-2."
)
print(f"{'at rest, ρ = 0.9':18s} {'fitted':>8s} {'theory':>8s}")
for name, run in variants.items():
    print(f"{name:18s} {run.rate:8.3f} {run.theory:8.3f}")
    assert abs(run.rate - run.theory) < 0.015

# %% [markdown] slideshow={"slide_type": "subslide"}
# At $\rho=0.9$ the theory is the spectral radius of the matrix that leads from the last $s$ states to the
# next: $0.9$ plain, $1-\alpha+0.9\,\alpha=0.98$ with the leak, $0.966$ with half of $U$ skipping five
# steps. Fits over few lags lie a little below: directions that $U$ turns fade sooner, and the slowest one
# is what stays in the end. (A reservoir's $U$ is drawn, not orthogonal; its $\rho$ is set all the same.)

# %% tags=["aside"]
# Draw: the same with random inputs, 50 steps.
driven = {name: ru.gradient_by_lag(0.9, key, scale=0.5) for key, name in names.items()}
fig, ax = plt.subplots(figsize=(8.4, 3.2))
plots.draw_decay(ax, {k: run.norms for k, run in driven.items()})
show(
    "The same four with random inputs (one draw, seed 0) over 50 steps: plain and reservoir below 1e-7, skip near 1e-3, "
    "leaky near 1e-2. The leak does not mind saturated units."
)
assert [round(run.rate, 2) for run in driven.values()] == [0.70, 0.93, 0.89, 0.64]
assert [round(run.rate, 2) for run in variants.values()][:2] == [0.90, 0.97]  # the two at rest

# %% [markdown]
# With inputs the plain network loses 30% per step altogether, the leaky one 7%; at rest 10% and 3%. The
# leak's first road has no $f'$ in it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A reservoir forecasts the sea
#
# 100 leaky units, drawn once, never trained; 101 numbers are fitted to every second window, in one
# solution of least squares:

# %%
errors = []
for seed in range(5):
    drawn = ru.reservoir(1, 100, np.random.default_rng(seed), radius=0.9, scale=0.3)
    seen = ru.reservoir_states(data.X_train[:, ::2] / scale, drawn, leak=0.3)[-1]  # (n, 100)
    new = ru.reservoir_states(data.X_test / scale, drawn, leak=0.3)[-1]
    readout, shift = ru.ridge(seen, data.y_train[::2] / scale, penalty=1.0)
    errors.append(np.sqrt((((new @ readout + shift) * scale - data.y_test) ** 2).mean()))
print(f"five reservoirs, on average: {np.mean(errors):.2f} °C")

# %% [markdown]
# As good as the linear forecast, and better than the network trained through time. (Leak, scale and penalty
# were chosen from five settings by looking at these weeks: take the hundredths lightly.)

# %% tags=["aside"]
# Prove: the reservoirs against the two others.
assert max(errors) < found.rnn.min()
assert abs(np.mean(errors) - found.linear) < 0.005
assert (round(min(errors), 2), round(max(errors), 2)) == (0.43, 0.43)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · Temporal parity: the XOR of sequences
#
# Is the number of ones so far odd? Each 1 *flips* the answer, for ever after; no window of fixed length can
# tell, and no weighted sum of the inputs. One bit of memory and a switch are enough.
#
# 16 tanh units were trained on sequences of 1 to 12 coins, five times from different starts. Are they right
# at steps they never saw?

# %% [markdown] tags=["notes"]
# Instructor's notes · section 10 · 6 minutes
#
# Play it with the room: everybody is the network, one hand up or down is the state. Ask why lengths grow
# from short to long in the training here (at length 2 it is XOR; long ones alone give no gradient to begin
# with). That some start drifts beyond 100 steps is a finding, too: a tanh state is not a bit.

# %% tags=["aside"]
# Measure: the share of right answers at each of 200 steps, 200 new sequences, five seeds.
from utils.experiments import temporal_parity

fits = [temporal_parity.trained_parity(seed) for seed in range(5)]
right = np.array([temporal_parity.parity_accuracy(fit.parameters, 200) for fit in fits])
fig, ax = plt.subplots(figsize=(8, 3))
four = (right == 1).all(axis=1)
plots.draw_accuracy(
    ax,
    {"four of the seeds": right[four].min(axis=0), "the fifth": right[~four].min(axis=0)},
    temporal_parity.LONGEST,
)
show(
    "Lines: the share of right answers at each step from 1 to 200. With four seeds it is 1 throughout, "
    "far beyond the dotted line at 12, the longest sequence seen in training; the fifth dips to "
    "0.995 at step 101, is back at 1, and falls from about step 180 on to 0.985."
)
assert temporal_parity.LONGEST == 12
assert four.sum() == 4
assert (right[:, :100] == 1).all()
assert round(float(right.min()), 3) == 0.985
wrong_at = np.flatnonzero(right[~four].min(axis=0) < 1) + 1
assert wrong_at.tolist() == [101, *range(181, 201)]

# %% [markdown]
# All five, on 200 new sequences, are right at each of the first 100 steps, although none ever saw step 13.
# What is learnt at one step holds at all: no such luck for slots. Four are right for all 200 steps; with
# the fifth, errors of a state that is only *nearly* one bit pile up, and 1.5% go wrong in the end.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 · Costs in detail
#
# **One product for all inputs.** $x_tW$ needs no memory: all $T$ of them are one product of a $(TN,D)$
# matrix. Only $h_{t-1}U$ must wait. On the way back likewise: collect all $dz_t$, then take $dW$, $dU$,
# $dX$ in one product each.

# %%
rows = X6.reshape(6 * 4, 3) @ p["W"] + p["b"]  # (T·N, H), before the loop
A = rows.reshape(6, 4, 5)
h = p["h0"]
for t in range(6):
    h = np.tanh(A[t] + h @ p["U"])
print("same last state:", np.allclose(h, H6[-1]))

# %% [markdown] slideshow={"slide_type": "subslide"}
# | what | per step | whole sequence |
# |---|---|---|
# | forward, multiplications | $N\,H\,(D+H)$ | $\times\,T$ |
# | backward | twice that | $\times\,T$ |
# | memory for the states | $N\,H$ numbers | $\times\,T$: all are kept for the way back |
# | weights $W,U,b$ | $H\,(D+H+1)$ | the same, whatever $T$ |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The double sum
#
# Section 5's terms over all pairs are the textbook's form [S]:
#
# $$\frac{\partial J}{\partial W}=\sum_t\sum_{k\le t}
# \frac{\partial J_t}{\partial \hat y_t}\,\frac{\partial \hat y_t}{\partial h_t}\,
# \underbrace{\frac{\partial h_t}{\partial h_k}}_{t-k\text{ factors}}\,
# \frac{\partial^+ h_k}{\partial W}$$
#
# ($\partial^+$: the effect within step $k$ alone.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# | gradient of $W,U,b$ by | multiplications, one sequence | numbers kept |
# |---|---|---|
# | BPTT, forward and back, $dx$ included | $3T\,H(D+H)$ | $TH$ |
# | truncated BPTT | the same | $\tau H$ |
# | the double sum, term by term | $\approx\tfrac12T^2H(D+2H)$ | $TH$ |
# | carrying derivatives *forwards* | $\approx T\,H^3(D+H)$ | $H^2(D+H)$ |
# | central differences | $2\,T\,[H(D+H)]^2$ | $H$ |
#
# Forwards one carries $\partial h_t/\partial U$ along with the state: no history is kept, any $T$ will do,
# but each number of the state has a derivative by each weight. The network of section 7 did so: with one
# unit it costs nothing. With $H=128$, $D=64$ it is thousands of times BPTT.

# %% tags=["aside"]
# Prove: that ratio, and that the double sum is for understanding.
H_, D_ = 128, 64
bptt = 3 * H_ * (D_ + H_)
assert H_**3 * (D_ + H_) / bptt > 5_000
assert np.allclose(h, H6[-1])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · Several lengths, and reading backwards
#
# Pad the short ones to the longest, and let a **mask** say where a sequence still has steps. Beyond its
# end it keeps its state, and no loss is counted. So padding changes no output and no gradient, and the
# last row holds everyone's last state:

# %%
lengths = np.array([2, 1, 2, 1])  # of the four sequences of section 2
h = np.zeros((4, 5))
for t in range(2):
    new = np.tanh(X[t] @ W + h @ U + b)
    h = np.where(t < lengths[:, None], new, h)
print("second sequence kept its first state:", np.array_equal(h[1], h1[1]))

# %% tags=["aside"]
# Prove: whatever stands on the padding changes neither the last states nor a gradient.
garbage = X.copy()
garbage[1, lengths == 1] = 99.0
runs = [ru.rnn_forward(A, W, U, b, lengths=lengths) for A in (X, garbage)]
assert np.allclose(runs[0][0][-1], h)
both = [ru.rnn_backward(np.ones((2, 4, 5)), cache) for _, cache in runs]
for name in ("W", "U", "b", "h0"):
    assert np.array_equal(both[0][name], both[1][name])
assert (both[1]["X"][1, lengths == 1] == 0).all()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Backwards, and torch's packed sequences
#
# Read the sequence from its end, and $h_t$ has seen $x_t,x_{t+1},\dots,x_T$. Padding then comes *first*;
# keeping the state there means that a short sequence starts at its own last step with $h_0$. Two such
# readers side by side are lecture 10. In torch, lengths are given by packing:

# %%
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

lengths = np.array([6, 2, 4, 1])
reader = torch.nn.RNN(3, 5, dtype=torch.float64, bidirectional=True)
packed = pack_padded_sequence(torch.tensor(X6), torch.tensor(lengths), enforce_sorted=False)
both, _ = pad_packed_sequence(reader(packed)[0])  # (T, N, 2H): forward, backward; 0 on padding
print(tuple(both.shape))

# %% tags=["aside"]
# Prove: ours, forwards and backwards in time, is torch's wherever a sequence has a step.
there = np.arange(6)[:, None] < lengths
for suffix, reverse, half in (("", False, slice(0, 5)), ("_reverse", True, slice(5, 10))):
    w, u, b_x, b_h = (
        getattr(reader, f"{name}_l0{suffix}").detach().numpy()
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    H, _ = ru.rnn_forward(X6, w.T, u.T, b_x, b_h=b_h, lengths=lengths, reverse=reverse)
    assert np.abs(H - both.detach().numpy()[..., half])[there].max() < 1e-12

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 13 · When $\rho$ is the wrong number
#
# $\rho(U)$ speaks about the long run of a *linear* network. Over a few steps the **largest singular value**
# rules: it bounds the stretch of one step. For a symmetric or orthogonal $U$ the two are equal; else:

# %%
U2 = np.array([[0.5, 4.0], [0.0, 0.5]])
print("ρ =", ru.spectral_radius(U2), "  largest singular value =", np.linalg.norm(U2, 2).round(2))
print([float(np.linalg.norm(np.linalg.matrix_power(U2, n), 2).round(2)) for n in range(9)])

# %% [markdown] slideshow={"slide_type": "subslide"}
# It has $\rho=\tfrac12$, and yet first stretches fourfold. So, with $f'\le\gamma$ [Pascanu et al. 2013]:
# - largest singular value below $1/\gamma$: the gradient *must* vanish (sufficient);
# - for it to explode, the largest singular value must be above $1/\gamma$ (necessary, not sufficient).
#
# > **Erratum.** The paper writes the Jacobian as
# > $\partial x_{k+1}/\partial x_k = W_{rec}^\top\,\mathrm{diag}(\sigma'(x_k))$. For its own columns,
# > $x_{k+1}=W_{rec}\,\sigma(x_k)+\dots$, there is no transpose: $W_{rec}\,\mathrm{diag}(\sigma'(x_k))$.
# > Norms of the factors are the same, so its bounds stand. With our rows,
# > $dh_{t-1}=(dh_t\odot f')\,U^\top$ does have one.

# %% tags=["aside"]
# Prove: the stretch, and the Jacobian by differences, without the transpose.
assert ru.spectral_radius(U2) == 0.5
assert np.linalg.norm(np.linalg.matrix_power(U2, 2), 2) > 4
assert np.linalg.norm(np.linalg.matrix_power(U2, 15), 2) < 0.01


def sigma(x):
    return 1 / (1 + np.exp(-x))


x0, tiny = np.array([0.3, -0.8]), 1e-6
columns = [(U2 @ sigma(x0 + tiny * e) - U2 @ sigma(x0 - tiny * e)) / (2 * tiny) for e in np.eye(2)]
slope = np.diag(sigma(x0) * (1 - sigma(x0)))
assert np.allclose(np.transpose(columns), U2 @ slope, atol=1e-8)
assert not np.allclose(np.transpose(columns), U2.T @ slope, atol=1e-2)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The whole map, for five radii
#
# Section 5's table of terms, 30 steps, 16 orthogonal tanh units, small inputs. White is size 1, blue smaller,
# brown larger; the colours end at $10^{\pm6}$. Only near $\rho=1$ does the lower left corner, the longest lag,
# keep its colour.

# %% tags=["aside"]
# Draw: norms of all terms of ∂J/∂W for five spectral radii.
fig, axes = plt.subplots(1, 5, figsize=(9.6, 2.5), sharey=True)
corners = []
for ax, radius in zip(axes, radii, strict=True):
    draw = np.random.default_rng(5)
    U30 = ru.recurrent_matrix(16, radius, draw)
    W30 = draw.normal(size=(3, 16)) / np.sqrt(3)
    _, cache30 = ru.rnn_forward(0.1 * draw.normal(size=(30, 1, 3)), W30, U30, np.zeros(16))
    M = ru.term_norms(ru.bptt_terms(draw.normal(size=(30, 1, 16)), cache30, of="W"))
    plots.draw_lag_map(ax, M, f"ρ = {radius}", decades=6, bar=False)
    ax.set(xlabel="step k", ylabel="loss at t" if ax is axes[0] else "")
    corners.append(M[-5:, :5].mean() / np.diag(M).mean())
show(
    "Five triangular heat maps of the terms of the gradient, row t the loss, column k the step. Radius 0.5: "
    "dark blue but for a band along the diagonal. 0.9: pale blue in the corner. 1.0: nearly even. 1.1: "
    "white, with a tinge of blue on the right. 1.5: brown towards the corner."
)
assert corners == sorted(corners)
assert corners[0] < 1e-6
assert 0.01 < corners[1] < 0.1 < corners[2] < 1 < corners[3] < 10 < corners[4]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 14 · Three ways to write it
#
# > **Convention.** [S] calls the output itself the memory, $Y_t = f(X_tW_x + Y_{t-1}W_y + b)$: ours with
# > $Y=h$. Pascanu et al. [M17] keep the state *before* the nonlinearity,
# > $x_t = \sigma(x_{t-1})W_{rec} + u_tW_{in} + b$: ours with $h_t=\sigma(x_t)$. With columns instead of
# > rows, all products turn round: $Wx_t$ for $x_tW$.
#
# Beware of Pascanu's zero state: $x_0=0$ means $h_0=\sigma(0)=\tfrac12$ for the sigmoid.
#
# **Teacher forcing.** A decoder's own last output is its next input; in training one may feed it the *right*
# last output instead. Lecture 11 is about it.

# %% tags=["aside"]
# Prove: the three forms give the same states.
H, _ = ru.rnn_forward(X, W, U, b)
Y = ru.recurrent_layer(X, W, U, b)
assert np.allclose(Y, H)
x = ru.pascanu(X, W, U, b, x0=np.zeros((4, 5)))
sigmoid_states, _ = ru.rnn_forward(X, W, U, b, h0=np.full((4, 5), 0.5), activation="sigmoid")
assert np.allclose(1 / (1 + np.exp(-x)), sigmoid_states)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 15 · Clipping each entry is something else
#
# Cutting every entry to $[-\theta,\theta]$ keeps the step short, too, but turns it. As soon as all entries
# are large, only their signs are left: in the plane, one of the four diagonals. Below: the steepest
# gradient that the plain path met, with limit 0.5. Descent from the same start, with entries of at most 0.2,
# is thrown up to $J=0.25$ again and again.

# %% tags=["aside"]
# Draw: the gradient at the wall, and what the two ways of clipping leave of it.
at = int(plain.norms.argmax())
g = np.array(ru.one_unit(plain.w[at], plain.b[at])[1:])
limit = 0.5
kept = {
    "clipped by norm": clip_by_norm([g], limit)[0],
    "clipped by entry": np.clip(g, -limit, limit),
}
fig, ax = plt.subplots(figsize=(8, 3.6))
plots.draw_clip_directions(ax, g, kept, limit)
angles = {name: np.degrees(np.arctan2(*k[::-1]) - np.arctan2(*g[::-1])) for name, k in kept.items()}
show(
    "Arrows from the origin: the gradient; clipped by norm, as long as the circle allows, in the same "
    "direction; clipped by entry, in the corner of the square, turned away from it. Circle and square: ½."
)
print({name: f"turned by {abs(angle):.0f}°" for name, angle in angles.items()})
by_entry = ru.cliff_descent(5.0, -1.8, learning_rate=1.0, steps=60, clip=0.2, how="value")
assert 0.24 < by_entry.J[41:].max() < 0.25
assert (by_entry.J[41:] > 0.05).sum() == 6
