"""Topic 03: the trained LeNet is kept, found again, and made anew when it has to be."""

import numpy as np
import pytest

from utils import cache
from utils.data import digits
from utils.experiments import lenet as trained
from utils.experiments.lenet import trained_lenet
from utils.numpy_impl.convolution import SHAPES


@pytest.fixture(autouse=True)
def few_digits(tmp_path, monkeypatch):
    """An empty cache and 64 digits, so that training takes no time."""
    few = digits.Digits(*(part[:64] for part in digits.load()))
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    monkeypatch.setattr(trained.digits, "load", lambda: few)
    return tmp_path / "cache"


@pytest.fixture
def steps_taken(monkeypatch):
    """Give the network of two epochs and how many steps were taken for it, 0 where it was kept."""
    real, taken = trained.training.fit_lenet, []

    def fit_lenet(*args, **how):
        fit = real(*args, **how)
        taken.append(len(fit.losses))
        return fit

    def train(**how):
        taken.clear()
        return trained_lenet(epochs=2, **how), sum(taken)

    monkeypatch.setattr(trained.training, "fit_lenet", fit_lenet)
    return train


def test_trained_once_then_read(few_digits, steps_taken):
    first, steps = steps_taken()
    assert steps == len(first.losses) == 4  # two batches of 32 in each epoch
    again, steps = steps_taken()
    assert steps == 0
    assert list(again.parameters) == list(SHAPES)
    for name, p in first.parameters.items():
        assert p.dtype == np.float32
        np.testing.assert_array_equal(again.parameters[name], p)
    np.testing.assert_array_equal(again.losses, first.losses)
    assert len(list(few_digits.iterdir())) == 1


def test_another_seed_and_other_settings_are_trained_anew(monkeypatch, steps_taken):
    first, _ = steps_taken()
    other, steps = steps_taken(seed=1)
    assert steps == 4
    assert (other.parameters["C1.W"] != first.parameters["C1.W"]).any()
    monkeypatch.setitem(trained.SETTINGS, "learning_rate", 0.01)
    assert steps_taken()[1] == 4


def test_other_code_is_trained_anew(monkeypatch, steps_taken):
    steps_taken()
    real = cache.key
    monkeypatch.setattr(trained.cache, "key", lambda *parts: real("edited", *parts))
    assert steps_taken()[1] == 4


def test_a_damaged_file_is_trained_anew_with_a_word_about_it(few_digits, capsys, steps_taken):
    first, _ = steps_taken()
    (file,) = few_digits.iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    again, steps = steps_taken()
    assert steps == 4
    np.testing.assert_array_equal(again.losses, first.losses)
    assert "is damaged and is made anew" in capsys.readouterr().err
