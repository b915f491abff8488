"""Recurrent networks: unrolling, backpropagation through time, and why its gradient fades.

Sequences are time-major: X (T, N, D), states H (T, N, H), outputs Y (T, N). Rows are examples:
h_t = f(x_t W + h_(t−1) U + b). H[t] is the state after X[t]; h0 is the one before the first step.
Activations: tanh, relu, sigmoid, linear. float32 in, float32 out. Bad input (no step, another
shape, NaN, lengths of 0) raises ValueError.
"""

from utils.numpy_impl.rnn_unrolling.checked import RNN_ACTIVATIONS
from utils.numpy_impl.rnn_unrolling.cliff import cliff_descent, one_unit
from utils.numpy_impl.rnn_unrolling.forms import (
    TWO_STEP_INPUTS,
    pascanu,
    recurrent_layer,
    two_step_network,
)
from utils.numpy_impl.rnn_unrolling.lags import bptt_terms, term_norms
from utils.numpy_impl.rnn_unrolling.readout import (
    output_gradient,
    readout_backward,
    readout_forward,
    rnn_model_backward,
    rnn_model_forward,
    rnn_predict,
    squared_error_backward,
    squared_error_forward,
)
from utils.numpy_impl.rnn_unrolling.remedies import leaky_skip_forward, state_gradients
from utils.numpy_impl.rnn_unrolling.reservoir import reservoir, reservoir_states, ridge
from utils.numpy_impl.rnn_unrolling.sentences import (
    SENTENCES,
    bag_of_words,
    bigram_probabilities,
    one_hot_slots,
    vocabulary,
)
from utils.numpy_impl.rnn_unrolling.sequence import Unrolled, rnn_backward, rnn_forward
from utils.numpy_impl.rnn_unrolling.spectrum import (
    fitted_rate,
    gradient_by_lag,
    recurrent_matrix,
    spectral_radius,
    theoretical_rate,
)
from utils.numpy_impl.rnn_unrolling.training import fit_rnn, rnn_parameters
