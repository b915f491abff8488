"""The parameters of an LSTM: how they are drawn, checked and counted [DS17, K17]."""

from collections.abc import Mapping

import numpy as np

from utils import validate

PARTS = ("i", "f", "o", "c")  # three gates and the candidate c̃
PEEPHOLES = {None: (), "output": ("o",), "all": ("i", "f", "o")}
BLOCKS = {"elman": 1, "lstm": 4, "gru": 3}  # of (D + H + 1) H parameters


def lstm_parameters(
    D: int,
    H: int,
    rng: np.random.Generator,
    forget_bias: float = 1.0,
    peepholes: str | None = None,
    biases: bool = True,
    diagonal: bool = True,
) -> dict:
    """Draw every weight uniformly from ±1/√H, as torch does; b_f = forget_bias, other biases 0.

    forget_bias: with 1, f starts at about σ(1) = 0.73, with 0 at ½; a half is gone in one step
    peepholes: "output", V_o alone [DS17]; "all", V_i, V_f and V_o; None, none
    diagonal: V as (H,), each cell seen by its own gates alone, or as (H, H) [DS17]
    biases: False leaves all b_* out [K17], and with them the forget bias
    → {"W_i" (D, H), "U_i" (H, H), "b_i" (H,), and the same for f, o, c; "V_o", …}, float64.

    >>> p = lstm_parameters(3, 5, np.random.default_rng(0), peepholes="output")
    >>> p["W_i"].shape, p["V_o"].shape, p["b_f"]
    ((3, 5), (5,), array([1., 1., 1., 1., 1.]))
    """
    D, H, rng = validate.count("D", D), validate.count("H", H), validate.generator("rng", rng)
    forget_bias = validate.number("forget_bias", forget_bias)
    seen = PEEPHOLES[validate.choice("peepholes", peepholes, tuple(PEEPHOLES))]
    shapes = {f"W_{part}": (D, H) for part in PARTS} | {f"U_{part}": (H, H) for part in PARTS}
    shapes |= {f"V_{gate}": (H,) if diagonal else (H, H) for gate in seen}
    p = {name: rng.uniform(-1, 1, shape) / np.sqrt(H) for name, shape in shapes.items()}
    if biases:
        p |= {f"b_{part}": np.full(H, forget_bias if part == "f" else 0.0) for part in PARTS}
    return p


def checked(p: Mapping, D: int) -> dict:
    """Return p as arrays that fit each other and inputs of D numbers, or raise ValueError."""
    needed = [f"{kind}_{part}" for kind in "WU" for part in PARTS]
    validate.names("p", p, needed, "W and U of i, f, o and c")
    H = validate.real("W_i", p["W_i"], (D, None)).shape[1]
    shapes = {"W": (D, H), "U": (H, H), "b": (H,), "V": (H,)}
    known = needed + [f"b_{part}" for part in PARTS] + [f"V_{gate}" for gate in PEEPHOLES["all"]]
    arrays = {}
    for name, value in p.items():
        if name not in known:
            raise ValueError(f"p: got {name!r}, expected names among {', '.join(known)}")
        full = name[0] == "V" and np.ndim(value) == 2
        arrays[name] = validate.real(name, value, (H, H) if full else shapes[name[0]])
    return arrays


def parameter_count(cell: str, D: int, H: int) -> int:
    """How many numbers a cell learns: (D + H + 1) H for each gate or candidate that it has.

    cell: "elman" has one such block, "lstm" four, "gru" three.

    >>> parameter_count("lstm", 64, 128), parameter_count("gru", 64, 128) / 98816
    (98816, 0.75)
    """
    D, H = validate.count("D", D), validate.count("H", H)
    return BLOCKS[validate.choice("cell", cell, tuple(BLOCKS))] * (D + H + 1) * H
