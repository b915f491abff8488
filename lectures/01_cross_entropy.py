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
# - *derive* the gradient $p-y$ of softmax with cross entropy, and *check* it by central differences;
# - *write* a softmax that does not overflow, and *fit* softmax regression with it.
#
# **You need** logarithms, the chain rule, and matrix products in NumPy.

# %% [markdown] slideshow={"slide_type": "notes"}
# Start with the room, not with the formula: let two volunteers forecast tomorrow's weather as
# probabilities, and ask how we should pay them so that honest forecasts pay best. The answer of
# the next ten minutes is "by minus the logarithm". Sections 1 to 3 take 18 minutes, 4 and 5 take
# 12, 6 to 8 take 12, section 9 takes 8.

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
# A forecaster gave what then happened the probability $p$. How surprised should she be? Ask three
# things of the number:
# 1. what was certain is no surprise: $s(1)=0$;
# 2. the rarer, the more surprising: $s$ falls as $p$ grows;
# 3. two independent events surprise us by the sum: $s(p_1p_2)=s(p_1)+s(p_2)$.
#
# Only a logarithm turns products into sums, so up to the choice of unit there is one answer:
#
# $$s(p) = -\log p$$

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(7, 3.2))
marks = {"heads of a fair coin": 1 / 2, "a six": 1 / 6, "two sixes": 1 / 36}
plots.draw_surprise(ax, marks={name: (p, ce.surprise(p)) for name, p in marks.items()})
plt.show()

# %% [markdown] slideshow={"slide_type": "fragment"}
# With the natural logarithm the unit is the **nat**; with the logarithm to base 2 it is the
# **bit**, the surprise of one fair coin. One nat is $1/\ln 2 = 1.4427$ bits. This course counts in
# nats unless a name says bits.

# %%
ce.surprise(0.5), ce.to_bits(ce.surprise(0.5)), ce.to_bits(1.0)

# %% [markdown]
# Two dice that both show a six: the probabilities multiply, the surprises add.

