"""Pooling, drawn and animated: every number is what pooling gives, and every window has its turn."""

import numpy as np
import pytest
from drawn import committed, gif_frames, words_of

from course_utils.convolution import average_pool2d, max_pool2d
from course_utils.diagrams.pooling import GRID, SIZES, STRIDE, pooled, scenes


def library(size):
    batch = GRID[None, :, :, None].astype(float)
    return {name: pool(batch, size, STRIDE)[0, :, :, 0] for name, pool in (("max", max_pool2d), ("mean", average_pool2d))}


@pytest.mark.parametrize("size", SIZES)
def test_the_pooled_numbers_are_those_of_the_library(size):
    for name, values in library(size).items():
        assert {place: float(word) for place, word in pooled(size)[name].items()} == dict(np.ndenumerate(values))


def test_the_drawing_shows_the_grid_and_what_is_left_of_it():
    words = words_of("pooling_windows.svg")
    numbers = [float(word) for word in words if word.replace(".", "").isdigit()]
    expected = [number for size in SIZES for values in (GRID, *library(size).values()) for number in values.ravel()]
    assert numbers == expected


def test_the_animation_shows_each_window_of_each_size_in_turn():
    story = scenes()
    assert len(gif_frames(committed("pool_over_a_grid.gif"))[0]) == len(story)
    for size in SIZES:
        turns = [scene.place for scene in story if scene.size == size]
        assert turns == [None, *np.ndindex(library(size)["max"].shape)]
