"""Topic 02, autoencoders: 8-3-8 and digits, and what principal components do with the same."""

import numpy as np
from sklearn.decomposition import PCA

from utils.numpy_impl import hidden_representations as hr

close = np.testing.assert_allclose


def test_the_record_agrees_with_the_network():
    run = hr.train_autoencoder(steps=60, every=20)
    J, cache = hr.autoencoder_forward(np.eye(8), run.parameters)
    close(run.loss[-1], J)
    close(run.codes[-1], cache["X2"])
    close(run.outputs[-1], cache["X3"])
    close(run.errors.sum(axis=1), 16 * run.loss)


def test_binary_codes_round_at_a_half():
    close(hr.binary_codes([[0.5, 0.49], [1.0, 0.0]]), [[1, 0], [1, 0]])


def test_the_losses_of_a_fit_are_those_of_its_parameters_after_each_epoch():
    X = np.random.default_rng(0).random((20, 4))
    before, after = (hr.fit_autoencoder(X, 2, epochs=epochs) for epochs in (2, 3))
    close(after.losses[:3], before.losses)
    close(after.losses[3], hr.autoencoder_forward(X, after.parameters)[0])


def test_pca_agrees_with_scikit_learn():
    X = np.random.default_rng(0).standard_normal((40, 6)) @ np.diag([5, 4, 3, 2, 1, 0.5])
    theirs = PCA(2).fit(X)
    mean, V = hr.pca(X, 2)
    close(V.T @ V, np.eye(2), atol=1e-12)
    ours = hr.pca_reconstruction(X, mean, V)
    close(ours, theirs.inverse_transform(theirs.transform(X)), atol=1e-10)
