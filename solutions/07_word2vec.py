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
# From plain text to points whose neighbours mean similar things. You cut a text into pairs of words, thin
# out the frequent ones, choose the noise, write two losses with their gradients, train, and ask the
# vectors what they have learnt: who is near whom, and what king is to queen.
#
# Words are numbers $0, \dots, |V| - 1$, the smaller the more frequent; a text is a list of arrays of such
# numbers, one array a sentence. `counts` $(V)$ says how often each word comes. The vectors are in one
# dictionary, `p`: row $w$ of `p["E"]` $(V, D)$ is $v_w$, the vector of a word that is *read*, row $w$ of
# `p["E_out"]` $(V, D)$ is $v'_w$, that of a word that is *predicted*.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.word2vec import check
from utils.data import bible, kinship
from utils.numpy_impl import word2vec as w2v
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.plots import style
from utils.plots.show import show

style.use()
corpus = bible.load()  # the King James Bible: words, counts, sentences (its verses)
# three words in the plane, and the pair of word 0 with word 1, with word 2 as noise twice
small = {
    "E": np.array([[1.0, 0], [0, 0], [0, 0]]),
    "E_out": np.array([[0, 0], [np.log(3), 1], [-np.log(3), 0]]),
}
one_pair = np.array([0]), np.array([1]), np.array([[2, 2]])


def compared(loss, p, gradients):
    """Say whether these gradients of loss(E, E_out) agree with central differences."""
    errors = gradient_errors(loss, p, gradients)
    print(f"{len(errors)} gradients agree with central differences:", max(errors.values()) < 1e-7)
    assert max(errors.values()) < 1e-7


# %% [markdown]
# <!-- exercise: window_pairs -->
# Words that stand in the same company tend to mean similar things. So the first step is to write down who
# stands with whom. Round each word, the **centre** $w_t$, lies a window of $c$ words to either side; every
# word in it is a **context**:
#
# $$(w_t,\; w_{t+j})\quad\text{for all } t \text{ and all } j \text{ with } 0 < |j| \le c .$$
#
# Sentences are texts of their own: no window reaches over a border. At the ends of a sentence there are
# fewer contexts, and a word that is alone has none. If the same word stands at two places, each of them is
# a context of the other.
#
# **Shapes:** `sentences` is a list of arrays of whole numbers, any of which may be empty or hold one word
# only; `c` is at least 1. Return `centres` and `contexts`, $(M)$ each, in the order of the text: sentence by
# sentence, $t$ rising, then $j$ rising from $-c$ to $c$. Both hold whole numbers, also when $M = 0$ (for
# that, `np.array([])` needs `dtype=int`).
#
# **Example:** the sentences $(3, 0, 4)$ and $(1, 0)$ with $c = 1$:
#
# | centre | 3 | 0 | 0 | 4 | 1 | 0 |
# | --- | --- | --- | --- | --- | --- | --- |
# | **context** | 0 | 3 | 4 | 0 | 0 | 1 |
#
# With $c = 2$ the pairs $(3, 4)$ and $(4, 3)$ come in; 4 and 1 are still no pair.


# %%
def window_pairs(sentences, c):
    """All pairs (w_t, w_(t+j)) with 0 < |j| ≤ c within a sentence; t rises, then j.

    sentences: a list of arrays of words; c: at least 1
    → centres (M,), contexts (M,), whole numbers.
    """
    # SOLUTION


# %%
check.window_pairs(window_pairs)

# %% [markdown]
# **Use it.** With which words does “king” stand most often in the first 5,000 verses of the Bible? And where
# do the pairs of two short verses lie, word by word?

# %%
pairs_of = check.yours_or_ours("window_pairs")
centres, contexts = pairs_of([np.array([3, 0, 4]), np.array([1, 0])], 1)
assert centres.tolist() == [3, 0, 0, 4, 1, 0]
assert contexts.tolist() == [0, 3, 4, 0, 0, 1]

centres, contexts = pairs_of(corpus.sentences[:5000], 2)
lengths = np.array([len(sentence) for sentence in corpus.sentences[:5000]])
print(f"{lengths.sum():,} words, {len(centres):,} pairs")
assert len(centres) == sum(2 * np.maximum(lengths - j, 0).sum() for j in (1, 2))

beside = np.bincount(contexts[centres == corpus.number("king")], minlength=len(corpus.words))
print("king:", *(corpus.words[w] for w in np.argsort(-beside, kind="stable")[:8]))

short = [w for w in corpus.sentences if len(set(w)) == len(w) == 6][:2]
places = np.split(np.arange(sum(map(len, short))), [len(short[0])])  # words as places
grid = pairs_of(places, 2)

