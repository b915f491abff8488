"""The path viewer: Huffman's tree over a few words, and what a word's probability is made of."""

from functools import cache
from itertools import islice

import ipywidgets as widgets
import numpy as np

from utils.data import word_frequencies
from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.activations import sigmoid
from utils.plots import softmax_speedups as plots
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider

MOST, H = 32, 8  # words; numbers of a state
ENGLISH, EQUAL = "as in English", "all equal"
LAYOUT, STACKED = [["tree", "depths"], ["tree", "means"]], [["tree"], ["depths"], ["means"]]


@cache
def frequent() -> tuple[list[str], np.ndarray]:
    """The most frequent words, of letters only, and their frequencies."""
    words, p = word_frequencies.load(2 * MOST)
    kept = list(islice(((w, f) for w, f in zip(words, p, strict=True) if w.isalpha()), MOST))
    return [w for w, _ in kept], np.array([f for _, f in kept])


def huffman_numbers(state: dict) -> dict:
    """From word (its rank), words, counts, strength and seed to the tree and the word's path.

    At the inner node n, σ(s_n) with s_n = b_n + strength · h·w_n is the probability of branch 0:
    b_n is what the frequencies ask for, so at strength 0 the product over a path is p.

    "tree": what `draw_tree` takes; "p", "bits" = −log₂ p, "P" after the state, (V,) each;
    "means" {label: bits}.
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
    P = np.exp(so.tree_log_probability(h, np.arange(V)[None], ways, params))[0]
    here = way == w
    s = params["W_n"][node[here]] @ h[0] + params["b_n"][node[here]]
    steps, bits = sigmoid(sign[here] * s), -np.log2(p)
    product = f"= {P[w]:.4f}" if P[w] >= 5e-5 else "< 0.0001"
    told = f"P({words[w]}) = {' · '.join(f'{step:.2f}' for step in steps)} {product}"
    tree = {"nodes": ways.huffman.nodes, "codes": ways.huffman.codes, "depth": ways.huffman.lengths}
    means = {"entropy": p @ bits, "Huffman": p @ tree["depth"]}
    means["complete tree"] = p @ so.balanced_paths(V).depth(np.arange(V))
    tree |= {"words": words, "chosen": w, "steps": steps, "told": told}
    return {"tree": tree, "p": p, "bits": bits, "P": P, "means": means, **state}


def _reading(n: dict) -> str:
    """Say the word's code, its probability step by step, and what the tree costs on average."""
    tree, means = n["tree"], n["means"]
    w, word = tree["chosen"], tree["words"][tree["chosen"]]
    code = "".join(map(str, tree["codes"][w, : tree["depth"][w]]))
    return (
        f"Word {w + 1} of {n['words']}, “{word}”: frequency {n['p'][w]:.3f}, −log₂ of it "
        f"{n['bits'][w]:.2f} bits; code {code}, {len(code)} steps. State of seed {n['seed']}, "
        f"strength {n['strength']:.1f}: {tree['told']}; all {n['words']} words sum to "
        f"{n['P'].sum():.6f}. Mean depth {means['Huffman']:.2f} steps, entropy "
        f"{means['entropy']:.2f} bits; the complete tree {means['complete tree']:.2f}, softmax "
        f"{n['words']} rows."
    )


def explore_huffman() -> Live:
    """Huffman's tree over the most frequent words: the way to each, and its probability."""

    def draw(figure, n):
        small = stacked(figure)
        if small:
            axes = figure.subplot_mosaic(STACKED, height_ratios=(4.4, 2.6, 1))
        else:
            axes = figure.subplot_mosaic(LAYOUT, width_ratios=(2.1, 1), height_ratios=(2.4, 1))
        return {
            "tree": plots.draw_tree(axes["tree"], n["tree"], 31 if small else 39),
            "depths": plots.draw_depths(axes["depths"], *_depths(n)),
            "means": plots.draw_means(axes["means"], n["means"]),
        }

    def _depths(n):
        return n["bits"], n["tree"]["depth"], n["tree"]["chosen"]

    def update(artists, n):
        plots.update_tree(artists["tree"], n["tree"])
        plots.update_depths(artists["depths"], *_depths(n))
        plots.update_means(artists["means"], n["means"])

    return Live(
        title="Paths in Huffman's tree",
        controls={
            "word": slider("word, by frequency", 3, 1, 16, 1),
            "words": slider("words in all", 16, 8, MOST, 1, unit="words"),
            "counts": widgets.Dropdown(options=[ENGLISH, EQUAL], description="frequencies"),
            "strength": slider("strength of the state", 1.0, 0.0, 2.0, 0.1, ".1f"),
            "seed": slider("state (seed)", 0, 0, 20, 1),
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
        "depths of Huffman's and of the complete tree.",
        figsize=(9.8, 5.3),
        narrow=(4.6, 9.6),
    )
