"""Warm-up: products of matrices, neurons and layers, the perceptron, descent, gradient checks.

Rows are examples: X (N, D), W (D, H), b (H,), and a layer computes f(X W + b). float32 in,
float32 out; everything else is computed in float64. Bad input (another shape or type, NaN,
empty, a name that is none) raises ValueError, see `validate`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from utils.numpy_impl import validate
from utils.numpy_impl.cross_entropy import sigmoid

# ---------------------------------------------------------------- one product, seen three ways


def matmul_rows(A, B):
    """C_nh = Σ_k A_nk B_kh: entry by entry, row n of A times column h of B [DS17].

    A (N, K), B (K, H) → (N, H).

    >>> matmul_rows([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B)
    C = np.empty((len(A), B.shape[1]), np.result_type(A, B))
    for n in range(C.shape[0]):
        for h in range(C.shape[1]):
            C[n, h] = (A[n] * B[:, h]).sum()
    return C


def matmul_columns(A, B):
    """C_·h = Σ_k A_·k B_kh: each column of C mixes the columns of A, by column h of B [DS17].

    A (N, K), B (K, H) → (N, H).

    >>> matmul_columns([[1, 2], [3, 4]], [[5], [7]])
    array([[19.],
           [43.]])
    """
    A, B = _factors(A, B)
    C = np.zeros((len(A), B.shape[1]), np.result_type(A, B))
    for h in range(C.shape[1]):
        for k in range(A.shape[1]):
            C[:, h] += A[:, k] * B[k, h]
    return C


def matmul_outer(A, B):
    """C = Σ_k A_·k B_k·: a sum of K tables, column k of A times row k of B [DS17].

    A (N, K), B (K, H) → (N, H).

    >>> matmul_outer([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B)
    C = np.zeros((len(A), B.shape[1]), np.result_type(A, B))
    for k in range(A.shape[1]):
        C += A[:, k, None] * B[None, k, :]  # (N, 1) × (1, H) → (N, H)
    return C


def _factors(A, B):
    A = validate.real("A", A, (None, None))
    return A, validate.real("B", B, (A.shape[1], None))


def plane_matrix(degrees: float, scale_1: float = 1.0, scale_2: float = 1.0, shear: float = 0.0):
    """W (2, 2) so that x W scales the axes, shears along the first, then turns to the left.

    W = diag(scale_1, scale_2) · [[1, 0], [shear, 1]] · [[cos, sin], [−sin, cos]].

    >>> plane_matrix(90).round(12) + 0.0
    array([[ 0.,  1.],
           [-1.,  0.]])
    """
    a = np.deg2rad(validate.number("degrees", degrees))
    s_1, s_2 = validate.number("scale_1", scale_1), validate.number("scale_2", scale_2)
    shear = validate.number("shear", shear)
    # subtle: a row x is multiplied from the left, so the turn stands last and is the transpose
    # of the matrix that turns a column
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    return np.diag([s_1, s_2]) @ np.array([[1.0, 0.0], [shear, 1.0]]) @ turn


# ---------------------------------------------------------------- activations


def step(z):
    """1 where z > 0, else 0; at 0 the neuron is silent [S]. (…) → (…).

    >>> step([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    z = validate.real("z", z)
    return (z > 0).astype(z.dtype)


def tanh(z):
    """tanh z = (e^z − e^(−z)) / (e^z + e^(−z)) = 2 σ(2z) − 1, from −1 to 1 [S]. (…) → (…).

    >>> tanh([0.0, 1.0]).round(4)
    array([0.    , 0.7616])
    """
    return np.tanh(validate.real("z", z))


def relu(z):
    """max(z, 0) [M21]. (…) → (…).

    >>> relu([-2.0, 3.0])
    array([0., 3.])
    """
    z = validate.real("z", z)
    return np.maximum(z, z.dtype.type(0))


def linear(z):
    """z as it is: what a layer without an activation does. (…) → (…).

    >>> linear([-2.0, 3.0])
    array([-2.,  3.])
    """
    return validate.real("z", z)


ACTIVATIONS = {"step": step, "sigmoid": sigmoid, "tanh": tanh, "relu": relu, "linear": linear}

# f'(z), written with y = f(z) where that is shorter. The step is flat wherever it has a slope,
# which is why no gradient ever moves a layer of steps.
_SLOPES = {
    "step": lambda z, y: np.zeros_like(z),
    "sigmoid": lambda z, y: y * (1 - y),
    "tanh": lambda z, y: 1 - y**2,
    "relu": lambda z, y: (z > 0).astype(z.dtype),  # 0 at the kink, as in torch
    "linear": lambda z, y: np.ones_like(z),
}


def activation_slope(name: str, z):
    """f'(z) of the activation called `name`; 0 for the step, and for ReLU at 0. (…) → (…).

    >>> activation_slope("sigmoid", 0.0)
    np.float64(0.25)
    """
    validate.choice("name", name, tuple(ACTIVATIONS))
    z = validate.real("z", z)
    return _SLOPES[name](z, ACTIVATIONS[name](z))


# ---------------------------------------------------------------- a neuron, a layer, a network


def neuron(x, w, b, f: Callable = step):
    """y = f(Σ_i x_i w_i + b): one example, one neuron [S].

    x, w (D,), b one number → one number.

    >>> neuron([1.0, 1.0], [1.0, 1.0], -1.5)
    np.float64(1.0)
    """
    x = validate.real("x", x, (None,))
    w = validate.real("w", w, x.shape)
    b = validate.real("b", b, ())
    return f((x * w).sum() + b)


def dense_forward(X, W, b, activation: str = "tanh"):
    """Y = f(X W + b): H neurons see the same N examples; b is added to every row [S, M21].

    X (N, D); W (D, H); b (H,); activation a name in ACTIVATIONS → (Y (N, H), cache).

    >>> dense_forward([[1.0, 2.0]], [[1.0, 0.0], [0.0, -1.0]], [0.5, 0.5], "relu")[0]
    array([[1.5, 0. ]])
    """
    validate.choice("activation", activation, tuple(ACTIVATIONS))
    X = validate.real("X", X, (None, None))
    W = validate.real("W", W, (X.shape[1], None))
    b = validate.real("b", b, (W.shape[1],))
    Z = X @ W + b  # (N, H)
    Y = ACTIVATIONS[activation](Z)
    return Y, (X, W, Z, Y, activation)


def dense_backward(dY, cache):
    """dZ = dY ⊙ f'(Z);  dX = dZ Wᵀ,  dW = Xᵀ dZ,  db = Σ_n dZ_n [M21].

    dY (N, H) → (dX (N, D), dW (D, H), db (H,)).

    >>> _, cache = dense_forward([[1.0, 2.0]], [[1.0], [0.0]], [0.5], "linear")
    >>> dense_backward([[1.0]], cache)[1]
    array([[1.],
           [2.]])
    """
    X, W, Z, Y, activation = cache
    dY = validate.real("dY", dY, Y.shape)
    dZ = dY * _SLOPES[activation](Z, Y)  # (N, H)
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)


def mlp_parameter_count(sizes) -> int:
    """Σ_k (D_k + 1) D_(k+1): a weight for every edge and a bias for every neuron [S].

    sizes: inputs, neurons of each hidden layer, outputs.

    >>> mlp_parameter_count([2, 3, 1])
    13
    """
    sizes = _sizes(sizes)
    return sum((D + 1) * H for D, H in pairwise(sizes))


def mlp_parameters(sizes, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw [(W, b), …] for `mlp_forward`: W ~ N(0, 1/D), so that sums stay of size 1; b = 0.

    >>> [W.shape for W, b in mlp_parameters([2, 3, 1], np.random.default_rng(0))]
    [(2, 3), (3, 1)]
    """
    sizes = _sizes(sizes)
    return [(rng.standard_normal((D, H)) / np.sqrt(D), np.zeros(H)) for D, H in pairwise(sizes)]


def _sizes(sizes) -> list[int]:
    if len(sizes) < 2:
        raise ValueError(f"sizes: got {list(sizes)}, expected at least inputs and outputs")
    return [validate.count("sizes", size) for size in sizes]


def mlp_forward(X, parameters, activation: str = "tanh"):
    """Layer after layer: Y = f(… f(X W_1 + b_1) …) W_L + b_L [S, M21].

    The last layer is linear: what it says is a number for regression or a score.

    X (N, D_0); parameters [(W_1 (D_0, D_1), b_1 (D_1,)), …] → (Y (N, D_L), cache).

    >>> mlp_forward([[1.0]], [([[1.0]], [0.0]), ([[2.0]], [1.0])], "relu")[0]
    array([[3.]])
    """
    if len(parameters) == 0:
        raise ValueError("parameters: got no layers, expected at least one (W, b)")
    validate.choice("activation", activation, tuple(ACTIVATIONS))
    caches, Y = [], X
    for k, (W, b) in enumerate(parameters):
        Y, cache = dense_forward(Y, W, b, activation if k < len(parameters) - 1 else "linear")
        caches.append(cache)
    return Y, caches


def mlp_backward(dY, cache):
    """The chain rule, from the last layer to the first: each layer's dX is the next one's dY.

    dY (N, D_L) → (dX (N, D_0), [(dW_1, db_1), …] in the order of the parameters).

    >>> _, cache = mlp_forward([[1.0]], [([[1.0]], [0.0]), ([[2.0]], [1.0])], "relu")
    >>> mlp_backward([[1.0]], cache)[0]
    array([[2.]])
    """
    gradients = []
    for layer in reversed(cache):
        dY, dW, db = dense_backward(dY, layer)
        gradients.append((dW, db))
    return dY, gradients[::-1]


# ---------------------------------------------------------------- the perceptron

_BITS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH_TABLES = {
    "AND": (_BITS, np.array([0, 0, 0, 1])),
    "OR": (_BITS, np.array([0, 1, 1, 1])),
    "XOR": (_BITS, np.array([0, 1, 1, 0])),
}
for _table in TRUTH_TABLES.values():  # shared by everyone who imports them
    for _array in _table:
        _array.setflags(write=False)


@dataclass
class PerceptronRun:
    """What `perceptron` did. W[e], b[e] are the weights at the start of epoch e.

    `cycle` = (i, j): epoch j starts with the very weights of epoch i < j, while mistakes are
    still made. Each epoch is decided by the weights it starts with, so epochs i … j − 1 come
    again for ever, and the rule never ends. None where that did not happen.
    """

    W: np.ndarray  # (epochs run + 1, D)
    b: np.ndarray  # (epochs run + 1,)
    mistakes: np.ndarray  # (epochs run,)
    converged: bool  # the last epoch made no mistake
    cycle: tuple[int, int] | None


def perceptron(X, y, epochs: int, eta: float = 1.0) -> PerceptronRun:
    """The perceptron rule from w = 0, b = 0: for each example in turn, ŷ = step(x·w + b), then

    w ← w + η (y − ŷ) x,  b ← b + η (y − ŷ): nothing changes where the answer is right [S].

    X (N, D); y (N,) of 0 and 1; at most `epochs` passes, fewer if one is without a mistake.

    >>> run = perceptron(*TRUTH_TABLES["AND"], epochs=20)
    >>> run.converged, run.W[-1], run.b[-1]
    (True, array([2., 1.]), np.float64(-2.0))
    """
    X = validate.real("X", X, (None, None))
    y = validate.labels("y", y, 2, length=len(X))
    epochs = validate.count("epochs", epochs)
    eta = X.dtype.type(validate.number("eta", eta, above=0))

    w, b = np.zeros(X.shape[1], X.dtype), X.dtype.type(0)
    W, B, mistakes = [w], [b], []
    seen, cycle = {(w.tobytes(), float(b)): 0}, None
    for epoch in range(1, epochs + 1):
        wrong = 0
        for x_n, y_n in zip(X, y, strict=True):
            error = y_n - int((x_n * w).sum() + b > 0)  # y − ŷ: −1, 0 or 1
            if error:
                w, b = w + eta * error * x_n, b + eta * error
                wrong += 1
        W.append(w)
        B.append(b)
        mistakes.append(wrong)
        if wrong == 0:
            break
        # subtle: adding 0.0 turns −0.0 into 0.0, which has the same value and other bytes
        state = ((w + 0.0).tobytes(), float(b) + 0.0)
        if cycle is None and state in seen:
            cycle = (seen[state], epoch)
        seen.setdefault(state, epoch)
    return PerceptronRun(np.array(W), np.array(B), np.array(mistakes), mistakes[-1] == 0, cycle)


# ---------------------------------------------------------------- linear regression


def linear_regression_forward(X, y, w, b):
    """J = 1/(2N) Σ_n (x_n·w + b − y_n)²: half the mean squared error.

    X (N, D); y (N,); w (D,); b one number → (J in units of y², cache).

    >>> linear_regression_forward([[1.0], [2.0]], [1.0, 4.0], [1.0], 0.0)[0]
    np.float64(1.0)
    """
    X = validate.real("X", X, (None, None))
    y = validate.real("y", y, (len(X),))
    w = validate.real("w", w, (X.shape[1],))
    b = validate.real("b", b, ())
    error = X @ w + b - y  # (N,)
    return (error @ error) / (2 * len(y)), (X, w, error)


def linear_regression_backward(dJ, cache):
    """With e = X w + b − y: dX = e wᵀ dJ / N, dw = Xᵀ e dJ / N, db = Σ_n e_n dJ / N.

    Returns (dX (N, D), dw (D,), db).

    >>> _, cache = linear_regression_forward([[1.0], [2.0]], [1.0, 4.0], [1.0], 0.0)
    >>> linear_regression_backward(1.0, cache)[1:]
    (array([-2.]), np.float64(-1.0))
    """
    X, w, error = cache
    d_error = error * error.dtype.type(dJ / len(error))  # (N,)
    return np.outer(d_error, w), X.T @ d_error, d_error.sum()


@dataclass
class LinearRegressionFit:
    """What `fit_linear_regression` did: row k of W, b and losses is before step k + 1."""

    W: np.ndarray  # (steps + 1, D); the last row is the result
    b: np.ndarray  # (steps + 1,)
    losses: np.ndarray  # (steps + 1,), on all examples, also where a step saw only a few


def batches(n: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield the indices of minibatches for ever: shuffle, cut into pieces of `size`, again.

    The last piece of a pass is shorter where `size` does not divide `n`.

    >>> few = batches(3, 2, np.random.default_rng(0))
    >>> sorted([*next(few), *next(few)]) == [0, 1, 2]
    True
    """
    n, size = validate.count("n", n), validate.count("size", size)
    while True:
        order = rng.permutation(n)
        for start in range(0, n, size):
            yield order[start : start + size]


def fit_linear_regression(
    X,
    y,
    learning_rate: float,
    steps: int,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
) -> LinearRegressionFit:
    """Gradient descent on J from w = 0, b = 0:  w ← w − η ∂J/∂w,  b ← b − η ∂J/∂b.

    X (N, D); y (N,); learning rate η > 0
    batch  examples in each step, drawn by `rng`; None takes all of them in every step

    Raises ValueError also when the rate is so large that the numbers leave float64.

    >>> fit = fit_linear_regression([[-1.0], [1.0]], [-1.0, 3.0], learning_rate=1.0, steps=1)
    >>> fit.W[-1], fit.b[-1], fit.losses
    (array([2.]), np.float64(1.0), array([2.5, 0. ]))
    """
    X = validate.real("X", X, (None, None))
    y = validate.real("y", y, (len(X),))
    eta = validate.number("learning_rate", learning_rate, above=0)
    steps = validate.count("steps", steps, least=0)
    if batch is None:
        chosen = None
    elif rng is None:
        raise ValueError("rng: got None, expected a NumPy generator that draws the batches")
    else:
        chosen = batches(len(X), batch, rng)

    w, b = np.zeros(X.shape[1], X.dtype), X.dtype.type(0)
    W, B = np.empty((steps + 1, X.shape[1]), X.dtype), np.empty(steps + 1, X.dtype)
    losses = np.empty(steps + 1)
    for k in range(steps + 1):
        _refuse_overflow(np.append(w, b), k, eta)
        losses[k], cache = linear_regression_forward(X, y, w, b)
        W[k], B[k] = w, b
        if k == steps:
            break
        if chosen is not None:
            few = next(chosen)
            _, cache = linear_regression_forward(X[few], y[few], w, b)
        _, dw, db = linear_regression_backward(1.0, cache)
        w, b = w - eta * dw, b - eta * db
    return LinearRegressionFit(W, B, losses)


def _refuse_overflow(theta, k: int, eta: float) -> None:
    # the square of a larger number is infinite, and so would be the loss
    if not np.abs(theta).max() < 1e-10 * np.sqrt(np.finfo(theta.dtype).max):
        raise ValueError(
            f"learning_rate: got {eta:g}, with which the parameters explode by step {k}; "
            "expected a smaller one"
        )


# ---------------------------------------------------------------- descent on a quadratic


def quadratic_loss(H, theta):
    """J(θ) = ½ θᵀ H θ, a bowl with its lowest point at 0. H (D, D), theta (…, D) → (…).

    >>> quadratic_loss([[2.0, 0.0], [0.0, 10.0]], [1.0, 1.0])
    np.float64(6.0)
    """
    H = _curvature(H)
    theta = validate.real("theta", theta)
    if theta.ndim == 0 or theta.shape[-1] != len(H):
        raise ValueError(f"theta: got shape {theta.shape}, expected (…, {len(H)})")
    return ((theta @ H) * theta).sum(axis=-1) / 2


def quadratic_descent(H, theta0, learning_rate: float, steps: int):
    """θ ← θ − η H θ, gradient descent on ½ θᵀ H θ, whose gradient is H θ.

    Along an eigenvector of H with eigenvalue λ every step multiplies by 1 − η λ.

    H (D, D) symmetric, positive definite; theta0 (D,) → path (steps + 1, D).
    Raises ValueError also when the numbers leave float64.

    >>> quadratic_descent([[2.0]], [1.0], learning_rate=0.25, steps=2)[:, 0]
    array([1.  , 0.5 , 0.25])
    """
    H = _curvature(H)
    theta = validate.real("theta0", theta0, (len(H),))
    eta = validate.number("learning_rate", learning_rate, least=0)
    steps = validate.count("steps", steps, least=0)
    path = np.empty((steps + 1, len(H)), np.result_type(H, theta))
    for k in range(steps + 1):
        _refuse_overflow(theta, k, eta)
        path[k] = theta
        theta = theta - eta * (H @ theta)
    return path


def largest_stable_rate(H) -> float:
    """2 / L with L the largest eigenvalue of H: up to there |1 − η λ| < 1 for every λ.

    >>> largest_stable_rate([[2.0, 0.0], [0.0, 10.0]])
    0.2
    """
    return 2 / float(np.linalg.eigvalsh(_curvature(H))[-1])


def descent_regime(H, learning_rate: float, theta0=None) -> str:
    """What η does to descent on ½ θᵀ H θ: "converges", "oscillates" or "diverges".

    η ≤ 1/L          no direction overshoots: converges
    1/L < η ≤ 2/L    the steepest direction changes sign at every step: oscillates, ever less
                     below 2/L and for ever at 2/L itself
    η > 2/L          and ever more: diverges

    theta0 (D,): a start that is known; L is then the largest eigenvalue whose direction the start
    has a part of, since descent never leaves the other directions' zeros.

    >>> [descent_regime([[10.0]], eta) for eta in (0.05, 0.15, 0.25)]
    ['converges', 'oscillates', 'diverges']
    """
    H = _curvature(H)
    eta = validate.number("learning_rate", learning_rate, least=0)
    values, vectors = np.linalg.eigh(H)
    if theta0 is not None:
        theta0 = validate.real("theta0", theta0, (len(H),))
        part = np.abs(theta0 @ vectors) > 1e-12 * np.linalg.norm(theta0)
        if not part.any():
            return "converges"  # it starts at the lowest point
        values = values[part]
    # subtle: 2/L is a rounded number, and a rate typed in decimals may miss it by the last digit
    if eta * values[-1] <= 1 + 1e-12:
        return "converges"
    return "oscillates" if eta * values[-1] <= 2 + 1e-12 else "diverges"


def _curvature(H):
    H = validate.real("H", H, (None, None))
    if H.shape[0] != H.shape[1] or not np.allclose(H, H.T):
        raise ValueError(f"H: got shape {H.shape}, not symmetric, expected (D, D) with H = Hᵀ")
    lowest = np.linalg.eigvalsh(H)[0]
    if not lowest > 0:
        raise ValueError(f"H: got a smallest eigenvalue of {lowest:g}, expected all above 0")
    return H


# ---------------------------------------------------------------- gradients by differences


def central_slope(f: Callable, x, eps):
    """f'(x) ≈ (f(x + ε) − f(x − ε)) / 2ε, with an error of ε² f'''(x)/6 and of rounding.

    f works entry by entry; x, eps of shapes that broadcast → one slope for each pair.

    >>> central_slope(lambda x: x**3, 1.0, 0.5)
    np.float64(3.25)
    """
    x, eps = validate.real("x", x), validate.real("eps", eps)
    if (eps <= 0).any():
        raise ValueError(f"eps: got {eps.min():g}, expected numbers above 0")
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def gradient_error_curve(f: Callable, df: Callable, x, steps):
    """|central difference − f'(x)| for every step ε.

    For large ε the curve falls with ε² (truncation), for small ε it rises with 1/ε (round-off).
    In float64 it turns near the cube root of 2.2e−16, ε ≈ 6e−6.

    f, df work entry by entry; x a number or (K,); steps (M,) → (M,) or (M, K).

    >>> gradient_error_curve(np.exp, np.exp, 0.0, [1e-1, 1e-2]).round(8)
    array([1.6675e-03, 1.6670e-05])
    """
    x = validate.real("x", x)
    if x.ndim > 1:
        raise ValueError(f"x: got shape {x.shape}, expected a number or (K,)")
    steps = validate.real("steps", steps, (None,))
    eps = steps if x.ndim == 0 else steps[:, None]  # (M,) or (M, 1)
    return np.abs(central_slope(f, x, eps) - df(x))


def complex_step_derivative(f: Callable, x, h: float = 1e-20):
    """f'(x) ≈ Im f(x + i h) / h: no difference is taken, so nothing cancels, however small h.

    f must be made of functions that NumPy knows for complex numbers, without |·|, max or
    comparisons; x (…) → (…).

    >>> complex_step_derivative(np.exp, 0.0)
    np.float64(1.0)
    """
    x = validate.real("x", x)
    h = validate.number("h", h, above=0)
    return np.imag(f(x + 1j * h)) / h
