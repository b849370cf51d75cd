"""Write ``grades.csv`` for the teacher and a page for each learner, which needs nothing but itself."""

from __future__ import annotations

import csv
import html
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.exercises import Report

from .submissions import Submission

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 50em; padding: 0 1em; }
section { margin: 2em 0; }
pre { border: 1px solid #8888; border-radius: 4px; overflow-x: auto; padding: 0.6em 0.8em; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
table { border-collapse: collapse; }
td, th { border-bottom: 1px solid #8888; padding: 0.2em 0.8em; text-align: left; }
td.points { text-align: right; }
"""


@dataclass
class Row:
    """One learner's notebook of one chapter, graded or not.

    `problem` says why it has no points, `failed` that the grader is to blame and not the learner.
    """

    learner: str
    notebook: str
    chapter: str
    problem: str = ""
    failed: bool = False
    remarks: list[str] = field(default_factory=list)
    exercises: list[tuple[str, str]] = field(default_factory=list)
    results: dict[str, dict] = field(default_factory=dict)

    @classmethod
    def of(cls, submission: Submission) -> Row:
        """The row of a notebook before it is graded."""
        chapter = submission.chapter
        exercises = []
        if chapter:
            exercises = [(exercise.name, f"{chapter.number} {exercise.name}") for exercise in chapter.exercises]
        number = chapter.number if chapter else ""
        remarks = [*submission.remarks]
        return cls(submission.learner, submission.path.name, number, submission.problem, False, remarks, exercises)

    def take(self, result: dict) -> None:
        """Take in what the judge found."""
        if failed := result.get("failed"):
            self.problem, self.failed = failed, True
            return
        self.results = {each["name"]: each for each in result["results"]}
        self.remarks += result["remarks"]
        doers = defaultdict(list)
        for each in result["results"]:
            for remark in each["remarks"]:
                doers[remark].append(each["name"])
        self.remarks += [f"{', '.join(names)}: {remark}" for remark, names in doers.items()]

    @property
    def points(self) -> int:
        """Points of the chapter."""
        return sum(each["points"] for each in self.results.values())

    @property
    def said(self) -> str:
        """One line for the teacher."""
        line = self.problem or f"{self.points} of {len(self.exercises)}"
        return "; ".join([line, *self.remarks])


def _by_learner(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[row.learner].append(row)
    return dict(sorted(found.items()))


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8", newline="")
    os.replace(beside, path)


def _safe(text: str) -> str:
    """A cell of a table that no spreadsheet takes for a formula."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def write_grades(rows: Sequence[Row], path: Path) -> None:
    """Write a table of learners and exercises: a point, 0, or nothing where the chapter was not handed in."""
    columns = list(dict.fromkeys(column for row in sorted(rows, key=lambda row: row.chapter) for _, column in row.exercises))
    lines = [["learner", *columns, "points", "of", "remarks"]]
    for learner, theirs in _by_learner(rows).items():
        points = {column: row.results.get(name, {}).get("points", 0) for row in theirs for name, column in row.exercises}
        remarks = [f"{row.notebook}: {text}" for row in theirs for text in ([row.problem] if row.problem else []) + row.remarks]
        values = [points.get(column, "") for column in columns]
        lines.append([_safe(learner), *values, sum(points.values()), len(points), _safe("; ".join(remarks))])
    text = []
    writer = csv.writer(_Lines(text))
    writer.writerows(lines)
    _replace(path, "".join(text))


class _Lines:
    def __init__(self, lines: list[str]):
        self.write = lines.append


def file_name(learner: str, taken: Iterable[str] = ()) -> str:
    """A file name for a learner's page, one that no other page has."""
    stem = re.sub(r"[^\w.-]+", "_", learner).strip("._") or "learner"
    name, number = stem, 2
    while name.casefold() in {each.casefold() for each in taken}:
        name, number = f"{stem}-{number}", number + 1
    return name


def write_feedback(rows: Sequence[Row], folder: Path) -> None:
    """Write a page for each learner: what each check said, and the answer that it read."""
    taken: list[str] = []
    for learner, theirs in _by_learner(rows).items():
        taken.append(file_name(learner, taken))
        _replace(folder / f"{taken[-1]}.html", page(learner, theirs))


def page(learner: str, rows: Sequence[Row]) -> str:
    """The page of one learner, as HTML."""
    name = html.escape(learner)
    body = [f"<h1>Feedback for {name}</h1>", *(_chapter(row) for row in rows)]
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Feedback for {name}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def _chapter(row: Row) -> str:
    heading = f"<h2>{f'Chapter {row.chapter}: ' if row.chapter else ''}{html.escape(row.notebook)}</h2>"
    if row.problem:
        return f"{heading}\n<p>This notebook has no points: {html.escape(row.problem)}.</p>"
    table = "".join(
        f'<tr><td><a href="#{row.chapter}-{name}">{html.escape(each["number"])} {html.escape(each["title"])}</a></td>'
        f'<td class="points">{each["points"]}</td></tr>'
        for name, each in row.results.items()
    )
    table = f"<table><tr><th>Exercise</th><th>Points</th></tr>{table}</table>"
    total = f"<p><strong>{row.points} of {len(row.exercises)} points.</strong></p>"
    return "\n".join([heading, total, table, *(_exercise(row.chapter, each) for each in row.results.values())])


def _exercise(chapter: str, result: dict) -> str:
    report = Report(**{**result["report"], "notes": tuple(result["report"]["notes"])})
    parts = [
        f'<section id="{chapter}-{html.escape(result["name"])}">',
        f"<h3>Exercise {html.escape(result['number'])}: {html.escape(result['title'])}</h3>",
        report._repr_html_(),
    ]
    if result["source"]:
        parts.append(f"<pre><code>{html.escape(result['source'])}</code></pre>")
    return "\n".join([*parts, "</section>"])
