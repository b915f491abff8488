"""Live widgets answer a key press in well under the time of a plain `interact` figure.

Both draw the same picture in one page; only the ratio of their times is asserted, because
machines differ.
"""

import in_notebook as notebook
import latency
from in_notebook import WIDGETS

# The same pictures the way ipywidgets' manual teaches it: a fresh figure at every move.
INTERACT = """
import ipywidgets, matplotlib.pyplot as plt
from utils.widgets import cross_entropy as explore

def plain(name):
    live = getattr(explore, name)()
    live._quiet = True  # its controls are borrowed, its own picture must not cost time here
    def show(**state):
        live.draw(plt.figure(figsize=live.figsize), live.numbers(state))
        plt.show()
    return ipywidgets.interactive(show, **live.controls)

plain("{name}")
"""


def test_a_key_press_reaches_the_screen_in_half_of_interacts_time(page, lab, capsys):
    notebook.open_notebook(page, lab, "lectures/01_cross_entropy.ipynb")
    notebook.run_all(page)
    spare = notebook.code_cell(page, "plain.snapshots")
    rows = []
    for name in WIDGETS:
        ours = latency.measure(page, notebook.code_cell(page, f"explore.{name}()"))
        notebook.type_into(page, spare, INTERACT.replace("{name}", name))
        rows.append((name, ours, latency.measure(page, spare)))
    with capsys.disabled():
        title = "from key press to new pixels, ms"
        print(f"\n{title:38s}p50  p95   interact: p50  p95   p95 ratio")
        for name, ours, theirs in rows:
            print(
                f"  {name:36s}{latency.p50(ours):6.0f}{latency.p95(ours):5.0f}"
                f"{latency.p50(theirs):16.0f}{latency.p95(theirs):5.0f}"
                f"{latency.p95(ours) / latency.p95(theirs):12.2f}"
            )
    for name, ours, theirs in rows:
        assert latency.p95(ours) <= latency.p95(theirs) / 2, name
