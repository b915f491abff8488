"""Pictures of words: draw_*(ax, data…) → the artists, in a dict."""

from utils.plots.word2vec.lecture import (
    draw_centre,
    draw_huffman,
    draw_map,
    draw_moves,
    draw_squares,
)
from utils.plots.word2vec.space import draw_found, draw_space, update_found, update_space
from utils.plots.word2vec.window import (
    draw_push,
    draw_window,
    rows_of,
    update_push,
    update_window,
)
