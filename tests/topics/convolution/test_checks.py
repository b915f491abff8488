"""Lab 03's checks on many answers: right ones in every style pass, subtly wrong ones do not."""

import functools
import math

import numpy as np
import pytest
import scipy.linalg
import scipy.ndimage
import scipy.signal
import scipy.special
import torch
from helpers import answers
from topics.convolution import right, right_training, wrong, wrong_training

from utils.checks.convolution import check
from utils.checks.engine import WRONG
from utils.numpy_impl import convolution as ref
from utils.numpy_impl.cross_entropy import log_softmax

RIGHT = answers.listed(right.RIGHT, right_training.RIGHT)
WRONG_ONES = answers.listed(wrong.WRONG, wrong_training.WRONG)


def run_cell(text):
    """Run one answer as a notebook would, amid the variables that the lab leaves behind."""
    ours = {name: exercise.reference for name, exercise in check.exercises.items()}
    space = {
        **{"np": np, "math": math, "scipy": scipy, "torch": torch, "functools": functools},
        **{"MOMENTUM": 0.9, "mu": 0.9, "n": 5, "W": np.zeros((4, 1, 3, 3)), "b": np.zeros(2)},
        **{"X": np.zeros((5, 1, 28, 28)), "y": np.arange(5), "stride": 2, "data": None},
        **{"lenet_forward": ref.lenet_forward, "lenet_backward": ref.lenet_backward},
        **{"log_softmax": log_softmax, "read": lambda X: np.zeros(len(X), int)},
        **{"size_of": ours["output_size"], "conv": ours["conv2d"], "pool": ours["max_pool2d"]},
    }
    return answers.run_cell(text, space)


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_right_answer_passes(name, text):
    answers.assert_passes(check.exercises[name], run_cell(text), text)


@pytest.mark.parametrize(("name", "text"), WRONG_ONES)
def test_a_wrong_answer_does_not_pass(name, text):
    answers.assert_does_not_pass(check.exercises[name], run_cell(text), text)


def test_every_exercise_has_ten_of_each():
    answers.assert_many(RIGHT, check.exercises, 10)
    answers.assert_many(WRONG_ONES, check.exercises, 10)


@pytest.mark.parametrize(
    "answer",
    [(np.ones((3, 3)), np.eye(3)), (np.ones((2, 3)), np.eye(3)), np.eye(3), None],
    ids=["values", "shape", "type", "nothing"],
)
def test_a_design_is_not_given_away(answer):
    verdict = check.exercises["edge_kernels"].check(lambda: answer)
    assert verdict.kind == WRONG
    assert "yours" in verdict.text or answer is None
    assert "[1, 1, 1], [0, 0, 0]" not in verdict.text
