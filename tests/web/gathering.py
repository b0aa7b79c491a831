"""Pages as the server answered them, kept to be looked at: by what their HTML holds, and in a browser."""

import fcntl
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass


class _Enough(Exception):
    """All is gathered: nothing of it stays in the database."""


@dataclass(frozen=True)
class Answer:
    """One page in one state: its status, its headers, its HTML; and the images it shows, by their addresses."""

    status: int
    headers: dict
    html: str
    images: dict


def answered(client, response):
    """Keep an answer, with the images of it that only whoever asked may see."""
    from tests.web.pages import Page

    html = response.content.decode()
    sources = {one["src"] for one in Page(html).all("img") if not one["src"].startswith("/static/")}
    images = {source: client.get(source).content for source in sources}
    return Answer(response.status_code, dict(response.headers), html, images)


def gathered(blocker, gather):
    """Every page in every state, from a function that makes them; in a thread of its own, as a browser may be open.

    `gather` gives a dictionary from what a page is to its Answer. What it does to the database is undone.
    """
    from django.db import connection, transaction

    found = {}

    def run():
        with blocker.unblock():
            try:
                with suppress(_Enough), transaction.atomic():
                    found.update(gather())
                    raise _Enough
            finally:
                connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(run).result()
    return found


def gathered_once(blocker, gather, folder):
    """The same, made by whichever process of a run asks first, and read by the others: to make them takes a minute."""
    kept = folder / f"{gather.__module__}.{gather.__qualname__}.pages"
    with open(f"{kept}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            found = gathered(blocker, gather)
            new = kept.with_suffix(".new")
            new.write_bytes(pickle.dumps(found))
            os.replace(new, kept)
        return pickle.loads(kept.read_bytes())
