"""What a topic has in PyTorch is compared with NumPy: the topic's test_torch.py names all of it."""

import inspect

from helpers import topics


def is_model(value) -> bool:
    return inspect.isclass(value) and hasattr(value, "forward")


@topics.each_topic
def test_every_public_name_is_in_the_test_of_parity(stem):
    there = set(topics.public("torch_impl", stem, kinds=(inspect.isfunction, is_model)))
    assert there, f"utils/torch_impl/{stem} gives nothing away"
    assert there - topics.names_beside(stem, "test_torch") == set()
