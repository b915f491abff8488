"""Exercises as plain data, so that answers can be judged where the student's code does not run."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.engine.exercise import Exercise
from utils.checks.engine.judge import judge
from utils.checks.engine.outcome import Failure, Outcome
from utils.checks.engine.reports import wrong
from utils.checks.engine.snapshot import Other, Tensor, in_form_of, snapshot
from utils.checks.engine.trial import right_outcomes
from utils.checks.engine.verdict import Verdict


def export(exercise: Exercise) -> dict[str, Any]:
    """Return the exercise's cases as arrays and JSON-able values.

    `{"name", "number", "title", "arguments": [names], "rtol", "atol", "cases": [{"title",
    "inputs": {name: value}, "expected": value or {"raises": type}}]}`. A torch tensor becomes an
    array; a NumPy generator `{"generator": "PCG64", "state": {…}}`; a function, which cannot
    travel, `{"function": name}`. The arrays are copies.
    """
    return {
        "name": exercise.name,
        "number": exercise.number,
        "title": exercise.title,
        "arguments": list(exercise.signature.parameters),
        "rtol": exercise.rtol,
        "atol": exercise.atol,
        "cases": [
            {
                "title": case.title,
                "inputs": {name: _portable(value) for name, value in case.arguments.items()},
                "expected": {"raises": outcome.failure.name}
                if outcome.failure
                else _portable(outcome.value),
            }
            for case, outcome in zip(exercise.cases, right_outcomes(exercise), strict=True)
        ],
    }


def judge_outputs(exercise: Exercise, outputs: Any, *, from_json: bool = False) -> Verdict:
    """Judge outputs made elsewhere, one per case, without running anything of a student's.

    outputs : a sequence in the order of the cases, or a dictionary by the cases' titles;
        `{"raises": "ValueError"}` stands for a call that raised
    from_json : lists stand for arrays and tuples, as JSON has neither

    Never raises; says nothing about how the outputs came about (state, changed inputs).
    """
    try:
        outcomes = _outcomes(exercise, outputs, from_json)
    except Exception as problem:
        outcomes = f"The outputs cannot be read: {type(problem).__name__}."
    if isinstance(outcomes, str):
        return wrong(exercise, "call", outcomes)
    return judge(exercise, outcomes)


def _outcomes(exercise: Exercise, outputs: Any, from_json: bool) -> list[Outcome] | str:
    titles = [case.title for case in exercise.cases]
    if isinstance(outputs, Mapping):
        lost = [title for title in titles if title not in outputs]
        if lost:
            return f"There is no output for the case “{lost[0]}”."
        outputs = [outputs[title] for title in titles]
    if not isinstance(outputs, Sequence) or isinstance(outputs, str | bytes):
        return "The outputs must be a list, one item for each case."
    if len(outputs) != len(titles):
        return f"There are {len(outputs)} outputs for {len(titles)} cases."
    pairs = zip(outputs, right_outcomes(exercise), strict=True)
    return [_outcome(mine, right, from_json) for mine, right in pairs]


def _outcome(output: Any, right: Outcome, from_json: bool) -> Outcome:
    if isinstance(output, Mapping) and set(output) <= {"raises", "message"} and "raises" in output:
        name = str(output["raises"])
        return Outcome(failure=Failure(name, (name,), str(output.get("message", ""))))
    value = snapshot(output)
    return Outcome(value=_restored(value, right.value) if from_json else value)


def _restored(value: Any, like: Any) -> Any:
    """Give back what JSON has not got: tensors, and keys that are no text.

    Lists may stay, since they may stand for arrays and tuples.
    """
    if isinstance(like, Tensor) and isinstance(value, list):
        return Tensor(in_form_of(value, like.array))
    if isinstance(value, list) and isinstance(like, tuple | list) and len(value) == len(like):
        return [_restored(v, w) for v, w in zip(value, like, strict=True)]
    if isinstance(value, dict) and isinstance(like, dict):
        words = {str(key): key for key in like}
        return {words.get(k, k): _restored(v, like.get(words.get(k, k))) for k, v in value.items()}
    return value


def _portable(value: Any) -> Any:
    """Return a copy of a value made of arrays and JSON-able things."""
    if isinstance(value, np.random.Generator):
        return {"generator": type(value.bit_generator).__name__, "state": _state(value)}
    value = snapshot(value)
    if isinstance(value, Tensor):
        return value.array
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {key: _portable(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_portable(item) for item in value)
    if isinstance(value, frozenset):
        return sorted(value, key=repr)
    if isinstance(value, Other):
        return {"function": getattr(value.object, "__name__", value.name)}
    return value


def _state(generator: np.random.Generator) -> dict[str, Any]:
    return dict(generator.bit_generator.state)
