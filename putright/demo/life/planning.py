"""Which reports there will be in a year, from which homes, when and in which words. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from putright.clocks.calendar import Calendar
from putright.clocks.london import LONDON, london_day
from putright.demo.life import moments
from putright.demo.life.told import Trouble, heard, troubles
from putright.demo.people import Lived
from putright.people.models import Circumstance
from putright.repairs.models import Channel
from putright.repairs.tree.questions import Value

A_YEAR = 365
# One thing heard in passing for so many reports.
REPORTS_A_NOTE = 5
COLD = (1, 2, 3, 10, 11, 12)
Kind = Circumstance.Kind
# What the guided report calls those whom a circumstance is about.
ASKED_AS = {
    Kind.UNDER_5: "under_5", Kind.CHILD: "under_18", Kind.OVER_65: "over_65", Kind.PREGNANT: "pregnant",
    Kind.BREATHING: "breathing", Kind.ILL: "ill", Kind.MENTAL_HEALTH: "mental_health", Kind.DISABLED: "disabled",
}  # fmt: skip
CHANNELS = (
    (46, Channel.ONLINE), (36, Channel.PHONE), (6, Channel.IN_PERSON), (4, Channel.PAPER), (8, Channel.SOMEBODY_ELSE),
)  # fmt: skip
WHO_ELSE = ("her daughter", "his son", "the health visitor", "a neighbour", "the gas engineer", "a councillor’s office")
ROUGHLY = ("The flat over the chemist,", "By the school,", "Top flat, block on", "Mum’s house,")
HEARD_FIRST = ("a housing officer, on a visit", "the gas engineer", "the contact centre, by phone", "the cleaner")


@dataclass(frozen=True, slots=True)
class Planned:
    """One report that will come: of what, from which home, by which channel, in which words, and when."""

    lived: Lived
    trouble: Trouble
    channel: str
    told_at: datetime
    answers: dict[str, Value]
    # When somebody of ours heard it first, if that was before it was written down, and who said and who heard it.
    first_told_at: datetime
    said_by: str = ""
    said_to: str = ""
    # They did not sign in, and their address is words that somebody has to match to a home.
    is_unmatched: bool = False
    # How it went, where that is told and not drawn.
    course: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that will be heard in passing and written down."""

    lived: Lived
    heard_at: datetime
    noted_at: datetime
    said_by: str
    words: str
    becomes_report: bool


def plan(homes: Sequence[Lived], count: int, at: datetime, calendar: Calendar, random: Random) -> list[Planned]:
    """So many reports in the year before a moment, in no order."""
    lived_in = [lived for lived in homes if lived.tenants]
    planned = [_drawn(random.choice(lived_in), at, calendar, random) for _ in range(count)]
    return [*planned, *_told_of(lived_in, at, calendar, random), *_christmas_eve(lived_in, at, random)]


