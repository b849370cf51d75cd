"""What is computed for the pictures of chapter 06."""

import numpy as np
import pytest

from course_utils.convolution import correlate2d, max_pool2d
from course_utils.filtering import filter_picture, filtering_sentence, grey_range, over_divisor, shown_filtered
from course_utils.kernels import KERNELS


def test_each_channel_is_filtered_and_pooled_by_itself():
    picture = np.random.default_rng(6).integers(0, 256, (7, 9, 3), np.uint8)
    kernel = KERNELS["emboss"]
    filtered, pooled = filter_picture(picture, kernel, padding="valid", pooling="max", pool_size=3)
    expected = np.stack([correlate2d(picture[:, :, c], kernel, "valid") for c in range(3)], axis=2)
    np.testing.assert_allclose(filtered, expected, rtol=1e-6)
    np.testing.assert_allclose(pooled, max_pool2d(expected[None], 3)[0], rtol=1e-6)
    same, left = filter_picture(picture[:, :, 0], kernel, strides=2)
    assert same.shape == left.shape == (4, 5, 1)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="the kernel spans 11 samples"):
        filter_picture(np.ones((9, 12)), np.ones((3, 3)), padding="valid", dilation_rate=5)


def test_the_sentence_says_sizes_sum_and_range():
    picture, blur = np.full((4, 6), 100), KERNELS["box_blur"]
    filtered, pooled = filter_picture(picture, blur, padding="valid", pooling="max")
    start = "Picture 4×6, filtered 2×4"
    assert filtering_sentence(picture, blur, filtered) == f"{start}. The kernel has the sum 1; values go from 100 to 100."
    assert filtering_sentence(picture, blur, filtered, pooled).startswith(f"{start}, pooled 1×2. The kernel")


def test_two_signs_are_shown_around_zero_without_their_extremes():
    assert grey_range(np.r_[np.full(99, -3.0), 1000]) == (-3, 3)
    assert grey_range(np.r_[np.zeros(999), -2, 5]) == (-5, 5)
    assert grey_range(np.array([2.0, 7])) == (2, 7)
    assert grey_range(np.array([4.0, 4])) == (4, 5)


def test_a_difference_and_a_picture_of_two_signs_have_the_same_shades():
    values = np.random.default_rng(6).normal(size=500)
    black, white = grey_range(values)
    np.testing.assert_allclose(shown_filtered(values, KERNELS["sobel_x"]), np.clip((values - black) / (white - black), 0, 1))


@pytest.mark.parametrize(("name", "divisor"), [("box_blur", 9), ("unsharp_mask", 256), ("sobel_x", 1)])
def test_a_kernel_is_whole_numbers_over_its_divisor(name, divisor):
    numbers, found = over_divisor(KERNELS[name])
    assert found == divisor
    np.testing.assert_array_equal(numbers, np.round(KERNELS[name] * divisor))


def test_a_kernel_without_a_divisor_stays_as_it_is():
    kernel = np.array([[np.pi, 1.0]])
    numbers, divisor = over_divisor(kernel)
    assert divisor == 1
    np.testing.assert_array_equal(numbers, kernel)
