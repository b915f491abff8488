"""Live pictures for the GRU: one leaky unit, and an LSTM and a GRU that read the same melody.

For each there is a pure function from the controls' state to numbers, tested without a browser,
and an `explore_*()` that a notebook calls.
"""

from utils.widgets.gru.leak import explore_leak, leak_numbers
from utils.widgets.gru.side_by_side import explore_side_by_side, side_by_side_numbers
