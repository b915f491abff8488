"""Lab 01, cross entropy: eight exercises, what they are tried on, and the mistakes known by name.

A mistake is a function that takes what the student's takes and goes wrong in one way. Whoever
gives the same answers on every case is shown its hint, so two mistakes must differ somewhere, and
the cases are chosen so that they do. Equations and sources: `utils.numpy_impl.cross_entropy`.
"""

from functools import partial

import numpy as np

from utils.checks.engine import Case, Exercise, Lab, Mistake
from utils.numpy_impl import cross_entropy as ref

check = Lab("cross_entropy")

LN2, LN10 = np.log(2), np.log(10)
IN_BITS = (
    "These are bits: the logarithm to base 2. This lab counts in nats, so use the natural one."
)
BASE_10 = (
    "This is the logarithm to base 10. In NumPy as in this course, the plain `log` is the natural "
    "one, and that is wanted here."
)
ZERO = (
    "for an outcome of probability 0, NumPy computes 0 · (−∞), which is `nan`. Such an outcome "
    "should add nothing: how can you leave it out before the logarithm?"
)
ZERO_TIMES_LOG = f"Without zeros it is right. But {ZERO}"
NO_MINUS = "Logarithms of probabilities are negative or zero, a surprise is not: look at the sign."
NUDGED = (
    "Something small is added or clipped inside the logarithm, to avoid log 0. That changes the "
    "answer a little everywhere, and a lot where the answer is infinite. Leave out the outcomes "
    "that never happen instead."
)
NUDGES = (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
TINY_NUDGES = (1e-300, 1e-20, 1e-16, float(np.finfo(float).eps), 1e-15)

rng = np.random.default_rng(1)


def quiet(function):
    """Let a wrong variant divide by zero and overflow without NumPy's warnings."""

    def silent(*arguments):
        with np.errstate(all="ignore"):
            return function(*arguments)

    return silent


def a(*numbers, **options):
    """Write an array of numbers in one short word, for the cases."""
    return np.array(numbers, **options)


def in_other_units(function):
    """Return the mistakes of log2 and log10; every number that `function` returns is in nats."""

    def divided(by, *arguments):
        result = function(*arguments)
        if isinstance(result, tuple):
            return tuple(part / by for part in result)
        return result / by

    return (
        Mistake("in bits", quiet(partial(divided, np.log(2))), IN_BITS),
        Mistake("logarithm to base 10", quiet(partial(divided, np.log(10))), BASE_10),
    )


def random_distribution(n: int):
    """Return n positive probabilities that sum to 1."""
    p = rng.random(n)
    return p / p.sum()


# ---------------------------------------------------------------- 1 to 3: entropies and KL


def nudged_mistakes(function, sizes, where="inside the logarithm"):
    """Make a mistake of each usual eps; `function(eps)` is the variant that has it inside."""
    return [Mistake(f"{eps:g} {where}", quiet(function(eps)), NUDGED) for eps in sizes]


def careless(name, function, hint):
    """Make a mistake that has no care for zeros and another slip besides."""
    return Mistake(f"{name}, and 0 log 0 is nan", quiet(function), f"Two things. {hint} And {ZERO}")


def minus_p_log_q(p, q):
    """−Σ p ln q without any care for zeros."""
    return -(p * np.log(q)).sum()


check.add(
    Exercise(
        name="entropy",
        number=1,
        title="Entropy",
        minutes=5,
        difficulty="easy",
        reference=ref.entropy,
        cases=[
            Case("the example", p=a(0.5, 0.25, 0.25)),
            Case("a biased coin", p=a(0.9, 0.1)),
            Case("four equally likely outcomes", p=np.full(4, 0.25)),
            Case("an outcome that never happens", p=a(0.2, 0.0, 0.3, 0.5)),
            Case("a certain outcome among others", p=a(0.0, 1.0, 0.0)),
            Case("only one outcome", p=a(1.0)),
            Case("a very rare outcome", p=a(1 - 1e-6, 1e-6)),
            Case("a thousand outcomes", p=random_distribution(1000)),
        ],
        returns="a number: the entropy of p in nats",
        # tight, so that a small number added inside the logarithm shows
        rtol=1e-9,
        atol=2e-13,
        mistakes=[
            *in_other_units(ref.entropy),
            Mistake(
                "without the minus",
                lambda p: -ref.entropy(p),
                "Logarithms of probabilities are negative or zero, an entropy is never negative. "
                "Compare the sign in front of the sum.",
            ),
            Mistake("0 log 0 is nan", quiet(lambda p: minus_p_log_q(p, p)), ZERO_TIMES_LOG),
            Mistake(
                "the mean instead of the sum",
                lambda p: ref.entropy(p) / len(p),
                "You divide by the number of outcomes. The probabilities already are the weights "
                "of the average; what is left to do with the terms?",
            ),
            Mistake(
                "the mean over the outcomes that happen",
                lambda p: ref.entropy(p) / (p > 0).sum(),
                "You divide by the number of outcomes that happen. The probabilities already are "
                "the weights of the average; what is left to do with the terms?",
            ),
            Mistake(
                "surprises without their weights",
                lambda p: -np.log(p[p > 0]).sum(),
                "You add up the surprises as if all outcomes were met equally often. Each one is "
                "met at its own rate: what is that rate, and where does it go?",
            ),
            Mistake(
                "the mean surprise without weights",
                lambda p: -np.log(p[p > 0]).mean(),
                "You average the surprises as if all outcomes were equally frequent. The "
                "expectation weights each one with its own probability.",
            ),
            Mistake(
                "the logarithm of the average",
                lambda p: 0 - np.log((p * p).sum()),
                "You average first and take the logarithm then. The entropy is the average *of* "
                "logarithms: change the order.",
            ),
            Mistake(
                "perplexity",
                lambda p: np.exp(ref.entropy(p)),
                "This is exp(H), the perplexity. One step too many.",
            ),
            Mistake(
                "divided by the largest possible entropy",
                quiet(lambda p: ref.entropy(p) / np.log(len(p))),
                "This is the share of the largest possible entropy, log K. The entropy itself is "
                "wanted, in nats.",
            ),
            Mistake(
                "each outcome as a coin of its own",
                quiet(lambda p: minus_p_log_q(p, p) + minus_p_log_q(1 - p, 1 - p)),
                "The formula with p and 1 − p is for two outcomes given by one number. Here every "
                "outcome has its own entry in p, so the second half is counted twice.",
            ),
            Mistake(
                "each outcome as a coin of its own, zeros left out",
                lambda p: sum(ref.entropy(a(pk, 1 - pk)) for pk in p),
                "The formula with p and 1 − p is for two outcomes given by one number. Here every "
                "outcome has its own entry in p, so the second half is counted twice.",
            ),
            Mistake(
                "1 + p inside the logarithm",
                lambda p: (p * np.log1p(p)).sum(),
                "`np.log1p(p)` is the logarithm of 1 + p. That avoids log 0, but it is another "
                "function. Leave out the outcomes that never happen instead.",
            ),
            Mistake(
                "terms not added up",
                quiet(lambda p: np.where(p > 0, -p * np.log(np.where(p > 0, p, 1)), 0.0)),
                "You return one term for each outcome. The entropy is one number: their sum.",
            ),
            Mistake(
                "Gini impurity",
                lambda p: 1 - (p * p).sum(),
                "This is 1 − Σ p², another measure of disorder. The entropy has a logarithm in it.",
            ),
            Mistake(
                "only the first outcome",
                lambda p: 0 - p[p > 0][0] * np.log(p[p > 0][0]),
                "You return the first term only. Is the `return` inside the loop?",
            ),
            careless("in bits", lambda p: minus_p_log_q(p, p) / LN2, IN_BITS),
            careless("without the minus", lambda p: -minus_p_log_q(p, p), NO_MINUS),
            careless(
                "the mean instead of the sum",
                lambda p: -(p * np.log(p)).mean(),
                "The probabilities already are the weights of the average, so add the terms up.",
            ),
            *nudged_mistakes(lambda eps: lambda p: minus_p_log_q(p, p + eps), NUDGES),
            *nudged_mistakes(
                lambda eps: lambda p: minus_p_log_q(p + eps, p + eps),
                NUDGES,
                "added to every probability",
            ),
        ],
        hints=(
            "`np.log` works on a whole array. The only trouble is an outcome of probability 0: "
            "what is `0 * np.log(0)` in NumPy, and what should it be?",
            "An outcome of probability 0 adds nothing, so you can leave it out: a mask such as "
            "`p > 0` inside square brackets keeps the others.",
        ),
    )
)

PAIRS = [
    Case("the example", p=a(0.5, 0.5), q=a(0.9, 0.1)),
    Case("three outcomes", p=a(0.7, 0.2, 0.1), q=a(0.3, 0.3, 0.4)),
    Case("a belief that is right", p=a(0.6, 0.3, 0.1), q=a(0.6, 0.3, 0.1)),
    Case("an outcome that never happens", p=a(0.4, 0.0, 0.6), q=a(0.5, 0.2, 0.3)),
    Case("never happens and was called impossible", p=a(0.0, 0.25, 0.75), q=a(0.0, 0.5, 0.5)),
    Case("happens and was called impossible", p=a(0.5, 0.3, 0.2), q=a(0.4, 0.6, 0.0)),
    Case("a certain outcome", p=a(1.0, 0.0), q=a(0.2, 0.8)),
    Case("only one outcome", p=a(1.0), q=a(1.0)),
    Case("fifty outcomes", p=random_distribution(50), q=random_distribution(50)),
]


def kept_by_q(p, q):
    """Leave out what is believed impossible, where what never happens should be left out."""
    return p[q > 0], q[q > 0]


check.add(
    Exercise(
        name="cross_entropy",
        number=2,
        title="Cross entropy",
        minutes=5,
        difficulty="easy",
        reference=ref.cross_entropy,
        cases=PAIRS,
        returns="a number: H(p, q) in nats",
        mistakes=[
            *in_other_units(ref.cross_entropy),
            Mistake(
                "without the minus",
                lambda p, q: -ref.cross_entropy(p, q),
                "Logarithms of probabilities are negative or zero, so this sum is too. A surprise "
                "is never negative.",
            ),
            Mistake(
                "p and q exchanged",
                lambda p, q: ref.cross_entropy(q, p),
                "You meet the surprises of p at the rates of q. Which of the two does the world "
                "follow, and which is only believed?",
            ),
            Mistake("0 log 0 is nan", quiet(minus_p_log_q), ZERO_TIMES_LOG),
            Mistake(
                "the mean instead of the sum",
                lambda p, q: ref.cross_entropy(p, q) / len(p),
                "You divide by the number of outcomes. The weights p already make the sum an "
                "average.",
            ),
            Mistake(
                "the mean over the outcomes that happen",
                lambda p, q: ref.cross_entropy(p, q) / (p > 0).sum(),
                "You divide by the number of outcomes that happen. The weights p already make the "
                "sum an average.",
            ),
            Mistake(
                "entropy of p",
                lambda p, q: ref.entropy(p),
                "This is the entropy of p; q plays no part in it. Whose surprises do we meet when "
                "we believe q?",
            ),
            Mistake(
                "entropy of q",
                lambda p, q: ref.entropy(q),
                "This is the entropy of q; p plays no part in it. At whose rates do things happen?",
            ),
            Mistake(
                "KL divergence",
                lambda p, q: ref.kl_divergence(p, q),
                "This is the KL divergence, only what the wrong belief costs on top. The cross "
                "entropy contains the unavoidable part as well.",
            ),
            Mistake(
                "impossible outcomes left out",
                lambda p, q: minus_p_log_q(*kept_by_q(p, q)),
                "You leave out the outcomes that q calls impossible. When such an outcome does "
                "happen, the cost is infinite and must not vanish. Which outcomes may really be "
                "left out, those with p = 0 or those with q = 0?",
            ),
            Mistake(
                "infinity made a huge number",
                quiet(lambda p, q: -np.nan_to_num(p * np.log(q)).sum()),
                "`np.nan_to_num` mends the 0 · (−∞), but it also turns a cost that really is "
                "infinite into a huge number. Decide by p which outcomes count.",
            ),
            Mistake(
                "each outcome as a coin of its own",
                quiet(lambda p, q: minus_p_log_q(p, q) + minus_p_log_q(1 - p, 1 - q)),
                "The formula with 1 − p and 1 − q is for two outcomes given by one number. Here "
                "every outcome has its own entry.",
            ),
            Mistake(
                "surprises without their weights",
                quiet(lambda p, q: -np.log(q).sum()),
                "You add up the surprises of all outcomes as if they were met equally often. At "
                "which rates are they met?",
            ),
            Mistake(
                "p inside the logarithm, too",
                quiet(lambda p, q: minus_p_log_q(p, p * q)),
                "The logarithm is taken of p·q. Only the belief belongs inside; p is the weight "
                "outside.",
            ),
            Mistake(
                "the logarithm of the average",
                quiet(lambda p, q: 0 - np.log((p * q).sum())),
                "You average the probabilities and take the logarithm then. The cross entropy is "
                "the average *of* logarithms: change the order.",
            ),
            Mistake(
                "infinite wherever q is 0",
                quiet(lambda p, q: np.inf if (q == 0).any() else minus_p_log_q(p, q)),
                "A 0 in q is a catastrophe only if the outcome happens. What if p is 0 there, too?",
            ),
            Mistake(
                "only the likeliest outcome",
                quiet(lambda p, q: 0 - np.log(q[p.argmax()])),
                "You take the surprise of the likeliest outcome only, as for a label that is "
                "certain. Here every outcome counts, weighted with its p.",
            ),
            Mistake(
                "a mask for each",
                lambda p, q: -(p[p > 0] * np.log(q[q > 0])).sum(),
                "p and q are shortened by different masks, and then entries that do not belong "
                "together meet. Use one mask for both.",
            ),
            careless("in bits", lambda p, q: minus_p_log_q(p, q) / LN2, IN_BITS),
            careless("without the minus", lambda p, q: -minus_p_log_q(p, q), NO_MINUS),
            careless(
                "p and q exchanged",
                lambda p, q: minus_p_log_q(q, p),
                "Which of the two does the world follow, and which is only believed?",
            ),
            careless(
                "the mean instead of the sum",
                lambda p, q: -(p * np.log(q)).mean(),
                "The weights p already make the sum an average.",
            ),
            *nudged_mistakes(
                lambda eps: lambda p, q: minus_p_log_q(p, q + eps), TINY_NUDGES + NUDGES
            ),
        ],
        hints=(
            "Nearly the same as the entropy. Which of the two distributions weights, and which "
            "one goes into the logarithm?",
            "Use one mask for both arrays, and think about which of them it should look at. "
            "NumPy's own `np.log(0.0)` is already `-inf`, with a warning that you may ignore here.",
        ),
    )
)


check.add(
    Exercise(
        name="kl_divergence",
        number=3,
        title="KL divergence",
        minutes=7,
        difficulty="easy",
        reference=ref.kl_divergence,
        cases=PAIRS,
        returns="a number: KL(p‖q) in nats",
        rtol=1e-10,
        atol=2e-13,
        mistakes=[
            *in_other_units(ref.kl_divergence),
            Mistake(
                "wrong sign",
                lambda p, q: -ref.kl_divergence(p, q),
                "The sign is reversed; a KL divergence is never negative. Either the ratio is "
                "upside down or there is a minus too many.",
            ),
            Mistake(
                "p and q exchanged",
                lambda p, q: ref.kl_divergence(q, p),
                "This is KL(q‖p). The divergence is not symmetric: which distribution decides how "
                "often an outcome occurs?",
            ),
            Mistake(
                "weighted with q",
                quiet(lambda p, q: -ref.kl_divergence(q, p)),
                "The ratio is right, the weights are not: outcomes occur at the rates of p, and "
                "you weight them with q.",
            ),
            Mistake(
                "0 log 0 is nan", quiet(lambda p, q: (p * np.log(p / q)).sum()), ZERO_TIMES_LOG
            ),
            Mistake(
                "cross entropy",
                lambda p, q: ref.cross_entropy(p, q),
                "This is the cross entropy. What remains when you take away what would have to be "
                "paid anyway, with the right belief?",
            ),
            Mistake(
                "entropy of q subtracted",
                lambda p, q: ref.cross_entropy(p, q) - ref.entropy(q),
                "You subtract the entropy of q. The unavoidable part is that of the world, not of "
                "the belief.",
            ),
            Mistake(
                "difference of the entropies",
                lambda p, q: ref.entropy(q) - ref.entropy(p),
                "This is H(q) − H(p), which can be 0 for a wrong belief. One of the two should "
                "mix both distributions: a cross entropy.",
            ),
            Mistake(
                "cross entropy and entropy added",
                lambda p, q: ref.cross_entropy(p, q) + ref.entropy(p),
                "H(p, q) and H(p) are added; what is wanted is by how much one exceeds the other. "
                "Mind the minus that both contain.",
            ),
            Mistake(
                "both directions added",
                lambda p, q: ref.kl_divergence(p, q) + ref.kl_divergence(q, p),
                "This is KL(p‖q) + KL(q‖p). Only the first is wanted.",
            ),
            Mistake(
                "absolute values",
                quiet(lambda p, q: (p[p > 0] * np.abs(np.log(p[p > 0]) - np.log(q[p > 0]))).sum()),
                "Single terms may be negative, and must stay so: only their sum is never negative. "
                "Do not take absolute values.",
            ),
            Mistake(
                "the mean instead of the sum",
                lambda p, q: ref.kl_divergence(p, q) / len(p),
                "You divide by the number of outcomes. The weights p already make the sum an "
                "average.",
            ),
            Mistake(
                "the mean over the outcomes that happen",
                lambda p, q: ref.kl_divergence(p, q) / (p > 0).sum(),
                "You divide by the number of outcomes that happen. The weights p already make the "
                "sum an average.",
            ),
            Mistake(
                "logarithms without weights",
                quiet(lambda p, q: np.log(p[p > 0] / q[p > 0]).sum()),
                "The log-ratios are added up as if all outcomes occurred equally often. At which "
                "rates do they occur?",
            ),
            Mistake(
                "impossible outcomes left out",
                quiet(lambda p, q: (p[q > 0] * np.log(p[q > 0] / q[q > 0])).sum()),
                "You leave out the outcomes that q calls impossible. When such an outcome does "
                "happen, the divergence is infinite. Which outcomes may really be left out?",
            ),
            Mistake(
                "every zero left out",
                lambda p, q: (
                    ref.kl_divergence(p, np.where((p > 0) & (q == 0), p, q) * 1.0)
                    if not ((p > 0) & (q == 0)).any()
                    else sum(pk * np.log(pk / qk) for pk, qk in zip(p, q, strict=True) if pk * qk)
                ),
                "You leave out an outcome as soon as either probability is 0. When q calls "
                "impossible something that happens, the divergence is infinite.",
            ),
            Mistake(
                "a ratio without a logarithm",
                quiet(lambda p, q: (p[p > 0] * p[p > 0] / q[p > 0]).sum()),
                "You average the ratios p/q themselves. What is averaged is the difference of two "
                "surprises, the logarithm of that ratio.",
            ),
            Mistake(
                "squared distance",
                lambda p, q: ((p - q) ** 2).sum(),
                "This is the squared distance of the two arrays. The divergence compares "
                "surprises: logarithms, weighted with p.",
            ),
            careless("in bits", lambda p, q: (p * np.log2(p / q)).sum(), IN_BITS),
            careless(
                "p and q exchanged",
                lambda p, q: (q * np.log(q / p)).sum(),
                "This is KL(q‖p). Which distribution decides how often an outcome occurs?",
            ),
            careless(
                "ratio upside down",
                lambda p, q: (p * np.log(q / p)).sum(),
                "The result is negative. What is divided by what?",
            ),
            *nudged_mistakes(
                lambda eps: lambda p, q: (p * np.log((p + eps) / (q + eps))).sum(),
                TINY_NUDGES + NUDGES,
            ),
            *nudged_mistakes(
                lambda eps: lambda p, q: (p[p > 0] * np.log(p[p > 0] / (q[p > 0] + eps))).sum(),
                NUDGES,
                "added to q",
            ),
        ],
        hints=(
            "Two ways lead there: the difference of two numbers that you can compute already, or "
            "the sum on the right. Use whichever you like.",
            "For the sum: keep the outcomes that happen, take the logarithm of p divided by q, "
            "weight with p. Dividing by `q == 0` gives `inf` in NumPy, which is what we want.",
        ),
    )
)


# ---------------------------------------------------------------- 4: conditional entropy


def table_of(x, y):
    """Return P_D(x, y) (n_x, n_y) with a row and a column for each value that occurs."""
    rows = np.unique(x, return_inverse=True)[1]
    columns = np.unique(y, return_inverse=True)[1]
    return ref.empirical_joint(rows, columns, rows.max() + 1, columns.max() + 1)


def conditional_entropy_reference(x, y):
    """H(Y|X) of the sample, in nats."""
    return ref.conditional_entropy(table_of(x, y))


def rows_of(joint):
    """Return P_D(y | x), every row a distribution."""
    return joint / joint.sum(axis=1, keepdims=True)


def sum_p_log(weights, q):
    """−Σ weights ln q, with 0 ln q = 0."""
    return -(weights[weights > 0] * np.log(q[weights > 0])).sum()


def of_table(function):
    """Make a mistake of a function of the table P_D(x, y)."""
    return quiet(lambda x, y: function(table_of(x, y)))


def counted_once(x, y):
    """Each pair is counted at most once, as `table[x, y] += 1` does."""
    joint = (table_of(x, y) > 0).astype(float)
    return ref.conditional_entropy(joint / joint.sum())


def counted_once_of_n(x, y):
    """Each pair is counted at most once, but divided by N."""
    joint = (table_of(x, y) > 0) / len(x)
    return sum_p_log(joint, rows_of(joint))


def with_empty_rows(x, y):
    """The table has a row for each number up to the largest; an empty one gives 0/0."""
    joint = ref.empirical_joint(x, y, x.max() + 1, y.max() + 1)
    return -(joint * np.log(rows_of(joint))).sum()


def empty_rows_masked_cells(x, y):
    """The same with the logarithm of an empty cell replaced by 0: the empty rows stay NaN."""
    joint = ref.empirical_joint(x, y, x.max() + 1, y.max() + 1)
    q = rows_of(joint)
    return -(joint * np.where(q == 0, 0, np.log(q))).sum()


def histogram(x, y):
    """Count with `np.histogram2d` and its ten bins."""
    joint = np.histogram2d(x, y)[0] / len(x)
    return sum_p_log(joint, rows_of(joint))


def too_small(x, y):
    """The table has a row for each different value, and the values themselves are the indices."""
    joint = np.zeros((len(np.unique(x)), len(np.unique(y))))
    np.add.at(joint, (x, y), 1 / len(x))
    return sum_p_log(joint, rows_of(joint))


SAMPLE = rng.integers(0, 4, 60), rng.integers(0, 3, 60)

check.add(
    Exercise(
        name="empirical_conditional_entropy",
        number=4,
        title="Conditional entropy of a sample",
        minutes=12,
        difficulty="medium",
        reference=conditional_entropy_reference,
        cases=[
            Case("the example", x=a(0, 0, 1, 1), y=a(0, 1, 1, 1)),
            Case(
                "every pair occurs", x=a(0, 1, 0, 1, 1, 0, 0, 0, 1), y=a(0, 0, 1, 1, 0, 0, 1, 0, 1)
            ),
            Case("x is rarely 1", x=a(0, 0, 0, 0, 0, 0, 1, 1), y=a(0, 0, 0, 0, 0, 1, 0, 1)),
            Case("three values of y, two of x", x=a(1, 0, 0, 1, 1, 0, 1), y=a(2, 0, 1, 1, 2, 0, 0)),
            Case("x settles y", x=a(0, 1, 2, 1, 0, 2), y=a(1, 0, 1, 0, 1, 1)),
            Case("x is always the same", x=a(0, 0, 0, 0, 0), y=a(0, 1, 2, 2, 2)),
            Case("y is always the same", x=a(0, 1, 2, 0), y=a(0, 0, 0, 0)),
            Case("values with gaps", x=a(7, 2, 7, 2, 7, 40), y=a(5, 0, 0, 5, 5, 3)),
            Case("a single pair", x=a(3), y=a(1)),
            Case("a dozen values", x=np.repeat(np.arange(12), 2), y=np.tile(a(0, 0, 1, 1), 6)),
            Case("sixty pairs", x=SAMPLE[0], y=SAMPLE[1]),
        ],
        returns="a number: H(Y|X) of the sample in nats",
        mistakes=[
            *in_other_units(conditional_entropy_reference),
            Mistake(
                "without the minus",
                of_table(lambda P: -ref.conditional_entropy(P)),
                "Logarithms of probabilities are negative or zero, an entropy is never negative.",
            ),
            Mistake(
                "joint entropy",
                of_table(lambda P: ref.entropy(P.ravel())),
                "This is H(X, Y), the surprise of the whole pair. x is known already: divide each "
                "row so that it is a distribution of y before you take logarithms.",
            ),
            Mistake(
                "entropy of y",
                of_table(lambda P: ref.entropy(P.sum(axis=0))),
                "This is H(Y), what is open when nothing is known. Knowing x, each row of the "
                "table has its own distribution of y.",
            ),
            Mistake(
                "entropy of x",
                of_table(lambda P: ref.entropy(P.sum(axis=1))),
                "This is H(X), the surprise of the input. It is y that is uncertain here, given x.",
            ),
            Mistake(
                "x given y",
                of_table(lambda P: ref.conditional_entropy(P.T)),
                "This is H(X|Y), the other way round. Which of the two is known? The table must "
                "be divided along the other axis.",
            ),
            Mistake(
                "mutual information",
                of_table(lambda P: ref.entropy(P.sum(axis=0)) - ref.conditional_entropy(P)),
                "This is H(Y) − H(Y|X), what x tells about y. Wanted is what x leaves open.",
            ),
            Mistake(
                "rows averaged without weights",
                of_table(lambda P: ref.entropy(rows_of(P)).mean()),
                "You average the rows' entropies as if all values of x were equally frequent. A "
                "value that occurs more often counts more.",
            ),
            Mistake(
                "rows added without weights",
                of_table(lambda P: ref.entropy(rows_of(P)).sum()),
                "You add the entropies of the rows. It is their average that is wanted, each value "
                "of x weighted by how often it occurs.",
            ),
            Mistake(
                "sum over the pairs instead of the mean",
                quiet(lambda x, y: len(x) * conditional_entropy_reference(x, y)),
                "The result grows with the sample: the weights are counts, not probabilities. What "
                "is P_D(x, y), in terms of counts?",
            ),
            Mistake(
                "0 log 0 is nan",
                of_table(lambda P: -(P * np.log(rows_of(P))).sum()),
                "Right as long as every pair occurs. A cell that was never seen gives 0 · (−∞), "
                "which is `nan`; it should add nothing. Leave such cells out.",
            ),
            Mistake(
                "0 log 0 and empty rows are nan",
                quiet(with_empty_rows),
                "Two kinds of zeros give `nan`: a pair that was never seen, 0 · (−∞), and a number "
                "that x never takes, whose row is 0/0. Both should add nothing.",
            ),
            Mistake(
                "empty rows are nan",
                quiet(empty_rows_masked_cells),
                "A number that x never takes has an empty row in your table, and dividing it by "
                "its sum is 0/0, `nan`. Leave such rows out, or renumber the values that occur.",
            ),
            Mistake(
                "each pair counted once",
                quiet(counted_once),
                "A pair that occurs several times is counted once. `table[x, y] += 1` with arrays "
                "of indices adds 1 to each *different* cell, once; `np.add.at` adds each time.",
            ),
            Mistake(
                "each pair counted once, divided by N",
                quiet(counted_once_of_n),
                "A pair that occurs several times is counted once. `table[x, y] += 1` with arrays "
                "of indices adds 1 to each *different* cell, once; `np.add.at` adds each time.",
            ),
            Mistake(
                "every count one too high",
                quiet(
                    lambda x, y: ref.conditional_entropy(
                        (table_of(x, y) * len(x) + 1) / (len(x) + table_of(x, y).size)
                    )
                ),
                "Your counts start at one. That is a good idea for a model of new data (Exercise "
                "8); here the sample is wanted as it is.",
            ),
            Mistake(
                "perplexity",
                of_table(lambda P: np.exp(ref.conditional_entropy(P))),
                "This is exp(H), the perplexity. One step too many.",
            ),
            Mistake(
                "weighted with the conditional squared",
                of_table(lambda P: sum_p_log(P * rows_of(P), rows_of(P))),
                "The weights do not sum to 1: P(x, y) and P(y|x) are multiplied. P(x, y) alone is "
                "how often a pair occurs.",
            ),
            Mistake(
                "rows averaged, empty ones too",
                quiet(lambda x, y: ref.entropy(rows_of(table_of(x, y))).sum() / (x.max() + 1)),
                "You average the rows' entropies as if all numbers up to the largest x were "
                "equally frequent; some do not even occur. Weight each row by its share.",
            ),
            Mistake(
                "a histogram of ten bins",
                quiet(histogram),
                "`np.histogram2d` sorts into ten bins of equal width, and several values may share "
                "one. Every value needs a row of its own.",
            ),
            Mistake(
                "a table too small for the values",
                quiet(too_small),
                "Your table has as many rows as there are different values, but the values "
                "themselves are used as indices. With gaps they are larger than the table: "
                "renumber them, or make room up to the largest.",
            ),
            Mistake(
                "divided by N − 1",
                quiet(lambda x, y: conditional_entropy_reference(x, y) * len(x) / (len(x) - 1)),
                "You divide by N − 1. That is for variances; the share of a pair among N pairs is "
                "its count divided by N.",
            ),
        ],
        hints=(
            "Make a table of counts with one row for each value of `x` and one column for each "
            "value of `y`; divided by N it is P_D(x, y). What do you divide a row by to get "
            "P_D(y|x), and which of the two tables weights the logarithms?",
            "`np.unique(x, return_inverse=True)` renumbers the values 0, 1, 2, … without gaps. "
            "`np.add.at` counts: unlike `table[x, y] += 1` it counts a pair again each time it "
            "occurs. Row sums with `keepdims=True` divide a table row by row. Cells that were "
            "never seen add nothing.",
        ),
    )
)


# ---------------------------------------------------------------- 5: log-softmax


def log_softmax_reference(Z):
    """log p_nr = Z_nr − log Σ_s exp(Z_ns), row by row."""
    return ref.log_softmax(Z)


def shifted_by(function):
    """Subtract `function(Z)` instead of each row's largest score, then do everything right."""

    def wrong(Z):
        shifted = Z - function(Z)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    return quiet(wrong)


def softmax_then_log(eps):
    """The logarithm of a stable softmax, with eps added."""
    return quiet(lambda Z: np.log(ref.softmax(Z) + eps))


def naive_softmax(Z):
    """e^Z / Σ e^Z, without subtracting anything."""
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def row_max(Z):
    """Return the largest score of each row, (N, 1)."""
    return Z.max(axis=1, keepdims=True)


CLIPPED = (
    "Clipping the scores hides the overflow and changes the answer: 10,000 and 500 are not the "
    "same score. Subtract something from the row instead, so that nothing is lost."
)
SOFTMAX_FIRST = (
    "A probability below about 1e−308 is rounded to 0 before the logarithm sees it. Keep to "
    "logarithms all the way: log of a quotient is a difference."
)

check.add(
    Exercise(
        name="log_softmax",
        number=5,
        title="Log-softmax",
        minutes=8,
        difficulty="medium",
        reference=log_softmax_reference,
        cases=[
            Case("the example", Z=a([0.0, np.log(3)])),
            Case("two rows of three", Z=a([1.0, 2.0, 4.0], [0.5, -1.0, 0.0])),
            Case("three rows of three", Z=a([1.0, 2.0, 4.0], [0.5, -1.0, 0.0], [3.0, 3.5, -2.0])),
            Case("equal scores", Z=np.full((2, 4), 0.7)),
            Case("scores of ±10,000", Z=a([1e4, 0.0, -1e4], [-1e4, 1e4, 1e4])),
            Case("one row high, one row low", Z=a([1e4, 1e4 - 2.0], [-1e4, -1e4 + 1.0])),
            Case("all scores very negative", Z=a([-2e3, -2e3 - 1.0, -2e3 - 3.0])),
            Case("a likely and a hopeless class", Z=a([0.0, -900.0], [2.0, 1.0])),
            Case("one class", Z=a([3.0], [-5.0])),
            Case("many rows", Z=3 * rng.normal(size=(7, 5))),
        ],
        returns="log-probabilities (N, R)",
        mistakes=[
            Mistake(
                "no logarithm",
                lambda Z: ref.softmax(Z),
                "These are the probabilities themselves. Their logarithms are wanted, and they are "
                "best computed without making the probabilities first.",
            ),
            Mistake("logarithm of the softmax", softmax_then_log(0.0), SOFTMAX_FIRST),
            Mistake(
                "logarithm of a softmax that overflows",
                quiet(lambda Z: np.log(naive_softmax(Z))),
                "Right for small scores. For large ones exp is infinite and ∞/∞ is `nan`. Which "
                "number may you subtract from a whole row without changing its probabilities?",
            ),
            Mistake(
                "nothing subtracted",
                quiet(lambda Z: Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))),
                "Right for small scores, and good that you stay with logarithms. But exp overflows "
                "for large scores, and for very negative ones the sum is 0. What may you subtract "
                "from a whole row before exp?",
            ),
            Mistake(
                "columns instead of rows",
                lambda Z: ref.log_softmax(Z.T).T,
                "Each column sums to one. One example is one row: along which axis do its classes "
                "lie?",
            ),
            Mistake(
                "the whole matrix as one example",
                lambda Z: ref.log_softmax(Z.ravel()).reshape(Z.shape),
                "All entries together are made one distribution. Every row is an example of its "
                "own: the sum needs an axis.",
            ),
            Mistake(
                "the whole matrix as one example, overflowing",
                quiet(lambda Z: np.log(np.exp(Z) / np.exp(Z).sum())),
                "Two things: the sum runs over the whole matrix, although every row is an example "
                "of its own; and exp overflows for large scores.",
            ),
            Mistake(
                "columns instead of rows, overflowing",
                quiet(lambda Z: np.log(np.exp(Z) / np.exp(Z).sum(axis=0))),
                "Two things: each column sums to one where each row should; and exp overflows for "
                "large scores.",
            ),
            Mistake(
                "rows shifted, sum over the whole matrix",
                lambda Z: Z - row_max(Z) - np.log(np.exp(Z - row_max(Z)).sum()),
                "The rows are shifted rightly, but the sum of exponentials runs over the whole "
                "matrix. It needs an axis, and has to stay a column.",
            ),
            Mistake(
                "one maximum for the whole matrix, then the logarithm",
                quiet(
                    lambda Z: np.log(
                        np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1, keepdims=True)
                    )
                ),
                "Two things: each row needs its own maximum, and a probability that was rounded to "
                "0 cannot be brought back by a logarithm.",
            ),
            Mistake(
                "−∞ made a huge number",
                quiet(lambda Z: np.nan_to_num(np.log(ref.softmax(Z)))),
                "`np.nan_to_num` hides the −∞ behind a huge number, which is as wrong. The "
                "log-probability itself is harmless: do not make the probability first.",
            ),
            Mistake(
                "one maximum for the whole matrix",
                shifted_by(lambda Z: Z.max()),
                "You subtract the largest score of the whole matrix. A row with much smaller "
                "scores then has only zeros after exp. Each row needs its own.",
            ),
            Mistake(
                "maximum of the columns",
                shifted_by(lambda Z: Z.max(axis=0)),
                "You subtract the largest score of each column. That is not the same number for a "
                "whole row, so it changes the row's probabilities.",
            ),
            Mistake(
                "mean subtracted",
                shifted_by(lambda Z: Z.mean(axis=1, keepdims=True)),
                "Subtracting the mean does not change the probabilities, but it leaves large "
                "exponents in. After which subtraction is no exponent above 0?",
            ),
            Mistake(
                "minimum subtracted",
                shifted_by(lambda Z: Z.min(axis=1, keepdims=True)),
                "After subtracting the smallest score all exponents are positive, and the large "
                "ones overflow. They should all be 0 or negative.",
            ),
            Mistake(
                "largest absolute value subtracted",
                shifted_by(lambda Z: np.abs(Z).max(axis=1, keepdims=True)),
                "Where all scores are negative, subtracting the largest *absolute* value makes "
                "every exponential 0. Take the largest score itself.",
            ),
            Mistake(
                "maximum subtracted in the sum only",
                lambda Z: ref.log_softmax(Z) + row_max(Z),
                "You subtract the maximum inside the exponentials, but not from the score in front "
                "(or do not add it back to the logarithm). Both sides must be shifted.",
            ),
            Mistake(
                "maximum subtracted outside only",
                quiet(lambda Z: Z - row_max(Z) - np.log(np.exp(Z).sum(axis=1, keepdims=True))),
                "You subtract the maximum from the score in front, but the exponentials still see "
                "the whole score. Both must be shifted.",
            ),
            Mistake(
                "maximum subtracted twice",
                lambda Z: ref.log_softmax(Z) - row_max(Z),
                "The maximum is subtracted once too often: after the shift, log Σ exp belongs to "
                "the shifted scores, and nothing has to be taken away again.",
            ),
            Mistake(
                "sum without its logarithm",
                lambda Z: Z - row_max(Z) - np.exp(Z - row_max(Z)).sum(axis=1, keepdims=True),
                "You subtract the sum of exponentials itself. Dividing by it becomes, after the "
                "logarithm, subtracting its what?",
            ),
            Mistake(
                "only shifted",
                lambda Z: Z - row_max(Z),
                "The scores are shifted but not normalised: their exponentials do not sum to 1 in "
                "a row. What is missing?",
            ),
            Mistake(
                "losses instead of log-probabilities",
                lambda Z: -ref.log_softmax(Z),
                "The sign is reversed: these are surprises. A log-probability is 0 or negative.",
            ),
            *in_other_units(ref.log_softmax),
            Mistake(
                "scores added up without exp",
                quiet(lambda Z: np.log(Z / Z.sum(axis=1, keepdims=True))),
                "You divide the scores by their sum. Scores may be negative; exp makes them "
                "positive first.",
            ),
            Mistake(
                "each class as a sigmoid",
                lambda Z: -np.logaddexp(0, -Z),
                "Each score is treated on its own, as a sigmoid. In a softmax the classes of a row "
                "share one sum.",
            ),
            Mistake(
                "keepdims forgotten",
                lambda Z: (Z - Z.max(axis=1)) - np.log(np.exp(Z - Z.max(axis=1)).sum(axis=1)),
                "`Z.max(axis=1)` has the shape (N,), and NumPy lines it up with the columns, not "
                "with the rows. `keepdims=True` keeps it a column of shape (N, 1).",
            ),
            *[
                Mistake(
                    f"{eps:g} added to the softmax",
                    softmax_then_log(eps),
                    "A small number added inside the logarithm hides −∞ and gives every hopeless "
                    "class the same wrong loss. Do not make the probabilities first: log of a "
                    "quotient is a difference.",
                )
                for eps in (1e-15, *NUDGES)
            ],
            *[
                Mistake(
                    f"scores clipped at ±{limit}",
                    quiet(lambda Z, limit=limit: ref.log_softmax(np.clip(Z, -limit, limit))),
                    CLIPPED,
                )
                for limit in (50, 100, 500, 700, 709)
            ],
        ],
        hints=(
            "Each row has its own largest score: m has the shape (N) or, handier, (N, 1). "
            "After subtracting it, what is the largest exponent in a row, and what is the sum of "
            "exponentials at least?",
            "`Z.max(axis=…, keepdims=True)` and the same two arguments for the sum. Never compute "
            "the probabilities: those that round to 0 cannot be brought back by a logarithm.",
        ),
    )
)


