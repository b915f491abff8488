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
# A network that says which word comes next has to divide by a sum over all words there are. You write the
# bill for that, and then four ways round it: first a class and then a word, a path through a tree, a
# question of text or noise, and a sum that learns to be 1. At the end you measure what it was worth.
#
# Words are whole numbers, $0$ to $V - 1$, the most frequent first. All functions take **one** state `h` $(H)$
# and **one** right word `y`; a batch is their mean. Tables lie in a dictionary `p`, a row for each
# thing that is scored: `"W_y"` $(V, H)$ and `"b_y"` $(V)$ for words, `"W_c"`, `"b_c"` for classes, `"W_n"`, `"b_n"` for
# nodes of a tree. The score of word $w$ is $s_w = h\cdot w_w + b_w$. Losses are in nats.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils.checks.softmax_speedups import check
from utils.data import word_frequencies
from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.numpy_impl.core.softmax import log_softmax, softmax
from utils.plots import style
from utils.plots.show import show

style.use()


def table(of, W, b):
    """The table of these rows: "W_y" and "b_y", say."""
    return {f"W_{of}": np.array(W, dtype=float), f"b_{of}": np.array(b, dtype=float)}


def drawn(of, rows, H, rng):
    """A table of so many rows of H numbers, drawn."""
    return table(of, rng.normal(size=(rows, H)), rng.normal(size=rows))


def frequencies(V):
    """The V most frequent English words, and how often each comes among a thousand million."""
    words, p = word_frequencies.load(V)
    return words, np.round(1e9 * p).astype(int)


def compared(loss, h, dh):
    """Say whether dh is the gradient of loss(h), by central differences."""
    error = gradient_errors(loss, {"h": h}, {"h": dh})["h"]
    print("the gradient of h agrees with central differences:", error < 1e-7)
    assert error < 1e-7


ln2, ln3, one = np.log(2), np.log(3), np.ones(1)

# %% [markdown]
# <!-- exercise: softmax_bill -->
# A softmax over $V$ words gives the right one the probability $P(y) = e^{s_y} / Z$ with
# $Z = \sum_w e^{s_w}$. To learn from a single word of text *every* row of $W_y$ is needed, forward and back:
#
# | step | for each of the $V$ words | operations |
# | --- | --- | --- |
# | its score $h\cdot w_w + b_w$ | $H$ multiplications, $H$ additions | $2H$ |
# | its share of the softmax | an exponential, an addition to $Z$, a division | $3$ |
# | back to $h$ | $H$ multiplications, $H$ additions | $2H$ |
# | back to its row, and the step | $H$ multiplications, $H$ additions | $2H$ |
#
# (All operations count the same; a handful for $y$ alone and for $b_w$ is left out.)
#
# **Given** the vocabulary `V`, the units `H`, a text of `words` words that is read `epochs` times, and a machine
# with a `rate` in operations *per second*. **Return** `operations`, those for learning from **one** word of the
# text, and `hours`, the time for the whole training.
#
# **Example:** $V = 4$, $H = 2$: $4\cdot(12 + 3) = 60$ operations. A text of 30 words, read twice, takes
# $3{,}600$; a machine that does one in a second needs 1 hour.


# %%
def softmax_bill(V, H, words, epochs, rate):
    """What a full softmax costs: operations for one word of the text, hours for the training.

    V, H, words, epochs: whole numbers; rate: operations per second → operations, hours.
    """
    # SOLUTION


# %%
check.softmax_bill(softmax_bill)

# %% [markdown]
# **Use it.** Vocabularies and texts as they occur, 10 epochs, 100 units, on a core that does $10^{10}$
# operations a second. Which of these trainings would you start?

# %%
cost = check.yours_or_ours("softmax_bill")
assert np.allclose(cost(4, 2, 30, 2, 1), [60, 1])

hours = {}
print(
    "a text of, V =    " + "".join(f"{V:>14,}  " for V in (10_000, 100_000, 1_000_000, 10_000_000))
)
for words in (10**6, 10**8, 10**9):
    hours[words] = [cost(10**n, 100, words, 10, 1e10)[1] for n in (4, 5, 6, 7)]
    print(f"{words:13,} words" + "".join(f"{h:14,.1f} h" for h in hours[words]))
print(f"the longest: {hours[10**9][-1] / 24 / 365:,.0f} years")
assert 190 < hours[10**9][-1] / 24 / 365 < 192

ours = so.bill("full", 10_000, 1e6, so.Rates(1e10, 1e10))  # counts bytes, too
print("the course's bill agrees:", np.isclose(ours.hours, hours[10**6][0]))
assert np.isclose(ours.hours, hours[10**6][0])

