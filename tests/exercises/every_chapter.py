"""What holds for the exercises and questions of a chapter: its tests import these, and name their module of checks CHAPTER.

RIGHT holds (name of the exercise, answer), WRONG (name, answer, words that only the hint for its mistake has), and ANSWERS the
right answer of each prediction and recall question. `conftest.py` hands them to the tests.
"""

from collections import Counter

from course_utils.exercises import Exercise, Prediction


def exercises_of(chapter):
    return {name: value for name, value in vars(chapter).items() if isinstance(value, Exercise)}


def test_a_right_answer_passes(chapter, name, right):
    report = getattr(chapter, name)(right)
    assert report.correct, report


def test_a_wrong_answer_gets_the_hint_that_names_its_mistake(chapter, name, wrong, fragment, request):
    report = getattr(chapter, name)(wrong)
    assert not report.correct
    said = {words for of, _, words in request.module.WRONG if of == name and words in report.hint}
    assert said == {fragment}, report
    assert report.hint.endswith("?")


def test_every_mistake_is_wrong_and_gets_its_own_hint(chapter, exercise):
    for mistake in exercise.mistakes:
        report = exercise(mistake.answer)
        assert report.hint == mistake.hint, report


def test_every_exercise_has_right_and_wrong_answers_a_number_a_second_hint_and_cases_to_try(chapter, request):
    found = exercises_of(chapter)
    right, wrong = (Counter(name for name, *_ in answers) for answers in (request.module.RIGHT, request.module.WRONG))
    number = int(chapter.__name__[-2:])
    assert [exercise.number for exercise in found.values()] == [f"{number}.{i + 1}" for i in range(len(found))]
    for name, exercise in found.items():
        assert exercise.name == name
        assert exercise.stronger
        assert not any("an array of shape" in case.label for case in exercise._cases)
        assert right[name] >= 2
        assert wrong[name] >= 4


def questions_of(chapter):
    return {name: value for name, value in vars(chapter).items() if isinstance(value, Prediction)}


def test_every_question_knows_its_answer(chapter, request):
    asked = questions_of(chapter)
    assert set(asked) == set(request.module.ANSWERS)
    for name, question in asked.items():
        assert question(request.module.ANSWERS[name]).status == "right", name
        assert question(...).status == "predict first"


def test_every_slip_of_a_question_is_told_in_a_sentence(question):
    told = dict(question.slips)
    told |= {letter: reason for letter, (_, reason) in question.options.items() if letter != question.answer}
    assert len(told) >= 2
    for slip, sentence in told.items():
        report = question(slip)
        assert report.status == "not quite"
        assert report.message.endswith(sentence)
