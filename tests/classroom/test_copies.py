"""A student copy has no solution in any form, a teacher copy has all of them open."""

import json

import pytest
from class_of_learners import chapter, right_answer

from classroom.chapters import read_chapters, tags
from classroom.copies import student_copy, teacher_copy, write_copies


@pytest.fixture(params=read_chapters(), ids=lambda chapter: chapter.path.stem, scope="module")
def each(request):
    return request.param


def test_student_copy_holds_no_solution_in_source_output_or_metadata(each):
    text = json.dumps(student_copy(each), ensure_ascii=False)
    assert not any(tags(cell) & {"solution", "guard"} for cell in student_copy(each)["cells"])
    assert "✓ Correct" not in json.dumps([cell.get("outputs") for cell in student_copy(each)["cells"]], ensure_ascii=False)
    for exercise in each.exercises:
        assert f"{exercise.check}(solution)" not in text
        for piece in ({"source": exercise.solution_cell["source"]}, {"id": exercise.solution_cell["id"]}):
            assert json.dumps(piece, ensure_ascii=False)[1:-1] not in text
        body = right_answer(exercise).split("\n", 1)[1]
        assert json.dumps(body, ensure_ascii=False)[1:-1] not in text, exercise.name


def test_student_copy_keeps_everything_else(each):
    kept = [cell for cell in each.notebook["cells"] if not tags(cell) & {"solution", "guard"}]
    assert student_copy(each)["cells"] == kept
    assert len(kept) > len(each.notebook["cells"]) * 0.8


def test_teacher_copy_has_solutions_open_and_a_note_on_each_exercise_and_prediction(each):
    cells = teacher_copy(each)["cells"]
    solutions = [cell for cell in cells if "solution" in tags(cell)]
    assert len(solutions) == len(each.exercises)
    assert not any("jupyter" in cell["metadata"] for cell in solutions)
    asked = [cell for cell in cells if tags(cell) & {"solution", "predict", "recall"}]
    notes = [cell for cell in cells if "teacher" in tags(cell)]
    assert [cells[cells.index(cell) + 1] for cell in asked] == notes
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_note_on_an_exercise_has_what_its_check_asks():
    notes = [cell["source"] for cell in teacher_copy(chapter("00"))["cells"] if "teacher" in tags(cell)]
    (note,) = (note for note in notes if "— 0.1." in note)
    assert "Does a wider strip have a smaller area?" in note


def test_folder_has_all_that_the_chapters_show_and_import(tmp_path):
    written = write_copies("student", tmp_path / "student", clear=True)
    folder = tmp_path / "student"
    assert [path.name for path in written] == [chapter.path.name for chapter in read_chapters()]
    for path in written:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)
        shown = {place for cell in cells for place in _linked(cell["source"])}
        assert all((folder / "notebooks" / place).exists() for place in shown), path.name
    assert (folder / "course_utils" / "exercises" / "ch01.py").exists()
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "## For learners" in readme
    assert "## Cite" in readme
    assert "make grade" not in readme


def _linked(source):
    return {
        word.split(")")[0].split("#")[0].split('"')[0] for word in source.replace("(../", " ../").split() if "../" in word[:3]
    }


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path):
    (tmp_path / "student").mkdir()
    (tmp_path / "student" / "thesis.tex").touch()
    with pytest.raises(FileExistsError, match="was not made by this command"):
        write_copies("student", tmp_path / "student")
    assert (tmp_path / "student" / "thesis.tex").exists()


def test_a_second_run_replaces_the_first(tmp_path):
    write_copies("student", tmp_path / "student")
    stale = tmp_path / "student" / "notebooks" / "99_old.ipynb"
    stale.touch()
    write_copies("student", tmp_path / "student")
    assert not stale.exists()
