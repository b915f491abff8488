"""Word vectors by gradient descent on minibatches of pairs."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.word2vec.inputs import ONE_PAIR, SMALL, pairs, tables
from utils.checks.word2vec.negative_sampling import negative_sampling as loss_of


def train(p, centres, contexts, noise, learning_rate, B):
    """Step s of S: θ ← θ − η (1 − s/S) ∂J/∂θ on pairs s B … (s + 1) B − 1; the losses before."""
    M = len(centres)
    S = -(-M // B)  # rounded up: the last minibatch may be smaller
    losses = np.zeros(S)
    now = p
    for s in range(S):
        n = slice(s * B, (s + 1) * B)
        losses[s], g = loss_of(centres[n], contexts[n], noise[n], now)
        eta = learning_rate * (1 - s / S)
        now = {name: now[name] - eta * g[name] for name in now}
    return now, losses


def case(title, p, given, learning_rate, B):
    """A case of these tables and pairs."""
    return Case(title, p=p, **given, learning_rate=learning_rate, B=B)


def again(times):
    """The example's pair, so many times."""
    return {name: np.repeat(words, times, axis=0) for name, words in ONE_PAIR.items()}


CASES = [
    case("the example, one step", SMALL, ONE_PAIR, 4.0, 1),
    case("the example's pair four times", SMALL, again(4), 0.5, 1),
    case("twelve pairs, three to a step", tables(7, 3, 1), pairs(12, 7, 1, k=2), 0.6, 3),
    case("the last minibatch is smaller", tables(6, 2, 2), pairs(11, 6, 2, k=3), 0.8, 4),
    case("all pairs in one step", tables(5, 3, 3), pairs(6, 5, 3, k=2), 1.0, 6),
    case("fewer pairs than B", tables(5, 2, 4), pairs(3, 5, 4, k=1), 0.7, 10),
    case("E_out begins at 0", tables(6, 3, 5) | {"E_out": np.zeros((6, 3))},
         pairs(20, 6, 5, k=2), 1.5, 2),
    case("two hundred pairs", tables(15, 4, 6, digits=12), pairs(200, 15, 6, k=5), 2.0, 8),
]  # fmt: skip

STEP = "A step goes *from* where the tables are, against the gradient. What stays of them, and how?"
ANEW = "Where are you when you take a gradient? It belongs to the tables as they are now."
FALLS = "The rate of step s is learning_rate · (1 − s/S). What is it in the first step, the last?"
MEAN_STEP = "J is a mean already. Is there another factor in your step?"
SLICES = "Which pairs does step s see? Write the numbers down for M = 11 and B = 4: three steps."
OWN_NOISE = "Row m of `noise` belongs to pair m. Which rows does a step take?"
BEFORE = "A loss belongs to the tables *before* the step that it leads to. Which ones are yours of?"
BOTH = "Both tables are trained. Which of them has moved in yours?"

MISTAKES = edits(train)(
    ("uphill", "now[name] - eta", "now[name] + eta", STEP),
    ("nothing moves", "now[name] - eta * g[name]", "now[name]",
     "The tables come back as they went in. Do you keep what `… - …` computes?"),
    ("a rate that does not fall", "eta = learning_rate * (1 - s / S)", "eta = learning_rate",
     FALLS),
    ("a rate that begins too low", "(1 - s / S)", "(1 - (s + 1) / S)", FALLS),
    ("a rate that reaches 0", "(1 - s / S)", "(1 - s / max(S - 1, 1))", FALLS),
    ("a rate that counts pairs", "(1 - s / S)", "(1 - s * B / M)",
     f"s B / M is s / S only where all minibatches have B pairs. {FALLS}"),
    ("a rate that falls from what is left of it", "eta = learning_rate * (1 - s / S)",
     "eta = learning_rate = learning_rate * (1 - s / S)",
     f"Your factors multiply from step to step. {FALLS}"),
    ("a rate that counts steps among pairs", "(1 - s / S)", "(1 - s / M)",
     f"s counts minibatches. And what you divide it by? {FALLS}"),
    ("divided by B", "eta * g[name]", "eta / B * g[name]", MEAN_STEP),
    ("gradients of the first tables", "noise[n], now)", "noise[n], p)", ANEW),
    ("begun anew in every step", "now[name] - eta", "p[name] - eta", ANEW),
    ("the first minibatch each time", "slice(s * B, (s + 1) * B)", "slice(0, B)", SLICES),
    ("minibatches that overlap", "slice(s * B, (s + 1) * B)", "slice(s, s + B)", SLICES),
    ("the noise of the first minibatch", "noise[n], now", "noise[: len(centres[n])], now",
     OWN_NOISE),
    ("E alone", "eta * g[name] for", 'eta * g[name] * (name == "E") for', BOTH),
    ("E_out alone", "eta * g[name] for", 'eta * g[name] * (name != "E") for', BOTH),
    ("E_out after E", "        now = {name: now[name] - eta * g[name] for name in now}\n",
     '        now = now | {"E": now["E"] - eta * g["E"]}\n'
     "        g = loss_of(centres[n], contexts[n], noise[n], now)[1]\n"
     '        now = now | {"E_out": now["E_out"] - eta * g["E_out"]}\n', ANEW),
    ("the loss after the step", "    return now",
     "        losses[s] = loss_of(centres[n], contexts[n], noise[n], now)[0]\n    return now",
     BEFORE),
)  # fmt: skip

exercise = Exercise(
    title="Train it",
    minutes=9,
    difficulty="medium",
    reference=train,
    cases=CASES,
    returns=(
        'p, a dictionary of the trained tables: "E" (V, D), "E_out" (V, D)',
        "losses (S,), one of each step",
    ),
    axes={"E": ("V", "D"), "E_out": ("V", "D"), "losses": ("S",)},
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "One turn of a loop for each minibatch: cut out its pairs and their noise, ask `loss_of` "
        "once, keep J, move both tables by what came back.",
        "`slice(s * B, (s + 1) * B)` cuts out the pairs of step s, fewer at the end. There are "
        "M / B steps, rounded up: `-(-M // B)`.",
        "Make a *new* dictionary in each step, `{name: p[name] - eta * g[name] for name in p}`. "
        "`p[name] -= …` would change the tables of whoever called you.",
    ),
)
