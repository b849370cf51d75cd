"""Losses: contour lines, errors, paths."""

import numpy as np
import pytest

from course_utils.plotting import plot_lines, plot_loss_history, plot_loss_surface, plot_losses
from course_utils.plotting.losses import _levels
from course_utils.style import alt_text


def bowl(height=1.0, lowest=0.0):
    grid = np.linspace(-1, 1, 21)
    return grid, lowest + height * np.add.outer(grid**2, grid**2)


@pytest.mark.parametrize(("height", "lowest"), [(1.0, 0.0), (60.0, 28.88), (4e3, 28.88), (1e-3, 5.0), (1e6, -2.0)])
def test_contour_lines_lie_between_the_lowest_and_the_highest_point_and_rise(height, lowest):
    _, surface = bowl(height, lowest)
    levels = _levels(surface)
    assert (np.diff(levels) > 0).all()
    assert surface.min() <= levels[0]
    assert levels[-1] <= surface.max()


def test_contour_lines_have_round_heights():
    _, surface = bowl(600.0, 28.8827)
    assert _levels(surface).tolist() == [32, 40, 60, 130, 330, 1030]


def test_a_single_line_shows_its_errors_and_several_do_not():
    x, y = np.array([1.0, 2, 4]), np.array([12.0, 19, 43])
    (errors,) = plot_lines(x, y, {"guess": (1, 10)}, "One").collections
    ends = np.array([segment[:, 1] for segment in errors.get_segments()])
    np.testing.assert_allclose(np.ptp(ends, axis=1), np.abs(1 + 10 * x - y))
    assert not plot_lines(x, y, {"guess": (1, 10), "other": (2, 9)}, "Two").collections


def test_every_path_has_a_panel_and_keeps_its_points():
    grid, surface = bowl()
    paths = {"one": np.array([[1.0, 0], [0.5, 0.5], [0, 0]]), "other": np.array([[1.0, 0], [0, 0]])}
    figure = plot_loss_surface(grid, grid, surface, "Two ways", best=(0, 0), paths=paths)
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["one", "other"]
    for ax, path in zip(figure.axes, paths.values(), strict=True):
        assert any(np.array_equal(line.get_xydata(), path) for line in ax.lines)


def test_no_two_descents_look_the_same():
    descents = {str(i): (np.arange(3), 0.5 ** np.arange(3)) for i in range(4)}
    lines = plot_loss_history(descents, "Four").lines
    assert len({(line.get_linestyle(), line.get_marker()) for line in lines}) == 4


def test_a_descent_is_drawn_in_its_unit():
    ax = plot_loss_history({"one": (np.arange(3), 0.5 ** np.arange(3))}, "Falls", unit="minutes²")
    assert ax.get_ylabel() == "MSE above its lowest, in minutes²"


def test_a_loss_and_its_slope_share_a_look():
    e = np.linspace(-2, 2, 5)
    left, right = plot_losses(e, {"a": e**2, "b": abs(e)}, {"a": 2 * e, "b": np.sign(e)}, "Two", "1 point").axes
    for cost, slope in zip(left.lines, right.lines, strict=True):
        assert (cost.get_color(), cost.get_linestyle()) == (slope.get_color(), slope.get_linestyle())


def test_alt_texts_tell_lines_paths_and_losses():
    x, y = np.array([1.0, 2, 4]), np.array([12.0, 19, 43])
    told = alt_text(plot_lines(x, y, {"guess": (1, 10)}, "A first guess").figure)
    assert told == "A first guess. 3 students between 12 and 43 points. guess: 1 + 10 · hours; dashed errors."
    grid, surface = bowl()
    paths = {"one": np.array([[1.0, 0], [0.5, 0.5], [0, 0]])}
    told = alt_text(plot_loss_surface(grid, grid, surface, "One way", best=(0, 0), paths=paths))
    assert told.endswith("between 0 and 2; the lowest point is at (0, 0); one goes from (1, 0) to (0, 0) in 2 steps.")
    told = alt_text(plot_loss_history({"halved": (np.arange(11), 0.5 ** np.arange(11))}, "Straight down").figure)
    assert told.endswith("halved goes from about 1 to 0.001 at step 10.")
    e = np.linspace(-2, 2, 5)
    told = alt_text(plot_losses(e, {"squared": e**2}, {"squared": e}, "Twice as large costs four times as much", "1 point"))
    assert "Twice as large costs four times as much. squared: 4 at −2, lowest 0 at 0, 4 at 2." in told
