"""The doors: script/server and its neighbours start, say what is wrong in a sentence, and leave nothing behind."""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from psycopg.pq import Ping

from putright.project.postgres import server
from putright.project.postgres.place import place_of

CHECKOUT = Path(__file__).resolve().parents[2]
DOORS = ["script/server", "script/test", "script/check", "script/setup", "script/update-locks", ".ci/run"]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A home of our own that PostgreSQL can reach even when we are root, used by one door after another."""
    with tempfile.TemporaryDirectory(prefix="putright-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "home"


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Our own, without the database that the tests were given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DATABASE_"))}
    return {**clean, "PUTRIGHT_HOME": str(home), "PUTRIGHT_DEMO": "no", **more}


@contextlib.contextmanager
def serving(home: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Putright, served. Yields the process and what it said until it said where it is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "putright.project.serve", "--port", str(port)],
        env=surroundings(home),
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line.strip())
            if "Putright is at" in line:
                break
        yield process, said
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def status_of(port: int, path: str) -> int:
    """What a page answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def refused(home: Path, *arguments: str, **more: str) -> str:
    """What serving says when it cannot: one sentence or two, and a status that tells a script the same."""
    done = subprocess.run(
        [sys.executable, "-m", "putright.project.serve", *arguments],
        env=surroundings(home, **more),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1
    return done.stderr.strip()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_serving_answers_and_stops_everything_when_told(home: Path, told: signal.Signals) -> None:
    port = free_port()
    with serving(home, port) as (process, said):
        assert said[-1] == f"Putright is at http://127.0.0.1:{port}  (Ctrl-C stops it)"
        assert status_of(port, "/") == 200
        process.send_signal(told)
        rest, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert rest.split("\n")[-3:] == ["Stopping.", "Stopped. Everything is kept.", ""]
    assert server.answer(place_of(home)) == Ping.NO_RESPONSE


def test_killed_outright_it_frees_its_port_and_the_next_run_recovers(home: Path) -> None:
    port = free_port()
    with serving(home, port) as (process, _said):
        process.kill()
        process.wait(timeout=10)
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                break
        time.sleep(0.1)
    with serving(home, port) as (_process, said):
        assert said[0] == "The last run was cut short and left its database running; carrying on with that."
        assert status_of(port, "/health") in (200, 503)
    assert server.answer(place_of(home)) == Ping.NO_RESPONSE


def test_a_taken_port_is_said_before_anything_is_started(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"choose another: script/server --port {port + 1}" in refused(tmp_path / "home", "--port", str(port))
    assert not (tmp_path / "home").exists()


def test_an_address_that_is_not_ours_is_said(tmp_path: Path) -> None:
    assert "Putright cannot listen on 192.0.2.1" in refused(tmp_path, "--host", "192.0.2.1", "--port", "8000")


@pytest.mark.parametrize("address", ["mysql://localhost/x", "postgresql://u:secret@127.0.0.1:9/x", ""])
def test_a_database_that_cannot_be_used_is_said_and_no_other_is_made(tmp_path: Path, address: str) -> None:
    said = refused(tmp_path / "home", "--port", str(free_port()), DATABASE_URL=address)
    assert said.startswith("DATABASE_URL") and "secret" not in said
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("door", DOORS)
def test_a_door_can_be_opened_and_names_no_host(door: str) -> None:
    text = (CHECKOUT / door).read_text()
    assert os.access(CHECKOUT / door, os.X_OK)
    assert not re.search(r"\w://", text)
    subprocess.run([text.split("\n")[0].removeprefix("#!"), "-n", CHECKOUT / door], check=True, timeout=10)


def test_the_locks_name_no_host_and_give_every_package_a_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (CHECKOUT / lock).read_text()
        assert "://" not in text
        packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert packages and all(line.endswith("\\") for line in packages)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout without an environment, in a folder whose name has a space."""
    folder = tmp_path / "a copy"
    shutil.copytree(CHECKOUT / "script", folder / "script")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(CHECKOUT / lock, folder)
    return folder


def test_a_machine_without_a_new_enough_python_is_told_what_was_found(copy: Path) -> None:
    programs = copy / "bin"
    programs.mkdir()
    for needed in ("dirname", "uname"):
        (programs / needed).symlink_to(shutil.which(needed) or needed)
    old = programs / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *print*) echo 3.9.2 ;; *) exit 1 ;; esac\n')
    old.chmod(0o755)
    done = subprocess.run(
        [copy / "script/setup"], env={"PATH": str(programs)}, capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Putright needs Python 3.11 or newer. Found: 3.9.2 ({old}).\nInstall one")
    assert not (copy / ".venv").exists()


@pytest.fixture
def set_up(copy: Path) -> ModuleType:
    """The set-up of the copy, as a module."""
    spec = importlib.util.spec_from_file_location("environment_of_a_copy", copy / "script/environment.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_environment_is_ready_only_for_what_was_finished_here(set_up: ModuleType, copy: Path) -> None:
    assert not set_up.is_ready("server")
    set_up.make_venv()
    set_up.STAMP.write_text(set_up.stamp_of("server"))
    assert set_up.is_ready("server") and not set_up.is_ready("test")
    set_up.STAMP.write_text(set_up.stamp_of("test"))
    assert set_up.is_ready("server") and set_up.is_ready("test")
    set_up.UNFINISHED.touch()
    assert not set_up.is_ready("server")
    set_up.UNFINISHED.unlink()
    with (copy / "requirements-dev.lock").open("a") as lock:
        lock.write("\n")
    assert not set_up.is_ready("test")


@pytest.mark.parametrize("cut_short", ["unfinished", "no python", "moved"])
def test_a_half_made_environment_is_made_afresh(set_up: ModuleType, cut_short: str) -> None:
    set_up.make_venv()
    (set_up.VENV / "left behind").touch()
    if cut_short == "unfinished":
        set_up.UNFINISHED.touch()
    elif cut_short == "no python":
        set_up.PYTHON.unlink()
    else:
        set_up.STAMP.write_text("server 0\n/somewhere/else\n")
    set_up.make_venv()
    assert set_up.answers([set_up.PYTHON, "--version"]) and not (set_up.VENV / "left behind").exists()


def test_an_environment_that_works_is_kept(set_up: ModuleType) -> None:
    set_up.make_venv()
    (set_up.VENV / "kept").touch()
    set_up.make_venv()
    assert (set_up.VENV / "kept").exists()


def test_putright_is_a_command_even_in_a_folder_with_a_space(set_up: ModuleType, copy: Path) -> None:
    set_up.make_venv()
    set_up.put_putright_in()
    commands = copy / "putright/project"
    commands.mkdir(parents=True)
    (commands / "command_line.py").write_text("import sys\ndef main():\n    print(sys.argv)\n    return 3\n")
    done = subprocess.run(
        [copy / ".venv/bin/putright", "law", "a b"], cwd="/", capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout) == (3, "['putright', 'law', 'a b']\n")


def test_uv_is_pinned_by_its_hashes(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def keep(command: list[str | Path], *_more: object) -> bool:
        asked.append(Path(command[-1]).read_text())
        return True

    monkeypatch.setattr(set_up, "run", keep)
    assert set_up.install_uv(["pip"])
    assert asked[0].startswith("uv==") and asked[0].count("--hash=sha256:") > 5
