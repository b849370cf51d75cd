"""The animation: small, looping, and flipped before it slides."""

import io

import numpy as np
from drawn import committed, gif_frames
from PIL import Image

from course_utils.diagrams.slide import corners, scenes
from course_utils.integrals import BOX, RAMP


def test_animation_is_small_and_loops():
    data = committed("flip_and_slide.gif")
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
