"""Answers to lab 07 in styles that its checks were not made for."""

from bisect import bisect_right
from itertools import accumulate

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong, wrong_edits

from utils.checks.word2vec import check
from utils.numpy_impl import word2vec as w2v
from utils.numpy_impl.core.activations import sigmoid

loss_of, nearest = (check.exercises[name].reference for name in ("negative_sampling", "neighbours"))


@right("window_pairs")
def by_slices(sentences, c):
    pairs = []
    for s in sentences:
        s = list(s)
        for t, word in enumerate(s):
            around = s[max(0, t - c) : t] + s[t + 1 : t + c + 1]
            pairs += [(word, other) for other in around]
    return [a for a, _ in pairs], [b for _, b in pairs]


@right("window_pairs")
def by_places(sentences, c):
    both = [np.zeros((0, 2), dtype=int)]
    for s in sentences:
        place = np.arange(len(s))
        j = place[None, :] - place[:, None]
        t, other = np.nonzero((np.abs(j) <= c) & (j != 0))
        both.append(np.stack([s[t], s[other]], axis=1))
    return np.concatenate(both).T


right("window_pairs", lambda sentences, c: w2v.window_pairs(sentences, c)
      if sum(map(len, sentences)) else (np.zeros(0, int), np.zeros(0, int)))  # fmt: skip


@wrong("window_pairs", named="round the end of a sentence, but only once")
def _(sentences, c):
    centres, contexts = [], []
    for s in sentences:
        for t in range(len(s)):
            for j in [*range(-c, 0), *range(1, c + 1)]:
                try:
                    contexts.append(s[t + j])
                except IndexError:
                    continue
                centres.append(s[t])
    return np.array(centres, dtype=int), np.array(contexts, dtype=int)


wrong_edits(by_slices, "the last neighbour left out")(("t + c + 1]", "t + c]"))
wrong_edits(by_slices, "a word as its own context")((" + s[t + 1 :", " + s[t:"))
wrong_edits(by_slices, "what comes after alone")(("s[max(0, t - c) : t] + ", ""))
wrong_edits(by_places, "equal words left out")(("(j != 0)", "(s[:, None] != s)"))
wrong_edits(by_slices)(
    ("        s = list(s)\n", "        s = list(s)\n        pairs = []\n"),
    ("around = s[max(0, t - c) : t] + s[t + 1 : t + c + 1]",
     "around = s[t + 1 : t + c + 1] + s[max(0, t - c) : t]"),
    ("return [a for a, _ in pairs], [b for _, b in pairs]", "return pairs"),
)  # fmt: skip
wrong_edits(by_places)(
    ("s[t], s[other]", "t, other"),
    ("axis=1))", "axis=1) * 1.0)"),
)


@right("subsample")
def word_by_word(sentences, counts, t, rng):
    total = sum(counts)
    keep = [1.0 if n <= t * total else float(t * total / n) ** 0.5 for n in counts]
    return np.array(keep), [[w for w in s if rng.random() < keep[w]] for s in sentences]


@right("subsample")
def all_at_once(sentences, counts, t, rng):
    with np.errstate(divide="ignore"):
        keep = np.minimum(1, np.sqrt(t / (counts / counts.sum())))
    words = np.concatenate(sentences)
    stays = rng.random(len(words)) < keep[words]
    ends = np.cumsum([len(s) for s in sentences])[:-1]
    pieces = zip(np.split(words, ends), np.split(stays, ends), strict=True)
    return keep, [s[k] for s, k in pieces]


right("subsample", lambda sentences, counts, t, rng: (
    w2v.keep_probability(counts, t), w2v.subsample(sentences, counts, t, rng)))  # fmt: skip
wrong_edits(all_at_once, "no root")(("np.sqrt(t / (counts / counts.sum()))", "t / (counts / "
    "counts.sum())"))  # fmt: skip
wrong_edits(all_at_once, "above 1")(("np.minimum(1, np.sqrt", "(np.sqrt"))
wrong_edits(all_at_once, "counts for shares")(("(counts / counts.sum())", "counts"))
wrong_edits(word_by_word, "rare words left out")(("1.0 if n <= t", "0.0 if n < t"))
wrong_edits(word_by_word, "those kept that should go")(
    ("rng.random() < keep", "rng.random() >= keep")
)
wrong_edits(word_by_word, "no draw for words that always stay")(
    ("rng.random() < keep[w]", "keep[w] == 1 or rng.random() < keep[w]")
)
wrong_edits(word_by_word)(
    ("rng.random() < keep[w]", "rng.random() < 0.5"),
    ("rng.random() < keep[w]", "np.random.random() < keep[w]"),
    ("[[w for w in s if rng.random() < keep[w]] for s in sentences]",
     "[w for s in sentences for w in s if rng.random() < keep[w]]"),
)  # fmt: skip
wrong_edits(all_at_once)(
    ("return keep, [s[k]", "return keep, [s * k"),
    ("return keep, [", "return [", "for s, k in pieces]", "for s, k in pieces], 1 - keep"),
)


