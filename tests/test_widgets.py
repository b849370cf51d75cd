"""The widgets: the picture follows the controls, what a page saves is the same in every run, nothing leaks."""

import base64
import html
import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure
from PIL import Image

from course_utils.convolution import average_pool2d, conv2d, correlate2d, max_pool2d
from course_utils.datasets import load_picture, load_study_hours
from course_utils.integrals import BOX, RAMP, Piecewise
from course_utils.kernels import KERNELS
from course_utils.plotting import (
    LineOnSurface,
    line_axes,
    plot_flip_and_slide,
    plot_kernel_bank,
    plot_kernel_on_grid,
    plot_responses,
    plot_stages,
)
from course_utils.style import STYLE
from course_utils.widgets import (
    IMAGE,
    KERNEL,
    OWN_KERNEL,
    descent_explorer,
    filter_explorer,
    flip_and_slide,
    grid_explorer,
    line_explorer,
    reshape_explorer,
)

MAKERS = [flip_and_slide, grid_explorer]


@pytest.fixture(autouse=True)
def _no_figure_is_left():
    plt.close("all")
    yield
    plt.close("all")


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(float)


def drawn(figure) -> np.ndarray:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=100)
    return pixels(stream.getvalue())


def bundle(explorer):
    return DisplayFormatter().format(explorer)


def test_moving_t_changes_the_picture_and_the_sentence():
    explorer = flip_and_slide()
    before = explorer.picture.value
    explorer.t.value = -1.0
    assert explorer.picture.value != before
    assert "At t = −1 the shaded area is (f*g)(t) = 0.75." in explorer.status.value


@pytest.mark.parametrize("t", [-3.0, -1.25, 0.0, 0.5, 2.0, 3.0])
def test_flip_and_slide_shows_what_the_static_figure_shows(t):
    explorer = flip_and_slide()
    explorer.t.value = t
    difference = np.abs(pixels(explorer.picture.value) - drawn(plot_flip_and_slide(BOX, RAMP, t)))
    assert difference.mean() < 0.2  # moving artists lie over spines and grid lines


@pytest.mark.parametrize(("row", "column", "flip"), [(0, 0, True), (2, 3, True), (1, 2, False)])
def test_grid_explorer_shows_what_the_static_figure_shows(row, column, flip):
    explorer = grid_explorer()
    explorer.row.value, explorer.column.value, explorer.flip.value = row, column, flip
    figure = plot_kernel_on_grid(IMAGE, KERNEL, row, column, flip).figure
    assert np.abs(pixels(explorer.picture.value) - drawn(figure)).mean() < 0.2


def test_a_redraw_leaves_nothing_behind():
    explorer = flip_and_slide()
    first = explorer.picture.value
    start = explorer.t.value
    for t in (-3.0, 1.0, 3.0, start):
        explorer.t.value = t
    assert explorer.picture.value == first


@pytest.mark.parametrize("maker", MAKERS)
def test_a_control_that_keeps_its_value_draws_nothing(maker, monkeypatch):
    explorer = maker()
    calls = []
    monkeypatch.setattr(explorer, "move", lambda: calls.append(1) or "")
    control = explorer.t if maker is flip_and_slide else explorer.row
    control.value = control.value
    assert calls == []
    control.value = control.min
    assert calls == [1]


def test_the_slider_spans_the_support_of_the_convolution_with_a_margin():
    explorer = flip_and_slide()
    assert (explorer.t.min, explorer.t.max) == (-3.0, 3.0)
    for end in (explorer.t.min, explorer.t.max):
        explorer.t.value = end
        assert "(f*g)(t) = 0." in explorer.status.value


def test_the_player_and_the_slider_follow_each_other():
    explorer = flip_and_slide()
    explorer.play.value = explorer.play.max
    assert explorer.t.value == pytest.approx(3.0)
    explorer.t.value = -3.0
    assert explorer.play.value == 0


def test_other_functions_can_be_slid():
    tent = Piecewise(lambda x: 1 - abs(x), [-1, 0, 1])
    explorer = flip_and_slide(tent, Piecewise(lambda x: -2 * x, [0, 3]))
    explorer.t.value = 2.0
    assert "(f*g)(t) = −4" in explorer.status.value


