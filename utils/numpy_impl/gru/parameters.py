"""The parameters of a GRU: their names, their number, and what is asked of them."""

from collections.abc import Mapping

import numpy as np

from utils import validate

FORMS = ("before", "after")


def names_of(reset: str = "before") -> tuple[str, ...]:
    """Return the names of the parameters, gate by gate; "after" has b_u as well.

    >>> names_of("after")[-4:]
    ('W_h', 'U_h', 'b_h', 'b_u')
    """
    validate.choice("reset", reset, FORMS)
    names = tuple(f"{kind}_{part}" for part in "zrh" for kind in "WUb")
    return (*names, "b_u") if reset == "after" else names


def gru_parameters(
    D: int,
    H: int,
    rng: np.random.Generator,
    reset: str = "before",
    update_bias: float | None = None,
) -> dict:
    """Draw all of them uniformly from ±1/√H, as torch does.

    update_bias: b_z of every unit instead; the larger, the longer the state is kept
    → {"W_z" (D, H), "U_z" (H, H), "b_z" (H,), the same for r and h, and "b_u" (H,) for "after"}.

    >>> gru_parameters(2, 3, np.random.default_rng(0))["U_h"].shape
    (3, 3)
    """
    D, H, rng = validate.count("D", D), validate.count("H", H), validate.generator("rng", rng)
    shapes = {"W": (D, H), "U": (H, H), "b": (H,)}
    p = {name: rng.uniform(-1, 1, shapes[name[0]]) / np.sqrt(H) for name in names_of(reset)}
    if update_bias is not None:
        p["b_z"] = np.full(H, validate.number("update_bias", update_bias))
    return p


def gru_parameter_count(D: int, H: int, form: str = "before") -> int:
    """3 (D + H + 1) H, three quarters of an LSTM's; + H for "after", + 3 H for "nn.GRU".

    nn.GRU keeps a bias of the inputs and one of the states for all three parts, 6 H together; for
    both gates only the sum counts, so that 2 H of them are spare.

    >>> [gru_parameter_count(64, 128, form) for form in ("before", "after", "nn.GRU")]
    [74112, 74240, 74496]
    """
    D, H = validate.count("D", D), validate.count("H", H)
    more = {"before": 0, "after": 1, "nn.GRU": 3}[validate.choice("form", form, (*FORMS, "nn.GRU"))]
    return 3 * (D + H + 1) * H + more * H


def swap_update(p: Mapping) -> dict:
    """Turn a GRU with h_t = z ∘ h_(t−1) + (1 − z) ∘ h̃ into Chung's, with z and 1 − z swapped.

    σ(−a) = 1 − σ(a): negating W_z, U_z and b_z makes z what 1 − z was. The way back is the same.

    >>> swap_update({"W_z": np.array([[2.0]]), "W_r": np.array([[3.0]])})
    {'W_z': array([[-2.]]), 'W_r': array([[3.]])}
    """
    return {name: -np.asarray(a) if name.endswith("_z") else np.array(a) for name, a in p.items()}


def checked_parameters(X, p: Mapping, reset: str) -> dict:
    """Return the parameters that fit X (…, D), under their names and in their order."""
    names = names_of(reset)
    validate.names("p", p, names, f"{', '.join(names)} for reset={reset!r}")
    if reset == "before" and "b_u" in p:
        raise ValueError("p: got b_u, which only reset='after' has")
    H = np.shape(p["W_z"])[-1] if np.ndim(p["W_z"]) == 2 else None
    shapes = {"W": (X.shape[-1], H), "U": (H, H), "b": (H,)}
    return {name: validate.real(name, p[name], shapes[name[0]]) for name in names}
