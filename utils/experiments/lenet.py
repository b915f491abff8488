"""The LeNet of the lecture: trained once, then read from the cache."""

import numpy as np

from utils import cache
from utils.data import digits
from utils.numpy_impl.convolution import lenet, training

# Without the falling rate about one digit in a hundred more is misread, without the moving about
# one in two hundred.
SETTINGS = {"learning_rate": 0.02, "momentum": 0.9, "batch": 32, "decay": True, "jitter": 1}
EPOCHS = 15


def trained_lenet(seed: int = 0, epochs: int = EPOCHS) -> training.LenetFit:
    """`fit_lenet` on the 4,000 training digits in float32, kept under work/cache.

    The key is the code it runs through, the seed and the settings: whoever changes a layer gets
    a new training, of about six seconds.
    """

    def train():
        data = digits.load()
        rng = np.random.default_rng(seed)
        start = lenet.lenet_parameters(rng, np.float32)
        fit = training.fit_lenet(data.X_train, data.y_train, start, epochs, rng=rng, **SETTINGS)
        return fit.parameters | {"losses": fit.losses}

    key = cache.key(training, digits, seed, epochs, SETTINGS)
    kept = cache.arrays("lenet", key, train, lenet.SHAPES | {"losses": None})
    return training.LenetFit({name: kept[name] for name in lenet.SHAPES}, kept["losses"])