# ---------------------------------------------------------------- 6: loss and gradient


def loss_and_gradient_reference(X, y, W, b):
    """Mean cross entropy of softmax regression with ∂J/∂W and ∂J/∂b."""
    J, cache = ref.softmax_regression_forward(X, y, W, b)
    _, dW, db = ref.softmax_regression_backward(1.0, cache)
    return J, dW, db


def scaled(loss=None, dW=None, db=None):
    """Make a mistake that multiplies parts of the answer by functions of (N, D, R)."""

    def wrong(X, y, W, b):
        sizes = (*X.shape, len(b))
        parts = loss_and_gradient_reference(X, y, W, b)
        return tuple(
            part if factor is None else factor(*sizes) * part
            for part, factor in zip(parts, (loss, dW, db), strict=True)
        )

    return wrong


def with_signal(signal):
    """Make a mistake whose signal at the scores is `signal(P, Y, N)` instead of (P − Y)/N."""

    def wrong(X, y, W, b):
        J = loss_and_gradient_reference(X, y, W, b)[0]
        P, Y = ref.softmax(X @ W + b), np.eye(len(b))[y]
        G = signal(P, Y, len(y))
        return J, X.T @ G, G.sum(axis=0)

    return wrong


def of_parts(function):
    """Make a mistake of `function(J, X, G, W)`, the right loss and signal at hand."""

    def wrong(X, y, W, b):
        J = loss_and_gradient_reference(X, y, W, b)[0]
        G = (ref.softmax(X @ W + b) - np.eye(len(b))[y]) / len(y)
        return function(J, X, G)

    return wrong