# %% [markdown]
# <!-- exercise: frequency_classes -->
# First way round: put the words into classes. $P(y) = P(c)\,P(y \mid c)$ needs one softmax over the
# classes and one over the words of *one* class. Which words should share a class? Here neighbours by
# frequency, cut so that each class is *used* equally often, a share of $1/C$ of the text: few frequent
# words, or very many rare ones.
#
# Go through the words by falling frequency. A word begins class $c$ when the words **before** it have at least
# $\tfrac{c}{C}$ of all counts:
#
# $$\text{counts before } w \;\ge\; \frac{c}{C}\cdot\text{all counts},\qquad c = \text{number of classes begun so far} .$$
#
# Word 0 begins class 0. A word begins one class at most, even where a very frequent one has used up several shares:
# then the next words begin one each. So there may be fewer than $C$ classes (of three words, say, with $C = 4$), but none is empty.
#
# How many rows does a word need? All $C'$ classes there are, and its own class's words. Averaged over the text,
#
# $$\text{rows} = C' + \frac{\sum_w \text{count}_w\cdot|\text{class of } w|}{\sum_w \text{count}_w} .$$
#
# **Given** `counts` $(V)$, whole numbers above 0 that never rise, and `C`, at least 1. **Return** `start`, the first
# word of each class *and at the end* $V$, so that class $c$ has the words `start[c]` to `start[c + 1] - 1`;
# `class_of` $(V)$, each word's class, both whole numbers; and `rows`, one number.
#
# **Example:** counts $(6, 3, 3, 2, 2, 2)$, 18 in all, $C = 3$. Before word 1 there are $6 \ge \tfrac13\cdot18$: it
# begins class 1. Before word 2 there are 9, less than 12; before word 3 just 12: it begins class 2. So `start` is
# $(0, 1, 3, 6)$, `class_of` $(0, 1, 1, 2, 2, 2)$, and `rows` $3 + \tfrac{6\cdot1 + 6\cdot2 + 6\cdot3}{18} = 5$.


# %%
def frequency_classes(counts, C):
    """Cut words by falling frequency into at most C classes that are used equally often.

    counts (V,), whole numbers, never rising; C at least 1
    → start, one number more than there are classes; class_of (V,); rows for a word of the text.
    """
    # SOLUTION


# %%
check.frequency_classes(frequency_classes)

# %% [markdown]
# **Use it.** The 10,000 most frequent words of English. How many classes are best?

# %%
cut = check.yours_or_ours("frequency_classes")
start, class_of, rows = cut(np.array([6, 3, 3, 2, 2, 2]), 3)
assert start.tolist() == [0, 1, 3, 6]
assert rows == 5

V = 10_000
words, counts = frequencies(V)
start, class_of, rows = cut(counts, 100)
print(f"100 classes: {rows:.0f} rows for a word of the text, in place of {V:,}")
for c in (0, 1, 40, 99):
    some = ", ".join(words[start[c] : start[c + 1]][:5])
    print(f"class {c:2d} has {start[c + 1] - start[c]:5,} words: {some}")
assert np.array_equal(start, so.frequency_classes(counts, 100, by="mass").start)
sizes = np.array([4, 8, 16, 32, 64, 100, 150, 250, 500, 1000, 2000, 5000])
needed = np.array([cut(counts, C)[2] for C in sizes])
print(f"fewest rows with {sizes[needed.argmin()]} classes; √V = {V**0.5:.0f}")
assert 64 <= sizes[needed.argmin()] <= 150

# %% tags=["aside"]
# Draw: rows for a word against the number of classes.
fig, ax = plt.subplots(figsize=(8, 3.4))
style.curves(ax, sizes, {"used equally often": needed, "$C + V/C$": sizes + V / sizes})
ax.set(xscale="log", yscale="log", xlabel="classes $C$", ylabel="rows for a word")
ax.legend()
show(
    "Rows against the number of classes, both axes logarithmic: two curves that nearly coincide, down to about "
    "200 rows at a hundred classes and up again on either side."
)

# %% [markdown]
# Classes of equally many words cost $C + V/C$, too, and never more. Used equally often, the class of rarest
# words is huge, though seldom asked for. Either way the best $C$ is about $\sqrt V$, and the rows about
# $2\sqrt V$.

