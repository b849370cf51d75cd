"""How a chapter is built: what nbval cannot see. One test for each rule, run on each chapter."""

import ast
import getpass
import json
import math
import re
import statistics
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import mistune
import nbformat
import pytest
from figures import pixels

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OPENING = ("What you'll do", "What you'll learn", "What you'll need", "Time")
CLOSING = ("Summary", "Where the thread goes next", "Further reading", "Back of the book")
TAGS = {"exercise", "check", "solution", "predict", "recall", "guard", "nbval-ignore-output", "raises-exception"}
DIFFERS = {  # what may be different in each run, or on each machine, and so may stand in an ignored cell
    "perf_counter": "a clock",
    "run_time": "a clock",
    "versions": "what is installed",
    "check_environment": "what is installed",
    "fit": "a training",
    "untrained": "weights that start at random",
    "evaluations": "how often scipy's quad evaluates: rounding decides",
}
MARKDOWN = mistune.create_markdown(renderer=None, plugins=["math", "table"])

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem, scope="module")
def path(request):
    return request.param


@pytest.fixture(scope="module")
def cells(path):
    return nbformat.read(path, as_version=4).cells


@pytest.fixture(scope="module")
def code(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def texts(cells):
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def tags(cell):
    return set(cell.metadata.get("tags", []))


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def plain(source):
    """A cell as Python alone, without the lines of IPython's magics."""
    return "\n".join(line for line in source.splitlines() if not line.startswith("%"))


def test_there_are_chapters_and_their_numbers_have_no_gap():
    assert [path.name[:3] for path in CHAPTERS] == [f"{number:02}_" for number in range(len(CHAPTERS))]
    assert len(CHAPTERS) >= 3


def test_file_is_valid_and_named_in_snake_case(path):
    nbformat.validate(nbformat.read(path, as_version=4))
    assert re.fullmatch(r"\d\d(_[a-z]+)+\.ipynb", path.name)


def test_title_cell_has_number_title_and_opening(path, texts, cells):
    assert cells[0].cell_type == "markdown"
    title = re.match(r"# (\d\d) · ([A-Z].+)\n", texts[0])
    assert title, "the first cell starts with '# NN · Title'"
    assert title[1] == path.name[:2]
    places = [texts[0].find(f"**{heading}**") for heading in OPENING]
    assert -1 not in places, f"the title cell names all of {OPENING}"
    assert places == sorted(places)
    assert re.search(r"\*\*Time\*\* — \d+ minutes to read, \d+ for the exercises\.", texts[0])


def test_closing_has_its_headings_in_order(texts):
    headings = [line[3:] for text in texts for line in text.splitlines() if line.startswith("## ")]
    assert headings[-len(CLOSING) :] == list(CLOSING)


def test_the_chapter_ends_with_the_versions_the_back_of_the_book_and_the_run_time(path, cells, code):
    ending = ["chapter.versions()", f"chapter.back_of_the_book({int(path.name[:2])});", "chapter.run_time()"]
    assert [cell.source for cell in code[-3:]] == ending
    headings = [line for cell in cells[: cells.index(code[-3])] for line in cell.source.splitlines() if line.startswith("## ")]
    assert headings[-1] == "## Further reading"


def test_the_first_code_cell_starts_the_clock_and_has_all_imports(code):
    assert "import" in code[0].source
    assert "chapter.start()" in code[0].source, "the run time counts from the setup cell's last run"
    for cell in code:
        assert not re.search(r"^%load_ext", cell.source, re.MULTILINE)
        if cell is not code[0]:
            for node in ast.walk(ast.parse(plain(cell.source))):
                assert not isinstance(node, ast.Import | ast.ImportFrom), f"an import outside the setup cell: {cell.source}"


def names_of_imports(cell):
    found = [node for node in ast.walk(ast.parse(plain(cell.source))) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {(alias.asname or alias.name).split(".")[0] for node in found for alias in node.names}


def test_setup_cell_imports_nothing_that_the_chapter_does_not_use(code):
    imported = names_of_imports(code[0])
    used = names(ast.parse("\n".join(plain(cell.source) for cell in code)))
    assert imported <= used, f"imported and not used: {imported - used}"


def mentioned(node):
    """Every name and every attribute in a piece of code."""
    found = [each for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute)]
    return {each.id if isinstance(each, ast.Name) else each.attr for each in found}


def own_nodes(scope):
    """Every node of a module or function, without what is inside its functions."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, ast.FunctionDef):
            yield from own_nodes(node)


def timed_names(scope, clocks=frozenset({"perf_counter"})):
    """The names whose values come from a clock: variables, lists that collect times, functions that return them."""
    timed, before = set(clocks), set()
    while timed != before:
        before = set(timed)
        for node in own_nodes(scope):
            match node:
                case ast.Assign(targets=[ast.Name() | ast.Tuple() as target], value=value):
                    names, values, known = mentioned(target), [value], timed
                case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))], value=ast.BinOp() as value):
                    names, values, known = {name}, [value], timed
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=values):
                    names, known = {name}, timed
                case ast.FunctionDef(name=name):
                    values = [each.value for each in own_nodes(node) if isinstance(each, ast.Return) and each.value]
                    names, known = {name}, timed_names(node, timed)
                case _:
                    continue
            if any(mentioned(value) & known for value in values):
                timed |= names
    return timed


def test_no_assert_depends_on_a_time(code):
    """A busy machine makes any time long. What must be faster than what is a row of the benchmarks."""
    tree = ast.parse("\n".join(plain(cell.source) for cell in code))
    timed = timed_names(tree)
    for node in own_nodes(tree):
        if isinstance(node, ast.Assert):
            assert not mentioned(node) & timed, ast.unparse(node)


@pytest.mark.parametrize(
    "source",
    [
        "start = perf_counter()\nspent = time.perf_counter() - start\nassert spent < 1",
        "def took(way):\n    times = []\n    times.append(perf_counter())\n    return min(times)\nassert took(a) < took(b)",
        "slow, fast = [took(way) for way in ways]\ndef took(way):\n    return perf_counter()\nassert fast < slow",
        "spent = {}\nspent['loops'] = perf_counter() - start\nassert spent['loops'] > 0",
    ],
)
def test_an_assert_on_a_time_is_found(source):
    with pytest.raises(AssertionError, match="assert"):
        test_no_assert_depends_on_a_time([nbformat.v4.new_code_cell(source)])


def names(*nodes):
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def follow(tree, differing):
    """Add to a set the names whose values come from names in it, statement by statement, and drop what is set anew."""
    for node in [*own_nodes(tree)] * 2:
        match node:
            case ast.Assign(targets=targets, value=value):
                written, read = names(*targets), mentioned(value)
            case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
                written, read = names(target), mentioned(value)
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                written, read = names(target), mentioned(value)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=method)):
                values = [*node.args, *(keyword.value for keyword in node.keywords)]
                written, read = {owner}, {method}.union(*map(mentioned, values))
            case ast.FunctionDef(name=name, body=body):
                inside = list(ast.walk(node))
                kept = [each for each in inside if isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Store)]
                written = {name} | names(*(each.value for each in kept))
                read = set().union(*map(mentioned, body)) - {each.arg for each in inside if isinstance(each, ast.arg)}
            case _:
                continue
        if read & differing:
            differing |= written
        elif isinstance(node, ast.Assign) and not any(isinstance(target, ast.Subscript) for target in node.targets):
            differing -= written - set(DIFFERS)


def test_only_what_differs_from_run_to_run_is_ignored(code):
    modules = names_of_imports(code[0]) | {"tf"}
    differing = set(DIFFERS)
    for cell in code:
        tree = ast.parse(plain(cell.source))
        follow(tree, differing)
        differing -= modules
        if "nbval-ignore-output" in tags(cell):
            assert mentioned(tree) & differing, f"why is this ignored? {cell.source}"


@pytest.mark.parametrize(
    ("source", "differs"),
    [
        ("seconds", True),
        ("spent['loops']", True),
        ("table", True),
        ("accuracy", True),
        ("error", False),
        ("start = 0\nstart", False),
        ("len(spent), len([1, 2])", True),
        ("np.allclose(error, 0)", False),
    ],
)
def test_a_cell_that_is_suddenly_ignored_is_found(source, differs):
    story = [
        "import numpy as np\nfrom course_utils import chapter",
        "start = time.perf_counter()\nerror = np.zeros(3)\nseconds = time.perf_counter() - start",
        "spent = {}\nspent['loops'] = seconds",
        "def run(model):\n    model.fit(1)\n    results[model.name] = 3\n    return model",
        "trained = run(dense)\ntable = [row for row in results.values()]\naccuracy = table[0]",
    ]
    cells = [nbformat.v4.new_code_cell(text) for text in (*story, source)]
    cells[-1].metadata.tags = ["nbval-ignore-output"]
    if differs:
        test_only_what_differs_from_run_to_run_is_ignored(cells)
    else:
        with pytest.raises(AssertionError, match="why is this ignored"):
            test_only_what_differs_from_run_to_run_is_ignored(cells)


def test_an_assert_after_an_ignored_cell_is_a_guard_that_nothing_else_needs(code):
    """Web pages and student copies leave guards out."""
    for before, cell in pairwise(code):
        kinds = {type(node) for node in ast.walk(ast.parse(plain(cell.source)))}
        if tags(before) & {"nbval-ignore-output", "guard"} and ast.Assert in kinds and not cell.outputs:
            assert "guard" in tags(cell), cell.source
        if "guard" in tags(cell):
            assert tags(before) & {"nbval-ignore-output", "guard"}, cell.source
            assert ast.Assert in kinds, cell.source
            assert not kinds & {ast.Assign, ast.AugAssign, ast.NamedExpr, ast.FunctionDef}, cell.source
            assert cell.metadata.get("jupyter") == {"source_hidden": True}
            assert not cell.outputs


def test_predictions_and_recall_are_one_line_and_say_predict_first(path, code):
    for cell in code:
        if tags(cell) & {"predict", "recall"}:
            assert re.fullmatch(rf"exercises\.ch{path.name[:2]}\.\w+\(\.\.\.\)", cell.source), cell.source
            (output,) = cell.outputs
            assert "Predict first" in output.data["text/plain"]


def test_cells_are_short(code):
    lengths = [len(lines(cell)) for cell in code if "solution" not in tags(cell)]
    assert max(lengths) <= 25
    assert statistics.median(lengths) <= 5


def test_code_has_no_comments(code):
    for cell in code:
        assert not re.search(r"^\s*#", cell.source, re.MULTILINE), f"the story is in the text, not in comments: {cell.source}"


def test_every_cell_was_run_once_from_top_to_bottom(code):
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


def test_no_output_is_an_error_a_warning_or_on_stderr(code):
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error" or "raises-exception" in tags(cell), cell.source
            assert output.get("name") != "stderr", cell.source
            assert "Warning:" not in output.get("text", ""), cell.source


def test_outputs_hold_nothing_of_the_machine_they_were_made_on(code):
    forbidden = [r"/home/", r"/Users/", r"/root\b", r"/tmp/", r"[A-Z]:\\\\", r"\bat 0x[0-9a-f]{6,}"]
    if len(getpass.getuser()) > 4:
        forbidden.append(rf"\b{re.escape(getpass.getuser())}\b")
    for cell in code:
        for output in cell.outputs:
            data = {mime: value for mime, value in output.get("data", {}).items() if not mime.startswith("image/png")}
            text = json.dumps([data, output.get("text", ""), output.get("traceback", "")], ensure_ascii=False)
            for pattern in forbidden:
                assert not re.search(pattern, text), f"{pattern} in the output of: {cell.source}"


def test_only_meaningful_metadata_is_kept(path, cells):
    notebook = nbformat.read(path, as_version=4)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert dict(notebook.metadata.language_info) == {"name": "python"}
    for cell in cells:
        assert set(cell.metadata) <= {"tags", "jupyter", "slideshow"}
        assert tags(cell) <= TAGS
        for output in cell.get("outputs", []):
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})


def defined_names(cell):
    """What a cell defines at its top level."""
    body = ast.parse(plain(cell.source)).body
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return functions | names(*(target for node in body if isinstance(node, ast.Assign) for target in node.targets))


def test_exercises_come_as_task_stub_check_and_solution(path, cells):
    kinds = ["exercise", "check", "solution"]
    number = int(path.name[:2])
    found = 0
    for place, cell in enumerate(cells):
        if "exercise" in tags(cell):
            found += 1
            task, group = cells[place - 1], cells[place : place + 3]
            assert task.cell_type == "markdown"
            assert f"### Exercise {number}.{found} — " in task.source
            assert [tags(each) & set(kinds) for each in group] == [{kind} for kind in kinds]
            check, solution = (each.source.strip().splitlines()[-1] for each in group[1:])
            assert check.startswith(f"exercises.ch{number:02}.")
            assert solution == re.sub(r"\(.*\)", "(solution)", check), "the solution cell ends with the same check"
            answers, defined = (defined_names(each) for each in (cell, group[2]))
            assert "solution" in defined
            assert not answers & defined, "a solution that takes the learner's name would be checked in place of the answer"
            assert group[2].metadata.get("jupyter") == {"source_hidden": True, "outputs_hidden": True}
    assert found >= (4 if number else 2)
    assert all(sum(kind in tags(cell) for cell in cells) == found for kind in kinds)


def test_checks_say_not_attempted_and_solutions_pass(code):
    for cell in code:
        for kind, status in (("check", "Not attempted yet"), ("solution", "Correct")):
            if kind in tags(cell):
                assert status in cell.outputs[-1].data["text/plain"], cell.source


def tokens(text, *kinds):
    """Everything of some kind in a Markdown text, however deep."""
    waiting, found = list(MARKDOWN(text)), []
    while waiting:
        token = waiting.pop(0)
        waiting = token.get("children", []) + waiting
        if token["type"] in kinds:
            found.append(token)
    return found


def words(token):
    """What a reader sees of a heading or a link."""
    return token.get("raw", "") + "".join(map(words, token.get("children", [])))


def jupyterlab_anchor(heading):
    return heading.replace(" ", "-")


def github_anchor(heading):
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def anchors(path):
    """The places in a page or chapter that a link can lead to."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        texts, anchor = [cell.source for cell in cells if cell.cell_type == "markdown"], jupyterlab_anchor
    else:
        texts, anchor = [path.read_text(encoding="utf-8")], github_anchor
    return {anchor(words(heading)) for text in texts for heading in tokens(text, "heading")}


def broken_links(path, text, attachments=()):
    """The links and pictures of a Markdown text in a file that lead nowhere."""
    broken = [
        raw for token in tokens(text, "text") for raw in re.findall(r"!\[.*?\]\S*|\[.+?\]\[.*?\]|\[.+?\]\(.*", token["raw"])
    ]
    for token in tokens(text, "link", "image"):
        url = unquote(token["attrs"]["url"])
        place, _, anchor = url.partition("#")
        target = path.parent / place if place else path
        if url.startswith("attachment:"):
            found = url.removeprefix("attachment:") in attachments
        elif re.match(r"https?://|mailto:", url):
            found = True
        else:
            found = target.exists() and (not anchor or anchor in anchors(target))
        if not found:
            broken.append(url)
    return broken


def test_links_pictures_and_headings_exist(path, cells):
    for cell in cells:
        if cell.cell_type == "markdown":
            assert not broken_links(path, cell.source, cell.get("attachments", {}))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('![a](../fig/none.svg "title")', "../fig/none.svg"),
        ("![a](<../fig/no ne.svg>)", "../fig/no ne.svg"),
        ("![a][b]\n\n[b]: ../fig/none.svg", "../fig/none.svg"),
        ("![a][b]", "![a][b]"),
        ("[a][b]", "[a][b]"),
        ("| a |\n|---|\n| [b](none.md) |", "none.md"),
        ("![a](attachment:none.png)", "attachment:none.png"),
        ("[a](#None)", "#None"),
        ("[a](01_convolution_integrals.ipynb#None)", "01_convolution_integrals.ipynb#None"),
        ("[a](01_convolution_integrals.ipynb#summary)", "01_convolution_integrals.ipynb#summary"),
        ("[a](01_convolution_integrals.ipynb#Where-the-thread-goes-next)", None),
        ("[a](../README.md#none)", "../README.md#none"),
        ("![a](attachment:here.png)", None),
        ("[a](../README.md)", None),
        ("$f[n](x)$ and `[a](b)`", None),
    ],
)
def test_a_link_that_leads_nowhere_is_found(text, broken):
    assert broken_links(CHAPTERS[0], text, {"here.png": {}}) == ([broken] if broken else [])


