"""Exercise 2: how many windows there are, with padding and stride."""

import math

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import convolution as ref


def output_size(n, k, padding=0, stride=1):
    """⌊(n + 2p − k) / s⌋ + 1."""
    return ref.output_size(n, k, padding, stride)


MISTAKES = (
    Mistake(
        "one too few",
        lambda n, k, p, s: (n + 2 * p - k) // s,
        "One window is missing in every case. The formula counts the steps; there is a window "
        "before the first step, too.",
    ),
    Mistake(
        "padding once",
        lambda n, k, p, s: (n + p - k) // s + 1,
        "The padding counts once. Zeros are put at both ends.",
    ),
    Mistake(
        "padding left out",
        lambda n, k, p, s: (n - k) // s + 1,
        "The padding does nothing. How long is the line once the zeros are at its ends?",
    ),
    Mistake(
        "padding subtracted",
        lambda n, k, p, s: (n - 2 * p - k) // s + 1,
        "The padding makes the line shorter. It is added to n.",
    ),
    Mistake(
        "stride left out",
        lambda n, k, p, s: n + 2 * p - k + 1,
        "The stride does nothing: this is right when the window moves by one.",
    ),
    Mistake(
        "rounded up",
        lambda n, k, p, s: math.ceil((n + 2 * p - k) / s) + 1,
        "You round up. A last step that would carry the kernel over the end is not made.",
    ),
    Mistake(
        "rounded to the nearest",
        lambda n, k, p, s: round((n + 2 * p - k) / s) + 1,
        "You round to the nearest whole number. A step that is only partly possible is not made, "
        "however little is missing.",
    ),
    Mistake(
        "not rounded",
        lambda n, k, p, s: (n + 2 * p - k) / s + 1,
        "Where the steps do not come out even, this is a fraction, and everywhere a float. A whole "
        "number of windows is wanted: there is a division in Python that leaves the rest away.",
    ),
    Mistake(
        "whole, but a float",
        lambda n, k, p, s: float(np.floor((n + 2 * p - k) / s) + 1),
        "The numbers are right, but floats, which can be no array's shape. `np.floor` keeps the "
        "type of what it gets: which division of Python's gives a whole number at once?",
    ),
    Mistake(
        "one added before dividing",
        lambda n, k, p, s: (n + 2 * p - k + 1) // s,
        "The 1 is added before the division. Count: the steps are what is divided by the stride, "
        "and the first window needs no step.",
    ),
    Mistake(
        "one added before dividing, rounded up",
        lambda n, k, p, s: math.ceil((n + 2 * p - k + 2) / s),
        "Something is added before the division that belongs behind it. The first window needs no "
        "step, so the 1 for it is not divided.",
    ),
    Mistake(
        "divided too early",
        lambda n, k, p, s: n + 2 * p - k // s + 1,
        "Only k is divided by the stride: brackets around n + 2p − k.",
    ),
    Mistake(
        "the window side by side",
        lambda n, k, p, s: (n + 2 * p) // k,
        "You count windows that lie side by side. The window moves by the stride, not by its own "
        "length.",
    ),
    Mistake(
        "divided by the kernel",
        lambda n, k, p, s: (n + 2 * p - s) // k + 1,
        "Kernel and stride have changed places.",
    ),
    Mistake(
        "padding and stride exchanged",
        lambda n, k, p, s: (n + 2 * s - k) // p + 1 if p else (n + 2 * s - k) // 1 + 1,
        "Padding and stride have changed places. Look at the order in the first line.",
    ),
    Mistake(
        "padding and stride exchanged, dividing by 0",
        lambda n, k, p, s: (n + 2 * s - k) // p + 1,
        "Padding and stride have changed places, so that you divide by a padding of 0. Look at the "
        "order in the first line.",
    ),
    Mistake(
        "one place too few",
        lambda n, k, p, s: (n + 2 * p - k - 1) // s + 1,
        "You take away 1 before dividing. From the first window to the last possible one there are "
        "n + 2p − k places to go, as on a line of k + 1 numbers there is one.",
    ),
    Mistake(
        "the size before the stride divided",
        lambda n, k, p, s: (n + 2 * p) // s - k + 1,
        "The line is divided by the stride, and the kernel is not. Where could the kernel's first "
        "number stand at all? *Those* places are divided into steps.",
    ),
    Mistake(
        "the kernel does not count",
        lambda n, k, p, s: (n + 2 * p - 1) // s + 1,
        "The kernel's length plays no part: this counts windows that begin within the line. They "
        "have to end there, too.",
    ),
    Mistake(
        "half a kernel left away",
        lambda n, k, p, s: (n + 2 * p - k // 2) // s + 1,
        "You leave away half a kernel, as if it were held in its middle. It sticks out at one end "
        "by all of its length but 1.",
    ),
    Mistake(
        "one too many",
        lambda n, k, p, s: (n + 2 * p - k + s) // s + 1,
        "One window too many in every case: the 1 is there twice, once of them as s/s.",
    ),
    Mistake(
        "two windows less",
        lambda n, k, p, s: (n + 2 * p - k) // s - 1,
        "The 1 is subtracted. There is one window more than there are steps.",
    ),
    Mistake(
        "padding that keeps the size",
        lambda n, k, p, s: n // s,
        "This is the size for one special padding. It has to work for every p.",
    ),
    Mistake(
        "padding that keeps the size, rounded up",
        lambda n, k, p, s: -(-n // s),
        "This is the size for one special padding. It has to work for every p.",
    ),
)

exercise = Exercise(
    name="output_size",
    title="How many windows",
    minutes=4,
    difficulty="easy",
    reference=output_size,
    cases=[
        Case("the example", n=7, k=3, padding=1, stride=2),
        Case("no padding, by one", n=8, k=3, padding=0, stride=1),
        Case("the size is kept", n=28, k=5, padding=2, stride=1),
        Case("a rest of two", n=10, k=3, padding=0, stride=5),
        Case("a large rest", n=10, k=5, padding=1, stride=3),
        Case("halved", n=28, k=2, padding=0, stride=2),
        Case("the kernel fits once", n=5, k=5, padding=0, stride=1),
        Case("it fits once, with padding", n=3, k=7, padding=2, stride=4),
        Case("a stride longer than the kernel", n=20, k=2, padding=3, stride=6),
        Case("the stride is too long for a step", n=6, k=4, padding=0, stride=3),
        Case("a kernel of one", n=9, k=1, padding=4, stride=2),
        Case("a photograph", n=427, k=11, padding=2, stride=4),
    ],
    returns="the number of windows, a whole number",
    mistakes=MISTAKES,
    hints=(
        "How long is the line after zeros were put at both ends? Where does the last possible "
        "window start in it?",
        "From the first window to the last possible one there are n + 2p − k places to go, s at a "
        "time. `//` divides and leaves the rest away. And the first window needs no step.",
    ),
)