# %% [markdown]
# <!-- exercise: class_loss -->
# Now learn with them. With $c$ the class of $y$, the loss has two parts, each the loss of a softmax:
#
# $$J = -\log P(c) - \log P(y\mid c),\qquad P(c) = \frac{e^{s_c}}{\sum_{c'} e^{s_{c'}}},\qquad
# P(y\mid c) = \frac{e^{s_y}}{\sum_{w\text{ in class }c} e^{s_w}} .$$
#
# Classes are scored by $W_c, b_c$, words by $W_y, b_y$; of these only the rows of $y$'s own class are looked at. As in
# every softmax, the gradient of the scores is $p - 1$ for what was right and $p$ for the others. Call them $dc$, one
# number for each class, and $dy$, one for each word *of class $c$*; then
#
# $$dh = \sum_{c'} dc_{c'}\,w_{c'} + \sum_{w\text{ in class }c} dy_w\,w_w .$$
#
# (And row $w$ of $W_y$ would get $dy_w\,h$; all rows of other classes get nothing.)
#
# **Given** `h` $(H)$, the word `y`, `class_of` and `start` as in Exercise 2, and `p` with `"W_c"` $(C, H)$, `"b_c"` $(C)$,
# `"W_y"` $(V, H)$, `"b_y"` $(V)$. **Return** `J`, one number, and `dh` $(H)$. Scores may be in the thousands; `log_softmax` is
# there already.
#
# **Example:** `start` $= (0, 2, 3)$, $y = 1$, $h = (1)$, and numbers in `p` such that
#
# | softmax over | scores | probabilities | row | gradient |
# | --- | --- | --- | --- | --- |
# | classes 0, 1 | $\ln 3,\ 0$ | $\tfrac34,\ \tfrac14$ | $1,\ 5$ | $-\tfrac14,\ \tfrac14$ |
# | words 0, 1 of class 0 | $\ln 2,\ 0$ | $\tfrac23,\ \tfrac13$ | $4,\ 1$ | $\tfrac23,\ -\tfrac23$ |
#
# So $J = -\log(\tfrac34\cdot\tfrac13) = \log 4$ and $dh = -\tfrac14 + \tfrac54 + \tfrac83 - \tfrac23 = 3$. Word 2 has not been
# looked at.


# %%
def class_loss(h, y, class_of, start, p):
    """−log P(class of y) − log P(y | its class), and its gradient of h.

    h (H,); y a word; class_of (V,); start (C + 1,); p {"W_c" (C, H), "b_c", "W_y" (V, H), "b_y"}
    → J, dh (H,).
    """
    # SOLUTION


# %%
check.class_loss(class_loss)

# %% [markdown]
# **Use it.** Is it still a distribution over all words? And are the words of other classes left alone?
# (Their rows are `nan` here: whoever touches one gets `nan`.)

# %%
cut, two_steps = check.yours_or_ours("frequency_classes"), check.yours_or_ours("class_loss")
p = table("c", [[1], [5]], [ln3 - 1, -5]) | table("y", [[4], [1], [3]], [ln2 - 4, -1, -3])
J, dh = two_steps(one, 1, np.array([0, 0, 1]), np.array([0, 2, 3]), p)
assert np.isclose(J, np.log(4))
assert np.allclose(dh, 3)

V, H, rng = 1000, 8, np.random.default_rng(0)
_, counts = frequencies(V)
start, class_of, _ = cut(counts, 32)
p = drawn("c", len(start) - 1, H, rng) | drawn("y", V, H, rng)
h = rng.normal(size=H)
P = np.exp([-two_steps(h, w, class_of, start, p)[0] for w in range(V)])
print(f"{V:,} probabilities sum to 1: {abs(P.sum() - 1) < 1e-12}")
assert abs(P.sum() - 1) < 1e-12
compared(
    lambda h: two_steps(h, 77, class_of, start, p)[0], h, two_steps(h, 77, class_of, start, p)[1]
)

own = class_of == class_of[77]
touched = p | {
    "W_y": np.where(own[:, None], p["W_y"], np.nan),
    "b_y": np.where(own, p["b_y"], np.nan),
}
J, dh = two_steps(h, 77, class_of, start, touched)
print(f"of {V:,} rows {own.sum()} are enough, beside {len(start) - 1} classes:", np.isfinite(J))

# %% [markdown]
# <!-- exercise: huffman -->
# Second way round: a *tree* of yes and no, with the words for leaves. Then a word costs as many decisions as it lies
# deep, and frequent words should lie high. Huffman's tree has the smallest mean depth of all:
#
# - Every word is a node, with its count and a number: word $w$ has the number $w$.
# - Take out the two nodes with the **smallest** counts; of equal counts the one with the smaller number goes first.
#   Join them: the new node has the sum of their counts and the next number, $V$, then $V + 1$, …
# - All words below the node that was taken out **first** get a `"1"` in front of their codes, all below the
#   **second** a `"0"`. Codes begin empty.
# - Go on until one node is left, the root. So the root's bit, put in last, is read first.
#
# **Given** `counts` $(V)$, whole numbers above 0 in any order, $V \ge 2$. **Return** `codes`, a list of $V$ texts of zeros
# and ones; and `depth`, the mean length of a code *in the text*, $\sum_w \text{count}_w\,\text{length}_w / \sum_w\text{count}_w$.
#
# **Example:** counts $(6, 2, 1, 1)$.
#
# | taken out first: `1` | second: `0` | new node | codes of words 0, 1, 2, 3 |
# | --- | --- | --- | --- |
# | word 2 (count 1) | word 3 (1) | number 4, count 2 | –, –, `1`, `0` |
# | word 1 (2; the smaller number) | node 4 (2) | number 5, count 4 | –, `1`, `01`, `00` |
# | node 5 (4) | word 0 (6) | number 6, count 10 | `0`, `11`, `101`, `100` |
#
# The depth is $(6\cdot1 + 2\cdot2 + 1\cdot3 + 1\cdot3)/10 = 1.6$, where equal depths would need 2.

