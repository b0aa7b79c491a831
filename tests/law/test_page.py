"""docs/law.md says what the register says today, and everything on it can be linked to."""

import re
import subprocess
import sys

import pytest

from putright.law import __main__ as command
from putright.law.areas import areas
from putright.law.letters import letters
from putright.law.loading import register
from putright.law.page import PAGE, is_fresh, page, write
from putright.law.statements import LEVELS, counted

ANCHOR = re.compile(r'<a id="([^"]+)"></a>')


def test_the_page_in_docs_is_fresh():
    assert is_fresh(), "write it again with: python -m putright.law"


def test_every_duty_every_area_and_every_letter_has_its_anchor_once():
    anchors = ANCHOR.findall(page())
    assert len(anchors) == len(set(anchors))
    wanted = {*register().duties, *areas(), *(f"letters.{key}" for key in letters())}
    assert wanted - set(anchors) == set()


def test_every_link_within_the_page_leads_somewhere():
    anchors = set(ANCHOR.findall(page()))
    assert set(re.findall(r"\]\(#([^)]+)\)", page())) - anchors == set()


@pytest.mark.parametrize("duty", register().duties.values(), ids=lambda duty: duty.name)
def test_the_page_says_what_a_duty_asks_and_how_well_each_period_is_known(duty):
    part = page().split(f'<a id="{duty.name}"></a>')[1].split("<a id=")[0]
    assert duty.asks in part
    for version in duty.versions:
        assert f"**{version.within}**" in part
        assert f"[{version.citation}]({version.citation.instrument.url}) (**{version.citation.checked}**)" in part
    for end in duty.falls_away:
        assert end.says in part
    assert duty.we_read_it is None or duty.we_read_it in part


def test_the_counts_on_the_page_add_up():
    rows = re.findall(r"^\| \*\*Everything\*\* \| (.*) \|$", page(), re.MULTILINE)
    *levels, total = (int(cell.strip("* ")) for cell in rows[0].split("|"))
    assert levels == [sum(count[level] for count in counted().values()) for level in LEVELS]
    assert sum(levels) == total


def test_two_writings_are_the_same_to_the_byte():
    fresh = "from putright.law.page import page; import sys; sys.stdout.buffer.write(page().encode())"
    other = subprocess.run([sys.executable, "-c", fresh], capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert other.stdout.decode() == page()


def test_a_stale_page_is_told_from_a_fresh_one(tmp_path, monkeypatch, capsys):
    path = tmp_path / "docs" / "law.md"
    assert not is_fresh(path)
    write(path)
    assert is_fresh(path)
    path.write_text(path.read_text() + "A line of our own.\n")
    assert not is_fresh(path)
    monkeypatch.setattr(command, "is_fresh", lambda: False)
    assert command.main(["--check"]) == 1
    assert PAGE.name in capsys.readouterr().err


def test_the_check_passes_on_the_page_we_keep():
    assert command.main(["--check"]) == 0
