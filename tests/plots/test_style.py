"""The look of every picture: its own, apart without colour, and there in a notebook."""

import matplotlib as mpl
import pytest
from nbclient import NotebookClient
from nbformat import v4

from utils.plots import style

OWN = {"text.usetex": True, "font.family": ["no-such-font"], "axes.grid": True, "font.size": 3.0}


def test_series_differ_in_more_than_colour():
    looks = list(style.series(7))
    for key in ("colour", "dash", "marker", "hatch"):
        assert len({str(look[key]) for look in looks}) == 7


@pytest.mark.parametrize("way", ["use", "context"])
def test_the_users_own_settings_do_not_show(way):
    with mpl.rc_context(OWN):
        if way == "use":
            style.use()
            seen = dict(mpl.rcParams)
        else:
            with style.context():
                seen = dict(mpl.rcParams)
            assert mpl.rcParams["font.size"] == 3
    assert {name: seen[name] for name in ("text.usetex", "axes.grid")} == dict.fromkeys(
        ("text.usetex", "axes.grid"), False
    )
    assert seen["font.size"] == style.FONT_SIZE
    assert not seen["axes.spines.top"]


def test_a_backend_for_scripts_does_not_hide_the_pictures(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    source = (
        "from utils.plots import style\nstyle.use()\n"
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    )
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="python3", timeout=600).execute()
    assert any("image/png" in output.get("data", {}) for output in notebook.cells[0].outputs)