# %%
from heapq import heapify, heappop, heappush


def huffman(counts):
    """Huffman's codes of words with these counts, and the mean depth of the text's words.

    counts (V,), V at least 2; of equal counts the smaller number goes first
    → codes, a list of V texts such as "101"; depth.
    """
    # SOLUTION


# %%
check.huffman(huffman)

# %% [markdown]
# **Use it.** English, 10,000 words. No code whatever has a smaller mean than the entropy,
# $-\sum_w p_w\log_2 p_w$ bits; a tree of equal depths needs $\log_2 V$.

# %%
tree_of = check.yours_or_ours("huffman")
assert tree_of(np.array([6, 2, 1, 1]))[0] == ["0", "11", "101", "100"]

V = 10_000
words, counts = frequencies(V)
codes, depth = tree_of(counts)
p = counts / counts.sum()
entropy = -(p * np.log2(p)).sum()
for word in ("the", "and", "network", words[-1]):
    print(f"{word:8s} {codes[words.index(word)]}")
print(f"mean depth {depth:.3f}, entropy {entropy:.3f}, log2 V {np.log2(V):.3f}")
assert entropy <= depth < entropy + 0.1 < np.log2(V)
lengths = np.array([len(code) for code in codes])
best = so.huffman_paths(counts).depth(np.arange(V))
assert (counts * lengths).sum() == (counts * best).sum()  # equals may be joined in another order

# %% tags=["aside"]
# Draw: the depth of each word against its surprise.
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.plot(-np.log2(p), lengths, ".", markersize=4, label="a word")
ax.plot([4, 18], [4, 18], color=style.GREY, linestyle=":", label="depth = surprise")
ax.set(xlabel=r"surprise $-\log_2 p$ (bits)", ylabel="depth")
ax.legend()
show(
    "Depth of each word against its surprise in bits: steps along the line of equals, from four or five for "
    "the most frequent words to about eighteen for the rarest of ten thousand."
)

# %% [markdown]
# <!-- exercise: path_loss -->
# In the tree each inner node $n$ has a row $w_n$ and asks $h$: left or right? Let $s_n = h\cdot w_n + b_n$; it goes to
# branch 0 with $\sigma(s_n)$ and to branch 1 with $1 - \sigma(s_n) = \sigma(-s_n)$. A word comes out if *every* turn on
# its path is taken:
#
# $$P(y) = \prod_{n\text{ on the path}} \sigma(\pm s_n),\qquad J = -\log P(y) = \sum_n -\log\sigma(\pm s_n),$$
#
# with $+$ where its code is 0 and $-$ where it is 1. Every node is a small logistic regression with the answer
# $1 - \text{code}_n$, so that its score's gradient is
#
# $$ds_n = \sigma(s_n) - (1 - \text{code}_n),\qquad dh = \sum_n ds_n\,w_n .$$
#
# **Given** `h` $(H)$; the word's path, `nodes` $(L)$, numbers of inner nodes from the root on, and `code` $(L)$, zeros and
# ones as whole numbers; `p` with `"W_n"` $(V - 1, H)$ and `"b_n"` $(V - 1)$. **Return** `P`, `J` and `dh` $(H)$. A long path's
# $P$ may be rounded to 0; `J` is to be right all the same: $-\log\sigma(a)$ is `np.logaddexp(0, -a)`, for any $a$.
#
# **Example:** Exercise 4's word 2, code `101`, through nodes 0, 1 and 2; $h = (1)$.
#
# | node | code | score | σ of it | its turn is taken with | gradient | row |
# | --- | --- | --- | --- | --- | --- | --- |
# | 0, the root | 1 | $\ln 3$ | $\tfrac34$ | $\tfrac14$ | $\tfrac34$ | $4$ |
# | 1 | 0 | $\ln 2$ | $\tfrac23$ | $\tfrac23$ | $-\tfrac13$ | $3$ |
# | 2 | 1 | $0$ | $\tfrac12$ | $\tfrac12$ | $\tfrac12$ | $-2$ |
#
# $P = \tfrac14\cdot\tfrac23\cdot\tfrac12 = \tfrac1{12}$, $J = \log 12$, $dh = 3 - 1 - 1 = 1$. The other three words have
# $\tfrac34$, $\tfrac1{12}$ and $\tfrac1{12}$: all four sum to 1, and nobody had to add them up.


# %%
def path_loss(h, nodes, code, p):
    """P = Π σ(± s) along a word's path, J = −log P, and the gradient of h.

    h (H,); nodes (L,); code (L,) of 0 and 1; p {"W_n" (V − 1, H), "b_n" (V − 1,)}
    → P, J, dh (H,).
    """
    # SOLUTION


# %%
check.path_loss(path_loss)

