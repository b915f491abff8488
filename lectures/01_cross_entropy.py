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
# **You need** logarithms, the chain rule, and matrix products in NumPy.

# %% [markdown] slideshow={"slide_type": "notes"}
# **50 minutes:** sections 1 to 9 take 5, 8, 6, 5, 7, 6, 5, 3 and 5. Short of time? Leave out the
# words in section 2, the picture of the sample floors in section 5, torch in section 9.
#
# Run every cell before the room fills. Every question has its answer folded away below it: let
# neighbours talk for half a minute before you open it.

# %% slideshow={"slide_type": "skip"}
import matplotlib.pyplot as plt
import numpy as np

from utils.numpy_impl import cross_entropy as ce
from utils.plots import cross_entropy as plots
from utils.plots import style

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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 1, 5 minutes.** Start with the room, not with the formula: let two volunteers forecast
# tomorrow's weather as probabilities, and ask how to pay them so that honest forecasts pay best.
# "By minus the logarithm" is one answer, and the one this lecture follows. Ask for the value at
# $p=1$ and at $p\to0$ before you show the curve.

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(7, 3.2))
marks = {"heads of a fair coin": 1 / 2, "a six": 1 / 6, "two sixes": 1 / 36}
plots.draw_surprise(ax, marks={name: (p, ce.surprise(p)) for name, p in marks.items()})
plt.show()

# %% [markdown]
# Two dice both show a six: the probabilities multiply, the surprises add. The point for two sixes
# is twice as high as the point for one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The unit: nats or bits
#
# With the natural logarithm $\ln$ the unit is the **nat**; with the logarithm to base 2 it is the
# **bit**, the surprise of one fair coin. One nat is $1/\ln 2 = 1.4427$ bits. This course counts in
# nats unless a name says bits: $\log$ in a formula is $\ln$.
#
# > **Trap.** `np.log` is $\ln$ and `np.log2` has base 2. An answer that is wrong by a factor of
# > 1.44 or 0.69 has them mixed up.

