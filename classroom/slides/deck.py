"""The rule that makes slides of a chapter, by its tags and headings: one idea a slide, the prose in the speaker's notes.

A heading starts a slide, with the question that opens its section. A figure, a formula, a table, a list, a "Watch out", an
exercise, a prediction and a sentence that sets a new word in bold have slides of their own, and a short code cell with its
output. Solutions, checks, guards, set-up, versions, run time and the two closing sections have none. ``slideshow`` metadata
of a cell overrule this: ``{"slide_type": "skip"}`` and ``{"slide_type": "notes"}``.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from classroom.chapters import tags
from course_utils.exercises import Prediction
from course_utils.exercises.report import show
from course_utils.widgets.base import PAGE
from website import chapters, questions

from . import text
from .text import Block, Notes, as_html, inline

APART = ("picture", "table")  # beside a question or a task they would be too small
LEFT_OUT = ("Further reading", "Back of the book")
WITHOUT_SLIDE = {"guard", "solution", "check", "exercise"}
CODE_LINES, OUTPUT_LINES, BESIDE_A_PICTURE = 6, 12, 3
SECTION_WORDS, STATEMENT_WORDS, TASK_WORDS, QUESTION_WORDS, LIST_WORDS, LONGEST_LIST, QUOTE_WORDS = 65, 60, 120, 75, 60, 85, 70
SMALL_LINES, TINY_LINES, WRAPS = 8, 12, 95  # of code and output together; where a small line is wrapped
SHORT_QUESTION, OPENING_WORDS, MANY_ROWS, LEAD_SENTENCES, OPTION_WORDS = 9, 40, 6, 3, 6
LARGE, MEDIUM = 40, 70  # words up to which a text is set in such letters

POINTS_BACK = re.compile(r"(\*\*)?(It|Its|This|That|They|These|Those|Both|Such)\b")

Picture = Callable[[bytes | str, str], str]


@dataclass
class Slide:
    """One slide: its kind, its heading and the HTML below it, and what its speaker says."""

    kind: str
    heading: str
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    room: int = 0

    def html(self) -> str:
        """The slide as reveal.js reads it."""
        level = {"title": "h1", "section": "h2"}.get(self.kind, "h3")
        notes = f'<aside class="notes">{"".join(self.notes)}</aside>' if self.notes else ""
        inside = f"<{level}>{self.heading}</{level}>{''.join(self.body)}"
        return f'<section class="{self.kind}"><div class="slide">{inside}</div>{notes}</section>'


def sized(body: str, count: int) -> str:
    """A part of a slide, in smaller letters where it has many words."""
    size = "large" if count <= LARGE else "medium" if count <= MEDIUM else "small"
    return f'<div class="text {size}">{body}</div>'


class Deck:
    """The slides of one chapter while its cells are read.

    Parameters
    ----------
    picture
        Takes the bytes of a PNG, or the address of a picture of the course, with its alt text, and gives its HTML.
    """

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.stacks: list[list[Slide]] = []
        self.heading = self.lead = ""

    @property
    def slide(self) -> Slide:
        """The last slide."""
        return self.stacks[-1][-1]

    def add(self, kind: str, *body: str, heading: str | None = None, room: int = 0) -> Slide:
        """Start a slide below the heading of this section."""
        slide = Slide(kind, self.heading if heading is None else heading, list(body), room=room)
        self.stacks[-1].append(slide)
        return slide

    def say(self, source: str) -> None:
        """Put Markdown into the notes of the last slide."""
        self.slide.notes.append(as_html(source, Notes))

    def taken_lead(self) -> list[str]:
        """The sentence that leads to what comes next, once."""
        lead, self.lead = self.lead, ""
        return [f'<p class="lead">{inline(lead)}</p>'] if lead else []

    def open(self, block: Block) -> None:
        """Start a section, or a part of one."""
        self.lead, self.heading = "", inline(text.heading(block))
        if block.level < 3:
            self.stacks.append([])
        self.add({1: "title", 2: "section"}.get(block.level, "part"), room=SECTION_WORDS)

    def read_title(self, parts: list[Block]) -> None:
        """The opening of a chapter: its question on the title slide, then what a learner will learn."""
        self.open(parts[0])
        hook = " ".join(_opening(parts[1].source))
        self.slide.body.append(f'<p class="hook">{inline(hook)}</p>')
        for before, block in pairwise(parts):
            if block.kind == "list":
                self.show_list(block, text.heading(before))
            else:
                self.say(block.source)

    def read_text(self, parts: list[Block]) -> None:
        """The blocks of a cell that asks nothing."""
        for k, block in enumerate(parts):
            following = parts[k + 1].kind if k + 1 < len(parts) else "end"
            match block.kind:
                case "heading":
                    if text.heading(block).startswith("Exercise "):
                        return self.show_task(block, parts[k + 1 :])
                    self.open(block)
                case "text":
                    self.read_paragraph(block.source, leads=following not in ("text", "heading"))
                case "list" if following == "formula" and block.source.endswith(":"):
                    self.lead = re.sub(r"^([*-]|\d+\.) ", "", block.source.splitlines()[-1])
                case "list":
                    self.show_list(block)
                case "formula":
                    self.add("formula", *self.taken_lead(), as_html(block.source))
                case "table":
                    rows = block.source.count("\n") - 1
                    self.add("table" if rows < MANY_ROWS else "table many", *self.taken_lead(), as_html(block.source))
                case "picture":
                    self.show_drawing(block.source)
                case "quote":
                    self.show_quote(block.source)
                case "code":
                    self.add("code", *self.taken_lead(), as_html(block.source))
        return None

    def read_paragraph(self, paragraph: str, leads: bool) -> None:
        """A paragraph goes into the notes; its question or its new words on the slide, its last sentence to what follows."""
        parts = text.sentences(paragraph)
        spoken = [part for part in parts if not part.startswith("(")] or parts
        slide = self.slide
        opening = _opening(paragraph) if slide.kind in ("section", "part") and not slide.body else []
        self.lead = ""
        if leads and (left := [part for part in spoken if part not in opening]):
            near = left[-LEAD_SENTENCES:]
            self.lead = left[-1] if left[-1].endswith(":") else next(filter(text.asks, reversed(near)), left[-1])
        shown = [sentence for part in spoken if "**" in part for sentence in _with_antecedent(part, parts)]
        shown = [part for part in dict.fromkeys([*opening, *shown]) if part != self.lead]
        if shown and slide.kind in ("section", "part") and slide.room >= text.words(shown[0]):
            shown = text.first(shown, slide.room)
            slide.room -= sum(map(text.words, shown))
            slide.body += [f"<p>{inline(part)}</p>" for part in shown]
        elif shown:
            shown = text.first(shown, STATEMENT_WORDS)
            self.add("statement", *(f"<p>{inline(part)}</p>" for part in shown))
        self.say(paragraph)

    def show_list(self, block: Block, heading: str | None = None) -> None:
        """A list, on as many slides as it needs."""
        items = re.split(r"^(?=[*-] |\d+\. )", block.source, flags=re.MULTILINE)[1:]
        lead, most = self.taken_lead(), LIST_WORDS
        if sum(map(text.words, items)) <= LONGEST_LIST:
            most = LONGEST_LIST
        while items:
            taken = text.first(items, most)
            items = items[len(taken) :]
            count = sum(map(text.words, taken))
            self.add("list", *lead, sized(as_html("\n".join(taken)), count), heading=heading and inline(heading.strip("*")))

    def show_drawing(self, source: str) -> None:
        """A drawing of the course."""
        for alt, address in re.findall(r"!\[(.*?)\]\((.*?)\)", source, flags=re.DOTALL):
            self.add("picture", *self.taken_lead(), self.picture(address, " ".join(alt.split())))

    def show_quote(self, source: str) -> None:
        """A note in a frame, as far as there is room; its bold start becomes the heading."""
        whole = " ".join(re.sub(r"^> ?", "", source, flags=re.MULTILINE).split())
        found = re.match(r"\*\*(.+?)\*\*\s*(.*)", whole)
        heading, rest = (inline(found[1]), found[2]) if found else (None, whole)
        shown = text.first(text.sentences(rest), QUOTE_WORDS)
        self.add("quote", sized(f"<p>{inline(' '.join(shown))}</p>", text.words(" ".join(shown))), heading=heading)
        self.say(whole)
        self.lead = ""

    def show_task(self, block: Block, parts: list[Block]) -> None:
        """An exercise with its task, for the time in which it is done."""
        self.heading, self.lead = inline(text.heading(block)), ""
        kept, room = [], TASK_WORDS
        for part in parts:
            if part.kind in APART:
                continue
            if part.kind == "text":
                taken = text.first(text.sentences(part.source), max(room, 1)) if room > 0 else []
                room -= sum(map(text.words, taken))
                kept.append(" ".join(taken))
            elif room > 0:
                room -= text.words(part.source)
                kept.append(part.source)
        self.add("exercise", sized(as_html("\n\n".join(kept)), TASK_WORDS - room))
        for part in parts:
            if part.kind not in APART:
                self.say(part.source)
        self.read_text([part for part in parts if part.kind in APART])

    def ask(self, parts: list[Block], wording: dict[str, str], question: Prediction, recall: bool) -> None:
        """A question, and on the next step its answer with the reason."""
        at = _question(parts)
        self.read_text(parts[:at])
        self.read_text([block for block in parts[at:] if block.kind in APART])
        parts = [*parts[:at], *(block for block in parts[at:] if block.kind not in APART)]
        shown, count, room = [], 0, QUESTION_WORDS - OPTION_WORDS * len(question.options)
        for block in parts[at:]:
            taken = text.sentences(block.source)[::-1] if block.kind == "text" else [block.source]
            taken = text.first(taken, room)[::-1]
            length = sum(map(text.words, taken))
            if not shown or count + length <= room:
                shown.append(" ".join(taken))
                count += length
        heading = "From memory" if recall else "Predict"
        answer = question.answer if isinstance(question.answer, str) else show(question.answer)
        body = [sized(as_html("\n\n".join(shown)), count + 2 * OPTION_WORDS * len(question.options))]
        if question.options:
            body.append(choices(questions.options_of(question, wording), question.answer))
            reason = question.options[question.answer][1]
            others = {letter: why for letter, (_, why) in question.options.items() if letter != question.answer}
        else:
            reason, others = question.why, {show(slip): why for slip, why in question.slips.items()}
        body.append(solved(f"{answer})" if question.options else answer, reason))
        self.lead = ""
        slide = self.add("question", *body, heading=f"{heading} <small>{self.heading}</small>")
        for block in parts[at:]:
            if block.kind == "text":
                self.say(block.source)
        slide.notes += [_wrong(others)] if others else []

    def read_code(self, cell: dict) -> None:
        """A code cell: its figures, its explorer, or its lines with their output where both are short."""
        outputs = list(_outputs(cell))
        code = _code(cell["source"])
        printed = [content for kind, content, _ in outputs if kind == "text"]
        output = "\n".join(printed)
        for kind, content, alt in outputs:
            if kind in ("picture", "explorer"):
                few = printed and output.count("\n") < BESIDE_A_PICTURE
                beside = [_printed(output)] if few else []
                drawn = self.picture(base64.b64decode(content["png"]), alt)
                if kind == "explorer":
                    drawn = _live(content["page"], drawn)
                self.add(kind, *self.taken_lead(), drawn, *beside).notes.append(code)
            elif kind == "html":
                self.add("table", *self.taken_lead(), content).notes.append(code)
        short = len([line for line in cell["source"].splitlines() if line.strip()]) <= CODE_LINES
        if len(printed) < len(outputs):
            return
        if printed and (short or "\n" in output):
            slide = self.add("code", *self.taken_lead(), _printed(output, cell["source"] if short else ""))
            slide.notes += [] if short else [code]
        else:
            self.slide.notes.append(code)


def _opening(paragraph: str) -> list[str]:
    """The first question of a paragraph, a short one with the sentence before it; without a question its first sentences.

    >>> _opening("You clap. You clap again. What then? It rings.")
    ['You clap again.', 'What then?']
    """
    parts = text.sentences(paragraph)
    for k, part in enumerate(parts):
        if text.asks(part):
            return parts[max(k - (text.words(part) < SHORT_QUESTION), 0) : k + 1]
    return text.first(parts[:2], OPENING_WORDS)


def _with_antecedent(sentence: str, parts: list[str]) -> list[str]:
    """A sentence, and before it the one that it points back to.

    >>> _with_antecedent("It is **new**.", ["A kernel.", "It is **new**."])
    ['A kernel.', 'It is **new**.']
    """
    at = parts.index(sentence)
    return parts[max(at - bool(POINTS_BACK.match(sentence)), 0) : at + 1]


def _question(parts: list[Block]) -> int:
    """From which block on a text asks its question."""
    for k in reversed(range(len(parts))):
        if parts[k].kind == "text" and "?" in parts[k].source:
            return k
    return max((k + 1 for k, block in enumerate(parts[:-1]) if block.kind == "heading"), default=max(len(parts) - 1, 0))


def choices(options: dict[str, str], right: str) -> str:
    """The options of a question; the right one is marked on the next step."""
    rows = [
        f'<li class="{"fragment custom right" if letter == right else "other"}"'
        f"{' data-fragment-index=0' if letter == right else ''}><b>{letter})</b> <span>{inline(option)}</span></li>"
        for letter, option in options.items()
    ]
    return f'<ol class="options">{"".join(rows)}</ol>'


def solved(answer: str, reason: str) -> str:
    """The answer with its reason, for the next step."""
    words = f": {inline(reason)}" if reason else ""
    return f'<p class="answer fragment" data-fragment-index="0"><strong>{html.escape(answer)}</strong>{words}</p>'


def _wrong(others: dict[str, str]) -> str:
    rows = "".join(f"<li><b>{html.escape(given)}</b>: {as_html(why, Notes)}</li>" for given, why in others.items())
    return f"<p>Other answers:</p><ul>{rows}</ul>"


def _live(page: dict, drawn: str) -> str:
    """An explorer with the picture that `live.js` replaces; dragging it does not turn the slides."""
    state = json.dumps(page["state"]).replace("<", "\\u003c")
    return (
        f'<div data-prevent-swipe data-explorer="{html.escape(page["module"])}">'
        f'<script type="application/json">{state}</script>{drawn}</div>'
        '<script type="module" src="explorers/live.js"></script>'
    )


def _fitting(lines: list[str], together: list[str]) -> str:
    """How large lines can be set, with all that stand on their slide: the class of their element."""
    widest = max(map(len, lines), default=0)
    count = len(together) + sum(len(line) // WRAPS for line in together)
    if count > TINY_LINES:
        return "tiny"
    return "small" if count > SMALL_LINES or widest > 76 else "medium" if count > 6 or widest > 62 else "large"


def _lines(source: str) -> list[str]:
    return re.sub(r"\n{3,}", "\n\n", source).rstrip().splitlines()


def _code(source: str, size: str = "small") -> str:
    return f'<pre class="{size}"><code>{html.escape(chr(10).join(_lines(source)))}</code></pre>'


def _printed(output: str, code: str = "") -> str:
    """An output, with its code where it stands on the slide, too: the longer the two, the smaller."""
    lines = output.rstrip().splitlines()
    if len(lines) > OUTPUT_LINES:
        lines = [*lines[: OUTPUT_LINES - 1], "…"]
    above = _lines(code)
    together = [*above, *lines]
    shown = f'<pre class="output {_fitting(lines, together)}">{html.escape(chr(10).join(lines))}</pre>'
    return (_code(code, _fitting(above, together)) if code else "") + shown


def _outputs(cell: dict) -> Iterator[tuple[str, str | dict, str]]:
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "image/png" in data:
            content = {"png": "".join(data["image/png"]), "page": data.get(PAGE)}
            yield ("explorer" if PAGE in data else "picture"), content, output["metadata"]["image/png"]["alt"]
        elif "text/html" in data:
            yield "html", "".join(data["text/html"]), ""
        elif written := "".join(output.get("text", data.get("text/plain", ""))).strip("\n"):
            yield "text", written, ""


def slides(notebook: dict, picture: Picture) -> list[list[Slide]]:
    """The slides of a chapter, in one stack for each of its sections.

    Parameters
    ----------
    notebook
        The chapter with its outputs, each source as one text.
    picture
        Takes the bytes of a PNG, or the address of a picture of the course, with its alt text, and gives its HTML.
    """
    deck, skipping = Deck(picture), False
    cells = notebook["cells"]
    for k, cell in enumerate(cells):
        kind = cell["metadata"].get("slideshow", {}).get("slide_type")
        source, asks = cell["source"], tags(cell) & {"predict", "recall"}
        if cell["cell_type"] == "markdown":
            parts = text.blocks(source)
            if parts and parts[0].kind == "heading":
                skipping = text.heading(parts[0]) in LEFT_OUT
            if skipping or kind == "skip":
                continue
            if kind == "notes":
                deck.say(source)
            elif k + 1 < len(cells) and tags(cells[k + 1]) & {"predict", "recall"}:
                continue
            elif not deck.stacks:
                deck.read_title(parts)
            else:
                deck.read_text(parts)
        elif skipping or kind == "skip" or tags(cell) & WITHOUT_SLIDE or _is_set_up(source):
            continue
        elif asks:
            above, wording = questions.without_options(cells[k - 1]["source"])
            deck.ask(text.blocks(above), wording, questions.find(source), "recall" in asks)
        elif kind == "notes":
            deck.slide.notes.append(_code(source))
        else:
            deck.read_code(cell)
    return [list(_without_bare(stack)) for stack in deck.stacks]


def _without_bare(stack: list[Slide]) -> Iterator[Slide]:
    """The slides without the parts that have nothing but a heading, which the next slide has, too."""
    notes: list[str] = []
    for slide, following in zip(stack, [*stack[1:], None], strict=True):
        if slide.kind == "part" and not slide.body and following is not None:
            notes += slide.notes
        else:
            slide.notes = [*notes, *slide.notes]
            notes = []
            yield slide


def _is_set_up(source: str) -> bool:
    return "chapter.start()" in source or source.strip() in chapters.FOR_A_KERNEL
