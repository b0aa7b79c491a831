"""Where the desk's pages are."""

from __future__ import annotations

from django.urls import path

from putright.web.desk.case.doing import add_photos, changed, finish_report, keep_promise, say, take_on_report
from putright.web.desk.case.matching import match_report, same
from putright.web.desk.case.neighbours import look, neighbours
from putright.web.desk.case.page import case, why
from putright.web.desk.case.risk import progress, risk, stop_waiting, waiting
from putright.web.desk.case.scope import in_scope, scope
from putright.web.desk.case.stating import correct_fact, state_fact, what_happened
from putright.web.desk.case.triage import triage
from putright.web.desk.history import history, home_history
from putright.web.desk.home import home, person
from putright.web.desk.investigation.begin import begin
from putright.web.desk.investigation.differing import which_stands
from putright.web.desk.investigation.emergency import emergency
from putright.web.desk.investigation.leaving import leave
from putright.web.desk.investigation.page import investigation
from putright.web.desk.investigation.photos import photos as photos_seen
from putright.web.desk.investigation.summing import summary
from putright.web.desk.notes import new_note, note_reported, note_shown
from putright.web.desk.phone_script import phone_script
from putright.web.desk.queue import forget_view, keep_view, queue_page
from putright.web.desk.report.take import choose_home, take
from putright.web.desk.search import search_page
from putright.web.desk.staying.pages import answered, offer, right, stays, step, suits
from putright.web.desk.told import read, told
from putright.web.desk.works.order import approve, photos, vary, works_order
from putright.web.desk.works.ordering import order
from putright.web.desk.works.telling import begun, check, fixed, tell_works, works

app_name = "desk"
urlpatterns = [
    path("desk", queue_page, name="queue"),
    path("desk/views/keep", keep_view, name="keep_view"),
    path("desk/views/forget", forget_view, name="forget_view"),
    path("desk/reports/<str:ref>", case, name="case"),
    path("desk/reports/<str:ref>/history", history, name="history"),
    path("desk/reports/<str:ref>/decide", triage, name="triage"),
    path("desk/reports/<str:ref>/facts", what_happened, name="what_happened"),
    path("desk/reports/<str:ref>/facts/<str:name>", state_fact, name="state_fact"),
    path("desk/reports/<str:ref>/facts/<str:name>/<int:day_zero>", correct_fact, name="correct_fact"),
    path("desk/reports/<str:ref>/done/<str:name>", keep_promise, name="done"),
    path("desk/reports/<str:ref>/take-on", take_on_report, name="take_on"),
    path("desk/reports/<str:ref>/say", say, name="say"),
    path("desk/reports/<str:ref>/changed", changed, name="changed"),
    path("desk/reports/<str:ref>/same", same, name="same"),
    path("desk/reports/<str:ref>/home", match_report, name="match"),
    path("desk/reports/<str:ref>/photos", add_photos, name="photos"),
    path("desk/reports/<str:ref>/finish", finish_report, name="finish"),
    path("desk/reports/<str:ref>/why/<int:number>", why, name="why"),
    path("desk/reports/<str:ref>/investigate", begin, name="investigate"),
    path("desk/reports/<str:ref>/which-stands", which_stands, name="which_stands"),
    path("desk/investigations/<str:ref>", investigation, name="investigation"),
    path("desk/investigations/<str:ref>/emergency", emergency, name="emergency_found"),
    path("desk/investigations/<str:ref>/photos", photos_seen, name="photos_seen"),
    path("desk/investigations/<str:ref>/summary", summary, name="summary"),
    path("desk/investigations/<str:ref>/not-done/<int:number>", leave, name="not_done"),
    path("desk/reports/<str:ref>/scope", scope, name="scope"),
    path("desk/reports/<str:ref>/scope/end", in_scope, name="in_scope"),
    path("desk/reports/<str:ref>/risk", risk, name="risk"),
    path("desk/reports/<str:ref>/waiting", waiting, name="waiting"),
    path("desk/reports/<str:ref>/waiting/progress", progress, name="progress"),
    path("desk/reports/<str:ref>/waiting/end", stop_waiting, name="stop_waiting"),
    path("desk/reports/<str:ref>/neighbours", neighbours, name="neighbours"),
    path("desk/reports/<str:ref>/neighbours/<int:number>", look, name="look"),
    path("desk/reports/<str:ref>/stays", stays, name="stays"),
    path("desk/reports/<str:ref>/stays/offer", offer, name="offer_stay"),
    path("desk/reports/<str:ref>/stays/<str:stay>/suits", suits, name="stay_suits"),
    path("desk/reports/<str:ref>/stays/<str:stay>/right", right, name="stay_right"),
    path("desk/reports/<str:ref>/stays/<str:stay>/answer", answered, name="stay_answered"),
    path("desk/reports/<str:ref>/stays/<str:stay>/<str:name>", step, name="stay_step"),
    path("desk/homes/<str:ref>", home, name="home"),
    path("desk/homes/<str:ref>/history", home_history, name="home_history"),
    path("desk/homes/<str:ref>/note", new_note, name="note"),
    path("desk/people/<str:ref>", person, name="person"),
    path("desk/notes/<str:ref>", note_shown, name="note_shown"),
    path("desk/notes/<str:ref>/report", note_reported, name="note_reported"),
    path("desk/search", search_page, name="search"),
    path("desk/report", choose_home, name="report"),
    path("desk/report/new", take, name="take"),
    path("desk/phone-script", phone_script, name="phone_script"),
    path("desk/told", told, name="told"),
    path("desk/told/read", read, name="read"),
    path("desk/reports/<str:ref>/works", works, name="works"),
    path("desk/reports/<str:ref>/works/new", order, name="order_works"),
    path("desk/reports/<str:ref>/fixed", fixed, name="fixed"),
    path("desk/works/<str:ref>", works_order, name="works_order"),
    path("desk/works/<str:ref>/vary", vary, name="vary_works"),
    path("desk/works/<str:ref>/lines/<int:number>", approve, name="approve_works"),
    path("desk/works/<str:ref>/photos", photos, name="works_photos"),
    path("desk/works/<str:ref>/begun", begun, name="works_begun"),
    path("desk/works/<str:ref>/told/<str:what>", tell_works, name="tell_works"),
    path("desk/works/<str:ref>/check", check, name="check_works"),
]
