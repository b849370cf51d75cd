"""Make the virtual environment that the Makefile uses: python make_venv.py FOLDER.

It must be readable by any Python, so that an old one can say what is missing.
"""

import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def main(folder):
    version = sys.version_info[:2]
    if not OLDEST <= version <= NEWEST:
        sys.exit(
            "This is Python %d.%d (%s) and the course needs 3.11, 3.12 or 3.13: "
            "install one of them and name it, as in PYTHON=python3.12 make ..." % (version + (sys.executable,))
        )
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit(
            "This Python (%s) has no venv: install it (on Debian and Ubuntu: apt install python%d.%d-venv) "
            "and run make again" % ((sys.executable,) + version)
        )
    python = os.path.join(folder, "bin", "python")
    if not same_version(python, version):
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--compile"]
    print("Installing the packages of requirements.txt into %s; the first time takes a few minutes." % folder)
    sys.stdout.flush()
    for what in (["-r", "requirements.txt"], ["--no-deps", "--no-build-isolation", "--editable", "."]):
        if subprocess.call(pip + what):
            sys.exit("pip could not install %s: its message is above; mend that and run make again" % what[-1])


def same_version(python, version):
    """Whether ``python`` runs and has this version."""
    try:
        found = subprocess.check_output([python, "-c", "import sys, pip; print(sys.version_info[:2])"])
    except (OSError, subprocess.CalledProcessError):
        return False
    return found.decode().strip() == str(version)


if __name__ == "__main__":
    main(sys.argv[1])
