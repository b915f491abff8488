"""The path viewer: Huffman's tree over a few words, and what a word's probability is made of."""

from functools import cache

import numpy as np

from utils.data import word_frequencies
from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.activations import sigmoid
from utils.plots import softmax_speedups as plots
from utils.widgets.canvas import mosaic, stacked
from utils.widgets.live import Live, choice, slider

MOST, H = 32, 8  # words; numbers of a state
ENGLISH, EQUAL = "as in English", "all equal"
WIDE = (
    [["tree", "depths"], ["tree", "means"]],
    {"width_ratios": (2.1, 1), "height_ratios": (2.4, 1)},
)
TALL = [["tree"], ["depths"], ["means"]], {"height_ratios": (4.4, 2.6, 1)}


@cache
def frequent() -> tuple[list[str], np.ndarray]:
    """The most frequent words, of letters only, and their frequencies."""
    words, p = word_frequencies.load(2 * MOST)
    at = [i for i, word in enumerate(words) if word.isalpha()][:MOST]
    return [words[i] for i in at], p[at]


def huffman_numbers(state: dict) -> dict:
    """From word (its rank), words, counts, strength and seed to the tree and the word's path.

    At the inner node n, σ(s_n) with s_n = b_n + strength · h·w_n is the probability of branch 0:
    b_n is what the frequencies ask for, so at strength 0 the product over a path is p.

    "tree", "depths": what `draw_tree` and `draw_depths` take; "p" and "P" after the state (V,);
    "means" {label: bits, or steps}, "bits" the same as words.
    """
    V, w = state["words"], state["word"] - 1
    words, p = frequent()[0][:V], frequent()[1][:V]
    p = np.full(V, 1 / V) if state["counts"] == EQUAL else p / p.sum()
    ways = so.huffman_paths(p)
    way, node, sign = ways.steps(np.arange(V))
    go = [np.bincount(node, p[way] * (sign == branch), V - 1) for branch in (1, -1)]
    rng = np.random.default_rng(state["seed"])
    h, W = rng.standard_normal((1, H)), rng.standard_normal((V - 1, H)) / np.sqrt(H)
    params = {"W_n": state["strength"] * W, "b_n": np.log(go[0] / go[1])}
    (P,) = np.exp(so.tree_log_probability(h, np.arange(V)[None], ways, params))
    here, bits = node[way == w], -np.log2(p)
    steps = sigmoid(sign[way == w] * (params["W_n"][here] @ h[0] + params["b_n"][here]))
    product = f"= {P[w]:.4f}" if P[w] >= 5e-5 else "< 0.0001"
    told = f"P({words[w]}) = {' · '.join(f'{step:.2f}' for step in steps)} {product}"
    means = {"entropy": p @ bits, "huffman": p @ ways.huffman.lengths}
    means["balanced tree"] = p @ so.balanced_paths(V).depth(np.arange(V))
    depths = {"bits": bits, "depth": ways.huffman.lengths, "chosen": w}
    tree = {"tree": ways.huffman, "words": words, "chosen": w, "steps": steps, "told": told}
    return {"tree": tree, "depths": depths, "p": p, "P": P, "means": means, **state} | {
        "bits": {label: f"{mean:.2f}" for label, mean in means.items()}
    }


def _reading(n: dict) -> str:
    """Say the word's code, its probability step by step, and what the tree costs on average."""
    tree, bits, w = n["tree"], n["bits"], n["tree"]["chosen"]
    code = "".join(map(str, tree["tree"].codes[w, : tree["tree"].lengths[w]]))
    return (
        f"Word {w + 1} of {n['words']}, “{tree['words'][w]}”: frequency {n['p'][w]:.3f}, −log₂ of "
        f"it {n['depths']['bits'][w]:.2f} bits; code {code}, {len(code)} steps. State of seed "
        f"{n['seed']}, strength {n['strength']:.1f}: {tree['told']}; all words sum to "
        f"{n['P'].sum():.6f}. Mean depth {bits['huffman']} steps, entropy {bits['entropy']} bits; "
        f"the balanced tree {bits['balanced tree']}, softmax {n['words']} rows."
    )


def explore_huffman() -> Live:
    """Huffman's tree over the most frequent words: the way to each, and its probability."""

    def draw(figure, n):
        axes, wide = mosaic(figure, WIDE, TALL), 31 if stacked(figure) else 39
        given = axes["means"], n["means"], n["bits"], (0, 5.6), "bits, or mean steps"
        return {
            "tree": plots.draw_tree(axes["tree"], **n["tree"], wide=wide),
            "depths": plots.draw_depths(axes["depths"], **n["depths"]),
            "means": plots.draw_bars(*given),
        }

    def update(artists, n):
        plots.update_tree(artists["tree"], **n["tree"])
        plots.update_depths(artists["depths"], **n["depths"])
        plots.update_bars(artists["means"], n["means"], n["bits"])

    return Live(
        title="Paths in Huffman's tree",
        controls={
            "word": slider("word, by frequency", 3, 1, 16, 1),
            "words": slider("words in all", 16, 8, MOST, 1, unit="words"),
            "counts": choice("frequencies", [ENGLISH, EQUAL]),
            "strength": slider("strength of h", 1.0, 0.0, 2.0, 0.1, ".1f"),
            "seed": slider("state h (seed)", 0, 0, 20, 1),
        },
        tops=lambda state: {"word": state["words"]},
        numbers=huffman_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left a binary tree, its root at the left edge and a word at the end of every branch, "
        "frequent words after few steps. The way to the chosen word is thick and red; at each of "
        "its steps stand the branch, 0 or 1, and its probability, and above the tree their "
        "product. Right a ring for each word, depth against −log₂ of its frequency, near the "
        "dashed diagonal, the chosen one a diamond; below bars of the entropy and of the mean "
        "depths of Huffman's and of the balanced tree.",
        figsize=(9.8, 5.3),
        narrow=(4.6, 9.6),
    )