def overflowing(X, y, W, b, eps=0.0, stable=False):
    """Loss through the probabilities, with or without subtracting the largest score."""
    N, Z = len(y), X @ W + b
    P = ref.softmax(Z) if stable else naive_softmax(Z)
    G = (P - np.eye(len(b))[y]) / N
    return -np.log(P[np.arange(N), y] + eps).mean(), X.T @ G, G.sum(axis=0)


def without_bias(X, y, W, b):
    """The scores are X W."""
    return loss_and_gradient_reference(X, y, W, 0 * b)


def all_log_probabilities(X, y, W, b):
    """The loss adds up the surprises of all classes, not only of the true one."""
    _, dW, db = loss_and_gradient_reference(X, y, W, b)
    return -ref.log_softmax(X @ W + b).sum() / len(y), dW, db


def pick(log_P, y):
    """Return entry y_n of every row n, (N,)."""
    return log_P[np.arange(len(y)), y]


def with_loss(loss):
    """Make a mistake whose loss is `loss(log_P, y)`; the gradients are right."""

    def wrong(X, y, W, b):
        _, dW, db = loss_and_gradient_reference(X, y, W, b)
        return loss(ref.log_softmax(X @ W + b), y), dW, db

    return wrong


def two_class_formula(X, y, W, b):
    """Every class as a yes-or-no question of its own."""
    P, Y = ref.softmax(X @ W + b), np.eye(len(b))[y]
    _, dW, db = loss_and_gradient_reference(X, y, W, b)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum() / len(y), dW, db


