"""Putright's skin: its own, legible, ready to be read from right to left, and light."""

import re
from pathlib import Path

import pytest

from putright.project.environment import CHECKOUT

STATIC = CHECKOUT / "static"
OURS = (STATIC / "putright.css").read_text(encoding="utf-8")
# With what is on top of it, where that is wanted.
ALL_OURS = "".join(sheet.read_text(encoding="utf-8") for sheet in sorted(STATIC.glob("*.css")))
THEIRS = (STATIC / "govuk/govuk.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--putright-([a-z-]+): (#[0-9a-f]{6});", OURS)) | {"white": "#ffffff"}


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    lighter, darker = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("letters", ["ink", "quiet", "accent", "accent-deep", "error"])
@pytest.mark.parametrize("ground", ["paper", "oat", "white"])
def test_letters_can_be_read_on_every_ground(letters, ground):
    assert contrast(letters, ground) >= 4.5


@pytest.mark.parametrize("letters, ground", [("on-accent", "accent"), ("on-accent", "accent-deep"), ("ink", "focus")])
def test_letters_can_be_read_on_colour(letters, ground):
    assert contrast(letters, ground) >= 7


@pytest.mark.parametrize("edge, ground", [("edge", "paper"), ("edge", "oat"), ("edge", "white"), ("accent", "oat"), ("error", "paper")])  # fmt: skip
def test_edges_of_what_people_use_can_be_seen(edge, ground):
    assert contrast(edge, ground) >= 3


def test_colours_are_properties_so_that_a_landlord_may_have_their_own():
    rules = OURS.partition("/* The page */")[2].partition("@media print")[0]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#fff"}


@pytest.mark.parametrize("css", [ALL_OURS, THEIRS], ids=["ours", "theirs"])
def test_sides_are_start_and_end(css):
    assert (
        re.findall(
            r"(?:margin|padding|border)-(?:left|right)(?=[:-])|[{;\s](?:left|right):|(?:text-align|float): ?(?:left|right)",
            css,
        )
        == []
    )


@pytest.mark.parametrize("word", ["GDS Transport", "crest", "crown", "/assets/", "@font-face", "url(http"])
def test_nothing_that_is_the_governments_own_is_shipped(word):
    assert word.lower() not in THEIRS.lower()


def test_every_file_that_the_style_sheets_ask_for_is_there():
    asked = re.findall(r'url\("?([^")]+)"?\)', ALL_OURS + THEIRS)
    assert len(asked) == 4
    assert [name for name in asked if not (STATIC / name).is_file()] == []


def test_what_others_made_has_its_licence_beside_it():
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts/LICENCE.txt").read_text(encoding="utf-8")
    assert "The MIT License" in (STATIC / "govuk/LICENCE.txt").read_text(encoding="utf-8")


def test_there_is_a_way_to_print_to_rest_the_eyes_and_to_choose_ones_own_colours():
    for asked in ("@media print", "prefers-reduced-motion: reduce", "forced-colors: active"):
        assert asked in OURS


def test_no_colour_turns_on_the_width_of_the_screen():
    """So that contrast measured on a phone holds at a desk."""
    wide = re.findall(r"@media[^{]*width[^{]*\{((?:[^{}]*\{[^{}]*\})*)", ALL_OURS)
    assert wide
    assert [rule for rule in wide if re.search(r"(?<![-\w])(color|background(-color)?|opacity)\s*:", rule)] == []


def test_the_only_scripts_are_what_a_passkey_cannot_do_without_and_what_keeps_words_where_there_is_no_signal():
    assert {script.name for script in STATIC.rglob("*.js")} == {"passkey.js", "keep.js"}


def test_every_class_on_a_page_is_one_that_a_style_sheet_knows():
    known = set(re.findall(r"\.([A-Za-z_][\w-]*)", ALL_OURS + THEIRS))
    used = set()
    for template in (CHECKOUT / "templates").rglob("*.html"):
        text = re.sub(r"\{[{%#].*?[}%#]\}", " ", Path(template).read_text(encoding="utf-8"), flags=re.DOTALL)
        for names in re.findall(r'class="([^"]*)"', text):
            used |= {name.partition("__")[0] for name in names.split() if name.startswith("govuk-")}
    assert used - known == set()
