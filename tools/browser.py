"""The explorers in a real browser, for tests/browser and benchmarks/explorers.py: Chromium, JupyterLab, its kernel, a page.

What stands here is what both need: the explorers of the chapters and how a hand drags them, Chromium without a window, and
JupyterLab as ``make lab`` opens it, with a notebook of one cell per explorer in a folder of its own.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
from jupyter_client.blocking import BlockingKernelClient
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
PATIENCE = 60.0  # seconds until a state that does not come is an error


class Drag(NamedTuple):
    """Where a hand drags an explorer: from one place of a part of it to another, in shares of its width and height.

    Between them are ``stops`` places, and from each to the next one the explorer changes.
    """

    part: str
    first: tuple[float, float]
    last: tuple[float, float]
    stops: int


class Case(NamedTuple):
    """An explorer of a chapter: the call in its cell, its drag, an assignment in Python that changes it.

    ``heavy`` is what makes its drag the hardest work.
    """

    call: str
    drag: Drag
    assignment: dict
    heavy: dict = {}  # noqa: RUF012


PICTURE = ".cw-scene svg"
EXPLORERS = {
    "flip-and-slide": Case("flip_and_slide()", Drag(PICTURE, (0.35, 0.3), (0.75, 0.3), 36), {"t": -0.5}),
    "grid-explorer": Case("grid_explorer()", Drag(PICTURE, (0.127, 0.3), (0.293, 0.3), 4), {"row": 2}),
    "reshape-explorer": Case("reshape_explorer()", Drag(PICTURE, (0.035, 0.264), (0.707, 0.264), 12), {"element": 11}),
    "descent-explorer": Case(
        "descent_explorer(lambda x: x * x, lambda x: 2 * x)", Drag(PICTURE, (0.1, 0.5), (0.6, 0.5), 36), {"start": 1.0}
    ),
    "line-explorer": Case("line_explorer()", Drag(PICTURE, (0.6, 0.2), (0.95, 0.75), 36), {"slope": 9.5}),
    "filter-explorer": Case(
        "filter_explorer()",
        Drag('label:has-text("window") input', (0.04, 0.5), (0.96, 0.5), 16),
        {"kernel": "sobel_x"},
        {"colour": True, "kernel": "gaussian_blur_5x5", "pooling": "max"},
    ),
    "pooling-explorer": Case("pooling_explorer()", Drag(PICTURE, (0.132, 0.32), (0.342, 0.32), 3), {"kind": "average"}),
    "receptive-field": Case("receptive_field_explorer()", Drag(PICTURE, (0.143, 0.91), (0.959, 0.91), 28), {"unit": 0}),
}


def variable(name: str) -> str:
    """The name that an explorer has in the notebook."""
    return name.replace("-", "_")


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not in {PATIENCE:.0f} s")
        time.sleep(0.02)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium: the system's, or what Playwright brings.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    named = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = next((each for each in [*named, playwright.chromium.executable_path] if each and Path(each).exists()), None)
    if path is None:
        raise FileNotFoundError(
            "There is no Chromium here: install it (apt, dnf or brew install chromium), or let Playwright bring one: "
            f"{sys.executable} -m playwright install chromium"
        )
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def strangers(context: BrowserContext) -> list[str]:
    """A list that fills with requests to any other host; Chromium's flags let none of them through."""
    asked: list[str] = []
    own = ("http://127.0.0.1:", "data:", "blob:")
    context.on("request", lambda request: request.url.startswith(own) or asked.append(request.url))
    return asked


def write_notebook(path: Path) -> None:
    """A notebook with a cell for each explorer."""
    cells = ["from course_utils import widgets"]
    cells += [f"{variable(name)} = widgets.{case.call}\n{variable(name)}" for name, case in EXPLORERS.items()]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


