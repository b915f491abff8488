"""The three verdicts, their text and panel, and what a lab does with them."""

import re

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import BLANK, PASSED, WRONG, Lab, judge, panel


def stub(x, y):
    """Mean of the squared differences."""
    raise NotImplementedError("Exercise 1: Mean square")


def empty(x, y):
    """Only a docstring."""


def dots(x, y): ...


def begun(x, y):
    difference = x - y
    raise NotImplementedError("Exercise 1: Mean square")
    return difference


def right(x, y):
    return np.mean((x - y) ** 2)


def wrong(x, y):
    return np.mean((x - y) ** 2) + 1


@pytest.fixture
def check():
    return toy.lab()


@pytest.mark.parametrize("function", [stub, empty, dots, begun])
def test_blank_functions_are_not_attempted(check, function):
    verdict = check.mean_square(function)
    assert (verdict.kind, verdict.stage) == (BLANK, "blank")


def test_a_stub_with_an_answer_above_its_last_line_says_what_to_delete(check):
    assert "delete the line" in check.mean_square(begun).message
    assert "in place of" in check.mean_square(stub).message


def test_right_functions_pass(check):
    verdict = check.mean_square(right)
    assert (verdict.kind, verdict.mistake, verdict.hint) == (PASSED, None, "")
    assert verdict.text == "Exercise 1, Mean square: passed\nAll 4 cases agree."


def test_every_reference_of_the_toy_lab_passes(check):
    for name, exercise in check.exercises.items():
        assert judge.check(exercise, exercise.reference).passed, name


def test_renamed_parameters_do_no_harm(check):
    assert check.mean_square(lambda first, second: np.mean((first - second) ** 2)).passed


@pytest.mark.parametrize("thing", [None, 3, "right", np.zeros(3), [right], {}, ...])
def test_what_is_no_function_is_not_right_yet(check, thing):
    verdict = check.mean_square(thing)
    assert (verdict.kind, verdict.stage) == (WRONG, "call")
    assert "check.mean_square(mean_square)" in verdict.message


def test_a_check_may_be_called_in_any_wrong_way(check):
    for verdict in (check.mean_square(), check.mean_square(1, 2), check.mean_square(right, x=2)):
        assert (verdict.kind, verdict.stage) == (WRONG, "call")


def test_callables_other_than_functions_are_taken(check):
    class Mean:
        def __call__(self, x, y):
            return np.mean((x - y) ** 2)

    assert check.mean_square(Mean()).passed
    assert check.running(np.cumsum).passed
    assert check.running(np.ndarray.cumsum).passed


@pytest.mark.parametrize("function", [stub, right, wrong, None, lambda x, y: object(), open])
def test_text_is_stable_and_free_of_addresses(check, function):
    first, second = check.mean_square(function), check.mean_square(function)
    assert repr(first) == repr(second) == str(first) == first.text
    assert first._repr_html_() == second._repr_html_()
    assert not re.search(r"0x[0-9a-f]{4,}|/\w+/\w+/|\d ?ms\b", first.text)
    assert first.text.startswith(f"Exercise 1, Mean square: {first.kind}")


def test_paths_and_addresses_in_messages_are_removed(check):
    def fails(x, y):
        raise OSError(f"/srv/data/x.npy not there for {object()!r} (rate 1/2/3)")

    text = check.mean_square(fails).text
    assert "OSError: x.npy not there for <object object at 0x…> (rate 1/2/3)" in text


def test_the_panel_escapes_what_the_student_wrote(check):
    def fails(x, y):
        raise ValueError("<script>alert(1)</script> `<b>` & \"'")

    def text(x, y):
        return "<img src=x onerror=alert(1)>"

    for function in (fails, text):
        page = check.mean_square(function)._repr_html_()
        assert "<script" not in page
        assert "<img" not in page
        assert "<b>" not in page
    assert "&lt;img" in check.mean_square(text)._repr_html_()


def test_a_list_that_passes_is_used_as_the_array_that_later_cells_expect(check):
    def running(x):
        return list(np.cumsum(x))

    assert check.running(running).passed
    used = check.yours_or_ours(running)
    assert used.__name__ == "running"
    assert (used(np.array([1.0, 2.0])) * 2).tolist() == [2.0, 6.0]


def test_the_panel_sets_off_code_and_words():
    page = panel.paragraphs("pads *every* axis, `2*n*k`, 2 *n* 3*k*4")
    assert "pads <em>every</em> axis" in page
    assert ">2*n*k</code>" in page
    assert page.endswith("2 <em>n</em> 3*k*4</p>")


@pytest.mark.parametrize("function", [stub, right, wrong])
def test_the_panel_says_it_in_words_for_any_theme(check, function):
    verdict = check.mean_square(function)
    page = verdict._repr_html_()
    assert 'role="status"' in page
    assert 'lang="en"' in page
    assert f"Exercise 1, Mean square: {verdict.kind}</strong>" in page
    # a fixed ground under the theme's text would be unreadable in one of the themes
    grounds = re.findall(r"background[^:]*:\s*([^;\"]+)", page)
    assert grounds
    assert all(g == "transparent" or g.startswith("var(--jp-") for g in grounds)
    colours = re.findall(r"[; \"]color:\s*([^;\"]+)", page)
    assert colours
    assert all("inherit" in c or "var(--jp-" in c for c in colours)


