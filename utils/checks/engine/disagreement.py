"""How one outcome misses what is expected."""

from utils.checks.engine.cases import Case
from utils.checks.engine.compare import Difference, difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.forms import in_form_of
from utils.checks.engine.outcome import Outcome


def disagreement(
    exercise: Exercise, case: Case, mine: Outcome, right: Outcome
) -> Difference | None:
    """Return how one outcome misses what is expected, or None when it is right.

    Where the reference raises, the same type of exception is right, whatever its words.
    """
    if mine.failure:
        same = right.failure and mine.failure.is_a(right.failure.name)
        return None if same else Difference("raised", (), None, None)
    if right.failure:
        note = f"It should raise {right.failure.name} for this case, and returns something."
        return Difference("values", (), mine.value, right.failure.name, note=note)
    found = difference(mine.value, right.value, exercise.rtol, exercise.atol)
    if exercise.compare is None:
        return found
    try:
        said = exercise.compare(in_form_of(mine.value, right.value), right.value, case)
    except Exception:
        # the comparison may rely on what the general stages look at: type and shape
        if found is None or found.stage not in ("type", "shape"):
            raise
        return found
    return Difference("values", (), mine.value, right.value, note=said) if said else None
