"""With which power of the vocabulary's size does time grow?"""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def scaling_exponent(sizes, times):
    """Slope and height of the line through (log size, log of the runs' median)."""
    x, t = np.log(sizes), np.log(np.median(times, axis=1))
    x_off, t_off = x - x.mean(), t - t.mean()
    exponent = (x_off * t_off).sum() / (x_off**2).sum()
    factor = np.exp(t.mean() - exponent * x.mean())
    return exponent, factor


def measured(title, sizes, exponent, runs, seed, factor=1.0, noise=0.2):
    """Times that grow as sizes**exponent, with noise that now and then is large."""
    sizes, rng = np.array(sizes), np.random.default_rng(seed)
    slow = 1 + noise * rng.exponential(size=(len(sizes), runs)) ** 2
    return Case(title, sizes=sizes, times=factor * sizes[:, None] ** float(exponent) * slow)


DECADES = [1000, 10_000, 100_000, 1_000_000]
CASES = [
    Case("the example", sizes=np.array([1, 100, 10_000]),
         times=np.array([[2.0, 2, 5], [20, 80, 20], [199, 200, 230]])),
    measured("four sizes, five runs", DECADES, 1, 5, 1, 1e-4),
    measured("a square root", DECADES, 0.5, 3, 2, 0.01),
    measured("sizes that are not evenly apart", [50, 100, 3000, 7000, 10**6], 0.7, 7, 3, 3.0),
    measured("hardly any growth", DECADES, 0.05, 5, 4, 0.3),
    measured("as many runs as sizes", [10, 200, 3000], 1.5, 3, 5),
    measured("four runs each, an even number", DECADES, 0.75, 4, 9, 0.1),
    measured("two sizes", [1000, 50_000], 0.9, 3, 6),
    measured("one run each", DECADES, 0.8, 1, 7, 2.0),
    measured("the largest first", DECADES[::-1], 0.6, 5, 8, 0.2),
    Case("always the same", sizes=np.array([10, 100, 1000]), times=np.full((3, 3), 0.25)),
]  # fmt: skip

TYPICAL = (
    "Something else may have kept the machine busy during one run. Which number of a size's runs "
    "does that hardly move: mean, median, largest?"
)
LINE = "t = a V^b becomes a line when logarithms are taken: of V, of t, or of both?"
SLOPE = "A slope is how far t goes for each bit that V goes. Around which point are both measured?"
BACK = "The line's height at log V = 0 is log a. What is a, and how far is V = 1 from your mean?"

MISTAKES = edits(scaling_exponent)(
    ("the mean run", "np.median(times, axis=1)", "np.mean(times, axis=1)", TYPICAL),
    ("the fastest run", "np.median(times, axis=1)", "np.min(times, axis=1)",
     "You take the fastest run, which is a good choice as well. Which one is asked for here?"),
    ("the slowest run", "np.median(times, axis=1)", "np.max(times, axis=1)", TYPICAL),
    ("the first run", "np.median(times, axis=1)", "times[:, 0]", TYPICAL),
    ("the last run", "np.median(times, axis=1)", "times[:, -1]", TYPICAL),
    ("the upper of the two in the middle", "np.median(times, axis=1)",
     "np.sort(times, axis=1)[:, times.shape[1] // 2]",
     "Of an even number of runs two are in the middle. The median is between them: their mean."),
    ("logarithms before the median", "np.log(np.median(times, axis=1))",
     "np.median(np.log(times), axis=1)",
     "For an even number of runs the median is the mean of two. Is it that of two times, or of two "
     "logarithms?"),
    ("no logarithms", "np.log(sizes), np.log(np.median(times, axis=1))",
     "sizes, np.median(times, axis=1)", LINE),
    ("no logarithm of the sizes", "np.log(sizes)", "sizes / 1", LINE),
    ("no logarithm of the times", "np.log(np.median(times, axis=1))", "np.median(times, axis=1)",
     LINE),
    ("two logarithms", "np.log(sizes)", "np.log2(sizes)",
     "Your logarithms of V and of t are to different bases. Which one undoes `np.exp`?"),
    ("through the origin", "x_off, t_off = x - x.mean(), t - t.mean()", "x_off, t_off = x, t",
     f"Your line is forced through the origin. {SLOPE}"),
    ("first and last size", "(x_off * t_off).sum() / (x_off**2).sum()",
     "(t[-1] - t[0]) / (x[-1] - x[0])",
     "Your slope is that from the first size to the last. Do those in between have no say?"),
    ("a mean of slopes", "(x_off * t_off).sum() / (x_off**2).sum()",
     "(np.diff(t) / np.diff(x)).mean()",
     "You average the slopes from size to size, whose errors are large where the steps are small. "
     "Which slope has the smallest squares?"),
    ("V by t", "(x_off**2).sum()", "(t_off**2).sum() + 1e-300",
     f"Your slope is that of log V by log t. {SLOPE}"),
    ("the correlation", "(x_off**2).sum()",
     "(np.sqrt((x_off**2).sum() * (t_off**2).sum()) + 1e-300)",
     "That is the *correlation*, which says how well a line fits. How steep is it?"),
    ("the height in the middle", "np.exp(t.mean() - exponent * x.mean())", "np.exp(t.mean())",
     BACK),
    ("the wrong way to the axis", "t.mean() - exponent", "t.mean() + exponent", BACK),
)  # fmt: skip

exercise = Exercise(
    title="How does time grow?",
    minutes=8,
    difficulty="medium",
    reference=scaling_exponent,
    cases=CASES,
    returns=("exponent, one number", "factor, one number"),
    mistakes=MISTAKES,
    hints=(
        "One number for each size first, then logarithms of both. From there it is a straight "
        "line: exponent is its slope, the factor's logarithm is its height at log V = 0.",
        "Slope: Σ (x − mean)(t − mean) / Σ (x − mean)². Or `np.polyfit(x, t, 1)`, which returns "
        "slope and height.",
        "`np.exp(t.mean() - exponent * x.mean())` is the factor.",
    ),
)