def test_hints_go_up_the_ladder_with_each_different_wrong_answer(check):
    def other(x, y):
        return np.mean((x - y) ** 2) + 2

    def third(x, y):
        return np.mean((x - y) ** 2) + 3

    def fourth(x, y):
        return np.mean((x - y) ** 2) + 4

    seen = [check.mean_square(f).hint_title for f in (wrong, wrong, other, wrong, third, fourth)]
    assert seen == [f"Hint {n} of 3" for n in (1, 1, 2, 1, 3, 3)]
    assert check.mean_square(wrong).hint == "First hint."
    assert "<details><summary>Hint 1 of 3" in check.mean_square(wrong)._repr_html_()


def test_yours_or_ours_gives_yours_when_it_passes(check, capsys):
    assert check.yours_or_ours(right, name="mean_square") is right
    assert capsys.readouterr().out == "Using your mean_square: it passes Exercise 1.\n"


@pytest.mark.parametrize(("function", "kind"), [(stub, BLANK), (wrong, WRONG), (None, WRONG)])
def test_yours_or_ours_gives_ours_otherwise(check, capsys, function, kind):
    assert check.yours_or_ours(function, "mean_square") is toy.mean_square
    assert capsys.readouterr().out == f"Using the course's mean_square: yours is {kind}.\n"


def test_yours_or_ours_finds_the_exercise_by_the_functions_name(check):
    def running(x):
        raise NotImplementedError

    assert check.yours_or_ours(running) is toy.running


def test_yours_or_ours_never_raises(check, capsys):
    assert check.yours_or_ours(right) is right
    assert check.yours_or_ours(3) == 3
    assert "No exercise is called right" in capsys.readouterr().out


def test_the_courses_own_function_is_no_answer(capsys, monkeypatch):
    from utils.course import progress

    check = toy.lab(Lab)
    seen = []
    monkeypatch.setattr(progress, "record", lambda *what: seen.append(what))
    mean_square = check.yours_or_ours(wrong, "mean_square")
    verdict = check.mean_square(mean_square)
    assert not verdict.passed
    assert "is the course's own version, not yours" in verdict.message
    assert seen == []
    assert "0 of 11 passed" in check.summary().text
    assert check.yours_or_ours(mean_square) is toy.mean_square
    assert "which is what you gave" in capsys.readouterr().out


def test_yours_or_ours_judges_a_function_only_once(check):
    calls = []

    def running(x):
        calls.append(x)
        return np.cumsum(x)

    check.yours_or_ours(running)
    count = len(calls)
    assert count > 0
    check.yours_or_ours(running)
    assert len(calls) == count


def test_summary_shows_every_exercise_and_what_is_next(check):
    assert "Next: Exercise 1, Mean square, about 5 minutes." in check.summary().text
    check.mean_square(right)
    check.softmax(lambda z: z)
    summary = check.summary()
    assert repr(summary).splitlines()[0].split() == [
        "1.",
        "Mean",
        "square",
        "5",
        "min",
        "easy",
        "passed",
    ]
    assert "1 of 11 passed. Next: Exercise 2, Softmax, which is not right yet" in summary.text
    page = summary._repr_html_()
    assert page.count("<tr>") == 12
    assert page.count("not attempted yet") == 9


def test_summary_of_a_finished_lab(check):
    for name, exercise in check.exercises.items():
        getattr(check, name)(lambda *given, ours=exercise.reference: ours(*given))
    assert check.summary().text.endswith("11 of 11 passed. That is the whole lab.")


def test_progress_is_recorded_and_its_failure_is_harmless(monkeypatch):
    from utils.course import progress

    check = toy.lab(Lab)
    seen = []
    monkeypatch.setattr(progress, "record", lambda *what: seen.append(what))
    check.mean_square(right)
    check.mean_square(wrong)
    assert seen == [("toy", "mean_square", PASSED), ("toy", "mean_square", WRONG)]

    def broken(*_):
        raise OSError("read-only")

    monkeypatch.setattr(progress, "record", broken)
    assert check.mean_square(right).passed


def test_summary_knows_earlier_sessions(monkeypatch):
    from utils.course import progress

    check = toy.lab(Lab)
    monkeypatch.setenv("COURSE_PROGRESS", "on")
    monkeypatch.setattr(progress, "load", lambda: {"toy": {"softmax": PASSED, "code": "odd"}})
    rows = {row[0]: row[3] for row in check.summary().rows}
    assert (rows["2. Softmax"], rows["8. Code"], rows["1. Mean square"]) == (PASSED, BLANK, BLANK)


def test_a_lab_lists_its_exercises_in_order(check):
    assert list(check.exercises)[:3] == ["mean_square", "softmax", "backward"]
    assert "mean_square" in dir(check)
    assert "mean_square" in repr(check)
    with pytest.raises(AttributeError, match="there are: mean_square, softmax"):
        check.mean_squares  # noqa: B018


def test_slips_in_a_declaration_are_refused(check):
    counts = check.exercises["counts"]
    with pytest.raises(ValueError, match="two exercises are called 'counts'"):
        toy.Lab("toy", counts, counts)
    with pytest.raises(ValueError, match="does not fit"):
        toy.exercise(toy.counts, [toy.Case("a", label=[1], size=2)], "x")
    with pytest.raises(ValueError, match="same title"):
        toy.exercise(toy.running, [toy.Case("a", x=1), toy.Case("a", x=2)], "x")
    with pytest.raises(ValueError, match="without cases"):
        toy.exercise(toy.running, [], "x")

    def summary(x):
        return x

    taken = toy.exercise(summary, [toy.Case("a", x=1)], "x")
    with pytest.raises(ValueError, match="lab's own"):
        toy.Lab("toy", taken)
