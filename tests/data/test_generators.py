"""What all our generators keep to: a size that counts, a generator that is given, a seed."""

import numpy as np
import pytest

from utils.data import (
    directions,
    kinship,
    melodies,
    noisy_xor,
    recall,
    tagged_sentences,
    temporal_parity,
)

# (the size's name, a call with a size and a generator that returns arrays)
DRAWN = {
    "kinship": ("n", lambda n, rng: kinship.sample(n, rng).sentences),
    "noisy_xor": ("n", noisy_xor.sample),
    "directions": ("n", directions.generate),
    "melodies": ("n", melodies.sample),
    "recall": ("N", lambda N, rng: recall.sample(3, N, rng)),
    "recall, the lag": ("lag", lambda lag, rng: recall.sample(lag, 9, rng)),
    "temporal_parity": ("N", lambda N, rng: temporal_parity.sample(3, N, rng)),
    "temporal_parity, the length": ("T", lambda T, rng: temporal_parity.sample(T, 9, rng)),
    "tagged_sentences": ("n", lambda n, rng: tagged_sentences.sample(n, rng)[1:]),
}
each = pytest.mark.parametrize(("size", "draw"), DRAWN.values(), ids=DRAWN)


@each
def test_the_seed_decides(size, draw):
    one, same, other = (draw(20, np.random.default_rng(seed)) for seed in (0, 0, 1))
    for drawn, again in zip(one, same, strict=True):
        np.testing.assert_array_equal(drawn, again)
    assert any((drawn != another).any() for drawn, another in zip(one, other, strict=True))


@each
@pytest.mark.parametrize("wrong", [0, 1.5, 2.0, True])
def test_a_size_that_counts_nothing_is_refused(size, draw, wrong):
    with pytest.raises(ValueError, match=f"^{size}: got {wrong}, expected .*at least 1"):
        draw(wrong, np.random.default_rng(0))


@each
def test_a_seed_is_no_generator(size, draw):
    with pytest.raises(ValueError, match=r"^rng: got 0, expected np\.random\.default_rng"):
        draw(1, 0)
