"""The explorers in Python: their traits, what a notebook and a page get of them, what they refuse."""

import base64
import io
import json

import matplotlib.pyplot as plt
import numpy as np
import pytest
import traitlets
from IPython.core.formatters import DisplayFormatter
from PIL import Image

from course_utils import style
from course_utils.integrals import RAMP
from course_utils.kernels import KERNELS
from course_utils.reach import Layer
from course_utils.widgets import (
    OWN_KERNEL,
    descent_explorer,
    filter_explorer,
    flip_and_slide,
    grid_explorer,
    line_explorer,
    pooling_explorer,
    receptive_field_explorer,
    reshape_explorer,
)
from course_utils.widgets.base import FOLDER, PAGE, module_text

MAKERS = [
    descent_explorer,
    filter_explorer,
    flip_and_slide,
    grid_explorer,
    line_explorer,
    pooling_explorer,
    receptive_field_explorer,
    reshape_explorer,
]
MOVES = {
    descent_explorer: {"start": 1.0, "rate": 0.4, "steps": 7},
    filter_explorer: {"kernel": "sobel_x", "stride": 3, "pooling": "max"},
    flip_and_slide: {"t": -1.0},
    grid_explorer: {"row": 0, "flip": False},
    line_explorer: {"slope": 11.0, "intercept": -2.0},
    pooling_explorer: {"kind": "average", "pool_size": 3},
    receptive_field_explorer: {"level": 1, "unit": 20},
    reshape_explorer: {"shape": [2, 3, 2], "transposed": True},
}

every_explorer = pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)


def bundle(explorer):
    data, metadata = DisplayFormatter().format(explorer)
    return data, metadata


@every_explorer
def test_a_notebook_gets_the_live_explorer_a_picture_with_words_and_what_a_page_needs(maker):
    data, metadata = bundle(maker())
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json", PAGE}
    assert data["text/plain"].endswith(": run this cell in JupyterLab to move it")
    assert (FOLDER / data[PAGE]["module"]).exists()
    json.dumps(data[PAGE])  # holds nothing but text, numbers, lists and dictionaries
    shown = metadata["image/png"]
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.width >= style.SHARPNESS * shown["width"] - 1
    assert len(shown["alt"].split()) > 8


@every_explorer
def test_what_is_saved_is_the_start_whatever_was_moved(maker):
    explorer, untouched = maker(), maker()
    for name, value in MOVES[maker].items():
        setattr(explorer, name, value)
        assert getattr(explorer, name) == value
    (data, metadata), (start, described) = bundle(explorer), bundle(untouched)
    assert data[PAGE] == start[PAGE]
    assert (data["image/png"], metadata["image/png"]) == (start["image/png"], described["image/png"])


@every_explorer
def test_the_still_picture_follows_the_traits(maker):
    explorer = maker()
    before = style.figure_png(explorer.still())
    for name, value in MOVES[maker].items():
        setattr(explorer, name, value)
    after = style.figure_png(explorer.still())
    assert before[0] != after[0]
    assert before[1]["alt"] != after[1]["alt"]


@every_explorer
def test_no_figure_of_an_explorer_is_left_for_pyplot_to_show(maker):
    plt.close("all")
    maker()
    assert plt.get_fignums() == []


def test_the_module_of_a_notebook_asks_no_other_host_and_no_other_file():
    for path in FOLDER.glob("*.js"):
        text = module_text(path.name)
        assert not [part for part in text.split('"') if part.startswith(("http:", "https:")) and "www.w3.org" not in part]


def test_the_tokens_are_those_of_style():
    assert (FOLDER / "tokens.js").read_text(encoding="utf-8") == style.tokens_js(), "run make figures"


