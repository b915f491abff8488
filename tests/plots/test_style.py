"""The look of every picture: its own, apart without colour, and there in a notebook."""

import matplotlib as mpl
from nbclient import NotebookClient
from nbformat import v4

from utils.plots import style

OWN = {"text.usetex": True, "font.family": ["no-such-font"], "axes.grid": True, "font.size": 3.0}
OFF = ("text.usetex", "axes.grid", "axes.spines.top")
OURS = dict.fromkeys(OFF, False) | {"font.size": style.FONT_SIZE}


def test_series_differ_in_more_than_colour():
    looks = list(style.series(7))
    for key in ("colour", "dash", "marker", "hatch"):
        assert len({str(look[key]) for look in looks}) == 7


def settings(names):
    return {name: mpl.rcParams[name] for name in names}


def test_the_users_own_settings_do_not_show_and_come_back():
    with mpl.rc_context(OWN):
        with style.context():
            assert settings(OURS) == OURS
        assert settings(OWN) == OWN
        style.use()
        assert settings(OURS) == OURS


def test_a_backend_for_scripts_does_not_hide_the_pictures(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    source = (
        "from utils.plots import style\nstyle.use()\n"
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    )
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="python3", timeout=600).execute()
    assert any("image/png" in output.get("data", {}) for output in notebook.cells[0].outputs)
