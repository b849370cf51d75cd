"""The table of grades and the pages of feedback."""

import csv
import re

import pytest
from class_of_learners import chapter, right_answers

from classroom.grading.feedback import Row, file_name, page, write_feedback, write_grades
from course_utils.exercises import ch00

NAMES = [exercise.name for exercise in chapter("00").exercises]


def row(learner, points, source="def f():\n    return '</code><script>alert(1)</script>'", **more):
    made = Row(learner, "00_start_here.ipynb", "00", exercises=[(name, f"00 {name}") for name in NAMES], **more)
    results = []
    for name, point in zip(NAMES, points, strict=False):
        check = getattr(ch00, name)
        report = {
            "number": check.number,
            "status": "correct" if point else "not yet",
            "message": check.correct if point else "for <b>x</b>=1 you gave 2 and 3 was expected.",
            "hint": "" if point else "What is <i>missing</i>?",
            "notes": [],
            "stronger": "",
        }
        result = {"name": name, "number": check.number, "title": check.title, "points": point, "report": report}
        results.append(result | {"source": source, "remarks": ["it tried to read x"] if not point else []})
    if results:
        made.take({"results": results, "remarks": []})
    return made


@pytest.fixture
def table(tmp_path):
    def written(rows):
        write_grades(rows, tmp_path / "grades.csv")
        with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return written


def test_table_has_a_row_for_each_learner_and_a_column_for_each_exercise(table):
    ben, ada = table([row("ben", [1, 0, 0]), row("ada", [1, 1, 1])])[::-1]
    assert [ada[f"00 {name}"] for name in NAMES] == ["1", "1", "1"]
    assert (ben["learner"], ben["points"], ben["of"]) == ("ben", "1", "3")
    assert ben["remarks"] == f"00_start_here.ipynb: {NAMES[1]}, {NAMES[2]}: it tried to read x"


def test_notebook_that_cannot_be_read_has_no_points_and_is_named(table):
    (broken,) = table([row("eve", [], problem="it is not valid JSON")])
    assert [broken["points"], broken["of"], broken["remarks"]] == ["0", "3", "00_start_here.ipynb: it is not valid JSON"]


def test_chapter_that_was_not_handed_in_stays_empty(table):
    other = Row("ben", "01.ipynb", "01", exercises=[("f", "01 f")])
    ada, ben = table([row("ada", [1, 1, 1]), other])
    assert (ada["01 f"], ben["01 f"], ben[f"00 {NAMES[0]}"]) == ("", "0", "")


def test_no_spreadsheet_takes_a_name_for_a_formula(table):
    (cheat,) = table([row("=HYPERLINK(1)\n", [1, 1, 1])])
    assert cheat["learner"] == "'=HYPERLINK(1) "


def test_page_says_hint_case_and_what_came_and_runs_nothing_of_the_learner():
    text = page("Ada <x>", [row("Ada <x>", [1, 0, 1])])
    assert "1 of 3" not in text
    assert "2 of 3 points" in text
    assert "What is &lt;i&gt;missing&lt;/i&gt;?" in text
    assert "for &lt;b&gt;x&lt;/b&gt;=1 you gave 2 and 3 was expected." in text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_page_works_offline():
    text = page("ada", [row("ada", [1, 0, 1], right_answers("00")[NAMES[0]])])
    assert not re.findall(r"(?:src|href)=\"(?!#)|url\(|@import|https?:", text)


@pytest.mark.parametrize(
    ("learner", "name"), [("ada", "ada"), ("../../etc/x", "etc_x"), ("Ada Müller", "Ada_Müller"), ("..", "learner")]
)
def test_page_lies_in_its_folder_whatever_the_learner_is_called(learner, name):
    assert file_name(learner) == name


def test_two_learners_never_share_a_page(tmp_path):
    write_feedback([row("a b", [1, 1, 1]), row("a_b", [0, 0, 0]), row("A b", [0, 0, 0])], tmp_path)
    assert len(list(tmp_path.glob("*.html"))) == 3


def test_failure_of_the_grader_is_told_from_a_failure_of_the_learner():
    made = row("ada", [])
    made.take({"failed": "grading took longer than 1800 s"})
    assert made.failed
    assert "longer" in made.said
