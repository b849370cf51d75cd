"""Descents on a curve."""

import numpy as np

from course_utils.plotting import plot_descents
from course_utils.style import alt_text


def test_each_path_is_drawn_on_the_curve_and_numbered_where_there_is_room():
    figure = plot_descents(np.square, {"slow": [-1.5, -1.2, -0.9], "quick": [1.0, 0.01, 0.0], "away": [1.0, 3.0]}, "Paths")
    for ax, path in zip(figure.axes, ([-1.5, -1.2, -0.9], [1.0, 0.01, 0.0], [1.0, 3.0]), strict=True):
        np.testing.assert_allclose(ax.lines[1].get_data(), [path, np.square(path)])
    assert [[text.get_text() for text in ax.texts] for ax in figure.axes] == [["0", "1", "2"], ["0", "1"], ["0"]]


def test_the_alt_text_tells_the_first_places_and_the_last():
    told = alt_text(plot_descents(np.square, {"slow": [1, 0.5, 0.25, 0.125, 0.0625], "away": [1, -3]}, "Two rates"))
    assert told == "Two rates. Paths on one curve. slow: x = 1, 0.5, 0.25, 0.12 … 0.062; away: x = 1, −3."
