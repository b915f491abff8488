"""What makes two cells the same: type, source, tags and slide metadata, and nothing else.

Outputs, execution counts and ids are results or bookkeeping, so they take no part.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

# The only metadata a cell of this course carries.
KEPT_METADATA = ("tags", "slideshow")

# What jupytext notes down for itself while reading text.
JUPYTEXT_METADATA = ("lines_to_next_cell", "lines_to_end_of_cell_marker")


def key(cell: Mapping) -> dict:
    """Return what counts of `cell`: its type, source, tags and slide metadata.

    Newlines at the very end of a source are ignored: the text format cannot hold them.
    """
    metadata = cell.get("metadata", {})
    return {
        "type": cell["cell_type"],
        "source": source_of(cell).rstrip("\n"),
        "tags": list(metadata.get("tags", [])),
        "slide": dict(metadata.get("slideshow", {})),
    }


def source_of(cell: Mapping) -> str:
    """Return a cell's source as one string; notebook files may hold it as a list of lines.

    Line ends of Windows, which some editors put into a notebook, are no difference.
    """
    source = cell.get("source", "")
    return (source if isinstance(source, str) else "".join(source)).replace("\r\n", "\n")


def fingerprint(cells: Iterable[Mapping]) -> str:
    """Return the SHA-256, in hex, of what counts of `cells`."""
    text = json.dumps([key(cell) for cell in cells], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def ids(cells: Iterable[Mapping]) -> list[str]:
    """Return one id per cell that depends on its type and source alone.

    So inserting a cell leaves the ids of all others as they are. Cells that are equal, or whose
    hashes begin alike, are told apart by a counter: `1a2b3c4d`, `1a2b3c4d-2`, …
    """
    seen: dict[str, int] = {}
    result = []
    for cell in cells:
        text = json.dumps([cell["cell_type"], source_of(cell)], ensure_ascii=False)
        start = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
        seen[start] = seen.get(start, 0) + 1
        result.append(start if seen[start] == 1 else f"{start}-{seen[start]}")
    return result


def first_difference(ours: list[Mapping], theirs: list[Mapping]) -> tuple[int, str] | None:
    """Return the number (from 1) of the first cell that differs and what differs, or None.

    What differs is one of `type`, `source`, `tags`, `slide`, `missing` (only `ours` has the cell)
    and `extra` (only `theirs` has it).
    """
    for number, (our, their) in enumerate(zip(ours, theirs, strict=False), start=1):
        our_key, their_key = key(our), key(their)
        for part in our_key:
            if our_key[part] != their_key[part]:
                return number, part
    shorter = min(len(ours), len(theirs))
    if len(ours) > shorter:
        return shorter + 1, "missing"
    if len(theirs) > shorter:
        return shorter + 1, "extra"
    return None


def first_line(cell: Mapping, width: int = 60) -> str:
    """Return the first line of a cell that says something, shortened to `width` characters."""
    lines = [line.strip() for line in source_of(cell).splitlines() if line.strip()]
    line = lines[0] if lines else "(empty)"
    return line if len(line) <= width else line[: width - 1] + "…"