# %% [markdown]
# **Use it.** Which inner nodes are on a path? Those whose own codes are the beginnings of the word's: `""`, `"1"`,
# `"10"` for `"101"`. Then a tree that knows no $h$ at all, with $W_n = 0$ and with each node's bias $\log$ (words on
# the left / words on the right), by their counts. Which distribution does it give?

# %%
along, tree_of = check.yours_or_ours("path_loss"), check.yours_or_ours("huffman")
p = table("n", [[4], [3], [-2]], [ln3 - 4, ln2 - 3, 2])
P, J, dh = along(one, np.array([0, 1, 2]), np.array([1, 0, 1]), p)
assert np.allclose([P, J, dh[0]], [1 / 12, np.log(12), 1])

V, H, rng = 1000, 8, np.random.default_rng(0)
words, counts = frequencies(V)
codes, depth = tree_of(counts)
passed = {}  # an inner node's code: how many words of the text pass it, then left and right
for code, count in zip(codes, counts, strict=True):
    for at, bit in enumerate(code):
        passed.setdefault(code[:at], [0, 0])[int(bit)] += count
number = {code: n for n, code in enumerate(passed)}
paths = [
    (np.array([number[code[:at]] for at in range(len(code))]), np.array([int(b) for b in code]))
    for code in codes
]
assert len(number) == V - 1

p, h = drawn("n", V - 1, H, rng), rng.normal(size=H)
total = sum(along(h, *path, p)[0] for path in paths)
print(f"{V:,} probabilities sum to 1: {abs(total - 1) < 1e-12}")
assert abs(total - 1) < 1e-12
compared(lambda h: along(h, *paths[77], p)[1], h, along(h, *paths[77], p)[2])

left, right = np.array(list(passed.values()), dtype=float).T
blind = table("n", np.zeros((V - 1, H)), np.log(left / right))
P = np.array([along(h, *path, blind)[0] for path in paths])
print("the biases alone give the words' frequencies:", np.allclose(P, counts / counts.sum()))
print(f"rows for a word: {depth:.1f}, in place of {V:,}")
assert np.allclose(P, counts / counts.sum())

# %% [markdown]
# <!-- exercise: nce_loss -->
# Third way round: do not predict, *tell apart*. Put the word $y$ from the text among $k$ words of noise that were
# drawn from a known distribution $q$, and ask of each of the $k + 1$: text or noise? Let the score stand for
# $s_w = \log P(w)$, with nothing to divide by. The text brings $w$ with $e^{s_w}$, the noise $k\,q(w)$ times; the log odds
# for text are
#
# $$d_w = s_w - \log\big(k\,q(w)\big),\qquad
# J = -\log\sigma(d_y) - \sum_{j=1}^{k}\log\big(1 - \sigma(d_{w_j})\big) .$$
#
# This is noise contrastive estimation (NCE). As in any logistic regression,
#
# $$ds_y = \sigma(d_y) - 1,\qquad ds_j = \sigma(d_{w_j}),\qquad dh = ds_y\,w_y + \sum_j ds_j\,w_{w_j} .$$
#
# Only $k + 1$ rows are needed, however many words there are. Noise is drawn blindly: a word may come twice, and may be $y$.
# It counts as it came.
#
# **Given** `h` $(H)$, `y`, `noise` $(k)$, words, $k \ge 1$; `q` $(V)$, all above 0; `p` with `"W_y"`, `"b_y"`. **Return** `J`;
# `ds` $(k + 1)$, that of $y$ first and then those of the noise in its order; `dh` $(H)$. Scores may be in the thousands:
# $-\log(1 - \sigma(d))$ is `np.logaddexp(0, d)`.
#
# **Example:** $q = (\tfrac12, \tfrac14, \tfrac14)$, $y = 1$, noise $(0, 2)$, so $k = 2$; $h = (1)$.
#
# | word | score | noise brings | log odds | σ of them | loss | gradient | row |
# | --- | --- | --- | --- | --- | --- | --- | --- |
# | $y = 1$ | $\ln 3 - \ln 2$ | $\tfrac12$ | $\ln 3$ | $\tfrac34$ | $-\log\tfrac34$ | $-\tfrac14$ | $4$ |
# | 0, noise | $0$ | $1$ | $0$ | $\tfrac12$ | $-\log\tfrac12$ | $\tfrac12$ | $2$ |
# | 2, noise | $-2\ln 2$ | $\tfrac12$ | $-\ln 2$ | $\tfrac13$ | $-\log\tfrac23$ | $\tfrac13$ | $3$ |
#
# $J = \log(\tfrac43\cdot2\cdot\tfrac32) = \log 4$ and $dh = -1 + 1 + 1 = 1$.


# %%
def nce_loss(h, y, noise, q, p):
    """The loss of telling y from noise, by s − log(k q), with its gradients of scores and h.

    h (H,); y a word; noise (k,) words, drawn from q (V,); p {"W_y" (V, H), "b_y" (V,)}
    → J, ds (k + 1,) with y first, dh (H,).
    """
    # SOLUTION


# %%
check.nce_loss(nce_loss)

