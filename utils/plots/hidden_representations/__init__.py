"""Pictures of a hidden layer: draw_*(ax, numbers…) → the artists, in a dict.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that can move or that lies on what moves, so that a live picture redraws just
that. The four inputs of XOR look the same in every picture: see `inputs.py`.
"""

from utils.plots.hidden_representations.code import (
    draw_code,
    draw_code_cube,
    draw_code_curves,
    draw_output_error,
    update_code,
    update_code_cube,
)
from utils.plots.hidden_representations.curves import (
    draw_hidden_unit_curves,
    draw_loss_stairs,
    draw_probability_curves,
    draw_training_curves,
)
from utils.plots.hidden_representations.graph import draw_graph
from utils.plots.hidden_representations.inputs import INPUT_NAMES
from utils.plots.hidden_representations.pictures import draw_gallery, draw_weight_picture
from utils.plots.hidden_representations.spaces import (
    add_scale,
    draw_hidden_paths,
    draw_hidden_space,
    draw_input_sheet,
    draw_input_surface,
    update_hidden_space,
    update_input_surface,
)
from utils.plots.hidden_representations.table import draw_solved_heat_map