@right("draw_noise")
def by_choice(counts, shape, rng):
    q = np.power(counts, 3 / 4)
    q /= q.sum()
    return q, rng.choice(len(q), size=shape, p=q)


right("draw_noise", lambda counts, shape, rng: (
    q := w2v.noise_distribution(counts), w2v.draw_noise(q, shape, rng)))  # fmt: skip


@right("draw_noise")
def by_bisection(counts, shape, rng):
    q = counts**0.75 / sum(counts**0.75)
    ends = list(accumulate(q))
    drawn = [bisect_right(ends, u) for u in rng.random(shape).ravel()]
    return q, np.array(drawn).reshape(shape)


wrong_edits(by_bisection, "a border counted to the stretch before")(
    ("bisect_right(ends, u)", "next(w for w, end in enumerate(ends) if u <= end)")
)
wrong_edits(by_choice, "no power")(("3 / 4", "1.0"))
wrong_edits(by_choice, "drawn alike, as whole numbers")(
    ("rng.choice(len(q), size=shape, p=q)", "rng.integers(len(q), size=shape)")
)
wrong_edits(by_choice, "four thirds for three quarters")(("3 / 4", "4 / 3"))
wrong_edits(by_choice, "drawn as often as in the text")((", p=q)", ", p=counts / counts.sum())"))
wrong_edits(by_choice)(
    ("np.power(counts, 3 / 4)", "np.exp(-counts * 0.75)"),
    ("size=shape, p=q", "size=shape[::-1], p=q"),
    ("rng.choice(len(q), size=shape, p=q)", "rng.choice(counts, size=shape, p=q)"),
)
wrong_edits(by_bisection)(
    ("np.array(drawn)", "np.array(drawn, dtype=float)"),
    ("q, np.array(drawn).reshape(shape)", "np.array(drawn).reshape(shape), q"),
)


@right("softmax_loss")
def in_torch(centres, contexts, p):
    q = {name: torch.tensor(table, requires_grad=True) for name, table in p.items()}
    scores = q["E"][torch.tensor(centres)] @ q["E_out"].T
    J = torch.nn.functional.cross_entropy(scores, torch.tensor(contexts))
    J.backward()
    return J.item(), {name: table.grad.numpy() for name, table in q.items()}


@right("softmax_loss")
def pair_by_pair(centres, contexts, p):
    J, g = 0.0, {name: np.zeros_like(table) for name, table in p.items()}
    N = len(centres)
    for c, o in zip(centres, contexts, strict=True):
        scores = p["E_out"] @ p["E"][c]
        top = max(scores)
        weights = np.exp(scores - top)
        J += (top + np.log(weights.sum()) - scores[o]) / N
        e = weights / weights.sum()
        e[o] -= 1
        g["E"][c] += p["E_out"].T @ e / N
        g["E_out"] += np.outer(e, p["E"][c]) / N
    return J, g


right("softmax_loss", lambda centres, contexts, p: (
    (of := w2v.skipgram_forward(centres, contexts, p))[0],
    w2v.skipgram_backward(1.0, of[1])))  # fmt: skip
right_edits(pair_by_pair)(("g[\"E_out\"] += np.outer(e, p[\"E\"][c]) / N",
    "g[\"E_out\"] = g[\"E_out\"] + e[:, None] * p[\"E\"][c] / N"))  # fmt: skip
wrong_edits(pair_by_pair, "the logarithm of a p that is 0")(
    ("(top + np.log(weights.sum()) - scores[o])", "-np.log(weights[o] / weights.sum())")
)
wrong_edits(pair_by_pair, "the largest taken off in the sum alone")(("(top + np", "(np"))
wrong_edits(pair_by_pair, "nothing subtracted from the probabilities")(("e[o] -= 1", "pass"))
wrong_edits(pair_by_pair, "1 subtracted at the centre")(("e[o] -= 1", "e[c] -= 1"))
wrong_edits(pair_by_pair, "a centre that comes twice, once")(('g["E"][c] +=', 'g["E"][c] ='))
wrong_edits(pair_by_pair)(("return J, g", 'return J, g["E"], g["E_out"]'))
wrong_edits(in_torch)(("(scores, torch", "(torch.softmax(scores, dim=1), torch"))


