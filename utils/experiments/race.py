"""One small language model with each output layer, on the Bible: perplexity against seconds.

Three words predict the next: their vectors side by side, a layer of tanh, and one of
`so.OUTPUT_LAYERS`. All are trained by Adagrad on one thread for the same processor time; the
learning rate of each is the one that was best on validation after SETTINGS["tuning"] seconds.

`python -m utils.experiments.race` writes the table, in about five minutes of one core.
"""

import time
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import sparse

from utils.data import bible
from utils.experiments import table
from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.layers import dense_backward, dense_forward

SETTINGS = {
    "layers": list(so.OUTPUT_LAYERS),
    "context": 3,  # words that are seen
    "vector": 32,
    "units": 64,
    "batch": 128,
    "held_out": 40,  # of so many verses in a row one is for validation and one for the test
    "rates": [0.05, 0.1, 0.2],
    "tuning": 3,  # seconds
    "seconds": [0.5, 1, 2, 5, 10, 20],
    "first": 10,  # steps that the table's test takes again
    "seed": 0,
}


class Part(NamedTuple):
    """Words to predict, and the words before each; V stands before a verse."""

    before: np.ndarray  # (n, context)
    y: np.ndarray  # (n,)


@cache
def data() -> tuple[np.ndarray, Part, Part, Part]:
    """Return the counts (V,) of the training verses' words, and training, validation, test."""
    corpus, every = bible.load(least=1), SETTINGS["held_out"]
    verses, V = corpus.sentences, len(corpus.words)
    of = np.arange(len(verses)) % every
    train, *rest = (
        _part([verses[i] for i in np.flatnonzero(chosen)], V)
        for chosen in (of > 1, of == 0, of == 1)
    )
    # a word that only others have counts as one seen once: all can be noise, and have a place
    return np.maximum(np.bincount(train.y, minlength=V), 1), train, *rest


def _part(verses, V: int) -> Part:
    n, starts = SETTINGS["context"], np.full(SETTINGS["context"], V)
    line = np.concatenate([each for verse in verses for each in (starts, verse)])
    windows = np.lib.stride_tricks.sliding_window_view(line, n + 1)
    windows = windows[windows[:, n] != V]
    return Part(windows[:, :n], windows[:, n])


def results() -> table.Table:
    """Return the table: a row for each output layer.

    layer, rate, milliseconds of a step in processor time
    tuning: the perplexity on validation with each of the rates
    steps, perplexity: at SETTINGS["seconds"], of the test, every one with the whole sum
    log_Z: its mean and spread over the test's words at the end, for scores that are a softmax's
    first: the first losses, in float64
    """
    return table.read("race", SETTINGS)


class Learner:
    """The model with one output layer, in training."""

    def __init__(self, name: str, rate: float, dtype=np.float32):
        counts, self.train, *_ = data()
        self.rng, self.rate = np.random.default_rng(SETTINGS["seed"]), rate
        D, H = SETTINGS["vector"], SETTINGS["units"]
        inputs = SETTINGS["context"] * D
        self.layer = so.output_layer(name, counts)
        p = self.layer.parameters(H, self.rng) | {
            "E": self.rng.standard_normal((len(counts) + 1, D)),
            "W": self.rng.standard_normal((inputs, H)) / np.sqrt(inputs),
            "b": np.zeros(H),
        }
        self.p = {name: value.astype(dtype) for name, value in p.items()}
        self.squares = {name: np.full_like(value, 1e-8) for name, value in self.p.items()}

    def states(self, before):
        """h (n, H) after these words (n, context), and the cache."""
        x = self.p["E"][before].reshape(len(before), -1)
        return dense_forward(x, self.p["W"], self.p["b"])

    def loss_and_gradients(self, part: Part):
        """The mean loss on these words, and its gradient for every name of p."""
        h, run = self.states(part.before)
        J, d = self.layer.loss_and_gradients(h, part.y, self.p, self.rng)
        dx, d["W"], d["b"] = dense_backward(d["h"], run)
        rows, at = np.unique(part.before, return_inverse=True)
        uses = sparse.csr_array((np.ones(at.size, dx.dtype), (at.ravel(), np.arange(at.size))))
        d["E"] = so.RowGradient(rows, uses @ dx.reshape(at.size, -1), len(self.p["E"]))
        return J, d

    def step(self) -> float:
        """Take one step on words drawn anew; return the loss that it went down on."""
        few = self.rng.integers(0, len(self.train.y), SETTINGS["batch"])
        J, d = self.loss_and_gradients(Part(*(each[few] for each in self.train)))
        for name, theta in self.p.items():  # G ← G + g²;  θ ← θ − η g / √G
            rows, g = d[name][:2] if isinstance(d[name], so.RowGradient) else (slice(None), d[name])
            G = self.squares[name][rows] + g * g
            self.squares[name][rows] = G
            theta[rows] -= self.rate * g / np.sqrt(G)
        return J

    def perplexity(self, part: Part, at_once: int = 1000) -> float:
        """e^(the mean of −ln P), with the whole sum where the layer does not sum to 1 itself."""
        total = 0.0
        for i in range(0, len(part.y), at_once):
            words = slice(i, i + at_once)
            h, _ = self.states(part.before[words])
            total += self.layer.log_probability(h, part.y[words], self.p).sum(dtype=np.float64)
        return float(np.exp(-total / len(part.y)))


def first(row: dict) -> list[float]:
    """The first losses of a row, taken anew, in float64: no machine rounds them differently."""
    learner = Learner(row["layer"], row["rate"], np.float64)
    return [learner.step() for _ in range(SETTINGS["first"])]


def _trained(name: str, rate: float, seconds, part: Part):
    """Train for so many seconds of processor time; yield (steps, perplexity, learner) at each."""
    learner, steps, spent = Learner(name, rate), 0, 0.0
    for limit in seconds:
        began = time.process_time() - spent
        while (spent := time.process_time() - began) < limit:
            learner.step()
            steps += 1
        yield steps, learner.perplexity(part), learner


def _row(name: str) -> dict:
    _, _, validation, test = data()
    tuning = [
        next(_trained(name, rate, [SETTINGS["tuning"]], validation))[1]
        for rate in SETTINGS["rates"]
    ]
    rate = SETTINGS["rates"][int(np.argmin(tuning))]
    runs = list(_trained(name, rate, SETTINGS["seconds"], test))
    steps, learner = runs[-1][0], runs[-1][2]
    row = {"layer": name, "rate": rate, "tuning": tuning}
    row |= {"milliseconds": 1e3 * SETTINGS["seconds"][-1] / steps, "log_Z": None}
    if "W_y" in learner.p and name not in ("class", "negative"):
        h, _ = learner.states(test.before)
        log_Z = so.log_normaliser(h, learner.p, chunk=200)
        row["log_Z"] = [float(log_Z.mean()), float(log_Z.std())]
    row |= {"steps": [run[0] for run in runs], "perplexity": [run[1] for run in runs]}
    return row | {"first": first(row)}


if __name__ == "__main__":
    table.make("race", SETTINGS, map(_row, SETTINGS["layers"]))
