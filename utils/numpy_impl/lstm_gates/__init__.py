"""Long short-term memory: a cell, and gates that decide what is written, kept and read.

Sequences are time-major: X (T, N, D), states H and cells C (T, N, H); rows are examples.
Parameters are dicts with the names of the equations: W_i, U_i, b_i, and the same for f, o and the
candidate c; peepholes V_i, V_f, V_o where there are any. float32 in, float32 out. Bad input (no
step, another shape, NaN, a name missing) raises ValueError.
"""

from utils.numpy_impl.lstm_gates.parameters import lstm_parameters, parameter_count
from utils.numpy_impl.lstm_gates.path import (
    LagNorms,
    cell_path,
    lag_norms,
    lstm_terms,
    state_jacobians,
)
from utils.numpy_impl.lstm_gates.sequence import lstm_backward, lstm_forward
from utils.numpy_impl.lstm_gates.step import lstm_step_backward, lstm_step_forward
