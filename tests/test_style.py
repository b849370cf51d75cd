"""The palette, how numbers are written, alt texts, and figures that appear in a notebook."""

import ast
import base64
import io
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.colors import is_color_like
from matplotlib.figure import Figure
from nbclient import NotebookClient
from PIL import Image

import course_utils
from course_utils.style import (
    alt_text,
    cell_text,
    curve_text,
    describe,
    equals_text,
    figure_png,
    number_text,
    power_text,
    short_text,
)

PACKAGE = Path(course_utils.__file__).parent
DRAWING = sorted(path for room in ("plotting", "diagrams", "widgets") for path in (PACKAGE / room).glob("**/*.py"))


def named_literals(tree):
    """Every number and text that is given a name: by a keyword, in a dict, as a default."""
    pairs = []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword):
            pairs.append((node.arg, node.value))
        elif isinstance(node, ast.Dict):
            pairs += [(getattr(key, "value", None), value) for key, value in zip(node.keys, node.values, strict=True)]
        elif isinstance(node, ast.arguments):
            names = [arg.arg for arg in node.args]
            pairs += zip(names[len(names) - len(node.defaults) :], node.defaults, strict=True)
    for name, value in pairs:
        yield from ((str(name), node) for node in ast.walk(value) if isinstance(node, ast.Constant))


@pytest.mark.parametrize("path", DRAWING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_colours_and_sizes_of_text_stand_in_the_palette(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    found = {(node.lineno, node.value) for node in texts if node.value[:1] == "#" and is_color_like(node.value)}
    for name, node in named_literals(tree):
        size = name in ("fontsize", "labelsize", "titlesize") and isinstance(node.value, int | float)
        color = name.endswith(("color", "colors", "fill", "stroke")) and is_color_like(node.value) and node.value != "none"
        if size or color or name == "cmap":
            found.add((node.lineno, f"{name}={node.value}"))
    assert not found, "give it a name by its role in style.py"


@pytest.mark.parametrize(
    ("value", "text"), [(3, "3"), (-0.5, "−0.5"), (-1e-17, "0"), (1 / 3, "0.3333"), (12345, "12345"), (2.5e7, "2.5e+07")]
)
def test_numbers_have_four_digits_a_true_minus_and_no_minus_zero(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(-1 / 9, "−0.11"), (12.345, "12.3"), (1234.5, "1234"), (0.25, "0.25"), (255, "255")]
)
def test_a_number_in_a_cell_has_at_most_six_characters(value, text):
    assert cell_text(value) == text
    assert len(text) <= 6


def test_equal_is_said_only_where_no_digit_is_missing():
    assert equals_text(0.75) == "= 0.75"
    assert equals_text(1 / 3) == "≈ 0.3333"
    assert equals_text(1.0, 1 / 3, 3) == "≈ 1"


def test_a_curve_in_words_has_its_ends_and_its_inner_extremes_without_rounding_noise():
    x = np.linspace(0, 2 * np.pi, 101)
    assert curve_text(x, np.sin(x)) == "0 at 0, highest 1 at 1.57, lowest −1 at 4.71, 0 at 6.28"
    assert curve_text([1, 2, 3], [5, 5, 5]) == "5 at 1, 5 at 3"
    assert curve_text([1, 2, 3], [4e-3, 8, np.inf]) == "about 0.01 at 1, 8 at 2"
    assert curve_text([1, 2], [np.nan, np.nan]) == "nothing finite"


@pytest.mark.parametrize(("value", "text"), [(2e-9, "1e−9"), (0.02, "0.01"), (3e5, "1e5"), (1.5, "1"), (0, "0")])
def test_an_error_is_told_as_a_power_of_ten(value, text):
    assert power_text(value) == text


@pytest.mark.parametrize(("value", "text"), [(-0.126, "−0.13"), (104.6, "105"), (9.96, "10"), (3e7, "3e+07"), (0, "0")])
def test_a_short_number_keeps_its_whole_part(value, text):
    assert short_text(value) == text


def test_what_was_said_about_a_figure_follows_its_title():
    figure, axes = plt.subplots(1, 2)
    axes[0].set_title("Left")
    describe(axes[0], "It rises from 0 to 1.")
    axes[1].set(title="Right", xlabel="t", ylabel="height")
    axes[1].plot([0, 1], label="f")
    axes[1].plot([1, 0], label="g")
    assert alt_text(figure) == "Left. It rises from 0 to 1. Right. height against t: f, g."
    figure.suptitle("Both\nsides")
    describe(figure, "Two lines.")
    assert alt_text(figure) == "Both sides. Two lines."
    assert alt_text(Figure()) == "A figure without words."


def test_a_stored_figure_has_half_as_many_pixels_again_as_are_shown_and_looks_the_same():
    figure, ax = plt.subplots(figsize=(4, 3), dpi=100)
    ax.set_title("A title")
    data, metadata = figure_png(figure)
    png = Image.open(io.BytesIO(base64.b64decode(data)))
    stream = io.BytesIO()
    figure.savefig(stream, dpi=100, bbox_inches="tight")
    assert metadata["alt"] == "A title."
    assert (metadata["width"], metadata["height"]) == pytest.approx(Image.open(stream).size, abs=1)
    assert png.size == pytest.approx((1.5 * metadata["width"], 1.5 * metadata["height"]), abs=1)
    stream = io.BytesIO()
    figure.savefig(stream, dpi=150, bbox_inches="tight")
    np.testing.assert_array_equal(np.asarray(png.convert("RGB")), np.asarray(Image.open(stream).convert("RGB")))
    assert figure_png(plt.figure()) is None


def picture_of(output):
    return Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))


def run_in_a_notebook(*sources):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return [cell.outputs for cell in notebook.cells]


@pytest.mark.parametrize("backend", ["Agg", "TkAgg", ""])
def test_figures_appear_crisp_and_described_whatever_the_environment_says(backend, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", backend)
    draw = "from course_utils.plotting import plot_times\nplot_times([1, 2], {'loop': [1, 2]}, 'Twice the size', 'size');"
    own = "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('My own');"
    silent, *shown = run_in_a_notebook("import course_utils.style", draw, own, "%matplotlib inline\n" + own)
    assert silent == []
    for outputs, words in zip(shown, ("Twice the size.", "My own.", "My own."), strict=True):
        (output,) = outputs
        told = output.metadata["image/png"]
        assert told["alt"].startswith(words)
        assert picture_of(output).width == pytest.approx(1.5 * told["width"], abs=1)


def test_a_backend_chosen_in_the_notebook_stays(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    choose = "import matplotlib as mpl\nmpl.use('svg')\nimport course_utils.style\n"
    (outputs,) = run_in_a_notebook(choose + "print(mpl.get_backend())")
    assert outputs[0].text == "svg\n"


def test_nothing_is_imported_or_changed_outside_of_a_notebook():
    code = "import sys, matplotlib; matplotlib.use('pdf'); import course_utils.style\n"
    code += "print('IPython' in sys.modules, matplotlib.get_backend())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False pdf\n"
