"""Run chapters in clean kernels and write them back with their outputs: python tools/chapters.py NOTEBOOK…

An output that says the same as the committed one stays as it is: text that is equal, a figure that looks alike, and
anything in a cell tagged ``nbval-ignore-output`` (times, versions, trained results). So a second run changes nothing. When
cells are not numbered from 1 in order, the chapter was edited since its last run, and all its outputs are renewed. To renew
a tagged cell of any other chapter, clear its output first.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

WIDGET = "application/vnd.jupyter.widget-view+json"
LEVELS = 24  # a pixel differs when a channel differs by more than this, of 255
SHARE = 2e-4  # figures differ when more than this share of their pixels do


def figures_differ(one: str, other: str) -> str:
    """Say how two base64 PNG differ, or return ``""`` when a reader would not see a difference."""
    pictures = [np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"), int) for png in (one, other)]
    (height, width, _), (new_height, new_width, _) = (picture.shape for picture in pictures)
    if (height, width) != (new_height, new_width):
        return f"the figure was {width}x{height} pixels and is now {new_width}x{new_height}"
    changed = (np.abs(pictures[0] - pictures[1]) > LEVELS).any(axis=2)
    if changed.mean() <= SHARE:
        return ""
    rows, columns = np.nonzero(changed)
    return (
        f"{changed.sum()} of {changed.size} pixels of the figure changed, "
        f"in rows {rows.min()} to {rows.max()} and columns {columns.min()} to {columns.max()}"
    )


def without_ids(output: NotebookNode) -> NotebookNode:
    """The output without what is new in every run: execution counts and widget ids."""
    output = NotebookNode({key: value for key, value in output.items() if key != "execution_count"})
    if "data" in output:
        output.data = NotebookNode({mime: value for mime, value in output.data.items() if mime != WIDGET})
    return output


def packed(output: NotebookNode) -> NotebookNode:
    """The output with the same figure in fewer bytes: no alpha channel that hides nothing, and grey kept as grey."""
    png = output.get("data", {}).get("image/png")
    if png is None:
        return output
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"))
    if pixels[:, :, 3].min() < 255:
        return output
    grey = (pixels[:, :, :3] == pixels[:, :, :1]).all()
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, 0] if grey else pixels[:, :, :3])).save(file, "PNG", optimize=True)
    smaller = base64.b64encode(file.getvalue()).decode("ascii")
    if len(smaller) < len(png):
        output.data["image/png"] = smaller
    return output


def says_the_same(new: NotebookNode, old: NotebookNode) -> bool:
    """Whether two outputs are equal but for what a reader would not see."""
    new, old = without_ids(new), without_ids(old)
    if "image/png" in new.get("data", {}) and "image/png" in old.get("data", {}):
        if figures_differ(new.data.pop("image/png"), old.data.pop("image/png")):
            return False
    return new == old


def edited(notebook: NotebookNode) -> bool:
    """Whether cells were added, moved or run since the last run from top to bottom."""
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return counts != list(range(1, len(counts) + 1))


def kept(new: list[NotebookNode], cell: NotebookNode, old: NotebookNode | None, renew: bool) -> list[NotebookNode]:
    """The outputs to write for a cell: the committed ones where the new ones say the same."""
    if old is None or old.source != cell.source:
        return new
    if "nbval-ignore-output" in cell.metadata.get("tags", []) and old.outputs and not renew:
        return old.outputs
    if len(new) == len(old.outputs) and all(map(says_the_same, new, old.outputs)):
        return old.outputs
    return new


def normalise(notebook: NotebookNode, before: NotebookNode) -> NotebookNode:
    """Keep the metadata that carries meaning, count the cells from 1, and keep outputs that did not change."""
    committed = {cell.id: cell for cell in before.cells if cell.cell_type == "code"}
    renew = edited(before)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    count = 0
    for cell in notebook.cells:
        metadata = {key: cell.metadata[key] for key in ("slideshow", "tags") if key in cell.metadata}
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            metadata["jupyter"] = {"source_hidden": True}
        cell.metadata = nbformat.from_dict(metadata)
        if cell.cell_type == "code" and cell.source.strip():
            count += 1
            cell.execution_count = count
            new = [packed(without_ids(output)) for output in cell.outputs]
            cell.outputs = kept(new, cell, committed.get(cell.id), renew)
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
    return notebook


def run(path: Path) -> bool:
    """Run one chapter; return whether its file changed."""
    before = nbformat.read(path, as_version=4)
    notebook = nbformat.from_dict(before)
    place = {"metadata": {"path": path.parent}}
    options = {"timeout": 600, "kernel_name": "python3", "store_widget_state": False, "coalesce_streams": True}
    NotebookClient(notebook, resources=place, **options).execute()
    text = nbformat.writes(normalise(notebook, nbformat.read(path, as_version=4))) + "\n"
    changed = text != path.read_text(encoding="utf-8")
    if changed:
        path.write_text(text, encoding="utf-8")
    return changed


def main(paths: list[str]) -> None:
    """Run each chapter in turn, away from the reader's own IPython settings and history."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTHONDIR"] = folder
        for path in map(Path, paths):
            print(f"{path}: {'written' if run(path) else 'unchanged'}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