@right("negative_sampling")
def labelled(centres, contexts, noise, p):
    """The context and its noise in one array, with labels 1 and 0."""
    N, k = noise.shape
    words = np.column_stack([contexts, noise])  # (N, 1 + k)
    y = np.zeros((N, 1 + k))
    y[:, 0] = 1
    v, rows = p["E"][centres], p["E_out"][words]
    s = np.einsum("nd,nkd->nk", v, rows)
    J = (np.maximum(s, 0) - s * y + np.log1p(np.exp(-np.abs(s)))).sum() / N
    e = (sigmoid(s) - y) / N
    one_hot = np.eye(len(p["E"]))
    dE = one_hot[centres].T @ np.einsum("nk,nkd->nd", e, rows)
    dE_out = np.einsum("nk,nd,nkv->vd", e, v, one_hot[words])
    return J, {"E": dE, "E_out": dE_out}


@right("negative_sampling")
def in_loops(centres, contexts, noise, p):
    E, E_out, N = p["E"], p["E_out"], len(centres)
    J, dE, dE_out = 0, 0 * E, 0 * E_out
    for c, o, others in zip(centres, contexts, noise, strict=True):
        for word, label in [(o, 1), *((n, 0) for n in others)]:
            s = E[c] @ E_out[word]
            J = J + np.logaddexp(0, -s if label else s)
            e = sigmoid(s) - label
            dE[c] += e * E_out[word]
            dE_out[word] += e * E[c]
    return J / N, {"E": dE / N, "E_out": dE_out / N}


right("negative_sampling", lambda centres, contexts, noise, p: (
    (pair := w2v.negative_sampling_forward(centres, contexts, noise, p))[0],
    w2v.negative_sampling_backward(1.0, pair[1])))  # fmt: skip
wrong_edits(labelled, "sums over the pairs")((").sum() / N", ").sum()", "- y) / N", "- y)"))
wrong_edits(labelled, "the slope of σ, not of its logarithm")(
    ("(sigmoid(s) - y) / N", "(1 - 2 * y) * sigmoid(s) * (1 - sigmoid(s)) / N")
)
wrong_edits(labelled, "no 1 for the context")(("(sigmoid(s) - y) / N", "sigmoid(s) / N"))
wrong_edits(in_loops, "the noise's sign in the loss")(("-s if label else s", "-s"))
wrong_edits(in_loops)(
    ("            s = E[c]", "            if word == o and not label:\n                continue\n"
     "            s = E[c]"),
)  # fmt: skip
wrong_edits(labelled)(
    ("sigmoid(s) - y", "(sigmoid(s) - y) / (1 + k)"),
    ("y[:, 0] = 1", "y[0] = 1"),
    ("s * y + np.log1p(np.exp(-np.abs(s)))", "s * y + np.log(np.exp(-np.abs(s)))"),
)


@right("train")
def by_split(p, centres, contexts, noise, learning_rate, B):
    cuts = np.arange(B, len(centres), B)
    batches = [np.split(array, cuts) for array in (centres, contexts, noise)]
    E, E_out, losses = p["E"], p["E_out"], []
    S = len(batches[0])
    for s, batch in enumerate(zip(*batches, strict=True)):
        J, g = loss_of(*batch, {"E": E, "E_out": E_out})
        eta = learning_rate * (S - s) / S
        E, E_out = E - eta * g["E"], E_out - eta * g["E_out"]
        losses.append(J)
    return {"E": E, "E_out": E_out}, losses


@right("train")
def on_a_copy(p, centres, contexts, noise, learning_rate, B):
    p = {name: table.copy() for name, table in p.items()}
    losses = []
    starts = range(0, len(centres), B)
    for start in starts:
        n = np.arange(start, min(start + B, len(centres)))
        J, g = loss_of(centres[n], contexts[n], noise[n], p)
        rate = learning_rate * (1 - len(losses) / len(starts))
        for name in p:
            p[name] -= rate * g[name]
        losses += [J]
    return p, np.array(losses)


right_edits(by_split)(
    ("learning_rate * (S - s) / S", "np.linspace(learning_rate, 0, S, endpoint=False)[s]")
)
wrong_edits(by_split, "a rate that begins too low")(("(S - s) / S", "(S - s - 1) / S"))
wrong_edits(by_split, "uphill")(("E - eta", "E + eta", "E_out - eta", "E_out + eta"))
wrong_edits(on_a_copy, "a rate that does not fall")(("(1 - len(losses) / len(starts))", "1"))
wrong_edits(on_a_copy, "a rate that counts pairs")(
    ("len(losses) / len(starts)", "start / len(centres)")
)
wrong_edits(on_a_copy, "divided by B")(("rate * g[name]", "rate * g[name] / B"))
wrong_edits(on_a_copy, "the loss after the step")(
    ("[J]", "[loss_of(centres[n], contexts[n], noise[n], p)[0]]")
)
wrong_edits(on_a_copy, "a rate that falls from what is left of it")(
    ("rate = learning_rate * ", "rate = learning_rate = learning_rate * ")
)
wrong_edits(on_a_copy, "E alone")(("for name in p:", 'for name in ["E"]:'))
wrong_edits(on_a_copy)(
    ("    p = {name: table.copy() for name, table in p.items()}\n", ""),
    ("range(0, len(centres), B)", "range(0, len(centres) - B + 1, B)"),
    ("len(losses) / len(starts)", "start / len(starts)"),
    ("return p, np.array(losses)", "return p"),
)
wrong_edits(by_split)(("cuts = np.arange(B,", "cuts = np.arange(0,"))


