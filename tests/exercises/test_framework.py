"""What every check does, whatever a learner hands over."""

import functools
import logging
import math
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
import warnings
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest

from course_utils import exercises
from course_utils.exercises import Case, Exercise, ExerciseError, Mistake, Report, WrongAnswer, report, run


def _weighted(x, w):
    return np.asarray(x) * w


TOY = Exercise(
    "9.1",
    "weighted",
    "Weigh it",
    reference=_weighted,
    cases=[(np.array([1.5, 2.0, 4.0]), 3), ([1, 2, 5, 7], 0.5), (np.array([[1.0, 2, 3], [4, 5, 6]]), 2)],
    mistakes=[Mistake(lambda x, w: np.asarray(x) + w, "You add w. What does a weight do?")],
    correct="every value is weighed.",
    hint="What is a weight?",
)
NUMBER = Exercise(
    "9.2",
    "area",
    "One value",
    reference=lambda: 2.5,
    cases=[()],
    mistakes=[Mistake(lambda: 5, "That is twice as much. Where is the half?")],
    correct="the area is 2.5.",
    hint="Count the squares.",
)


# ----------------------------------------------------------------------------------------------------------- not attempted


def _ellipsis(x, w): ...


def _pass(x, w):
    pass


def _docstring(x, w):
    """Weigh x by w."""


def _docstring_and_ellipsis(x, w):
    """Weigh x by w."""
    ...


def _return_none(x, w):
    return None


def _return_ellipsis(x, w):
    return ...


def _not_implemented(x, w):
    raise NotImplementedError


class _IdleCallable:
    def __call__(self, x, w): ...


@pytest.mark.parametrize(
    "stub",
    [
        _ellipsis,
        _pass,
        _docstring,
        _docstring_and_ellipsis,
        _return_none,
        _return_ellipsis,
        _not_implemented,
        lambda x, w: ...,
        lambda x, w: None,
        functools.partial(_pass),
        np.vectorize(_pass),
        _IdleCallable(),
        _IdleCallable().__call__,
        None,
        ...,
    ],
)
def test_an_untouched_stub_is_not_attempted(stub):
    report = TOY(stub)
    assert report.status == "not attempted"
    assert str(report).startswith("9.1 · ○ Not attempted yet — write `weighted(x, w)`")


def test_a_value_that_is_still_missing_is_not_attempted():
    assert NUMBER(...).status == NUMBER(None).status == NUMBER().status == "not attempted"


def test_work_without_a_return_is_not_a_stub():
    def forgetful(x, w):
        np.asarray(x) * w

    report = TOY(forgetful)
    assert report.status == "not yet"
    assert "returned None" in report.message
    assert "forget `return`" in report.hint


def test_the_message_of_an_error_inside_a_graph_is_its_last_line():
    def traced(x, w):
        raise ValueError('in user code:\n\n    File "a.py", line 3, in f  *\n        g(x)\n\n    ValueError: too wide\n')

    assert "raised ValueError: ValueError: too wide" in TOY(traced).message


def test_something_unfinished_that_the_answer_calls_is_not_a_stub():
    def library():
        raise NotImplementedError("numpy() is only available in eager mode")

    report = TOY(lambda x, w: library())
    assert report.status == "not yet"
    assert "raised NotImplementedError: numpy() is only" in report.message


# ----------------------------------------------------------------------------------------------------- right in every style


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
        _weighted,
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
def test_a_right_answer_passes_in_another_style(answer):
    report = TOY(answer)
    assert report.correct
    assert str(report) == "9.1 · ✓ Correct — every value is weighed."


@pytest.mark.parametrize("value", [2.5, np.float32(2.5), np.array(2.5), Fraction(5, 2), _ArrayLike(2.5)])
def test_a_right_value_passes_in_another_style(value):
    assert NUMBER(value).correct


def test_a_wrong_value_is_hinted_at_without_telling_the_right_one():
    assert NUMBER(5).hint == "That is twice as much. Where is the half?"
    for wrong in (5, 4, "2.5", [2.5], [2.5, 1], math.nan, lambda: 2.5, {2.5}, True):
        report = NUMBER(wrong)
        assert report.status == "not yet"
        assert "2.5" not in str(report).replace(str(wrong), "")


