"""Pictures side by side, digits and a confusion matrix."""

import numpy as np
import pytest

from course_utils.datasets import load_picture
from course_utils.plotting import plot_confusion, plot_digits, plot_pictures, plot_reading
from course_utils.style import alt_text


def inches_a_pixel(ax):
    """How large a pixel of the picture is drawn; the Axes are as wide as its figure says once it is drawn."""
    left, right, low, high = ax.images[0].get_extent()
    rows, columns = ax.images[0].get_array().shape[:2]
    scale = ax.get_window_extent().width / np.ptp(ax.get_xlim())
    np.testing.assert_allclose(abs(high - low) / rows, (right - left) / columns)
    return scale * (right - left) / columns


def drawn(*args, **options):
    figure = plot_pictures(*args, **options)
    figure.canvas.draw()
    return figure.axes


def test_pictures_of_different_size_have_one_scale_and_titles_at_one_height():
    axes = drawn({"eye": np.zeros((60, 90)), "by column": np.zeros((56, 90)), "by both": np.zeros((56, 86))})
    np.testing.assert_allclose([inches_a_pixel(ax) for ax in axes], inches_a_pixel(axes[0]))
    assert len({round(ax.get_window_extent().y1, 6) for ax in axes}) == 1
    for ax in axes:  # a border that is lost is lost on both sides
        np.testing.assert_allclose(sum(ax.images[0].get_extent()[:2]), 90)
        np.testing.assert_allclose(sum(ax.images[0].get_extent()[2:]), 60)


@pytest.mark.parametrize(("shape", "factor"), [((75, 112), 4), ((25, 37), 12), ((50, 76), 6), ((298, 449), 1), ((160, 240), 1)])
def test_a_pooled_pixel_covers_its_window(shape, factor):
    whole, small = drawn({"cat": np.zeros((300, 451)), "pooled": np.zeros(shape)})
    assert inches_a_pixel(small) == pytest.approx(factor * inches_a_pixel(whole))


def test_one_picture_of_several_extremes_is_not_grey_on_grey():
    edges = np.tile([-1.0, 0.0, 1.0, 0.5], 100)[None]
    edges[0, 0], edges[0, 1] = -900, 900
    (ax,) = plot_pictures({"edges": edges}).axes
    assert ax.images[0].get_clim() == (-1, 1)


def test_pictures_without_a_sign_keep_their_whole_range():
    axes = plot_pictures({"byte": np.array([[9, 20]], np.uint8), "float": np.array([[0.5, 0.75, 9]])}).axes
    assert [ax.images[0].get_clim() for ax in axes] == [(0, 255), (0.5, 9)]
    axes = plot_pictures({"byte": np.array([[9, 20]], np.uint8), "signed": np.array([[-9.0, 3]])}, limits=(-1, 2)).axes
    assert [ax.images[0].get_clim() for ax in axes] == [(-1, 2)] * 2


def test_pictures_may_have_a_title_and_tell_their_size_and_range():
    figure = plot_pictures({"cat": load_picture("cat"), "level": np.array([[-0.5, 2]])}, title="Two of them")
    assert figure.get_suptitle() == "Two of them"
    assert alt_text(figure) == "Two of them. cat: 300×451 in colour, values 0 to 231; level: 1×2, values −0.5 to 2."
    assert plot_pictures({"level": np.zeros((2, 2))}).get_suptitle() == ""


def test_digits_are_dark_ink_on_white_with_a_caption_each():
    images = np.zeros((3, 4, 5, 1), np.float32)
    images[1, 2, 3] = 1
    figure = plot_digits(images, ["a", "b\nc", 7], "Three", columns=2)
    shown = [ax for ax in figure.axes if ax.images]
    assert [ax.get_title() for ax in shown] == ["a", "b\nc", "7"]
    ink = shown[1].images[0]
    assert ink.get_cmap()(ink.norm(1.0))[:3] == (0, 0, 0)
    assert ink.get_cmap()(ink.norm(0.0))[:3] == (1, 1, 1)
    assert alt_text(figure) == "Three. 3 small pictures of 4×5 pixels, dark ink on white: a, b c, 7."
    assert alt_text(plot_digits(images, ["", "", ""], "Bare")) == "Bare. 3 small pictures of 4×5 pixels, dark ink on white."


def test_digits_and_captions_must_be_as_many():
    with pytest.raises(ValueError, match="2 captions for 3 pictures; give one for each"):
        plot_digits(np.zeros((3, 4, 4)), ["a", "b"], "Too few")


def test_a_confusion_matrix_has_truth_in_rows_and_leaves_zeros_out():
    ax = plot_confusion(np.array([[5, 0, 1], [0, 7, 0], [2, 0, 3]]), "Three classes")
    written = {(round(text.get_position()[1]), round(text.get_position()[0])): text.get_text() for text in ax.texts}
    assert written == {(0, 0): "5", (0, 2): "1", (1, 1): "7", (2, 0): "2", (2, 2): "3"}
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("is", "read as")
    told = "Three classes. Of 18 answers, 15 are right; the mistakes made most often: 2 read as 0: 2, 0 read as 2: 1."
    assert alt_text(ax.figure) == told


def test_each_probability_is_a_bar_and_the_likeliest_is_marked_and_told():
    figure = plot_reading(np.eye(28), np.array([0.25, 0.7, 0.05]), "More likely a 1")
    bars = figure.axes[1].patches
    assert [bar.get_height() for bar in bars] == [0.25, 0.7, 0.05]
    assert [text.get_fontweight() for text in figure.axes[1].texts] == ["normal", "bold", "normal"]
    assert bars[1].get_facecolor() != bars[0].get_facecolor() == bars[2].get_facecolor()
    assert alt_text(figure).endswith("Right, bars: 0: 25.0 %, 1: 70.0 %, 2: 5.0 %.")


def test_digits_are_drawn_as_wide_as_asked():
    assert plot_digits(np.zeros((1, 28, 28)), [""], "One", width=2.6).get_figwidth() == 2.6