@right("neighbours")
def by_sorting(vectors, query, n, leave_out):
    ranked = []
    for word, v in enumerate(vectors):
        if word not in leave_out:
            ranked.append((float(v @ query) / (v @ v * (query @ query)) ** 0.5, word))
    ranked = sorted(ranked, reverse=True)[:n]
    return [word for _, word in ranked], [cosine for cosine, _ in ranked]


@right("neighbours")
def by_units(vectors, query, n, leave_out):
    rows = vectors / np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    cosines = rows @ (query / np.sqrt(query @ query))
    hidden = cosines.copy()
    hidden[leave_out] = -np.inf
    n = min(n, len(rows) - len(leave_out))
    words = hidden.argsort()[::-1][:n]
    return words, cosines[words]


right("neighbours", lambda vectors, query, n, leave_out: w2v.neighbours(
    vectors, query, n, leave_out))  # fmt: skip
wrong_edits(by_sorting, "the query word not left out")(("word not in leave_out", "True"))
wrong_edits(by_sorting, "the farthest first")(("sorted(ranked, reverse=True)", "sorted(ranked)"))
wrong_edits(by_sorting, "squares for lengths")((" ** 0.5", ""))
wrong_edits(by_units, "the query's length left out")((" / np.sqrt(query @ query)", ""))
wrong_edits(by_units)(("return words, cosines[words]", "return cosines[words], words"))
wrong_edits(by_sorting)(
    ("word not in leave_out", "len(ranked) < n and word not in leave_out"),
    ("enumerate(vectors)", "enumerate(vectors, 1)"),
    ("return [word for _, word in ranked], [cosine for cosine, _ in ranked]", "return ranked"),
)


@right("analogies")
def one_product(vectors, quadruples):
    v = vectors / np.sqrt(np.einsum("vd,vd->v", vectors, vectors))[:, None]
    a, b, c, d = quadruples.T
    answers = []
    for queries in (v[b] - v[a] + v[c], v[c]):
        scores = queries @ v.T  # (Q, V); the query's length does not matter for the order
        np.put_along_axis(scores, quadruples[:, :3], -np.inf, axis=1)
        answers.append(scores.argmax(axis=1))
    found, control = answers
    return found, control, np.mean(np.array(answers) == d, axis=1)


@right("analogies")
def question_by_question(vectors, quadruples):
    units = [v / np.linalg.norm(v) for v in vectors]
    found, control = [], []
    for a, b, c, _ in quadruples:
        others = [w for w in range(len(units)) if w not in (a, b, c)]
        query = units[c] + (units[b] - units[a])
        found.append(max(others, key=lambda w: units[w] @ query))
        control.append(max(others, key=lambda w: units[w] @ units[c]))
    return found, control, [np.mean(got == quadruples[:, 3]) for got in (found, control)]


right("analogies", lambda vectors, quadruples: (
    found := np.array([w2v.analogy(vectors, *q[:3], n=1)[0][0] for q in quadruples]),
    control := np.array(
        [w2v.analogy(vectors, *q[:3], n=1, offset=False)[0][0] for q in quadruples]),
    [np.mean(found == quadruples[:, 3]), np.mean(control == quadruples[:, 3])]))  # fmt: skip
wrong_edits(one_product, "a − b + c")(("v[b] - v[a]", "v[a] - v[b]"))
wrong_edits(one_product, "nobody left out")(("-np.inf, axis=1", "0, axis=1", "scores, quad",
    "scores.copy(), quad"))  # fmt: skip
wrong_edits(one_product, "c alone left out")(("quadruples[:, :3]", "quadruples[:, 2:3]"))
wrong_edits(one_product, "d left out, too")(("quadruples[:, :3]", "quadruples"))
wrong_edits(one_product, "c can be the answer")(("quadruples[:, :3]", "quadruples[:, :2]"))
wrong_edits(question_by_question, "the shares exchanged")(
    ("in (found, control)]", "in (control, found)]")
)
wrong_edits(question_by_question)(
    ("max(others, key=lambda w: units[w] @ units[c])", "c"),
    ("others = [w for", "others = [0] + [w for"),
    ("return found, control, [", "return control, found, ["),
)
