"""The minutes of each chapter, from its own first cell, for the guide: python -m classroom.minutes renews its table."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

from .chapters import Chapter, read_chapters

GUIDE = Path(__file__).resolve().with_name("guide.md")
TABLE = re.compile(r"(?<=<!-- minutes -->\n).*?(?=<!-- end of minutes -->)", re.DOTALL)
TIME = re.compile(r"\*\*Time\*\* — (\d+) minutes to read, (\d+) for the exercises\.")
OPTIONAL = re.compile(r"^(#+) (.+?) \(optional\)$", re.MULTILINE)


class Plan(NamedTuple):
    """What a teacher plans with: the title, minutes to read and for the exercises, and the optional sections."""

    number: str
    title: str
    read: int
    exercises: int
    optional: tuple[str, ...]


def plan(chapter: Chapter) -> Plan:
    """The minutes and the optional sections of a chapter, as its own text says them.

    Raises
    ------
    ValueError
        If its first cell does not say the minutes.
    """
    texts = [cell["source"] for cell in chapter.notebook["cells"] if cell["cell_type"] == "markdown"]
    time = TIME.search(texts[0])
    if time is None:
        raise ValueError(f"{chapter.path.name}: the first cell must say '**Time** — 45 minutes to read, 40 for the exercises.'")
    title = texts[0].splitlines()[0].removeprefix("# ").partition(" · ")[2]
    optional = tuple(name for text in texts for _, name in OPTIONAL.findall(text))
    return Plan(chapter.number, title, int(time[1]), int(time[2]), optional)


def table(plans: list[Plan]) -> str:
    """The table of the guide.

    >>> print(table([Plan("01", "Slide", 45, 40, ("Look again",))]))
    | | Chapter | Read | Exercises | Together | Leave out first |
    |---|---|---|---|---|---|
    | 01 | Slide | 45 | 40 | 85 | Look again |
    | | All | 45 | 40 | 85 | |
    <BLANKLINE>
    """
    rows = ["| | Chapter | Read | Exercises | Together | Leave out first |", "|---|---|---|---|---|---|"]
    for each in plans:
        optional = "; ".join(each.optional) or "—"
        together = each.read + each.exercises
        rows.append(f"| {each.number} | {each.title} | {each.read} | {each.exercises} | {together} | {optional} |")
    read, exercises = sum(each.read for each in plans), sum(each.exercises for each in plans)
    return "\n".join([*rows, f"| | All | {read} | {exercises} | {read + exercises} | |", ""])


def renewed(guide: str, plans: list[Plan]) -> str:
    """The guide with the table that these plans make."""
    made, count = TABLE.subn(lambda _: table(plans), guide)
    if count != 1:
        raise ValueError(
            f"the guide has {count} places for the table; one is between <!-- minutes --> and <!-- end of minutes -->"
        )
    return made


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    GUIDE.write_text(renewed(GUIDE.read_text(encoding="utf-8"), [plan(each) for each in read_chapters()]), encoding="utf-8")
