"""Every page in every state, in a real browser: for everyone, on anything."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.pages import PAGES

every_page = pytest.mark.parametrize("path", [path for path, _ in PAGES.values()], ids=PAGES)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIT = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SPACED = """for (const e of document.querySelectorAll('*'))
    Object.assign(e.style, {lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em'})"""
# What somebody aims a finger at, unless it is a link inside a sentence, and how far across and down it is.
TARGETS = """[...document.querySelectorAll('button, input:not([type=hidden], .govuk-radios__input), select, summary,'
    + ' .govuk-button, .masthead a, .door__link, .govuk-radios__label, .duty__title a, .foot__list a, .govuk-back-link')]
    .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .map(([what, box]) => [what, Math.round(box.width), Math.round(box.height)])"""


@every_page
def test_axe_finds_nothing(open_page, path):
    page = open_page(path, width=390, scripts=True)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert faults(page) == []


def faults(page):
    """What axe finds on a page: the rule and the first place that breaks it."""
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]


@every_page
def test_nothing_is_cut_off_on_the_narrowest_phone_or_at_400_per_cent(open_page, path):
    # 1280 pixels at 400 per cent are 320, and what is left of the height is 256.
    page = open_page(path, width=320, height=256)
    assert page.evaluate(FIT)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(FIT), "from right to left"
    page.evaluate(SPACED)
    assert page.evaluate(FIT), "with the letters spaced as some people need"


@every_page
def test_nothing_is_cut_off_when_letters_are_twice_as_big(open_page, path):
    page = open_page(path, width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(FIT)


@every_page
def test_a_page_can_be_read_from_right_to_left(open_page, path):
    page = open_page(path)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(FIT)
    assert left_of(page, ".masthead__list") < left_of(page, ".wordmark")
    heading = page.locator("h1").bounding_box()
    assert heading["x"] + heading["width"] > 1000


def left_of(page, what):
    """Where something begins, from the left of the screen."""
    return page.locator(what).bounding_box()["x"]


@every_page
def test_what_a_finger_aims_at_is_big_enough(open_page, path):
    page = open_page(path, width=390)
    small = [target for target in page.evaluate(TARGETS) if target[2] < 24 or target[1] < 24]
    assert small == []


@every_page
def test_is_light_enough_for_an_old_phone(chromium, address, path):
    weights = {}
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.on("requestfinished", lambda request: weights.update({request.url: len(request.response().body())}))
    page.goto(address + path, wait_until="networkidle")
    context.close()
    assert any("woff2" in url for url in weights) and any("putright.css" in url for url in weights)
    assert sum(weights.values()) < 150_000, sorted(weights.items(), key=lambda item: -item[1])


@every_page
def test_prints_on_paper_in_the_font_we_chose(open_page, path):
    page = open_page(path)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Atkinson')
    page.emulate_media(media="print")
    assert page.locator(".masthead__nav").is_hidden() and page.locator("h1").is_visible()
    assert page.pdf().startswith(b"%PDF")
