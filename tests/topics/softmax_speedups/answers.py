"""Answers to lab 08 in styles that its checks were not made for."""

from collections import Counter
from itertools import accumulate
from statistics import median

import numpy as np
import torch
from helpers.answers import right, right_edits, wrong, wrong_edits

from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.activations import sigmoid


@right("softmax_bill")
def by_word(V, H, words, epochs, rate):
    for_one = 6 * H + 3
    seconds = words * epochs * (V * for_one) / rate
    return V * for_one, seconds / (60 * 60)


right(
    "softmax_bill",
    lambda V, H, words, epochs, rate: [
        V * 6 * H + 3 * V, (2 * H + 1) * V * words * epochs / rate / 1200],
    lambda V, H, words, epochs, rate: (
        np.int64(6 * V * H + 3 * V), np.prod([V / 3600, 6 * H + 3, words, epochs, 1 / rate])),
)  # fmt: skip
right_edits(by_word)(("for_one = 6 * H + 3", "for_one = 6.0 * H + 3.0"))
wrong_edits(by_word, "operations of the whole training")(
    ("return V * for_one,", "return words * epochs * V * for_one,")
)
wrong_edits(by_word, "minutes")(("(60 * 60)", "60"))
wrong_edits(by_word, "no way back")(("6 * H + 3", "2 * H + 3"))
wrong_edits(by_word, "no softmax")(("6 * H + 3", "6 * H"))
wrong_edits(by_word)(
    ("6 * H + 3", "6 * (H + 3)"),
    ("return V * for_one,", "return for_one,"),
    ("words * epochs", "words"),
    ("words * epochs", "words**epochs"),
    ("V * for_one, seconds / (60 * 60)", "seconds / 3600, V * for_one"),
)


@right("frequency_classes")
def by_sums(counts, C):
    before = np.cumsum(counts) - counts
    c, class_of = 0, [0]
    for share in before[1:]:
        c += share * C >= (c + 1) * counts.sum()
        class_of.append(int(c))
    class_of = np.array(class_of)
    sizes = np.bincount(class_of)
    used = np.bincount(class_of, counts) / counts.sum()  # of each class
    return np.append(0, np.cumsum(sizes)), class_of, len(sizes) + used @ sizes


@right("frequency_classes")
def lists(counts, C):
    counts = [int(n) for n in counts]
    classes, total = [[0]], sum(counts)
    for w, before in enumerate(accumulate(counts[:-1]), start=1):
        if before * C >= total * len(classes):
            classes.append([])
        classes[-1].append(w)
    class_of = [c for c, members in enumerate(classes) for _ in members]
    words = sum(counts[w] * len(members) for members in classes for w in members)
    start = [members[0] for members in classes] + [len(counts)]
    return start, class_of, len(classes) + words / total


@right("frequency_classes")
def from_the_course(counts, C):
    found = so.frequency_classes(counts, min(C, len(counts)), by="mass")
    sizes = np.diff(found.start)
    mean = np.average(sizes[found.class_of], weights=counts)
    return found.start, found.class_of, len(sizes) + mean


wrong_edits(lists, "more than the share")((">=", ">"))
wrong_edits(by_sums, "one class for several shares")(
    ("c += share * C >= (c + 1) * counts.sum()",
     "(c := c + 1) if share * C // counts.sum() > last else None\n"
     "        last = share * C // counts.sum()",
     "c, class_of = 0, [0]", "c, class_of, last = 0, [0], 0"),
)  # fmt: skip
wrong_edits(by_sums, "a mean over classes")(("used @ sizes", "sizes.mean()"))
wrong_edits(by_sums, "its own count, too")(("np.cumsum(counts) - counts", "np.cumsum(counts)"))
wrong_edits(lists)(
    ("[members[0] for members in classes] + [len(counts)]", "[members[0] for members in classes]"),
    ("len(classes) + words / total", "words / total"),
    ("total * len(classes)", "total * C"),
    ("counts[w] * len(members)", "len(members)"),
    ("start, class_of, len", "class_of, start, len"),
)
wrong_edits(by_sums)(
    ("np.append(0, np.cumsum(sizes))", "np.cumsum(sizes)"),
    ("return np.append", "class_of = class_of + 1\n    return np.append"),
    ("before[1:]", "before"),
    ("share * C >=", "share >="),
)


