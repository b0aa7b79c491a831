"""Where a resident's pages are."""

from __future__ import annotations

from django.urls import path

from putright.web.photos import photo
from putright.web.resident.front import accessibility, front
from putright.web.resident.home import home
from putright.web.resident.law import duty, law
from putright.web.resident.printable import printable
from putright.web.resident.report.begin import report
from putright.web.resident.report.finishing import check, emergency, forget, sent
from putright.web.resident.report.photos import photos
from putright.web.resident.report.question import question
from putright.web.resident.told.adding import add, not_right
from putright.web.resident.told.page import told, why_told
from putright.web.resident.told.staying import stay
from putright.web.resident.told.summary import come, summary
from putright.web.resident.told.works import fixed
from putright.web.resident.why import why

app_name = "resident"
urlpatterns = [
    path("", front, name="front"),
    path("law", law, name="law"),
    path("law/<str:name>", duty, name="duty"),
    path("why", why, name="why"),
    path("accessibility", accessibility, name="accessibility"),
    path("report", report, name="report"),
    path("report/form", printable, name="printable"),
    path("report/photos", photos, name="photos"),
    path("report/check", check, name="check"),
    path("report/sent", sent, name="sent"),
    path("report/emergency", emergency, name="emergency"),
    path("report/forget", forget, name="forget"),
    path("report/<str:key>", question, name="question"),
    path("home", home, name="home"),
    path("reports/<str:ref>", told, name="told"),
    path("reports/<str:ref>/add", add, name="add"),
    path("reports/<str:ref>/not-right", not_right, name="not_right"),
    path("summaries/<str:ref>", summary, name="summary"),
    path("summaries/<str:ref>/come", come, name="come"),
    path("reports/<str:ref>/fixed", fixed, name="fixed"),
    path("reports/<str:ref>/why/<str:name>", why_told, name="why_told"),
    path("reports/<str:ref>/stays/<str:stay>", stay, name="stay"),
    path("photos/<str:ref>", photo, name="photo"),
]
