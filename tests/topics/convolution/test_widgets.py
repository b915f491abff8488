"""Topic 03's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest
import scipy.signal
from helpers.live import at_start
from topics.convolution import samples

from utils.data import distort
from utils.numpy_impl import convolution as conv
from utils.widgets import convolution as explore
from utils.widgets.convolution import digit
from utils.widgets.convolution.kernel import _shown
from utils.widgets.sketch import pack

close = np.testing.assert_allclose
SQUARE, EDGES, LINE = explore.EXAMPLES


@pytest.fixture(autouse=True, scope="module")
def untrained():
    with pytest.MonkeyPatch.context() as patch:
        yield samples.prepare(patch)


@pytest.fixture
def drawn():
    """A thick bar that leans, off the middle."""
    picture = np.zeros((28, 28))
    for i in range(4, 20):
        picture[i, 3 + i // 4 : 6 + i // 4] = 1
    return picture


def digit_numbers(picture, **changes):
    start = {"sketch": pack(picture), "scale": 1.0, "stroke": 0.0, "squeeze": 1.0, "noise": 0.0}
    return explore.digit_numbers(start | changes)


@pytest.mark.parametrize("example", explore.EXAMPLES)
@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_every_step_makes_the_output_that_scipy_has_there(example, padding, stride):
    x, w = explore.EXAMPLES[example]
    whole = scipy.signal.correlate(np.pad(x, padding), w, mode="valid")
    expected = whole[(slice(None, None, stride),) * x.ndim]
    state = {"example": example, "padding": padding, "stride": stride}
    for step, value in enumerate(expected.flat):
        n = explore.window_numbers(state | {"step": step})
        assert n["output"] == pytest.approx(expected)
        assert n["products"].sum() == pytest.approx(value)
        assert n["start"] == tuple(stride * i for i in n["position"])
    live = at_start(explore.explore_window)
    live.set(**state)
    assert (live.controls["step"].min, live.controls["step"].max) == (1, expected.size)


def test_the_stepper_stays_within_what_there_is_and_comes_back():
    live = at_start(explore.explore_window)
    live.set(padding=2, step=36)
    assert "Output 36 of 36" in live.picture.reading
    live.controls["stride"].value = 3
    assert live.controls["step"].value == 4
    assert "Output 4 of 4" in live.picture.reading
    live.set(padding=0)  # the kernel fits once
    assert "Output 1 of 1" in live.picture.reading
    live.reset()
    assert "Output 2 of 4" in live.picture.reading


def test_the_reading_has_the_sum_and_the_size():
    live = at_start(explore.explore_window)
    live.set(example=SQUARE, step=2, padding=0, stride=1)
    assert "Output 2 of 4, h[0, 1]: 1·1 + 2·2 + 4·1 + 5·0 = 9." in live.picture.reading
    assert "⌊(3 + 2·0 − 2)/1⌋ + 1 = 2 in each direction" in live.picture.reading
    live.set(example=LINE, step=1, padding=0, stride=2)
    assert "0·(−1) + 1·0 + 3·1 = 3" in live.picture.reading
    assert "⌊(8 + 2·0 − 3)/2⌋ + 1 = 3." in live.picture.reading


def weights(kernel):
    return {f"w{i}{j}": float(kernel[i][j]) for i in range(3) for j in range(3)}


def test_the_response_is_the_photographs_correlation():
    kernel = np.arange(9.0).reshape(3, 3) - 3
    n = explore.kernel_numbers(weights(kernel))
    expected = scipy.signal.correlate2d(n["image"], kernel, mode="same")
    close(n["response"], expected, atol=1e-4)
    inside = expected[1:-1, 1:-1]
    assert (n["low"], n["high"]) == pytest.approx((inside.min(), inside.max()), abs=1e-4)


def test_all_edges_and_one_more_in_the_middle_is_the_photograph_with_its_edges_added():
    kernel = np.add(explore.PRESETS["all edges"], explore.PRESETS["nothing"])
    live = at_start(explore.explore_kernel)
    live.set(**weights(kernel))
    assert live.state == pytest.approx(weights(kernel))  # the lecture asks for a 9
    n, edges = (explore.kernel_numbers(weights(k)) for k in (kernel, explore.PRESETS["all edges"]))
    assert np.allclose(n["response"], n["image"] + edges["response"], atol=1e-5)


def test_a_button_sets_all_nine_weights_in_one_picture():
    live = at_start(explore.explore_kernel)
    buttons = {b.description: b for b in live.children[0].children[0].children}
    for name, kernel in explore.PRESETS.items():
        # the edge kernels sum to nothing, and the others keep the brightness
        assert np.sum(kernel) == pytest.approx(0 if "edges" in name else 1), name
        live.set(w00=0.5)
        updates = live.updates
        buttons[name].click()
        assert live.updates == updates + 1, name
        assert live.state == pytest.approx(weights(kernel)), name
        # `Live.static_html` hides widgets without a child element; an icon is one
        assert buttons[name].icon, name


def test_nothing_and_shift_give_photographs_and_look_like_them():
    presets = (explore.PRESETS[name] for name in ("nothing", "shift"))
    nothing, shift = (explore.kernel_numbers(weights(kernel)) for kernel in presets)
    close(nothing["response"], nothing["image"], atol=1e-6)
    close(shift["response"][:, :-1], shift["image"][:, 1:], atol=1e-6)
    for n in (nothing, shift):
        close(_shown(n), n["response"], atol=1e-6)
    n = {"black": -1.0, "white": 3.0, "response": np.array([-2.0, -1, 0, 1, 3, 4])}
    assert _shown(n).tolist() == [0, 0, 0.25, 0.5, 1, 1]


@pytest.mark.parametrize("name", explore.PRESETS)
def test_a_nudge_of_one_weight_changes_the_greys_a_little(name):
    """Also where the weights' sum leaves 0."""
    start = weights(explore.PRESETS[name])
    before = _shown(explore.kernel_numbers(start))
    for weight in start:
        for nudge in (-0.1, 0.1):
            after = _shown(explore.kernel_numbers(start | {weight: start[weight] + nudge}))
            assert np.abs(after - before).mean() < 0.06
            assert np.mean(after == 0) < 0.02


