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
# A network gives each possible answer a probability. This lecture finds a number that says
# how good those probabilities are, shows how low that number can go, and makes it smaller on real
# data with a gradient you derive yourself.
#
# **About 50 minutes.** After it you can
# - *compute* surprise, entropy, cross entropy and KL divergence, in nats and in bits;
# - *explain* why a classifier's loss is a cross entropy, and what floor it cannot go below;
# - *derive* the gradient $p-y$ of softmax with cross entropy, and *check* it numerically;
# - *write* a softmax that does not overflow, and *fit* softmax regression with it.
#
# **You need** lecture 00, logarithms, the chain rule, and matrix products in NumPy. Folded cells draw,
# load, measure and prove: the asserts in them stop the notebook if a number or an equation of the text
# is wrong. Run them; you may skip reading them.

# %% [markdown] tags=["notes"]
# Instructor's notes · 50 minutes
#
# Sections 1 to 9 take 5, 5, 6, 6, 6, 6, 4, 3 and 9 minutes. For reading at home: perplexity, the last
# lines on the sigmoid, and the sliders of section 6. Short of time? Leave out section 8, too; keep the
# floor of section 5 and the flowers put aside in section 9. Everything under *Further* is for another
# hour.
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
# adds up in $t$, and what adds up and only ever grows is a straight line, $s=ct$. The factor $c>0$
# chooses the base of the logarithm, that is the unit; this is ours to do:
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
    "Curve: surprise in nats against the probability of what happened, falling from above 5 at "
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
# Now $p$ is a whole distribution: outcome $y$ has the probability $p(y)$. When outcomes really follow
# it, the surprise we meet *on average* is the entropy
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
# Instructor's notes · section 2 · 5 minutes
#
# Ask first which distribution over $K$ outcomes is the most uncertain (all equally likely:
# $H = \log K$; section 3 proves it) and which the least (one certain: $H=0$). Ask which letter they
# expect to get the shortest code, before the picture shows it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Entropy is a code length
#
# To send these four outcomes as bits, write `0`, `10`, `110`, `111`. No code word begins another, so
# a message needs no commas; and each has exactly $-\log_2 p$ bits, its surprise. On average we pay
# $H(p)=1.75$ bits; words of one fixed length cost 2. Where $-\log_2 p$ is no whole number, the best
# such code, letter by letter, is **Huffman's**. It costs less than $H+1$ bits (section 10, in Further).
# Letters of English:

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
ax.set_xlabel("letter, most frequent first")
show(
    "Bars: the length in bits of the code word of each letter, most frequent first, from 3 for e to "
    "10 for q. Points: the surprise in bits, always within one bit of its bar. A line at 5 is the fixed "
    "length."
)
print(f"H = {H_letters:.3f} bits, Huffman {cost:.3f} bits, fixed length {fixed} bits")
assert H_letters <= cost < min(H_letters + 1, fixed)
assert (letters[order[0]], bits.min(), bits.max()) == ("e", 3, 10)
assert np.abs(bits - ideal).max() < 1
assert np.isclose(ce.perplexity(ce.entropy(np.full(6, 1 / 6))), 6)
assert round(float(ce.perplexity(ce.entropy(p_letters))), 1) == 18.3
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
# perplexity 6; the 26 letters of English have one of 18.3. (With $H$ in bits it is $2^H$, the same
# number.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Cross entropy: the price of a wrong belief
#
# The world follows $p$; we believe $q$. Then we meet the surprises of $q$ at the rates of $p$. The
# average is the **cross entropy**
#
# $$H(p,q) = \mathbb{E}_{y\sim p}[-\log q(y)] = -\sum_y p(y)\log q(y)$$
#
# Here, too, what never happens, $p(y)=0$, adds nothing, even where $q(y)=0$ as well.
#
# > **Trap.** The order counts: first what happens, then what was believed. The belief stands
# > inside the logarithm.

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 6 minutes
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
# $t=1$. With $t=q/p$, $\;-\mathrm{KL}=\sum p\ln\tfrac qp\le\sum p\,(\tfrac qp-1)\le 1-1=0$ (sums
# over $p>0$, where the $q$ add up to at most 1).
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
# learning could remove. The blue one, $H(p)$, it cannot.
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
# the labels. (Capital $X$, $Y$ are the random input and label, small $x$, $y$ their values.) Which
# $\theta$ is best for the data $D$? **Maximum likelihood** says: the one that makes the observed labels
# most likely. Independent examples multiply their probabilities; $\prod$ multiplies as $\sum$ adds:
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
# The **empirical distribution** says what share of the examples, $|D|$ in number, is exactly $(x,y)$:
#
# $$P_D(x,y) = \frac1{|D|}\sum_{(x',y')\in D}\delta(x=x',\,y=y')$$
#
# where $\delta$ is 1 if what it says is true, else 0. Equal terms of $J$ can now be taken together:
#
# $$\frac{J(\theta)}{|D|} = -\sum_{x,y}P_D(x,y)\log P_\theta(y|x)
# = \mathbb{E}_{P_D}\big[-\log P_\theta(Y|X)\big]$$
#
# The data's rates outside the logarithm, the model's belief inside: averaged over the inputs, the
# **cross entropy** of $P_D(\cdot|x)$ with $P_\theta(\cdot|x)$. The dot stands for all labels: the whole
# distribution at that $x$.

