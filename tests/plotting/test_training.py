"""The losses of a training."""

from course_utils.plotting import plot_training
from course_utils.style import alt_text


def test_the_star_of_a_training_is_at_the_lowest_validation_loss():
    runs = {"one": {"loss": [3, 2, 1], "val_loss": [3, 1, 2]}, "two": {"loss": [2, 1], "val_loss": [2, 1.5]}}
    stars = [next(line for line in ax.lines if line.get_marker() == "*") for ax in plot_training(runs, "Two").axes]
    assert [(star.get_xdata().item(), star.get_ydata().item()) for star in stars] == [(2, 1), (2, 1.5)]


def test_the_alt_text_of_a_training_tells_its_losses():
    told = alt_text(plot_training({"one": {"loss": [3, 2, 1], "val_loss": [3, 1, 2]}}, "It turns"))
    assert told == "It turns. one: training loss 3 to 1; validation loss lowest, 1, in epoch 2, then 2."
