"""What a teacher's commands read from the chapters."""

import pytest

import course_utils.exercises as checks
from classroom.chapters import chapter_number, python_of, read_chapters
from course_utils.exercises import Exercise


def test_every_exercise_of_the_checks_has_its_cells_in_the_chapter():
    for chapter in read_chapters():
        found = {exercise.check: exercise.name for exercise in chapter.exercises}
        of_the_chapter = getattr(checks, f"ch{chapter.number}")
        expected = {name for name, value in vars(of_the_chapter).items() if isinstance(value, Exercise)}
        assert set(found) == expected, chapter.path.name
        assert all(f"def {each.name}(" in each.answer_cell["source"] for each in chapter.exercises)


def test_magics_leave_empty_lines_so_that_lines_keep_their_numbers():
    assert python_of("%matplotlib inline\nx = 1\n!ls\ny = 2") == "\nx = 1\n\ny = 2"
    assert python_of("x = 5 \\\n% 3") == "x = 5 \\\n% 3"


def test_a_chapter_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no chapter '77'"):
        chapter_number("77")
