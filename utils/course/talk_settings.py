"""JupyterLab settings that last for one talk: the student's own, larger, and one key more."""

import json
import shutil
from pathlib import Path

# Running every cell ends at the last one; the other two commands go back to the first slide.
RUN_ALL = {
    "command": "apputils:run-all-enabled",
    "args": {
        "commands": [
            "notebook:run-all-cells",
            "notebook:extend-marked-cells-top",
            "notebook:deselect-all",
        ],
        "args": [{}, {}, {}],
    },
    "keys": ["Ctrl Shift Enter"],
    "selector": ".jp-Notebook",
}
LARGE = {"code-font-size": "18px", "content-font-size1": "20px"}


def prepare(own: Path, talk: Path) -> None:
    """Copy the settings folder `own` to `talk`, with larger text and a key that runs every cell.

    The menus are hidden during slides, so running the whole lecture needs a key. What was changed
    in JupyterLab's settings (the theme, say) is kept; `own` is not changed. Raises OSError when
    `talk` cannot be written.
    """
    shutil.copytree(own, talk, dirs_exist_ok=True)

    shortcuts = talk / "@jupyterlab" / "shortcuts-extension" / "shortcuts.jupyterlab-settings"
    settings = _read(shortcuts)
    known = settings.get("shortcuts")
    _write(shortcuts, {**settings, "shortcuts": [*(known or []), RUN_ALL]})

    # JupyterLab takes sizes from the user's settings only, not from overridden defaults.
    themes = talk / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    settings = _read(themes)
    _write(themes, {**settings, "overrides": {**(settings.get("overrides") or {}), **LARGE}})


def _read(file: Path) -> dict:
    """Return the settings in `file` (JSON with comments), empty when absent or unreadable."""
    import json5

    try:
        settings = json5.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return settings if isinstance(settings, dict) else {}


def _write(file: Path, settings: dict) -> None:
    """Write `settings` to `file`, whose folder is made when absent."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings, indent=1), encoding="utf-8")
