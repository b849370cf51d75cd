"""The concept questions: read from their page, and as slides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .deck import Slide, choices, sized, solved
from .text import Notes, as_html, inline, words

PAGE = Path(__file__).resolve().parent.parent / "concept_questions.md"
CHAPTER = re.compile(r"^## (\d\d) · (.+)\n", re.MULTILINE)
QUESTION = re.compile(r"^### (\d\d\.\d) (.+)\n", re.MULTILINE)
OPTION = re.compile(r"^\* ([a-d])\) (.+)$", re.MULTILINE)
ABOUT = re.compile(r"^\* \*\*([a-d])\*\* (is right|reveals): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class ConceptQuestion:
    """One question for a class: what is asked, its options, which one is right and why, what each other one reveals."""

    number: str
    title: str
    asked: str
    options: dict[str, str]
    right: str
    why: str
    reveals: dict[str, str]

    def slide(self) -> Slide:
        """The question; on the next step the answer."""
        count = words(self.asked) + sum(map(words, self.options.values()))
        body = [sized(as_html(self.asked), count), choices(self.options, self.right), solved(f"{self.right})", self.why)]
        rows = "".join(f"<li><b>{letter}</b> reveals: {as_html(what, Notes)}</li>" for letter, what in self.reveals.items())
        return Slide("question", f"{self.number} <small>{inline(self.title)}</small>", body, [f"<ul>{rows}</ul>"])


def read(page: str) -> dict[str, list[ConceptQuestion]]:
    """The questions of the page, by the number and title of their chapter.

    Raises
    ------
    ValueError
        If a question has not exactly one right option, or an option of which nothing is said.
    """
    found = {}
    pieces = CHAPTER.split(page)[1:]
    for number, title, content in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        parts = QUESTION.split(content)[1:]
        found[f"{number} · {title}"] = [_question(*part) for part in zip(parts[::3], parts[1::3], parts[2::3], strict=True)]
    return found


def _question(number: str, title: str, content: str) -> ConceptQuestion:
    options, about = dict(OPTION.findall(content)), ABOUT.findall(content)
    right = [letter for letter, kind, _ in about if kind == "is right"]
    if len(right) != 1 or sorted(letter for letter, *_ in about) != sorted(options):
        raise ValueError(
            f"question {number}: its options are {', '.join(options)}, and it says of "
            f"{', '.join(f'{letter} ({kind})' for letter, kind, _ in about)}; say it of each once, of one that it is right"
        )
    texts = {letter: what for letter, _, what in about}
    asked = content[: OPTION.search(content).start()].strip()
    return ConceptQuestion(number, title, asked, options, right[0], texts.pop(right[0]), texts)


def slides(page: str) -> list[list[Slide]]:
    """The slides of all questions, in one stack for each chapter."""
    opening = Slide("title", "Concept questions", ['<p class="hook">Vote, talk to your neighbour, vote again.</p>'])
    stacks = [[opening]]
    for title, asked in read(page).items():
        stacks.append([Slide("section", inline(title)), *(question.slide() for question in asked)])
    return stacks
