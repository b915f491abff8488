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
# # 01 · Cross entropy
#
# A network gives each possible answer a probability. This lecture finds the one number that says
# how good those probabilities are, shows how low that number can go, and makes it smaller on real
# data with a gradient you derive yourself.
#
# **About 50 minutes.** After it you can
# - *compute* surprise, entropy, cross entropy and KL divergence, in nats and in bits;
# - *explain* why a classifier's loss is a cross entropy, and what floor it cannot go below;
# - *derive* the gradient $p-y$ of softmax with cross entropy, and *check* it numerically;
# - *write* a softmax that does not overflow, and *fit* softmax regression with it.
#
# **You need** logarithms, the chain rule, and matrix products in NumPy. Folded cells draw, load, measure
# and prove: the asserts in them stop the notebook if a number or an equation of the text is wrong. You
# may skip them.

# %% [markdown] tags=["notes"]
# Instructor's notes · 50 minutes
#
# Sections 1 to 9 take 5, 6, 7, 6, 6, 7, 5, 3 and 5 minutes. Short of time? Leave out section 8 and
# torch in section 9. Everything under *Further* is for another hour, or for the way home.
#
# Run every cell before the room fills. Every question has its answer folded away below it: let
# neighbours talk for half a minute before you open it.

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Load: NumPy and matplotlib; this topic's functions are called ce.…, its pictures plots.…
import matplotlib.pyplot as plt
import numpy as np

from utils.numpy_impl import cross_entropy as ce
from utils.plots import cross_entropy as plots
from utils.plots import style
from utils.plots.show import show

style.use()
rng = np.random.default_rng(0)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Surprise
#
# A forecaster gave probability $p$ to what then happened. How surprised should she be? Ask three
# things of the number $s(p)$:
# 1. what was certain is no surprise: $s(1)=0$;
# 2. the rarer, the more surprising: $s$ falls as $p$ grows;
# 3. two independent events surprise us by the sum: $s(p_1p_2)=s(p_1)+s(p_2)$.
#
# Only minus a logarithm does all three. Write $p=e^{-t}$: products of $p$ are sums of $t$, so by (3) $s$
# adds up in $t$, and what adds up and only ever grows is a straight line, $s=ct$. The factor $c$ is the
# base of the logarithm, the unit, and ours to choose:
#
# $$s(p) = -\log p$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 1 · 5 minutes
#
# Start with the room, not with the formula: let two volunteers forecast tomorrow's weather as
# probabilities, and ask how to pay them so that honest forecasts pay best. "By minus the logarithm"
# is one answer, and the one this lecture follows. Ask for the value at $p=1$ and at $p\to0$ before
# you show the curve.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The unit: nats or bits
#
# With the natural logarithm $\ln$ the unit is the **nat**, with the logarithm to base 2 the **bit**,
# the surprise of one fair coin: $\ln 2=0.693$ nats. One nat is $1/\ln 2 = 1.4427$ bits. This course
# counts in nats unless a name says bits: $\log$ in a formula is $\ln$. In code `np.log` is $\ln$ and
# `np.log2` has base 2; an answer wrong by a factor of 1.44 or 0.69 has them mixed up.

# %% tags=["aside"]
# Draw: the surprise against the probability, with three events on the curve.
fig, ax = plt.subplots(figsize=(7, 3))
marks = {"heads of a fair coin": 1 / 2, "a six": 1 / 6, "two sixes": 1 / 36}
plots.draw_surprise(ax, marks={name: (p, ce.surprise(p)) for name, p in marks.items()})
show(
    "Curve: surprise in nats against the probability of what happened, falling from far above 5 at "
    "rare events to 0 at certainty. Two sixes, at 3.58 nats, lie twice as high as one, at 1.79."
)
assert np.isclose(ce.surprise(1 / 36), 2 * ce.surprise(1 / 6))
assert [round(float(ce.surprise(p)), 2) for p in (1 / 36, 1 / 6)] == [3.58, 1.79]
assert round(float(ce.surprise(1 / 2)), 3) == 0.693
assert round(float(ce.to_bits(1.0)), 4) == 1.4427

# %% [markdown]
# Two dice both show a six: the probabilities multiply, the surprises add, from 1.79 nats to 3.58.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** One forecaster said 0.9 and was right; another said 0.99 and was right. By how much
# do their surprises differ? Now both are wrong: what they gave 0.1 and 0.01 has happened. And now?
#
# <details><summary>Answer</summary>
#
# Right: $-\ln 0.9 + \ln 0.99 = 0.095$ nats, hardly anything. Wrong: $-\ln 0.01 + \ln 0.1 = \ln 10 =
# 2.303$ nats. Being surer gains little when you are right and costs a lot when you are wrong.
# </details>

# %% tags=["aside"]
# Prove: the numbers of the answer.
right = ce.surprise(0.9) - ce.surprise(0.99)
wrong = ce.surprise(0.01) - ce.surprise(0.1)
assert (round(float(right), 3), round(float(wrong), 3)) == (0.095, 2.303)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Entropy: the surprise to expect
#
# When outcomes really follow $p$, the surprise we meet *on average* is the entropy
#
# $$H(p) = \mathbb{E}_{y\sim p}[-\log p(y)] = -\sum_y p(y)\log p(y)$$
#
# Read $\mathbb{E}_{y\sim p}$ as "the average over outcomes $y$ drawn from $p$". An outcome that
# never happens adds nothing: we set $0\log 0 = 0$, the limit of $p\log p$ as $p\to0$.

# %%
p = np.array([0.5, 0.25, 0.125, 0.125])
H = -(p * np.log2(p)).sum()  # base 2, so in bits: these come out round
drawn = rng.choice(4, size=100_000, p=p)
average = -np.log2(p)[drawn].mean()
print(f"H(p) = {H} bits; average surprise of 100,000 outcomes: {average:.2f} bits")

