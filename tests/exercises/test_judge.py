"""Right answers pass in every style; wrong ones are told what is wrong, and no more than is known."""

import functools
import os
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from course_utils.exercises import Case, Exercise, ExerciseError, Mistake, WrongAnswer


def _pass(x, w):
    pass


def _loop(x, w):
    if isinstance(x, (int, float, np.number)):
        return x * w
    return [_loop(v, w) for v in x]


def _documented(values, weight, unused=0, *, verbose=False):
    """Other names and further parameters do not matter."""
    return np.multiply(values, weight)


class _Callable:
    def __call__(self, x, w):
        return np.multiply(x, w)

    def method(self, x, w):
        return np.multiply(x, w)


class _Subclass(np.ndarray):
    pass


class _ArrayLike:
    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values, dtype)


def _as_tuple(x, w):
    return tuple(map(tuple, r)) if (r := np.multiply(x, w)).ndim == 2 else tuple(r)


@pytest.mark.parametrize(
    "answer",
    [
        np.multiply,
        _loop,
        _as_tuple,
        _documented,
        _Callable(),
        _Callable().method,
        lambda x, w: np.multiply(x, w),
        functools.partial(lambda a, x, w: np.multiply(x, w) + a, 0),
        np.vectorize(lambda x, w: x * w),
        lambda *args: np.multiply(*args),
        lambda x, w: np.multiply(x, w).astype(np.float32),
        lambda x, w: np.multiply(x, w).view(_Subclass),
        lambda x, w: _ArrayLike(np.multiply(x, w)),
        lambda x, w: (np.multiply(x, w) * 8).astype(int).astype(object) * Fraction(1, 8),
        lambda x, w: np.multiply(x, w) * (1 + 1e-13),
    ],
)
def test_a_right_answer_passes_in_another_style(toy, answer):
    report = toy(answer)
    assert report.correct
    assert str(report) == "9.1 · ✓ Correct — every value is weighed."


def _raises(error):
    def answer(x, w):
        raise error

    return answer


def _changes_input(x, w):
    result = np.multiply(x, w)
    x[0] = 0
    return result


def _wrong_and_changes_input(x, w):
    x[0] = 0
    return np.multiply(x, w)


def _deep(x, w):
    return _deep(x, w)


def _exit(x, w):
    sys.exit("bye")


def _printing(x, w):
    print(np.multiply(x, w))


def _generator(x, w):
    for v in x:
        yield v * w


class _BadMessage(Exception):
    def __str__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("answer", "fragment"),
    [
        (lambda x, w: np.add(x, w), "You add w"),
        (lambda x, w: 1 / 0, "raised ZeroDivisionError: division by zero, in line"),
        (_exit, "raised SystemExit: bye, in line"),
        (_deep, "raised RecursionError"),
        (_raises(_BadMessage()), "raised _BadMessage"),
        (_raises(GeneratorExit()), "raised GeneratorExit"),
        (_raises(KeyError("w")), "raised KeyError: 'w'"),
        (_generator, "a generator"),
        (lambda x, w: map(float, x), "collect them in a list"),
        (lambda x, w: {1: x}, "a dict"),
        (lambda x, w: {1, 2}, "a set"),
        (lambda x, w: "many", "the text 'many'"),
        (lambda x, w: b"many", "a bytes"),
        (lambda x, w: lambda: x, "forget to call it"),
        (lambda x, w: ..., "Not attempted"),
        (lambda x, w: ... if len(x) else 0, "still a `...`"),
        (lambda x, w: [1, [2, 3]], "do not fit together"),
        (lambda x, w: [None] * len(x), "a list"),
        (lambda x, w: 10**400, "an int"),
        (lambda x, w: np.multiply(x, w)[1:], "your result has shape (2,) and (3,) was expected: [6, 12] instead of"),
        (lambda x, w: np.multiply(x, w).sum(), "More than one number"),
        (lambda x, w: np.multiply(x, w)[None], "How many axes"),
        (lambda x, w: np.multiply(x, w).T, "transposed"),
        (lambda x, w: np.zeros((10**5, 10**6), bool), "your result has shape (100000, 1000000)"),
        (lambda x, w: np.multiply(x, w) > 0, "True and False"),
        (lambda x, w: np.multiply(x, w) + 0j, "complex"),
        (lambda x, w: np.multiply(x, w) * np.nan, "nan or inf"),
        (lambda x, w: np.multiply(x, w) / np.array(0.0), "nan or inf"),
        (lambda x, w: np.multiply(x, w) * 2, "Every value is 2 times"),
        (lambda x, w: np.multiply(x, w) * -1, "Only the sign"),
        (lambda x, w: np.multiply(x, w) / len(x), "In this case all values are 0.333333 times"),
        (lambda x, w: np.multiply(x, w)[::-1], "reverse order"),
        (lambda x, w: np.roll(np.multiply(x, w), 1), "wrong order"),
        (lambda x, w: np.multiply(x, w).astype(int), "whole numbers"),
        (lambda x, w: np.power(x, w), "What is a weight?"),
        (_changes_input, "your result is right, but your function changed its input `x`"),
        (_wrong_and_changes_input, "Note: your function also changed its input `x`"),
        (_printing, "Printing shows a value"),
        (lambda x: x, "takes the parameters (x) and is called with (x, w)"),
        (lambda: 1, "takes the parameters () and is called with (x, w)"),
        (lambda x, w, *, k: x, "takes the parameters (x, w, k)"),
        (34, "should be a function, and you gave 34"),
        ([1, 2], "should be a function, and you gave [1, 2]"),
        ("weighted", "should be a function, and you gave 'weighted'"),
    ],
)
def test_the_report_names_what_is_wrong(toy, answer, fragment):
    report = toy(answer)
    assert not report.correct
    assert fragment in str(report)


