"""Numbers as short as their place in a picture."""

import numpy as np


def number(value: float, form: str = "z.3f") -> str:
    """Write a number for a picture; infinity as ∞, and no minus before a zero."""
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    return format(value, form).replace("-", "−")


def short(p: float) -> str:
    """Write a probability as narrow as its bar: .25, and 1 for certainty."""
    return f"{p:.2f}".removeprefix("0").replace("1.00", "1")
