"""The widgets: the picture follows the controls, what a page saves is the same in every run, nothing leaks."""

import base64
import io
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from PIL import Image

from course_utils.integrals import BOX, RAMP, Piecewise, convolve
from course_utils.plotting import plot_flip_and_slide, plot_flip_and_slide_row, plot_kernel_on_grid
from course_utils.widgets import IMAGE, KERNEL, flip_and_slide, grid_explorer

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


@pytest.mark.parametrize("place", [(3, 0), (0, 4), (-1, 0)])
def test_a_place_outside_the_result_is_refused(place):
    with pytest.raises(ValueError, match=r"the result has [34] of them"):
        plot_kernel_on_grid(IMAGE, KERNEL, *place)


def test_positions_of_a_row_are_checked_and_drawn():
    figure = plot_flip_and_slide_row(BOX, RAMP, [-1.5, -0.5, 0.5, 1.5])
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[:4] == ["t = −1.5", "t = −0.5", "t = 0.5", "t = 1.5"]
    assert titles[4:] == ["(f*g)(t) = 0.4375", "(f*g)(t) = 0.9375", "(f*g)(t) = 0.5625", "(f*g)(t) = 0.0625"]
    with pytest.raises(ValueError, match="at least 2"):
        plot_flip_and_slide_row(BOX, RAMP, [1.0])
    with pytest.raises(ValueError, match="finite"):
        plot_flip_and_slide_row(BOX, RAMP, [1.0, np.inf])


def test_jumps_are_drawn_upright_and_the_area_is_the_result():
    t = 0.7
    figure = plot_flip_and_slide(BOX, RAMP, t)
    a, height = figure.axes[0].lines[0].get_data()
    rise = np.abs(np.diff(height)) > 0.5
    assert np.diff(a)[rise] == pytest.approx(0, abs=1e-6)
    assert rise.sum() == 2
    x, y = figure.axes[0].patches[0].get_xy().T
    area = abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2  # of the shaded polygon, by the shoelace formula
    assert area == pytest.approx(float(convolve(BOX, RAMP, t)), abs=1e-6)


def test_importing_the_widgets_is_light():
    code = (
        "import time; start = time.perf_counter(); import course_utils.widgets; import sys;"
        "print(time.perf_counter() - start, any(m in sys.modules for m in ('tensorflow', 'keras')))"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert all(run.stdout.split()[1] == "False" for run in runs)
    assert min(float(run.stdout.split()[0]) for run in runs) < 1.5