# %% slideshow={"slide_type": "subslide"}
x = np.array([0, 0, 0, 0, 1, 1, 1, 1])  # eight examples, two inputs
y = np.array([0, 0, 0, 1, 1, 1, 1, 1])  # two labels
model = np.array([[0.5, 0.5], [0.3, 0.7]])  # row x is P_θ(Y | X = x)

J = -np.log(model[x, y]).sum()  # example by example: row x, column y

P_D = np.zeros((2, 2))
np.add.at(P_D, (x, y), 1 / len(x))  # P_D[x, y] += … would count a repeated pair only once
expectation = -(P_D * np.log(model)).sum()  # pair by pair
print(f"P_D =\n{P_D}")
print(f"J = {J:.4f}   J/|D| = {J / len(x):.4f}   expectation = {expectation:.4f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# > **Convention.** Mitchell's slides ([M17], see References) set $J$ itself equal to the expectation. The two differ by the factor
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
# $$H_P(Y|X) = \mathbb{E}_P[-\log P(Y|X)] = -\sum_{x,y}P(x,y)\log P(y|x),
# \qquad P(y|x)=\frac{P(x,y)}{P(x)}$$
#
# For every single input $x$, section 3 holds: cross entropy = entropy + KL. Average over the inputs,
# $\mathbb{E}_x$, with the rates $P_D(x)=\sum_y P_D(x,y)$ of the data:
#
# $$\underbrace{\frac{J}{|D|}}_{\text{loss}} = \underbrace{H_{P_D}(Y|X)}_{\text{floor}} +
# \underbrace{\mathbb{E}_x\,\mathrm{KL}\big(P_D(\cdot|x)\,\|\,P_\theta(\cdot|x)\big)}_{\text{gap}}$$
#
# The gap is what training could remove, if the model is flexible enough. The floor stays.

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
truth = P_D / P_x[:, None]  # P_D(y|x), row by row; an x that never occurs would give 0/0
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
assert (round(np.log(2), 3), round(float(np.exp(J / len(x))), 2)) == (0.693, 1.69)

# %% [markdown]
# Is a loss of 0.525 good? Compare: to guess among $R$ labels costs $\ln R$, here 0.693, and the floor is
# 0.281. The exponential of a loss is the model's perplexity: here it is as unsure as among
# $e^{0.525}=1.69$ equally likely labels.

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
# No: the floor of the task is about *new* examples: on average over them no model gets below 0.325.
# These 30 have a floor of their own, the $H_{P_D}(Y|X)$ of their counts: of 200 such samples, 66% have
# one below 0.29. The model may have learnt their noise (**overfitting**), or the 30 may hold few
# wrong labels by luck: on 44% even the true probabilities get below 0.29. Only many new examples can tell.
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
Z = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])  # two examples, a row each
E = np.exp(Z)
P = E / E.sum(axis=1, keepdims=True)  # a sum for each row, kept as a column (2, 1)
print(P.round(3))

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 6 minutes
#
# The sliders are for home. Before the overflow cell, ask what $e^{10000}$ is in float64, and
# what infinity divided by infinity is. If you do show the sliders, ask what happens to the entropy
# before you move the temperature: it rises with $T$ and never passes $\ln 3$.

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
#
# <details><summary>Answer</summary>
#
# Neither: they share alike at every temperature, and as it falls each goes to ½.
# </details>

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then move the scores and the temperature.
from utils.widgets import cross_entropy as explore

explore.explore_softmax()

