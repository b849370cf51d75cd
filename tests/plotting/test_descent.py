"""Descents on a curve."""

import numpy as np

from course_utils.plotting import plot_descents, plot_valleys
from course_utils.style import alt_text


def test_each_path_is_drawn_on_the_curve_and_numbered_where_there_is_room():
    figure = plot_descents(np.square, {"slow": [-1.5, -1.2, -0.9], "quick": [1.0, 0.01, 0.0], "away": [1.0, 3.0]}, "Paths")
    for ax, path in zip(figure.axes, ([-1.5, -1.2, -0.9], [1.0, 0.01, 0.0], [1.0, 3.0]), strict=True):
        np.testing.assert_allclose(ax.lines[1].get_data(), [path, np.square(path)])
    assert [[text.get_text() for text in ax.texts] for ax in figure.axes] == [["0", "1", "2"], ["0", "1"], ["0"]]


def test_the_alt_text_tells_the_first_places_and_the_last():
    told = alt_text(plot_descents(np.square, {"slow": [1, 0.5, 0.25, 0.125, 0.0625], "away": [1, -3]}, "Two rates"))
    assert told == "Two rates. Paths on one curve. slow: x = 1, 0.5, 0.25, 0.12 … 0.062; away: x = 1, −3."


def test_valleys_have_their_lines_at_shares_of_the_height_at_the_start():
    grid = np.linspace(-1, 1, 41)
    bowl = np.add.outer(grid**2, grid**2)
    walks = {"shallow": (bowl, np.array([[0.5, -0.5], [0, 0]])), "deep": (9 * bowl, np.array([[0.5, -0.5], [0.25, 0]]))}
    figure = plot_valleys(grid, walks, (0, 0), "Two bowls")
    heights = [ax.collections[0].levels for ax in figure.axes]
    np.testing.assert_allclose(heights[0], [0.0005, 0.0015, 0.005, 0.015, 0.05, 0.15, 0.5])
    np.testing.assert_allclose(heights[1], 9 * heights[0])
    assert {text.get_text() for ax in figure.axes for text in ax.texts} <= {"start", "0.03", "0.1", "0.3"}
    assert all(text.xy == (0.5, -0.5) for ax in figure.axes for text in ax.texts if text.get_text() == "start")
    told = "Two bowls. Contour lines over two weights, at shares of the height at the start; the bottom is at (0, 0). "
    walked = "shallow: from (0.5, −0.5) to (0, 0) in 1 steps; deep: from (0.5, −0.5) to (0.25, 0) in 1 steps."
    assert alt_text(figure) == told + walked


def test_the_second_weight_goes_up():
    grid = np.linspace(-1, 1, 21)
    tilted = np.add.outer(2 - grid, np.ones_like(grid))  # falls with the second weight only
    (ax,) = plot_valleys(grid, {"a slope": (tilted, np.array([[0.0, 0], [0, 1]]))}, (0, 1), "Down is up").axes
    line = next(path.vertices for path in ax.collections[0].get_paths() if len(path.vertices))
    assert np.ptp(line[:, 1]) < 1e-9 < np.ptp(line[:, 0])
