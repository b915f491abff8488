"""Live widgets answer a key press in well under the time of a plain `interact` figure.

Both are measured in one page; only their ratio is asserted, because machines differ.
"""

import in_notebook as notebook
import latency
from in_notebook import WIDGETS

# The same picture as explore_softmax, the way ipywidgets' manual teaches it.
INTERACT = """
import ipywidgets, matplotlib.pyplot as plt, numpy as np
from utils.numpy_impl.cross_entropy import softmax

def plain(z0=1.0, z1=0.0, z2=0.0, T=1.0):
    fig, ax = plt.subplots(figsize=(8, 3.8))
    ax.bar(range(3), softmax(np.array([z0, z1, z2]), T))
    ax.set_ylim(0, 1); ax.set_xlabel('class'); ax.set_ylabel('probability')
    plt.show()

ipywidgets.interact(plain, z0=(-5.0, 5.0), z1=(-5.0, 5.0), z2=(-5.0, 5.0), T=(0.1, 5.0));
"""


def test_a_key_press_reaches_the_screen_in_half_of_interacts_time(page, lab, capsys):
    notebook.open_notebook(page, lab, "lectures/01_cross_entropy.ipynb")
    notebook.run_all(page)
    notebook.type_into(page, notebook.code_cell(page, "plain.snapshots"), INTERACT)
    plain = latency.measure(page, notebook.code_cell(page, "def plain("))
    rows = {"interact": plain}
    for name in WIDGETS:
        rows[name] = latency.measure(page, notebook.code_cell(page, f"explore.{name}()"))
    with capsys.disabled():
        print("\nfrom key press to new pixels, ms:           p50   p95   p95/interact's")
        for name, times in rows.items():
            ratio = latency.p95(times) / latency.p95(plain)
            print(f"  {name:38s} {latency.p50(times):6.0f}{latency.p95(times):6.0f}   {ratio:.2f}")
    for name in WIDGETS:
        assert latency.p95(rows[name]) <= latency.p95(plain) / 2, name
