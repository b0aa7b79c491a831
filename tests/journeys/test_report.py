"""A resident whose child has asthma reports mould on a phone, without JavaScript, and reads what becomes of it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image

from tests.journeys.visiting import follow, heading, signed_in, visit


def continued(page):
    follow(page.get_by_role("button", name="Continue", exact=True))


def tells_of_mould(page):
    """From the front page to the reference, answering as she would."""
    follow(page.get_by_role("main").get_by_role("link", name="Report a repair"))
    assert heading(page) == "Is anyone in danger now?"
    page.get_by_label("None of these").check()
    continued(page)
    page.get_by_label("Address").fill("12 Rose Street")
    page.get_by_label("Postcode").fill("zz1 2ab")
    continued(page)
    page.get_by_label("A child’s bedroom").check()
    continued(page)
    page.get_by_label("Mould").check()
    page.get_by_label("Damp", exact=True).check()
    continued(page)
    page.get_by_role("textbox").fill("There's mould in my son's room. It is on the wall by his bed.")
    continued(page)
    page.get_by_label("It is in more than one room").check()
    continued(page)
    page.get_by_label("Some months ago").check()
    continued(page)
    page.get_by_label("No, this is the first time").check()
    continued(page)
    page.get_by_label("aged 5 to 17").check()
    page.get_by_label("Someone with asthma").check()
    continued(page)
    page.get_by_label("Someone is unwell").check()
    continued(page)
    page.get_by_label("Send me a text").check()
    continued(page)
    page.get_by_role("group", name="Monday").get_by_label("Morning").check()
    continued(page)
    adds_photos(page)
    page.get_by_label("Your name").fill("Amina Yusuf")
    page.get_by_label("Phone number").fill("07700 900123")
    page.get_by_label("It is safe to send a text").check()
    continued(page)
    return checks_and_sends(page)


def adds_photos(page):
    assert heading(page) == "Do you have photos?"
    page.get_by_label("Choose photos").set_input_files([file("wall.jpg"), file("bed.jpg", "navy")])
    follow(page.get_by_role("button", name="Add these photos"))
    assert page.locator(".photos__image").count() == 2
    follow(page.get_by_role("button", name="photo 2"))
    assert page.locator(".photos__image").count() == 1
    page.get_by_label("Choose photos").set_input_files(
        [{**file("a.mp4"), "buffer": b"not a photo"}, file("bed.jpg", "navy")]
    )
    continued(page)
    assert "“a.mp4”: This is not a photo that we can open." in page.locator(".govuk-error-summary").inner_text()
    assert page.locator(".photos__image").count() == 2
    continued(page)


def file(name, colour="seagreen"):
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def checks_and_sends(page):
    assert heading(page) == "Check what you told us"
    follow(page.get_by_role("link", name="Tell us in your own words"))
    page.get_by_role("textbox").fill("There's mould in my son's room.")
    continued(page)
    assert heading(page) == "Check what you told us"
    assert "2 photos" in page.locator("#said-photos").inner_text()
    follow(page.get_by_role("button", name="Send my report"))
    assert heading(page) == "Thank you. We have your report"
    page.go_back()
    page.goto(page.url)
    return page.url


def reads_it(page):
    """What is at the top of her report, and the reason for its date."""
    follow(page.get_by_role("link", name="See your report"))
    said = dict(zip(page.locator(".answers__asks").all_inner_texts(), page.locator(".answers__says").all_inner_texts()))
    follow(page.get_by_role("link", name="Why this date?").first)
    return said, page.locator("main").inner_text()


def says_it_is_not_right(page):
    follow(page.get_by_role("link", name="That’s not right").first)
    assert "You told us what is wrong." in page.locator(".govuk-inset-text").inner_text()
    page.get_by_label("What is not right?").fill("It is in two rooms, and not in one.")
    follow(page.get_by_role("button", name="Send"))
    return page.locator("main").inner_text()


def test_mould_in_a_childs_room(larkfield, address):
    from putright.hazards import actions as hazards
    from putright.repairs import actions as repairs
    from putright.repairs.models import Report

    priya, home, amina = larkfield
    _, cookies = visit(address, "/", tells_of_mould)
    report = Report.objects.get()
    assert (report.home, report.person, report.words) == (home, amina, "There's mould in my son's room.")
    assert report.photos.count() == 2 and report.case is not None

    (said, why), _ = visit(address, "/report/sent", reads_it, cookies=cookies)
    assert "There's mould in my son's room." in said["What we heard"]
    assert "The law says that we must" in said["What happens next"]
    assert "(" in said["When"] and "Priya Nair, housing officer" in said["Who to ask for"]
    assert "How we counted" in why and "Where the law says so" in why

    at = datetime.now(UTC)
    hazards.decide(
        report=report, hazard="damp_and_mould", is_class="significant", why="It can wait for the day.",
        decided_by=priya, by=priya.code, at=at,
    )  # fmt: skip
    hazards.take_on(report=report, owner=priya, by=priya.code, at=at)
    theirs = signed_in(amina.account, address)
    text, _ = visit(address, f"/reports/{report.reference}", says_it_is_not_right, cookies=theirs)
    for words in ("One of us decided that it may be a danger to you.", "One of us took it on.", "Priya Nair",
                  "You said that something is not right.", "It is in two rooms, and not in one."):  # fmt: skip
        assert words in text, words
    assert "We promised to answer what you said is not right by the end of" in text
    assert report.additions.get().about_line is not None

    heard_at = at - timedelta(days=9)
    note = repairs.note(
        home=home, words="She said that there is mould in the hall too.", said_by="Amina Yusuf", heard_at=heard_at,
        noted_by=priya, by=priya.code, at=at,
    )  # fmt: skip
    second = hazards.report_from_note(note=note, by=priya.code, at=at)
    assert second.first_told_at == heard_at
    hazards.match(report=second, home=home, person=amina, by=priya.code, at=at)
    text, _ = visit(
        address, f"/reports/{second.reference}", lambda page: page.locator("main").inner_text(), cookies=theirs
    )
    assert "mould in the hall too" in text


def in_danger(page):
    page.get_by_label("I can smell gas").check()
    continued(page)
    assert heading(page) == "If you are in danger, call now"
    first = page.locator(".calls__number").first
    assert first.inner_text() == "0800 111 999" and first.bounding_box()["height"] >= 40
    assert "01632 960999" in page.locator(".danger").inner_text()
    page.get_by_label("Address").fill("12 Rose Street, ZZ1 2AB")
    continued(page)
    assert "We have your report" in page.locator(".danger--strip").inner_text()
    page.get_by_label("Phone number").fill("07700 900123")
    continued(page)
    assert heading(page) == "Where in the home is it?"
    page.go_back()
    page.go_back()
    page.goto(page.url.partition("/report")[0] + "/report/emergency")
    return page.locator("main").inner_text()


def test_an_emergency_is_kept_at_once_and_told_more_afterwards(larkfield, address):
    from putright.deadlines.models import Deadline
    from putright.repairs.models import Report

    text, _ = visit(address, "/report", in_danger)
    report = Report.objects.get()
    assert report.is_emergency and report.home == larkfield[1] and "07700 900123" in report.contact_words
    assert "The clock has started" in text and f"{report.reference[:5]}-{report.reference[5:]}" in text
    owed = Deadline.objects.open().about(*report.case.about)
    assert "hazards.emergency_investigate" in owed.values_list("name", flat=True)


def by_keyboard(page):
    """Tab and space and enter, from the first page to the reference."""
    ticks(page, "danger")
    for key, typed in (("address-lines", "12 Rose Street"), ("address-postcode", "ZZ1 2AB")):
        tab_to(page, key)
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    for key in ("room", "what", "own_words", "how_much", "since", "told", "household", "unwell", "needs", "visits"):
        page.wait_for_selector(f"#{key}-heading")
        if key == "what":
            tab_to(page, "what")
            page.keyboard.press("Space")
        tab_to_button(page)
    page.wait_for_selector("#files")
    tab_to_button(page, "Continue")
    page.wait_for_selector("#reach-heading")
    tab_to_button(page)
    page.wait_for_selector("#change-danger")
    tab_to_button(page, "Send my report")
    page.wait_for_selector(".answer__reference")
    return heading(page)


def ticks(page, key):
    last = page.locator(f"input[name={key}]").last.get_attribute("id")
    tab_to(page, last)
    page.keyboard.press("Space")
    tab_to_button(page)
    page.wait_for_selector("#address-heading")


def tab_to(page, wanted):
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"Tab never came to {wanted}")


def tab_to_button(page, words="Continue"):
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never came to {words}")


def test_by_keyboard_alone(larkfield, address):
    said, _ = visit(address, "/report", by_keyboard)
    assert said == "Thank you. We have your report"


def test_another_phone_sees_nothing_of_it(larkfield, address):
    from putright.repairs.models import Report

    visit(address, "/", tells_of_mould)
    report = Report.objects.get()
    text, _ = visit(address, f"/reports/{report.reference}", lambda page: page.url + page.locator("main").inner_text())
    assert "/sign-in" in text and "mould" not in text
