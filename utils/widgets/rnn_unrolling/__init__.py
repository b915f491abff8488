"""Live pictures for recurrent networks: unrolling, the gradient through time, clipping.

For each there is a pure function from the controls' state to numbers, tested without a browser,
and an `explore_*()` that a notebook calls.
"""

from utils.widgets.rnn_unrolling.clipping import clipping_numbers, explore_clipping
from utils.widgets.rnn_unrolling.through_time import explore_gradient_through_time, lag_numbers
from utils.widgets.rnn_unrolling.unrolling import SEQUENCES, explore_unrolling, unrolling_numbers