def test_the_sum_of_products_is_flipped_only_for_a_convolution():
    explorer = grid_explorer([[1, 2, 3], [4, 5, 6]], [[1, 10], [100, 1000]])
    explorer.row.value = explorer.column.value = 0
    assert "Convolution, row 0, column 0: the sum of products is 1245." in explorer.status.value
    explorer.flip.value = False
    assert "Cross-correlation, row 0, column 0: the sum of products is 5421." in explorer.status.value


def test_a_new_kernel_entry_changes_the_result():
    explorer = grid_explorer([[1, 2, 3]], [[1, 0]])
    explorer.column.value = 0
    explorer.entries[0, 1].value = "−0.5"
    assert "the sum of products is 1.5." in explorer.status.value


@pytest.mark.parametrize("text", ["abc", "", "1/9", "nan", "inf", "<b>1</b>", "1e9", "1,5"])
def test_a_bad_kernel_entry_is_named_and_the_last_number_stays(text):
    explorer = grid_explorer([[1, 2, 3]], [[1, 0]])
    explorer.column.value = 0
    before = explorer.picture.value
    explorer.entries[0, 0].value = text
    assert "kernel[0, 0] keeps its last number" in explorer.status.value
    assert "<b>" not in explorer.status.value
    assert explorer.picture.value == before
    explorer.column.value = 1
    assert "the sum of products is 3." in explorer.status.value
    explorer.entries[0, 0].value = "2"
    assert "keeps" not in explorer.status.value


def test_a_kernel_as_large_as_the_image_has_one_place():
    explorer = grid_explorer([[1, 2], [3, 4]], [[0, 1], [2, 3]])
    assert (explorer.row.max, explorer.column.max) == (0, 0)
    assert "the sum of products is 10." in explorer.status.value


def test_the_callers_arrays_stay_as_they_are():
    image, kernel = np.arange(12).reshape(3, 4), np.array([[1.0, 2.0]])
    explorer = grid_explorer(image, kernel)
    explorer.entries[0, 0].value = "7"
    np.testing.assert_array_equal(image, np.arange(12).reshape(3, 4))
    np.testing.assert_array_equal(kernel, [[1.0, 2.0]])


@pytest.mark.parametrize("maker", MAKERS)
def test_two_instances_share_nothing(maker):
    one, other = maker(), maker()
    before = other.picture.value
    if maker is flip_and_slide:
        one.t.value = -2.0
    else:
        one.entries[0, 0].value, one.row.value, one.flip.value = "5", 0, False
    other.redraw()
    assert other.picture.value == before != one.picture.value


@pytest.mark.parametrize("maker", MAKERS)
def test_what_a_page_saves_is_the_start_whatever_was_moved(maker):
    explorer = maker()
    start = explorer.picture.value
    (explorer.t if maker is flip_and_slide else explorer.row).value = 0
    data, metadata = bundle(explorer)
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    np.testing.assert_array_equal(pixels(base64.b64decode(data["image/png"])), pixels(start))
    assert metadata["image/png"]["alt"]
    again, _ = bundle(maker())
    assert again["image/png"] == data["image/png"]
    assert again["text/plain"] == data["text/plain"] == repr(explorer)
    assert explorer.model_id not in data["text/plain"]


def test_the_text_tells_what_to_do():
    assert repr(flip_and_slide()) == "flip_and_slide: run this cell in JupyterLab to move t"
    assert repr(grid_explorer()) == "grid_explorer: run this cell in JupyterLab to move the kernel"


@pytest.mark.parametrize("maker", MAKERS)
def test_no_figure_enters_pyplot(maker):
    maker().redraw()
    assert plt.get_fignums() == []


def test_what_cannot_be_slid_or_laid_on_a_grid_is_refused_with_a_sentence():
    with pytest.raises(TypeError, match=r"g is .*Piecewise"):
        flip_and_slide(BOX, np.sin)
    with pytest.raises(ValueError, match=r"image has shape \(300, 300\).*such as image"):
        grid_explorer(np.zeros((300, 300)))
    with pytest.raises(ValueError, match=r"kernel is 3×3 and the image 2×4"):
        grid_explorer(np.zeros((2, 4)))
    with pytest.raises(ValueError, match="NaN"):
        grid_explorer([[1.0, np.nan]], [[1.0]])
    with pytest.raises(ValueError, match="rows"):
        grid_explorer([1, 2, 3], [[1]])


