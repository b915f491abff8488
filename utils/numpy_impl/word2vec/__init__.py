"""Word vectors by skip-gram: pairs, three losses with gradients by hand, training, neighbours.

A word is an integer, the smaller the more frequent. Text is `sentences`, a list of arrays (length,)
of words, and `counts` (V,), how often each comes. Parameters are {"E" (V, D), "E_out" (V, D)}: row
w of E is v_w, the vector of word w where it is read, row w of E_out is v'_w, that where it is
predicted. float32 in, float32 out. Bad input (no pair, a word outside the vocabulary, NaN, another
shape) raises ValueError.
"""

from utils.numpy_impl.word2vec.fast import fast_train
from utils.numpy_impl.word2vec.full_softmax import skipgram_backward, skipgram_forward
from utils.numpy_impl.word2vec.hierarchical import (
    hierarchical_backward,
    hierarchical_forward,
    word_probabilities,
)
from utils.numpy_impl.word2vec.huffman import HuffmanTree, huffman_tree
from utils.numpy_impl.word2vec.negative_sampling import (
    negative_sampling_backward,
    negative_sampling_forward,
)
from utils.numpy_impl.word2vec.sampling import (
    draw_noise,
    keep_probability,
    noise_distribution,
    subsample,
)
from utils.numpy_impl.word2vec.training import heldout_loss, word2vec_parameters
from utils.numpy_impl.word2vec.vectors import analogy, neighbours, project, unit
from utils.numpy_impl.word2vec.windows import window_pairs
