"""Pictures of cross entropy."""

from utils.plots.cross_entropy.classifier import *
from utils.plots.cross_entropy.information import *
from utils.plots.cross_entropy.training import *
