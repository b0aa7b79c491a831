"""What somebody writes while they look: the visit, each room, what was found, and what should be done about it.

Every box is kept as it was typed, whole or not, and is read only when the investigation concludes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.hazards.findings import Findings, Recommended, Seen
from putright.hazards.models import Investigation, Measurement, Recommendation
from putright.law.hazard_types import hazard_types
from putright.web.forms import Form
from putright.web.forms.day import PARTS, DayField
from putright.web.forms.when import NOW, NowOrEarlierForm
from putright.web.forms.words import WordsField

LONGEST_WORDS = 5_000
MOST_ROOMS = MOST_RECOMMENDED = 20
IN_PERSON, REMOTE = "in_person", "remote"
HOW = ((IN_PERSON, "In person, at the home"), (REMOTE, "Without a visit, such as by phone, video or photos"))
NOT_SAID = ("", "Choose one")
# What a meter can show, so that a slip of the finger is seen.
LIMITS: Mapping[str, tuple[int, int]] = {
    Measurement.Of.HUMIDITY: (0, 100),
    Measurement.Of.AIR: (-30, 60),
    Measurement.Of.SURFACE: (-30, 90),
    Measurement.Of.DAMP: (0, 100),
    Measurement.Of.MOULD: (0, 500),
}


class VisitForm(NowOrEarlierForm):
    """How it was looked into, by whom, and what it came to."""

    is_in_person = forms.ChoiceField(choices=HOW)
    competence = WordsField(most=500, missing="Say what makes you able to judge this hazard: training, or years of it.")
    present = WordsField(most=300, one_line=True)
    found = forms.ChoiceField(choices=Investigation.Found.choices)
    hazard = forms.ChoiceField(required=False)
    causes = WordsField(most=LONGEST_WORDS)
    why = WordsField(most=LONGEST_WORDS)
    needs_further = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        kinds = [(kind.slug, kind.name) for kind in hazard_types().values()]
        self.fields["hazard"].choices = [NOT_SAID, *kinds]  # type: ignore[attr-defined]
        for name, missing in (
            ("is_in_person", "Choose whether you went there."),
            ("found", "Choose what you found."),
            ("hazard", "Choose one of those listed."),
        ):
            self.fields[name].error_messages |= {"required": missing, "invalid_choice": missing}


class RoomForm(Form):
    """What was seen in one room, and measured there."""

    name = WordsField(most=100, one_line=True)
    words = WordsField(most=LONGEST_WORDS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, number: int) -> None:
        super().__init__(data, prefix=f"room-{number}")
        self.number = number
        for of in Measurement.Of:
            low, high = LIMITS[of]
            self.fields[of.value] = _Measure(of.label, low, high)

    def clean(self) -> dict[str, Any]:
        """What was seen was seen somewhere."""
        if any(self.cleaned_data.values()) and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", ValidationError("Say which room it is, or where."))
        return self.cleaned_data

    @property
    def measures(self) -> list[Any]:
        """The boxes of what can be measured."""
        return [self[of.value] for of in Measurement.Of]

    def summary(self) -> list[dict[str, str]]:
        """What is to be put right, and in which room."""
        return [{**each, "text": f"Room {self.number}. {each['text']}"} for each in super().summary()]

    @property
    def seen(self) -> Seen:
        """What was seen."""
        measured = {of.value: self.cleaned_data[of.value] for of in Measurement.Of}
        return Seen(
            name=self.cleaned_data["name"],
            words=self.cleaned_data["words"],
            measured={of: value for of, value in measured.items() if value is not None},
        )


class RecommendForm(Form):
    """One thing that should be done, and by when; or why it is not going to be."""

    purpose = forms.ChoiceField(choices=Recommendation.Purpose.choices)
    words = WordsField(most=LONGEST_WORDS)
    begin = DayField(required=False)
    finish = DayField(required=False)
    why_not = WordsField(most=LONGEST_WORDS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, number: int) -> None:
        super().__init__(data, prefix=f"recommend-{number}")
        self.number = number
        for code in ("required", "invalid_choice"):
            self.fields["purpose"].error_messages[code] = "Choose what it is for."

    def summary(self) -> list[dict[str, str]]:
        """What is to be put right, in which work, and of which of its two days."""
        days = {f"{self.prefix}-{name}": words for name, words in (("begin", ", to begin"), ("finish", ", to finish"))}
        said = []
        for each in super().summary():
            of = next((words for box, words in days.items() if each["href"].startswith(f"#{box}-")), "")
            said.append({**each, "text": f"Work {self.number}{of}. {each['text']}"})
        return said

    @property
    def recommended(self) -> Recommended:
        """What should be done."""
        said = self.cleaned_data
        return Recommended(
            purpose=said["purpose"],
            words=said["words"],
            begin_on=said["begin"],
            finish_on=said["finish"],
            why_not=said["why_not"],
        )


class _Measure(forms.Field):
    """A number off a meter, with a comma or a point; nothing, where nothing was measured."""

    def __init__(self, label: str, low: int, high: int) -> None:
        super().__init__(required=False, label=label)
        self.low, self.high = low, high

    def clean(self, value: Any) -> Decimal | None:
        """The number, to two places."""
        typed = str(value or "").strip().removesuffix("%").strip().replace(",", ".")
        if not typed:
            return None
        digits = typed.removeprefix("-").replace(".", "", 1)
        if not (digits.isascii() and digits.isdigit() and len(digits) < 8):
            raise ValidationError(f"{self.label}: enter a number, such as 17 or 17.5, or leave it empty.")
        number = Decimal(typed).quantize(Decimal("0.01"))
        if not self.low <= number <= self.high:
            raise ValidationError(f"{self.label}: {typed} cannot be. It is from {self.low} to {self.high}.")
        return number


@dataclass(frozen=True, slots=True)
class Writing:
    """All of it on the page: as it was kept, or as it is sent."""

    visit: VisitForm
    rooms: tuple[RoomForm, ...]
    recommended: tuple[RecommendForm, ...]

    @property
    def forms(self) -> Iterator[Form]:
        """Every form with something in it, and the visit, in the order of the page."""
        yield self.visit
        yield from filled(self.rooms)
        yield from filled(self.recommended)

    def is_valid(self) -> bool:
        """Whether every box can be read."""
        # Each is read, so that all that is wrong is said at once.
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @property
    def findings(self) -> Findings:
        """What was found, once it is valid."""
        said, moment = self.visit.cleaned_data, self.visit.moment
        assert moment is not None, "a valid form has its moment"
        return Findings(
            concluded_at=moment,
            is_in_person=said["is_in_person"] == IN_PERSON,
            competence=said["competence"],
            present=said["present"],
            found=said["found"],
            hazard=said["hazard"],
            causes=said["causes"],
            why=said["why"],
            needs_further=said["needs_further"],
            rooms=tuple(form.seen for form in self.rooms if form in filled(self.rooms)),
            recommended=tuple(form.recommended for form in filled(self.recommended)),
        )

    def put(self, missing: Iterable[tuple[str, str]]) -> None:
        """Put each sentence about what is missing beside its box."""
        rooms, recommended = filled(self.rooms) or self.rooms[:1], filled(self.recommended) or self.recommended[:1]
        for box, sentence in missing:
            kind, _, rest = box.partition("-")
            if kind not in ("room", "recommend"):
                self.visit.add_error(box, sentence)
                continue
            number, _, name = rest.partition("-")
            form = (rooms if kind == "room" else recommended)[int(number) - 1]
            field, _, part = name.partition("-")
            form.add_error(field, ValidationError(sentence, part or None))

    @property
    def errors(self) -> list[dict[str, str]]:
        """Whether there is anything to put right."""
        return self.summary()

    def summary(self) -> list[dict[str, str]]:
        """All that is to be put right, in the order of the page."""
        return [
            each
            for form in (self.visit, *self.rooms, *self.recommended)
            if form.is_bound and form.errors
            for each in form.summary()
        ]


def writing(boxes: Mapping[str, Any], *, at: datetime, is_sent: bool) -> Writing:
    """The page with what was typed, and one more room and one more thing to do where it is not sent to be concluded."""
    boxes = {"told": NOW, **boxes}
    rooms = max((_number(name, "room") for name in boxes if boxes[name]), default=0)
    recommended = max((_number(name, "recommend") for name in boxes if boxes[name]), default=0)
    visit = VisitForm(boxes, at=at)
    more = 0 if is_sent else 1
    page = Writing(
        visit,
        tuple(RoomForm(boxes, number=number) for number in range(1, min(max(rooms + more, 1), MOST_ROOMS) + 1)),
        tuple(
            RecommendForm(boxes, number=number)
            for number in range(1, min(max(recommended + more, 1), MOST_RECOMMENDED) + 1)
        ),
    )
    if not is_sent:
        # What is only kept is shown as it was typed, and nobody is told off for what is not there yet.
        for form in (visit, *page.rooms, *page.recommended):
            form.is_read = False
    return page


def filled(given: Iterable[RoomForm | RecommendForm]) -> tuple[Any, ...]:
    """Those in which anything was typed; which kind of work it is for is chosen from the first, and says nothing."""
    return tuple(form for form in given if any(_typed(form, name) for name in form.fields if name != "purpose"))


def _typed(form: Form, name: str) -> bool:
    html = form[name].html_name
    return any(str(form.data.get(box, "")).strip() for box in (html, *(f"{html}-{part}" for part in PARTS)))


def _number(name: str, kind: str) -> int:
    """Which room or recommendation a box belongs to; no other."""
    of, _, rest = name.partition("-")
    number = rest.partition("-")[0]
    is_one = of == kind and number.isascii() and number.isdigit() and not rest.endswith("-purpose")
    return int(number) if is_one and len(number) < 3 and int(number) <= MOST_ROOMS else 0
