"""What comes from npm: a package of one version, kept in a folder that git ignores, and used only if its checksum is right."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

CACHE = Path(__file__).resolve().with_name("_cache")


def fetch(name: str, version: str, sha256: str, cache: Path) -> Path:
    """The folder of a package, fetched from npm unless it is in the cache.

    Raises
    ------
    FileNotFoundError
        If Node.js or npm is not installed.
    ValueError
        If the archive is not the one that was tried.
    """
    for command in ("node", "npm"):
        if shutil.which(command) is None:
            raise FileNotFoundError(f"there is no {command} here, which {name} needs; install Node.js 18 or newer")
    archive, folder = cache / f"{name}-{version}.tgz", cache / f"{name}-{version}"
    cache.mkdir(parents=True, exist_ok=True)
    if not archive.exists():
        command = ["npm", "pack", "--silent", "--pack-destination", str(cache), f"{name}@{version}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{archive} has the checksum {found}, but {sha256} was tried; delete it and build again")
    if not folder.exists():
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return folder / "package"
