"""Markdown in pieces, as the slides take it apart."""

import pytest

from classroom.slides.text import Block, Notes, as_html, blocks, first, heading, sentences


def test_a_heading_and_the_line_below_it_are_two_blocks():
    found = blocks(
        "### Exercise 1.1 — Flip it\nWrite `flip(g)`.\n\n```python\na\n\nb\n```\n\n| a |\n|---|\n\n> note\n\n![x](y.svg)"
    )
    assert [block.kind for block in found] == ["heading", "text", "code", "table", "quote", "picture"]
    assert heading(found[0]) == "Exercise 1.1 — Flip it"
    assert found[0].level == 3


def test_items_that_stand_apart_are_one_list():
    assert blocks("* a\n\n* b\n\n1. c") == [Block("list", "* a\n* b\n1. c")]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("It is 0.5 high, i.e. low. Why?", ["It is 0.5 high, i.e. low.", "Why?"]),
        ("Call `f. G` twice. Then $a. B$.", ["Call `f. G` twice.", "Then $a. B$."]),
        ("See [the page. Here](a. B). Go.", ["See [the page. Here](a. B).", "Go."]),
        ("**Done.** *Look. Which one?* End.", ["**Done.**", "*Look.*", "*Which one?*", "End."]),
        ("One (two. Three) four. (Five.) Six.", ["One (two. Three) four.", "(Five.)", "Six."]),
    ],
)
def test_a_paragraph_is_cut_at_its_sentences_only(paragraph, expected):
    assert sentences(paragraph) == expected


def test_as_many_sentences_as_fit_and_one_at_least():
    assert first(["one two three", "four", "five"], 4) == ["one two three", "four"]
    assert first(["one two three"], 1) == ["one two three"]


def test_a_formula_is_set_on_the_slide_and_left_as_tex_in_the_notes():
    assert as_html("$$a < b.$$") == '<div class="formula">a &lt; b.</div>'
    assert as_html("so $a < b$", Notes) == "<p>so <code>a &lt; b</code></p>"


def test_a_link_into_the_course_becomes_its_words():
    assert as_html("[words](../reference/x.md), [page](https://a.org)") == '<p>words, <a href="https://a.org">page</a></p>'