# %% [markdown]
# **Use it.** With much noise it is to become the softmax: the gradient of $h$ should point where the softmax's,
# $\sum_w (P(w) - [w = y])\,w_w$, does. Take 200 words, a state whose scores are normalised, and more and more noise.

# %%
tell_apart = check.yours_or_ours("nce_loss")
p = table("y", [[2], [4], [3]], [-2, ln3 - ln2 - 4, -2 * ln2 - 3])
J, ds, dh = tell_apart(one, 1, np.array([0, 2]), np.array([0.5, 0.25, 0.25]), p)
assert np.isclose(J, np.log(4))
assert np.allclose([*ds, *dh], [-1 / 4, 1 / 2, 1 / 3, 1])

V, H, y, rng = 200, 8, 25, np.random.default_rng(0)
_, counts = frequencies(V)
q = counts / counts.sum()
p, h = drawn("y", V, H, rng), rng.normal(size=H) / 3
p["b_y"] = np.log(q) - np.log((q * np.exp(p["W_y"] @ h)).sum())  # so that Z = 1 for this h
wanted = (np.exp(p["W_y"] @ h + p["b_y"]) - (np.arange(V) == y)) @ p["W_y"]
noise = rng.choice(V, 5, p=q)
compared(lambda h: tell_apart(h, y, noise, q, p)[0], h, tell_apart(h, y, noise, q, p)[2])

ks, cosines = [1, 3, 10, 30, 100, 300, 1000, 10_000, 100_000], []
for k in ks:
    found = np.array([tell_apart(h, y, rng.choice(V, k, p=q), q, p)[2] for _ in range(20)])
    lengths = np.linalg.norm(found, axis=1) * np.linalg.norm(wanted)
    cosines.append((found @ wanted / lengths).mean())
    print(f"k = {k:7,}: cosine {cosines[-1]:.4f}")
assert cosines[-1] > 0.999 > cosines[4] > cosines[0]

# %% tags=["aside"]
# Draw: the cosine against the amount of noise.
fig, ax = plt.subplots(figsize=(8, 3))
ax.plot(ks, cosines, marker="o")
ax.set(xscale="log", xlabel="words of noise $k$", ylabel="cosine with the softmax's")
show("The mean cosine between both gradients against the noise, on a log axis: it rises to 1.")

# %% [markdown]
# <!-- exercise: self_normalised -->
# Fourth way round, for asking only: train the full softmax so that $Z$ comes out near 1. Then $P(y) \approx e^{s_y}$, a
# single row, whenever only a few probabilities are wanted, as in speech recognition or translation. A penalty
# on $\log Z$ does it:
#
# $$J = -\log P(y) + \alpha\,(\log Z)^2,\qquad -\log P(y) = \log Z - s_y .$$
#
# Learning costs as much as ever: every score is needed. Since $\partial\log Z/\partial s_w = P(w)$, the chain rule gives
#
# $$ds_w = \big(1 + 2\alpha\log Z\big)\,P(w) - [w = y] .$$
#
# **Given** `h` $(H)$, `y`, `alpha` $\ge 0$, `p` with `"W_y"` $(V, H)$, `"b_y"` $(V)$. **Return** `J`; `ds` $(V)$; and `query` $= e^{s_y}$, what
# would be answered for $P(y)$ if $Z$ were 1. Scores may be in the thousands, where $e^{s}$ is infinite: take the largest one
# out of $\log Z$ before `exp`, as in lab 01.
#
# **Example:** scores $(-1 - \ln 2, -1 - \ln 4, -1 - \ln 4)$, $y = 0$, $\alpha = \tfrac14$. Then
# $Z = e^{-1}(\tfrac12 + \tfrac14 + \tfrac14)$, so $\log Z = -1$ and $P = (\tfrac12, \tfrac14, \tfrac14)$.
# $J = \log 2 + \tfrac14 = 0.943$. The bracket is $1 - \tfrac12 = \tfrac12$, so
# $ds = (\tfrac14 - 1, \tfrac18, \tfrac18) = (-\tfrac34, \tfrac18, \tfrac18)$: downhill, all scores together rise by half of one.
# The query says $e^{-1}\cdot\tfrac12 = 0.184$, and not yet $\tfrac12$.


# %%
def self_normalised(h, y, alpha, p):
    """−log P(y) + α (log Z)², its gradient of all scores, and e^(s_y), one word asked for.

    h (H,); y a word; alpha at least 0; p {"W_y" (V, H), "b_y" (V,)} → J, ds (V,), query.
    """
    # SOLUTION


# %%
check.self_normalised(self_normalised)

# %% [markdown]
# **Use it.** Text in which the next word depends on $h$, 50 words; two trainings, one with a penalty. What is
# $\log Z$ for states that neither has seen?

