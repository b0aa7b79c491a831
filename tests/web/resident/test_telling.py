"""Telling us of something, page by page."""

import pytest

from putright.repairs.models import Report
from tests.web.resident.street import page_of, reference_on, tell

pytestmark = pytest.mark.django_db


def test_a_report_is_told_page_by_page_and_sent(client, larkfield):
    response = tell(client)
    assert response["Location"] == "/report/sent"
    page = page_of(client.get("/report/sent"))
    report = Report.objects.get()
    assert reference_on(page) == report.reference
    assert report.home == larkfield[0]
    assert report.words == "There's mould in my son's room. It smells.\n\nMy son has asthma, and it is worse."
    told = page_of(client.get(f"/reports/{report.reference}"))
    assert "There's mould in my son's room" in told.text
