"""The nbgrader source of a chapter."""

import json

import pytest

from classroom.assignment import nbgrader_source, with_solution, write_assignments
from classroom.chapters import ExerciseCells, read_chapters, tags


@pytest.fixture(params=read_chapters(), ids=lambda chapter: chapter.path.stem, scope="module")
def each(request):
    return request.param


def marked(cell):
    return cell["metadata"].get("nbgrader", {})


def test_every_exercise_has_an_open_answer_and_a_locked_check_of_one_point(each):
    cells = [cell for cell in nbgrader_source(each)["cells"] if cell["cell_type"] == "code"]
    answers = [marked(cell)["grade_id"] for cell in cells if marked(cell).get("solution")]
    checks = [marked(cell) for cell in cells if marked(cell).get("grade")]
    names = [exercise.name for exercise in each.exercises]
    assert answers == [f"answer-{name}" for name in names]
    assert [check["grade_id"] for check in checks] == [f"check-{name}" for name in names]
    assert all(check["locked"] and check["points"] == 1 for check in checks)
    assert not any(marked(cell).get("locked") for cell in cells if marked(cell).get("solution"))


def test_all_other_code_is_locked_but_for_predictions_and_recall(each):
    for cell in nbgrader_source(each)["cells"]:
        if cell["cell_type"] == "code" and not marked(cell).get("solution"):
            assert bool(marked(cell).get("locked")) == (not tags(cell) & {"predict", "recall"})
        assert not tags(cell) & {"solution", "guard"}
        assert not cell.get("outputs")


def test_ids_are_there_once(each):
    ids = [marked(cell)["grade_id"] for cell in nbgrader_source(each)["cells"] if marked(cell)]
    assert len(set(ids)) == len(ids)


def test_def_line_stays_outside_of_the_marks():
    exercise = ExerciseCells(
        *("double", "double", "ch01"),
        {"source": "def double(x):\n    ..."},
        {"source": "exercises.ch01.double(double)"},
        {"source": "def solution(x):\n    y = 2 * x\n    return y\n\n\nexercises.ch01.double(solution)"},
    )
    expected = "def double(x):\n    ### BEGIN SOLUTION\n    y = 2 * x\n    return y\n    ### END SOLUTION"
    assert with_solution(exercise) == expected


@pytest.mark.parametrize(
    ("stub", "solution", "problem"),
    [
        ("def double(x):\n    pass", "def solution(x):\n    return 2 * x", "to end with"),
        ("def double(x):\n    ...", "def helper():\n    pass\n\ndef solution(x):\n    return 2 * x", "one function"),
    ],
)
def test_what_cannot_be_turned_into_a_source_is_named(stub, solution, problem):
    exercise = ExerciseCells("double", "double", "ch01", {"source": stub}, {"source": ""}, {"source": solution})
    with pytest.raises(ValueError, match=f"double was expected .*{problem}|double was expected {problem}"):
        with_solution(exercise)


def test_course_sets_grading_by_itself_and_has_the_drawings_beside_each_chapter(tmp_path):
    written = write_assignments(tmp_path / "assignment")
    assert 'os.environ["COURSE_GRADING"] = "1"' in (tmp_path / "assignment" / "nbgrader_config.py").read_text(encoding="utf-8")
    for path in written:
        assert path.parent.name == f"ch{path.name[:2]}"
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")))
        assert "../fig/" not in text
        assert (path.parent / "fig" / "ranks.svg").exists()


def test_a_course_that_runs_is_not_replaced(tmp_path):
    write_assignments(tmp_path / "assignment")
    (tmp_path / "assignment" / "gradebook.db").touch()
    with pytest.raises(FileExistsError, match="gradebook.db of a course that runs"):
        write_assignments(tmp_path / "assignment")
