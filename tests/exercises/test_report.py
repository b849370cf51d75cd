"""What a learner sees."""

import os
import subprocess
import sys
import textwrap
import warnings
from html.parser import HTMLParser

import numpy as np
import pytest

from course_utils.exercises import Report
from course_utils.exercises.report import _LOOKS, show_argument


def _raises(error):
    def answer(x, w):
        raise error

    return answer


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
def test_html_of_a_learner_is_escaped(toy, answer):
    parsed = _Balance(toy(answer)._repr_html_())
    assert not parsed.open
    assert set(parsed.tags) <= {"div", "span", "strong", "code"}
    assert "<script>" in parsed.text


@pytest.mark.parametrize(
    ("answer", "sign", "words"),
    [(None, "○", "Not attempted yet"), (np.multiply, "✓", "Correct"), (pow, "✗", "Not yet")],
)
def test_colour_sign_and_word_tell_the_same(toy, answer, sign, words):
    report = toy(answer)
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
@pytest.mark.parametrize("status", list(_LOOKS))
def test_the_colours_have_contrast_on_the_light_and_the_dark_theme(status, background):
    low, high = sorted(map(_luminance, (_LOOKS[status][2], background)))
    assert (high + 0.05) / (low + 0.05) >= 3  # WCAG 2.2, 1.4.11 for signs; the words keep the colour of the theme


def test_ipython_shows_the_plain_text():
    from IPython.lib.pretty import pretty

    report = Report("2.3", "not yet", "for n=10 you gave 3.", "Which way?", ("you printed.",))
    assert pretty(report) == repr(report) == "2.3 · ✗ Not yet — for n=10 you gave 3.\nHint: Which way?\nNote: you printed."


def test_control_characters_and_addresses_do_not_reach_the_report(toy):
    report = toy(_raises(ValueError(f"\x1b[31mred\u202e {object()!r}\nsecond line")))
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


def test_an_argument_is_shown_so_that_the_case_can_be_tried():
    for value in (np.arange(54).reshape(6, 9), np.array([1.0, 2.0]), np.array([0.5, 2]), np.array([1, 2], np.uint8)):
        made = eval(show_argument(value), {"array": np.array, "uint8": np.uint8})
        assert made.dtype == value.dtype
        assert np.array_equal(made, value)
    assert show_argument(np.zeros((9, 9))) == "an array of shape (9, 9)"


def test_the_stronger_hint_has_a_line_of_its_own():
    report = Report("2.3", "not yet", "no.", "Which way?", ("you printed.",), "Divide <n> by s.")
    assert str(report).splitlines()[1:] == ["Hint: Which way?", "Stronger hint: Divide <n> by s.", "Note: you printed."]
    assert "Stronger hint: Divide <n> by s." in _Balance(report._repr_html_()).text


def test_a_prediction_has_no_number():
    report = Report("", "predict first", "replace `...`.")
    assert str(report) == "○ Predict first — replace `...`."
    assert ("aria-label", "Prediction: predict first") in _Balance(report._repr_html_()).attributes
