"""A prediction takes one value or one letter, names the slip, and never stands in the way."""

import numpy as np
import pytest

from course_utils.exercises import Prediction

LENGTH = Prediction(39, "39 positions touch.", slips={40: "did you count the two ends?", 20: "that is `same`."})
SHAPE = Prediction((1, 45, 80, 1), "stride 3 leaves a third.", slips={(45, 80): "where are batch and channel?"})
SLOPE = Prediction(0.333, "a third.", slips={3.0: "the other way round?"}, tolerance=0.01)
WORD = Prediction("full", "it keeps every position.", slips={"same": "that one cuts."})
TRUTH = Prediction(True, "it commutes.")
LETTER = Prediction(
    "b",
    options={
        "a": ("it gets darker", "the weights add up to 1."),
        "b": ("it stays as bright", "the weights add up to 1."),
        "c": ("it gets brighter", "no weight is above 1."),
    },
)


@pytest.mark.parametrize(
    ("prediction", "asks"),
    [
        (LENGTH, "a whole number"),
        (SHAPE, "a tuple, such as `(2, 3)`"),
        (SLOPE, "a number"),
        (WORD, "a short text in quotes"),
        (TRUTH, "True or False"),
        (LETTER, 'one letter in quotes, "a", "b" or "c"'),
    ],
)
def test_without_an_answer_it_says_what_to_do(prediction, asks):
    for report in (prediction(...), prediction(None), prediction()):
        assert str(report) == f"○ Predict first — replace `...` by {asks}, then run this cell."


@pytest.mark.parametrize(
    ("prediction", "value"),
    [
        *((LENGTH, value) for value in (39, 39.0, np.int64(39), np.array(39), np.uint8(39))),
        *((SHAPE, value) for value in ((1, 45, 80, 1), [1, 45, 80, 1], np.array([1, 45, 80, 1]))),
        *((SLOPE, value) for value in (0.333, 1 / 3, 0.33, np.float32(0.34))),
        *((WORD, value) for value in ("full", " FULL ", np.str_("full"))),
        *((TRUTH, value) for value in (True, np.True_)),
        *((LETTER, value) for value in ("b", "B", " b ")),
    ],
)
def test_a_right_answer_is_told_why(prediction, value):
    report = prediction(value)
    assert report.correct
    assert str(report).startswith("✓ Right — ")
    assert (prediction.why or "the weights add up to 1.") in report.message


def test_a_shape_may_come_without_its_brackets():
    assert SHAPE(1, 45, 80, 1).correct
    assert Prediction((), "a number has no axes.")(()).correct


@pytest.mark.parametrize(
    ("prediction", "value", "said"),
    [
        (LENGTH, 40, "40: did you count the two ends?"),
        (LENGTH, np.int64(20), "20: that is `same`."),
        (SHAPE, [45, 80], "[45, 80]: where are batch and channel?"),
        (SLOPE, 3, "3: the other way round?"),
        (WORD, "Same", "'Same': that one cuts."),
        (LETTER, "C", "c: no weight is above 1."),
    ],
)
def test_a_known_slip_gets_its_sentence(prediction, value, said):
    report = prediction(value)
    assert not report.correct
    assert str(report) == f"✗ Not quite — {said}"


@pytest.mark.parametrize(
    ("prediction", "value"), [(LENGTH, 41), (SHAPE, (2, 3)), (SLOPE, 0.35), (WORD, "valid"), (TRUTH, False)]
)
def test_another_wrong_value_does_not_give_the_right_one_away(prediction, value):
    report = prediction(value)
    assert "it is not" in report.message
    assert str(prediction.answer) not in str(report)


@pytest.mark.parametrize(
    ("prediction", "value"),
    [
        *((LENGTH, value) for value in ("39", [39], True, 39j, print, {39}, object(), float("nan"), [1, [2]], 10**400)),
        *((SHAPE, value) for value in (1, "(1, 45, 80, 1)", [[1, 45, 80, 1]], (..., 1))),
        *((WORD, value) for value in (3, b"full", ["full"])),
        *((TRUTH, value) for value in (1, "True")),
        *((LETTER, value) for value in ("d", "", "ab", 2, ["b"], print)),
    ],
)
def test_whatever_is_given_it_never_raises(prediction, value, recwarn):
    report = prediction(value)
    assert report.status == "not quite"
    assert not recwarn


def test_an_unknown_letter_is_told_which_there_are():
    assert str(LETTER("d")) == """✗ Not quite — 'd' is not one letter in quotes, "a", "b" or "c"."""


def test_the_options_are_listed():
    assert repr(LETTER).splitlines()[1:] == ["a) it gets darker", "b) it stays as bright", "c) it gets brighter"]
    assert "39" not in repr(LENGTH)


@pytest.mark.parametrize("value", [..., 40, "x", 39])
def test_a_grading_run_requires_no_prediction(value, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    assert LENGTH(value).status in ("predict first", "not quite", "right")
