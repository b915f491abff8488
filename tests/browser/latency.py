"""From a key press to new pixels, measured inside the page."""

from statistics import median

from playwright.sync_api import Locator, Page

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


def measure(page: Page, cell: Locator, presses: int = 60) -> list[float]:
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