# Chapter 04: descent


def test_descent_explorer_walks_against_the_slope_and_draws_the_tangent_there():
    explorer = descent_explorer()
    explorer.start.value, explorer.rate.value, explorer.steps.value = 1.6, 0.25, 2
    assert "x = 0.4, slope 0.8; the next step moves x by −0.2." in explorer.status.value
    x, y = explorer._artists._tangent.get_data()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(0.8)
    assert np.interp(0.4, x, y) == pytest.approx(0.16)
    assert explorer._artists._path.get_xdata() == pytest.approx([1.6, 0.8, 0.4])


def test_descent_explorer_follows_each_control_and_leaves_nothing_behind():
    explorer = descent_explorer()
    seen = [explorer.picture.value]
    for control, value in ((explorer.start, 1.0), (explorer.rate, 0.4), (explorer.steps, 9)):
        before, control.value = control.value, value
        seen.append(explorer.picture.value)
        control.value = before
        assert explorer.picture.value == seen[0]
    assert len(set(seen)) == 4


def test_descent_explorer_shows_what_a_fresh_one_draws():
    explorer = descent_explorer()
    explorer.steps.value, explorer.rate.value = 7, 0.9
    figure = explorer._canvas.figure
    for artist in explorer._moving:
        artist.set_animated(False)
    assert np.abs(pixels(explorer.picture.value) - drawn(figure)).mean() < 0.2


def test_too_large_a_rate_runs_away_without_a_warning():
    explorer = descent_explorer(lambda x: x**4, lambda x: 4 * x**3)
    explorer.rate.value, explorer.steps.value = 1.2, 20
    assert "x has run away" in explorer.status.value
    explorer.rate.value, explorer.steps.value = 0.05, 5
    assert "x has run away" not in explorer.status.value


def test_a_place_out_of_the_picture_is_said():
    explorer = descent_explorer()
    explorer.rate.value, explorer.steps.value = 1.1, 5
    assert "out of the picture" in explorer.status.value


def test_descent_explorer_takes_any_slope_and_asks_it_only_for_numbers():
    asked = []
    explorer = descent_explorer(np.cos, lambda x: asked.append(type(x)) or -np.sin(x), low=0.5, high=6)
    explorer.steps.value = 20
    assert explorer._artists._path.get_xdata()[-1] == pytest.approx(np.pi, abs=0.5)
    assert set(asked) == {float}


def test_what_a_page_saves_of_the_descent_is_its_start():
    explorer = descent_explorer()
    start = explorer.picture.value
    explorer.steps.value = 12
    data, metadata = bundle(explorer)
    np.testing.assert_array_equal(pixels(base64.b64decode(data["image/png"])), pixels(start))
    assert "After 4 steps" in metadata["image/png"]["alt"]
    assert bundle(descent_explorer())[0]["image/png"] == data["image/png"]
    assert data["text/plain"] == "descent_explorer: run this cell in JupyterLab to walk downhill"
    assert plt.get_fignums() == []


def test_descent_explorer_refuses_half_a_function_with_a_sentence():
    with pytest.raises(TypeError, match="slope is None; give both"):
        descent_explorer(np.cos)
    with pytest.raises(TypeError, match="function is None; give both"):
        descent_explorer(slope=np.cos)
    with pytest.raises(ValueError, match="low must be below high"):
        descent_explorer(low=1, high=1)


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 03: shapes and strides
# ---------------------------------------------------------------------------------------------------------------------


def test_the_reshape_explorer_says_where_an_element_is():
    explorer = reshape_explorer()
    assert "view[1, 1] is 5. It is at byte 40 of the buffer: 1·32 + 1·8 = 40." in explorer.status.value
    before = explorer.picture.value
    explorer.order.value = True
    assert "view.T[1, 2] is 9. It is at byte 72 of the buffer: 1·8 + 2·32 = 72." in explorer.status.value
    assert explorer.picture.value != before


