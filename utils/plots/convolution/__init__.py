"""Pictures of convolution."""

from utils.plots.convolution.cells import *
from utils.plots.convolution.images import *
from utils.plots.convolution.measured import *
from utils.plots.convolution.structure import *
from utils.plots.convolution.windows import *
