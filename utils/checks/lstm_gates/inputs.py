"""What the exercises are tried on: small LSTMs, their sequences, and what they leave."""

import numpy as np

from utils.checks.engine import Case

LN2, LN3 = np.log(2), np.log(3)  # σ(ln 3) = 3/4, tanh(ln 2) = 3/5, tanh(ln 3) = 4/5
PARTS = ("i", "f", "o", "c")


def one_unit(W, U, **biases):
    """Return parameters of one unit that hears one number: the same W and U, or one a part."""
    p = {}
    for part in PARTS:
        p[f"W_{part}"] = np.array([[W.get(part, 0.0) if isinstance(W, dict) else W]])
        p[f"U_{part}"] = np.array([[U.get(part, 0.0) if isinstance(U, dict) else U]])
        p[f"b_{part}"] = np.array([biases.get(part, 0.0)])
    return p


# x W + h U is 0, so that the biases alone say: i = 1/2, f = 3/4, o = 1/4, c̃ = 4/5; c is ln 2
ONE_STEP = {
    "x": np.array([[1.0]]),
    "h_prev": np.array([[0.5]]),
    "c_prev": np.array([[(LN2 - 0.4) * 4 / 3]]),
    "p": one_unit(1.0, -2.0, f=LN3, o=-LN3, c=LN3),
}
# all gates half open, x and h heard by c̃ alone; the cells are ln 2 and ½ ln 2
TWO_STEPS = {
    "X": np.array([LN3, -0.3]).reshape(2, 1, 1),
    "p": one_unit({"c": 1.0}, {"c": 1.0}),
    "h0": np.array([[0.0]]),
    "c0": np.array([[2 * LN2 - 0.8]]),
}


def drawn(T, N, D, H, seed, digits=2, scale=1.0):
    """Draw X (T, N, D), p, h0 and c0 with few decimals, so that a verdict reads well.

    A case of every exercise needs more `digits`: rounding on the way must show.
    """
    rng = np.random.default_rng(seed)
    shapes = {"W": (D, H), "U": (H, H), "b": (H,)}
    p = {
        f"{kind}_{part}": rng.normal(0, 0.8, shape).round(digits)
        for kind, shape in shapes.items()
        for part in PARTS
    }
    X = (scale * rng.normal(size=(T, N, D))).round(digits)
    h0, c0 = np.tanh(rng.normal(size=(N, H))), rng.normal(0, 1.5, (N, H))
    return {"X": X, "p": p, "h0": h0.round(digits), "c0": c0.round(digits)}


def one_of(N, D, H, seed, digits=2, scale=1.0):
    """Draw x, h_prev, c_prev and p for a single step."""
    given = drawn(1, N, D, H, seed, digits, scale)
    return {
        "x": given["X"][0],
        "h_prev": given["h0"],
        "c_prev": given["c0"],
        "p": given["p"],
    }


def gradients(shape, seed, *names, digits=2):
    """Draw what comes back, `{"dh": …, "dc": …}`."""
    rng = np.random.default_rng(100 + seed)
    return {name: rng.normal(size=shape).round(digits) for name in names}


def sequence_case(title, T, N, D, H, seed, digits=2, **more):
    """A case of a drawn sequence; `more` replaces arguments or adds some."""
    return Case(title, **drawn(T, N, D, H, seed, digits) | more)