@right("class_loss")
def masked(h, y, class_of, start, p):
    s_c, s = p["W_c"] @ h + p["b_c"], p["W_y"] @ h + p["b_y"]
    s = np.where(class_of == class_of[y], s, -np.inf)
    e_c, e = np.exp(s_c - s_c.max()), np.exp(s - s.max())
    J = s_c.max() + np.log(e_c.sum()) - s_c[class_of[y]] + s.max() + np.log(e.sum()) - s[y]
    P, Q = e_c / e_c.sum(), e / e.sum()
    P[class_of[y]] -= 1
    Q[y] -= 1
    return J, P @ p["W_c"] + Q @ p["W_y"]


@right("class_loss")
def in_torch(h, y, class_of, start, p):
    x = torch.tensor(h, requires_grad=True)
    q = {name: torch.tensor(value) for name, value in p.items()}
    c = class_of[y]
    own = range(start[c], start[c + 1])
    s_c, s_y = q["W_c"] @ x + q["b_c"], q["W_y"][own] @ x + q["b_y"][own]
    J = -torch.log_softmax(s_c, 0)[c] - torch.log_softmax(s_y, 0)[own.index(y)]
    J.backward()
    return J.item(), x.grad.numpy()


@right("class_loss")
def in_slices(h, y, class_of, start, p):
    c = class_of[y]
    J, dh, own = 0.0, 0.0, slice(start[c], start[c + 1])
    tables = (p["W_c"], p["b_c"]), (p["W_y"][own], p["b_y"][own])
    for (W, b), place in zip(tables, (c, y - start[c]), strict=True):
        log_P = (s := W @ h + b) - np.logaddexp.reduce(s)
        e = np.exp(log_P)
        e[place] -= 1
        J, dh = J - log_P[place], dh + e @ W
    return J, dh


@right("class_loss")
def _(h, y, class_of, start, p):
    classes = so.Classes(class_of, np.arange(len(class_of)) - start[class_of], start)
    J, cache = so.class_forward(h[None], [y], classes, p)
    return J, so.class_backward(1.0, cache)["h"][0]


wrong_edits(masked, "no way from the classes")(('P @ p["W_c"] + ', ""))
wrong_edits(masked, "nothing taken away from the word")(("    Q[y] -= 1\n", ""))
wrong_edits(in_torch, "the class alone")((" - torch.log_softmax(s_y, 0)[own.index(y)]", ""))
wrong_edits(masked, "a softmax over all words")(
    ("    s = np.where(class_of == class_of[y], s, -np.inf)\n", "")
)
wrong_edits(masked, "no bias")((' + p["b_c"]', "", ' + p["b_y"]', ""))
wrong_edits(in_slices, "y's number in the vocabulary")(("(c, y - start[c])", "(c, y)"))
wrong_edits(masked)(
    ("P[class_of[y]] -= 1", "P[class_of[y]] += 1"),
    ("return J, P", "return -J, P"),
    ("- s_c[class_of[y]] +", "- s_c[class_of[y]] -"),
    ('P @ p["W_c"] + Q @ p["W_y"]', 'Q @ p["W_y"]'),
    ("np.exp(s_c - s_c.max())", "np.exp(s_c)"),
)
wrong_edits(in_torch)(("own.index(y)", "0"), ("x.grad.numpy()", "x.grad"), ("J.item(), x", "x"))


@right("huffman")
def by_sorting(counts):
    V = len(counts)
    nodes = [(int(n), w) for w, n in enumerate(counts)]
    children = {}
    for number in range(V, 2 * V - 1):
        nodes.sort()
        (a, one), (b, zero), *nodes = nodes
        children[number] = zero, one
        nodes.append((a + b, number))
    codes = {2 * V - 2: ""}
    for node in range(2 * V - 2, V - 1, -1):  # the root first
        for bit, child in enumerate(children[node]):
            codes[child] = codes[node] + str(bit)
    lengths = np.array([len(codes[w]) for w in range(V)])
    return [codes[w] for w in range(V)], (counts * lengths).sum() / counts.sum()


