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
# From the entropy of the alphabet to a classifier that you train with your own gradient, and to the
# loss that no classifier gets below.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.cross_entropy import check
from utils.data import iris, noisy_xor, word_frequencies
from utils.plots import style
from utils.plots.show import show

style.use()

# what several exercises use
letters, p_letters = word_frequencies.letter_frequencies()
flowers = iris.load()  # standardised

# %% [markdown]
# <!-- exercise: entropy -->
# How many yes-or-no questions does it take to guess a letter of English? The answer starts with
# the surprise to expect. For outcomes with probabilities $p_1,\dots,p_K$
#
# $$H(p) = -\sum_k p_k \log p_k \quad\text{(natural logarithm, so in nats)},\qquad 0\log 0 = 0.$$
#
# **Shapes:** `p` is $(K)$, it sums to 1; the result is one number.
#
# **Example:** $p = (\tfrac12, \tfrac14, \tfrac14)$ gives $\tfrac12\ln 2 + 2\cdot\tfrac14\ln 4 =
# 1.0397$ nats; $p=(1, 0)$ gives 0.


# %%
def entropy(p):
    """H(p) = −Σ_k p_k ln p_k in nats, with 0 ln 0 = 0.

    p (K,) probabilities that sum to 1, some may be 0 → one number.
    """
    # SOLUTION


# %%
check.entropy(entropy)

# %% [markdown]
# **Use it.** The letters of English, each as often as it is written:

# %%
H = check.yours_or_ours("entropy")
assert np.isclose(H(np.array([1 / 2, 1 / 4, 1 / 4])), 1.0397, atol=5e-5)

bits = H(p_letters) / np.log(2)
print(f"{bits:.2f} bits for a letter; {np.log2(26):.2f} if all 26 were equally likely")
print(f"as uncertain as {np.exp(H(p_letters)):.1f} equally likely letters")

# %% tags=["aside"]
# Draw: each letter's share of the entropy.
order = np.argsort(-p_letters)
surprise_bits = -np.log2(p_letters[order])

fig, ax = plt.subplots(figsize=(9, 3.2))
ax.bar(np.arange(26), p_letters[order] * surprise_bits, color=style.COLOURS["sky"])
ax.set_xticks(np.arange(26), np.array(letters)[order])
ax.set(xlabel="letter, most frequent first", ylabel="share of the entropy (bits)")
ax.set_title("A frequent letter matters often, a rare one surprises more")
show(
    "Bars: what each letter adds to the entropy, in bits, from e, the most frequent letter, with almost "
    "0.4 down to next to nothing for the rarest, though each of these surprises most."
)

# %% [markdown]
# <!-- exercise: cross_entropy -->
# The world follows $p$, we believe $q$: we meet $q$'s surprises at $p$'s rates.
#
# $$H(p, q) = -\sum_k p_k \log q_k$$
#
# An outcome that never happens ($p_k = 0$) adds nothing, whatever we believed of it. One that does
# happen although we called it impossible ($q_k = 0 < p_k$) costs infinitely much, and your function
# should say so: `np.inf`.
#
# **Shapes:** `p` and `q` are $(K)$; the result is one number.
#
# **Example:** $p = (\tfrac12, \tfrac12)$, $q = (0.9, 0.1)$ gives $-\tfrac12\ln 0.9 -
# \tfrac12\ln 0.1 = 1.2040$ nats.


# %%
def cross_entropy(p, q):
    """H(p, q) = −Σ_k p_k ln q_k in nats; p_k = 0 adds nothing; inf where q_k = 0 < p_k.

    p (K,) what happens; q (K,) what is believed; both sum to 1 → one number.
    """
    # SOLUTION


# %%
check.cross_entropy(cross_entropy)

# %% [markdown]
# **Use it.** What does a letter cost somebody with the wrong idea of English?

# %%
H_cross = check.yours_or_ours("cross_entropy")
assert np.isclose(H_cross(np.array([0.5, 0.5]), np.array([0.9, 0.1])), 1.2040, atol=5e-5)

vowels = np.isin(letters, list("aeiou"))
beliefs = {
    "all letters are equally likely": np.full(26, 1 / 26),
    "half of all letters are vowels": np.where(vowels, 0.5 / 5, 0.5 / 21),
    "there is no z": np.where(np.array(letters) == "z", 0, 1 / 25),
    "the truth": p_letters,
}
for belief, q in beliefs.items():
    print(f"{belief:32s} {H_cross(p_letters, q) / np.log(2):.3f} bits for a letter")

