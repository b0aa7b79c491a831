"""Every page of signing in, in a real browser: for everyone, on anything."""

import re
from dataclasses import replace

import pytest

from tests.journeys import checks
from tests.web.sign_in_pages import NAMES, gather

# Shown by a script where the browser knows passkeys.
PASSKEYS = "document.querySelectorAll('[data-passkey]').forEach(e => e.hidden = false)"


@pytest.fixture(scope="module")
def sign_in_pages(gathering):
    """As they were answered. Passkeys' scripts, which are files of allauth's, are tried in test_passkeys.py."""
    found = gathering(gather)
    return {
        name: replace(answer, html=re.sub(r"<script.*?</script>", "", answer.html, flags=re.DOTALL))
        for name, answer in found.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_everyone_can_use_it(name, sign_in_pages, chromium):
    checks.everyone_can_use_it(chromium, sign_in_pages[name], first=PASSKEYS, printed=False)