# ------------------------------------------------------------------------------------------------- wrong, and told how


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
def test_the_report_names_what_is_wrong(answer, fragment):
    report = TOY(answer)
    assert not report.correct
    assert fragment in str(report)


def test_a_constant_answer_is_named():
    toy = Exercise("9.3", "f", "", lambda x: x, [(1,), (2,), (3,)], [], "", "")
    assert "same for every case" in toy(lambda x: 7).hint


def test_an_answer_that_knows_only_the_case_shown_fails():
    assert not TOY(lambda x, w: np.array([4.5, 6.0, 12.0])).correct


def test_an_answer_right_to_single_precision_only_fails_in_double():
    report = TOY(lambda x, w: np.multiply(x, w) * (1 + 1e-7))
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


def test_the_line_of_the_learners_code_is_quoted():
    def answer(x, w):
        y = x
        return y.missing

    line = answer.__code__.co_firstlineno + 2
    assert f"in line {line}: `return y.missing`" in TOY(answer).message


def test_the_line_is_that_of_the_learner_and_not_of_numpy():
    assert (
        "`(lambda x, w: np.linalg.inv(x), 1)[0],"
        in TOY(
            (lambda x, w: np.linalg.inv(x), 1)[0],
        ).message
    )


def test_a_mistake_that_explains_only_the_wrong_cases_is_found():
    report = TOY(lambda x, w: np.multiply(x, w) if w == 3 else np.add(x, w))
    assert report.hint == "You add w. What does a weight do?"


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


# ------------------------------------------------------------------------------------------------- nothing leaks out


def _noisy(x, w):
    print("secret")
    print("secret", file=sys.stderr)
    warnings.warn("look out", stacklevel=1)
    np.seterr(all="raise")
    np.set_printoptions(precision=1)
    np.random.seed(5)  # noqa: NPY002
    random.seed(5)
    sys.stdout = None
    return np.multiply(x, w)


def test_printing_warnings_and_global_state_stay_inside(capsys):
    random.seed(1)
    before = random.getstate(), np.random.get_state()[1].tolist(), np.geterr(), np.get_printoptions()  # noqa: NPY002
    stdout = sys.stdout
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        report = TOY(_noisy)
    after = random.getstate(), np.random.get_state()[1].tolist(), np.geterr(), np.get_printoptions()  # noqa: NPY002
    assert before == after
    assert seen == []
    assert sys.stdout is stdout
    assert capsys.readouterr() == ("", "")
    assert report.correct
    assert report.notes == (
        "what your function prints is hidden here.",
        "your function warns: UserWarning: look out",
    )


def test_what_an_answer_logs_stays_inside_and_later_logs_come_through(caplog):
    def logs(x, w):
        logging.getLogger("tensorflow").warning("retracing")
        return np.multiply(x, w)

    assert TOY(logs).correct
    assert caplog.messages == []
    logging.getLogger("tensorflow").warning("mine")
    assert caplog.messages == ["mine"]


def test_an_answer_that_calls_its_own_check_is_told_so():
    def nested(x, w):
        TOY(nested)
        return np.multiply(x, w)

    report = TOY(nested)
    assert "calls its own check" in report.message
    assert "indented" in report.hint
    assert TOY(np.multiply).correct


def test_a_lost_working_directory_does_not_matter(tmp_path, monkeypatch):
    lost = tmp_path / "lost"
    lost.mkdir()
    monkeypatch.chdir(lost)
    lost.rmdir()
    assert TOY(np.multiply).correct


def test_the_working_directory_stays(tmp_path):
    def moves(x, w):
        os.chdir(tmp_path)
        return np.multiply(x, w)

    here = os.getcwd()
    assert TOY(moves).correct
    assert os.getcwd() == here


