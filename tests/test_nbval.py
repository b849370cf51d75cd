"""A chapter that was tampered with must fail, and the same chapter untouched must pass."""

import base64
import io
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from chapters import normalise, packed
from nbformat import NotebookNode
from PIL import Image, ImageDraw

SETUP = "import matplotlib.pyplot as plt"
TEXT = "6 * 7"
FIGURE = "plt.figure(figsize=(4, 3)); plt.plot([0, 1, 3]); plt.title('A line');"
NOTHING = "answer = 42"


def other_text(cells):
    cells[1].outputs[0].data["text/plain"] = "41"


def other_figure(cells):
    picture = Image.open(io.BytesIO(base64.b64decode(png(cells[2]))))
    ImageDraw.Draw(picture).line((60, 60, 90, 60), fill=(255, 0, 0, 255), width=3)
    file = io.BytesIO()
    picture.save(file, format="png")
    figure_output(cells[2]).data["image/png"] = base64.b64encode(file.getvalue()).decode()


def no_execution_count(cells):
    cells[3].execution_count = None


def no_text_output(cells):
    cells[1].outputs = []


def no_figure(cells):
    del figure_output(cells[2]).data["image/png"]


def figure_output(cell):
    return next(output for output in cell.outputs if "image/png" in output.get("data", {}))


def png(cell):
    return figure_output(cell).data["image/png"]


def untouched(cells):
    pass


TAMPERED = {
    other_text: "Cell outputs differ",
    other_figure: "pixels of the figure changed",
    no_execution_count: "This cell was never run",
    no_text_output: "Unexpected output fields",
    no_figure: "Unexpected output fields",
}


@pytest.fixture(scope="module")
def report(root, tmp_path_factory):
    """What nbval says of one small chapter, run once, and of its tampered copies."""
    folder = tmp_path_factory.mktemp("chapters")
    intact = folder / "untouched.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in (SETUP, TEXT, FIGURE, NOTHING)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), intact)
    subprocess.run([sys.executable, root / "tools/chapters.py", intact], check=True, capture_output=True)
    for tamper in TAMPERED:
        notebook = nbformat.read(intact, as_version=4)
        tamper(notebook.cells)
        nbformat.write(notebook, folder / f"{tamper.__name__}.ipynb")
    conftest = root / "tests/conftest.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--color=no", "-p", "no:cacheprovider", "-v"]
        + ["-c", root / "pyproject.toml", "--rootdir", folder, conftest, *sorted(folder.glob("*.ipynb"))],
        capture_output=True,
        text=True,
        cwd=root,
    )
    return done.stdout + done.stderr


def failures(report, tamper):
    return [line for line in report.splitlines() if line.startswith("FAILED") and tamper.__name__ in line]


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda tamper: tamper.__name__)
def test_tampered_chapter_fails_in_one_cell(report, tamper):
    assert len(failures(report, tamper)) == 1, report


@pytest.mark.parametrize("message", sorted(set(TAMPERED.values())))
def test_failure_says_what_changed(report, message):
    assert message in report


def test_untouched_chapter_passes_and_a_semicolon_is_harmless(report):
    assert not failures(report, untouched), report
    assert f"{len(TAMPERED)} failed, {4 * (len(TAMPERED) + 1) - len(TAMPERED)} passed" in report


@pytest.mark.parametrize(("colours", "mode"), [("grey", "L"), ("orange and grey", "RGB"), ("half transparent", "RGBA")])
def test_a_figure_is_packed_without_changing_a_pixel(colours, mode):
    shades = np.random.default_rng(6).integers(0, 256, (30, 40, 1)).repeat(4, axis=2).astype(np.uint8)
    shades[:, :, 3] = 128 if colours == "half transparent" else 255
    if colours == "orange and grey":
        shades[3, 4] = 213, 94, 0, 255
    file = io.BytesIO()
    Image.fromarray(shades).save(file, format="png")
    before = base64.b64encode(file.getvalue()).decode()
    after = packed(NotebookNode(data=NotebookNode({"image/png": before}))).data["image/png"]
    picture = Image.open(io.BytesIO(base64.b64decode(after)))
    assert picture.mode == mode
    assert np.array_equal(picture.convert("RGBA"), shades)
    assert len(after) <= len(before)


@pytest.mark.parametrize(("count", "answer"), [(1, "0.98 s"), (None, "0.51 s"), (7, "0.51 s")])
def test_an_ignored_output_is_renewed_when_the_chapter_was_edited(count, answer):
    def chapter(seconds, count):
        output = nbformat.v4.new_output("stream", text=seconds)
        cell = nbformat.v4.new_code_cell("took()", id="a", execution_count=count, outputs=[output])
        cell.metadata.tags = ["nbval-ignore-output"]
        return nbformat.v4.new_notebook(cells=[cell])

    written = normalise(chapter("0.51 s", 1), chapter("0.98 s", count))
    assert written.cells[0].outputs[0].text == answer
