# /// script
# requires-python = ">=3.11,<3.14"
# ///
"""Make an environment of the course: python tools/make_venv.py .venv

What it holds stands in requirements.txt, or in the file that `--pins FILE` names. The interpreter that runs this file is the
one that the environment gets; `uv run tools/make_venv.py .venv` finds or fetches one. Where uv is on the PATH it installs,
otherwise pip does. FOLDER/ready is written last, when check_venv.py has seen every file there; an environment without it is
made anew. Any Python must be able to read this file, to say what is missing.
"""

import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

OLDEST, NEWEST = (3, 11), (3, 13)
HERE = os.path.dirname(os.path.abspath(__file__))
PINS, OPTIONS = "requirements.txt", []
BASE = getattr(sys, "_base_executable", sys.executable)  # outlives an environment that is active and made anew
SETTINGS = {"@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}  # a reopened chapter keeps its explorers


def which(command):
    """The path of a command, or None; Python 2 cannot tell."""
    return getattr(shutil, "which", lambda name: None)(command)


def ways_to_python():
    """How to get a Python that fits on this system."""
    if which("uv"):
        return "uv is here and finds one by itself: run this again without naming a Python"
    if os.name == "nt":
        uv, name = "winget install astral-sh.uv", "py -3.12 tools/make_venv.py .venv"
        others = ["winget install Python.Python.3.12", "Python 3.12 from the Microsoft Store"]
    else:
        uv = "brew install uv" if which("brew") else "curl -LsSf https://astral.sh/uv/install.sh | sh"
        name = "PYTHON=python3.12 make ..."
        others = ["pyenv install 3.12 && pyenv local 3.12"] if which("pyenv") else []
        others += ["brew install python@3.12"] if which("brew") else []
        others += ["sudo dnf install python3.12"] if which("dnf") else []
        others += newest_of_apt() if which("apt-cache") else []
    return "Install uv, which brings its own Python (%s)%s, and run this again. Another Python than the usual one: %s" % (
        uv,
        "".join(", or: " + other for other in others),
        name,
    )


def newest_of_apt():
    """The command that installs a Python that fits, where this Debian or Ubuntu has one."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        package = "python3.%d-venv" % minor
        shown = subprocess.Popen(["apt-cache", "show", package], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if b"Package:" in shown.communicate()[0]:
            return ["sudo apt install " + package]
    return []


def main(folder, asked):
    version = sys.version_info[:2]
    uv = which("uv")
    if not OLDEST <= version <= NEWEST:
        if uv and not asked:
            sys.exit(subprocess.call([uv, "run", "--script", os.path.abspath(__file__), folder] + OPTIONS))
        sys.exit(
            "This is Python %d.%d (%s), and the course needs 3.11, 3.12 or 3.13. " % (version + (sys.executable,))
            + ways_to_python()
        )
    try:
        make(folder, uv, asked)
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run it again: what is not whole is made anew, and what was downloaded is kept.")
    except EnvironmentError as error:
        sys.exit(
            "The environment cannot be made in %s: %s. Copy the course to a folder that you may write to, "
            "with 3 GB free, and run this again there" % (os.path.abspath(folder), error)
        )


def make(folder, uv, asked):
    """Bring the folder to what requirements.txt and pyproject.toml say, and mark it ready."""
    ready = os.path.join(folder, "ready")
    python = os.path.join(folder, "Scripts" if os.name == "nt" else "bin", "python")
    wanted, found = fingerprint(), read(ready)
    whole = found is not None and version_fits(python, asked)
    if whole and found != wanted:
        os.remove(ready)
        whole = install(python, uv)
    if not whole or check(python):
        say("Making a new environment in %s; the first time takes a few minutes." % folder)
        start = time.time()
        if os.path.exists(ready):
            os.remove(ready)
        create(folder, uv)
        if not install(python, uv):
            sys.exit("The packages could not be installed: the message above says why. Fix that and run this again")
        if check(python) == 1:
            sys.exit("The environment is not whole, though the installer said so. Run this again")
        say("Made in %.0f s." % (time.time() - start))
    write_settings(folder)
    with open(ready, "w") as file:
        file.write(wanted)
    say("The environment in %s is ready." % folder)


def fingerprint():
    """What the environment is made from, as one line."""
    digest = hashlib.sha256()
    for name in (PINS, "pyproject.toml"):
        with open(name, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def read(path):
    """The text of a file, or None."""
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return file.read()


def version_fits(python, asked):
    """Whether the environment's Python runs and fits: any that the course takes, or the one that was asked for."""
    try:
        found = subprocess.check_output([python, "-c", "import sys; print(sys.version_info[1])"])
    except (OSError, subprocess.CalledProcessError):
        return False
    return int(found) == sys.version_info[1] if asked else OLDEST[1] <= int(found) <= NEWEST[1]


def create(folder, uv):
    """Make an empty environment with pip in it."""
    if os.path.exists(folder):
        shutil.rmtree(folder)
    os.makedirs(folder)
    if uv:
        if subprocess.call([uv, "venv", "--no-project", "--seed", "--python", BASE, folder]):
            sys.exit("uv could not make the environment: its message is above. Fix that and run this again")
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit("This Python (%s) has no venv. %s" % (sys.executable, ways_to_python()))
    venv.create(folder, with_pip=True)


def install(python, uv):
    """Install what is pinned, and the course itself; return whether it worked."""
    for what in (["--requirement", PINS], ["--no-deps", "--no-build-isolation", "--editable", "."]):
        if uv:
            code = subprocess.call([uv, "pip", "install", "--python", python, "--compile-bytecode"] + what)
        else:
            code = call_and_count([python, "-m", "pip", "install", "--disable-pip-version-check", "--compile"] + what, python)
        if code:
            return False
    return True


def call_and_count(command, python):
    """Run pip, and count the packages while it unpacks them and says nothing; return its code."""
    top = os.path.dirname(os.path.dirname(python))
    libraries = [os.path.join(top, *place) for place in (("Lib",), ("lib", "python*"))]
    with open(PINS) as file:
        total = sum(line[:1].isalpha() for line in file)
    said = 5
    process = subprocess.Popen(command)
    while process.poll() is None:
        time.sleep(2)
        done = sum(len(glob.glob(os.path.join(place, "site-packages", "*.dist-info"))) for place in libraries)
        if done > said:
            said = done
            say("  %d of about %d packages are unpacked" % (done, total))
    return process.returncode


def check(python):
    """0 where everything is there and can be imported, 2 where TensorFlow alone cannot be imported, 1 otherwise."""
    say("Checking that everything is there and can be imported.")
    code = subprocess.call([python, "-I", os.path.join(HERE, "check_venv.py"), PINS])
    return code if code in (0, 2) else 1


def write_settings(folder):
    """Set what JupyterLab does in this environment unless its user says otherwise."""
    place = os.path.join(folder, "share", "jupyter", "lab", "settings")
    if not os.path.isdir(place):
        os.makedirs(place)
    with open(os.path.join(place, "overrides.json"), "w") as file:
        json.dump(SETTINGS, file, indent=2)


def say(text):
    print(text)
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--missing"]:
        sys.exit("There is no %s here. %s" % (sys.argv[2], ways_to_python()))
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    OPTIONS = [word for word in sys.argv[2:] if word != "asked"]
    if "--pins" in OPTIONS:
        PINS = OPTIONS[OPTIONS.index("--pins") + 1]
    main(sys.argv[1], asked="asked" in sys.argv[2:])
