"""What goes wrong around a loop."""

RETURN_INSIDE = "Is the `return` inside a loop? Then the function ends in the first turn."


def returned_inside(
    line: str, name: str = "returned inside the loop", deeper: int = 4
) -> tuple[str, ...]:
    """The `return` indented `deeper`: the loop ends in its first turn.

    line : the line with its indent and the line break before it, such as "\\n    return total"
    """
    return name, line, line.replace("\n", "\n" + deeper * " "), RETURN_INSIDE
