"""Attempts to make a check raise, hang, print or leave something behind."""

import functools
import gc
import sys
import threading

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import Case, Lab, judge

# A ring may land in a finaliser or in the garbage collector, where what is raised is lost; the next
# ring comes soon.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class HostileError(Exception):
    def __str__(self):
        raise RuntimeError("no words")

    __repr__ = __str__


class EndlessError(Exception):
    def __str__(self):
        while True:
            pass


class LyingBase(BaseException):
    __module__ = None


class HostileResult:
    def __getattribute__(self, name):
        raise RuntimeError(name)


class FakeArray(np.ndarray):
    def copy(self, order="C"):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError


class FakeDict(dict):
    def items(self):
        raise RuntimeError("no items")

    def __getitem__(self, key):
        raise RuntimeError


class LongInt(int):
    def __int__(self):
        raise RuntimeError


class HostileCallable:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __call__(self, *_):
        raise KeyError


def raises(problem):
    def function(x):
        raise problem

    return function


def returns(value):
    return lambda x: value


def deletes_its_globals(x):
    del globals()["HostileError"]
    return x


def removes_stdout(x):
    sys.stdout = sys.stderr = None
    return np.cumsum(x)


def closes_stdout(x):
    sys.stdout.close()
    return np.cumsum(x)


def spoils_input_list(x):
    x.append(HostileResult())
    return x


def resizes(x):
    x.resize(2, refcheck=False)
    return x


def collects(x):
    gc.collect()
    return np.cumsum(x)


def raises_group(x):
    raise BaseExceptionGroup("two", [ValueError(), KeyboardInterrupt()])


def exec_cell(x):
    exec("raise ValueError('inside exec')", {})


def deep_data(x):
    nested = []
    for _ in range(100_000):
        nested = [nested]
    return nested


def recursion_in_repr(x):
    class Loop:
        def __repr__(self):
            return repr(self)

    raise ValueError(Loop())


def own_signature(x):
    return np.cumsum(x)


own_signature.__signature__ = "nonsense"


def own_name(x):
    return np.cumsum(x)


own_name.__name__ = "<b>"
own_name.__qualname__ = "\n"

HOSTILE = [
    raises(HostileError()),
    raises(EndlessError()),
    raises(LyingBase()),
    raises(GeneratorExit()),
    raises(SystemExit()),
    raises(StopAsyncIteration()),
    raises(MemoryError()),
    raises(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no")),
    raises(SyntaxError("bad", ("file", 1, 2, "text"))),
    raises(ValueError("\ud800 \x00 \x1b[31m")),
    raises(ValueError("x" * 10**6)),
    raises(type("Naïve", (Exception,), {})()),
    raises_group,
    returns(HostileResult()),
    returns(np.zeros(4).view(FakeArray)),
    returns(FakeDict(a=1)),
    returns(LongInt(3)),
    returns([HostileResult()]),
    returns({HostileCallable: 1}),
    returns(np.array([1, None], dtype=object)),
    returns(np.zeros(4, dtype=[("a", float)])),
    returns(np.array(["2020-01-01"], dtype="datetime64[D]")),
    returns(np.zeros(4, dtype="S3")),
    returns(np.full(4, 1.7e308)),
    returns(-np.full(4, 1.7e308)),
    returns(np.full(4, np.nan)),
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
    returns(lambda: None),
    deletes_its_globals,
    removes_stdout,
    closes_stdout,
    resizes,
    collects,
    exec_cell,
    deep_data,
    recursion_in_repr,
    own_signature,
    own_name,
    HostileCallable(),
    HostileResult,
    functools.partial(np.cumsum),
    np.cumsum,
    np.add,
    print,
    dict,
    int,
    type,
    object,
    staticmethod(np.cumsum),
    np.random.default_rng().normal,
]


@pytest.mark.parametrize("function", HOSTILE, ids=range(len(HOSTILE)))
def test_a_check_survives_and_says_something(function, capsys):
    check = toy.lab()
    saved = dict(globals())
    before = threading.active_count(), sys.stdout, sys.stderr
    try:
        verdict = check.running(function)
    finally:
        globals().update(saved)
    assert verdict.kind in ("passed", "not right yet", "not attempted yet")
    assert verdict.stage != "engine", verdict.text
    assert verdict.text.encode("utf-8")
    assert verdict._repr_html_().startswith("<div")
    assert (threading.active_count(), sys.stdout, sys.stderr) == before
    assert capsys.readouterr() == ("", "")
    assert check.running(lambda x: toy.running(x)).passed


@pytest.mark.parametrize("function", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["words", "code", "backward", "above"])
def test_on_other_exercises_too(name, function, capsys):
    verdict = getattr(toy.lab(), name)(function)
    assert verdict.kind in ("passed", "not right yet", "not attempted yet")
    assert verdict.stage != "engine", verdict.text


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
    def broken(x):
        return x[99]

    check = Lab("robust", toy.exercise(broken, [Case("one", x=np.zeros(2))], "x"))
    check._record = lambda *_: None
    verdict = check.broken(lambda x: x)
    assert verdict.kind == "not right yet"


def test_nothing_of_the_students_is_kept_alive():
    import weakref

    class Big:
        pass

    big = Big()
    kept = weakref.ref(big)

    def running(x, big=big):
        raise ValueError(big.missing)

    check = toy.lab()
    check.running(running)
    del running, big
    gc.collect()
    assert kept() is None


def test_importing_the_engine_is_cheap():
    import subprocess

    code = (
        "import sys, utils.checks.engine; "
        "print([m for m in ('torch', 'IPython', 'matplotlib', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
