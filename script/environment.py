"""Makes `.venv` hold exactly what a lock says, with nothing but the standard library.

Run by script/setup. It is safe to run again, to interrupt, and to run twice at once: one waits for the other, a
half-made `.venv` is made afresh, and a stamp makes the next run instant.
"""

from __future__ import annotations

import argparse
import fcntl
import glob
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "set-up.log"
STAMP = VENV / "putright.stamp"
UNFINISHED = VENV / "putright.unfinished"
LOCKS = {"server": CHECKOUT / "requirements.lock", "test": CHECKOUT / "requirements-dev.lock"}
Command = Sequence[str | Path]


class CannotSetUp(Exception):
    """Something cannot be had; the message says what, and how to get it."""


def main() -> int:
    """Do what was asked, and say in a sentence why not."""
    arguments = argparse.ArgumentParser(prog="script/setup")
    arguments.add_argument("wanted", choices=sorted(LOCKS))
    arguments.add_argument("--ready", action="store_true", help="only say, by exit status, whether it is all there")
    asked = arguments.parse_args()
    if asked.ready:
        return 0 if is_ready(asked.wanted) else 1
    try:
        with one_at_a_time():
            # A machine that was set up to test goes on being able to, though now it only wants to serve.
            wanted = "test" if stamped().startswith("test ") else asked.wanted
            if not is_ready(wanted):
                set_up(wanted)
    except CannotSetUp as why:
        print(why, file=sys.stderr)
        return 1
    except OSError as why:
        print(f"Putright could not set up {VENV}: {why.strerror} ({why.filename}).", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run takes it up again.", file=sys.stderr)
        return 130
    return 0


def is_ready(wanted: str) -> bool:
    """Whether the last set-up finished, for this lock and this folder. What can test can also serve."""
    return not UNFINISHED.exists() and stamped() in {stamp_of("test"), stamp_of(wanted)}


def stamped() -> str:
    """What the last finished set-up wrote, or nothing."""
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def stamp_of(wanted: str) -> str:
    """What a finished set-up writes: for what, from which lock, by which recipe, and where."""
    digest = hashlib.sha256(LOCKS[wanted].read_bytes() + Path(__file__).read_bytes()).hexdigest()
    return f"{wanted} {digest}\n{CHECKOUT}\n"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other set-up is at work in this folder. The folder itself is locked: nothing is left behind."""
    folder = os.open(CHECKOUT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work in this folder; waiting for it to finish.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def set_up(wanted: str) -> None:
    """Make the environment, install what the lock says, and put Putright itself in it."""
    began = time.monotonic()
    lock = LOCKS[wanted]
    say(f"Setting up Putright in {VENV} (the first time takes a minute or two).")
    make_venv()
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    LOG.write_bytes(b"")
    install(lock)
    put_putright_in()
    shutil.rmtree(VENV / "pip-of-debian", ignore_errors=True)
    STAMP.write_text(stamp_of(wanted), encoding="utf-8")
    UNFINISHED.unlink()
    say(f"Set up in {time.monotonic() - began:.0f} s.")


def make_venv() -> None:
    """Keep a `.venv` that works; make anything less afresh."""
    moved = stamped() != "" and str(CHECKOUT) not in stamped().splitlines()
    if VENV.exists() and (UNFINISHED.exists() or moved or not answers([PYTHON, "-c", "import sys, ssl"])):
        say("The .venv here was left half made, or was made elsewhere; making it afresh.")
        shutil.rmtree(VENV)
    if not VENV.exists():
        # Without pip: Debian keeps the module that brings it in a package of its own. `find_pip` looks further.
        venv.EnvBuilder(symlinks=True, with_pip=False).create(VENV)


def install(lock: Path) -> None:
    """Install with uv when it can be had, and with pip alone when it cannot."""
    uv = next((uv for uv in (VENV / "bin" / "uv", shutil.which("uv")) if uv and answers([uv, "--version"])), None)
    if uv and install_by_uv(uv, lock):
        return
    pip = find_pip()
    if pip is None and not uv:
        raise CannotSetUp(
            f"Python {sysconfig.get_python_version()} ({sys.executable}) has no venv and no pip, and there is no uv. "
            "Install one and run this again (on Debian or Ubuntu: sudo apt-get install python3-venv)."
        )
    if pip and not uv and install_uv(pip) and install_by_uv(VENV / "bin" / "uv", lock, settings_of(pip)):
        return
    if pip:
        say("uv could not do it; trying pip alone, which is slower.")
        if run([*pip, "install", "--require-hashes", "-r", lock]):
            return
    raise CannotSetUp(
        f"{last_words()}\nPutright's packages could not be installed (just above is why, and {LOG} has it all). "
        "Is this machine online, and has it 2 GB of room? Then run this again."
    )


def install_by_uv(uv: str | Path, lock: Path, settings: Mapping[str, str] | None = None) -> bool:
    """Make the environment hold what the lock says, no more and no less. Whether it could."""
    packages = set(re.findall(r"^[a-z0-9-]+", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"Installing {len(packages)} packages.")
    return run([uv, "pip", "sync", "--compile-bytecode", "--python", PYTHON, "--require-hashes", lock], settings)


def install_uv(pip: Command) -> bool:
    """Install the uv that the lock names, by its hashes. Whether it could."""
    say("Fetching uv, which installs the rest.")
    pinned = re.search(r"^uv==.*(?:\n +--hash=.*)*", LOCKS["test"].read_text(encoding="utf-8"), re.MULTILINE)
    if pinned is None:
        raise CannotSetUp(f"{LOCKS['test'].name} does not name uv. Put it back with: git checkout {LOCKS['test'].name}")
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder) / "uv.txt"
        requirement.write_text(pinned[0] + "\n", encoding="utf-8")
        return run([*pip, "install", "--no-deps", "--require-hashes", "-r", requirement])


def find_pip() -> Command | None:
    """Any pip that can install into `.venv`, tried from the likeliest."""
    inside: Command = [PYTHON, "-m", "pip"]
    if answers([*inside, "--version"]):
        return inside
    if answers([PYTHON, "-c", "import ensurepip"]) and run([PYTHON, "-m", "ensurepip"]):
        return inside
    beside: Command = [sys.executable, "-m", "pip", "--python", PYTHON]
    if answers([*beside, "--version"]):
        return beside
    return pip_of_debian()


def pip_of_debian() -> Command | None:
    """Debian's own pip as a file, fetched without touching the machine and without being root."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    say("This Python has no pip; fetching Debian's (python3-pip-whl) into .venv, and leaving the machine as it is.")
    folder = VENV / "pip-of-debian"
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    # Its own lists and cache, so no root is needed; as root, apt's other user could not write into them.
    apt = ["apt-get", "-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
    apt += ["-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=root"]
    if not run([*apt, "update"]) or not run([*apt, "download", "python3-pip-whl"], folder=folder):
        return None
    for package in folder.glob("python3-pip-whl_*.deb"):
        run(["dpkg-deb", "-x", package, folder])
    wheels = sorted(glob.glob(f"{folder}/usr/share/python-wheels/pip-*.whl"))
    return [PYTHON, f"{wheels[-1]}/pip"] if wheels else None


def settings_of(pip: Command) -> dict[str, str]:
    """What this machine tells pip about where packages come from, said again in uv's words."""
    told = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False).stdout
    settings = dict(re.findall(r"^\S+\.([a-z-]+)='(.*)'$", told, re.MULTILINE))
    words = {
        "index-url": ["UV_DEFAULT_INDEX"],
        "cert": ["SSL_CERT_FILE"],
        "proxy": ["HTTPS_PROXY", "HTTP_PROXY"],
    }
    return {theirs: settings[ours] for ours, names in words.items() if ours in settings for theirs in names}


def put_putright_in() -> None:
    """Make `import putright` and the command `putright` work, with nothing to build."""
    [packages] = VENV.glob("lib/python3*/site-packages")
    (packages / "putright.pth").write_text(f"{CHECKOUT}\n", encoding="utf-8")
    command = VENV / "bin" / "putright"
    start = "import sys; sys.argv[0] = 'putright'; from putright.project.command_line import main; sys.exit(main())"
    # Through sh, because the first line of a script can hold neither a space nor a long path.
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -c "{start}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def answers(command: Command) -> bool:
    """Whether a command runs and is content, whatever it prints."""
    try:
        return (
            subprocess.run(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, check=False, timeout=60).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def run(command: Command, settings: Mapping[str, str] | None = None, folder: Path = CHECKOUT) -> bool:
    """Run a command, show its progress, keep all it says in the log. Whether it was content."""
    surroundings = {**(settings or {}), **os.environ, "VIRTUAL_ENV": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    # Never a Python of uv's own: what is tested is what is served.
    surroundings["UV_PYTHON_DOWNLOADS"] = "never"
    with LOG.open("a", encoding="utf-8") as log, saying_still_at_it():
        print(f"$ {shlex.join(map(str, command))}", file=log, flush=True)
        with subprocess.Popen(
            command,
            cwd=folder,
            env=surroundings,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            text=True,
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                log.write(line)
                # The small ones go by too fast to be worth a line.
                if re.match(r"\s*(Downloading|Building|Installed|Built) (?!.* kB\))", line):
                    say("  " + re.sub(r"\S*/", "", line.strip()))
    return process.returncode == 0


@contextmanager
def saying_still_at_it() -> Iterator[None]:
    """Show every ten seconds that something slow has not died."""
    began, finished = time.monotonic(), threading.Event()

    def go_on() -> None:
        while not finished.wait(10):
            say(f"  Still at it ({time.monotonic() - began:.0f} s).")

    threading.Thread(target=go_on, daemon=True).start()
    try:
        yield
    finally:
        finished.set()


def last_words() -> str:
    """The end of the log, for a person to read."""
    lines = [line for line in LOG.read_text(encoding="utf-8").splitlines() if line.strip() and "WARNING" not in line]
    return "\n".join(lines[-12:])


def say(sentence: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
