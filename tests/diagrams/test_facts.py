"""What the drawings show, computed, against SciPy, NumPy, `output_size` and small steps."""

import numpy as np
import pytest
from scipy.signal import convolve2d

from course_utils.convolution import output_size
from course_utils.diagrams.facts import convolution_terms, graph_gradients, graph_values, kernel_positions, padding_zeros


@pytest.mark.parametrize(("image_shape", "kernel_shape"), [((3, 4), (2, 2)), ((2, 5), (3, 2)), ((1, 1), (2, 3))])
def test_convolution_terms_give_the_full_convolution(image_shape, kernel_shape):
    rng = np.random.default_rng(1)
    image, kernel = rng.integers(1, 99, image_shape), rng.integers(1, 99, kernel_shape)
    full = convolve2d(image, kernel)
    for i, j in np.ndindex(full.shape):
        terms = convolution_terms(image_shape, kernel_shape, i, j)
        assert sum(image[place] * kernel[tap] for place, tap in terms) == full[i, j]


CASES = [(n, k, s, d) for n in range(1, 10) for k in range(1, 5) for s in range(1, 4) for d in range(1, 4)]


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_the_kernel_has_as_many_positions_as_the_result_has_samples(padding):
    fitting = [(n, k, s, d) for n, k, s, d in CASES if padding == "same" or d * (k - 1) < n]
    counted = {case: len(kernel_positions(*case, padding)) for case in fitting}
    assert counted == {(n, k, s, d): output_size(n, k, s, padding, d) for n, k, s, d in fitting}


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
def test_the_positions_read_what_numpys_correlation_reads(mode):
    rng = np.random.default_rng(2)
    signal, kernel = rng.normal(size=7), rng.normal(size=3)
    read = {index: value for index, value in enumerate(signal)}
    positions = kernel_positions(7, 3, padding=mode)
    result = [sum(read.get(i, 0) * w for i, w in zip(position, kernel, strict=True)) for position in positions]
    np.testing.assert_allclose(result, np.correlate(signal, kernel, mode=mode), rtol=1e-12)


def test_same_puts_the_extra_zero_at_the_end():
    for case in CASES:
        before, after = padding_zeros(*case, "same")
        assert after - before in (0, 1)
    assert padding_zeros(6, 3, stride=2, padding="same") == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": 0, "kernel_size": 3}, "size=0.*at least 1"),
        ({"size": 5, "kernel_size": 3, "stride": 0}, "stride=0.*at least 1"),
        ({"size": 5, "kernel_size": 3, "padding": "some"}, "'some'.*\"valid\""),
        ({"size": 5, "kernel_size": 3, "padding": (1, -1)}, r"\(1, -1\).*two numbers"),
        ({"size": 5, "kernel_size": 3, "padding": (1, 2, 3)}, r"\(1, 2, 3\).*two numbers"),
    ],
)
def test_wrong_numbers_get_a_sentence(arguments, message):
    with pytest.raises(ValueError, match=message):
        kernel_positions(**arguments)


@pytest.mark.parametrize("seed", range(3))
def test_gradients_on_the_graph_are_those_of_small_steps(seed):
    leaves = dict(zip("abc", np.random.default_rng(seed).normal(size=3).tolist(), strict=True))
    gradients = graph_gradients(graph_values(leaves))
    for name in leaves:
        up, down = (graph_values(leaves | {name: leaves[name] + step})["J"] for step in (0.5, -0.5))
        assert gradients[name] == pytest.approx(up - down)