# %% tags=["aside"]
# Prove: softmax, sigmoid, and where exponentials end.
assert np.allclose(by_hand, ce.softmax([2.0, 1.0, 0.0]))
assert np.allclose(P, [by_hand, np.full(3, 1 / 3)])
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
# What the model said, minus what was true. (One label is a distribution, too: $\ell=-\sum_r y_r\log p_r
# = H(y,p)$. As $H(y)=0$, this loss is all KL.)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 4 minutes
#
# Derive it on the board; the slide is the record. Ask which score is pushed hardest, and
# why the three numbers sum to zero (both $p$ and $y$ sum to 1, and adding a constant to all scores
# must not change the loss).

# %% [markdown] slideshow={"slide_type": "subslide"}
# By hand, for the scores $(2, 1, 0)$ and the true class 1, the second: $e^2+e^1+e^0 = 7.389+2.718+1 =
# 11.107$, so $p = (0.665, 0.245, 0.090)$, the loss is $\ln 11.107 - 1 = 1.408$ nats, and
# $p-y = (0.665, -0.755, 0.090)$.
#
# > **Trap.** One symbol, three forms. As a vector $y$ is one-hot; as an index, in formulas too, it is
# > the class number; with a sigmoid it is 0 or 1. In code `np.eye(R)[y]` makes one-hot rows of numbers.

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
# Along $-(p-y)$ the *scores* would go (training moves $W$): the true class's up, every other down, each
# in proportion to its error. Arrows: $-(p-y)$, the push on each score. Class 2's *probability* even
# rises at first, as class 0 falls more. Trust the gradient by **central differences** (topic 00):
# $\big(\ell(z_r+\varepsilon)-\ell(z_r-\varepsilon)\big)/2\varepsilon$ with a small $\varepsilon$
# agrees with $p_r-y_r$ to nine decimals. Every gradient of this course is tested so.

# %% tags=["aside"]
# Draw: p, its target and the push on each score; prove: the derivation, central differences, code and numbers.
from utils.numpy_impl.core.gradient_check import numerical_gradient

fig, ax = plt.subplots(figsize=(7.5, 3.2))
plots.draw_gradient(ax, p[0], one_hot[0], ["0", "1 (true)", "2"], dz[0])
show(
    "Bars of the probabilities of three classes, an outline up to 1 for the true class, and an arrow at "
    "each, as long as the push on its score: up by 0.755 for the true class, down by 0.665 and 0.090."
)
again, cache = ce.softmax_cross_entropy_forward(z, label)
assert np.allclose(dz, ce.softmax_cross_entropy_backward(1.0, cache))  # 1.0 = ∂ℓ/∂ℓ
numerical = numerical_gradient(lambda z: ce.softmax_cross_entropy_forward(z, label)[0], z)
assert np.abs(numerical - dz).max() < 1e-9
assert p.round(3).tolist() == [[0.665, 0.245, 0.090]]
assert round(float(loss), 3) == round(float(again), 3) == round(np.log(11.107) - 1, 3) == 1.408
assert dz.round(3).tolist() == [[0.665, -0.755, 0.090]]
assert np.isclose(dz.sum(), 0)
assert ce.entropy(one_hot[0]) == 0
assert np.isclose(ce.kl_divergence(one_hot[0], p[0]), loss)
after = ce.softmax(z - 0.1 * dz)[0]  # a small step of the scores
assert (np.sign(after - p[0]) == [-1, 1, 1]).all()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · Why not the squared error?
#
# Take a sigmoid output $p=\sigma(z)$ and the squared error $\tfrac12(p-y)^2$. The sigmoid's slope is
# $\sigma'(z)=p\,(1-p)$, and the chain rule brings it in:
#
# $$\frac{\partial}{\partial z}\,\tfrac12(p-y)^2 = (p-y)\,p\,(1-p)$$
#
# When the output is wrong *and* sure, $p(1-p)$ is almost zero. For $y=1$: once $p$ is below ⅓, the
# surer the mistake, the less is learnt from it. The output **saturates**. With cross entropy the
# logarithm cancels that factor:
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
assert abs(p[np.abs(grad_se).argmax()] - 1 / 3) < 0.01  # steepest there, flatter on both sides

