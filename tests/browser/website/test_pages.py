"""The website as a reader meets it: every page of the built folder in Chromium, with every other host out of reach."""

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import browser as tools
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from website.handouts import SITE, served

PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html") if "lite" not in path.parts)
CHAPTERS = [page for page in PAGES if page.startswith("notebooks/")]
each_page = pytest.mark.parametrize("place", PAGES)


def test_the_site_is_built():
    assert CHAPTERS, f"there are no pages in {SITE}; run `make website`"


@pytest.fixture(scope="module")
def address():
    with served(SITE) as address:
        yield address


@pytest.fixture
def visit(open_context, address):
    """Open a page, and look at it from top to bottom, so that everything on it is loaded; nothing on the way may fail."""
    wrong = []

    def visit(place, **options):
        page = open_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
        page.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
        page.on("response", lambda response: response.status >= 400 and wrong.append(f"{response.url}: {response.status}"))
        page.goto(address + place, wait_until="load")
        return page

    yield visit
    assert not wrong


def see_everything(page):
    """Load what is loaded late, and wait for it."""
    page.evaluate("document.querySelectorAll('img').forEach((each) => (each.loading = 'eager'))")
    page.wait_for_function("[...document.images].every((each) => each.complete)")
    for node in page.locator(".explorer").all():
        node.scroll_into_view_if_needed()
        expect(node.locator(".cw-status")).to_contain_text(".")


