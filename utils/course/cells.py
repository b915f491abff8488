"""What makes two cells the same: type, source, tags and slide metadata, and nothing else.

Outputs, execution counts and ids are results or bookkeeping, so they take no part.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import zip_longest

# The only metadata a cell of this course carries.
KEPT_METADATA = ("tags", "slideshow")

# Cells with these tags are folded for a reader: JupyterLab shows their first line alone. An aside
# draws, loads, measures or proves; notes are what an instructor says aloud.
ASIDE, NOTES = "aside", "notes"

# And what jupytext notes down for itself while reading text.
_KNOWN_METADATA = {*KEPT_METADATA, "lines_to_next_cell", "lines_to_end_of_cell_marker"}


def key(cell: Mapping) -> dict:
    """Return what counts of `cell`: its type, source, tags and slide metadata.

    Newlines at the very end of a source are ignored: the text format cannot hold them.
    """
    metadata = cell["metadata"]
    return {
        "type": cell["cell_type"],
        "source": cell["source"].rstrip("\n"),
        "tags": list(metadata.get("tags", [])),
        "slide": {} if tagged(cell, NOTES) else dict(metadata.get("slideshow", {})),
    }


def tagged(cell: Mapping, tag: str) -> bool:
    """Return whether `cell` has the tag."""
    return tag in cell["metadata"].get("tags", [])


def derived_metadata(cell: Mapping) -> dict:
    """Return what a notebook's cell has because of its tags: it is folded, or no slide."""
    notes = tagged(cell, NOTES)
    folded = {"jupyter": {"source_hidden": True}} if notes or tagged(cell, ASIDE) else {}
    return {**folded, "slideshow": {"slide_type": "notes"}} if notes else folded


def foreign_metadata(cell: Mapping) -> str:
    """Return the names of what no notebook of this course keeps of a cell, with commas."""
    return ", ".join(sorted(set(cell["metadata"]) - _KNOWN_METADATA - set(derived_metadata(cell))))


def fingerprint(cells: Iterable[Mapping]) -> str:
    """Return the SHA-256, in hex, of what counts of `cells`."""
    text = json.dumps([key(cell) for cell in cells], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def ids(cells: Iterable[Mapping]) -> list[str]:
    """Return one id per cell that depends on its type and source alone.

    So inserting a cell leaves the ids of all others as they are. Cells that are equal, or whose
    hashes begin alike, are told apart by a counter: `1a2b3c4d`, `1a2b3c4d-2`, …
    """
    seen: Counter[str] = Counter()
    result = []
    for cell in cells:
        text = json.dumps([cell["cell_type"], cell["source"]], ensure_ascii=False)
        start = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
        seen[start] += 1
        result.append(start if seen[start] == 1 else f"{start}-{seen[start]}")
    return result


def first_difference(ours: list[Mapping], theirs: list[Mapping]) -> tuple[int, str] | None:
    """Return the number (from 1) of the first cell that differs and what differs, or None.

    What differs is one of `type`, `source`, `tags`, `slide`, `missing` (only `ours` has the cell)
    and `extra` (only `theirs` has it).
    """
    for number, (our, their) in enumerate(zip_longest(ours, theirs), start=1):
        if our is None or their is None:
            return number, "extra" if our is None else "missing"
        their_key = key(their)
        for part, value in key(our).items():
            if value != their_key[part]:
                return number, part
    return None


def first_line(cell: Mapping, width: int = 60) -> str:
    """Return the first line of a cell that says something, shortened to `width` characters."""
    line = (cell["source"].strip().splitlines() or ["(empty)"])[0].rstrip()
    return line if len(line) <= width else line[: width - 1] + "…"
