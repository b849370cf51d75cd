"""The files around the course agree with each other."""

import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from setuptools import find_packages

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [
    Requirement(text)
    for extra, texts in {"": PROJECT["project"]["dependencies"], **PROJECT["project"]["optional-dependencies"]}.items()
    for text in texts
    if extra not in ("gpu", "website")  # for machines that have one, by hand; in an environment of its own
]
WEBSITE = [Requirement(text) for text in PROJECT["project"]["optional-dependencies"]["website"]]


def files_of_the_project(root):
    """What git tracks; without git's word (a ZIP, a folder of somebody else) every file that it would not ignore."""
    done = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True)
    names = done.stdout.splitlines()
    if "pyproject.toml" in names:
        return names
    ignored = [line.rstrip("/") for line in (root / ".gitignore").read_text(encoding="utf-8").splitlines()]
    paths = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    return [
        path.as_posix()
        for path in paths
        if path.parts[0] != ".git" and not any(fnmatch(part, pattern) for part in path.parts for pattern in ignored)
    ]


TRACKED = files_of_the_project(ROOT)


def pins(file="requirements.txt"):
    found = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
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


def test_the_website_is_built_with_pinned_packages_and_those_of_the_course_are_the_same():
    own, course = pins("website/requirements.txt"), pins()
    for declared in WEBSITE:
        (pin,) = own[declared.name]
        (exact,) = pin.specifier
        assert declared.specifier.contains(exact.version), f"pyproject.toml wants {declared}, the website has {pin}"
    both = own.keys() & course.keys()
    ours, theirs = ({(name, str(each.specifier)) for name in both for each in found[name]} for found in (own, course))
    assert ours <= theirs, "compile website/requirements.txt anew"


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


def test_every_package_of_course_utils_is_installed():
    find = PROJECT["tool"]["setuptools"]["packages"]["find"]
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "course_utils").rglob("__init__.py")}
    assert set(find_packages(ROOT, **find)) == packages


def test_the_light_install_has_nothing_heavy_and_the_extras_have_the_rest():
    light = {Requirement(text).name for text in PROJECT["project"]["dependencies"]}
    assert light.isdisjoint({"tensorflow", "keras", "tensorboard", "jupyterlab", "nbval", "pytest"})
    assert {"tensorflow", "lab", "test", "gpu"} <= set(PROJECT["project"]["optional-dependencies"])


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", ".github/workflows/test.yml", "requirements.txt"])
def test_every_extra_but_gpu_is_pinned_by_the_command_that_is_written_down(page):
    commands = re.findall(r"uv pip compile pyproject.toml (?!--extra website ).*", (ROOT / page).read_text(encoding="utf-8"))
    assert commands
    extras = set(PROJECT["project"]["optional-dependencies"]) - {"gpu", "website"}
    assert all(set(re.findall(r"--extra (\w+)", command)) == extras for command in commands)


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


def test_chapter_imports_where_nothing_is_installed_so_that_it_can_say_what_is_missing():
    done = subprocess.run([sys.executable, "-I", "-S", "-c", BARE], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^matplotlib +missing: .*run `", done.stdout, re.MULTILINE)
    assert "TensorFlow is not installed: " in done.stdout


BARE = f"import sys; sys.path.append({str(ROOT)!r}); from course_utils import chapter; chapter.check_environment()"


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith("course_utils.exercises.ch")])
def test_module_imports_in_a_light_install(module):
    heavy = ["tensorflow", "keras", "tensorboard", "jupyterlab", "nbval", "pytest", "hypothesis", "yaml"]
    code = f"import sys; sys.modules.update(dict.fromkeys({heavy})); import {module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_files_are_found_where_git_cannot_say(tmp_path):
    for name in ("pyproject.toml", "fig/map.svg", ".venv/lib/a.txt", "course_utils/__pycache__/a.pyc", "x.egg-info/b"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    shutil.copy(ROOT / ".gitignore", tmp_path)
    assert sorted(files_of_the_project(tmp_path)) == [".gitignore", "fig/map.svg", "pyproject.toml"]


@pytest.mark.parametrize("page", ["README.md", "Makefile"])
def test_jupyterlab_serves_the_whole_project_so_that_chapters_find_their_drawings(page):
    text = (ROOT / page).read_text(encoding="utf-8").replace("\\\n", "")
    commands = re.findall(r"jupyter lab .*notebooks/\S+\.ipynb", text)
    assert commands
    assert all("--ServerApp.root_dir=. " in command for command in commands)
    assert all("--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in command for command in commands)
