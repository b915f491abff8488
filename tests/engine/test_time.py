"""Functions that never end become verdicts, and the process is as usable as before."""

import contextlib
import itertools
import signal
import sys
import threading
import time

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import timebox

# A ring may land in a finaliser or in the garbage collector, where what is raised is lost; the next
# ring comes soon.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

needs_alarm = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system has no interval timer"
)


def swallows_exceptions(x):
    while True:
        try:  # noqa: SIM105
            np.cumsum(x)
        except Exception:
            pass


def swallows_everything_twice(x):
    while True:
        try:
            try:
                time.sleep(1e6)
            except:  # noqa: E722
                x = x + 0
        except:  # noqa: E722
            x = x + 1


def suppresses(x):
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(1e6)


def turns_it_into_another(x):
    try:
        time.sleep(1e6)
    except BaseException:
        raise ValueError("something else") from None


def goes_on_in_finally(x):
    for _ in itertools.count():
        try:
            time.sleep(1e6)
        finally:
            continue  # noqa: B012


def prints_late_in_the_cases(x):
    while len(x) == 5:
        print("x" * 1000)
    return np.cumsum(x)


def counts_for_ever(x):
    return [y for y in itertools.count() if y < 0]


ENDLESS = [
    swallows_exceptions,
    swallows_everything_twice,
    suppresses,
    turns_it_into_another,
    goes_on_in_finally,
    prints_late_in_the_cases,
    counts_for_ever,
]
every_endless = pytest.mark.parametrize("function", ENDLESS, ids=lambda f: f.__name__)


@pytest.fixture
def check():
    lab = toy.lab()
    lab.exercises["running"].seconds = 0.2
    return lab


def assert_stopped_and_usable(check, function):
    verdict = check.running(function)
    assert (verdict.kind, verdict.stage) == ("not right yet", "time")
    assert "took longer than 0.2 s" in verdict.message
    # nothing is left that would show up as "during handling of …" in a later traceback
    assert sys.exc_info() == (None, None, None)
    assert threading.current_thread() is threading.main_thread()
    assert toy.lab().running(np.cumsum).passed


@needs_alarm
@pytest.mark.filterwarnings("ignore:'continue' in a 'finally'")
@every_endless
def test_an_endless_function_becomes_a_verdict(check, function):
    trace, handler = sys.gettrace(), signal.getsignal(signal.SIGALRM)
    former = signal.getitimer(signal.ITIMER_REAL)
    assert_stopped_and_usable(check, function)
    assert sys.gettrace() is trace
    assert signal.getsignal(signal.SIGALRM) is handler
    assert bool(former[0]) == bool(signal.getitimer(signal.ITIMER_REAL)[0])


@every_endless
def test_the_fallback_without_an_alarm(check, function, monkeypatch):
    monkeypatch.setattr(timebox, "force_thread", True)
    monkeypatch.setattr(timebox, "GRACE", 0.3)
    # what cannot be stopped is left behind; this ends it with the test, so that it takes no time
    monkeypatch.setattr(time, "sleep", lambda _seconds, wait=time.sleep: wait(2.0) or sys.exit())
    assert_stopped_and_usable(check, function)


def test_the_fallback_judges_as_usual(monkeypatch):
    monkeypatch.setattr(timebox, "force_thread", True)
    check = toy.lab()
    assert check.running(np.cumsum).passed
    assert check.mean_square(lambda x, y: x.mean() + np.log(0 * x[0])).stage == "nan"
    toy.assert_said(check.mean_square(lambda x, y: 1 / 0), "divided by zero", "line 1 of a lambda")


def test_a_check_works_in_another_thread(check):
    found = []

    def work():
        found.append(toy.lab().running(np.cumsum))
        found.append(check.running(counts_for_ever))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [verdict.stage for verdict in found] == ["passed", "time"]


@needs_alarm
def test_a_timer_that_was_running_goes_on():
    rung = []
    former = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    running = signal.setitimer(signal.ITIMER_REAL, 600)
    try:
        with pytest.raises(timebox.TimeUp):
            timebox.run(lambda: time.sleep(1e6), 0.1)
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 600
        assert not rung
        signal.setitimer(signal.ITIMER_REAL, 0.05)  # it would have rung while the box was open
        with pytest.raises(timebox.TimeUp):
            timebox.run(lambda: time.sleep(1e6), 0.1)
        end = time.monotonic() + 60
        while not rung and time.monotonic() < end:
            time.sleep(0.01)
        assert rung
    finally:
        signal.signal(signal.SIGALRM, former)
        signal.setitimer(signal.ITIMER_REAL, *running)


@needs_alarm
def test_boxes_may_be_nested_and_have_no_time_left():
    def outer():
        for seconds in (0.1, 0.0):
            with pytest.raises(timebox.TimeUp):
                timebox.run(lambda: time.sleep(1e6), seconds)
        return "outer goes on"

    assert timebox.run(outer, 600.0) == "outer goes on"


def test_the_stop_button_becomes_a_verdict(check):
    verdict = check.running(toy.raises(KeyboardInterrupt()))
    assert (verdict.kind, verdict.stage) == ("not right yet", "time")
    assert "You stopped the check" in verdict.message


def test_a_slow_but_right_function_is_not_run_a_second_time(check, monkeypatch):
    check.exercises["running"].seconds = 100.0
    clock = itertools.count(step=8.0)  # each call reads it before and after
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    calls = []
    assert check.running(lambda x: calls.append(len(x)) or np.cumsum(x)).passed
    assert calls == [4, 5, 1]


@pytest.mark.parametrize("by_thread", [False, True])
def test_a_first_import_is_not_counted(check, monkeypatch, tmp_path, by_thread):
    name = f"slow_to_import_{by_thread}"
    (tmp_path / f"{name}.py").write_text("import time\ntime.sleep(0.5)\nscale = 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(timebox, "force_thread", by_thread)

    def running(x):
        return np.cumsum(x) * __import__(name).scale

    assert check.running(running).passed
    assert name in sys.modules
    monkeypatch.setattr(timebox, "LONGEST_IMPORT", 0.1)
    monkeypatch.delitem(sys.modules, name)
    assert check.running(running).stage == "time"
