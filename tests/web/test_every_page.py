"""What is true of every page, whatever it is about."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.web import checks
from tests.web.pages import PAGES, load

# The front page asks who the landlord is.
pytestmark = pytest.mark.django_db
every_page = pytest.mark.parametrize("path, status", PAGES.values(), ids=PAGES)


@every_page
def test_says_what_it_is_once_and_in_which_language(client, path, status):
    checks.says_what_it_is_once_and_in_which_language(load(client, path, status))


def test_no_two_pages_have_the_same_title(client):
    # One page with other errors on it is still that page.
    checks.no_two_have_the_same_title({name: load(client, *page) for name, page in PAGES.items() if page[1] != 422})


@every_page
def test_uses_an_id_once_and_every_link_within_it_leads_somewhere(client, path, status):
    checks.uses_an_id_once_and_every_link_within_it_leads_somewhere(load(client, path, status))


@every_page
def test_every_input_has_a_label(client, path, status):
    checks.every_input_has_a_label(load(client, path, status))


@every_page
def test_an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(client, path, status):
    page = load(client, path, status)
    checks.an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(page, status)


@every_page
def test_needs_no_script_and_hides_no_style_in_itself(client, path, status):
    checks.needs_no_script_and_hides_no_style_in_itself(load(client, path, status))


@every_page
def test_loads_nothing_from_elsewhere(client, path, status):
    checks.loads_nothing_from_elsewhere(load(client, path, status))


@every_page
def test_links_that_say_the_same_lead_to_the_same_place(client, path, status):
    checks.links_that_say_the_same_lead_to_the_same_place(load(client, path, status))


@every_page
def test_forbids_what_a_page_of_ours_never_does(client, path, status):
    response = client.get(path)
    checks.forbids_what_a_page_of_ours_never_does(response.headers)
    assert response.cookies == {}


def test_every_link_to_a_page_of_ours_finds_it(client):
    links = {
        urlsplit(urljoin(path, link["href"]))._replace(fragment="").geturl()
        for path, status in PAGES.values()
        for link in load(client, path, status).all("a")
        if not link["href"].startswith(("http", "tel:", "#"))
    }
    assert len(links) > 100
    for link in links - {path for path, _ in PAGES.values()}:
        # Where people sign in first, they are led to the page that asks them to.
        assert client.get(link, follow=True).status_code == 200, link


def test_no_page_can_be_left_out_of_these_tests():
    tried = {path.split("?")[0].partition("/law/")[0] or "/law/" for path, _ in PAGES.values()}
    from putright.web.resident.urls import urlpatterns

    known = {"/" + str(pattern.pattern).partition("<")[0] for pattern in urlpatterns}
    # Those that need a landlord and people are tried in tests/web/resident.
    with_people = {address for address in known if address.startswith(("/report", "/home", "/photos", "/summaries"))}
    assert known - with_people <= tried


@pytest.mark.parametrize("path", ["/", "/law", "/law/hazards.emergency_make_safe", "/why", "/accessibility"])
def test_a_page_that_only_shows_changes_nothing_and_says_so(path):
    strict = Client(enforce_csrf_checks=True)
    assert strict.head(path).status_code == 200
    assert strict.post(path).status_code == 403
    assert Client().post(path).status_code == 405


def test_templates_are_strict():
    [engine] = settings.TEMPLATES
    assert engine["OPTIONS"]["environment"] == "putright.web.environment.environment"
    from putright.web.environment import environment

    with pytest.raises(Exception, match="'nobody' is undefined"):
        environment().from_string("{{ nobody }}").render()
    assert environment().from_string("{{ name }}").render(name="<b>&") == "&lt;b&gt;&amp;"
