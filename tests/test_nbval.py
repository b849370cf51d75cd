"""A cell that was tampered with must fail, and the same cell untouched must pass."""

import re
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from chapters import WIDGET, normalise
from figures import pixels
from nbformat import NotebookNode
from test_figure_comparison import png

SETUP = """
import matplotlib.pyplot as plt
from IPython.display import display


class Drawing:
    def __init__(self, alt):
        plt.figure(figsize=(2, 1))
        plt.plot([0, 1, 3])
        self.figure, self.alt = plt.gcf(), alt
        plt.close()

    def _repr_mimebundle_(self, include=None, exclude=None):
        from IPython.core.pylabtools import print_figure
        data = {"text/plain": "a line", "image/png": print_figure(self.figure, "png", base64=True)}
        return data, {"image/png": {"alt": self.alt}}
"""
CELLS = {
    "text": "6 * 7",
    "figure": "plt.figure(figsize=(4, 3)); plt.plot([0, 1, 3]); plt.title('Error 0.31');",
    "between": "print('before'); display(Drawing('A line that rises to three')); print('after')",
    "pair": "print('before'); display(Drawing('A line that rises to three'))",
    "ignored": "import time\nprint(time.time()); display(Drawing('A line that took a while'))",
    "nothing": "answer = 42",
}


def other_text(cell):
    cell.outputs[0].data["text/plain"] = "41"


def other_figure(cell):
    picture = pixels(figure(cell).data["image/png"]).astype("uint8")
    picture[60:64, 60:64, :3] = 0
    figure(cell).data["image/png"] = png(picture)


def other_alt_text(cell):
    figure(cell).metadata["image/png"]["alt"] = "A line that falls to three"


def no_alt_text(cell):
    figure(cell).metadata = {}


def no_execution_count(cell):
    cell.execution_count = None


def no_text_output(cell):
    cell.outputs = []


def no_figure(cell):
    del figure(cell).data["image/png"]


def one_more_jpeg(cell):
    figure(cell).data["image/jpeg"] = figure(cell).data["image/png"]


def figure_before_the_text(cell):
    before, drawing, after = cell.outputs
    cell.outputs = [drawing, NotebookNode(before, text=before.text + after.text)]


def text_before_the_figure(cell):
    before, drawing, after = cell.outputs
    cell.outputs = [NotebookNode(before, text=before.text + after.text), drawing]


def other_order(cell):
    cell.outputs.reverse()


def output_of_another_kind(cell):
    cell.outputs[0] = nbformat.v4.new_output("display_data", {"text/html": "42"})


def no_outputs(cell):
    cell.outputs = []


def no_text(cell):
    del cell.outputs[0]


def figure(cell):
    return next(output for output in cell.outputs if "image/png" in output.get("data", {}))


TAMPERED = [
    ("text", other_text, "Cell outputs differ"),
    ("text", no_text_output, "Unexpected output fields"),
    ("text", output_of_another_kind, "Missing output fields"),
    ("figure", other_figure, "the figure changed in rows"),
    ("figure", no_figure, "It has ['text/plain'] here, and the run made ['image/png + text/plain']"),
    ("figure", one_more_jpeg, "It has ['image/jpeg + image/png + text/plain'] here"),
    ("between", other_alt_text, "the metadata of the output was {'image/png': {'alt': 'A line that falls to three'}}"),
    ("between", no_alt_text, "the metadata of the output was {} and is now {'image/png'"),
    ("between", figure_before_the_text, "Cell outputs differ"),
    ("between", text_before_the_figure, "Cell outputs differ"),
    ("pair", other_order, "It has ['image/png (alt) + text/plain', 'stdout'] here"),
    ("ignored", no_outputs, "It has [] here, and the run made ['stdout', 'image/png (alt) + text/plain']"),
    ("ignored", no_text, "It has ['image/png (alt) + text/plain'] here"),
    ("ignored", no_figure, "It has ['stdout', 'text/plain'] here"),
    ("ignored", no_alt_text, "It has ['stdout', 'image/png + text/plain'] here"),
    ("nothing", no_execution_count, "This cell was never run"),
]


