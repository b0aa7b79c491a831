"""When something is wrong, a page says so in plain words and blames nobody."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from tests.web.pages import Page, load


def test_a_page_that_is_not_there_says_so_kindly(client):
    page = load(client, "/no-such-page", 404)
    assert page.words("h1") == ["We could not find that page"]


@pytest.mark.parametrize(
    "name, meant",
    [
        ("hazards.emergency_make_saef", "/law/hazards.emergency_make_safe"),
        ("Hazards.Emergency_Make_Safe", "/law/hazards.emergency_make_safe"),
        ("emergency_make_safe", "/law/hazards.emergency_make_safe"),
    ],
)
def test_a_duty_that_is_not_there_suggests_those_near_it(client, name, meant):
    page = load(client, f"/law/{name}", 404)
    assert meant in [link["href"] for link in page.all("a")]


@pytest.mark.parametrize("name", ["%00", "x" * 10_000, "%F0%9F%8F%9A", "<script>", "..", "%ED%A0%80", "%e2%80%ae"])
def test_a_strange_name_is_only_a_duty_nobody_knows(client, name):
    page = load(client, f"/law/{name}", 404)
    assert page.all("script") == []
    assert len(page.text) < 3000 and "\x00" not in page.text


@pytest.mark.django_db
def test_a_fault_of_ours_is_said_to_be_ours(monkeypatch):
    def fall_over(*_):
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("putright.web.resident.front.render", fall_over)
    response = Client(raise_request_exception=False).get("/")
    page = Page(response.content.decode())
    assert response.status_code == 500
    assert page.words("h1") == ["Sorry, something went wrong here"]
    assert "secret" not in page.text and "The fault is ours" in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("why", [OperationalError, InterfaceError])
def test_when_our_records_cannot_be_reached_it_says_for_how_long_and_what_is_kept(monkeypatch, why):
    def fall_over(*_):
        raise why("connection to 10.1.2.3 failed")

    monkeypatch.setattr("putright.web.resident.front.render", fall_over)
    response = Client(raise_request_exception=False).get("/")
    page = Page(response.content.decode())
    assert response.status_code == 503 and response["Retry-After"] == "10"
    assert page.words("h1") == ["Sorry, we cannot reach our records just now"]
    assert "What we had told you we have, we still have." in page.text and "0800 111 999" in page.text
    assert "10.1.2.3" not in page.text and "no-store" in response["Cache-Control"]


def test_what_we_cannot_read_is_turned_back_in_words(client):
    response = client.get("/", headers={"host": "somebody.else"})
    assert response.status_code == 400
    assert Page(response.content.decode()).words("h1") == ["We could not read what was sent"]


def test_a_form_from_an_old_page_is_turned_back_in_words():
    response = Client(enforce_csrf_checks=True).post("/why")
    assert response.status_code == 403
    assert Page(response.content.decode()).words("h1") == ["We could not be sure that was you"]


def test_a_page_for_someone_else_is_turned_back_in_words(rf):
    from django.core.exceptions import PermissionDenied
    from django.views.defaults import permission_denied

    response = permission_denied(rf.get("/"), PermissionDenied("why not"))
    page = Page(response.content.decode())
    assert response.status_code == 403 and page.words("h1") == ["You cannot see this page"]
    assert "why not" not in page.text


@pytest.mark.parametrize("name", ["404", "500", "503", "403", "400", "403_csrf"])
def test_every_error_page_stands_by_itself(name):
    from django.template.loader import get_template

    page = Page(get_template(f"{name}.html").render())
    assert len(page.all("h1")) == 1 and page.one("html")["lang"] == "en-GB"
    assert "/" in [link["href"] for link in page.all("a")]
