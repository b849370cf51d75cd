"""The rule: which cells of a chapter become slides, and what stands on them."""

import re

import pytest

from classroom.chapters import read_chapters
from classroom.slides.deck import slides

TITLE = "# 01 · Slide\n\nA clap. What does it say?\n\n**What you'll learn**\n\n* to flip\n* to shift\n\n**Time** — long"


def markdown(source, **metadata):
    return {"cell_type": "markdown", "metadata": metadata, "source": source, "id": "m"}


def code(source, *outputs, **metadata):
    return {"cell_type": "code", "metadata": metadata, "source": source, "id": "c", "outputs": list(outputs)}


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def figure(alt="a curve", **more):
    return {"output_type": "display_data", "data": {"image/png": "iVBO", **more}, "metadata": {"image/png": {"alt": alt}}}


def deck_of(*cells):
    stacks = slides({"cells": [markdown(TITLE), *cells]}, lambda source, alt: f'<img alt="{alt}">')
    return [slide for stack in stacks for slide in stack][2:]


def kinds(*cells):
    return [slide.kind for slide in deck_of(*cells)]


SECTION = markdown("## Look\n\nYou see it. But why is it so? The reason is long.")
BEFORE = markdown("## Look\n\nBut why is it so?")


def test_a_title_slide_asks_the_chapters_question_and_the_next_one_says_what_is_learned():
    title, learn, *_ = (s for stack in slides({"cells": [markdown(TITLE)]}, None) for s in stack)
    assert (title.kind, title.heading) == ("title", "01 · Slide")
    assert "What does it say?" in title.body[0]
    assert (learn.kind, learn.heading) == ("list", "What you'll learn")
    assert "long" in "".join(title.notes + learn.notes)


def test_a_section_opens_with_its_question_and_has_its_prose_in_the_notes():
    (section,) = deck_of(SECTION)
    assert section.body == ["<p>You see it.</p>", "<p>But why is it so?</p>"]
    assert "The reason is long." in section.notes[0]


def test_a_part_without_words_of_its_own_leaves_its_heading_to_the_next_slide():
    cells = [SECTION, markdown("### Part\n\n$$x$$")]
    assert kinds(*cells) == ["section", "formula"]
    assert deck_of(*cells)[-1].heading == "Part"


def test_a_formula_a_table_and_a_drawing_have_slides_with_the_sentence_before_them():
    text = "Long. Here it is:\n\n$$x$$\n\nThe rows:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSee.\n\n![a grid](../fig/a.svg)"
    _, formula, table, drawing = deck_of(SECTION, markdown(text))
    assert formula.body == ['<p class="lead">Here it is:</p>', '<div class="formula">x</div>']
    assert (table.kind, "<td>1</td>" in table.body[1]) == ("table", True)
    assert (drawing.kind, drawing.body[-1]) == ("picture", '<img alt="a grid">')


def test_a_new_word_has_a_slide_and_the_rest_of_its_paragraph_is_said():
    *_, statement = deck_of(SECTION, code("f()", figure()), markdown("First. Here is a **delta**. (An aside.) Last."))
    assert statement.body == ["<p>Here is a <strong>delta</strong>.</p>"]
    assert "An aside." in statement.notes[0]


@pytest.mark.parametrize("tag", ["guard", "solution", "check", "exercise"])
def test_what_is_not_for_the_screen_has_no_slide(tag):
    assert kinds(SECTION, code("secret()", printed("1"), tags=[tag])) == ["section"]
    assert "secret" not in deck_of(SECTION, code("secret()", printed("1"), tags=[tag]))[0].html()


def test_set_up_versions_and_the_closing_sections_are_left_out():
    cells = [code("chapter.start()"), code("chapter.versions()", printed("1"))]
    closing = [markdown("## Further reading\n\n* a book"), code("chapter.run_time()", printed("25 s"))]
    assert kinds(SECTION, *cells, *closing) == ["section"]
    assert kinds(SECTION, *closing, SECTION) == ["section", "section"]


def test_code_is_shown_up_to_six_lines_and_with_its_output():
    six, seven = "\n".join("abcdef"), "\n".join("abcdefg")
    assert '<pre class="small"><code>a' in deck_of(BEFORE, code(six, printed("1\n2\n3")))[-1].html().partition("<aside")[0]
    assert kinds(BEFORE, code(six)) == ["section"]
    assert kinds(BEFORE, code(seven, printed("1"))) == ["section"]
    table = deck_of(BEFORE, code(seven, printed("1\n2")))[-1]
    assert (len(table.body), "<code>a" in table.notes[0]) == (1, True)


def test_the_code_of_a_figure_is_in_the_notes():
    *_, slide = deck_of(BEFORE, code("plot();", printed("error 0.1\n"), figure("two curves")))
    assert (slide.kind, slide.body[0]) == ("picture", '<img alt="two curves">')
    assert "error 0.1" in slide.body[1]
    assert "plot()" in slide.notes[0]


