"""Padding in two dimensions: the sizes that are written are those of a convolution."""

import re

import numpy as np
from drawn import words_of
from scipy.signal import correlate2d

from course_utils.diagrams.facts import padding_zeros
from course_utils.diagrams.padding import CASES, SIZE


def test_the_sizes_are_those_of_a_convolution():
    shown = [words for words in words_of("padding_in_two_dimensions.svg") if re.fullmatch(r"\d×\d", words)]
    sizes = []
    for _, kernel_size, padding in CASES:
        padded = np.pad(np.ones((SIZE, SIZE)), padding_zeros(SIZE, kernel_size, padding=padding))
        sizes.append("×".join(map(str, correlate2d(padded, np.ones((kernel_size, kernel_size)), "valid").shape)))
    assert shown == sizes == ["3×3", "6×6", "5×5", "7×7"]