# %% tags=["aside"]
# Draw: the pairs of two verses.
fig, ax = plt.subplots(figsize=(6, 5.4))
written = [corpus.words[w] for sentence in short for w in sentence]
ax.plot(grid[1], grid[0], "s", markersize=16)
ax.set(xticks=range(len(written)), yticks=range(len(written)), yticklabels=written,
       xlabel="context", ylabel="centre", xlim=(-0.6, len(written) - 0.4), aspect="equal")  # fmt: skip
ax.set_xticklabels(written, rotation=60, ha="right")
ax.invert_yaxis()
show(
    "A grid of the words of two verses, centre against context. Squares lie in a band of two places to "
    "either side of an empty diagonal, and none in the two corners where the verses would meet."
)

# %% [markdown]
# <!-- exercise: subsample -->
# Beside “king” stand *the*, *of* and *and*, as they do beside everything. Pairs with them teach little and
# take most of the time. So every word of the text stays only with a certain probability, which is small for
# frequent words. With $f_w$ for the share that word $w$ has of all words,
#
# $$f_w = \frac{\text{count}_w}{\sum_u \text{count}_u},\qquad
# \text{keep}_w = \min\Big(1,\; \sqrt{t / f_w}\Big) .$$
#
# Words rarer than $t$ always stay. What stays moves together, so that windows reach further.
#
# **The draw:** for each word of the text, in the order of the text, the generator gives one number $u$,
# uniform in $[0, 1)$; the word stays if $u < \text{keep}_w$. `rng.random(n)` gives the next $n$ of them at once.
#
# **Shapes:** `sentences` as before; `counts` $(V)$ are whole numbers, those of the whole text, of which
# `sentences` may be a part. A word of the vocabulary may have a count of 0: its `keep` is 1. `t` is above 0.
# Return `keep` $(V)$ and a list of arrays, **as many as there were sentences**: one that loses all its
# words stays as an empty array of whole numbers (`dtype=int`, as in Exercise 1).
#
# **Example:** counts of $(64, 16, 16, 4)$ and $t = 0.04$:
#
# | word | 0 | 1 | 2 | 3 |
# | --- | --- | --- | --- | --- |
# | $f_w$ | $0.64$ | $0.16$ | $0.16$ | $0.04$ |
# | $\text{keep}_w$ | $\sqrt{1/16} = \tfrac14$ | $\tfrac12$ | $\tfrac12$ | $1$ |
#
# For the sentences $(0, 1, 0)$ and $(3, 0)$ a generator gives $0.64, 0.27, 0.04$ and $0.02, 0.81$. So the
# first word goes, the next three stay, the last goes: $(1, 0)$ and $(3)$.


# %%
def subsample(sentences, counts, t, rng):
    """keep_w = min(1, √(t / f_w)), and the sentences without the words that go.

    sentences: a list of arrays of words; counts (V,); t above 0; rng: one number a word, in order
    → keep (V,), a list of as many arrays.
    """
    # SOLUTION


# %%
check.subsample(subsample)

# %% [markdown]
# **Use it.** Thin out the Bible with $t = 0.001$. How much is left of it, and who stands beside “king” now?

# %%
thin, pairs_of = check.yours_or_ours("subsample"), check.yours_or_ours("window_pairs")
example = [np.array([0, 1, 0]), np.array([3, 0])]
keep, kept = thin(example, np.array([64, 16, 16, 4]), 0.04, np.random.default_rng(0))
assert np.allclose(keep, [1 / 4, 1 / 2, 1 / 2, 1])
assert [list(words) for words in kept] == [[1, 0], [3]]

keep, kept = thin(corpus.sentences, corpus.counts, 1e-3, np.random.default_rng(0))
left, expected = sum(map(len, kept)), (corpus.counts * keep).sum()
print(f"{left / corpus.counts.sum():.0%} of the words are left; of “the” {keep[0]:.0%} stay")
assert abs(left - expected) < 4 * np.sqrt((corpus.counts * keep * (1 - keep)).sum())

centres, contexts = pairs_of(kept[:5000], 2)
beside = np.bincount(contexts[centres == corpus.number("king")], minlength=len(corpus.words))
print("king:", *(corpus.words[w] for w in np.argsort(-beside, kind="stable")[:8]))

# %% tags=["aside"]
# Draw: the probability against the count, some words by name.
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.plot(corpus.counts, keep)
for word in ("the", "unto", "king", "water"):
    w = corpus.number(word)
    ax.plot(corpus.counts[w], keep[w], "o", color=style.VERMILLION)
    ax.annotate(word, (corpus.counts[w], keep[w]), xytext=(6, 6), textcoords="offset points")
ax.set(xscale="log", xlabel="count in the Bible", ylabel="kept with probability", ylim=(0, 1.15))
show(
    "The probability of being kept against the count, on a log axis: level at 1 up to a count of some "
    "hundreds, then falling to about a ninth for “the”, with “unto” and “king” in between."
)

