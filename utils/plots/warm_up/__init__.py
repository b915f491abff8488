"""Pictures of matrices, neurons, descent and gradient checks."""

from utils.plots.warm_up.descent import *
from utils.plots.warm_up.layers import *
