"""The drawings of layers show the numbers that the layers compute."""

import re
import xml.etree.ElementTree as ET

import numpy as np
from drawn import SVG, committed, runs, words_of

from course_utils.convolution import conv2d_transpose, convolve1d
from course_utils.diagrams.facts import dropped_copies, spread_inputs
from course_utils.diagrams.layers import INPUTS, STRIDE, TAPS
from course_utils.style import KERNEL_COLOR


def numbers_on_line(name, height, left=0.0, right=1e9):
    """The whole numbers in the cells whose middle is at this height, from left to right."""
    found = [(run.box[0], int(run.words)) for run in runs(name) if re.fullmatch(r"\d+", run.words)
             and run.box[1] < height < run.box[3] and left < run.box[0] < right]  # fmt: skip
    return [number for _, number in sorted(found)]


def arrows(name, color):
    """Filled triangles are heads of arrows."""
    return [shape for shape in ET.fromstring(committed(name)).iter(SVG + "polygon") if shape.get("fill") == color]


def test_the_row_is_what_reshape_makes_of_the_maps():
    maps = np.stack([[numbers_on_line("flatten.svg", y, *x) for y in (118, 170)] for x in ((0, 400), (400, 860))], axis=-1)
    assert maps.shape == (2, 3, 2)
    assert numbers_on_line("flatten.svg", 276) == maps.reshape(-1).tolist() == list(range(12))


def test_a_dense_layer_has_a_weight_for_each_pair_and_a_bias_for_each_unit():
    words = words_of("dense_layer.svg")
    features, units, biases = ([word for word in words if re.fullmatch(rf"{letter}\d", word)] for letter in "xyb")
    picked = len(features) + len(biases)
    assert len(arrows("dense_layer.svg", KERNEL_COLOR)) == picked
    total = len(features) * len(units) + len(biases)
    assert f"{len(features)} · {len(units)} weights + {len(biases)} biases = {total}" in words


def test_half_of_the_arrows_are_left_in_two_groups():
    assert len(arrows("groups_of_channels.svg", KERNEL_COLOR)) == 12


def test_both_ways_give_the_transposed_convolution():
    expected = conv2d_transpose(np.reshape(INPUTS, (1, 1, -1, 1)), np.reshape(TAPS, (1, -1, 1, 1)), (1, STRIDE)).ravel()
    copies, total = dropped_copies(INPUTS, TAPS, STRIDE)
    assert total == expected.tolist() == numbers_on_line("transposed_convolution.svg", 404, 0, 424)
    assert total == numbers_on_line("transposed_convolution.svg", 404, 424)
    assert [sum(value is not None for value in copy) for copy in copies] == [len(TAPS)] * len(INPUTS)
    spread = spread_inputs(INPUTS, len(TAPS), STRIDE)
    assert convolve1d(spread, TAPS, "valid").tolist() == total
    assert numbers_on_line("transposed_convolution.svg", 146, 424) == spread


def test_the_sums_beside_the_kernel_are_right():
    for words in words_of("transposed_convolution.svg"):
        if match := re.fullmatch(r"([\d· +]+) = (\d+)", words):
            assert eval(match[1].replace("·", "*")) == int(match[2]), words
