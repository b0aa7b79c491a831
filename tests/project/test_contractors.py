"""`putright contractors`: a landlord keeps who does the works, and its own rates, in real processes."""

import re
from functools import partial

import pytest

RATES = """code,words,trade,unit,price
DMP-04,"Wash mould off, and treat the wall",damp,square_metre,45.00
plb-01,Mend a leak from a pipe,plumbing,each,"£1,092.50"
"""


@pytest.fixture
def contractors(putright):
    """Run the command as it is run on the server's own machine."""
    return partial(putright, "contractors")


@pytest.fixture
def rates(tmp_path):
    """A file of rates, as it is typed."""

    def written(text, encoding="utf-8"):
        file = tmp_path / "rates.csv"
        file.write_bytes(text.encode(encoding))
        return str(file)

    return written


def test_a_team_is_kept_with_who_works_for_it_its_rates_and_its_limit_and_ends(contractors, putright, rates):
    assert "Nobody does the works yet" in contractors("list").stdout
    add = ("add", "Our own team", "--own-team", "--trade", "damp", "--trade", "plumbing", "--phone", "01632 960002")
    assert "Our own team is kept, as " in contractors(*add, "--from", "2026-01-05").stdout
    putright("staff", "add", "dwayne@example.org", "--name", "Dwayne Pritchett", "--role", "operative")
    assert (
        "Dwayne Pritchett works for Our own team" in contractors("worker", "our own team", "Dwayne@example.org").stdout
    )
    assert "may come to £750.00" in contractors("limit", "Our own team", "750").stdout
    done = contractors("rates", rates("\ufeff" + RATES))
    assert done.stdout.startswith("2 rates are kept, from ") and done.returncode == 0
    said = contractors("list").stdout
    for part in (
        "Our own team  (our own team, ",
        "damp, plumbing; 01632 960002; £750.00 an order",
        "Dwayne",
        "2 rates.",
    ):
        assert part in said, part
    assert "has ended on" in contractors("end", "Our own team", "--from", "2026-02-01").stdout
    assert "Our own team" not in contractors("list").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "Acme", "--trade", "juggling", "--phone", "01632 960003"), "Say what they do: one or more of"),
        (("add", " ", "--trade", "damp", "--phone", "01632 960003"), "Give the contractor’s name"),
        (("add", "Acme", "--trade", "damp", "--phone", "1", "--from", "31 February"), "31 February is no day"),
        (("add", "Acme", "--phone", "01632 960003"), "required: --trade"),
        (("limit", "Acme", "750"), "Nobody is called Acme. See putright contractors list"),
        (("worker", "Acme", "nobody@example.org"), "Nobody with the email address nobody@example.org works here"),
        (("rates", "/there/is/none.csv"), "No such file"),
    ],
)
def test_what_cannot_be_is_one_sentence(contractors, arguments, says):
    done = contractors(*arguments)
    assert done.returncode == 2 and says in done.stderr and done.stdout == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RATES.replace("plumbing", "juggling"), "Row 3 of .*Choose the trade, .*Nothing of the file was kept"),
        (RATES.replace("45.00", "cheap"), "Row 2 of .*cheap is no amount in pounds"),
        (RATES.replace("damp,square_metre", "damp"), "Row 2 of .*has not 5 values"),
        (RATES.replace("code,words", "code,what"), "has to have the columns code, words, trade, unit, price"),
        (RATES + "DMP-04,Again,damp,each,1\n", "Row 4 of .*DMP-04 has a price from .*Choose a later day"),
        ('code,words,trade,unit,price\n"never,ended', "has not 5 values|cannot be read as CSV"),
        ("", "has to have the columns"),
    ],
)
def test_a_file_of_rates_is_kept_whole_or_not_at_all(contractors, rates, text, says):
    done = contractors("rates", rates(text))
    assert done.returncode == 2 and done.stdout == ""
    assert re.search(says, done.stderr), done.stderr
    assert "rates." not in contractors("list").stdout


def test_a_file_in_another_encoding_is_refused(contractors, rates):
    done = contractors("rates", rates(RATES.replace("leak", "lèak"), "utf-16"))
    assert done.returncode == 2 and "is not in UTF-8" in done.stderr
