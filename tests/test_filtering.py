"""The way of an image through one layer: equal to our own convolution and pooling, with the promised shapes."""

import os

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from course_utils.convolution import average_pool2d, conv2d, correlate2d, max_pool2d
from course_utils.filtering import filter_and_pool

STAGES = ["image", "convolution", "sigmoid", "average_pooling", "max_pooling"]


def test_the_grey_image_of_the_course_has_the_shapes_of_the_course():
    stages = filter_and_pool(np.ones((134, 240)), np.ones((3, 3)), strides=3, padding="SAME", pool_size=3)
    shapes = [(134, 240), (1, 45, 80, 1), (1, 45, 80, 1), (1, 15, 27, 1), (1, 15, 27, 1)]
    assert {name: stage.shape for name, stage in stages.items()} == dict(zip(STAGES, shapes, strict=True))


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize(("strides", "pool_size"), [(1, 3), (2, 2), (3, 1)])
@pytest.mark.parametrize("shape", [(13, 17), (13, 17, 3)])
def test_every_stage_equals_the_numpy_one(shape, strides, pool_size, padding):
    rng = np.random.default_rng(6)
    image, kernel = rng.normal(size=shape), rng.normal(size=(3, 2))
    channels = np.moveaxis(np.atleast_3d(image), 2, 0)[..., None]
    convolved = np.moveaxis(conv2d(channels, kernel[:, :, None, None], strides, padding)[..., 0], 0, 2)[None]
    squashed = 1 / (1 + np.exp(-convolved))
    expected = [
        image,
        convolved,
        squashed,
        average_pool2d(squashed, pool_size, padding=padding),
        max_pool2d(squashed, pool_size, padding=padding),
    ]
    stages = filter_and_pool(image, kernel, strides, padding, pool_size)
    for stage, value in zip(stages.values(), expected, strict=True):
        assert stage.dtype == np.float64
        np.testing.assert_allclose(stage, value, atol=1e-12)


def test_the_kernel_is_not_flipped():
    image = np.random.default_rng(6).normal(size=(5, 7))
    kernel = np.arange(6.0).reshape(2, 3)
    stages = filter_and_pool(image, kernel, padding="valid", pool_size=1)
    np.testing.assert_allclose(stages["convolution"][0, :, :, 0], correlate2d(image, kernel, "valid"))


@pytest.mark.parametrize("given", ["uint8", "float16", "float32", "float64"])
def test_dtypes_follow_the_rule_of_the_package(given):
    stages = filter_and_pool(np.ones((4, 4), given), np.ones((2, 2)))
    assert {stage.dtype for stage in stages.values()} == {np.dtype("float64" if given == "uint8" else given)}


def test_the_callers_arrays_stay_as_they_are_and_are_not_shared():
    image, kernel = np.arange(12.0).reshape(3, 4), np.ones((2, 2))
    stages = filter_and_pool(image, kernel)
    stages["image"][:] = -1
    np.testing.assert_array_equal(image, np.arange(12.0).reshape(3, 4))
    np.testing.assert_array_equal(kernel, np.ones((2, 2)))


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"image": np.zeros((1, 4, 4, 1))}, ValueError, r"image has shape \(1, 4, 4, 1\); expected \(H, W\)"),
        ({"image": np.zeros(4)}, ValueError, r"image has shape \(4,\); expected \(H, W\)"),
        ({"image": "cat"}, TypeError, "image holds"),
        ({"image": np.ma.masked_less(np.ones((6, 8)), 2)}, ValueError, "image is a masked array, and 48 of its 48 values"),
        ({"kernel": np.zeros((3, 3, 1, 1))}, ValueError, "kernel has shape .* expected 2"),
        ({"strides": 0}, ValueError, "strides is 0"),
        ({"strides": 1.5}, TypeError, "strides is 1.5"),
        ({"pool_size": -1}, ValueError, "pool_size is -1"),
        ({"padding": "full"}, ValueError, 'padding is "full"; expected "valid" or "same"'),
        ({"kernel": np.zeros((9, 3)), "padding": "valid"}, ValueError, "the kernel spans 9 samples"),
        ({"strides": 3, "padding": "valid"}, ValueError, "the pooling window spans 3 samples but the input has 2"),
    ],
)
def test_what_cannot_be_filtered_is_refused_with_a_sentence(change, error, words):
    with pytest.raises(error, match=words):
        filter_and_pool(**{"image": np.zeros((6, 8)), "kernel": np.zeros((3, 3))} | change)
