"""Topic 03: the trained LeNet is kept, found again, and made anew when it has to be."""

import subprocess
import sys

import numpy as np
import pytest

from utils.data import cache, digits
from utils.numpy_impl.convolution import SHAPES, trained, trained_lenet


@pytest.fixture(autouse=True)
def few_digits(tmp_path, monkeypatch):
    """An empty cache and 64 digits, so that training takes no time."""
    few = digits.Digits(*(part[:64] for part in digits.load()))
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    monkeypatch.setattr(trained.digits, "load", lambda: few)
    return tmp_path / "cache"


def steps_taken(**how):
    seen = []
    fit = trained_lenet(epochs=2, progress=lambda *step: seen.append(step), **how)
    return fit, len(seen)


def test_trained_once_then_read(few_digits):
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


def test_another_seed_and_other_settings_are_trained_anew(monkeypatch):
    first, _ = steps_taken()
    other, steps = steps_taken(seed=1)
    assert steps == 4
    assert (other.parameters["C1.W"] != first.parameters["C1.W"]).any()
    monkeypatch.setitem(trained.SETTINGS, "learning_rate", 0.01)
    assert steps_taken()[1] == 4


def test_other_code_is_trained_anew(monkeypatch):
    steps_taken()
    real = cache.key
    monkeypatch.setattr(trained.cache, "key", lambda *parts: real("edited", *parts))
    assert steps_taken()[1] == 4


def test_the_key_holds_every_module_that_shapes_the_result(monkeypatch):
    given = []
    real = cache.key
    monkeypatch.setattr(trained.cache, "key", lambda *parts: given.extend(parts) or real(*parts))
    steps_taken()
    modules = {part.__name__.split(".")[-1] for part in given if hasattr(part, "__name__")}
    assert modules >= {
        "lenet",
        "training",
        "fast",
        "geometry",
        "shifts",
        "cross_entropy",
        "warm_up",
        "digits",
    }


def test_a_damaged_file_is_trained_anew_with_a_word_about_it(few_digits, capsys):
    first, _ = steps_taken()
    (file,) = few_digits.iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    again, steps = steps_taken()
    assert steps == 4
    np.testing.assert_array_equal(again.losses, first.losses)
    assert "is damaged and is made anew" in capsys.readouterr().err


def test_the_numpy_half_pays_for_neither_torch_nor_scipy():
    code = (
        "import sys, utils.numpy_impl.convolution, utils.data.distort, utils.data.photographs; "
        "sys.exit(any(name in sys.modules for name in ('torch', 'scipy', 'sklearn', 'mlxtend')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
