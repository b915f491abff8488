"""A small lab that the engine's tests judge right and wrong functions with."""

import numpy as np

from utils.checks.engine import Case, Exercise, Lab, edits


def mean_square(x, y):
    return float(np.mean((x - y) ** 2))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def backward(X, d_out):
    return X.T @ d_out, d_out.sum(axis=0)


def running(x):
    return np.cumsum(x)


def logits(X, W):
    return X @ W


def above(x, least):
    if least < 0:
        raise ValueError("least: must not be negative")
    return x > least


def counts(labels, size):
    return np.bincount(labels, minlength=size)


def code(weights):
    """Shortest words for two or three symbols: one bit for the heaviest, two for the others."""
    first, *others = sorted(weights, key=lambda s: -weights[s])
    return {first: "0"} | {s: "1" + "01"[i] for i, s in enumerate(others)}


def good_code(got, expected, case):
    if got.keys() != expected.keys():
        return "Every symbol needs a word."
    if any(not isinstance(word, str) or set(word) - {"0", "1"} for word in got.values()):
        return "A code's words are made of 0 and 1."
    weights = case.arguments["weights"]
    mine, best = (sum(weights[s] * len(w) for s, w in c.items()) for c in (got, expected))
    return None if mine == best else f"The code needs {mine} bits; {best} are enough."


def draw(rng, n):
    return rng.normal(size=n)


def parameters(layer):
    return {"W": 2 * layer["W"], "b": layer["b"] + 1.0}


def words(text):
    return sorted(text.split())


ONE_NUMBER = "One number is wanted: the mean."
HINTS = ("First hint.", "Second hint.", "Third hint.")


def exercise(reference, returns, *cases, **options):
    options = {"name": reference.__name__, "hints": HINTS} | options
    return Exercise(
        title=options["name"].replace("_", " ").capitalize(),
        minutes=5,
        difficulty="easy",
        reference=reference,
        cases=cases,
        returns=returns,
        **options,
    )


class QuietLab(Lab):
    """A lab that keeps no progress: the tests must leave a student's file alone."""

    def _record(self, name, kind):
        pass

    def _recorded(self):
        return {}


def raises(problem: BaseException):
    """Return a function that raises it, whatever it is given."""

    def function(*_):
        raise problem

    return function


def judged(asked: Exercise, function):
    """Return the verdict on a function that answers this exercise."""
    return getattr(QuietLab("toy", asked), asked.name)(function)


def assert_said(verdict, *words: str) -> None:
    """Assert that a verdict's text has all these words; of one that begins with `!`, that not."""
    # the source of a lambda is the line of the test's table, in which the words stand as well
    text = "\n".join(line for line in verdict.text.splitlines() if "of a lambda: " not in line)
    for each in words:
        assert (each.removeprefix("!") in text) != each.startswith("!"), f"{each}\n{verdict.text}"


def lab(kind=QuietLab) -> Lab:
    """Return a fresh lab: nothing judged, no hint given yet."""
    rng = np.random.default_rng(7)
    return kind(
        "toy",
        exercise(
            mean_square,
            "a number: the mean of the squared differences",
            Case("three numbers", x=np.array([1.0, 2.5, 3.0]), y=np.array([0.0, 2.0, 5.0])),
            Case("one number", x=np.array([2.0]), y=np.array([0.5])),
            Case("equal", x=np.array([1.0, 2.0]), y=np.array([1.0, 2.0])),
            Case("five numbers", x=np.arange(5.0), y=np.ones(5) * 0.3),
            mistakes=edits(mean_square)(
                ("absolute differences", "(x - y) ** 2", "abs(x - y)", "Square the differences."),
                ("no difference", "x - y", "x", "Subtract `y` first."),
                ("each square", "float(np.mean((x - y) ** 2))", "(x - y) ** 2", ONE_NUMBER),
                ("divided by zero", "2))", "2) / (0.0 * np.sum(x)))", "Do not divide twice."),
            ),
        ),
        exercise(
            softmax,
            "probabilities (N, R), rows sum to 1",
            Case("square", z=rng.normal(size=(3, 3))),
            Case("two rows", z=rng.normal(size=(2, 4))),
            Case("one row", z=np.array([[0.5, -1.0, 2.0]])),
            Case("large logits", z=np.array([[1000.0, 999.0], [0.0, 1.0]])),
        ),
        exercise(
            backward,
            ("dW (D, H)", "db (H,)"),
            Case("small", X=rng.normal(size=(4, 3)), d_out=rng.normal(size=(4, 2))),
            Case("square", X=rng.normal(size=(5, 3)), d_out=rng.normal(size=(5, 3))),
        ),
        exercise(
            running,
            "the running sum (T,)",
            Case("rising", x=np.array([0.5, 1.0, 2.5, 3.25])),
            Case("mixed", x=np.array([-1.5, 0.25, -2.0, 4.0, 0.125])),
            Case("one number", x=np.array([3.5])),
        ),
        exercise(
            logits,
            "logits (N, R)",
            Case("one", X=rng.normal(size=(4, 4)), W=rng.normal(size=(4, 4))),
            Case("two", X=rng.normal(size=(3, 3)), W=rng.normal(size=(3, 3))),
        ),
        exercise(
            above,
            "True or False for each number (N,)",
            Case("some", x=np.array([0.5, 2.0, 3.0]), least=1.0),
            Case("negative limit", x=np.array([0.5, 2.0]), least=-1.0),
        ),
        exercise(
            counts,
            "counts (R,)",
            Case("all seen", labels=np.array([0, 1, 1, 2]), size=3),
            Case("one unseen", labels=np.array([0, 0, 3]), size=5),
        ),
        exercise(
            code,
            "a dictionary, symbol to code word",
            Case("three", weights={"a": 5, "b": 2, "c": 2}),
            Case("two", weights={"x": 1, "y": 3}),
            compare=good_code,
        ),
        exercise(draw, "n normal numbers (n,)", Case("three", rng=np.random.default_rng(0), n=3)),
        exercise(
            parameters,
            "a dictionary of W (D, H) and b (H,)",
            Case("small", layer={"W": np.ones((2, 2)), "b": np.zeros(2)}),
        ),
        exercise(words, "a list", Case("three words", text="b c a"), Case("none", text="")),
    )
