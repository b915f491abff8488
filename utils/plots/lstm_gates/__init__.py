"""Pictures of gates: draw_*(ax, data…) → the artists, in a dict.

Nothing is computed here but positions. A gate has one colour everywhere: i blue, f orange, o green.
"""

from utils.plots.lstm_gates.cell import draw_cell, exact
from utils.plots.lstm_gates.console import (
    draw_cell_step,
    draw_gate_bars,
    draw_trace,
    span_cell_step,
    step_words,
    update_cell_step,
    update_gate_bars,
    update_trace,
)
from utils.plots.lstm_gates.measured import draw_answer, draw_gate_settings, draw_recall
from utils.plots.lstm_gates.over_text import (
    draw_ranking,
    draw_text_values,
    places,
    update_ranking,
    update_text_values,
)
