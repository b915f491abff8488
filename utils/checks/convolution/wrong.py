"""What the mistakes of several exercises share: words, small helpers, pictures to try on."""

import numpy as np

FLIPPED = (
    "The kernel is used back to front. That is the true convolution; the networks' one, and the "
    "one wanted here, lets the first weight meet the first number of the window."
)
MEAN = "You divide by something, as for a mean. The products are only added up."
ONE_SHORT = (
    "The last window is missing: the kernel fits once more. How many starting places are there, "
    "the first and the last one included?"
)
SIDE_BY_SIDE = (
    "The windows lie side by side: each starts where the one before ended. How far does the window "
    "move from one number of the result to the next?"
)
LAST_ONLY = (
    "Only the last term of each sum is there: every turn overwrites what the turns before it made. "
    "Start from zero, and add."
)
ZEROS_LIKE = (
    "The result is made like the input, with its shape and its kind of number. Its size is another "
    "one, and whole numbers would lose what comes after the point."
)
WHOLE_NUMBERS = (
    "Right, except where the input is made of whole numbers: the result is made of whole numbers "
    "then, too, and loses what comes after the point. `np.zeros(shape)` makes floats."
)
RETURN_IN_THE_LOOP = "Is the `return` inside a loop? Then the function ends in the first turn."
RELU = (
    "Negative numbers have become 0: there is an activation in it. Here the sums are wanted as "
    "they are; the activation comes later, as a layer of its own."
)


def a(*numbers):
    """Write an array of numbers in one short word, for the cases."""
    return np.array(numbers)


def picture(*rows):
    """Write a single picture of one channel, (1, 1, height, width)."""
    return np.array(rows)[None, None]


def pad(X, rows, columns=None, value=0.0):
    """Return X with `value` around its last two axes: (before, after) for rows and columns."""
    columns = rows if columns is None else columns
    return np.pad(X, ((0, 0), (0, 0), rows, columns), constant_values=value)


def flip(W):
    """Return kernels turned by half a turn."""
    return W[..., ::-1, ::-1]
