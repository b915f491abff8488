"""The same network in the words of two other sources, each written out as it stands there.

[S]: Y_t = f(X_t W_x + Y_(t−1) W_y + b), a layer whose output comes back as an input.
Pascanu et al. 2013 [M17]: x_t = σ(x_(t−1)) W_rec + u_t W_in + b, whose state is the sum before σ.
Both are Elman's: Y_t = h_t with W_x = W, W_y = U; and σ(x_t) = h_t with W_in = W, W_rec = U.
"""

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling import checked

# The two steps of [S]: a minibatch of 4, three inputs at each of t = 0 and t = 1.
TWO_STEP_INPUTS = np.array(
    [
        [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 0, 1]],
        [[9, 8, 7], [0, 0, 0], [6, 5, 4], [3, 2, 1]],
    ],
    dtype=float,
)


def two_step_network(X0, X1, W_x, W_y, b):
    """Y0 = tanh(X0 W_x + b);  Y1 = tanh(Y0 W_y + X1 W_x + b): a network unrolled by hand [S].

    X0, X1 (N, D); W_x (D, H); W_y (H, H); b (H,) → (Y0 (N, H), Y1 (N, H)).

    >>> Y0, Y1 = two_step_network([[0.0]], [[0.0]], [[1.0]], [[1.0]], [1.0])
    >>> Y0.round(4), Y1.round(4)
    (array([[0.7616]]), array([[0.9427]]))
    """
    X0, X1 = validate.real("X0", X0, (None, None)), validate.real("X1", X1, (None, None))
    validate.same_shape("X0", X0, "X1", X1)
    W_x, W_y, b = checked.weights(X0, W_x, W_y, b, ("W_x", "W_y", "b"))
    Y0 = np.tanh(X0 @ W_x + b)
    Y1 = np.tanh(Y0 @ W_y + X1 @ W_x + b)
    return Y0, Y1


def recurrent_layer(X, W_x, W_y, b, Y0=None, activation: str = "tanh"):
    """Y_t = f([X_t Y_(t−1)] [W_x; W_y] + b): input and last output side by side [S].

    X (T, N, D); W_x (D, H); W_y (H, H); b (H,); Y0 (N, H), zeros when None → Y (T, N, H).

    >>> recurrent_layer([[[4.0]], [[1.0]]], [[1.0]], [[0.5]], [0.0], None, "relu").ravel()
    array([4., 3.])
    """
    f = checked.activation(activation)
    X = checked.sequence("X", X)
    W_x, W_y, b = checked.weights(X, W_x, W_y, b, ("W_x", "W_y", "b"))
    y = checked.initial("Y0", Y0, X, W_x)
    stacked = np.concatenate([W_x, W_y])  # (D + H, H)
    Y = []
    for x in X:
        y = f(np.concatenate([x, y], axis=1) @ stacked + b)  # (N, D + H) · (D + H, H)
        Y.append(y)
    return np.array(Y)


def pascanu(u, W_in, W_rec, b, x0=None, activation: str = "sigmoid"):
    """x_t = σ(x_(t−1)) W_rec + u_t W_in + b: the state is what σ is applied to next [M17].

    u (T, N, D); W_in (D, H); W_rec (H, H); b (H,); x0 (N, H), zeros when None; activation: σ
    → x (T, N, H). Zeros for x0 are σ(0) = ½ for the network, not a state of zeros.

    >>> pascanu([[[1.0]]], [[1.0]], [[2.0]], [0.0])
    array([[[2.]]])
    """
    f = checked.activation(activation)
    u = checked.sequence("u", u)
    W_in, W_rec, b = checked.weights(u, W_in, W_rec, b, ("W_in", "W_rec", "b"))
    x = [checked.initial("x0", x0, u, W_in)]
    for u_t in u:
        x.append(f(x[-1]) @ W_rec + u_t @ W_in + b)
    return np.array(x[1:])
