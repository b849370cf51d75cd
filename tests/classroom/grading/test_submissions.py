"""Which cell of a notebook is the answer, and what is said of the others."""

import pytest
from class_of_learners import cells_with, chapter, hand_in, right_answers

from classroom.chapters import read_chapters
from classroom.grading.submissions import find_submissions, take_answers

RIGHT = right_answers("00")
NAME = "strip_area"
HOME = next(each.answer_cell["id"] for each in chapter("00").exercises if each.name == NAME)
OTHER = f"def {NAME}(height, width):\n    return height + width"


def taken(cells):
    answers, _ = take_answers(chapter("00"), cells)
    return next(answer for answer in answers if answer.name == NAME)


def edited(edit):
    cells = cells_with("00", RIGHT)
    place = next(i for i, cell in enumerate(cells) if cell["id"] == HOME)
    return [*cells[:place], *edit(cells[place]), *cells[place + 1 :]]


def test_answers_are_found_by_their_cell():
    assert taken(cells_with("00", RIGHT)).source == RIGHT[NAME]
    assert taken(cells_with("00", RIGHT)).remarks == []


def test_answer_in_another_cell_is_found_by_its_name():
    answer = taken(edited(lambda cell: [{**cell, "id": "pasted"}]))
    assert answer.source == RIGHT[NAME]
    assert "another cell" in answer.remarks[0]


def test_untouched_stub_gives_way_to_an_answer_elsewhere():
    stub = chapter("00").exercises[0].answer_cell["source"]
    answer = taken(edited(lambda cell: [{**cell, "source": stub}, {**cell, "id": "below"}]))
    assert answer.source == RIGHT[NAME]


def test_of_two_answers_the_one_in_the_answer_cell_counts_and_both_are_named():
    for around in (
        lambda cell: [cell, {**cell, "id": "copy", "source": OTHER}],
        lambda cell: [{**cell, "id": "copy", "source": OTHER}, cell],
    ):
        answer = taken(edited(around))
        assert answer.source == RIGHT[NAME]
        assert "2 cells define it" in answer.remarks[0]


def test_of_two_cells_with_one_id_the_last_counts():
    answer = taken(edited(lambda cell: [cell, {**cell, "source": OTHER}]))
    assert answer.source == OTHER
    assert "there 2 times" in answer.remarks[0]


def test_missing_answer_cell_is_named():
    answer = taken(edited(lambda cell: []))
    assert (answer.source, answer.remarks) == ("", [f"{NAME}: the answer cell is missing"])


def test_renamed_function_is_named():
    answer = taken(edited(lambda cell: [{**cell, "source": "def area(height, width):\n    return height * width"}]))
    assert answer.problem == f"your cell defines `area`, and `{NAME}` was expected."


def test_cell_that_is_not_python_is_named_with_its_line():
    answer = taken(edited(lambda cell: [{**cell, "source": f"def {NAME}(height, width):\n    return height *"}]))
    assert "not Python" in answer.problem
    assert "line 2" in answer.problem


@pytest.mark.parametrize("source", ["-" * 10**5 + "1", "(" * 10**5, "a" + ".b" * 10**5, "return 1", "a\0b", "await x"])
def test_source_that_python_chokes_on_is_no_answer(source):
    assert "not Python" in taken(edited(lambda cell: [{**cell, "source": source}])).problem


def test_magic_above_an_answer_is_no_obstacle():
    assert taken(edited(lambda cell: [{**cell, "source": f"%%time\n{cell['source']}"}])).source.endswith(RIGHT[NAME])


def test_names_of_the_learners_own_cells_are_known():
    cells = [*cells_with("00", RIGHT), {"id": "mine", "source": "def helper(x):\n    return x", "tags": []}]
    assert "helper" in take_answers(chapter("00"), cells)[1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"cells": [', "not valid JSON"),
        ("[" * 10**5, "nested too deeply"),
        ("[]", "no list of cells"),
        ('{"cells": 3}', "no list of cells"),
        ('{"cells": [{"cell_type": "code", "id": "x", "source": "1"}]}', "no chapter of this course"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_notebook_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path, text, problem):
    path = tmp_path / "ben" / "homework.ipynb"
    path.parent.mkdir()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    hand_in(tmp_path, "ada", "00", RIGHT)
    ada, ben = sorted(find_submissions(tmp_path, read_chapters()), key=lambda each: each.learner)
    assert problem in ben.problem
    assert (ada.problem, ada.chapter.number, len(ada.cells)) == ("", "00", len(cells_with("00", {})))


def test_chapter_is_known_by_its_cells_whatever_the_file_is_called(tmp_path):
    hand_in(tmp_path, "ada", "01", {}).rename(tmp_path / "ada" / "00_final (2).ipynb")
    (ada,) = find_submissions(tmp_path, read_chapters())
    assert ada.chapter.number == "01"


def test_learner_is_the_folder_or_the_file(tmp_path):
    hand_in(tmp_path, "ada/week 1/deep", "00", {})
    hand_in(tmp_path, "x", "00", {}).rename(tmp_path / "ben.ipynb")
    hand_in(tmp_path, "ada/.ipynb_checkpoints", "01", {})
    assert {each.learner for each in find_submissions(tmp_path, read_chapters())} == {"ada", "ben"}


def test_of_two_notebooks_of_a_chapter_the_last_is_graded_and_both_are_named(tmp_path):
    hand_in(tmp_path, "ada/a", "00", {})
    hand_in(tmp_path, "ada/b", "00", RIGHT)
    (ada,) = find_submissions(tmp_path, read_chapters())
    assert ada.path.parent.name == "b"
    assert "2 notebooks of one chapter" in ada.remarks[0]


def test_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = hand_in(tmp_path / "elsewhere", "teacher", "00", RIGHT)
    (tmp_path / "class" / "eve").mkdir(parents=True)
    (tmp_path / "class" / "eve" / "00_start_here.ipynb").symlink_to(secret)
    (eve,) = find_submissions(tmp_path / "class", read_chapters())
    assert "outside of the submissions" in eve.problem


@pytest.mark.parametrize("there", [False, True])
def test_folder_without_notebooks_is_an_error_that_says_so(tmp_path, there):
    folder = tmp_path / "class"
    if there:
        folder.mkdir()
    with pytest.raises(ValueError, match="no notebook" if there else "is not a folder"):
        find_submissions(folder, read_chapters())
