"""Pictures of the LSTM: draw_*(ax, data…) → the artists, in a dict.

Nothing is computed here but positions. A gate has one colour everywhere: i blue, f orange, o green.
"""

from utils.plots.lstm_gates.cell import draw_cell, exact
from utils.plots.lstm_gates.measured import draw_gate_settings
