"""Skip-gram with a softmax over the whole vocabulary: right, and too dear for a large one."""

from utils.numpy_impl.core.layers import embedding_backward, embedding_forward
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.word2vec import checked


def skipgram_forward(centres, contexts, p):
    """J = mean over pairs (c, o) of −ln p(o | c), p(o | c) = e^(v'_o·v_c) / Σ_w e^(v'_w·v_c) [M21].

    centres, contexts (N,) words; p {"E" (V, D), "E_out" (V, D)} → (J in nats, cache).

    >>> p = {"E": [[1.0], [0.0]], "E_out": [[0.0], [1.0986]]}
    >>> skipgram_forward([0], [1], p)[0].round(4)  # −ln ¾
    np.float64(0.2877)
    """
    E, E_out = checked.tables(p)
    centres, contexts = checked.pairs(centres, contexts, len(E))
    v, rows = embedding_forward(centres, E)  # (N, D)
    J, loss = softmax_cross_entropy_forward(v @ E_out.T, contexts)  # scores (N, V)
    return J, (v, E_out, rows, loss)


def skipgram_backward(dJ, cache) -> dict:
    """With e = softmax − onehot(o), /N: ∂J/∂v_c = Σ_w e_w v'_w, ∂J/∂v'_w = Σ_pairs e_w v_c [M21].

    → {"E" (V, D), "E_out" (V, D)}.

    >>> p = {"E": [[1.0], [0.0]], "E_out": [[0.0], [1.0986]]}
    >>> skipgram_backward(1.0, skipgram_forward([0], [1], p)[1])["E_out"].round(4)
    array([[ 0.25],
           [-0.25]])
    """
    v, E_out, rows, loss = cache
    e = softmax_cross_entropy_backward(dJ, loss)  # (N, V)
    return {"E": embedding_backward(e @ E_out, rows), "E_out": e.T @ v}
