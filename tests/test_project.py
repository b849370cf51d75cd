"""The files around the course agree with each other."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [
    Requirement(text)
    for texts in (PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values())
    for text in texts
]
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")


def pins():
    found = {}
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(requirement.name.lower().replace("_", "-"), []).append(requirement)
    return found


@pytest.mark.parametrize("declared", DECLARED, ids=str)
def test_requirements_pin_what_pyproject_declares(declared):
    for pin in pins()[declared.name]:
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert declared.specifier.contains(exact.version), f"pyproject.toml wants {declared}, requirements.txt pins {pin}"


def test_every_requirement_is_pinned_once_for_all_pythons():
    for name, requirements in pins().items():
        versions = {str(requirement.specifier) for requirement in requirements}
        assert len(versions) == 1 or name == "soupsieve", f"{name} has {versions}: outputs would differ between Pythons"
        assert all(version.startswith("==") for version in versions)


def test_environment_takes_requirements_and_python_from_the_same_files():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    assert pip == {"pip": ["--requirement requirements.txt", "--editable ."]}
    (python,) = [text for text in conda if text.startswith("python=")]
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains(python.removeprefix("python="))
    assert all(re.match(r"(python=|pip$)", text) for text in conda), "versions stand in requirements.txt alone"


def test_make_venv_accepts_the_pythons_of_pyproject():
    source = (ROOT / "tools/make_venv.py").read_text(encoding="utf-8")
    oldest, newest = re.search(r"OLDEST, NEWEST = \(3, (\d+)\), \(3, (\d+)\)", source).groups()
    assert PROJECT["project"]["requires-python"] == f">=3.{oldest},<3.{int(newest) + 1}"


def test_what_is_installed_is_what_is_pinned():
    for declared in DECLARED:
        (exact,) = pins()[declared.name][0].specifier
        assert version(declared.name) == exact.version, "run make setup"


CONFIGURATION = [name for name in TRACKED if name.endswith((".txt", ".toml", ".yml", ".cfg", ".md", "Makefile"))]


@pytest.mark.parametrize("name", CONFIGURATION)
def test_no_file_names_a_package_registry(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"index-url|find-links|pypi\.org|pythonhosted|anaconda\.(org|com)", text)


def test_no_tracked_file_is_made_by_running_something():
    assert not [name for name in TRACKED if re.search(r"__pycache__|\.venv/|checkpoint|\.log$|\.egg-info", name)]


SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "course_utils").rglob("*.py") if path.name != "__init__.py")
MODULES = ["course_utils", *(".".join(path.with_suffix("").parts) for path in SOURCES)]


@pytest.mark.parametrize("module", MODULES)
def test_import_is_quiet_and_never_brings_tensorflow_or_a_window(module):
    heavy = ["tensorflow", "keras", "tkinter", "PyQt5", "PyQt6", "PySide6"]
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize("page", ["README.md", "Makefile"])
def test_jupyterlab_serves_the_whole_project_so_that_chapters_find_their_drawings(page):
    commands = re.findall(r"jupyter lab .*notebooks/\S+\.ipynb", (ROOT / page).read_text(encoding="utf-8"))
    assert commands
    assert all("--ServerApp.root_dir=. " in command for command in commands)