def test_pictures_have_alt_text(texts):
    for text in texts:
        for picture in tokens(text, "image"):
            assert len(words(picture).split()) >= 5, f"say in words what {picture['attrs']['url']} shows"
        assert "<img" not in text, "use the markdown form, which has a place for alt text"


def figures(code, *mimes):
    for cell in code:
        for output in cell.outputs:
            for mime in set(output.get("data", {})) & set(mimes):
                yield output.data[mime], output.metadata.get(mime, {}), cell.source


def test_figures_have_alt_text(code):
    for _, metadata, source in figures(code, "image/png", "image/jpeg", "image/svg+xml"):
        assert len(metadata.get("alt", "").split()) >= 5, f"nothing says in words what this shows: {source}"


def test_figures_are_crisp_on_a_high_density_screen(code):
    for png, metadata, source in figures(code, "image/png", "image/jpeg"):
        assert pixels(png).shape[1] >= 1.5 * metadata.get("width", math.inf) - 1, source


def test_chapters_are_at_most_1800_kB_on_average():
    assert statistics.mean(path.stat().st_size for path in CHAPTERS) <= 1.8e6


def test_text_says_you_and_does_not_belittle(path, texts):
    words = re.compile(r"\b(simply|obviously|easily|easy|trivially?|of course)\b", re.IGNORECASE)
    for text in texts:
        assert not words.search(text), words.search(text)


