"""Pictures of output layers: draw_*(ax, data…) → the artists, in a dict."""

from utils.plots.softmax_speedups.lecture import (
    draw_depths,
    draw_race,
    draw_rows,
    draw_scaling,
)