# %% [markdown]
# <!-- exercise: draw_noise -->
# A vector that only ever hears what is right learns nothing: it also has to tell its neighbours from **noise**,
# words drawn at random. From which distribution? By frequency alone nearly two thirds of the noise would be the
# same hundred words, *the* and *and* before all; with all words alike, one that comes five times in the Bible
# would be noise 29 times as often as its share of the text. In between is a power of the counts, and ¾ was
# found to do well:
#
# $$q_w = \frac{\text{count}_w^{\,3/4}}{\sum_u \text{count}_u^{\,3/4}} .$$
#
# **The draw:** lay the stretches $q_0, q_1, \dots$ one after the other on the line from 0 to 1. A number $u$,
# uniform in $[0, 1)$, falls into the stretch of one word, and that word is drawn; if it falls on a border, then
# into the stretch that begins there. Words are drawn with repetition.
#
# **Shapes:** `counts` $(V)$ are whole numbers, some of which may be 0; such words are never drawn. `shape`
# is a tuple, such as $(N, k)$ for $k$ words of noise for each of $N$ pairs. Use `rng.random(shape)`. Return
# `q` $(V)$ and the words, an array of whole numbers of this shape.
#
# **Example:** counts of $(81, 16, 1)$. Their powers are $27, 8, 1$, so $q = (\tfrac34, \tfrac29, \tfrac1{36})$;
# by frequency alone word 0 would have $81/98 = 0.83$. The stretches end at $0.75$, $0.972$ and $1$; so
# $u = 0.64$ is word 0, $u = 0.81$ word 1 and $u = 0.98$ word 2.


# %%
def draw_noise(counts, shape, rng):
    """q_w = count_w^(3/4) / Σ_u count_u^(3/4), and words drawn from q.

    counts (V,); shape: a tuple; rng: gives the numbers, rng.random(shape)
    → q (V,), words of this shape.
    """
    # SOLUTION


# %%
check.draw_noise(draw_noise)

# %% [markdown]
# **Use it.** What becomes of frequent and of rare words of the Bible? And do 200,000 draws keep to $q$?

# %%
noise_of = check.yours_or_ours("draw_noise")
q, words = noise_of(np.array([81, 16, 1]), (2, 4), np.random.default_rng(0))
assert np.allclose(q, [3 / 4, 2 / 9, 1 / 36])
assert words.tolist() == [[0, 0, 0, 0], [1, 1, 0, 0]]

q, words = noise_of(corpus.counts, (200_000,), np.random.default_rng(0))
share = corpus.counts / corpus.counts.sum()
assert round(share[:100].sum(), 2) == 0.64
assert (corpus.counts[-1], round(1 / len(q) / share[-1])) == (5, 29)
drawn = np.bincount(words, minlength=len(q)) / len(words)
for word in ("the", "king", "water", "lamb", "owl"):
    w = corpus.number(word)
    print(f"{word:8s} in the text {share[w]:.5f}, as noise {q[w]:.5f}, drawn {drawn[w]:.5f}")
    assert abs(drawn[w] - q[w]) < 4 * np.sqrt(q[w] / len(words))

# %% tags=["aside"]
# Draw: shares in the text, and as noise.
fig, ax = plt.subplots(figsize=(8, 3.4))
style.curves(ax, np.arange(1, len(q) + 1), {"in the text": share, "as noise, $q$": q})
ax.set(xscale="log", yscale="log", xlabel="rank of the word", ylabel="share")
ax.legend()
show(
    "Two falling curves of shares against rank, both axes logarithmic. The noise is below the text for the "
    "hundred or so most frequent words and above it for all others."
)