def test_figures_are_closed_and_older_ones_stay_open():
    import matplotlib.pyplot as plt

    def draws(x, w):
        plt.figure()
        return np.multiply(x, w)

    mine = plt.figure().number
    try:
        report = TOY(draws)
        assert plt.get_fignums() == [mine]
    finally:
        plt.close("all")
    assert report.correct
    assert report.notes == ("the figure that your function draws is hidden here.",)


def test_a_random_answer_gets_the_same_report_each_time():
    answer = lambda x, w: np.random.rand(3)  # noqa: E731, NPY002
    assert str(TOY(answer)) == str(TOY(answer))


def test_each_call_gets_its_own_copy():
    toy = Exercise(
        "9.7", "f", "", lambda x, n: sum(x), [(x := [1, [2], 3], 1), (x, 2)], [], "", "", ask=lambda f, x, n: f(x, n)
    )
    toy(lambda x, n: x[1].append(9))
    assert x == [1, [2], 3]


def test_keyboard_interrupt_gets_through():
    with pytest.raises(KeyboardInterrupt):
        TOY(_raises(KeyboardInterrupt()))


def _endless(x, w):
    while True:
        time.sleep(0.001)


def _endless_and_stubborn(x, w):
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            continue


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no interval timer")
@pytest.mark.parametrize("answer", [_endless, _endless_and_stubborn])
def test_an_endless_loop_is_stopped(answer, monkeypatch):
    monkeypatch.setattr(run, "TIME_LIMIT", 0.1)
    before = signal.getsignal(signal.SIGALRM)
    report = TOY(answer)
    assert "took longer than 0.1 s" in report.message
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_check_works_outside_the_main_thread():
    reports = []
    thread = threading.Thread(target=lambda: reports.append(TOY(_weighted)))
    thread.start()
    thread.join()
    assert reports[0].correct


# ----------------------------------------------------------------------------------------------------------- the report


