"""The models of topic 08 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import softmax_speedups as so

RNG = np.random.default_rng(0)
N, V, H, K = 5, 7, 3, 4
COUNTS = np.array([12.0, 9, 5, 3, 2, 2, 1])
Q = COUNTS / COUNTS.sum()
Y = np.array([0, 6, 3, 0, 4])  # one word comes twice
SHARED, EACH = np.array([0, 5, 5, 2]), RNG.integers(0, V, (N, K))  # and so does noise
CLASSES = {by: so.frequency_classes(COUNTS, C, by) for by, C in (("mass", 3), ("size", 3))}
SHUFFLED = so.frequency_classes(COUNTS[[3, 0, 6, 2, 5, 1, 4]], 3)
TREES = {
    "balanced": so.balanced_paths(V),
    "huffman": so.huffman_paths(COUNTS),
    "two words": so.balanced_paths(2),
}


def drawn(**rows):
    """Return random h and, for each letter, W (rows, H) and b (rows,)."""
    p = {"h": RNG.standard_normal((N, H))}
    for of, n in rows.items():
        p |= {f"W_{of}": RNG.standard_normal((n, H)), f"b_{of}": RNG.standard_normal(n)}
    return p


def dense(gradients):
    """Return the gradients with all rows."""
    return {k: d.to_dense() if isinstance(d, so.RowGradient) else d for k, d in gradients.items()}


def model(forward, backward, *given, **how):
    """A loss of h and the tables of p; given stands between h and p."""

    def run(h, **p):
        J, cache = forward(h, *given, p, **how)
        return J, lambda dJ: dense(backward(dJ, cache))

    return run


# name of the loss in torch: {label: (what stands between h and p, settings)}
CASES = {
    "full": {"full": ((Y,), {}), "full, in chunks": ((Y,), {"chunk": 3})},
    "normalised": {
        "normalised": ((Y,), {"alpha": 0.5}),
        "normalised, in chunks": ((Y,), {"chunk": 2}),
    },
    "class_based": {
        **{f"classes by {by}": ((Y, classes), {}) for by, classes in CLASSES.items()},
        "classes, shuffled": ((Y, SHUFFLED), {}),
    },
    "tree": {name: ((Y % tree.V, tree), {}) for name, tree in TREES.items()},
    "nce": {
        "nce": ((Y, EACH, Q), {}),
        "nce, shared": ((Y, SHARED, Q), {"log_Z": 0.3}),
        "nce, log Z of each": ((Y, SHARED, Q), {"log_Z": np.linspace(0, 1, N)}),
    },
    "negative": {"negative": ((Y, EACH), {}), "negative, shared": ((Y, SHARED), {})},
    "sampled": {"sampled": ((Y, EACH, Q), {}), "sampled, shared": ((Y, SHARED, Q), {})},
}
BOTH = {
    "full": (so.full_forward, so.full_backward),
    "normalised": (so.normalised_forward, so.normalised_backward),
    "class_based": (so.class_forward, so.class_backward),
    "tree": (so.tree_forward, so.tree_backward),
    "nce": (so.nce_forward, so.nce_backward),
    "negative": (so.negative_forward, so.negative_backward),
    "sampled": (so.sampled_forward, so.sampled_backward),
}


def tables(kind, given):
    """Return random h and p for a case."""
    if kind == "tree":
        return drawn(n=given[-1].V - 1)
    return drawn(c=3, y=V) if kind == "class_based" else drawn(y=V)


MODELS = {
    label: (model(*BOTH[kind], *given, **how), tables(kind, given))
    for kind, cases in CASES.items()
    for label, (given, how) in cases.items()
}

ONE, Y1 = np.ones((1, 1)), [0]
P = {"W_y": np.ones((2, 1)), "b_y": np.zeros(2)}
HALF, NAN = [0.5, 0.5], P | {"b_y": np.array([0, np.nan])}
TWO, TREE = so.frequency_classes([2, 1], 2), so.balanced_paths(3)
P_C, P_N = P | {"W_c": P["W_y"], "b_c": P["b_y"]}, {"W_n": P["W_y"], "b_n": P["b_y"]}
CACHE = so.full_forward(ONE, Y1, P)[1]
BAD = [
    (lambda: so.full_forward(ONE * np.nan, Y1, P), r"h: entry \[0, 0\] is NaN"),
    (lambda: so.full_forward(ONE, [2], P), r"y: entry \[0\] is 2, expected labels from 0 to 1"),
    (lambda: so.full_forward(ONE, [0, 1], P), r"y: got shape \(2,\), expected \(1,\)"),
    (lambda: so.full_forward(ONE, Y1, {"W_y": ONE}), "p: b_y missing, expected W_y, b_y"),
    (lambda: so.full_forward([[1, 2]], Y1, P), r"W_y: got shape \(2, 1\), expected \(·, 2\)"),
    (lambda: so.full_forward(ONE, Y1, P | {"b_y": [0]}), r"b_y: got shape \(1,\), expected \(2,\)"),
    (lambda: so.full_forward(ONE, Y1, P | {"b_y": ["a", "b"]}), "b_y: got values of type <U1"),
    (lambda: so.full_forward(ONE, Y1, P, chunk=0), "chunk: got 0, expected at least 1"),
    (lambda: so.full_forward(ONE, Y1, NAN), "W_y, b_y: got NaN or infinity in a row that is used"),
    (lambda: so.full_backward([1], CACHE), r"dJ: got shape \(1,\), expected \(\)"),
    (lambda: so.full_log_probability(ONE, [[[0]]], P), r"words: got shape \(1, 1, 1\), expected"),
    (lambda: so.normalised_forward(ONE, Y1, P, -1), "alpha: got -1, expected a number at least 0"),
    (lambda: so.nce_forward(ONE, Y1, [[0], [1]], HALF, P), r"noise: got shape \(2, 1\), expected"),
    (lambda: so.nce_forward(ONE, Y1, [1], [1, 0], P), "q: a word that is used has none"),
    (lambda: so.nce_forward(ONE, Y1, [1], HALF, NAN), "W, b: got NaN or infinity in a row that"),
    (lambda: so.nce_forward(ONE, Y1, [1], HALF, P, [0, 0]), r"log_Z: got shape \(2,\), expected"),
    (lambda: so.sampled_forward(ONE, Y1, [2], HALF, P), r"noise: entry \[0\] is 2, expected"),
    (lambda: so.negative_log_probability(ONE, Y1, P, HALF, 0), "k: got 0, expected at least 1"),
    (lambda: so.class_forward(ONE, Y1, TWO, P), "p: W_c, b_c missing, expected W_c, b_c"),
    (lambda: so.class_forward(ONE, [2], TWO, P_C), r"y: entry \[0\] is 2"),
    (lambda: so.frequency_classes([1, 2], 3), "C, counts: got 3 classes, expected at most 2"),
    (lambda: so.frequency_classes([1, -2]), "C, counts: .*, and counts from 0 up"),
    (lambda: so.frequency_classes([1], by="name"), "by: got 'name', expected one of 'mass',"),
    (lambda: so.tree_forward(ONE, [3], TREE, P_N), r"y: entry \[0\] is 3, expected"),
    (lambda: so.tree_forward(ONE, Y1, so.balanced_paths(4), P_N), r"W_n: got shape \(2, 1\)"),
    (lambda: so.balanced_paths(1), "V: got 1, expected at least 2"),
    (lambda: so.descend(P, P, 0), "learning_rate: got 0, expected a number above 0"),
    (lambda: so.output_layer("hashed", [2, 1]), "name: got 'hashed', expected one of 'full', .*"),
    (lambda: so.bill("hashed", 10, 10, so.Rates(1, 1)), "method: got 'hashed', expected one of"),
    (lambda: so.bill("full", 1, 10, so.Rates(1, 1)), "V: got 1, expected a number at least 2"),
]