@pytest.fixture(scope="module")
def report(root, tmp_path_factory):
    """What nbval says of a small chapter: the setup cell, the tampered cells, and one of each kind that is untouched."""
    path = tmp_path_factory.mktemp("chapters") / "small.ipynb"
    cells = [nbformat.v4.new_code_cell(SETUP)]
    for kind in [kind for kind, _, _ in TAMPERED] + list(CELLS):
        cells.append(nbformat.v4.new_code_cell(CELLS[kind]))
        if kind == "ignored":
            cells[-1].metadata.tags = ["nbval-ignore-output"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    subprocess.run([sys.executable, root / "tools/chapters.py", path], check=True, capture_output=True)
    notebook = nbformat.read(path, as_version=4)
    for cell, (_, tamper, _) in zip(notebook.cells[1:], TAMPERED, strict=False):
        tamper(cell)
    nbformat.write(notebook, path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--color=no", "-p", "no:cacheprovider", "-v"]
        + ["-c", root / "pyproject.toml", "--rootdir", path.parent, root / "tests/conftest.py", path],
        capture_output=True,
        text=True,
        cwd=root,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("place", range(len(TAMPERED)), ids=[f"{kind}-{tamper.__name__}" for kind, tamper, _ in TAMPERED])
def test_a_tampered_cell_fails_and_says_what_changed(report, place):
    failure = re.search(rf"^Cell {place + 1}: .*?(?=^____|^====)", report, re.MULTILINE | re.DOTALL)
    assert failure, report
    assert TAMPERED[place][2] in failure[0]


def test_untouched_cells_pass_and_a_semicolon_is_harmless(report):
    assert f"{len(TAMPERED)} failed, {1 + len(CELLS)} passed" in report, report


def written(cell, before=None, metadata=None):
    """What make notebooks writes of a chapter of one cell that was run."""

    def chapter(cell):
        cell.id, cell.execution_count = "a", cell.execution_count or 1
        return nbformat.v4.new_notebook(cells=[cell], metadata=metadata or {})

    return normalise(chapter(cell), chapter(before or nbformat.v4.new_code_cell(cell.source)))


def printed(*texts, tags=(), count=1, **metadata):
    outputs = [nbformat.v4.new_output("stream", text=text) for text in texts]
    cell = nbformat.v4.new_code_cell("took()", execution_count=count, outputs=outputs)
    cell.metadata = nbformat.from_dict({"tags": list(tags), **metadata})
    return cell


def shown(alt, seconds="0.51 s", **more):
    cell = printed(seconds, tags=["nbval-ignore-output"] if more else [])
    data = {"image/png": png(np.full((4, 4, 4), 255, np.uint8)), "text/plain": "Figure"}
    cell.outputs.append(nbformat.v4.new_output("display_data", data, metadata={"image/png": {"alt": alt, **more}}))
    return cell


@pytest.mark.parametrize(("count", "answer"), [(1, "0.98 s"), (7, "0.51 s")])
def test_an_ignored_output_is_renewed_when_the_chapter_was_edited(count, answer):
    ignored = {"tags": ["nbval-ignore-output"]}
    notebook = written(printed("0.51 s", **ignored), printed("0.98 s", count=count, **ignored))
    assert notebook.cells[0].outputs[0].text == answer


def test_an_ignored_output_is_renewed_when_it_is_of_another_kind():
    before = shown("A white square", "0.98 s", width=4)
    assert written(shown("Another", width=4), before).cells[0].outputs[0].text == "0.98 s"
    del before.outputs[1].metadata["image/png"]["alt"]
    assert written(shown("Another", width=4), before).cells[0].outputs[0].text == "0.51 s"


def test_a_changed_alt_text_is_written():
    notebook = written(shown("A white square"), shown("A black square"))
    assert notebook.cells[0].outputs[1].metadata["image/png"]["alt"] == "A white square"


def test_what_is_printed_in_a_row_is_one_output_and_stays_on_its_side_of_a_figure():
    cell = printed("one\n", "two\n")
    cell.outputs += [*shown("A white square").outputs[1:], *printed("a third\rthree\n", "four\n").outputs]
    outputs = written(cell).cells[0].outputs
    assert [output.get("text") for output in outputs] == ["one\ntwo\n", None, "three\nfour\n"]


def test_the_state_of_widgets_stays_out_of_the_repository_also_when_the_reader_saved_it():
    def explorer(**more):
        cell = printed()
        cell.outputs.append(nbformat.v4.new_output("display_data", {"text/plain": "Explorer", **more}))
        return cell

    before = explorer(**{WIDGET: {"model_id": "1"}})
    notebook = written(explorer(**{WIDGET: {"model_id": "2"}}), before, {"widgets": {"state": {}}, "toc": {}})
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.cells[0].outputs[0].data == {"text/plain": "Explorer"}


def test_cells_stay_folded_and_lose_what_means_nothing():
    folded = {"source_hidden": True, "outputs_hidden": True}
    notebook = written(printed("done", tags=["solution"], jupyter=folded, trusted=True, collapsed=False))
    assert notebook.cells[0].metadata == {"tags": ["solution"], "jupyter": folded}
    guard = written(printed(tags=["guard"], jupyter={"source_hidden": True, "outputs_hidden": False}))
    assert guard.cells[0].metadata == {"tags": ["guard"], "jupyter": {"source_hidden": True}}
