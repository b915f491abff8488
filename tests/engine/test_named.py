"""A named mistake is recognised in part, beside others, and where it stops otherwise."""

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import Case, Exercise, Lab, edits, judge

RNG = np.random.default_rng(5)


def backward(X, d_out):
    dW = X.T @ d_out
    db = d_out.sum(axis=0)
    return dW, db


def logs(p):
    return np.log(p)


@pytest.fixture
def check(monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    words = {"title": "T", "minutes": 1, "difficulty": "easy", "few_mistakes": "", "hints": ("?",)}
    sizes = [(4, 3, 2), (5, 2, 3), (1, 2, 2)]
    cases = [
        Case(f"{n}", X=RNG.normal(size=(n, d)), d_out=RNG.normal(size=(n, h))) for n, d, h in sizes
    ]
    return Lab(
        "warm_up",
        Exercise(
            name="backward",
            reference=backward,
            cases=cases,
            returns=("dW (D, H)", "db (H,)"),
            mistakes=edits(backward)(
                ("a mean for db", ".sum(axis=0)", ".mean(axis=0)", "Added up or averaged?"),
                ("X squared", "X.T @", "(X * X).T @", "By what is d_out multiplied?"),
            ),
            **words,
        ),
        Exercise(
            name="logs",
            reference=logs,
            returns="log p (n,)",
            cases=[
                Case("one", p=np.array([0.5, 2.0])),
                Case("two", p=np.array([4.0, 0.25])),
                Case("a zero", p=np.array([0.0, 1.0])),
            ],
            mistakes=edits(logs)(
                ("in bits", "np.log(", "np.log2(", "In which unit?"),
            ),
            **words,
        ),
    )


def test_an_exact_match_says_nothing_of_others(check):
    verdict = check.backward(lambda X, d_out: (X.T @ d_out, d_out.mean(axis=0)))
    assert verdict.mistake == "a mean for db"
    assert "More is wrong" not in verdict.message


def test_of_two_mistakes_in_two_parts_the_certain_one_is_named(check):
    verdict = check.backward(lambda X, d_out: (X.T @ d_out + np.pi, d_out.mean(axis=0)))
    assert verdict.mistake == "a mean for db"
    assert "Your `db` is what one gets" in verdict.message
    assert "More is wrong besides." in verdict.message


def test_another_mistake_in_the_same_part_is_not_named(check):
    verdict = check.backward(lambda X, d_out: (X.T @ d_out, d_out.mean(axis=0) + np.pi))
    assert verdict.mistake is None


def test_a_zero_masked_or_an_exception_there_does_not_hide_a_mistake(check):
    def masked(p):
        return np.where(p > 0, np.log2(np.where(p > 0, p, 1)), -99.0)

    def picky(p):
        if (p == 0).any():
            raise ValueError("no zeros")
        return np.log2(p)

    assert check.logs(masked).mistake == "in bits"
    assert check.logs(picky).mistake == "in bits"


def test_one_case_alone_is_not_enough_when_the_others_say_nothing(check):
    def once(p):
        if p[0] != 0.5:
            raise ValueError("only the first case")
        return np.log2(p)

    assert check.logs(once).mistake is None


def test_a_mistake_is_run_no_further_than_it_may_be_the_one(check):
    exercise = check.exercises["backward"]
    check.backward(lambda X, d_out: (X.T @ d_out * 3, d_out.sum(axis=0) * 3))
    assert {at for _, at in exercise._wrong} == {0}


def test_a_missing_entry_is_no_evidence_where_others_are_missing_too(check):
    def parts(x):
        return {"a": x, "b": x + 1}

    cases = [Case(str(n), x=np.ones(n)) for n in (2, 3)]
    rows = ("no b", ', "b": x + 1', "", "Is a part missing?")
    exercise = toy.exercise(parts, cases, "a dictionary", mistakes=edits(parts)(rows))
    assert judge.check(exercise, lambda x: {"a": x}).mistake == "no b"
    assert judge.check(exercise, lambda x: {"da": x, "db": x + 1}).mistake is None
