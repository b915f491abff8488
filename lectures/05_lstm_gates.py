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
# # 05 · LSTM: gates
#
# Long short-term memory: a recurrent network with a *cell* that keeps its content until told otherwise, and
# three gates, learnt, that tell it. This lecture builds one, sends the gradient back through it by hand, and
# tests what gates are said to do.
#
# **About 50 minutes.** After it you can
# - *say* what each gate does when it is shut, half open and open;
# - *compute* one step with a pencil, forward and backward, *write* it, and *check* it;
# - *explain* why gradients last longer in a cell, and *name* two ways in which they still fail;
# - *choose* the forget gate's bias, and *count* what a cell costs.
#
# **You need** lecture 04: the state, BPTT, why gradients vanish. Folded cells draw, load, measure and
# prove: the asserts in them stop the notebook if a number of the text is wrong. Run them; you may skip reading them.

# %% [markdown] tags=["notes"]
# Instructor's notes · 47 minutes
#
# Sections 1 to 9 take 4, 5, 7, 5, 10, 8, 5, 2 and 1 minutes: three are left for questions. The heart is the gate console
# of section 3 and the pencil of sections 4 and 5. *Further* is for another hour.
#
# Ten questions of a beginner, and the section that answers: what is wrong with the network of lecture 04
# (1)? What is the cell, and why is there a state besides (2)? What does each gate do (3)? Why σ here and
# tanh there (3)? What are the numbers of one step (4)? Why are two gradients carried back (5)? How do I
# check it (5)? Does the gradient now never vanish, never explode (6)? What should the forget bias be (6)?
# Does it really remember, and at what cost (7, 8, 9)?

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Load: NumPy, torch and matplotlib; this topic's functions are called lg.…, those of lecture 04 ru.…
import matplotlib.pyplot as plt
import numpy as np
import torch

from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl import rnn_unrolling as ru
from utils.plots import lstm_gates as plots
from utils.plots import rnn_unrolling as plots04
from utils.plots import style
from utils.plots.show import show
from utils.torch_impl import lstm_gates as lt

style.use()
torch.set_num_threads(1)
rng = np.random.default_rng(0)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Why an Elman network forgets
#
# It makes its whole state anew in every step, $h_t=\tanh(x_tW+h_{t-1}U+b)$. To keep a number it must
# *recompute* it, through $U$ and tanh, each time a little wrong. Let one unit with nothing to read, $h_t=\tanh(u\,h_{t-1})$,
# keep one of three numbers for 50 steps:

# %%
start, ends = np.array([0.2, 0.5, 1.0]), {}
for u in (0.9, 1.0, 1.5):
    h = start
    for _ in range(50):
        h = np.tanh(u * h)
    ends[u] = h
    print(f"u = {u}: {start} became {h.round(3)}")

# %% [markdown] tags=["notes"]
# Instructor's notes · section 1 · 4 minutes
#
# Whisper a number down a row of students (each passes on "about nine tenths of it"): that is u = 0.9. Then give the row a
# slip of paper with the number on it: that is a cell. Ask what else the row now needs: somebody must know
# when to write on the slip.

# %% [markdown] slideshow={"slide_type": "subslide"}
# No $u$ does: a number stays only where $h=\tanh(u\,h)$. For $u\le1$ that is 0 alone, to which all fade (at 1 slowly); above, one number of each sign
# besides, to which all are drawn. On the way back it is the same story: in lecture 04 the gradient was multiplied by $\tanh'(z)\,U$ in every step.
#
# **Wanted**: keeping should be what happens when *nothing* is done, exactly and for any number. So make the
# update a sum, not a new computation: $c_t = c_{t-1} + \text{something new}$. Then $\partial
# c_t/\partial c_{t-1}=1$: nothing fades, forward or backward. But a sum that never stops takes in everything
# and forgets nothing. So put a *valve* in each place where something flows.

# %% tags=["aside"]
# Prove: the three behaviours of one unit; above 1 the end is a number that stays.
assert ends[0.9].max() < 0.01
assert np.ptp(ends[1.0]) < 0.05
assert ends[1.0].min() > 0.1
assert np.ptp(ends[1.5]) < 1e-6
assert np.allclose(np.tanh(1.5 * ends[1.5]), ends[1.5])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · A cell with valves
#
# The **cell** $c_t$ is the memory. The upper line of the picture is all that happens to it: times $f$, plus
# something. The **state** $h_t$ is what of it is shown: to the layer above, and to the gates of the next step.

# %% tags=["aside"]
# Draw: one step of an LSTM; each box says what it is for.
fig, ax = plt.subplots(figsize=(9.6, 4))
plots.draw_cell(ax)
show(
    "Graph of one step. Upper line: the old cell, times f, plus a product of i and the candidate c̃, gives "
    "the new cell, which goes on to the next step. Its tanh times o is the new state. Old state and "
    "input go to all four boxes: f asks keep?, i write?, c̃ what?, o read?"
)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 2 · 5 minutes
#
# Follow the upper line with the finger first: one product, one sum, no U, no tanh. Then the valves: let three students
# play i, f and o in "the man who saw the dogs runs". Who sets the valves? The same kind of neuron that we know.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Three valves, the **gates**, have a number from 0, shut, to 1, open, for each cell and each step:
#
# - the **input gate** $i$: how much of the candidate $\tilde c$ is *written*;
# - the **forget gate** $f$: how much of the old cell is *kept* (a poor name: open means remember);
# - the **output gate** $o$: how much of the cell is *read*.
#
# *The man who saw the dogs runs*: one cell could hold the number of the subject. At *man* $i$ opens: write
# "singular". Over *who saw the dogs* $f$ stays open and $i$ shut: four words pass by. At the verb $o$ opens:
# read. Nobody sets these valves: each is a small neuron on $x_t$ and $h_{t-1}$, and
# training finds its weights.
#
# The cell is kept in private so that a unit can remember something for long without disturbing others.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · The equations, one by one
#
# $$i_t=\sigma(x_tW_i+h_{t-1}U_i+b_i)\qquad f_t=\sigma(x_tW_f+h_{t-1}U_f+b_f)\qquad
# o_t=\sigma(x_tW_o+h_{t-1}U_o+b_o)$$
#
# $$\tilde c_t=\tanh(x_tW_c+h_{t-1}U_c+b_c)\qquad c_t=i_t\odot\tilde c_t+f_t\odot c_{t-1}\qquad
# h_t=o_t\odot\tanh(c_t)$$
#
# Four times the line of lecture 04, then products entry by entry ($\odot$): each cell has its own three gates. Shapes: $x_t\;(N,D)$,
# each $W\;(D,H)$, $U\;(H,H)$, $b\;(H)$; all others $(N,H)$; $h_0$ and $c_0$ are given, as a rule 0.
#
# **Why $\sigma$ here and tanh there?** A gate is a share: $\sigma$ lies in $(0,1)$. A content has a sign, and
# must be able to take away from the cell: tanh lies in $(-1,1)$. The cell itself has no bound (up to 1 is added per
# step), so it is squeezed once more when it is read.
#
# > **Erratum.** [DS17] prints $\tilde c_{t-1}$ in the equation of $c_t$: it is this step's candidate that is written.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 7 minutes
#
# Three minutes for the equations, four for the console: clamp f at 1 and i at 0, step on: nothing moves. Clamp f
# at ½: ask for c after three steps before stepping. Clamp o at 0: c moves, h does not. Then let the room find settings for "a counter" (i = f = 1) and
# for "the network of lecture 04" (the question below).

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Shut, half open, open
#
# | gate | at 0 | at ½ | at 1 |
# |---|---|---|---|
# | $i$, writes | writes nothing | adds half of $\tilde c$ | adds all of $\tilde c$ |
# | $f$, keeps | erases | halves the cell: $\tfrac12,\tfrac14,\tfrac18,\dots$ | keeps, for ever |
# | $o$, reads | shows 0, keeps silent | shows half | shows $\tanh(c)$ |
#
# The ends are limits: σ comes near them, never there, and nearly open is not open, $0.99^{100}=0.37$. Below each gate is
# *held* at these values. *Left*: $c_0=1$, nothing is written. *Middle*: all is kept, each candidate is ½. *Right*: the
# middle's cell with $i=1$, as the state shows it.

