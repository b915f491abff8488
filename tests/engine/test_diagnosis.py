"""Wrong functions as students write them, and what the engine has to say about each."""

import math
import random

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine.reports import case_line
from utils.checks.engine.show import two


def _mean_by_math(x, y):
    return math.exp(x - y)


def _printed(x, y):
    print(np.mean((x - y) ** 2))


def _nothing(x, y):
    np.mean((x - y) ** 2)
    result = None
    return result


def _sometimes_nothing(x, y):
    if len(x) > 1:
        return np.mean((x - y) ** 2)


def _misspelt(x, y):
    difference = x - y  # noqa: F841
    return np.mean(diference**2)  # noqa: F821


def _unbound(x, y):
    for a, b in zip(x, y, strict=True):
        total += (a - b) ** 2  # noqa: F821
    return total


def _past_the_end(x, y):
    return sum((x[i] - y[i]) ** 2 for i in range(len(x) + 1))


def _deep(x, y):
    return _deep(x, y) + 1


def _exits(x, y):
    raise SystemExit(3)


def _asks(x, y):
    return float(input("?"))


def _yields(x, y):
    yield np.mean((x - y) ** 2)


async def _async(x, y):
    return np.mean((x - y) ** 2)


def _own_raise(x, y):
    if len(x) == 1:
        raise ValueError("too short")
    return np.mean((x - y) ** 2)


def _truth(x, y):
    return 1.0 if x > y else 2.0


def _tensor(x, y):
    torch = pytest.importorskip("torch")
    return torch.tensor(float(np.mean((x - y) ** 2)))


def _float_labels(labels, size):
    return [1, 2][labels.astype(float)[0]]


def _integers(x):
    out = np.zeros(len(x), dtype=int)
    out[:] = np.cumsum(x)
    return out


def _pushed(x):
    return np.concatenate([[0.0], np.cumsum(x)[:-1]])


def _noisy(x):
    return np.cumsum(x) + 1e-3 * np.random.randn(len(x))  # noqa: NPY002


def _noisy_by_random(x):
    return np.cumsum(x) * random.random()


