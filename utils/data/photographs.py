"""Two small grey photographs, made from those that come with scikit-learn."""

import numpy as np

from utils import validate

NAMES = ("china", "flower")
# How bright red, green and blue of the same strength look (Rec. 601).
LUMINANCE = np.array([0.299, 0.587, 0.114])


def load(name: str = "china") -> np.ndarray:
    """Return a photograph as (106, 160) float64, 0 black to 1 white.

    Each pixel is the mean of 4 × 4 pixels of the original. Raises ValueError for a name that is
    none.

    >>> load("china").shape
    (106, 160)
    """
    validate.choice("name", name, NAMES)
    from sklearn.datasets import load_sample_image  # slow to import

    grey = load_sample_image(f"{name}.jpg") @ LUMINANCE / 255  # (427, 640)
    return grey[:424].reshape(106, 4, 160, 4).mean(axis=(1, 3))