# %% [markdown]
# <!-- exercise: kl_divergence -->
# What a wrong belief costs *beyond* the unavoidable $H(p)$:
#
# $$\mathrm{KL}(p\,\|\,q) = H(p,q) - H(p) = \sum_k p_k \log\frac{p_k}{q_k}$$
#
# with the same rules for zeros as before.
#
# **Shapes:** `p` and `q` are $(K)$; the result is one number.
#
# **Example:** $p = (\tfrac12, \tfrac12)$, $q = (0.9, 0.1)$ gives $\tfrac12\ln\tfrac{0.5}{0.9} +
# \tfrac12\ln\tfrac{0.5}{0.1} = 0.5108$ nats. The other way round it is 0.3681.


# %%
def kl_divergence(p, q):
    """KL(p ‖ q) = Σ_k p_k ln(p_k / q_k) in nats; p_k = 0 adds nothing; inf where q_k = 0 < p_k.

    p (K,) what happens; q (K,) what is believed; both sum to 1 → one number.
    """
    # SOLUTION


# %%
check.kl_divergence(kl_divergence)

# %% [markdown]
# **Use it.** How different are the letters that words *begin* with from letters in general? Each
# bar is one term of the sum. A term may be negative. Can the sum?

# %%
KL = check.yours_or_ours("kl_divergence")
p, q = np.array([0.5, 0.5]), np.array([0.9, 0.1])
assert np.isclose(KL(p, q), 0.5108, atol=5e-5)
assert np.isclose(KL(q, p), 0.3681, atol=5e-5)

words, p_words = word_frequencies.load(20_000)
starts = np.array([word[0] for word in words])
p_first = np.array([p_words[starts == letter].sum() for letter in letters])
p_first /= p_first.sum()
print(f"KL(first letters ‖ all letters) = {KL(p_first, p_letters):.3f} nats")

# %% tags=["aside"]
# Draw: the terms of the KL divergence, letter by letter.
terms = p_first * np.log(p_first / p_letters)
assert np.isclose(terms.sum(), KL(p_first, p_letters))
assert terms.min() < 0 < terms.sum()

fig, ax = plt.subplots(figsize=(9, 3.2))
ax.bar(letters, terms, color=np.where(terms > 0, style.COLOURS["blue"], style.COLOURS["orange"]))
ax.axhline(0, color="black", linestyle="-", linewidth=1)
ax.set(xlabel="letter", ylabel="term of the KL divergence (nats)")
ax.set_title("Above 0: more frequent at the beginning of a word than elsewhere")
show(
    "Bars from a to z: one term of the KL divergence each, in nats. Some are above 0, t and w most; some "
    "are below, e most: few words begin with the most frequent letter."
)
assert {letters[i] for i in np.argsort(terms)[-2:]} == {"t", "w"}
assert letters[terms.argmin()] == "e"

# %% [markdown]
# <!-- exercise: empirical_conditional_entropy -->
# How much does knowing $x$ leave open about $y$? For a sample of pairs $(x_n, y_n)$ the answer is
# the floor of every classifier's mean loss on that sample. Count pairs to get the empirical
# distribution $P_D(x, y)$, then
#
# $$H(Y|X) = -\sum_{x,y} P_D(x,y)\,\log P_D(y\,|\,x),\qquad P_D(y\,|\,x) = \frac{P_D(x,y)}{P_D(x)}.$$
#
# **Shapes:** `x` and `y` are $(N)$ whole numbers, 0 or larger, and not every number below the
# largest has to occur; one that does not must not lead to 0/0. (`np.unique(x, return_inverse=True)`
# numbers those that do: 0, 1, 2, …) The result is one number, in nats.
#
# **Example:** pairs (0,0), (0,1), (1,1), (1,1). Knowing $x=1$ settles $y$; knowing $x=0$ leaves a
# fair coin. Half of the pairs have $x=0$, so $H(Y|X) = \tfrac12\ln 2 = 0.3466$ nats.


# %%
def empirical_conditional_entropy(x, y):
    """H(Y|X) = −Σ_{x,y} P_D(x, y) ln P_D(y | x) of the sample, in nats.

    x, y (N,) whole numbers ≥ 0, with gaps perhaps; pair n is (x[n], y[n]) → one number.
    """
    # SOLUTION


