"""Topic 02, pictures: softmax over one hidden layer, validation curve and early stopping."""

import numpy as np

from utils.data import directions
from utils.numpy_impl import hidden_representations as hr

close = np.testing.assert_allclose


def pictures(n, seed, noise=0.05):
    return directions.generate(n, np.random.default_rng(seed), noise)


def test_the_curves_belong_to_the_parameters_kept():
    seen, new = pictures(100, 0), pictures(50, 1)
    fit = hr.fit_classifier(*seen, 4, 3, validation=new, epochs=25)
    assert fit.epochs.tolist() == [0, 10, 20, 25]
    assert fit.history["W2"].shape == (4, 960, 3)
    last = {name: values[-1] for name, values in fit.history.items()}
    close(fit.loss[-1], hr.classifier_forward(*seen, last)[0])
    close(fit.validation_loss[-1], hr.classifier_forward(*new, last)[0])
    best, _ = hr.classifier_forward(*new, fit.parameters)
    close(best, fit.validation_loss[fit.best_epoch])
    assert fit.best_epoch == fit.validation_loss.argmin()
    assert not fit.stopped_early


SMALL = {"H": 20, "activation": "tanh", "learning_rate": 0.02, "batch": 20, "epochs": 100}


def test_stopping_early_ends_the_same_training_ten_epochs_after_its_best():
    X, y = pictures(120, 0, noise=0.3)
    validation = pictures(400, 1, noise=0.3)
    long = hr.fit_classifier(X, y, 4, validation=validation, **SMALL)
    short = hr.fit_classifier(X, y, 4, validation=validation, patience=10, **SMALL)
    assert short.stopped_early
    assert len(short.loss) == short.best_epoch + 11 < len(long.loss)
    close(short.validation_loss, long.validation_loss[: len(short.loss)])
    for name in short.parameters:
        close(short.parameters[name], long.parameters[name])


def test_without_a_validation_set_the_last_weights_are_kept():
    X, y = pictures(20, 0)
    fit = hr.fit_classifier(X, y, 4, epochs=7, every=5)
    assert fit.best_epoch == 7
    assert fit.epochs.tolist() == [0, 5, 7]
    assert fit.validation_loss.size == 0
    close(fit.parameters["W2"], fit.history["W2"][-1])
    again = hr.fit_classifier(X, y, 4, epochs=7, every=5)
    assert (again.parameters["W2"] == fit.parameters["W2"]).all()


def test_one_full_batch_step_is_gradient_descent():
    X, y = pictures(12, 0)
    p = hr.classifier_parameters(960, 3, 4, np.random.default_rng(8))
    _, cache = hr.classifier_forward(X, y, p)
    expected = hr.sgd_step(p, hr.classifier_backward(1.0, cache), 0.25)
    fit = hr.fit_classifier(X, y, 4, seed=8, epochs=1, batch=12, learning_rate=0.25)
    for name in p:
        close(fit.parameters[name], expected[name], atol=1e-14)
