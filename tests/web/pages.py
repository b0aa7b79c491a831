"""Every page in every state, and what a page's HTML holds."""

from functools import cache
from html.parser import HTMLParser

EMERGENCY = "duty=hazards.emergency_make_safe"
TEN_DAYS = "duty=hazards.significant_investigate"


def asked(duty, day, month, year, **more):
    """The calculator's address, filled in."""
    said = {"start-day": day, "start-month": month, "start-year": year, **more}
    return f"/why?{duty}&" + "&".join(f"{name.replace('__', '-')}={value}" for name, value in said.items())


# What it is: where it is, and with what status it answers.
PAGES = {
    "front": ("/", 200),
    "law": ("/law", 200),
    "law, some found": ("/law?words=24+hours", 200),
    "law, none found": ("/law?words=zzzz", 200),
    "a duty": ("/law/hazards.emergency_make_safe", 200),
    "a duty with two headings": ("/law/hazards.preventative_work_start", 200),
    "a duty that can be extended": ("/law/complaints.stage_1_respond", 200),
    "a duty nobody knows": ("/law/hazards.emergency_make_saef", 404),
    "choose": ("/why", 200),
    "chosen nothing": ("/why?duty=", 422),
    "ask for a day": (f"/why?{TEN_DAYS}", 200),
    "ask for a day and a time": (f"/why?{EMERGENCY}", 200),
    "ask for two days": ("/why?duty=hazards.preventative_work_start", 200),
    "nothing entered": (asked(EMERGENCY, "", "", "", time=""), 422),
    "three things wrong": (asked(EMERGENCY, 32, 13, "soon", time="25:99"), 422),
    "a time that came twice": (asked(EMERGENCY, 25, 10, 2026, time="01:30"), 422),
    "answer in hours": (asked(EMERGENCY, 24, 12, 2026, time="22:15"), 200),
    "answer in working days": (asked(TEN_DAYS, 18, 12, 2026), 200),
    "answer in weeks": (asked("duty=hazards.preventative_work_start", 24, 12, 2026), 200),
    "answer counted back": (asked("duty=hazards.access_notice", 24, 12, 2026, time="10:00"), 200),
    "answer with no date": (asked("duty=hazards.works_finish", 24, 12, 2026), 200),
    "answer not covered": (asked(TEN_DAYS, 24, 11, 2026, hazard="excess_cold"), 200),
    "accessibility": ("/accessibility", 200),
    "no such page": ("/no-such-page", 404),
}


class Page(HTMLParser):
    """A page's HTML, as far as the tests ask about it."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text = [], ""
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attributes}}
        self.elements.append(element)
        if tag not in ("meta", "link", "input", "br", "img", "hr"):
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        self.text += data
        for element in self._open:
            element["text"] += data

    def all(self, tag, **wanted):
        """The elements with this tag and these attributes."""
        return [
            element
            for element in self.elements
            if element["tag"] == tag and all(element.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag, **wanted):
        """The only such element."""
        [element] = self.all(tag, **wanted)
        return element

    def words(self, tag, **wanted):
        """What each such element says, its spaces made single."""
        return [" ".join(element["text"].split()) for element in self.all(tag, **wanted)]

    @property
    def ids(self):
        return [element["id"] for element in self.elements if "id" in element]

    @property
    def summary(self):
        """The links of the error summary: what each says, and the id it leads to."""
        html = [e for e in self.elements if "govuk-error-summary" in e.get("class", "").split()]
        if not html:
            return {}
        links = [e for e in self.all("a") if e.get("href", "").startswith("#") and e["href"] != "#main"]
        return {" ".join(link["text"].split()): link["href"][1:] for link in links}


@cache
def read(html):
    """A page that many tests ask about, read once."""
    return Page(html)


def load(client, path, status=200):
    """The page at an address, which answers with this status."""
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return Page(response.content.decode())