# %%
check.empirical_conditional_entropy(empirical_conditional_entropy)

# %% [markdown]
# **Use it.** Which of its four lengths, rounded to half a centimetre, tells most about the species
# of an iris? Knowing nothing leaves $\ln 3 = 1.0986$ nats open.

# %%
H_given = check.yours_or_ours("empirical_conditional_entropy")
assert np.isclose(H_given(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])), 0.3466, atol=5e-5)

in_cm = iris.load(standardise=False)
half_cm = np.rint(2 * in_cm.X).astype(int)  # (150, 4)
left_open = [H_given(half_cm[:, d], in_cm.y) for d in range(4)]
nothing_known = H_given(np.zeros(150, dtype=int), in_cm.y)
assert np.isclose(nothing_known, np.log(3))
assert round(float(nothing_known), 4) == 1.0986

# %% tags=["aside"]
# Draw: what each length leaves open about the species.
names = [name.removesuffix(" (cm)") for name in in_cm.feature_names]
fig, ax = plt.subplots(figsize=(7, 2.8))
bars = ax.barh(names, left_open, color=style.COLOURS["sky"])
ax.bar_label(bars, fmt="%.2f", padding=4)
ax.axvline(nothing_known, color="black", linestyle="--", label="nothing known: ln 3")
ax.invert_yaxis()
ax.set(xlabel="H(species | length), in nats", xlim=(0, 1.2))
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1))
show(
    "Four bars: the entropy in nats that each length leaves open about the species, least for the "
    "petals' length and width, most for the sepals' width. All stay left of the line at ln 3."
)
assert sorted(range(4), key=left_open.__getitem__)[-1] == 1  # sepal width
assert max(left_open[2:]) < min(left_open[:2])  # the petals'
assert max(left_open) < nothing_known

# %% [markdown]
# <!-- exercise: log_softmax -->
# From now on a model gives *scores*, any real numbers, one row for each example. The softmax makes
# probabilities of them, and the loss needs their logarithm:
#
# $$\log p_{nr} = Z_{nr} - \log\sum_s e^{Z_{ns}} = (Z_{nr} - m_n) - \log\sum_s e^{Z_{ns}-m_n},
# \qquad m_n = \max_s Z_{ns}$$
#
# Both forms are equal on paper. In float64 $e^z$ is infinite from $z\approx 710$ on, and only one
# of them survives scores of $\pm 10^4$.
#
# **Shapes:** `Z` is $(N, R)$, one example per row; the result is $(N, R)$ too.
#
# **Example:** the row $(0, \ln 3)$ has the softmax $(\tfrac14, \tfrac34)$, so its log-softmax is
# $(-1.3863, -0.2877)$. The row $(10^4, 0)$ gives $(0, -10^4)$.


# %%
def log_softmax(Z):
    """log p_nr = Z_nr − log Σ_s exp(Z_ns), row by row; right for scores of any size.

    Z (N, R) scores → (N, R), every entry ≤ 0.
    """
    # SOLUTION


# %%
check.log_softmax(log_softmax)

# %% [markdown]
# **Use it.** Two scores, 0 and $-g$. The second class becomes less likely as the gap $g$ grows, and
# its loss is about $g$ nats. Watch what happens to whoever computes the probability first:

# %%
stable = check.yours_or_ours("log_softmax")
assert np.allclose(stable(np.array([[0, np.log(3)]])), [[-1.3863, -0.2877]], atol=5e-5)

gap = np.arange(0, 1001)
scores = np.stack([np.zeros(1001), -gap], axis=1)  # (1001, 2)
loss_stable = -stable(scores)[:, 1]
with np.errstate(divide="ignore"):
    p_second = np.exp(scores[:, 1]) / np.exp(scores).sum(axis=1)
    loss_naive = -np.log(p_second)
first_lost = gap[np.isinf(loss_naive)][0]
print(f"from a gap of {first_lost} on, the probability is rounded to 0 and its loss is infinite")

# %% tags=["aside"]
# Draw: the loss of the second class, computed in two ways.
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(
    gap, loss_stable, linestyle="-", linewidth=6, color=style.COLOURS["sky"], label="log-softmax"
)
finite = np.isfinite(loss_naive)
ax.plot(gap[finite], loss_naive[finite], linestyle="--", color="black", label="log of the softmax")
ax.plot(
    first_lost - 1, loss_naive[finite][-1], "X", color=style.COLOURS["vermillion"], markersize=11
)
ax.set(xlabel="gap g between the scores", ylabel="loss (nats)")
ax.legend()
show(
    "Two lines of the loss against the gap between the scores. Both rise as one straight line; the log of "
    "the softmax breaks off near 745, where a cross marks its end, the log-softmax goes on to 1,000."
)
assert 740 < first_lost < 750

