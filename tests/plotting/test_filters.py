"""The stages of a filtered picture."""

import numpy as np
import pytest

from course_utils.plotting import plot_stages
from course_utils.style import alt_text


def test_stages_are_named_with_shape_and_range():
    stages = {"image": np.arange(6.0).reshape(2, 3), "convolution": np.array([[[[-1.0]], [[1.0]]]])}
    figure = plot_stages(stages)
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles == ["image\n(2, 3)\n0 to 5", "convolution\n(1, 2, 1, 1)\n−1 to 1"]
    shades = [np.ravel(ax.images[0].get_array()) for ax in figure.axes]
    np.testing.assert_allclose(shades[0], np.arange(6) / 5)
    np.testing.assert_allclose(shades[1], [0, 1])
    assert alt_text(figure).endswith("image: 2×3, values 0 to 5; convolution: 2×1, values −1 to 1.")
    with pytest.raises(ValueError, match=r"image has shape \(2, 3, 4\)"):
        plot_stages({"image": np.zeros((2, 3, 4))})


def test_what_follows_the_sigmoid_has_one_scale_so_that_the_maximum_is_never_darker_than_the_average():
    average, largest = np.array([[[[0.5], [0.75]]]]), np.array([[[[0.75], [0.875]]]])
    figure = plot_stages({"sigmoid": largest, "average_pooling": average, "max_pooling": largest})
    shades = [np.ravel(ax.images[0].get_array()) for ax in figure.axes]
    np.testing.assert_allclose(shades, [[0.75, 0.875], [0.5, 0.75], [0.75, 0.875]])
    assert all(ax.images[0].get_clim() == (0, 1) for ax in figure.axes)


def test_five_stages_of_one_picture_have_one_scale():
    sizes = {"image": (134, 240)} | dict.fromkeys(("convolution", "sigmoid"), (45, 80))
    sizes |= dict.fromkeys(("average_pooling", "max_pooling"), (15, 27))
    figure = plot_stages({name: np.zeros(size) for name, size in sizes.items()})
    images = [ax.images[0] for ax in figure.axes if ax.images]
    widths = [np.ptp(image.get_extent()[:2]) / size[1] for image, size in zip(images, sizes.values(), strict=True)]
    assert widths == [1, 3, 3, 9, 9]
