"""The grid of letters: its sums are those of SciPy, and all of them are shown."""

import re

import numpy as np
import pytest
from drawn import words_of
from scipy.signal import convolve2d

from course_utils.diagrams.letters import KERNEL_LETTERS, LETTERS, products_of


def numbers_for(rows, rng):
    values = rng.permutation(np.arange(2, 2 + sum(map(len, rows)))).reshape(len(rows), -1)
    return values, dict(zip("".join(rows), values.ravel().tolist(), strict=True))


@pytest.mark.parametrize("seed", range(5))
def test_the_sums_of_letters_are_scipys_convolution(seed):
    rng = np.random.default_rng(seed)
    image, letters = numbers_for(LETTERS, rng)
    kernel, weights = numbers_for(KERNEL_LETTERS, rng)
    sums = [[sum(letters[a] * weights[b] for *_, a, b in products_of(i, j)) for j in (1, 2, 3)] for i in (1, 2)]
    np.testing.assert_array_equal(sums, convolve2d(image, kernel, mode="valid"))


def test_the_whole_shows_every_sum_and_letter():
    shown = words_of("grid_convolution_whole.svg")
    sums = {words.replace(" ", "") for words in shown}
    assert {
        "a·z+b·y+e·x+f·w",
        "b·z+c·y+f·x+g·w",
        "c·z+d·y+g·x+h·w",
        "e·z+f·y+i·x+j·w",
        "f·z+g·y+j·x+k·w",
        "g·z+h·y+k·x+l·w",
    } <= sums
    assert [word for word in shown if re.fullmatch("[a-z]", word)] == list("abcdefghijklwxyzzyxw")


@pytest.mark.parametrize(
    ("name", "total", "products"),
    [
        ("grid_convolution_first.svg", "S(1,1)=a·z+b·y+e·x+f·w", ["a · z", "b · y", "e · x", "f · w"]),
        ("grid_convolution_last.svg", "S(2,3)=g·z+h·y+k·x+l·w", ["g · z", "h · y", "k · x", "l · w"]),
    ],
)
def test_one_element_shows_its_products_and_their_sum(name, total, products):
    shown = words_of(name)
    assert total in [words.replace(" ", "") for words in shown]
    assert [word for word in shown if re.fullmatch("[a-z] · [a-z]", word)] == products * 2  # on the grid and in the list
