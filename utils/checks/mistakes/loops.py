"""What goes wrong around a loop."""

RETURN_INSIDE = (
    "Only the first turn of a loop has left something. Is there a `return` or a `break` inside it?"
)


def returned_inside(
    line: str, name: str = "returned inside the loop", deeper: int = 4
) -> tuple[str, ...]:
    """The `return` indented `deeper`: the loop ends in its first turn.

    line : the line with its indent and the line break before it, such as "\\n    return total"
    """
    return name, line, line.replace("\n", "\n" + deeper * " "), RETURN_INSIDE
