"""LeNet-5 for pictures of 28×28: two convolutions with pooling, then three dense layers [M21].

    layer   computes                                   gives
    C1      5×5 convolution, padding 2, then f         6 maps of 28×28
    S2      2×2 max pooling                            6 maps of 14×14
    C3      5×5 convolution, then f                    16 maps of 10×10
    S4      2×2 max pooling                            16 maps of 5×5, read as 400 numbers
    F5, F6  dense, then f                              120, 84 numbers
    OUT     dense                                      10 logits

The parameters are {"C1.W": …, "C1.b": …, "C3.W", …, "OUT.b"}; a dense layer is X W + b. Inside,
maps are (H, C, W, N) (see `fast`); what goes in and comes out is (N, C, H, W).
"""

import numpy as np

from utils import validate
from utils.numpy_impl.convolution import fast
from utils.numpy_impl.core.activations import ACTIVATIONS
from utils.numpy_impl.core.softmax import softmax

SHAPES = {
    "C1.W": (6, 1, 5, 5),
    "C1.b": (6,),
    "C3.W": (16, 6, 5, 5),
    "C3.b": (16,),
    "F5.W": (400, 120),
    "F5.b": (120,),
    "F6.W": (120, 84),
    "F6.b": (84,),
    "OUT.W": (84, 10),
    "OUT.b": (10,),
}
IMAGE = (1, 28, 28)  # channels, rows, columns
DENSE = ("F5", "F6", "OUT")

ACTIVATION_NAMES = ("relu", "tanh", "sigmoid")


def lenet_parameters(rng: np.random.Generator, dtype=np.float64) -> dict[str, np.ndarray]:
    """Draw the weights: W ~ N(0, 2/n) with n the inputs of one unit, so ReLU keeps sizes; b = 0.

    >>> sum(p.size for p in lenet_parameters(np.random.default_rng(0)).values())
    61706
    """
    parameters = {}
    for name, shape in SHAPES.items():
        if name.endswith(".b"):
            parameters[name] = np.zeros(shape, dtype)
        else:
            n = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
            parameters[name] = (rng.standard_normal(shape) * np.sqrt(2 / n)).astype(dtype)
    return parameters


def checked_parameters(parameters) -> dict[str, np.ndarray]:
    """Return the parameters as arrays; raises ValueError for a missing name or another shape."""
    validate.names("parameters", parameters, SHAPES)
    return {name: validate.real(name, parameters[name], shape) for name, shape in SHAPES.items()}


def lenet_forward(X, parameters, activation: str = "relu"):
    """Logits of every picture: X (N, 1, 28, 28) → (logits (N, 10), cache).

    activation "relu", "tanh" or "sigmoid" between the layers; none after the last.

    >>> p = lenet_parameters(np.random.default_rng(0))
    >>> lenet_forward(np.zeros((2, 1, 28, 28)), p)[0].shape
    (2, 10)
    """
    X = validate.real("X", X, (None, *IMAGE))
    validate.choice("activation", activation, ACTIVATION_NAMES)
    return forward_pass(X, checked_parameters(parameters), activation)


def forward_pass(X, parameters, activation):
    """`lenet_forward` for what was checked before: training checks once, not at every step."""
    f = ACTIVATIONS[activation]
    layers, caches = {"INPUT": fast.samples_last(X)}, {}  # what each layer gave, samples last

    def convolve(name, source, padding):
        W, b = parameters[name + ".W"], parameters[name + ".b"]
        Z, caches[name] = fast.conv_forward(layers[source], W, b, padding=padding)
        layers[name] = f(Z)

    convolve("C1", "INPUT", padding=2)  # (28, 6, 28, N)
    layers["S2"], caches["S2"] = fast.max_pool_forward(layers["C1"])  # (14, 6, 14, N)
    convolve("C3", "S2", padding=0)  # (10, 16, 10, N)
    layers["S4"], caches["S4"] = fast.max_pool_forward(layers["C3"])  # (5, 16, 5, N)
    Y = fast.samples_first(layers["S4"]).reshape(len(X), -1)  # (N, 400), map after map
    for name in DENSE:
        caches[name] = Y
        Z = Y @ parameters[name + ".W"] + parameters[name + ".b"]
        Y = layers[name] = Z if name == "OUT" else f(Z)
    return Y, (parameters, activation, layers, caches)


def lenet_backward(dlogits, cache) -> dict[str, np.ndarray]:
    """The chain rule from the logits down: dlogits (N, 10) → gradients named as the parameters.

    >>> p = lenet_parameters(np.random.default_rng(0))
    >>> _, cache = lenet_forward(np.zeros((2, 1, 28, 28)), p)
    >>> lenet_backward(np.ones((2, 10)), cache)["OUT.b"]
    array([2., 2., 2., 2., 2., 2., 2., 2., 2., 2.])
    """
    parameters, activation, layers, caches = cache
    dlogits = validate.real("dlogits", dlogits, layers["OUT"].shape)
    f = ACTIVATIONS[activation]  # subtle: the slopes of these three can be told from f(z) alone
    gradients = {}
    dY = dlogits
    for name in reversed(DENSE):
        dZ = dY if name == "OUT" else dY * f.slope(layers[name], layers[name])
        gradients[name + ".W"] = caches[name].T @ dZ
        gradients[name + ".b"] = dZ.sum(axis=0)
        dY = dZ @ parameters[name + ".W"].T
    dY = fast.samples_last(dY.reshape(-1, 16, 5, 5))  # back to (5, 16, 5, N)
    for conv, pool in (("C3", "S4"), ("C1", "S2")):
        dZ = fast.max_pool_backward(dY, caches[pool])
        dZ *= f.slope(layers[conv], layers[conv])
        dY, dW, db = fast.conv_backward(dZ, caches[conv], need_dX=conv != "C1")
        gradients[conv + ".W"], gradients[conv + ".b"] = dW, db
    return {name: gradients[name] for name in SHAPES}


def lenet_layers(X, parameters) -> dict[str, np.ndarray]:
    """What every layer gives, with ReLU, for pictures: INPUT, C1, S2, C3, S4, F5, F6, OUT and P.

    C1 … F6 are after the activation, OUT are the logits, P = softmax(OUT). Maps are
    (N, C, H, W), the others (N, D).

    >>> p = lenet_parameters(np.random.default_rng(0))
    >>> {name: Y.shape[1:] for name, Y in lenet_layers(np.zeros((1, 1, 28, 28)), p).items()}["C3"]
    (16, 10, 10)
    """
    logits, (_, _, layers, _) = lenet_forward(X, parameters)
    pictures = {name: fast.samples_first(Y) if Y.ndim == 4 else Y for name, Y in layers.items()}
    return pictures | {"P": softmax(logits)}