# %% tags=["aside"]
# Draw: a cell over eight steps with each gate in turn held at 0, ½ and 1.
one_cell = {f"{kind}_{part}": np.zeros((1, 1)) for kind in "WU" for part in "ifoc"}
one_cell |= {"b_c": np.array([0.5 * np.log(3)])}  # tanh(½ ln 3) = ½: the candidate


def held(gate, others, c0=0.0):
    runs = {}
    for value, label in ((0.0, "0"), (0.5, "½"), (1.0, "1")):
        clamp = others | {gate: value}
        H, cache = lg.lstm_forward(np.ones((8, 1, 1)), one_cell, c0=[[c0]], clamp=clamp)
        runs[f"{gate} = {label}"] = (H if gate == "o" else cache.C).ravel()
    return runs


settings = [held("f", {"i": 0.0}, c0=1.0), held("i", {"f": 1.0}), held("o", {"f": 1.0, "i": 1.0})]
fig, axes = plt.subplots(1, 3, figsize=(9.6, 3))
for ax, runs, shown in zip(axes, settings, ("cell c", "cell c", "state h"), strict=True):
    plots.draw_gate_settings(ax, runs, shown)
show(
    "Three panels of lines over eight steps. f held: with 1 the cell stays 1, with ½ it halves each step, "
    "with 0 it is 0 at once. i held: the cell stays 0, or climbs by ¼ or by ½ a step, up to 2 and 4. o held: "
    "the state is 0, half of tanh c, or all of it, near 1."
)
forget, write, read = ([*runs.values()] for runs in settings)
assert round(0.99**100, 2) == 0.37
assert np.allclose(forget, [np.zeros(8), 0.5 ** np.arange(1, 9), np.ones(8)])
assert np.allclose(write, np.outer([0, 0.25, 0.5], np.arange(1, 9)))
assert np.allclose(read, np.outer([0, 0.5, 1], np.tanh(write[2])))

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Step through the sequence. Hold $f$ at 1 and $i$ at 0: what moves? Hold $f$ at ½: what is left
# after three steps? Make a cell that counts, one that shows nothing, and one that only knows the last input.

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then step on, and hold a gate.
from utils.widgets import lstm_gates as explore

explore.explore_gates()

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** At which three values is the LSTM (nearly) the network of lecture 04?
#
# <details><summary>Answer</summary>
#
# $i=1$, $f=0$, $o=1$: then $c_t=\tilde c_t$ and $h_t=\tanh(\tilde c_t)$: Elman's, but for a second
# tanh. Nothing goes along the cell; what is to last must be said anew through $U_c$.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · One step by hand
#
# One unit, one input. The odd logarithms make easy gates: $\sigma(\ln 3)=\tfrac{3}{3+1}=\tfrac34$, $\;\sigma(-\ln
# 3)=\tfrac14$, $\;\sigma(0)=\tfrac12$, $\;\tanh(\tfrac12\ln 3)=\tfrac{3-1}{3+1}=\tfrac12$.
#
# Take $x=1$, $h_{t-1}=\tfrac12$, $c_{t-1}=1$, and all weights 0 but $U_f=2\ln3$, $b_o=-\ln3$, $W_c=\tfrac12\ln3$:
#
# | part | inside, $z$ | value |
# |---|---|---|
# | input gate $i$ | $0$ | $\tfrac12$ |
# | forget gate $f$ | $\tfrac12\cdot2\ln3=\ln3$ | $\tfrac34$ |
# | output gate $o$ | $-\ln3$ | $\tfrac14$ |
# | candidate $\tilde c$ | $1\cdot\tfrac12\ln3$ | $\tfrac12$ |
#
# So $c_t=\tfrac12\cdot\tfrac12+\tfrac34\cdot1=1$: a quarter was lost, a quarter written. And
# $h_t=\tfrac14\tanh 1=0.190$: little of it is shown.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 4 · 5 minutes
#
# All of it on the board with the picture of section 2; the room says each number. Only then run the code.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The code of a step
#
# Six equations, six lines. What the way back will need goes into a cache. (Below $z=-709$ this `exp` overflows, with a
# warning and the right 0; the course's `sigmoid` only raises $e$ to powers of $-|z|$.)


# %%
def sigma(z):
    return 1 / (1 + np.exp(-z))


def step(x, h_prev, c_prev, p):
    def z(k):  # the line of lecture 04, four times
        return x @ p[f"W_{k}"] + h_prev @ p[f"U_{k}"] + p[f"b_{k}"]

    i, f, o = sigma(z("i")), sigma(z("f")), sigma(z("o"))
    c_tilde = np.tanh(z("c"))
    c = i * c_tilde + f * c_prev  # write, and keep
    h = o * np.tanh(c)  # read
    return h, c, (x, h_prev, c_prev, i, f, o, c_tilde, c)