def log_probabilities_as_probabilities(X, y, W, b):
    """The signal is (log P − Y)/N."""
    G = (ref.log_softmax(X @ W + b) - np.eye(len(b))[y]) / len(y)
    return loss_and_gradient_reference(X, y, W, b)[0], X.T @ G, G.sum(axis=0)


def scores_as_probabilities(X, y, W, b):
    """The signal is (Z − Y)/N."""
    G = (X @ W + b - np.eye(len(b))[y]) / len(y)
    return loss_and_gradient_reference(X, y, W, b)[0], X.T @ G, G.sum(axis=0)


def squared_error(X, y, W, b):
    """J = mean of ½ Σ (P − Y)², with its own gradient."""
    P, Y, N = ref.softmax(X @ W + b), np.eye(len(b))[y], len(y)
    J = ((P - Y) ** 2).sum() / 2 / N
    E = P - Y
    G = P * (E - (E * P).sum(axis=1, keepdims=True)) / N
    return J, X.T @ G, G.sum(axis=0)


def both_log(logarithm):
    """The loss in another unit; the gradient in nats."""
    return scaled(loss=lambda N, D, R: 1 / logarithm)


def regression_case(title, N, D, R, labels=None, scale=1.0):
    """Make a case from random numbers."""
    y = rng.integers(0, R, N) if labels is None else np.array(labels)
    X, W = rng.normal(size=(N, D)), scale * rng.normal(size=(D, R))
    return Case(title, X=X, y=y, W=W, b=rng.normal(size=R))


