"""Pictures of gates. A gate has one colour everywhere: i blue, f orange, o green."""

from utils.plots.lstm_gates.cell import *
from utils.plots.lstm_gates.console import *
from utils.plots.lstm_gates.measured import *
from utils.plots.lstm_gates.over_text import *