# %% [markdown]
# <!-- exercise: loss_and_gradient -->
# Softmax regression: scores $Z = XW + b$, and the mean loss over the $N$ examples,
#
# $$J = \frac1N\sum_n -\log \mathrm{softmax}(Z_n)_{y_n}.$$
#
# With $P$ the softmax of $Z$ and $Y$ the one-hot labels (row $n$ is 1 at $y_n$ and 0 elsewhere), the
# lecture's $p-y$ gives
#
# $$G = \frac1N(P - Y), \qquad \frac{\partial J}{\partial W} = X^\top G, \qquad
# \frac{\partial J}{\partial b} = \sum_n G_n .$$
#
# **Shapes:** `X` $(N, D)$, `y` $(N)$ whole numbers from 0 to $R-1$, `W` $(D, R)$, `b` $(R)$. Return
# `J, dW, db`: a number, $(D, R)$ and $(R)$. Scores of $\pm 10^4$ must work here, too.
#
# **Example:** one example $x = (1, 2)$ of class 0, with `W` and `b` zero and two classes. Both
# classes get probability ½, so $J = \ln 2 = 0.6931$, $G = (-\tfrac12, \tfrac12)$,
# $\partial J/\partial W = \begin{pmatrix}-0.5 & 0.5\\ -1 & 1\end{pmatrix}$ and
# $\partial J/\partial b = (-0.5, 0.5)$.
#
# The first line below gives you `log_P_of`: your log-softmax once it has passed, ours until then.

# %%
log_P_of = check.yours_or_ours("log_softmax")


def loss_and_gradient(X, y, W, b):
    """Mean cross entropy J of softmax regression, and its gradients ∂J/∂W and ∂J/∂b.

    X (N, D); y (N,) whole numbers from 0 to R−1; W (D, R); b (R,) → J, dW (D, R), db (R,).
    """
    # SOLUTION


# %%
check.loss_and_gradient(loss_and_gradient)

# %% [markdown]
# **Use it.** Trust a gradient only after central differences, here on iris with random weights:

# %%
from utils.numpy_impl.core.gradient_check import gradient_errors

J_and_gradient = check.yours_or_ours("loss_and_gradient")
J, dW, db = J_and_gradient(np.array([[1.0, 2.0]]), np.array([0]), np.zeros((2, 2)), np.zeros(2))
assert round(float(J), 4) == 0.6931
assert np.allclose(dW, [[-0.5, 0.5], [-1, 1]])
assert np.allclose(db, [-0.5, 0.5])

rng = np.random.default_rng(1)
W, b = rng.normal(size=(4, 3)), rng.normal(size=3)
J, dW, db = J_and_gradient(flowers.X, flowers.y, W, b)
errors = gradient_errors(
    lambda W, b: J_and_gradient(flowers.X, flowers.y, W, b)[0],
    inputs={"W": W, "b": b},
    gradients={"W": dW, "b": db},
)
for name, error in errors.items():
    print(f"∂J/∂{name}: {'agrees with' if error < 1e-7 else 'differs from'} central differences")
assert max(errors.values()) < 1e-7

# %% [markdown]
# <!-- exercise: fit -->
# Walk downhill. Plain steps are slow here, so we let the parameters roll: a velocity $v$ keeps 0.9
# of itself and gains the gradient, and the parameters move along it. Starting from
# $W=0,\ b=0,\ v=0$, each step does, with the gradients at the current $W$ and $b$,
#
# $$v \leftarrow 0.9\,v + \frac{\partial J}{\partial\theta}, \qquad
# \theta \leftarrow \theta - \eta\, v \qquad\text{for }\theta = W\text{ and for }\theta = b,$$
#
# with the learning rate $\eta$. This is **momentum**; 0.9 is its usual value.
#
# **Shapes:** `X` $(N, D)$, `y` $(N)$, `n_classes` is $R$, `steps` the number of steps. Return
# `W, b, losses`: arrays of shapes $(D, R)$, $(R)$, and $(\text{steps})$ with the loss *before* each
# step. The first line below gives you `J_and_gradient`, yours or ours.
#
# **Example:** $X = \begin{pmatrix}-1\\1\end{pmatrix}$, $y = (0, 1)$, two classes, one step with
# $\eta = 1$: the loss before it is $\ln 2 = 0.6931$, and after it $W = (-0.5, 0.5)$, $b = (0, 0)$.
# After a second step $W = (-1.219, 1.219)$.

