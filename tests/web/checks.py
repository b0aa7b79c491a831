"""What is true of every page, whatever it is about: each a function of its HTML, that any list of pages can use."""

from collections import Counter

INPUTS = ("input", "select", "textarea")
# What the link of an error can lead to: something that can be filled in, or followed.
CAN_BE_PUT_RIGHT = (*INPUTS, "a")


def says_what_it_is_once_and_in_which_language(page):
    assert page.one("html")["lang"] == "en-GB"
    assert page.one("html")["dir"] == "ltr"
    assert len(page.all("h1")) == 1 and page.one("h1")["text"].strip()
    assert len(page.all("main")) == 1
    assert page.one("title")["text"].endswith(" – Putright")


def no_two_have_the_same_title(pages):
    """Of pages by name."""
    titles = Counter(page.one("title")["text"] for page in pages.values())
    assert [title for title, times in titles.items() if times > 1] == []


def uses_an_id_once_and_every_link_within_it_leads_somewhere(page):
    assert [name for name, times in Counter(page.ids).items() if times > 1] == []
    within = {e["href"][1:] for e in page.all("a") if e.get("href", "").startswith("#")}
    described = {
        name
        for e in page.elements
        for key in ("aria-describedby", "aria-labelledby", "for")
        for name in e.get(key, "").split()
    }
    assert (within | described) - set(page.ids) == set()


def every_input_has_a_label(page):
    labelled = {label["for"] for label in page.all("label") if label["text"].strip()}
    inputs = [e for e in page.elements if e["tag"] in INPUTS and e.get("type") != "hidden"]
    assert [e["name"] for e in inputs if e.get("id") not in labelled] == []


def an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(page, status):
    assert bool(page.summary) == page.one("title")["text"].startswith("Error: ") == (status == 422)
    places = {e["id"] for e in page.elements if e["tag"] in CAN_BE_PUT_RIGHT and "id" in e}
    assert set(page.summary.values()) <= places


def needs_no_script_and_hides_no_style_in_itself(page, besides=()):
    """A script that only helps is a file of ours, named in `besides`; the page does all it does without it."""
    assert [e for e in page.all("script") if e.get("src") not in besides or e["text"].strip()] == []
    assert page.all("style") == []
    assert [e for e in page.elements if any(name == "style" or name.startswith("on") for name in e)] == []


def loads_nothing_from_elsewhere(page, besides=()):
    loaded = [e.get("src") or e.get("href") for e in page.elements if e["tag"] in ("link", "img", "iframe")]
    assert loaded and all(address.startswith(("/static/", *besides)) for address in loaded)


def links_that_say_the_same_lead_to_the_same_place(page):
    leads = {}
    for link in page.all("a"):
        leads.setdefault(" ".join(link["text"].split()), set()).add(link["href"])
    assert {words: where for words, where in leads.items() if len(where) > 1} == {}


def forbids_what_a_page_of_ours_never_does(headers):
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
