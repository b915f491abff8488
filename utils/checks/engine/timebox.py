"""A time limit for somebody else's function, after which the kernel is usable again.

In the main thread of Linux and macOS an interval timer rings; the handler raises `TimeUp` inside
the function, again and again until it lets go. Elsewhere (Windows, or another thread) the function
runs in a helper thread, in which `TimeUp` is raised from outside; should it not react, it is
left behind as a daemon thread and the check goes on.

A first `import` of something large may take longer than the limit: while one is going on, the
ring waits for its end (`LONGEST_IMPORT` at most), since half a module is of no use to anyone.

What neither can do: stop a single call into compiled code that never looks at the interpreter
(`sum(iter(int, 1))`, a huge matrix product). With the timer the check waits for that call to end;
with the helper thread it is left behind, where it keeps a core busy if it releases Python's lock.
"""

import contextlib
import contextvars
import ctypes
import itertools
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

REPEAT = 0.05
"""Seconds between two rings: a bare `except:` in a loop may swallow the first ones."""

FARTHEST = 2000
"""Frames that are looked at: walking through millions of them would take until the next ring."""

GRACE = 1.0
"""Seconds a helper thread is given to end before it is left behind."""

LONGEST_IMPORT = 60.0
"""Seconds beyond the limit that an import may take."""

force_thread = False
"""Tests set this to run the way for Windows and other threads on any machine."""


class TimeUp(BaseException):
    """The time is over. Not an `Exception`, so that `except Exception` lets it through."""


def run(job: Callable[[], Any], seconds: float) -> Any:
    """Return `job()`, or raise TimeUp when it takes longer than `seconds`.

    Whatever `job` raises goes through. The alarm's former handler and timer are put back.
    """
    if seconds <= 0:
        raise TimeUp
    return _with_alarm(job, seconds) if _alarm_works() else _with_thread(job, seconds)


def _alarm_works() -> bool:
    """Say whether the interval timer can be used here and its handler be put back afterwards."""
    return (
        not force_thread
        and hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is not None
    )


def _with_alarm(job: Callable[[], Any], seconds: float) -> Any:
    bell = _Bell()
    start = time.monotonic()
    handler = signal.signal(signal.SIGALRM, bell.ring)
    delay = interval = 0.0
    try:
        delay, interval = signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
        return bell.guard(job)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if delay:  # somebody else's timer, such as a test runner's: let it go on
            left = delay - (time.monotonic() - start)
            signal.setitimer(signal.ITIMER_REAL, max(left, 1e-3), interval)
        bell.hush()


class _Bell:
    """The alarm's handler: raises only while the guarded call is on the stack."""

    def __init__(self) -> None:
        self.frame: FrameType | None = None
        self.rings = 0
        self.waited = 0.0
        self.former_trace: Any = None
        self.tracing = False

    def guard(self, job: Callable[[], Any]) -> Any:
        """Run `job`; the handler recognises the call by this frame."""
        self.frame = sys._getframe()
        try:
            value, problem = next(_apart(job))
            if problem is not None:
                raise problem
            return value
        except KeyboardInterrupt:
            raise
        except BaseException:
            if self.rings:  # `except: raise ValueError` has turned the ring into something else
                raise TimeUp from None
            raise
        finally:
            self.frame = None

    def hush(self) -> None:
        """Put a debugger's or coverage tool's trace function back."""
        if self.tracing:
            sys.settrace(self.former_trace)

    def ring(self, _signal: int, frame: FrameType | None) -> None:
        if self.frame is None:
            return
        if not self.rings and self.waited < LONGEST_IMPORT and _importing(frame):
            self.waited += REPEAT
            return
        self.rings += 1
        if self.rings > 2:
            self._raise_on_lines(frame)
        raise TimeUp

    def _raise_on_lines(self, frame: FrameType | None) -> None:
        """Raise once more a few lines further on.

        subtle: in `while True:` / `try: sleep(9)` / `except: pass` every ring lands in the `try`.
        A line of the `except` block or of the loop is outside it; which one is outside every
        `try` is not known, so each ring tries one line further than the last.
        """
        if not self.tracing:
            self.tracing, self.former_trace = True, sys.gettrace()
        left = (self.rings - 3) % 24

        def trace(where: FrameType, event: str, _argument: Any) -> Any:
            nonlocal left
            if event == "line" and self.frame is not None:
                if left <= 0:
                    raise TimeUp
                left -= 1
            return trace

        for outer in itertools.takewhile(lambda outer: outer is not self.frame, _stack(frame)):
            outer.f_trace = trace
        sys.settrace(trace)


def _apart(job: Callable[[], Any]) -> Iterator[tuple[Any, StopIteration | None]]:
    """Run `job` in a generator, which has an exception state of its own.

    subtle: an exception that the trace function raises inside a `finally` or at the end of a
    `with` block stays in `sys.exc_info()` and would haunt every later traceback of the notebook.
    This way it goes with the generator. A StopIteration cannot leave one, so it is handed over.
    """
    try:
        yield job(), None
    except StopIteration as problem:
        yield None, problem


def _with_thread(job: Callable[[], Any], seconds: float) -> Any:
    ends: dict[str, Any] = {}
    context = contextvars.copy_context()  # NumPy keeps its error settings in the context

    def work() -> None:
        # a second TimeUp may arrive while the first is being put away
        with contextlib.suppress(BaseException):
            try:
                ends["value"] = context.run(job)
            except BaseException as problem:
                ends["problem"] = problem

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        _wait(thread, seconds)
    except BaseException:  # the student pressed stop
        _interrupt(thread)
        raise
    if thread.is_alive():
        _interrupt(thread)
        problem = ends.get("problem")
        raise problem if isinstance(problem, TimeUp) else TimeUp()
    if "problem" in ends:
        raise ends["problem"]
    if "value" not in ends:
        raise TimeUp
    return ends["value"]


def _wait(thread: threading.Thread, seconds: float) -> None:
    """Wait in short slices: on Windows a long wait would not notice the stop button."""
    end = time.monotonic() + seconds
    last = end + LONGEST_IMPORT
    while thread.is_alive():
        left = end - time.monotonic()
        if left <= 0 and not (time.monotonic() < last and _importing(_frame_of(thread))):
            return
        thread.join(min(left, REPEAT) if left > 0 else REPEAT)


def _frame_of(thread: threading.Thread) -> FrameType | None:
    return sys._current_frames().get(thread.ident or 0)


def _importing(frame: FrameType | None) -> bool:
    """Say whether `frame` is, or was called from, Python's import machinery."""
    names = (where.f_code.co_filename for where in _stack(frame))
    return "<frozen importlib._bootstrap>" in names


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield a frame and those that called it, as far as the next ring leaves the time for."""
    for _ in range(FARTHEST):
        if frame is None:
            return
        yield frame
        frame = frame.f_back


def _interrupt(thread: threading.Thread) -> None:
    """Raise TimeUp in `thread` until it ends or the grace is over."""
    end = time.monotonic() + GRACE
    while thread.is_alive() and time.monotonic() < end:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident or 0), ctypes.py_object(TimeUp)
        )
        thread.join(REPEAT)