# %%
J_and_gradient = check.yours_or_ours("loss_and_gradient")


def fit(X, y, n_classes, steps, learning_rate):
    """Softmax regression by gradient descent with momentum 0.9, from W = 0 and b = 0.

    v ← 0.9 v + gradient;  θ ← θ − learning_rate · v.

    X (N, D); y (N,) whole numbers below n_classes = R
    → W (D, R), b (R,), losses (steps,): the mean loss before each step.
    """
    # SOLUTION


# %%
check.fit(fit)

# %% [markdown]
# **Use it.** 1,000 steps on iris end within a millionth of a nat of what scikit-learn reaches with
# L-BFGS, a quasi-Newton method: it estimates the curvature from gradients. Both find the same loss
# because there is no valley but the lowest (section 12 of the lecture says why).

# %%
from sklearn.linear_model import LogisticRegression

train = check.yours_or_ours("fit")
J_and_gradient = check.yours_or_ours("loss_and_gradient")
W, b, losses = train(np.array([[-1.0], [1.0]]), np.array([0, 1]), 2, 2, 1.0)
assert np.allclose(W, [[-1.219, 1.219]], atol=5e-4)
assert np.allclose(losses[0], np.log(2))

W, b, losses = train(flowers.X, flowers.y, 3, 1_000, 4.0)
final = J_and_gradient(flowers.X, flowers.y, W, b)[0]

theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(flowers.X, flowers.y)
optimum = J_and_gradient(flowers.X, flowers.y, theirs.coef_.T, theirs.intercept_)[0]
print(f"momentum {final:.6f}   scikit-learn {optimum:.6f} nats")
assert abs(final - optimum) < 1e-6

# %% tags=["aside"]
# Draw: how far the loss is above the optimum, step by step.
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(losses - optimum, linestyle="-")
ax.axhline(1e-6, color="black", linestyle="--", linewidth=1.5, label="one millionth of a nat")
ax.set(yscale="log", xlabel="step", ylabel="loss above the optimum (nats)")
ax.legend()
show(
    "Curve on a logarithmic axis: the loss above the optimum against the step. From about 1 it falls "
    "quickly, then ever more slowly, and ends below the dashed line at one millionth of a nat."
)
right = (flowers.X @ W + b).argmax(axis=1) == flowers.y
print(f"{right.sum()} of {len(right)} flowers get their own species as the likeliest")

# %% [markdown]
# <!-- exercise: losses_by_counting -->
# Noisy XOR: $x$ is one of four inputs, the label is wrong one time in ten. No model can lose less
# than $H(Y|X) = 0.3251$ nats on average. Does a model that learns from $n$ examples get there?
#
# Take the simplest model there is: a table. Count how often each pair occurs in the training
# sample, **starting every count at one** (a pair that was never drawn must not look impossible, or
# one new example would cost infinitely much), and make each row a distribution:
#
# $$q(y\,|\,x) = \frac{n(x,y)+1}{\sum_{y'}\big(n(x,y')+1\big)}, \qquad
# \text{mean loss} = \frac1N\sum_n -\log q(y_n|x_n)$$
#
# Measure the mean loss twice: on the sample that was counted, and on new data.
#
# **Shapes:** `x`, `y` are $(n)$, `x_new`, `y_new` are $(m)$; `x` is below `n_x` and `y` below `n_y`.
# Return two numbers: the loss on the counted sample, then the loss on the new data.
#
# **Example:** counted pairs (0,0), (0,0), (1,1) with two inputs and two labels: the rows of $q$ are
# $(\tfrac34, \tfrac14)$ and $(\tfrac13, \tfrac23)$. On the sample that is $\tfrac13(2\ln\tfrac43 +
# \ln\tfrac32) = 0.3269$ nats. The one new pair (0,1) costs $\ln 4 = 1.3863$.


