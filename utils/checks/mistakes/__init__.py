"""Families of mistakes that come back in many exercises: their rows and their hints, once.

Each function returns a row for `edits`, made from the piece of the right answer that it concerns:

    MISTAKES = edits(total)(
        sums.last_only("total += x[i]"),
        loops.returned_inside("    return total"),
    )
"""
