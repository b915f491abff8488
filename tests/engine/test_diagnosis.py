"""Wrong functions as students write them, and what the engine has to say about each."""

import math
import random
from functools import partial

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import judge
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


def _single(reference, returns, *cases):
    """Return the check of one more exercise."""
    exercise = toy.exercise(reference, [toy.Case(str(x), x=x) for x in cases], returns)
    return partial(judge.check, exercise)


def _sums(x):
    return x.sum(axis=0)


def _halves(x):
    return x / 2


def _above(x):
    return x > 1


def _spread(x):
    return x.min(), x.mean() + 1, x.max() + 2


def _same(x):
    return x


def _three_shapes(x):
    return x, x.sum(), np.outer(x, x)


THREE = np.array([1.0, 2.0, 4.0]), np.array([-1.0, 2.0])


@pytest.mark.parametrize("order", [(1, 2, 0), (2, 0, 1)])
def test_a_tuple_in_cyclic_order(order):
    check = _single(_spread, ("low", "middle", "high, the last"), *THREE)
    names = [("low", "middle", "high")[place] for place in order]
    verdict = check(lambda x: tuple(_spread(x)[place] for place in order))
    yours = ", ".join(f"`{name}`" for name in names)
    assert f"you return {yours}; wanted is `low`, `middle`, `high`." in verdict.message


def test_a_tuple_in_cyclic_order_of_other_shapes():
    check = _single(_three_shapes, ("a (n,)", "b", "c (n, n)"), *THREE)
    verdict = check(lambda x: (x.sum(), np.outer(x, x), x))
    assert "you return `b`, `c`, `a`; wanted is `a`, `b`, `c`." in verdict.message


def test_advice_on_a_tuple_fits_its_number_and_names():
    assert (
        "`return low, middle, high`"
        in _single(_spread, ("low", "middle", "high, the last"), *THREE)(lambda x: 1.0).message
    )
    assert (
        "Return 3 items, as in `return a, b, c`."
        in _single(_spread, "three numbers", *THREE)(lambda x: 1.0).message
    )


def test_a_sum_is_named_only_where_every_case_says_so():
    """Of one row, the sum over the rows is also their mean and their largest."""
    total = _single(_sums, "sums (K,)", np.ones((1, 3)), np.ones((2, 3)))
    assert "The sum over axis 0 of what you return" in total(lambda x: x).message
    alone = _single(_sums, "sums (K,)", np.ones((1, 3)))
    assert "The sum" not in alone(lambda x: x).message


def test_an_axis_is_called_too_short_only_if_the_other_numbers_are_right():
    check = _single(_same, "x (n,)", *THREE)
    assert "Axis 0 (n) is one too short" in check(lambda x: x[1:]).message
    assert "one too short" not in check(lambda x: np.ones(len(x) - 1)).message


def test_a_wrong_length_is_that_of_an_argument():
    check = _single(_sums, "sums (K,)", np.ones((4, 3)), np.ones((2, 5)))
    assert "Axis 0 is as long as axis 0 of `x`" in check(lambda x: x.sum(axis=1)).message


def test_simple_cases_speak_before_an_exception_in_a_later_one():
    def fails_later(x):
        return 7 * x**2 if len(x) == 3 else x @ x[1:]

    verdict = _single(_same, "x (n,)", *THREE)(fails_later)
    assert verdict.stage == "values"
    assert "your function stopped with a ValueError" in verdict.message


def test_fractions_lost_in_the_case_of_whole_numbers_alone():
    def filled(x):
        out = np.zeros_like(x)
        out[:] = x / 2
        return out

    check = _single(_halves, "x (n,)", np.array([1.5, 3.0]), np.array([3, 5, 8]))
    assert "Where the input holds whole numbers" in check(filled).message


def test_counts_are_not_called_the_numbers_0_and_1():
    check = _single(_above, "x (n,)", *THREE)
    assert "not numbers: what is to be true" in check(lambda x: x + 4).message


def test_an_epsilon_is_recognised_beside_an_infinity_and_small_numbers():
    def log(x):
        with np.errstate(divide="ignore"):
            return np.log(x)

    cases = [np.array([k, 0.5]) for k in (0.0, 1e-9, 0.2, 0.3, 0.4, 0.9)]
    message = _single(log, "log (n,)", *cases)(lambda x: np.log(x + 1e-6)).message
    assert "yours is a finite number" in message
    message = _single(log, "log (n,)", *cases[1:])(lambda x: np.log(x + 1e-6)).message
    assert "nearly right in most cases" in message


def test_remarks_go_with_a_named_mistake():
    def absolute(x, y):
        x -= y
        return np.mean(np.abs(x))

    message = toy.lab().mean_square(absolute).message
    assert "Square the differences" in message
    assert "changes its argument `x`" in message


def test_zeros_are_not_called_whole_numbers():
    """db summed over the wrong axis is 0 up to rounding, and so is 0.3 cut to a whole number."""
    check = _single(_same, "x (n,)", np.array([0.3, -0.4]))
    verdict = check(lambda x: np.array([1e-17, -3e-17]))
    assert "whole" not in verdict.message
    assert "0, up to rounding" in verdict.message


def test_a_tiny_slip_is_not_called_a_lost_sign():
    """Every other pattern takes what is off by 1e-10 for right, and may find itself in it."""
    check = _single(_same, "x (n,)", np.array([0.0, 0.0]), np.array([1e-5]), np.array([5.0]))
    assert "off by 2e-09 at most" in check(lambda x: x + 2e-9).message


def test_a_lost_infinity():
    def log(x):
        with np.errstate(divide="ignore"):
            return np.log(x)

    check = _single(log, "log (n,)", np.array([0.0, 0.5]), np.array([2.0, 0.0]))
    assert "yours is a finite number" in check(lambda x: np.log(x + 1e-9)).message


def test_a_limit_that_no_number_passes():
    check = _single(_same, "x (n,)", np.array([0.5, -90.0]), np.array([-3.0, 0.25, -1000.0]))
    assert "is below -20," in check(lambda x: np.maximum(x, -20)).message
    check = _single(_same, "x (n,)", np.array([0.5, 90.0]), np.array([3.0, -0.25, 1000.0]))
    assert "is above 20," in check(lambda x: np.minimum(x, 20)).message
    assert "is above" not in check(lambda x: np.minimum(x, 20) - (x < 0)).message
    assert "is above" not in check(lambda x: np.where(x > 100, 95, x)).message


def test_overflow_is_said_before_the_logarithm_of_0_that_it_leads_to():
    def log_softmin(x):
        return -(x - x.min()) - np.log(np.exp(x.min() - x).sum())

    def naive(x):
        e = np.exp(x)
        return np.log((1 / e) / (1 / e).sum())

    check = _single(log_softmin, "(n,)", np.array([0.0, 1.0]), np.array([0.0, 1000.0]))
    verdict = check(naive)
    assert verdict.stage == "nan"
    assert "`np.exp` overflows" in verdict.message


def test_randomness_is_no_diagnosis_where_the_exercise_itself_draws():
    def shuffled(x):
        return np.random.permutation(x)  # noqa: NPY002

    check = _single(shuffled, "x (n,), shuffled", np.arange(9.0))
    assert "draws random" not in check(lambda x: np.random.permutation(x) + 1).message  # noqa: NPY002
