"""What holds for the tests of every check."""

import numpy as np
import pytest

from course_utils.exercises import Exercise, Mistake

pytest.register_assert_rewrite("every_chapter")


def pytest_generate_tests(metafunc):
    """The tests of `every_chapter` run for each answer, exercise and question of the module that imports them."""
    if "right" in metafunc.fixturenames:
        metafunc.parametrize(("name", "right"), metafunc.module.RIGHT)
    if "wrong" in metafunc.fixturenames:
        metafunc.parametrize(("name", "wrong", "fragment"), metafunc.module.WRONG)
    if "exercise" in metafunc.fixturenames:
        from every_chapter import exercises_of

        found = exercises_of(metafunc.module.CHAPTER)
        metafunc.parametrize("exercise", found.values(), ids=found)
    if "question" in metafunc.fixturenames:
        from every_chapter import questions_of

        asked = questions_of(metafunc.module.CHAPTER)
        metafunc.parametrize("question", asked.values(), ids=asked)


@pytest.fixture
def chapter(request):
    """The module of checks that a test module names."""
    return request.module.CHAPTER


@pytest.fixture(autouse=True)
def _no_grading(monkeypatch):
    monkeypatch.delenv("COURSE_GRADING", raising=False)


@pytest.fixture
def toy():
    return Exercise(
        "9.1",
        "weighted",
        "Weigh it",
        reference=lambda x, w: np.asarray(x) * w,
        cases=[(np.array([1.5, 2.0, 4.0]), 3), ([1, 2, 5, 7], 0.5), (np.array([[1.0, 2, 3], [4, 5, 6]]), 2)],
        mistakes=[Mistake(lambda x, w: np.asarray(x) + w, "You add w. What does a weight do?")],
        correct="every value is weighed.",
        hint="What is a weight?",
    )
