"""Attempts to make a check raise, hang, print or leave something behind."""

import functools
import gc
import subprocess
import sys
import threading
import weakref

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import Case, judge

# A ring may land in a finaliser or in the garbage collector, where what is raised is lost; the next
# ring comes soon.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def hostile(base, *methods):
    """Return a subclass whose methods of these names raise."""

    def fails(*_, **__):
        raise RuntimeError("no words")

    return type("Hostile", (base,), dict.fromkeys(methods, fails))


class EndlessError(Exception):
    def __str__(self):
        while True:
            pass


Unreadable = hostile(object, "__getattribute__")
Uncallable = hostile(object, "__getattr__", "__call__")
raises = toy.raises
gone = 0


def returns(value):
    return lambda *_: value


def deletes_its_globals(x):
    del globals()["gone"]
    return x + gone


def removes_stdout(x):
    sys.stdout = sys.stderr = None
    return np.cumsum(x)


def deep_data(x):
    nested = []
    for _ in range(10_000):
        nested = [nested]
    return nested


class Loop:
    def __repr__(self):
        return repr(self)


def renamed(x):
    return np.cumsum(x)


renamed.__signature__ = "nonsense"
renamed.__name__ = "<b>"
renamed.__qualname__ = "\n"

HOSTILE = [
    raises(hostile(Exception, "__str__", "__repr__")()),
    raises(EndlessError()),
    raises(type("Lying", (BaseException,), {"__module__": None})()),
    raises(GeneratorExit()),
    raises(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no")),
    raises(SyntaxError("bad", ("file", 1, 2, "text"))),
    raises(ValueError("\ud800 \x00 \x1b[31m")),
    raises(ValueError("x" * 10**6)),
    raises(type("Naïve", (Exception,), {})()),
    raises(BaseExceptionGroup("two", [ValueError(), KeyboardInterrupt()])),
    returns(Unreadable()),
    returns(np.zeros(4).view(hostile(np.ndarray, "copy", "__eq__"))),
    returns(hostile(dict, "items", "__getitem__")(a=1)),
    returns(hostile(int, "__int__")(3)),
    returns({Uncallable: 1}),
    returns(np.zeros(4, dtype=[("a", float)])),
    returns(np.array(["2020-01-01"], dtype="datetime64[D]")),
    returns(np.zeros(4, dtype="S3")),
    returns(np.full(4, 1.7e308)),
    returns(np.zeros(4, dtype=np.longdouble)),
    returns(np.zeros(4, dtype=np.float16)),
    returns(np.zeros(4, dtype=complex)),
    returns(np.zeros(4, dtype=np.int8)),
    returns(np.zeros((1,) * 32)),
    returns(memoryview(b"abc")),
    returns(sys.modules),
    returns(threading.Lock()),
    returns(10**5000),
    returns("\ud800"),
    deletes_its_globals,
    removes_stdout,
    lambda x: sys.stdout.close(),
    lambda x: x.resize(2, refcheck=False),
    lambda x: np.cumsum(x) + 0 * gc.collect(0),
    lambda x: exec("raise ValueError('inside exec')", {}),
    deep_data,
    raises(ValueError(Loop())),
    renamed,
    Uncallable(),
    Unreadable,
    functools.partial(np.cumsum),
    print,
    int,
    type,
    staticmethod(np.cumsum),
    np.random.default_rng().normal,
]


@pytest.mark.parametrize("function", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["running", "words", "code", "backward"])
def test_a_check_survives_and_says_something(name, function, capsys, monkeypatch):
    monkeypatch.setitem(globals(), "gone", 0)
    check = toy.lab()
    before = threading.active_count(), sys.stdout, sys.stderr
    verdict = getattr(check, name)(function)
    assert verdict.kind in ("passed", "not right yet", "not attempted yet")
    assert verdict.stage != "engine", verdict.text
    assert verdict.text.encode("utf-8")
    assert verdict._repr_html_().startswith("<div")
    assert (threading.active_count(), sys.stdout, sys.stderr) == before
    assert capsys.readouterr() == ("", "")
    assert check.running(lambda x: toy.running(x)).passed


def test_a_failing_engine_apologises(monkeypatch):
    check = toy.lab()

    def broken(*_):
        raise RuntimeError("at 0x7f21bc904b10 in /srv/x/y.py")

    monkeypatch.setattr(judge, "disagreement", broken)
    verdict = check.running(lambda x: toy.running(x))
    assert (verdict.kind, verdict.stage) == ("not right yet", "engine")
    assert "our fault" in verdict.message
    assert verdict.evidence == ("RuntimeError: at 0x… in y.py",)


def test_a_failing_reference_is_our_fault():
    exercise = toy.exercise(toy.running, "x", Case("one", x=np.zeros(2)))
    exercise.reference = toy.raises(IndexError())
    assert toy.judged(exercise, lambda x: x).kind == "not right yet"


def test_nothing_of_the_students_is_kept_alive():
    big = Loop()
    kept = weakref.ref(big)

    def running(x, big=big):
        raise ValueError(big.missing)

    check = toy.lab()
    check.running(running)
    del running, big
    gc.collect()
    assert kept() is None


def test_importing_the_engine_is_cheap():
    code = (
        "import sys, utils.checks.engine; "
        "print([m for m in ('torch', 'IPython', 'matplotlib', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
