"""The losses of a training, and the accuracies of networks."""

import pytest

from course_utils.plotting import plot_accuracies, plot_training
from course_utils.style import alt_text


def test_the_star_of_a_training_is_at_the_lowest_validation_loss():
    runs = {"one": {"loss": [3, 2, 1], "val_loss": [3, 1, 2]}, "two": {"loss": [2, 1], "val_loss": [2, 1.5]}}
    stars = [next(line for line in ax.lines if line.get_marker() == "*") for ax in plot_training(runs, "Two").axes]
    assert [(star.get_xdata().item(), star.get_ydata().item()) for star in stars] == [(2, 1), (2, 1.5)]


def test_the_alt_text_of_a_training_tells_its_losses():
    told = alt_text(plot_training({"one": {"loss": [3, 2, 1], "val_loss": [3, 1, 2]}}, "It turns"))
    assert told == "It turns. one: training loss 3 to 1; validation loss lowest, 1, in epoch 2, then 2."


def test_a_row_of_accuracies_has_its_circles_and_a_bar_around_their_mean():
    ax = plot_accuracies({"one": [0.9, 0.92], "two": [0.8]}, {"one": 0.02, "two": 0.03}, "Two")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["one", "two"]
    assert ax.yaxis_inverted()
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    assert bars == [pytest.approx((0.89, 0.93)), pytest.approx((0.77, 0.83))]
    circles = [list(line.get_xdata()) for line in ax.lines if line.get_marker() == "o"]
    assert circles == [[0.9, 0.92], [0.8]]
    assert alt_text(ax.figure) == "Two. A row for each network. one: mean 0.91 ± 0.02; two: mean 0.8 ± 0.03."
