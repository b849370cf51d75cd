"""Say what is missing from the environment that runs this: python check_venv.py requirements.txt

Ends with 0 where every pinned package is here with every file that its RECORD names and can be imported, with 2 where
TensorFlow alone cannot be imported, and with 1 otherwise.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

IMPORTS = {
    "numpy": "numpy",
    "scipy": "scipy.signal",
    "matplotlib": "matplotlib.pyplot",
    "scikit-image": "skimage",
    "ipywidgets": "ipywidgets",
    "ipykernel": "ipykernel.kernelapp",
    "jupyterlab": "jupyterlab.labapp",
    "pytest": "pytest",
    "tensorflow": "tensorflow",
}


def normal(name: str) -> str:
    """A package's name as every tool spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def damage(distribution: Distribution) -> str:
    """What is missing from an installed package, or ``""``."""
    if distribution.files is None:
        return "it was not installed to its end"
    lost = [file for file in distribution.files if changed(file)]
    return f"{len(lost)} of its {len(distribution.files)} files are missing or cut off, as {lost[0]}" if lost else ""


def changed(file) -> bool:
    """Whether a file is not there, or not as long as the package says."""
    try:
        size = file.locate().stat().st_size
    except OSError:
        return True
    return file.size is not None and file.size != size


def missing(pins: str, installed: Iterable[Distribution]) -> list[str]:
    """A line for each package that is pinned and not here, has another version, or is damaged."""
    found = {normal(each.name): each for each in installed if each.name}
    lines = [f"{name}: {text}" for name, each in found.items() if (text := damage(each))]
    for name, version, marker in re.findall(r"^([\w.-]+)==([^\s;]+) *(;?)", pins, re.MULTILINE):
        if normal(name) not in found:
            lines += [] if marker else [f"{name}: it is not installed"]
        elif not marker and found[normal(name)].version != version:
            lines.append(f"{name}: {found[normal(name)].version} is installed and {version} is pinned")
    return lines


def import_error(module: str) -> str:
    """Why a module cannot be imported by a Python of its own, or ``""``."""
    done = subprocess.run([sys.executable, "-I", "-c", f"import {module}"], capture_output=True, text=True)
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or [f"Python ended with {done.returncode}"])[-1]


def main(requirements: str) -> int:
    pins = Path(requirements).read_text(encoding="utf-8")
    places = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    lines = missing(pins, distributions(path=places))
    print(*lines, sep="\n", end="\n" if lines else "", flush=True)
    if lines:
        return 1
    errors = {}
    for package, module in IMPORTS.items():
        if re.search(f"^{package}==", pins, re.MULTILINE) and (error := import_error(module)):
            errors[package] = error
            print(f"{package} cannot be imported: {error}", flush=True)
    if set(errors) == {"tensorflow"}:
        print("Chapters 00 to 02 work without TensorFlow.", flush=True)
        return 2
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