# %% [markdown]
# <!-- exercise: softmax_loss -->
# Now to the vectors. How probable is it that word $o$ stands beside word $c$? (That letter was the window; from
# here on it is a centre.) Every word of the vocabulary
# gets a score, the dot product of its $v'$ with $v_c$, and a softmax makes probabilities of them:
#
# $$p(o\mid c) = \frac{e^{v'_o\cdot v_c}}{\sum_w e^{v'_w\cdot v_c}},\qquad
# J = -\frac1N\sum_n \ln p(o_n\mid c_n) .$$
#
# It is the softmax regression of lab 01, except that the inputs $v_c$ are learnt, too. With
# $e_{nw} = \big(p(w\mid c_n) - [w = o_n]\big)/N$, the gradient at the scores,
#
# $$\frac{\partial J}{\partial v'_w} = \sum_n e_{nw}\, v_{c_n},\qquad
# \frac{\partial J}{\partial v_{c_n}} \text{ gets } \sum_w e_{nw}\, v'_w \text{ from each pair } n .$$
#
# A word that is the centre of several pairs collects from all of them. `np.add.at(table, rows, parts)` adds
# each part to its row, also where a row comes twice; `table[rows] += parts` does not.
#
# **Shapes:** `centres` and `contexts` are $(N)$, `p` the dictionary above. Scores may be large: take the
# largest of each row off before `np.exp`, and $\ln p$ as a score less the logarithm of a sum, since a $p$
# may be rounded to 0. Return `J` and a dictionary with `"E"` and `"E_out"`, $(V, D)$ each.
#
# **Example:** three words, $v_0 = (1, 0)$, and $v'$ of $(0, 4)$, $(\ln 2, 0)$ and $(0, 0)$. For the pair $(0, 1)$:
#
# | word | 0 | 1 | 2 |
# | --- | --- | --- | --- |
# | score | $0$ | $\ln 2$ | $0$ |
# | $p(w \mid 0)$ | $\tfrac14$ | $\tfrac12$ | $\tfrac14$ |
# | $e_w$ | $\tfrac14$ | $-\tfrac12$ | $\tfrac14$ |
# | $\partial J/\partial v'_w$ | $(\tfrac14, 0)$ | $(-\tfrac12, 0)$ | $(\tfrac14, 0)$ |
#
# So $J = \ln 2$, and $\partial J/\partial v_0 = \tfrac14(0, 4) - \tfrac12(\ln 2, 0) = (-0.3466, 1)$.


# %%
def softmax_loss(centres, contexts, p):
    """J = mean of −ln p(o | c) over the pairs, and its gradients.

    centres, contexts (N,); p {"E" (V, D), "E_out" (V, D)}
    → J, {"E" (V, D), "E_out" (V, D)}.
    """
    # SOLUTION


# %%
check.softmax_loss(softmax_loss)

# %% [markdown]
# **Use it.** Against central differences first. Then 60 steps of gradient descent on fifty sentences of a
# made-up language about relatives, 75 words in all. Before the first step every word is equally probable:
# what is $J$ then? How low would it get by frequency alone, how low by counting pairs?

# %%
loss = check.yours_or_ours("softmax_loss")
other = small | {"E_out": np.array([[0, 4], [np.log(2), 0], [0, 0]])}
J, g = loss(*one_pair[:2], other)
assert np.isclose(J, np.log(2))
assert np.allclose(g["E"][0], [-np.log(2) / 2, 1])

rng = np.random.default_rng(0)
p = {name: rng.normal(size=(6, 3)) for name in ("E", "E_out")}
centres, contexts = rng.integers(0, 6, (2, 20))
compared(lambda **p: loss(centres, contexts, p)[0], p, loss(centres, contexts, p)[1])

kin = kinship.sample(50, rng)
assert len(corpus.words) == 5357  # as is said below
V, (centres, contexts) = len(kin.words), w2v.window_pairs(kin.sentences, 10)
p, losses = w2v.word2vec_parameters(V, 10, rng), []
for _ in range(60):
    J, g = loss(centres, contexts, p)
    losses.append(J)
    p = {name: p[name] - 40 * g[name] for name in p}
table = np.zeros((V, V))
np.add.at(table, (centres, contexts), 1 / len(centres))
shares, seen = table.sum(axis=0), table > 0
by_share = -(shares * np.log(shares)).sum()
by_pair = -(table[seen] * np.log((table / table.sum(axis=1, keepdims=True))[seen])).sum()
print(f"J {losses[0]:.3f} at first, ln {V} = {np.log(V):.3f}; after 60 steps {losses[-1]:.3f}")
assert np.isclose(losses[0], np.log(V))
assert by_pair < losses[-1] < by_share

# %% tags=["aside"]
# Draw: the loss, and what it may be compared with.
fig, ax = plt.subplots(figsize=(8, 3.4))
lines = {"J": losses, f"all alike, ln {V}": 60 * [np.log(V)]}
lines |= {"by frequency alone": 60 * [by_share], "by counted pairs": 60 * [by_pair]}
style.curves(ax, range(60), lines)
ax.set(xlabel="step", ylabel="nats for a pair")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "The loss starts on the line of ln 75, falls past the line of frequencies and stays above that of the "
    "counted pairs."
)

# %% [markdown]
# The catch is the sum over the vocabulary: one pair of the Bible takes 5,357 scores, and moves all 5,357 rows
# of `E_out`. The next exercise gets by with six.

