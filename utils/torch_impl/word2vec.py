"""Skip-gram's three losses in torch, on the tensors' own device; gradients come from autograd.

The same names and meanings as in `utils.numpy_impl.word2vec`; p holds tensors, words are integers.
"""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F


def skipgram_loss(centres, contexts, p) -> Tensor:
    """The mean of −ln softmax(E_out v_c)[o] over the pairs [M21].

    >>> p = {"E": torch.ones(2, 1), "E_out": torch.tensor([[0.0], [1.0986]])}
    >>> round(skipgram_loss([0], [1], p).item(), 4)
    0.2877
    """
    return F.cross_entropy(p["E"][_ids(centres, p)] @ p["E_out"].T, _ids(contexts, p))


def negative_sampling_loss(centres, contexts, noise, p) -> Tensor:
    """The mean of −ln σ(v'_o·v_c) − Σ_k ln σ(−v'_k·v_c) over the pairs; noise (N, k) [M21].

    >>> p = {"E": torch.ones(2, 1), "E_out": torch.tensor([[0.0], [1.0986]])}
    >>> round(negative_sampling_loss([0], [1], [[0]], p).item(), 4)
    0.9808
    """
    v, out = p["E"][_ids(centres, p)], p["E_out"]
    s_o = torch.einsum("nd,nd->n", out[_ids(contexts, p)], v)
    s_n = torch.einsum("nkd,nd->nk", out[_ids(noise, p)], v)
    return -(F.logsigmoid(s_o) + F.logsigmoid(-s_n).sum(1)).mean()


def hierarchical_loss(centres, contexts, tree, p) -> Tensor:
    """The mean of −Σ ln σ(± v'_n·v_c) over the pairs, along the ways of a `HuffmanTree` [M21].

    >>> from utils.numpy_impl.word2vec import huffman_tree
    >>> p = {"E": torch.ones(2, 1), "E_out": torch.tensor([[1.0986]])}
    >>> round(hierarchical_loss([0], [0], huffman_tree([2, 1]), p).item(), 4)
    0.2877
    """
    v, o = p["E"][_ids(centres, p)], np.asarray(contexts)
    s = torch.einsum("nld,nd->nl", p["E_out"][_ids(tree.nodes[o], p)], v)
    sign = 1 - 2 * _ids(tree.codes[o], p)
    there = np.arange(tree.codes.shape[1]) < tree.lengths[o][:, None]
    return -(F.logsigmoid(sign * s) * torch.as_tensor(there, device=s.device)).sum(1).mean()


def _ids(words, p) -> Tensor:
    """Words as torch indexes with them: int64, where the parameters are."""
    return torch.as_tensor(np.asarray(words), dtype=torch.int64, device=p["E"].device)
