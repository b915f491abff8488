"""Output layers for large vocabularies: what a word's probability costs, and how to pay less.

A state h (N, H) scores word w with s_w = h·w_w + b_w; a word is an integer from 0 to V − 1, the
smaller the more frequent, and `counts` (V,) or q (V,) are known. Losses are means over N, in nats.
`…_backward` gives the gradient of h, and of a table that few rows of are used as RowGradient.
float32 in, float32 out. Bad input (a word outside the vocabulary, NaN in a row that is used,
another shape, a name missing) raises ValueError.
"""

from utils.numpy_impl.softmax_speedups.bill import Rates, bill
from utils.numpy_impl.softmax_speedups.classes import (
    Classes,
    class_backward,
    class_forward,
    class_log_probability,
    frequency_classes,
)
from utils.numpy_impl.softmax_speedups.full import (
    full_backward,
    full_forward,
    full_log_probability,
    log_normaliser,
)
from utils.numpy_impl.softmax_speedups.layers import OUTPUT_LAYERS, output_layer
from utils.numpy_impl.softmax_speedups.nce import nce_backward, nce_forward, nce_log_probability
from utils.numpy_impl.softmax_speedups.negative import (
    negative_backward,
    negative_forward,
    negative_log_probability,
)
from utils.numpy_impl.softmax_speedups.normalised import normalised_backward, normalised_forward
from utils.numpy_impl.softmax_speedups.rows import RowGradient, descend
from utils.numpy_impl.softmax_speedups.sampled import sampled_backward, sampled_forward
from utils.numpy_impl.softmax_speedups.trees import (
    PathTree,
    balanced_paths,
    huffman_paths,
    tree_backward,
    tree_forward,
    tree_log_probability,
)
