"""One step of an Elman network, forward and backward [S, K17]."""

from utils import validate
from utils.numpy_impl.core.activations import activation as activation_of
from utils.numpy_impl.rnn_unrolling import checked


def rnn_step_forward(x, h_prev, W, U, b, activation: str = "tanh"):
    """h_t = f(x_t W + h_(t−1) U + b): what comes in now, and what is remembered [K17].

    x (N, D); h_prev (N, H); W (D, H); U (H, H); b (H,) → (h (N, H), cache).

    >>> rnn_step_forward([[1.0]], [[4.0]], [[1.0]], [[0.5]], [0.25], "linear")[0]
    array([[3.25]])
    """
    f = activation_of(validate.choice("activation", activation, checked.RNN_ACTIVATIONS))
    x = validate.real("x", x, (None, None))
    W, U, b = checked.weights(x, W, U, b)
    h_prev = validate.real("h_prev", h_prev, (len(x), len(U)))
    z = x @ W + h_prev @ U + b  # (N, H)
    h = f(z)
    return h, (x, h_prev, W, U, f.slope(z, h))


def rnn_step_backward(dh, cache):
    """dz = dh ⊙ f'(z);  dx = dz Wᵀ, dh_prev = dz Uᵀ, dW = xᵀ dz, dU = h_prevᵀ dz, db = Σ_n dz_n.

    dh (N, H): all of ∂J/∂h_t, from this step's output and from the later steps →
    (dx (N, D), dh_prev (N, H), dW (D, H), dU (H, H), db (H,)).

    >>> _, cache = rnn_step_forward([[1.0]], [[4.0]], [[1.0]], [[0.5]], [0.25], "linear")
    >>> rnn_step_backward([[2.0]], cache)[1]
    array([[1.]])
    """
    x, h_prev, W, U, slope = cache
    dh = validate.real("dh", dh, slope.shape)
    dz = dh * slope  # (N, H)
    return dz @ W.T, dz @ U.T, x.T @ dz, h_prev.T @ dz, dz.sum(axis=0)
