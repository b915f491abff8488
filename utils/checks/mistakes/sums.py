"""What goes wrong where terms are added up."""

LAST_ONLY = (
    "Only the last term of each sum is there. Does a turn of your loop add to what the turns "
    "before it made, or does it write over it?"
)
MEAN = "You divide by the number of terms, as for a mean. Are they averaged here, or added up?"


def last_only(line: str, name: str = "only the last term") -> tuple[str, ...]:
    """`=` for `+=`: every turn of the loop writes over what the turns before it made."""
    return name, line, line.replace("+=", "="), LAST_ONLY


def mean(old: str, new: str, name: str = "a mean for the sum") -> tuple[str, ...]:
    """The sum divided by the number of its terms."""
    return name, old, new, MEAN
