"""Every slide in Chromium, as it is shown and as it is printed."""

import functools
import http.server
import re
import threading

import browser as tools
import pytest
from playwright.sync_api import sync_playwright

from classroom.chapters import NOTEBOOKS
from classroom.slides import build, printing

CHAPTERS = sorted(path.name[:2] for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
SIZE = {"width": 1280, "height": 720}
LEAST_PICTURE = 200  # in the pixels of the slide: a picture that is lower cannot be read from the last row
MEASURE = f"""() => {{
  const slide = Reveal.getCurrentSlide().querySelector(".slide"), frame = slide.getBoundingClientRect(), found = [];
  const hidden = "mjx-assistive-mml, svg *, .cw-visually-hidden";
  if (slide.scrollHeight > slide.clientHeight || slide.scrollWidth > slide.clientWidth) found.push("overflows");
  for (const part of slide.querySelectorAll("*")) {{
    const place = part.getBoundingClientRect();
    if (!place.width || part.closest("mjx-assistive-mml") || part.matches(hidden)) continue;
    const over = [place.right - frame.right, place.bottom - frame.bottom, frame.left - place.left, frame.top - place.top];
    if (Math.max(...over) > 1)
      found.push(`${{part.tagName}} reaches ${{Math.round(place.right)}}, ${{Math.round(place.bottom)}}`);
    if (part.tagName === "IMG") {{
      if (!part.naturalWidth) found.push(`${{part.src}} is broken`);
      if (!part.alt) found.push(`${{part.src}} has no alt text`);
      if (place.height < {LEAST_PICTURE}) found.push(`${{part.src}} is ${{Math.round(place.height)}} high`);
    }}
    if (part.matches(".formula:not(.set)")) found.push(`not set: ${{part.textContent}}`);
  }}
  return found.map((what) => `${{slide.querySelector("h1, h2, h3").textContent}}: ${{what}}`);
}}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "slides"
    assert len(build.build(folder)) == len(CHAPTERS) + 1
    return folder


@pytest.fixture(scope="module")
def address(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = tools.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that asks no other host for anything, and whose scripts do not fail."""
    context = chromium.new_context(viewport=SIZE)
    errors = tools.strangers(context)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("response", lambda response: response.status >= 400 and errors.append(response.url))
    yield context.new_page()
    context.close()
    assert not errors


def opened(page, address, folder, number):
    (path,) = folder.glob(f"{number}*.html")
    page.goto(f"{address}/{path.name}")
    page.wait_for_function("Reveal.isReady()")
    return page.evaluate("Reveal.getSlides().map((slide) => Object.values(Reveal.getIndices(slide)).slice(0, 2))")


@pytest.mark.parametrize("number", [*CHAPTERS, "concept"])
def test_nothing_on_any_slide_reaches_beyond_it(page, address, folder, number):
    places = opened(page, address, folder, number)
    assert len(places) > 30
    found = []
    for across, down in places:
        page.evaluate(f"Reveal.slide({across}, {down}, 9)")
        if page.evaluate("!!Reveal.getCurrentSlide().querySelector('[data-explorer]')"):
            page.wait_for_function("Reveal.getCurrentSlide().querySelector('[data-explorer] .cw-status')?.textContent")
        found += page.evaluate(MEASURE)
    assert not found


def test_an_explorer_is_live_on_its_slide(page, address, folder):
    opened(page, address, folder, "01")
    page.evaluate("""() => {
      const slide = document.querySelector("[data-explorer]").closest("section");
      const { h, v } = Reveal.getIndices(slide);
      Reveal.slide(h, v);
    }""")
    page.wait_for_selector(".present .cw-status")
    before = page.locator(".present .cw-status").text_content()
    page.locator(".present input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => document.querySelector('.present .cw-status').textContent !== before", arg=before)
    assert page.evaluate("!!Reveal.getCurrentSlide().querySelector('[data-explorer]')")


def test_a_question_keeps_its_answer_for_the_next_step(page, address, folder):
    opened(page, address, folder, "concept")
    page.evaluate("Reveal.slide(1, 1)")
    answer = page.locator("section section.present .answer")
    assert not answer.is_visible()
    border = "getComputedStyle(document.querySelector('section section.present .right')).borderColor"
    before = page.evaluate(border)
    assert before == page.evaluate(border.replace("right", "other"))
    page.keyboard.press("Space")
    page.wait_for_selector("section section.present .answer.visible")
    assert page.evaluate(border) != before


def test_the_pdf_has_a_page_for_each_slide_and_one_more_for_each_answer(folder, chromium):
    made = printing.print_all(folder, chromium)
    assert len(made) == len(CHAPTERS) + 1
    for path in made:
        html = path.with_suffix(".html").read_text(encoding="utf-8")
        pages = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
        assert pages == html.count('<div class="slide">') + html.count('class="answer fragment"'), path.name
        boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", path.read_bytes()))
        assert boxes == {b"0 0 960 540"}


def test_a_folder_without_slides_is_named(tmp_path, chromium):
    with pytest.raises(FileNotFoundError, match="run `make slides`"):
        printing.print_all(tmp_path, chromium)