# %%
def losses_by_counting(x, y, x_new, y_new, n_x, n_y):
    """Mean loss −ln q(y|x) of a table counted from (x, y), on that sample and on new data, in nats.

    q(y|x) = (n(x, y) + 1) / Σ_y' (n(x, y') + 1), with n(x, y) the number of such pairs in (x, y).

    x, y (n,) and x_new, y_new (m,): whole numbers, x below n_x and y below n_y
    → loss on (x, y), loss on (x_new, y_new): two numbers.
    """
    # SOLUTION


# %%
check.losses_by_counting(losses_by_counting)

# %% [markdown]
# **Use it.** 200 samples of every size, each with 2,000 new examples:

# %%
two_losses = check.yours_or_ours("losses_by_counting")
seen, new = two_losses(np.array([0, 0, 1]), np.array([0, 0, 1]), np.array([0]), np.array([1]), 2, 2)
assert round(float(seen), 4) == 0.3269
assert round(float(new), 4) == 1.3863

floor = -0.9 * np.log(0.9) - 0.1 * np.log(0.1)
assert round(float(floor), 4) == 0.3251

rng = np.random.default_rng(0)
sizes = np.array([10, 30, 100, 300, 1_000, 3_000, 10_000])
curves = np.zeros((len(sizes), 2))  # columns: counted sample, new data
for k, n in enumerate(sizes):
    for _ in range(200):
        X, y = noisy_xor.sample(n + 2_000, rng)
        x = noisy_xor.index(X)
        curves[k] += np.array(two_losses(x[:n], y[:n], x[n:], y[n:], 4, 2)) / 200
    print(f"n = {n:6,d}   counted sample {curves[k, 0]:.3f}   new data {curves[k, 1]:.3f} nats")

assert abs(curves[-1, 1] - floor) < 0.003

# %% tags=["aside"]
# Draw: both losses against the number of examples counted.
fig, ax = plt.subplots(figsize=(7.5, 3.4))
ax.plot(sizes, curves[:, 1], "s--", color=style.COLOURS["orange"], label="new data")
ax.plot(sizes, curves[:, 0], "o-", color=style.COLOURS["blue"], label="the counted sample")
ax.axhline(floor, color="black", linestyle=":", label=f"floor H(Y|X) = {floor:.4f}")
ax.set(xscale="log", xlabel="examples counted", ylabel="mean loss (nats)")
ax.legend()
show(
    "Two curves of the mean loss against the number of examples counted, on a log axis. New data cost "
    "most where few were counted and come down to the dotted floor at 0.3251; the curve of the counted "
    "sample lies below that of new data and meets it from about 1,000 examples on."
)

# %% [markdown]
# **Look at the blue curve.** Can the loss on the counted sample be lower than the floor of the
# task? And lower than the conditional entropy of the sample itself, the number from Exercise 4?
#
# <details><summary>Answer</summary>
#
# The first, yes: the floor of the task is about fresh examples, and a table that has counted a
# sample knows its noise, too. Of 200 samples of 300 examples, 126 have such a loss. The second, never:
# on a sample of its own, no model whatever beats $H_{P_D}(Y|X)$.
# </details>

# %% tags=["aside"]
# Prove: the number of the answer, and that none is below its own floor.
H_given = check.yours_or_ours("empirical_conditional_entropy")
below_task, below_sample = 0, 0
for _ in range(200):
    X, y = noisy_xor.sample(300, rng)
    x = noisy_xor.index(X)
    seen, _ = two_losses(x, y, x, y, 4, 2)
    below_task += seen < floor
    below_sample += seen < H_given(x, y)
assert (below_task, below_sample) == (126, 0)

# %% [markdown]
# <!-- exercise: fit_in_torch -->
# torch finds the gradients by itself: it watches what is computed from a tensor that was made with
# `requires_grad=True`, and `loss.backward()` walks back through it. What is left to write is the loop.
# Plain steps this time, $\theta \leftarrow \theta - \eta\,\partial J/\partial\theta$ from $W=0$ and $b=0$,
# without momentum: that is `torch.optim.SGD` with nothing but a learning rate.
#
# **Shapes:** as in Exercise 7, and as there `losses` has the loss *before* each step. `X` and `y` are
# NumPy arrays: `torch.tensor(X)` makes tensors of them, in float64, so make the parameters with
# `dtype=torch.float64`, too. Return three NumPy arrays: `W.detach().numpy()` is a parameter's, and
# `loss.item()` a loss as a number.
#
# **Example:** the two examples of Exercise 7, one step with $\eta=1$: the loss before it is 0.6931,
# and after it $W = (-0.5, 0.5)$, $b = (0, 0)$. After a second step $W = (-0.769, 0.769)$.

