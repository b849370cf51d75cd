"""A judged answer gets the report that its check would have given it in the notebook."""

import dataclasses
import subprocess
import sys
import warnings

import numpy as np
import pytest
from class_of_learners import cells_with, chapter, right_answers

import course_utils.exercises as checks
from classroom.chapters import ROOT
from classroom.grading.judging import Judge
from course_utils.integrals import BOX, RAMP, Piecewise

warnings.filterwarnings("ignore")

ANSWERS = {
    "02": [
        {
            "sampled_convolution": "def sampled_convolution(f_samples, g_samples, dx):\n    return np.convolve(f_samples, [1])",
            "moving_average": "def moving_average(signal, width):\n    print(signal)",
            "convolve_grid": "def convolve_grid(image, kernel):\n    image[0] = 0\n    return image",
            "which_is_it": "def which_is_it(operation):\n    return operation([[1, 2]], [[3, 4]])",
            "reach": "def reach(n, k, s):\n    return n / 0",
            "separate": "calls = []\ndef separate(kernel):\n    calls.append(1)\n    return kernel[0], len(calls)",
            "filter_same": "def filter_same(image):\n    return image",
        },
        {
            "sampled_convolution": "def sampled_convolution(f_samples, g_samples, dx):\n    return {1: 2}",
            "moving_average": "def moving_average(signal, width):\n    for x in signal:\n        yield x",
            "convolve_grid": "def convolve_grid(image, kernel):\n    return np.log(np.zeros(3) - 1)",
            "which_is_it": "def which_is_it(operation):\n    return 'convolution'",
            "reach": "def reach(n, k, s):\n    ...",
            "separate": "separate = 5",
            "filter_same": "def filter_same(image, kernel):\n    helper = lambda: kernel.nothing\n    return helper()",
        },
    ],
    "01": [
        {
            "flip_and_shift": "def flip_and_shift(g, t):\n    return lambda a: g(a - t)",
            "overlap_length": "def overlap_length(f_support, g_support, t):\n    return min(f_support[1], t - g_support[0])",
            "midpoint_convolution": "midpoint_convolution = lambda f, g, t, dx: f.breaks[0] + RAMP(t)",
            "measured_order": "def measured_order(steps, errors):\n    return errors[0] / errors[9]",
            "sum_of_dice": "def sum_of_dice(p, q):\n    return np.convolve(p, q).astype(np.float16)",
            "correlate_at": "def correlate_at(f, g, t, dx):\n    return f(t)(dx)",
            "echo_of_claps": "def echo_of_claps(times, strengths, room, t):\n    times.sort(reverse=True)\n    return room(t)",
        },
        {
            "flip_and_shift": "def flip_and_shift(g, t):\n    def inner(a, b):\n        return g(t - a)\n    return inner",
            "overlap_length": "import random\ndef overlap_length(f_support, g_support, t):\n    return random.random()",
            "midpoint_convolution": "def midpoint_convolution(f, g, t, dx):\n    return sum",
            "measured_order": "def measured_order(steps, errors):\n    raise KeyError('steps')",
            "sum_of_dice": "def sum_of_dice(p, q):\n    return np.ones((2000, 2000))",
            "correlate_at": "def correlate_at(f, g, t, dx):\n    return '0.5'",
            "echo_of_claps": "def echo_of_claps(times, strengths, room, t):\n    return iter(times)",
        },
    ],
}


def judged(number, answers):
    return {result["name"]: result for result in Judge(chapter(number), cells_with(number, answers)).results()}


def in_the_notebook(number, name, source):
    """The report that the check gives in one process, where the answer's lines have the names that the judge gives them."""
    namespace = {"__name__": "__main__", "np": np, "BOX": BOX, "RAMP": RAMP, "Piecewise": Piecewise}
    exec(compile(source, f"<answer {name}>", "exec"), namespace)
    exercise = next(each for each in chapter(number).exercises if each.name == name)
    return getattr(getattr(checks, exercise.module), exercise.check)(namespace[name])


@pytest.fixture(autouse=True)
def _fresh_tries():
    checks.judge._WRONG_TRIES.clear()


@pytest.mark.parametrize("number", ["00", "01", "02"])
def test_right_answers_get_every_point(number):
    results = judged(number, right_answers(number))
    assert {name: result["points"] for name, result in results.items()} == dict.fromkeys(results, 1)
    assert not any(result["remarks"] for result in results.values())


@pytest.mark.parametrize(("number", "answers"), [(number, answers) for number, each in ANSWERS.items() for answers in each])
def test_wrong_answers_get_the_report_that_they_get_in_the_notebook(number, answers):
    results = judged(number, answers)
    for name, source in answers.items():
        checks.judge._WRONG_TRIES.clear()
        expected = in_the_notebook(number, name, source)
        told = results[name]["report"] | {"notes": tuple(results[name]["report"]["notes"])}
        assert told == dataclasses.asdict(expected), name
        assert results[name]["points"] == 0


def test_untouched_chapter_is_not_attempted():
    results = judged("00", {})
    assert {result["report"]["status"] for result in results.values()} == {"not attempted"}


def test_answer_may_use_an_earlier_answer_and_the_chapters_names():
    answers = right_answers("00") | {
        "unit": "def unit(values, weights, bias):\n    return max(0, sum_of_products(values, weights) + bias)"
    }
    assert judged("00", answers)["unit"]["points"] == 1


def test_helper_in_a_cell_of_the_learners_own_is_named():
    answers = right_answers("00") | {"strip_area": "def strip_area(height, width):\n    return times(height, width)"}
    cells = [{"id": "mine", "source": "def times(a, b):\n    return a * b", "tags": []}, *cells_with("00", answers)]
    (result, *_) = Judge(chapter("00"), cells).results()
    assert result["points"] == 0
    assert "`times` is defined in a cell of your own" in result["report"]["notes"][-1]


def test_error_below_the_function_leaves_it_defined_as_a_notebook_does():
    answers = right_answers("00")
    answers["strip_area"] += "\n\nprint(strip_area(1, unknown))"
    assert judged("00", answers)["strip_area"]["points"] == 1


def test_check_in_the_answer_cell_does_no_harm():
    answers = right_answers("00")
    answers["strip_area"] += "\n\nexercises.ch00.strip_area(strip_area)"
    assert judged("00", answers)["strip_area"]["points"] == 1


def test_forbidden_name_is_refused_also_in_a_helper():
    from course_utils.exercises import ch03

    assert "numpy" in ch03.shape_of.forbids
    for source in (
        "import numpy\ndef shape_of(nested):\n    return numpy.shape(nested)",
        "import numpy\ndef helper(x):\n    return numpy.shape(x)\ndef shape_of(nested):\n    return helper(nested)",
        "import numpy, functools\nshape_of = functools.partial(numpy.shape)",
    ):
        judge = Judge(chapter("03"), cells_with("03", {"shape_of": source}))
        judge.answers, judge.checks, judge.besides = judge.answers[:1], judge.checks[:1], [None]
        (result,) = judge.results()
        assert "the task is to do without" in result["report"]["message"], source


def test_judge_and_answers_start_without_heavy_imports():
    heavy = ["nbformat", "jsonschema", "matplotlib", "tensorflow", "IPython", "scipy"]
    for module in ("judging", "answering", "run"):
        code = f"import sys, classroom.grading.{module}; print([name for name in {heavy} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
        assert (done.stdout, done.stderr) == ("[]\n", "")
