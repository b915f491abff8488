"""Two networks compared over several seeds: mean, spread, and what the difference is worth."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def compare(train, widths, seeds):
    """mean and spread of each cell over the seeds; the second less the first, ± standard error."""
    errors = {
        cell: np.array([train(cell, width, seed) for seed in seeds])
        for cell, width in widths.items()
    }
    table = {cell: (e.mean(), e.std(ddof=1)) for cell, e in errors.items()}
    first, second = errors.values()
    d = second - first  # seed by seed
    return table, (d.mean(), d.std(ddof=1) / np.sqrt(len(seeds)))


def training(cell, width, seed):
    """What a training might end with: the cell, its width and the seed all have a say."""
    luck = np.random.default_rng(seed).normal()
    own = np.random.default_rng([seed, width, len(cell)]).normal()
    return 1 + len(cell) / 8 + 3 / width + 0.4 * luck + 0.2 * own


def worse(cell, width, seed):
    """The same in other numbers, of which the cells share less."""
    return 20 * training(cell, width, seed) + np.random.default_rng([width, seed]).normal(0, 9)


CASES = [
    Case("three seeds", train=training, widths={"lstm": 6, "gru": 7}, seeds=[0, 1, 2]),
    Case("the GRU first", train=training, widths={"gru": 9, "elman": 16}, seeds=[0, 1, 2, 3, 4]),
    Case("other seeds", train=worse, widths={"lstm": 8, "gru": 8}, seeds=[31, 7, 12, 5]),
    Case("a range for the seeds", train=worse, widths={"elman": 5, "lstm": 2}, seeds=range(3, 9)),
    Case("two seeds", train=training, widths={"lstm": 3, "gru": 4}, seeds=[9, 4]),
]

OWN_WIDTH = "With which width is each network trained, if the budget is to be the same?"
EACH_SEED = "What does `train` get as its seed in each turn?"
SAMPLE = (
    "The seeds are a sample of all there could be. By what is the sum of squares divided then: "
    "by n, or n − 1?"
)
STANDARD_ERROR = (
    "How far off may a *mean* of n values be? Less far than one value: by which factor?"
)
PAIRED = (
    "Both networks have had the same seeds, so what luck they share drops out of the difference of "
    "each pair. Of what do you take the spread?"
)
TYPICAL = "What is asked for is the mean over all seeds. What is yours?"

MISTAKES = edits(compare)(
    ("spread divided by n", "(e.mean(), e.std(ddof=1))", "(e.mean(), e.std())",
     "d.std(ddof=1) /", "d.std() /", SAMPLE),
    ("the cells' spread divided by n", "e.std(ddof=1)", "e.std()", SAMPLE),
    ("the difference's spread divided by n", "d.std(ddof=1)", "d.std()", SAMPLE),
    ("the variance", "e.std(ddof=1)", "e.var(ddof=1)",
     "Yours is the variance. In which unit is a spread told: the errors' own, or its square?"),
    ("the standard error for the spread", "e.std(ddof=1)", "e.std(ddof=1) / np.sqrt(len(seeds))",
     "You have divided the spread by √n. How far is *one* run from the mean, typically?"),
    ("the spread of the difference", " / np.sqrt(len(seeds))", "", STANDARD_ERROR),
    ("divided by n, not by its root", "np.sqrt(len(seeds))", "len(seeds)", STANDARD_ERROR),
    ("not in pairs", "d.std(ddof=1) /", "np.sqrt(first.var(ddof=1) + second.var(ddof=1)) /",
     f"Your standard error is that of two groups that have nothing to do with each other. "
     f"{PAIRED}"),
    ("in pairs that do not belong together", "second - first", "second - first[::-1]", PAIRED),
    ("the size of the difference", "second - first", "np.abs(second - first)",
     "Your differences have lost their signs. When two networks win in turn, which mean should "
     "come out?"),
    ("the number of the seed", "for seed in seeds]", "for seed in range(len(seeds))]", EACH_SEED),
    ("one seed for all", "train(cell, width, seed)", "train(cell, width, seeds[0])",
     f"All runs of yours end alike, so there is no spread. {EACH_SEED}"),
    ("another seed for each cell", "train(cell, width, seed)",
     "train(cell, width, seed + len(seeds) * list(widths).index(cell))",
     f"The second cell has seeds of its own. {EACH_SEED} And what makes a pair?"),
    ("one width for all", "train(cell, width, seed)", "train(cell, min(widths.values()), seed)",
     OWN_WIDTH),
    ("the best seed", "e.mean()", "e.min()", f"{TYPICAL} (Who tries longer, finds a better best.)"),
    ("the median", "e.mean()", "np.median(e)", TYPICAL),
)  # fmt: skip

exercise = Exercise(
    title="A fair comparison",
    minutes=10,
    difficulty="medium",
    reference=compare,
    cases=CASES,
    returns=(
        "table, a dictionary {cell: (mean, spread)}",
        "difference (mean, standard error)",
    ),
    axes={},
    mistakes=MISTAKES,
    hints=(
        "First an array of errors for each cell, one for each seed. Everything else are means and "
        "standard deviations of these arrays, and of their difference.",
        "`widths.items()` gives cells with their widths. `np.std` divides by n unless told "
        "`ddof=1`.",
        "`second - first`, two arrays in the order of the seeds, is the difference seed by seed. "
        "Its mean, and its spread divided by `np.sqrt(n)`.",
    ),
)
