"""Python source, character by character: the standard library's own files, as they are installed.

What stands in them depends on Python's version. Where the files are not there, text of the same
kind is generated.
"""

import io
import sysconfig
import tokenize
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from utils import validate

ALPHABET = "\n" + "".join(map(chr, range(32, 127)))  # files with other characters are left out
LABELS = ("brackets", "quotes", "docstring", "comment", "column")


class PythonSource(NamedTuple):
    """Every fifth file is held out."""

    train: np.ndarray  # (n,) int64, places in ALPHABET
    test: list[str]  # whole files
    generated: bool


def load(size: int = 2_000_000, folder: Path | None = None) -> PythonSource:
    """Return `size` characters of training text or somewhat more, and a fourth of it held out.

    folder: where the .py files are; the standard library when None

    >>> data = load(100_000)
    >>> len(data.train) >= 100_000, sum(map(len, data.test)) > 0
    (True, True)
    """
    size = validate.count("size", size)
    folder = Path(sysconfig.get_path("stdlib")) if folder is None else Path(folder)
    generated = len(list(islice(_files(folder), 5))) < 5
    train, test, n = [], [], 0
    for k, text in enumerate(_generated() if generated else _files(folder)):
        if k % 5 == 4:
            test.append(text)
        else:
            train.append(text)
            n += len(text)
        if n >= size and test:
            break
    return PythonSource(encode("".join(train)), test, generated)


def encode(text: str) -> np.ndarray:
    """Return the places of a text's characters in ALPHABET, (n,) int64.

    >>> encode("\\n !").tolist()
    [0, 1, 2]
    """
    codes = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int64) - 31
    return np.maximum(codes, 0)


def labels(text: str) -> dict[str, np.ndarray]:
    """Say of each character what one is inside of after it, as Python's `tokenize` has it.

    → brackets: how many are open; quotes: in a string of one line; docstring: in triple quotes;
    comment; column: characters since the line's start. Each (len(text),) int64. Raises ValueError
    for a text that ends before its brackets or strings do.

    >>> labels("f('a')")["brackets"].tolist(), labels("f('a')")["quotes"].tolist()
    ([0, 1, 1, 1, 1, 0], [0, 0, 1, 1, 0, 0])
    """
    starts = np.cumsum([0] + [len(line) for line in text.splitlines(keepends=True)])
    found = {name: np.zeros(len(text), np.int64) for name in LABELS}
    opened: list[int] = []  # where the f-strings begin that are not yet closed
    for token in _tokens(text):
        first, end = (starts[line - 1] + column for line, column in (token.start, token.end))
        kind = tokenize.tok_name[token.type]
        # since Python 3.12 an f-string is several tokens, with those of its {…} in between
        if kind.endswith("STRING_START"):
            opened.append(first)
        elif kind.endswith("STRING_END"):
            first, kind = opened.pop(), "STRING"
        if opened:
            continue
        if kind == "STRING":
            long = text[first:end].endswith(('"""', "'''"))
            # after its last quote one is outside
            found["docstring" if long else "quotes"][first : end - 1] = 1
        elif kind == "COMMENT":
            found["comment"][first:end] = 1
        elif kind == "OP" and token.string in "()[]{}":
            found["brackets"][first:] += 1 if token.string in "([{" else -1
    place = np.arange(len(text))
    line = np.searchsorted(starts, place, side="right") - 1
    found["column"] = np.where(encode(text) == 0, 0, place - starts[line] + 1)
    return found


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    try:
        return list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError) as problem:
        raise ValueError(
            f"text: got what Python cannot read ({problem}), expected a file"
        ) from None


def _files(folder: Path):
    """Yield the texts in order of the files' names, without those whose name begins with _."""
    for path in sorted(folder.glob("[!_]*.py")):
        try:
            text = path.read_text(encoding="ascii")
        except (OSError, ValueError):  # not readable, or not ASCII
            continue
        if set(text) <= set(ALPHABET):
            yield text


def _generated():
    """Yield files of small functions, for ever."""
    rng = np.random.default_rng(0)
    words = ("value", "name", "line", "total", "key", "item", "index", "text", "size", "found")
    while True:
        text = ""
        for _ in range(30):
            a, b, c, d = (words[k] for k in rng.permutation(10)[:4])
            n, m = rng.integers(0, 100, 2)
            text += rng.permutation(
                [
                    f"def {a}_{b}({c}, {d}=({n}, {m})):  # the {a} of each {b}\n",
                    f'def {a}({b}, {c}):\n    """Return the {d} of {b} and {c}."""\n',
                    f'def {c}({d}):\n    print("no {a} in {b}", [{d}, {m}])\n',
                ]
            )[0]
            text += f"    return {a}[{b}({n}, '{d}')] + ({c} - {m})\n\n\n"
        yield text
