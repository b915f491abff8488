"""The three verdicts, their text and panel, and what a lab does with them."""

import re

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import BLANK, PASSED, WRONG, Lab, repair
from utils.course import progress


def stub(x, y):
    """Mean of the squared differences."""
    raise NotImplementedError("Exercise 1: Mean square")


def empty(x, y):
    """Only a docstring."""


def begun(x, y):
    difference = x - y
    raise NotImplementedError("Exercise 1: Mean square")
    return difference


def own_words(x, y):
    if len(x) > 1:
        raise NotImplementedError("stride not done yet")
    return right(x, y)


def bare_after_a_try(x, y):
    difference = x - y
    raise NotImplementedError(str(difference))


def right(x, y):
    return np.mean((x - y) ** 2)


def wrong(x, y):
    return np.mean((x - y) ** 2) + 1


def markup(x, y):
    return "<img src=x onerror=alert(1)>"


class Mean:
    def __call__(self, x, y):
        return np.mean((x - y) ** 2)


@pytest.fixture
def check(monkeypatch):
    monkeypatch.setattr(repair, "LONGEST", 0.0)  # what it finds in time is not always the same
    return toy.lab()


@pytest.fixture
def recorded(monkeypatch):
    """Return a lab that keeps progress, and the list where that goes instead of a file."""
    seen = []
    monkeypatch.setattr(progress, "record", lambda *what: seen.append(what))
    return toy.lab(Lab), seen


# what is given, the verdict's kind and stage, words that its text must have
VERDICTS = [
    (right, PASSED, "passed", "Exercise 1, Mean square: passed\nWell done: all 4 cases agree."),
    (lambda first, second: np.mean((first - second) ** 2), PASSED, "passed", ""),
    (Mean(), PASSED, "passed", ""),
    (stub, BLANK, "blank", "in place of"),
    (begun, BLANK, "blank", "Then delete the line"),
    (empty, BLANK, "blank", ""),
    (toy.raises(NotImplementedError()), BLANK, "blank", ""),
    (own_words, WRONG, "raised", "not the exercise's own line"),
    (bare_after_a_try, WRONG, "raised", "not the exercise's own line"),
    (None, WRONG, "call", "check.mean_square(mean_square)"),
    (np.zeros(3), WRONG, "call", "check.mean_square(mean_square)"),
    ([right], WRONG, "call", "check.mean_square(mean_square)"),
    (
        toy.raises(OSError("/srv/data/x.npy not there for <object at 0x7f21bc904b10> (rate 1/2)")),
        *(WRONG, "raised", "OSError: x.npy not there for <object at 0x…> (rate 1/2)"),
    ),
    (toy.raises(ValueError("<script>alert(1)</script> `<b>` & \"'")), WRONG, "raised", "<b>"),
    (markup, WRONG, "type", "<img"),
    (wrong, WRONG, "values", "Hint 1 of 3: First hint."),
    (open, WRONG, "raised", ""),
]


@pytest.mark.parametrize(("given", "kind", "stage", "words"), VERDICTS)
def test_a_verdict_has_a_stable_text_and_a_panel_for_any_theme(check, given, kind, stage, words):
    verdict, again = check.mean_square(given), check.mean_square(given)
    assert (verdict.kind, verdict.stage) == (kind, stage)
    assert words in verdict.text
    assert repr(verdict) == repr(again) == str(verdict) == verdict.text
    assert verdict.text.startswith(f"Exercise 1, Mean square: {kind}")
    assert not re.search(r"0x[0-9a-f]{4,}|/\w+/\w+/|\d ?ms\b", verdict.text)
    page = verdict._repr_html_()
    assert page == again._repr_html_()
    assert 'role="status"' in page
    assert 'lang="en"' in page
    assert f"Exercise 1, Mean square: {kind}</strong>" in page
    assert not re.search("<script|<img|<b>", page)
    # a fixed ground under the theme's text would be unreadable in one of the themes
    grounds = re.findall(r"background[^:]*:\s*([^;\"]+)", page)
    assert grounds
    assert all(g == "transparent" or g.startswith("var(--jp-") for g in grounds)
    colours = re.findall(r"[; \"]color:\s*([^;\"]+)", page)
    assert colours
    assert all("inherit" in c or "var(--jp-" in c for c in colours)


def test_the_panel_shows_what_the_student_wrote_and_sets_off_code_and_words(check):
    assert "&lt;img" in check.mean_square(markup)._repr_html_()
    check.exercises["running"].compare = lambda *_: "pads *every* axis, `2*n*k`, 2 *n* 3*k*4"
    page = check.running(lambda x: x)._repr_html_()
    assert "pads <em>every</em> axis" in page
    assert ">2*n*k</code>" in page
    assert "2 <em>n</em> 3*k*4" in page