# exercise, wrong function, stage, words that the message must have
WRONG = [
    ("mean_square", lambda x, y: np.mean(np.abs(x - y)), "values", "Square the differences"),
    ("mean_square", lambda x, y: (x - y) ** 2, "shape", "One number is wanted"),
    ("mean_square", lambda x, y: np.mean((x - y) ** 2) / (0 * x.sum()), "nan", "divide twice"),
    ("mean_square", _printed, "type", "prints its answer (1.75"),
    ("mean_square", _nothing, "type", "returns nothing (None)"),
    ("mean_square", _sometimes_nothing, "type", "though it does for others"),
    ("mean_square", _misspelt, "raised", "Did you mean `difference`"),
    ("mean_square", _unbound, "raised", "`total` is used before it has a value"),
    ("mean_square", _past_the_end, "raised", "shorter than the index says"),
    ("mean_square", _deep, "raised", "calls itself without end"),
    ("mean_square", _exits, "raised", "use `return`"),
    ("mean_square", _asks, "raised", "instead of `input()`"),
    ("mean_square", _yields, "type", "make a generator"),
    ("mean_square", _async, "type", "use a plain `def`"),
    ("mean_square", _own_raise, "raised", "right for “three numbers”, “equal” and “five numbers”"),
    ("mean_square", _truth, "raised", "use a mask, `np.where`"),
    ("mean_square", _tensor, "type", "a torch tensor"),
    ("mean_square", _mean_by_math, "raised", "use NumPy's function for arrays"),
    ("mean_square", lambda x, y: 1 / 0, "raised", "divided by zero"),
    ("mean_square", lambda x, y: [][0], "raised", "goes past the end"),
    ("mean_square", lambda x, y: {}["x"], "raised", "no such key"),
    ("mean_square", lambda x, y: next(iter([])), "raised", "`next` went past the end"),
    ("mean_square", lambda x, y: x(0), "raised", "square ones"),
    ("mean_square", lambda x, y: x.sume(), "raised", "There is no `sume` there"),
    ("mean_square", lambda x, y: np.zeros((10**8, 10**8)), "raised", "far too large"),
    ("mean_square", lambda x, y: x @ np.ones(9), "raised", "the same length"),
    ("mean_square", lambda x, y: (x - np.ones(9)).sum(), "raised", "do not fit element by element"),
    ("mean_square", lambda x, y: str(np.mean((x - y) ** 2)), "type", "without `str(…)`"),
    ("mean_square", lambda x, y: (np.mean((x - y) ** 2),), "type", "A comma after the value"),
    ("mean_square", lambda x, y: np.mean, "type", "is returned: call it"),
    ("mean_square", lambda x, y: x.mean, "type", "the brackets that call it are missing"),
    ("mean_square", lambda x, y: np.array([np.mean((x - y) ** 2)]), "shape", "axis of length 1"),
    ("mean_square", lambda x: 0.0, "signature", "(x), the exercise's takes (x, y)"),
    ("mean_square", lambda x, y, z: 0.0, "signature", "takes (x, y, z)"),
    ("mean_square", lambda x, y: -np.mean((x - y) ** 2), "values", "−1 times"),
    ("mean_square", lambda x, y: np.mean((x - y) ** 2) / 2, "values", "1/2 times"),
    ("mean_square", lambda x, y: np.mean((x - y) ** 2) * np.log(2), "values", "ln 2"),
    ("mean_square", lambda x, y: np.mean((x - y) ** 2) / np.log(2), "values", "`np.log2`"),
    ("mean_square", lambda x, y: 7.25 * np.mean((x - y) ** 2), "values", "7.25 times"),
    (
        "mean_square",
        lambda x, y: np.sum((x - y) ** 2),
        "values",
        "times n, where n is the length of `x`",
    ),
    ("mean_square", lambda x, y: np.sqrt(np.mean((x - y) ** 2)), "values", "the square root"),
    ("mean_square", lambda x, y: np.mean((x - y) ** 2) + 3, "values", "too large by the same"),
    ("mean_square", lambda x, y: np.float32(np.mean((x - y) ** 2)), "dtype", "float32"),
    ("mean_square", lambda x, y: 4.0, "values", "same answer for every input"),
    (
        "mean_square",
        lambda x, y: np.mean((x - y) ** 2) + (len(x) == 1) * 2.0 + (len(x) == 5) * 1.0,
        "values",
        "right for “three numbers” and “equal”, wrong for “one number” and “five numbers”",
    ),
    ("mean_square", lambda x, y: round(np.mean((x - y) ** 2), 1), "values", "rounded to 1"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "nan", "overflows"),
    ("softmax", lambda z: np.matrix(toy.softmax(z)), "type", "use `np.array`"),
    ("softmax", lambda z: toy.softmax(z)[:, :-1], "shape", "that is (N, R). Axis 1 (R) is one too"),
    ("softmax", lambda z: toy.softmax(z)[..., None], "shape", "left over"),
    ("softmax", lambda z: toy.softmax(z).sum(axis=0), "shape", "sum over axis 0 of the right"),
    ("softmax", lambda z: toy.softmax(z).astype(np.float32), "dtype", "in float32"),
    ("softmax", lambda z: toy.softmax(z).astype(object), "type", "Python objects"),
    ("softmax", lambda z: np.log(toy.softmax(z)), "values", "the logarithm of the right answer"),
    (
        "softmax",
        lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
        "values",
        "each row would have to be",
    ),
    ("softmax", lambda z: toy.softmax(z)[::-1], "values", "reverse order along axis 0"),
    ("softmax", lambda z: 1 - toy.softmax(z), "values", "one minus the right"),
    ("softmax", lambda z: z, "values", "returns its argument `z`"),
    ("backward", lambda X, d: X.T @ d, "type", "Return 2 items, as in `return dW, db`."),
    ("backward", lambda X, d: (d.sum(0), X.T @ d), "shape", "each other's place"),
    ("backward", lambda X, d: (X.T @ d, d.sum(0), 1), "type", "has 3 items; 2 items are wanted"),
    ("backward", lambda X, d: ((X.T @ d).T, d.sum(0)), "shape", "(3, 2), that is (D, H)"),
    ("backward", lambda X, d: (X.T @ d, d.mean(0)), "values", "number of rows of `X`"),
    ("backward", lambda X, d: (-(X.T @ d), d.sum(0)), "values", "Right: `db`. Wrong: `dW`"),
    ("backward", lambda X, d: (X.T @ d, d.sum(0, keepdims=True)), "shape", "`db` is an array"),
    ("running", lambda x: x.copy(), "values", "returns its argument `x`"),
    ("running", lambda x: np.cumsum(x)[::-1], "values", "in reverse order"),
    ("running", _pushed, "values", "one place too late"),
    ("running", lambda x: np.roll(np.cumsum(x), -1), "values", "one place too early"),
    ("running", lambda x: np.sort(np.cumsum(x)), "values", "in the wrong places"),
    ("running", _integers, "values", "cut to whole numbers"),
    ("running", _noisy, "values", "draws random numbers, from `np.random`"),
    ("running", _noisy_by_random, "values", "draws random numbers, from `np.random`"),
    ("running", lambda x: 0 * x, "values", "Every number is 0, up to rounding"),
    ("running", lambda x: np.cumsum(x) + 1e-6, "values", "nearly right, off by 1e-06 at most"),
    ("running", lambda x: np.cumsum(x) + 2e-5 * x**2, "values", "nearly right, off by 0.00032"),
    ("running", lambda x: np.abs(np.cumsum(x)), "values", "a sign is lost"),
    ("running", lambda x: np.cumsum(x)[:, None] + 0 * x, "shape", "make (N, N)"),
    ("running", lambda x: np.cumsum(x)[:-1], "shape", "one too short"),
    ("logits", lambda X, W: (X @ W).T, "values", "transposed"),
    ("logits", lambda X, W: W @ X, "values", "for `X` and `W` swapped"),
    ("logits", lambda W, X: X @ W, "values", "in another order, (W, X)"),
    ("logits", lambda X, W: (X @ W).ravel(), "shape", "only their rows are lost; `.reshape("),
    ("logits", lambda X, W: np.zeros(len(X), W.shape[1]), "raised", "brackets of its own"),
    ("running", lambda x: x[0][0], "raised", "Brackets follow a single number"),
    ("above", lambda x, least: (x > least) * 1, "dtype", "True or False is wanted"),
    ("above", lambda x, least: x > least, "values", "should raise ValueError"),
    ("above", lambda x, least: {}[least], "raised", "no such key"),
    ("counts", lambda labels, size: np.bincount(labels), "shape", "right for “all seen”"),
    ("counts", lambda labels, size: np.bincount(labels, minlength=size) / 1, "dtype", "not `3.0`"),
    ("counts", _float_labels, "raised", "An index must be a whole number|takes one whole number"),
    ("code", lambda w: {s: format(i, "02b") for i, s in enumerate(w)}, "values", "are enough"),
    ("code", lambda w: dict.fromkeys(w, 1), "values", "made of 0 and 1"),
    ("code", lambda w: {"a": "0"}, "values", "Every symbol needs a word"),
    ("code", lambda w: list(w), "type", "a dictionary is wanted"),
    ("draw", lambda rng, n: np.random.default_rng().normal(size=n), "values", "Two calls"),
    ("parameters", lambda d: {"W": 2 * d["W"]}, "type", "missing: 'b'"),
    ("parameters", lambda d: {"W": 2 * d["W"], "b": d["b"]}, "values", "Wrong: `['b']`"),
    ("words", lambda text: text.split(), "values", "right for “none”"),
    ("words", lambda text: sorted(text), "shape", "items; 3 are wanted"),
]


