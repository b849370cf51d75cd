"""Curves: guides, marks, and what the alt texts say about them."""

import numpy as np
import pytest

from course_utils.integrals import BOX, RAMP
from course_utils.plotting import (
    plot_curve_and_error,
    plot_curves,
    plot_density,
    plot_errors,
    plot_flip_steps,
    plot_pair,
    plot_samples,
    plot_step_errors,
    plot_times,
)
from course_utils.style import alt_text


def test_the_guides_have_slope_one_and_two_and_the_stars_mark_the_smallest_errors():
    h = 1 / 2 ** np.arange(1, 30)
    forward, central, rounding = h + 1e-16 / h, 2 * h**2 + 1e-16 / h, 1e-16 / h
    ax = plot_step_errors(h, {"forward": forward, "central": central}, rounding, "A title that says what to see")
    guides = [line.get_data() for line in ax.lines if line.get_linestyle() == "--"]
    slopes = [np.polyfit(np.log(x), np.log(y), 1)[0] for x, y in guides]
    assert slopes == pytest.approx([1, 2])
    assert [y[0] for _, y in guides] == [forward[0], central[0]]
    (stars,) = (line for line in ax.lines if line.get_marker() == "*")
    np.testing.assert_array_equal(stars.get_xdata(), [h[forward.argmin()], h[central.argmin()]])
    np.testing.assert_array_equal(stars.get_ydata(), [forward.min(), central.min()])


def test_the_alt_text_of_curves_tells_ends_and_extremes():
    t = np.linspace(0, 4, 401)
    ax = plot_curves(t, {"swing": np.sin(np.pi * t / 2)}, "Up and down", "t in s", inputs={"still": 0 * t})
    assert alt_text(ax.figure) == (
        "Up and down. height against t in s. swing: 0 at 0, highest 1 at 1, lowest −1 at 3, 0 at 4; still: 0 at 0, 0 at 4."
    )
    many = plot_curves(t, {str(n): n * t for n in range(5)}, "A fan")
    assert alt_text(many.figure) == "A fan. height against t. 5 curves (0, 1, 2, 3, 4) with values from 0 to 16."


def test_a_title_that_is_set_later_is_told():
    ax = plot_curves(np.arange(3), {"f": np.arange(3)}, "Old")
    ax.set_title("New", loc="left")
    assert alt_text(ax.figure).startswith("New. ")


def test_alt_texts_tell_what_was_drawn():
    assert "f, the box: 1 at −1, 1 at 1; g, the ramp: 1 at −1, 0 at 1" in alt_text(plot_pair(BOX, RAMP).figure)
    told = alt_text(plot_flip_steps(RAMP, 1.5))
    assert "g(−a): flip. It reaches from −1 to 1 and is highest at 1." in told
    assert "g(1.5 − a): flip, then shift by 1.5. It reaches from 0.5 to 2.5 and is highest at 2.5." in told
    steps = np.array([0.1, 0.01])
    told = alt_text(plot_errors(steps, {"midpoint": 0.3 * steps**2}, "Two digits a step").figure)
    assert told == "Two digits a step. midpoint: from about 0.001 at the largest step to 1e−5 at the smallest, order 2.0."
    x = np.arange(4.0)
    assert "4 samples each. f: 0 at 0, 9 at 3." in alt_text(plot_samples({"f": x**2}, x))
    assert "1,000 samples" in alt_text(plot_density(np.zeros(1000), x, x, "A title").figure)
    assert "loop: 20 at 10, 400 at 50" in alt_text(plot_times([10, 50], {"loop": [0.02, 0.4]}, "A title", "taps").figure)
    told = alt_text(plot_step_errors(steps, {"forward": steps, "central": steps**2}, 1e-16 / steps, "A title").figure)
    assert "central falls with slope 2 to about 1e−4 near h = 0.01" in told


def test_the_error_is_drawn_below_on_its_own_scale():
    t = np.linspace(0, 1, 11)
    figure = plot_curve_and_error(t, {"sum": t + 0.01 * t, "closed form": t}, "Too large by a hundredth")
    top, bottom = figure.axes
    np.testing.assert_allclose(bottom.lines[1].get_ydata(), 0.01 * t, atol=1e-15)
    assert bottom.get_ylim()[1] < 0.02 < top.get_ylim()[1]
    assert alt_text(figure).endswith("Below, the error of the sum, at most 0.01.")
