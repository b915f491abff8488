"""Operations on several tensors at once."""

from collections.abc import Sequence

import numpy as np

from utils.numpy_impl.core.autograd.tensor import Tensor, made


def maximum(a: Tensor, b) -> Tensor:
    """The larger of two, entry by entry; where they are equal, half the gradient to each.

    >>> maximum(Tensor([1.0, 5.0]), 3.0).data
    array([3., 5.])
    """
    b = a._other(b)
    x, y = a.data, b.data
    share = 0.5 * (x > y) + 0.5 * (x >= y)  # 1, ½ or 0, as in torch
    share = share.astype(x.dtype)
    return made(
        "maximum", np.maximum(x, y), (a, lambda g: g * share), (b, lambda g: g * (1 - share))
    )


def concatenate(tensors: Sequence[Tensor], axis: int = 0) -> Tensor:
    """Tensors one behind the other along an axis they have; each gets its piece of the gradient.

    >>> concatenate([Tensor([1.0]), Tensor([2.0, 3.0])]).data
    array([1., 2., 3.])
    """
    _some(tensors)
    cuts = np.cumsum([t.data.shape[axis] for t in tensors])[:-1]

    def piece(i):
        return lambda g: np.split(g, cuts, axis)[i]

    data = np.concatenate([t.data for t in tensors], axis)
    return made("concatenate", data, *((t, piece(i)) for i, t in enumerate(tensors)))


def stack(tensors: Sequence[Tensor], axis: int = 0) -> Tensor:
    """Tensors of one shape side by side along a new axis.

    >>> stack([Tensor([1.0, 2.0]), Tensor([3.0, 4.0])]).data
    array([[1., 2.],
           [3., 4.]])
    """
    _some(tensors)

    def piece(i):
        return lambda g: np.take(g, i, axis)

    data = np.stack([t.data for t in tensors], axis)
    return made("stack", data, *((t, piece(i)) for i, t in enumerate(tensors)))


def _some(tensors) -> None:
    if len(tensors) == 0:
        raise ValueError("tensors: got none, expected at least one")
