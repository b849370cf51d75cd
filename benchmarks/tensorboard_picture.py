"""Make fig/tensorboard.png: what TensorBoard shows of the training that chapter 08 stops early.

Run ``python benchmarks/tensorboard_picture.py`` by hand; it takes a minute and needs Chromium or Chrome, and the result is
committed. What is trained are chapter 08's own functions. Another version of TensorBoard looks different.
"""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
from parts import definitions
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from training import CHAPTER, code_cells

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "fig" / "tensorboard.png"
WIDTH, CURVES, GRAPH = 1000, 470, 700  # of the pages, in pixels of the screen
MODEL = (360, 187)  # where the box of the model stands, to be opened
COLORS = 64

sys.path.insert(0, str(ROOT / "tools"))
import browser  # noqa: E402


def train(folder: Path) -> None:
    """Train the chapter's network on few digits, with early stopping and a log."""
    space = definitions(code_cells(CHAPTER))
    keras = space["tf"].keras
    callbacks = keras.callbacks
    space |= {"SEED": 1, "cross_entropy": keras.losses.SparseCategoricalCrossentropy(from_logits=True)}
    stop = callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    with contextlib.redirect_stdout(io.StringIO()):
        space["fit_few"](lambda: space["reader"]("stopped"), 40, [stop, callbacks.TensorBoard(folder)])


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run TensorBoard; give its address."""
    where = ["--logdir", str(folder), "--host", "127.0.0.1", "--port", "0"]
    command = [sys.executable, "-m", "tensorboard.main", *where, "--load_fast", "false"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        yield next(found[0] for line in process.stderr if (found := re.search(r"http://\S+", line)))
    finally:
        process.terminate()
        process.wait()


def shots(page: Page, address: str) -> list[Image.Image]:
    """The page of the curves with the loss, and the page of the graph."""
    page.set_viewport_size({"width": WIDTH, "height": CURVES})
    page.goto(f"{address}?darkMode=false&smoothing=0&tagFilter=epoch_loss#timeseries")
    page.get_by_text("epoch_loss").first.wait_for()
    page.get_by_role("button", name="Toggle settings side pane").click()
    page.wait_for_timeout(3000)
    curves = page.screenshot()
    page.set_viewport_size({"width": WIDTH, "height": GRAPH})
    page.goto(f"{address}?darkMode=false#graphs&run=train")
    page.get_by_text("Conceptual graph").click()
    page.wait_for_timeout(5000)
    page.mouse.dblclick(*MODEL)
    page.wait_for_timeout(2000)
    page.get_by_text("Fit to screen").click()
    page.wait_for_timeout(3000)
    return [Image.open(io.BytesIO(shot)) for shot in (curves, page.screenshot())]


def main() -> None:
    mpl.use("agg")
    with tempfile.TemporaryDirectory() as folder:
        train(Path(folder))
        with serving(Path(folder)) as address, sync_playwright() as playwright:
            chromium = browser.launch(playwright)
            pages = shots(chromium.new_page(device_scale_factor=1.5), address)
            chromium.close()
    both = Image.new("RGB", (pages[0].width, sum(page.height for page in pages) + 12), "white")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (0, pages[0].height + 12))
    both.quantize(COLORS).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
