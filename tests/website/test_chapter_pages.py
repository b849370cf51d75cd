"""What the page of a chapter keeps, leaves out, folds and asks."""

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image

from course_utils.exercises import Prediction
from course_utils.widgets.base import PAGE
from website import chapters, project, questions
from website.pictures import Figure, kept, size_of, smallest, write_stills

ROWS = project.rows()
each_chapter = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)


def picture_of(png, name, about):
    return Figure(f"figures/{name}.webp", about.get("width", 1), about.get("height", 1))


def code(source, *tags, outputs=()):
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "code", "id": f"c{len(source)}", "metadata": metadata, "source": source, "outputs": list(outputs)}


def text(source):
    return {"cell_type": "markdown", "id": f"m{len(source)}", "metadata": {}, "source": source}


def page(*cells, write=picture_of):
    given = {"cells": [text("# 01 · Title"), code("import numpy"), *cells], "metadata": {"widgets": {}}}
    before = json.dumps(given)
    made = chapters.page_of(given, write, "01_title")
    assert json.dumps(given) == before
    return made["cells"][3:]


def test_guards_versions_and_run_time_are_left_out():
    left = page(code("assert True", "guard"), text("The versions that made the outputs you see:"), code("chapter.versions()"))
    assert left == []
    assert [cell["source"] for cell in page(text("A text\nof two lines:"), code("chapter.run_time()"))] == [
        "A text\nof two lines:"
    ]


def test_solutions_and_the_imports_are_folded_and_say_so():
    (cell,) = page(code("def solution(): ...", "solution"))
    assert cell["metadata"] == {
        "tags": ["solution", "hide-cell"],
        "mystnb": {"code_prompt_show": "Show the solution", "code_prompt_hide": "Hide the solution"},
    }
    made = chapters.page_of({"cells": [text("# 1"), code("import numpy")], "metadata": {}}, picture_of, "01_title")
    assert made["cells"][2]["metadata"]["tags"] == ["hide-input"]


def test_the_place_of_the_button_names_the_chapter():
    made = chapters.page_of({"cells": [text("# 1"), code("import numpy")], "metadata": {}}, picture_of, "01_title")
    assert made["cells"][1]["source"] == "<!-- run 01_title -->"


def test_a_question_takes_its_options_from_the_text_above_it():
    above, question = page(
        text("Which one?\n\n* a) a *wider* box\n* b) a $\\Delta$\n* c) a bell\n* d) the box"),
        code("exercises.ch01.two_boxes(...)", "predict"),
    )
    assert above["source"] == "Which one?\n\n"
    assert "<b>a)</b> a <em>wider</em> box" in question["source"]
    assert '<span class="formula">\\Delta</span>' in question["source"]
    assert question["source"].count("<details") == 4
    assert question["source"].count('class="right"') == 1
    assert "\n" not in question["source"]


def test_a_question_for_a_value_folds_the_answer_and_the_slips():
    made = questions.as_html(Prediction(39, "38 < 39.", slips={40: "did you count `both` ends?"}), "x", recall=True)
    assert "<strong>39</strong>: 38 &lt; 39." in made
    assert "<dt>40</dt><dd>did you count <code>both</code> ends?</dd>" in made
    assert "From memory" in made
    assert made.index("<details") < made.index("39")


@pytest.mark.parametrize("source", ["exercises.ch01.no_such_question(...)", "exercises.ch01.flip_and_shift(...)", "plot(x)"])
def test_a_question_that_is_none_gets_a_sentence(source):
    with pytest.raises(ValueError, match=r"has no question|tagged as a question"):
        questions.find(source)


def png():
    stream = io.BytesIO()
    Image.fromarray(np.zeros((20, 30, 3), np.uint8)).save(stream, "png")
    return stream.getvalue()


def output(about, **data):
    data = {"image/png": base64.b64encode(png()).decode(), "text/plain": ["x"], **data}
    return {"output_type": "display_data", "metadata": {"image/png": about}, "data": data}


def test_a_picture_has_its_size_and_its_alt_text_and_comes_late():
    (cell,) = page(code("plot()", outputs=[output({"alt": 'the "box" & <ramp>', "width": 20, "height": 10})]))
    html = cell["outputs"][0]["data"]["text/html"]
    assert 'alt="the &quot;box&quot; &amp; &lt;ramp&gt;" width="20" height="10" loading="lazy"' in html
    assert list(cell["outputs"][0]["data"]) == ["text/html"]


def test_a_picture_without_an_alt_text_is_refused():
    with pytest.raises(ValueError, match=r"no alt text; draw it with a function that calls style\.describe"):
        page(code("plot()", outputs=[output({})]))


def test_an_explorer_keeps_its_state_and_its_picture():
    state = {"t": 0.5, "words": "</script>"}
    (cell,) = page(code("explore()", outputs=[output({"alt": "still"}, **{PAGE: {"module": "flip.js", "state": state}})]))
    html = cell["outputs"][0]["data"]["text/html"]
    (kept_state,) = re.findall(r'<script type="application/json">(.*?)</script>', html)
    assert json.loads(kept_state) == state
    assert 'data-module="flip.js" data-live="../explorers/live.js"' in html
    assert 'alt="still"' in html


@each_chapter
def test_every_chapter_becomes_a_page(row):
    notebook = chapters.read(project.ROOT / row.file)
    made = chapters.page_of(notebook, picture_of, "name")
    tags = [tag for cell in notebook["cells"] for tag in chapters.tags_of(cell)]
    sources = [chapters.text_of(cell) for cell in made["cells"]]
    assert sum('class="question"' in source for source in sources) == tags.count("predict") + tags.count("recall")
    assert sum("hide-cell" in chapters.tags_of(cell) for cell in made["cells"]) == tags.count("solution")
    assert not [source for source in sources if "chapter.versions" in source or "(...)" in source]
    mimes = {mime for cell in made["cells"] for each in cell.get("outputs", []) for mime in each.get("data", {})}
    assert not mimes & {"image/png", PAGE}


def test_pictures_are_smaller_and_the_cache_gives_the_same(tmp_path):
    picture = chapters.first_explorer(chapters.read(project.ROOT / ROWS[1].file))[1]
    ending, content = smallest(picture)
    assert len(content) < len(picture)
    assert Image.open(io.BytesIO(content)).size == Image.open(io.BytesIO(picture)).size
    assert kept(picture, tmp_path) == kept(picture, tmp_path) == (ending, content)
    assert len(list(tmp_path.iterdir())) == 1


def test_sizes_of_drawings_and_stills_of_animations(tmp_path):
    assert size_of(project.ROOT / "fig" / "thread_map.svg")[0] == 880
    (tmp_path / "a.svg").write_text('<svg viewBox="0 0 1 1">')
    with pytest.raises(ValueError, match=r"a\.svg does not say its width"):
        size_of(tmp_path / "a.svg")
    frames = [Image.new("RGB", (4, 4), color) for color in ("red", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    write_stills(tmp_path)
    assert Image.open(tmp_path / "a.still.png").convert("RGB").getpixel((0, 0)) == (255, 0, 0)