# %% [markdown]
# <!-- exercise: negative_sampling -->
# **Negative sampling** asks a smaller question: is this pair from the text, or noise? For each pair $(c, o)$, $k$
# words $n_1, \dots, n_k$ are drawn as noise. Now $\sigma(s)$ is the probability of *text* for a
# score $s$, and $1 - \sigma(s) = \sigma(-s)$ that of *noise*. The loss is the surprise at the right answers, so
# the score of the context should be high, that of each word of noise low:
#
# $$J = \frac1N\sum_{\text{pairs}}\Big(-\ln\sigma(v'_o\cdot v_c) - \sum_{i=1}^{k} \ln\sigma(-v'_{n_i}\cdot v_c)\Big) .$$
#
# With the scores $s_o = v'_o\cdot v_c$ and $s_i = v'_{n_i}\cdot v_c$, the gradients at them are
# $g_o = (\sigma(s_o) - 1)/N$ and $g_i = \sigma(s_i)/N$. Each of them goes to the two vectors of its score:
#
# $$v_c \text{ gets } g_o v'_o + \sum_i g_i v'_{n_i},\qquad v'_o \text{ gets } g_o v_c,\qquad
# v'_{n_i} \text{ gets } g_i v_c .$$
#
# A row that is used several times, as a centre, as a context or as noise, adds all it gets up. A word of
# noise that happens to be the context counts all the same. And $-\ln\sigma(s) = \ln(1 + e^{-s})$, which
# `np.logaddexp(0, -s)` computes for scores of any size.
#
# **Shapes:** `centres` and `contexts` are $(N)$, `noise` is $(N, k)$. Return `J` and a dictionary with `"E"` and
# `"E_out"`, $(V, D)$ each. `sigmoid` is there already.
#
# **Example:** $v_0 = (1, 0)$, $v'_1 = (\ln 3, 1)$, $v'_2 = (-\ln 3, 0)$, and the pair $(0, 1)$ with the noise $(2, 2)$,
# the same word twice:
#
# | word | score | its $\sigma$ | surprise | gradient $g$ |
# | --- | --- | --- | --- | --- |
# | 1, the context | $\ln 3$ | $\tfrac34$ | $\ln\tfrac43$ | $-\tfrac14$ |
# | 2, noise | $-\ln 3$ | $\tfrac14$ | $\ln\tfrac43$ | $\tfrac14$ |
# | 2, noise again | $-\ln 3$ | $\tfrac14$ | $\ln\tfrac43$ | $\tfrac14$ |
#
# So $J = 3\ln\tfrac43 = 0.863$. $v'_1$ gets $(-\tfrac14, 0)$ and $v'_2$ gets $(\tfrac14 + \tfrac14, 0)$; and
# $v_0$ gets $-\tfrac14(\ln 3, 1) + \tfrac12(-\ln 3, 0) = (-\tfrac34\ln 3, -\tfrac14)$.


# %%
def negative_sampling(centres, contexts, noise, p):
    """J = mean of −ln σ(v'_o·v_c) − Σ_i ln σ(−v'_(n_i)·v_c) over the pairs, and its gradients.

    centres, contexts (N,); noise (N, k); p {"E" (V, D), "E_out" (V, D)}
    → J, {"E" (V, D), "E_out" (V, D)}.
    """
    # SOLUTION


# %%
check.negative_sampling(negative_sampling)

# %% [markdown]
# **Use it.** Against central differences. Then: what does such a score learn? Word 0 has ten pairs, in six of
# which word 1 is the context; among its twenty words of noise, three are word 1. Move $s = v'_1\cdot v_0$: where
# is $J$ lowest?

# %%
loss = check.yours_or_ours("negative_sampling")
J, g = loss(*one_pair, small)
assert np.isclose(J, 3 * np.log(4 / 3))
assert np.allclose(g["E_out"], [[0, 0], [-1 / 4, 0], [1 / 2, 0]])
assert np.allclose(g["E"][0], [-0.75 * np.log(3), -0.25])

rng = np.random.default_rng(0)
p = {name: rng.normal(size=(7, 3)) for name in ("E", "E_out")}
centres, contexts, noise = *rng.integers(0, 7, (2, 20)), rng.integers(0, 7, (20, 4))
found = loss(centres, contexts, noise, p)[1]
compared(lambda **p: loss(centres, contexts, noise, p)[0], p, found)

ten = np.zeros(10, int), np.repeat([1, 2], [6, 4]), np.repeat([1, 2], [3, 17]).reshape(10, 2)
scores = np.linspace(-2, 4, 601)
J = [loss(*ten, {"E": np.ones((3, 1)), "E_out": np.array([[0], [s], [0]])})[0] for s in scores]
best = scores[np.argmin(J)]
print(f"lowest at s = {best:.2f}; ln(6/3) = {np.log(6 / 3):.2f}")
assert abs(best - np.log(2)) < 0.01

# %% tags=["aside"]
# Draw: J against the score.
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(scores, J)
ax.axvline(np.log(2), color=style.GREY, linestyle=":")
ax.set(xlabel="score $s$ of word 1 with word 0", ylabel="$J$")
show("J against the score, a valley whose lowest point is at the dotted line of ln 2.")

# %% [markdown]
# The score learns the logarithm of how often a pair comes, against how often it comes as noise. So words with
# similar company need similar vectors, and nothing has been summed over the vocabulary.

