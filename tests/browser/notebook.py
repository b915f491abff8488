"""What a person does in a notebook: open it, run it, type, press keys, look."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser.serving import TIMEOUT
from playwright.sync_api import Locator, Page

SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"
DO = """(object, [name, given, ms]) => Promise.race([
  object[name](...given),
  new Promise((_, fail) => setTimeout(() => fail(new Error(`${name}: no end`)), ms)),
])"""


class Notebook:
    """The notebook that a page has open; as a context it is closed at the end.

    page : shows a JupyterLab of `course lab` or `course present`
    path : below the folder that JupyterLab shows; None for the notebook that is open already
    """

    def __init__(self, page: Page, path: str | None = None) -> None:
        self.page = page
        page.wait_for_function("window.jupyterapp?.shell.currentWidget")
        self.handle = page.evaluate_handle("path => OpenNotebook.at(path)", path)

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(self, *_) -> None:
        self.do("close")

    def do(self, name: str, *given: Any) -> Any:
        """Do a part of notebook.js to its end; it fails when the end does not come."""
        return self.handle.evaluate(DO, [name, given, TIMEOUT])

    def cell(self, text: str) -> "Cell":
        """Return the one code cell that has `text` in its source."""
        found = self.do("find", text)
        assert len(found) == 1, f"{len(found)} code cells have {text!r}"
        return Cell(self, found[0])

    def add(self, source: str) -> "Cell":
        """Return a new code cell at the end."""
        return Cell(self, self.do("add", source))

    def set_up(self) -> None:
        """Run what a lecture's live pictures need: its first code cell, and their import."""
        for cell in dict.fromkeys(self.do("find", "")[:1] + self.do("find", " as explore\n")):
            self.do("run", cell)


@dataclass(frozen=True)
class Cell:
    """One code cell of a notebook, that cell whatever its source becomes."""

    notebook: Notebook
    id: str

    @property
    def node(self) -> Locator:
        """What the page shows of the cell."""
        self.notebook.do("select", self.id)
        return self.notebook.page.locator(f'[data-test-cell="{self.id}"]')

    def write(self, source: str) -> None:
        """Replace the cell's source."""
        self.notebook.do("write", self.id, source)

    def run(self) -> Locator:
        """Run the cell, which must not raise; return its node."""
        self.notebook.do("run", self.id)
        return self.node


def shown_picture(widget: Locator) -> bytes:
    """Return the bytes of the picture that a live widget shows now."""
    data = widget.locator(".live-view img").evaluate(
        """async image => {
          const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
          return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
        }"""
    )
    return base64.b64decode(data)


def screenshot(part: Page | Locator, name: str) -> None:
    """Save what is to be seen now as screenshots/`name`.png."""
    SCREENSHOTS.mkdir(exist_ok=True)
    part.screenshot(path=SCREENSHOTS / f"{name}.png")
