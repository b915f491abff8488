"""From a key press to new pixels, measured inside the page, for a live widget and `interact`.

Both draw the same picture in one page, so that the ratio of their times means something on any
machine.
"""

from statistics import median

from browser import in_notebook as notebook
from playwright.sync_api import Locator, Page

# The same pictures the way ipywidgets' manual teaches it: a fresh figure at every move.
INTERACT = """
import ipywidgets, matplotlib.pyplot as plt
from utils.widgets import {stem} as explore

def plain(name):
    live = getattr(explore, name)()
    live._quiet = True  # its controls are borrowed, its own picture must not cost time here
    def show(**state):
        live.draw(plt.figure(figsize=live.figsize), live.numbers(state))
        plt.show()
    return ipywidgets.interactive(show, **live.controls)

plain("{name}")
"""

# A frame has been painted when a message posted from its animation callback arrives.
WATCH = """cell => {
  window.__presses = [];
  if (cell.__watched) return;
  cell.__watched = true;
  let start = null;
  cell.addEventListener('keydown', event => { start = event.timeStamp; }, true);
  cell.addEventListener('load', event => {
    if (event.target.tagName !== 'IMG' || start === null) return;
    const pressed = start;
    start = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.__presses.push(performance.now() - pressed);
      channel.port2.postMessage(0);
    });
  }, true);
}"""


def measure(page: Page, cell: Locator, presses: int = 35) -> list[float]:
    """Press arrow keys on the cell's first slider; return milliseconds to new pixels, sorted."""
    cell.scroll_into_view_if_needed()
    cell.evaluate(WATCH)
    cell.get_by_role("slider").first.focus()
    for i in range(presses):
        page.keyboard.press("ArrowRight" if i % 6 < 3 else "ArrowLeft")
        page.wait_for_function(f"window.__presses.length == {i + 1}", polling=10)
        page.wait_for_timeout(40)  # as a hand does: the page comes to rest between presses
    return sorted(page.evaluate("window.__presses")[5:])


def p50(times: list[float]) -> float:
    """The median."""
    return median(times)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 presses do not exceed."""
    return times[int(0.95 * (len(times) - 1))]


def of_both(page: Page, stem: str, name: str) -> tuple[list[float], list[float]]:
    """Return the sorted times of our widget and of the same picture under `interact`."""
    ours = measure(page, notebook.code_cell(page, f"explore.{name}()"))
    spare = page.locator(notebook.CODE_CELLS).last
    notebook.type_into(page, spare, INTERACT.replace("{stem}", stem).replace("{name}", name))
    return ours, measure(page, spare, presses=20)
