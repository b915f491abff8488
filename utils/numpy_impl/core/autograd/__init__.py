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

from utils.numpy_impl.core.autograd.backward import backward, topological_order
from utils.numpy_impl.core.autograd.tensor import Tensor