def test_a_constant_answer_is_named():
    toy = Exercise("9.3", "f", "", lambda x: x, [(1,), (2,), (3,)], [], "", "")
    assert "same for every case" in toy(lambda x: 7).hint


def test_an_answer_that_knows_only_the_case_shown_fails(toy):
    assert not toy(lambda x, w: np.array([4.5, 6.0, 12.0])).correct


def test_an_answer_right_to_single_precision_only_fails_in_double(toy):
    report = toy(lambda x, w: np.multiply(x, w) * (1 + 1e-7))
    assert not report.correct
    assert "you gave [4.50000045, 6.0000006, 12.0000012] and [4.5, 6, 12] was expected" in str(report)


@pytest.mark.parametrize("case", [(np.array([0.1, 0.7], np.float32),), ([np.array([0.1, 0.7], np.float32)],)])
def test_single_precision_is_enough_where_an_argument_has_no_more(case):
    toy = Exercise("9.4", "f", "", lambda x: 3.0 * np.ravel(x).sum(dtype=float), [case], [], "", "")
    assert toy(lambda x: float(3 * np.ravel(x).sum())).correct
    assert toy(lambda x: 3 * np.ravel(x).sum(dtype=float) * (1 + 1e-6)).correct
    assert not toy(lambda x: 3 * np.ravel(x).sum(dtype=float) * (1 + 1e-4)).correct


def test_single_precision_is_enough_for_float32_values_in_a_list():
    toy = Exercise("9.4", "f", "", lambda x: x / 3, [(np.array([0.1, 0.7, 3.3]),)], [], "", "")
    assert toy(lambda x: (x.astype(np.float32) / 3).tolist()).correct
    assert not toy(lambda x: (x * (1 + 1e-7) / 3).tolist()).correct
    assert not toy(lambda x: np.round(x / 3, 1).tolist()).correct


def test_a_large_result_is_shown_where_it_differs_most():
    toy = Exercise("9.4", "f", "", lambda n: np.arange(n * n).reshape(n, n), [(9,)], [], "", "")

    def wrong(n):
        result = np.arange(n * n).reshape(n, n)
        result[2, 3] = 0
        return result

    assert toy(wrong).message == "for n=9 at index (2, 3) you gave 0 and 21 was expected."


def test_a_result_of_nothing_but_nan_fits_no_mistake():
    mistake = Mistake(lambda x: x * np.nan if x > 1 else x + 1, "You take the root of something negative.")
    toy = Exercise("9.8", "f", "", lambda x: x, [(1.0,), (2.0,)], [mistake], "", "What is x?")
    assert "nan or inf" in toy(lambda x: x if x < 2 else np.nan).hint
    assert toy(lambda x: x * np.nan if x > 1 else x + 1).hint == mistake.hint


def test_ask_and_wrong_answer():
    def ask(answer, factor):
        made = answer(factor)
        if not callable(made):
            raise WrongAnswer("no function came.", "What is to be called?")
        return made(4)

    toy = Exercise("9.5", "f", "", lambda k: lambda x: k * x, [Case((3,), "k=3")], [], "fine.", "?", ask=ask)
    assert toy(lambda k: lambda x: x * k).correct
    assert str(toy(lambda k: k)) == "9.5 · ✗ Not yet — for k=3 no function came.\nHint: What is to be called?"


def test_accepts_lets_a_better_answer_pass():
    toy = Exercise("9.6", "f", "", lambda x: 3.1, [(1,)], [], "", "", accepts=lambda got, expected, x: got > 3.1)
    assert toy(lambda x: 3.14).correct
    assert not toy(lambda x: 3.0).correct


def test_an_answer_that_calls_its_own_check_is_told_so(toy):
    def nested(x, w):
        toy(nested)
        return np.multiply(x, w)

    report = toy(nested)
    assert "calls its own check" in report.message
    assert "indented" in report.hint
    assert toy(np.multiply).correct