# %% [markdown] tags=["notes"]
# Instructor's notes · section 2 · 6 minutes
#
# Ask first which distribution over $K$ outcomes is the most uncertain (all equally likely:
# $H = \log K$; section 3 proves it) and which the least (one certain: $H=0$). Ask which letter they
# expect to get the shortest code, before the picture shows it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Entropy is a code length
#
# To send these four outcomes as bits, write `0`, `10`, `110`, `111`. No code word begins another, so
# a message needs no commas; and each has exactly $-\log_2 p$ bits, its surprise. On average we pay
# $H(p)=1.75$ bits; words of one fixed length cost 2. Where $-\log_2 p$ is no whole number, the best code,
# **Huffman's**, still costs less than $H+1$ bits (section 10, in Further). Letters of English:

# %% tags=["aside"]
# Draw: the bits of each letter's code word, and its surprise.
from utils.data import word_frequencies

letters, p_letters = word_frequencies.letter_frequencies()
letter_codes = ce.huffman_code(p_letters)
order = np.argsort(-p_letters)  # most frequent first
bits, ideal = np.array([len(c) for c in letter_codes]), ce.to_bits(ce.surprise(p_letters))
H_letters = ce.to_bits(ce.entropy(p_letters))
cost, fixed = ce.expected_length(p_letters, letter_codes), ce.fixed_length(26)

fig, ax = plt.subplots(figsize=(9, 3.2))
plots.draw_code_lengths(ax, [letters[i] for i in order], bits[order], ideal[order], fixed)
show(
    "Bars: the length in bits of the code word of each letter, most frequent first, from 3 for e to "
    "10 for q. Points: the surprise in bits, always within one bit of its bar. A line at 5 is the fixed "
    "length."
)
print(f"H = {H_letters:.3f} bits, Huffman {cost:.3f} bits, fixed length {fixed} bits")
assert H_letters <= cost < min(H_letters + 1, fixed)
assert (letters[order[0]], bits.min(), bits.max()) == ("e", 3, 10)
assert np.abs(bits - ideal).max() < 1
assert np.isclose(H, ce.to_bits(ce.entropy(p)))
assert H == ce.expected_length(p, ce.huffman_code(p)) == 1.75
assert ce.huffman_code(p) == ["0", "10", "110", "111"]
assert ce.fixed_length(4) == 2
assert abs(average - H) < 0.01

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Perplexity
#
# Entropies are hard to picture. The **perplexity** $\exp(H)$, with $H$ in nats, is easier: the
# number of *equally likely* outcomes that would be just as uncertain. A fair die has $H=\ln 6$, so
# perplexity 6. (With $H$ in bits it is $2^H$, the same number.)

# %%
die = np.full(6, 1 / 6)
for name, q in {"a die:": die, "letters:": p_letters}.items():
    H = -(q * np.log(q)).sum()
    print(f"{name:8s} as uncertain as {np.exp(H):.1f} equally likely ones, of {len(q)}")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Cross entropy: the price of a wrong belief
#
# The world follows $p$; we believe $q$. Then we meet the surprises of $q$ at the rates of $p$. The
# average is the **cross entropy**
#
# $$H(p,q) = \mathbb{E}_{y\sim p}[-\log q(y)] = -\sum_y p(y)\log q(y)$$
#
# > **Trap.** The order counts: first what happens, then what was believed. The belief stands
# > inside the logarithm.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 7 minutes
#
# Three of them are for the sliders: ask for a prediction before each one moves. The inequality is
# worth drawing: the curve $\ln t$ under its tangent at 1.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The part that is our own fault
#
# What we pay beyond the unavoidable $H(p)$ is the **Kullback–Leibler divergence**, KL for short:
#
# $$\mathrm{KL}(p\,\|\,q) = H(p,q)-H(p) = \sum_y p(y)\log\frac{p(y)}{q(y)} \;\ge\; 0$$
#
# *Why never negative?* A straight line lies above the logarithm: $\ln t\le t-1$, equal only at
# $t=1$. With $t=q/p$, $\;-\mathrm{KL}=\sum p\ln\tfrac qp\le\sum p\,(\tfrac qp-1)\le 1-1=0$.
#
# So KL is zero only for $q=p$. It is infinite when $q$ calls impossible something that happens. And
# with all $K$ outcomes equally likely under $q$ it is $\log K-H(p)$: no entropy exceeds $\log K$.

