"""The guide says what the chapters say."""

import re

import pytest

from classroom.chapters import read_chapters
from classroom.minutes import GUIDE, Plan, plan, renewed, table

TEXT = GUIDE.read_text(encoding="utf-8")
CHAPTERS = read_chapters()


def headings(chapter):
    texts = [cell["source"] for cell in chapter.notebook["cells"] if cell["cell_type"] == "markdown"]
    return [found for text in texts for found in re.findall(r"^##+ (.+)$", text, re.MULTILINE)]


def test_its_minutes_are_those_of_the_chapters():
    assert renewed(TEXT, [plan(chapter) for chapter in CHAPTERS]) == TEXT, "renew it: python -m classroom.minutes"


def test_its_table_adds_up():
    rows = table([Plan("01", "One", 40, 30, ()), Plan("02", "Two", 5, 6, ("A", "B"))]).splitlines()
    assert rows[2:] == ["| 01 | One | 40 | 30 | 70 | — |", "| 02 | Two | 5 | 6 | 11 | A; B |", "| | All | 45 | 36 | 81 | |"]


def test_a_guide_without_a_place_for_the_table_is_refused():
    with pytest.raises(ValueError, match="the guide has 0 places"):
        renewed("# Guide", [])


@pytest.mark.parametrize("number", ["00", "01", "02", "03", "04", "05", "06", "07", "08"])
def test_each_chapter_has_its_page(number):
    (chapter,) = (each for each in CHAPTERS if each.number == number)
    title = chapter.notebook["cells"][0]["source"].splitlines()[0].removeprefix("# ")
    page = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert page, f"the guide has no '## {title}'"
    for part in ("**The point.**", "**On the board.**", "**Leave out.**"):
        assert part in page[1]
    rows = page[1].count("\n| ") - 1
    assert rows >= 4
    assert page[1].count("? |") >= 4


@pytest.mark.parametrize("number", ["00", "01", "02", "03", "04", "05", "06", "07", "08"])
def test_the_sections_that_it_names_are_there(number):
    (chapter,) = (each for each in CHAPTERS if each.number == number)
    rows = re.findall(rf"\| {number}: ([^|]+?) \|$", TEXT, re.MULTILINE)
    page = re.search(rf"^## {number} · .*?^\*\*Leave out\.\*\*(.*?)$", TEXT, re.MULTILINE | re.DOTALL)
    named = {name for row in rows for name in row.split("; ")} | set(re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", page[1]))
    assert named
    assert named <= set(headings(chapter))


def test_the_exercises_that_it_names_are_there():
    numbers = {
        found for chapter in CHAPTERS for text in headings(chapter) for found in re.findall(r"^Exercise (\d+\.\d+)", text)
    }
    schedules = TEXT[TEXT.index("### Five half-days") : TEXT.index("### One lecture")]
    assert set(re.findall(r"\b\d\.\d\b", schedules)) <= numbers
