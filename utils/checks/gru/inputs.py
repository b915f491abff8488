"""What the exercises are tried on: small GRUs with few decimals, so that a verdict reads well."""

import numpy as np

LN2, LN3 = np.log(2), np.log(3)  # σ(ln 3) = 3/4; tanh(ln 3) = 4/5, tanh(ln 2) = 3/5
GATES = "zrh"  # update, reset, and the candidate


def parameters(D, H, rng, digits=2, after=False):
    """Draw p: W (D, H), U (H, H) and b (H,) of both gates and of the candidate, in order.

    after : with b_u (H,), the second bias of the form that resets after the product
    """
    shapes = {"W": (D, H), "U": (H, H), "b": (H,)}
    p = {
        f"{of}_{gate}": rng.normal(0, 0.9, shape).round(digits)
        for gate in GATES
        for of, shape in shapes.items()
    }
    return p | ({"b_u": rng.normal(0, 0.9, H).round(digits)} if after else {})


def sequence(T, N, D, H, seed, digits=2, after=False, scale=1.0):
    """Draw X (T, N, D), h0 (N, H) and p. A case of every exercise has more `digits`."""
    rng = np.random.default_rng(seed)
    X = scale * rng.normal(size=(T, N, D)).round(digits)
    h0 = np.tanh(rng.normal(size=(N, H))).round(digits)
    return {"X": X, "h0": h0, "p": parameters(D, H, rng, digits, after)}


def step(N, D, H, seed, digits=2, after=False, scale=1.0):
    """Draw x (N, D), h_prev (N, H) and p: what one step is made of."""
    drawn = sequence(1, N, D, H, seed, digits, after, scale)
    return {"x": drawn["X"][0], "h_prev": drawn["h0"], "p": drawn["p"]}


def numbers(**p):
    """One input, one unit: the parameters of these names; all others are 0."""
    shapes = {"W": (1, 1), "U": (1, 1), "b": (1,)}
    names = [f"{of}_{gate}" for gate in GATES for of in "WUb"]
    return {name: np.full(shapes[name[0]], float(p.get(name, 0))) for name in names}


# N = D = H = 1: z = 3/4, r = 1/2, h~ = 4/5, so that all can be done by hand
SMALL = {
    "x": np.array([[1.0]]),
    "h_prev": np.array([[0.5]]),
    "p": numbers(W_z=LN3, U_z=2, b_z=-1, W_r=1, U_r=-4, b_r=1, W_h=LN3, U_h=2, b_h=-0.5),
}
