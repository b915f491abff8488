"""Pictures of cross entropy: draw_*(ax, numbers…) → the artists, in a dict.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that can move or that lies on what moves, so that a live picture redraws just
that; the axes stay as `draw_*` left them.
"""

from utils.plots.cross_entropy.classifier import (
    border,
    draw_decision_regions,
    draw_gradient,
    draw_losses_on_sigmoid,
    draw_softmax,
    update_decision_regions,
    update_softmax,
)
from utils.plots.cross_entropy.information import (
    draw_code_lengths,
    draw_distributions,
    draw_huffman_tree,
    draw_information_bars,
    draw_surprise,
    update_distributions,
    update_information_bars,
)
from utils.plots.cross_entropy.training import (
    draw_decomposition,
    draw_loss_floor,
    draw_training_curve,
    update_training_curve,
)
