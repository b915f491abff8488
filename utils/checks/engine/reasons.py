"""The likely reason of an exception, from its type and words: what a tutor would say first.

Each rule is `(exception types, pattern in the message, reason)`; the first that fits is said. In a
reason, `{1}` is the pattern's first group.
"""

import difflib
import re

from utils.checks.engine.failure import Failure

RULES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("UnboundLocalError",),
        r"variable '(\w+)'",
        "`{1}` is used before it has a value: it is set only further down, or only inside an "
        "`if` or a loop that did not run. `{1} += …` needs a first value, too.",
    ),
    (
        ("ModuleNotFoundError", "ImportError"),
        r"",
        "Something that is imported is not there: only what the notebook imports is needed.",
    ),
    (
        ("ValueError",),
        r"(shapes .* not aligned|matmul: Input operand|size \S+ is different from)",
        "In a matrix product `A @ B` the last axis of A and the first (or last but one) of B must "
        "have the same length. A transpose `.T` or the other order may be missing.",
    ),
    (
        ("ValueError",),
        r"could not be broadcast|could not broadcast",
        "Two shapes do not fit element by element. Print both shapes: a slice over the end of an "
        "array comes out shorter, and `keepdims=True` or `[:, None]` gives a missing axis.",
    ),
    (
        ("ValueError",),
        r"truth value of an array",
        "`if` and `while` need one True or False, not an array of them: use a mask, `np.where`, "
        "or `.any()` / `.all()`.",
    ),
    (
        ("ValueError",),
        r"setting an array element with a sequence|inhomogeneous",
        "A whole array is put where one number belongs, or rows of different lengths are made "
        "into one array.",
    ),
    (
        ("ValueError",),
        r"not enough values to unpack|too many values to unpack",
        "The left-hand side of `a, b = …` has another number of names than there are values.",
    ),
    (
        ("ValueError",),
        r"math domain error|expected a (positive|nonnegative) input",
        "A function of `math` got a number outside its domain, such as the logarithm of 0.",
    ),
    (
        ("IndexError",),
        r"too many indices",
        "There are more indices in the brackets than the array has axes.",
    ),
    (
        ("IndexError",),
        r"invalid index to scalar",
        "Brackets follow a single number: it has been indexed or summed already, or two arguments "
        "have changed places.",
    ),
    (
        ("IndexError",),
        r"only integers|must be of integer|arrays used as indices",
        "An index must be a whole number or an array of them: `labels.astype(int)` may help.",
    ),
    (
        ("IndexError",),
        r"(index \S+ is out of bounds for axis \d+ with size \d+)",
        "That axis is shorter than the index says. Does a loop run too far (the last index is the "
        "length − 1), do the indices stand in another order than the axes, or was the array made "
        "with another shape?",
    ),
    (
        ("IndexError",),
        r"out of (bounds|range)",
        "An index goes past the end: counting starts at 0, so the last index is the length − 1.",
    ),
    (
        ("ValueError",),
        r"zero-size array to reduction",
        "The largest or smallest of nothing is asked for: the slice is empty. Print where it "
        "begins and where it ends, and the array's shape.",
    ),
    (
        ("ValueError",),
        r"cannot reshape array of size",
        "The new shape must hold as many numbers as the old one: print both shapes.",
    ),
    (("KeyError",), r"", "A dictionary has no such key: print its keys."),
    (
        ("TypeError",),
        r"only (length-1|size-1|0-dimensional) arrays",
        "A function for single numbers (of `math`, or `float`, `int`) got an array. Take one item "
        "of it first, or use NumPy's function for arrays (`np.exp`, `np.log`, `.astype`).",
    ),
    (
        ("TypeError",),
        r"'NoneType' object is not subscriptable|with NoneType|'NoneType' and|and 'NoneType'",
        "Something is None here: a function called in this line, or before, does not return "
        "anything (`list.sort`, `list.append` and `print` return None).",
    ),
    (
        ("TypeError",),
        r"'(numpy\.ndarray|list|tuple|dict|numpy\.float64|float|int)' object is not callable",
        "Round brackets call a function; to take an item use square ones: `x[0]`. Or a name such "
        "as `sum` now holds a value.",
    ),
    (
        ("TypeError",),
        r"Cannot interpret '.*' as a data type",
        "A shape goes into brackets of its own, `np.zeros((N, H))`: the second argument is the "
        "type of the numbers.",
    ),
    (
        ("TypeError",),
        r"'module' object is not callable",
        "A module is called: name the function in it, `np.sum` rather than `np`.",
    ),
    (
        ("TypeError",),
        r"positional argument|required keyword|unexpected keyword|multiple values for",
        "A function in this line is called with other arguments than it takes.",
    ),
    (
        ("TypeError",),
        r"list indices must be integers|tuple indices must be integers",
        "A list takes one whole number as an index: make it an array with `np.array(…)`, or index "
        "step by step.",
    ),
    (
        ("TypeError",),
        r"object is not iterable|object is not subscriptable|has no len\(\)",
        "A single number is treated as if it were a list or an array.",
    ),
    (
        ("TypeError",),
        r"unsupported operand|can't multiply sequence|can only concatenate",
        "The two sides of an operator do not go together: print the type of each.",
    ),
    (
        ("AttributeError",),
        r"'NoneType' object has no attribute",
        "Something is None here: a function called before does not return anything.",
    ),
    (
        ("AttributeError",),
        r"'(list|tuple)' object has no attribute",
        "A {1} is not an array: `np.array(…)` makes one of it.",
    ),
    (
        ("AttributeError",),
        r"has no attribute '(\w+)'",
        "There is no `{1}` there: a misspelt name, or a value of another type than you think.",
    ),
    (
        ("ZeroDivisionError",),
        r"",
        "Something is divided by zero. Which case makes it zero, or have two arguments changed "
        "places?",
    ),
    (
        ("OverflowError",),
        r"",
        "A number became too large for Python, as `math.exp(1000)` does: subtract the largest "
        "value first, or use the logarithm.",
    ),
    (
        ("FloatingPointError",),
        r"",
        "NumPy is told to stop at overflow or division by zero, and met it.",
    ),
    (
        ("RecursionError",),
        r"",
        "The function calls itself without end: the case in which it should stop is missing, or "
        "is never reached.",
    ),
    (
        ("MemoryError",),
        r"",
        "An array became far too large: look at the shapes; an (N, 1) with an (N,) makes (N, N).",
    ),
    (
        ("LinAlgError",),
        r"",
        "NumPy could not solve this: a matrix has no inverse, or is not square.",
    ),
    (
        ("TypeError",),
        r"Cannot cast|can't cast|ufunc .* not supported for the input types",
        "Whole numbers or text are used where floats are needed: `x = x.astype(float)` first.",
    ),
    (("AssertionError",), r"", "An `assert` of your own is not true for this case."),
    (("InputAsked",), r"", "A check cannot type: use the arguments instead of `input()`."),
    (
        ("SystemExit",),
        r"",
        "`exit` ends the whole program: use `return` to end a function.",
    ),
    (("StopIteration",), r"", "`next` went past the end of what it reads."),
    (("SyntaxError",), r"", "Text is run as code, and is not valid Python."),
)


def reason(failure: Failure) -> str:
    """Return the likely reason in a sentence or two, or '' when only the student can know."""
    if failure.is_a("NameError") and not failure.is_a("UnboundLocalError"):
        return _unknown_name(failure)
    # numpy's casting errors are TypeErrors with words of their own: a rule may ask for both
    for types, pattern, words in RULES:
        found = re.search(pattern, failure.message) if failure.is_a(*types) else None
        if found:
            groups = found.groups()
            return words.replace("{1}", groups[0]) if groups and groups[0] else words
    if failure.source.startswith("raise"):
        return "Your own code raises this; this case should not lead there."
    return ""


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