# %%
coin, six, two_sixes = ce.surprise(1 / 2), ce.surprise(1 / 6), ce.surprise(1 / 36)
assert np.isclose(two_sixes, six + six)
assert round(float(ce.to_bits(1.0)), 4) == 1.4427
print(f"heads:    {coin:.4f} nats = {ce.to_bits(coin):.4f} bit")
print(f"one six:  {six:.4f} nats, two sixes: {two_sixes:.4f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** One forecaster said 0.9 and was right; another said 0.99 and was right. By how much
# do their surprises differ? Now both are wrong: what they gave 0.1 and 0.01 has happened. And now?
#
# <details><summary>Answer</summary>
#
# Right: $-\ln 0.9 + \ln 0.99 = 0.095$ nats, hardly anything. Wrong: $-\ln 0.01 + \ln 0.1 = \ln 10 =
# 2.303$ nats. Being surer gains little when you are right and costs a lot when you are wrong.
# </details>

# %%
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
average = ce.to_bits(ce.surprise(p))[drawn].mean()
assert np.isclose(H, ce.to_bits(ce.entropy(p)))
assert abs(average - H) < 0.01
print(f"H(p) = {H} bits; average surprise of 100,000 outcomes: {average:.2f} bits")

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 2, 8 minutes.** Ask first which of $K$ outcomes' distributions is the most uncertain
# (all equally likely: $H = \log K$; section 3 proves it) and which the least (one certain: $H=0$).
# Build the tree on the board with the room calling out the two rarest each time. At the letters,
# ask which letter they expect to get the shortest code.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Entropy is a code length
#
# To send these four outcomes as bits, write `0`, `10`, `110`, `111`. No code word begins another,
# so a message needs no commas; and each has exactly $-\log_2 p$ bits, its surprise. On average we
# pay $H(p)=1.75$ bits. Words of one fixed length cost 2.
#
# **Huffman's** rule finds the best such code for any $p$: join the two rarest outcomes into one,
# again and again; then read the joins from the last to the first as a tree.

# %%
codes = ce.huffman_code(p)
assert codes == ["0", "10", "110", "111"]
assert ce.fixed_length(4) == 2
print(codes, "cost", ce.expected_length(p, codes), "bits on average")

# %% slideshow={"slide_type": "subslide"}
weather = ["sun", "cloud", "rain", "snow", "fog"]
p = np.array([0.35, 0.2, 0.2, 0.15, 0.1])
codes = ce.huffman_code(p)
fig, ax = plt.subplots(figsize=(7.5, 3.3))
plots.draw_huffman_tree(ax, p, codes, weather)
plt.show()

# %% [markdown]
# The joins, from the rarest: snow with fog makes 0.25; cloud with rain makes 0.40; the 0.25 with sun
# makes 0.60; and then two are left. A code word says the way down: left is `0`, right is `1`.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Within one bit of the entropy
#
# Now $-\log_2 p$ is not a whole number, and a code word must have whole bits. Rounding each
# surprise *up* costs less than one bit more, such a code exists, and Huffman's is at least as good:
#
# $$H \;\le\; \text{average length} \;<\; H+1$$
#
# (If one outcome is certain, $H=0$; then one bit is still sent, and $<$ becomes $\le$.)

# %%
H, cost = ce.to_bits(ce.entropy(p)), ce.expected_length(p, codes)
assert H <= cost < H + 1
assert ce.expected_length([1.0, 0.0], ce.huffman_code([1.0, 0.0])) == 1  # one is certain
print(f"H = {H:.3f} bits, Huffman {cost:.3f} bits, fixed length {ce.fixed_length(5)} bits")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Letters of real English
#
# How often each letter turns up in English text, weighted by how often each word is used:

# %%
from utils.data import word_frequencies

letters, p_letters = word_frequencies.letter_frequencies()
letter_codes = ce.huffman_code(p_letters)
H_letters = ce.to_bits(ce.entropy(p_letters))
cost, fixed = ce.expected_length(p_letters, letter_codes), ce.fixed_length(26)
assert H_letters <= cost < min(H_letters + 1, fixed)
print(f"H = {H_letters:.3f} bits, Huffman {cost:.3f} bits, fixed length {fixed} bits")

# %% slideshow={"slide_type": "subslide"}
order = np.argsort(-p_letters)  # most frequent first
bits = np.array([len(code) for code in letter_codes])
ideal = ce.to_bits(ce.surprise(p_letters))
names = [letters[i] for i in order]
fig, ax = plt.subplots(figsize=(9, 3.4))
plots.draw_code_lengths(ax, names, bits[order], ideal[order], fixed)
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# The same for words: rare words get long codes, common ones very short codes.

# %%
words, p_words = word_frequencies.load()
word_codes = ce.huffman_code(p_words)
H_words = ce.to_bits(ce.entropy(p_words))
cost, fixed = ce.expected_length(p_words, word_codes), ce.fixed_length(len(words))
assert H_words <= cost < min(H_words + 1, fixed)
print(f"{len(words):,} words: H = {H_words:.2f} bits, Huffman {cost:.2f}, fixed {fixed}")
for word in ["the", "network", "entropy"]:
    print(f"  {word:8s} {word_codes[words.index(word)]}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Perplexity
#
# Entropies are hard to picture. The **perplexity** $\exp(H)$, with $H$ in nats, is easier: the
# number of *equally likely* outcomes that would be just as uncertain. A fair die has $H=\ln 6$, so
# perplexity 6. (With $H$ in bits it is $2^H$, the same number.)

# %%
assert np.isclose(ce.perplexity(ce.entropy(np.full(6, 1 / 6))), 6)
assert np.isclose(ce.perplexity(ce.entropy(p_letters)), 2**H_letters)
for name, q in {"letters": p_letters, "words": p_words}.items():
    size = ce.perplexity(ce.entropy(q))
    print(f"{name + ':':8s} as uncertain as {size:,.1f} equally likely ones, of {len(q):,}")

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

# %%
p = np.array([0.7, 0.2, 0.1])  # the world: sun, rain, snow
q = np.array([0.4, 0.4, 0.2])  # our belief
H_p, H_pq = ce.entropy(p), -(p * np.log(q)).sum()
assert np.isclose(H_pq, ce.cross_entropy(p, q))
assert not np.isclose(H_pq, ce.cross_entropy(q, p))
print(f"H(p) = {H_p:.3f}   H(p, q) = {H_pq:.3f}   H(q, p) = {ce.cross_entropy(q, p):.3f} nats")

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 3, 6 minutes, three of them with the sliders.** Ask for a prediction before each slider
# moves. Good ones to try: $q$ equal to $p$ (the orange bar on the right goes away); one $q$ near 0
# (its bar leaves the picture, the text still gives the value); $p$ certain (the blue bar goes away
# and all that is left could be learnt).

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
KL = (p * np.log(p / q)).sum()
assert np.isclose(KL, ce.kl_divergence(p, q))
assert np.isclose(H_pq, H_p + KL)
assert np.isclose(ce.kl_divergence(p, np.full(3, 1 / 3)), np.log(3) - H_p)
print(f"H(p) = {H_p:.3f}  +  KL(p‖q) = {KL:.3f}  =  H(p, q) = {H_p + KL:.3f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Move $q$ towards $p$
#
# Each distribution has three weights, scaled to sum to 1. On the right, watch the orange bar: it is
# what learning can remove. The blue one it cannot.

# %% tags=["nbval-ignore-output"]
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
# not a distance: its first argument decides which surprises count.
# </details>

# %%
fair, heads = [0.5, 0.5], [1.0, 0.0]
assert ce.kl_divergence(fair, heads) == np.inf
assert np.isclose(ce.kl_divergence(heads, fair), np.log(2))
print(f"the p and q above: KL(p‖q) = {KL:.4f}, KL(q‖p) = {ce.kl_divergence(q, p):.4f} nats")

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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 4, 5 minutes.** The one step that needs care is from a sum over examples to a sum over
# *different* pairs: let the room count the pairs of the eight examples by hand before you run the
# cell. Then ask what happens to $J$ and to $J/|D|$ when every example is there twice.

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

# %% [markdown] slideshow={"slide_type": "subslide"}
# Eight examples, two inputs, two labels. Row $x$ of `model` is $P_\theta(Y|X=x)$.

# %%
x = np.array([0, 0, 0, 0, 1, 1, 1, 1])
y = np.array([0, 0, 0, 1, 1, 1, 1, 1])
model = np.array([[0.5, 0.5], [0.3, 0.7]])

J = -np.log(model[x, y]).sum()  # example by example: row x, column y
P_D = ce.empirical_joint(x, y, n_x=2, n_y=2)
expectation = -(P_D * np.log(model)).sum()  # pair by pair
assert np.isclose(J / len(x), expectation)
assert np.isclose(expectation, ce.conditional_cross_entropy(P_D, model))
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

# %%
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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 5, 7 minutes.** The heart of the lecture. At the bars ask: which part goes away with more
# training? With a larger network? (Only the orange one, in both cases.) At noisy XOR ask for the
# best possible accuracy (0.9) and whether accuracy or loss says more about the model. Give the
# question on 30 examples a full minute; it comes back in topic 02.

# %% [markdown] slideshow={"slide_type": "subslide"}
# The eight examples once more: input 0 has mixed labels, input 1 has not.

# %%
truth = ce.conditional(P_D)  # P_D(y|x), row by row
floors, gaps = ce.entropy(truth), ce.kl_divergence(truth, model)  # one for each x
P_x = P_D.sum(axis=1)
floor, gap = P_x @ floors, P_x @ gaps  # the average over x
assert np.allclose((floor, gap), ce.decompose(P_D, model))
assert np.isclose(floor, ce.conditional_entropy(P_D))
assert np.isclose(floor + gap, J / len(x))

# %%
fig, ax = plt.subplots(figsize=(7.5, 3.2))
plots.draw_decomposition(ax, [*floors, floor], [*gaps, gap], ["x = 0", "x = 1", "mean over x"])
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A task with a known floor: noisy XOR
#
# Two bits $x_1, x_2$, each a fair coin. The label says whether they differ, but is wrong one time
# in ten. Topic 02 trains a network on this, and we know where its loss must stop before any
# training. Whatever the input, the labels have probabilities 0.9 and 0.1:
#
# $$H(Y|X) = -0.9\ln 0.9 - 0.1\ln 0.1 = 0.32508\text{ nats} = 0.46900\text{ bits}$$

# %%
from utils.data import noisy_xor

P_task = noisy_xor.distribution()  # row x = 2 x1 + x2
task_floor = ce.conditional_entropy(P_task)
assert np.isclose(task_floor, -0.9 * np.log(0.9) - 0.1 * np.log(0.1))
assert round(float(task_floor), 5) == 0.32508
assert round(float(ce.to_bits(task_floor)), 5) == 0.46900
print(f"floor: {task_floor:.5f} nats = {ce.to_bits(task_floor):.5f} bits")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A sample promises too much
#
# A sample has a floor of its own: the loss of the model that believes exactly the sample's
# frequencies. On that sample nothing beats it, not even the true probabilities. So it lies, on
# average, *below* the floor of the task; the smaller the sample, the further.

# %%
sizes = np.array([10, 30, 100, 300, 1_000, 3_000, 10_000])
best, true_model = np.empty((200, len(sizes))), np.empty((200, len(sizes)))
for s in range(len(best)):
    X, y = noisy_xor.sample(sizes[-1], rng)
    for k, n in enumerate(sizes):
        P_n = ce.empirical_joint(noisy_xor.index(X[:n]), y[:n], 4, 2)
        best[s, k] = ce.conditional_entropy(P_n)
        true_model[s, k] = ce.conditional_cross_entropy(P_n, ce.conditional(P_task))
assert (best <= true_model + 1e-12).all()

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(7.8, 3.5))
losses = {
    "true probabilities, mean of 200 samples": true_model.mean(axis=0),
    "the sample's frequencies, mean": best.mean(axis=0),
    "the sample's frequencies, lowest": best.min(axis=0),
}
plots.draw_loss_floor(ax, sizes, losses, task_floor)
ax.set_ylabel("loss on the sample (nats)")
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** A model reaches a loss of 0.29 nats on the 30 noisy XOR examples it was trained on.
# The floor of the task is 0.325. Is the model better than possible?
#
# <details><summary>Answer</summary>
#
# No: the floor of the task is an average over *new* examples, and there no model gets below 0.325.
# These 30 have a floor of their own, often below 0.29. The model may have learnt their noise
# (**overfitting**), or the 30 may hold few wrong labels by luck. Only new data can tell.
# </details>

# %%
share, luck = (best[:, 1] < 0.29).mean(), (true_model[:, 1] < 0.29).mean()
assert share > 0.5
print(f"of 200 samples of 30 examples, {share:.0%} have a floor below 0.29 nats;")
print(f"on {luck:.0%} even the true probabilities get below 0.29, by luck alone")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · From scores to probabilities
#
# A linear layer gives **scores** $z$, any real numbers, also called **logits**. We need
# probabilities: positive, with sum 1. Exponentials make every score positive, dividing by their sum
# makes them add to one. For $R$ classes that is the **softmax**:
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
assert np.allclose(by_hand, ce.softmax(z))
assert np.allclose(by_hand, ce.softmax(z + 100.0))
print("softmax of (2, 1, 0):", by_hand.round(3))

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 6, 6 minutes, two of them with the sliders.** Before the overflow cell, ask what
# $e^{10000}$ is in float64, and what infinity divided by infinity is. In the live picture drag the
# temperature first, then one score. Ask what happens to the entropy before you move it: it rises
# with $T$ and never passes $\ln 3$. Make the two largest scores equal and cool down: they share.

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

# %%
z = np.linspace(-6, 6, 5)
two = ce.softmax(np.stack([np.zeros_like(z), z], axis=1))
p = ce.sigmoid(z)
assert np.allclose(two[:, 1], p)
assert np.allclose(np.log(p / (1 - p)), z)
for score, probability in zip(z, p, strict=True):
    print(f"z = {score:4.1f}   P(Y=1) = {probability:.3f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### It overflows, unless you subtract the largest score
#
# In float64 $e^{z}$ is infinite beyond $z = 709.78$, in float32, which most networks use, beyond 88.7;
# and a large score is no error: it is a confident network. Only differences count, so subtract the largest score $m=\max_s z_s$, that is,
# take $e^m$ out of the sum:
#
# $$\log\sum_s e^{z_s} = \log\Big(e^m\sum_s e^{z_s-m}\Big) = m + \log\sum_s e^{z_s-m}$$
#
# Now every exponent is at most 0 and one of them is exactly 0: no overflow, no $\log 0$. With this
# **log-sum-exp**, the logarithm of the softmax is a subtraction:
#
# $$\log p_r = z_r - \log\sum_s e^{z_s}$$

# %% slideshow={"slide_type": "subslide"}
z = np.array([1e4, 0.0, -1e4])
with np.errstate(over="ignore", invalid="ignore"):
    assert np.isfinite(np.exp(709.78))
    assert np.isinf(np.exp(709.79))
    assert np.isfinite(np.exp(np.float32(88.7)))
    assert np.isinf(np.exp(np.float32(88.8)))
    naive = np.exp(z) / np.exp(z).sum()
m = z.max()
assert m + np.log(np.exp(z - m).sum()) == ce.log_sum_exp(z)
print("naive softmax:     ", naive)
print("stable softmax:    ", ce.softmax(z))
print("stable log-softmax:", ce.log_softmax(z))

# %% [markdown]
# The log-softmax keeps what the softmax rounds to zero: if the last class is the true one, the loss
# is 20,000 nats and not infinity.
#
# > **Trap.** `np.log(softmax(z))` is $\log 0$ there, however stable the softmax. A network's loss is
# > computed from its scores. (Earlier cells take $-\log$ of probabilities, but of ones that were typed
# > in or lie between scores of −10 and 10: nothing is rounded to 0 there.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Temperature
#
# Divide the scores by a **temperature** $T>0$ before the softmax: $p=\mathrm{softmax}(z/T)$. Their
# order stays; how sure we are changes. As $T\to0$ the largest score takes all; as $T\to\infty$ all
# classes become equally likely.

# %% tags=["nbval-ignore-output"]
from utils.widgets import cross_entropy as explore

explore.explore_softmax()

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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 7, 5 minutes.** Derive it on the board; the slide is the record. Ask which class changes
# most at the next step, and why the three numbers sum to zero (both $p$ and $y$ sum to 1, and adding
# a constant to all scores must not change the loss).

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
J, cache = ce.softmax_cross_entropy_forward(z, label)
dz = ce.softmax_cross_entropy_backward(1.0, cache)  # 1.0 = dJ/dJ: we start at the loss
p, one_hot = ce.softmax(z), np.eye(3)[label]
assert np.allclose(dz, p - one_hot)
assert p.round(3).tolist() == [[0.665, 0.245, 0.090]]
assert round(float(J), 3) == round(np.log(11.107) - 1, 3) == 1.408
assert dz.round(3).tolist() == [[0.665, -0.755, 0.090]]
assert np.isclose(dz.sum(), 0)
print("p     ", p.round(3))
print("p - y ", dz.round(3), " loss", J.round(3), "nats")

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(7.5, 3.4))
plots.draw_gradient(ax, p[0], one_hot[0], ["0", "1 (true)", "2"], dz[0])
plt.show()

# %% [markdown]
# A descent step moves the *scores* by $-(p-y)$: the true class up, every other down, each in
# proportion to its error.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Trust it by central differences
#
# Move each score by a small $\varepsilon$ both ways and see how the loss answers:
#
# $$\frac{\partial \ell}{\partial z_r} \approx \frac{\ell(z_r+\varepsilon)-\ell(z_r-\varepsilon)}{2\varepsilon}$$
#
# It needs two losses for every number, so it is too slow to train with, but it needs no derivation
# that could be wrong. Every gradient in this course is tested against it.

# %%
from utils.numpy_impl.core.gradient_check import numerical_gradient

numerical = numerical_gradient(lambda z: ce.softmax_cross_entropy_forward(z, label)[0], z)
error = np.abs(numerical - dz).max()
assert error < 1e-9
print("largest difference below 1e-9:", error < 1e-9)

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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 8, 3 minutes.** Show the right picture with the left end covered and ask for the dashed
# curve at $z=-10$. Most expect it to be the largest there.

# %% slideshow={"slide_type": "subslide"}
z = np.linspace(-10, 10, 401)
y = np.ones(len(z), dtype=int)  # the true class is 1 at every score
p = ce.sigmoid(z)
loss_ce, loss_se = -np.log(p), (p - y) ** 2 / 2

# with reduction "sum" every score gets its own gradient
_, cache = ce.sigmoid_cross_entropy_forward(z, y, reduction="sum")
grad_ce = ce.sigmoid_cross_entropy_backward(1.0, cache)
_, cache = ce.sigmoid_squared_error_forward(z, y, reduction="sum")
grad_se = ce.sigmoid_squared_error_backward(1.0, cache)
assert np.allclose(grad_ce, p - y)
assert np.allclose(grad_se, (p - y) * p * (1 - p))

# %% slideshow={"slide_type": "subslide"}
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.4))
plots.draw_losses_on_sigmoid(*axes, z, loss_ce, loss_se, grad_ce, grad_se)
plt.show()

