"""Measure how fast the explorers follow the hand, and fail when a promise is broken: python benchmarks/explorers.py

JupyterLab is opened as ``make lab`` does, in Chromium without a window. Each explorer is dragged by the mouse, and for each
move that changes its picture the time counts from the pointer event to the frame that shows the change. The filter explorer
works hardest: in colour, with a 5×5 kernel and max pooling. The exit status is 1 when an explorer misses a limit.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
from browser import EXPLORERS, Case, explorer, jupyterlab, launch, until

MOVES = 140
PAUSE = 40  # milliseconds between two moves
MEDIAN, NEARLY_ALL = 16.0, 33.0  # milliseconds; the second is the 95th percentile

WATCH = """(root) => {
    let began = null, changed = false;
    window.measured = [];
    const see = () => (changed = true);
    const put = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function (...all) { see(); return put.apply(this, all); };
    const observer = new MutationObserver(see);
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(root.querySelector(".cw-scene"), all);
    const move = (event) => (began = changed ? began : event.timeStamp);
    window.addEventListener("pointermove", move, true);
    let running = true;
    const frame = () => {
        if (changed && began !== null) window.measured.push(performance.now() - began);
        began = null;
        changed = false;
        if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    window.stopWatching = () => {
        running = false;
        observer.disconnect();
        window.removeEventListener("pointermove", move, true);
        CanvasRenderingContext2D.prototype.putImageData = put;
    };
}"""


def drag(page: Page, name: str, case: Case) -> np.ndarray:
    """Drag an explorer there and back until it was moved often enough; returns milliseconds, one value for each change."""
    root = explorer(page, name)
    root.scroll_into_view_if_needed()
    box = root.locator(case.drag.part).first.bounding_box()
    first, last = (np.array([box["x"], box["y"]]) + np.array(share) * [box["width"], box["height"]] for share in case.drag[1:3])
    there = np.linspace(first, last, case.drag.stops)
    places = np.concatenate([there[1:], there[-2::-1]]).tolist()
    page.mouse.move(*first)
    page.mouse.down()
    root.evaluate(WATCH)
    for move in range(MOVES):
        page.mouse.move(*places[move % len(places)])
        page.wait_for_timeout(PAUSE)
    page.mouse.up()
    measured = page.evaluate("() => { window.stopWatching(); return window.measured; }")
    if len(measured) < MOVES / 2:
        seen = f"{len(measured)} times in {MOVES} moves"
        raise RuntimeError(f"{name} changed its picture {seen}; is it dragged at the right place?")
    return np.array(measured)


def main() -> int:
    print(f"load {os.getloadavg()[0]:.1f}\n| explorer | moves seen | median ms | 95 % ms | |\n|---|---|---|---|---|")
    kept = True
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, jupyterlab(Path(folder)) as lab:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        lab.open(page)
        lab.run_all(page)
        kernel = lab.kernel()
        for name, case in EXPLORERS.items():
            kernel.assign(name, case.heavy)
            until(lambda name=name: explorer(page, name).locator(".cw-status").text_content() != "", f"{name} is live")
            times = drag(page, name, case)
            median, nearly_all = np.median(times), np.percentile(times, 95)
            passed = median <= MEDIAN and nearly_all <= NEARLY_ALL
            kept = kept and passed
            print(f"| {name} | {len(times)} | {median:.1f} | {nearly_all:.1f} | {'pass' if passed else 'FAIL'} |", flush=True)
        kernel.close()
        browser.close()
    print(f"limits: median {MEDIAN:.0f} ms, 95 % {NEARLY_ALL:.0f} ms")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
