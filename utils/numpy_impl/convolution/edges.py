"""An edge detector on a picture with five grey levels, and what pooling forgets of it [K17]."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils import validate
from utils.numpy_impl.convolution.conv import conv2d_forward
from utils.numpy_impl.convolution.geometry import per_axis
from utils.numpy_impl.convolution.pooling import max_pool2d_forward
from utils.numpy_impl.cross_entropy import entropy, to_bits

LEVELS = (1.0, 0.5, 0.0, -0.5, -1.0)
# Bright above dark, and bright left of dark. Each is the other one, transposed.
HORIZONTAL = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
VERTICAL = HORIZONTAL.T.copy()
for _kernel in (HORIZONTAL, VERTICAL):
    _kernel.setflags(write=False)


def five_levels():
    """A picture (16, 16) of blocks in the grey levels +1, +0.5, 0, −0.5, −1 on ground 0 [K17].

    >>> [float(v) for v in np.unique(five_levels())]
    [-1.0, -0.5, 0.0, 0.5, 1.0]
    """
    picture = np.zeros((16, 16))
    picture[2:9, 2:8] = 1.0
    picture[5:13, 6:14] = 0.5
    picture[8:14, 3:10] = -0.5
    picture[3:7, 10:13] = -1.0
    return picture


def five_level_pictures(n: int, rng: np.random.Generator):
    """n pictures (n, 16, 16): five blocks each, of random place, size and grey level.

    >>> five_level_pictures(2, np.random.default_rng(0)).shape
    (2, 16, 16)
    """
    pictures = np.zeros((validate.count("n", n), 16, 16))
    for picture in pictures:
        for _ in range(5):
            height, width = rng.integers(3, 9, 2)
            top, left = rng.integers(1, 16 - height), rng.integers(1, 16 - width)
            picture[top : top + height, left : left + width] = rng.choice(LEVELS)
    return pictures


def edge_map(pictures, kernel):
    """|picture correlated with kernel|, padded by zeros so that the size is kept [K17].

    The amount, because an edge from dark to bright is an edge too, and because a maximum over
    signed numbers would forget every negative one. pictures (…, H, W); kernel (K, K), K odd.

    >>> edge_map(five_levels(), HORIZONTAL).shape
    (16, 16)
    """
    pictures = validate.real("pictures", pictures, (..., None, None))
    kernel = validate.real("kernel", kernel, (None, None))
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError(f"kernel: got shape {kernel.shape}, expected odd sides: size is kept")
    X = pictures.reshape(-1, 1, *pictures.shape[-2:])
    padding = kernel.shape[0] // 2, kernel.shape[1] // 2
    Y, _ = conv2d_forward(X, kernel[None, None], np.zeros(1, kernel.dtype), padding=padding)
    return np.abs(Y).reshape(pictures.shape)


@dataclass(frozen=True)
class InformationLost:
    """What max pooling forgets of one window, in bits: see `information_lost`."""

    window: float  # H(window): what a window of the map says
    lost: float  # H(window | max): what nobody can tell any more who knows the maximum only
    per_pixel: float  # lost / (h · w), so that windows of different sizes compare
    share: float  # lost / window; 0 where a window says nothing


def information_lost(maps, size) -> InformationLost:
    """H(window | max) = H(window) − H(max): what max pooling forgets, in bits a window.

    Why this measure: the maximum m is a function of the window w, so H(w) = H(m) + H(w | m),
    and the conditional entropy H(w | m) is exactly what m alone leaves open. (Maxima of
    neighbouring windows may tell some of it.) It is 0 where m tells the whole window, as along the
    stripes below; along an edge of a picture the pixels differ little, and it is small.
    Probabilities are shares, counted over every place where a window fits in all the maps, so that
    the answer does not hang on how edges and windows happen to be aligned.

    maps (…, H, W); size an int or (h, w).

    >>> stripes = np.tile([[0.0], [1.0]], (3, 6))  # rows of 0 and of 1 in turn
    >>> along, across = information_lost(stripes, (1, 2)), information_lost(stripes, (2, 1))
    >>> round(along.lost, 2), round(across.lost, 2)
    (0.0, 0.97)
    """
    maps = validate.real("maps", maps, (..., None, None))
    h, w = per_axis("size", size, 2, least=1)
    X = maps.reshape(-1, 1, *maps.shape[-2:])
    m, _ = max_pool2d_forward(X, (h, w), stride=1)
    windows = sliding_window_view(X, (h, w), axis=(2, 3)).reshape(-1, h * w)
    window = _entropy_bits(windows)
    lost = max(window - _entropy_bits(m.reshape(-1, 1)), 0.0)  # rounding may end below 0
    return InformationLost(window, lost, lost / (h * w), lost / window if window else 0.0)


def _entropy_bits(rows) -> float:
    """H in bits of the rows' shares; numbers that differ by rounding only count as equal."""
    counts = np.unique(rows.round(9), axis=0, return_counts=True)[1]
    return float(to_bits(entropy(counts / counts.sum())))
