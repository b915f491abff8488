"""Pictures of matrices, neurons, descent and gradient checks: draw_*(ax, numbers…) → artists.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that can move or that lies on what moves, so that a live picture redraws just
that; the axes stay as `draw_*` left them.
"""

from utils.plots.warm_up.descent import (
    draw_descent_losses,
    draw_gradient_error,
    draw_mistakes,
    draw_path,
    draw_perceptron,
    draw_regression,
    draw_surface,
    update_path,
)
from utils.plots.warm_up.layers import (
    draw_activation,
    draw_equation,
    draw_network,
    draw_plane,
    update_plane,
)
