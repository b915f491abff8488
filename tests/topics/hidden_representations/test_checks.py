"""Lab 02's checks on many answers: right ones in every style pass, subtly wrong ones do not."""

import copy
import functools
import graphlib
import math

import numpy as np
import pytest
import scipy.special
import torch
from helpers import answers
from topics.hidden_representations import right, right_graphs, wrong, wrong_graphs

from utils.checks.hidden_representations import check
from utils.checks.hidden_representations.networks import EXAMPLE, TABLE_INPUTS, random_network
from utils.numpy_impl import hidden_representations as ours

RIGHT = answers.listed(right.RIGHT, right_graphs.RIGHT)
WRONG_ONES = answers.listed(wrong.WRONG, wrong_graphs.WRONG)


def run_cell(text):
    """Run one answer as a notebook would, amid the variables that the lab leaves behind."""
    space = {
        **{"np": np, "math": math, "scipy": scipy, "torch": torch, "copy": copy},
        **{"functools": functools, "graphlib": graphlib, "inputs": TABLE_INPUTS.copy()},
        **{"example": copy.deepcopy(EXAMPLE), "seen": set(), "eta": 0.1, "order_so_far": []},
        "forward_of": check.exercises["forward"].reference,
        "gradients_of": check.exercises["backward"].reference,
    }
    return answers.run_cell(text, space)


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_right_answer_passes(name, text):
    answers.assert_passes(check.exercises[name], run_cell(text), text)


@pytest.mark.parametrize(("name", "text"), WRONG_ONES)
def test_a_wrong_answer_does_not_pass(name, text):
    answers.assert_does_not_pass(check.exercises[name], run_cell(text), text)


def test_every_exercise_has_many_of_each():
    answers.assert_many(RIGHT, check.exercises, 8)
    answers.assert_many(WRONG_ONES, check.exercises, 12)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_references_agree_with_the_course_s_own_network(seed):
    parameters, rng = random_network(3, seed), np.random.default_rng(seed)
    X, y = rng.normal(size=(6, 2)), rng.integers(0, 2, size=6)
    reference = {name: exercise.reference for name, exercise in check.exercises.items()}

    Z2, X2, X3 = reference["forward"](X, parameters)
    np.testing.assert_allclose(X2, ours.hidden_units(X, parameters))
    np.testing.assert_allclose(X3, ours.probability(X, parameters))
    np.testing.assert_array_equal(X2, np.maximum(Z2, 0))

    _, cache = ours.network_forward(X, y, parameters)
    gradients = ours.network_backward(1.0, cache)
    for name, gradient in reference["backward"](X, y, parameters).items():
        np.testing.assert_allclose(gradient, gradients[name], atol=1e-14)

    stepped = reference["sgd"](parameters, X[None], y[None], 0.3)
    for name, value in ours.sgd_step(parameters, gradients, 0.3).items():
        np.testing.assert_allclose(stepped[name], value)

    dead = reference["dead_units"](X, parameters)
    np.testing.assert_array_equal(dead, ours.dead_units(parameters, X))

    weights = ours.autoencoder_parameters(5, 2, rng, scale=1)
    pictures = rng.random((4, 5))
    _, cache = ours.autoencoder_forward(pictures, weights)
    code, reconstruction, gradients = reference["autoencoder"](pictures, weights)
    np.testing.assert_allclose(code, cache["X2"])
    np.testing.assert_allclose(reconstruction, cache["X3"])
    theirs = ours.autoencoder_backward(1.0, cache)
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, theirs[name], atol=1e-14)
