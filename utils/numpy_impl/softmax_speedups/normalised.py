"""Self-normalisation: learn Z ≈ 1, at the full price, so that a query need not know Z."""

from utils import validate
from utils.numpy_impl.softmax_speedups import full


def normalised_forward(h, y, p, alpha: float = 0.1, chunk: int | None = None):
    """J = mean of −ln P(y | h) + α ln² Z: a penalty on sums other than 1 [DS17].

    As `full_forward`, with α ≥ 0 → (J in nats, cache).

    >>> p = {"W_y": [[0.0], [1.0986123]], "b_y": [0.0, 0.0]}
    >>> normalised_forward([[1.0]], [1], p, alpha=0.5)[0].round(4)  # −ln ¾ + ½ ln² 4
    np.float64(1.2486)
    """
    alpha = validate.number("alpha", alpha, least=0)
    J, cache = full.full_forward(h, y, p, chunk)
    log_Z = cache[4]
    return J + (alpha * log_Z**2).mean(), (cache, 1 + 2 * alpha * log_Z)


def normalised_backward(dJ, cache) -> dict:
    """∂J/∂s_w = ((1 + 2 α ln Z) P(w | h) − [w = y]) / N, as ∂ ln Z / ∂s_w = P(w | h) [DS17].

    → {"h", "W_y", "b_y"}, dense.

    >>> p = {"W_y": [[0.0], [0.0]], "b_y": [0.0, 0.0]}
    >>> normalised_backward(1.0, normalised_forward([[1.0]], [1], p, 1)[1])["b_y"].round(4)
    array([1.1931, 0.1931])
    """
    return full.full_backward(dJ, *cache)
