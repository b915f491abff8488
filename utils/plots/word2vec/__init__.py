"""Pictures of words."""

from utils.plots.word2vec.lecture import *
from utils.plots.word2vec.space import *
from utils.plots.word2vec.window import *
