"""Find what a class handed in, and take each exercise's answer out of a notebook, without running anything.

`find_submissions` only reads JSON. `take_answers` lets Python parse what a learner wrote, so it runs in a process of its own.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..chapters import Chapter, ExerciseCells, python_of

LARGEST = 50 * 2**20  # bytes of a notebook


@dataclass
class Answer:
    """What a notebook has for one exercise: the source of its cell, or what is wrong; `remarks` are for the teacher."""

    name: str
    source: str = ""
    problem: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass
class Submission:
    """One learner's notebook of one chapter, as its code cells. `problem` says why it cannot be graded."""

    learner: str
    path: Path
    chapter: Chapter | None = None
    cells: list[dict] = field(default_factory=list)
    problem: str = ""
    remarks: list[str] = field(default_factory=list)


def _code_cells(text: str) -> list[dict]:
    """The code cells of a notebook, as id, source and tags.

    Raises
    ------
    ValueError
        If it is no notebook of version 4.
    """
    try:
        notebook = json.loads(text)
    except RecursionError:
        raise ValueError("it is not a notebook: its JSON is nested too deeply") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise ValueError("it is JSON, but not a notebook of version 4: it has no list of cells")
    found = []
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source, metadata = cell.get("source", ""), cell.get("metadata")
        source = "".join(map(str, source)) if isinstance(source, list) else str(source)
        tags = metadata.get("tags") if isinstance(metadata, dict) else None
        found.append({"id": str(cell.get("id", "")), "source": source, "tags": tags if isinstance(tags, list) else []})
    return found


def _parsed(source: str) -> tuple[list[ast.stmt], str]:
    """The statements of a cell, or why Python cannot read it."""
    try:
        tree = ast.parse(python_of(source))
        compile(tree, "<cell>", "exec")
        return tree.body, ""
    except SyntaxError as error:
        return [], f"{type(error).__name__}: {error.msg}, in line {error.lineno}"
    except (ValueError, RecursionError, MemoryError) as error:
        return [], f"{type(error).__name__}: Python cannot read it"


