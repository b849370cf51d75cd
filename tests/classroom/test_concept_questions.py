"""The concept questions: five for each chapter, one right, and what every other option reveals."""

from collections import Counter

import pytest

from classroom.chapters import read_chapters
from classroom.slides.questions import PAGE, read, slides

QUESTIONS = read(PAGE.read_text(encoding="utf-8"))
ALL = [question for asked in QUESTIONS.values() for question in asked]
ONE = "## 00 · Find\n\n### 00.1 Title\nWhat?\n\n* a) one\n* b) two\n\n* **a** is right: so\n* **b** {}: not\n"


def test_every_chapter_has_five_under_its_title():
    titles = [chapter.notebook["cells"][0]["source"].splitlines()[0].removeprefix("# ") for chapter in read_chapters()]
    assert [*QUESTIONS] == titles[: len(QUESTIONS)]
    assert len(QUESTIONS) >= 9
    for title, asked in QUESTIONS.items():
        assert [question.number for question in asked] == [f"{title[:2]}.{k}" for k in range(1, 6)]


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.number)
def test_each_has_one_right_option_and_says_what_the_others_reveal(question):
    assert [*question.options] == [*"abcd"]
    assert {question.right, *question.reveals} == {*"abcd"}
    assert len(question.reveals) == 3
    assert "?" in question.asked
    assert len(set(question.options.values())) == 4
    assert len(set(question.reveals.values())) == 3


def test_the_right_letter_cannot_be_guessed():
    for title, asked in QUESTIONS.items():
        count = Counter(question.right for question in asked)
        assert len(count) >= 3, title
        assert max(count.values()) <= 2, title
    count = Counter(question.right for asked in QUESTIONS.values() for question in asked)
    assert min(count[letter] for letter in "abcd") >= len(QUESTIONS)


def test_the_longest_option_is_not_always_the_right_one():
    asked = ALL
    longest = [
        question for question in asked if max(question.options, key=lambda k: len(question.options[k])) == question.right
    ]
    assert len(longest) < len(ALL) / 2


def test_a_question_with_two_right_options_is_refused():
    assert read(ONE.format("reveals"))["00 · Find"][0].right == "a"
    with pytest.raises(ValueError, match=r"question 00\.1.*a \(is right\), b \(is right\)"):
        read(ONE.format("is right"))


def test_an_option_of_which_nothing_is_said_is_refused():
    with pytest.raises(ValueError, match=r"question 00\.1: its options are a, b, and it says of a \(is right\)"):
        read(ONE.format("means"))


def test_they_are_slides_with_what_others_reveal_in_the_notes():
    title, (section, slide) = slides(ONE.format("reveals"))
    assert [each.kind for each in (*title, section, slide)] == ["title", "section", "question"]
    assert "reveals: <p>not</p>" in slide.notes[0]
    assert "not" not in "".join(slide.body)
