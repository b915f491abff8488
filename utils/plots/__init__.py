"""Drawing functions, matplotlib only; one module or package per topic, whose public names it shows.

draw_*(ax, data, …) → the artists, in a dict. Nothing is computed here but positions. Where there is
an `update_*` beside a `draw_*`, the dict holds everything that can move or that lies on what moves,
so that a live picture redraws just that; the axes stay as `draw_*` left them.
"""