# %%
six = ce.surprise(1 / 6)
assert np.isclose(ce.surprise(1 / 36), six + six)
print(f"one six: {six:.3f} nats, two sixes: {ce.surprise(1 / 36):.3f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question.** One forecaster said 0.9 and was right; another said 0.99 and was right. By how much
# do they differ? Now both were wrong: the event they gave 0.1 and 0.01 happened. And now?
#
# <details><summary>Answer</summary>
#
# Right: $-\ln 0.9 + \ln 0.99 = 0.095$ nats, hardly anything. Wrong: $\ln 10 = 2.303$ nats. Being
# surer gains little when you are right and costs a lot when you are wrong.
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
# An outcome that never happens adds nothing: $0\log 0 = 0$, the limit of $p \log p$.

# %%
p = np.array([0.5, 0.25, 0.125, 0.125])
H = -(p * np.log2(p)).sum()  # in bits here, because the numbers come out round
assert np.isclose(H, ce.to_bits(ce.entropy(p)))
print(f"H(p) = {H} bits, of at most log2(4) = {np.log2(4)}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Entropy is a code length
#
# Give the four outcomes the codes `0`, `10`, `110`, `111`: each code has exactly
# $-\log_2 p$ bits, and no code begins another, so a message needs no commas. On average we pay
# $H(p)=1.75$ bits where a fixed length costs 2.
#
# When $-\log_2 p$ is not a whole number, **Huffman's** code is the best there is: join the two
# rarest outcomes into one, again and again. It always costs less than $H+1$.

# %%
codes = ce.huffman_code(p)
assert codes == ["0", "10", "110", "111"]
print(codes, "cost", ce.expected_length(p, codes), "bits")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Letters of real English
#
# How often each letter turns up in English text, weighted by how often each word is used:

# %%
from utils.data import word_frequencies

letters, p_letters = word_frequencies.letter_frequencies()
letter_codes = ce.huffman_code(p_letters)
H_letters = ce.to_bits(ce.entropy(p_letters))
cost = ce.expected_length(p_letters, letter_codes)
assert H_letters <= cost < min(H_letters + 1, ce.fixed_length(26))
print(f"H = {H_letters:.3f} bits, Huffman {cost:.3f} bits, fixed length {ce.fixed_length(26)} bits")

# %%
fig, ax = plt.subplots(figsize=(9, 3.4))
order = np.argsort(-p_letters)  # most frequent first
bits = np.array([len(code) for code in letter_codes])
ideal = ce.to_bits(ce.surprise(p_letters))
names = [letters[i] for i in order]
plots.draw_code_lengths(ax, names, bits[order], ideal[order], ce.fixed_length(26))
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# The same for words: rare words get long codes, common ones very short codes.

# %%
words, p_words = word_frequencies.load()
word_codes = ce.huffman_code(p_words)
H_words = ce.to_bits(ce.entropy(p_words))
cost = ce.expected_length(p_words, word_codes)
assert H_words <= cost < min(H_words + 1, ce.fixed_length(len(words)))
print(
    f"{len(words):,} words: H = {H_words:.2f} bits, Huffman {cost:.2f}, fixed {ce.fixed_length(len(words))}"
)
for word in ["the", "network", "entropy"]:
    print(f"  {word:8s} {word_codes[words.index(word)]}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Perplexity
#
# Entropies are hard to picture. $\exp(H)$, with $H$ in nats, is easy: the number of *equally
# likely* outcomes that would be just as uncertain. A fair die has perplexity 6; letters and words:

# %%
assert np.isclose(ce.perplexity(ce.entropy(np.full(6, 1 / 6))), 6)
print(
    f"letters: as uncertain as {ce.perplexity(ce.entropy(p_letters)):.1f} equally likely ones of 26"
)
print(f"words:   as uncertain as {ce.perplexity(ce.entropy(p_words)):.0f} of {len(words):,}")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Cross entropy and KL divergence: the price of a wrong belief
#
# The world follows $p$; we believe $q$. Then we meet $q$'s surprises at $p$'s rates:
#
# $$H(p,q) = -\sum_y p(y)\log q(y)$$
#
# What we pay beyond the unavoidable $H(p)$ is the **Kullback–Leibler divergence**:
#
# $$\mathrm{KL}(p\,\|\,q) = H(p,q)-H(p) = \sum_y p(y)\log\frac{p(y)}{q(y)} \;\ge\; 0$$
#
# It is zero only when $q=p$ wherever $p>0$, and infinite when $q$ calls impossible something that
# happens.

# %%
p = np.array([0.7, 0.2, 0.1])
q = np.array([0.4, 0.4, 0.2])
H_p, H_pq, KL = ce.entropy(p), ce.cross_entropy(p, q), ce.kl_divergence(p, q)
assert np.isclose(H_pq, H_p + KL)
print(f"H(p) = {H_p:.3f}, KL(p‖q) = {KL:.3f}, H(p, q) = {H_pq:.3f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Move $q$ towards $p$
#
# Three weights make each distribution: they are scaled to sum to 1. Watch the orange bar: it is
# what learning can remove. The blue one is not.

# %% tags=["nbval-ignore-output"]
from utils.widgets import cross_entropy as explore

explore.explore_divergence()

# %% [markdown]
# **Question.** Can you find $p$ and $q$ with $\mathrm{KL}(p\|q)\ne\mathrm{KL}(q\|p)$? Is it easier
# to find them equal?
#
# <details><summary>Answer</summary>
#
# Nearly any pair differs, so KL is not a distance: $p$ decides which surprises count. The cell
# below shows one pair with both directions.
# </details>

# %%
print(f"KL(p‖q) = {ce.kl_divergence(p, q):.4f}   KL(q‖p) = {ce.kl_divergence(q, p):.4f}")
assert ce.kl_divergence([0.5, 0.5], [1.0, 0.0]) == np.inf
assert np.isclose(ce.kl_divergence([1.0, 0.0], [0.5, 0.5]), np.log(2))

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for predictions before each slider moves. Good ones to try: q equal to p (the orange bar goes
# away); one q near 0 (the bar leaves the picture, the text still reads the value); p certain
# (blue goes away and everything that is left can be learnt).

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · A classifier's loss is a cross entropy
#
# A classifier with parameters $\theta$ turns an input $x$ into probabilities $P_\theta(Y|X=x)$. On
# data $D$ we choose $\theta$ to make the observed labels as likely as we can. Minus the logarithm
# of that likelihood is
#
# $$J(\theta) = \sum_{(x,y)\in D} -\log P_\theta(Y=y\,|\,X=x)$$
#
# Now write the data as a distribution, the **empirical distribution**: the share of examples that
# are exactly $(x,y)$,
#
# $$P_D(x,y) = \frac1{|D|}\sum_{(x',y')\in D}\delta(x=x',\,y=y').$$
#
# Then the mean loss is an expectation over it, a cross entropy:
#
# $$\frac{J(\theta)}{|D|} = \mathbb{E}_{P_D}\big[-\log P_\theta(Y|X)\big]$$

# %% [markdown] slideshow={"slide_type": "subslide"}
# > **Convention.** [M17] sets $J$ itself equal to the expectation. The two differ by the factor
# > $|D|$: the sum grows with the data, the mean does not. Both have the same minimum. Code here
# > says `reduction="sum"` or `"mean"`, and the mean is the default.
#
# Both sides on eight examples with two inputs and two labels:

# %%
x = np.array([0, 0, 0, 0, 1, 1, 1, 1])
y = np.array([0, 0, 0, 1, 1, 1, 0, 1])
model = np.array([[0.8, 0.2], [0.4, 0.6]])  # row x: P_θ(Y | X = x)

J = -np.log(model[x, y]).sum()
P_D = ce.empirical_joint(x, y, 2, 2)
expectation = -(P_D * np.log(model)).sum()
assert np.isclose(J / len(x), expectation)
print(P_D)
print(f"J = {J:.4f}   J/|D| = {J / len(x):.4f}   expectation = {expectation:.4f} nats")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · The loss has a floor
#
# The same input can come with different labels: noise, or something we do not observe. Then even a
# perfect model stays surprised. How much is the **conditional entropy**
#
# $$H_P(Y|X) = \mathbb{E}_P[-\log P(Y|X)]$$
#
# and the loss splits just as in section 3, for every input $x$ on its own:
#
# $$\underbrace{\frac{J}{|D|}}_{\text{loss}} = \underbrace{H_{P_D}(Y|X)}_{\text{floor}} +
# \underbrace{\mathbb{E}_x\,\mathrm{KL}\big(P_D(\cdot|x)\,\|\,P_\theta(\cdot|x)\big)}_{\text{what
# training can remove}}$$

# %%
floor, gap = ce.decompose(P_D, model)
assert np.isclose(floor + gap, J / len(x))
print(f"floor {floor:.4f} + gap {gap:.4f} = loss {floor + gap:.4f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A task with a known floor: noisy XOR
#
# Two bits $x_1, x_2$; the label says whether they differ, but is wrong one time in ten. Topic 02
# trains a network on this. Before any training we know where its loss must stop:
#
# $$-0.9\ln 0.9 - 0.1\ln 0.1 = 0.32508\text{ nats} = 0.46900\text{ bits}$$

# %%
from utils.data import noisy_xor

floor = ce.conditional_entropy(noisy_xor.distribution())
assert round(float(floor), 5) == 0.32508
assert round(float(ce.to_bits(floor)), 5) == 0.46900
print(f"floor: {floor:.5f} nats = {ce.to_bits(floor):.5f} bits")

# %% [markdown]
# A sample has a floor of its own: its empirical conditional entropy. Small samples promise too
# much: a rare label that was never drawn looks impossible.

# %%
sizes = np.array([10, 30, 100, 300, 1_000, 3_000, 10_000])
floors = np.empty((50, len(sizes)))
for row in floors:
    X, y = noisy_xor.sample(sizes[-1], rng)
    for k, n in enumerate(sizes):
        row[k] = ce.conditional_entropy(ce.empirical_joint(noisy_xor.index(X[:n]), y[:n], 4, 2))

# %% slideshow={"slide_type": "subslide"}
fig, ax = plt.subplots(figsize=(7.5, 3.4))
plots.draw_loss_floor(
    ax,
    sizes,
    {"mean of 50 samples": floors.mean(axis=0), "lowest of 50": floors.min(axis=0)},
    floor,
)
ax.set_ylabel("floor of the sample (nats)")
plt.show()

# %% [markdown]
# **Question.** A model reaches a loss of 0.29 nats on 30 noisy XOR examples. Is it better than
# possible?
#
# <details><summary>Answer</summary>
#
# No. It has learnt the sample, noise and all. The floor of *those 30 examples* may well be below
# 0.29, the floor of the task is 0.325, and on new data it will pay at least that. This is
# overfitting, seen from information theory.
# </details>

# %%
share = (floors[:, 1] < 0.29).mean()
assert share > 0.5
print(f"of 50 samples of 30 examples, {share:.0%} have a floor below 0.29 nats")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · From scores to probabilities
#
# A linear layer gives scores $z$, any real numbers. We need probabilities. For two classes the
# **sigmoid** turns one score into $P(Y=1)$; for $R$ classes the **softmax** turns $R$ scores into
# $R$ probabilities:
#
# $$\sigma(z) = \frac{1}{1+e^{-z}}, \qquad p_r = \frac{e^{z_r}}{\sum_s e^{z_s}}$$
#
# Exponentials make every score positive, the sum makes them add to one. Only differences count:
# adding a constant to all scores changes nothing. So the sigmoid is the softmax of $(0, z)$:

# %%
z = np.linspace(-6, 6, 5)
two = ce.softmax(np.stack([np.zeros_like(z), z], axis=1))
assert np.allclose(two[:, 1], ce.sigmoid(z))
assert np.allclose(ce.softmax(z), ce.softmax(z + 100.0))
ce.softmax(np.array([2.0, 1.0, 0.0])).round(3)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### It overflows, unless you subtract the largest score
#
# In float64 $e^{z}$ is infinite from $z \approx 710$ on, and a large score is not an error: it is
# a confident network. Since only differences count, subtract the largest:
#
# $$\log\sum_s e^{z_s} = m + \log\sum_s e^{z_s-m},\quad m=\max_s z_s,
# \qquad \log p_r = z_r - \log\sum_s e^{z_s}$$
#
# Now every exponent is at most 0 and one of them is exactly 0: no overflow, no $\log 0$.

# %%
z = np.array([1e4, 0.0, -1e4])
with np.errstate(over="ignore", invalid="ignore"):
    naive = np.exp(z) / np.exp(z).sum()
print("naive softmax:     ", naive)
print("stable softmax:    ", ce.softmax(z))
print("stable log-softmax:", ce.log_softmax(z))

# %% [markdown]
# The log-softmax keeps what the softmax rounds to zero: the loss of the last class is 20,000 nats,
# not infinity, and its gradient is still right. So losses are computed from scores, never from
# probabilities.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Temperature
#
# Dividing the scores by a temperature $T$ keeps their order and changes how sure we are: $T\to0$
# puts everything on the largest score, $T\to\infty$ makes all classes equally likely.

# %% tags=["nbval-ignore-output"]
explore.explore_softmax()

# %% [markdown] slideshow={"slide_type": "notes"}
# Drag the temperature first, then one logit. Ask what happens to the entropy before you move it:
# it rises with T and never passes log 4. Put two logits equal and cool down: they share.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · The gradient is $p - y$
#
# One example with true class $k$ has the loss
#
# $$J = -\log p_k = -z_k + \log\sum_s e^{z_s}.$$
#
# Differentiate by one score. The first term gives $-1$ if $r=k$, else 0. The second gives
#
# $$\frac{\partial}{\partial z_r}\log\sum_s e^{z_s} = \frac{e^{z_r}}{\sum_s e^{z_s}} = p_r,$$
#
# so with $y$ the one-hot vector of the true class
#
# $$\boxed{\frac{\partial J}{\partial z} = p - y}$$
#
# What the model said, minus what was true. Nothing is simpler to compute.

# %% slideshow={"slide_type": "subslide"}
z = np.array([[1.5, 0.5, -0.5, 0.0]])
label = np.array([1])
J, cache = ce.softmax_cross_entropy_forward(z, label)
dz = ce.softmax_cross_entropy_backward(1.0, cache)
print("p     ", ce.softmax(z).round(3))
print("p - y ", dz.round(3), "  sums to zero:", np.isclose(dz.sum(), 0))

# %%
fig, ax = plt.subplots(figsize=(7.5, 3.4))
plots.draw_gradient(ax, ce.softmax(z)[0], np.eye(4)[1], ["0", "1 (true)", "2", "3"], dz[0])
plt.show()

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Trust it by central differences
#
# Move each score a little both ways and see how the loss answers:
#
# $$\frac{\partial J}{\partial z_r} \approx \frac{J(z_r+\varepsilon)-J(z_r-\varepsilon)}{2\varepsilon}$$
#
# It is slow, but nobody can get it wrong. Every gradient in this course is tested against it.

# %%
from utils.numpy_impl.gradient_check import numerical_gradient

numerical = numerical_gradient(lambda z: ce.softmax_cross_entropy_forward(z, label)[0], z)
agree = np.allclose(numerical, dz, atol=1e-9)
print("same to nine decimals:", agree)
assert agree

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · Why not the squared error?
#
# With a sigmoid output $p=\sigma(z)$ and the squared error $\tfrac12(p-y)^2$, the chain rule brings
# in the sigmoid's slope:
#
# $$\frac{\partial}{\partial z}\tfrac12(p-y)^2 = (p-y)\,p\,(1-p)
# \qquad\text{against}\qquad \frac{\partial J}{\partial z} = p-y .$$
#
# When the output is wrong *and* sure, $p(1-p)$ is almost zero: the more wrong, the less it learns.
# It **saturates**. The logarithm in the cross entropy cancels that factor exactly.

# %%
z = np.linspace(-10, 10, 401)
y = np.ones(len(z), dtype=int)  # the true class is 1 at every score
p = ce.sigmoid(z)
loss_ce, loss_se = -np.log(p), (p - y) ** 2 / 2

# with reduction "sum" every score gets its own gradient
_, cache = ce.sigmoid_cross_entropy_forward(z, y, reduction="sum")
grad_ce = ce.sigmoid_cross_entropy_backward(1.0, cache)
_, cache = ce.sigmoid_squared_error_forward(z, y, reduction="sum")
grad_se = ce.sigmoid_squared_error_backward(1.0, cache)

# %% slideshow={"slide_type": "subslide"}
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.4))
plots.draw_losses_on_sigmoid(*axes, z, loss_ce, loss_se, grad_ce, grad_se)
plt.show()

# %%
i = np.argmin(np.abs(z + 8))
print(
    f"at z = -8, true class 1: cross entropy's gradient {grad_ce[i]:.4f}, squared error's {grad_se[i]:.6f}"
)
assert abs(grad_ce[i] / grad_se[i]) > 2_900

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Softmax regression on iris, by hand
#
# 150 flowers of three species, four lengths in centimetres each. One linear layer gives three
# scores; rows are examples, $X\,(N,D)$, $W\,(D,R)$, $b\,(R)$:
#
# $$Z = XW + b, \qquad J = \frac1N\sum_n -\log \mathrm{softmax}(Z_n)_{y_n}$$
#
# Backwards, with $G = \frac1N(P-Y)$, shape $(N,R)$. Each score is
# $Z_{nr}=\sum_d X_{nd}W_{dr}+b_r$, so the chain rule sums over the examples that used $W_{dr}$:
#
# $$\frac{\partial J}{\partial W} = X^\top G \qquad \frac{\partial J}{\partial b} = \sum_n G_n
# \qquad \frac{\partial J}{\partial X} = G W^\top$$

# %% slideshow={"slide_type": "subslide"}
from utils.data import iris

flowers = iris.load()
X, y = flowers.X, flowers.y
W, b = rng.normal(size=(4, 3)), rng.normal(size=3)

Z = X @ W + b
P, Y = ce.softmax(Z), np.eye(3)[y]
G = (P - Y) / len(X)
dW, db = X.T @ G, G.sum(axis=0)

J, cache = ce.softmax_regression_forward(X, y, W, b)
dX_utils, dW_utils, db_utils = ce.softmax_regression_backward(1.0, cache)
assert np.allclose(dW, dW_utils)
assert np.allclose(db, db_utils)
assert np.allclose(G @ W.T, dX_utils)
print(
    f"loss with random weights: {J:.3f} nats; with no idea at all it would be ln 3 = {np.log(3):.3f}"
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Walk downhill
#
# $W \leftarrow W - \eta\,\partial J/\partial W$, and the same for $b$, starting at zero, where every
# class is equally likely and the loss is $\ln 3$. A little momentum (each step keeps nine tenths of
# the one before) gets there sooner; topic 12 has more on it.

# %%
fit = ce.fit_softmax_regression(X, y, n_classes=3)
assert np.isclose(fit.losses[0], np.log(3))
print(f"{len(fit.losses) - 1:,} steps: loss {fit.losses[0]:.4f} → {fit.losses[-1]:.6f} nats")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Does it agree with scikit-learn and torch?
#
# The loss is convex: it has no valley but the lowest. So two correct programs must end at the same
# loss, whatever their method. scikit-learn uses L-BFGS; torch does our own steps with gradients
# from its autograd.

# %%
from sklearn.linear_model import LogisticRegression

theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X, y)
loss_sklearn, _ = ce.softmax_regression_forward(X, y, theirs.coef_.T, theirs.intercept_)
print(f"ours {fit.losses[-1]:.6f}   scikit-learn {loss_sklearn:.6f} nats")
assert abs(fit.losses[-1] - loss_sklearn) < 1e-6

# %%
fig, ax = plt.subplots(figsize=(7, 3.2))
plots.draw_training_curve(
    ax, np.arange(len(fit.losses)), fit.losses, optimum=loss_sklearn, xscale="symlog"
)
plt.show()

# %%
import torch

from utils.torch_impl import cross_entropy as ce_torch

torch.set_num_threads(1)
network = ce_torch.SoftmaxRegression(4, 3, dtype=torch.float64)
in_torch = network.fit(torch.tensor(X), torch.tensor(y), steps=200)
difference = np.abs(np.array(in_torch.losses) - fit.losses[:201]).max()
print("first 200 losses, NumPy against torch, within 1e-10:", difference < 1e-10)
assert difference < 1e-10

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Watch the boundary settle
#
# The same training on two of the four lengths, so that it fits in a plane. The step slider runs
# through training; straight lines separate the classes, because scores are linear.

# %% tags=["nbval-ignore-output"]
explore.explore_decision_boundary()

# %% [markdown]
# **Question.** Train for longer and the loss falls ever more slowly, while setosa's weights only
# grow. Why do they not settle?
#
# <details><summary>Answer</summary>
#
# Setosa can be separated from the others without any error. For such a class, larger weights always
# give a smaller loss, so no finite $W$ is the best: the loss has a lowest limit that is approached
# and never reached. That is why this section compares *losses* and not weights. A penalty on $W$
# (topic 12) makes the optimum finite.
# </details>

# %%
plain = ce.fit_softmax_regression(
    X, y, 3, learning_rate=0.5, momentum=0.0, steps=4_000, record_every=1_000
)
sizes = [np.linalg.norm(W[:, 0]) for _, W, _ in plain.snapshots]
for (step, _, _), size in zip(plain.snapshots, sizes, strict=True):
    print(
        f"step {step:5d}: loss {plain.losses[step]:.4f} nats, length of setosa's weights {size:.2f}"
    )
assert (np.diff(sizes) > 0).all()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - Surprise is $-\log p$; entropy is the surprise to expect; its exponential is the perplexity.
# - Believing $q$ in a world of $p$ costs $H(p,q) = H(p) + \mathrm{KL}(p\|q)$.
# - A classifier's mean loss is a cross entropy with the empirical distribution. Its floor is
#   $H(Y|X)$, and only the KL part can be trained away.
# - Softmax makes probabilities of scores; compute its logarithm, and subtract the largest score.
# - The gradient with respect to the scores is $p-y$, and with the squared error it is not.
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