def test_both_themes_have_the_same_roles():
    assert style.THEMES["light"].keys() == style.THEMES["dark"].keys()


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return np.dot(linear, [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_written_can_be_read_on_its_paper(theme):
    colors = style.THEMES[theme]
    paper = luminance(colors["paper"])
    for role in ("ink", "muted", "input", "kernel-text", "result", "third"):
        high, low = sorted([luminance(colors[role]), paper], reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, role


@pytest.mark.parametrize(("wanted", "place"), [(0.51, 0.5), (-7, -3.0), (9, 3.0), (1.99, 2.0)])
def test_t_moves_to_the_nearest_place_of_the_slider(wanted, place):
    explorer = flip_and_slide()
    explorer.t = wanted
    assert explorer.t == pytest.approx(place, abs=1e-12)


def test_only_pieces_can_be_slid():
    with pytest.raises(TypeError, match="expected a Piecewise"):
        flip_and_slide(RAMP, abs)


@pytest.mark.parametrize(
    ("image", "kernel", "words"),
    [
        (np.zeros((11, 3)), [[1]], "up to 10 rows and 10 columns"),
        ([[1, 2]], [[1], [2]], "give a kernel that fits"),
        ([[1, np.nan]], [[1]], "expected finite numbers"),
    ],
)
def test_a_grid_that_cannot_be_shown_is_refused(image, kernel, words):
    with pytest.raises(ValueError, match=words):
        grid_explorer(image, kernel)


def test_the_place_on_the_grid_stays_inside():
    explorer = grid_explorer()
    explorer.row, explorer.column = 99, -5
    assert (explorer.row, explorer.column) == (2, 0)


def test_the_callers_arrays_stay_as_they_are():
    image, kernel = np.arange(12).reshape(3, 4), np.array([[1.0, 2.0]])
    explorer = grid_explorer(image, kernel)
    explorer.kernel = [[7.0, 2.0]]
    np.testing.assert_array_equal(image, np.arange(12).reshape(3, 4))
    np.testing.assert_array_equal(kernel, [[1.0, 2.0]])


def test_an_unknown_shape_is_refused_in_a_sentence():
    with pytest.raises(traitlets.TraitError, match=r"shape is \(5, 2\); expected one of \(12,\)"):
        reshape_explorer().shape = [5, 2]


@pytest.mark.parametrize("given", [{"function": abs}, {"slope": abs}, {"function": 3, "slope": abs}])
def test_a_descent_needs_a_function_and_its_slope(given):
    with pytest.raises(TypeError, match="give both a function of one number and its derivative"):
        descent_explorer(**given)


def test_a_descent_needs_a_range():
    with pytest.raises(ValueError, match="low must be below high"):
        descent_explorer(low=2, high=2)


def test_a_picture_of_the_reader_is_loaded_when_its_path_is_typed(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (600, 300, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "mine.png")
    explorer = filter_explorer()
    cat = explorer.png
    explorer.path = str(tmp_path / "mine.png")
    assert explorer.problem == ""
    assert np.asarray(Image.open(io.BytesIO(explorer.png))).shape == (480, 240, 3)
    explorer.path = "nowhere.png"
    assert explorer.problem.startswith("The last picture stays: there is no file 'nowhere.png'")
    explorer.path = ""
    assert (explorer.png, explorer.problem) == (cat, "")


def test_a_page_gets_the_names_of_the_picture_files_instead_of_a_picture():
    state = filter_explorer().page_state()
    assert "png" not in state
    assert state["files"]["coffee"] == "coffee.png"


def test_a_picture_that_is_none_is_refused_at_once():
    with pytest.raises(ValueError, match="unknown picture 'kat'"):
        filter_explorer("kat")


def test_the_kernel_is_divided_by_its_sum_where_it_has_one():
    explorer = filter_explorer()
    explorer.kernel, explorer.numbers, explorer.normalise = OWN_KERNEL, [[1, 2, 1]] * 3, True
    np.testing.assert_allclose(explorer.weights, np.array([[1, 2, 1]] * 3) / 12)
    explorer.kernel = "sobel_x"
    np.testing.assert_array_equal(explorer.weights, KERNELS["sobel_x"])
    assert explorer.sentence().startswith("The kernel has the sum 0, so it cannot be divided by it.")


@pytest.mark.parametrize("shape", [(3, 5), (5, 11), (20,)])
def test_a_grid_for_pooling_can_be_read_and_holds_every_window(shape):
    with pytest.raises(ValueError, match="give 4 to 10 rows and columns"):
        pooling_explorer(np.zeros(shape))


def test_a_unit_stays_inside_the_stack():
    explorer = receptive_field_explorer(10, [Layer("conv", 3)])
    explorer.level, explorer.unit = 5, 50
    assert (explorer.level, explorer.unit) == (1, 9)