# reduction "sum" gives every score its own gradient
_, cache = ce.sigmoid_cross_entropy_forward(z, y, reduction="sum")
assert np.allclose(grad_ce, ce.sigmoid_cross_entropy_backward(1.0, cache))
_, cache = ce.sigmoid_squared_error_forward(z, y, reduction="sum")
assert np.allclose(grad_se, ce.sigmoid_squared_error_backward(1.0, cache))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Softmax regression on iris, by hand
#
# 150 flowers of three species, four lengths each; every column is **standardised** (mean 0, standard
# deviation 1), so that one learning rate suits all four. One linear layer gives three scores. $X$, $Y$
# and $P$ are matrices now, with a row for each example ($Z_n$ is row $n$ of $Z$): $X\,(N,D)$,
# $W\,(D,R)$, $b\,(R)$. From here on $J$ is the mean of the losses, what section 4 called $J/|D|$:
#
# $$Z = XW + b, \qquad J = \frac1N\sum_n -\log \mathrm{softmax}(Z_n)_{y_n}$$
#
# Backwards: with $P$ the softmax of $Z$, row by row, and one-hot rows $Y$, both $(N,R)$, section 7 gives
# $\partial J/\partial Z = G = \frac1N(P-Y)$. A weight $W_{dr}$ acts on every example through
# $Z_{nr}=\sum_d X_{nd}W_{dr}+b_r$, so the chain rule sums over $n$: $\sum_n X_{nd}G_{nr}$. As matrices:
#
# $$\frac{\partial J}{\partial W} = X^\top G \qquad \frac{\partial J}{\partial b} = \sum_n G_n$$

# %% [markdown] tags=["notes"]
# Instructor's notes · section 9 · 9 minutes
#
# Check the shapes aloud: $(D,N)(N,R)=(D,R)$, the shape of $W$; a gradient always has the shape of what
# it belongs to. In the live picture start at step 0 (no boundary: all three equally likely), then
# drag. Let the room guess before the flowers put aside: more right or fewer, dearer or cheaper?

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Walk downhill
#
# $W \leftarrow W - \eta\,\partial J/\partial W$, the same for $b$, with learning rate $\eta=5$, found by
# trying. That is larger than topic 00's $2/L$, about 2, allows at the start; but the curvature, like
# $p(1-p)$, shrinks as the model gets surer, and here the loss falls at every step. (With $\eta=8$ it does
# not.) Start at zero: all classes are equally likely, and the loss is $\ln 3$. `losses` has the loss
# *before* each step, here and in the lab.

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
# ### Watch the boundary settle
#
# The same training on two of the four lengths, so that it fits in a plane, with $\eta=0.5$ and 200 steps.
# The borders are straight, because scores are linear. **Try this**: start at step 0 and move on. Then
# choose sepal length and width: which two species stay mixed?
#
# <details><summary>Answer</summary>
#
# Versicolor and virginica: after 200 steps 26 of these 100 are taken for the other. Of setosa only one
# of 50 is mistaken.
# </details>

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then move the step and the learning rate.
from utils.widgets import cross_entropy as explore

explore.explore_decision_boundary()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The same in torch
#
# Its **autograd** applies the chain rule for us, and its `cross_entropy` wants scores and class
# numbers, and takes the softmax itself. The same steps, so the same losses. (With *momentum* they fall
# sooner: section 12, in Further.)

# %%
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
inputs, labels = torch.tensor(X), torch.tensor(y)
layer = torch.nn.Linear(4, 3, dtype=torch.float64)
torch.nn.init.zeros_(layer.weight)
torch.nn.init.zeros_(layer.bias)
optimiser = torch.optim.SGD(layer.parameters(), lr=5.0)
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
# Put every third flower aside, train on the other 100 as above, and ask about both: how many it gets
# right, and how surprised it is. There are three ways to choose the thirds. In one split new flowers
# cost less than those it was trained on, in two more; on average 1.8 times as much. Right answers
# hardly differ: the loss shows it.

# %% tags=["aside"]
# Measure: right answers and loss on both parts; prove: the gradients, and that ours and torch agree.
costs, shares = np.empty((3, 2)), []
for third in range(3):
    aside = np.arange(len(X)) % 3 == third
    on_100 = ce.fit_softmax_regression(X[~aside], y[~aside], 3, momentum=0.0)
    for k, (words, rows) in enumerate((("trained on", ~aside), ("put aside", aside))):
        costs[third, k], _ = ce.softmax_regression_forward(X[rows], y[rows], on_100.W, on_100.b)
        right = ((X[rows] @ on_100.W + on_100.b).argmax(axis=1) == y[rows]).mean()
        J = costs[third, k]
        shares.append(right)
        print(f"{words:10s}  {rows.sum():3d} flowers: {right:.0%} right, loss {J:.3f} nats")
