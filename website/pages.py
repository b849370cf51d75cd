"""What is done to every page after Sphinx wrote it: sizes of pictures, links on the map, formulas, the button to run it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from website import formulas, project
from website.pictures import size_of

IMAGE = re.compile(r"<img\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
STATION = re.compile(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-weight="bold">(\d\d)</text>')
LEFT, TOP, WIDE, HIGH = 30, 32, 258, 116  # of a station's field on the map, from its number, in pixels
MENDED = {  # what the theme and myst-nb give a screen reader, and what it should get
    ' aria-label="Toggle hidden content"': "",  # it would hide the visible words
    '<p class="caption" role="heading">': '<p class="caption">',
    '<th class="head"><p></p></th>': "<td></td>",  # the corner of a table heads nothing
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Chapters and search">',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
}
BUTTON = re.compile(r"<!-- run (\w+) -->")


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, as they are written."""
    return dict(ATTRIBUTE.findall(tag))


def written(about: dict[str, str]) -> str:
    """A picture's tag with these attributes."""
    parts = [f'{name}="{value}"' for name, value in about.items()]
    return f"<img {' '.join(parts)}>"


def stations(drawing: str) -> dict[str, tuple[float, float]]:
    """Where the numbers of the chapters stand on the map.

    >>> stations('<text x="50" y="98" font-size="16" font-weight="bold">00</text>')
    {'00': (50.0, 98.0)}
    """
    return {number: (float(x), float(y)) for x, y, number in STATION.findall(drawing)}


def as_map(picture: str, drawing: str, size: tuple[int, int], up: str) -> str:
    """The map of the course with a link on every station that has a page."""
    files = {row.number: row for row in project.rows()}
    places = []
    for number, (x, y) in stations(drawing).items():
        if number not in files:
            continue
        share = ((x - LEFT) / size[0], (y - TOP) / size[1], WIDE / size[0], HIGH / size[1])
        sides = zip(("left", "top", "width", "height"), share, strict=True)
        style = ";".join(f"{side}:{100 * part:.2f}%" for side, part in sides)
        row = files[number]
        address = up + row.file.replace(".ipynb", ".html")
        places.append(f'<a href="{address}" style="{style}"><span class="spoken">{number} {html.escape(row.title)}</span></a>')
    return f'<span class="map">{picture}{"".join(places)}</span>'


def picture(tag: str, page: Path, site: Path) -> str:
    """A picture's tag with its size, loaded when it comes near; an animation gets a still beside it."""
    about = attributes(tag)
    path = (page.parent / about["src"]).resolve()
    if "width" not in about or "height" not in about:
        width, height = size_of(path)
        about |= {"width": str(width), "height": str(height)}
    if about.pop("data-first", None) is None:
        about |= {"loading": "lazy", "decoding": "async"}
    up = "../" * len(page.relative_to(site).parent.parts)
    if path.name == "thread_map.svg":
        size = int(about["width"]), int(about["height"])
        return as_map(written(about), path.read_text(encoding="utf-8"), size, up)
    if path.suffix == ".gif":
        still = f"{up}fig/{path.stem}.still.png"
        return (
            f'<picture class="animation"><source media="(prefers-reduced-motion: reduce)" srcset="{still}">'
            f"{written(about)}</picture>"
        )
    return written(about)


def finish(site: Path, mathjax: Path) -> None:
    """Complete all pages of a folder that Sphinx wrote."""
    texts = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for given, better in MENDED.items():
            text = text.replace(given, better)
        texts[path] = IMAGE.sub(lambda found, path=path: picture(found[0], path, site), text)
    for path, text in formulas.set_in(texts, mathjax).items():
        path.write_text(text, encoding="utf-8")


def put_buttons(site: Path) -> list[str]:
    """Offer to run a chapter in the reader's browser where the site has it in ``lite/``; returns the chapters."""
    runnable = []
    for path in sorted((site / "notebooks").glob("*.html")):

        def button(found: re.Match) -> str:
            name = found[1]
            if not (site / "lite" / "files" / "notebooks" / f"{name}.ipynb").exists():
                return ""
            runnable.append(name)
            address = f"../lite/notebooks/index.html?path=notebooks/{name}.ipynb"
            return (
                f'<p class="run-here"><a href="{address}">Run this chapter here</a> '
                "in your browser, with nothing to install. The first time takes about a minute.</p>"
            )

        path.write_text(BUTTON.sub(button, path.read_text(encoding="utf-8")), encoding="utf-8")
    return runnable


def write_sitemap(site: Path, address: str) -> None:
    """robots.txt, and sitemap.xml where the site has an address, which a sitemap needs."""
    lines = ["User-agent: *", "Allow: /"]
    if address:
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if "lite" not in path.parts)
        places = "".join(f"<url><loc>{address}{html.escape(page)}</loc></url>\n" for page in pages if page != "search.html")
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        (site / "sitemap.xml").write_text(f"{head}{places}</urlset>\n", encoding="utf-8")
        lines.append(f"Sitemap: {address}sitemap.xml")
    (site / "robots.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
