"""What a person does in a notebook: open it, run it, type, press keys, look."""

import base64
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"
WIDGETS = {
    "00_warm_up": ("explore_plane", "explore_descent"),
    "01_cross_entropy": ("explore_divergence", "explore_softmax", "explore_decision_boundary"),
    "02_hidden_representations": ("explore_training", "explore_code"),
    "03_convolution": ("explore_window", "explore_kernel", "explore_digit"),
}
"""The live pictures of each lecture."""


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open work/`path` in the JupyterLab whose front page is at `address`."""
    start, token = address.split("?token=")
    folder = start.rsplit("/", 1)[0]
    page.goto(f"{folder}/{path}?token={token}&reset")
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for()
    wait_for_kernel(page)


def wait_for_kernel(page: Page) -> None:
    """Wait until the kernel has started and has nothing to do."""
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first.wait_for()


def menu(page: Page, name: str, entry: str) -> None:
    """Choose `entry` from the menu `name`."""
    page.locator(".lm-MenuBar-itemLabel", has_text=name).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=entry).first.click()


PROMPTS = """test => {
  const prompts = [...document.querySelectorAll(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputPrompt')];
  return prompts.length > 0 && prompts.every(prompt => /\\d/.test(prompt.textContent) === test);
}"""


def run_all(page: Page) -> None:
    """Run every cell and wait until the last one is done."""
    # A notebook keeps the numbers of its last run; without them, a number means "done now".
    menu(page, "Edit", "Clear Outputs of All Cells")
    page.wait_for_function(PROMPTS, arg=False)
    menu(page, "Run", "Run All Cells")
    page.wait_for_function(PROMPTS, arg=True, timeout=120_000)
    wait_for_kernel(page)


CODE_CELLS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell"


def code_cell(page: Page, text: str) -> Locator:
    """Return the code cell whose source or output has `text`; it stays that cell if it changes."""
    found = page.locator(CODE_CELLS, has_text=text).first
    place = found.evaluate(f"cell => [...document.querySelectorAll('{CODE_CELLS}')].indexOf(cell)")
    return page.locator(CODE_CELLS).nth(place)


def type_into(page: Page, cell: Locator, code: str) -> None:
    """Replace the cell's code and run it."""
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    run(page, cell)


def run(page: Page, cell: Locator) -> None:
    """Run one cell and wait for its end."""
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).not_to_contain_text("*", timeout=60_000)
    wait_for_kernel(page)


def run_only(page: Page, *texts: str) -> None:
    """Run, in this order, the code cells that have these texts: less than a whole lecture."""
    for text in texts:
        run(page, code_cell(page, text))


def picture(widget: Locator) -> bytes:
    """Return the bytes of the picture that a live widget shows now."""
    data = widget.locator(".live-view img").evaluate(
        """async image => {
          const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
          return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
        }"""
    )
    return base64.b64decode(data)


def screenshot(page: Page, name: str, part: Locator | None = None) -> None:
    """Save what is to be seen now as screenshots/`name`.png."""
    SCREENSHOTS.mkdir(exist_ok=True)
    (part or page).screenshot(path=SCREENSHOTS / f"{name}.png")
