"""The likely reason of an exception, or of a NaN: what a tutor would say first."""

import difflib
import math
import re
from typing import Any

import numpy as np

from utils.checks.engine.compare import Difference
from utils.checks.engine.failure import Failure
from utils.checks.engine.snapshot import Tensor

TABLE = r"""
UnboundLocalError
  variable '(\w+)'
    `{1}` is used before it has a value: it is set only further down, or only inside an `if`
    or a loop that did not run. `{1} += …` needs a first value, too.
ValueError
  (shapes .* not aligned|matmul: Input operand|size \S+ is different from)
    In a matrix product `A @ B` the last axis of A and the first (or last but one) of B must
    have the same length. A transpose `.T` or the other order may be missing.
  could not broadcast input array from shape (\(.*?\) into shape \(.*?\))
    What is put there has another shape than the place for it, {1}. Print both: a slice over
    the end of an array comes out shorter.
  truth value of an array
    `if` and `while` need one True or False, not an array of them: use a mask, `np.where`, or
    `.any()` / `.all()`.
  setting an array element with a sequence|inhomogeneous
    A whole array is put where one number belongs, or rows of different lengths are made into
    one array.
  not enough values to unpack|too many values to unpack
    The left-hand side of `a, b = …` has another number of names than there are values.
  math domain error|expected a (positive|nonnegative) input
    A function of `math` got a number outside its domain, such as the logarithm of 0.
  zero-size array to reduction
    The largest or smallest of nothing is asked for: the slice is empty. Print where it begins
    and where it ends, and the array's shape.
  cannot reshape array of size
    The new shape must hold as many numbers as the old one: print both shapes.
  broadcast together
    Two shapes do not fit element by element: print both. A slice over the end of an array
    comes out shorter, and `keepdims=True` or `[:, None]` gives a missing axis.
IndexError
  too many indices
    There are more indices in the brackets than the array has axes.
  invalid index to scalar
    Brackets follow a single number: it has been indexed or summed already, or two arguments
    have changed places.
  only integers|must be of integer|arrays used as indices
    An index must be a whole number or an array of them: `labels.astype(int)` may help.
  (index \S+ is out of bounds for axis \d+ with size \d+)
    That axis is shorter than the index says. Does a loop run too far (the last index is the
    length − 1), do the indices stand in another order than the axes, or was the array made
    with another shape?
  out of (bounds|range)
    An index goes past the end: counting starts at 0, so the last index is the length − 1.
KeyError
  .
    A dictionary has no such key: print its keys.
TypeError
  only (length-1|size-1|0-dimensional) arrays
    A function for single numbers (of `math`, or `float`, `int`) got an array. Take one item
    of it first, or use NumPy's function for arrays (`np.exp`, `np.log`, `.astype`).
  'NoneType' object is not subscriptable|with NoneType|'NoneType' and|and 'NoneType'
    Something is None here: a function called in this line, or before, does not return
    anything (`list.sort`, `list.append` and `print` return None).
  '(numpy\.ndarray|list|tuple|dict|numpy\.float64|float|int)' object is not callable
    Round brackets call a function; to take an item use square ones: `x[0]`. Or a name such as
    `sum` now holds a value.
  Cannot interpret '.*' as a data type
    A shape goes into brackets of its own, `np.zeros((N, H))`: the second argument is the type
    of the numbers.
  'module' object is not callable
    A module is called: name the function in it, `np.sum` rather than `np`.
  positional argument|required keyword|unexpected keyword|multiple values for
    A function in this line is called with other arguments than it takes.
  list indices must be integers|tuple indices must be integers
    A list takes one whole number as an index: make it an array with `np.array(…)`, or index
    step by step.
  object is not iterable|object is not subscriptable|has no len\(\)
    A single number is treated as if it were a list or an array.
  unsupported operand|can't multiply sequence|can only concatenate
    The two sides of an operator do not go together: print the type of each.
  Cannot cast|can't cast|ufunc .* not supported for the input types
    Whole numbers or text are used where floats are needed: `x = x.astype(float)` first.
AttributeError
  'NoneType' object has no attribute
    Something is None here: a function called before does not return anything.
  '(list|tuple)' object has no attribute
    A {1} is not an array: `np.array(…)` makes one of it.
  has no attribute '(\w+)'
    There is no `{1}` there: a misspelt name, or a value of another type than you think.
ZeroDivisionError
  .
    Something is divided by zero. Which case makes it zero, or have two arguments changed
    places?
OverflowError
  .
    A number became too large for Python, as `math.exp(1000)` does: subtract the largest value
    first, or use the logarithm.
FloatingPointError
  .
    NumPy is told to stop at overflow or division by zero, and met it.
RecursionError
  .
    The function calls itself without end: the case in which it should stop is missing, or is
    never reached.
MemoryError
  .
    An array became far too large: look at the shapes; an (N, 1) with an (N,) makes (N, N).
LinAlgError
  .
    NumPy could not solve this: a matrix has no inverse, or is not square.
AssertionError
  .
    An `assert` of your own is not true for this case.
InputAsked
  .
    A check cannot type: use the arguments instead of `input()`.
SystemExit
  .
    `exit()` ends the whole kernel; the check has held it back. To end a function, use `return`.
NotImplementedError
  .
    This is not the exercise's own line: another one, or a library, cannot do what is asked.
StopIteration
  .
    `next` went past the end of what it reads.
SyntaxError
  .
    Text is run as code, and is not valid Python.
ImportError
  .
    Something that is imported is not there: only what the notebook imports is needed.
warning
  overflow encountered in exp
    `np.exp` overflows above about 709: write the formula so that no exponent is above 0 (in a
    softmax by subtracting the largest value first, in a sigmoid by a form for each sign).
  divide by zero encountered in log
    The logarithm of 0 is −inf, and 0·(−inf) is NaN: leave out what has probability 0, or stay
    with logarithms all the way.
  invalid value encountered in log
    A logarithm of a negative number is not a number.
  overflow encountered in cosh
    A hyperbolic function overflows for large values: find a form that does not.
  overflow encountered in
    A number became too large for a float: does something grow from step to step, or does the
    formula make it larger than the result?
  invalid value encountered in sqrt
    A square root of a negative number is not a number.
  invalid value encountered in multiply
    0 times infinity is not a number: something became infinite before.
  invalid value encountered in subtract
    Infinity minus infinity is not a number: something became infinite before.
  divide by zero encountered
    Something is divided by zero.
  invalid value encountered in (scalar )?divide
    0/0 or infinity/infinity is not a number: look at what the denominator becomes here.
  Mean of empty slice
    A mean over nothing is not a number.
  invalid value encountered in
    A NaN arose from numbers that have no such result.
"""
"""An exception's type, patterns in its message, and below each the reason; `{1}` is the pattern's
first group, `.` any message. Under `warning` stands what NumPy warns of before a NaN. What is
likelier, or comes first (exp overflows, 1/∞ is 0, its logarithm is −∞), stands first.
"""


