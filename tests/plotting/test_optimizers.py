"""What an optimizer remembers: one panel a parameter, and both in one unit."""

import numpy as np

from course_utils.plotting import plot_adam
from course_utils.style import alt_text

GRADIENT = np.array([[1.0, -30.0], [0.5, 10.0], [-0.25, 4.0]])
MEAN = np.array([[1.0, -30.0], [0.75, -8.0], [0.5, -2.0]])
SIZE = np.array([[1.0, 30.0], [0.8, 20.0], [0.5, 16.0]])


def drawn():
    return plot_adam(GRADIENT, MEAN, SIZE, ("bias", "weight"), "One scale")


def line(ax, label):
    return next(each.get_ydata() for each in ax.lines if each.get_label() == label)


def test_each_parameter_has_its_gradient_and_its_mean():
    for ax, g, m in zip(drawn().axes, GRADIENT.T, MEAN.T, strict=False):
        np.testing.assert_array_equal(line(ax, "gradient"), g)
        np.testing.assert_array_equal(line(ax, "m, its running mean"), m)


def test_the_band_reaches_as_far_as_the_root_of_s_on_both_sides():
    for ax, s in zip(drawn().axes, SIZE.T, strict=False):
        (band,) = ax.collections
        heights = band.get_paths()[0].vertices[:, 1]
        assert (heights.min(), heights.max()) == (-s.max(), s.max())


def test_the_quotients_share_a_panel_and_differ_in_more_than_colour():
    both = drawn().axes[2].lines
    np.testing.assert_allclose([each.get_ydata() for each in both], (MEAN / SIZE).T)
    assert len({each.get_linestyle() for each in both}) == 2


def test_the_alt_text_tells_sizes_and_quotients():
    told = alt_text(drawn())
    assert "by the weight gradients reach 30 in size, and at the last step √s is 16 and m −2" in told
    assert told.endswith("m/√s of the weight lies between −1 and −0.12.")
