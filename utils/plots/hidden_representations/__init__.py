"""Pictures of a hidden layer; the four inputs of XOR look the same in each: see `inputs.py`."""

from utils.plots.hidden_representations.code import *
from utils.plots.hidden_representations.graph import *
from utils.plots.hidden_representations.inputs import *
from utils.plots.hidden_representations.pictures import *
from utils.plots.hidden_representations.spaces import *
from utils.plots.hidden_representations.training import *
