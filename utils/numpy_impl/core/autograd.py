"""Reverse-mode automatic differentiation: arrays that remember how they were made.

Each operation returns a Tensor that knows its parents and, for each of them, how to pull a
gradient back: the factor ∂out/∂parent of the chain rule. `backward` walks the graph from the
result to the inputs, in an order in which every node comes after all that use it, and adds up
∂J/∂node over all paths [M21].

>>> w, x = Tensor([2.0, -1.0], name="w"), Tensor([3.0, 5.0], name="x")
>>> J = (w * x).sum().tanh()
>>> backward(J)
>>> [node.name or node.op for node in topological_order(J)]
['w', 'x', '*', 'sum', 'tanh']
>>> w.grad.round(4)
array([1.2599, 2.0999])
"""

from collections.abc import Callable

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid


class Tensor:
    """An array in a graph: `.data`, `.grad` (after `backward`), `.parents`, `.op`, `.name`.

    A leaf holds real numbers without NaN; float32 and float64 are kept, integers become float64.
    """

    __array_ufunc__ = None  # so that array + Tensor calls Tensor.__radd__

    def __init__(self, data, name: str = ""):
        self.data = validate.real("data", data, finite=False)
        self.grad: np.ndarray | None = None
        self.name, self.op = name, ""
        self.parents: tuple[Tensor, ...] = ()
        self.pulls: tuple[Callable, ...] = ()  # ∂J/∂out → ∂J/∂parent, one for each parent

    def __repr__(self):
        return f"Tensor({self.name or self.op or 'leaf'}, {self.data})"

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of `.data`."""
        return self.data.shape

    def _other(self, other) -> "Tensor":
        """The second operand: a Tensor as it is, a number or array as a constant leaf."""
        return other if isinstance(other, Tensor) else Tensor(np.asarray(other, self.data.dtype))

    # ------------------------------------------------------------ arithmetic, with broadcasting

    def __add__(self, other):
        b = self._other(other)
        return made("+", self.data + b.data, (self, lambda g: g), (b, lambda g: g))

    def __sub__(self, other):
        b = self._other(other)
        return made("-", self.data - b.data, (self, lambda g: g), (b, lambda g: -g))

    def __mul__(self, other):
        b = self._other(other)
        x, y = self.data, b.data
        return made("*", x * y, (self, lambda g: g * y), (b, lambda g: g * x))

    def __truediv__(self, other):
        b = self._other(other)
        x, y = self.data, b.data
        return made("/", x / y, (self, lambda g: g / y), (b, lambda g: -g * x / y**2))

    def __pow__(self, exponent: float):
        n, x = validate.number("exponent", exponent), self.data
        # subtle: x⁰ is constant, also at x = 0 where x^(−1) is not finite
        return made("**", x**n, (self, lambda g: g * n * x ** (n - 1) if n else 0 * g))

    def __matmul__(self, other):
        b = self._other(other)
        A, B = self.data, b.data
        # a vector stands for a matrix of one row on the left, of one column on the right
        rows, columns = np.atleast_2d(A), B if B.ndim > 1 else B[:, None]

        def whole(g):
            g = g[..., None] if B.ndim == 1 else g
            return g[..., None, :] if A.ndim == 1 else g

        def pull_A(g):  # dA = g Bᵀ
            dA = whole(g) @ columns.swapaxes(-1, -2)
            return dA[..., 0, :] if A.ndim == 1 else dA

        def pull_B(g):  # dB = Aᵀ g
            dB = rows.swapaxes(-1, -2) @ whole(g)
            return dB[..., 0] if B.ndim == 1 else dB

        return made("@", A @ B, (self, pull_A), (b, pull_B))

    def __neg__(self):
        return made("neg", -self.data, (self, lambda g: -g))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return self._other(other) - self

    def __rtruediv__(self, other):
        return self._other(other) / self

    def __rmatmul__(self, other):
        return self._other(other) @ self

    # ------------------------------------------------------------ functions, entry by entry

    def exp(self):
        """e^x, entry by entry."""
        y = np.exp(self.data)
        return made("exp", y, (self, lambda g: g * y))

    def log(self):
        """ln x; raises ValueError where x ≤ 0."""
        x = self.data
        if not (x > 0).all():
            raise ValueError(f"log: got an entry of {x.min():g}, expected numbers above 0")
        return made("log", np.log(x), (self, lambda g: g / x))

    def tanh(self):
        """tanh x, entry by entry."""
        y = np.tanh(self.data)
        return made("tanh", y, (self, lambda g: g * (1 - y * y)))

    def sigmoid(self):
        """σ(x) = 1/(1 + e^−x), entry by entry."""
        y = sigmoid(self.data)
        return made("sigmoid", y, (self, lambda g: g * y * (1 - y)))

    def relu(self):
        """max(x, 0), with the slope 0 at 0, as in torch."""
        x = self.data
        return made("relu", np.maximum(x, 0), (self, lambda g: g * (x > 0)))

    # ------------------------------------------------------------ sums

    def sum(self, axis=None, keepdims: bool = False):
        """The sum over one axis, several, or all."""
        x = self.data
        kept = x.sum(axis=axis, keepdims=True).shape
        y = x.sum(axis=axis, keepdims=keepdims)
        return made("sum", y, (self, lambda g: np.broadcast_to(g.reshape(kept), x.shape)))

    def mean(self, axis=None, keepdims: bool = False):
        """The mean over one axis, several, or all."""
        x = self.data
        kept = x.sum(axis=axis, keepdims=True).shape
        y = x.mean(axis=axis, keepdims=keepdims)
        n = x.size // y.size  # how many entries each mean is over
        return made("mean", y, (self, lambda g: np.broadcast_to(g.reshape(kept) / n, x.shape)))


def made(op: str, data, *steps: tuple["Tensor", Callable]) -> "Tensor":
    """The result of `op`, from pairs (parent, pull)."""
    out = Tensor.__new__(Tensor)  # no check: what comes out of an operation is an array
    out.data, out.grad, out.op, out.name = np.asarray(data), None, op, ""
    out.parents, out.pulls = zip(*steps, strict=True)
    return out


def unbroadcast(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Sum a gradient over the axes along which its array of `shape` was repeated.

    An entry that was used in many places gets the sum of what each place sends back.

    >>> unbroadcast(np.ones((4, 3)), (3,))
    array([4., 4., 4.])
    """
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))  # axes put in front
    stretched = tuple(i for i, n in enumerate(shape) if n == 1 and gradient.shape[i] > 1)
    return gradient.sum(axis=stretched, keepdims=True) if stretched else gradient


