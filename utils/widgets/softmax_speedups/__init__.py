"""Live pictures for output layers: paths in Huffman's tree, the bill, and a race in training."""

from utils.widgets.softmax_speedups.cost import cost_numbers, explore_cost
from utils.widgets.softmax_speedups.huffman import explore_huffman, huffman_numbers
from utils.widgets.softmax_speedups.race import explore_race, race_numbers
