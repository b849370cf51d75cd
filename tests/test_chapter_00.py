"""What chapter 00 says of the others: the hours are the sum of their minutes."""

import re
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
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
