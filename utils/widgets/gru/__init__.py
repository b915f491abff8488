"""Live pictures for the GRU: one leaky unit, and an LSTM and a GRU that read the same melody."""

from utils.widgets.gru.leak import explore_leak, leak_numbers
from utils.widgets.gru.side_by_side import explore_side_by_side, side_by_side_numbers
