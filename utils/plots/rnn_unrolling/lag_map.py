"""Who contributes what over which lag: a heat map of (t, k), and norms against the lag."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import FuncFormatter

from utils.plots.rnn_unrolling.cliff import add_bar
from utils.plots.style import BLUE, GREY, ORANGE, VERMILLION, curves

DECADES = 4
"""Beyond 10⁻⁴ and 10⁴ the colours stay the same."""
SHRINKS_GROWS = LinearSegmentedColormap.from_list(
    "shrinks_grows", ["#00304D", BLUE, "#A9D3EC", "white", "#F6C19B", VERMILLION, "#5C2500"]
)
LEAST = 1e-30  # in place of 0, which a log axis cannot show


def power(exponent: float, _=None) -> str:
    """Write 10 to a whole power.

    >>> power(-6)
    '10⁻⁶'
    """
    return "10" + f"{round(exponent):d}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _logs(M) -> np.ma.MaskedArray:
    """log₁₀ of M (T, T), with nothing where the loss comes before the step."""
    M = np.asarray(M, dtype=float)
    return np.ma.masked_array(np.log10(np.maximum(M, LEAST)), np.triu(np.ones(M.shape, bool), 1))


def draw_lag_map(ax, M, title: str = "", decades: float = DECADES, bar: bool = True) -> dict:
    """Norms M (T, T) as colours: [t, k] is what the loss at step t gives through step k.

    White is 1, blue less and brown more, up to 10^±decades; grey where k > t.
    """
    T = len(M)
    image = ax.imshow(
        _logs(M), cmap=SHRINKS_GROWS, vmin=-decades, vmax=decades, interpolation="nearest",
        extent=(0.5, T + 0.5, T + 0.5, 0.5),
    )  # fmt: skip
    ax.set_facecolor("#DDDDDD")  # where k > t: white is 1
    ax.set(xlabel="through step k", ylabel="loss at step t", title=title)
    if bar:
        ticks = [-decades, -decades / 2, 0, decades / 2, decades]
        add_bar(image, ticks=ticks, format=FuncFormatter(power))
    return {"image": image}


def update_lag_map(artists: dict, M) -> None:
    """Show other norms M (T, T)."""
    artists["image"].set_data(_logs(M))


def draw_lag_norms(ax, norms: dict, theory, label="theory") -> dict:
    """Norms against the lag t − k on a log axis. norms {label: (L,)} from lag 0; theory (L,)."""
    lines = curves(ax, [], {label: [] for label in norms}, markers=True, markersize=4)
    (line,) = ax.plot([], [], "--", color=ORANGE if len(norms) == 1 else GREY, label=label)
    ax.axhline(1.0, color=GREY, linewidth=1.0, linestyle=":")
    longest = max(len(values) for values in norms.values())
    ax.set(yscale="log", xlim=(-0.5, longest - 0.5), ylim=(1e-8, 1e8), xlabel="lag t − k")
    exponents = np.arange(-8, 9, 4)
    ax.set_yticks(10.0**exponents, [power(exponent) for exponent in exponents])
    ax.minorticks_off()
    ax.set_ylabel("norm")
    ax.grid(True)
    ax.legend(loc="upper left")
    artists = {"lines": lines, "theory": line}
    update_lag_norms(artists, norms, theory)
    return artists


def update_lag_norms(artists: dict, norms: dict, theory) -> None:
    """Show other norms under the same labels, and another theory."""
    for name, values in norms.items():
        artists["lines"][name].set_data(np.arange(len(values)), np.maximum(values, LEAST))
    artists["theory"].set_data(np.arange(len(theory)), np.maximum(theory, LEAST))