def test_an_untouched_test_digit_goes_in_as_it_is():
    pictures, labels = digit._samples()
    n = digit_numbers(pictures[13])
    close(n["INPUT"][0], pictures[13], atol=0.5 / 255 + 1e-6)
    assert n["truth"] == 3
    assert sorted(labels.values()) == sorted(list(range(10)) * 10)


def test_a_drawing_is_moved_to_the_middle_and_goes_through_lenet(untrained, drawn):
    n = digit_numbers(drawn)
    mass = n["INPUT"][0]
    middle = [(mass.sum(axis=1 - k) * np.arange(28)).sum() / mass.sum() for k in (0, 1)]
    assert np.abs(np.array(middle) - 13.5).max() <= 0.5
    assert mass.sum() == pytest.approx(drawn.sum())
    for name, Y in conv.lenet_layers(n["INPUT"][None], untrained).items():
        close(n[name], Y[0], atol=1e-6)
    assert n["truth"] is None
    assert not n["blank"]


@pytest.mark.parametrize(
    ("control", "value", "change"),
    [
        ("scale", 0.7, lambda x: distort.scale(x, 0.7)),
        ("squeeze", 0.5, lambda x: distort.squeeze(x, 0.5)),
        ("stroke", 2.0, lambda x: distort.stroke_width(x, 2.0)),
        ("noise", 0.25, lambda x: distort.noise(x, 0.25, np.random.default_rng(0))),
    ],
)
def test_each_slider_is_its_distortion(control, value, change):
    pictures, _ = digit._samples()
    plain, changed = digit_numbers(pictures[4]), digit_numbers(pictures[4], **{control: value})
    close(changed["INPUT"][0], change(plain["INPUT"][0]), atol=1e-6)


def test_the_reading_says_right_or_wrong_of_test_digits_only(drawn):
    for truth, verdict in [(3, "Right."), (4, "Wrong.")]:
        reading = digit._reading(digit_numbers(drawn) | {"truth": truth, "P": np.eye(10)[3]})
        assert f"a {truth} of the test set. LeNet says 3 with probability 1.000" in reading
        assert reading.endswith(verdict)
    live = at_start(explore.explore_digit)
    assert "a 0 of the test set" in live.picture.reading
    live.set(sketch=pack(drawn))
    assert "your drawing" in live.picture.reading
    assert "Right" not in live.picture.reading
    live.set(sketch=bytes(784))
    assert "blank sheet" in live.picture.reading


@pytest.mark.parametrize("narrow", [False, True])
def test_a_pixel_of_a_pooled_map_is_as_large_as_one_of_the_map(narrow):
    live = at_start(explore.explore_digit)
    live.picture.narrow = narrow
    maps = live.canvas.artists["maps"]
    for whole, pooled in (("C1", "S2"), ("C3", "S4")):
        sizes = [np.diff(maps[name]["image"].axes.transData.transform([(0, 0), (1, 1)]), axis=0)
                 for name in (whole, pooled)]  # fmt: skip
        close(*sizes, rtol=0.02)
