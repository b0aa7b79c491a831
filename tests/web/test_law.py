"""The law in plain words."""

from datetime import date

import pytest

from putright.law.areas import areas
from putright.law.loading import register
from putright.web.in_words import periods
from putright.web.resident import law
from tests.web.pages import load

DUTIES = register().duties.values()


def test_lists_every_duty_under_its_area(client):
    page = load(client, "/law")
    links = {link["href"] for link in page.all("a")}
    assert {f"/law/{duty.name}" for duty in DUTIES} <= links
    assert page.words("h2") == [area.title for area in areas().values()]


def test_every_duty_says_how_soon_since_when_and_how_well_we_know_it(client):
    page = load(client, "/law")
    for duty, said in zip(
        (d for area in areas().values() for d in area.duties), page.words("p", **{"class": "duty__facts"})
    ):
        version = duty.versions[-1]
        assert str(periods(duty, date.today())[0])[1:] in said
        assert f"{version.since:%B %Y}" in said
        assert ("Second-hand" in said or "Not confirmed" in said) is not version.citation.is_first_hand


def test_finds_by_words(client):
    page = load(client, "/law?words=24+hours")
    links = [link["href"] for link in page.all("a") if link["href"].startswith("/law/")]
    assert "/law/hazards.emergency_make_safe" in links
    assert "/law/hazards.significant_investigate" not in links
    assert f"{len(links)} of {len(DUTIES)} match “24 hours”." in " ".join(page.text.split())
    assert page.one("input", name="words")["value"] == "24 hours"


def test_says_when_nothing_is_found_and_what_to_try(client):
    page = load(client, "/law?words=zzzz")
    assert "We found nothing for “zzzz”. Try one short word" in page.text
    assert page.all("details") == []


@pytest.mark.parametrize("words", ["", "   ", "%00", "%0a", "+" * 500])
def test_looking_for_nothing_shows_everything(client, words):
    if words == "%00":
        assert load(client, "/law?words=%00").all("details") == []
        return
    assert len(load(client, f"/law?words={words}").all("details")) == len(register().areas)


@pytest.mark.parametrize(
    "words", ["x" * 10_000, "%3Cscript%3E", "%ED%A0%80", "%E2%80%AE", "'; drop", "%25", "(((", "\\"]
)
def test_any_words_may_be_looked_for(client, words):
    page = load(client, f"/law?words={words}")
    assert page.all("script") == []
    assert len(page.text) < 40_000


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_a_duty_is_told_whole(client, duty):
    page = load(client, f"/law/{duty.name}")
    text = " ".join(page.text.split())
    assert page.words("h1") == [duty.title]
    told = [duty.asks, *(end.says for end in duty.falls_away), duty.we_read_it or ""]
    for version in duty.versions:
        told += [str(version.within), version.citation.provision, version.citation.how_known]
        assert version.citation.instrument.url in [link["href"] for link in page.all("a")]
    told += [law.facts_of_area(duty.area)[start.fact].says for start in duty.starts]
    told += [law.facts_of_area(duty.area)[name].says for name in duty.met_by + duty.lasts_until]
    told += [reason.says for reason in law.never_stops(duty.area)]
    for words in told:
        assert " ".join(words.split()) in text, words
    assert ("Which kinds of hazard it covers" in text) is bool(duty.phase)


def test_a_kind_of_hazard_with_no_day_says_so(client):
    page = load(client, "/law/hazards.significant_investigate")
    rows = dict(zip(page.words("th", scope="row"), page.words("td")))
    assert rows["Damp and mould growth"] == "Since 27 October 2025"
    assert rows["Noise"] == "No day has been set"
    assert rows["Crowding and space"] == "Never"
    assert "no day had been announced" in page.text


def test_a_note_about_a_phase_is_kept_to_the_duties_it_is_about():
    assert not any("2027" in note for note in law.notes(register()["hazards.emergency_make_safe"]))
    assert any("2027" in note for note in law.notes(register()["hazards.significant_make_safe"]))
