"""Pictures of convolution: draw_*(ax, data…) → the artists, in a dict.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that moves, so that a live picture redraws just that.
"""

from utils.plots.convolution.cells import number
from utils.plots.convolution.images import (
    draw_feature_maps,
    draw_image,
    draw_kernel,
    update_feature_maps,
    update_image,
    update_kernel,
)
from utils.plots.convolution.measured import (
    draw_bars,
    draw_points,
    draw_probabilities,
    draw_robustness,
    draw_shift_sensitivity,
    draw_training,
    update_probabilities,
)
from utils.plots.convolution.structure import (
    draw_connections,
    draw_lenet,
    draw_receptive_field,
    draw_toeplitz,
)
from utils.plots.convolution.windows import draw_window, update_window