@right("huffman")
def recursive(counts):
    left = {w: (n, w) for w, n in enumerate(counts.tolist())}
    total = 0
    while len(left) > 1:
        one, zero = sorted(left, key=lambda tree: left[tree])[:2]
        (a, _), (b, _) = left.pop(one), left.pop(zero)
        total += a + b  # each join is one bit for all words below
        left[(zero, one)] = a + b, 2 * len(counts) - len(left) - 1

    def walk(tree, code):
        if isinstance(tree, tuple):
            return walk(tree[0], code + "0") | walk(tree[1], code + "1")
        return {tree: code}

    codes = walk(next(iter(left)), "")
    return tuple(codes[w] for w in range(len(counts))), np.float64(total) / sum(counts)


@wrong("huffman", named="equals by their first words")
def _(counts):
    nodes, codes = [(n, [w]) for w, n in enumerate(counts.tolist())], [""] * len(counts)
    while len(nodes) > 1:
        (a, ones), (b, zeros), *nodes = sorted(nodes)
        for w in ones + zeros:
            codes[w] = ("1" if w in ones else "0") + codes[w]
        nodes.append((a + b, ones + zeros))
    return codes, sum(n * len(code) for n, code in zip(counts, codes, strict=True)) / sum(counts)


right_edits(by_sorting)(
    ("return [codes[w] for w in range(V)]", "return np.array([codes[w] for w in range(V)])"),
)
wrong_edits(by_sorting, "0 for the rarer")(("= zero, one", "= one, zero"))
wrong_edits(by_sorting, "bits behind")(
    ("codes[w] for w in range(V)]", "codes[w][::-1] for w in range(V)]")
)
wrong_edits(by_sorting, "the two most frequent")(
    ("nodes.sort()", "nodes.sort(key=lambda node: (-node[0], node[1]))"),
)
wrong_edits(by_sorting, "a mean over the vocabulary")(
    ("(counts * lengths).sum() / counts.sum()", "lengths.mean()")
)
wrong_edits(by_sorting, "words first, then joint nodes")(
    ("nodes.append((a + b, number))", "nodes.append((a + b + 10**9, number))"),
)
wrong_edits(by_sorting)(
    ("        nodes.sort()\n", ""),
    ("return [codes[w] for w in range(V)]", "return [int(codes[w], 2) for w in range(V)]"),
    ("return [codes[w] for w in range(V)]", "return {w: codes[w] for w in range(V)}"),
    ("nodes.append((a + b, number))", "nodes.append((1, number))"),
)
wrong_edits(recursive)(
    ("total += a + b", "total += 1"),
    ("[:2]", "[-2:]"),
    ("np.float64(total) / sum(counts)", "total"),
)


@right("path_loss")
def turn_by_turn(h, nodes, code, p):
    P, J, dh = 1.0, 0.0, np.zeros(len(h))
    for n, bit in zip(nodes, code, strict=True):
        s = h @ p["W_n"][n] + p["b_n"][n]
        to_zero = sigmoid(s)
        P *= sigmoid(-s) if bit else to_zero
        J += np.logaddexp(0, s) if bit else np.logaddexp(0, -s)
        dh += (to_zero - (bit == 0)) * p["W_n"][n]
    return P, J, dh


@right("path_loss")
def with_sign(h, nodes, code, p):
    W, b = p["W_n"][nodes], p["b_n"][nodes]
    a = (W @ h + b) * (-1.0) ** code
    J = (np.maximum(-a, 0) + np.log1p(np.exp(-np.abs(a)))).sum()
    return np.exp(-J), J, W.T @ (-((-1.0) ** code) * sigmoid(-a))


@right("path_loss")
def _(h, nodes, code, p):
    x = torch.tensor(h, requires_grad=True)
    s = torch.tensor(p["W_n"][nodes]) @ x + torch.tensor(p["b_n"][nodes])
    right_turn = torch.tensor(1.0 - code)
    J = torch.nn.functional.binary_cross_entropy_with_logits(s, right_turn, reduction="sum")
    J.backward()
    return np.exp(-J.item()), J.item(), x.grad.numpy()


