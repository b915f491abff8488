"""Live pictures for recurrent networks: unrolling, the gradient through time, clipping."""

from utils.widgets.rnn_unrolling.clipping import clipping_numbers, explore_clipping
from utils.widgets.rnn_unrolling.through_time import explore_gradient_through_time, lag_numbers
from utils.widgets.rnn_unrolling.unrolling import SEQUENCES, explore_unrolling, unrolling_numbers
