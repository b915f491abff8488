"""Every hand-written gradient is that of central differences, and what comes in is respected.

A topic's `models.py` lists its models, MODELS = {label: (model, inputs)}. A model takes the inputs
by name and returns `(out, back)`: `back(d_out)` gives the gradients, by name or in the order of
the inputs. A third entry is the step of the differences, where the usual one crosses a kink.
BAD = [(call, message)] is what must be refused, and in which words.
"""

import ast
import inspect

import numpy as np
import pytest
from helpers import topics

from utils.numpy_impl.core.gradient_check import numerical_gradient, relative_error

MODELS = topics.listed(lambda stem: topics.beside_its_tests(stem, "models").MODELS)
BAD = topics.listed(lambda stem: range(len(topics.beside_its_tests(stem, "models").BAD)))
ALL, CLOSE = 300, 1e-7


def run(model, inputs):
    """Return what a model gives, and the gradients of its sum with random weights by name."""
    out, back = model(**inputs)
    weights = np.random.default_rng(0).standard_normal(np.shape(out)).astype(np.asarray(out).dtype)
    gradients = back(weights if np.ndim(out) else weights[()])
    if not isinstance(gradients, dict):
        gradients = gradients if isinstance(gradients, tuple) else (gradients,)
        gradients = dict(zip(inputs, gradients, strict=False))
    return out, weights, gradients


def entries(gradient):
    """Return which entries to try: all, or of a large one the six largest and six at random."""
    if gradient.size <= ALL:
        return np.arange(gradient.size)
    some = np.random.default_rng(0).integers(0, gradient.size, 6)
    return np.unique([*np.abs(gradient).ravel().argsort()[-6:], *some])


@pytest.mark.parametrize(("stem", "label"), MODELS)
def test_every_gradient_is_that_of_differences(stem, label):
    model, inputs, *step = topics.beside_its_tests(stem, "models").MODELS[label]
    _, weights, gradients = run(model, inputs)
    assert gradients
    for name, gradient in gradients.items():
        x, where = np.asarray(inputs[name]), entries(np.asarray(gradient))
        assert np.shape(gradient) == x.shape, name

        def loss(values, name=name, x=x, where=where):
            moved = x.copy()
            moved.flat[where] = values
            return np.sum(model(**inputs | {name: moved})[0] * weights)

        slopes = numerical_gradient(loss, x.flat[where], *step)
        assert relative_error(np.asarray(gradient).flat[where], slopes) < CLOSE, name


@pytest.mark.parametrize(("stem", "label"), MODELS)
def test_float32_stays_float32(stem, label):
    model, inputs, *_ = topics.beside_its_tests(stem, "models").MODELS[label]
    low = {
        name: np.asarray(value, np.float32) if np.asarray(value).dtype.kind == "f" else value
        for name, value in inputs.items()
    }
    out, _, gradients = run(model, low)
    assert np.asarray(out).dtype == np.float32
    for name, gradient in gradients.items():
        assert np.asarray(gradient).dtype == np.float32, name


@pytest.mark.parametrize(("stem", "label"), MODELS)
def test_nothing_given_is_changed(stem, label):
    model, inputs, *_ = topics.beside_its_tests(stem, "models").MODELS[label]
    given = {name: np.array(value) for name, value in inputs.items()}
    for value in given.values():
        value.flags.writeable = False
    run(model, given)


@pytest.mark.parametrize(("stem", "case"), BAD)
def test_bad_input_is_refused_by_name(stem, case):
    call, message = topics.beside_its_tests(stem, "models").BAD[case]
    with pytest.raises(ValueError, match=message):
        call()


@topics.each_topic
def test_no_gradient_is_left_untried(stem):
    """Each public `…_backward` stands among the models."""
    tree = ast.parse(inspect.getsource(topics.beside_its_tests(stem, "models")))
    tried = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    public = [name for name in topics.public("numpy_impl", stem) if name.endswith("_backward")]
    assert set(public) <= tried
