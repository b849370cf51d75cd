"""What makes a chapter carry its reader, as far as it can be counted: predictions, recall, notes, and words between cells."""

from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))[:9]  # the chapters that were written anew
MOST_WATCH_OUTS, MOST_BARE, MOST_AFTER_CODE = 6, 6, 8
WITHOUT_WORDS = {"check", "solution", "guard", "exercise"}  # cells that a text before them speaks for


def tags(cell):
    return set(cell.metadata.get("tags", []))


def tagged(cells, tag):
    return sum(tag in tags(cell) for cell in cells)


def watch_outs(cells):
    return sum(cell.source.count("**Watch out") for cell in cells if cell.cell_type == "markdown")


def bare_outputs(cells):
    """Outputs that say True or False and nothing else."""
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    said = [output.get("text", output.get("data", {}).get("text/plain", "")) for output in outputs]
    return sum(text.strip() in ("True", "False") for text in said)


def code_after_code(cells):
    visible = [cell for cell in cells if not tags(cell) & WITHOUT_WORDS]
    return sum(one.cell_type == other.cell_type == "code" for one, other in pairwise(visible))


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem, scope="module")
def path(request):
    return request.param


@pytest.fixture(scope="module")
def cells(path):
    return nbformat.read(path, as_version=4).cells


def test_predictions_stand_at_the_turns_of_the_story(path, cells):
    assert (1 if path.name.startswith("00") else 3) <= tagged(cells, "predict") <= 6


def test_a_prediction_follows_its_question(cells):
    for question, cell in pairwise(cells):
        if tags(cell) & {"predict", "recall"}:
            before = question.cell_type == "markdown" or tags(question) & {"predict", "recall"}
            assert before, f"ask before {cell.source}"


def test_earlier_chapters_are_recalled_before_the_start_and_in_the_summary(path, cells):
    headings = [cell.source.splitlines()[0] for cell in cells if cell.cell_type == "markdown" and cell.source.startswith("## ")]
    later = int(path.name[:2]) >= 2
    assert (headings[0] == "## Before you start") == later
    assert tagged(cells, "recall") >= (7 if later else 2)


def test_watch_outs_are_few(cells):
    assert watch_outs(cells) <= MOST_WATCH_OUTS


def test_hardly_an_output_says_only_true_or_false(cells):
    assert bare_outputs(cells) <= MOST_BARE


def test_there_are_words_between_the_code(cells):
    assert code_after_code(cells) <= MOST_AFTER_CODE


def test_an_optional_section_is_marked_in_its_heading_and_its_time_is_told(cells):
    headings = [cell.source for cell in cells if cell.cell_type == "markdown" and cell.source.startswith("#")]
    optional = any("(optional)" in heading for heading in headings)
    time = next(line for line in cells[0].source.splitlines() if line.startswith("**Time**"))
    assert ("optional" in time) == optional


def cell(source, tag=None, output=None):
    made = new_code_cell(source, outputs=[new_output("execute_result", {"text/plain": output})] if output else [])
    made.metadata.tags = [tag] if tag else []
    return made


@pytest.mark.parametrize(
    ("count", "cells", "expected"),
    [
        (watch_outs, [new_markdown_cell("> **Watch out — a.** b\n\n> **Watch out — c.** d")], 2),
        (bare_outputs, [cell("a", output="True"), cell("b", output="(True, 3)"), cell("c", output="False")], 2),
        (code_after_code, [cell("a"), cell("b"), cell("c", "guard"), new_markdown_cell("d"), cell("e")], 1),
    ],
)
def test_the_counts_count(count, cells, expected):
    assert count(cells) == expected
