"""The checks of chapter 00: right answers pass, each wrong one gets the hint that names its mistake."""

import functools
import operator
from collections import Counter

import numpy as np
import pytest

from course_utils.datasets import load_read_digit
from course_utils.exercises import Exercise, Prediction, ch00


def _area_by_name(height, width):
    area = width * height
    return area


def _sum_by_loop(u, v):
    total = 0
    for i in range(len(u)):
        total = total + u[i] * v[i]
    return total


def _sum_by_zip(u, v):
    return sum([x * y for x, y in zip(u, v)])  # noqa: B905


def _unit_by_if(values, weights, bias):
    total = bias
    for i in range(len(values)):
        total = total + values[i] * weights[i]
    if total < 0:
        return 0
    return total


RIGHT = [
    ("strip_area", _area_by_name),
    ("strip_area", operator.mul),
    ("strip_area", np.multiply),
    ("strip_area", lambda h, w: np.array(h * w)),
    ("strip_area", lambda h, w: float(h) * float(w)),
    ("sum_of_products", _sum_by_loop),
    ("sum_of_products", _sum_by_zip),
    ("sum_of_products", np.dot),
    ("sum_of_products", lambda u, v: (np.array(u) * np.array(v)).sum()),
    ("sum_of_products", lambda u, v: np.asarray(u) @ np.asarray(v)),
    ("sum_of_products", lambda u, v: functools.reduce(operator.add, map(operator.mul, u, v))),
    ("unit", lambda values, weights, bias: max(0, _sum_by_zip(values, weights) + bias)),
    ("unit", lambda values, weights, bias: np.maximum(np.dot(values, weights) + bias, 0)),
    ("unit", _unit_by_if),
]


def _replacing(u, v):
    for a, b in zip(u, v, strict=True):
        total = a * b
    return total


def _early_return(u, v):
    total = 0
    for a, b in zip(u, v, strict=True):
        total += a * b
        return total


def _from_one(u, v):
    total = 0
    for i in range(1, len(u)):
        total += u[i] * v[i]
    return total


def _to_last(u, v):
    total = 0
    for i in range(len(u) - 1):
        total += u[i] * v[i]
    return total


def _backwards(u, v):
    return sum(u[i] * v[-1 - i] for i in range(len(u)))


def _products(u, v):
    return [a * b for a, b in zip(u, v, strict=True)]


def _as_given(values, weights, bias):
    total = bias
    for value, weight in zip(values, weights, strict=True):
        total = max(0, total + value * weight)
    return total


def _products_bent(values, weights, bias):
    return bias + sum(max(0, value * weight) for value, weight in zip(values, weights, strict=True))


def _bias_in_every_turn(values, weights, bias):
    total = 0
    for value, weight in zip(values, weights, strict=True):
        total += value * weight + bias
    return max(0, total)


