"""Print the slides: python -m classroom.slides.printing writes a PDF beside each page of classroom/_slides.

A question has two pages, without and with its answer; an explorer is its static picture. It needs Chromium or Chrome.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from classroom.chapters import ROOT

from .build import SLIDES


def print_all(folder: Path, browser: Browser) -> list[Path]:
    """Print every page of slides in a folder; returns the PDFs.

    Raises
    ------
    FileNotFoundError
        If the folder has no slides.
    """
    pages = sorted(page for page in folder.glob("*.html") if page.name != "index.html")
    if not pages:
        raise FileNotFoundError(f"there are no slides in {folder}; run `make slides`, which writes them first")
    made = []
    for path in pages:
        page = browser.new_page()
        page.goto(f"{path.as_uri()}?print-pdf", wait_until="load")  # from a file no explorer comes to life
        page.wait_for_function("Reveal.isReady() && document.querySelector('.pdf-page')")
        page.pdf(path=path.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)
        page.close()
        made.append(path.with_suffix(".pdf"))
    return made


def main() -> None:
    """Print the slides of the course."""
    from browser import launch

    with sync_playwright() as playwright:
        browser = launch(playwright)
        for written in print_all(SLIDES, browser):
            print(f"{written.relative_to(ROOT)}  {written.stat().st_size / 1e6:.1f} MB")
        browser.close()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))
    main()