check.add(
    Exercise(
        name="loss_and_gradient",
        number=6,
        title="Loss and gradient",
        minutes=15,
        difficulty="harder",
        reference=loss_and_gradient_reference,
        cases=[
            Case("the example", X=a([1.0, 2.0]), y=a(0), W=np.zeros((2, 2)), b=np.zeros(2)),
            regression_case("five examples", 5, 4, 3, [2, 0, 1, 1, 2]),
            regression_case("as many inputs as classes", 4, 3, 3, [0, 2, 2, 1]),
            regression_case("one example", 1, 3, 4, [2]),
            regression_case("a class that does not occur", 6, 2, 5, [4, 1, 0, 0, 4, 4]),
            regression_case("only one class", 3, 2, 1, [0, 0, 0]),
            regression_case("scores of ±10,000", 4, 2, 3, [0, 1, 2, 1], scale=1e4),
            regression_case("forty examples", 40, 3, 4),
        ],
        returns=("J, the mean loss", "dW (D, R)", "db (R,)"),
        mistakes=[
            Mistake(
                "gradient of the sum",
                scaled(dW=lambda N, D, R: N, db=lambda N, D, R: N),
                "The loss is the mean, but your gradients are N times too large: they belong to "
                "the sum. Where does the 1/N of J go when you differentiate?",
            ),
            Mistake(
                "loss of the sum",
                scaled(loss=lambda N, D, R: N),
                "The gradients are right for the mean, but the loss is the sum over the examples.",
            ),
            Mistake(
                "the sum everywhere",
                scaled(lambda N, D, R: N, lambda N, D, R: N, lambda N, D, R: N),
                "Loss and gradients are those of the sum over the examples. The mean is wanted: "
                "what is missing in front?",
            ),
            Mistake(
                "1/N forgotten in dW",
                scaled(dW=lambda N, D, R: N),
                "Loss and db are right; dW is N times too large. Make the signal at the scores "
                "carry the 1/N, then both have it.",
            ),
            Mistake(
                "1/N forgotten in db",
                scaled(db=lambda N, D, R: N),
                "Loss and dW are right; db is N times too large. Make the signal at the scores "
                "carry the 1/N, then both have it.",
            ),
            Mistake(
                "1/N twice in db",
                scaled(db=lambda N, D, R: 1 / N),
                "db is N times too small: the 1/N is in there already when you average over the "
                "examples. Which operation over the examples does the equation have?",
            ),
            Mistake(
                "1/N twice in dW",
                scaled(dW=lambda N, D, R: 1 / N),
                "dW is N times too small: divided by N twice.",
            ),
            Mistake(
                "1/N twice",
                scaled(dW=lambda N, D, R: 1 / N, db=lambda N, D, R: 1 / N),
                "Both gradients are N times too small: divided by N twice.",
            ),
            Mistake(
                "wrong sign of the gradients",
                with_signal(lambda P, Y, N: (Y - P) / N),
                "The gradients point downhill, y − p. The derivative of the loss is what the model "
                "said minus what was true; the minus comes later, in the training step.",
            ),
            Mistake(
                "wrong sign of the loss",
                scaled(loss=lambda N, D, R: -1),
                "The loss has the wrong sign: it is a surprise, and never negative.",
            ),
            Mistake(
                "wrong sign everywhere",
                scaled(*[lambda N, D, R: -1] * 3),
                "Everything has the wrong sign: this is the mean log-likelihood and its gradient. "
                "The loss is minus that.",
            ),
            Mistake(
                "labels not subtracted",
                with_signal(lambda P, Y, N: P / N),
                "The labels do not occur in your gradient. At the true class something has to be "
                "subtracted from the probability.",
            ),
            Mistake(
                "labels subtracted as numbers",
                lambda X, y, W, b: with_signal(lambda P, Y, N: (P - y[:, None]) / N)(X, y, W, b),
                "You subtract the label's *number* from every entry of its row. A label stands for "
                "a one-hot row: 1 at its place, 0 elsewhere.",
            ),
            Mistake(
                "loss divided by N·R",
                scaled(loss=lambda N, D, R: 1 / R),
                "The loss is R times too small: a mean over all N·R entries of a matrix that has "
                "one number per row which counts. Divide by the number of examples.",
            ),
            Mistake(
                "everything divided by N·R",
                scaled(*[lambda N, D, R: 1 / R] * 3),
                "Everything is R times too small: you divide by all N·R entries of the matrix of "
                "scores. Divide by the number of examples.",
            ),
            Mistake(
                "gradients divided by N·R",
                scaled(dW=lambda N, D, R: 1 / R, db=lambda N, D, R: 1 / R),
                "The gradients are R times too small: you divide by all N·R entries. Divide by the "
                "number of examples.",
            ),
            Mistake(
                "gradients divided by D",
                scaled(dW=lambda N, D, R: N / D, db=lambda N, D, R: N / D),
                "The gradients are divided by the number of inputs. The mean is over examples: "
                "which axis of X counts those?",
            ),
            Mistake(
                "dW transposed",
                of_parts(lambda J, X, G: (J, G.T @ X, G.sum(axis=0))),
                "dW comes out as (R, D), the transpose of what is wanted. The gradient has the "
                "shape of W itself.",
            ),
            Mistake(
                "gradients first, loss last",
                of_parts(lambda J, X, G: (X.T @ G, G.sum(axis=0), J)),
                "The three results are in another order than asked for: the loss comes first.",
            ),
            Mistake(
                "db not summed",
                of_parts(lambda J, X, G: (J, X.T @ G, G)),
                "db still has a row for each example. Every example used the same b, so their "
                "parts come together: how?",
            ),
            Mistake(
                "db summed over the classes",
                of_parts(lambda J, X, G: (J, X.T @ G, G.sum(axis=1))),
                "You sum over the classes of each example, which gives 0 for each: p and y both "
                "sum to one. Sum over the other axis.",
            ),
            Mistake(
                "db summed over everything",
                of_parts(lambda J, X, G: (J, X.T @ G, G.sum())),
                "db is a single number: the sum needs an axis. b has one entry for each class.",
            ),
            Mistake(
                "db of shape (1, R)",
                of_parts(lambda J, X, G: (J, X.T @ G, G.sum(axis=0, keepdims=True))),
                "db is (1, R). The gradient has the shape of b itself, (R,); do without `keepdims` "
                "here.",
            ),
            Mistake(
                "bias left out of the scores",
                without_bias,
                "The scores do not contain b. Compare Z with the equation.",
            ),
            Mistake(
                "loss in bits",
                both_log(LN2),
                "The loss is in bits, and no longer fits its gradient, which is in nats. Use the "
                "natural logarithm.",
            ),
            Mistake("loss to base 10", both_log(LN10), BASE_10),
            Mistake(
                "surprises of all classes",
                all_log_probabilities,
                "Your loss adds up the surprises of all classes. Only the true class of each "
                "example happened: pick its entry in each row.",
            ),
            Mistake(
                "mean surprise of all classes",
                with_loss(lambda log_P, y: -log_P.mean()),
                "Your loss is the mean over the whole matrix of log-probabilities. Only the true "
                "class of each example happened: pick its entry in each row.",
            ),
            Mistake(
                "columns picked instead of entries",
                with_loss(lambda log_P, y: -log_P[:, y].mean()),
                "`log_P[:, y]` takes whole columns, N of them. One entry per row is wanted: "
                "the row index has to run along with y.",
            ),
            Mistake(
                "likeliest class instead of the true one",
                with_loss(lambda log_P, y: -log_P.max(axis=1).mean()),
                "You take the largest log-probability of each row: the surprise if the model were "
                "always right. The labels say which entry counts.",
            ),
            Mistake(
                "probability instead of surprise",
                with_loss(lambda log_P, y: -np.exp(log_P)[np.arange(len(y)), y].mean()),
                "You average the probabilities of the true classes. Their logarithms are missing.",
            ),
            Mistake(
                "logarithm of the mean",
                quiet(with_loss(lambda log_P, y: -np.log(np.exp(pick(log_P, y)).mean()))),
                "You average the probabilities first and take the logarithm then. The loss is the "
                "mean *of* the surprises: change the order.",
            ),
            Mistake(
                "both halves of the two-class formula",
                quiet(two_class_formula),
                "The formula with y log p + (1 − y) log(1 − p) is for two classes given by one "
                "number. With a softmax, only the true class's entry counts.",
            ),
            Mistake(
                "log-probabilities in the gradient",
                log_probabilities_as_probabilities,
                "The gradient uses the log-probabilities where the probabilities belong.",
            ),
            Mistake(
                "scores in the gradient",
                scores_as_probabilities,
                "The gradient uses the scores Z where the probabilities belong.",
            ),
            Mistake(
                "one subtracted from whole columns",
                with_signal(lambda P, Y, N: (P - (Y.sum(axis=0) > 0)) / N),
                "`P[:, y] -= 1` takes 1 away from whole columns. One entry per row is meant: the "
                "row index has to run along with y.",
            ),
            Mistake(
                "squared error",
                squared_error,
                "This is the squared error, and its gradient. The loss of this lab is the surprise "
                "of the true class.",
            ),
            Mistake(
                "softmax's slope applied again",
                with_signal(lambda P, Y, N: (P - Y) * P * (1 - P) / N),
                "p − y is the gradient at the scores already, with the slope of the softmax in it. "
                "p(1 − p) would be multiplied in once more.",
            ),
            Mistake(
                "probabilities that overflow",
                quiet(overflowing),
                "Right for small scores. For large ones exp is infinite. Use the log-softmax that "
                "you have.",
            ),
            Mistake(
                "logarithm of a rounded probability",
                quiet(partial(overflowing, stable=True)),
                "The gradient is right, but for large scores the loss is infinite: the probability "
                "was rounded to 0 before the logarithm. Take the log-probability itself.",
            ),
            *[
                Mistake(
                    f"{eps:g} inside the logarithm",
                    quiet(partial(overflowing, eps=eps, stable=True)),
                    "A small number inside the logarithm hides a loss of thousands of nats. With "
                    "log-probabilities there is no log 0 to be afraid of.",
                )
                for eps in (1e-15, *NUDGES)
            ],
        ],
        hints=(
            "Work through the shapes: scores (N, R), their log-softmax (N, R), of which the "
            "loss picks one number per row; G is (N, R) again. Which product of a (N, D) and "
            "a (N, R) is (D, R)?",
            "`log_P[np.arange(N), y]` picks entry y_n of every row n. The same index lets you "
            "subtract the one-hot labels from P = `np.exp(log_P)`; `np.eye(R)[y]` makes all of "
            "Y at once.",
        ),
    )
)


