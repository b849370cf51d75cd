"""An answer is called, whatever it does, and leaves nothing behind."""

import functools
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings

import numpy as np
import pytest

from course_utils.exercises import Exercise


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
def test_an_untouched_stub_is_not_attempted(toy, stub):
    report = toy(stub)
    assert report.status == "not attempted"
    assert str(report).startswith("9.1 · ○ Not attempted yet — write `weighted(x, w)`")


def test_work_without_a_return_is_not_a_stub(toy):
    def forgetful(x, w):
        np.asarray(x) * w

    report = toy(forgetful)
    assert report.status == "not yet"
    assert "returned None" in report.message
    assert "forget `return`" in report.hint


def test_the_message_of_an_error_inside_a_graph_is_its_last_line(toy):
    def traced(x, w):
        raise ValueError('in user code:\n\n    File "a.py", line 3, in f  *\n        g(x)\n\n    ValueError: too wide\n')

    assert "raised ValueError: ValueError: too wide" in toy(traced).message


def test_something_unfinished_that_the_answer_calls_is_not_a_stub(toy):
    def library():
        raise NotImplementedError("numpy() is only available in eager mode")

    report = toy(lambda x, w: library())
    assert report.status == "not yet"
    assert "raised NotImplementedError: numpy() is only" in report.message


def _raises(error):
    def answer(x, w):
        raise error

    return answer


def test_the_line_of_the_learners_code_is_quoted(toy):
    def answer(x, w):
        y = x
        return y.missing

    line = answer.__code__.co_firstlineno + 2
    assert f"in line {line}: `return y.missing`" in toy(answer).message


def test_the_line_is_that_of_the_learner_and_not_of_numpy(toy):
    assert (
        "`(lambda x, w: np.linalg.inv(x), 1)[0],"
        in toy(
            (lambda x, w: np.linalg.inv(x), 1)[0],
        ).message
    )


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


def test_printing_warnings_and_global_state_stay_inside(toy, capsys):
    random.seed(1)
    before = random.getstate(), np.random.get_state()[1].tolist(), np.geterr(), np.get_printoptions()  # noqa: NPY002
    stdout = sys.stdout
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        report = toy(_noisy)
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


def test_what_an_answer_logs_stays_inside_and_later_logs_come_through(toy, caplog):
    def logs(x, w):
        logging.getLogger("tensorflow").warning("retracing")
        return np.multiply(x, w)

    assert toy(logs).correct
    assert caplog.messages == []
    logging.getLogger("tensorflow").warning("mine")
    assert caplog.messages == ["mine"]


def test_a_lost_working_directory_does_not_matter(toy, tmp_path, monkeypatch):
    lost = tmp_path / "lost"
    lost.mkdir()
    monkeypatch.chdir(lost)
    lost.rmdir()
    assert toy(np.multiply).correct


def test_the_working_directory_stays(toy, tmp_path):
    def moves(x, w):
        os.chdir(tmp_path)
        return np.multiply(x, w)

    here = os.getcwd()
    assert toy(moves).correct
    assert os.getcwd() == here


def test_figures_are_closed_and_older_ones_stay_open(toy):
    import matplotlib.pyplot as plt

    def draws(x, w):
        plt.figure()
        return np.multiply(x, w)

    mine = plt.figure().number
    try:
        report = toy(draws)
        assert plt.get_fignums() == [mine]
    finally:
        plt.close("all")
    assert report.correct
    assert report.notes == ("the figure that your function draws is hidden here.",)


def test_a_random_answer_gets_the_same_report_each_time(toy):
    answer = lambda x, w: np.random.rand(3)  # noqa: E731, NPY002
    assert str(toy(answer)) == str(toy(answer))


def test_each_call_gets_its_own_copy():
    toy = Exercise(
        "9.7", "f", "", lambda x, n: sum(x), [(x := [1, [2], 3], 1), (x, 2)], [], "", "", ask=lambda f, x, n: f(x, n)
    )
    toy(lambda x, n: x[1].append(9))
    assert x == [1, [2], 3]


def test_keyboard_interrupt_gets_through(toy):
    with pytest.raises(KeyboardInterrupt):
        toy(_raises(KeyboardInterrupt()))


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
def test_an_endless_loop_is_stopped(toy, answer, monkeypatch):
    monkeypatch.setattr("course_utils.exercises.run.TIME_LIMIT", 0.1)
    before = signal.getsignal(signal.SIGALRM)
    report = toy(answer)
    assert "took longer than 0.1 s" in report.message
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_check_works_outside_the_main_thread(toy):
    reports = []
    thread = threading.Thread(target=lambda: reports.append(toy(np.multiply)))
    thread.start()
    thread.join()
    assert reports[0].correct


def test_the_arguments_of_a_check_cannot_be_poisoned(toy):
    def poison(x, w):
        if isinstance(x, np.ndarray):
            x[...] = 0
        else:
            x[:] = [0] * len(x)
        return np.multiply(x, 0)

    assert not toy(poison).correct
    assert toy(np.multiply).correct