def test_an_explorer_is_live_and_keeps_its_picture():
    page = {"application/vnd.convolution-course.explorer+json": {"module": "flip.js", "state": {"t": "<"}}}
    *_, slide = deck_of(BEFORE, code("widgets.flip()", figure(**page)))
    assert slide.kind == "explorer"
    assert '<div data-prevent-swipe data-explorer="flip.js">' in slide.body[0]
    assert '{"t": "\\u003c"}' in slide.body[0]
    assert '<img alt="a curve">' in slide.body[0]


def test_a_prediction_shows_its_answer_on_the_next_step_and_its_slips_to_the_speaker():
    asked = markdown("Long story. Take two arrays of 20. How many values?")
    *_, slide = deck_of(SECTION, asked, code("exercises.ch02.length_of_full(...)", tags=["predict"]))
    question, answer = slide.body
    assert (slide.kind, "How many values?" in question) == ("question", True)
    assert answer.startswith('<p class="answer fragment" data-fragment-index="0"><strong>39</strong>: the first sample')
    assert "<b>40</b>" in "".join(slide.notes)
    assert "40" not in question


def test_the_right_option_is_marked_on_the_next_step_only():
    asked = markdown("Which is it?\n\n* a) the **same**\n* b) upside down\n* c) mirrored")
    *_, slide = deck_of(SECTION, asked, code("exercises.ch01.swapped(...)", tags=["recall"]))
    options = re.findall(r'<li class="([^"]*)".*?<b>(.)\)', slide.body[1])
    assert options == [("other", "a"), ("other", "b"), ("fragment custom right", "c")]
    assert "<strong>same</strong>" in slide.body[1]
    assert slide.heading.startswith("From memory")


def test_options_on_one_line_are_worded_by_the_question():
    asked = markdown("Which is it?\n\n* a) same, b) upside down, c) mirrored")
    *_, slide = deck_of(BEFORE, asked, code("exercises.ch01.swapped(...)", tags=["predict"]))
    assert re.findall(r"<span>(.*?)</span>", slide.body[1]) == ["the same curve", "the curve upside down", "its mirror image"]


def test_a_table_of_a_question_with_options_has_a_slide_before_it():
    asked = markdown("Which row is wrong?\n\n| a |\n|---|\n| 1 |\n\n* a) one\n* b) two\n* c) three")
    *_, table, slide = deck_of(BEFORE, asked, code("exercises.ch01.swapped(...)", tags=["predict"]))
    assert (table.kind, slide.kind) == ("table", "question")
    assert "<table" not in slide.html()


def test_a_sentence_that_points_back_comes_with_the_one_before_it():
    *_, statement = deck_of(BEFORE, code("f()", figure()), markdown("First. Something bends. It is an **activation**. Last."))
    assert statement.body == ["<p>Something bends.</p>", "<p>It is an <strong>activation</strong>.</p>"]


def test_a_drawing_in_a_task_or_a_question_has_a_slide_of_its_own():
    task = markdown("### Exercise 1.1 — Do\nWrite it.\n\n![a row](../fig/row.svg)")
    assert kinds(BEFORE, task) == ["section", "exercise", "picture"]
    asked = markdown("What is it?\n\n![a row](../fig/row.svg)")
    assert kinds(BEFORE, asked, code("exercises.ch02.length_of_full(...)", tags=["predict"])) == [
        "section",
        "picture",
        "question",
    ]


def test_an_exercise_shows_its_task():
    task = markdown("### Exercise 1.1 — Flip it\nWrite `flip(g)`.\n\n```python\nbug()\n```")
    *_, slide = deck_of(SECTION, task, code("def flip(g):\n    ...", tags=["exercise"]))
    assert (slide.kind, slide.heading) == ("exercise", "Exercise 1.1 — Flip it")
    assert "bug()" in slide.body[0]


def test_slideshow_metadata_overrules_the_rule():
    skipped = code("f()", printed("secret"), slideshow={"slide_type": "skip"})
    said = markdown("It is **new**.", slideshow={"slide_type": "notes"})
    (section,) = deck_of(SECTION, skipped, said)
    assert "new" in "".join(section.notes)


def test_a_long_list_goes_onto_several_slides():
    items = "\n".join(f"* {'word ' * 29}" for _ in range(4))
    assert kinds(SECTION, markdown(items)) == ["section", "list", "list"]


def test_no_chapter_shows_a_solution_and_every_picture_says_what_it_shows():
    for chapter in read_chapters():
        alts = []
        made = slides(chapter.notebook, lambda source, alt, alts=alts: alts.append(alt) or "<img>")
        whole = "".join(slide.html() for stack in made for slide in stack)
        assert "def solution" not in whole, chapter.path.name
        assert "ModuleNotFoundError as missing" not in whole
        assert alts, chapter.path.name
        assert all(len(alt) > 10 for alt in alts), chapter.path.name
        assert min(map(len, made)) > 0
