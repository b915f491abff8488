"""Skip-gram's three losses in torch, on the tensors' own device; gradients come from autograd.

The same names and meanings as in `utils.numpy_impl.word2vec`; p holds tensors, words are integers.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from utils import validate


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


class SkipGram(nn.Module):
    """E (V, D) and E_out as parameters, begun as in word2vec; its loss is negative sampling's.

    >>> round(SkipGram(4, 2)([0], [1], [[2, 3]]).item(), 4)  # all scores are 0: 3 ln 2
    2.0794
    """

    def __init__(self, V: int, D: int, *, dtype=torch.float64, device=None):
        super().__init__()
        V, D, how = validate.count("V", V), validate.count("D", D), {"dtype": dtype}
        self.E = nn.Parameter((torch.rand(V, D, device=device, **how) - 0.5) / D)
        self.E_out = nn.Parameter(torch.zeros(V, D, device=device, **how))

    @classmethod
    def from_numpy(cls, p: Mapping, *, device=None) -> "SkipGram":
        """Return a network with the vectors of NumPy; dtype as theirs."""
        E, E_out = (validate.real(name, p[name], (None, None)) for name in ("E", "E_out"))
        made = cls(*E.shape, dtype=torch.as_tensor(E).dtype, device=device)
        with torch.no_grad():
            made.E.copy_(torch.as_tensor(E))
            made.E_out.copy_(torch.as_tensor(validate.real("E_out", E_out, E.shape)))
        return made

    def forward(self, centres, contexts, noise) -> Tensor:
        """Return the loss, a single number."""
        return negative_sampling_loss(centres, contexts, noise, dict(self.named_parameters()))