wrong_edits(turn_by_turn, "the code for what is right")(("(bit == 0)", "(bit == 1)"))
wrong_edits(with_sign, "the logarithm of P")(
    ("(np.maximum(-a, 0) + np.log1p(np.exp(-np.abs(a)))).sum()", "-np.log(sigmoid(a).prod())")
)
wrong_edits(turn_by_turn, "the slope of σ besides")(
    ("(to_zero - (bit == 0))", "to_zero * (1 - to_zero) * (to_zero - (bit == 0))")
)
wrong_edits(with_sign, "the path's first rows")(
    ('p["W_n"][nodes], p["b_n"][nodes]', 'p["W_n"][: len(code)], p["b_n"][: len(code)]')
)
wrong_edits(turn_by_turn, "the last node's gradient")(("dh += ", "dh = "))
wrong_edits(turn_by_turn)(
    ("P *= sigmoid(-s) if bit else to_zero", "P += sigmoid(-s) if bit else to_zero"),
    ("J += np", "J = np"),
    ("np.logaddexp(0, s) if bit else np.logaddexp(0, -s)", "np.logaddexp(0, s)"),
    (' + p["b_n"][n]', ""),
    ('* p["W_n"][n]\n', '* h\n'),
    ("    return P, J, dh", "        return P, J, dh"),
    ("return P, J, dh", "return J, P, dh"),
)  # fmt: skip
wrong_edits(with_sign)((".sum()", ".mean()"), ("(-((-1.0) ** code) *", "(((-1.0) ** code) *"))


@right("nce_loss")
def word_by_word(h, y, noise, q, p):
    J, ds, dh = 0.0, [], np.zeros(len(h))
    for i, w in enumerate([y, *noise]):
        log_odds = p["W_y"][w] @ h + p["b_y"][w] - np.log(len(noise)) - np.log(q[w])
        text = i == 0
        J += np.logaddexp(0, -log_odds if text else log_odds)
        ds.append(sigmoid(log_odds) - text)
        dh += ds[-1] * p["W_y"][w]
    return J, ds, dh


@right("nce_loss")
def in_two(h, y, noise, q, p):
    scores = p["W_y"] @ h + p["b_y"] - np.log(len(noise) * q)  # of all words: slow, and right
    J = np.logaddexp(0, -scores[y])
    of_y, of_noise = -sigmoid(-scores[y]), sigmoid(scores[noise])
    dh = of_y * p["W_y"][y]
    for w, times in Counter(noise.tolist()).items():
        J += times * np.logaddexp(0, scores[w])
        dh = dh + times * sigmoid(scores[w]) * p["W_y"][w]
    return J, np.append(of_y, of_noise), dh


@right("nce_loss")
def _(h, y, noise, q, p):
    x = torch.tensor(h, requires_grad=True)
    words = np.append(y, noise)
    s = torch.tensor(p["W_y"][words]) @ x + torch.tensor(p["b_y"][words])
    s.retain_grad()
    text = torch.tensor((np.arange(len(words)) == 0) * 1.0)
    d = s - torch.tensor(np.log(len(noise) * q[words]))
    J = torch.nn.functional.binary_cross_entropy_with_logits(d, text, reduction="sum")
    J.backward()
    return J.item(), s.grad.numpy(), x.grad.numpy()


wrong_edits(word_by_word, "no k")((" - np.log(len(noise))", ""))
wrong_edits(word_by_word, "negative sampling")((" - np.log(len(noise)) - np.log(q[w])", ""))
wrong_edits(word_by_word, "the noise praised")(("-log_odds if text else log_odds", "-log_odds"))
wrong_edits(word_by_word, "nothing taken away")(("(log_odds) - text", "(log_odds)"))
wrong_edits(in_two)(
    ("times * np.log", "np.log"),
    ("times * sigmoid(scores[w])", "sigmoid(scores[w])"),
    ("np.append(of_y, of_noise)", "np.append(of_noise, of_y)"),
    ("sigmoid(scores[noise])", "sigmoid(-scores[noise])"),
    ("-sigmoid(-scores[y])", "sigmoid(-scores[y])"),
)
wrong_edits(word_by_word)(
    ("- np.log(q[w])", "+ np.log(q[w])"),
    ("* p[\"W_y\"][w]\n", "* p[\"W_y\"][y]\n"),
    ("dh += ", "dh = "),
)  # fmt: skip


@right("self_normalised")
def in_steps(h, y, alpha, p):
    s = (p["W_y"] * h).sum(axis=1) + p["b_y"]
    e = np.exp(s - max(s))
    Z = e.sum()
    log_Z = np.log(Z) + max(s)
    right_one = np.arange(len(s)) == y
    ds = e / Z * (1 + 2 * alpha * log_Z) - right_one
    return alpha * log_Z * log_Z + log_Z - s[y], ds, np.exp(p["W_y"][y] @ h + p["b_y"][y])


