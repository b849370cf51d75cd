"""A chapter as its page shows it: what only a kernel or a maintainer needs is left out, and what is live stays live."""

from __future__ import annotations

import base64
import html
import json
from copy import deepcopy
from pathlib import Path

from course_utils.widgets.base import PAGE
from website import pictures, questions

FOR_A_KERNEL = {"chapter.versions()", "chapter.run_time()"}
FOLDED = {"solution": ("hide-cell", "the solution"), "imports": ("hide-input", "the imports")}


def text_of(cell: dict) -> str:
    """The source of a cell, however it was stored."""
    return "".join(cell["source"])


def tags_of(cell: dict) -> list[str]:
    """The tags of a cell."""
    return cell["metadata"].get("tags", [])


def markdown(source: str, key: str) -> dict:
    """A new cell of text."""
    return {"cell_type": "markdown", "id": key, "metadata": {}, "source": source}


def _announces(cell: dict) -> bool:
    """Whether a cell only says what the next one shows."""
    return cell["cell_type"] == "markdown" and text_of(cell).count("\n") == 0 and text_of(cell).endswith(":")


def image(figure: pictures.Figure, alt: str, up: str) -> str:
    """The HTML of a figure; ``up`` leads from the page to the root of the site."""
    return (
        f'<img src="{up}{figure.place}" alt="{html.escape(alt)}" width="{figure.width}" height="{figure.height}" '
        'loading="lazy" decoding="async">'
    )


def explorer(page: dict, picture: str, up: str) -> str:
    """The HTML of an explorer: its state, and the static picture that site.js lets `live.js` replace when it comes near."""
    state = json.dumps(page["state"]).replace("<", "\\u003c")
    return (
        f'<div class="explorer" data-module="{html.escape(page["module"])}" data-live="{up}explorers/live.js">'
        f'<script type="application/json">{state}</script>{picture}</div>'
    )


def shown(output: dict, write: pictures.Writer, name: str, up: str) -> dict:
    """An output with its picture as a file of the site, and with its explorer live."""
    data = output.get("data", {})
    if "image/png" not in data:
        return output
    about = output["metadata"].get("image/png", {})
    if "alt" not in about:
        raise ValueError(f"the picture in cell {name} has no alt text; draw it with a function that calls style.describe")
    figure = write(base64.b64decode("".join(data["image/png"])), name, about)
    code = image(figure, about["alt"], up)
    if PAGE in data:
        code = explorer(data[PAGE], code, up)
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": code}}


def page_of(notebook: dict, write: pictures.Writer, name: str, up: str = "../") -> dict:
    """The notebook that the page of a chapter is made from.

    Parameters
    ----------
    notebook
        The chapter as it is committed, with its outputs.
    write
        Takes a PNG, a name and its metadata, and gives the figure as a file of the site.
    name
        The chapter's file name without its ending.
    up
        The way from the page to the root of the site.

    Returns
    -------
    dict
        A new notebook: guards, versions and run time left out, solutions and imports folded, questions with answers that
        open on a click, pictures as files, explorers live.
    """
    notebook = deepcopy(notebook)
    cells: list[dict] = []
    imports_seen = False
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            cells.append(cell)
            continue
        source, tags = text_of(cell), tags_of(cell)
        if "guard" in tags:
            continue
        if source.strip() in FOR_A_KERNEL:
            if cells and _announces(cells[-1]):
                cells.pop()
            continue
        if {"predict", "recall"} & set(tags):
            above, wording = questions.without_options(text_of(cells[-1]))
            question = questions.find(source)
            if question.options:
                cells[-1]["source"] = above
            cells.append(markdown(questions.as_html(question, cell["id"], wording, recall="recall" in tags), cell["id"]))
            continue
        fold = "solution" if "solution" in tags else "" if imports_seen else "imports"
        imports_seen = True
        if fold:
            tag, what = FOLDED[fold]
            cell["metadata"]["tags"] = [*tags, tag]
            cell["metadata"]["mystnb"] = {"code_prompt_show": f"Show {what}", "code_prompt_hide": f"Hide {what}"}
        cell["outputs"] = [
            shown(output, write, f"{name}-{cell['id']}-{k}", up) for k, output in enumerate(cell.get("outputs", []))
        ]
        cells.append(cell)
    cells.insert(1, markdown(f"<!-- run {name} -->", "run-here"))
    notebook["cells"] = cells
    notebook["metadata"].pop("widgets", None)
    return notebook


def first_explorer(notebook: dict) -> tuple[dict, bytes, dict]:
    """Module and state of a chapter's first explorer, its static picture and that one's metadata."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if PAGE in output.get("data", {}):
                data = output["data"]
                return data[PAGE], base64.b64decode("".join(data["image/png"])), output["metadata"]["image/png"]
    raise ValueError("the chapter has no explorer; run `make notebooks`")


def read(path: Path) -> dict:
    """A notebook."""
    return json.loads(path.read_text(encoding="utf-8"))