# %% [markdown]
# <!-- exercise: train -->
# All that is left is to go downhill, a minibatch of $B$ pairs at a time: pairs $0 \dots B - 1$ in step 0, the next $B$
# in step 1, and so on; the last minibatch has whatever is left. With $S$ steps in all, step
# $s = 0, 1, \dots, S - 1$ has the rate
#
# $$\eta_s = \eta\,\Big(1 - \frac sS\Big),\qquad E \leftarrow E - \eta_s\frac{\partial J}{\partial E},\qquad
# E_{out} \leftarrow E_{out} - \eta_s\frac{\partial J}{\partial E_{out}} :$$
#
# large at first, small when it is time to settle. Both gradients belong to where the tables are *before* the
# step. $J$ is the mean over the minibatch, so that a row which only one of $B$ pairs has moves by a $B$-th of
# $\eta$: rates of 10 are nothing unusual here.
#
# **Shapes:** `centres` and `contexts` are $(M)$, `noise` is $(M, k)$, shuffled already. Return the trained `p`, a
# dictionary of **new** arrays (the given ones stay as they are), and the losses, $(S)$: each the $J$ that its step
# found.
#
# **Example:** the pair of Exercise 5 alone, $\eta = 4$ and $B = 1$: one step, at the full rate. The loss is $0.863$, and
# $v'_1 = (\ln 3, 1) - 4\cdot(-\tfrac14, 0) = (\ln 3 + 1, 1)$, $v'_2 = (-\ln 3 - 2, 0)$, $v_0 = (1 + 3\ln 3, 1)$.
#
# The first line gives you `loss_of`: your `negative_sampling`, or ours.

# %%
loss_of = check.yours_or_ours("negative_sampling")


def train(p, centres, contexts, noise, learning_rate, B):
    """Both tables after one pass in minibatches of B pairs, and the loss of each step.

    p {"E" (V, D), "E_out" (V, D)}; centres, contexts (M,); noise (M, k); B: at least 1
    → {"E" (V, D), "E_out" (V, D)}, losses (S,).
    """
    # SOLUTION


# %%
check.train(train)

# %% [markdown]
# **Use it.** Everything so far, put together: 1,500 sentences of the made-up language become pairs, each pair
# gets its noise, and one pass trains 75 vectors of ten numbers. `E_out` begins at 0, so all scores are 0: what is
# the first loss?

# %%
pairs_of, noise_of = check.yours_or_ours("window_pairs"), check.yours_or_ours("draw_noise")
trained = check.yours_or_ours("train")
p, losses = trained(small, *one_pair, 4.0, 1)
assert np.allclose(losses, 3 * np.log(4 / 3))
assert np.allclose(p["E"][0], [1 + 3 * np.log(3), 1])

rng = np.random.default_rng(0)
kin = kinship.sample(1500, rng)
print("a sentence:", kin.text(kin.sentences[0]))
centres, contexts = pairs_of(kin.sentences, 10)
mixed = rng.permutation(len(centres))
noise = noise_of(kin.counts, (len(centres), 5), rng)[1]
start = w2v.word2vec_parameters(len(kin.words), 10, rng)
p, losses = trained(start, centres[mixed], contexts[mixed], noise, 10.0, 100)
print(f"{len(centres):,} pairs, loss {losses[0]:.3f} at first, {losses[-100:].mean():.2f} at last")
assert np.isclose(losses[0], 6 * np.log(2))
assert losses[-100:].mean() < 2.7

v = w2v.unit(p["E"])
for word in ("queen", "boy", "crown"):
    near = np.argsort(-v @ v[kin.number(word)])[1:5]
    print(f"{word}:", *(kin.words[w] for w in near))

# %% tags=["aside"]
# Draw: the loss of each step, and the mean of twenty-five.
fig, ax = plt.subplots(figsize=(8, 3.2))
ax.plot(losses, color=style.GREY, linewidth=0.5)
ax.plot(np.arange(12, len(losses), 25), losses.reshape(-1, 25).mean(axis=1))
ax.set(xlabel="step", ylabel="loss (nats)")
show(
    "The loss of 1,650 steps: from 4.16 it drops within fifty steps to 2.75, then sinks slowly to 2.6, with a "
    "noise of about a tenth to either side."
)

