"""Iris: 150 flowers, four measurements in cm, three species, 50 of each (Fisher 1936).

It comes with scikit-learn, so no network is needed.
"""

from typing import NamedTuple

import numpy as np


class Iris(NamedTuple):
    """X (150, 4) float64 and y (150,) int64, in the order of the names.

    The centimetres of flower n are `X[n] * scale + mean`; without standardising, `mean` is 0
    and `scale` is 1.
    """

    X: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]  # with the unit: "petal length (cm)"
    class_names: tuple[str, ...]
    mean: np.ndarray  # (4,), cm
    scale: np.ndarray  # (4,), cm


def load(standardise: bool = True) -> Iris:
    """Return iris; standardised, each column of X has mean 0 and standard deviation 1.

    The deviation divides by N, as scikit-learn's scaler does.

    >>> load().X.shape, load().class_names[0]
    ((150, 4), 'setosa')
    """
    from sklearn.datasets import load_iris  # slow to import, so only when it is needed

    raw = load_iris()
    X = raw.data.astype(np.float64)
    mean, scale = np.zeros(X.shape[1]), np.ones(X.shape[1])
    if standardise:
        mean, scale = X.mean(axis=0), X.std(axis=0)
    return Iris(
        (X - mean) / scale,
        raw.target.astype(np.int64),
        tuple(str(name) for name in raw.feature_names),
        tuple(str(name) for name in raw.target_names),
        mean,
        scale,
    )
