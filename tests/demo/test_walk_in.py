"""Walking in without a password: at Larkfield, and nowhere else."""

import pytest
from django.test import Client

from putright.accounts import actions as accounts
from putright.demo.larkfield import email_of, larkfield
from putright.demo.staff import open_landlord
from putright.homes.actions import set_landlord

pytestmark = pytest.mark.django_db
KEYS = [one.key for one in larkfield().walk_in]


@pytest.fixture
def invented(at, settings):
    """Larkfield, with those who work there and one resident, served to be looked at."""
    settings.DEMO = True
    open_landlord(larkfield(), at)
    return accounts.open_account(by="test", at=at, email=email_of("selam"))


def test_everybody_is_named_with_what_they_come_for(client, invented):
    page = client.get("/walk-in")
    said = page.content.decode()
    assert page.status_code == 200
    for one in larkfield().walk_in:
        assert one.title in said and f'value="{one.key}"' in said
    assert len(page.content) < 150_000
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("key", KEYS)
def test_one_walks_in_and_comes_to_their_page(client, invented, key):
    answer = client.post("/walk-in", {"as": key})
    who = {one.key: one.who for one in larkfield().walk_in}[key]
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    assert client.get("/walk-in").wsgi_request.user.email == email_of(who)


def test_staff_are_not_asked_for_a_second_factor_that_nobody_has(client, invented):
    assert client.post("/walk-in", {"as": "surveyor"}).url == "/desk"
    assert client.post("/walk-in", {"as": "board"}).url == "/board"
    assert client.post("/walk-in", {"as": "resident"}).url == "/home"


def test_walking_in_as_another_leaves_nothing_of_the_first(client, invented):
    client.post("/walk-in", {"as": "surveyor"})
    first = client.session.session_key
    client.post("/walk-in", {"as": "resident"})
    assert client.session.session_key != first
    assert client.get("/desk").status_code == 404


@pytest.mark.parametrize("key", ["", "administrator", "nikhil.chakrabarty", "resident ", "\x00", "é" * 5000])
def test_nobody_else_can_be_walked_in_as(client, invented, key):
    assert client.post("/walk-in", {"as": key}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_form_of_another_site_walks_nobody_in(invented):
    assert Client(enforce_csrf_checks=True).post("/walk-in", {"as": "surveyor"}).status_code == 403


def missing(client):
    """What a page that is not there answers."""
    answer = client.get("/walk-inn")
    return answer.status_code, answer.content


@pytest.mark.parametrize("is_served", [True, False], ids=["asked to be shown", "not asked"])
def test_where_the_landlord_is_real_there_is_no_such_page(client, invented, settings, at, is_served):
    set_landlord(by="test", at=at, is_demo=False)
    settings.DEMO = is_served
    for answer in (client.get("/walk-in"), client.post("/walk-in", {"as": "surveyor"})):
        assert (answer.status_code, answer.content) == missing(client)
    assert "_auth_user_id" not in client.session


def test_where_it_is_not_to_be_shown_there_is_no_such_page_even_at_larkfield(client, invented, settings):
    settings.DEMO = False
    assert client.post("/walk-in", {"as": "surveyor"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_where_nobody_is_yet_there_is_no_such_page(client, settings):
    settings.DEMO = True
    assert client.get("/walk-in").status_code == 404
