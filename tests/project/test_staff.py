"""`putright staff`: the first administrator comes in, and whoever lost their key, in real processes."""

from __future__ import annotations

import re
from functools import partial

import pytest


@pytest.fixture
def staff(putright):
    """Run the command as it is run on the server's own machine."""
    return partial(putright, "staff")


def test_somebody_is_let_in_listed_given_another_role_and_let_out(staff):
    assert "Nobody works here yet" in staff("list").stdout
    done = staff(
        "add", "Ada@example.org", "--name", "Ada Bell", "--role", "administrator", "--at", "https://x.example/"
    )
    assert done.returncode == 0 and "Ada Bell is in as: administrator." in done.stdout
    assert re.search(r"https://x\.example/staff/new-password/\w+-[\w-]+\n$", done.stdout)
    assert "new-password" not in staff("add", "ada@example.org", "--role", "surveyor").stdout
    assert staff("list").stdout == "ada@example.org  Ada Bell  (administrator, surveyor)\n"
    assert "no longer holds" in staff("end", "ada@example.org", "--role", "surveyor").stdout
    assert "new-password" in staff("link", "ada@example.org", "--lost-device").stdout
    assert "Ada Bell is out" in staff("end", "ada@example.org").stdout
    assert "Nobody works here yet" in staff("list").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "ada", "--name", "Ada", "--role", "surveyor"), "is not an email address"),
        (("add", "a@example.org", "--name", "Ada", "--role", "king"), "There is no role king. Choose one of"),
        (("add", "a@example.org", "--role", "surveyor"), "Give a name"),
        (("link", "nobody@example.org"), "works here. See putright staff list"),
        (("end", "nobody@example.org"), "works here. See putright staff list"),
        (("add", "a@example.org"), "required: --role"),
        ((), "required: what"),
    ],
)
def test_what_cannot_be_is_one_sentence(staff, arguments, says):
    done = staff(*arguments)
    assert done.returncode == 2 and says in done.stderr and done.stdout == ""
    assert "Nobody works here yet" in staff("list").stdout