class Lab:
    """A running JupyterLab whose folder holds explorers.ipynb, with settings and data of its own."""

    def __init__(self, folder: Path):
        self.folder, self.token = folder, secrets.token_hex()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{free.getsockname()[1]}"
        write_notebook(folder / "explorers.ipynb")
        names = {
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
        }
        own = {name: str(folder / "own" / name.lower()) for name in names}
        self.runtime = Path(own["JUPYTER_RUNTIME_DIR"])
        self.no_news(Path(own["JUPYTERLAB_SETTINGS_DIR"]))
        options = [
            "--ip=127.0.0.1",
            f"--ServerApp.root_dir={folder}",
            "--no-browser",
            f"--ServerApp.port={self.url.split(':')[-1]}",
        ]
        options += [f"--IdentityProvider.token={self.token}"] + ["--allow-root"] * (os.name == "posix" and os.geteuid() == 0)
        with open(folder / "lab.log", "w") as log:
            command = [sys.executable, "-m", "jupyter", "lab", *options]
            self.process = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)

    @staticmethod
    def no_news(settings: Path) -> None:
        """Spare the question whether JupyterLab may fetch news."""
        place = settings / "@jupyterlab" / "apputils-extension"
        place.mkdir(parents=True)
        (place / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))

    def ask(self, method: str, place: str):
        """What the server's REST API answers."""
        request = urllib.request.Request(
            f"{self.url}/api/{place}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")

    def wait(self) -> None:
        """Until the server answers."""

        def answers() -> bool:
            if self.process.poll() is not None:
                raise RuntimeError(f"JupyterLab did not start:\n{(self.folder / 'lab.log').read_text()}")
            with contextlib.suppress(OSError):
                return bool(self.ask("GET", "status"))
            return False

        until(answers, "JupyterLab answers")

    def open(self, page: Page) -> None:
        """Open the notebook, and wait for its kernel."""
        page.goto(f"{self.url}/lab/tree/explorers.ipynb?token={self.token}&reset")
        page.locator(".jp-Notebook .jp-CodeCell").nth(len(EXPLORERS)).wait_for(state="attached", timeout=1000 * PATIENCE)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=1000 * PATIENCE)

    def run_all(self, page: Page) -> None:
        """Run all cells, and wait for the explorers."""
        choose(page, "Run", "Run All Cells")
        error = page.locator(
            '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]'
        ).first
        explorer(page, list(EXPLORERS)[-1]).or_(error).first.wait_for(timeout=3000 * PATIENCE)
        if error.count():
            raise RuntimeError(f"A cell of the notebook failed:\n{error.text_content()}")

    def kernel(self) -> Kernel:
        """A second client of the kernel that the notebook runs in."""
        (session,) = self.ask("GET", "sessions")
        return Kernel(self.runtime / f"kernel-{session['kernel']['id']}.json")

    def shut_kernels_down(self) -> None:
        for session in self.ask("GET", "sessions"):
            self.ask("DELETE", f"sessions/{session['id']}")

    def stop(self) -> None:
        """End the kernels, then the server."""
        with contextlib.suppress(OSError):
            self.shut_kernels_down()
        self.process.terminate()
        self.process.wait()


@contextlib.contextmanager
def jupyterlab(folder: Path) -> Iterator[Lab]:
    """JupyterLab as ``make lab`` opens it, in a folder of its own."""
    lab = Lab(folder)
    try:
        lab.wait()
        yield lab
    finally:
        lab.stop()


class Kernel:
    """Reads and sets what the notebook's kernel knows."""

    def __init__(self, connection: Path):
        self.client = BlockingKernelClient(connection_file=str(connection))
        self.client.load_connection_file()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def run(self, code: str) -> None:
        content = self.client.execute(code, reply=True, timeout=PATIENCE)["content"]
        if content["status"] != "ok":
            raise RuntimeError("\n".join(content["traceback"]))

    def value(self, expression: str):
        """The value of an expression that Python can write down."""
        reply = self.client.execute("", user_expressions={"value": f"repr({expression})"}, reply=True, timeout=PATIENCE)
        answer = reply["content"]["user_expressions"]["value"]
        if answer["status"] != "ok":
            raise RuntimeError("\n".join(answer["traceback"]))
        return ast.literal_eval(ast.literal_eval(answer["data"]["text/plain"]))

    def assign(self, name: str, values: dict) -> None:
        """Set traits of an explorer, as a cell would."""
        self.run("\n".join(f"{variable(name)}.{trait} = {value!r}" for trait, value in values.items()))

    def state(self, name: str) -> dict:
        """The traits of an explorer."""
        return self.value(f"{variable(name)}.page_state()")

    def close(self) -> None:
        self.client.stop_channels()


def choose(page: Page, *path: str) -> None:
    """Click through JupyterLab's menus."""
    page.get_by_role("menubar").get_by_role("menuitem", name=path[0], exact=True).click()
    for name in path[1:]:
        page.locator(".lm-Menu").last.locator(".lm-Menu-item", has_text=name).first.click()


def explorer(page: Page, name: str) -> Locator:
    """An explorer on a page."""
    return page.locator(f".cw-{name}")


def stops(root: Locator, drag: Drag) -> list[tuple[float, float]]:
    """The places of a drag on the page, with the part that is dragged in view."""
    part = root.locator(drag.part)
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    shares = [k / (drag.stops - 1) for k in range(drag.stops)]
    ends = zip(drag.first, drag.last, strict=True)
    across, down = ([a + share * (b - a) for share in shares] for a, b in ends)
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in zip(across, down, strict=True)]
