"""Every message leaves by one door: nothing outside putright/messages can write to anybody."""

import ast
from pathlib import Path

import pytest

from tests.house.test_house import MODULES, named

WAYS_OUT = ("smtplib", "requests", "django.core.mail", "notifications_python_client", "http.client", "urllib.request")
# It asks our own server whether it is up.
ASKS_ITSELF = {("project/serve.py", "http.client")}
BY_DOOR = ("messages/carriers/notify.py", "messages/carriers/smtp.py")


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ways_out(source):
    found = imported(ast.parse(source))
    return {way for name in found for way in WAYS_OUT if name == way or name.startswith(f"{way}.")}


@pytest.mark.parametrize("path", [path for path in MODULES if named(path) not in BY_DOOR], ids=named)
def test_nothing_else_can_write_to_anybody(path):
    assert {way for way in ways_out(path.read_text()) if (named(path), way) not in ASKS_ITSELF} == set()


@pytest.mark.parametrize(
    "line",
    [
        "import smtplib",
        "from django.core import mail",
        "from django.core.mail import send_mail",
        "import requests.adapters",
    ],
)
def test_another_way_out_would_be_seen(line):
    assert ways_out(line)


def test_the_door_is_where_we_say():
    assert all(ways_out((Path("putright") / name).read_text()) for name in BY_DOOR)
