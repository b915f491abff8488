"""Pictures of output layers."""

from utils.plots.softmax_speedups.lecture import *
from utils.plots.softmax_speedups.methods import *
from utils.plots.softmax_speedups.tree import *