# %%
penalised = check.yours_or_ours("self_normalised")
p = table("y", [[0], [0], [0]], [-1 - ln2, -1 - 2 * ln2, -1 - 2 * ln2])
J, ds, query = penalised(one, 0, 1 / 4, p)
assert np.allclose([J, *ds, query], [0.943, -3 / 4, 1 / 8, 1 / 8, 0.184], atol=5e-4)

V, H, rng = 50, 6, np.random.default_rng(0)
truth = table("y", rng.normal(0, 0.5, (V, H)), rng.normal(size=V))


def text(n):
    """Draw n states, and for each the word that came next."""
    h = rng.normal(size=(n, H))
    P = softmax(h @ truth["W_y"].T + truth["b_y"])
    return h, (P.cumsum(axis=1) < rng.random((n, 1))).sum(axis=1)


seen, new = text(20_000), text(1000)
log_Z = {}
for alpha in (0.0, 0.1):
    p = table("y", np.zeros((V, H)), np.zeros(V))
    for h, y in zip(*seen, strict=True):
        _, ds, _ = penalised(h, y, alpha, p)
        p["W_y"] -= 0.1 * np.outer(ds, h)
        p["b_y"] -= 0.1 * ds
    J, _, asked = zip(*(penalised(h, y, 0.0, p) for h, y in zip(*new, strict=True)), strict=True)
    off = np.exp(np.abs(np.log(asked) + J).mean())
    log_Z[alpha] = so.log_normaliser(new[0], p)
    print(
        f"α = {alpha}: log Z {log_Z[alpha].mean():5.2f} ± {log_Z[alpha].std():.2f}, "
        f"loss {np.mean(J):.3f}, the query is off by a factor of {off:.1f}"
    )
assert abs(log_Z[0.1].mean()) < 0.2
assert log_Z[0.1].std() < 0.5 < log_Z[0.0].mean()

# %% tags=["aside"]
# Draw: log Z of a thousand new states.
fig, ax = plt.subplots(figsize=(8, 3))
for look, alpha in zip(style.series(2), log_Z, strict=True):
    ax.hist(log_Z[alpha], bins=np.linspace(-2, 8, 61), alpha=0.7, label=rf"$\alpha = {alpha}$",
            color=look["colour"], hatch=look["hatch"], edgecolor="white")  # fmt: skip
ax.axvline(0, color=style.GREY, linestyle=":")
ax.set(xlabel=r"$\log Z$", ylabel="states")
ax.legend()
show(
    "Two histograms of log Z over a thousand states, equally wide: without penalty a heap around 5, with it "
    "one around 0."
)

# %% [markdown]
# <!-- exercise: scaling_exponent -->
# Is it really faster, and as fast as promised? Measure, for several sizes $V$. If time grows as a power,
# $t = a\,V^{b}$, logarithms make a straight line of it:
#
# $$\log t = \log a + b\,\log V .$$
#
# Its slope is the exponent $b$: 1 for the full softmax, $\tfrac12$ for classes, nearly 0 for what hardly
# minds. A single measurement is not worth much, as the machine has other things to do; so measure each size several
# times and take the **median** first. Then draw the line with the smallest squares, with
# $x = \log V$, $\;\tau = \log(\text{median of } t)$, and bars for means over the sizes:
#
# $$b = \frac{\sum_i (x_i - \bar x)(\tau_i - \bar\tau)}{\sum_i (x_i - \bar x)^2},\qquad a = e^{\bar\tau - b\,\bar x} .$$
#
# **Given** `sizes` $(S)$, at least two different ones; `times` $(S, R)$, $R$ runs of each size, all above 0. **Return** `exponent`,
# $b$, and `factor`, $a$, one number each. If $R$ is even, the median is the mean of the two runs in the middle,
# as `np.median` has it.
#
# **Example:** sizes $(1, 100, 10{,}000)$ with runs $(2, 2, 5)$, $(20, 80, 20)$, $(199, 200, 230)$. The medians are 2, 20
# and 200: a hundredfold size, a tenfold time. So $b = \tfrac12$ and $a = 2$.


# %%
def scaling_exponent(sizes, times):
    """The b and a of t = a V^b, by least squares through the logarithms of sizes and medians.

    sizes (S,); times (S, R), R runs of each → exponent, factor.
    """
    # SOLUTION


# %%
check.scaling_exponent(scaling_exponent)

# %% [markdown]
# **Use it.** First count: the rows that each way needs. Then measure your own functions. Numbers differ from machine to
# machine, and from run to run.

# %%
fit = check.yours_or_ours("scaling_exponent")
b, a = fit(np.array([1, 100, 10_000]), np.array([[2, 2, 5], [20, 80, 20], [199, 200, 230]]))
assert np.allclose([b, a], [0.5, 2])

sizes = np.array([1_000, 10_000, 100_000, 1_000_000])
for method in ("full", "class", "tree", "sampling"):
    rows = np.array([[so.bill(method, V, 1, so.Rates(1e10, 1e10), k=10).rows] for V in sizes])
    print(f"{method:8s} rows for a word grow with exponent {fit(sizes, rows)[0]:.2f}")

