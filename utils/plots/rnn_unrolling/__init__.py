"""Pictures of recurrent networks: draw_*(ax, data…) → the artists, in a dict.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that moves, so that a live picture redraws just that. One weight has one colour
at all steps: W blue, U orange, v green.
"""

from utils.plots.rnn_unrolling.cliff import (
    draw_cliff,
    draw_descents,
    update_cliff,
    update_descents,
)
from utils.plots.rnn_unrolling.graphs import (
    draw_by_hand,
    draw_patterns,
    draw_unfolding,
    fraction,
)
from utils.plots.rnn_unrolling.lag_map import (
    draw_lag_map,
    draw_lag_norms,
    update_lag_map,
    update_lag_norms,
)
from utils.plots.rnn_unrolling.measured import (
    draw_accuracy,
    draw_clip_directions,
    draw_decay,
    draw_errors,
    draw_forecast,
    draw_terms,
)
from utils.plots.rnn_unrolling.unrolled import draw_unrolled, update_unrolled
