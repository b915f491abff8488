"""Pictures of recurrent networks. A weight has one colour: W blue, U orange, v green."""

from utils.plots.rnn_unrolling.cliff import *
from utils.plots.rnn_unrolling.graphs import *
from utils.plots.rnn_unrolling.lag_map import *
from utils.plots.rnn_unrolling.measured import *
from utils.plots.rnn_unrolling.unrolled import *
