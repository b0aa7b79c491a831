"""What tests share: a database to write in, Putright served on this machine, and a real browser to visit it with."""

import fcntl
import os
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zlib import crc32

import psycopg
import pytest
from psycopg import sql
from xdist.scheduler import LoadFileScheduling

from putright.project.postgres.given import parsed

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # Nowhere but this machine can be reached from it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


# A Java that is begun for a few questions would spend longer on making itself fast than on the questions.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

# What a test asks for when it needs the database.
WITH_DATABASE = {"db", "own_database", "transactional_db", "django_db_setup", "address"}
# What takes longest begins first, so that no core waits for the other at the end.
LONGEST = ("tests/faults/", "tests/law/test_bulk.py", "tests/insight/test_history.py")


def pytest_addoption(parser):
    """An option of our own: the second run in CI, on another PostgreSQL, leaves out what has nothing to do with one."""
    parser.addoption("--only-with-database", action="store_true", help="only the tests that use the database")


def _uses_the_database(item):
    """Whether it would see another PostgreSQL; a browser that is shown pages as they were answered would not."""
    asks_for = set(item.fixturenames)
    if "chromium" in asks_for and "address" not in asks_for:
        return False
    return bool(WITH_DATABASE & asks_for) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config, items):
    """Files with tests in a browser come last, the longest of the others first.

    Once it is open, playwright's loop runs in this thread until the end, and Django takes plain calls of the
    database for calls from that loop: it refuses them, or makes them on a connection that nobody closes.
    """
    if config.getoption("only_with_database"):
        left_out = [item for item in items if not _uses_the_database(item)]
        items[:] = [item for item in items if _uses_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
    last = {item.path for item in items if _is_in_a_browser(item)}
    items.sort(key=lambda item: (item.path in last, not item.nodeid.startswith(LONGEST)))
    # In a file, too; the sort above keeps a file's tests together.
    items.sort(key=lambda item: (item.path in last, _is_in_a_browser(item)))


class _InHandfuls(LoadFileScheduling):
    """File by file, so that what a file needs is made once; but the pages that a browser looks at a handful at a time.

    They come last, and nobody should wait for one long file of them.
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if file.startswith("tests/journeys/") and file.endswith("_pages.py"):
            return f"{file} {crc32(nodeid.encode()) % 16}"
        return file


def pytest_xdist_make_scheduler(config, log):
    """Asked by xdist, which shares the tests out."""
    return _InHandfuls(config, log)


def _is_in_a_browser(item):
    return "chromium" in getattr(item, "fixturenames", ())


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several things at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *said):
        pass


# ---- The database: made and changed by its owner, used by the application, as when it is served


@dataclass(frozen=True)
class OwnDatabase:
    """A database of one test's own: how the application reaches it, and how its owner does."""

    application: dict = field(repr=False)
    owner: dict = field(repr=False)

    def copied(self, name):
        """Copy it as it now is, under another name; nobody may be using it."""
        with psycopg.connect(**{**self.owner, "dbname": "postgres"}, autocommit=True) as postgres:
            names = sql.Identifier(name), sql.Identifier(self.owner["dbname"])
            postgres.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def dropped(self, name):
        """Drop a copy, whoever still uses it.

        PostgreSQL's own sweeper may be in it, whom its owner may not send away; it is gone again in a moment.
        """
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        with psycopg.connect(**{**self.owner, "dbname": "postgres"}, autocommit=True) as postgres:
            for tries_left in reversed(range(100)):
                try:
                    postgres.execute(drop)
                    return
                except psycopg.errors.InsufficientPrivilege:
                    if not tries_left:
                        raise
                    time.sleep(0.1)


def _roles():
    """The addresses of the application and of the owner, which are one where only one was given."""
    application = parsed(os.environ["DATABASE_URL"])
    return application, parsed(os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"]))


def _become(role):
    """Use the database as another role from here on."""
    from django.db import connection

    connection.close()
    connection.settings_dict.update(USER=role.get("user", ""), PASSWORD=role.get("password", ""))


@pytest.fixture(scope="session")
def shared_by_the_run(tmp_path_factory):
    """A folder that all processes of a run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def gathering(django_db_setup, django_db_blocker, shared_by_the_run):
    """Pages as they were answered, from a function that makes them: once in a run, however many processes it has."""
    from tests.web.gathering import gathered_once

    return lambda gather: gathered_once(django_db_blocker, gather, shared_by_the_run)


@contextmanager
def _one_at_a_time(path):
    """One process of a run, while the others wait."""
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory, shared_by_the_run):
    """The tables, made by their owner once in a run, and a copy of them for this process; from then on, tests are the application.

    pytest-django would make them as the application, which may not, and under a name that two runs would share.
    """
    from django.conf import settings
    from django.db import connection

    if "DATABASE_URL" not in os.environ:
        pytest.fail("There is no database here. Run script/test, which brings one.")
    application, owner = _roles()
    real, ours = connection.settings_dict["NAME"], f"test_putright_{os.getpid()}"
    # Never the heads of a record that somebody relies on.
    settings.RECORD_HEADS = tmp_path_factory.mktemp("heads") / "record-heads.log"
    made, lock = shared_by_the_run / "tables", shared_by_the_run / "tables.lock"
    is_maker = False
    with django_db_blocker.unblock():
        _become(owner)
        with _one_at_a_time(lock):
            if not made.exists():
                connection.settings_dict["TEST"]["NAME"] = f"{ours}_made"
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
                connection.close()
                made.write_text(f"{ours}_made")
                is_maker = True
            tables = OwnDatabase(application, {**owner, "dbname": made.read_text()})
            tables.dropped(ours)
            tables.copied(ours)
        _become(application)
        connection.settings_dict["NAME"] = ours
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = real
        tables.dropped(ours)
        if is_maker:
            with _one_at_a_time(lock):
                made.unlink()
                tables.dropped(f"{ours}_made")


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, settings, tmp_path):
    """A database of the test's own, where commits are commits, taken away afterwards with whatever was done to it.

    What is append-only cannot be emptied between tests, so a test that commits gets a copy of the empty tables.
    """
    from django.db import connection

    empty = connection.settings_dict["NAME"]
    application, owner = ({**role, "dbname": f"{empty}_own"} for role in _roles())
    ours = OwnDatabase(application, owner)
    settings.RECORD_HEADS = tmp_path / "record-heads.log"
    with django_db_blocker.unblock():
        connection.close()
        ours.dropped(owner["dbname"])
        OwnDatabase(application, {**owner, "dbname": empty}).copied(owner["dbname"])
        connection.settings_dict["NAME"] = owner["dbname"]
        yield ours
        connection.close()
        connection.settings_dict["NAME"] = empty
        ours.dropped(owner["dbname"])


# ---- Pages


@pytest.fixture(scope="session")
def address():
    """Where Putright is, for a browser on this machine: http://127.0.0.1:<port>."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def chromium():
    """A real browser, running."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("PUTRIGHT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        pytest.fail("There is no Chromium here. Run script/test, which finds or fetches one.")
    # As root Chromium will not start inside its sandbox; all it visits here is our own pages.
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIETLY, *root])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """Opens a page in a new window of the browser: open_page("/law", width=320, scripts=False)."""
    contexts, complaints = [], []

    def open_one(path, *, width=1280, height=900, scripts=False, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
        # What breaks the content security policy is told on the console. A 404 that was asked for is told there too.
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        page.goto(address + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(said):
    return said.type in ("error", "warning") and "the server responded with a status" not in said.text
