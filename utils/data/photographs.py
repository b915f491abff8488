"""Two small grey photographs, made from those that come with scikit-learn."""

import numpy as np

from utils import validate

NAMES = ("china", "flower")
# How bright red, green and blue of the same strength look (Rec. 601).
LUMINANCE = np.array([0.299, 0.587, 0.114])


def load(name: str = "china", shrink: int = 4) -> np.ndarray:
    """Return a photograph as (427 // shrink, 640 // shrink) float64, 0 black to 1 white.

    Each pixel is the mean of shrink × shrink pixels of the original. Raises ValueError for a
    name that is none and for a `shrink` that is not an integer from 1 to 427.

    >>> load("china").shape
    (106, 160)
    """
    validate.choice("name", name, NAMES)
    shrink = validate.count("shrink", shrink, most=427)
    from sklearn.datasets import load_sample_image  # slow to import

    grey = load_sample_image(f"{name}.jpg") @ LUMINANCE / 255  # (427, 640)
    H, W = (n // shrink for n in grey.shape)
    blocks = grey[: H * shrink, : W * shrink].reshape(H, shrink, W, shrink)
    return blocks.mean(axis=(1, 3))
