"""The pages of the API: one for each part of `course_utils`, made from its docstrings by Sphinx's autodoc."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from website.project import ROOT

PACKAGE = ROOT / "course_utils"
ANSWERS = re.compile(r"exercises/(ch\d\d|questions/)")  # what would give solutions away
PARTS = {
    "The mathematics": ["integrals", "convolution", "kernels", "filtering", "descent", "strides", "reach", "pooling_windows"],
    "What is shown": ["plotting", "widgets", "diagrams", "style", "sentences"],
    "Data, exercises, chapters": ["datasets", "downloads", "exercises", "chapter"],
}


def summary(path: Path) -> str:
    """The first line of a module's docstring.

    Raises
    ------
    ValueError
        If it has none.
    """
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{path.name} has no docstring; say in one line what it is for")
    return " ".join(text.split("\n\n")[0].split())


def modules(part: str) -> list[Path]:
    """The files of a part of the package, its own first."""
    if (PACKAGE / f"{part}.py").exists():
        return [PACKAGE / f"{part}.py"]
    files = sorted((PACKAGE / part).rglob("*.py"), key=lambda path: (path.name != "__init__.py", path))
    return [path for path in files if path.name != "__main__.py" and not ANSWERS.search(path.as_posix())]


def dotted(path: Path) -> str:
    """The name by which a module is imported.

    >>> dotted(PACKAGE / "plotting" / "__init__.py")
    'course_utils.plotting'
    """
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def plain(text: str) -> str:
    """A line of reStructuredText as Markdown."""
    return text.replace("``", "`")


def page(part: str) -> str:
    """The page of one part."""
    files = modules(part)
    lines = [f"# {dotted(files[0])}", ""]
    for path in files:
        name = dotted(path)
        if path is not files[0]:
            lines += [f"## {name}", ""]
        lines += ["```{eval-rst}", f".. automodule:: {name}", "   :members:", "```", ""]
    return "\n".join(lines)


def index() -> str:
    """The list of all parts."""
    known = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    listed = [part for parts in PARTS.values() for part in parts]
    if missing := sorted(name for name in known - set(listed) if not name.startswith("_")):
        raise ValueError(f"website/api.py lists no place for {', '.join(missing)}; add it to PARTS")
    lines = [
        "# The package `course_utils`",
        "",
        "Everything that the chapters import can be used without them. This is the documentation of every public function, "
        "from its docstring.",
        "",
    ]
    for title, parts in PARTS.items():
        lines += [f"## {title}", "", "| Module | What it holds |", "|---|---|"]
        lines += [f"| [`course_utils.{part}`]({part}.md) | {plain(summary(modules(part)[0]))} |" for part in parts]
        lines += [""]
    lines += ["```{toctree}", ":hidden:", "", *listed, "```", ""]
    return "\n".join(lines)


def write(folder: Path) -> None:
    """Write all pages of the API."""
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(index(), encoding="utf-8")
    for part in (part for parts in PARTS.values() for part in parts):
        (folder / f"{part}.md").write_text(page(part), encoding="utf-8")
