"""Live pictures for word vectors: a window over a sentence, and the space of trained words.

For each there is a pure function from the controls' state to numbers, tested without a browser,
and an `explore_*()` that a notebook calls.
"""

from utils.widgets.word2vec.embedding import embedding_numbers, explore_embedding
from utils.widgets.word2vec.skipgram import explore_skipgram, skipgram_numbers
