"""What someone who sees little or nothing gets of the lectures' pages: run by a maintainer.

    PYTHONPATH=tests python -m browser.page_report [STEM ...] [--axe axe.min.js]

It opens each lecture in `course lab`, runs its live pictures and counts names and texts. With
axe-core's file (npm pack axe-core) it also counts the findings in the notebook, JupyterLab's own
left out: those whose elements JupyterLab makes for any notebook.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from browser import serving
from browser.notebook import Notebook

from utils.course.selection import chosen

PARTS = """() => {
  const notebook = jupyterapp.shell.currentWidget.node;
  const all = selector => [...notebook.querySelectorAll(selector)];
  const sliders = all("[role=slider]");
  return {
    "static pictures": all(".jp-OutputArea img, .jp-RenderedMarkdown img").length,
    "of them without alt text": all("img:not([alt]), img[alt='']").length,
    "sliders": sliders.length,
    "of them without a name": sliders.filter(s => !s.ariaLabel).length,
    "of them without a value in words": sliders.filter(s => !s.ariaValueText).length,
  };
}"""
# Each finding once for each element that is inside an output or a text of the notebook.
AXE = """async () => {
  const { violations } = await axe.run(jupyterapp.shell.currentWidget.node);
  return violations.flatMap(({ id, nodes }) => nodes
    .filter(({ target }) => document.querySelector(target.at(-1))
      ?.closest(".jp-OutputArea-output, .jp-RenderedMarkdown"))
    .map(() => id));
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stems", nargs="*", help="topics; all when none is given")
    parser.add_argument("--axe", type=Path, help="the file axe.min.js of axe-core")
    given = parser.parse_args()
    found = serving.installed_browser()
    assert found, "no Chromium or Chrome on the PATH"
    total, findings = Counter(), Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.running(Path(folder), "lab") as address,
        serving.chromium(found) as browser,
    ):
        page = serving.new_page(browser)
        page.goto(address)
        for topic in chosen(given.stems):
            with Notebook(page, f"work/lectures/{topic.name}.ipynb") as notebook:
                notebook.set_up()
                for cell in notebook.do("find", "explore.explore_"):
                    notebook.do("run", cell)
                page.wait_for_timeout(2000)  # names follow what is drawn
                total.update(page.evaluate(PARTS))
                if given.axe:
                    page.add_script_tag(path=given.axe)
                    findings.update(page.evaluate(AXE))
    for name, count in total.items():
        print(f"{name}: {count}")
    if given.axe:
        print(f"axe findings that are the course's own: {dict(findings) or 0}")


if __name__ == "__main__":
    main()
