"""How a chapter is built: what nbval cannot see. One test for each rule, run on each chapter."""

import ast
import getpass
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OPENING = ("What you'll do", "What you'll learn", "What you'll need", "Time")
CLOSING = ("Summary", "Where the thread goes next", "Further reading", "Back of the book")
TAGS = {"exercise", "check", "solution", "nbval-ignore-output", "raises-exception"}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")

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


def test_last_cells_are_the_back_of_the_book_and_the_run_time(path, code):
    assert [cell.source for cell in code[-2:]] == [f"chapter.back_of_the_book({int(path.name[:2])});", "chapter.run_time()"]


def test_first_code_cell_has_all_imports_and_the_second_the_versions(code):
    for cell in code[1:]:
        for node in ast.walk(ast.parse(plain(cell.source))):
            assert not isinstance(node, ast.Import | ast.ImportFrom), f"an import outside the setup cell: {cell.source}"
    assert "import" in code[0].source
    assert code[1].source.startswith("%load_ext watermark\n%watermark")
    assert "nbval-ignore-output" in tags(code[1])


def test_setup_cell_imports_nothing_that_the_chapter_does_not_use(code):
    names = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(ast.parse(plain(code[0].source)))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    source = "\n".join(plain(cell.source) for cell in code)
    used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert names <= used, f"imported and not used: {names - used}"


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
            assert check == solution, "the solution cell ends with the same check"
            assert check.startswith(f"exercises.ch{number:02}.")
            assert group[2].metadata.jupyter.source_hidden
    assert found >= (4 if number else 2)
    assert all(sum(kind in tags(cell) for cell in cells) == found for kind in kinds)


def test_checks_say_not_attempted_and_solutions_pass(code):
    for cell in code:
        for kind, status in (("check", "Not attempted yet"), ("solution", "Correct")):
            if kind in tags(cell):
                assert status in cell.outputs[-1].data["text/plain"], cell.source


def test_links_and_pictures_exist(path, texts):
    for text in texts:
        for _, _, target in LINK.findall(text):
            if not re.match(r"https?://|#|attachment:", target):
                assert (path.parent / target.split("#")[0]).exists(), target


def test_pictures_have_alt_text(texts):
    for text in texts:
        for bang, alt, target in LINK.findall(text):
            assert not bang or len(alt.split()) >= 5, f"say in words what {target} shows"
        assert "<img" not in text, "use the markdown form, which has a place for alt text"


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
    for _, _, target in LINK.findall((ROOT / page).read_text(encoding="utf-8")):
        if not re.match(r"https?://|#|mailto:", target):
            assert ((ROOT / page).parent / target.split("#")[0]).exists(), target


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
