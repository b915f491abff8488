"""The student's progress: one small JSON file in `work/`, read and written here only.

The file is `{"version": 1, "topics": {stem: {exercise: verdict}}}` with the check engine's words
for the verdicts. The best verdict is kept: trying something else after passing loses nothing.
"""

import json
import os
import sys
from pathlib import Path

from utils import paths
from utils.course import files

VERDICTS = ("not attempted yet", "not right yet", "passed")
"""From worst to best."""

_warned = False


def path() -> Path:
    """Return the progress file's path."""
    return paths.work() / "progress.json"


def record(topic_stem: str, exercise: str, verdict: str) -> None:
    """Keep `verdict` for `exercise` of the topic `topic_stem` unless a better one is there.

    A check calls this from a student's notebook, so it never raises: what goes wrong is said once
    per session, in one line on stderr. A notebook in a folder `solutions` records nothing, because
    running our answers is not progress; `COURSE_PROGRESS=off` turns recording off everywhere.
    """
    if os.environ.get("COURSE_PROGRESS", "").lower() == "off":
        return
    try:
        # A kernel works in the folder of its notebook.
        if Path.cwd().name == "solutions":
            return
        if verdict not in VERDICTS:
            raise ValueError(f"{verdict!r} is none of {', '.join(VERDICTS)}")
        topics = load()
        old = topics.get(topic_stem, {}).get(exercise)
        if old is not None and VERDICTS.index(old) >= VERDICTS.index(verdict):
            return
        topics.setdefault(topic_stem, {})[exercise] = verdict
        text = json.dumps({"version": 1, "topics": topics}, indent=1, sort_keys=True)
        files.write_text(path(), text + "\n")
    except Exception as problem:  # whatever it is, the student's check comes first
        what = " ".join(str(problem).split()) or type(problem).__name__  # on one line
        _warn_once(f"Progress is not being kept: {what}")


def load() -> dict[str, dict[str, str]]:
    """Return `{stem: {exercise: verdict}}`, empty when nothing was recorded.

    A damaged file is renamed to `progress.damaged-N.json`, which is said on stderr, and the
    course goes on with an empty record. Single entries that make no sense are left out.
    Raises OSError when the file is there but cannot be read or moved.
    """
    source = path()
    try:
        data = json.loads(source.read_text(encoding="utf-8-sig"))
        topics = data["topics"].items()
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError):
        backup = _set_aside(source)
        print(
            f"{source.name} was damaged. It is kept as {backup.name}; progress starts afresh.",
            file=sys.stderr,
        )
        return {}
    return {
        stem: {name: verdict for name, verdict in exercises.items() if verdict in VERDICTS}
        for stem, exercises in topics
        if isinstance(exercises, dict)
    }


def _set_aside(damaged: Path) -> Path:
    """Rename `damaged` to the first free `….damaged-N.json` and return that path."""
    number = 1
    while (backup := damaged.with_name(f"{damaged.stem}.damaged-{number}.json")).exists():
        number += 1
    os.replace(damaged, backup)
    return backup


def _warn_once(message: str) -> None:
    """Print `message` on stderr, the first time only."""
    global _warned
    if not _warned:
        _warned = True
        print(message, file=sys.stderr)
