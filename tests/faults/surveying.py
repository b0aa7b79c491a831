"""A surveyor with a bad line: looks into a case by HTTP from the first word to the finished work, however often it is cut."""

import json
import os
import re
import subprocess
import sys
from html import unescape

from tests.faults.serving import CHECKOUT
from tests.faults.telling import Phone

KEPT_TIMES = re.compile(rb'name="kept_times" value="(\d+)"')
KEY = re.compile(rb'name="key" value="([^"]+)"')
RECOMMENDED = re.compile(rb"\?recommended=(\d+)")
ORDERED = re.compile(rb'href="/desk/works/([0-9A-Z]{10})"')
CASES = 120

# Nothing that was looked into is in one place and not in another.
HALVES = {
    "an investigation that concluded without the fact that the law turns on": """
        select reference from hazards_investigation i where concluded_at is not null and not exists (
            select from hazards_fact where case_id = i.case_id and name = 'investigated_at')""",
    "an investigation that concluded without its line in the record": """
        select reference from hazards_investigation i where concluded_at is not null and not exists (
            select from record_line where name = 'hazards.investigated' and detail->>'investigation' = i.reference)""",
    "an investigation that concluded with half of what was recommended": """
        select i.reference from hazards_investigation i left join hazards_recommendation r on r.investigation_id = i.id
        where concluded_at is not null group by i.id having count(r.id) <> 2""",
    "rooms of an investigation that has not concluded": """
        select i.reference from hazards_investigation i join hazards_room r on r.investigation_id = i.id
        where concluded_at is null""",
    "a case looked into twice at once": """
        select case_id from hazards_investigation group by case_id having count(*) > 1""",
    "a summary that was handed over and does not meet the duty": """
        select s.id from hazards_summary s join hazards_dispatch d on d.summary_id = s.id
        join hazards_investigation i on i.id = s.investigation_id
        where d.sent_at is not null and not exists (
            select from hazards_fact where case_id = i.case_id and name = 'summary_sent_at')""",
    "a summary handed over twice": """
        select summary_id from hazards_dispatch group by summary_id, person_id having count(*) > 1""",
    "an order made twice": """
        select report_id from repairs_worksorder group by report_id having count(*) > 1""",
    "an order without its line in the record": """
        select reference from repairs_worksorder o where not exists (
            select from record_line where name = 'repairs.works_ordered' and detail->>'order' = o.reference)""",
    "an order that what was recommended does not know": """
        select reference from repairs_worksorder o where not exists (
            select from hazards_recommendation where order_id = o.id)""",
    "a visit told twice": """
        select order_id from repairs_outcome group by order_id having count(*) > 1""",
    "a visit without its line in the record": """
        select id from repairs_outcome o where not exists (
            select from record_line where name = 'repairs.works_told' and (detail->>'outcome')::bigint = o.id)""",
}

WORDS = """
    select r.words from hazards_room r join hazards_investigation i on i.id = r.investigation_id
    join hazards_case c on c.id = i.case_id join repairs_report p on p.id = c.report_id
    where p.reference = %(report)s and i.concluded_at is not null order by r.number"""
ORDERS = """
    select o.reference, v.what from repairs_worksorder o join repairs_outcome v on v.order_id = o.id
    join repairs_report p on p.id = o.report_id where p.reference = %(report)s"""


