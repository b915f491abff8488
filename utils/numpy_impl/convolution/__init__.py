"""Convolution: shared weights on lines, pictures and volumes, pooling, and LeNet-5.

Sequences are X (N, C, L), pictures (N, C, H, W), volumes (N, C, D, H, W); kernels (F, C, …), one
bias for each of the F output channels. `conv*` lays the kernel on the input as it is, which is
cross-correlation; `convolve1d` is the convolution of mathematics. float32 in, float32 out. Bad
input (another shape, NaN, a kernel larger than the padded picture) raises ValueError.
"""

from utils.numpy_impl.convolution.conv import (
    col2im,
    conv1d_backward,
    conv1d_forward,
    conv2d_backward,
    conv2d_forward,
    conv3d_forward,
    im2col,
)
from utils.numpy_impl.convolution.edges import (
    HORIZONTAL,
    LEVELS,
    VERTICAL,
    edge_map,
    five_level_pictures,
    five_levels,
    information_lost,
)
from utils.numpy_impl.convolution.geometry import output_size
from utils.numpy_impl.convolution.lenet import (
    SHAPES,
    lenet_backward,
    lenet_forward,
    lenet_layers,
    lenet_parameters,
)
from utils.numpy_impl.convolution.loops import conv2d_loop, convolve1d, correlate1d
from utils.numpy_impl.convolution.pooling import (
    avg_pool1d,
    avg_pool2d_backward,
    avg_pool2d_forward,
    max_pool1d,
    max_pool2d_backward,
    max_pool2d_forward,
)
from utils.numpy_impl.convolution.shifts import shift, shift_sensitivity
from utils.numpy_impl.convolution.sizes import (
    connections_1d,
    connections_2d,
    receptive_field,
    toeplitz_1d,
    toeplitz_2d,
)
from utils.numpy_impl.convolution.training import accuracy, fit_lenet, predict
