"""A lecture's deck as its instructor goes through it: slide by slide, by keys, measured."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from browser import serving
from playwright.sync_api import Page

NUMBER = ".course-deck-bar [role=status]:not(:empty)"
SHOWN = ".jp-deck-mod-onscreen.jp-deck-mod-visible"


def open_deck(page: Page, address: str, size: tuple[int, int]) -> None:
    """Open the deck at `address` in a window of `size`, pixels; its first slide is there."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    page.locator(NUMBER).wait_for()
    page.locator(SHOWN).first.wait_for()


def slides(page: Page, key: str = "Space") -> Iterator[dict[str, Any]]:
    """Give what there is to see now and after each press of `key`, to the end of the deck.

    Of each: `number` and `total`, `cells` (the indices of those that show something), `out` (what
    sticks out, by how many pixels), `code` (is there any), `body` (the smallest text, pixels, or
    None).
    """
    back = key in ("Shift+Space", "ArrowLeft", "PageUp")
    seen = None
    while True:
        slide = page.evaluate("DeckSlide.measure()")
        at_end = slide["number"] == (1 if back else slide["total"])
        if at_end and slide["cells"] == seen:
            return
        seen = slide["cells"]
        yield slide
        page.keyboard.press(key)


def line(slide: dict[str, Any]) -> str:
    """Return in a line where `slide` is and what sticks out of it the most."""
    name, by = max(slide["out"], key=lambda out: out[1])
    place = f"slide {slide['number']}, cells {', '.join(slide['cells'])}"
    return f"{place}: {name!r} by {by:.0f} px, of {len(slide['out'])} that stick out"


def sticking_out(
    browser: str, folder: Path, names: list[str], sizes: list[tuple[int, int]]
) -> dict[str, list[str]]:
    """Return, by lecture, a line for each slide of which something sticks out at one of two sizes.

    `browser` is its path, `folder` has work/ with all lectures. One page of one server shows them
    all, the core there and back, then *Further*.
    """
    found: dict[str, list[str]] = {name: [] for name in names}
    with (
        serving.running(folder, "present", names[0]) as address,
        serving.chromium(browser) as chromium,
    ):
        shown = serving.new_page(chromium)
        for name in names:
            # JupyterLab would open the lecture before this one, too.
            open_deck(shown, f"{address.replace(names[0], name)}&reset", sizes[0])
            for part in ("core", "further"):
                ways = []
                for (width, height), key in zip(sizes, ("Space", "Shift+Space"), strict=True):
                    shown.set_viewport_size({"width": width, "height": height})
                    ways.append(list(slides(shown, key)))
                    bad = [line(slide) for slide in ways[-1] if slide["out"]]
                    found[name] += [f"{part}, {width}x{height}, {text}" for text in bad]
                if len(ways[0]) != len(ways[1]) or len(ways[0]) < 2:
                    found[name].append(f"{part}: {len(ways[0])} slides there, {len(ways[1])} back")
                shown.keyboard.press("f")
    return found
