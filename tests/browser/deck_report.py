"""What sticks out of the slides, and the table of how a deck is seen: run by a maintainer.

    PYTHONPATH=tests python -m browser.deck_report [STEM ...] [--further] [--sizes 1024x768,…]

It shows the lectures as they are in lectures/, with the outputs that are stored there.
"""

import argparse
import tempfile
from pathlib import Path

from browser import deck, serving

from utils.course.selection import chosen

SIZES = "1280x720,1024x768,1920x1080"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stems", nargs="*", help="topics; all when none is given")
    parser.add_argument("--sizes", default=SIZES, help=f"windows, {SIZES} when not given")
    parser.add_argument("--further", action="store_true", help="the further parts' decks")
    given = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in given.sizes.split(",")]
    topics = [topic for topic in chosen(given.stems) if topic.ready]
    found = serving.installed_browser()
    assert found, "no Chromium or Chrome on the PATH"
    with tempfile.TemporaryDirectory() as folder, serving.chromium(found) as browser:
        page, seen, first = deck.page(browser), {size: [] for size in sizes}, []
        for topic in topics:
            options = ["present", topic.name, *["--further"] * given.further]
            with serving.running(Path(folder), *options) as address:
                for size in sizes:
                    deck.open_deck(page, address, size)
                    seen[size] += [{"topic": topic.name, **slide} for slide in deck.slides(page)]
                first += [deck.first_key_counts(page, address) for _ in range(-(-6 // len(topics)))]
    for size, slides in seen.items():
        say_sticking_out(size, slides)
    print(f"\nfirst key lost: {first.count(False)} of {len(first)}")


def say_sticking_out(size: tuple[int, int], slides: list[dict]) -> None:
    """Print what sticks out in a window of `size`, slide by slide, then the counts."""
    width, height = size
    print(f"\n{width}x{height}")
    for slide in slides:
        if slide["out"]:
            print(f"  {slide['topic']}, {deck.line(slide)}")
    out, total = sum(bool(slide["out"]) for slide in slides), len(slides)
    print(f"slides with something that sticks out: {out} of {total}")
    print(f"with a picture: {sum(slide['picture'] for slide in slides)} of {total}")
    print(f"with code: {sum(slide['code'] for slide in slides)} of {total}")
    for name in ("body", "table"):
        pixels = min((slide[name] for slide in slides if slide[name]), default=0)
        print(f"smallest {name} text: {pixels:.1f} px, {pixels / height:.2%} of the height")
    print(f"key presses that show nothing new: {sum(not slide['news'] for slide in slides)}")


if __name__ == "__main__":
    main()