# %% tags=["nbval-ignore-output"]
from time import perf_counter

penalised, two_steps = check.yours_or_ours("self_normalised"), check.yours_or_ours("class_loss")
along, tell_apart = check.yours_or_ours("path_loss"), check.yours_or_ours("nce_loss")


def calls(V, H, rng):
    """One call of each of your functions, as functions without arguments."""
    C, depth = round(V**0.5), round(np.log2(V))
    start = np.linspace(0, V, C + 1).astype(int)
    class_of = np.repeat(np.arange(C), np.diff(start))
    h, words, classes = rng.normal(size=H), drawn("y", V, H, rng), drawn("c", C, H, rng)
    nodes, code = rng.integers(0, V - 1, depth), rng.integers(0, 2, depth)
    inner, noise, q = (
        {"W_n": words["W_y"], "b_n": words["b_y"]},
        rng.integers(0, V, 10),
        np.full(V, 1 / V),
    )
    return {
        "full softmax": lambda: penalised(h, V // 2, 0.0, words),
        "classes": lambda: two_steps(h, V // 2, class_of, start, words | classes),
        "tree": lambda: along(h, nodes, code, inner),
        "NCE, k = 10": lambda: tell_apart(h, V // 2, noise, q, words),
    }


def measure(call, runs=7):
    """Milliseconds of each run."""
    call()  # the first one warms up
    clock = [perf_counter()]
    for _ in range(runs):
        call()
        clock.append(perf_counter())
    return 1000 * np.diff(clock)


rng = np.random.default_rng(0)
of_size = [{name: measure(call) for name, call in calls(V, 20, rng).items()} for V in sizes]
times = {name: np.array([found[name] for found in of_size]) for name in of_size[0]}
for name, t in times.items():
    b, a = fit(sizes, t)
    ratio = np.median(times["full softmax"][-1]) / np.median(t[-1])
    print(f"{name:12s} exponent {b:5.2f}; at a million words {ratio:6.1f} times as fast")

# %% tags=["aside", "nbval-ignore-output"]
# Draw: milliseconds against the vocabulary, and the fitted lines.
fig, ax = plt.subplots(figsize=(8, 3.8))
for look, (name, t) in zip(style.series(4), times.items(), strict=True):
    b, a = fit(sizes, t)
    ax.plot(sizes, np.median(t, axis=1), look["marker"], color=look["colour"], label=name)
    ax.plot(sizes, a * sizes**b, color=look["colour"], linestyle=look["dash"])
ax.set(xscale="log", yscale="log", xlabel="words $V$", ylabel="ms for a word")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
show(
    "Milliseconds against the vocabulary, both axes logarithmic, with a line through each of four rows of "
    "points: the full softmax climbs steeply, classes a little, tree and noise lie flat."
)

# %% [markdown]
# A call that looks at some hundred rows costs what Python needs to get going, whatever is inside: that flattens
# the classes' exponent, which should be a half. The full softmax may come out above 1, since a large table no longer
# fits the cache. And all this is one word at a time; the lecture measures whole steps on batches, where large products
# are at their best.

# %% [markdown]
# ## How far are you?

# %%
check.summary()

# %% [markdown]
# ## If you want more: where negative sampling ends up
#
# *Open-ended, no check.* word2vec leaves the correction out: $d_w = s_w$. Suppose the text has $P(w)$ and the loss is
# minimised perfectly. What are the scores then? Derive it, and check it by training the biases of 20 words alone
# ($h = 0$), with and without the correction. Which of the two can be asked for probabilities, and what would you have to do to
# the other?

# %% tags=["solution"]
V, k = 20, 5
P = frequencies(V)[1] / frequencies(V)[1].sum()
q = P**0.75 / (P**0.75).sum()
shifts = {"NCE": np.log(k * q), "negative sampling": np.zeros(V)}
found = {}
for name, shift in shifts.items():
    s = np.zeros(V)
    for _ in range(1000):  # the mean gradient, text with P and noise with k q
        ds = P * (sigmoid(s - shift) - 1) + k * q * sigmoid(s - shift)
        s -= 2 * ds / (P + k * q)  # rare words take longer steps
    found[name] = s
    print(f"{name:18s} s − log P: from {(s - np.log(P)).min():.3f} to {(s - np.log(P)).max():.3f}")
assert np.allclose(found["NCE"], np.log(P), atol=1e-3)
assert np.allclose(found["negative sampling"], np.log(P / (k * q)), atol=1e-3)

# %% [markdown] tags=["solution"]
# At the minimum the classifier is right about the odds, $d_w = \log P(w) - \log(k\,q(w))$, whatever $d$ is made of. With the
# correction that leaves $s_w = \log P(w)$; without it the scores themselves are $\log P(w) - \log(k\,q(w))$: one would have
# to *add* $\log(k\,q(w))$ before asking.

# %% [markdown]
# ## What next
#
# Topic 09 puts such layers on top of networks that read, and asks what a language model is worth: perplexity.
