"""The animations: small, looping, and flipped before they slide."""

import io

import numpy as np
import pytest
from drawn import committed, gif_frames
from PIL import Image
from scipy.signal import convolve2d

from course_utils.diagrams import slide_grid
from course_utils.diagrams.slide import corners, scenes
from course_utils.integrals import BOX, RAMP


@pytest.mark.parametrize("name", ["flip_and_slide.gif", "slide_over_a_grid.gif", "pool_over_a_grid.gif"])
def test_animation_is_small_and_loops(name):
    data = committed(name)
    image = Image.open(io.BytesIO(data))
    assert len(data) < 600_000
    assert image.info["loop"] == 0
    assert 600 <= image.width <= 700


def test_animation_flips_before_it_slides():
    story = scenes()
    assert len(gif_frames(committed("flip_and_slide.gif"))[0]) == len(story)
    scales = [scene.scale for scene in story]
    assert scales[0] == 1
    assert scales == sorted(scales, reverse=True)
    sliding = [scene for scene in story if scene.known is not None]
    assert {scene.scale for scene in sliding} == {-1}
    assert all(scene.shift == scene.known for scene in sliding)
    assert sliding == story[-len(sliding) :]
    assert sliding[0].known < -2 < 2 < sliding[-1].known


def test_the_corners_of_a_function_draw_it():
    for function in (BOX, RAMP):
        x, heights = corners(function)
        places = np.linspace(-2, 2, 400)
        np.testing.assert_allclose(np.interp(places, x, heights), function(places), atol=1e-6)


def test_the_kernel_is_flipped_and_visits_every_place_once():
    story = slide_grid.scenes()
    assert len(gif_frames(committed("slide_over_a_grid.gif"))[0]) == len(story)
    assert [scene.flipped for scene in story] == [False] + [True] * (len(story) - 1)
    assert [scene.place for scene in story if scene.place] == list(np.ndindex(3, 3))


def test_the_numbers_on_the_grid_are_scipys_convolution():
    values = [[slide_grid.value_at(row, column) for column in range(3)] for row in range(3)]
    np.testing.assert_array_equal(values, convolve2d(slide_grid.IMAGE, slide_grid.KERNEL, "valid"))
    covered = [sample for sample, _ in slide_grid.products_at(1, 2)]
    assert covered == slide_grid.IMAGE[1:4, 2:5].ravel().tolist()
