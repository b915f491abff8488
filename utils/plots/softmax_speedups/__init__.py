"""Pictures of output layers: draw_*(ax, data…) → the artists, in a dict."""

from utils.plots.softmax_speedups.lecture import (
    draw_race,
    draw_rows,
    draw_scaling,
    draw_surprises,
)
from utils.plots.softmax_speedups.methods import (
    NAMES,
    draw_bars,
    draw_lines,
    update_bars,
    update_lines,
)
from utils.plots.softmax_speedups.tree import draw_depths, draw_tree, update_depths, update_tree