def bound_by(statements: Iterable[ast.stmt]) -> set[str]:
    """Names that statements define at the top level."""
    names: set[str] = set()
    for node in statements:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        else:
            stores = (each for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
            names |= {each.id for each in stores}
    return names


def _untouched(statements: list[ast.stmt], name: str) -> bool:
    """True for the stub as the chapter has it."""
    match statements:
        case [ast.FunctionDef(name=found, body=[ast.Expr(ast.Constant(value)), *rest])] if found == name:
            if isinstance(value, str) and rest:
                return _untouched([ast.FunctionDef(name=name, body=rest)], name)
            return value is ... and not rest
    return False


def _answer(exercise: ExerciseCells, cells: list[dict], given: set[str]) -> Answer:
    name, own_id = exercise.name, exercise.answer_cell["id"]
    answer = Answer(name)
    read = [(cell, *_parsed(cell["source"])) for cell in cells if cell["source"] not in given or cell["id"] == own_id]
    candidates = [(cell, body) for cell, body, _ in read if name in bound_by(body)]
    written = [each for each in candidates if not _untouched(each[1], name)]
    at_home = [(cell, body, problem) for cell, body, problem in read if cell["id"] == own_id]
    if len(at_home) > 1:
        answer.remarks.append(f"{name}: its answer cell is there {len(at_home)} times")
    chosen = [each for each in written if each[0]["id"] == own_id] or written or candidates[:1]
    if chosen:
        answer.source = chosen[-1][0]["source"]
        if len(written) > 1:
            which = "the one in the answer cell" if chosen[-1][0]["id"] == own_id else "the last one"
            answer.remarks.append(f"{name}: {len(written)} cells define it, and {which} was graded")
        elif chosen[-1][0]["id"] != own_id:
            answer.remarks.append(f"{name}: its answer stands in another cell than the chapter's")
        return answer
    if broken := [problem for _, _, problem in at_home if problem]:
        answer.problem = f"your cell is not Python: {broken[-1]}."
    elif at_home:
        found = sorted(bound_by(at_home[-1][1]))
        answer.problem = (
            f"your cell defines {', '.join(f'`{each}`' for each in found) or 'nothing'}, and `{name}` was expected."
        )
        answer.remarks.append(f"{name}: the answer cell does not define it")
    else:
        answer.problem = f"the answer cell is missing, and no other cell defines `{name}`."
        answer.remarks.append(f"{name}: the answer cell is missing")
    return answer


def _chapter_of(path: Path, cells: list[dict], chapters: Iterable[Chapter]) -> Chapter | None:
    """The chapter that a notebook is a copy of: the one with most cells in common, else the one of its number."""
    ids, sources = {cell["id"] for cell in cells}, {cell["source"] for cell in cells}
    best, most = None, 0
    for chapter in chapters:
        own = [cell for cell in chapter.notebook["cells"] if cell["cell_type"] == "code"]
        common = sum(cell["id"] in ids or cell["source"] in sources for cell in own)
        if common > most:
            best, most = chapter, common
    return best or next((chapter for chapter in chapters if path.name.startswith(chapter.number)), None)


def read_submission(learner: str, path: Path, chapters: Iterable[Chapter]) -> Submission:
    """Read one notebook. What cannot be read is said in the submission's `problem`; nothing is raised."""
    submission = Submission(learner, path)
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"it has {path.stat().st_size / 2**20:.0f} MB; a chapter has less than {LARGEST // 2**20}")
        cells = _code_cells(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        submission.problem = "it is not a notebook: it is not UTF-8 text"
    except json.JSONDecodeError as error:
        submission.problem = f"it is not valid JSON: {error.msg} in line {error.lineno}"
    except (OSError, ValueError) as error:
        submission.problem = str(error)
    if submission.problem:
        submission.chapter = next((each for each in chapters if each.number == path.name[:2]), None)
        return submission
    submission.chapter = _chapter_of(path, cells, chapters)
    if submission.chapter is None:
        submission.problem = "it is no chapter of this course: no cell is one of a chapter"
        return submission
    submission.cells = cells
    return submission


def take_answers(chapter: Chapter, cells: list[dict]) -> tuple[list[Answer], set[str]]:
    """The answers to a chapter's exercises in the code cells of a notebook, and all names that the learner's cells define."""
    given = {cell["source"] for cell in chapter.notebook["cells"] if cell["cell_type"] == "code"}
    given -= {exercise.answer_cell["source"] for exercise in chapter.exercises}
    own = [cell for cell in cells if cell["source"] not in given]
    names: set[str] = set().union(*(bound_by(_parsed(cell["source"])[0]) for cell in own))
    return [_answer(exercise, cells, given) for exercise in chapter.exercises], names


def _learner(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else path.stem


def find_submissions(folder: Path, chapters: Iterable[Chapter]) -> list[Submission]:
    """All notebooks below a folder, one for each learner and chapter.

    A learner is a folder in ``folder``, with notebooks anywhere in it, or the name of a notebook that lies in ``folder``
    itself.

    Raises
    ------
    ValueError
        If the folder is not there or holds no notebook.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder; name the one that holds a folder for each learner: SUBMISSIONS=folder")
    found: dict[tuple[str, str], list[Submission]] = defaultdict(list)
    for path in sorted(folder.rglob("*.ipynb")):
        inside = path.relative_to(folder).parts
        if any(part.startswith((".", "__MACOSX")) for part in inside):
            continue
        learner = _learner(path, folder)
        if path.resolve().is_relative_to(folder.resolve()):
            submission = read_submission(learner, path, chapters)
        else:
            submission = Submission(learner, path, problem="it is a link to a file outside of the submissions")
        number = submission.chapter.number if submission.chapter else hashlib.sha256(str(path).encode()).hexdigest()
        found[learner, number].append(submission)
    if not found:
        raise ValueError(f"there is no notebook (*.ipynb) below {folder}")
    chosen = []
    for several in found.values():
        best = [each for each in several if not each.problem] or several
        if len(several) > 1:
            names = ", ".join(each.path.name for each in several)
            best[-1].remarks.append(f"{len(several)} notebooks of one chapter ({names}), and {best[-1].path.name} was graded")
        chosen.append(best[-1])
    return chosen
