"""The stages of a filtered picture."""

import numpy as np
import pytest

from course_utils.plotting import plot_stages
from course_utils.style import alt_text


def test_stages_are_named_with_shape_and_range_a_row_for_each_chain():
    grey = {"image": np.arange(6.0).reshape(2, 3) / 5, "convolution": np.array([[[[-1.0]], [[1.0]]]])}
    colour = {"image": np.ones((2, 3, 3)), "convolution": np.zeros((1, 2, 1, 3))}
    figure = plot_stages({"grey": grey, "colour": colour}, "Two chains")
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles[:2] == ["image\n(2, 3)\n0 to 1", "convolution\n(1, 2, 1, 1)\n−1 to 1"]
    assert titles[2:] == ["image\n(2, 3, 3)\n1 to 1", "convolution\n(1, 2, 1, 3)\n0 to 0"]
    told = "Two chains. grey, image: 2×3, values 0 to 1; convolution: 2×1, values −1 to 1. colour, image: 2×3 in colour"
    assert alt_text(figure).startswith(told)
    with pytest.raises(ValueError, match=r"image has shape \(2, 3, 4\)"):
        plot_stages({"grey": {"image": np.zeros((2, 3, 4))}}, "Four channels")


def test_all_stages_have_one_scale_from_0_to_1_so_that_they_compare():
    stages = {"convolution": np.array([[[[-1.0], [3.0]]]]), "average_pooling": np.array([[[[0.25], [0.75]]]])}
    figure = plot_stages({"grey": stages}, "One scale")
    shades = [np.ravel(ax.images[0].get_array()) for ax in figure.axes]
    np.testing.assert_allclose(shades, [[0, 1], [0.25, 0.75]])
    assert all(ax.images[0].get_clim() == (0, 1) for ax in figure.axes)


def test_five_stages_of_one_picture_have_one_scale_in_pixels():
    sizes = {"image": (134, 240)} | dict.fromkeys(("convolution", "sigmoid"), (45, 80))
    sizes |= dict.fromkeys(("average_pooling", "max_pooling"), (15, 27))
    figure = plot_stages({"grey": {name: np.zeros(size) for name, size in sizes.items()}}, "Five stages")
    images = [ax.images[0] for ax in figure.axes if ax.images]
    widths = [np.ptp(image.get_extent()[:2]) / size[1] for image, size in zip(images, sizes.values(), strict=True)]
    assert widths == [1, 3, 3, 9, 9]
