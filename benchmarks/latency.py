"""Time every live picture against `interact` in a browser, and write the table into README.md.

Run it from the root of the course: python benchmarks/latency.py
"""

import os
import re
import sys
import tempfile
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from statistics import median

README = Path(__file__).with_name("README.md")
sys.path.insert(0, str(README.parents[1] / "tests"))  # the tests measure two of them as well

from browser import latency, serving  # noqa: E402
from browser.notebook import Notebook  # noqa: E402
from helpers import topics  # noqa: E402

from utils.course.doctor import installed_browser  # noqa: E402
from utils.topics import find  # noqa: E402

BEGIN, END = "<!-- latency: begin -->\n", "<!-- latency: end -->\n"
HEAD = """
| live picture | p50 | p95 | `interact` p50 | p95 | ratio of p50 | target |
| --- | --- | --- | --- | --- | --- | --- |
"""


def row(notebook: Notebook, name: str) -> tuple[str, bool]:
    """Measure one live picture; return its row of the table and whether its target is met."""
    ours, theirs = latency.of_both(notebook, name)
    ratio, limit = latency.ratio(ours, theirs), latency.limit(name)
    times = (f"{time:.0f}" for each in (ours, theirs) for time in (median(each), latency.p95(each)))
    return f"| `{name}` | {' | '.join(times)} | {ratio:.2f} | {limit} |\n", ratio <= limit


def main() -> int:
    browser = installed_browser()
    if browser is None:
        print("There is no Chromium or Chrome on the PATH.")
        return 2
    rows = []
    with tempfile.TemporaryDirectory() as folder, serving.chromium(browser) as opened:
        with serving.running(Path(folder), "lab") as address:
            page = serving.new_page(opened)
            page.goto(address)
            for stem, pictures in groupby(topics.widgets(), key=lambda picture: picture[0]):
                with Notebook(page, f"work/lectures/{find(stem).name}.ipynb") as notebook:
                    notebook.set_up()
                    for _, name in pictures:
                        rows.append(row(notebook, name))
                        print(rows[-1][0], end="", flush=True)
        where = (
            f"Milliseconds from key press to new pixels: {os.cpu_count()} cores, "
            f"JupyterLab {version('jupyterlab')}, Chromium {opened.version.split('.')[0]}, "
            f"matplotlib {version('matplotlib')}.\n"
        )
    table = BEGIN + where + HEAD + "".join(text for text, _ in rows) + END
    text = README.read_text(encoding="utf-8")
    text = re.sub(f"{BEGIN}.*{END}", lambda _: table, text, flags=re.DOTALL)
    README.write_text(text, encoding="utf-8")
    return 0 if all(met for _, met in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