@pytest.mark.parametrize(("name", "function", "stage", "words"), WRONG)
def test_wrong_function_is_diagnosed(name, function, stage, words):
    verdict = getattr(toy.lab(), name)(function)
    assert verdict.kind == "not right yet"
    assert verdict.stage == stage, verdict.text
    assert any(part in verdict.message for part in words.split("|")), verdict.text


def test_named_mistakes_are_named():
    verdict = toy.lab().mean_square(lambda x, y: np.mean(np.abs(x - y)))
    assert verdict.mistake == "absolute differences"
    assert verdict.hint == "Square the differences."


def test_a_mistake_of_another_shape_or_with_nan_is_recognised():
    check = toy.lab()
    assert check.mean_square(lambda x, y: (x - y) ** 2).mistake == "each square"
    nan = check.mean_square(lambda x, y: np.mean((x - y) ** 2) / np.zeros(1)[0])
    assert nan.mistake == "divided by zero"


def test_a_mistake_must_agree_on_every_case():
    def partly(x, y):
        return np.mean(np.abs(x - y)) + (len(x) == 5)

    assert toy.lab().mean_square(partly).mistake is None


def test_the_failing_line_is_the_students():
    lines = toy.lab().mean_square(_misspelt).evidence
    assert any("line 3 of `_misspelt`: return np.mean(diference**2)" in line for line in lines)
    assert any(line.startswith("NameError: name 'diference'") for line in lines)


