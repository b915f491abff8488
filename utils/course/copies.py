"""The student's own copies in `work/`: made when absent, never overwritten.

`work/.copies.json` remembers which version of each original was handed out. When the original has
changed since, the student's copy stays as it is and the new version is put beside it as
`NN_stem.new.ipynb`.
"""

import hashlib
import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from utils import paths
from utils.course import files
from utils.course.errors import CourseError
from utils.topics import TOPICS, Topic

KINDS = ("lectures", "labs", "solutions")
LINES = {
    "copied": "Copied {name} into work/.",
    "changed": "{name} has a new version. Yours is untouched; the new one is beside it: {newest}",
    "missing": "{name} is not there yet. Make it with: course build {stem}",
    "broken": "{name} of the course is damaged and was not copied. Make it again with: "
    "course build {stem} --keep text",
}


@dataclass(frozen=True)
class Copy:
    """One work copy: what it is of, where it is, and what happened to it this time.

    `path` is the student's copy and `newest` the file with the newest version, the same unless
    the original changed. `event` is "copied", "kept", "changed" (a new version was put beside it
    just now), "missing" (there is no original; `path` may not exist) or "broken" (the original is
    no notebook, so it was not handed out).
    """

    topic: Topic
    kind: str
    path: Path
    newest: Path
    event: str

    def line(self) -> str:
        """Return one plain line about this copy, or "" when there is nothing to say."""
        return LINES.get(self.event, "").format(
            name=f"{self.path.parent.name}/{self.path.name}",
            newest=self.newest.name,
            stem=self.topic.stem,
        )

    @property
    def usable(self) -> bool:
        """Say whether there is a file to open."""
        return self.newest.exists()


def make(topics: Iterable[Topic] = TOPICS) -> list[Copy]:
    """Bring `work/` up to date for those of `topics` that are ready; return every copy.

    Raises CourseError when `work/` cannot be written. What was copied before stays.
    """
    place = paths.work() / ".copies.json"
    record = _read_record(place)
    before = _text_of(record)
    copies = [_one(topic, kind, record) for topic in topics if topic.ready for kind in KINDS]
    if _text_of(record) != before:
        files.write_text(place, _text_of(record))
    return copies


def _one(topic: Topic, kind: str, record: dict) -> Copy:
    """Copy one notebook if need be, and note in `record` which version was handed out."""
    name = f"{topic.name}.ipynb"
    original = paths.root() / kind / name
    mine = paths.work() / kind / name
    if not original.is_file():
        return Copy(topic, kind, mine, mine, "missing")
    try:
        files.read_notebook(original)
    except CourseError:
        return Copy(topic, kind, mine, mine, "broken")
    text = files.read_text(original)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    entry = record.get(f"{kind}/{name}", {})

    if not mine.exists():
        _put(mine, text)
        newest, event = mine, "copied"
    elif entry.get("sha256") == digest:
        newest, event = mine.with_name(entry.get("newest", mine.name)), "kept"
        if not newest.exists():  # the student threw the new version away, so it stays away
            newest = mine
    elif _text_or_none(mine) == text:
        newest, event = mine, "kept"
    else:
        newest, event = _beside(mine, text), "changed"

    record[f"{kind}/{name}"] = {"sha256": digest, "newest": newest.name}
    return Copy(topic, kind, mine, newest, event)


def _beside(mine: Path, text: str) -> Path:
    """Put `text` next to `mine` under the first `.new`, `.new2`, … that is free or equal."""
    for number in itertools.chain([""], itertools.count(2)):
        candidate = mine.with_name(f"{mine.stem}.new{number}.ipynb")
        if not candidate.exists():
            _put(candidate, text)
        if _text_or_none(candidate) == text:
            return candidate


def _text_or_none(path: Path) -> str | None:
    """Return a copy's text; None where it cannot be read, which counts as changed and is kept."""
    try:
        return files.read_text(path)
    except CourseError:
        return None


def _put(target: Path, text: str) -> None:
    """Write a copy and let Jupyter trust it."""
    files.write_text(target, text)
    trust(text)


def trust(text: str) -> None:
    """Tell Jupyter to trust a notebook, so that its stored outputs are shown whole."""
    try:
        import nbformat
        from nbformat.sign import NotebookNotary

        notary = NotebookNotary()
        notary.sign(nbformat.reads(text, as_version=4))
        notary.store.close()
    except Exception:
        # Trust is a comfort: without it, rich stored outputs appear once the cells are run.
        return


def _read_record(place: Path) -> dict:
    """Return the record, empty when absent or damaged: then every copy counts as changed."""
    try:
        record = json.loads(place.read_text(encoding="utf-8-sig"))
        return {name: entry for name, entry in record.items() if isinstance(entry, dict)}
    except (OSError, ValueError, AttributeError):
        return {}


def _text_of(record: dict) -> str:
    """Return the record as JSON."""
    return json.dumps(record, indent=1, sort_keys=True) + "\n"