def topological_order(root: Tensor) -> list[Tensor]:
    """Every node that `root` depends on, parents before children, root last.

    >>> x = Tensor(1.0, name="x")
    >>> [node.name or node.op for node in topological_order(x * x + x)]
    ['x', '*', '+']
    """
    order, seen, todo = [], set(), [(root, False)]
    while todo:  # a stack instead of recursion: an unrolled sequence is thousands of nodes deep
        node, parents_done = todo.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            todo.append((node, True))
            todo.extend((parent, False) for parent in reversed(node.parents))
    return order


def backward(root: Tensor) -> None:
    """Set `.grad` = ∂root/∂node on every node of the graph of `root`, which is one number.

    Gradients start from zero at each call, where torch adds to those of the call before.

    >>> x = Tensor(3.0)
    >>> backward(x * x + x)
    >>> x.grad
    array(7.)
    """
    if not isinstance(root, Tensor):
        raise ValueError(f"root: got {type(root).__name__}, expected a Tensor")
    if root.data.size != 1:
        raise ValueError(f"root: got shape {root.data.shape}, expected one number, such as a loss")
    order = topological_order(root)
    for node in order:
        node.grad = np.zeros_like(node.data)
    root.grad = np.ones_like(root.data)
    for node in reversed(order):
        for parent, pull in zip(node.parents, node.pulls, strict=True):
            parent.grad += unbroadcast(pull(node.grad), parent.data.shape)
