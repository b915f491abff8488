"""Pictures of the GRU: draw_*(ax, data…) → the artists, in a dict.

Nothing is computed here but positions. z is orange, as the forget gate that it replaces; r is
green.
"""

from utils.plots.gru.leak import draw_left, draw_lines, update_left, update_lines
from utils.plots.gru.lecture import (
    draw_beats,
    draw_listening,
    draw_merge,
    draw_scores,
    draw_step,
)
from utils.plots.gru.side_by_side import (
    draw_over_beats,
    draw_strips,
    update_over_beats,
    update_strips,
)
