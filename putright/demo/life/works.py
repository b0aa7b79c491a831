"""Larkfield's surveyors and its own team at work: what they find, what is written to the household, what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from putright.clocks.london import from_london_clock, london_day
from putright.contractors.models import Contractor, Rate
from putright.demo.life.going import RESIDENT, Going
from putright.demo.life.told import Remedy, Step, remedy_for
from putright.hazards import actions as hazards
from putright.hazards.actions.summarising import SENT
from putright.hazards.findings import CONCLUDED, FOUND, Findings, Found, Kind, Recommended, Seen, kinds
from putright.hazards.models import Dispatch, Investigation
from putright.hazards.queries import day_zeros_of, facts_of
from putright.hazards.queries.investigations import looked_before
from putright.hazards.queries.summaries import named_tenants
from putright.repairs.actions import Wanted
from putright.repairs.models import Outcome, WorksOrder
from putright.repairs.orders import OrderNow, works_of
from putright.repairs.tree.questions import chosen
from putright.repairs.tree.reading import tree

Purpose, What = WorksOrder.Purpose, Outcome.What
VISIT, CLOSES = timedelta(minutes=20), time(17, 0)
COMPETENCE = "Twelve years of surveying homes, and a diploma in damp and mould."
WHY_AGAIN = "I read what was found before. They say that it is worse, and I look at all of it again."
MISSING = "The part does not fit. The right one is ordered and comes next week."
# From the day it is found: begun and done, for what makes safe and for what stops it coming back.
DAYS: Mapping[str, tuple[int, int]] = {Purpose.MAKE_SAFE: (1, 4), Purpose.PREVENT: (9, 30)}


def look(going: Going, step: Step, at: datetime) -> None:
    """A surveyor looks into it, and what is recommended is ordered the same day."""
    case = going.case
    known = facts_of(case, day_zeros_of(case)[-1]) or {}
    kind, by = kinds(known)[0], going.owner.code
    going.done[CONCLUDED[kind]] = at
    if going.is_brought_over:
        remotely = {} if kind == Kind.RENEWED else {"investigated_remotely": step.remotely}
        going.state({CONCLUDED[kind]: at, FOUND[kind]: step.found, **remotely}, at)
        return
    begun = hazards.begin_investigation(
        case=case,
        kind=kind,
        investigator=going.owner,
        by=by,
        at=at - VISIT,
        why_again=WHY_AGAIN if looked_before(going.report, known) else "",
    )
    hazard = str(known.get("hazard") or "")
    findings = _findings(going, step, hazard, remedy_for(hazard), at)
    concluded = hazards.conclude(investigation=begun, findings=findings, by=by, at=at)
    for one in concluded.recommendations.order_by("number"):
        made = _order(going, concluded, one.purpose, one.words, remedy_for(hazard), at)
        hazards.order_recommended(recommendation=one, order=made, by=by, at=at)


def sum_up(going: Going, step: Step, at: datetime) -> None:
    """The written summary is made, and posted or handed to everyone named on the agreement."""
    if going.is_brought_over:
        going.state({SENT[Kind.RENEWED if "renewed_investigated_at" in going.done else Kind.STANDARD]: at}, at)
        return
    held = going.case.investigations.concluded().latest("concluded_at")
    by = going.owner.code
    made = hazards.make_summary(investigation=held, by=by, at=at)
    for person in named_tenants(going.report, at):
        route, proof = going.random.choice(
            (
                (Dispatch.Route.POST, f"Certificate of posting {going.random.randrange(1000, 9999)}."),
                (Dispatch.Route.IN_PERSON, f"{going.owner.name} handed it over at the door."),
            )
        )
        hazards.sent_by_hand(summary=made, person=person, route=route, sent_at=at, proof=proof, by=by, at=at)


def make_safe(going: Going, step: Step, at: datetime) -> None:
    """The safety work is done; or a part is missing, and it is not."""
    if going.is_brought_over:
        names = ("parts_awaited_at",) if step.missing else ("made_safe_at", "preventative_steps_at")
        going.state(dict.fromkeys(names, at), at)
    for now in _to_do(going, Purpose.MAKE_SAFE):
        if step.missing:
            comes = at + timedelta(days=7)
            _tell(going, now, What.PART_MISSING, at, words=MISSING, next_words="We come with it.", next_before=comes)
        else:
            _tell(going, now, What.DONE, at, words="Done, and left clean.", is_made_safe=True)


def begin(going: Going, step: Step, at: datetime) -> None:
    """The preventative work is physically begun."""
    if going.is_brought_over:
        going.state({"preventative_started_at": at}, at)
    for now in _to_do(going, Purpose.PREVENT):
        worker = going.random.choice(going.operatives)
        hazards.begin_works(order=now.order, begun_at=at, by=worker.code, at=at)


def put_right(going: Going, step: Step, at: datetime) -> None:
    """All of it is done, and a surveyor, who did not do it, has looked at it and found it right."""
    if going.is_brought_over:
        going.state({"work_finished_at": at}, at)
    for now in _to_do(going, Purpose.PREVENT):
        _tell(going, now, What.DONE, at - VISIT, words="Done. All of it was tried, and it works.")
    for now in works_of(going.report).orders:
        if now.done_at and not now.is_looked_at:
            hazards.check_works(
                order=now.order,
                is_satisfactory=True,
                words="",
                checked_at=at,
                checked_by=going.owner,
                sent_with=going.key(),
                by=going.owner.code,
                at=at,
            )


def fixed(going: Going, step: Step, at: datetime) -> None:
    """The resident says that it is fixed."""
    if not works_of(going.report).orders:
        return
    hazards.hear_fixed(
        report=going.report,
        is_fixed=True,
        words="",
        sent_with=going.key(),
        person=going.person,
        by=RESIDENT,
        at=at,
    )


def _findings(going: Going, step: Step, hazard: str, remedy: Remedy, at: datetime) -> Findings:
    is_hazard, today = step.found != Found.NONE, london_day(at)
    humidity = {"humidity_percent": Decimal(going.random.randint(*remedy.humidity))} if remedy.humidity else {}
    seen = Seen(
        name=_room(going),
        words=going.random.choice(remedy.saw) if is_hazard else remedy.nothing,
        measured=humidity if is_hazard and not step.remotely else {},
    )
    recommended = tuple(
        Recommended(purpose, does[0], today, today + timedelta(days=DAYS[purpose][1]))
        for purpose, does in ((Purpose.MAKE_SAFE, remedy.make_safe), (Purpose.PREVENT, remedy.prevent))
    )
    return Findings(
        concluded_at=at,
        is_in_person=not step.remotely,
        competence=COMPETENCE,
        found=step.found,
        hazard=hazard if is_hazard else "",
        present=going.person.called if going.person else "",
        causes=remedy.causes if is_hazard else "",
        why="" if is_hazard else remedy.why,
        rooms=(seen,),
        recommended=recommended if is_hazard else (),
    )


def _room(going: Going) -> str:
    """Where it was said to be."""
    names = {option.key: option.words for option in tree().question("room").options}
    return next((names[key] for key in chosen(going.report.answers, "room") if key in names), "Where it was told")


def _order(going: Going, held: Investigation, purpose: str, words: str, remedy: Remedy, at: datetime) -> WorksOrder:
    _, code, quantity = remedy.make_safe if purpose == Purpose.MAKE_SAFE else remedy.prevent
    is_urgent = purpose == Purpose.MAKE_SAFE and held.found == Found.EMERGENCY
    day = london_day(at) + timedelta(days=DAYS[purpose][1])
    return hazards.order_works(
        report=going.report,
        purpose=purpose,
        trade=remedy.trade,
        contractor=Contractor.objects.get(is_own_team=True),
        instruction=words,
        wanted_before=at + timedelta(hours=12) if is_urgent else from_london_clock(datetime.combine(day, CLOSES)),
        lines=(Wanted(Rate.objects.get(code=code), Decimal(quantity)),),
        sent_with=going.key(),
        by=going.owner.code,
        at=at,
    )


def _to_do(going: Going, purpose: str) -> Iterator[OrderNow]:
    orders = works_of(going.report).orders
    return (now for now in orders if now.order.purpose == purpose and not now.done_at)


def _tell(going: Going, now: OrderNow, what: str, at: datetime, **told: Any) -> None:
    worker = going.random.choice(going.operatives)
    hazards.tell_outcome(
        order=now.order, what=what, happened_at=at, told_by=worker, sent_with=going.key(), by=worker.code, at=at, **told
    )
