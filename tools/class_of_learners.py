"""Notebooks as a class hands them in: copies of a chapter with other answer cells."""

import copy
import functools
import json
import re

from classroom.chapters import chapter_number


@functools.cache
def chapter(number):
    return chapter_number(number)


def right_answer(exercise):
    """The chapter's own solution, under the name that the exercise asks for."""
    source = exercise.solution_cell["source"]
    source = "\n".join(line for line in source.splitlines() if not line.startswith("exercises."))
    return re.sub(r"\bsolution\b", exercise.name, source).strip()


def right_answers(number):
    return {exercise.name: right_answer(exercise) for exercise in chapter(number).exercises}


def notebook_with(number, answers):
    """The chapter as a notebook, with some of its answer cells filled."""
    notebook = copy.deepcopy(chapter(number).notebook)
    places = {exercise.answer_cell["id"]: exercise.name for exercise in chapter(number).exercises}
    assert set(answers) <= set(places.values())
    for cell in notebook["cells"]:
        if places.get(cell["id"]) in answers:
            cell["source"] = answers[places[cell["id"]]]
    return notebook


def cells_with(number, answers):
    """The code cells of that notebook, as a submission has them."""
    cells = [cell for cell in notebook_with(number, answers)["cells"] if cell["cell_type"] == "code"]
    return [{"id": cell["id"], "source": cell["source"], "tags": cell["metadata"].get("tags", [])} for cell in cells]


def hand_in(folder, learner, number, answers):
    """Write that notebook into a learner's folder."""
    path = folder / learner / chapter(number).path.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook_with(number, answers)), encoding="utf-8")
    return path
