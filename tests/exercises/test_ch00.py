"""The checks of chapter 00: right answers pass, each wrong one gets the hint that names its mistake."""

import functools
import operator
from collections import Counter

import numpy as np
import pytest

from course_utils.exercises import Exercise, ch00


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
]


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
