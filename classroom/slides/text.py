"""The Markdown of a chapter in pieces: its blocks, the sentences of a paragraph, and HTML for a slide or for its notes."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import mistune

STARTS = {"formula": "$$", "quote": ">", "table": "|", "picture": "!["}
LINK_IN_BRACKETS = re.compile(r" \([^()]*\[[^\]]+\]\(https[^)]*\)\)")
PROTECTED = re.compile(r"`[^`]+`|\$[^$]+\$|\[[^\]]+\]\([^)]+\)|\([^()]*\)")


class Block(NamedTuple):
    """One block of Markdown: heading, text, list, formula, quote, table, picture or code."""

    kind: str
    source: str

    @property
    def level(self) -> int:
        """How many # a heading has."""
        return len(self.source) - len(self.source.lstrip("#"))


def blocks(source: str) -> list[Block]:
    """The blocks of a text, in order; a list whose items stand apart is one.

    >>> [block.kind for block in blocks("## Look\\nWhy?\\n\\n* a\\n* b\\n\\n$$x$$")]
    ['heading', 'text', 'list', 'formula']
    """
    pieces = []
    for k, part in enumerate(re.split(r"^(```.*?^```)$", source, flags=re.MULTILINE | re.DOTALL)):
        if k % 2:
            pieces.append(part)
            continue
        apart = re.sub(r"^(#+ .*)$", r"\1\n", part, flags=re.MULTILINE)
        pieces += [piece.strip() for piece in re.split(r"\n\s*\n", apart) if piece.strip()]
    found: list[Block] = []
    for piece in pieces:
        kind = _kind(piece)
        if kind == "list" and found and found[-1].kind == "list":
            found[-1] = Block("list", f"{found[-1].source}\n{piece}")
        else:
            found.append(Block(kind, piece))
    return found


def _kind(piece: str) -> str:
    if piece.startswith("```"):
        return "code"
    if re.match(r"#+ ", piece):
        return "heading"
    if re.match(r"([*-]|\d+\.) ", piece):
        return "list"
    return next((kind for kind, start in STARTS.items() if piece.startswith(start)), "text")


def heading(block: Block) -> str:
    """The words of a heading."""
    return block.source.lstrip("# ").strip()


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; code, formulas and brackets are not cut.

    >>> sentences("Why *so*? Because `a. B` is (see 2. Here) **bold.** (An aside.) It ends.")
    ['Why *so*?', 'Because `a. B` is (see 2. Here) **bold.**', '(An aside.)', 'It ends.']
    >>> sentences("*Look. Which?*")
    ['*Look.*', '*Which?*']
    """
    kept: list[str] = []

    def hide(found: re.Match) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0" + ("\1" if re.search(r"[.?!]\)$", found[0]) else "")

    hidden = PROTECTED.sub(hide, " ".join(paragraph.split()))
    parts = re.split(r"(?<=[.?!\1])(?=[\"*)]{0,3}\s)([\"*)]{0,3})\s+(?=[\"*\0]{0,3}[A-Z0-9\0])", hidden)
    joined = [parts[k] + (parts[k + 1] if k + 1 < len(parts) else "") for k in range(0, len(parts), 2)]
    return [_shown(part, kept) for part in _emphasised(joined) if part]


def _emphasised(parts: list[str]) -> list[str]:
    """Parts of which each closes its own emphasis, where the text opens it in one and closes it in another."""
    whole, inside = [], False
    for part in parts:
        start = "*" if inside else ""
        inside ^= len(re.findall(r"(?<!\*)\*(?!\*)", part)) % 2 == 1
        whole.append(start + part + ("*" if inside else ""))
    return whole


def _shown(text: str, kept: list[str]) -> str:
    while "\0" in text:
        text = re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)
    return text.replace("\1", "")


def asks(sentence: str) -> bool:
    """Whether a sentence is a question.

    >>> asks('*Where does it end?*'), asks("It ends.")
    (True, False)
    """
    return sentence.rstrip('*")').endswith("?")


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def first(parts: list[str], most: int) -> list[str]:
    """As many of the first parts as have together at most so many words, but one at least."""
    total, taken = 0, []
    for part in parts:
        total += words(part)
        if taken and total > most:
            break
        taken.append(part)
    return taken


class Slide(mistune.HTMLRenderer):
    """Writes a formula as what `website.formulas` sets, and a link into the course as its words."""

    def __init__(self) -> None:
        super().__init__(escape=False)

    def inline_math(self, text: str) -> str:
        return f'<span class="formula">{html.escape(text)}</span>'

    def block_math(self, text: str) -> str:
        return f'<div class="formula">{html.escape(text.strip())}</div>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, url, title) if url.startswith("https://") else text


class Notes(Slide):
    """Writes a formula as its TeX, because the window of the speaker does not know the glyphs of the page."""

    def inline_math(self, text: str) -> str:
        return f"<code>{html.escape(text)}</code>"

    def block_math(self, text: str) -> str:
        return f"<p><code>{html.escape(text.strip())}</code></p>\n"


WRITERS = {renderer: mistune.create_markdown(renderer=renderer(), plugins=["math", "table"]) for renderer in (Slide, Notes)}


def as_html(source: str, renderer: type[Slide] = Slide) -> str:
    """Markdown as HTML.

    >>> as_html("$x < y$ and [here](../reference/notation.md)")
    '<p><span class="formula">x &lt; y</span> and here</p>'
    """
    apart = re.sub(r"^\$\$(.+?)\$\$([.,]?)$", r"$$\n\1\2\n$$", source, flags=re.MULTILINE | re.DOTALL)
    return WRITERS[renderer](apart).strip()


def inline(source: str) -> str:
    """Markdown of one line as HTML, without a paragraph around it and without links in brackets.

    >>> inline("A **layer** ([its page](https://keras.io)) learns.")
    'A <strong>layer</strong> learns.'
    """
    return re.sub(r"^<p>(.*)</p>$", r"\1", as_html(LINK_IN_BRACKETS.sub("", source)), flags=re.DOTALL)
