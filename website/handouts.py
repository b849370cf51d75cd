"""Print every chapter from its page: python -m website.handouts writes tagged A4 PDFs into website/_handouts.

Solutions and answers are left out, explorers are their static pictures. It needs the site, and Chromium or Chrome.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
SITE, HANDOUTS = HERE / "_site", HERE / "_handouts"
EDGE = {"top": "16mm", "bottom": "18mm", "left": "16mm", "right": "16mm"}
FOOT = (
    '<div style="font: 8px sans-serif; width: 100%; padding: 0 16mm; color: #444">Convolution, all the way · CC BY 4.0'
    '<span style="float: right"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a port of this machine; the address ends in a slash.

    Raises
    ------
    FileNotFoundError
        If the folder has no pages.
    """
    if not (folder / "index.html").exists():
        raise FileNotFoundError(f"there are no pages in {folder}; run `make website` first")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def print_all(site: Path, folder: Path) -> list[Path]:
    """Print the chapters of a site; returns the PDFs."""
    from browser import launch

    folder.mkdir(exist_ok=True)
    made = []
    with served(site) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(java_script_enabled=False).new_page()  # then pictures are not lazy, explorers are still
        for chapter in sorted((site / "notebooks").glob("*.html")):
            page.goto(f"{address}notebooks/{chapter.name}", wait_until="load")
            path = folder / f"{chapter.stem}.pdf"
            page.pdf(
                path=path, format="A4", scale=0.85, print_background=True, tagged=True, outline=True, margin=EDGE,
                display_header_footer=True, header_template="<span></span>", footer_template=FOOT,
            )  # fmt: skip
            made.append(path)
        browser.close()
    return made


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent / "tools"))
    for path in print_all(SITE, HANDOUTS):
        print(f"{path.relative_to(HERE.parent)}  {path.stat().st_size / 1e6:.1f} MB")
