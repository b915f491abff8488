"""Exercise 6: the gradient of max pooling goes to the winner."""

import numpy as np

from utils.checks.convolution.max_pool2d_backward_variants import (
    corner_forgotten,
    each_column,
    each_row,
    each_window,
    first_down_the_columns,
    last,
    max_pool2d_backward,
    misplaced,
    one_winner,
    repeated,
    size_exchanged,
    start_forgotten,
    whole_batch,
    windows_by_one,
    winner_of_the_first_channel,
    winner_of_the_first_picture,
    without_the_rest,
    won,
)
from utils.checks.convolution.wrong import a, picture
from utils.checks.engine import Case, Exercise, Mistake

MISTAKES = (
    Mistake(
        "shared equally",
        each_window(lambda window, g: g / window[0, 0].size),
        "Every pixel of a window gets the same share. That is the gradient of *average* pooling. "
        "By how much does the maximum change when a pixel changes that is not the largest?",
    ),
    Mistake(
        "to every pixel",
        repeated,
        "Every pixel of a window gets the whole gradient. Only one of them decides the maximum.",
    ),
    Mistake(
        "to all that tie",
        each_window(lambda window, g: won(window) * g),
        "Right as long as there is one largest pixel. Where several are equal, each of them gets "
        "the whole gradient, which is then too much in total: only the first of them gets it.",
    ),
    Mistake(
        "shared among ties",
        each_window(lambda window, g: won(window) * g / won(window).sum((2, 3), keepdims=True)),
        "Right as long as there is one largest pixel. Equal ones share the gradient in your "
        "answer; here the first of them gets all of it.",
    ),
    Mistake(
        "the last of equals",
        each_window(one_winner(last)),
        "Right as long as there is one largest pixel. Among equals you take the last, here it is "
        "the first: does `>=` stand where `>` should?",
    ),
    Mistake(
        "the first of equals, column by column",
        each_window(first_down_the_columns),
        "Right as long as there is one largest pixel. Among equals you take the first column by "
        "column; reading goes row by row.",
    ),
    Mistake(
        "to the smallest",
        each_window(one_winner(lambda flat: flat.argmin(axis=2))),
        "The gradient goes to the smallest pixel of each window.",
    ),
    Mistake(
        "to the largest in size",
        each_window(one_winner(lambda flat: np.abs(flat).argmax(axis=2))),
        "The gradient goes to the pixel that is farthest from 0. −3 is smaller than 1.",
    ),
    Mistake(
        "to the first pixel",
        each_window(one_winner(lambda flat: np.zeros(flat.shape[:2], int))),
        "The gradient goes to the first pixel of each window, whichever is the largest.",
    ),
    Mistake(
        "the winners, without dY",
        each_window(lambda window, g: one_winner()(window, np.ones_like(g))),
        "The winners are the right ones, but each gets 1. What does the chain rule multiply it "
        "with?",
    ),
    Mistake(
        "the largest numbers themselves",
        each_window(lambda window, g: one_winner()(window, window.max((2, 3), keepdims=True))),
        "The winners are the right ones, but each gets its own value. They get the gradient of "
        "their window.",
    ),
    Mistake(
        "times the largest number",
        each_window(lambda window, g: one_winner()(window, g * window.max((2, 3), keepdims=True))),
        "The gradient is multiplied by the largest number. When the winner grows by ε, the maximum "
        "grows by ε: that factor is 1.",
    ),
    Mistake(
        "the reversed gradient",
        each_window(lambda window, g: one_winner()(window, -g)),
        "The sign is wrong: when the winner grows, the maximum grows, too.",
    ),
    Mistake(
        "only positive winners",
        each_window(
            lambda window, g: one_winner()(window, g * (window.max((2, 3), keepdims=True) > 0))
        ),
        "Windows without a positive number get no gradient. Does your search for the largest start "
        "at 0?",
    ),
    Mistake(
        "divided by the height",
        misplaced(lambda m, h, w: divmod(m, h)),
        "The winner's row and column come from dividing its number by h. A row of the window is w "
        "long: after how many numbers does the next row begin?",
    ),
    Mistake(
        "row and column exchanged",
        misplaced(lambda m, h, w: divmod(m, w)[::-1]),
        "The winner's row is taken for its column. `divmod` gives the quotient first: is that the "
        "row or the column?",
    ),
    Mistake(
        "counted from the window's number",
        start_forgotten,
        "The winner's place is counted from (i, j), the window's *number*. Where does window i "
        "begin in the picture?",
    ),
    Mistake(
        "counted from the picture's corner",
        corner_forgotten,
        "The winner's place *in its window* is taken for its place in the picture. Where does the "
        "window begin?",
    ),
    Mistake(
        "one winner for the whole batch",
        each_window(whole_batch),
        "`window.max()` without an axis is the largest over all pictures and channels. Each of "
        "them has a winner of its own.",
    ),
    Mistake(
        "the first channel's winners",
        each_window(winner_of_the_first_channel),
        "In all channels the winners stand where those of the first channel do. Each channel has "
        "its own.",
    ),
    Mistake(
        "the first picture's winners",
        each_window(winner_of_the_first_picture),
        "In all pictures the winners stand where those of the first picture do. Each picture has "
        "its own.",
    ),
    Mistake(
        "a winner in each row",
        each_window(each_row),
        "Every row of a window has a winner. There is one for the whole window.",
    ),
    Mistake(
        "a winner in each column",
        each_window(each_column),
        "Every column of a window has a winner. There is one for the whole window.",
    ),
    Mistake(
        "height and width exchanged",
        size_exchanged,
        "The windows are w high and h wide. `size` is height first, as rows come before columns.",
    ),
    Mistake(
        "windows by one",
        windows_by_one,
        "Your windows start at 0, 1, 2, … They lie side by side, as in the forward pass.",
    ),
    Mistake(
        "without the rest",
        without_the_rest,
        "`dX` lacks the pixels that fill no whole window. It has the shape of X; they get 0.",
    ),
    Mistake(
        "in the kind of number of X",
        each_window(one_winner(), dtype=lambda X: X.dtype),
        "The gradients have lost what comes after the point. Was `dX` made as whole numbers, with "
        "`np.zeros_like(X)` for an X of whole numbers?",
    ),
)