def notes(homes: Sequence[Lived], reports: int, at: datetime, calendar: Calendar, random: Random) -> list[Noted]:
    """What will be heard in passing in a year with so many reports before a moment, in no order."""
    lived_in, found = [lived for lived in homes if lived.tenants], []
    for number in range(reports // REPORTS_A_NOTE):
        day = london_day(at) - timedelta(days=2 + random.randrange(A_YEAR - 2))
        heard_at = moments.told_at_the_desk(day, calendar, random)
        noted_at = moments.at_work(heard_at, random.choice((0, 0, 0, 1, 2)), calendar, random)
        one = heard()[number % len(heard())]
        # Some are still only notes: nobody has made a report of them.
        found.append(Noted(random.choice(lived_in), heard_at, noted_at, one.said_by, one.words, random.random() < 0.75))
    return found


def _drawn(lived: Lived, at: datetime, calendar: Calendar, random: Random) -> Planned:
    trouble, day = _what_and_when(london_day(at), random)
    channel = random.choices([one for _, one in CHANNELS], [share for share, _ in CHANNELS])[0]
    if trouble.is_emergency and channel not in (Channel.ONLINE, Channel.PHONE):
        channel = Channel.PHONE
    is_any_time = channel == Channel.ONLINE or trouble.is_emergency
    told_at = moments.told_online(day, random) if is_any_time else moments.told_at_the_desk(day, calendar, random)
    told_at = min(told_at, at - timedelta(minutes=random.randint(20, 600)))
    first, who, to = told_at, "", ""
    if channel == Channel.SOMEBODY_ELSE:
        who = random.choice(WHO_ELSE)
    if not trouble.is_emergency and random.random() < 0.07:
        first, to = told_at - timedelta(minutes=random.randint(200, 12_000)), random.choice(HEARD_FIRST)
    first = max(first, moments.on(max(lived.since, day - timedelta(days=60)), 540)) if first < told_at else first
    is_unmatched = channel == Channel.ONLINE and random.random() < 0.08
    answers = _answers(lived, trouble, random)
    if is_unmatched:
        answers["address"] = {"lines": f"{random.choice(ROUGHLY)} {lived.home.street}"}
        answers["reach"] = {"name": lived.tenants[0].called, "phone": "01632 960" + f"{random.randrange(1000):03}"}
    return Planned(
        lived=lived,
        trouble=trouble,
        channel=channel,
        told_at=told_at,
        answers=answers,
        first_told_at=min(first, told_at),
        said_by=who,
        said_to=to,
        is_unmatched=is_unmatched,
    )


def _told_of(homes: Sequence[Lived], at: datetime, calendar: Calendar, random: Random) -> Iterator[Planned]:
    """The reports that larkfield.yaml tells of."""
    named = {trouble.name: trouble for trouble in troubles()}
    for lived in homes:
        for one in lived.reports:
            day = calendar.working_day_before(london_day(at), one["working_days_ago"])
            told_at = moments.told_online(day, random)
            answers = _answers(lived, named[one["trouble"]], random)
            answers |= {question: {"chosen": chosen} for question, chosen in one.get("answers", {}).items()}
            answers |= {"own_words": {"words": one["words"]}} if "words" in one else {}
            yield Planned(
                lived=lived,
                trouble=named[one["trouble"]],
                channel=Channel.ONLINE,
                told_at=told_at,
                first_told_at=told_at,
                answers=answers,
                course=one["course"],
            )


def _what_and_when(today: date, random: Random) -> tuple[Trouble, date]:
    """A trouble and a day of the last year: mould and cold come in winter."""
    every = troubles()
    while True:
        day = today - timedelta(days=random.randrange(A_YEAR))
        trouble = random.choices(every, [one.share for one in every])[0]
        if day.month in COLD or random.random() < 1 / trouble.winter:
            return trouble, day


def _answers(lived: Lived, trouble: Trouble, random: Random) -> dict[str, Value]:
    """What they answer: some answer everything, some the least that they can."""
    answers: dict[str, Value] = {
        question: {"chosen": list(random.choice(some))}
        for question, some in trouble.answers.items()
        if question in ("danger", "what") or random.random() < 0.85
    }
    answers["own_words"] = {"words": random.choice(trouble.words)}
    household = [ASKED_AS[kind] for kind in dict.fromkeys(map(Kind, lived.has)) if kind in ASKED_AS]
    drawn = random.random()
    if household and drawn < 0.6:
        answers["household"] = {"chosen": household}
    elif drawn > 0.92:
        answers["household"] = {"chosen": ["rather_not_say"]}
    if random.random() < 0.5:
        answers["visits"] = {"chosen": random.choice((["any_time"], ["tuesday-morning"], ["friday-afternoon"]))}
    if random.random() < 0.25:
        answers["needs"] = {"chosen": random.choice((["ring_before"], ["knock_loudly"], ["text"], ["time_to_door"]))}
    return answers


def _christmas_eve(homes: Sequence[Lived], at: datetime, random: Random) -> list[Planned]:
    """Three homes without heat or with water coming in, on the last Christmas Eve there was, when few people work."""
    today = at.astimezone(LONDON).date()
    eve = date(today.year if (today.month, today.day) > (12, 24) else today.year - 1, 12, 24)
    named = {trouble.name: trouble for trouble in troubles()}
    evening = (
        (15 * 60 + 50, "no_heating", "safe within the day"),
        (18 * 60 + 35, "water_pouring", "reached late"),
        (22 * 60 + 15, "no_heating", "a hotel for two nights"),
    )
    return [
        Planned(
            lived=lived,
            trouble=named[name],
            channel=Channel.PHONE if name == "water_pouring" else Channel.ONLINE,
            told_at=moments.on(eve, minutes),
            first_told_at=moments.on(eve, minutes),
            answers=_answers(lived, named[name], random),
            course=course,
        )
        for (minutes, name, course), lived in zip(evening, random.sample(homes, len(evening)))
    ]