def prepared(home, application_url, surveyors):
    """Cases that wait to be looked into, and surveyors who are signed in."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DATABASE_"))}
    ours = {"PUTRIGHT_HOME": str(home), "PUTRIGHT_DEMO": "no", "DATABASE_URL": application_url}
    made = subprocess.run(
        [sys.executable, "-m", "tests.faults.preparing", str(surveyors), str(CASES)],
        env={**clean, **ours, "DJANGO_SETTINGS_MODULE": "putright.project.settings"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout.splitlines()[-1])


class Surveyor:
    """Somebody on a phone: what they were told is kept, they take for kept."""

    def __init__(self, ports, given, number):
        cookies = {given["cookie"]: given["surveyors"][number]}
        self.phone, self.given = Phone(ports, cookies=cookies, cuts=number), given
        self.began_with = number

    @property
    def cuts(self):
        return self.phone.cuts - self.began_with

    def look_into(self, report):
        """From the first word to the finished work. What we were told is kept: each word, and the order."""
        at = f"/desk/reports/{report}"
        self._page(f"{at}/investigate")
        page = self.phone.post(f"{at}/investigate", kind="standard", why_again="It is another room.")
        words = [f"Black mould in room {number} of {report}." for number in range(1, 4)]
        for most in range(1, 4):
            self._keep(page, {f"room-{number}-words": words[number - 1] for number in range(1, most + 1)})
        self._conclude(page, words)
        self._page(f"{page}/summary")
        self.phone.post(f"{page}/summary", do="make")
        handed = {"person": self.given["tenant"], "route": "in_person", "proof": "At the door.", "told": "now"}
        self.phone.post(f"{page}/summary", **handed)
        return words, self._order(at, self._page(at))

    def _page(self, address):
        status, _, page = self.phone.ask("GET", address)
        assert status == 200, (address, status, page[-2000:])
        return page

    def _keep(self, page, boxes):
        """Keep what is written. Told that it is kept elsewhere, they look, and it is their own that came through."""
        times = KEPT_TIMES.search(self._page(page))[1].decode()
        status, _, answer = self.phone.ask("POST", page, {**boxes, "kept_times": times, "do": "keep"})
        if status == 302:
            return
        assert status == 422, (status, answer[-2000:])
        there = unescape(self._page(page).decode())
        assert all(words in there for words in boxes.values()), (boxes, there)

    def _conclude(self, page, words):
        """Conclude, and look again where the line was cut."""
        boxes = {f"room-{number}-words": said for number, said in enumerate(words, 1)}
        boxes |= {f"room-{number}-name": f"Room {number}" for number in range(1, 4)}
        boxes |= {"found": "significant", "hazard": "damp_and_mould", "causes": "There is no fan.", "told": "now"}
        boxes |= {"is_in_person": "in_person", "competence": "Damp surveyor for nine years"}
        for number, purpose in ((1, "make_safe"), (2, "prevent")):
            boxes |= {f"recommend-{number}-purpose": purpose, f"recommend-{number}-words": "Wash the mould off."}
            boxes |= {f"recommend-{number}-{when}-{part}": value for when in ("begin", "finish") for part, value in DAY}
        for _ in range(20):
            shown = self._page(page)
            times = KEPT_TIMES.search(shown)
            if times is None:
                return
            status, _, answer = self.phone.ask(
                "POST", page, {**boxes, "kept_times": times[1].decode(), "do": "conclude"}
            )
            assert status in (200, 302, 422), (status, answer[-2000:])
        raise AssertionError(f"It cannot be concluded: {answer[-3000:]}")

    def _order(self, at, page):
        """Order the first of what is recommended, and tell that it is done."""
        address = f"{at}/works/new?recommended={RECOMMENDED.search(page)[1].decode()}"
        key = KEY.search(self._page(address))[1].decode()
        self.phone.post(
            address,
            key=key,
            purpose="make_safe",
            trade="damp",
            contractor=self.given["contractor"],
            instruction="Wash the wall.",
            lines="",
            time="",
            **{f"wanted-{part}": value for part, value in DAY},
        )
        order = ORDERED.search(self._page(at))[1].decode()
        tell = f"/desk/works/{order}/told/done"
        key = KEY.search(self._page(tell))[1].decode()
        self.phone.post(tell, key=key, told="now", words="")
        return order


def _in_two_days():
    from datetime import UTC, datetime, timedelta

    day = datetime.now(UTC) + timedelta(days=2)
    return (("day", str(day.day)), ("month", str(day.month)), ("year", str(day.year)))


DAY = _in_two_days()
