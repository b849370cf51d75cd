"""The pages of slides, as far as they are made without Node.js."""

import pytest

from classroom.slides.build import contents, draw, page_of
from classroom.slides.deck import Slide

STACKS = [[Slide("title", "One"), Slide("code", "Two", ["<p>body</p>"], ["<p>said</p>"])], [Slide("section", "Three")]]


def test_a_page_has_a_stack_for_each_section_and_the_notes_in_their_slides():
    page = page_of("A < B", STACKS)
    assert page.count("<section>") == 2
    assert page.count("</section>") == 5
    assert "<title>A &lt; B</title>" in page
    assert '<h3>Two</h3><p>body</p></div><aside class="notes"><p>said</p></aside></section>' in page


def test_no_page_names_another_host():
    for page in (page_of("t", STACKS), contents({"01.html": "One"})):
        assert "http" not in page


def test_a_drawing_of_the_course_lies_beside_the_slides_with_its_size(tmp_path):
    made = draw(tmp_path, "../fig/flip_and_slide.gif", 'a "box"')
    assert (tmp_path / "fig" / "flip_and_slide.gif").exists()
    assert made.startswith('<img src="fig/flip_and_slide.gif" alt="a &quot;box&quot;" width="')


def test_a_drawing_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no_such\.svg"):
        draw(tmp_path, "../fig/no_such.svg", "x")
