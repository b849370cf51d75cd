"""An environment is ready only when it is whole: a half one is made anew, whatever stopped it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import check_venv
import make_venv
import pytest

if os.name == "nt":
    pytest.skip("there is no make", allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent

# Stands for uv: makes an environment without pip and unpacks two packages, the second one slowly where SLOW is set.
UV = f"""#!{sys.executable}
import os, pathlib, subprocess, sys, time
if sys.argv[1] == "venv":
    sys.exit(subprocess.call([sys.argv[-2], "-m", "venv", "--without-pip", sys.argv[-1]]))
if "--requirement" in sys.argv:
    top = pathlib.Path(sys.argv[sys.argv.index("--python") + 1]).parent.parent
    (site,) = top.glob("lib/python*/site-packages")
    for name in ("first", "second"):
        info = site / (name + "-1.0.dist-info")
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text("Name: " + name + "\\nVersion: 1.0\\n")
        (site / (name + ".py")).write_text("x = 1\\n")
        print("unpacked", name, flush=True)
        time.sleep(float(os.environ.get("SLOW", 0)))
        (info / "RECORD").write_text(name + ".py,," + os.environ.get("SIZE", "6") + "\\n")
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with two small packages, in a folder with a space, and a stand-in for uv."""
    folder = tmp_path / "my course"
    (folder / "tools").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "tools/make_venv.py", "tools/check_venv.py"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "requirements.txt").write_text("first==1.0\nsecond==1.0\nthird==1.0 ; sys_platform == 'plan9'\n")
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text(UV)
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{uv.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHON", sys._base_executable)
    return folder


def setup(folder, *arguments, **environment):
    return subprocess.run(
        ["make", "setup", *arguments], cwd=folder, capture_output=True, text=True, env={**os.environ, **environment}
    )


def site(folder):
    (found,) = (folder / ".venv").glob("lib/python*/site-packages")
    return found


def test_a_whole_environment_is_ready_and_is_kept(project):
    done = setup(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The environment in .venv is ready." in done.stdout
    (project / ".venv" / "mine").touch()
    again = setup(project)
    assert again.returncode == 0
    assert "unpacked" not in again.stdout
    assert (project / ".venv" / "mine").exists()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("moment", ["unpacked first", "unpacked second"])
def test_a_stopped_setup_leaves_no_ready_environment_and_the_next_one_starts_anew(project, stop, moment):
    process = subprocess.Popen(
        ["make", "setup"],
        cwd=project,
        env={**os.environ, "SLOW": "30"} if moment == "unpacked first" else {**os.environ, "SLOW": "0.7"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    for line in process.stdout:
        if moment in line:
            break
    os.killpg(process.pid, stop)
    process.communicate()
    assert process.returncode
    assert not (project / ".venv" / "ready").exists()
    (project / ".venv" / "half").touch()
    done = setup(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (project / ".venv" / "half").exists()
    assert (project / ".venv" / "ready").exists()


@pytest.mark.parametrize("damage", ["lost file", "cut file", "lost package", "no record"])
def test_setup_finds_damage_and_makes_the_environment_anew(project, damage):
    setup(project)
    info = site(project) / "second-1.0.dist-info"
    match damage:
        case "lost file":
            (site(project) / "second.py").unlink()
        case "cut file":
            (site(project) / "second.py").write_text("x")
        case "lost package":
            shutil.rmtree(info)
        case "no record":
            (info / "RECORD").unlink()
    done = setup(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "second: " in done.stdout
    assert "unpacked second" in done.stdout
    assert "unpacked" not in setup(project).stdout


def test_an_environment_that_cannot_become_whole_is_never_ready(project):
    done = setup(project, SIZE="7")
    assert done.returncode
    assert "1 of its 1 files are missing or cut off, as first.py" in done.stdout
    assert "The environment is not whole" in done.stderr
    assert not (project / ".venv" / "ready").exists()


def test_a_changed_pin_is_installed_into_the_environment_that_is_there(project):
    setup(project)
    (project / ".venv" / "mine").touch()
    (project / "requirements.txt").write_text("first==1.0\n")
    done = setup(project)
    assert "unpacked second" in done.stdout
    assert (project / ".venv" / "mine").exists()


def test_setup_sets_that_jupyterlab_saves_the_state_of_widgets_by_a_key_that_it_knows(project):
    setup(project)
    settings = json.loads((project / ".venv/share/jupyter/lab/settings/overrides.json").read_text())
    ((plugin, values),) = settings.items()
    package, name = plugin.split(":")
    schema = Path(sys.prefix, "share/jupyter/labextensions", package, "schemas", package, f"{name}.json")
    properties = json.loads(schema.read_text(encoding="utf-8"))["properties"]
    assert values == {"saveState": True}
    assert properties["saveState"]["type"] == "boolean"


def test_an_interpreter_with_a_space_in_its_path_works(project, tmp_path):
    (tmp_path / "a python").mkdir()
    python = tmp_path / "a python" / "python3"
    python.write_text(f'#!/bin/sh\nexec "{sys._base_executable}" "$@"\n')
    python.chmod(0o755)
    done = setup(project, PYTHON=str(python))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_that_may_not_be_written_gets_a_sentence(project):
    (project / ".venv").write_text("a file")
    done = setup(project)
    assert done.returncode
    assert re.search(r"The environment cannot be made in .*my course/\.venv: .*Copy the course to a folder", done.stderr)
    assert "Traceback" not in done.stderr


def test_a_python_that_is_not_there_gets_a_sentence_with_the_way_to_one(project, tmp_path):
    (tmp_path / "bin" / "uv").unlink()
    done = setup(project, PYTHON="python3.99")
    assert done.returncode
    assert "There is no python3.99 here. Install uv, which brings its own Python" in done.stderr


def test_without_any_python_uv_is_asked_to_bring_one(project, tmp_path):
    (tmp_path / "bin" / "uv").write_text('#!/bin/sh\necho "uv $*"\n')
    done = setup(project, PYTHON="python3.12.99")
    assert 'uv run --python python3.12.99 --script tools/make_venv.py .venv asked' in done.stdout


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ({"dnf"}, "curl -LsSf https://astral.sh/uv/install.sh | sh), or: sudo dnf install python3.12, and run"),
        ({"brew", "pyenv"}, "(brew install uv), or: pyenv install 3.12 && pyenv local 3.12, or: brew install python@3.12,"),
        (set(), "install.sh | sh), and run this again."),
        ({"uv"}, "uv is here and finds one by itself"),
    ],
)
def test_the_way_to_a_python_is_the_one_of_this_system(monkeypatch, commands, words):
    monkeypatch.setattr(make_venv, "which", lambda command: command if command in commands else None)
    assert words in make_venv.ways_to_python()


def test_a_wrong_python_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(make_venv.sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(make_venv, "which", lambda command: None)
    with pytest.raises(SystemExit, match=r"This is Python 3\.14 .*, and the course needs 3\.11, 3\.12 or 3\.13\. Install uv"):
        make_venv.main(".venv", "asked")


def test_another_environment_holds_what_its_own_pins_say(project):
    (project / "website").mkdir()
    (project / "website" / "requirements.txt").write_text("first==1.0\n")
    command = [sys.executable, "tools/make_venv.py", ".venv-website", "--pins", "website/requirements.txt"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    made = (project / ".venv-website" / "ready").read_text()
    (project / "requirements.txt").write_text("second==2.0\n")
    assert subprocess.run(command, cwd=project, capture_output=True).returncode == 0
    assert (project / ".venv-website" / "ready").read_text() == made


def test_a_wrong_python_that_nobody_asked_for_lets_uv_find_another(monkeypatch):
    called = []
    monkeypatch.setattr(make_venv.sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(make_venv, "which", lambda command: f"/bin/{command}")
    monkeypatch.setattr(make_venv.subprocess, "call", lambda command: called.append(command) or 0)
    with pytest.raises(SystemExit):
        make_venv.main(".venv", "")
    assert called == [["/bin/uv", "run", "--script", str(ROOT / "tools/make_venv.py"), ".venv"]]


def test_make_venv_accepts_the_pythons_of_pyproject():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    source = (ROOT / "tools/make_venv.py").read_text(encoding="utf-8")
    assert f'# requires-python = "{wanted}"' in source
    assert wanted == f">=3.{make_venv.OLDEST[1]},<3.{make_venv.NEWEST[1] + 1}"


def test_every_import_that_is_tried_belongs_to_a_pinned_package():
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert all(re.search(f"^{package}==", pins, re.MULTILINE) for package in check_venv.IMPORTS)


@pytest.mark.parametrize(("broken", "code"), [("", 0), ("tensorflow", 2), ("numpy", 1), ("numpy tensorflow", 1)])
def test_tensorflow_alone_may_fail_to_import(monkeypatch, tmp_path, capsys, broken, code):
    pins = tmp_path / "requirements.txt"
    pins.write_text("numpy==1\ntensorflow==1\n")
    monkeypatch.setattr(check_venv, "missing", lambda pins, installed: [])
    monkeypatch.setattr(check_venv, "import_error", lambda module: "a reason" if module in broken.split() else "")
    assert check_venv.main(str(pins)) == code
    assert capsys.readouterr().out.count("cannot be imported: a reason") == len(broken.split())