# %%
i = np.argmin(np.abs(z + 8))
print("gradients at z = -8, where the true class is 1:")
print(f"  cross entropy {grad_ce[i]:.4f}, squared error {grad_se[i]:.6f}")
assert abs(grad_ce[i] / grad_se[i]) > 2_900

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

# %% [markdown] slideshow={"slide_type": "notes"}
# **Section 9, 5 minutes.** Check the shapes aloud: $(D,N)(N,R)=(D,R)$, the shape of $W$; a gradient
# always has the shape of what it belongs to. In the live picture start at step 0 (no boundary: all
# three equally likely), then drag; try the two sepal lengths, where two species stay mixed. Leave
# the last question for the way home if the clock says so.

# %% slideshow={"slide_type": "subslide"}
from utils.data import iris

flowers = iris.load()
X, y = flowers.X, flowers.y
W, b = rng.normal(size=(4, 3)), rng.normal(size=3)

Z = X @ W + b
P, Y = ce.softmax(Z), np.eye(3)[y]
G = (P - Y) / len(X)
dW, db, dX = X.T @ G, G.sum(axis=0), G @ W.T

# %%
J, cache = ce.softmax_regression_forward(X, y, W, b)
for ours, theirs in zip((dX, dW, db), ce.softmax_regression_backward(1.0, cache), strict=True):
    assert np.allclose(ours, theirs)
