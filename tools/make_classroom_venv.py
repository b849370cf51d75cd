"""Make an environment beside that of the course, with more in it: python tools/make_classroom_venv.py FOLDER REQUIREMENTS

It sees what the environment that runs this has, so nothing is installed twice and that one stays as it is. FOLDER/ready is
written last.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path


def main(folder: Path, requirements: Path) -> None:
    """Make the environment anew and install the requirements."""
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = Path(subprocess.check_output([python, "-I", "-c", ask], text=True).strip())
    (place / "course.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n", encoding="utf-8")
    pins = Path("requirements.txt")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--disable-pip-version-check", "--quiet"]
    subprocess.check_call([*command, "--requirement", str(requirements), "--constraint", str(pins)])
    for ours in (Path(sys.prefix) / "share" / "jupyter").iterdir():  # templates and kernels, which Jupyter looks for here
        theirs = folder / "share" / "jupyter" / ours.name
        theirs.parent.mkdir(parents=True, exist_ok=True)
        if not theirs.exists():
            theirs.symlink_to(ours)
    (folder / "ready").touch()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
