"""Formulas are set while the site is built: TeX becomes SVG for the eye and MathML for a screen reader, no script is needed.

MathJax comes from npm when it is not in the cache yet, and is used only if its checksum is right.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

from website import npm

VERSION = "3.2.2"
SHA256 = "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09"
SCRIPT = Path(__file__).with_name("formulas.cjs")
PLACE = re.compile(r'<(span|div) class="formula">(.*?)</\1>', re.DOTALL)
GLYPH = re.compile(r'<path id="MJX-\d+-(TEX-[\w-]+)" (d="[^"]*")></path>')


def fetch(cache: Path) -> Path:
    """The folder of MathJax, fetched from npm unless it is in the cache."""
    return npm.fetch("mathjax", VERSION, SHA256, cache)


def set_all(formulas: list[tuple[str, bool]], mathjax: Path) -> list[str]:
    """The HTML of formulas, given as TeX and whether they stand on a line of their own.

    Raises
    ------
    ValueError
        If one of them is no TeX.
    """
    done = subprocess.run(
        ["node", str(SCRIPT), str(mathjax)], input=json.dumps(formulas), capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise ValueError(f"the formulas could not be set: {done.stderr.strip()}")
    return json.loads(done.stdout)


def share_glyphs(page: str) -> str:
    """A page on which every glyph of its formulas is drawn once, however often it is used."""
    glyphs = dict(GLYPH.findall(page))
    page = re.sub(r"<defs>(?:<path id=\"MJX-[^>]*></path>)*</defs>", "", page)
    page = re.sub(r'xlink:href="#MJX-\d+-', 'href="#', page)
    drawn = "".join(f'<path id="{name}" {path}/>' for name, path in sorted(glyphs.items()))
    shared = f'<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>{drawn}</defs></svg>'
    return page.replace("</body>", f"{shared}</body>") if drawn else page


def set_in(pages: dict[Path, str], mathjax: Path) -> dict[Path, str]:
    """The pages with all their formulas set."""
    found = [(html.unescape(tex).strip(), tag == "div") for page in pages.values() for tag, tex in PLACE.findall(page)]
    different = list(dict.fromkeys(found))
    made = dict(zip(different, set_all(different, mathjax), strict=True))

    def put(place: re.Match) -> str:
        tag, tex = place.groups()
        code = made[html.unescape(tex).strip(), tag == "div"]
        return f'<{tag} class="formula set">{code}</{tag}>'

    return {path: share_glyphs(PLACE.sub(put, page)) for path, page in pages.items()}
