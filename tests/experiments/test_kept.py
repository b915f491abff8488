"""What is trained is kept: found again, and trained anew for another seed, settings or code."""

from types import ModuleType
from unittest.mock import Mock

import pytest

from utils import cache
from utils.data import digits
from utils.experiments import (
    digit_rows,
    lenet,
    melody_networks,
    python_units,
    sea_forecast,
    temporal_parity,
    word_vectors,
)

# a training that takes no time, by its seed, and the settings that it must notice
TRAININGS = {
    "digit_rows": (lambda seed: digit_rows.digit_rows("last", seed, 2), digit_rows.SETTINGS),
    "lenet": (lambda seed: lenet.trained_lenet(seed, epochs=2), lenet.SETTINGS),
    "melody": (
        lambda seed: melody_networks.trained_melody("gru", seed, steps=2),
        melody_networks.SETTINGS,
    ),
    "parity": (
        lambda seed: temporal_parity.trained_parity(seed, steps=3),
        temporal_parity.SETTINGS,
    ),
    "python": (lambda seed: python_units.trained_reader(seed, steps=2), python_units.SETTINGS),
    "sea": (lambda seed: sea_forecast.sea_forecast((seed,), steps=2), sea_forecast.SETTINGS),
    "words": (lambda seed: word_vectors.kin_vectors(seed, 200), word_vectors.KIN),
}


@pytest.mark.parametrize("training", TRAININGS)
def test_a_training_is_kept_by_its_code_seed_and_settings(training, tmp_path, monkeypatch):
    few = digits.Digits(*(part[:64] for part in digits.load()))
    key, write = Mock(wraps=cache.key), Mock(wraps=cache._write)
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    monkeypatch.setattr(digits, "load", lambda: few)
    monkeypatch.setattr(cache, "key", key)
    monkeypatch.setattr(cache, "_write", write)
    train, settings = TRAININGS[training]

    def times_trained(seed):
        train(seed)
        return write.call_count

    assert [times_trained(seed) for seed in (0, 0, 1)] == [1, 1, 2]
    (_, first), (_, other) = (call.args for call in write.call_args_list)
    assert any((first[name] != other[name]).any() for name in first)
    monkeypatch.setitem(settings, "learning_rate", 0.5)
    assert times_trained(0) == 3
    assert any(isinstance(part, ModuleType) for part in key.call_args.args)  # the code
