"""Why exceptions and NaNs come about, as a table that is read by `reasons`."""

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
  (axis \S+ is out of bounds for array of dimension \d+)
    The array has fewer axes than this line thinks: print its shape.
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
RuntimeError
  same dtype|expected scalar type (Double|Float)|must match the dtype
    Numbers of two types meet: `torch.zeros` makes float32, an array from NumPy is float64. Say
    `dtype=torch.float64` where you make a tensor.
  expected scalar type Long|not implemented for 'Int'
    Labels must be whole numbers of 64 bits: `torch.tensor(y)` of integers, or `.long()`.
  does not require grad
    Nothing that the loss was made of asks for a gradient: make the parameters with
    `requires_grad=True`.
  Can't call numpy\(\) on Tensor
    A tensor with a gradient becomes an array by `.detach().numpy()`.
  leaf Variable that requires grad
    A parameter is changed in place while torch watches: let an optimiser take the step, or do it
    within `torch.no_grad()`.
  backward through the graph a second time
    Each `backward` needs a loss that was computed afresh: is the forward pass inside the loop?
  grad can be implicitly created only for scalar
    `backward` starts from one number; from an array it must be told ∂J/∂Y: `Y.backward(dY)`.
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
