"""What chapter 00 says of the others: the hours are the sum of their minutes. And how its digit was chosen."""

import re
import runpy
from pathlib import Path

import nbformat
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
TEXT = "\n".join(cell.source for cell in nbformat.read(NOTEBOOKS / "00_start_here.ipynb", as_version=4).cells)


def minutes():
    """Minutes to read and minutes for the exercises, of all chapters."""
    titles = [nbformat.read(path, as_version=4).cells[0].source for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    pairs = [re.search(r"(\d+) minutes to read, (\d+) for the exercises", title).groups() for title in titles]
    return [sum(int(pair[i]) for pair in pairs) for i in (0, 1)]


def test_the_hours_are_the_sum_of_the_minutes_of_all_chapters():
    named = {int(hours) for hours in re.findall(r"about (\d+) hours", TEXT)}
    assert named == {round(sum(minutes()) / 60)}


def test_a_little_less_than_half_of_the_time_goes_into_the_exercises():
    read, exercises = minutes()
    assert 0.4 <= exercises / (read + exercises) < 0.5


def test_the_stored_digit_is_the_one_that_is_read_right_with_the_least_probability(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    doubtful = runpy.run_path(str(ROOT / "benchmarks" / "read_digit.py"))["doubtful"]
    likely, unsure, wrong = [0, 0, 0, 0.9, 0.1], [0, 0, 0, 0.6, 0.4], [0, 0, 0, 0.3, 0.7]
    probabilities = np.array([likely, unsure, wrong, unsure])
    assert doubtful(probabilities, np.array([3, 3, 3, 4])) == 1
    assert doubtful(probabilities[[0, 2]], np.array([3, 3])) == 0