rng = np.random.default_rng(6)

exercise = Exercise(
    name="max_pool2d_backward",
    title="Max pooling backward",
    minutes=12,
    difficulty="medium",
    reference=max_pool2d_backward,
    cases=[
        Case(
            "the example",
            dY=picture([1.0, 2.0]),
            X=picture([1.0, 2, 5, 5], [4, 3, 5, 0]),
            size=(2, 2),
        ),
        Case(
            "windows 1 high, 2 wide",
            dY=rng.normal(size=(1, 1, 3, 2)).round(2),
            X=rng.normal(size=(1, 1, 3, 4)).round(2),
            size=(1, 2),
        ),
        Case(
            "windows 3 high, 1 wide",
            dY=rng.normal(size=(1, 1, 2, 3)).round(2),
            X=rng.normal(size=(1, 1, 6, 3)).round(2),
            size=(3, 1),
        ),
        Case(
            "two pictures of three channels",
            dY=rng.normal(size=(2, 3, 4, 3)),
            X=rng.normal(size=(2, 3, 8, 6)),
            size=(2, 2),
        ),
        Case(
            "all negative",
            dY=rng.normal(size=(1, 2, 2, 2)),
            X=-1 - rng.random(size=(1, 2, 4, 4)),
            size=(2, 2),
        ),
        Case(
            "a rest below and on the right",
            dY=rng.normal(size=(2, 1, 2, 2)),
            X=rng.normal(size=(2, 1, 5, 8)),
            size=(2, 3),
        ),
        Case(
            "a white picture",
            dY=a(1.0, -2.0, 0.5, 3.0).reshape(1, 1, 2, 2),
            X=np.ones((1, 1, 4, 6)),
            size=(2, 3),
        ),
        Case(
            "pairs of equals",
            dY=a(1.5, -1.0).reshape(1, 1, 1, 2),
            X=picture([0.0, 3, 1, 0], [3, 1, 0, 1]),
            size=(2, 2),
        ),
        Case(
            "one window",
            dY=rng.normal(size=(2, 2, 1, 1)),
            X=rng.normal(size=(2, 2, 3, 4)),
            size=(3, 4),
        ),
        Case(
            "windows of one pixel",
            dY=rng.normal(size=(1, 2, 2, 3)),
            X=rng.normal(size=(1, 2, 2, 3)),
            size=(1, 1),
        ),
        Case(
            "whole numbers in the picture",
            dY=a(0.5, -0.25).reshape(1, 1, 2, 1),
            X=picture([1, 7], [3, 2], [0, -1], [-5, 0]),
            size=(2, 2),
        ),
    ],
    returns="dX (N, C, rows, columns)",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "Start with zeros of the shape of X. Each window of the forward pass has one number in "
        "`dY`, and one pixel that gets it.",
        "`argmax` of a window laid out as a line is the number m of its winner, and of equals the "
        "first. In a window w wide, `divmod(m, w)` is the winner's row and column.",
    ),
)
