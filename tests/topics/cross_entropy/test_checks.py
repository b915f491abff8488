"""Lab 01's checks on many answers: right ones in every style pass, subtly wrong ones do not."""

import functools
import math

import numpy as np
import pytest
import scipy.sparse
import scipy.special
import scipy.stats
import torch
from helpers import answers
from topics.cross_entropy import right, right_training, wrong, wrong_training

from utils.checks.cross_entropy import check

RIGHT = answers.listed(right.RIGHT, right_training.RIGHT)
WRONG_ONES = answers.listed(wrong.WRONG, wrong_training.WRONG)


def run_cell(text):
    """Run one answer as a notebook would, amid the variables that the lab leaves behind."""
    ours = {name: exercise.reference for name, exercise in check.exercises.items()}
    space = {
        **{"np": np, "math": math, "scipy": scipy, "torch": torch, "functools": functools},
        **{"CONSTANT": -1.0, "MOMENTUM": 0.9, "mu": 0.9, "total": 0.0, "W": np.zeros((4, 3))},
        "rng": np.random.default_rng(0),
        "our_entropy": ours["entropy"],
        "our_cross_entropy": ours["cross_entropy"],
        "log_P_of": ours["log_softmax"],
        "J_and_gradient": ours["loss_and_gradient"],
    }
    return answers.run_cell(text, space)


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_right_answer_passes(name, text):
    answers.assert_passes(check.exercises[name], run_cell(text), text)


@pytest.mark.parametrize(("name", "text"), WRONG_ONES)
def test_a_wrong_answer_does_not_pass(name, text):
    answers.assert_does_not_pass(check.exercises[name], run_cell(text), text)


def test_every_exercise_has_a_dozen_of_each():
    answers.assert_many(RIGHT, check.exercises, 12)
    answers.assert_many(WRONG_ONES, check.exercises, 12)


def test_a_right_answer_in_float32_is_not_taken_for_one_with_an_epsilon():
    answer = run_cell("lambda p: -(p[p > 0].astype('f') * np.log(p[p > 0].astype('f'))).sum()")
    verdict = check.exercises["entropy"].check(answer)
    assert not verdict.mistake
    assert verdict.stage == "dtype"
    assert "float32" in verdict.text
