"""Discrete convolution and correlation in one and two dimensions; convolution and pooling of batches, as layers compute them.

NumPy alone. Every fast function has a slow one beside it that says the same in loops: `signals._convolve1d_loops`,
`signals._correlate2d_loops`, `sequences._conv1d_loops`, `images._conv2d_loops`, `transposed._conv2d_transpose_loops` and
`pooling._pool2d_loops`. Tests hold them equal.

Floating-point input keeps its dtype. Integers and booleans are computed in the kernel's dtype if that is floating, else
in ``float64``. Sums of ``float16`` are added up in ``float32``. What is too large for its dtype becomes infinite, and NaN
and infinity pass, without a warning.
"""

from course_utils.convolution.images import conv2d
from course_utils.convolution.pooling import average_pool2d, max_pool2d
from course_utils.convolution.sequences import conv1d
from course_utils.convolution.signals import convolve1d, convolve2d, correlate1d, correlate2d
from course_utils.convolution.sizes import output_size
from course_utils.convolution.transposed import conv2d_transpose
