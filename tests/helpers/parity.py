"""A model in torch beside the one in NumPy: the same numbers and gradients, in float64 to 1e-10."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest
import torch

NO_GPU = pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
on_each_device = pytest.mark.parametrize("device", ["cpu", pytest.param("cuda", marks=NO_GPU)])


def assert_close(theirs, ours) -> None:
    """Torch's numbers, a tensor or a list, are float64 and those of NumPy."""
    if isinstance(theirs, torch.Tensor):
        theirs = theirs.detach().cpu().numpy()
    assert np.asarray(theirs).dtype == np.float64
    np.testing.assert_allclose(theirs, ours, rtol=1e-10, atol=1e-10)


def assert_same(model: Callable, inputs: Mapping[str, np.ndarray], in_torch: Callable) -> None:
    """A model and inputs as in a topic's `models.py` give what `in_torch` and autograd give.

    in_torch takes the same inputs by name, as float64 parameters.
    """
    out, back = model(**inputs)
    leaves = {name: torch.nn.Parameter(torch.tensor(value)) for name, value in inputs.items()}
    theirs = in_torch(**leaves)
    assert_close(theirs, out)
    d_out = np.asarray(np.random.default_rng(0).standard_normal(np.shape(out)))
    theirs.backward(torch.tensor(d_out))
    gradients = back(d_out)
    if isinstance(gradients, dict):
        gradients = tuple(gradients[name] for name in leaves)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    for leaf, gradient in zip(leaves.values(), gradients, strict=True):
        assert_close(leaf.grad, gradient)
