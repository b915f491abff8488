"""What goes wrong where an array for the result is made."""

WHOLE_NUMBERS = (
    "Right, except where the input is made of whole numbers: the result is made of whole numbers "
    "then, too. Which dtype has `np.zeros(shape)`, and which has `np.zeros_like`?"
)


def dtype_of_input(old: str, new: str, name: str = "in the input's dtype") -> tuple[str, ...]:
    """The result made with the dtype of the input, which may be whole numbers."""
    return name, old, new, WHOLE_NUMBERS
