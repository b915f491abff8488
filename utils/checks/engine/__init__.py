"""The check engine: a student's function goes in, a verdict that says what to mend comes out.

An exercise is declared with a right function, the inputs to try, and the wrong variants that are
known by name. This is a whole lab of one exercise:

    import numpy as np

    from utils.checks.engine import Case, Exercise, Lab, edits

    def total(x):
        return x.sum()

    exercise = Exercise(
        title="A sum", minutes=2, difficulty="easy", reference=total,
        cases=[Case("three numbers", x=np.array([1.0, 2.0, 4.0])), Case("one", x=np.ones(1))],
        returns="a number: the sum of x",
        mistakes=edits(total)(
            ("the mean", "x.sum()", "x.mean()", "Is something divided that is only added up?"),
            ("the product", "x.sum()", "x.prod()", "Which operation makes a sum of two numbers?"),
            ("the largest", "x.sum()", "x.max()", "What becomes of the smaller numbers?"),
            ("the count", "x.sum()", "len(x)", "Does it matter how large the numbers are?"),
        ),
        hints=("A loop that adds up, or a method of the array.",),
    )
    check = Lab("warm_up", exercise)

A notebook calls `check.total(total)` with the student's function: it says "passed", or which
mistake gives the same answers, or else what the general diagnoses see (a factor, a transpose, a
missing axis, an overflow, a changed argument, …), or else the line of theirs in which one small
change makes every case agree. `check.yours_or_ours(total)` returns a function
to go on with, `check.summary()` a table of the lab. `selftest.problems(check)` lists what is
wrong with a declaration: a reference that fails, a mistake that no case shows, two mistakes that
no case tells apart.

What makes a good exercise: small cases with titles that say what is special ("an outcome that
never happens"), since a student reads for which of them the answer is right; sizes that all
differ, so that a transpose or a wrong 1/N shows; at least four mistakes of the kind
that people make, each with a hint that points the way and does not give the line away. A
long lab is a package of one module per exercise, as `utils.checks.cross_entropy` is. `Exercise`
lists every option.

The layers, of which each imports only what stands above it, or beside it:

- values: `snapshot` copies them, `compare` finds where two part, `show` puts them into words,
  `maps` into pictures
- declaring: `cases` and `exercise` say what is right and wrong, and run nothing
- running: `functions` looks into one, `notebook` knows what is around a call, `timebox` and
  `sandbox` hold it, `outcome` says what came of it
- telling: `panel` and `verdict` say how it is told
- trying: `trial` runs a function on the cases, `leaves` takes results apart, `named` finds the
  mistake that gives the same
- diagnosing: `calling`, `reasons` (whose table is `causes`), `structure`, `shape` and `behaviour`
  ask one question each; `scale`, `closeness`, `transforms` and `arrangement` are the patterns of
  wrong values, which `patterns` tries; `reading` looks into the source; `diagnose` chooses who
  speaks
- searching: `expressions` and `slightly` know how a line may have been meant, `switches` puts all
  of that into a function's tree, `variants` makes functions of it, `repair` finds the one change
  that explains an answer
- judging: `judge` is the order of all that, `reports` the words around it, `evidence` what stands
  below them, `transport` judges outputs that were made elsewhere
- serving: `lab` is what a notebook calls, `summary` its table, `selftest` what an author and the
  tests call
"""

from utils.checks.engine.cases import Case, Mistake, edits
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.lab import Lab
from utils.checks.engine.verdict import BLANK, PASSED, WRONG, Verdict
