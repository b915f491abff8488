"""Pictures of the GRU. z is orange, as the forget gate that it replaces; r is green."""

from utils.plots.gru.leak import *
from utils.plots.gru.lecture import *
from utils.plots.gru.side_by_side import *