# ---------------------------------------------------------------- 7: training


def momentum_rule(v, gradient, rate):
    """v ← 0.9 v + gradient; the move is −rate · v. Returns v and the move."""
    v = 0.9 * v + gradient
    return v, -rate * v


def descend(rule=momentum_rule, start=0.0, bias_rule=None, after=False, extra=0, late_bias=False):
    """Make a training loop, right by default, wrong in the parts that are given.

    rule, bias_rule  (v, gradient, rate) → (v, move) for W, and for b where it differs
    start            value of all parameters before the first step
    after            record the loss after each step instead of before it
    extra            this many more steps
    late_bias        b's gradient is taken after W has moved
    """
    bias_rule = bias_rule or rule

    def loop(X, y, n_classes, steps, learning_rate):
        W, b = np.full((X.shape[1], n_classes), start), np.full(n_classes, start)
        v_W, v_b, losses = 0 * W, 0 * b, []
        for _ in range(steps + extra):
            J, dW, db = loss_and_gradient_reference(X, y, W, b)
            v_W, move = rule(v_W, dW, learning_rate)
            W = W + move
            if late_bias:
                db = loss_and_gradient_reference(X, y, W, b)[2]
            v_b, move = bias_rule(v_b, db, learning_rate)
            b = b + move
            losses.append(loss_and_gradient_reference(X, y, W, b)[0] if after else J)
        return W, b, np.array(losses)[:steps]

    return loop


fit_reference = descend()


def fit_arguments(X, y, n_classes, steps, learning_rate):
    """Softmax regression with momentum 0.9; named as in the exercise, for the signature."""
    return fit_reference(X, y, n_classes, steps, learning_rate)


def plain(v, gradient, rate):
    """Gradient descent without memory."""
    return v, -rate * gradient


def with_rate(change):
    """Make a mistake that trains with `change(learning_rate, X)` instead."""
    return lambda X, y, n, steps, rate: fit_reference(X, y, n, steps, change(rate, X))


def classes_from_labels(X, y, n_classes, steps, learning_rate):
    """R is taken from the labels that occur."""
    return fit_reference(X, y, int(y.max()) + 1, steps, learning_rate)


def last_gradient_only(X, y, n_classes, steps, learning_rate):
    """Return as if only one step were made: `return` inside the loop."""
    W, b, losses = fit_reference(X, y, n_classes, 1, learning_rate)
    return W, b, np.pad(losses, (0, steps - 1))


def gradient_once(X, y, n_classes, steps, learning_rate):
    """The gradient is computed once, before the loop."""
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    J, dW, db = loss_and_gradient_reference(X, y, W, b)
    v_W = v_b = 0.0
    for _ in range(steps):
        v_W, v_b = 0.9 * v_W + dW, 0.9 * v_b + db
        W, b = W - learning_rate * v_W, b - learning_rate * v_b
    return W, b, np.full(steps, J)


def parameters_fade(X, y, n_classes, steps, learning_rate):
    """θ ← 0.9 θ − η · gradient."""
    W, b, losses = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes), np.zeros(steps)
    for step in range(steps):
        losses[step], dW, db = loss_and_gradient_reference(X, y, W, b)
        W, b = 0.9 * W - learning_rate * dW, 0.9 * b - learning_rate * db
    return W, b, losses


