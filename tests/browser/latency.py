"""From a key press to new pixels, measured inside the page, for a live widget and `interact`.

Both draw the same picture in one page, in turns, so that the ratio of their times means something
on any machine.
"""

from itertools import chain
from statistics import median

from browser.notebook import Cell, Notebook

# The same pictures the way ipywidgets' manual teaches it: a fresh figure at every move.
INTERACT = """
import ipywidgets, matplotlib.pyplot as plt

def plain(live):
    live._quiet = True  # its controls are borrowed, its own picture must not cost time here
    def show(**state):
        live.draw(plt.figure(figsize=live.figsize), live.numbers(state))
        plt.show()
    return ipywidgets.interactive(show, **live.controls)

plain(explore.{name}())
"""

# A frame has been painted when a message posted from its animation callback arrives.
WATCH = """cell => {
  if (cell.presses) return;
  cell.presses = [];
  let start = null;
  cell.addEventListener('keydown', event => { start = event.timeStamp; }, true);
  cell.addEventListener('load', event => {
    if (event.target.tagName !== 'IMG' || start === null) return;
    const pressed = start;
    start = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => cell.presses.push(performance.now() - pressed);
      channel.port2.postMessage(0);
    });
  }, true);
}"""
WATCHED = (
    "([id, count]) => document.querySelector(`[data-test-cell='${id}']`).presses.length == count"
)

WARM_UP, BLOCKS = 1, 3  # of four key presses each


def press(cell: Cell) -> list[float]:
    """Press arrow keys on the cell's first slider; return the milliseconds to new pixels."""
    node, page = cell.node, cell.notebook.page
    node.get_by_role("slider").first.focus()
    before = node.evaluate("cell => cell.presses.length")
    keys = 2 * ["ArrowRight"] + 2 * ["ArrowLeft"]
    for i, key in enumerate(keys):
        page.keyboard.press(key)
        page.wait_for_function(WATCHED, arg=[cell.id, before + i + 1], polling=10)
        page.wait_for_timeout(40)  # as a hand does: the page comes to rest between presses
    return node.evaluate(f"cell => cell.presses.slice({before})")


def of_both(notebook: Notebook, name: str) -> tuple[list[float], list[float]]:
    """Return the sorted times of our widget and of the same picture under `interact`."""
    cells = notebook.cell(f"explore.{name}("), notebook.add(INTERACT.replace("{name}", name))
    for cell in cells:
        cell.run().evaluate(WATCH)
        cell.node.locator("img:visible").first.wait_for()
    turns = [[press(cell) for cell in cells] for _ in range(WARM_UP + BLOCKS)][WARM_UP:]
    notebook.do("remove", cells[1].id)
    return tuple(sorted(chain(*blocks)) for blocks in zip(*turns, strict=True))


def limit(name: str) -> float:
    """What part of `interact`'s time a live picture may take."""
    # Without axes a fresh figure is cheap, and what is left is the way to the screen.
    return 0.8 if name == "explore_window" else 0.5


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Of the medians."""
    return median(ours) / median(theirs)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 presses do not exceed."""
    return times[int(0.95 * (len(times) - 1))]
