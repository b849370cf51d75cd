"""Build the website: python -m website.build

Gathers what Sphinx reads in website/_build, lets it write the pages, completes them, and only then replaces website/_site.
What comes from npm is kept in website/_cache.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from website import api, card, chapters, formulas, pages, pictures, project

HERE = Path(__file__).resolve().parent
BUILD, CACHE, SITE = HERE / "_build", HERE / "_cache", HERE / "_site"
TEACHING = ("README", "guide", "concept_questions")


def gather_chapters(source: Path, extra: Path) -> None:
    """The chapters as Sphinx reads them, their pictures as files."""
    (source / "notebooks").mkdir()
    for row in project.rows():
        path = project.ROOT / row.file
        write = pictures.writer(extra, f"figures/{row.number}", CACHE / "figures")
        page = chapters.page_of(chapters.read(path), write, path.stem)
        (source / row.file).write_text(json.dumps(page), encoding="utf-8")


def gather_explorers(extra: Path) -> None:
    """The modules of the explorers, with the pictures that they read."""
    (extra / "explorers").mkdir()
    for module in (project.ROOT / "course_utils" / "widgets").glob("*.js"):
        shutil.copy(module, extra / "explorers")
    pictures.write_photographs(extra / "explorers")


def opening(extra: Path) -> str:
    """The explorer of the front page: the first one of chapter 01."""
    notebook = chapters.read(project.ROOT / next(row.file for row in project.rows() if row.number == "01"))
    page, png, about = chapters.first_explorer(notebook)
    figure = pictures.writer(extra, "figures/front", CACHE / "figures")(png, "explorer", about)
    code = chapters.explorer(page, chapters.image(figure, about["alt"], ""), "")
    return code.replace('loading="lazy"', 'data-first="1"')


def cards() -> str:
    """The chapters of the front page, one card each."""
    found = []
    for row in project.rows():
        found.append(
            f'<li><a href="{row.file.replace(".ipynb", ".html")}"><img src="{row.picture}" alt="" data-first="1">'
            f"<span><strong>{row.number} {row.title}</strong><br>{row.does}<br>"
            f"<small>{row.minutes} minutes</small></span></a></li>"
        )
    return f'<ul class="cards">{"".join(found)}</ul>'


def toctree(caption: str, places: list[str]) -> str:
    """A part of the navigation."""
    return "\n".join(["```{toctree}", ":hidden:", f":caption: {caption}", "", *places, "```", ""])


def gather_pages(source: Path, extra: Path) -> None:
    """The front page and all others that are not made from a notebook."""
    rows = project.rows()
    references = [f"reference/{path.stem}" for path in sorted((project.ROOT / "reference").glob("*.md"))]
    filled = {
        "opening": opening(extra),
        "cards": cards(),
        "first": rows[0].file,
        "contents": "\n".join(
            [
                toctree("Chapters", [row.file.removesuffix(".ipynb") for row in rows]),
                toctree("Reference", [*references, "api/index"]),
                toctree("Use the course", ["run", "teachers", *(f"classroom/{name}" for name in TEACHING), "licence"]),
            ]
        ),
        "start": project.section("Start"),
        "teachers": project.section("For teachers"),
        "guide": "The [guide for teachers](classroom/guide.md) has a plan for every lesson.",
        "licence": project.text("LICENSE"),
        "data": project.text("course_utils/data/README.md").replace("\n## ", "\n### ").removeprefix("# "),
        "citation": project.text("CITATION.cff"),
        "hosted": hosted(project.repository()),
    }
    for page in (HERE / "pages").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for name, value in filled.items():
            text = text.replace(f"<!-- {name} -->", value)
        (source / page.name).write_text(text, encoding="utf-8")
    shutil.copytree(project.ROOT / "reference", source / "reference")
    (source / "classroom").mkdir()
    for name in TEACHING:
        shutil.copy(project.ROOT / "classroom" / f"{name}.md", source / "classroom")


def hosted(repository: str) -> str:
    """Where the course runs without an installation, once there is a repository to open."""
    links = [f"[{words}]({place})" for words, place in project.links(repository, project.rows()[0].file)[2:]]
    return f"## On a machine that is not yours\n\nWith a network: {', '.join(links)}." if links else ""


def gather(build: Path) -> tuple[Path, Path]:
    """Everything that Sphinx reads, in two folders: pages, and files to be copied as they are."""
    source, extra = build / "source", build / "extra"
    source.mkdir(parents=True)
    extra.mkdir()
    shutil.copytree(project.ROOT / "fig", source / "fig")
    shutil.copytree(project.ROOT / "fig", extra / "fig", ignore=shutil.ignore_patterns("*.gif"))
    pictures.write_stills(source / "fig")
    for still in (source / "fig").glob("*.still.png"):
        still.rename(extra / "fig" / still.name)
    gather_explorers(extra)
    gather_chapters(source, extra)
    gather_pages(source, extra)
    api.write(source / "api")
    card.draw(extra / "social.png")
    return source, extra


def build() -> int:
    """Build the site; returns 0, or what Sphinx ended with."""
    mathjax = formulas.fetch(CACHE)
    shutil.rmtree(BUILD, ignore_errors=True)
    source, _ = gather(BUILD)
    site = BUILD / "site"
    strict = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs", "auto"]
    places = ["--conf-dir", str(HERE), "--doctree-dir", str(BUILD / "doctrees"), str(source), str(site)]
    code = sphinx([*strict, "-b", "html", *places])
    if code:
        return code
    for name in (".buildinfo", "objects.inv"):
        (site / name).unlink(missing_ok=True)
    pages.finish(site, mathjax)
    if importlib.util.find_spec("website.lite") and importlib.util.find_spec("website.lite.build"):
        importlib.import_module("website.lite.build").build(site)
    runnable = pages.put_buttons(site)
    pages.write_sitemap(site, project.home(project.repository()))
    (site / ".nojekyll").touch()
    shutil.rmtree(SITE, ignore_errors=True)
    site.rename(SITE)
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
    print(f"website/_site: {len(list(SITE.rglob('*.html')))} pages, {size / 1e6:.0f} MB", end="")
    print(f"; {', '.join(runnable)} run in the browser" if runnable else "")
    return 0


if __name__ == "__main__":
    sys.exit(build())