def last_step_left_out(X, y, n_classes, steps, learning_rate):
    """The loop runs over range(steps − 1)."""
    W, b, losses = fit_reference(X, y, n_classes, steps - 1, learning_rate)
    return W, b, np.append(losses, 0.0)


def first_step_left_out(X, y, n_classes, steps, learning_rate):
    """The loop runs over range(1, steps)."""
    W, b, losses = fit_reference(X, y, n_classes, steps - 1, learning_rate)
    return W, b, np.append(0.0, losses)


def summed_losses(X, y, n_classes, steps, learning_rate):
    """The losses are sums over the examples."""
    W, b, losses = fit_reference(X, y, n_classes, steps, learning_rate)
    return W, b, losses * len(y)


def one_step_short(X, y, n_classes, steps, learning_rate):
    """The last step is not made, but its loss is recorded."""
    losses = fit_reference(X, y, n_classes, steps, learning_rate)[2]
    return *fit_reference(X, y, n_classes, steps - 1, learning_rate)[:2], losses


FIVE_BY_THREE = rng.normal(size=(5, 3))
CLUSTERS = rng.normal(size=(30, 2)) + np.repeat([[2.0, 0.0], [-1.0, 1.5], [-1.0, -1.5]], 10, axis=0)
TWO = {"X": a([-1.0], [1.0]), "y": a(0, 1), "n_classes": 2}

check.add(
    Exercise(
        name="fit",
        number=7,
        title="Train it",
        minutes=12,
        difficulty="medium",
        reference=fit_arguments,
        cases=[
            Case("the example, one step", **TWO, steps=1, learning_rate=1.0),
            Case("the example, two steps", **TWO, steps=2, learning_rate=1.0),
            Case(
                "labels that are not balanced",
                X=FIVE_BY_THREE,
                y=a(0, 1, 1, 2, 1),
                n_classes=3,
                steps=4,
                learning_rate=0.5,
            ),
            Case(
                "a class that does not occur",
                X=FIVE_BY_THREE,
                y=a(0, 2, 2, 0, 1),
                n_classes=5,
                steps=3,
                learning_rate=0.2,
            ),
            Case(
                "three clusters, 200 steps",
                X=CLUSTERS,
                y=np.repeat(a(0, 1, 2), 10),
                n_classes=3,
                steps=200,
                learning_rate=0.3,
            ),
        ],
        returns=("W (D, R)", "b (R,)", "losses (steps,)"),
        rtol=1e-6,
        atol=1e-8,
        seconds=20,
        mistakes=[
            Mistake(
                "no momentum",
                descend(plain),
                "These are plain steps along the gradient. Do the parameters move along the "
                "velocity, and does it keep part of itself from one step to the next? Perhaps it "
                "is created inside the loop.",
            ),
            Mistake(
                "uphill",
                descend(lambda v, g, rate: (0.9 * v + g, rate * (0.9 * v + g))),
                "The loss goes up: you add the step. The gradient points to where the loss grows.",
            ),
            Mistake(
                "velocity as an average",
                descend(lambda v, g, rate: (0.9 * v + 0.1 * g, -rate * (0.9 * v + 0.1 * g))),
                "You weight the gradient with 0.1, so that the velocity is an average. In this "
                "lab's rule the gradient enters as a whole.",
            ),
            Mistake(
                "0.9 at the wrong place",
                descend(lambda v, g, rate: (v + 0.9 * g, -rate * (v + 0.9 * g))),
                "The 0.9 multiplies the gradient, and the velocity never fades. It is the old "
                "velocity that keeps 0.9 of itself.",
            ),
            Mistake(
                "the velocity never fades",
                descend(lambda v, g, rate: (v + g, -rate * (v + g))),
                "The velocity adds up all gradients and forgets none. It should keep only 0.9 of "
                "itself at each step.",
            ),
            Mistake(
                "0.1 kept instead of 0.9",
                descend(lambda v, g, rate: (0.1 * v + g, -rate * (0.1 * v + g))),
                "The velocity keeps 0.1 of itself: 0.9 is what is kept, not what is lost.",
            ),
            Mistake(
                "Nesterov's momentum",
                descend(lambda v, g, rate: (0.9 * v + g, -rate * (g + 0.9 * (0.9 * v + g)))),
                "This is Nesterov's variant, which looks one step ahead. It works, but the rule "
                "here is the simpler one: the parameters move along v itself.",
            ),
            Mistake(
                "parameters moved before the velocity",
                descend(lambda v, g, rate: (0.9 * v + g, -rate * v)),
                "The parameters move along the velocity of the step before. Update the velocity "
                "first, then move.",
            ),
            Mistake(
                "learning rate inside the memory",
                descend(lambda v, g, rate: (0.9 * v + rate * g, -rate * (0.9 * v + rate * g))),
                "The learning rate is multiplied in twice: once in the velocity and once when the "
                "parameters move.",
            ),
            Mistake(
                "the parameters fade instead of the velocity",
                parameters_fade,
                "The 0.9 multiplies W and b themselves. It is the velocity that keeps 0.9 of "
                "itself; the parameters keep all of theirs.",
            ),
            Mistake(
                "b never moves",
                descend(bias_rule=lambda v, g, rate: (v, 0 * g)),
                "W is trained, b stays where it started. It is a parameter, too.",
            ),
            Mistake(
                "b without momentum",
                descend(bias_rule=plain),
                "W has a velocity, b does not. The rule holds for both, each with one of its own.",
            ),
            Mistake(
                "gradient of b taken too late",
                descend(late_bias=True),
                "b's gradient is computed after W has moved. Both belong to the same place: call "
                "the loss once per step, and move both after it.",
            ),
            Mistake(
                "loss recorded after the step",
                descend(after=True),
                "The parameters are right; the losses are one step late. The first one should be "
                "the loss before anything was learnt, the logarithm of the number of classes.",
            ),
            Mistake(
                "one step too many",
                descend(extra=1),
                "One step too many is made. How often does your loop run?",
            ),
            Mistake(
                "one step too few",
                one_step_short,
                "The last step is missing: its loss is recorded, its move is not made.",
            ),
            Mistake(
                "the last step is left out",
                last_step_left_out,
                "The last step is not made, and its loss is still 0. Where does your loop end?",
            ),
            Mistake(
                "the first loss is left out",
                first_step_left_out,
                "Your loop starts at 1: one step is missing, and the first loss is still 0.",
            ),
            Mistake(
                "losses summed over the examples",
                summed_losses,
                "W and b are right. The losses are sums over the examples; the mean is wanted.",
            ),
            Mistake(
                "starts at one",
                descend(start=1.0),
                "The first loss is not that of W = 0 and b = 0. Where do your parameters start?",
            ),
            Mistake(
                "learning rate ignored",
                with_rate(lambda rate, X: 1.0),
                "The learning rate is always 1, whatever the argument says.",
            ),
            Mistake(
                "learning rate 0.1 whatever is asked",
                with_rate(lambda rate, X: 0.1),
                "The learning rate is always 0.1, whatever the argument says.",
            ),
            Mistake(
                "divided by N again",
                with_rate(lambda rate, X: rate / len(X)),
                "The steps are N times too small: the gradient is that of the mean already, so "
                "there is nothing left to divide.",
            ),
            Mistake(
                "multiplied by N",
                with_rate(lambda rate, X: rate * len(X)),
                "The steps are N times too large: the gradient of the mean is wanted, not of the "
                "sum.",
            ),
            Mistake(
                "number of classes taken from the labels",
                classes_from_labels,
                "W and b have too few columns where a class does not occur among the labels. "
                "`n_classes` says how many there are.",
            ),
            Mistake(
                "the loop ends after one step",
                last_gradient_only,
                "Only one step is made. Is the `return` inside the loop?",
            ),
            Mistake(
                "one gradient for all steps",
                gradient_once,
                "Every step uses the first gradient. It has to be computed anew where you are now, "
                "inside the loop.",
            ),
        ],
        hints=(
            "Four arrays live through the loop: `W`, `b` and one velocity for each. Every turn "
            "calls `J_and_gradient` once, and everything else of the turn uses what it returned.",
            "Make the four with `np.zeros`; `R` is `n_classes`, also when not all classes are in "
            "`y`. Put `J` into `losses` before you change `W`.",
        ),
    )
)


# ---------------------------------------------------------------- 8: the loss floor


def counted(x, y, n_x, n_y, start=1.0):
    """Return counts (n_x, n_y) that begin at `start`."""
    counts = np.full((n_x, n_y), float(start))
    np.add.at(counts, (x, y), 1)
    return counts


def table_losses(q, x, y, x_new, y_new):
    """Return the mean of −ln q(y|x) over both samples."""
    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()


def losses_by_counting_reference(x, y, x_new, y_new, n_x, n_y):
    """Mean loss of a table counted from (x, y), on that sample and on new data."""
    return table_losses(rows_of(counted(x, y, n_x, n_y)), x, y, x_new, y_new)


def with_table(table):
    """Make a mistake that scores with `table(counts from zero, n)` instead of q."""

    def wrong(x, y, x_new, y_new, n_x, n_y):
        q = table(counted(x, y, n_x, n_y, 0.0), len(x))
        return table_losses(q, x, y, x_new, y_new)

    return quiet(wrong)


def with_losses(function):
    """Make a mistake of `function(seen, new, n, m)`, the two right losses and the sample sizes."""

    def wrong(x, y, x_new, y_new, n_x, n_y):
        seen, new = losses_by_counting_reference(x, y, x_new, y_new, n_x, n_y)
        return function(seen, new, len(x), len(x_new))

    return wrong


def counted_on_the_new(x, y, x_new, y_new, n_x, n_y):
    """The table is counted from the new data."""
    return table_losses(rows_of(counted(x_new, y_new, n_x, n_y)), x, y, x_new, y_new)