@pytest.mark.parametrize("transposed", [False, True])
def test_the_reshape_explorer_finds_every_element_of_every_shape(transposed):
    explorer = reshape_explorer()
    explorer.order.value = transposed
    for shape in explorer.shape.options.values():
        explorer.shape.value = shape
        view = np.arange(12).reshape(shape)
        view = view.T if transposed else view
        for place in (0, 7, 11):
            explorer.element.value = place
            value = view.flat[place]
            assert f"] is {value}. It is at byte {8 * value} of the buffer" in explorer.status.value


def test_the_reshape_explorer_comes_back_to_its_first_picture():
    explorer = reshape_explorer()
    first = explorer.picture.value
    explorer.shape.value, explorer.order.value, explorer.element.value = (3, 2, 2), True, 9
    explorer.shape.value, explorer.order.value, explorer.element.value = (3, 4), False, 5
    assert explorer.picture.value == first
    again = reshape_explorer()
    assert again.picture.value == first
    assert repr(again) == "reshape_explorer: run this cell in JupyterLab to choose a shape"
    assert plt.get_fignums() == []


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 05: a line by hand
# ---------------------------------------------------------------------------------------------------------------------


def test_line_explorer_tells_the_loss_of_the_line():
    explorer = line_explorer()
    explorer.intercept.value, explorer.slope.value = 1, 10
    assert "Intercept 1 and slope 10 give a mean squared error of 29.32; the lowest possible is 28.88." in explorer.status.value
    explorer.intercept.value, explorer.slope.value = 2.5, 9.75
    hours, scores = load_study_hours()
    assert f"error of {np.mean((2.5 + 9.75 * hours - scores) ** 2):.2f}; the lowest" in explorer.status.value


@pytest.mark.parametrize(("intercept", "slope"), [(0.0, 6.0), (1.0, 10.0), (-10.0, 4.0), (20.0, 14.0)])
def test_line_explorer_shows_what_the_static_figure_shows(intercept, slope):
    explorer = line_explorer()
    explorer.intercept.value, explorer.slope.value = intercept, slope
    figure = Figure(figsize=(8.6, 3.9))
    with mpl.rc_context(STYLE):
        LineOnSurface(*load_study_hours(), *line_axes(figure)).update(intercept, slope)
        assert np.abs(pixels(explorer.picture.value) - drawn(figure)).mean() < 0.2


def test_the_sliders_of_line_explorer_stay_on_the_surface_and_reach_its_valley():
    explorer = line_explorer()
    surface = explorer._canvas.figure.axes[1]
    assert surface.get_xlim() == (explorer.intercept.min, explorer.intercept.max)
    assert surface.get_ylim() == (explorer.slope.min, explorer.slope.max)
    assert explorer.intercept.min < 2.48 < explorer.intercept.max
    assert explorer.slope.min < 9.78 < explorer.slope.max


def test_a_redraw_of_line_explorer_leaves_nothing_behind():
    explorer = line_explorer()
    first, start = explorer.picture.value, (explorer.intercept.value, explorer.slope.value)
    explorer.intercept.value, explorer.slope.value = 15, 12
    moved = explorer.picture.value
    explorer.intercept.value, explorer.slope.value = start
    assert explorer.picture.value == first != moved


def test_what_a_page_saves_of_line_explorer_is_its_start():
    explorer = line_explorer()
    start = explorer.picture.value
    explorer.slope.value = 12
    data, metadata = bundle(explorer)
    np.testing.assert_array_equal(pixels(base64.b64decode(data["image/png"])), pixels(start))
    assert "slope 6" in metadata["image/png"]["alt"]
    assert data["text/plain"] == "line_explorer: run this cell in JupyterLab to move the line"
    assert plt.get_fignums() == []


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 06: filters and pooling
# ---------------------------------------------------------------------------------------------------------------------


def told(explorer):
    return html.unescape(explorer.status.value)


def right_panel(explorer):
    """The shades that the explorer shows as the result."""
    return np.asarray(explorer._artists._pictures[1].get_array())