def test_a_check_may_be_called_in_any_wrong_way(check):
    for verdict in (check.mean_square(), check.mean_square(1, 2), check.mean_square(right, x=2)):
        assert (verdict.kind, verdict.stage) == (WRONG, "call")


def test_hints_go_up_the_ladder_with_each_different_wrong_answer(check):
    others = [lambda x, y: right(x, y) + 2, lambda x, y: right(x, y) + 3, lambda x, y: 4 - x.sum()]
    tried = [wrong, wrong, others[0], wrong, *others[1:]]
    seen = [check.mean_square(function).hint_title for function in tried]
    assert seen == [f"Hint {n} of 3" for n in (1, 1, 2, 1, 3, 3)]
    assert check.mean_square(wrong).hint == "First hint."
    assert "<details><summary>Hint 1 of 3" in check.mean_square(wrong)._repr_html_()


def test_yours_or_ours_finds_the_exercise_by_its_name(check, capsys):
    def running(x):
        return list(np.cumsum(x))

    used = check.yours_or_ours(running)
    assert used.__name__ == "running"
    # a list that passes is used as the array that later cells expect
    assert (used(np.array([1.0, 2.0])) * 2).tolist() == [2.0, 6.0]
    for unknown in (right, 3):
        assert check.yours_or_ours(unknown) is unknown
    assert "No exercise is called right" in capsys.readouterr().out


def test_the_courses_own_function_is_no_answer(recorded, capsys):
    check, seen = recorded
    verdict = check.mean_square(toy.mean_square)
    assert not verdict.passed
    assert "is the course's own version, not yours" in verdict.message
    assert seen == []
    assert "0 of 11 passed" in check.summary().text
    assert check.yours_or_ours(toy.mean_square) is toy.mean_square
    assert "which is what you gave" in capsys.readouterr().out


def test_the_summary_shows_every_exercise_and_what_is_next(check):
    assert "Next: Exercise 1, Mean square, about 5 minutes." in check.summary().text
    check.mean_square(right)
    check.softmax(lambda z: z)
    summary = check.summary()
    first, *_ = repr(summary).splitlines()
    assert " ".join(first.split()) == "1. Mean square 5 min easy passed"
    assert "1 of 11 passed. Next: Exercise 2, Softmax, which is not right yet" in summary.text
    page = summary._repr_html_()
    assert page.count("<tr>") == 12
    assert page.count("not attempted yet") == 9
    links = re.findall('<a href="#(.*?)".*?>(.*?)</a>', page)
    assert links[1:3] == [
        ("Exercise-2:-Softmax", "2. Softmax"),
        ("Exercise-3:-Backward", "3. Backward"),
    ]
    assert links[11:] == [("Exercise-2:-Softmax", "Exercise 2, Softmax")]
    for name, exercise in check.exercises.items():
        getattr(check, name)(lambda *given, ours=exercise.reference: ours(*given))
    assert check.summary().text.endswith("11 of 11 passed. That is the whole lab: well done!")


def test_progress_is_recorded_and_its_failure_is_harmless(recorded, monkeypatch):
    check, seen = recorded
    check.mean_square(right)
    check.mean_square(wrong)
    assert seen == [("toy", "mean_square", PASSED), ("toy", "mean_square", WRONG)]
    monkeypatch.setattr(progress, "record", toy.raises(OSError("read-only")))
    assert check.mean_square(right).passed


def test_the_summary_knows_earlier_sessions(recorded, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", "on")
    monkeypatch.setattr(progress, "load", lambda: {"toy": {"softmax": PASSED, "code": "odd"}})
    rows = {row[0]: row[3] for row in recorded[0].summary().rows}
    assert (rows["2. Softmax"], rows["8. Code"], rows["1. Mean square"]) == (PASSED, BLANK, BLANK)


def test_a_lab_lists_its_exercises_in_order(check):
    assert list(check.exercises)[:3] == ["mean_square", "softmax", "backward"]
    assert "mean_square" in dir(check)
    assert "mean_square" in repr(check)
    with pytest.raises(AttributeError, match="there are: mean_square, softmax"):
        check.mean_squares  # noqa: B018


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ([toy.Case("a", label=[1], size=2)], "does not fit"),
        ([toy.Case("a", x=1), toy.Case("a", x=2)], "same title"),
        ([], "without cases"),
    ],
)
def test_slips_in_a_declaration_are_refused(cases, said):
    with pytest.raises(ValueError, match=said):
        toy.exercise(toy.running, "x", *cases)


def test_names_that_are_taken_are_refused(check):
    running = check.exercises["running"]
    with pytest.raises(ValueError, match="two exercises are called 'running'"):
        Lab("toy", running, running)
    with pytest.raises(ValueError, match="lab's own"):
        Lab("toy", toy.exercise(toy.running, "x", *running.cases, name="summary"))
