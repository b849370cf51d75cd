"""Histograms: every number is counted once, in a bin of its own panel, and the words say mean and deviation."""

import numpy as np
import pytest

from course_utils.plotting import plot_histograms
from course_utils.style import alt_text

SAMPLES = {"age": np.array([20.0, 40, 60]), "distance": np.array([0.0, 50_000, 100_000])}


def heights(ax):
    """The counts of each sample, once from its area and once from its outline."""
    return [patch.get_data().values for patch in ax.patches]


def test_every_number_is_counted_in_its_own_panel():
    scaled = {name: (values - values.mean()) / values.std() for name, values in SAMPLES.items()}
    figure = plot_histograms({"before": SAMPLES, "normalised": scaled}, "One scale")
    before, after = figure.axes
    assert [counts.sum() for counts in heights(before)] == [3, 3, 3, 3]
    assert heights(before)[0][0] == 3  # all the ages in the first bin of the distances
    assert heights(after)[0].tolist() == heights(after)[2].tolist()
    assert [ax.get_title() for ax in figure.axes] == ["before", "normalised"]
    assert [text.get_text() for text in before.get_legend().get_texts()] == ["age", "distance"]


def test_the_words_say_mean_and_deviation_of_each_sample():
    told = alt_text(plot_histograms({"before": SAMPLES}, "Distances hide the ages"))
    assert told == ("Distances hide the ages. before: age mean 40, deviation 16; distance mean 50000, deviation 40825.")


def test_samples_are_told_apart_without_colours():
    ax = plot_histograms({"before": SAMPLES}, "")
    lines = {patch.get_linestyle() for patch in ax.axes[0].patches if not patch.get_fill()}
    assert len(lines) == 2


@pytest.mark.parametrize("count", [1, 2, 3])
def test_there_is_a_panel_for_each_entry(count):
    assert len(plot_histograms({str(n): SAMPLES for n in range(count)}, "").axes) == count


def test_the_words_show_no_rounding():
    noise = {"age": np.array([-1.0, 1, 5e-7], np.float32)}
    assert "age mean 0, deviation 0.82" in alt_text(plot_histograms({"normalised": noise}, ""))
