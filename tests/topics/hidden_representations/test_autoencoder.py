"""Topic 02, autoencoders: 8-3-8 and digits, and what principal components do with the same."""

import numpy as np
import pytest

from utils.numpy_impl import hidden_representations as hr

close = np.testing.assert_allclose


@pytest.fixture(scope="module")
def run():
    return hr.train_autoencoder()


def test_eight_inputs_come_back_through_three_units_whose_codes_are_the_eight_corners(run):
    assert run.right[0] < 8
    assert run.right[-1] == 8
    assert np.abs(run.outputs[-1] - np.eye(8)).max() < 0.1
    assert run.errors[-1].max() < 0.01
    assert sorted(hr.binary_codes(run.codes[-1]) @ [4, 2, 1]) == list(range(8))


def test_the_record_agrees_with_the_network(run):
    J, cache = hr.autoencoder_forward(np.eye(8), run.parameters)
    close(run.loss[-1], J)
    close(run.codes[-1], cache["X2"])
    close(run.outputs[-1], cache["X3"])
    close(run.errors.sum(axis=1), 16 * run.loss)


def test_binary_codes_round_at_a_half():
    close(hr.binary_codes([[0.5, 0.49], [1.0, 0.0]]), [[1, 0], [1, 0]])


# ---------------------------------------------------------------- digits, and PCA


def test_pca_agrees_with_scikit_learn():
    from sklearn.decomposition import PCA

    X = np.random.default_rng(0).standard_normal((40, 6)) @ np.diag([5, 4, 3, 2, 1, 0.5])
    theirs = PCA(2).fit(X)
    mean, V = hr.pca(X, 2)
    close(V.T @ V, np.eye(2), atol=1e-12)
    ours = hr.pca_reconstruction(X, mean, V)
    close(ours, theirs.inverse_transform(theirs.transform(X)), atol=1e-10)


def test_an_autoencoder_of_digits_beats_pca_with_as_many_units():
    from sklearn.datasets import load_digits

    X = load_digits().data / 16
    X = X[np.random.default_rng(0).permutation(len(X))]
    known, new = X[:1400], X[1400:]
    fit = hr.fit_autoencoder(known, 8, learning_rate=0.15, epochs=60)
    assert fit.losses.shape == (61,)
    close(fit.losses[-1], hr.autoencoder_forward(known, fit.parameters)[0])
    _, cache = hr.autoencoder_forward(new, fit.parameters)
    network = hr.reconstruction_error(new, cache["X3"])
    linear = hr.reconstruction_error(new, hr.pca_reconstruction(new, *hr.pca(known, 8)))
    assert network < 0.97 * linear
