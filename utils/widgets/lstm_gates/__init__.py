"""Live pictures for gates: one memory cell as a console, and gates over a text.

For each there is a pure function from the controls' state to numbers, tested without a browser,
and an `explore_*()` that a notebook calls.
"""

from utils.widgets.lstm_gates.console import console_numbers, explore_gates
from utils.widgets.lstm_gates.over_text import explore_gates_over_text, text_numbers
