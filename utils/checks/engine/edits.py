"""Named mistakes as edits of the right answer: a piece of its source is replaced by another.

    MISTAKES = edits(total)(
        ("the mean", "x.sum()", "x.mean()", "Is something divided that should only be added up?"),
        ("one too few, doubled", "(x", "(x[:-1]", ")", ") * 2", "Look at both ends, and a factor."),
    )

A row is a name, pairs of pieces (as it stands, as it is wrong), and a hint. Each piece must occur
exactly once in the source without its docstring, so that an edit cannot hit another line than the
one meant when the right answer changes.
"""

from collections.abc import Callable

from utils.checks.engine.cases import Mistake
from utils.source import body


def edits(answer: Callable, *helpers: Callable) -> Callable[..., tuple[Mistake, ...]]:
    """Return a function that makes mistakes from rows `(name, old, new, …, hint)`.

    answer : a function of a module, whose wrong variants are wanted
    helpers : functions of the same module that it calls; their source can be edited, too

    Raises ValueError, naming the mistake, for a row of another form, for a piece that does not
    occur exactly once, and for an edit that is no Python.
    """
    source = "\n\n".join(body(function) + "\n" for function in (*helpers, answer))

    def mistakes(*rows: tuple[str, ...]) -> tuple[Mistake, ...]:
        return tuple(_mistake(answer, source, *row) for row in rows)

    return mistakes


def _mistake(answer: Callable, source: str, name: str, *pieces: str) -> Mistake:
    *pairs, hint = pieces or ("",)
    if not pairs or len(pairs) % 2:
        raise ValueError(
            f"mistake {name!r} of {answer.__name__}: expected a name, pairs of pieces (old, new) "
            f"and a hint, got {len(pieces) + 1} texts"
        )
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        count = source.count(old) if old else 0
        if count != 1:
            raise ValueError(
                f"mistake {name!r} of {answer.__name__}: {old!r} occurs {count} times in the "
                "source; expected exactly once"
            )
        source = source.replace(old, new)
    return Mistake(name, _compiled(answer, source, name), hint)


def _compiled(answer: Callable, source: str, name: str) -> Callable:
    space = dict(answer.__globals__)
    try:
        exec(compile(source, f"<{answer.__name__}: {name}>", "exec"), space)
    except SyntaxError as problem:
        raise ValueError(
            f"mistake {name!r} of {answer.__name__} is no Python after the edit: {problem}"
        ) from None
    return space[answer.__name__]
