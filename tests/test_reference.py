"""The reference pages: linked files exist, and the glossary has every term that a chapter introduces in bold."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "reference").glob("*.md"))
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
GLOSSARY = (ROOT / "reference" / "glossary.md").read_text(encoding="utf-8")
TERMS = [row.split(" | ")[0].removeprefix("| ") for row in GLOSSARY.splitlines() if re.match(r"\| [^-]", row)][1:]
# What is bold and introduces no term: the parts of an opening, what a check says, a sentence, the head of a note or a list.
OTHER = re.compile(r"What you'll|Time$|Watch out|[○✗✓]|.*[.:!?]$|It |The derivative can|Areas multiply|Means and|Which ")
FIELDS = {"statistics", "signal processing", "image processing", "geophysics", "physics", "engineering", "computer vision"}


def bold_terms(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
            for words in re.findall(r"\*\*([^*\n]+)\*\*", text):
                if not OTHER.match(words) and words.lower() not in FIELDS and "`" not in words:
                    yield words.lower()


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_glossary_has_every_bold_term_of_a_chapter(path):
    missing = set(bold_terms(path)) - {term.lower() for term in TERMS}
    assert not missing


def test_terms_stand_once_and_in_order():
    assert sorted(TERMS, key=str.lower) == TERMS
    assert len({term.lower() for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_exist(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"https?://|#|mailto:", target):
            assert (page.parent / target.split("#")[0]).exists(), target
