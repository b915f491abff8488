"""Live pictures for word vectors: a window over a sentence, and the space of trained words."""

from utils.widgets.word2vec.embedding import embedding_numbers, explore_embedding
from utils.widgets.word2vec.skipgram import explore_skipgram, skipgram_numbers