def test_the_first_differing_entry_is_shown():
    def wrong(X, d_out):
        dW, db = toy.backward(X, d_out)
        dW[2, 1] += 1.0
        return dW, db

    lines = toy.lab().backward(wrong).evidence
    assert lines[1].startswith("yours at dW[2, 1]: ")
    assert lines[2].startswith("expected at dW[2, 1]: ")


def test_equal_numbers_of_another_kind_are_told_apart():
    lines = toy.lab().counts(lambda labels, size: np.bincount(labels, minlength=size) / 1).evidence
    assert lines[1].endswith("(float64)")
    assert lines[2].endswith("(int64)")


def test_a_float_is_shown_as_one_where_an_int_is_wanted():
    assert two(4.0, 4) == ("4.0  (float64)", "4  (int64)")


def test_no_argument_drops_out_of_the_case_line():
    arguments = {"X": np.ones((2, 3, 4, 5)), "W": np.ones((9, 9)), "names": ["word"] * 99}
    line = case_line(toy.Case("a title", **arguments, stride=3))
    assert line.endswith("stride = 3")
    assert "X = array of shape (2, 3, 4, 5)" in line
    assert len(line) <= 160


def test_close_numbers_are_shown_with_the_digits_that_differ():
    lines = toy.lab().mean_square(lambda x, y: np.mean((x - y) ** 2) * (1 + 1e-6)).evidence
    assert lines[1].removeprefix("yours: ") != lines[2].removeprefix("expected: ")


def test_printed_text_is_mentioned_with_a_wrong_answer():
    def talks(x, y):
        print("sum is", x.sum())
        return 0.5 + x.sum() ** 3

    assert "printed: sum is 6.5" in toy.lab().mean_square(talks).evidence


def test_a_call_to_a_blank_exercise_says_which():
    def softmax(z):
        raise NotImplementedError("Exercise 2: Softmax")

    verdict = toy.lab().mean_square(lambda x, y: softmax(x))
    assert verdict.kind == "not right yet"
    assert "calls `softmax` (Exercise 2), which is still blank" in verdict.message


def test_remarks_go_with_a_named_mistake():
    def absolute(x, y):
        x -= y
        return np.mean(np.abs(x))

    message = toy.lab().mean_square(absolute).message
    assert "Square the differences" in message
    assert "changes its argument `x`" in message