def test_formulas_are_not_read_as_emphasis(texts):
    for text in texts:
        words = re.sub(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$", "", text, flags=re.DOTALL)
        stars = re.search(r"[\w)]\*(?!\*)[\w(]", words)
        assert not stars or "**" in words[stars.start() : stars.end() + 1], f"put it in $…$: {words[stars.start() - 20 :][:50]}"


def test_cell_ids_are_unique(cells):
    ids = [cell.id for cell in cells]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "course_utils/data/README.md"])
def test_links_in_pages_exist(page):
    assert not broken_links(ROOT / page, (ROOT / page).read_text(encoding="utf-8"))


def test_readme_and_chapter_00_give_the_minutes_that_the_chapters_give():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = "\n".join(cell.source for cell in nbformat.read(CHAPTERS[0], as_version=4).cells)
    for path in CHAPTERS:
        opening = nbformat.read(path, as_version=4).cells[0].source
        title = re.match(r"# (.+)\n", opening)[1].replace(" ·", "")
        read, exercises = map(int, re.search(r"(\d+) minutes to read, (\d+) for", opening).groups())
        assert re.search(rf"\[{title}\]\(notebooks/{path.name}\).*\| {read} \+ {exercises} \|", readme), title
        if path != CHAPTERS[0]:
            assert re.search(rf"\[{title}\]\({path.name}\).*\| {read + exercises} \|", start), title


def test_spelling(tmp_path):
    for path in CHAPTERS:
        cells = nbformat.read(path, as_version=4).cells
        (tmp_path / f"{path.stem}.md").write_text("\n\n".join(cell.source for cell in cells), encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("codespell"), tmp_path, "README.md", "CONTRIBUTING.md", "course_utils", "fig"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
