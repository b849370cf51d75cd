"""A kernel on a grid of numbers."""

import numpy as np
import pytest

from course_utils.plotting import plot_kernel_on_grid
from course_utils.style import alt_text

IMAGE, KERNEL = np.arange(30).reshape(5, 6), np.arange(9).reshape(3, 3)


@pytest.mark.parametrize("place", [(3, 0), (0, 4), (-1, 0)])
def test_a_place_outside_the_result_is_refused(place):
    with pytest.raises(ValueError, match=r"the result has [34] of them"):
        plot_kernel_on_grid(IMAGE, KERNEL, *place)


@pytest.mark.parametrize("place", [(0.5, 0), (0, True), ("0", 0)])
def test_a_place_that_is_no_whole_number_is_refused(place):
    with pytest.raises(TypeError, match="expected a whole number from 0 to"):
        plot_kernel_on_grid(IMAGE, KERNEL, *place)


def test_the_alt_text_tells_the_sum_of_products():
    told = alt_text(plot_kernel_on_grid([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], 0, 1).figure)
    assert told == (
        "A kernel of 2×2, flipped, lies over a grid of 2×3 numbers. Convolution, row 0, column 1: the sum of products is 4."
    )
    told = alt_text(plot_kernel_on_grid([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], 0, 1, flip=False).figure)
    assert told.endswith("Cross-correlation, row 0, column 1: the sum of products is −4.")


def test_axes_of_ones_own_keep_their_size():
    first = plot_kernel_on_grid(IMAGE, KERNEL, 0, 0)
    size = first.figure.get_size_inches().tolist()
    assert plot_kernel_on_grid(IMAGE[:4, :4], KERNEL, 0, 0, ax=first) is first
    assert first.figure.get_size_inches().tolist() == size