def test_filter_explorer_shows_the_course_s_own_convolution_and_pooling():
    explorer = filter_explorer()
    explorer.kernel.value, explorer.padding.value = "gaussian_blur_5x5", "valid"
    explorer.stride.value, explorer.dilation.value = 2, 3
    explorer.pooling.value, explorer.pool_size.value = "max", 4
    cat = load_picture("cat", grey=True).astype(float)[None, :, :, None]
    blur = KERNELS["gaussian_blur_5x5"][:, :, None, None]
    expected = max_pool2d(conv2d(cat, blur, 2, "valid", 3), 4)[0]
    assert "Picture 300×451, filtered 144×220, pooled 36×55." in told(explorer)
    np.testing.assert_allclose(right_panel(explorer), np.repeat(expected, 3, axis=2), atol=0.51)


def test_filter_explorer_filters_each_colour_alike():
    explorer = filter_explorer()
    explorer.colour.value, explorer.kernel.value, explorer.pooling.value = True, "box_blur", "average"
    cat = load_picture("cat").astype(float)
    for channel in range(3):
        blurred = correlate2d(cat[:, :, channel], KERNELS["box_blur"], "same")
        expected = average_pool2d(blurred[None, :, :, None], 2, padding="same")
        np.testing.assert_allclose(right_panel(explorer)[:, :, channel], expected[0, :, :, 0], atol=0.51)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("picture_name", "camera"), ("colour", True), ("kernel", "emboss"), ("normalise", True), ("stride", 3),
        ("dilation", 2), ("padding", "valid"), ("pooling", "average"),
    ],
)  # fmt: skip
def test_filter_explorer_follows_each_control_and_leaves_nothing_behind(name, value):
    explorer = filter_explorer()
    explorer.kernel.value = "edge_enhance"
    explorer.entries[1, 1].value = "7"
    control, first, sentence = getattr(explorer, name), explorer.picture.value, told(explorer)
    before, control.value = control.value, value
    assert explorer.picture.value != first
    if name == "kernel":
        return
    control.value = before
    assert (explorer.picture.value, told(explorer)) == (first, sentence)


def test_typing_a_number_takes_the_nine_numbers_and_keeps_the_others_exact():
    explorer = filter_explorer()
    explorer.kernel.value = "box_blur"
    explorer.entries[2, 2].value = "0"
    assert explorer.kernel.value == OWN_KERNEL
    assert "The kernel has the sum 0.8889;" in told(explorer)
    explorer.normalise.value = True
    assert "The kernel has the sum 1;" in told(explorer)
    assert KERNELS["box_blur"][2, 2] == 1 / 9
    explorer.kernel.value = "sobel_y"
    assert [explorer.entries[0, j].value for j in range(3)] == ["-1", "-2", "-1"]
    assert "so it cannot be divided by it" in told(explorer)


def test_a_5x5_kernel_leaves_the_nine_numbers_for_later():
    explorer = filter_explorer()
    explorer.kernel.value = "emboss"
    explorer.kernel.value = "motion_blur"
    assert "sum 1;" in told(explorer)
    explorer.kernel.value = OWN_KERNEL
    assert [explorer.entries[0, j].value for j in range(3)] == ["-2", "-1", "0"]


@pytest.mark.parametrize("text", ["abc", "", "1/9", "nan", "<b>1</b>"])
def test_filter_explorer_names_a_bad_number_and_keeps_the_last(text):
    explorer = filter_explorer()
    explorer.kernel.value = OWN_KERNEL
    before = explorer.picture.value
    explorer.entries[1, 2].value = text
    assert "Entry [1, 2] keeps its last number" in told(explorer)
    assert "<b>" not in explorer.status.value
    assert explorer.picture.value == before


def test_filter_explorer_takes_the_reader_s_own_picture(tmp_path):
    path = tmp_path / "mine.png"
    Image.fromarray(np.full((60, 1200, 3), 90, np.uint8)).save(path)
    explorer = filter_explorer()
    explorer.path.value = str(path)
    assert "The picture of 60×1200 is shrunk. Picture 24×480, filtered 24×480." in told(explorer)
    explorer.padding.value = "valid"
    assert "values go from 90 to 90." in told(explorer)
    explorer.picture_name.value = "camera"
    assert explorer.path.value == ""
    assert "Picture 480×480" in told(explorer)
    assert "Picture 24×480" in told(filter_explorer(str(path)))


