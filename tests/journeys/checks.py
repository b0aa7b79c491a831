"""What is true of every page in a real browser, for everyone, on anything: each a function of an open page."""

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.showing import shown

AXE = Axe().axe_script
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIT = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SPACED = """for (const e of document.querySelectorAll('*'))
    Object.assign(e.style, {lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em'})"""
# What somebody aims a finger at, unless it is a link inside a sentence, and how far across and down it is. A box to
# tick and its words are one target.
TARGETS = """[...document.querySelectorAll('button, input:not([type=hidden], .govuk-radios__input, .govuk-checkboxes__input),'
    + ' select, summary, textarea, .govuk-button, .masthead a, .door__link, .govuk-radios__label, .govuk-checkboxes__label,'
    + ' .duty__title a, .foot__list a, .govuk-back-link, .calls__number, .photos__link, .record__more a')]
    .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .map(([what, box]) => [what, Math.round(box.width), Math.round(box.height)])"""
# What has the focus, and whether it can be seen.
REACHED = """(() => { const e = document.activeElement, r = e.getBoundingClientRect();
    return [e.name && e.type === 'radio' ? 'radio ' + e.name : e === document.body ? '' : e.outerHTML.slice(0, 200),
        e === document.body || (r.width > 0 && r.height > 0)] })()"""
# The same, written down by the page itself each time that the focus moves: to ask after each key takes as long as the key.
WRITE_DOWN = f"(window.reached = [], window.addEventListener('focusin', () => window.reached.push({REACHED})))"
FROM_THE_TOP = """(document.activeElement.blur(), window.getSelection().removeAllRanges(),
    (b => { b.tabIndex = -1; b.focus(); b.removeAttribute('tabindex') })(document.body))"""
TO_REACH = """[...new Set([...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(e => e.checkVisibility()).map(e => e.type === 'radio' ? 'radio ' + e.name : e.outerHTML.slice(0, 200)))]"""
OPEN_ALL = "(window.shut = [...document.querySelectorAll('details:not([open])')]).forEach(e => e.open = true)"
SHUT_AGAIN = "window.shut.forEach(e => e.open = false)"
# Where the menu, our name and the heading begin, and where the heading ends.
SIDES = """['.masthead__list', '.wordmark', 'h1'].map(what => document.querySelector(what).getBoundingClientRect())
    .flatMap(box => [box.left, box.right])"""
HEAVIEST = 150_000


def everyone_can_use_it(chromium, answer, *, first="", printed=True):
    """All that is here, of a page as it was answered; a script is run in it `first`. It is opened once, as to open it
    takes longer than to look at it, and once more without scripts if it has any.
    """
    with shown(chromium, answer, height=900, scripts=True, weighed=True) as (page, weights):
        page.evaluate(first)
        is_light_enough_for_an_old_phone(weights)
        what_a_finger_aims_at_is_big_enough(page)
        everything_is_reached_by_keyboard_and_seen(page, written_down)
        axe_finds_nothing(page)
        nothing_is_cut_off_however_it_is_read(page)
        if printed:
            prints_on_paper_in_the_font_we_chose(page)
    if "<script" in answer.html:
        with shown(chromium, answer, height=900) as (page, _):
            what_a_finger_aims_at_is_big_enough(page)
            everything_is_reached_by_keyboard_and_seen(page, asked_each_time)
            nothing_is_cut_off_however_it_is_read(page)


def axe_finds_nothing(page):
    """On a phone and at a desk, with all that can be opened open; scripts must be on for axe."""
    page.evaluate(f"{{ {OPEN_ALL} }}; {AXE}")
    assert (found := faults(page)) == [], found
    page.set_viewport_size({"width": 1280, "height": 900})
    # No colour turns on the width of the screen (test_skin says so), and to measure them takes the longest by far.
    assert (found := faults(page, without=("color-contrast",))) == [], found
    page.evaluate(SHUT_AGAIN)


def faults(page, without=()):
    """What axe finds on a page that has it: the rule and the first place that breaks it."""
    # What passes is not described, which takes longer than to find it.
    options = {"runOnly": WCAG, "resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}}
    found = page.evaluate("options => axe.run(document, options).then(said => said.violations)", options)
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]


def nothing_is_cut_off_however_it_is_read(page):
    """From right to left; with letters twice as big; and on the narrowest phone, with letters spaced as some need."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.dir = 'rtl'")
    can_be_read_from_right_to_left(page)
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("Object.assign(document.documentElement, {dir: 'ltr'}).style.fontSize = '200%'")
    assert page.evaluate(FIT), "with letters twice as big"
    # 1280 pixels at 400 per cent are 320, and what is left of the height is 256.
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert page.evaluate(FIT), "on the narrowest phone"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(FIT), "from right to left"
    page.evaluate(SPACED)
    assert page.evaluate(FIT), "with the letters spaced as some people need"


def can_be_read_from_right_to_left(page):
    """The menu and the heading change sides."""
    assert page.evaluate(FIT)
    menu, _, name, _, _, heading_ends = page.evaluate(SIDES)
    assert menu < name
    assert heading_ends > 1000


def what_a_finger_aims_at_is_big_enough(page):
    """On a phone."""
    assert [target for target in page.evaluate(TARGETS) if target[2] < 24 or target[1] < 24] == []


def everything_is_reached_by_keyboard_and_seen(page, tabs):
    """Tab comes to everything that can be used, in the order of the page, and whatever has the focus is seen.

    `tabs` presses it so many times and gives what had the focus after each; from the very top, whatever had it before.
    """
    wanted = page.evaluate(TO_REACH)
    page.evaluate(FROM_THE_TOP)
    reached = tabs(page, len(wanted) + 5)
    if not set(wanted) <= {what for what, _ in reached}:
        reached += tabs(page, len(wanted) + 5)
    assert [what for what, is_seen in reached if not is_seen] == []
    reached = [what for what, _ in reached]
    assert set(wanted) <= set(reached)
    assert [one for one in dict.fromkeys(reached) if one in wanted][: len(wanted)] == wanted


def written_down(page, times):
    """Hold Tab down, and read what the page wrote down meanwhile."""
    page.evaluate(WRITE_DOWN)
    for _ in range(times):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    return page.evaluate("window.reached")


def asked_each_time(page, times):
    """The same where scripts are off, and a page can write nothing down."""
    reached = []
    for _ in range(times):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(REACHED))
    return reached


def is_light_enough_for_an_old_phone(weights):
    """Of what was fetched for it, by address and in bytes."""
    assert any("woff2" in url for url in weights) and any("putright.css" in url for url in weights)
    assert sum(weights.values()) < HEAVIEST, sorted(weights.items(), key=lambda item: -item[1])


def prints_on_paper_in_the_font_we_chose(page):
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Atkinson')
    page.emulate_media(media="print")
    assert page.locator(".masthead__nav").is_hidden() and page.locator("h1").is_visible()
    assert page.pdf().startswith(b"%PDF")
