"""Pictures of recurrent networks: draw_*(ax, numbers…) → the artists, in a dict.

Nothing is computed here but positions. One weight has one colour at all steps: W blue, U orange,
v green.
"""

from utils.plots.rnn_unrolling.graphs import (
    draw_by_hand,
    draw_patterns,
    draw_unfolding,
    fraction,
)
from utils.plots.rnn_unrolling.measured import (
    draw_accuracy,
    draw_clip_directions,
    draw_errors,
    draw_forecast,
    draw_decay,
    draw_terms,
)
