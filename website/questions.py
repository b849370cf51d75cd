"""Predictions and recall questions as a page shows them: the answer, and what a wrong one means, opens on a click."""

from __future__ import annotations

import ast
import html
import importlib
import re

from course_utils.exercises import Prediction
from course_utils.exercises.report import show

OPTION = re.compile(r"^[*-] +([a-z])\) +(.+)\n?", re.MULTILINE)
INLINE = re.compile(r"`(?P<code>[^`]+)`|\$(?P<formula>[^$]+)\$|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*")


def inline(text: str) -> str:
    """One line of Markdown as HTML; a formula becomes what `website.formulas` sets.

    >>> inline("`same` keeps *all* of $f < g$")
    '<code>same</code> keeps <em>all</em> of <span class="formula">f &lt; g</span>'
    """
    parts, done = [], 0
    for found in INLINE.finditer(text):
        kind = found.lastgroup
        opening, closing = ('span class="formula"', "span") if kind == "formula" else (kind, kind)
        parts += [html.escape(text[done : found.start()]), f"<{opening}>{html.escape(found[kind])}</{closing}>"]
        done = found.end()
    return "".join([*parts, html.escape(text[done:])])


def asked(source: str) -> tuple[str, str] | None:
    """The chapter and the name of the question that a cell asks, or None.

    >>> asked("exercises.ch02.length_of_full(...)")
    ('ch02', 'length_of_full')
    >>> asked("plot_pair(BOX, RAMP)")
    """
    match ast.parse(source).body:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Attribute(ast.Name("exercises"), chapter), name)))]:
            return chapter, name
    return None


def find(source: str) -> Prediction:
    """The question that a cell asks.

    Raises
    ------
    ValueError
        If the cell asks none that the course knows.
    """
    place = asked(source)
    if place is None:
        raise ValueError(f"{source!r} is tagged as a question; one looks like exercises.ch02.length_of_full(...)")
    chapter, name = place
    question = getattr(importlib.import_module(f"course_utils.exercises.{chapter}"), name, None)
    if not isinstance(question, Prediction):
        raise ValueError(f"course_utils.exercises.{chapter} has no question {name!r}; add it there, or remove its cell")
    return question


def without_options(text: str) -> tuple[str, dict[str, str]]:
    """The text above a question without its list of options, and the options as it words them.

    >>> without_options("Which one?\\n\\n* a) the box\\n* b) the ramp")
    ('Which one?\\n', {'a': 'the box', 'b': 'the ramp'})
    """
    return OPTION.sub("", text), dict(OPTION.findall(text))


def options_of(question: Prediction, wording: dict[str, str] | None) -> dict[str, str]:
    """The options as the text above a question words them, or as the question does where the text has them on one line."""
    own = {letter: text for letter, (text, _) in question.options.items()}
    return wording if wording and wording.keys() == own.keys() else own


def _folded(summary: str, right: bool | None, content: str, group: str) -> str:
    kind = {True: "right", False: "wrong", None: "answer"}[right]
    return f'<details class="{kind}" name="{group}"><summary>{summary}</summary>{content}</details>'


def _verdict(right: bool, text: str) -> str:
    sign, words = ("✓", "Right") if right else ("✗", "Not quite")
    return f'<p><span aria-hidden="true">{sign}</span> <strong>{words}</strong> — {text}</p>'


def as_html(question: Prediction, key: str, wording: dict[str, str] | None = None, recall: bool = False) -> str:
    """The question as a piece of a page, without an empty line in it.

    Parameters
    ----------
    question
        What the chapter asks.
    key
        A name for this place, one of a kind on its page.
    wording
        The options as the text words them; without it as the question does.
    recall
        Whether it asks about something that was learned before.
    """
    group, head = f"question-{key}", "From memory" if recall else "Your prediction"
    if question.options:
        task = "choose one, and see what it means"
        parts = []
        texts = options_of(question, wording)
        for letter, (_, reason) in question.options.items():
            right = letter == question.answer
            summary = f"<b>{letter})</b> {inline(texts[letter])}"
            parts.append(_folded(summary, right, _verdict(right, inline(reason)), group))
    else:
        task = "write it down, then open the answer"
        answer = f'<p class="value"><strong>{html.escape(show(question.answer))}</strong>: {inline(question.why)}</p>'
        slips = [f"<dt>{html.escape(show(slip))}</dt><dd>{inline(text)}</dd>" for slip, text in question.slips.items()]
        others = f"<p>If you have something else:</p><dl>{''.join(slips)}</dl>" if slips else ""
        parts = [_folded("Show the answer", None, answer + others, group)]
    return (
        f'<div class="question" role="group" aria-labelledby="{group}">'
        f'<p class="head" id="{group}"><strong>{head}</strong><span class="how"> — {task}</span></p>{"".join(parts)}</div>'
    )
