"""Lab 07, word vectors: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.word2vec`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "word2vec",
    *exercises(
        __name__,
        "window_pairs",
        "subsample",
        "draw_noise",
        "softmax_loss",
        "negative_sampling",
        "train",
        "neighbours",
        "analogies",
    ),
)
