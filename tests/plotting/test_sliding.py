"""Flip and slide: what is shaded is the value that is written."""

import numpy as np
import pytest

from course_utils.integrals import BOX, RAMP, convolve
from course_utils.plotting import plot_both_orders, plot_flip_and_slide, plot_flip_and_slide_row, plot_pile_of_copies
from course_utils.style import alt_text


def test_positions_of_a_row_are_checked_and_drawn():
    figure = plot_flip_and_slide_row(BOX, RAMP, [-1.5, -0.5, 0.5, 1.5])
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[:4] == ["t = −1.5", "t = −0.5", "t = 0.5", "t = 1.5"]
    assert titles[4:] == ["(f*g)(t) = 0.4375", "(f*g)(t) = 0.9375", "(f*g)(t) = 0.5625", "(f*g)(t) = 0.0625"]
    with pytest.raises(ValueError, match="at least 2"):
        plot_flip_and_slide_row(BOX, RAMP, [1.0])
    with pytest.raises(ValueError, match="finite"):
        plot_flip_and_slide_row(BOX, RAMP, [1.0, np.inf])


def test_jumps_are_drawn_upright_and_the_area_is_the_result():
    t = 0.7
    figure = plot_flip_and_slide(BOX, RAMP, t)
    a, height = figure.axes[0].lines[0].get_data()
    rise = np.abs(np.diff(height)) > 0.5
    assert np.diff(a)[rise] == pytest.approx(0, abs=1e-6)
    assert rise.sum() == 2
    x, y = figure.axes[0].patches[0].get_xy().T
    area = abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2  # of the shaded polygon, by the shoelace formula
    assert area == pytest.approx(float(convolve(BOX, RAMP, t)), abs=1e-6)


def test_the_alt_text_tells_the_areas_that_are_seen():
    row = alt_text(plot_flip_and_slide_row(BOX, RAMP, [-1.5, 0.5]))
    assert row.startswith("The area of the shaded product is the height of the curve.")
    assert "the area is 0.4375 at t = −1.5, 0.5625 at t = 0.5" in row
    assert "At t = 0.7 the shaded area is (f*g)(t) = 0.4225." in alt_text(plot_flip_and_slide(BOX, RAMP, 0.7))


def test_swapped_products_are_mirror_images():
    t = 0.5
    left, right = (ax.patches[0].get_xy() for ax in plot_both_orders(BOX, RAMP, t).axes)
    mirrored = np.column_stack([t - left[:, 0], left[:, 1]])
    np.testing.assert_allclose(np.unique(right.round(6), axis=0), np.unique(mirrored.round(6), axis=0), atol=1e-5)
    told = alt_text(plot_both_orders(BOX, RAMP, t))
    assert told.startswith("Swap the two: the product is mirrored, its area stays.")
    assert told.endswith("mirror images about a = 0.25; either area is 0.5625.")


def test_the_pile_of_copies_is_the_convolution():
    signal, kernel = [1, 0, 3, 2], [2, 1, 4]
    figure = plot_pile_of_copies(signal, kernel)
    pile = figure.axes[2]
    expected = np.convolve(signal, kernel)
    sums = [float(text.get_text()) for text in pile.texts if text.get_fontweight() == "bold"]
    np.testing.assert_array_equal(sums, expected)
    tops = [max(bar.get_y() + bar.get_height() for bar in pile.patches if round(bar.get_x() + 0.4) == n) for n in range(6)]
    np.testing.assert_allclose(tops, expected)
    assert figure.axes[0].get_ylim() == figure.axes[1].get_ylim(), "what is compared has one scale"
    assert "The copies add up to 2, 1, 10, 7, 14, 8" in alt_text(figure)


@pytest.mark.parametrize(("signal", "kernel"), [([1, 2, 3, 4, 5], [1]), ([1, -2], [1]), ([1, 2], [0, -1])])
def test_what_cannot_be_piled_is_refused(signal, kernel):
    with pytest.raises(ValueError, match="up to 4 samples, none below 0"):
        plot_pile_of_copies(signal, kernel)
