"""The output layers of topic 08 in torch, on the tensors' own device; gradients by autograd.

The same names and meanings as in `utils.numpy_impl.softmax_speedups`; each returns the mean loss.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, linear, log_softmax, logsigmoid

from utils import validate
from utils.numpy_impl.softmax_speedups import Classes, PathTree


def full(h, y, p) -> Tensor:
    """−ln P(y | h) of a softmax over the vocabulary [DS17].

    >>> full(torch.zeros(1, 1), torch.tensor([0]), {"W_y": torch.ones(4, 1), "b_y": torch.zeros(4)})
    tensor(1.3863)
    """
    return cross_entropy(linear(h, p["W_y"], p["b_y"]), y)


def class_based(h, y, classes: Classes, p) -> Tensor:
    """−ln P(c_y | h) − ln P(y | c_y, h), all scores computed and those outside y's class masked.

    >>> from utils.numpy_impl.softmax_speedups import frequency_classes
    >>> p = {"W_c": torch.zeros(2, 1), "b_c": torch.zeros(2)}
    >>> p |= {"W_y": torch.zeros(4, 1), "b_y": torch.zeros(4)}
    >>> two = frequency_classes([4, 3, 2, 1], by="size")
    >>> class_based(torch.zeros(1, 1), torch.tensor([0]), two, p)  # −ln(½ · ½)
    tensor(1.3863)
    """
    class_of, place, start = (torch.as_tensor(each, device=h.device) for each in classes)
    c = class_of[y]
    rows = torch.arange(len(p["W_y"]), device=h.device)
    theirs = (rows >= start[c][:, None]) & (rows < start[c + 1][:, None])  # (N, V)
    scores = linear(h, p["W_y"], p["b_y"]).masked_fill(~theirs, -torch.inf)
    within = cross_entropy(scores, start[c] + place[y])
    return cross_entropy(linear(h, p["W_c"], p["b_c"]), c) + within


def tree(h, y, paths: PathTree, p) -> Tensor:
    """−Σ ln σ(± s_n) over the inner nodes on the way to y [DS17].

    >>> from utils.numpy_impl.softmax_speedups import balanced_paths
    >>> p = {"W_n": torch.zeros(3, 1), "b_n": torch.zeros(3)}
    >>> tree(torch.zeros(1, 1), torch.tensor([0]), balanced_paths(4), p)  # −ln(½ · ½)
    tensor(1.3863)
    """
    way, node, sign = (
        torch.as_tensor(each, device=h.device) for each in paths.steps(y.cpu().numpy())
    )
    node = node.long()
    s = (h[way] * p["W_n"][node]).sum(dim=1) + p["b_n"][node]
    return -logsigmoid(sign * s).sum() / len(h)


def nce(h, y, noise, q, p, log_Z=0.0) -> Tensor:
    """−ln σ(Δ_y) − Σ_j ln σ(−Δ_j) with Δ_w = s_w − ln Z − ln(k q_w) [DS17].

    >>> p = {"W_y": torch.zeros(2, 1), "b_y": torch.zeros(2)}
    >>> nce(torch.zeros(1, 1), torch.tensor([0]), torch.tensor([1]), torch.ones(2), p)  # 2 ln 2
    tensor(1.3863)
    """
    shift = torch.as_tensor(log_Z, dtype=h.dtype, device=h.device).reshape(-1, 1)
    return _classified(h, y, noise, p, shift + torch.log(noise.shape[-1] * q))


def negative(h, y, noise, p) -> Tensor:
    """−ln σ(s_y) − Σ_j ln σ(−s_j) [DS17, M21].

    >>> p = {"W_y": torch.zeros(2, 1), "b_y": torch.zeros(2)}
    >>> negative(torch.zeros(1, 1), torch.tensor([0]), torch.tensor([1]), p)  # 2 ln 2
    tensor(1.3863)
    """
    return _classified(h, y, noise, p, 0.0)


def _classified(h, y, noise, p, shift) -> Tensor:
    delta = linear(h, p["W_y"], p["b_y"]) - shift  # (N, V)
    word, noise = delta.gather(1, y[:, None]), delta.gather(1, noise.expand(len(h), -1))
    return -(logsigmoid(word).sum() + logsigmoid(-noise).sum()) / len(h)


def normalised(h, y, p, alpha: float = 0.1) -> Tensor:
    """−ln P(y | h) + α ln² Z [DS17].

    >>> p = {"W_y": torch.zeros(4, 1), "b_y": torch.zeros(4)}
    >>> normalised(torch.zeros(1, 1), torch.tensor([0]), p, 1)  # 1.3863 + 1.3863²
    tensor(3.3081)
    """
    scores = linear(h, p["W_y"], p["b_y"])
    return cross_entropy(scores, y) + alpha * scores.logsumexp(dim=1).square().mean()


def sampled(h, y, noise, q, p) -> Tensor:
    """ln Ẑ − s_y with Ẑ = e^(s_y) + Σ_(j: noise_j ≠ y) e^(s_j) / (k q_j).

    >>> p = {"W_y": torch.zeros(2, 1), "b_y": torch.zeros(2)}
    >>> sampled(torch.zeros(1, 1), torch.tensor([0]), torch.tensor([1]), torch.ones(2), p)  # ln 2
    tensor(0.6931)
    """
    s, noise = linear(h, p["W_y"], p["b_y"]), noise.expand(len(h), -1)
    z = s.gather(1, noise) - torch.log(noise.shape[1] * q)[noise]
    z = z.masked_fill(noise == y[:, None], -torch.inf)
    return -log_softmax(torch.cat([s.gather(1, y[:, None]), z], dim=1), dim=1)[:, 0].mean()


def adaptive(H: int, V: int, cutoffs=None, **how) -> nn.AdaptiveLogSoftmaxWithLoss:
    """Torch's own: the frequent words in a head, the others in classes of fewer and fewer numbers.

    cutoffs: where the classes begin, by default V/50 and V/5; H of at least div_value squared, 16

    >>> adaptive(16, 1000).cutoffs
    [20, 200, 1000]
    """
    V = validate.count("V", V, least=100)
    return nn.AdaptiveLogSoftmaxWithLoss(H, V, cutoffs or [V // 50, V // 5], **how)
