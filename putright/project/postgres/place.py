"""Where the database lives, which programs run it, and as whom."""

from __future__ import annotations

import errno
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from putright.project import CannotStart
from putright.project.postgres import programs

# Where the database lives when we are root and the home cannot be reached by the one who runs PostgreSQL.
FOR_ROOT = Path("/var/lib/putright")
LEAST_ROOM = 500_000_000
PORT = 5432
# A socket's whole path must fit in 103 bytes on macOS and 107 on Linux.
LONGEST_SOCKET = 100


@dataclass(frozen=True)
class Place:
    """One database's folder and what runs it."""

    store: Path
    sockets: Path
    programs: Path
    runs_as: pwd.struct_passwd | None  # None: as ourselves

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.store / "data"

    @property
    def log(self) -> Path:
        """What PostgreSQL says."""
        return self.store / "log"

    def password(self, role: str) -> Path:
        """The file with a role's password, readable by us alone."""
        return self.store / "passwords" / role

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to the one who runs PostgreSQL."""
        if self.runs_as:
            os.chown(path, self.runs_as.pw_uid, self.runs_as.pw_gid)

    def start(self, program: str, *arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
        """Start one of PostgreSQL's programs as the one who runs it, away from our terminal and surroundings."""
        return subprocess.Popen(
            [self.programs / program, *arguments],
            # Nothing of ours: a PGPORT or an unknown LANG would change or stop it.
            env={"PATH": os.defpath, "LC_ALL": "C"},
            cwd="/",
            start_new_session=True,
            stdin=DEVNULL,
            **_as(self.runs_as),
            **streams,
        )


def place_of(home: Path) -> Place:
    """Find or make the place of the database that belongs to a home."""
    home = Path(os.path.abspath(home.expanduser()))
    try:
        return _place_of(home)
    except OSError as why:
        raise CannotStart(
            f"Putright cannot keep its database in {home} ({why.strerror}: {why.filename}). "
            "Set PUTRIGHT_HOME to a folder that you can write to."
        ) from why


def _place_of(home: Path) -> Place:
    """The same, letting the operating system's refusals through."""
    root = os.geteuid() == 0
    if not home.exists():
        # As root, someone else must be able to walk through it to the database, though not to read it.
        home.mkdir(parents=True, mode=0o711 if root else 0o700)
    if not home.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is not a folder", str(home))
    elsewhere = FOR_ROOT / hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    store, found = home / "postgres", programs.found()
    runs_as = None
    if root:
        runs_as = _someone_else(store, elsewhere)
        if (elsewhere / "data").exists() or not _can(runs_as, "-x", home):
            if (store / "data").exists():
                raise CannotStart(
                    f"The database in {store} is there, but {runs_as.pw_name}, who runs PostgreSQL when you are root, "
                    "cannot reach it. Run this as the owner of that folder instead of as root."
                )
            store = elsewhere
        found = programs.reachable(found, lambda program: _can(runs_as, "-x", program), FOR_ROOT)
    if not store.exists():
        store.mkdir(parents=True, mode=0o700)
        if runs_as:
            os.chown(store, runs_as.pw_uid, runs_as.pw_gid)
    if not os.access(store, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(store))
    return Place(store=store, sockets=_sockets(store, runs_as), programs=found, runs_as=runs_as)


def check_room(place: Place) -> None:
    """Refuse to start on a disk that is nearly full: PostgreSQL stops in the middle of things when it fills."""
    free = shutil.disk_usage(place.store).free
    if free < LEAST_ROOM:
        raise CannotStart(
            f"The disk that holds {place.store} is nearly full: {free // 1_000_000} MB are free and Putright wants "
            f"at least {LEAST_ROOM // 1_000_000} MB. Nothing was changed. Make room, then start again."
        )


def _someone_else(*stores: Path) -> pwd.struct_passwd:
    """Who runs PostgreSQL when we are root, which it refuses: the owner of the data, else putright, else nobody."""
    for store in stores:
        if (store / "data").exists() and (owner := (store / "data").stat().st_uid):
            return pwd.getpwuid(owner)
    try:
        return pwd.getpwnam("putright")
    except KeyError:
        pass
    if shutil.which("useradd"):
        made = subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
            + ["--shell", "/usr/sbin/nologin", "putright"],
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            check=False,
        )
        if made.returncode == 0:
            print("Made a system user, putright, to run PostgreSQL (it refuses to run as root).", flush=True)
            return pwd.getpwnam("putright")
    return pwd.getpwnam("nobody")


def _can(user: pwd.struct_passwd, may: str, path: Path) -> bool:
    """Whether that user can read, write or pass a path, asked of the operating system itself."""
    asked: Sequence[str | Path] = ["/bin/sh", "-c", f'test {may} "$0"', path]
    return subprocess.run(asked, cwd="/", stdin=DEVNULL, check=False, **_as(user)).returncode == 0


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """What makes subprocess run something as a user and no other groups."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _sockets(store: Path, runs_as: pwd.struct_passwd | None) -> Path:
    """The folder of the socket: the store, or a short one of our own where the store's path is too long for one."""
    if len(os.fsencode(store / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return store
    short = Path(tempfile.gettempdir()) / f"putright-{hashlib.sha256(os.fsencode(store)).hexdigest()[:12]}"
    owner = runs_as.pw_uid if runs_as else os.geteuid()
    try:
        short.mkdir(mode=0o700)
        os.chown(short, owner, -1)
    except FileExistsError:
        # Anyone can make a folder there: trust it only if it is ours and closed to everyone else.
        found = short.lstat()
        if short.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
            raise CannotStart(
                f"{short} should be Putright's own folder, but someone else owns it or can open it. "
                "Remove it, or set PUTRIGHT_HOME to a folder with a shorter path."
            ) from None
    return short
