"""Each explorer on a page without a kernel, as live.js mounts it: by hand, by touch, on a narrow screen."""

import functools
import html
import http.server
import json
import shutil
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import EXPLORERS, ROOT, explorer, stops
from PIL import Image
from playwright.sync_api import expect

from course_utils import widgets
from course_utils.datasets import PICTURES, load_picture

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Explorers</title><main><h1>Explorers</h1>{}</main><script type="module" src="live.js"></script></html>"""
each_explorer = pytest.mark.parametrize("name", EXPLORERS)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A page with every explorer, its modules and the pictures beside it."""
    folder = tmp_path_factory.mktemp("page")
    for module in (ROOT / "course_utils" / "widgets").glob("*.js"):
        shutil.copy(module, folder)
    for name in PICTURES:
        Image.fromarray(load_picture(name)).save(folder / f"{name}.png")
    places = []
    for case in EXPLORERS.values():
        made = eval(f"widgets.{case.call}", {"widgets": widgets})
        state = json.dumps(made.page_state()).replace("<", "\\u003c")
        places.append(f'<div data-explorer="{html.escape(made.module)}"><script type="application/json">{state}</script></div>')
    (folder / "index.html").write_text(PAGE.format("\n".join(places)), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(open_context, url):
    """Open the page as a browser of this kind shows it; all explorers are live."""

    def visit(**options):
        page = open_context(**options).new_page()
        page.clock.install(time="2026-01-01T12:00")
        page.goto(url)
        for name in EXPLORERS:
            expect(explorer(page, name).locator(".cw-status")).to_contain_text(".")
        expect(explorer(page, "filter-explorer").locator("figcaption").last).to_contain_text("values")
        page.clock.pause_at("2026-01-01T13:00")
        return page

    return visit


def sentence(root):
    return root.locator(".cw-status").text_content()


@each_explorer
def test_a_drag_and_a_key_move_it(name, visit):
    page = visit()
    root, drag = explorer(page, name), EXPLORERS[name].drag
    if name == "filter-explorer":
        root.get_by_label("pooling").select_option("max")
    first, *others = stops(root, drag)
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        before = sentence(root)
        page.mouse.move(*place)
        expect(root.locator(".cw-status")).not_to_have_text(before)
    page.mouse.up()
    slider = root.get_by_role("slider").last
    before = slider.input_value()
    slider.focus()
    page.keyboard.press("Home" if int(before) else "End")
    expect(slider).not_to_have_value(before)


@each_explorer
def test_a_finger_drags_it(name, visit):
    """A finger that moves across moves the explorer; one that moves up or down scrolls the page."""
    page = visit(has_touch=True, is_mobile=True, viewport={"width": 800, "height": 900})
    root, drag = explorer(page, name), EXPLORERS[name].drag
    if name == "filter-explorer":
        root.get_by_label("pooling").select_option("max")
    first, *others = stops(root, drag)
    touch = page.context.new_cdp_session(page)

    def send(kind, places):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in places]})

    seen = {sentence(root)}
    send("touchStart", [first])
    for place in others:
        send("touchMove", [place])
        seen.add(sentence(root))
    send("touchEnd", [])
    assert len(seen) >= min(4, drag.stops - 1), seen
    assert root.locator(drag.part).evaluate("node => getComputedStyle(node).touchAction") == "pan-y"


@pytest.mark.parametrize(("name", "pause"), [("flip-and-slide", 50), ("descent-explorer", 250)])
def test_play_moves_place_by_place_until_it_is_stopped_or_at_the_end(name, pause, visit):
    page = visit()
    root = explorer(page, name)
    play, slider = root.locator(".cw-controls button").first, root.get_by_role("slider").last
    start = int(slider.input_value())
    play.click()
    page.clock.run_for(5 * pause + 10)
    expect(slider).to_have_value(str(start + 5))
    play.click()
    page.clock.run_for(5 * pause)
    expect(slider).to_have_value(str(start + 5))
    play.click()
    page.clock.run_for(200 * pause)
    expect(slider).to_have_value(slider.get_attribute("max"))
    expect(play).to_have_text("▶")
    play.click()
    page.clock.run_for(2 * pause + 10)
    expect(slider).to_have_value("2")


@each_explorer
def test_what_has_changed_is_spoken_when_the_hand_rests(name, visit):
    page = visit()
    root = explorer(page, name)
    slider = root.get_by_role("slider").first
    expect(root.get_by_role("status")).to_be_empty()
    slider.focus()
    page.keyboard.press("Home" if int(slider.input_value()) else "End")
    page.clock.run_for(500)
    expect(root.get_by_role("status")).to_be_empty()
    page.clock.run_for(500)
    expect(root.get_by_role("status")).to_have_text(sentence(root))


@pytest.mark.parametrize(("width", "zoom"), [(400, 1), (1000, 1), (1000, 1.5)])
def test_nothing_is_cut_off(width, zoom, visit):
    page = visit(viewport={"width": round(width / zoom), "height": 900}, device_scale_factor=zoom)
    found = page.evaluate("""() => {
        const found = [], wide = document.documentElement;
        if (wide.scrollWidth > wide.clientWidth) found.push(`the page is ${wide.scrollWidth} wide in ${wide.clientWidth}`);
        for (const root of document.querySelectorAll(".cw")) {
            const all = root.getBoundingClientRect();
            for (const control of root.querySelectorAll("button, select, input, label, span")) {
                const box = control.getBoundingClientRect();
                const name = `${root.className}: ${control.textContent || control.getAttribute("aria-label")}`;
                if (box.width && (box.left < all.left - 1 || box.right > all.right + 1)) found.push(name);
                const cut = control.scrollWidth > control.clientWidth + 1;
                if (control.matches("button, .cw-reading") && cut) found.push(`${name} is cut`);
            }
            for (const sheet of root.querySelectorAll("svg")) {
                const paper = sheet.getBoundingClientRect();
                for (const text of sheet.querySelectorAll("text")) {
                    const box = text.getBoundingClientRect();
                    const across = box.left < paper.left - 1 || box.right > paper.right + 1;
                    const over = box.top < paper.top - 1 || box.bottom > paper.bottom + 1;
                    if (text.textContent && (across || over))
                        found.push(`${root.className}: ${text.textContent}`);
                }
            }
        }
        return found;
    }""")
    assert not found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme, visit):
    page = visit(color_scheme=scheme)
    page.clock.resume()
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