def counted_on_both(x, y, x_new, y_new, n_x, n_y):
    """The table is counted from both samples together."""
    both = counted(np.append(x, x_new), np.append(y, y_new), n_x, n_y)
    return table_losses(rows_of(both), x, y, x_new, y_new)


def each_sample_its_own_table(x, y, x_new, y_new, n_x, n_y):
    """The new data are scored with a table counted from themselves."""
    one = losses_by_counting_reference(x, y, x, y, n_x, n_y)[0]
    return one, losses_by_counting_reference(x_new, y_new, x_new, y_new, n_x, n_y)[0]


def logarithm_of_the_mean(x, y, x_new, y_new, n_x, n_y):
    """−ln of the mean probability."""
    q = rows_of(counted(x, y, n_x, n_y))
    return -np.log(q[x, y].mean()), -np.log(q[x_new, y_new].mean())


def table_from_the_sample(x, y, x_new, y_new, n_x, n_y):
    """The table ends at the largest values that occur in the counted sample."""
    q = rows_of(counted(x, y, x.max() + 1, y.max() + 1))
    return table_losses(q, x, y, x_new, y_new)


def whole_rows(x, y, x_new, y_new, n_x, n_y):
    """Mean over all combinations of an input and a label of the sample."""
    q = -np.log(rows_of(counted(x, y, n_x, n_y)))
    return q[x][:, y].mean(), q[x_new][:, y_new].mean()


def share_of_wrong(x, y, x_new, y_new, n_x, n_y):
    """The share of wrong predictions."""
    best = counted(x, y, n_x, n_y).argmax(axis=1)
    return (best[x] != y).mean(), (best[x_new] != y_new).mean()


def mean_over_the_table(x, y, x_new, y_new, n_x, n_y):
    """Mean over all cells of the table rather than over the examples."""
    value = -np.log(rows_of(counted(x, y, n_x, n_y))).mean()
    return value, value


def expected_under_the_model(x, y, x_new, y_new, n_x, n_y):
    """The entropy that the table itself believes in, averaged over the inputs of each sample."""
    surprise = ref.entropy(rows_of(counted(x, y, n_x, n_y)))
    return surprise[x].mean(), surprise[x_new].mean()


ONCE = (
    "A pair that occurs several times is counted once. `table[x, y] += 1` with arrays of indices "
    "adds 1 to each *different* cell, once; `np.add.at` adds each time."
)

check.add(
    Exercise(
        name="losses_by_counting",
        number=8,
        title="The loss floor",
        minutes=11,
        difficulty="medium",
        reference=losses_by_counting_reference,
        cases=[
            Case("the example", x=a(0, 0, 1), y=a(0, 0, 1), x_new=a(0), y_new=a(1), n_x=2, n_y=2),
            Case(
                "three labels, four inputs",
                x=a(0, 1, 1, 2, 3, 3, 3),
                y=a(2, 1, 1, 0, 2, 2, 1),
                x_new=a(3, 1, 0, 2),
                y_new=a(2, 0, 2, 0),
                n_x=4,
                n_y=3,
            ),
            Case(
                "an input that was never counted",
                x=a(0, 0, 2, 2),
                y=a(1, 1, 0, 1),
                x_new=a(1, 0, 1),
                y_new=a(0, 1, 1),
                n_x=3,
                n_y=2,
            ),
            Case(
                "a label that never occurs",
                x=a(0, 1, 0, 1, 0),
                y=a(0, 1, 0, 0, 0),
                x_new=a(0, 1, 1),
                y_new=a(0, 0, 1),
                n_x=2,
                n_y=4,
            ),
            Case("one pair each", x=a(1), y=a(0), x_new=a(1), y_new=a(0), n_x=2, n_y=2),
            Case(
                "fifty pairs, thirty new ones",
                x=rng.integers(0, 4, 50),
                y=rng.integers(0, 2, 50),
                x_new=rng.integers(0, 4, 30),
                y_new=rng.integers(0, 2, 30),
                n_x=4,
                n_y=2,
            ),
        ],
        returns=("seen, the loss on the counted sample", "new, the loss on the new data"),
        mistakes=[
            Mistake(
                "counts start at zero",
                with_table(lambda counts, n: rows_of(counts)),
                "Your counts start at zero: a pair that was never drawn has probability 0, and one "
                "new example costs infinitely much. Start every count at one.",
            ),
            Mistake(
                "one added above only",
                with_table(lambda counts, n: (counts + 1) / counts.sum(axis=1, keepdims=True)),
                "The ones are in the numerator but not in the row sums, so the rows do not sum to "
                "one. Add them before you sum.",
            ),
            Mistake(
                "one added once below",
                with_table(
                    lambda counts, n: (counts + 1) / (counts.sum(axis=1, keepdims=True) + 1)
                ),
                "Each row got one for every label, but its sum grew by one only. Check that the "
                "rows sum to one.",
            ),
            Mistake(
                "one added below for every input",
                with_table(
                    lambda counts, n: (
                        (counts + 1) / (counts.sum(axis=1, keepdims=True) + len(counts))
                    )
                ),
                "The row sums grow by the number of *inputs*. A row has one cell for each label: "
                "check that the rows sum to one.",
            ),
            Mistake(
                "joint instead of conditional",
                with_table(lambda counts, n: (counts + 1) / (counts + 1).sum()),
                "Your whole table sums to one: it is q(x, y). The input is given, so each row must "
                "sum to one on its own.",
            ),
            Mistake(
                "ones divided by n",
                with_table(lambda counts, n: (counts + 1) / n),
                "You divide by the size of the sample. Each row must be divided by its own sum, so "
                "that it is a distribution.",
            ),
            Mistake(
                "columns instead of rows",
                with_table(lambda counts, n: (counts + 1) / (counts + 1).sum(axis=0)),
                "Each column sums to one: this is q(x|y). Which of the two is given?",
            ),
            Mistake(
                "each pair counted once",
                with_table(lambda counts, n: rows_of((counts > 0) + 1.0)),
                ONCE,
            ),
            Mistake(
                "each pair counted once, from zero",
                with_table(lambda counts, n: rows_of((counts > 0) + 0.0)),
                ONCE + " And the counts should start at one.",
            ),
            Mistake(
                "one only where nothing was counted",
                with_table(lambda counts, n: rows_of(np.maximum(counts, 1))),
                "Only the empty cells became one. *Every* count starts at one, those of pairs that "
                "were drawn as well.",
            ),
            Mistake(
                "ones added twice",
                with_table(lambda counts, n: rows_of(counts + 2)),
                "Every count is one too high: the ones are added twice.",
            ),
            Mistake(
                "counts instead of probabilities",
                with_table(lambda counts, n: counts + 1),
                "The logarithm is taken of counts. Each row has to be divided by its sum first.",
            ),
            Mistake(
                "table as large as the sample",
                table_from_the_sample,
                "Your table ends at the largest label that occurs. A label that was never drawn "
                "needs its column, too: `n_x` and `n_y` say how large the table is.",
            ),
            Mistake(
                "whole rows and columns picked",
                whole_rows,
                "`q[x][:, y]` takes every y for every x. One cell for each pair is wanted: both "
                "indices in the same brackets.",
            ),
            Mistake(
                "the first loss twice",
                with_losses(lambda seen, new, n, m: (seen, seen)),
                "Both numbers are the loss on the counted sample. The second is for x_new, y_new.",
            ),
            Mistake(
                "sums instead of means",
                with_losses(lambda seen, new, n, m: (seen * n, new * m)),
                "These are sums over the examples. The two samples have different sizes; only "
                "means can be compared.",
            ),
            Mistake(
                "new loss divided by the wrong number",
                with_losses(lambda seen, new, n, m: (seen, new * m / n)),
                "The loss on the new data is divided by the size of the counted sample. Each mean "
                "has its own number of examples.",
            ),
            *in_other_units(losses_by_counting_reference),
            Mistake(
                "without the minus",
                with_losses(lambda seen, new, n, m: (-seen, -new)),
                "Logarithms of probabilities are negative or zero, a loss is not.",
            ),
            Mistake(
                "the two exchanged",
                with_losses(lambda seen, new, n, m: (new, seen)),
                "Both numbers are right, in the wrong order: the counted sample comes first.",
            ),
            Mistake(
                "counted from the new data",
                counted_on_the_new,
                "The table is counted from the new data. It must not see them before they are "
                "scored.",
            ),
            Mistake(
                "counted from both",
                counted_on_both,
                "The new data are counted, too, so they are not new any more. The table is made "
                "from x and y alone.",
            ),
            Mistake(
                "a table for each sample",
                each_sample_its_own_table,
                "The new data are scored with a table counted from themselves. One table, from x "
                "and y, serves both.",
            ),
            Mistake(
                "logarithm of the mean",
                logarithm_of_the_mean,
                "You average the probabilities and take the logarithm then. The loss is the mean "
                "*of* the surprises: change the order.",
            ),
            Mistake(
                "share of wrong answers",
                share_of_wrong,
                "This counts wrong predictions. The loss asks how much probability the true label "
                "got, and takes minus its logarithm.",
            ),
            Mistake(
                "mean over the table",
                mean_over_the_table,
                "You average over the cells of the table. Average over the examples: each one "
                "looks up the cell of its own pair.",
            ),
            Mistake(
                "the model's own entropy",
                expected_under_the_model,
                "This is how surprised the model expects to be, with its own q as weights. What is "
                "wanted is how surprised it was by the labels that really came.",
            ),
        ],
        hints=(
            "The table is (n_x, n_y), and it is made from `x` and `y` alone. Rows of q sum to "
            "one: check that before anything else.",
            "Start with `np.ones`, count with `np.add.at`, divide by the row sums. Then `q[x, y]` "
            "is an array of the probabilities that the examples' own labels got; the same table "
            "serves the new data.",
        ),
    )
)
