"""Topic 01: cross entropy, one idea per module; every public name is here as well.

Arrays of probabilities have the outcomes on the last axis. Everything is in nats unless a name
says bits. float32 in, float32 out; everything else is computed in float64. Bad input raises
ValueError (see `utils.validate`): NaN, empty, negative, not summing to 1, another shape or type.
"""

from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.losses import (
    sigmoid_cross_entropy_backward,
    sigmoid_cross_entropy_forward,
    sigmoid_squared_error_backward,
    sigmoid_squared_error_forward,
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.core.softmax import log_softmax, softmax
from utils.numpy_impl.cross_entropy.codes import expected_length, fixed_length, huffman_code
from utils.numpy_impl.cross_entropy.information import (
    cross_entropy,
    entropy,
    kl_divergence,
    perplexity,
    surprise,
    to_bits,
)
from utils.numpy_impl.cross_entropy.joint import (
    conditional,
    conditional_cross_entropy,
    conditional_entropy,
    decompose,
    empirical_joint,
)
from utils.numpy_impl.cross_entropy.regression import (
    fit_softmax_regression,
    softmax_regression_backward,
    softmax_regression_forward,
)
