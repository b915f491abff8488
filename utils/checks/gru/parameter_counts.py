"""How many parameters the cells have, and how wide they may be at one budget."""

from utils.checks.engine import Case, Exercise, edits


def parameter_counts(D, H):
    """counts of each cell with H units; widths at which each has at most the LSTM's count."""
    layers = {"elman": 1, "lstm": 4, "gru": 3, "gru_torch": 3}

    def count(cell, width):
        more = width if cell == "gru_torch" else 0  # b_u
        return layers[cell] * (D + width + 1) * width + more

    counts = {cell: count(cell, H) for cell in layers}
    widths = {}
    for cell in layers:
        width = H
        while count(cell, width + 1) <= counts["lstm"]:
            width += 1
        widths[cell] = width
    return counts, widths


CASES = [
    Case("the example: one input, six units", D=1, H=6),
    Case("thirty inputs, twenty units", D=30, H=20),
    Case("three inputs, one hundred units", D=3, H=100),
    Case("as many inputs as units", D=12, H=12),
    Case("a budget that the GRU fills to the last one", D=3, H=5),
    Case("a hundred inputs, seven units", D=100, H=7),
    Case("one input, one unit", D=1, H=1),
]

LAYER = "A dense layer that hears D inputs and H states has three parts: W, U and b. How large is"
MANY = "How many dense layers are in each cell: gates, and what they let through?"
TORCH = "torch's form has one bias more than the source's. Of how many numbers, and for which sum?"
BUDGET = (
    "The widest that *fits* is wanted. Put your width into the formula: is it within the "
    "LSTM's count, and the next one above it?"
)
GROWS = "With more units U grows, too. Does your width go into both factors of the formula?"

MISTAKES = edits(parameter_counts)(
    ("no biases", "(D + width + 1)", "(D + width)", f"{LAYER} each? One of them is not in yours."),
    ("one bias for a layer", "(D + width + 1) * width", "((D + width) * width + 1)",
     f"{LAYER} b?"),
    ("no U", "(D + width + 1)", "(D + 1)", f"{LAYER} each? One of them is not in yours."),
    ("no W", "(D + width + 1)", "(width + 1)", f"{LAYER} each? One of them is not in yours."),
    ("three layers in the LSTM", '"lstm": 4', '"lstm": 3',
     f"{MANY} Three gates, in the LSTM. Is there something more?"),
    ("two layers in the GRU", '"gru": 3, "gru_torch": 3', '"gru": 2, "gru_torch": 2',
     f"{MANY} Two gates, in the GRU. Is there something more?"),
    ("torch's form as the source's", "more = width if", "more = 0 if", TORCH),
    ("one number for b_u", "more = width if", "more = 1 if", TORCH),
    ("all biases twice in torch's form", "more = width if", "more = 3 * width if",
     "You count two biases for each of the three sums. For which one do the two *not* simply add "
     "up?"),
    ("the first width above the budget", "widths[cell] = width", "widths[cell] = width + 1",
     BUDGET),
    ("below the budget, never at it", "<= counts", "< counts",
     "A count that is exactly the LSTM's is within the budget. Is yours `<` or `<=`?"),
    ("the nearest width", "width = H\n",
     'width = H\n        near = lambda w: abs(count(cell, w) - counts["lstm"])\n',
     "widths[cell] = width", "widths[cell] = min(width, width + 1, key=near)",
     f"You take the width whose count is *nearest*. {BUDGET}"),
    ("the budget shared by H units' cost", "widths[cell] = width",
     'widths[cell] = counts["lstm"] * H // counts[cell]', GROWS),
    ("as if U were all", "widths[cell] = width",
     'widths[cell] = int(H * (counts["lstm"] / counts[cell]) ** 0.5)',
     "You scale the width by the root of the ratio, as if the count grew with the square alone. "
     "What of W and b, which do not?"),
    ("the GRU's count as the budget", '<= counts["lstm"]', '<= max(counts["gru"], count(cell, H))',
     "Whose count is the budget?"),
    ("widths of one unit more, each time from H", 'while count(cell, width + 1) <= counts["lstm"]:',
     'if count(cell, width + 1) <= counts["lstm"]:',
     "Your widths grow by one at most. How often is the next width tried?"),
)  # fmt: skip

exercise = Exercise(
    title="What does it cost?",
    minutes=8,
    difficulty="easy",
    reference=parameter_counts,
    cases=CASES,
    returns=("counts, a dictionary of the four cells", "widths, a dictionary of the four cells"),
    mistakes=MISTAKES,
    hints=(
        "One dense layer has (D + H + 1) H parameters. How many layers has each cell? Only torch's "
        "form has a bias more.",
        "Write `count(cell, width)` as a function of its own. For the widths begin at H, where "
        "every cell is within the budget, and try one more as long as it fits.",
    ),
)