def test_filter_explorer_says_why_a_path_is_no_picture(tmp_path):
    (tmp_path / "text.png").write_text("no picture")
    explorer = filter_explorer()
    before = explorer.picture.value
    for path, words in [
        ("nowhere.png", "there is no file 'nowhere.png'"),
        ("nowhere", "unknown picture 'nowhere'"),
        (str(tmp_path), "is a folder"),
        (str(tmp_path / "text.png"), "is not a picture"),
        ("a\0b.png", "The last picture stays"),
    ]:
        explorer.path.value = path
        assert "The last picture stays" in told(explorer)
        assert words in told(explorer)
        assert explorer.picture.value == before
    with pytest.raises(ValueError, match="unknown picture 'dog'"):
        filter_explorer("dog")


def test_filter_explorer_says_why_a_kernel_or_a_window_does_not_fit(tmp_path):
    path = tmp_path / "tiny.png"
    Image.fromarray(np.full((9, 12, 3), 90, np.uint8)).save(path)
    explorer = filter_explorer(str(path))
    before = explorer.picture.value
    explorer.padding.value, explorer.dilation.value = "valid", 5
    assert "The picture stays as it was: the kernel spans 11 samples" in told(explorer)
    explorer.dilation.value, explorer.pooling.value, explorer.pool_size.value = 1, "max", 8
    assert "The picture stays as it was: the pooling window spans 8 samples" in told(explorer)
    explorer.padding.value, explorer.pooling.value = "same", "none"
    assert explorer.picture.value == before


def test_what_a_page_saves_of_the_filter_explorer_is_its_start():
    explorer = filter_explorer()
    start = explorer.picture.value
    explorer.kernel.value, explorer.colour.value = "emboss", True
    data, metadata = bundle(explorer)
    np.testing.assert_array_equal(pixels(base64.b64decode(data["image/png"])), pixels(start))
    assert "Picture 300×451" in metadata["image/png"]["alt"]
    assert bundle(filter_explorer())[0]["image/png"] == data["image/png"]
    assert data["text/plain"] == "filter_explorer: run this cell in JupyterLab to choose a picture and a kernel"
    assert plt.get_fignums() == []


# Chapter 06: what its figures show


def test_stages_are_named_with_shape_and_range():
    stages = {"image": np.arange(6.0).reshape(2, 3), "max_pooling": np.array([[[[-1.0]], [[0.5]]]])}
    figure = plot_stages(stages)
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles == ["image\n(2, 3)\n0 to 5", "max pooling\n(1, 2, 1, 1)\n−1 to 0.5"]
    shades = [np.ravel(ax.images[0].get_array()) for ax in figure.axes]
    np.testing.assert_allclose(shades[0], np.arange(6) / 5)
    np.testing.assert_allclose(shades[1], [0, 0.75])  # grey, one half, is 0
    with pytest.raises(ValueError, match=r"image has shape \(2, 3, 4\)"):
        plot_stages({"image": np.zeros((2, 3, 4))})


def test_a_frequency_response_is_the_modulus_of_the_fourier_transform():
    figure = plot_responses({"sobel_x": KERNELS["sobel_x"], "edge_detect_4": KERNELS["edge_detect_4"]}, points=65)
    for ax, name in zip(figure.axes, ("sobel_x", "edge_detect_4"), strict=False):
        expected = np.abs(np.fft.fftshift(np.fft.fft2(KERNELS[name], (64, 64))))
        np.testing.assert_allclose(ax.images[0].get_array()[:-1, :-1], expected, atol=1e-12)


def test_the_bank_shows_pictures_as_pictures_and_differences_around_grey():
    picture = np.full((8, 8), 51.0)
    shades = [ax.images[0].get_array() for ax in plot_kernel_bank(picture, KERNELS).axes if ax.images]
    for name, shade in zip(KERNELS, shades, strict=True):
        expected = 0.2 if round(KERNELS[name].sum()) else 0.5
        np.testing.assert_allclose(shade, expected, atol=1e-9, err_msg=name)