# %%
p = np.array([0.7, 0.2, 0.1])  # the world: sun, rain, snow
q = np.array([0.4, 0.4, 0.2])  # our belief
H_p, H_pq = -(p * np.log(p)).sum(), -(p * np.log(q)).sum()
KL = (p * np.log(p / q)).sum()
print(f"H(p) = {H_p:.3f}  +  KL(p‖q) = {KL:.3f}  =  H(p, q) = {H_p + KL:.3f} nats")
print(f"the other way round: H(q, p) = {-(q * np.log(p)).sum():.3f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Move $q$ towards $p$
#
# Each distribution has three weights, scaled to sum to 1. On the right the orange bar, KL, is what
# learning can remove. The blue one, $H(p)$, it cannot.
#
# **Try this**, and predict each before you move: make $q$ equal to $p$; bring one $q$ close to 0; make
# $p$ certain.

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then move the sliders of p and q.
from utils.widgets import cross_entropy as explore

explore.explore_divergence()

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** Is $\mathrm{KL}(p\|q)$ the same as $\mathrm{KL}(q\|p)$? Think of a fair coin $p$ and
# a belief $q$ that says "always heads", then of the other way round.
#
# <details><summary>Answer</summary>
#
# No. A fair coin sooner or later shows tails, which $q$ called impossible: infinite. A coin that
# always shows heads costs one who believes it fair $\ln 2 = 0.693$ nats each time, no more. So KL is
# not a distance: its first argument decides which surprises count. (For sun, rain and snow above it
# is 0.184 one way and 0.192 the other.)
# </details>

# %% tags=["aside"]
# Prove: H, KL and their sum, and the numbers of the answer.
assert np.isclose(H_p, ce.entropy(p))
assert np.isclose(H_pq, ce.cross_entropy(p, q))
assert not np.isclose(H_pq, ce.cross_entropy(q, p))
assert np.isclose(KL, ce.kl_divergence(p, q))
assert np.isclose(H_pq, H_p + KL)
assert np.isclose(ce.kl_divergence(p, np.full(3, 1 / 3)), np.log(3) - H_p)
fair, heads = [0.5, 0.5], [1.0, 0.0]
assert ce.kl_divergence(fair, heads) == np.inf
assert np.isclose(ce.kl_divergence(heads, fair), np.log(2))
assert [round(float(KL), 3), round(float(ce.kl_divergence(q, p)), 3)] == [0.184, 0.192]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · A classifier's loss is a cross entropy
#
# A classifier with parameters $\theta$ turns an input $x$ into probabilities $P_\theta(Y|X=x)$ of
# the labels. Which $\theta$ is best for the data $D$? The one that makes the observed labels most
# likely. Independent examples multiply their probabilities:
#
# $$\text{likelihood} = \prod_{(x,y)\in D} P_\theta(Y=y\,|\,X=x)$$
#
# A product of thousands of small numbers is no pleasure. Minus its logarithm is a sum, of one
# surprise for each example, and is smallest where the likelihood is largest:
#
# $$J(\theta) = \sum_{(x,y)\in D} -\log P_\theta(Y=y\,|\,X=x)$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 4 · 6 minutes
#
# The one step that needs care is from a sum over examples to a sum over *different* pairs: let the
# room count the pairs of the eight examples by hand before you run the cell. Then ask what happens
# to $J$ and to $J/|D|$ when every example is there twice.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Count the data, and the sum becomes an average
#
# The **empirical distribution** says what share of the $|D|$ examples is exactly $(x,y)$:
#
# $$P_D(x,y) = \frac1{|D|}\sum_{(x',y')\in D}\delta(x=x',\,y=y')$$
#
# where $\delta$ is 1 if what it says is true, else 0. Equal terms of $J$ can now be taken together:
#
# $$\frac{J(\theta)}{|D|} = -\sum_{x,y}P_D(x,y)\log P_\theta(y|x)
# = \mathbb{E}_{P_D}\big[-\log P_\theta(Y|X)\big]$$
#
# The data's rates outside the logarithm, the model's belief inside: a **cross entropy**.

# %% slideshow={"slide_type": "subslide"}
x = np.array([0, 0, 0, 0, 1, 1, 1, 1])  # eight examples, two inputs
y = np.array([0, 0, 0, 1, 1, 1, 1, 1])  # two labels
model = np.array([[0.5, 0.5], [0.3, 0.7]])  # row x is P_θ(Y | X = x)

J = -np.log(model[x, y]).sum()  # example by example: row x, column y

P_D = np.zeros((2, 2))
np.add.at(P_D, (x, y), 1 / len(x))  # count the pairs
expectation = -(P_D * np.log(model)).sum()  # pair by pair
print(f"P_D =\n{P_D}")
print(f"J = {J:.4f}   J/|D| = {J / len(x):.4f}   expectation = {expectation:.4f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# > **Convention.** [M17] sets $J$ itself equal to the expectation. The two differ by the factor
# > $|D|$: the sum grows with the data, the mean does not. The same $\theta$ is best for both. Code
# > here says `reduction="sum"` or `"mean"`, and the mean is the default.
#
# > **Trap.** The gradient of the sum is $|D|$ times that of the mean. A learning rate that suits one
# > does not suit the other.
#
# > **Trap.** `model[x, y]` picks one entry for each example, so labels must be *integers*, the
# > numbers of the classes. Labels `1.0` or `"1"` are no index.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** What we care about in the end is the share of right answers. Why not train on that?
#
# <details><summary>Answer</summary>
#
# Move one weight a little, and hardly ever does an answer change: the share of right answers is flat
# nearly everywhere and jumps in between, so its gradient is 0 and says nothing about where to go. And
# it takes 0.51 and 0.99 for the same. The surprise changes with every weight, and tells them apart.
# </details>

# %% tags=["aside"]
# Prove: both ways of adding up are one; the surprise moves where the share of right answers does not.
assert (ce.empirical_joint(x, y, n_x=2, n_y=2) == P_D).all()
assert np.isclose(J / len(x), expectation)
assert np.isclose(expectation, ce.conditional_cross_entropy(P_D, model))
believed = np.array([0.51, 0.52])  # of the true class, before and after a small step
assert (believed > 0.5).all()  # right before, right after: no change
assert ce.surprise(0.51) - ce.surprise(0.52) > 0.01  # less surprised: a step in the right direction

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · The loss has a floor
#
# The same input can come with different labels: noise, or something we do not observe. Then even a
# perfect model stays surprised. By how much is the **conditional entropy**
#
# $$H_P(Y|X) = \mathbb{E}_P[-\log P(Y|X)]$$
#
# For every single input $x$, section 3 holds: cross entropy = entropy + KL. Average over the inputs:
#
# $$\underbrace{\frac{J}{|D|}}_{\text{loss}} = \underbrace{H_{P_D}(Y|X)}_{\text{floor}} +
# \underbrace{\mathbb{E}_x\,\mathrm{KL}\big(P_D(\cdot|x)\,\|\,P_\theta(\cdot|x)\big)}_{\text{gap: what
# training can remove}}$$
#
# The dot in $P(\cdot|x)$ stands for all labels: the whole distribution at that $x$.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 5 · 6 minutes
#
# The heart of the lecture. At the bars ask: which part goes away with more training? With a larger
# network? (Only the orange one, in both cases.) At noisy XOR ask for the best possible accuracy (0.9)
# and whether accuracy or loss says more about the model. Give the question on 30 examples a full
# minute; it comes back in topic 02.

# %% slideshow={"slide_type": "subslide"}
# The eight examples once more: input 0 has mixed labels, input 1 has not.
P_x = P_D.sum(axis=1)
truth = P_D / P_x[:, None]  # P_D(y|x), row by row
floors = ce.entropy(truth)  # one for each x; ce.entropy knows that 0 log 0 = 0
gaps = ce.kl_divergence(truth, model)
floor, gap = P_x @ floors, P_x @ gaps  # the average over x

# %% tags=["aside"]
# Draw: floor and gap, for each input and on average.
fig, ax = plt.subplots(figsize=(7.5, 3.2))
plots.draw_decomposition(ax, [*floors, floor], [*gaps, gap], ["x = 0", "x = 1", "mean over x"])
show(
    "Stacked bars in nats: floor plus gap. Input 0 has a high floor and a small gap, input 1 no floor "
    "and only a gap; their mean is the loss, 0.281 + 0.244 = 0.525."
)
assert np.allclose(truth, ce.conditional(P_D))
assert np.allclose((floor, gap), ce.decompose(P_D, model))
assert np.isclose(floor, ce.conditional_entropy(P_D))
assert np.isclose(floor + gap, J / len(x))
assert [round(float(v), 3) for v in (floor, gap, floor + gap)] == [0.281, 0.244, 0.525]

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A task with a known floor: noisy XOR
#
# Two bits $x_1, x_2$, each a fair coin. The label says whether they differ, but is wrong one time
# in ten. Topic 02 trains a network on this, and we know where its loss must stop before any
# training. Whatever the input, the labels have probabilities 0.9 and 0.1:
#
# $$H(Y|X) = -0.9\ln 0.9 - 0.1\ln 0.1 = 0.32508\text{ nats} = 0.46900\text{ bits}$$
#
# **Question.** A model reaches a loss of 0.29 nats on the 30 noisy XOR examples it was trained on. Is
# it better than possible?
#
# <details><summary>Answer</summary>
#
# No: the floor of the task is an average over *new* examples, and there no model gets below 0.325.
# These 30 have a floor of their own, the $H_{P_D}(Y|X)$ of their counts: of 200 such samples, 66% have
# one below 0.29. The model may have learnt their noise (**overfitting**), or the 30 may hold few
# wrong labels by luck: on 44% even the true probabilities get below 0.29. Only new data can tell.
# Section 11, in Further, draws the floors of samples of all sizes.
# </details>

# %% tags=["aside"]
# Prove: the floor of noisy XOR; measure: the floors of 200 samples of each size.
from utils.data import noisy_xor

P_task = noisy_xor.distribution()  # row x = 2 x1 + x2
task_floor = ce.conditional_entropy(P_task)
assert np.isclose(task_floor, -0.9 * np.log(0.9) - 0.1 * np.log(0.1))
assert round(float(task_floor), 5) == 0.32508
assert round(float(ce.to_bits(task_floor)), 5) == 0.46900

sizes = np.array([10, 30, 100, 300, 1_000, 3_000, 10_000])
best, true_model = np.empty((200, len(sizes))), np.empty((200, len(sizes)))
for s in range(len(best)):
    X, y = noisy_xor.sample(sizes[-1], rng)
    for k, n in enumerate(sizes):
        P_n = ce.empirical_joint(noisy_xor.index(X[:n]), y[:n], 4, 2)
        best[s, k] = ce.conditional_entropy(P_n)
        true_model[s, k] = ce.conditional_cross_entropy(P_n, ce.conditional(P_task))
assert (best <= true_model + 1e-12).all()
share, luck = (best[:, 1] < 0.29).mean(), (true_model[:, 1] < 0.29).mean()
assert (f"{share:.0%}", f"{luck:.0%}") == ("66%", "44%")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · From scores to probabilities
#
# A linear layer gives **scores** $z$, any real numbers, also called **logits**. We need
# probabilities: positive, with sum 1. Exponentials make every score positive, dividing by their sum
# makes them add to one. (And the logarithm in the loss will undo the exponential, which makes the
# gradient simple.) For $R$ classes that is the **softmax**:
#
# $$p_r = \frac{e^{z_r}}{\sum_s e^{z_s}}$$
#
# Only differences of scores count: a constant $c$ added to all of them puts the same factor $e^c$
# above and below the line, and nothing changes. The price is one exponential for each class. For a
# vocabulary of a million words that is too much, and topic 08 finds ways round it.
#
# (From here on $p$ is what the *model* believes, the $q$ of section 3. The truth will be called $y$.)

# %%
z = np.array([2.0, 1.0, 0.0])
by_hand = np.exp(z) / np.exp(z).sum()
print("softmax of (2, 1, 0):", by_hand.round(3))

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 7 minutes
#
# Two of them are for the sliders. Before the overflow cell, ask what $e^{10000}$ is in float64, and
# what infinity divided by infinity is. At the sliders ask what happens to the entropy before you move
# the temperature: it rises with $T$ and never passes $\ln 3$.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Two classes: the sigmoid
#
# With two classes one score is enough: only the difference counts, so fix the other at 0.
#
# $$P(Y=1) = \frac{e^z}{e^0+e^z} = \frac{1}{1+e^{-z}} = \sigma(z)$$
#
# The **sigmoid** is the softmax of $(0,z)$. Solved for $z$ it gives $z=\ln\frac{p}{1-p}$, the
# logarithm of the odds; *logit* is the old name for just that.
#
# A softmax says that exactly one class is right. Where several may be, a cat *and* a dog in a picture,
# give every class a sigmoid of its own.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### It overflows, unless you subtract the largest score
#
# In float64 $e^{z}$ is infinite beyond $z = 709.78$, in float32, which most networks use, beyond 88.7;
# and a large score is no error: it is a confident network. Only differences count, so subtract the
# largest score $m=\max_s z_s$, that is, take $e^m$ out of the sum:
#
# $$\log\sum_s e^{z_s} = \log\Big(e^m\sum_s e^{z_s-m}\Big) = m + \log\sum_s e^{z_s-m}$$
#
# Now every exponent is at most 0 and one of them is exactly 0: no overflow, no $\log 0$. With this
# **log-sum-exp**, the logarithm of the softmax is a subtraction:
#
# $$\log p_r = z_r - \log\sum_s e^{z_s}$$

# %% slideshow={"slide_type": "subslide"}
z = np.array([1e4, 0.0, -1e4])
m = z.max()
log_p = (z - m) - np.log(np.exp(z - m).sum())
with np.errstate(over="ignore", invalid="ignore"):  # that it overflows is the point
    naive = np.exp(z) / np.exp(z).sum()
print("naive softmax:     ", naive)
print("stable softmax:    ", np.exp(log_p))
print("stable log-softmax:", log_p)

# %% [markdown]
# The log-softmax keeps what the softmax rounds to zero: if the last class is the true one, the loss
# is 20,000 nats and not infinity.
#
# > **Trap.** `np.log(softmax(z))` is $\log 0$ there, however stable the softmax. A network's loss is
# > computed from its scores. (Where this lecture takes $-\log$ of probabilities they were typed in, or
# > lie between scores of −10 and 10: nothing is rounded to 0 there.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Temperature
#
# Divide the scores by a **temperature** $T>0$ before the softmax: $p=\mathrm{softmax}(z/T)$. Their
# order stays; how sure we are changes. As $T\to0$ the largest score takes all; as $T\to\infty$ all
# classes become equally likely.
#
# **Try this**: move the temperature first, then one score. Make the two largest scores equal and cool
# down: who wins?

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then move the scores and the temperature.
from utils.widgets import cross_entropy as explore

explore.explore_softmax()

# %% tags=["aside"]
# Prove: softmax, sigmoid, and where exponentials end.
assert np.allclose(by_hand, ce.softmax([2.0, 1.0, 0.0]))
assert np.allclose(by_hand, ce.softmax([102.0, 101.0, 100.0]))
s = np.linspace(-6, 6, 5)
two = ce.softmax(np.stack([np.zeros_like(s), s], axis=1))
assert np.allclose(two[:, 1], ce.sigmoid(s))
assert np.allclose(np.log(two[:, 1] / (1 - two[:, 1])), s)
with np.errstate(over="ignore"):
    assert np.isfinite(np.exp([709.78])).all()
    assert np.isinf(np.exp(709.79))
    assert np.isfinite(np.exp(np.float32(88.7)))
    assert np.isinf(np.exp(np.float32(88.8)))
assert (log_p == ce.log_softmax(z)).all()
assert log_p[-1] == -20_000
assert np.allclose(ce.softmax([1.0, 1.0, 0.0], 0.01), [0.5, 0.5, 0.0])

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · The gradient is $p - y$
#
# One example whose true class is $k$ has the loss
#
# $$\ell = -\log p_k = -z_k + \log\sum_s e^{z_s}$$
#
# Differentiate by one score $z_r$. The first term gives $-1$ if $r=k$, else 0. The second gives
#
# $$\frac{\partial}{\partial z_r}\log\sum_s e^{z_s} = \frac{e^{z_r}}{\sum_s e^{z_s}} = p_r$$
#
# Let $y$ be the **one-hot** vector of the true class: 1 at $k$, 0 elsewhere. Then
#
# $$\boxed{\frac{\partial \ell}{\partial z} = p - y}$$
#
# What the model said, minus what was true.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 5 minutes
#
# Derive it on the board; the slide is the record. Ask which class changes most at the next step, and
# why the three numbers sum to zero (both $p$ and $y$ sum to 1, and adding a constant to all scores
# must not change the loss).

# %% [markdown] slideshow={"slide_type": "subslide"}
# By hand, for the scores $(2, 1, 0)$ and the true class 1, the second: $e^2+e^1+e^0 = 7.389+2.718+1 =
# 11.107$, so $p = (0.665, 0.245, 0.090)$, the loss is $\ln 11.107 - 1 = 1.408$ nats, and
# $p-y = (0.665, -0.755, 0.090)$.
#
# > **Trap.** One symbol, two forms. In formulas $y$ is one-hot; in code `y` holds class numbers, and
# > `np.eye(R)[y]` makes one-hot rows of them.

# %%
z = np.array([[2.0, 1.0, 0.0]])  # one example, three classes
label = np.array([1])
log_p = ce.log_softmax(z)
loss = -log_p[0, label[0]]
p, one_hot = np.exp(log_p), np.eye(3)[label]
dz = p - one_hot
print("p     ", p.round(3))
print("p - y ", dz.round(3), " loss", loss.round(3), "nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# A descent step moves the *scores* by $-(p-y)$: the true class up, every other down, each in
# proportion to its error. Trust it by **central differences** (topic 00): move a score by a small
# $\varepsilon$ both ways; $\big(\ell(z_r+\varepsilon)-\ell(z_r-\varepsilon)\big)/2\varepsilon$ agrees
# with $p_r-y_r$ to nine decimals. Every gradient of this course is tested so.

# %% tags=["aside"]
# Draw: p, its target and the way down; prove: the derivation, central differences, code and numbers.
from utils.numpy_impl.core.gradient_check import numerical_gradient

fig, ax = plt.subplots(figsize=(7.5, 3.2))
plots.draw_gradient(ax, p[0], one_hot[0], ["0", "1 (true)", "2"], dz[0])
show(
    "Bars of the probabilities of three classes, an outline up to 1 for the true class, and arrows of "
    "descent: the true class's bar is pushed up by 0.755, the others down by 0.665 and 0.090."
)
again, cache = ce.softmax_cross_entropy_forward(z, label)
assert np.allclose(dz, ce.softmax_cross_entropy_backward(1.0, cache))  # 1.0 = ∂ℓ/∂ℓ
numerical = numerical_gradient(lambda z: ce.softmax_cross_entropy_forward(z, label)[0], z)
assert np.abs(numerical - dz).max() < 1e-9
assert p.round(3).tolist() == [[0.665, 0.245, 0.090]]
assert round(float(loss), 3) == round(float(again), 3) == round(np.log(11.107) - 1, 3) == 1.408
assert dz.round(3).tolist() == [[0.665, -0.755, 0.090]]
assert np.isclose(dz.sum(), 0)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · Why not the squared error?
#
# Take a sigmoid output $p=\sigma(z)$ and the squared error $\tfrac12(p-y)^2$. The sigmoid's slope is
# $\sigma'(z)=p\,(1-p)$, and the chain rule brings it in:
#
# $$\frac{\partial}{\partial z}\,\tfrac12(p-y)^2 = (p-y)\,p\,(1-p)$$
#
# When the output is wrong *and* sure, $p(1-p)$ is almost zero: the surer the mistake, the less is
# learnt from it. The output **saturates**. With cross entropy, for $y=1$, the logarithm cancels that
# factor:
#
# $$\frac{\partial}{\partial z}(-\log p) = -\frac1p\,p\,(1-p) = p-1 = p-y$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 8 · 3 minutes
#
# Show the right picture with the left end covered and ask for the dashed curve at $z=-10$. Most
# expect it to be the largest there.

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: both losses and their gradients against the score.
z = np.linspace(-10, 10, 401)
y = np.ones(len(z), dtype=int)  # the true class is 1 at every score
p = ce.sigmoid(z)
loss_ce, loss_se = -np.log(p), (p - y) ** 2 / 2
grad_ce, grad_se = p - y, (p - y) * p * (1 - p)

fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.4))
plots.draw_losses_on_sigmoid(*axes, z, loss_ce, loss_se, grad_ce, grad_se)
show(
    "Two pictures against the logit z, for the true class 1. Left: the cross entropy grows ever further "
    "as z falls, the squared error levels off at 0.5. Right: the gradient of the cross entropy goes "
    "to −1, that of the squared error back to 0."
)
i = np.argmin(np.abs(z + 8))
print("gradients at z = -8, where the true class is 1:")
print(f"  cross entropy {grad_ce[i]:.4f}, squared error {grad_se[i]:.6f}")
assert abs(grad_ce[i] / grad_se[i]) > 2_900

# reduction "sum" gives every score its own gradient
_, cache = ce.sigmoid_cross_entropy_forward(z, y, reduction="sum")
assert np.allclose(grad_ce, ce.sigmoid_cross_entropy_backward(1.0, cache))
_, cache = ce.sigmoid_squared_error_forward(z, y, reduction="sum")
assert np.allclose(grad_se, ce.sigmoid_squared_error_backward(1.0, cache))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Softmax regression on iris, by hand
#
# 150 flowers of three species, four lengths each; every column is **standardised** (mean 0, standard
# deviation 1), so that one learning rate suits all four. One linear layer gives three scores. Rows
# are examples, $X\,(N,D)$, $W\,(D,R)$, $b\,(R)$. From here on $J$ is the mean of the losses, what
# section 4 called $J/|D|$:
#
# $$Z = XW + b, \qquad J = \frac1N\sum_n -\log \mathrm{softmax}(Z_n)_{y_n}$$
#
# Backwards: section 7 gives $\partial J/\partial Z = G = \frac1N(P-Y)$, shape $(N,R)$, with one-hot
# rows $Y$. A weight $W_{dr}$ acts on every example through $Z_{nr}=\sum_d X_{nd}W_{dr}+b_r$, so the
# chain rule sums over $n$: $\sum_n X_{nd}G_{nr}$. As matrices:
#
# $$\frac{\partial J}{\partial W} = X^\top G \qquad \frac{\partial J}{\partial b} = \sum_n G_n
# \qquad \frac{\partial J}{\partial X} = G W^\top$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 9 · 5 minutes
#
# Check the shapes aloud: $(D,N)(N,R)=(D,R)$, the shape of $W$; a gradient always has the shape of what
# it belongs to. In the live picture start at step 0 (no boundary: all three equally likely), then
# drag.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Walk downhill
#
# $W \leftarrow W - \eta\,\partial J/\partial W$, the same for $b$, with learning rate $\eta=5$, found by
# trying: it may be that large because the gradients become small as the flowers are told apart. Start
# at zero: all classes are equally likely, and the loss is $\ln 3$. `losses` has the loss *before* each
# step, here and in the lab.

# %%
from utils.data import iris

flowers = iris.load()
X, y = flowers.X, flowers.y  # (150, 4) and (150,)
W, b, Y = np.zeros((4, 3)), np.zeros(3), np.eye(3)[y]
losses = []
for _ in range(2_000):
    Z = X @ W + b
    losses.append(-ce.log_softmax(Z)[np.arange(150), y].mean())
    G = (ce.softmax(Z) - Y) / 150
    W, b = W - 5.0 * X.T @ G, b - 5.0 * G.sum(axis=0)
for k in (0, 10, 100, 1_999):
    print(f"after {k:5,} steps: {losses[k]:.4f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The same in torch
#
# Its **autograd** applies the chain rule for us, and its `cross_entropy` wants scores and class
# numbers, and takes the softmax itself. With **momentum** each step keeps nine tenths of the one
# before, and gets down sooner (here in Nesterov's form, which looks one step ahead; see section 12,
# in Further).

# %%
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
inputs, labels = torch.tensor(X), torch.tensor(y)
layer = torch.nn.Linear(4, 3, dtype=torch.float64)
torch.nn.init.zeros_(layer.weight)
torch.nn.init.zeros_(layer.bias)
optimiser = torch.optim.SGD(layer.parameters(), lr=5.0, momentum=0.9, nesterov=True)
in_torch = []
for _ in range(2_000):
    loss = F.cross_entropy(layer(inputs), labels)
    in_torch.append(loss.item())
    optimiser.zero_grad()  # or the gradients of all steps add up
    loss.backward()
    optimiser.step()
for k in (0, 10, 100, 1_999):
    print(f"after {k:5,} steps: {in_torch[k]:.4f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### And on flowers it has not seen?
#
# Put every third flower aside, train on the other 100 (200 steps, with momentum), and ask about both:
# how many it gets right, and how surprised it is. There are three ways to choose the thirds. New
# flowers cost, on average, about twice as much as those it was trained on.

# %% tags=["aside"]
# Measure: right answers and loss on both parts; prove: the gradients, and that ours and torch agree.
costs = np.empty((3, 2))
for third in range(3):
    aside = np.arange(len(X)) % 3 == third
    on_100 = ce.fit_softmax_regression(X[~aside], y[~aside], 3, learning_rate=5.0, steps=200)
    for k, (words, rows) in enumerate((("trained on", ~aside), ("put aside", aside))):
        costs[third, k], _ = ce.softmax_regression_forward(X[rows], y[rows], on_100.W, on_100.b)
        right = ((X[rows] @ on_100.W + on_100.b).argmax(axis=1) == y[rows]).mean()
        J = costs[third, k]
        print(f"{words:10s}  {rows.sum():3d} flowers: {right:.0%} right, loss {J:.3f} nats")
assert 1.8 < costs[:, 1].sum() / costs[:, 0].sum() < 2.2

assert np.isclose(losses[0], np.log(3))
for momentum, found in ((0.0, losses), (0.9, in_torch)):
    ours = ce.fit_softmax_regression(X, y, 3, learning_rate=5.0, momentum=momentum).losses
    assert np.abs(ours - found).max() < 1e-6
W_any, b_any = rng.normal(size=(4, 3)), rng.normal(size=3)
J, cache = ce.softmax_regression_forward(X, y, W_any, b_any)
G = (ce.softmax(X @ W_any + b_any) - Y) / len(X)
by_formula = (G @ W_any.T, X.T @ G, G.sum(axis=0))
for ours, theirs in zip(by_formula, ce.softmax_regression_backward(1.0, cache), strict=True):
    assert np.allclose(ours, theirs)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Watch the boundary settle
#
# The same training on two of the four lengths, so that it fits in a plane; straight lines separate the
# classes, because scores are linear. **Try this**: start at step 0 and move on. Then choose the two
# sepal lengths: which two species stay mixed?

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then move the step and the learning rate.
from utils.widgets import cross_entropy as explore

explore.explore_decision_boundary()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - Surprise is $-\log p$; entropy is the surprise to expect; its exponential is the perplexity.
# - Believing $q$ in a world of $p$ costs $H(p,q) = H(p) + \mathrm{KL}(p\|q)$.
# - A classifier's mean loss is a cross entropy with the empirical distribution. Its floor is
#   $H(Y|X)$, and only the KL part can be trained away.
# - Softmax makes probabilities of scores; compute its logarithm, and subtract the largest score.
# - The gradient with respect to the scores is $p-y$. The squared error adds a factor that vanishes
#   when the output is wrong and sure.
#
# **Now you:** [Lab 01](../labs/01_cross_entropy.ipynb) builds each of these by hand and tells you
# which mistake you made, if you made one.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## References
#
# - [M17] T. Mitchell, *Machine Learning 10-601*, October 2017: cross entropy as the loss of a
#   probabilistic network.
# - [M21] T. Mitchell, *10-601/301*, March 2021: sigmoid for two classes, softmax for many.
# - D. Huffman, *A method for the construction of minimum-redundancy codes*, 1952.
# - R. Fisher, *The use of multiple measurements in taxonomic problems*, 1936: the iris data, here
#   from scikit-learn. Word frequencies: R. Speer, *wordfreq*.

# %% [markdown] slideshow={"slide_type": "slide"}
# # Further
#
# How Huffman's code is made, and why it costs less than one bit above the entropy; what the floor of
# a small sample promises. Then momentum and scikit-learn on iris, and weights that never settle.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · Huffman's code
#
# **Huffman's** rule finds the best code, in which no word begins another, for any $p$: join the two
# rarest outcomes into one, again and again; then read the joins from the last to the first as a tree.
#
# In the picture snow with fog makes 0.25; cloud with rain makes 0.40; the 0.25 with sun makes 0.60;
# and then two are left. A code word says the way down: left is `0`, right is `1`.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 10 · 7 minutes
#
# Build the tree on the board with the room calling out the two rarest each time. For words, ask for
# the shortest code before you run the cell.

# %% tags=["aside"]
# Draw: Huffman's tree for five kinds of weather.
weather = ["sun", "cloud", "rain", "snow", "fog"]
p = np.array([0.35, 0.2, 0.2, 0.15, 0.1])
codes = ce.huffman_code(p)
fig, ax = plt.subplots(figsize=(7.5, 3.3))
plots.draw_huffman_tree(ax, p, codes, weather)
show(
    "Tree from the root down, one level for each bit sent: cloud, rain and sun hang two levels deep, "
    "snow and fog, the rarest, three. Each box says how likely what is below it is."
)
depths = dict(zip(weather, map(len, codes), strict=True))
assert depths == {"sun": 2, "cloud": 2, "rain": 2, "snow": 3, "fog": 3}

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Within one bit of the entropy
#
# $$H \;\le\; \text{average length} \;<\; H+1$$
#
# *Left:* word lengths $l$ of such a code fit into a tree, so $\sum 2^{-l}\le 1$: they are the surprises of
# a belief $q=2^{-l}$ (with something left over, perhaps), and to pay them is a cross entropy, at least $H$.
# *Right:* round each surprise *up*, which costs less than one bit more. Such lengths fit into a
# tree, and Huffman's code is at least as good.
#
# (If one outcome is certain, $H=0$; then one bit is still sent, and $<$ becomes $\le$.)

# %% tags=["aside"]
# Measure: the weather's entropy and the cost of its codes.
H, cost = ce.to_bits(ce.entropy(p)), ce.expected_length(p, codes)
assert H <= cost < H + 1
assert sum(2.0 ** -len(code) for code in codes) <= 1
assert ce.expected_length([1.0, 0.0], ce.huffman_code([1.0, 0.0])) == 1  # one is certain
print(f"H = {H:.3f} bits, Huffman {cost:.3f} bits, fixed length {ce.fixed_length(5)} bits")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Words of real English
#
# The same for words: rare words get long codes, common ones very short codes.

# %% tags=["aside"]
# Measure: entropy, code and perplexity of English words.
words, p_words = word_frequencies.load()
word_codes = ce.huffman_code(p_words)
H_words = ce.to_bits(ce.entropy(p_words))
cost, fixed = ce.expected_length(p_words, word_codes), ce.fixed_length(len(words))
assert H_words <= cost < min(H_words + 1, fixed)
print(f"{len(words):,} words: H = {H_words:.2f} bits, Huffman {cost:.2f}, fixed {fixed}")
for word in ["the", "network", "entropy"]:
    print(f"  {word:8s} {word_codes[words.index(word)]}")
print(f"as uncertain as {ce.perplexity(ce.entropy(p_words)):,.1f} equally likely words")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 · A sample promises too much
#
# A sample has a floor of its own: the loss of the model that believes exactly the sample's
# frequencies. On that sample nothing beats it, not even the true probabilities. So it lies, on
# average, *below* the floor of the task; the smaller the sample, the further.

# %% tags=["aside"]
# Draw: the floors of 200 samples of noisy XOR against their size (measured in section 5).
fig, ax = plt.subplots(figsize=(7.8, 3.4))
on_samples = {
    "true probabilities, mean of 200 samples": true_model.mean(axis=0),
    "the sample's frequencies, mean": best.mean(axis=0),
    "the sample's frequencies, lowest": best.min(axis=0),
}
plots.draw_loss_floor(ax, sizes, on_samples, task_floor)
ax.set_ylabel("loss on the sample (nats)")
show(
    "Three curves of the loss on a sample against its size, on a log axis. The true probabilities stay "
    "at the task's floor of 0.3251; the sample's own frequencies start far below, the lowest of 200 "
    "at 0, and come up to it from about 1,000 examples on."
)
assert best[:, 0].min() == 0
assert best[:, 0].mean() < 0.2
assert abs(best[:, 4].mean() - task_floor) < 0.005

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · Momentum, and a second opinion
#
# With **momentum** each step keeps a share $\mu$ of the one before: $v\leftarrow\mu v+\partial
# J/\partial\theta$, $\theta\leftarrow\theta-\eta v$. Down a long valley the steps add up; across it
# they cancel. Nesterov's form steps by $\partial J/\partial\theta+\mu v$, one step ahead. Topic 12 has
# more on it.

# %%
fit = ce.fit_softmax_regression(X, y, n_classes=3, learning_rate=5.0, momentum=0.9)
slow = ce.fit_softmax_regression(X, y, n_classes=3, learning_rate=5.0, momentum=0.0)
for step in [0, 10, 100]:
    print(f"step {step:5,}: {fit.losses[step]:.4f} nats, no momentum {slow.losses[step]:.4f}")
ends = [ce.softmax_regression_forward(X, y, end.W, end.b)[0] for end in (fit, slow)]
print(f"step 2,000: {ends[0]:.4f} nats, no momentum {ends[1]:.4f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Does scikit-learn agree?
#
# The loss is **convex**: it has no valley but the lowest. (Along any line, $\log\sum_s e^{z_s}$ bends
# upwards: its second derivative is a variance. The scores depend linearly on $W$ and $b$, and a sum of
# what bends upwards does, too.) So two correct programs that run long enough reach the same loss,
# whatever their method. scikit-learn uses another one, L-BFGS; `C=inf` turns its usual penalty on large
# weights off.

# %%
from sklearn.linear_model import LogisticRegression

theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X, y)
loss_sklearn, _ = ce.softmax_regression_forward(X, y, theirs.coef_.T, theirs.intercept_)
print(f"ours {ends[0]:.6f}   scikit-learn {loss_sklearn:.6f} nats")

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the loss with momentum, step by step, above the lowest loss there is.
fig, ax = plt.subplots(figsize=(7, 3.2))
steps, curve = np.arange(2_001), [*fit.losses, ends[0]]
plots.draw_training_curve(ax, steps, curve, optimum=loss_sklearn, xscale="symlog")
show(
    "Curve: mean loss in nats against the step, on an axis that is logarithmic from step 1 on. It falls "
    "from 1.10 to below 0.1 within ten steps and then runs along the dashed line of the lowest loss, 0.0397."
)
assert abs(ends[0] - loss_sklearn) < 1e-6
assert ends[0] < ends[1]
assert fit.losses[10] < 0.1
assert round(float(loss_sklearn), 4) == 0.0397

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 13 · The loss settles, the weights do not
#
# Plain gradient descent on all four lengths, with a tenth of the learning rate, to see it happen; the
# weights of the class setosa are a column of $W$:

# %%
plain = ce.fit_softmax_regression(
    X, y, 3, learning_rate=0.5, momentum=0.0, steps=4_000, record_every=1_000
)
for step, W, b in plain.snapshots:
    J, size = ce.softmax_regression_forward(X, y, W, b)[0], np.linalg.norm(W[:, 0])
    print(f"step {step:5,}: loss {J:.4f} nats, setosa's weights {size:.2f} long")

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** The loss falls ever more slowly, but setosa's weights go on growing. Why?
#
# <details><summary>Answer</summary>
#
# One straight cut tells setosa from the others without any error: no setosa has petals longer than
# 1.9 cm, no other flower has shorter ones than 3.0 cm. Pushing setosa's scores further apart makes
# right answers surer still, so some larger weights always give a smaller loss. No finite $W$ is the
# best: the lowest loss is approached and never reached. That is why section 12 compares *losses*
# and not weights. A penalty on $W$ (topic 12) makes the optimum finite.
# </details>

# %% tags=["aside"]
# Prove: the weights grow; no petal of setosa is as long as any other.
assert (np.diff([np.linalg.norm(W[:, 0]) for _, W, _ in plain.snapshots]) > 0).all()
petal_length = X[:, 2] * flowers.scale[2] + flowers.mean[2]  # back to cm
longest, shortest = petal_length[y == 0].max(), petal_length[y != 0].min()
assert (round(float(longest), 1), round(float(shortest), 1)) == (1.9, 3.0)