class _Balance(HTMLParser):
    """Collects tags, attributes and text, and checks that every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text, self.attributes = [], [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


_EVIL = "<script>alert(1)</script>"


class _Evil(Exception):
    pass


@pytest.mark.parametrize(
    "answer",
    [
        lambda x, w: _EVIL,
        _raises(_Evil(_EVIL + "`<b>`")),
        _raises(type("<script>", (Exception,), {})()),
        lambda x, w: type("<script>", (), {})(),
        lambda x, w: warnings.warn(_EVIL, stacklevel=1),
        _EVIL,
    ],
)
def test_html_of_a_learner_is_escaped(answer):
    parsed = _Balance(TOY(answer)._repr_html_())
    assert not parsed.open
    assert set(parsed.tags) <= {"div", "span", "strong", "code"}
    assert "<script>" in parsed.text


@pytest.mark.parametrize(
    ("answer", "sign", "words"),
    [(None, "○", "Not attempted yet"), (_weighted, "✓", "Correct"), (pow, "✗", "Not yet")],
)
def test_colour_sign_and_word_tell_the_same(answer, sign, words):
    report = TOY(answer)
    parsed = _Balance(report._repr_html_())
    assert ("role", "status") in parsed.attributes
    assert ("aria-label", f"Exercise 9.1: {words.lower()}") in parsed.attributes
    assert ("aria-hidden", "true") in parsed.attributes  # the sign, which a screen reader would spell out
    assert f"{sign} {words} — " in parsed.text
    assert f"{sign} {words} — " in str(report)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("background", ["#ffffff", "#111111"])
@pytest.mark.parametrize("status", list(report._LOOKS))
def test_the_colours_have_contrast_on_the_light_and_the_dark_theme(status, background):
    low, high = sorted(map(_luminance, (report._LOOKS[status][2], background)))
    assert (high + 0.05) / (low + 0.05) >= 3  # WCAG 2.2, 1.4.11 for signs; the words keep the colour of the theme


def test_ipython_shows_the_plain_text():
    from IPython.lib.pretty import pretty

    report = Report("2.3", "not yet", "for n=10 you gave 3.", "Which way?", ("you printed.",))
    assert pretty(report) == repr(report) == "2.3 · ✗ Not yet — for n=10 you gave 3.\nHint: Which way?\nNote: you printed."


def test_control_characters_and_addresses_do_not_reach_the_report():
    report = TOY(_raises(ValueError(f"\x1b[31mred\u202e {object()!r}\nsecond line")))
    assert "\x1b" not in str(report)
    assert "\u202e" not in str(report)
    assert "object at 0x…" in str(report)
    assert "second line" not in str(report)


def test_reports_are_the_same_in_a_fresh_process_whatever_the_hash_seed():
    code = textwrap.dedent("""
        from course_utils.exercises import ch00, ch01, ch02
        for chapter in (ch00, ch01, ch02):
            for name in sorted(vars(chapter)):
                exercise = getattr(chapter, name)
                if type(exercise).__name__ == "Exercise":
                    for mistake in exercise.mistakes:
                        for report in (exercise(mistake.answer), exercise(mistake.answer)):
                            print(report, report._repr_html_())
                    print(exercise(lambda *args: {object(), "a", "b"}), exercise(lambda *args: object()))
                    print(exercise(lambda *args: undefined), exercise(lambda *args: [object, repr(object())]))
    """)
    outputs = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert run.stderr == ""
        outputs.add(run.stdout)
    assert len(outputs) == 1
    lines = outputs.pop().splitlines()
    assert len(lines) > 500
    assert not any("0x" in line and "0x…" not in line for line in lines)


# -------------------------------------------------------------------------------------------------------------- grading


@pytest.mark.parametrize("answer", [None, _pass, lambda x, w: np.add(x, w), 34])
def test_grading_raises_the_text_of_the_report(answer, monkeypatch):
    report = TOY(answer)
    monkeypatch.setenv("COURSE_GRADING", "1")
    with pytest.raises(ExerciseError) as raised:
        TOY(answer)
    assert str(raised.value) == str(report)
    assert isinstance(raised.value, AssertionError)


def test_grading_lets_a_right_answer_pass(monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    assert TOY(_weighted).correct


@pytest.mark.parametrize("setting", ["", "0"])
def test_grading_can_be_switched_off(setting, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", setting)
    assert not TOY(None).correct


def test_grading_cannot_be_switched_off_from_the_notebook():
    code = "import os; from course_utils.exercises import ch02; del os.environ['COURSE_GRADING']; ch02.reach(None)"
    environment = {**os.environ, "COURSE_GRADING": "1"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "ExerciseError: 2.5 · ○ Not attempted yet" in run.stderr


def test_replacing_numpys_functions_does_not_help(monkeypatch):
    TOY(_weighted)
    zeros = lambda x, w: [0.0] * len(x)  # noqa: E731
    for name in ("allclose", "isclose", "array_equal", "all", "asarray", "array", "abs", "max"):
        monkeypatch.setattr(np, name, lambda *args, **kwargs: True)
    for name in ("assert_allclose", "assert_array_equal"):
        monkeypatch.setattr(np.testing, name, lambda *args, **kwargs: None)
    report = TOY(zeros)
    monkeypatch.undo()
    assert not report.correct


def test_the_arguments_of_a_check_cannot_be_poisoned():
    def poison(x, w):
        if isinstance(x, np.ndarray):
            x[...] = 0
        else:
            x[:] = [0] * len(x)
        return np.multiply(x, 0)

    assert not TOY(poison).correct
    assert TOY(_weighted).correct


# -------------------------------------------------------------------------------------------------------------- package


def test_chapters_are_found_by_name():
    from course_utils.exercises import ch02

    assert exercises.ch02 is ch02
    assert {"ch00", "ch01", "ch02", "Report"} <= set(dir(exercises))
    with pytest.raises(AttributeError, match="there is no 'ch99'"):
        exercises.ch99  # noqa: B018


def test_the_checks_do_not_import_tensorflow_or_a_plotting_window():
    code = (
        "import sys; from course_utils import exercises; [getattr(exercises, n) for n in dir(exercises)]; "
        "print(sorted({'tensorflow', 'keras', 'matplotlib.pyplot'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
