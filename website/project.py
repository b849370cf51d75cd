"""What the site says about the project, read from where it is written: pyproject.toml, CITATION.cff and README.md."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import yaml

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "main"


class Row(NamedTuple):
    """A chapter in the README's table: its picture and what that shows, number, title, file, what is done, minutes."""

    picture: str
    alt: str
    number: str
    title: str
    file: str
    does: str
    minutes: str


ROW = re.compile(
    r"^\| !\[(?P<alt>[^]]*)\]\((?P<picture>[^)]+)\) \| \[(?P<number>\d\d) (?P<title>[^]]+)\]\((?P<file>[^)]+)\)"
    r" \| (?P<does>[^|]+) \| (?P<minutes>[^|]+) \|$",
    re.MULTILINE,
)


@cache
def text(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def repository() -> str:
    """The address of the repository, or "": the variable REPOSITORY, else ``[project.urls]`` of pyproject.toml."""
    urls = tomllib.loads(text("pyproject.toml"))["project"].get("urls", {})
    return (os.environ.get("REPOSITORY") or urls.get("Repository", "")).rstrip("/").removesuffix(".git")


def home(repository: str) -> str:
    """The address of the site on GitHub Pages, or "" where there is none.

    >>> home("https://github.com/Ada/course")
    'https://ada.github.io/course/'
    >>> home("https://example.org/course")
    ''
    """
    parts = urlsplit(repository)
    if parts.netloc != "github.com" or parts.path.count("/") != 2:
        return ""
    _, owner, name = parts.path.split("/")
    return f"https://{owner.lower()}.github.io/{name}/"


def links(repository: str, source: str) -> list[tuple[str, str]]:
    """What a page offers about its source file: words and addresses, none while there is no repository.

    >>> links("", "notebooks/01_convolution_integrals.ipynb")
    []
    >>> [words for words, _ in links("https://github.com/ada/course", "notebooks/01_convolution_integrals.ipynb")]
    ['Edit this page', 'Report a problem', 'Open in Binder', 'Open in Colab']
    """
    if not repository:
        return []
    found = [("Edit this page", f"{repository}/edit/{BRANCH}/{source}")] if source else []
    found.append(("Report a problem", f"{repository}/issues"))
    path = urlsplit(repository).path.strip("/")
    if source.endswith(".ipynb") and home(repository):
        found += [
            ("Open in Binder", f"https://mybinder.org/v2/gh/{path}/{BRANCH}?urlpath=lab/tree/{source}"),
            ("Open in Colab", f"https://colab.research.google.com/github/{path}/blob/{BRANCH}/{source}"),
        ]
    return found


def rows() -> list[Row]:
    """The chapters, from the table of README.md.

    Raises
    ------
    ValueError
        If there is no such table.
    """
    found = [Row(**each.groupdict()) for each in ROW.finditer(text("README.md"))]
    if not found:
        wanted = "| ![a box](fig/…) | [01 Title](…) | … | 55 + 45 |"
        raise ValueError(f"README.md has no table of chapters; its rows look like {wanted}")
    return found


def section(title: str) -> str:
    """What stands under a heading of README.md, with the headings below it one level up.

    Raises
    ------
    ValueError
        If there is no such heading.
    """
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text("README.md"), re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"README.md has no heading '## {title}', which a page of the website shows")
    return re.sub(r"^#(#+ )", r"\1", found[1].strip(), flags=re.MULTILINE)


def citation() -> dict:
    """CITATION.cff."""
    return yaml.safe_load(text("CITATION.cff"))
