"""What the contract tests try of topic 08: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.numpy_impl import softmax_speedups as so
from utils.plots import softmax_speedups as plots
from utils.widgets.softmax_speedups import race

ENDS = dict.fromkeys(race.KEYS.values(), (True, False))  # a box to tick for each
COSTS = {"full": 1e6, "huffman": 1e2, "nce": 1e3}
WORDS = {"full": "11 days", "huffman": "2 minutes", "nce": "17 minutes"}
LINES = {"full": np.array([10.0, 100.0, 1000.0]), "nce": np.full(3, 20.0)}
# e, d, c, b from above: the most frequent word, "b", has the code 1
TREE = so.huffman_paths([8, 4, 2, 1]).huffman
GIVEN = [TREE, ["b", "c", "d", "e"], 2, [0.5, 0.25, 0.75], "P(d) = ½ · ¼ · ¾"]
LABELLED = {
    "bars": lambda ax: plots.draw_bars(ax, COSTS, WORDS, (10, 1e7), "seconds", "log"),
    "lines": lambda ax: plots.draw_lines(
        ax, [1, 10, 100], LINES, 10, "|V|", {"1 s": 1, "1 h": 3600}, (1, 1e4)
    ),
    "depths": lambda ax: plots.draw_depths(ax, [2.0, 3.1, 4.5], [2, 3, 5], 1),
}
BARE = {"tree": lambda ax: plots.draw_tree(ax, *GIVEN)}
