"""Live pictures for convolution: a sliding window, a kernel on a photograph, a drawn digit."""

from utils.widgets.convolution.digit import digit_numbers, explore_digit
from utils.widgets.convolution.kernel import PRESETS, explore_kernel, kernel_numbers
from utils.widgets.convolution.window import EXAMPLES, explore_window, window_numbers
