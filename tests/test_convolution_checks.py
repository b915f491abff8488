"""Lab 03's checks on many answers: right ones in every style pass, subtly wrong ones do not."""

import functools
import math

import convolution_right
import convolution_right_training
import convolution_wrong
import convolution_wrong_training
import numpy as np
import pytest
import scipy.linalg
import scipy.ndimage
import scipy.signal
import scipy.special
import torch

from utils.checks.convolution import check
from utils.checks.engine import PASSED, WRONG
from utils.numpy_impl import convolution as ref
from utils.numpy_impl.cross_entropy import log_softmax


def listed(*tables):
    """Return (exercise, its answer's text) for every answer of the tables."""
    return [
        pytest.param(name, text, id=f"{name}-{k}")
        for table in tables
        for name, texts in table.items()
        for k, text in enumerate(texts)
    ]


RIGHT = listed(convolution_right.RIGHT, convolution_right_training.RIGHT)
WRONG_ONES = listed(convolution_wrong.WRONG, convolution_wrong_training.WRONG)


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
    code = text if text.startswith(("def ", "class ")) else f"answer = {text}"
    exec(compile(code, "<cell>", "exec"), space)
    return space["answer"]


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_right_answer_passes(name, text):
    verdict = check.exercises[name].check(run_cell(text))
    assert verdict.kind == PASSED, f"{text}\n{verdict.text}"


@pytest.mark.parametrize(("name", "text"), WRONG_ONES)
def test_a_wrong_answer_does_not_pass(name, text):
    verdict = check.exercises[name].check(run_cell(text))
    assert verdict.kind == WRONG, f"{text}\n{verdict.text}"
    assert verdict.stage != "engine", verdict.text


def test_every_exercise_has_ten_of_each():
    for answers in (RIGHT, WRONG_ONES):
        names = [answer.values[0] for answer in answers]
        assert all(names.count(name) >= 10 for name in check.exercises)


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