WRONG = [
    ("strip_area", lambda h, w: h + w, "add the two sides"),
    ("strip_area", lambda h, w: h / w, "divide by the width"),
    ("strip_area", lambda h, w: 2 * h + 2 * w, "way round the strip"),
    ("strip_area", lambda h, w: 0.5 * h * w, "a triangle"),
    ("strip_area", lambda h, w: abs(h) * w, "has no sign"),
    ("strip_area", lambda h, w: h**2, "height is there twice"),
    ("strip_area", lambda h, w: w**2, "width is there twice"),
    ("strip_area", lambda h, w: h, "height alone"),
    ("strip_area", lambda h, w: w, "width alone"),
    ("strip_area", lambda h, w: 1.5, "same for every case"),
    ("strip_area", lambda h, w: int(h * w), "whole numbers"),
    ("strip_area", lambda h, w: print(h * w), "Printing shows a value"),
    ("sum_of_products", lambda u, v: sum(u) * sum(v), "Every u meets every v"),
    ("sum_of_products", lambda u, v: sum(a * b for a in u for b in v), "Every u meets every v"),
    ("sum_of_products", _products, "These are the products"),
    ("sum_of_products", lambda u, v: np.multiply(u, v), "These are the products"),
    ("sum_of_products", lambda u, v: sum(u) + sum(v), "You add every number"),
    ("sum_of_products", _replacing, "replace the total in every turn"),
    ("sum_of_products", _early_return, "`return` stand inside the loop"),
    ("sum_of_products", _from_one, "first pair is left out"),
    ("sum_of_products", _to_last, "last pair is left out"),
    ("sum_of_products", lambda u, v: np.mean(_products(u, v)), "mean of the products"),
    ("sum_of_products", _backwards, "one of them backwards"),
    ("sum_of_products", lambda u, v: sum(x * x for x in u), "u by itself"),
    ("sum_of_products", lambda u, v: (u * v).sum(), "two lists"),
    ("sum_of_products", lambda u, v: -np.dot(u, v), "Only the sign"),
    ("sum_of_products", lambda u, v: float(np.float16(np.dot(u, v))), "You are close"),
    ("sum_of_products", lambda u, v: np.dot(u, v).astype(np.float16), "float16"),
    ("unit", _as_given, "The bend comes in every turn"),
    ("unit", _products_bent, "bend each product by itself"),
    ("unit", lambda v, w, b: max(0, _products_bent(v, w, b)), "bend each product by itself"),
    ("unit", lambda v, w, b: np.dot(v, w) + b, "sum without the bend"),
    ("unit", lambda v, w, b: max(0, np.dot(v, w)), "bias is left out"),
    ("unit", lambda v, w, b: max(0, np.dot(v, w)) + b, "bias after the bend"),
    ("unit", lambda v, w, b: abs(np.dot(v, w) + b), "drop the sign"),
    ("unit", lambda v, w, b: min(0, np.dot(v, w) + b), "keep the smaller"),
    ("unit", lambda v, w, b: max(0, np.dot(v, w) - b), "subtract the bias"),
    ("unit", _bias_in_every_turn, "once for each value"),
    ("unit", lambda v, w, b: max(b, np.dot(v, w)), "compare with the bias"),
    ("unit", lambda v, w, b: max(0, sum(v) * sum(w) + b), "Every value meets every weight"),
]

PREDICTIONS = {
    "second_place": ("c", "abd"),
    "unit_hands_on": (0, (-1, 1, -2, 5, 11)),
    "one_weight": (6, (5, 1.5, 23, 32)),
    "where_it_answers": (2, (1, 3, 4, 5)),
    "what_training_changes": ("b", "acd"),
    "what_is_convolutional": ("c", "abd"),
    "another_sum": (2, (10, 18, 11, -32)),
}


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    report = getattr(ch00, name)(answer)
    assert report.correct, report


@pytest.mark.parametrize(("name", "answer", "fragment"), WRONG)
def test_a_wrong_answer_gets_the_hint_that_names_its_mistake(name, answer, fragment):
    report = getattr(ch00, name)(answer)
    assert not report.correct
    assert {other for of, _, other in WRONG if of == name and other in report.hint} == {fragment}
    assert report.hint.endswith("?")


def test_every_exercise_has_right_and_wrong_answers_and_a_number():
    found = {name: exercise for name, exercise in vars(ch00).items() if isinstance(exercise, Exercise)}
    right, wrong = (Counter(name for name, *_ in answers) for answers in (RIGHT, WRONG))
    assert sorted(exercise.number for exercise in found.values()) == [f"0.{i + 1}" for i in range(len(found))]
    for name in found:
        assert found[name].name == name
        assert right[name] >= 2
        assert wrong[name] >= 4
        assert found[name].stronger.endswith("?")


@pytest.mark.parametrize("name", PREDICTIONS)
def test_a_right_prediction_passes_and_each_slip_gets_a_sentence_of_its_own(name):
    prediction, (answer, slips) = getattr(ch00, name), PREDICTIONS[name]
    assert prediction(...).status == "predict first"
    assert prediction(answer).status == "right"
    assert set(slips) == set(prediction.slips) | set(prediction.options) - {answer}
    reports = [prediction(slip) for slip in slips]
    assert {report.status for report in reports} == {"not quite"}
    assert not any("it is not" in report.message for report in reports)


def test_every_prediction_is_tested():
    assert {name for name, value in vars(ch00).items() if isinstance(value, Prediction)} == set(PREDICTIONS)


def test_the_digit_in_the_second_place_is_the_one_that_the_network_said():
    order = [str(place) for place in np.argsort(-load_read_digit().probabilities)]
    options = ch00.second_place.options
    assert [options[letter][0] for letter in "cab"] == order[1:4]
    assert load_read_digit().probabilities[int(options["d"][0])] < 0.01
