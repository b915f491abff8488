"""The chain rule over a graph, from the result to the inputs."""

import numpy as np

from utils.numpy_impl.core.autograd.tensor import Tensor


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