@right("self_normalised")
def by_reduce(h, y, alpha, p):
    s = np.einsum("vh,h->v", p["W_y"], h) + p["b_y"]
    log_Z = np.logaddexp.reduce(s)
    J = alpha * log_Z**2 - (s - log_Z)[y]
    ds = np.exp(s - log_Z)
    ds *= 1 + alpha * 2 * log_Z
    ds[y] = ds[y] - 1
    return J, ds, np.e ** s[y]


@right("self_normalised")
def _(h, y, alpha, p):
    J, cache = so.normalised_forward(h[None], [y], p, alpha)
    return J, so.normalised_backward(1.0, cache)["b_y"], np.exp(h @ p["W_y"][y] + p["b_y"][y])


wrong_edits(in_steps, "no 2")(("2 * alpha", "alpha"))
wrong_edits(in_steps, "the 1 in the bracket, too")(
    ("e / Z * (1 + 2 * alpha * log_Z) - right_one", "(e / Z - right_one) * (1 + 2 * alpha * log_Z)")
)
wrong_edits(in_steps, "the largest score not put back")(("np.log(Z) + max(s)", "np.log(Z)"))
wrong_edits(in_steps, "log Z not squared")(("log_Z * log_Z", "log_Z"))
wrong_edits(by_reduce, "divided by Z")(("np.e ** s[y]", "np.exp(s[y] - log_Z)"))
wrong_edits(by_reduce, "exp of large scores")(("np.logaddexp.reduce(s)", "np.log(np.exp(s).sum())"))
wrong_edits(by_reduce)(
    ("np.e ** s[y]", "np.e ** s"),
    ("(s - log_Z)[y]", "(s - log_Z)"),
    ("ds *= 1 + alpha * 2 * log_Z", "ds += alpha * 2 * log_Z"),
    ("    ds[y] = ds[y] - 1\n", "    ds = ds - 1\n"),
    ("alpha * log_Z**2 -", "alpha * log_Z**2 +"),
    ('"vh,h->v", p["W_y"], h) + p["b_y"]', '"vh,h->v", p["W_y"], h)'),
)


@right("scaling_exponent")
def by_polyfit(sizes, times):
    slope, height = np.polyfit(np.log(sizes), np.log(np.median(times, axis=1)), 1)
    return slope, np.exp(height)


@right("scaling_exponent")
def in_decades(sizes, times):
    middle = [median(runs) for runs in times.tolist()]
    A = np.stack([np.log10(sizes), np.ones(len(sizes))], axis=1)
    (b, a), *_ = np.linalg.lstsq(A, np.log10(middle), rcond=None)
    return b, 10**a


right("scaling_exponent", lambda sizes, times: (
    (c := np.cov(np.log2(sizes), np.log2(np.median(times, 1))))[0, 1] / c[0, 0],
    2 ** (np.log2(np.median(times, 1)).mean() - c[0, 1] / c[0, 0] * np.log2(sizes).mean()),
))  # fmt: skip
wrong_edits(by_polyfit, "the mean run")(("np.median(times, axis=1)", "times.mean(axis=1)"))
wrong_edits(by_polyfit, "the fastest run")(("np.median(times, axis=1)", "times.min(axis=1)"))
wrong_edits(by_polyfit, "no logarithm of the sizes")(("np.log(sizes)", "sizes"))
wrong_edits(by_polyfit)(
    ("np.exp(height)", "height"),
    ("slope, height = ", "height, slope = "),
    ("axis=1", "axis=0"),
    ("return slope, np.exp(height)", "return np.exp(height), slope"),
    (", 1)\n", ", 2)[:2]\n"),
)
wrong_edits(in_decades, "the upper of the two in the middle")(
    ("median(runs)", "sorted(runs)[len(runs) // 2]")
)
wrong_edits(by_polyfit, "logarithms before the median")(
    ("np.log(np.median(times, axis=1))", "np.median(np.log(times), axis=1)")
)
wrong_edits(in_decades)(
    ("10**a", "np.exp(a)"),
    ("median(runs)", "median(times[0])"),
    ("np.log10(middle)", "middle"),
)