@each_page
def test_page_is_whole_in_light_and_dark_wide_and_narrow(place, visit):
    page = visit(place, color_scheme="light")
    see_everything(page)
    assert page.title().strip()
    described = page.locator("meta[name=description]").get_attribute("content")
    assert 40 <= len(described) <= 200 or place == "search.html"
    pictures = page.evaluate("[...document.images].map((each) => [each.src, each.naturalWidth, each.alt])")
    assert not [source for source, width, _ in pictures if not width]
    assert not [source for source, _, alt in pictures if place in CHAPTERS and not alt.strip()]
    assert page.locator(".formula:not(.set), .formula.set:not(:has(mjx-container > svg))").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, context={"exclude": [["mjx-container > svg"]]})  # hidden from screen readers, and slow
        assert not results.violations_count, f"{scheme}: {results.generate_report()}"
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def anchors(place):
    text = (SITE / place).read_text(encoding="utf-8")
    return set(re.findall(r'\bid="([^"]+)"', text)), [unescape(link) for link in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', text)]


def test_every_link_leads_to_a_page_and_to_a_heading_that_is_there():
    ids, dead = {page: anchors(page)[0] for page in PAGES}, []
    for page in PAGES:
        for link in anchors(page)[1]:
            target = urlsplit(urljoin(f"http://site/{page}", link))
            if target.netloc != "site":
                continue
            place = unquote(target.path).lstrip("/") or "index.html"
            place = f"{place}index.html" if place.endswith("/") else place
            if not (SITE / place).is_file() or (target.fragment and unquote(target.fragment) not in ids.get(place, {""})):
                dead.append((page, link))
    assert not [each for each in dead if each[1] != "#"]


def test_the_search_finds_dilation(visit):
    page = visit("index.html")
    see_everything(page)
    page.get_by_role("textbox", name="Search").fill("dilation")
    page.keyboard.press("Enter")
    found = page.locator("#search-results li a")
    expect(found.first).to_be_visible()
    places = {PurePosixPath(urlsplit(link).path).name for link in found.evaluate_all("nodes => nodes.map((each) => each.href)")}
    assert "02_from_integrals_to_grids.html" in places


def test_the_first_page_moves(visit):
    page = visit("index.html")
    root = tools.explorer(page, "flip-and-slide")
    expect(root.locator(".cw-status")).to_contain_text("At t = 0.5 ")
    root.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(root.locator(".cw-status")).to_contain_text("At t = 0.45 ")


@pytest.mark.parametrize("place", CHAPTERS)
def test_every_explorer_of_a_chapter_moves(place, visit):
    page = visit(place)
    for node in page.locator(".explorer").all():
        node.scroll_into_view_if_needed()
        slider, status = node.locator("input[type=range]:enabled").last, node.locator(".cw-status")
        expect(status).to_contain_text(".")
        before, start = status.text_content(), slider.input_value()
        slider.focus()
        page.keyboard.press("ArrowRight" if start != slider.get_attribute("max") else "ArrowLeft")
        assert slider.input_value() != start
        expect(status).not_to_have_text(before)


@pytest.mark.parametrize(
    "place", [page for page in CHAPTERS if 'class="question"' in (SITE / page).read_text(encoding="utf-8")]
)
def test_every_question_opens_on_a_click_and_has_one_right_answer(place, visit):
    page = visit(place)
    for question in page.locator(".question").all():
        for fold in question.locator("details").all():
            assert not fold.locator("p").first.is_visible()
            fold.locator("summary").click()
            expect(fold.locator("p").first).to_be_visible()
        assert question.locator("details.right").count() + question.locator("details.answer").count() == 1


@pytest.mark.parametrize("place", CHAPTERS)
def test_solutions_are_folded_and_open_by_key(place, visit):
    page = visit(place)
    folds = page.locator("details.hide:has-text('def solution')")
    assert folds.count() >= 2
    code = folds.first.locator("pre").first
    expect(code).to_be_hidden()
    folds.first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(code).to_be_visible()


def test_the_map_leads_to_the_chapters(visit):
    page = visit("index.html")
    see_everything(page)
    for place in CHAPTERS:
        assert page.locator(f'.map a[href="{place}"]').count() == 1
    page.locator(f'.map a[href="{CHAPTERS[1]}"]').click()
    expect(page.locator("h1")).to_contain_text("01")


def test_the_chosen_theme_reaches_the_explorers(visit):
    page = visit("index.html", color_scheme="dark")
    root = tools.explorer(page, "flip-and-slide")
    expect(root).to_have_css("background-color", "rgb(18, 18, 18)")
    page.locator(".theme-toggle:visible").first.click()
    expect(page.locator("body")).to_have_attribute("data-theme", "light")
    expect(root).to_have_css("background-color", "rgb(255, 255, 255)")


def test_an_animation_can_be_stopped_and_does_not_start_where_motion_is_not_wanted(visit):
    place = "notebooks/01_convolution_integrals.html"
    page = visit(place)
    image = page.locator("picture.animation img")
    image.scroll_into_view_if_needed()
    page.get_by_role("button", name="Stop the animation").click()
    page.wait_for_function("document.querySelector('picture.animation img').currentSrc.endsWith('.still.png')")
    calm = visit(place, reduced_motion="reduce")
    expect(calm.get_by_role("button", name="Play the animation")).to_be_attached()


def test_the_keyboard_opens_the_chapters_on_a_narrow_page(visit):
    page = visit("index.html", viewport={"width": 400, "height": 800})
    button = page.get_by_role("button", name="Chapters", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".sidebar-drawer").get_by_role("link", name=re.compile("^01 "))).to_be_in_viewport()


@pytest.mark.parametrize(("place", "most"), [("index.html", 300), *((page, 1500) for page in CHAPTERS)])
def test_a_page_is_light(place, most, open_context, address):
    """With all its pictures, in kB; the theme has no fonts of its own."""
    page, sizes = open_context(viewport={"width": 1280, "height": 900}).new_page(), {}
    page.on("requestfinished", lambda request: sizes.update({request.url: len(request.response().body())}))
    page.goto(address + place, wait_until="load")
    see_everything(page)
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) <= 1000 * most


@pytest.mark.parametrize("place", ["index.html", *CHAPTERS[:3]])
def test_nothing_jumps(place, visit):
    page = visit(place)
    page.evaluate("""() => {
        window.jumped = 0;
        new PerformanceObserver((list) => {
            for (const each of list.getEntries()) if (!each.hadRecentInput) window.jumped += each.value;
        }).observe({ type: "layout-shift", buffered: true });
    }""")
    for _ in range(12):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(60)
    assert page.evaluate("window.jumped") < 0.1
