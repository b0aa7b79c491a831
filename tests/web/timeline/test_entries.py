"""The last that happened, which is read without all that came before it."""

import pytest

from putright.hazards.actions import hear
from putright.record.models import About, Audience
from putright.web.timeline.entries import latest, timeline
from tests.web.desk.office import NOW, hours_ago, told
from tests.web.resident import street

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    street.landlord()
    return street.tenant(street.home())


@pytest.fixture
def mould(amina):
    return told(amina, at=hours_ago(2))


@pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 13, 100])
def test_the_last_that_happened_are_the_last_of_all_that_happened(amina, mould, most):
    abouts = (mould.about, mould.case.about)
    for number in range(4):
        hear(
            report=mould,
            kind="more",
            words=f"And {number}.",
            sent_with=f"{number:043}",
            person=amina,
            by=amina.account.code,
            at=hours_ago(1 - number / 4),
        )
    late = []
    for at in (NOW, hours_ago(-24 * 30)):
        whole = timeline(abouts, reader=Audience.STAFF, at=at)
        late.append(sum(entry.is_late for entry in whole))
        assert latest(abouts, at=at, most=most) == whole[-most:]
    assert late[0] < late[1]


def test_of_nothing_nothing_happened_last():
    assert latest((About("repairs.report", "7KQ2M4XD9T"),), at=NOW, most=6) == []
