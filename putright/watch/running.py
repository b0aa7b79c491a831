"""Running the watch: jobs are taken and done until it is told to stop, or the database goes away."""

from __future__ import annotations

import asyncio
import logging
import signal

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from putright.watch.tasks import QUEUE

# One for each job that may take its time, so that a slow carrier keeps nobody from being told.
AT_ONCE = 4
PATIENCE = 10.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DatabaseGone(Exception):
    """The database went away while we watched. What was being done then was not done, and will be."""


def watch() -> None:
    """Take jobs and do them until we are told to stop; what is being done then is finished first.

    Raises DatabaseGone, of which whoever runs us tells a person, and after which it may be called again.
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    for name in ("procrastinate.worker.watch", "procrastinate.utils"):
        logging.getLogger(name).addFilter(_said_by_us)
    # It says at each try that there is no connection yet.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    with app.replace_connector(connector.get_worker_connector()):
        try:
            told_to_stop = asyncio.run(_take_jobs())
        except ConnectorException as why:
            raise DatabaseGone(why.__cause__ or why) from why
    if not told_to_stop:
        raise DatabaseGone


async def _take_jobs() -> bool:
    """Take jobs until told to stop; whether we were, or the worker ended without that."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, told.set)
    async with app.open_async():
        working = asyncio.ensure_future(
            app.run_worker_async(
                queues=[QUEUE],
                name="watch",
                concurrency=AT_ONCE,
                # What was done is in the record; jobs are only how.
                delete_jobs="always",
                shutdown_graceful_timeout=PATIENCE,
                install_signal_handlers=False,
            )
        )
        waiting = asyncio.ensure_future(told.wait())
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        # Its way of being asked to finish what it does and to take no more.
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    if not told.is_set():
        working.result()
    return told.is_set()


def _said_by_us(record: logging.LogRecord) -> bool:
    """Whether a line of the log is more than that the database is gone, which is said in one sentence elsewhere."""
    return not (record.exc_info and isinstance(record.exc_info[1], ConnectorException))
