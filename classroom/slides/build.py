"""Write the slides: python -m classroom.slides.build makes classroom/_slides, a folder of pages that asks no other host.

reveal.js and MathJax come from npm when they are not in website/_cache yet.
"""

from __future__ import annotations

import hashlib
import html
import shutil
import sys
from functools import partial
from pathlib import Path

from classroom.chapters import ROOT, read_chapters
from course_utils.datasets import PICTURES, load_picture
from course_utils.widgets.filters import encoded, shrunk
from website import formulas, npm, pictures

from . import deck, questions
from .deck import Slide

HERE = Path(__file__).resolve().parent
SLIDES = HERE.parent / "_slides"
REVEAL = "5.2.1", "359b575dd51bbda32f89b2fd4c7dc46ad7389a805572158916c29252f7a27333"
FROM_REVEAL = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "LICENSE")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="reveal/reset.css">
<link rel="stylesheet" href="reveal/reveal.css">
<link rel="stylesheet" href="slides.css">
</head>
<body>
{body}
</body>
</html>
"""
DECK = """<div class="reveal"><div class="slides">
{stacks}
</div></div>
<script src="reveal/reveal.js"></script>
<script src="reveal/notes.js"></script>
<script src="slides.js"></script>"""


def draw(folder: Path, source: bytes | str, alt: str) -> str:
    """Write a picture into the folder of slides, and give its HTML."""
    if isinstance(source, str):
        origin = (ROOT / "notebooks" / source).resolve()
        place = f"fig/{origin.name}"
        content = origin.read_bytes()
    else:
        place = f"figures/{hashlib.sha256(source).hexdigest()[:16]}.png"
        content = source
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes(content)
    width, height = pictures.size_of(folder / place)
    return f'<img src="{place}" alt="{html.escape(alt)}" width="{width}" height="{height}">'


def page_of(title: str, stacks: list[list[Slide]]) -> str:
    """A page of slides; formulas are not set yet."""
    made = "\n".join(f"<section>\n{chr(10).join(slide.html() for slide in stack)}\n</section>" for stack in stacks)
    return PAGE.format(title=html.escape(title), body=DECK.format(stacks=made))


def contents(titles: dict[str, str]) -> str:
    """The page that leads to the others."""
    rows = "".join(f'<li><a href="{name}">{html.escape(title)}</a></li>' for name, title in titles.items())
    keys = "Space leads to the next slide, → to the next section. S opens the speaker's notes, F fills the screen, O shows all."
    body = f'<main class="contents"><h1>Convolution, all the way: slides</h1><ul>{rows}</ul><p>{keys}</p></main>'
    return PAGE.format(title="Slides", body=body)


def copy_beside(folder: Path) -> None:
    """What the pages load: reveal.js, the style, the explorers with their photographs."""
    reveal = npm.fetch("reveal.js", *REVEAL, npm.CACHE)
    (folder / "reveal").mkdir()
    for name in FROM_REVEAL:
        shutil.copy(reveal / name, folder / "reveal")
    for name in ("slides.css", "slides.js"):
        shutil.copy(HERE / name, folder)
    (folder / "explorers").mkdir()
    for module in (ROOT / "course_utils" / "widgets").glob("*.js"):
        shutil.copy(module, folder / "explorers")
    for name in PICTURES:
        (folder / "explorers" / f"{name}.png").write_bytes(encoded(shrunk(load_picture(name))))


def build(folder: Path, notebooks: Path = ROOT / "notebooks") -> list[Path]:
    """Write the slides of all chapters and of the concept questions into a folder that is made anew.

    Raises
    ------
    FileNotFoundError
        If Node.js or npm is not installed.
    ValueError
        If a formula, a question or a drawing is not as it must be.
    """
    mathjax = formulas.fetch(npm.CACHE)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copy_beside(folder)
    pages, titles = {}, {}
    for chapter in read_chapters(notebooks):
        stacks = deck.slides(chapter.notebook, partial(draw, folder))
        name = f"{chapter.path.stem}.html"
        titles[name] = stacks[0][0].heading
        pages[folder / name] = page_of(titles[name], stacks)
    titles["concept_questions.html"] = "Concept questions"
    pages[folder / "concept_questions.html"] = page_of("Concept questions", questions.slides(questions.PAGE.read_text("utf-8")))
    for path, page in formulas.set_in(pages, mathjax).items():
        path.write_text(page, encoding="utf-8")
    (folder / "index.html").write_text(contents(titles), encoding="utf-8")
    return [*pages]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    for written in build(SLIDES):
        print(written.relative_to(ROOT))