@pytest.mark.parametrize("answer", [None, _pass, lambda x, w: np.add(x, w), 34])
def test_grading_raises_the_text_of_the_report(toy, answer, monkeypatch):
    report = toy(answer)
    monkeypatch.setenv("COURSE_GRADING", "1")
    with pytest.raises(ExerciseError) as raised:
        toy(answer)
    assert str(raised.value) == str(report)
    assert isinstance(raised.value, AssertionError)


def test_grading_lets_a_right_answer_pass(toy, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    assert toy(np.multiply).correct


@pytest.mark.parametrize("setting", ["", "0"])
def test_grading_can_be_switched_off(toy, setting, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", setting)
    assert not toy(None).correct


def test_grading_cannot_be_switched_off_from_the_notebook():
    code = "import os; from course_utils.exercises import ch02; del os.environ['COURSE_GRADING']; ch02.reach(None)"
    environment = {**os.environ, "COURSE_GRADING": "1"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "ExerciseError: 2.5 · ○ Not attempted yet" in run.stderr


# ------------------------------------------------------------------------------------------------- what names a mistake


def _numbers(mistakes, **more):
    """Twice x, for numbers that tell little apart."""
    return Exercise("9.2", "f", "", lambda x: 2.0 * x, [(1.0,), (2.0,), (0.5,), (3.0,)], mistakes, "", "General?", **more)


_SQUARED = Mistake(lambda x: x * x, "Squared?")
_FOURTH = Mistake(lambda x: 4.0, "Always four?")


def test_a_mistake_that_does_the_same_in_every_case_is_named():
    assert _numbers([_SQUARED])(lambda x: x**2).hint == "Squared?"


def test_a_mistake_is_not_named_for_a_single_wrong_case():
    assert _numbers([_SQUARED])(lambda x: 1.0 if x == 1 else 2 * x).hint == "General?"


def test_a_mistake_is_named_for_two_wrong_cases_that_only_it_explains():
    answer = lambda x: x * x if x < 2 else 2 * x + (x == 3)  # noqa: E731
    assert _numbers([_SQUARED])(answer).hint == "General?"
    assert _numbers([_SQUARED])(lambda x: x * x if x <= 1 else 2 * x).hint == "Squared?"
    assert _numbers([_SQUARED, Mistake(lambda x: x * x if x < 2 else 0, "Other?")])(
        lambda x: x * x if x <= 1 else 2 * x
    ).hint == ("General?")


def test_one_value_in_several_wrong_cases_is_no_evidence():
    assert _numbers([_FOURTH])(lambda x: 4.0 if x < 2 else 2 * x).hint == "General?"


def test_the_same_exception_everywhere_is_no_evidence():
    mistake = Mistake(lambda x: x.missing, "Do you take x for an array?")
    report = _numbers([mistake])(lambda x: np.linspaec(x))
    assert "raised AttributeError" in report.message
    assert "Try this case" in report.hint


def test_a_result_of_none_that_a_mistake_returns_too_is_named():
    maximum = Exercise("9.3", "f", "", lambda x: max(x), [([1, 2],), ([3],)], [Mistake(lambda x: None, "Where?")], "", "")
    assert maximum(lambda x: print(x)).hint == "Where?"


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: 2 * x if x < 1 else 1.005 * 2 * x if x < 3 else 7 * x,
        lambda x: 2 * x + (x == 3),
    ],
)
def test_close_is_said_only_if_all_wrong_cases_are(answer):
    assert _numbers([])(answer).hint == "General?"


def test_close_is_said_of_fractions_and_not_of_counts():
    thirds = Exercise("9.3", "f", "", lambda x: x / 3, [(1.0,), (2.0,), (400.0,)], [], "", "General?")
    counts = Exercise("9.3", "f", "", lambda x: x * 300, [(1,), (2,), (3,)], [], "", "General?")
    assert "You are close" in thirds(lambda x: round(x / 3, 3)).hint
    assert counts(lambda x: x * 300 + 1).hint == "General?"


def test_a_factor_holds_for_every_value_or_is_said_of_this_case():
    pairs = Exercise("9.3", "f", "", lambda x: np.array(x), [([0.0, 0.0],), ([1.0, 2.0],), ([2.0, 5.0],)], [], "", "General?")
    assert "Every value is 3 times" in pairs(lambda x: 3 * np.array(x)).hint
    assert "Every value" not in pairs(lambda x: 3 * np.array(x) + (sum(x) == 0)).hint
    assert "In this case all values are 3 times" in pairs(lambda x: sum(x) * np.array(x)).hint


def test_an_order_is_said_only_if_it_explains_all_wrong_cases():
    lists = Exercise("9.3", "f", "", lambda x: np.array(x), [([1, 2],), ([3, 5, 9],)], [], "", "General?")
    assert "reverse order" in lists(lambda x: x[::-1]).hint
    assert "wrong order" in lists(lambda x: np.roll(x, 1)).hint
    assert lists(lambda x: x[::-1] if len(x) == 2 else [7, 7, 7]).hint == "General?"


def test_the_hint_on_a_sign_speaks_of_no_difference():
    assert "difference" not in _numbers([])(lambda x: -2 * x).hint


def test_the_hint_on_a_shape_speaks_of_no_positions():
    lists = Exercise("9.3", "f", "", lambda x: np.array(x), [([1, 2],), ([3, 5, 9],)], [], "", "General?")
    assert "position" not in lists(lambda x: x[1:]).hint


# --------------------------------------------------------------------------------------------------- calls and precision


def _good_for(calls):
    count = 0

    def answer(x):
        nonlocal count
        count += x == 1
        return 2 * x if count <= calls else 0.0

    return answer


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_an_answer_that_counts_its_calls_is_refused(calls):
    report = _numbers([])(_good_for(calls))
    assert report.message == "for x=1 your function gives something else when it is called again."
    assert "from one call to the next" in report.hint


def test_an_answer_that_collects_in_a_default_is_told_so():
    def collects(x, total=[]):  # noqa: B006
        total.append(x)
        return 2 * sum(total)

    assert "from one call to the next" in _numbers([])(collects).hint


def test_an_answer_that_keeps_its_first_result_fails():
    kept = []

    def keeps(x):
        kept.append(2 * x)
        return kept[0]

    assert "same for every case" in _numbers([])(keeps).hint


def test_a_random_answer_is_told_so():
    assert "leave to chance" in _numbers([])(lambda x: 2 * x + np.random.rand()).hint  # noqa: NPY002


def test_half_precision_is_refused_unless_an_argument_has_no_more():
    report = _numbers([])(lambda x: np.float16(2 * x))
    assert report.message == "for x=1 your result has the dtype float16."
    assert "which dtype keeps more?" in report.hint
    assert _numbers([_SQUARED])(lambda x: np.float16(x * x)).hint == "Squared?"
    halves = Exercise("9.3", "f", "", lambda x: 2 * x, [(np.array([0.1, 0.7], np.float16),)], [], "", "")
    assert halves(lambda x: x + x).correct


@pytest.mark.parametrize("dtype", [float, np.float32])
def test_values_rounded_to_half_precision_fail(dtype):
    thirds = Exercise("9.3", "f", "", lambda x: x / 3, [(np.array([1.0, 5.0]),), (np.array([2.0, 7.0]),)], [], "", "")
    assert thirds(lambda x: (x / 3).astype(np.float32)).correct
    assert "You are close" in thirds(lambda x: (x / 3).astype(np.float16).astype(dtype)).hint


# ------------------------------------------------------------------------------------------- forbidden names, third try


def _doubled(x):
    return np.dot(x, 2.0)


def _through_a_helper(x):
    return _doubled(x)


def test_a_forbidden_name_is_refused_wherever_the_answer_uses_it():
    exercise = _numbers([], forbids={"dot": "Which loop does it stand for?", "sum": "No sum?"})
    for answer in (_doubled, _through_a_helper, lambda x: (lambda y: np.dot(y, 2.0))(x)):
        report = exercise(answer)
        assert report.message == "your function uses `dot`, and the task is to do without."
        assert report.hint == "Which loop does it stand for?"
    dot = 2.0
    assert exercise(lambda x, dot=dot: x * dot).correct
    assert exercise(functools.partial(lambda sum, x: sum * x, 2.0)).correct


def test_the_third_wrong_try_gets_the_stronger_hint_until_the_answer_is_right():
    exercise = _numbers([], stronger="Add x to x.")
    tries = [3, None, lambda x: 1 / 0, lambda x: x, lambda x: x, lambda x: 2 * x, lambda x: x]
    assert [exercise(answer).stronger for answer in tries] == ["", "", "", "Add x to x.", "Add x to x.", "", ""]
    assert not any(_numbers([])(lambda x: x).stronger for _ in range(4))


# ------------------------------------------------------------------------------------------------------------- notebook


def test_a_broken_answer_cell_is_not_right_because_of_the_solution(toy):
    notebook = {"toy": toy}
    exec("def weighted(x, w): ...", notebook)
    assert toy(notebook["weighted"]).status == "not attempted"
    exec("def solution(x, w):\n    return [[b * w for b in a] if hasattr(a, '__len__') else a * w for a in x]", notebook)
    assert eval("toy(solution)", notebook).correct
    with pytest.raises(SyntaxError):
        exec("def weighted(x, w)\n    return x * w", notebook)
    assert eval("toy(weighted)", notebook).status == "not attempted"