# %%
import torch
from torch.nn import functional as F


def fit_in_torch(X, y, n_classes, steps, learning_rate):
    """Softmax regression by gradient descent from W = 0 and b = 0, with torch's gradients.

    X (N, D); y (N,) whole numbers below n_classes = R: NumPy arrays
    → W (D, R), b (R,), losses (steps,): NumPy arrays; the mean loss before each step.
    """
    # SOLUTION


# %%
check.fit_in_torch(fit_in_torch)

# %% [markdown]
# **Use it.** The loss with your own gradient, along the same way: do both take the same steps?

# %%
by_torch = check.yours_or_ours("fit_in_torch")
J_and_gradient = check.yours_or_ours("loss_and_gradient")
W, b, losses = by_torch(np.array([[-1.0], [1.0]]), np.array([0, 1]), 2, 2, 1.0)
assert np.allclose(W, [[-0.769, 0.769]], atol=5e-4)

W_torch, b_torch, losses = by_torch(flowers.X, flowers.y, 3, 100, 1.0)
W, b = np.zeros((4, 3)), np.zeros(3)
for _ in range(100):
    _, dW, db = J_and_gradient(flowers.X, flowers.y, W, b)
    W, b = W - dW, b - db
apart = max(np.abs(W - W_torch).max(), np.abs(b - b_torch).max())
print(f"after 100 steps the loss is {losses[-1]:.4f}; the weights agree to 1e-12: {apart < 1e-12}")
assert apart < 1e-12

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: how sure may it be?
#
# *Open-ended, no check.* Train on a random half of the flowers, and divide the scores by a
# temperature $T$ before the softmax. For $T$ between 0.3 and 30, draw the mean loss on both halves.
# Which $T$ is best on the half it was trained on, which on the other one, and what do the two say
# about a network that was trained until its loss stopped falling?
#
# `train` and `stable`, fetched below, and `flowers` are all you need.

# %% tags=["solution"]
train, stable = check.yours_or_ours("fit"), check.yours_or_ours("log_softmax")
rng = np.random.default_rng(2)
order = rng.permutation(150)
half, other = order[:75], order[75:]
W, b, _ = train(flowers.X[half], flowers.y[half], 3, 1_000, 4.0)


def loss_at(T, rows):
    """Mean loss of the trained scores divided by T on some of the flowers."""
    log_P = stable((flowers.X[rows] @ W + b) / T)
    return -log_P[np.arange(len(rows)), flowers.y[rows]].mean()


temperatures = np.geomspace(0.3, 30, 200)
on_half = np.array([loss_at(T, half) for T in temperatures])
on_other = np.array([loss_at(T, other) for T in temperatures])
best_half, best_other = temperatures[on_half.argmin()], temperatures[on_other.argmin()]

fig, ax = plt.subplots(figsize=(7.5, 3.4))
ax.plot(temperatures, on_half, linestyle="-", label="the half it was trained on")
ax.plot(temperatures, on_other, linestyle="--", label="the other half")
ax.plot(
    [best_half, best_other], [on_half.min(), on_other.min()], "kD", clip_on=False, label="lowest"
)
ax.set(xscale="log", xlabel="temperature T", ylabel="mean loss (nats)", ylim=(0, 0.6))
ax.legend()
show(
    "Two curves of the mean loss against the temperature, on a log axis. On the half it was trained on "
    "the loss rises with T from its lowest value at the left end; on the other half it falls first, to its "
    "lowest value at a T well above 3, and then rises."
)
print(f"best T: {best_half:.1f} where it was trained, {best_other:.1f} on the other half")
assert best_half == temperatures[0]
assert best_other > 3

# %% [markdown] tags=["solution"]
# On the half it was trained on, the colder the better: this half can be separated without a single
# error, so being surer always pays, and training would go on for ever. On flowers it has not seen
# the model is far too sure: most are right, but the few wrong ones cost a lot, and the best $T$ is
# well above 3. The order of the classes, and so the number of right answers, is the same at every
# $T$; only the claims about certainty change. Getting those right is called *calibration*.

# %% [markdown]
# ## What next
#
# You can now measure what a model does not know, in nats, and lower it by a gradient of your own.
# Topic 02 gives noisy XOR to a network that has to find its own features instead of a table with a
# row for each input. Its loss has the floor that you have just measured.
