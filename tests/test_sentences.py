"""What the explorers say, from plain numbers."""

from course_utils import sentences


def test_an_area_that_is_written_short_is_said_to_be_approximate():
    assert sentences.flip_and_slide(-1.0, 1 / 3) == "At t = −1 the shaded area is (f*g)(t) ≈ 0.3333."
    assert sentences.flip_and_slide(1.0, 0.75) == "At t = 1 the shaded area is (f*g)(t) = 0.75."


def test_only_a_flipped_kernel_convolves():
    assert sentences.kernel_on_grid(True, 2, 0, 1.5) == "Convolution, row 2, column 0: the sum of products is 1.5."
    assert sentences.kernel_on_grid(False, 0, 3, -4).startswith("Cross-correlation, row 0, column 3:")


def test_the_place_of_an_element_is_the_start_and_the_strides_times_the_index():
    told = sentences.strided_view("view.T", (1, 2), 9, (8, 32))
    assert told == "view.T[1, 2] is 9. It is at byte 72 of the buffer: 1·8 + 2·32 = 72."
    assert sentences.strided_view("v", (0,), 3, (8,), 24) == "v[0] is 3. It is at byte 24 of the buffer: 24 + 0·8 = 24."


def test_a_descent_tells_its_place_its_slope_and_its_next_step():
    told = sentences.descent(1.6, 0.25, 1, 0.8, 1.6, (-2, 2), 1)
    assert told == "After 1 step of rate 0.25 from x = 1.6: x = 0.8, slope 1.6; the next step moves x by −0.4."
    assert "x = −3, out of the picture, slope −6;" in sentences.descent(1, 2, 1, -3.0, -6.0, (-2, 2), 1)
    assert sentences.descent(1, 9, 20, 2e6, 4e6, (-2, 2), 6).endswith("x has run away.")


def test_the_loss_of_a_line_has_two_decimals():
    told = sentences.line_on_surface(-2.5, 9.75, 28.8779, 28.8827)
    assert told == "Intercept −2.5 and slope 9.75 give a mean squared error of 28.88; the lowest possible is 28.88."
