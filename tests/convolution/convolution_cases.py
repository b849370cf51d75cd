"""What the tests of convolution draw their cases from."""

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
MODES = ["full", "same", "valid"]
FLOATS = [np.float16, np.float32, np.float64]
TOLERANCE = {np.dtype(np.float16): 2e-3, np.dtype(np.float32): 1e-5, np.dtype(np.float64): 1e-11}

# Multiples of 1/8 from -4 to 4: products and sums of the small cases are exact, so that equal means equal.
eighths = st.integers(-32, 32).map(lambda n: n / 8)


def arrays(shape, dtype=np.float64):
    return hnp.arrays(dtype, shape, elements=eighths)


lengths = st.integers(1, 12)
images = st.tuples(lengths, lengths).flatmap(arrays)
kernels = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(arrays)
signals = st.integers(1, 20).flatmap(arrays)


@st.composite
def images_and_fitting_kernels(draw):
    height, width = draw(lengths), draw(lengths)
    kernel_shape = draw(st.integers(1, min(height, 7))), draw(st.integers(1, min(width, 7)))  # too small for the FFT
    return draw(arrays((height, width))), draw(arrays(kernel_shape))


@st.composite
def batches(draw, most=3):
    """Inputs and a kernel for conv2d, with groups, strides, dilations and padding that go together."""
    padding = draw(st.sampled_from(["valid", "same"]))
    kernel_size = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    dilation = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    spans = [d * (k - 1) + 1 for k, d in zip(kernel_size, dilation, strict=True)]
    height, width = (draw(st.integers(span if padding == "valid" else 1, span + 4)) for span in spans)
    groups, per_group, outputs = (draw(st.integers(1, most)) for _ in range(3))
    inputs = draw(arrays((draw(st.integers(1, 3)), height, width, groups * per_group)))
    kernel = draw(arrays((*kernel_size, per_group, groups * outputs)))
    strides = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return inputs, kernel, strides, padding, dilation


@st.composite
def pools(draw):
    padding = draw(st.sampled_from(["valid", "same"]))
    pool_size = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    height, width = (draw(st.integers(size if padding == "valid" else 1, size + 5)) for size in pool_size)
    inputs = draw(arrays((draw(st.integers(1, 2)), height, width, draw(st.integers(1, 3)))))
    strides = draw(st.none() | st.integers(1, 5) | st.tuples(st.integers(1, 5), st.integers(1, 5)))
    return inputs, pool_size, strides, padding


def random(shape, dtype=np.float64, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)
