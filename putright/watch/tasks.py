"""What happens by itself, and how often: jobs of procrastinate, each of which calls one plain function.

Two watchers enqueue each of them once, and a job that waits already is not enqueued again. Whatever is cut off in the
middle is done by the next: the database decides what is done, and a job only asks it to.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from putright.hazards.actions import count_sent
from putright.messages import sending
from putright.people.actions import forget_codes
from putright.record import actions as record
from putright.repairs.actions import forget_drafts
from putright.watch import looking, nightly, proving, residents, telling
from putright.watch.clock import now

logger = logging.getLogger(__name__)

QUEUE = "watch"
DRAFTS_ARE_KEPT = timedelta(days=7)
# A watcher gives a sign of life every ten seconds.
STALLED = timedelta(seconds=30)


@app.periodic(cron="* * * * * */10")
@app.task(name="watch.tell", queue=QUEUE, queueing_lock="watch.tell")
def tell(timestamp: int) -> None:
    """Tell staff what is close, due and late, and residents what we broke and what has moved."""
    telling.tell_due()
    residents.apologise(at=now())
    residents.tell_of_moves(at=now())


@app.periodic(cron="* * * * * */5")
@app.task(name="watch.send", queue=QUEUE, queueing_lock="watch.send")
def send(timestamp: int) -> None:
    """Send the messages that wait, and count as sent the written summaries that have gone."""
    sending.send_waiting(at=now())
    count_sent(by="watch", at=now())


@app.periodic(cron="* * * * * */30")
@app.task(name="watch.ask_after", queue=QUEUE, queueing_lock="watch.ask_after")
def ask_after(timestamp: int) -> None:
    """Ask whether messages arrived."""
    sending.ask_after(at=now())


@app.periodic(cron="* * * * * */20")
@app.task(name="watch.seal", queue=QUEUE, queueing_lock="watch.seal")
def seal(timestamp: int) -> None:
    """Seal the record: three times in the minute that it may take at most."""
    record.seal(by="watch", at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="watch.look_over", queue=QUEUE, queueing_lock="watch.look_over")
def look_over(timestamp: int) -> None:
    """Look over the risk to households, and who waits for works: what rests on something that has changed."""
    looking.look_over(at=now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="watch.prove", queue=QUEUE, queueing_lock="watch.prove")
def prove(timestamp: int) -> None:
    """Prove everything once a night, and as soon as somebody watches again after a night when nobody did."""
    at = now()
    if nightly.is_to_be_proved(at):
        proving.prove(at=at)


@app.periodic(cron="17 * * * *")
@app.task(name="watch.forget", queue=QUEUE, queueing_lock="watch.forget")
def forget(timestamp: int) -> None:
    """Forget drafts that nobody went on with for a week, some at a time; old codes; and sessions that are over."""
    at = now()
    while forget_drafts(kept_before=at - DRAFTS_ARE_KEPT, by="watch", at=at):
        pass
    forget_codes(by="watch", at=at)
    SessionStore.clear_expired()


@app.periodic(cron="* * * * * */15")
@app.task(name="watch.sweep", queue=QUEUE, queueing_lock="watch.sweep")
async def sweep(timestamp: int) -> None:
    """Do again what a watcher that was killed had begun; where the same waits already, that is enough."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=STALLED.total_seconds()):
        assert job.id is not None
        try:
            await manager.retry_job(job)
            logger.warning("A watcher was killed in the middle of %s. It is done again.", job.task_name)
        except UniqueViolation:
            await manager.finish_job_by_id_async(job_id=job.id, status=Status.FAILED, delete_job=True)
