"""Run chapters in clean kernels and write them back with their outputs: python tools/chapters.py NOTEBOOK…

An output that says the same as the committed one stays as it is: text that is equal, a figure that looks alike, and
anything in a cell tagged ``nbval-ignore-output`` (times, versions, trained results). So a second run changes nothing. When
cells are not numbered from 1 in order, the chapter was edited since its last run, and all its outputs are renewed. To renew
a tagged cell of any other chapter, clear its output first.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from figures import figures_differ, packed
from nbclient import NotebookClient
from nbformat import NotebookNode

WIDGET = "application/vnd.jupyter.widget-view+json"
FIGURES = ("image/png", "image/jpeg")


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs as JupyterLab shows them: what is printed in a row is one output, and stays before or after a figure."""
    shown = []
    for output in map(NotebookNode, outputs):
        if output.output_type == "stream" and shown and shown[-1].get("name") == output.name:
            shown[-1].text += output.text
        else:
            shown.append(output)
    for output in shown:
        if output.output_type == "stream":
            output.text = re.sub(r"^.*\r(?=[^\n])", "", output.text, flags=re.MULTILINE)
    return shown


def kinds(outputs: list[NotebookNode]) -> list[str]:
    """What a reader gets below a cell, in order, without what it says: printed, text/plain, image/png (alt) …"""
    found = []
    for output in outputs:
        mimes = [
            " ".join([mime, *(f"({key})" for key in sorted(output.metadata.get(mime, {})))])
            for mime in sorted(output.get("data", {}))
            if mime != WIDGET
        ]
        found.append(" + ".join(mimes) or output.get("name", output.output_type))
    return found


def without_ids(output: NotebookNode) -> NotebookNode:
    """The output without what is new in every run: execution counts and widget ids."""
    output = NotebookNode({key: value for key, value in output.items() if key != "execution_count"})
    if "data" in output:
        output.data = NotebookNode({mime: value for mime, value in output.data.items() if mime != WIDGET})
    return output


def says_the_same(new: NotebookNode, old: NotebookNode) -> bool:
    """Whether two outputs are equal but for what a reader would not see."""
    new, old = without_ids(new), without_ids(old)
    for mime in FIGURES:
        if mime in new.get("data", {}) and mime in old.get("data", {}):
            if figures_differ(new.data.pop(mime), old.data.pop(mime)):
                return False
    return new == old


def edited(notebook: NotebookNode) -> bool:
    """Whether cells were added, moved or run since the last run from top to bottom."""
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return counts != list(range(1, len(counts) + 1))


def kept(new: list[NotebookNode], cell: NotebookNode, old: NotebookNode | None, renew: bool) -> list[NotebookNode]:
    """The outputs to write for a cell: the committed ones where the new ones say the same."""
    if old is None or old.source != cell.source or kinds(new) != kinds(old.outputs):
        return new
    ignored = "nbval-ignore-output" in cell.metadata.get("tags", []) and not renew
    return old.outputs if ignored or all(map(says_the_same, new, old.outputs)) else new


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
        folded = {key: True for key in ("outputs_hidden", "source_hidden") if cell.metadata.get("jupyter", {}).get(key)}
        cell.metadata = nbformat.from_dict({**metadata, **({"jupyter": folded} if folded else {})})
        if cell.cell_type == "code" and cell.source.strip():
            count += 1
            cell.execution_count = count
            cell.outputs = list(map(without_ids, kept(joined(cell.outputs), cell, committed.get(cell.id), renew)))
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
                if "image/png" in output.get("data", {}):
                    output.data["image/png"] = packed(output.data["image/png"])
    return notebook


def run(path: Path) -> bool:
    """Run one chapter; return whether its file changed."""
    before = nbformat.read(path, as_version=4)
    notebook = nbformat.from_dict(before)
    place = {"metadata": {"path": path.parent}}
    options = {"timeout": 600, "kernel_name": "python3", "store_widget_state": False}
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
