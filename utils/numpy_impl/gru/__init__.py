"""The gated recurrent unit in both of its forms, forward and backward by hand.

Sequences are time-major: X (T, N, D), states H (T, N, H); rows are examples. Parameters are dicts
with the names of the equations. `reset` says where the reset gate acts: "before" the product with
U_h, as in the source [M17], or "after" it, as in torch's nn.GRU; ONNX calls the same switch
linear_before_reset, 0 for "before" and 1 for "after". float32 in, float32 out. Bad input (no step,
another shape, NaN, a name missing) raises ValueError.
"""

from utils.numpy_impl.gru.leak import memory_of, update_bias
from utils.numpy_impl.gru.parameters import (
    FORMS,
    gru_parameter_count,
    gru_parameters,
    names_of,
    swap_update,
)
from utils.numpy_impl.gru.sequence import gru_backward, gru_forward
from utils.numpy_impl.gru.step import gru_step_backward, gru_step_forward