# %% [markdown]
# <!-- exercise: neighbours -->
# Which words are near a word? Frequent and rare words have vectors of different lengths, so it is the
# *direction* that is compared. For a query $q$, a vector of any origin,
#
# $$\cos(v_w, q) = \frac{v_w\cdot q}{\lVert v_w\rVert\,\lVert q\rVert},\qquad \lVert v\rVert = \sqrt{v\cdot v} :$$
#
# 1 for the same direction, 0 at a right angle, $-1$ for the opposite one. The largest is the nearest. If the query
# is the vector of a word, that word itself would come first, so some words may be left out.
#
# **Shapes:** `vectors` is $(V, D)$, `query` $(D)$, and none of them is 0; `leave_out` is a list of words, perhaps empty.
# Return the `n` nearest of the other words, the nearest first, and their cosines, $(n)$ each; both shorter if there
# are fewer than `n`. (No two cosines are equal in the cases.)
#
# **Example:** the vectors $(3, 4)$, $(8, 6)$, $(0, 2)$, $(6, 0)$ and the query $(3, 4)$, which is that of word 0:
#
# | word | 0 | 1 | 2 | 3 |
# | --- | --- | --- | --- | --- |
# | dot product | $25$ | $48$ | $8$ | $18$ |
# | lengths | $5\cdot5$ | $10\cdot5$ | $2\cdot5$ | $6\cdot5$ |
# | cosine | $1$ | $0.96$ | $0.8$ | $0.6$ |
#
# With word 0 left out, the two nearest are 1 and 2, with $0.96$ and $0.8$. By dot products it would be 1 and 3.


# %%
def neighbours(vectors, query, n, leave_out):
    """The n words with the largest cosine to the query, the nearest first.

    vectors (V, D); query (D,); leave_out: a list of words that are not to be found
    → words (n,), cosines (n,).
    """
    # SOLUTION


# %%
check.neighbours(neighbours)

# %% [markdown]
# **Use it.** Real text: 64 numbers for each of the 5,357 words of the Bible, trained in about ten seconds (and
# kept for the next time) by a fast form of what you wrote. Nobody has told it what a word means.

# %% tags=["nbval-ignore-output"]
from utils.experiments.word_vectors import bible_vectors

near = check.yours_or_ours("neighbours")
plane = np.array([[3.0, 4.0], [8.0, 6.0], [0.0, 2.0], [6.0, 0.0]])
words, cosines = near(plane, plane[0], 2, [0])
assert words.tolist() == [1, 2]
assert np.allclose(cosines, [0.96, 0.8])

vectors, by_word = bible_vectors().E.astype(float), {}
for word in ("father", "bread", "seven", "water", "he", "sword"):
    w = corpus.number(word)
    words, by_word[word] = near(vectors, vectors[w], 40, [w])
    print(f"{word}:", *(corpus.words[i] for i in words[:7]))
    assert by_word[word][0] > 0.5
w = corpus.number("father")
print("father, by dot products:", *(corpus.words[i] for i in np.argsort(-vectors @ vectors[w])[:7]))

# %% tags=["aside"]
# Draw: how the cosine falls from neighbour to neighbour.
fig, ax = plt.subplots(figsize=(8, 3.4))
style.curves(ax, range(1, 41), by_word)
ax.set(xlabel="neighbour", ylabel="cosine")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Six falling curves, cosine against the number of the neighbour: from between 0.6 and 0.75 for the first "
    "they sink, fast at first, to between 0.35 and 0.5 for the fortieth."
)

# %% [markdown]
# <!-- exercise: analogies -->
# King is to queen as uncle is to …? If what leads from a man to a woman is the same everywhere, it is the
# difference of two vectors, and can be added to a third. With all vectors divided by their lengths,
#
# $$\text{found} = \text{the word nearest to } v_b - v_a + v_c ,\quad\text{other than } a, b, c .$$
#
# That looks like magic, and partly is a trick: with $a$, $b$ and $c$ left out, the nearest word to $c$ itself is often
# right already. So no such number without its **control**: what is nearest to $v_c$ alone, the *same* three words
# left out. Only what the offset adds to that is its merit.
#
# **Shapes:** `vectors` is $(V, D)$, of any lengths; `quadruples` $(Q, 4)$ has a row $(a, b, c, d)$ of words for each
# question, where $d$ is the right answer. Return `found` $(Q)$, `control` $(Q)$, whole numbers, and `shares` $(2)$: the
# shares of questions to which each of them has the right answer.
#
# **Example:** five vectors in the plane, $(2, 0)$, $(3, 4)$, $(4, -3)$, $(8, 6)$ and $(0, -1)$, and the question $(0, 1, 2, 3)$.
# Of length 1 they are $(1, 0)$, $(0.6, 0.8)$, $(0.8, -0.6)$, $(0.8, 0.6)$ and $(0, -1)$. The query is
# $(0.6, 0.8) - (1, 0) + (0.8, -0.6) = (0.4, 0.2)$, and of the two words that are left, word 3 has the larger dot
# product with it, $0.44$ against $-0.2$: right. The control asks for $(0.8, -0.6)$; word 3 has $0.28$, word 4 has
# $0.6$: wrong. So `shares` is $(1, 0)$.
#
# The first line gives you `nearest`: your `neighbours`, or ours.

