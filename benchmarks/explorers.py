"""Drag every explorer in JupyterLab and time its picture: from the pointer's move to the changed picture at the next frame.

Run ``make bench-explorers``; it takes two minutes. JupyterLab opens as ``make lab`` opens it, in Chromium without a window and
without a graphics card. The exit status is 1 when the median of an explorer is above 16 ms or its 95th percentile above 33 ms,
which is meant for two cores that have nothing else to do. The filter explorer has its hardest work: a picture in colour, a 5×5
kernel, pooling.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import chain, cycle, islice
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

sys.path.append(str(Path(__file__).parent.parent / "tools"))
import browser

MOVES, PAUSE = 140, 0.04  # seconds from one move to the next
MEDIAN, HIGHEST = 16.0, 33.0  # ms
WATCH = """scene => {
    let moved = 0;
    const times = window.times = { picture: [], frame: [] };
    const note = (event) => (moved ||= event.timeStamp);
    window.addEventListener("pointermove", note, true);
    const observer = new MutationObserver(() => {
        const from = moved;
        moved = 0;
        if (from) requestAnimationFrame(() => {
            times.picture.push(performance.now() - from);
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => times.frame.push(performance.now() - from);
            port2.postMessage(0);
        });
    });
    observer.observe(scene, { subtree: true, childList: true, attributes: true, characterData: true });
    window.unwatch = () => (observer.disconnect(), window.removeEventListener("pointermove", note, true));
}"""


def times_of(page: Page, name: str) -> dict[str, np.ndarray]:
    """Milliseconds of each move: until the picture has changed at a frame, and until that frame is done."""
    root, drag = browser.explorer(page, name), browser.EXPLORERS[name].drag
    root.locator(drag.part).and_(page.locator(":enabled, svg")).wait_for()
    there = browser.stops(root, drag)
    round_trip = cycle(chain(there[1:], there[-2::-1]))
    page.mouse.move(*there[0])
    page.mouse.down()
    root.locator(".cw-scene").evaluate(WATCH)
    for x, y in islice(round_trip, MOVES):
        page.mouse.move(x, y)
        time.sleep(PAUSE)
    page.mouse.up()
    times = page.evaluate("(window.unwatch(), window.times)")
    if len(times["picture"]) < 0.9 * MOVES:
        seen = f"{len(times['picture'])} times in {MOVES} moves"
        raise RuntimeError(f"{name} changed {seen}; each place of its drag must change it")
    return {what: np.array(each) for what, each in times.items()}


def main() -> bool:
    """Print the table; True when every promise holds."""
    kept = True
    print(f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else "")
    print("| explorer | moves | median | 95 % | until the frame is done, median | 95 % |\n|---|---|---|---|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder, browser.jupyterlab(Path(folder)) as lab:
        page = browser.launch(playwright).new_page(viewport={"width": 1400, "height": 1000})
        lab.open(page)
        lab.run_all(page)
        kernel = lab.kernel()
        for name, case in browser.EXPLORERS.items():
            kernel.assign(name, case.heavy)
            times = times_of(page, name)
            (median, high), late = (np.percentile(times[what], [50, 95]) for what in ("picture", "frame"))
            kept &= median <= MEDIAN and high <= HIGHEST
            figures = " | ".join(f"{each:.1f}" for each in (median, high, *late))
            print(f"| {name} | {len(times['picture'])} | {figures} |", flush=True)
        kernel.close()
    print(f"load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else "")
    limits = f"the median must be at most {MEDIAN:.0f} ms, the 95th percentile {HIGHEST:.0f} ms."
    print("Every promise holds." if kept else f"Broken: {limits}")
    return kept


if __name__ == "__main__":
    sys.exit(not main())