def _read(table: str) -> dict[str, list[tuple[str, str]]]:
    rules: dict[str, list[tuple[str, str]]] = {}
    for line in table.strip().splitlines():
        depth, text = len(line) - len(line.lstrip()), line.strip()
        if depth == 0:
            rules[text] = at = []
        elif depth == 2:
            at.append(("" if text == "." else text, ""))
        else:
            at[-1] = (at[-1][0], f"{at[-1][1]} {text}".strip())
    return rules


RULES = _read(TABLE)


def reason(failure: Failure) -> str:
    """Return the likely reason in a sentence or two, or '' when only the student can know."""
    if failure.is_a("NameError") and not failure.is_a("UnboundLocalError"):
        return _unknown_name(failure)
    shapes = re.search(r"broadcast together with shapes (\S+) (\S+)", failure.message)
    if shapes:
        return _unequal_shapes(*shapes.groups())
    for name, rules in RULES.items():
        for pattern, words in rules if failure.is_a(name) else ():
            found = re.search(pattern, failure.message)
            if found:
                return words.replace("{1}", (found.groups() or ("",))[0] or "")
    if failure.source.startswith("raise"):
        return "Your own code raises this; this case should not lead there."
    return ""


def _unequal_shapes(first: str, second: str) -> str:
    """Say what two shapes lack that do not fit element by element."""
    longer, shorter = sorted(([*re.findall(r"\d+", s)] for s in (first, second)), key=len)[::-1]
    said = f"The shapes {first} and {second} do not fit element by element"
    if shorter and longer[: len(shorter)] == shorter and len(longer) == len(shorter) + 1:
        return (
            f"{said}: NumPy compares their ends. The shorter one lacks a last axis, which "
            "`keepdims=True` or `[:, None]` gives."
        )
    if sorted(longer) == sorted(shorter) and longer != shorter:
        return f"{said}. Is a transpose missing, or is a matrix product `@` meant?"
    return f"{said}: is one of them a slice over the end, or is an axis missing (`[:, None]`)?"


def _unknown_name(failure: Failure) -> str:
    found = re.search(r"name '(\w+)'", failure.message)
    if not found:
        return "A name is used that nobody has defined."
    name = found.group(1)
    if name in ("np", "numpy"):
        return "Run the cell at the top that says `import numpy as np`."
    near = difflib.get_close_matches(name, sorted(set(failure.names) - {name}), n=1, cutoff=0.7)
    if near:
        return f"There is no `{name}` here. Did you mean `{near[0]}`?"
    return (
        f"There is no `{name}` here: a typing slip, a line that is missing, or a variable of the "
        "notebook that is no longer there. Use the function's arguments."
    )


def not_finite(found: Difference, warned: tuple[str, ...]) -> str:
    """Return the message for a NaN or an infinity where the right answer is finite."""
    what = _name(found)
    for pattern, meaning in RULES["warning"]:
        if any(re.search(pattern, text) for text in warned):
            return f"Your answer has {what} where a finite number is right. {meaning}"
    common = "The usual causes are log(0), 0 times infinity, 0/0, and `np.exp` of a large number."
    return f"Your answer has {what} where a finite number is right. {common}"


def _name(found: Difference) -> str:
    got: Any = found.got.array if isinstance(found.got, Tensor) else found.got
    value = got[found.index] if isinstance(got, np.ndarray) and found.index else got
    value = complex(np.asarray(value).ravel()[0])
    if math.isnan(value.real) or math.isnan(value.imag):
        return "a NaN (not a number)"
    return "an infinity" if value.real >= 0 else "minus infinity"
