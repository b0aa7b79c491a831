"""What is true of every page, whatever it is about."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.web.pages import PAGES, load

every_page = pytest.mark.parametrize("path, status", PAGES.values(), ids=PAGES)
INPUTS = ("input", "select", "textarea")


@every_page
def test_says_what_it_is_once_and_in_which_language(client, path, status):
    page = load(client, path, status)
    assert page.one("html")["lang"] == "en-GB"
    assert page.one("html")["dir"] == "ltr"
    assert len(page.all("h1")) == 1 and page.one("h1")["text"].strip()
    assert len(page.all("main")) == 1
    assert page.one("title")["text"].endswith(" – Putright")


def test_no_two_pages_have_the_same_title(client):
    # One page with other errors on it is still that page.
    shown = [page for page in PAGES.values() if page[1] != 422]
    titles = Counter(load(client, *page).one("title")["text"] for page in shown)
    assert [title for title, times in titles.items() if times > 1] == []


@every_page
def test_uses_an_id_once_and_every_link_within_it_leads_somewhere(client, path, status):
    page = load(client, path, status)
    assert [name for name, times in Counter(page.ids).items() if times > 1] == []
    within = {e["href"][1:] for e in page.all("a") if e.get("href", "").startswith("#")}
    described = {
        name
        for e in page.elements
        for key in ("aria-describedby", "aria-labelledby", "for")
        for name in e.get(key, "").split()
    }
    assert (within | described) - set(page.ids) == set()


@every_page
def test_every_input_has_a_label(client, path, status):
    page = load(client, path, status)
    labelled = {label["for"] for label in page.all("label") if label["text"].strip()}
    inputs = [e for e in page.elements if e["tag"] in INPUTS and e.get("type") != "hidden"]
    assert [e["name"] for e in inputs if e.get("id") not in labelled] == []


@every_page
def test_an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(client, path, status):
    page = load(client, path, status)
    assert bool(page.summary) == page.one("title")["text"].startswith("Error: ") == (status == 422)
    inputs = {e["id"] for e in page.elements if e["tag"] in INPUTS and "id" in e}
    assert set(page.summary.values()) <= inputs


@every_page
def test_needs_no_script_and_hides_no_style_in_itself(client, path, status):
    page = load(client, path, status)
    assert page.all("script") == page.all("style") == []
    assert [e for e in page.elements if any(name == "style" or name.startswith("on") for name in e)] == []


@every_page
def test_loads_nothing_from_elsewhere(client, path, status):
    page = load(client, path, status)
    loaded = [e.get("src") or e.get("href") for e in page.elements if e["tag"] in ("link", "img", "iframe")]
    assert loaded and all(address.startswith("/static/") for address in loaded)


@every_page
def test_links_that_say_the_same_lead_to_the_same_place(client, path, status):
    leads = {}
    for link in load(client, path, status).all("a"):
        leads.setdefault(" ".join(link["text"].split()), set()).add(link["href"])
    assert {words: where for words, where in leads.items() if len(where) > 1} == {}


@every_page
def test_forbids_what_a_page_of_ours_never_does(client, path, status):
    response = client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
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
        assert client.get(link).status_code == 200, link


def test_no_page_can_be_left_out_of_these_tests():
    tried = {path.split("?")[0].partition("/law/")[0] or "/law/" for path, _ in PAGES.values()}
    from putright.web.resident.urls import urlpatterns

    known = {"/" + str(pattern.pattern).partition("<")[0] for pattern in urlpatterns}
    assert known <= tried


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