p1 = {f"{kind}_{k}": np.zeros((1, 1)) for kind in "WU" for k in "ifoc"}
p1 |= {f"b_{k}": np.zeros(1) for k in "ifoc"}
p1["U_f"][:], p1["b_o"][:], p1["W_c"][:] = 2 * np.log(3), -np.log(3), np.log(3) / 2
h1, c1, cache1 = step(np.array([[1.0]]), np.array([[0.5]]), np.array([[1.0]]), p1)
print("i, f, o, c̃ =", *(f"{value.item():g}" for value in cache1[3:7]))
print(f"c = {c1.item():g}, h = {h1.item():.4f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# On each arrow is what it delivers:

# %% tags=["aside"]
# Draw: the step with every number, computed from the code's gates.
x_, h_, c_, i_, f_, o_, ct_, c1_ = (float(value.item()) for value in cache1)
tanh_c = np.tanh(c1_)
run = {"x": x_, "h_prev": h_, "c_prev": c_, "i": i_, "f": f_, "o": o_, "c_tilde": ct_}
run |= {"c": c1_, "h": o_ * tanh_c, "c_prev→keep": c_, "f→keep": f_, "keep→add": f_ * c_}
run |= {"i→write": i_, "c_tilde→write": ct_, "write→add": i_ * ct_, "add→c": c1_}
run |= {"c→read": tanh_c, "o→read": o_, "read→h": o_ * tanh_c}
fig, ax = plt.subplots(figsize=(9.6, 4))
plots.draw_cell(ax, run)
show(
    "The step's graph with numbers. The old cell 1 times f, ¾, is ¾; i, ½, times c̃, ½, is ¼; their sum, the "
    "new cell, is 1. Its tanh, 0.762, times o, ¼, is the new state 0.190."
)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · The way back
#
# Two things go on to the next step, $h_t$ and $c_t$. So two **carries** come back, $dh^{\text{carry}}$ and
# $dc^{\text{carry}}$. $dh_t$ is as in lecture 04, own loss plus carry. To the cell lead two roads, and roads add:
#
# $$dh_t=dH_t+dh^{\text{carry}}\qquad dc_t=\underbrace{dh_t\odot o_t\odot(1-\tanh^2c_t)}_{\text{through its own }h_t}
# +\underbrace{dc^{\text{carry}}}_{\text{from }c_{t+1}}$$
#
# From there to each of the four, always *gradient arriving × what it was multiplied with × slope*:
#
# $$dz_i=dc\odot\tilde c\odot i(1-i)\qquad dz_f=dc\odot c_{t-1}\odot f(1-f)$$
# $$dz_c=dc\odot i\odot(1-\tilde c^2)\qquad dz_o=dh\odot\tanh c\odot o(1-o)$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 5 · 10 minutes
#
# The product rule is all there is: of a·b, a gets the gradient times b. Do the example with the room before the
# code (5 minutes). Then point at the places where one errs: dc needs the road through h, dz_f has the cell
# *before*, the state before gets four contributions, and both carries go back. Ask for c̃ = 0: which gate learns nothing now?
# The two checks are for reading at home: show what they print.

# %% [markdown] slideshow={"slide_type": "subslide"}
# And then four times what a layer does, since $x_t$ and $h_{t-1}$ went to all four ($k=i,f,o,c$):
#
# $$\text{for step }t-1:\quad dc^{\text{carry}}=dc_t\odot f_t\qquad dh^{\text{carry}}=\sum_k dz_k\,U_k^\top\qquad\qquad
# dx_t=\sum_k dz_k\,W_k^\top$$
#
# $$dW_k=\sum_t x_t^\top dz_{k,t}\qquad dU_k=\sum_t h_{t-1}^\top dz_{k,t}\qquad db_k=\sum_t dz_{k,t}$$
#
# ($db_k$ sums over the rows, too.) Note $dc^{\text{carry}}$: along the cell the gradient is multiplied by $f$, and by nothing else.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### By hand, backward
#
# Later steps say $dc^{\text{carry}}=1$: "more in the cell would cost 1 each"; and $dh=1$. So $dc=1+\tfrac14(1-\tanh^21)=1.105$.
# $dz_o=\tanh1\cdot\tfrac14\cdot\tfrac34=0.143$; the others have the factor $dc$: $dz_i=dc\cdot\tfrac12\cdot\tfrac14=0.138$,
# $dz_f=dc\cdot1\cdot\tfrac3{16}=0.207$, $dz_c=dc\cdot\tfrac12\cdot\tfrac34=0.414$. Back go $dc\cdot\tfrac34=0.829$ to the cell,
# $dz_fU_f=0.455$ to the state, $dz_cW_c=0.228$ to the input.

# %% tags=["aside"]
# Draw: the same with the way back in brown; all is computed, not typed.
dh = 1.0
dc = 1.0 + dh * o_ * (1 - tanh_c**2)  # the carry, and the road through h
back = {"c": dc, "add→c": dc, "keep→add": dc, "write→add": dc, "h": dh, "read→h": dh}
back |= {"c→read": dh * o_, "o→read": dh * tanh_c, "i→write": dc * ct_, "c_tilde→write": dc * i_}
back |= {"f→keep": dc * c_, "c_prev→keep": dc * f_, "c_prev": dc * f_}
for k, to in (("i", "write"), ("f", "keep"), ("o", "read")):
    back[k] = back[f"{k}→{to}"] * run[k] * (1 - run[k])
back["c_tilde"] = dc * i_ * (1 - ct_**2)
back["x"] = back["c_tilde"] * p1["W_c"].item()
back["h_prev"] = back["f"] * p1["U_f"].item()
fig, ax = plt.subplots(figsize=(9.6, 4))
plots.draw_cell(ax, run | {f"d{name}": value for name, value in back.items()}, backward=True)
show(
    "The step's graph with numbers. Forward: cell 1 times f ¾, plus i ½ times c̃ ½, is 1; o ¼ of tanh 1, 0.762, is "
    "0.190. Backward, behind ∂: 1 at the new state, 1.105 at the new cell, 0.829 at the old one; at the insides z of f 0.207, of "
    "i 0.138, of c̃ 0.414, of o 0.143; 0.455 at the old state and 0.228 at the input."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The code of a step back


# %%
def step_back(dh, dc, cache, p):
    _, _, c_prev, i, f, o, c_tilde, c = cache
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)  # the carry, and the road through h
    dz = {
        "i": dc * c_tilde * i * (1 - i),
        "f": dc * c_prev * f * (1 - f),  # the cell before
        "o": dh * np.tanh(c) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    dx = sum(dz[k] @ p[f"W_{k}"].T for k in dz)
    dh_prev = sum(dz[k] @ p[f"U_{k}"].T for k in dz)  # it went to all four
    return dz, dx, dh_prev, dc * f


dz1, dx1, dh0, dc0 = step_back(np.ones((1, 1)), np.ones((1, 1)), cache1, p1)
print({k: round(value.item(), 3) for k, value in dz1.items()})
print(f"to the cell {dc0.item():.3f}, to the state {dh0.item():.3f}, to the input {dx1.item():.3f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** And if nobody looks at $h$, $dh=0$, with $dc^{\text{carry}}=1$ as before? What are the four $dz$ and both carries
# then, and, with $x=1$ and $h_{t-1}=\tfrac12$, $dW_f$, $dU_f$, $db_f$?
#
# <details><summary>Answer</summary>
#
# $dc=1$, and $dz_i=\tfrac18$, $dz_f=\tfrac3{16}$, $dz_c=\tfrac38$, $dz_o=0$. Back go $\tfrac34$ to the cell and
# $dz_fU_f=\tfrac38\ln3$ to the state. $dW_f=1\cdot\tfrac3{16}$, $dU_f=\tfrac12\cdot\tfrac3{16}=\tfrac3{32}$, $db_f=\tfrac3{16}$.
# </details>

# %% tags=["aside"]
# Prove: the pencil's numbers, forward and backward, and the answer's.
ln3 = np.log(3)
assert np.allclose([i_, f_, o_, ct_, c1_], [0.5, 0.75, 0.25, 0.5, 1])
assert round(float(h1.item()), 3) == 0.190
assert round(dc, 3) == 1.105
assert [round(dz1[k].item(), 3) for k in "ifoc"] == [0.138, 0.207, 0.143, 0.414]
assert [round(value.item(), 3) for value in (dc0, dh0, dx1)] == [0.829, 0.455, 0.228]
assert np.allclose([back[k] for k in "ifo"], [dz1[k].item() for k in "ifo"])
assert np.allclose([back["x"], back["h_prev"], back["c_prev"]], np.ravel([dx1, dh0, dc0]))
unseen, _, dh_unseen, dc_unseen = step_back(np.zeros((1, 1)), np.ones((1, 1)), cache1, p1)
assert np.allclose([unseen[k].item() for k in "ifoc"], [1 / 8, 3 / 16, 0, 3 / 8])
assert np.allclose([dc_unseen.item(), dh_unseen.item()], [3 / 4, 3 / 8 * ln3])
assert np.allclose(unseen["f"].item() * np.array([x_, h_, 1]), [3 / 16, 3 / 32, 3 / 16])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Through time
#
# As in lecture 04, with two carries. Forward is the step in a loop; backward the same loop from the right:


# %%
def forward(X, p, h, c):
    H, caches = [], []
    for x in X:
        h, c, cache = step(x, h, c, p)
        H.append(h)
        caches.append(cache)
    return np.array(H), caches


def backward(dH, caches, p):
    grads = {name: np.zeros_like(value) for name, value in p.items()}
    dX = [None] * len(dH)
    dh = dc = np.zeros_like(dH[0])  # nothing comes after the last step
    for t in reversed(range(len(dH))):
        x, h_prev, *_ = caches[t]
        dz, dX[t], dh, dc = step_back(dH[t] + dh, dc, caches[t], p)
        for k in dz:
            grads[f"W_{k}"] += x.T @ dz[k]  # +=: one weight, many uses
            grads[f"U_{k}"] += h_prev.T @ dz[k]
            grads[f"b_{k}"] += dz[k].sum(axis=0)
    return grads | {"X": np.array(dX), "h0": dh, "c0": dc}


# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Is it right? Two checks
#
# Move each number a little to both sides; and ask torch, whose `nn.LSTM` does the same, with our weights
# copied into it by `lt.module_of` (how: section 11).

# %%
from utils.numpy_impl.core.gradient_check import gradient_errors

p = lg.lstm_parameters(3, 4, rng)
X, target = rng.normal(size=(6, 2, 3)), rng.normal(size=(6, 2, 4))
at = p | {"X": X, "h0": rng.normal(size=(2, 4)), "c0": rng.normal(size=(2, 4))}


def loss(X, h0, c0, **p):
    return ((forward(X, p, h0, c0)[0] - target) ** 2).sum() / 2


H, caches = forward(X, p, at["h0"], at["c0"])
ours = backward(H - target, caches, p)
errors = gradient_errors(loss, at, ours)
print("largest error against differences below 1e-8:", max(errors.values()) < 1e-8)

layer = lt.module_of(p)
inputs = [torch.tensor(at[name], requires_grad=True) for name in ("X", "h0", "c0")]
states, _ = layer(inputs[0], (inputs[1][None], inputs[2][None]))
((states - torch.tensor(target)) ** 2).sum().div(2).backward()
theirs = lt.parameters_of(layer, gradients=True)
print("torch:", all(np.allclose(ours[name], theirs[name], atol=1e-10) for name in p))

# %% tags=["aside"]
# Prove: differences to 1e-8; torch and the course's own functions to 1e-10, forward and all gradients.
assert max(errors.values()) < 1e-8
assert set(errors) == set(at)
assert np.abs(states.detach().numpy() - H).max() < 1e-10
assert all(np.abs(ours[name] - theirs[name]).max() < 1e-10 for name in p)
for name, tensor in zip(("X", "h0", "c0"), inputs, strict=True):
    assert np.abs(ours[name] - tensor.grad.numpy()).max() < 1e-10
H_course, cache_course = lg.lstm_forward(X, p, at["h0"], at["c0"])
assert np.allclose(H_course, H)
course = lg.lstm_backward(H - target, cache_course)
assert all(np.abs(course[name] - ours[name]).max() < 1e-10 for name in ours)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · Why gradients survive, and when they do not
#
# A second example for the pencil, three steps: $x=1,0,-1$, $c_0=\tfrac12$; $W_i=\ln3$, $W_c=\tfrac12\ln3$, $b_f=\ln3$, all else 0
# (so $o=\tfrac12$). The loss sees $c_3$ alone: $dc_3=1$, and each step back is a product with $f=\tfrac34$.
#
# | step | input $x$ | gate $i$ | candidate $\tilde c$ | cell $c_t=i\,\tilde c+\tfrac34c_{t-1}$ | gradient $dc_t$ |
# |---|---|---|---|---|---|
# | 1 | $1$ | $\tfrac34$ | $\tfrac12$ | $\tfrac38+\tfrac38=\tfrac34$ | $\tfrac34\cdot\tfrac34=\tfrac9{16}$ |
# | 2 | $0$ | $\tfrac12$ | $0$ | $0+\tfrac9{16}=\tfrac9{16}$ | $\tfrac34\cdot1=\tfrac34$ |
# | 3 | $-1$ | $\tfrac14$ | $-\tfrac12$ | $-\tfrac18+\tfrac{27}{64}=\tfrac{19}{64}$ | $1$ |
#
# **The cell's path**: from $c_k$ to $c_t$ along the upper line the gradient is $f_{k+1}\odot\dots\odot f_t$.
# No $U$, no tanh. It cannot exceed 1; where the gates are wide open it stays near 1. But it is a product all the same.

# %% tags=["aside"]
# Prove: the three steps, and that the path is the whole gradient where U = 0.
p3 = {name: np.zeros_like(value) for name, value in p1.items()}
p3["W_i"][:], p3["W_c"][:], p3["b_f"][:] = ln3, ln3 / 2, ln3
_, cache3 = lg.lstm_forward(np.array([1.0, 0, -1]).reshape(3, 1, 1), p3, c0=[[0.5]])
assert np.allclose(cache3.C.ravel(), [3 / 4, 9 / 16, 19 / 64])
assert np.allclose(
    [cache3.i.ravel(), cache3.c_tilde.ravel()], [[3 / 4, 1 / 2, 1 / 4], [1 / 2, 0, -1 / 2]]
)
assert np.allclose(lg.cell_path(cache3).ravel(), [9 / 16, 3 / 4, 1])
assert np.allclose(lg.state_jacobians(cache3)["cc"].ravel(), lg.cell_path(cache3).ravel())
assert np.allclose(lg.lstm_backward(np.zeros((3, 1, 1)), cache3, dc_last=[[1.0]])["c0"], 27 / 64)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 8 minutes
#
# Three columns on the board, then the question: "can it vanish?" (yes: ¾ to the power n) and "can it explode?" Most say no.
# Then the right picture. The lesson is not that gates fail, but that they are something to be *set* and trained: the
# forget bias is the one number worth knowing.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A claim, tested
#
# Gates, some sources say, keep gradients from blowing up and from dying away. 32 cells, random inputs, ten untrained draws
# as torch makes them, with three $b_f$; and once all $U$ times 8. *Left*: the cell's path, root mean square over the cells. *Right*:
# the true $\partial c_t/\partial c_k$ ($h_k$ held), by all roads, $\sqrt{\text{sum of squares}/32}$: 1 at lag 0, as the path. For there is
# a second road: $c_k$ shows in $h_k$, and $h_k$ sets the next gates, through $U$.

# %% tags=["aside"]
# Measure: the cell's path and the whole Jacobian's norm over lags 0 to 100; geometric mean of ten draws.
LAG = 100


def norms_by_lag(forget_bias, scale=1.0):
    paths, wholes = [], []
    for seed in range(10):
        draw = np.random.default_rng(seed)
        drawn = lg.lstm_parameters(4, 32, draw, forget_bias=forget_bias)
        drawn |= {name: scale * value for name, value in drawn.items() if name[0] == "U"}
        found = lg.lag_norms(lg.lstm_forward(draw.normal(size=(LAG + 1, 1, 4)), drawn)[1])
        paths.append(found.path[:, 0])
        wholes.append(found.cc[:, 0])
    return np.array(paths), np.array(wholes)


flows = {f"$b_f$ = {b}": norms_by_lag(b) for b in (0, 1, 3)}
flows |= {"$b_f$ = 0, 8 $U$": norms_by_lag(0, 8.0)}
fig, axes = plt.subplots(1, 2, figsize=(9.6, 3.3), sharey=True)
for ax, k, title in zip(axes, (0, 1), ("the cell's path: Π f", "all roads: ∂c/∂c"), strict=True):
    means = {label: np.exp(np.log(both[k]).mean(axis=0)) for label, both in flows.items()}
    plots04.draw_decay(ax, means, title=title)
axes[0].get_legend().remove()
axes[1].set_ylabel("")
show(
    "Two panels of lines, the gradient's norm against the lag, 0 to 100, on a log axis. Along the cell alone all "
    "fall: forget bias 0 to 1e-30, 1 to 3e-14, 3 to 0.01. By all roads bias 0 ends near 1e-20, bias 1 near 1e-7, bias 3 "
    "above 1; with bias 0 and U eight times as large the norm rises to nearly 1000."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# At lag 100, all ten draws:
#
# | network | the cell's path | all roads |
# |---|---|---|
# | $b_f=0$ | $6\cdot10^{-31}$ to $4\cdot10^{-30}$ | $4\cdot10^{-23}$ to $10^{-18}$: **vanished** |
# | $b_f=1$ | $2\cdot10^{-14}$ to $5\cdot10^{-14}$ | $5\cdot10^{-9}$ to $9\cdot10^{-6}$: vanished |
# | $b_f=3$ | $0.01$ to $0.02$ | $1$ to $20$ |
# | $b_f=0$, $U$ times 8 | $10^{-24}$ to $0.1$ | $4$ to $500{,}000$: **exploded** |
#
# So the claim holds neither way: the path vanishes like any power, and it is not the only road.
# What gates give is a *knob*: along the cell the rate is the gate $f$ itself, where Elman's is $\tanh'(z)\,U$; each cell has its own, it can change with the
# input, and training can move it towards 1.
# Therefore: clip the norm as in lecture 04, and mind $b_f$.

# %% tags=["aside"]
# Prove: the table's numbers, over all ten draws; and what a forget bias leaves, on the next slide.
ends = {label: [(a[:, -1].min(), a[:, -1].max()) for a in both] for label, both in flows.items()}
(p0, c0_), (p1_, c1_), (p3_, c3_), (p8, c8) = (
    [[f"{end:.0e}" for end in pair] for pair in pairs] for pairs in ends.values()
)
assert (p0, c0_) == (["6e-31", "4e-30"], ["4e-23", "1e-18"])
assert (p1_, c1_) == (["2e-14", "5e-14"], ["5e-09", "9e-06"])
assert (p3_, c3_) == (["9e-03", "2e-02"], ["1e+00", "2e+01"])
assert (p8, c8) == (["1e-24", "1e-01"], ["4e+00", "5e+05"])
assert round(float(sigma(1.0)), 2) == 0.73
assert round(float(sigma(1.0) ** 10), 2) == 0.04
assert 1e-7 < sigma(1.0) ** 50 < 2e-7
assert np.isclose(sigma(np.log(100)), 100 / 101)
assert (round(float(sigma(np.log(100)) ** 100), 2), round(float(np.log(100)), 1)) == (0.37, 4.6)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The forget bias
#
# At the start weights are small, so $f\approx\sigma(b_f)$, and the path over $n$ steps is $\sigma(b_f)^n$. With $b_f=0$ half of
# everything is gone after one step. So one begins with $b_f=1$, $f=0.73$: 4% are left after ten steps, $10^{-7}$ after fifty. Training can open the gate
# further, if enough gradient arrives to say so. Does it? Section 7 measures.
#
# **Question.** $n$ steps are to be bridged, say 100. Which $b_f$ leaves about a third from the very start?
#
# <details><summary>Answer</summary>
#
# $b_f=\ln n$: $\sigma(\ln n)=\frac{n}{n+1}$, and $(1-\frac1{n+1})^n$ is about $\frac1e=0.37$. For 100 steps $b_f=4.6$. Each cell may have
# its own: some for short memories, some for long.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · Recall after a lag
#
# The first symbol is one of eight; then come distractors, and at the end the question: which was it? Guessing is
# right once in eight. 32 units, at most 1,500 steps of Adam with clipping, five seeds each. A seed *succeeds* with 95% of 1,000 new sequences
# right. The table will show how many do, and from which to which share the five lie, at the better of two learning rates (chosen on the same
# test, which flatters all a little).
#
# Two Elman networks, $U$ drawn as torch does (radius 0.58) or orthogonal, as lecture 04 advised (radius 1); LSTMs with $b_f=0$, 1, and
# $\ln(\text{lag})$; and one that begins with $b_f=\ln(\text{lag})$, $b_i=-\ln(\text{lag})$: keep for the lag, *and write seldom*.
#
# **Question.** Which one gives up first?

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 5 minutes
#
# Take votes before the table shows; "Elman first" wins every time, and textbooks say so. Then ask what would be a fair
# comparison (the same start for the path: Elman with radius 1, LSTM with ln(lag)), and why writing seldom helps at 200. The lesson: the architecture allows a long memory, the
# start decides whether it is found.

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Measure: 300 trainings, kept in a table of the course; made anew by python -m utils.experiments.recall.
from utils.experiments import gradient_flow, recall

found = {name: recall.success(name) for name in recall.VARIANTS}
fig, ax = plt.subplots(figsize=(9.6, 4.2))
plots.draw_recall(ax, recall.LAGS, found)
show(
    "Table of six networks against lags 10, 20, 50, 100 and 200, in each cell how many of five seeds succeed and between "
    "which accuracies they lie. At lag 10 all do; forget bias 0 gives up at 20, bias 1 at 50, Elman with radius 1 at 100; forget bias ln(lag) at 200; with the input bias −ln(lag) besides, all five succeed at every lag."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Textbooks let Elman fail first. Here the LSTM with $b_f=0$ does, at lag 20. There $b_f=1$ beats both Elmans, 5 seeds to 4, but gives up at 50, where
# Elman with an orthogonal $U$ still succeeds twice. (Five seeds are noisy: radius 0.58 succeeds 5, 4, 0, 1, 0 times.) With $b_f=\ln(\text{lag})$ all succeed
# up to 100; at 200 only where cells also write seldom (presumably 199 distractors, each written a little, drown the symbol). The cell *can* keep a
# symbol for long; whether training *finds* that is decided by how it begins. (One task, one size, 1,500 steps.)
#
# ### The gradient before and after training
#
# Lines: the cell's path $\Pi f$, averaged over the cells; and what $x_k$ is told by a gradient at the last step, by all roads.
# Each panel shows the *best* run of its cell in the table.

# %% tags=["aside"]
# Measure: three networks of the table, before and after training: the path Π f, and what x_k is told by all roads.
cases = {
    "$b_f$ = 1, lag 20": ("LSTM, forget bias 1", 20),
    "$b_f$ = 0, lag 50": ("LSTM, forget bias 0", 50),
    "$b_f$ = ln 50, lag 50": ("LSTM, forget bias ln(lag)", 50),
}
flow = {title: gradient_flow.gradient_flow(*case) for title, case in cases.items()}
fig, axes = plt.subplots(1, 3, figsize=(9.6, 2.9))
for ax, (title, one) in zip(axes, flow.items(), strict=True):
    lines = {}
    for row, when in enumerate(("before", "after")):
        lines[f"Π f, {when}"] = one.path[row].mean(axis=1)[::-1]
        lines[f"all roads, {when}"] = one.told[row][::-1]
    plots04.draw_decay(ax, lines, title=title)
    if ax is not axes[2]:
        ax.get_legend().remove()
    if ax is not axes[0]:
        ax.set_ylabel("")
show(
    "Three panels of lines against the lag, log axis. Bias 1, lag 20: training lifts the path from 0.002 to nearly 0.1. Bias "
    "0, lag 50: before and after, the path ends below 1e-14. Bias ln 50: the path falls to about a third before and half after. Where "
    "training succeeds, all roads after it dip in between and rise again at the first step."
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# - *Left*: training does open gates. The path over 20 steps was 0.002, and became over ten times that; the task is learnt.
# - *Middle* (mind its axis): over 50 steps the path begins at $2\cdot10^{-15}$, and all roads bring less than a millionth. The gate was not opened
#   here: after 1,500 steps the path is no better, and recall is guessing.
# - *Right*: with $\ln50$ the path falls to 0.37 before training, to about 0.48 after.
# - *After* training, where it succeeded, all roads dip and rise again at the far end: the answer listens to the first symbol and hardly to the distractors.

# %% tags=["aside"]
# Prove: who succeeds where; the table belongs to the present code (a test makes part of it anew); the three flows.
rates = {
    name: (rate * len(recall.SEEDS)).round().astype(int).tolist()
    for name, (rate, _) in found.items()
}
assert recall.LAGS == (10, 20, 50, 100, 200)
assert rates == {
    "Elman, radius 0.58": [5, 4, 0, 1, 0],
    "Elman, radius 1": [5, 4, 2, 0, 0],
    "LSTM, forget bias 0": [5, 0, 0, 0, 0],
    "LSTM, forget bias 1": [5, 5, 0, 0, 0],
    "LSTM, forget bias ln(lag)": [5, 5, 5, 5, 0],
    "LSTM, biases ±ln(lag)": [5, 5, 5, 5, 5],
}
near, far, long = flow.values()
(before, after), told = near.path[:, 0].mean(axis=1), long.told[1]
assert 0.0015 < before < 0.0025 < 10 * before < after
assert near.accuracy > 0.95
assert 1.5e-15 < far.path[0, 0].mean() < 2.5e-15
assert far.told[0, 0] < 1e-6
assert far.path[1, 0].mean() < 1e-14
assert far.accuracy < 0.2
assert round(long.path[0, 0].mean(), 2) == 0.37
assert abs(long.path[1, 0].mean() - 0.48) < 0.03
assert long.accuracy > 0.95
for one in (near, long):
    assert one.told[1, 0] > 5 * one.told[1].min()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · Digits, read row by row
#
# A picture is a sequence, too [S]: 28 rows of 28 pixels, $T=28$, $D=28$. 64 cells read it from the top, and a softmax on
# $h_t$ names a digit after *every* row. 4,000 training digits, each moved by up to a pixel, 15 epochs; below three of the 1,000 held out. Each row of the
# right panel is the answer after that row; the dot is the likeliest.
#
# After 7 rows about 60% are named rightly, after 14 about 90%, in the end **97%**. (Asked after the last row only: section 15.)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 8 · 2 minutes
#
# Cover the lower half of a digit with your hand and let the room guess; then compare with the picture. Ask what the
# network can know after three rows (they are mostly empty: it says what is usual).

# %% tags=["aside"]
# Measure: an LSTM that reads digits, and its answer after each row for three of them.
from utils.experiments.digit_rows import digit_rows

read_rows = digit_rows()
P = read_rows.probabilities  # (28 rows, 1000 digits, 10)
fig, axes = plt.subplots(1, 3, figsize=(9.6, 2.9))
for ax, k in zip(axes, (3, 15, 163), strict=True):
    plots.draw_answer(ax, read_rows.X[:, k], P[:, k], f"a {read_rows.y[k]}")
    ax.set_ylabel("rows read" if ax is axes[0] else "")
show(
    "Three held-out digits, and beside each row the probabilities of 0 to 9 after it. A 6 is known once its stem shows, "
    "about row 6. A 7 could still be a 9 until the stroke has gone on alone, row 15. A 2 is taken for other digits until "
    "its foot, about row 19. At the end all three are sure and right."
)

# %% tags=["aside"]
# Prove: the shares, and what the picture's text says.
right = read_rows.accuracy
assert right[-1] >= 0.95
assert np.abs(right[[6, 13, 27]] - [0.6, 0.9, 0.97]).max() < 0.05
assert read_rows.y[[3, 15, 163]].tolist() == [6, 7, 2]
likeliest = P[:, [3, 15, 163]].argmax(axis=2)
assert (likeliest[5:, 0] == 6).all()
assert likeliest[13, 1] == 9
assert (likeliest[14:, 1] == 7).all()
assert 2 not in likeliest[12:15, 2]
assert (likeliest[18:, 2] == 2).all()
assert P[-1, [3, 15, 163], [6, 7, 2]].min() > 0.9

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · What it costs
#
# Three gates and a candidate, each with a $W$, a $U$ and a $b$: $4\,(D+H+1)\,H$ numbers, four times Elman's.
# Per step and sequence $4H(D+H)$ multiplications forward, twice that back, and a few times $H$ for the products entry by entry.
#
# | for $T=100$, $N=20$, $D=64$, $H=128$ | Elman | LSTM |
# |---|---|---|
# | parameters | 24,704 | 98,816 |
# | multiplications forward | 49 million | 197 million |
# | kept for the way back | $h$: 256,000 numbers | $h,c,i,f,o,\tilde c$: 1.5 million |
#
# Ten times the steps: ten times the time and memory, the same parameters. Twice the units: up to four times the time. And each step
# still waits for the one before. (Libraries make one product of the four: section 11.)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 9 · 1 minute
#
# The table alone. Next lecture: the GRU does with three blocks. Ask which gate they would do without.

# %% tags=["aside"]
# Prove: the counts, the parameters' also on a drawn network.
T_, N_, D_, H_ = 100, 20, 64, 128
assert lg.parameter_count("lstm", D_, H_) == 4 * (D_ + H_ + 1) * H_ == 98_816
assert lg.parameter_count("elman", D_, H_) == 24_704
drawn = lg.lstm_parameters(D_, H_, rng)
assert sum(value.size for value in drawn.values()) == 98_816
assert (T_ * N_ * H_ * (D_ + H_), round(4 * T_ * N_ * H_ * (D_ + H_) / 1e6)) == (49_152_000, 197)
assert (T_ * N_ * H_, 6 * T_ * N_ * H_) == (256_000, 1_536_000)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - An Elman network makes its state anew each step. An LSTM *adds* to a cell: $c_t=i\odot\tilde c+f\odot c_{t-1}$, and shows
#   $h_t=o\odot\tanh c_t$. Gates are σ of input and state: write, keep, read.
# - Two things are carried forward, so two gradients are carried back; the cell gets one from its own state and one from the next cell.
# - Along the cell the gradient is a product of forget gates. It vanishes where they are not open, and it can explode through
#   $h$ and $U$: clip. For memories of $n$ steps begin with $b_f$ near $\ln n$, and for long ones with $b_i$ near $-\ln n$ too. How it
#   begins decides what it learns to recall.
# - It costs four times an Elman network of the same size.
# - Check by differences and by torch; compare with a plain network, over several seeds.
#
# **Now you:** [Lab 05](../labs/05_lstm_gates.ipynb) builds each of these by hand. Lecture 06 asks whether two gates would do.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## References
#
# - [DS17] J. Dehdari and A. Sayeed, *Neural Networks Part 2*, January 2017: the equations, with an output peephole.
# - [M17] T. Mitchell, *Machine Learning 10-601*, October 2017: what each gate is for, and the backward pass.
# - [K17] P. Kar, *CS771*, November 2017: the form without biases.
# - [S] E. Saravia, *Introduction to RNNs*: images read row by row.
# - S. Hochreiter, J. Schmidhuber, *Long short-term memory*, 1997. F. Gers, J. Schmidhuber, F. Cummins, *Learning to
#   forget*, 2000: the forget gate; F. Gers, N. Schraudolph, J. Schmidhuber, *Learning precise timing*, 2002: peepholes. R. Jozefowicz,
#   W. Zaremba, I. Sutskever, 2015: the forget bias of 1. C. Tallec, Y. Ollivier, 2018: $b_f\approx\ln n$, $b_i=-b_f$.

# %% [markdown] slideshow={"slide_type": "slide"}
# # Further
#
# Variants: gates that look at the cell, no biases, torch's form, four products in one. Sequences of several lengths. Then the heat
# map of lecture 04 for Elman and LSTM side by side, special cases, digits asked at the end only, and units that follow brackets.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · Peepholes
#
# Where $o=0$ the state is 0: the gates cannot see what is in the cell. A **peephole** lets them look:
#
# $$o_t=\sigma(x_tW_o+h_{t-1}U_o+c_tV_o+b_o)\;\text{[DS17]}\qquad i_t=\sigma(\dots+c_{t-1}V_i),\quad f_t=\sigma(\dots+c_{t-1}V_f)$$
#
# $i$ and $f$ look at the *old* cell (the new one is not there yet), $o$ at the new one. [DS17] has $V$ as a matrix $(H,H)$, Gers with one
# number per cell, $c\odot V$. It makes more roads for the gradient: $dc_t\mathrel{+}=dz_oV_o^\top$ and
# $dc^{\text{carry}}\mathrel{+}=dz_iV_i^\top+dz_fV_f^\top$; with one number per cell $dz_o\odot V_o$ and so on, and $dV_o=\sum dz_o\odot c_t$.
#
# A cell that adds ½ a step and shows nothing. Is there a setting with which it stops by itself at 3? Below
# $i=\sigma(55-20\,c_{t-1})$: 20 makes it steep, and $55=20\cdot2.75$ shuts it between 2.5 and 3.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 10 · 5 minutes
#
# Ask first what the input gate would have to know. Later work found little use in peepholes on most tasks, and torch has none; they
# matter where a cell has to count or to measure time.

# %%
counter = {name: value.copy() for name, value in one_cell.items()}  # the candidate is ½
ones = np.ones((14, 1, 1))
for label, peephole in (("blind", {}), ("peephole", {"V_i": np.array([-20.0])})):
    looks = counter | {"b_i": np.array([55.0])} | peephole
    _, cache = lg.lstm_forward(ones, looks, clamp={"f": 1.0, "o": 0.0})
    print(f"{label:9s}", cache.C.ravel().round(2))

# %% tags=["aside"]
# Prove: it stops near 3.
assert 2.95 < cache.C[5].item() <= cache.C[-1].item() < 3.05
assert cache.C[-1].item() - cache.C[-4].item() < 0.02

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 · Without biases, torch's form, four products in one
#
# [K17] writes the gates without biases: then $f=\sigma(0)=\tfrac12$ wherever input and state are small, and there is no forget bias to
# set. In the course's functions a `b_…` that is not in `p` is not there: $4H$ parameters less.
#
# > **Convention.** torch's `nn.LSTM` stacks *rows* in the order $i,f,g,o$, with $g=\tilde c$; Keras has $i,f,c,o$, ONNX $i,o,f,c$.
# > Weights are (outputs, inputs). It has two biases; the forget bias is their *sum*, and both begin at random: set it yourself.


# %%
def to_torch(p):
    D, H = p["W_i"].shape
    layer = torch.nn.LSTM(D, H, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(np.hstack([p[f"W_{k}"] for k in "ifco"]).T))
        layer.weight_hh_l0.copy_(torch.tensor(np.hstack([p[f"U_{k}"] for k in "ifco"]).T))
        layer.bias_ih_l0.copy_(torch.tensor(np.hstack([p[f"b_{k}"] for k in "ifco"])))
        layer.bias_hh_l0.zero_()
    return layer


same = np.allclose(to_torch(p)(torch.tensor(X))[0].detach(), lg.lstm_forward(X, p)[0])
print("the same states:", same)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Four products in one
#
# $x_t$ and $h_{t-1}$ meet four matrices. Put them side by side, $(D,4H)$ and $(H,4H)$: one product does for four. And
# $x_tW$ needs no memory, so it is one product for all $t$. Every library does so:


# %%
def fused_forward(X, p, h, c):
    W, U, b = (np.concatenate([p[f"{kind}_{k}"] for k in "ifoc"], axis=-1) for kind in "WUb")
    A = X @ W + b  # (T, N, 4H), before the loop
    for a in A:
        z_i, z_f, z_o, z_c = np.split(a + h @ U, 4, axis=-1)
        c = sigma(z_i) * np.tanh(z_c) + sigma(z_f) * c
        h = sigma(z_o) * np.tanh(c)
    return h, c


print("the same last state:", np.allclose(fused_forward(X, p, at["h0"], at["c0"])[0], H[-1]))

# %% tags=["aside"]
# Prove: without biases it is nn.LSTM(bias=False); the counts; the fused form's last cell, too.
bare = lg.lstm_parameters(3, 4, rng, biases=False)
assert np.allclose(
    lt.module_of(bare)(torch.tensor(X))[0].detach(), lg.lstm_forward(X, bare)[0], atol=1e-12
)
assert sum(v.size for v in p.values()) - sum(v.size for v in bare.values()) == 4 * 4
assert np.allclose(fused_forward(X, p, at["h0"], at["c0"])[1], caches[-1][-1])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · Several lengths, backwards, truncated
#
# As in lecture 04: on the padding behind a short sequence both $h$ *and* $c$ stay as they are, so that the last row holds
# everyone's last state, and whatever stands on the padding changes no output and no gradient. (In the cache such a step has
# $i=o=0$ and $f=1$: mask it before you average gates.) `reverse=True` reads from the end; `tau` truncates: at the border of a block both carries become 0.

# %%
lengths = np.array([6, 2])
H_short, cache_short = lg.lstm_forward(X, p, lengths=lengths)
print("kept after its end:", np.array_equal(H_short[1, 1], H_short[-1, 1]))
f, there = cache_short.f, np.arange(6)[:, None] < lengths  # (T, N)
print(f"mean forget gate: {f.mean():.3f}; where there are steps: {f[there].mean():.3f}")

# %% tags=["aside"]
# Prove: padding changes no output; backwards is the turned sequence.
garbage = X.copy()
garbage[2:, 1] = 99.0
assert np.array_equal(lg.lstm_forward(garbage, p, lengths=lengths)[0], H_short)
assert np.array_equal(lg.lstm_forward(X, p, reverse=True)[0][::-1], lg.lstm_forward(X[::-1], p)[0])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 13 · The heat map again: Elman against LSTM
#
# Lecture 04's double sum: what the loss at $t$ says about $W$ by way of step $k$, 40 steps, 16 units, the same random
# inputs, each drawn as torch does. White is as large as the diagonal, blue smaller, to $10^{-6}$.

# %% tags=["aside"]
# Draw: norms of all terms of ∂J/∂W, Elman and LSTM with three forget biases, each over its diagonal's mean.
draw = np.random.default_rng(6)
X40, dH40 = draw.normal(size=(40, 1, 4)), draw.normal(size=(40, 1, 16))
W40, U40 = (draw.uniform(-0.25, 0.25, (rows, 16)) for rows in (4, 16))
terms = {"Elman": ru.bptt_terms(dH40, ru.rnn_forward(X40, W40, U40, np.zeros(16))[1], of="W")}
for bias in (0, 1, 3):
    drawn = lg.lstm_parameters(4, 16, np.random.default_rng(7), forget_bias=bias)
    terms[f"LSTM, $b_f$ = {bias}"] = lg.lstm_terms(dH40, lg.lstm_forward(X40, drawn)[1], of="W")
fig, axes = plt.subplots(1, 4, figsize=(9.6, 2.9), sharey=True)
corners = []
for ax, (label, term) in zip(axes, terms.items(), strict=True):
    M = ru.term_norms(term)
    M = M / np.diag(M).mean()
    plots04.draw_lag_map(ax, M, label, decades=6, bar=False)
    ax.set(xlabel="step k", ylabel="loss at t" if ax is axes[0] else "")
    corners.append(np.exp(np.log(M[-5:, :5]).mean()))
show(
    "Four triangular heat maps. Elman: a narrow band along the diagonal, dark blue below. LSTM with forget bias 0: a band hardly "
    "wider. With 1: fades more slowly. With 3: almost even down to the corner of the longest lag."
)
found = [f"{corner:.0e}" for corner in corners]
assert found == ["3e-08", "4e-08", "2e-03", "2e+00"]

# %% [markdown]
# In the lower left corner, at lags of about 35, the terms have (geometric mean) $3\cdot10^{-8}$ of the diagonal's size with Elman,
# $4\cdot10^{-8}$ with $b_f=0$, 0.002 with $b_f=1$, and 2 with $b_f=3$. A new LSTM whose forget gates stand at ½ sees no further
# back than the network it replaces.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 14 · Special cases, to check a program with
#
# - $T=1$, $N=1$, $H=1$, $D=1$: no shape may depend on luck. $T=0$: a clear error (`lg.lstm_forward` says which shape it got).
# - $i=f=1$ held: the cell is the running sum of the candidates. $i=0$, $f=1$: $c_0$ for ever.
# - $i=1$, $f=0$, $o=1$: Elman, with a second tanh (section 3).
# - All weights 0: every gate ½, $\tilde c=0$, and $c_t=c_0/2^t$.
# - A held gate has no slope: the gradients of its weights are 0.

# %% tags=["aside"]
# Prove: the sum, Elman's step (the answer of section 3 too), the halving, and a held gate's gradients.
_, cache = lg.lstm_forward(X, p, clamp={"i": 1.0, "f": 1.0})
assert np.allclose(cache.C, cache.c_tilde.cumsum(axis=0))
H_elman, _ = lg.lstm_forward(X, p, clamp={"i": 1.0, "f": 0.0, "o": 1.0})
h = np.zeros((2, 4))
for x_t in X:
    h = np.tanh(np.tanh(x_t @ p["W_c"] + h @ p["U_c"] + p["b_c"]))
assert np.allclose(H_elman[-1], h)
assert not lg.lstm_backward(target, cache)["U_f"].any()
zero = {name: np.zeros_like(value) for name, value in p.items()}
_, cache = lg.lstm_forward(X, zero, c0=np.ones((2, 4)))
assert np.allclose(cache.C[:, 0, 0], 0.5 ** np.arange(1, 7))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 15 · Digits, asked at the end only
#
# Train section 8's network to answer after the last row alone. In the end it is as good. What does it say halfway, and does it
# *know* no more? Give $h_{14}$, the state halfway, a readout of its own: a new $W_y$, fitted by least squares to the training digits.

# %% tags=["nbval-ignore-output"]
from utils.data import digits
from utils.experiments.digit_rows import rows
from utils.numpy_impl.lstm_gates.model import LSTM, cell_parameters

data, shares = digits.load(), {}
for kind in ("every", "last"):
    net = digit_rows(kind)
    p_net, both = cell_parameters(net.parameters), (rows(data.X_train), net.X)
    H14 = [LSTM.forward(A[:14], p_net)[0][-1].astype(float) for A in both]
    train, test = (np.hstack([h, np.ones((len(h), 1))]) for h in H14)  # W_y and b_y in one
    W_y = np.linalg.lstsq(train, np.eye(10)[data.y_train], rcond=None)[0]
    new = ((test @ W_y).argmax(axis=1) == net.y).mean()
    own, end = net.accuracy[[13, 27]]
    shares[kind] = own, new, end
    print(f"asked at {kind:5s}: row 14 own {own:.0%}, new {new:.0%}; row 28 {end:.0%}")

# %% [markdown]
# Its own softmax guesses, about 13% right; a new readout gets about 85% from the same states. So the network knew: the state holds the digit, and its
# output gates show it. But its softmax was only ever fitted to $h_{28}$, and $h_{14}$ says it otherwise. Where every row was asked,
# own and new agree, at about 90%.

# %% tags=["aside"]
# Prove: the shares; both end alike.
assert np.abs(np.subtract(shares["every"], [0.91, 0.91, 0.97])).max() < 0.03
assert np.abs(np.subtract(shares["last"], [0.13, 0.85, 0.97])).max() < 0.05
assert abs(shares["every"][2] - shares["last"][2]) < 0.02

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 16 · Units that follow brackets
#
# 96 cells learnt to guess the next character of Python's own standard library, and then read files they had never
# seen. Does some cell know whether a bracket is open? Looking at pictures one always finds something. So *measure*:
# the correlation $r$ of each cell and state with a label, from Python's own tokenizer. The unit is *chosen* on half of
# the streams and *reported* on the other half. Two controls: the best unit *before training*, and the best $r$ with the labels of
# *another* stream.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 16 · 8 minutes
#
# Say why two halves: with 192 numbers to choose from, the best one on the same data is always flattered. Then the controls: an untrained network
# already counts characters a little, since its cells fill up along the line.

# %% tags=["aside", "nbval-ignore-output"]
# Measure: the unit that follows each label best, beside its two controls.
from utils.data.python_source import ALPHABET
from utils.experiments.python_units import python_units

units = python_units()
print(f"{'label':10s} {'unit':6s} {'r':>6s} {'untrained':>10s} {'other stream':>13s}")
for label, one in units.found.items():
    name = f"{one.kind}{one.unit}"
    print(f"{label:10s} {name:6s} {one.r:6.2f} {one.untrained:10.2f} {one.shuffled:13.2f}")

# %% [markdown]
# For brackets and docstrings the best unit has an $|r|$ of at least 0.4, far above its controls. So has the column, which is
# easier: even untrained cells fill up along a line. For quotes there is hardly any such unit. (Files differ with
# Python's version, so do the hundredths.)

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the bracket unit's value behind each character of a stream it was not chosen on.
one = units.found["brackets"]
value = {"c": units.C, "h": units.H}[one.kind][..., one.unit]
inside = units.labels["brackets"] > 0
k, room = 1 + 2 * int(inside[:600, 1::2].sum(axis=0).argmax()), 12
text = "".join(ALPHABET[place] for place in units.X[:, k])
text = text[: int((plots.places(text, 76)[:, 0] < room).sum())]
high = float(np.quantile(np.abs(value), 0.98))
shown = {"text": text, "values": value[: len(text), k], "marked": inside[: len(text), k]}
fig, ax = plt.subplots(figsize=(9.6, 3.4))
plots.draw_text_values(ax, shown | {"low": -high, "high": high}, columns=76, rows=room)
show(
    "Python code with a colour behind each character: orange where the unit is above 0, blue where below. Characters inside brackets are "
    "underlined; there the colour mostly differs from that outside."
)
for label in ("brackets", "docstring"):
    found = units.found[label]
    assert abs(found.r) > max(0.4, found.untrained + 0.1, 3 * found.shuffled)
assert abs(units.found["column"].r) > 0.5
assert abs(units.found["quotes"].r) < 0.4

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Look for *quotes*, then for *a docstring*. Go down the ranks: how many units share the work? Show a gate instead of
# the cell: which gate moves at a bracket?

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then choose label, unit and gate.
from utils.widgets import lstm_gates as explore

explore.explore_gates_over_text()
