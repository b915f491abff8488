"""Stacked 1-D convolutions on text: gradients, and what each width of view can know."""

import numpy as np
import pytest

from utils.data import tagged_sentences as tagged
from utils.numpy_impl.convolution import receptive_field, tagger
from utils.numpy_impl.core.gradient_check import numerical_gradient

N_TAGS = len(tagged.TAGS)


def accuracy(kernels):
    train = tagged.sample(400, np.random.default_rng(0))
    test = tagged.sample(500, np.random.default_rng(1))
    found = tagger.fit(train.X, train.tags, kernels, N_TAGS, np.random.default_rng(0))
    ignore = tagged.TAGS.index("(no word)")
    return tagger.accuracy(test.X, test.tags, found.layers, ignore)


@pytest.mark.parametrize("name", ["W0", "b0", "W1", "b1"])
def test_the_gradients_are_those_of_differences(name):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2, 3, 5))
    shapes = {"W0": (4, 3, 3), "b0": 4, "W1": (2, 4, 3), "b1": 2}
    layers = {each: rng.normal(size=shape) for each, shape in shapes.items()}
    scores, caches = tagger.forward(X, layers)
    d_scores = rng.normal(size=scores.shape)

    def J(parameter):
        return (tagger.forward(X, layers | {name: parameter})[0] * d_scores).sum()

    expected = numerical_gradient(J, layers[name])
    np.testing.assert_allclose(tagger.backward(d_scores, caches)[name], expected, atol=1e-7)


def test_a_wider_view_knows_more_and_five_words_are_enough():
    alone, three, stacked = accuracy([1]), accuracy([3]), accuracy([3, 3])
    assert receptive_field([3, 3]) == 5
    assert alone < 0.75 < 0.8 < three < 0.95 < 0.99 < stacked


def test_an_even_kernel_is_refused():
    text = tagged.sample(3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="expected odd sizes"):
        tagger.fit(text.X, text.tags, [2], N_TAGS, np.random.default_rng(0))
