"""The house: no module is too long to be read, and arrows go one way."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "course_utils"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
UPSTAIRS = {"style", "plotting", "diagrams", "widgets", "exercises", "chapter"}  # arrows to these are the exception
TO = {room: set() for room in ("style", "exercises", "integrals", "convolution", "kernels", "datasets", "_checks")}
TO["widgets"] = {"plotting", "style"}  # all others: style alone


def room(module):
    """The part of the house that a module stands in: its folder, or its own name."""
    return module.removesuffix(".py").split("/")[0]


def imported_rooms(source, module):
    """The other rooms that the code of a module imports from, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            folder = ["course_utils", *module.split("/")[:-1]][: -(node.level - 1) or None] if node.level else []
            start = ".".join([*folder, *([node.module] if node.module else [])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("course_utils.")}
    return found - {room(module)}


def against_the_arrows(module, rooms):
    """Those of the rooms that a module must not import from."""
    return rooms & UPSTAIRS - TO.get(room(module), {"style"})


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_over_its_ceiling(module):
    ceiling = 700 if module.startswith("exercises/ch") else 450
    lines = len((PACKAGE / module).read_text(encoding="utf-8").splitlines())
    assert lines <= ceiling, f"{module} has {lines} lines; split it by what it is about"


@pytest.mark.parametrize("module", MODULES)
def test_arrows_go_one_way(module):
    wrong = against_the_arrows(module, imported_rooms((PACKAGE / module).read_text(encoding="utf-8"), module))
    assert not wrong, f"{module} imports {wrong}"


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("plotting/curves.py", "from course_utils.integrals import BOX\nfrom course_utils import style", set()),
        ("plotting/curves.py", "from course_utils import widgets", {"widgets"}),
        ("plotting/curves.py", "def f():\n    import course_utils.exercises.ch01", {"exercises"}),
        ("plotting/curves.py", "from .. import diagrams, style\nfrom . import grids", {"diagrams"}),
        ("style.py", "from course_utils.plotting import plot_curves", {"plotting"}),
        ("style.py", "from .plotting.curves import plot_curves", {"plotting"}),
        ("diagrams/paper.py", "from course_utils.plotting.curves import with_jumps", {"plotting"}),
        ("kernels.py", "from course_utils.style import BLUE", {"style"}),
        ("exercises/ch01.py", "from course_utils.plotting import plot_pair", {"plotting"}),
        ("exercises/ch01.py", "from ..convolution import conv2d\nfrom .judge import Case", set()),
        ("widgets.py", "from course_utils.plotting import plot_pair\nfrom course_utils import chapter", {"chapter"}),
        ("chapter.py", "from course_utils.plotting import plot_pair", {"plotting"}),
    ],
)
def test_an_arrow_that_goes_the_wrong_way_is_found(module, source, wrong):
    assert against_the_arrows(module, imported_rooms(source, module)) == wrong
