"""Figures of kernels: what they make of pictures and stripes, and which known one they are like."""

import numpy as np

from course_utils.kernels import KERNELS
from course_utils.plotting import (
    plot_channel_sum,
    plot_feature_maps,
    plot_kernel_cards,
    plot_kernel_pairs,
    plot_responses,
    plot_weights,
)
from course_utils.style import alt_text


def test_kernel_pairs_come_likest_first_and_show_the_sign():
    slope, line = np.array([[-1.0, 0, 1]]), np.array([[-1.0, 2, -1]])
    figure = plot_kernel_pairs([line + 1, -slope], {"slope": slope, "line": line}, "Two pairs")
    assert [ax.get_title() for ax in figure.axes] == ["learned", "learned", "−slope\n1.00", "line\n0.82"]
    np.testing.assert_array_equal(figure.axes[2].images[0].get_array(), -slope)
    assert alt_text(figure).endswith("that each is most like, with the cosine: −slope 1.00, line 0.82.")


def test_cards_show_pictures_as_pictures_and_differences_around_grey():
    figure = plot_kernel_cards(np.full((8, 8), 51.0), KERNELS, {}, "The bank")
    shades = [ax.images[0].get_array() for ax in figure.axes if ax.images]
    for name, shade in zip(KERNELS, shades, strict=True):
        expected = 0.2 if round(KERNELS[name].sum()) else 0.5
        np.testing.assert_allclose(shade, expected, atol=1e-9, err_msg=name)
    told = alt_text(figure)
    assert told.startswith(
        "The bank. The same picture through 17 kernels, with their numbers: identity, sum 1, values 51 to 51; "
    )
    assert "sobel_x, sum 0, values 0 to 0; " in told


def test_a_card_has_the_numbers_of_its_kernel_over_their_divisor_and_its_words_below_the_picture():
    words = "It takes a mean of nine pixels, so that whatever is finer than three pixels becomes faint, and a flat area stays."
    figure = plot_kernel_cards(
        np.zeros((20, 30)), {"blur": KERNELS["box_blur"], "bare": np.ones((1, 1))}, {"blur": words}, "Two"
    )
    figure.canvas.draw()
    numbers, picture = figure.axes[:2]
    assert [text.get_text() for text in numbers.texts] == ["1"] * 9 + ["÷ 9"]
    _, below, nothing = figure.texts
    assert " ".join(below.get_text().split()) == words
    assert nothing.get_text() == ""
    box = below.get_window_extent()
    assert box.y1 <= min(ax.get_window_extent().y0 for ax in (numbers, picture))
    assert box.x1 < figure.axes[2].get_window_extent().x0
    assert box.y0 >= 0


def test_the_spots_of_emboss_lie_where_its_stripes_run_down_and_to_the_right():
    (ax,) = (ax for ax in plot_responses({"emboss": KERNELS["emboss"]}).axes if ax.images)
    image = ax.images[0]
    factors, (left, right, bottom, top) = image.get_array(), image.get_extent()
    assert (left, right, bottom, top) == (-0.5, 0.5, 0.5, -0.5)
    assert ax.get_ylim() == (0.5, -0.5)  # down on the page is down in the picture
    row, column = np.unravel_index(factors[:, 33:].argmax(), factors[:, 33:].shape)
    assert image.origin == "upper"
    assert row > 32
    assert column + 33 > 32


def test_the_alt_text_of_responses_tells_both_factors():
    told = alt_text(plot_responses({"box_blur": KERNELS["box_blur"], "sobel_x": KERNELS["sobel_x"]}))
    assert told.endswith("the largest one: box_blur 1 and 1; sobel_x 0 and 8.")


def test_feature_maps_have_one_scale_and_a_few_extremes_do_not_make_it():
    maps = np.tile([-2.0, 2.0], (1, 10, 10, 1))
    maps[0, 0, 0] = 900
    figure = plot_feature_maps(np.zeros((12, 12)), np.ones((3, 3, 1, 2)), maps, "Two maps")
    assert [ax.images[0].get_clim() for ax in figure.axes if ax.get_title(loc="left").startswith("map")] == [(-2, 2)] * 2
    assert alt_text(figure).endswith("map 0: values −2 to 900; map 1: values 2 to 900.")


def test_the_sum_over_channels_has_a_scale_of_its_own():
    partial = np.array([[[6.0, -6.0]], [[-5.0, 5.0]], [[-0.5, 0.0]]])
    figure = plot_channel_sum(np.zeros((2, 3, 3)), np.ones((2, 2, 3)), partial, "One map")
    limits = {ax.get_title(loc="left").split(":")[0]: ax.images[0].get_clim() for ax in figure.axes if ax.images}
    assert limits["from red"] == limits["from green"] == limits["from blue"]
    assert limits["from red"][1] > 5
    assert limits["their sum"][1] <= 1
    assert alt_text(figure).endswith("from red −6 to 6; from green −5 to 5; from blue −0.5 to 0; their sum −1 to 0.5.")


def test_weights_are_numbers_in_hundredths_readable_on_their_grey_and_in_one_scale():
    kernels = {"start": np.zeros((1, 2)), "end": np.array([[0.12, -0.034]])}
    figure = plot_weights(kernels, (0, 0.12), "It grows")
    start, end, bar = figure.axes
    assert [[text.get_text() for text in ax.texts] for ax in (start, end)] == [["0", "0"], ["12", "−3"]]
    assert [text.get_color() for text in end.texts] == ["#000000", "#FFFFFF"]
    assert start.images[0].get_clim() == end.images[0].get_clim() == (0, 0.12)
    assert bar.get_ylabel() == "weight"
    told = "It grows. Weights in hundredths, from 0 in black to 0.12 in white. start: 0 to 0; end: −0.034 to 0.12."
    assert alt_text(figure) == told
