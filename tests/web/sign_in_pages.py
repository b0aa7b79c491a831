"""Every page of signing in, in every state."""

from __future__ import annotations

import time

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client

from putright.homes import actions as homes
from putright.people import actions as people
from tests.homes.test_homes import LARKFIELD
from tests.web.gathering import answered
from tests.web.signed_in import TEST, colleague, sign_in

PASSWORD = "four words that rhyme"
HOW = "/staff/how-you-sign-in"
NAMES = (
    *("ask", "ask, wrong", "answer", "answer, wrong", "code over", "too often"),
    *(
        "staff",
        "staff, wrong",
        "staff, no passkey",
        "ended",
        "old link",
        "new password",
        "new password, wrong",
        "password set",
    ),
    *(
        "set up",
        "app",
        "app, wrong",
        "codes",
        "codes seen",
        "new codes",
        "how",
        "last app",
        "one more step",
        "one more, wrong",
    ),
    *("remove app", "new passkey", "new passkey, wrong", "remove passkey", "password", "password, wrong"),
    *("again", "again, wrong", "again by code", "again by code, wrong", "again by passkey", "sign out", "signed out"),
)
# What a browser says when it has made a passkey.
PASSKEY_ID = "YSBwYXNza2V5IGZvciB0ZXN0cywgb2Ygbm9ib2R5Li4"
PASSKEY = {
    "id": PASSKEY_ID,
    "rawId": PASSKEY_ID,
    "type": "public-key",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiZUhoNGVIaDRlSGg0ZUhoNGVIaDRlQSIsIm9yaWdpbiI6"
        "Imh0dHA6Ly9sb2NhbGhvc3QiLCJjcm9zc09yaWdpbiI6ZmFsc2V9",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAIGEgcGFzc2tleSBmb3IgdGVzdHMsIG9mIG5vYm9keS4upQECAyYgASFYIDpbETdNTCeTfFcOuLYdI_1W62LBCIfjWPh2mjMz"
        "ftbJIlgg9iXkbQtObnpZizNJHfQvcMc3nB4sbka-DIhq7rVDYhA",
    },
    "clientExtensionResults": {"credProps": {"rk": True}},
}


def app_code(secret):
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def gather():
    """Each page by its name, as it was answered."""
    cache.clear()
    homes.set_landlord(**LARKFIELD, **TEST)
    people.add_contact_point(
        person=people.add_person(name="Ruth Bell", **TEST), kind="email", value="ruth@example.org", **TEST
    )
    found = {}

    def keep(name, client, response):
        found[name] = answered(client, response)
        return response

    _resident(keep)
    cache.clear()
    _staff(keep)
    assert tuple(sorted(found)) == tuple(sorted(NAMES)), set(found) ^ set(NAMES)
    return found


def _resident(keep):
    client = Client()
    keep("ask", client, client.get("/sign-in?next=/reports/1"))
    keep("ask, wrong", client, client.post("/sign-in", {"to": "my phone"}))
    client.post("/sign-in", {"to": "ruth@example.org"})
    keep("answer", client, client.get("/sign-in/code"))
    keep("answer, wrong", client, client.post("/sign-in/code", {"code": "00000x"}))
    client.post("/sign-in/code", {"code": "000000"})
    keep("code over", client, client.post("/sign-in/code", {"code": "000001"}))
    for _ in range(4):
        client.post("/sign-in", {"to": "ruth@example.org"})
    keep("too often", client, client.post("/sign-in", {"to": "ruth@example.org"}))
    keep(
        "signed out",
        client,
        client.post("/reports/0000000000/add", {"add-words": "It is worse.\nThe wall is wet.", "more": "and one more"}),
    )


def _staff(keep):
    account = colleague("housing_officer")
    client, out = Client(), Client()
    link = f"/staff/new-password/{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    where = client.get(link).url
    keep("new password", client, client.get(where))
    keep("new password, wrong", client, client.post(where, {"password1": "short", "password2": "other"}))
    keep("password set", client, client.get(client.post(where, {"password1": PASSWORD, "password2": PASSWORD}).url))
    keep("old link", client, client.get(link))
    keep("ended", out, out.get("/staff/sign-in/ended"))
    keep("staff", out, out.get("/staff/sign-in?next=/desk"))
    keep("staff, wrong", out, out.post("/staff/sign-in", {"login": "priya", "password": ""}))
    keep("staff, no passkey", out, out.get("/staff/sign-in?passkey=no"))
    client.post("/staff/sign-in", {"login": account.email, "password": PASSWORD})
    keep("set up", client, client.get(HOW))
    keep("app", client, client.get(f"{HOW}/app"))
    keep("app, wrong", client, client.post(f"{HOW}/app", {"code": "000000"}))
    client.post(f"{HOW}/app", {"code": app_code(client.session["mfa.totp.secret"])})
    keep("codes", client, client.get(f"{HOW}/recovery-codes"))
    keep("codes seen", client, client.get(f"{HOW}/recovery-codes"))
    keep("new codes", client, client.get(f"{HOW}/recovery-codes/new"))
    keep("last app", client, client.get(f"{HOW}/app/remove"))
    keep("new passkey", client, client.get(f"{HOW}/passkeys/new"))
    keep("new passkey, wrong", client, client.post(f"{HOW}/passkeys/new", {"name": "My phone", "credential": "{}"}))
    keep("password", client, client.get(f"{HOW}/password"))
    keep("password, wrong", client, client.post(f"{HOW}/password", {"password1": "short"}))
    out.post("/staff/sign-in", {"login": account.email, "password": PASSWORD})
    keep("one more step", out, out.get("/staff/sign-in/code"))
    keep("one more, wrong", out, out.post("/staff/sign-in/code", {"code": "000000"}))
    keep("again by code", client, client.get("/staff/again/code"))
    keep("again by code, wrong", client, client.post("/staff/again/code", {"code": ""}))
    keep("again", client, client.get("/staff/again"))
    keep("again, wrong", client, client.post("/staff/again", {"password": ""}))
    keep("sign out", client, client.get("/sign-out"))
    other = colleague("surveyor", email="sam@example.org", name="Sam")
    kept = [
        Authenticator(user=other, type="webauthn", data={"name": name, "credential": PASSKEY})
        for name in ("My phone", "My <b>key</b>")
    ]
    Authenticator.objects.bulk_create([*kept, Authenticator(user=other, type="totp", data={"secret": "A" * 32})])
    theirs = sign_in(Client(), other)
    keep("how", theirs, theirs.get(HOW))
    session = theirs.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(other.pk)
    session.save()
    keep("again by passkey", theirs, theirs.get("/staff/again/passkey"))
    keep("remove app", theirs, theirs.get(f"{HOW}/app/remove"))
    keep("remove passkey", theirs, theirs.get(f"{HOW}/passkeys/{kept[0].pk}/remove"))
