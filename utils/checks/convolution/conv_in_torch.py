"""A convolution, its activation and a pooling in torch, forwards and backwards."""

from utils.checks.convolution.inputs import image, normal
from utils.checks.engine import Case, Exercise, edits


def conv_in_torch(X, W, b, dY):
    """Y = max_pool(relu(conv(X) + b)), padding 2 and windows of 2 × 2; then ∂J/∂W and ∂J/∂b."""
    import torch
    from torch.nn import functional as F

    images, kernels = torch.tensor(X), torch.tensor(W, requires_grad=True)
    biases = torch.tensor(b, requires_grad=True)
    maps = F.conv2d(images, kernels, biases, padding=2)
    Y = F.max_pool2d(torch.relu(maps), 2)
    Y.backward(torch.tensor(dY))
    return Y.detach().numpy(), kernels.grad.numpy(), biases.grad.numpy()


def layer(title, X, W, seed, dY=None):
    """A case of random numbers; dY has the shape that the pooled maps have."""
    rows, columns = ((n + 4 - k) + 1 for n, k in zip(X[2:], W[2:], strict=True))
    shape = (X[0], W[0], rows // 2, columns // 2)
    X, W, b, gradient = normal(X, W, W[:1], shape, seed=seed)
    return Case(title, X=X, W=W, b=b, dY=gradient)


CASES = [
    Case(
        "one image of 3 × 3",
        X=image([0.0, 1, 2], [3, 4, 5], [6, 7, 8]),
        W=image([1.0, 2], [1, 0]),
        b=normal((1,), seed=3)[0],
        dY=image([1.0, 2, 3], [4, 5, 6], [7, 8, 9]),
    ),
    layer("one channel in, two out", (1, 1, 4, 6), (2, 1, 3, 2), 4),
    layer("three images, two channels in", (3, 2, 5, 4), (3, 2, 3, 3), 5),
    layer("a kernel of 5 × 5", (2, 1, 8, 8), (4, 1, 5, 5), 6),
]

MISTAKES = edits(conv_in_torch)(
    ("no padding", ", padding=2", ", padding=1", "How many zeros are put around each image?"),
    ("no activation", "torch.relu(maps)", "maps", "What stands between convolution and pooling?"),
    ("tanh for the ReLU", "torch.relu(maps)", "torch.tanh(maps)",
     "What stands between convolution and pooling?"),
    ("the mean for the largest", "F.max_pool2d", "F.avg_pool2d",
     "Is it the mean of each window that is asked for?"),
    ("every second pixel instead of pooling", "F.max_pool2d(torch.relu(maps), 2)",
     "torch.relu(maps)[:, :, : maps.shape[2] // 2 * 2 : 2, : maps.shape[3] // 2 * 2 : 2]",
     "A stride leaves three of four out without looking at them. What takes the largest?"),
    ("the kernels flipped", "F.conv2d(images, kernels,", "F.conv2d(images, kernels.flip(2, 3),",
     "Does torch's conv2d turn the kernel round, or does it slide it as it is?"),
    ("the bias left out", "kernels, biases, padding", "kernels, 0 * biases, padding",
     "What is added to each map?"),
    ("dY ignored", "Y.backward(torch.tensor(dY))", "Y.sum().backward()",
     "That is the gradient of the sum of Y. What does the layer behind hand back?"),
    ("dY taken for a target", "Y.backward(torch.tensor(dY))",
     "(Y - torch.tensor(dY)).pow(2).sum().backward()",
     "dY is no target but ∂J/∂Y. What does `Y.backward(…)` take?"),
    ("backward twice", "Y.backward(torch.tensor(dY))",
     "Y.backward(torch.tensor(dY), retain_graph=True)\n    Y.backward(torch.tensor(dY))",
     "How often is `backward` called? torch adds each time to what is there."),
    ("the maps before pooling", "return Y.detach()", "return torch.relu(maps).detach()",
     "What comes out of this part of the network: before or after the pooling?"),
    ("the weights for their gradients", "kernels.grad.numpy(), biases.grad.numpy()",
     "kernels.detach().numpy(), biases.detach().numpy()",
     "Where does torch put what `backward` finds?"),
)  # fmt: skip

exercise = Exercise(
    title="The same in torch",
    minutes=8,
    difficulty="easy",
    reference=conv_in_torch,
    cases=CASES,
    returns=("Y (N, F, rows, columns)", "dW (F, C, KH, KW)", "db (F,)"),
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Tensors of `W` and `b` with `requires_grad=True`; then three calls, one for each step of "
        "the formula, from `torch.nn.functional`.",
        "`F.conv2d(…, padding=2)`, `torch.relu`, `F.max_pool2d(…, 2)`. An array cannot start "
        "`backward` by itself: hand it ∂J/∂Y, `Y.backward(torch.tensor(dY))`.",
    ),
)