print(f"loss with random weights: {J:.3f} nats; with no idea at all: ln 3 = {np.log(3):.3f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Walk downhill
#
# $W \leftarrow W - \eta\,\partial J/\partial W$, the same for $b$, with learning rate $\eta=5$, found by
# trying: it may be that large because the gradients become small as the flowers are told apart. Start
# at zero: all classes are equally likely, and the loss is $\ln 3$. With **momentum** each step keeps
# nine tenths of the one before, and gets down sooner (here in Nesterov's form, which looks one step
# ahead); topic 12 has more on it.

# %%
fit = ce.fit_softmax_regression(X, y, n_classes=3, learning_rate=5.0, momentum=0.9)
slow = ce.fit_softmax_regression(X, y, n_classes=3, learning_rate=5.0, momentum=0.0)
assert np.isclose(fit.losses[0], np.log(3))
assert fit.losses[-1] < slow.losses[-1]
for step in [0, 10, 100, 2_000]:
    print(f"step {step:5,}: {fit.losses[step]:.4f} nats, no momentum {slow.losses[step]:.4f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Does it agree with scikit-learn and torch?
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
assert abs(fit.losses[-1] - loss_sklearn) < 1e-6
print(f"ours {fit.losses[-1]:.6f}   scikit-learn {loss_sklearn:.6f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# torch takes our own steps, with gradients from its **autograd**, which applies the chain rule for
# us. Its `cross_entropy` wants scores and class numbers, and takes the softmax itself. Here not only the
# end must agree, but every loss on the way. (`utils.torch_impl.cross_entropy` has the same as a module.)

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
difference = np.abs(in_torch - fit.losses[:-1]).max()
assert difference < 1e-6
print(f"ours {fit.losses[-2]:.6f}   torch {in_torch[-1]:.6f} nats")
print("all 2,000 losses agree to 1e-6:", bool(difference < 1e-6))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### And on flowers it has not seen?
#
# Put every third flower aside, train on the other 100, and ask about both:

# %%
aside = np.arange(len(X)) % 3 == 0
on_100 = ce.fit_softmax_regression(X[~aside], y[~aside], 3, learning_rate=5.0, steps=200)
for words, rows in (("trained on", ~aside), ("put aside", aside)):
    J, _ = ce.softmax_regression_forward(X[rows], y[rows], on_100.W, on_100.b)
    right = ((X[rows] @ on_100.W + on_100.b).argmax(axis=1) == y[rows]).mean()
    print(f"{words:10s}  {rows.sum():3d} flowers: {right:.0%} right, loss {J:.3f} nats")

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(7, 3.2))
plots.draw_training_curve(
    ax, np.arange(len(fit.losses)), fit.losses, optimum=loss_sklearn, xscale="symlog"
)
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Watch the boundary settle
#
# The same training on two of the four lengths, so that it fits in a plane. The step slider runs
# through training; straight lines separate the classes, because scores are linear.

# %% tags=["nbval-ignore-output"]
from utils.widgets import cross_entropy as explore

explore.explore_decision_boundary()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The loss settles, the weights do not
#
# Plain gradient descent on all four lengths, with a tenth of the learning rate, to see it happen; the
# weights of the class setosa are a column of $W$:

# %%
plain = ce.fit_softmax_regression(
    X, y, 3, learning_rate=0.5, momentum=0.0, steps=4_000, record_every=1_000
)
sizes = [np.linalg.norm(W[:, 0]) for _, W, _ in plain.snapshots]
for (step, _, _), size in zip(plain.snapshots, sizes, strict=True):
    print(f"step {step:5,}: loss {plain.losses[step]:.4f} nats, setosa's weights {size:.2f} long")
assert (np.diff(sizes) > 0).all()

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** The loss falls ever more slowly, but setosa's weights go on growing. Why?
#
# <details><summary>Answer</summary>
#
# One straight cut tells setosa from the others without any error: no setosa has petals longer than
# 1.9 cm, no other flower has shorter ones than 3.0 cm. Pushing setosa's scores further apart makes
# right answers surer still, so some larger weights always give a smaller loss. No finite $W$ is the
# best: the lowest loss is approached and never reached. That is why this section compares *losses*
# and not weights. A penalty on $W$ (topic 12) makes the optimum finite.
# </details>

# %%
petal_length = X[:, 2] * flowers.scale[2] + flowers.mean[2]  # back to cm
longest, shortest = petal_length[y == 0].max(), petal_length[y != 0].min()
print(f"petals: setosa at most {longest:.1f} cm, the others at least {shortest:.1f} cm")
assert (round(float(longest), 1), round(float(shortest), 1)) == (1.9, 3.0)

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