assert (costs[:, 1] < costs[:, 0]).sum() == 1
assert round(costs[:, 1].sum() / costs[:, 0].sum(), 1) == 1.8
assert max(shares) - min(shares) < 0.02

assert np.isclose(losses[0], np.log(3))
curvature = np.linalg.eigvalsh(np.cov(X.T, bias=True)).max() / 3  # at W = 0; for b alone it is 1/3
assert round(2 / curvature, 1) == 2.1
assert (np.diff(losses) < 0).all()
assert (
    np.diff(ce.fit_softmax_regression(X, y, 3, learning_rate=8.0, momentum=0.0).losses) > 0
).any()
ours = ce.fit_softmax_regression(X, y, 3, learning_rate=5.0, momentum=0.0).losses
assert np.abs(ours - losses).max() < 1e-6
assert np.abs(ours - in_torch).max() < 1e-6
sepals = ce.fit_softmax_regression(X[:, :2], y, 3, learning_rate=0.5, momentum=0.0, steps=200)
confused = Y.T @ np.eye(3)[(X[:, :2] @ sepals.W + sepals.b).argmax(axis=1)]  # row: the true species
assert confused[1, 2] + confused[2, 1] == 26
assert confused[0].tolist() == [49, 1, 0]
W_any, b_any = rng.normal(size=(4, 3)), rng.normal(size=3)
J, cache = ce.softmax_regression_forward(X, y, W_any, b_any)
G = (ce.softmax(X @ W_any + b_any) - Y) / len(X)
_, dW, db = ce.softmax_regression_backward(1.0, cache)
assert np.allclose(dW, X.T @ G)
assert np.allclose(db, G.sum(axis=0))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - Surprise is $-\log p$; entropy is the surprise to expect; its exponential is the perplexity.
# - Believing $q$ in a world of $p$ costs $H(p,q) = H(p) + \mathrm{KL}(p\|q)$.
# - A classifier's mean loss is, averaged over the inputs, the cross entropy of the data's labels with
#   the model's. Its floor is $H(Y|X)$; only the KL part can be trained away, if the model is flexible
#   enough.
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
    "near the task's floor of 0.3251; the sample's own frequencies start far below, the lowest of 200 "
    "at 0; their mean comes near the dotted line of that floor from about 1,000 examples on."
)
assert best[:, 0].min() == 0
assert best[:, 0].mean() < 0.2
assert abs(best[:, 4].mean() - task_floor) < 0.005

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · Momentum, and a second opinion
#
# With **momentum** each step keeps a share $\mu$ of the one before: $v\leftarrow\mu v+\partial
# J/\partial\theta$, $\theta\leftarrow\theta-\eta v$. Down a long valley the steps add up; across it
# they cancel. Nesterov's form steps by $\partial J/\partial\theta+\mu v$, one step ahead. In torch that
# is `torch.optim.SGD(…, momentum=0.9, nesterov=True)`. Topic 12 has more on it.

# %%
fit = ce.fit_softmax_regression(X, y, n_classes=3, learning_rate=5.0, momentum=0.9)
slow = ce.fit_softmax_regression(X, y, n_classes=3, learning_rate=5.0, momentum=0.0)
for step in [0, 10, 100]:
    print(f"step {step:5,}: {fit.losses[step]:.4f} nats, no momentum {slow.losses[step]:.4f}")
ends = [ce.softmax_regression_forward(X, y, end.W, end.b)[0] for end in (fit, slow)]
print(f"step 2,000: {ends[0]:.4f} nats, no momentum {ends[1]:.4f}")

# %% tags=["aside"]
# Prove: torch takes the same steps with `momentum=0.9, nesterov=True`.
torch.nn.init.zeros_(layer.weight)
torch.nn.init.zeros_(layer.bias)
optimiser = torch.optim.SGD(layer.parameters(), lr=5.0, momentum=0.9, nesterov=True)
for step in range(2_000):
    loss = F.cross_entropy(layer(inputs), labels)
    assert abs(loss.item() - fit.losses[step]) < 1e-6
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()

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
drawn = plots.draw_training_curve(ax, steps, curve, optimum=loss_sklearn, xscale="symlog")
drawn["now"].set_label("after 2,000 steps")
ax.legend(loc="upper right")
show(
    "Curve: mean loss in nats against the step, on an axis that is logarithmic from step 1 on. It falls "
    "from 1.10 to below 0.1 within ten steps and then runs along the dashed line of the lowest loss, 0.0397, to a dot at step 2,000."
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
