"""Draw a digit, distort it, and watch every layer of LeNet and its softmax follow."""

from functools import cache

import numpy as np

from utils.data import digits, distort
from utils.experiments.lenet import trained_lenet
from utils.numpy_impl import convolution as conv
from utils.plots import convolution as plots
from utils.widgets.canvas import mosaic
from utils.widgets.live import Live, slider
from utils.widgets.sketch import Sketch, pack, unpack

EACH = 10  # test digits of each class that can be picked
WIDE = (
    [["INPUT", "C1", "C3", "F5", "P"], ["INPUT", "S2", "S4", "F6", "P"]],
    {"width_ratios": (1.1, 1.5, 1.25, 0.5, 1.5)},
)
TALL = (
    [["INPUT", "P"], ["C1", "C3"], ["S2", "S4"], ["F5", "F6"]],
    {"height_ratios": (1.4, 1, 1, 0.8)},
)
COLUMNS = {"C1": 3, "S2": 3, "C3": 4, "S4": 4}  # maps in a row
UNITS_IN_A_ROW = {"F5": 8, "F6": 7}
TITLES = {
    **{"INPUT": "input", "C1": "C1: 6 maps", "S2": "S2: pooled", "C3": "C3: 16 maps"},
    **{"S4": "S4: pooled", "F5": "F5", "F6": "F6"},
}
NOISE_SEED = 0


@cache
def _network() -> dict[str, np.ndarray]:
    """The trained parameters, read once and not at every stroke."""
    return trained_lenet().parameters


@cache
def _samples() -> tuple[np.ndarray, dict[bytes, int]]:
    """Test digits (N, 28, 28) to pick from, 0 to 9 in turn, and the class of each by its bytes."""
    data = digits.load()
    places = [np.flatnonzero(data.y_test == digit)[:EACH] for digit in range(10)]
    order = np.stack(places, axis=1).ravel()
    pictures = data.X_test[order, 0]
    labels = data.y_test[order]
    return pictures, {pack(picture): int(y) for picture, y in zip(pictures, labels, strict=True)}


def centred(picture) -> np.ndarray:
    """Move a picture (H, W) by whole pixels so that its centre of mass is in the middle.

    That is how the digits that the network knows were made. A blank picture stays as it is.
    """
    mass = picture.sum()
    if mass == 0:
        return picture
    middle = (np.array(picture.shape) - 1) / 2
    at = [
        (picture.sum(axis=1 - k) * np.arange(n)).sum() / mass for k, n in enumerate(picture.shape)
    ]
    # floor(x + 1/2): the digits of the test set stay where they are
    return conv.shift(picture, *np.floor(middle - at + 0.5).astype(int).tolist())


def digit_numbers(state: dict, parameters=None) -> dict:
    """From the drawn pixels and the four distortions to what every layer gives and P(digit).

    The order: centre, scale, squeeze, stroke width, noise. `truth` is the class where the pixels
    are those of a test digit, else None; `blank` says that nothing is drawn.
    """
    drawn = unpack(state["sketch"])
    truth = _samples()[1].get(state["sketch"])
    picture = drawn if truth is not None else centred(drawn)
    picture = distort.scale(picture, state["scale"])
    picture = distort.squeeze(picture, state["squeeze"])
    picture = distort.stroke_width(picture, state["stroke"])
    picture = distort.noise(picture, state["noise"], np.random.default_rng(NOISE_SEED))
    parameters = _network() if parameters is None else parameters
    layers = conv.lenet_layers(picture[None, None], parameters)
    one = {name: Y[0] for name, Y in layers.items()}
    return one | state | {"truth": truth, "blank": not drawn.any()}


def _reading(n: dict) -> str:
    """Say what the network thinks, how sure it is, and what the picture is."""
    first, second = np.argsort(-n["P"], kind="stable")[:2]
    what, verdict = "your drawing", ""
    if n["truth"] is not None:
        what = f"a {n['truth']} of the test set"
        verdict = " Right." if first == n["truth"] else " Wrong."
    if n["blank"]:
        what = "a blank sheet: draw something"
    return (
        f"Scale {n['scale']:.2f}, stroke width {n['stroke']:+z.2f}, squeeze {n['squeeze']:.2f}, "
        f"noise {n['noise']:.2f}. The picture is {what}. LeNet says {first} with "
        f"probability {n['P'][first]:.3f}, then {second} with {n['P'][second]:.3f}.{verdict}"
    )


def _sheets(n: dict, name: str) -> np.ndarray:
    """A layer as maps (C, H, W); the units of a dense layer become one map of a few columns."""
    return n[name].reshape(1, -1, UNITS_IN_A_ROW[name]) if name in UNITS_IN_A_ROW else n[name]


def explore_digit() -> Live:
    """A canvas to draw a digit on, four distortions, every layer's activations, the softmax."""

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        bars = plots.draw_probabilities(axes.pop("P"), n["P"], range(10), "softmax")
        maps = {
            name: plots.draw_feature_maps(
                ax, _sheets(n, name), TITLES[name], "ink", COLUMNS.get(name, 1),
                limit=1.0 if name == "INPUT" else None,
            )
            for name, ax in axes.items()
        }  # fmt: skip
        for whole, pooled in (("C1", "S2"), ("C3", "S4")):  # a pixel is as large after pooling
            limits = {"xlim": axes[whole].get_xlim(), "ylim": axes[whole].get_ylim()}
            axes[pooled].set(**limits, anchor="N")
        return {"maps": maps, "P": bars}

    def update(artists, n):
        for name, part in artists["maps"].items():
            plots.update_feature_maps(part, _sheets(n, name))
        plots.update_probabilities(artists["P"], n["P"])

    pictures, _ = _samples()
    live = Live(
        title="Draw a digit",
        controls={
            "sketch": Sketch(
                samples=pictures, label="Draw a digit", sample_label="or pick a test digit"
            ),
            "scale": slider("scale", 1.0, 0.5, 1.5, 0.05, unit="times the size"),
            "stroke": slider("stroke width", 0.0, -2.0, 4.0, 0.25, unit="pixels"),
            "squeeze": slider("squeeze", 1.0, 0.3, 1.0, 0.05, unit="of the width"),
            "noise": slider("noise", 0.0, 0.0, 0.5, 0.05),
        },
        numbers=digit_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="What LeNet makes of the drawing: its input after the four distortions, the maps of "
        "C1, S2, C3 and S4, the units of F5 and F6, dark where active, and ten bars of the "
        "softmax.",
        figsize=(8.6, 4.4),
        narrow=(4.6, 8.4),
    )
    # The drawing beside the picture, where there is room, so that both are in view.
    return live.add_class("live-beside")