# %%
nearest = check.yours_or_ours("neighbours")


def analogies(vectors, quadruples):
    """The word nearest to v_b − v_a + v_c, and to v_c alone, for each (a, b, c, d); shares right.

    vectors (V, D); quadruples (Q, 4), whole numbers
    → found (Q,), control (Q,), shares (2,).
    """
    # SOLUTION


# %%
check.analogies(analogies)

# %% [markdown]
# **Use it.** First the made-up language, where every analogy is right by construction: 600 questions to vectors
# that your `train` makes. Then the Bible, where nobody has promised anything.

# %% tags=["nbval-ignore-output"]
from utils.experiments.word_vectors import bible_vectors, family_analogies

answer, trained = check.yours_or_ours("analogies"), check.yours_or_ours("train")
plane = np.array([[2.0, 0.0], [3.0, 4.0], [4.0, -3.0], [8.0, 6.0], [0.0, -1.0]])
found, control, shares = answer(plane, np.array([[0, 1, 2, 3]]))
assert (found[0], control[0], *shares) == (3, 4, 1, 0)

rng = np.random.default_rng(0)
kin = kinship.sample(1500, rng)
centres, contexts = w2v.window_pairs(kin.sentences, 10)
mixed = rng.permutation(len(centres))
noise = w2v.draw_noise(w2v.noise_distribution(kin.counts), (len(centres), 5), rng)
start = w2v.word2vec_parameters(len(kin.words), 10, rng)
kin_vectors = trained(start, centres[mixed], contexts[mixed], noise, 10.0, 100)[0]["E"]
asked = np.array([[kin.number(word) for word in words] for words in kinship.analogies()])
shares = answer(kin_vectors, asked)[2]
print(f"made-up language, {len(asked)} questions: {shares[0]:.0%} right, control {shares[1]:.0%}")
assert shares[0] >= 0.95
assert shares[1] < 0.3

asked = family_analogies(corpus)
asked = np.array([[corpus.number(word) for word in words] for words in asked])
found, control, shares = answer(bible_vectors().E.astype(float), asked)
print(f"Bible, {len(asked)} questions: {shares[0]:.0%} right, control {shares[1]:.0%}")
for i in np.flatnonzero((asked[:, :2] == asked[0, :2]).all(axis=1))[:7]:
    a, b, c, d, mine, other = (corpus.words[w] for w in (*asked[i], found[i], control[i]))
    print(f"  {a} : {b} = {c} : {mine} (right: {d}); {c} alone: {other}")
assert shares[0] > shares[1]

# %% tags=["aside"]
# Draw: nouns of the made-up language in the plane, with four arrows from a man to a woman.
arrows = ("king", "queen"), ("uncle", "aunt"), ("son", "daughter"), ("nephew", "niece")
points, _ = w2v.project(w2v.unit(kin_vectors)[[kin.number(word) for word in kinship.NOUNS]])
place = dict(zip(kinship.NOUNS, points, strict=True))
fig, ax = plt.subplots(figsize=(7, 5.4))
ax.plot(*points.T, "o", color=style.GREY, markersize=5)
for pair in arrows:
    start, end = (place[word] for word in pair)
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": style.VERMILLION})
    for word in pair:
        ax.annotate(word, place[word], xytext=(6, 2), textcoords="offset points")
ax.set(xlabel="first principal component", ylabel="second principal component")
show(
    "Twenty nouns as points in the plane, in four groups: men, women, boys and girls. Four arrows lead from a "
    "male to a female word, all in about the same direction."
)

# %% [markdown]
# On real text the offset helps, and less than the famous example suggests. The lecture has the same comparison
# with its uncertainty, over several seeds.

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: near words count more
#
# *Open-ended, no check.* The program word2vec draws the window of each centre anew, uniformly from
# $1, \dots, c$. With which probability does a pair at distance $j$ come then? Derive it, then see whether
# `w2v.window_pairs(sentences, c, rng)`, which does the same, agrees on one sentence of 100,000 places.

# %% tags=["solution"]
places = np.arange(100_000)
centres, contexts = w2v.window_pairs([places], 5, np.random.default_rng(0))
for j in range(1, 6):
    share = (contexts - centres == j).mean() * len(centres) / len(places)
    print(f"distance {j}: {share:.3f}, expected {(5 - j + 1) / 5:.3f}")
    assert abs(share - (6 - j) / 5) < 0.01

# %% [markdown] tags=["solution"]
# The distance $j$ is in the window if that has been drawn as $j$ or larger: $c - j + 1$ of $c$ equal chances. Near
# words count more, without a weight anywhere.

# %% [markdown]
# ## What next
#
# Negative sampling was one way round the sum over the vocabulary. Topic 08 has the others: trees, classes and
# sampled softmaxes, and what each of them costs for a million words.
