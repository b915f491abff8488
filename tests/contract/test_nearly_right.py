"""Every part of an answer counts, and in each of its digits, its sign and its place."""

from dataclasses import replace

import numpy as np
import pytest
from helpers import topics

from utils.checks.engine.leaves import follow, paths
from utils.checks.engine.trial import disagreement, right_outcomes

NEARLY = {
    "rounded": lambda numbers: numbers.round(4),
    "without signs": np.abs,
    "backwards": lambda numbers: numbers[::-1] if numbers.ndim else numbers,
}


def with_part(result, path, part):
    """Return a result with another part at the end of `path`."""
    if not path:
        return part
    key, *rest = path
    changed = with_part(result[key], rest, part)
    if isinstance(result, dict):
        return result | {key: changed}
    return (*result[:key], changed, *result[key + 1 :])


@pytest.mark.parametrize("nearly", NEARLY)
@pytest.mark.parametrize(("stem", "name"), topics.exercises())
def test_what_is_nearly_right_is_rejected(stem, name, nearly):
    exercise = topics.lab(stem).exercises[name]
    outcomes = list(zip(exercise.cases, right_outcomes(exercise), strict=True))
    for path in paths(outcomes[0][1].value):
        found = []
        for case, right in outcomes:
            part = follow(right.value, path)
            if not isinstance(part, float | np.ndarray) or np.asarray(part).dtype.kind != "f":
                continue
            other = NEARLY[nearly](np.asarray(part))
            if not np.allclose(other, part, rtol=1e-6, atol=1e-6, equal_nan=True):
                mine = replace(right, value=with_part(right.value, path, other))
                found.append(disagreement(exercise, case, mine, right))
        assert not found or any(found), path
