"""What holds for the tests of every check."""

import numpy as np
import pytest

from course_utils.exercises import Exercise, Mistake


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
