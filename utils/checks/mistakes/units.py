"""Nats, bits, and the sign of a surprise."""

IN_BITS = "These are bits. To which base is the logarithm that this lab counts in, nats?"
BASE_10 = "This is the logarithm to base 10. Which one is NumPy's, and this course's, plain `log`?"
NO_MINUS = (
    "Logarithms of probabilities are negative or zero. Which sign has a surprise, and what they "
    "add up to?"
)


def in_other_units(old: str, log: str = "np.log(") -> tuple[tuple[str, ...], ...]:
    """The logarithm to base 2 and to base 10.

    old : the piece with the logarithm, in which `log` occurs
    """
    return (
        ("in bits", old, old.replace(log, log.replace("log", "log2")), IN_BITS),
        ("logarithm to base 10", old, old.replace(log, log.replace("log", "log10")), BASE_10),
    )
