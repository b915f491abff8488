"""Live pictures for gates: one memory cell as a console, and gates over a text."""

from utils.widgets.lstm_gates.console import console_numbers, explore_gates
from utils.widgets.lstm_gates.over_text import explore_gates_over_text, text_numbers
