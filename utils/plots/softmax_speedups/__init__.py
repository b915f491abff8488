"""Pictures of output layers: draw_*(ax, data…) → the artists, in a dict.

A method has one look everywhere, LOOKS[method], and one name, NAMES[method].
"""

from utils.plots.softmax_speedups.bill import (
    HOURS,
    LOOKS,
    NAMES,
    draw_bill,
    draw_growth,
    update_bill,
    update_growth,
)
from utils.plots.softmax_speedups.lecture import draw_rows, draw_scaling, draw_surprises
from utils.plots.softmax_speedups.race import draw_order, draw_race, update_order, update_race
from utils.plots.softmax_speedups.tree import (
    draw_depths,
    draw_means,
    draw_tree,
    update_depths,
    update_means,
    update_tree,
)
